"""The success measures of a priority in as few columns as a panel needs."""

from collections.abc import Iterator

from cptracker.model.rounding import unit_beside
from cptracker.reports.document.blocks import Block, Paragraph
from cptracker.reports.document.tables import PaperTable, Row, TableColumn, Words, line_of
from cptracker.reports.editions import cells
from cptracker.reports.editions.measures import measure_title
from cptracker.reports.editions.pictures import Linker
from cptracker.status.report import Indicator, PriorityStatus, SuccessMeasureStatus
from cptracker.wording import facts, phrases
from cptracker.wording.phrases import BESIDE_OTHERS
from cptracker.wording.ratings import significance_in_words, trend_in_words, value_with_marks

SHORT = (
    TableColumn(heading="Measure", width=29),
    TableColumn(heading="Value", numbers=True, width=15),
    TableColumn(heading="Why there is none", beneath=True),
    TableColumn(heading="Period", beneath=True),
    TableColumn(heading="Target", numbers=True, width=9),
    TableColumn(heading="Others", numbers=True, width=21),
    TableColumn(heading="Who, and when", beneath=True),
    TableColumn(heading="Rating", width=15),
    TableColumn(heading="Beside others", beneath=True),
    TableColumn(heading="Direction of travel", width=12),
)


def short_table(priority: PriorityStatus, link: Linker, placed: dict[str, str]) -> Iterator[Block]:
    """How each measure of a priority stands, in as few words as a panel needs.

    Args:
        priority: Whose measures.
        link: Links the glossary's words.
        placed: The reference under which each measure was told before: it is told once, and this
            holds those told here when done.
    """
    rows, again = list[Row](), list[str]()
    for success, indicator in measure_title(priority):
        if indicator.measure in placed:
            again.append(f"{success.ref} {indicator.title} (under {placed[indicator.measure]})")
        else:
            placed[indicator.measure] = success.ref
            rows.append(_short(success, indicator, link))
    if rows:
        yield PaperTable(
            caption=f"Success measures of priority {priority.number}",
            columns=SHORT,
            rows=tuple(rows),
            sheet="Measures in short",
            place="page",
        )
    if again:
        yield Paragraph(spans=line_of(f"Told elsewhere: {'; '.join(again)}."), quiet=True)


def _short(success: SuccessMeasureStatus, indicator: Indicator, link: Linker) -> Row:
    figure, unit, judgement = indicator.figure, indicator.unit, indicator.judgement
    others, area_and_period = "", ""
    comparison = indicator.benchmark.comparison if indicator.benchmark else None
    if comparison is not None:
        others = facts.value_of_others(comparison, unit)
        area_and_period = f"{comparison.area}, {facts.period_in_words(comparison.period)}"
    benchmark_in_words = BESIDE_OTHERS[indicator.benchmark.rating] if indicator.benchmark else ""
    title = f"{indicator.title} ({unit})" if unit_beside(unit) else indicator.title
    return (
        cells.line_cell((Words(f"{success.ref} ", strong=True), *link(title))),
        cells.value_cell(figure, value_with_marks(indicator)),
        cells.why_none(figure),
        cells.words_cell(figure.period.label),
        cells.number_cell(phrases.target_text(judgement.target, unit)),
        cells.number_cell(others),
        cells.words_cell(area_and_period),
        cells.rating(judgement.rating),
        cells.words_cell(benchmark_in_words or significance_in_words(indicator)),
        cells.words_cell(trend_in_words(indicator.trend)),
    )
