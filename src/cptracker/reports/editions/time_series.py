"""Measures over time as tables: a row for each measure or group, a column for each period."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from cptracker.model.comparisons import ComparatorKind, Comparison, comparison_with
from cptracker.model.figures import Figure, Judgement, MissingReason
from cptracker.model.periods import MONTH_NAMES, Every, Period, between, from_key
from cptracker.model.published import PublishedFigure
from cptracker.model.targets import Target
from cptracker.rating.thresholds import Thresholds, usable_thresholds
from cptracker.rating.wording import figure_text
from cptracker.reports.document.tables import Line, TableCell, TableColumn, Words
from cptracker.reports.editions import cells
from cptracker.status.report import Profile
from cptracker.wording import facts, phrases
from cptracker.wording.text import listed_words

NO_TARGET = "TBC"


NONE = "none"


BY_GROUP = "by group"
"""Where nothing is published for everyone, but for groups: a line below the table tells it."""


NUMBER_OF_ANOTHER = "n/a"


COMPARATOR_COLUMNS = (ComparatorKind.NEIGHBOURS, ComparatorKind.REGION, ComparatorKind.ENGLAND)
"""With whom a measure is set side by side, in the order of the council's own scorecard."""


WIDE, YEAR, MONTH = 13, 11, 9


def period_heading(period: Period) -> str:
    """A period above its column: `Mar 2026` for a month, else its label."""
    if period.every is Every.MONTH:
        return f"{MONTH_NAMES[period.end.month - 1][:3]} {period.end.year}"
    return period.label


def period_columns(periods: Iterable[Period]) -> tuple[TableColumn, ...]:
    """A column for each period."""
    widths = {Every.MONTH: MONTH}
    return tuple(
        TableColumn(
            heading=period_heading(period), numbers=True, width=widths.get(period.every, YEAR)
        )
        for period in periods
    )


def supplied_years(profiles: Sequence[Profile], last: int | None = None) -> tuple[Period, ...]:
    """The periods from the first of which anything was supplied; at least the latest.

    Args:
        profiles: Of the same periods.
        last: No more than so many, the latest; of periods after the last of which anything is
            known none, where an earlier one has something to show instead.
    """
    periods = {figure.period for profile in profiles for figure in profile.series.figures}
    published = {from_key(figure.period) for profile in profiles for figure in profile.published}
    supplied = {
        figure.period
        for profile in profiles
        for figure in profile.series.figures
        if figure.missing_reason is not MissingReason.NOT_SUPPLIED
    } | published
    shown: list[Period] = []
    for every in {period.every for period in periods | published}:
        of_kind = [period for period in periods | published if period.every is every]
        shown += _supplied(sorted(of_kind, key=lambda period: period.last_month), supplied, last)
    return tuple(sorted(shown, key=lambda period: (period.last_month, period.every.step)))


def _supplied(
    ordered: Sequence[Period], supplied: Collection[Period], last: int | None
) -> Sequence[Period]:
    """Of periods of one kind, those from the first of which anything was supplied."""
    if last is not None:
        ordered = _last_known(ordered, supplied)[-last:]
    first = next((at for at, period in enumerate(ordered) if period in supplied), len(ordered) - 1)
    return ordered[first:]


def _last_known(periods: Sequence[Period], supplied: Collection[Period]) -> Sequence[Period]:
    """The periods up to the last of which anything is known; all where nothing is."""
    positions = [at for at, period in enumerate(periods, start=1) if period in supplied]
    return periods[: positions[-1]] if positions else periods


def years_left_out(shown: Sequence[Period], as_at: date) -> list[Period]:
    """The periods over on a day after those shown, of which nothing was supplied or published."""
    if not shown:
        return []
    last = shown[-1]
    return [
        period
        for period in between(last.every, last.end, as_at)
        if period.last_month > last.last_month
    ]


def figures_in(
    figures: Iterable[Figure], periods: Iterable[Period], unit: str
) -> tuple[TableCell, ...]:
    """A cell for each period; empty where the series does not have it."""
    figure_by_period = {figure.period: figure for figure in figures}
    return tuple(_cell(figure_by_period.get(period), unit) for period in periods)


def whole_in(profile: Profile, periods: Iterable[Period]) -> tuple[TableCell, ...]:
    """The figures for everyone, the latest with as many digits as its rating needs."""
    series, judgement = profile.series, profile.judgement
    limits = usable_thresholds(judgement.target, series.better) if judgement else None
    figure_by_period = {figure.period: figure for figure in series.whole}
    latest = series.whole[-1].period if series.whole else None
    published_figure_by_period = {from_key(figure.period): figure for figure in profile.published}
    kinds = {period.every for period in figure_by_period}
    return tuple(
        _as_published(published_figure_by_period[period], series.unit)
        if period in published_figure_by_period and _is_not_supplied(figure_by_period.get(period))
        else _cell(
            figure_by_period.get(period) or _not_supplied(period, kinds),
            series.unit,
            limits if period == latest else None,
        )
        for period in periods
    )


def _not_supplied(period: Period, kinds: Collection[Every]) -> Figure | None:
    """Of a period that is only there for what was published of it, or for other measures.

    None where it is of a kind by which this measure is not counted at all.
    """
    if period.every not in kinds:
        return None
    return Figure(period=period, missing_reason=MissingReason.NOT_SUPPLIED)


def told_as_published(profile: Profile, shown: Collection[Period]) -> bool:
    """Whether one of the periods shown is told as it was published, for want of records."""
    figure_by_period = {figure.period: figure for figure in profile.series.whole}
    periods = (from_key(figure.period) for figure in profile.published)
    return any(
        period in shown and _is_not_supplied(figure_by_period.get(period)) for period in periods
    )


def _is_not_supplied(figure: Figure | None) -> bool:
    """Whether a period may be told as it was published: what is hidden stays hidden."""
    return figure is None or figure.missing_reason is MissingReason.NOT_SUPPLIED


def _as_published(figure: PublishedFigure, unit: str) -> TableCell:
    text, _ = phrases.published_text(figure, unit)
    return cells.marked_cell(cells.number_cell(text), cells.PUBLISHED)


def _cell(figure: Figure | None, unit: str, limits: Thresholds | None = None) -> TableCell:
    if figure is None:
        return cells.words_cell("")
    return cells.value_cell(figure, figure_text(figure, unit, limits))


def region_of(profiles: Iterable[Profile]) -> str:
    """The region's name, as published figures have it."""
    named = (
        comparison.area
        for profile in profiles
        for comparison in profile.comparisons
        if comparison.kind is ComparatorKind.REGION
    )
    return next(named, "Region")


def other_columns(profiles: Sequence[Profile], *, in_full: bool = False) -> tuple[TableColumn, ...]:
    """Two columns for each of the others: the value, and beneath it or in full its period."""
    names = ("Statistical neighbours", region_of(profiles), "England")
    return tuple(
        column
        for name in names
        for column in (
            TableColumn(heading=name, numbers=True, width=WIDE),
            TableColumn(heading=f"{name}, period" if in_full else "Period", beneath=not in_full),
        )
    )


def others_of(profile: Profile, group_by: str = "", group: str = "") -> tuple[TableCell, ...]:
    """The others' figures in their columns, for everyone or for a group."""
    return tuple(
        cell
        for kind in COMPARATOR_COLUMNS
        for cell in _comparator_cells(profile, kind, group_by, group)
    )


def has_comparators(profile: Profile, kind: ComparatorKind) -> bool:
    """Whether a figure says something beside another's: a number of people does only of alikes."""
    counted = profile.series.statistic in ("count", "sum")
    return not counted or kind in (
        ComparatorKind.NEIGHBOURS,
        ComparatorKind.NEIGHBOUR,
        ComparatorKind.OWN_EARLIER,
    )


def _comparator_cells(
    profile: Profile, kind: ComparatorKind, group_by: str, group: str
) -> tuple[TableCell, TableCell]:
    matching = comparison_with(profile.comparisons, kind, group_by, group)
    if not has_comparators(profile, kind):
        return cells.number_cell(NUMBER_OF_ANOTHER), cells.words_cell("")
    if matching is None:
        has_groups = not group_by and any(
            comparison.kind is kind for comparison in profile.comparisons
        )
        return cells.number_cell(BY_GROUP if has_groups else NONE), cells.words_cell("")
    value = facts.value_of_others(matching, profile.series.unit)
    unlike = "" if matching.like_for_like else " *"
    return cells.number_cell(value), cells.words_cell(
        f"{facts.period_in_words(matching.period)}{unlike}"
    )


def unlike(profiles: Iterable[Profile]) -> tuple[Line, ...]:
    """How others' figures are counted in another way, and those of groups, a line each measure."""
    return tuple(
        (Words(f"{profile.title}: ", strong=True), Words("; ".join(texts)))
        for profile in profiles
        for texts in [[*_counted_otherwise(profile), *_by_group(profile)]]
        if texts
    )


def _unlike_comparators(profile: Profile) -> list[Comparison]:
    """The others that are counted in another way, of those that are shown."""
    shown = [comparison_with(profile.comparisons, kind) for kind in COMPARATOR_COLUMNS]
    return [
        comparison
        for comparison in shown
        if comparison is not None
        and has_comparators(profile, comparison.kind)
        and not comparison.like_for_like
    ]


def _counted_otherwise(profile: Profile) -> Iterator[str]:
    """How others are counted otherwise; those that are so in one way together."""
    areas: dict[str, list[str]] = {}
    for comparison in _unlike_comparators(profile):
        areas.setdefault(comparison.note or "counted in another way", []).append(comparison.area)
    yield from (f"{listed_words(names)}: {why}" for why, names in areas.items())


def _by_group(profile: Profile) -> Iterator[str]:
    """The others' figures of groups, a part for each group."""
    if profile.series.figures and any(figure.group_by for figure in profile.series.figures):
        return  # its own columns tell them
    shown = [
        comparison
        for comparison in profile.comparisons
        if comparison.kind in COMPARATOR_COLUMNS and comparison.group_by
    ]
    for group in dict.fromkeys((comparison.group_by, comparison.group) for comparison in shown):
        figures = [comparison_with(shown, kind, *group) for kind in COMPARATOR_COLUMNS]
        texts = [_comparison_in_words(figure, profile.series.unit) for figure in figures if figure]
        yield f"{facts.group_in_words(*group)}: {', '.join(texts)}"


def _comparison_in_words(comparison: Comparison, unit: str) -> str:
    unlike = "" if comparison.like_for_like else " *"
    period = facts.period_in_words(comparison.period)
    return f"{comparison.area} {facts.value_of_others(comparison, unit)} ({period}){unlike}"


def target_cell(judgement: Judgement | None, unit: str) -> TableCell:
    """What was promised, or that it is still to come."""
    target: Target | None = judgement.target if judgement else None
    return (
        cells.number_cell(phrases.target_text(target, unit))
        if target
        else cells.number_cell(NO_TARGET)
    )


def rating_cell(judgement: Judgement | None) -> TableCell:
    """The rating of the latest period."""
    return cells.rating(judgement.rating) if judgement else cells.words_cell("")
