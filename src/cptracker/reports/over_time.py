"""Measures over time as tables: a row for each measure or group, a column for each period."""

from collections.abc import Iterable, Iterator, Sequence

from cptracker.comparisons import Comparison, Kind, comparison_with
from cptracker.judging import Limits, figure_text, usable_limits
from cptracker.model import Target
from cptracker.periods import MONTH_NAMES, Every, Period
from cptracker.reports import phrases, wording
from cptracker.reports.document import Cell, Column, Line, Words
from cptracker.reports.paper import cells
from cptracker.reports.text import listed
from cptracker.results import Figure, Judgement, Nothing
from cptracker.standing import Profile

NO_TARGET = "TBC"
NONE = "none"
BY_GROUP = "by group"
"""Where nothing is published for everyone, but for groups: a line below the table tells it."""

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


def whole_in(profile: Profile, periods: Iterable[Period]) -> tuple[Cell, ...]:
    """The figures for everyone, the latest with as many digits as its rating needs."""
    series, judgement = profile.series, profile.judgement
    limits = usable_limits(judgement.target, series.better) if judgement else None
    found = {one.period: one for one in series.whole}
    latest = series.whole[-1].period if series.whole else None
    return tuple(
        _cell(found.get(one), series.unit, limits if one == latest else None) for one in periods
    )


def _cell(figure: Figure | None, unit: str, limits: Limits | None = None) -> Cell:
    if figure is None:
        return cells.words("")
    return cells.value(figure, figure_text(figure, unit, limits))


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


def others_of(profile: Profile, group_by: str = "", group: str = "") -> tuple[Cell, ...]:
    """The others' figures in their columns, for everyone or for a group."""
    return tuple(cell for kind in OTHERS for cell in _other(profile, kind, group_by, group))


def sets_beside(profile: Profile, kind: Kind) -> bool:
    """Whether a figure says something beside another's: a number of people does only of alikes."""
    counted = profile.series.sort in ("count", "sum")
    return not counted or kind in (Kind.NEIGHBOURS, Kind.NEIGHBOUR, Kind.OWN_EARLIER)


def _other(profile: Profile, kind: Kind, group_by: str, group: str) -> tuple[Cell, Cell]:
    found = comparison_with(profile.comparisons, kind, group_by, group)
    if not sets_beside(profile, kind):
        return cells.words(NUMBER_OF_ANOTHER), cells.words("")
    if found is None:
        apart = not group_by and any(one.kind is kind for one in profile.comparisons)
        return cells.words(BY_GROUP if apart else NONE), cells.words("")
    value = wording.value_of_others(found, profile.series.unit)
    unlike = "" if found.like_for_like else " *"
    return cells.number(value), cells.words(f"{wording.period_in_words(found.period)}{unlike}")


def unlike(profiles: Iterable[Profile]) -> tuple[Line, ...]:
    """How others' figures are counted in another way, and those of groups, a line each measure."""
    return tuple(
        (Words(f"{each.title}: ", strong=True), Words("; ".join(told)))
        for each in profiles
        for told in [[*_counted_otherwise(each), *_by_group(each)]]
        if told
    )


def _apart(profile: Profile) -> list[Comparison]:
    """The others that are counted in another way, of those that are shown."""
    shown = [comparison_with(profile.comparisons, kind) for kind in OTHERS]
    return [
        one for one in shown
        if one is not None and sets_beside(profile, one.kind) and not one.like_for_like
    ]  # fmt: skip


def _counted_otherwise(profile: Profile) -> Iterator[str]:
    """How others are counted otherwise; those that are so in one way together."""
    areas: dict[str, list[str]] = {}
    for one in _apart(profile):
        areas.setdefault(one.note or "counted in another way", []).append(one.area)
    yield from (f"{listed(names)}: {why}" for why, names in areas.items())


def _by_group(profile: Profile) -> Iterator[str]:
    """The others' figures of groups, a part for each group."""
    if profile.series.figures and any(one.group_by for one in profile.series.figures):
        return  # its own columns tell them
    shown = [one for one in profile.comparisons if one.kind in OTHERS and one.group_by]
    for group in dict.fromkeys((one.group_by, one.group) for one in shown):
        figures = [comparison_with(shown, kind, *group) for kind in OTHERS]
        told = [_told(one, profile.series.unit) for one in figures if one]
        yield f"{wording.group_in_words(*group)}: {', '.join(told)}"


def _told(one: Comparison, unit: str) -> str:
    unlike = "" if one.like_for_like else " *"
    period = wording.period_in_words(one.period)
    return f"{one.area} {wording.value_of_others(one, unit)} ({period}){unlike}"


def target_cell(judgement: Judgement | None, unit: str) -> Cell:
    """What was promised, or that it is still to come."""
    target: Target | None = judgement.target if judgement else None
    return cells.number(phrases.target_text(target, unit)) if target else cells.words(NO_TARGET)


def rating_cell(judgement: Judgement | None) -> Cell:
    """The rating of the latest period."""
    return cells.rating(judgement.rating) if judgement else cells.words("")
