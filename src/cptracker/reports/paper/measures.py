"""Success measures in tables: a row each, what is beside it, and what to know of it."""

from collections.abc import Iterable, Iterator

from cptracker.comparisons import TOGETHER, Comparison
from cptracker.judging import figure_text
from cptracker.reports import phrases, wording
from cptracker.reports.document import Block, Bullets, Column, Line, Row, Table, Words
from cptracker.reports.judged import value_with_marks
from cptracker.reports.paper import cells, sentences
from cptracker.reports.paper.glossing import Linker
from cptracker.reports.paper.pictures import Pictures
from cptracker.results import Figure
from cptracker.standing import Indicator, PriorityStatus, SuccessMeasureStatus

MEASURES = (
    Column(heading="Measure", width=30),
    Column(heading="Success measure", place="sheet"),
    Column(heading="Identifier", place="sheet"),
    Column(heading="Value", numbers=True, width=15),
    Column(heading="Unit", place="sheet"),
    Column(heading="Unit", place="page", beneath=True),
    Column(heading="Signs", place="sheet"),
    Column(heading="Why there is none", beneath=True),
    Column(heading="Period", beneath=True),
    Column(heading="Made up of", place="page", beneath=True),
    Column(heading="Numerator", numbers=True, place="sheet"),
    Column(heading="Denominator", numbers=True, place="sheet"),
    Column(heading="Not known", numbers=True, place="sheet"),
    Column(heading="Last published", numbers=True, width=14),
    Column(heading="Published for", beneath=True),
    Column(heading="Target", numbers=True, width=10),
    Column(heading="Rating", width=14),
    Column(heading="Certainty", beneath=True),
    Column(heading="Trend", place="page", width=19),
    Column(heading="Direction of travel", beneath=True),
    Column(heading="Rule", place="sheet"),
    Column(heading="What to know", place="sheet"),
)

Named = tuple[SuccessMeasureStatus, Indicator]


def named(priority: PriorityStatus) -> list[Named]:
    """Each indicator of a priority with its success measure, in the plan's order."""
    return [(success, one) for success in priority.success_measures for one in success.indicators]


def under(priority: PriorityStatus) -> tuple[str, str]:
    """What the tables of a priority stand under when they are put together."""
    return "Priority", f"{priority.number} {priority.title}"


def measures_table(priority: PriorityStatus, link: Linker, draw: Pictures) -> Table:
    """How each success measure stands."""
    return Table(
        caption=f"Success measures of priority {priority.number}",
        columns=MEASURES,
        rows=tuple(_measure(success, one, link, draw) for success, one in named(priority)),
        sheet="Measures",
        under=under(priority),
    )


def _measure(
    success: SuccessMeasureStatus, indicator: Indicator, link: Linker, draw: Pictures
) -> Row:
    figure, unit, judgement = indicator.figure, indicator.unit, indicator.judgement
    value, period = "", ""
    if indicator.published:
        value, period = phrases.published_text(indicator.published, unit)
    return (
        cells.line_cell((Words(f"{success.ref} ", strong=True), *link(indicator.title))),
        cells.words(f"{success.ref} {success.title}"),
        cells.words(indicator.measure),
        cells.value(figure, value_with_marks(indicator)),
        cells.words(unit),
        cells.words("" if unit == "%" or figure.value is None else unit),
        cells.words(cells.signs(figure)),
        cells.why_none(figure),
        cells.words(figure.period.label),
        cells.words(phrases.made_of(figure, unit)),
        *(cells.count(one) for one in (figure.numerator, figure.denominator, figure.unknown)),
        cells.number(value or "none"),
        cells.words(period),
        cells.number(phrases.target_text(judgement.target, unit)),
        cells.rating(judgement.rating),
        cells.words(sentences.certainty_in_words(indicator)),
        cells.picture(draw.line(indicator)),
        cells.words(sentences.travel_in_words(indicator.travel)),
        cells.words(judgement.rule or ""),
        cells.words(" ".join(sentences.to_know(indicator))),
    )


def notes(priority: PriorityStatus) -> Iterator[Block]:
    """What to know of each measure that the table does not say."""
    items = tuple(_note(one) for _, one in named(priority) if sentences.to_know(one))
    if items:
        yield Bullets(items=items)


def _note(indicator: Indicator) -> Line:
    told = " ".join(sentences.to_know(indicator))
    return (Words(f"{indicator.title}: ", strong=True), Words(told))


COMPARED = (
    Column(heading="Measure", width=30),
    Column(heading="Compared with", width=20),
    Column(heading="Value", numbers=True, width=12),
    Column(heading="Period", width=14),
    Column(heading="The council is", width=14),
    Column(heading="What to know", width=22),
)
COMPARED_IN_FULL = (*COMPARED, Column(heading="Source", place="sheet"))


def comparators(priority: PriorityStatus) -> Iterator[Block]:
    """Figures of others: for reading those that stand for many; a sheet has every one."""
    many = [(indicator, one) for _, indicator in named(priority) for one in indicator.comparisons]
    few = [(indicator, one) for indicator, one in many if one.kind in TOGETHER]
    caption = f"Priority {priority.number} beside others' published figures"
    for columns, pairs, place in ((COMPARED, few, "page"), (COMPARED_IN_FULL, many, "sheet")):
        if pairs:
            yield Table(
                caption=caption,
                columns=columns,
                rows=tuple(_compared(*pair)[: len(columns)] for pair in pairs),
                sheet="Comparators",
                under=under(priority),
                place="page" if place == "page" else "sheet",
            )


def _compared(indicator: Indicator, one: Comparison) -> Row:
    unlike = "" if one.like_for_like else "not like for like"
    group = wording.group_in_words(one.group_by, one.group)
    return (
        cells.words(", ".join(part for part in (indicator.title, group) if part)),
        cells.words(wording.compared_with(one)),
        cells.number(wording.value_of_others(one, indicator.unit)),
        cells.words(wording.period_in_words(one.period)),
        cells.words(wording.better_in_words(one)),
        cells.words(": ".join(part for part in (unlike, one.note or "") if part)),
        cells.words(one.source),
    )


GROUPS = (
    Column(heading="Measure", width=34),
    Column(heading="Breakdown", width=16),
    Column(heading="Group", width=16),
    Column(heading="Value", numbers=True, width=14),
    Column(heading="Why there is none", beneath=True),
    Column(heading="Unit", place="sheet"),
    Column(heading="Period", width=12),
    Column(heading="Made up of", place="page", width=14),
    Column(heading="Numerator", numbers=True, place="sheet"),
    Column(heading="Denominator", numbers=True, place="sheet"),
)


def groups(priority: PriorityStatus) -> Iterator[Block]:
    """The latest figures by group, where breakdowns were asked for."""
    rows = tuple(
        _figure(indicator, one) for _, indicator in named(priority) for one in indicator.breakdowns
    )
    if rows:
        yield Table(
            caption=f"Priority {priority.number} by group",
            columns=GROUPS,
            rows=rows,
            sheet="Groups",
            under=under(priority),
        )


def _figure(indicator: Indicator, figure: Figure) -> Row:
    return (
        cells.words(indicator.title),
        cells.words(figure.group_by.replace("_", " ")),
        cells.words(figure.group.replace("_", " ")),
        cells.value(figure, figure_text(figure, indicator.unit)),
        cells.why_none(figure),
        cells.words(indicator.unit),
        cells.words(figure.period.label),
        cells.words(phrases.made_of(figure, indicator.unit)),
        cells.count(figure.numerator),
        cells.count(figure.denominator),
    )


SERIES = (
    Column(heading="Measure", width=40),
    Column(heading="Identifier"),
    Column(heading="Period"),
    Column(heading="First day"),
    Column(heading="Last day"),
    Column(heading="Value", numbers=True),
    Column(heading="Unit"),
    Column(heading="Why there is none"),
    Column(heading="Numerator", numbers=True),
    Column(heading="Denominator", numbers=True),
    Column(heading="Not known", numbers=True),
)


def series_table(indicators: Iterable[Indicator]) -> Table:
    """Every period of every measure, for a spreadsheet; a page has charts of them."""
    return Table(
        caption="Every measure, period by period",
        columns=SERIES,
        rows=tuple(_point(one, figure) for one in indicators for figure in one.series),
        sheet="Periods",
        place="sheet",
    )


def _point(indicator: Indicator, figure: Figure) -> Row:
    latest = figure == indicator.figure
    text = phrases.value_text(indicator) if latest else figure_text(figure, indicator.unit)
    return (
        cells.words(indicator.title),
        cells.words(indicator.measure),
        cells.words(figure.period.label),
        cells.day(figure.period.start),
        cells.day(figure.period.end),
        cells.value(figure, text),
        cells.words(indicator.unit),
        cells.why_none(figure),
        *(cells.count(one) for one in (figure.numerator, figure.denominator, figure.unknown)),
    )
