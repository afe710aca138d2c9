"""Success measures in tables: a row each, what is beside it, and what to know of it."""

from collections.abc import Iterable, Iterator

from cptracker.model.comparisons import TOGETHER, Comparison
from cptracker.model.figures import Figure
from cptracker.model.rounding import unit_beside
from cptracker.rating.wording import figure_text
from cptracker.reports.document.blocks import Block, Bullets
from cptracker.reports.document.tables import Line, PaperTable, Row, TableColumn, Words
from cptracker.reports.editions import cells
from cptracker.reports.editions.pictures import Linker, PaperPictures
from cptracker.status.report import Indicator, PriorityStatus, SuccessMeasureStatus
from cptracker.wording import facts, phrases
from cptracker.wording.ratings import (
    notes_in_sentences,
    significance_in_words,
    trend_in_words,
    value_with_marks,
)

MEASURES = (
    TableColumn(heading="Measure", width=30),
    TableColumn(heading="Success measure", place="sheet"),
    TableColumn(heading="Identifier", place="sheet"),
    TableColumn(heading="Value", numbers=True, width=15),
    TableColumn(heading="Unit", place="sheet"),
    TableColumn(heading="Unit", place="page", beneath=True),
    TableColumn(heading="Signs", place="sheet"),
    TableColumn(heading="Why there is none", beneath=True),
    TableColumn(heading="Period", beneath=True),
    TableColumn(heading="Made up of", place="page", beneath=True),
    TableColumn(heading="Numerator", numbers=True, place="sheet"),
    TableColumn(heading="Denominator", numbers=True, place="sheet"),
    TableColumn(heading="Not known", numbers=True, place="sheet"),
    TableColumn(heading="Last published", numbers=True, width=14),
    TableColumn(heading="Published for", beneath=True),
    TableColumn(heading="Target", numbers=True, width=10),
    TableColumn(heading="Rating", width=14),
    TableColumn(heading="Certainty", beneath=True),
    TableColumn(heading="Trend", place="page", width=19),
    TableColumn(heading="Direction of travel", beneath=True),
    TableColumn(heading="Rule", place="sheet"),
    TableColumn(heading="What to know", place="sheet"),
)


Named = tuple[SuccessMeasureStatus, Indicator]


def measure_title(priority: PriorityStatus) -> list[Named]:
    """Each indicator of a priority with its success measure, in the plan's order."""
    return [
        (success, indicator)
        for success in priority.success_measures
        for indicator in success.indicators
    ]


def heading_for_measure(priority: PriorityStatus) -> tuple[str, str]:
    """What the tables of a priority stand under when they are put together."""
    return "Priority", f"{priority.number} {priority.title}"


def measures_table(priority: PriorityStatus, link: Linker, draw: PaperPictures) -> PaperTable:
    """How each success measure stands."""
    return PaperTable(
        caption=f"Success measures of priority {priority.number}",
        columns=MEASURES,
        rows=tuple(
            _measure(success, indicator, link, draw)
            for success, indicator in measure_title(priority)
        ),
        sheet="Measures",
        under=heading_for_measure(priority),
    )


def _measure(
    success: SuccessMeasureStatus, indicator: Indicator, link: Linker, draw: PaperPictures
) -> Row:
    figure, unit, judgement = indicator.figure, indicator.unit, indicator.judgement
    value, period = "", ""
    if indicator.published:
        value, period = phrases.published_text(indicator.published, unit)
    return (
        cells.line_cell((Words(f"{success.ref} ", strong=True), *link(indicator.title))),
        cells.words_cell(f"{success.ref} {success.title}"),
        cells.words_cell(indicator.measure),
        cells.value_cell(figure, value_with_marks(indicator)),
        cells.words_cell(unit),
        cells.words_cell("" if figure.value is None else unit_beside(unit)),
        cells.words_cell(cells.signs(figure)),
        cells.why_none(figure),
        cells.words_cell(figure.period.label),
        cells.words_cell(phrases.made_of(figure, unit, indicator.statistic)),
        *(
            cells.count_cell(number)
            for number in (figure.numerator, figure.denominator, figure.unknown)
        ),
        cells.number_cell(value or "none"),
        cells.words_cell(period),
        cells.number_cell(phrases.target_text(judgement.target, unit)),
        cells.rating(judgement.rating),
        cells.words_cell(significance_in_words(indicator)),
        cells.picture_cell(draw.line(indicator)),
        cells.words_cell(trend_in_words(indicator.trend)),
        cells.words_cell(judgement.rule or ""),
        cells.words_cell(" ".join(notes_in_sentences(indicator))),
    )


def measure_notes(priority: PriorityStatus) -> Iterator[Block]:
    """What to know of each measure that the table does not say."""
    items = tuple(
        _note(indicator)
        for _, indicator in measure_title(priority)
        if notes_in_sentences(indicator)
    )
    if items:
        yield Bullets(items=items)


def _note(indicator: Indicator) -> Line:
    text = " ".join(notes_in_sentences(indicator))
    return (Words(f"{indicator.title}: ", strong=True), Words(text))


COMPARED = (
    TableColumn(heading="Measure", width=30),
    TableColumn(heading="Compared with", width=20),
    TableColumn(heading="Value", numbers=True, width=12),
    TableColumn(heading="Period", width=14),
    TableColumn(heading="The council is", width=14),
    TableColumn(heading="What to know", width=22),
)


COMPARED_IN_FULL = (*COMPARED, TableColumn(heading="Source", place="sheet"))


def comparators(priority: PriorityStatus) -> Iterator[Block]:
    """Figures of others: for reading those that stand for many; a sheet has every one."""
    many = [
        (indicator, comparison)
        for _, indicator in measure_title(priority)
        for comparison in indicator.comparisons
    ]
    few = [(indicator, comparison) for indicator, comparison in many if comparison.kind in TOGETHER]
    caption = f"Priority {priority.number} beside others' published figures"
    for columns, pairs, place in ((COMPARED, few, "page"), (COMPARED_IN_FULL, many, "sheet")):
        if pairs:
            yield PaperTable(
                caption=caption,
                columns=columns,
                rows=tuple(_compared(*pair)[: len(columns)] for pair in pairs),
                sheet="Comparators",
                under=heading_for_measure(priority),
                place="page" if place == "page" else "sheet",
            )


def _compared(indicator: Indicator, comparison: Comparison) -> Row:
    unlike = "" if comparison.like_for_like else "not like for like"
    group = facts.group_in_words(comparison.group_by, comparison.group)
    return (
        cells.words_cell(", ".join(part for part in (indicator.title, group) if part)),
        cells.words_cell(facts.compared_with(comparison)),
        cells.number_cell(facts.value_of_others(comparison, indicator.unit)),
        cells.words_cell(facts.period_in_words(comparison.period)),
        cells.words_cell(facts.better_in_words(comparison)),
        cells.words_cell(": ".join(part for part in (unlike, comparison.note or "") if part)),
        cells.words_cell(comparison.source),
    )


GROUPS = (
    TableColumn(heading="Measure", width=34),
    TableColumn(heading="Breakdown", width=16),
    TableColumn(heading="Group", width=16),
    TableColumn(heading="Value", numbers=True, width=14),
    TableColumn(heading="Why there is none", beneath=True),
    TableColumn(heading="Unit", place="sheet"),
    TableColumn(heading="Period", width=12),
    TableColumn(heading="Made up of", place="page", width=14),
    TableColumn(heading="Numerator", numbers=True, place="sheet"),
    TableColumn(heading="Denominator", numbers=True, place="sheet"),
)


def groups(priority: PriorityStatus) -> Iterator[Block]:
    """The latest figures by group, where breakdowns were asked for."""
    rows = tuple(
        _figure(indicator, breakdown)
        for _, indicator in measure_title(priority)
        for breakdown in indicator.breakdowns
    )
    if rows:
        yield PaperTable(
            caption=f"Priority {priority.number} by group",
            columns=GROUPS,
            rows=rows,
            sheet="Groups",
            under=heading_for_measure(priority),
        )


def _figure(indicator: Indicator, figure: Figure) -> Row:
    return (
        cells.words_cell(indicator.title),
        cells.words_cell(figure.group_by.replace("_", " ")),
        cells.words_cell(facts.group_name(figure.group)),
        cells.value_cell(figure, figure_text(figure, indicator.unit)),
        cells.why_none(figure),
        cells.words_cell(indicator.unit),
        cells.words_cell(figure.period.label),
        cells.words_cell(phrases.made_of(figure, indicator.unit, indicator.statistic)),
        cells.count_cell(figure.numerator),
        cells.count_cell(figure.denominator),
    )


SERIES = (
    TableColumn(heading="Measure", width=40),
    TableColumn(heading="Identifier"),
    TableColumn(heading="Period"),
    TableColumn(heading="First day"),
    TableColumn(heading="Last day"),
    TableColumn(heading="Value", numbers=True),
    TableColumn(heading="Unit"),
    TableColumn(heading="Why there is none"),
    TableColumn(heading="Numerator", numbers=True),
    TableColumn(heading="Denominator", numbers=True),
    TableColumn(heading="Not known", numbers=True),
)


def series_table(indicators: Iterable[Indicator]) -> PaperTable:
    """Every period of every measure, for a spreadsheet; a page has charts of them."""
    return PaperTable(
        caption="Every measure, period by period",
        columns=SERIES,
        rows=tuple(
            _point(indicator, figure) for indicator in indicators for figure in indicator.series
        ),
        sheet="Periods",
        place="sheet",
    )


def _point(indicator: Indicator, figure: Figure) -> Row:
    latest = figure == indicator.figure
    text = phrases.value_text(indicator) if latest else figure_text(figure, indicator.unit)
    return (
        cells.words_cell(indicator.title),
        cells.words_cell(indicator.measure),
        cells.words_cell(figure.period.label),
        cells.day_cell(figure.period.start),
        cells.day_cell(figure.period.end),
        cells.value_cell(figure, text),
        cells.words_cell(indicator.unit),
        cells.why_none(figure),
        *(
            cells.count_cell(number)
            for number in (figure.numerator, figure.denominator, figure.unknown)
        ),
    )
