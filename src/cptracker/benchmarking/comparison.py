"""Set a figure beside those of others: England, the region, neighbours, own earlier years.

Each comparison says its period and whether it is like for like. One that follows another
definition, or covers a longer or shorter time than the figure does, is shown and never judges; nor
does any where the measure itself departs from the national definition. Of each kind there is one
comparison for a figure, so that no two outputs can choose differently.
"""

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve, frozen

from cptracker.benchmarking.areas import average_of_areas, digits_of_average
from cptracker.benchmarking.cells import decimals, rounds_to
from cptracker.benchmarking.published_series import (
    ENGLAND,
    EVERYONE,
    OWN,
    PublishedBasis,
    PublishedSeries,
    published_series_of,
    region_of,
)
from cptracker.model.comparisons import ComparatorKind, Comparison, LoadedFigures, Method
from cptracker.model.periods import Period, from_key
from cptracker.model.plan import Better, Plan
from cptracker.model.published import PublishedFigure

NEIGHBOURS = "Statistical neighbours"


DEPARTS = "our measure counts otherwise"


def compared_with_others(
    plan: Plan,
    loaded: LoadedFigures,
    measure: str,
    better: Better,
    period: Period,
    value: Fraction | None,
    method: Method = Method.MEAN,
    basis: PublishedBasis = EVERYONE,
) -> tuple[Comparison, ...]:
    """All that a measure's figure can be set beside.

    Args:
        plan: Says who is compared with, and holds published figures.
        loaded: Published figures from files.
        measure: The measure's identifier.
        better: Which way is good; without one nobody does better.
        period: The figure's period. Others' are of the same if published, else of the latest
            before it.
        value: The council's figure, in the measure's unit; None if there is none.
        method: What is made of the neighbours' figures.
        basis: On which ground: for everyone or for a group, by the national definition or not.

    Returns:
        England, the region, the neighbours together, each neighbour, and own earlier years from
        the oldest. Others are compared by one definition each: the measure's own where they have
        a figure of it, else the nearest other one. Own earlier years have each their own.
    """
    published_series = published_series_of(plan, loaded, measure, period, basis)
    query = _Query(
        plan=plan, published_series=published_series, period=period, method=method, basis=basis
    )
    own_value = None if basis.departs else value
    return tuple(
        _with_better(query.of_group(comparison), source, better, own_value)
        for comparison, source in _all(query)
    )


@frozen(kw_only=True)
class _Query:
    """What is at hand while comparisons are looked for."""

    plan: Plan
    published_series: PublishedSeries
    period: Period
    method: Method
    basis: PublishedBasis

    def neighbours(self) -> tuple[str, ...]:
        return self.plan.comparators.neighbours if self.plan.comparators else ()

    def definitions(self, areas: tuple[str, ...]) -> list[str]:
        """Those of which these areas have a figure; only the measure's own if it is there."""
        definitions = [
            definition
            for definition in self.published_series.definitions
            if self.published_series.periods(areas, definition)
        ]
        return [OWN] if OWN in definitions else definitions

    def of_group(self, comparison: Comparison) -> Comparison:
        group = self.basis.group
        return (
            evolve(comparison, group_by=group.group_by, group=group.group) if group else comparison
        )

    def national(self, kind: ComparatorKind) -> bool:
        """Whether a figure of others can be like for like with the measure at all."""
        return not self.basis.departs or kind is ComparatorKind.OWN_EARLIER


ComparisonAndSource = tuple[Comparison, PublishedFigure | None]


def _all(query: _Query) -> Iterator[ComparisonAndSource]:
    region = region_of(query.plan)
    yield from _area(query, ComparatorKind.ENGLAND, ENGLAND)
    if region:
        yield from _area(query, ComparatorKind.REGION, region)
    yield from _neighbours(query)
    yield from _own_earlier(query)


def _area(query: _Query, kind: ComparatorKind, area: str) -> Iterator[ComparisonAndSource]:
    published_series = query.published_series
    definition = published_series.definition([area], query.period)
    if definition is None:
        return
    period = published_series.chosen(published_series.periods([area], definition), query.period)
    figure = published_series.figure(area, definition, period) if period else None
    if figure:
        yield _alone(query, kind, area, figure, definition), figure


def _neighbours(query: _Query) -> Iterator[ComparisonAndSource]:
    """Together and each alone, all of one period, so that like is set beside like.

    Where no neighbour's own figure is known, the average that a document states of them.
    """
    areas, published_series = query.neighbours(), query.published_series
    definition = published_series.definition(areas, query.period)
    if definition is None:
        yield from _area(query, ComparatorKind.NEIGHBOURS, NEIGHBOURS)
        return
    period = published_series.chosen(published_series.periods(areas, definition), query.period)
    if period is None:
        return
    published_figure_by_name = {
        area: published_series.figure(area, definition, period) for area in areas
    }
    figures = {area: figure for area, figure in published_figure_by_name.items() if figure}
    yield _together(query, definition, period, figures), None
    for area, figure in figures.items():
        yield _alone(query, ComparatorKind.NEIGHBOUR, area, figure, definition), figure


def _own_earlier(query: _Query) -> Iterator[ComparisonAndSource]:
    council, published_series = query.plan.council, query.published_series
    for definition in query.definitions((council,)):
        every = published_series.periods([council], definition)
        before = [period for period in every if period.end < query.period.end]
        alike = [period for period in before if published_series.same_length(period, query.period)]
        for period in sorted(alike or before, key=lambda period: (period.end, period.key)):
            figure = published_series.figure(council, definition, period)
            if figure:
                yield _alone(query, ComparatorKind.OWN_EARLIER, council, figure, definition), figure


def _alone(
    query: _Query, kind: ComparatorKind, area: str, figure: PublishedFigure, definition: str
) -> Comparison:
    period = from_key(figure.period)
    notes = [figure.note or "", _length_note(query, period), _departs_note(query, kind)]
    if kind is not ComparatorKind.OWN_EARLIER:
        notes.append(_withheld_note(query, area, definition, period))
    alike = figure.like_for_like and query.published_series.same_length(period, query.period)
    return Comparison(
        kind=kind,
        area=area,
        period=figure.period,
        value=Fraction(figure.value),
        like_for_like=alike and query.national(kind),
        source=figure.source,
        note=_joined(notes),
        digits=decimals(figure.value),
    )


def _together(
    query: _Query, definition: str, period: Period, figures: dict[str, PublishedFigure]
) -> Comparison:
    areas, many = query.neighbours(), list(figures.values())
    sources = ", and ".join(sorted({published_figure.source for published_figure in many}))
    model = query.plan.comparators.source if query.plan.comparators else ""
    chosen_by = f"; neighbours by {model}" if model else ""
    missing = tuple(area for area in areas if area not in figures)
    notes = [
        definition,
        _length_note(query, period),
        _departs_note(query, ComparatorKind.NEIGHBOURS),
        _missing_note(query, definition, period, missing),
    ]
    alike = definition == OWN and query.published_series.same_length(period, query.period)
    return Comparison(
        kind=ComparatorKind.NEIGHBOURS,
        area=NEIGHBOURS,
        period=period.key,
        value=average_of_areas(
            [Fraction(published_figure.value) for published_figure in many], query.method
        ),
        like_for_like=alike and query.national(ComparatorKind.NEIGHBOURS),
        source=f"{query.method} of {len(many)} of {len(areas)} neighbours' figures in "
        f"{sources}{chosen_by}",
        method=str(query.method),
        of=len(many),
        out_of=len(areas),
        note=_joined(notes),
        missing=missing,
        digits=digits_of_average([published_figure.value for published_figure in many]),
    )


def _length_note(query: _Query, period: Period) -> str:
    """That a figure covers another length of time than the one it stands beside."""
    alike = query.published_series.same_length(period, query.period)
    return "" if alike else f"for {period.label}, not for {query.period.label}"


def _departs_note(query: _Query, kind: ComparatorKind) -> str:
    """That our own measure is not counted as the nation's figures are, and how."""
    if query.national(kind):
        return ""
    return f"{DEPARTS}: {query.basis.departs.rstrip('.')}"


def _withheld_note(query: _Query, area: str, definition: str, period: Period) -> str:
    """Why an earlier period's figure is shown, where the publisher says so."""
    withheld_figure = query.published_series.symbol(area, definition, query.period)
    if withheld_figure is None or period == query.period:
        return ""
    return f"{query.period.label} is not given: {withheld_figure.symbol}"


def _missing_note(query: _Query, definition: str, period: Period, missing: tuple[str, ...]) -> str:
    names = []
    for area in missing:
        withheld_figure = query.published_series.symbol(area, definition, period)
        names.append(f"{area} ({withheld_figure.symbol})" if withheld_figure else area)
    return f"no figure for {', '.join(names)}" if names else ""


def _joined(notes: list[str]) -> str | None:
    return "; ".join(note for note in notes if note) or None


def _with_better(
    comparison: Comparison,
    published: PublishedFigure | None,
    better: Better,
    value: Fraction | None,
) -> Comparison:
    """Whether the council does better, where that can be said at all.

    A figure that rounds to the published one is neither better nor worse than it.
    """
    no_way = better not in (Better.HIGHER, Better.LOWER)
    if value is None or no_way or not comparison.like_for_like or value == comparison.value:
        return comparison
    if published is not None and rounds_to(value, published):
        return comparison
    return evolve(comparison, better=(value > comparison.value) is (better is Better.HIGHER))
