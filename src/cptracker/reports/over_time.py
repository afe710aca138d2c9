"""Measures over time as tables: a row for each measure or group, a column for each period."""

from collections.abc import Iterable, Sequence

from cptracker.comparisons import Comparison, Kind
from cptracker.judging import figure_text
from cptracker.model import Target
from cptracker.periods import MONTH_NAMES, Every, Period
from cptracker.reports import phrases
from cptracker.reports.document import Cell, Column, Line, Words
from cptracker.reports.paper import cells, sentences
from cptracker.results import Figure, Judgement, Nothing
from cptracker.standing import Profile

NO_TARGET = "TBC"
NONE = "none"
NUMBER_OF_ANOTHER = "n/a"

OTHERS = (Kind.NEIGHBOURS, Kind.REGION, Kind.ENGLAND)
"""With whom a measure is set side by side, in the order of the council's own scorecard."""

WIDE, YEAR, MONTH = 13, 11, 9


def heading(period: Period) -> str:
    """A period above its column: `Mar 2026` for a month, else its label."""
    if period.every is Every.MONTH:
        return f"{MONTH_NAMES[period.end.month - 1][:3]} {period.end.year}"
    return period.label


def period_columns(periods: Iterable[Period]) -> tuple[Column, ...]:
    """A column for each period."""
    widths = {Every.MONTH: MONTH}
    return tuple(
        Column(heading=heading(one), numbers=True, width=widths.get(one.every, YEAR))
        for one in periods
    )


def supplied(profiles: Sequence[Profile], last: int | None = None) -> tuple[Period, ...]:
    """The periods from the first of which anything was supplied; at least the latest.

    Args:
        profiles: Of the same periods.
        last: No more than so many, the latest.
    """
    periods = dict.fromkeys(one.period for profile in profiles for one in profile.series.figures)
    held = {
        one.period
        for profile in profiles
        for one in profile.series.figures
        if one.nothing is not Nothing.NOT_SUPPLIED
    }
    ordered = sorted(periods, key=lambda one: one.last_month)[-(last or len(periods)) :]
    first = next((at for at, one in enumerate(ordered) if one in held), len(ordered) - 1)
    return tuple(ordered[first:])


def figures_in(figures: Iterable[Figure], periods: Iterable[Period], unit: str) -> tuple[Cell, ...]:
    """A cell for each period; empty where the series does not have it."""
    found = {one.period: one for one in figures}
    return tuple(_cell(found.get(period), unit) for period in periods)


def _cell(figure: Figure | None, unit: str) -> Cell:
    return cells.words("") if figure is None else cells.value(figure, figure_text(figure, unit))


def region_of(profiles: Iterable[Profile]) -> str:
    """The region's name, as published figures have it."""
    named = (one.area for each in profiles for one in each.comparisons if one.kind is Kind.REGION)
    return next(named, "Region")


def other_columns(profiles: Sequence[Profile], *, in_full: bool = False) -> tuple[Column, ...]:
    """Two columns for each of the others: the value, and beneath it or in full its period."""
    names = ("Statistical neighbours", region_of(profiles), "England")
    return tuple(
        column
        for name in names
        for column in (
            Column(heading=name, numbers=True, width=WIDE),
            Column(heading=f"{name}, period" if in_full else "Period", beneath=not in_full),
        )
    )


def others_of(profile: Profile) -> tuple[Cell, ...]:
    """The others' figures in their columns."""
    return tuple(cell for kind in OTHERS for cell in _other(profile, kind))


def sets_beside(profile: Profile, kind: Kind) -> bool:
    """Whether a figure says something beside another's: a number of people does only of alikes."""
    counted = profile.series.sort in ("count", "sum")
    return not counted or kind in (Kind.NEIGHBOURS, Kind.NEIGHBOUR, Kind.OWN_EARLIER)


def _other(profile: Profile, kind: Kind) -> tuple[Cell, Cell]:
    found = next((one for one in profile.comparisons if one.kind is kind), None)
    if not sets_beside(profile, kind):
        return cells.words(NUMBER_OF_ANOTHER), cells.words("")
    if found is None:
        return cells.words(NONE), cells.words("")
    value = sentences.plain_value(found.value, profile.series.unit)
    unlike = "" if found.like_for_like else " *"
    return cells.number(value), cells.words(f"{sentences.period_in_words(found.period)}{unlike}")


def unlike(profiles: Iterable[Profile]) -> tuple[Line, ...]:
    """How others' figures are counted in another way, a line for each measure."""
    return tuple(
        (Words(f"{each.title}: ", strong=True), Words("; ".join(told)))
        for each in profiles
        for told in [dict.fromkeys(map(_unlike, _apart(each)))]
        if told
    )


def _apart(profile: Profile) -> list[Comparison]:
    """The others that are counted in another way, of those that are shown."""
    shown = (
        one for one in profile.comparisons if one.kind in OTHERS and sets_beside(profile, one.kind)
    )
    return [one for one in shown if not one.like_for_like]


def _unlike(one: Comparison) -> str:
    return f"{one.area}: {one.note or 'counted in another way'}"


def target_cell(judgement: Judgement | None, unit: str) -> Cell:
    """What was promised, or that it is still to come."""
    target: Target | None = judgement.target if judgement else None
    return cells.number(phrases.target_text(target, unit)) if target else cells.words(NO_TARGET)


def rating_cell(judgement: Judgement | None) -> Cell:
    """The rating of the latest period."""
    return cells.rating(judgement.rating) if judgement else cells.words("")
