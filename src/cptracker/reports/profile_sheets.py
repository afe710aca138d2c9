"""Every figure of the appendix for a spreadsheet: one row each, and whom each measure is beside."""

from collections.abc import Iterable, Iterator

from cptracker.comparisons import Comparison
from cptracker.judging import figure_text
from cptracker.reports import wording
from cptracker.reports.document import Column, Row, Table
from cptracker.reports.paper import cells
from cptracker.results import Figure
from cptracker.standing import Profile

IN_FULL, OTHERS = "Profiles", "Comparators"
"""The sheets."""

FIGURES = (
    Column(heading="Part"),
    Column(heading="Table"),
    Column(heading="Measure"),
    Column(heading="Breakdown"),
    Column(heading="Group"),
    Column(heading="Period"),
    Column(heading="Value", numbers=True),
    Column(heading="Unit"),
    Column(heading="Why there is none"),
    Column(heading="Numerator", numbers=True),
    Column(heading="Denominator", numbers=True),
)
COMPARED = (
    Column(heading="Part"),
    Column(heading="Table"),
    Column(heading="Compared with"),
    Column(heading="Value", numbers=True),
    Column(heading="Period"),
    Column(heading="Like for like"),
    Column(heading="What to know"),
    Column(heading="Source"),
)


def in_full(profiles: Iterable[Profile]) -> Iterator[Table]:
    """All figures, then all that they are set beside; pages have tables and charts of them."""
    many = list(profiles)
    yield Table(
        caption="Every figure of the appendix",
        columns=FIGURES,
        rows=tuple(_figure(one, figure) for one in many for figure in _once(one)),
        sheet=IN_FULL,
        place="sheet",
    )
    compared = tuple(_compared(one, beside) for one in many for beside in one.comparisons)
    if compared:
        yield Table(
            caption="The appendix beside others' published figures",
            columns=COMPARED,
            rows=compared,
            sheet=OTHERS,
            place="sheet",
        )


def _once(profile: Profile) -> list[Figure]:
    """The figures of its groups; everyone's where there are none, so that each is there once."""
    groups = [one for one in profile.series.figures if one.group_by]
    return groups or list(profile.series.whole)


def _figure(profile: Profile, figure: Figure) -> Row:
    unit = profile.series.unit
    return (
        cells.words(profile.part),
        cells.words(profile.title),
        cells.words(profile.series.measure),
        cells.words(figure.group_by.replace("_", " ")),
        cells.words(figure.group.replace("_", " ")),
        cells.words(figure.period.label),
        cells.value(figure, figure_text(figure, unit)),
        cells.words(unit),
        cells.why_none(figure),
        cells.count(figure.numerator),
        cells.count(figure.denominator),
    )


def _compared(profile: Profile, one: Comparison) -> Row:
    group = wording.group_in_words(one.group_by, one.group)
    return (
        cells.words(profile.part),
        cells.words(", ".join(part for part in (profile.title, group) if part)),
        cells.words(wording.compared_with(one)),
        cells.number(wording.value_of_others(one, profile.series.unit)),
        cells.words(wording.period_in_words(one.period)),
        cells.words("yes" if one.like_for_like else "no"),
        cells.words(one.note or ""),
        cells.words(one.source),
    )
