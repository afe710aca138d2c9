"""Set a figure beside those of others: England, the region, neighbours, own earlier years.

Each comparison says its period and whether it is like for like. One that follows another
definition, or covers a longer or shorter time than the figure does, is shown and never judges.
"""

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve, frozen

from cptracker.comparing.averaging import average
from cptracker.comparing.rounding import rounds_to
from cptracker.comparing.shelves import (
    ENGLAND,
    OWN,
    Shelf,
    chosen,
    same_stretch,
    shelf_of,
)
from cptracker.comparisons import Comparison, Kind, LoadedFigures, Method
from cptracker.model import Better, Plan, PublishedFigure
from cptracker.periods import Period, from_key

NEIGHBOURS = "Statistical neighbours"


def compare(
    plan: Plan,
    loaded: LoadedFigures,
    measure: str,
    better: Better,
    period: Period,
    value: Fraction | None,
    method: Method = Method.MEAN,
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

    Returns:
        England, the region, the neighbours together, each neighbour, and own earlier years from
        the oldest. Where a kind has figures of the measure's own definition, those of others are
        left out; else each definition has its own.
    """
    shelf = shelf_of(plan, loaded, measure, period)
    asked = _Asked(plan=plan, shelf=shelf, period=period, method=method)
    return tuple(_judged(one, source, better, value) for one, source in _all(asked))


@frozen(kw_only=True)
class _Asked:
    """What is at hand while comparisons are looked for."""

    plan: Plan
    shelf: Shelf
    period: Period
    method: Method

    def neighbours(self) -> tuple[str, ...]:
        return self.plan.comparators.neighbours if self.plan.comparators else ()

    def definitions(self, areas: tuple[str, ...]) -> list[str]:
        """Those of which these areas have a figure; only the measure's own if it is there."""
        found = [one for one in self.shelf.definitions if self.shelf.periods(areas, one)]
        return [OWN] if OWN in found else found


Found = tuple[Comparison, PublishedFigure | None]


def _all(asked: _Asked) -> Iterator[Found]:
    region = asked.plan.comparators.region if asked.plan.comparators else None
    yield from _area(asked, Kind.ENGLAND, ENGLAND)
    if region:
        yield from _area(asked, Kind.REGION, region)
    yield from _neighbours(asked)
    yield from _own_earlier(asked)


def _area(asked: _Asked, kind: Kind, area: str) -> Iterator[Found]:
    for definition in asked.definitions((area,)):
        period = chosen(asked.shelf.periods([area], definition), asked.period)
        if period:
            figure = asked.shelf.figures[area, definition, period.key]
            yield _alone(asked, kind, figure, definition), figure


def _neighbours(asked: _Asked) -> Iterator[Found]:
    """Together and each alone, all of one period, so that like is set beside like."""
    areas = asked.neighbours()
    alone: list[Found] = []
    for definition in asked.definitions(areas):
        period = chosen(asked.shelf.periods(areas, definition), asked.period)
        if period is None:
            continue
        keys = [(area, definition, period.key) for area in areas]
        figures = [asked.shelf.figures[key] for key in keys if key in asked.shelf.figures]
        yield _together(asked, definition, period, figures), None
        alone += [(_alone(asked, Kind.NEIGHBOUR, one, definition), one) for one in figures]
    yield from alone


def _own_earlier(asked: _Asked) -> Iterator[Found]:
    council = asked.plan.council
    for definition in asked.definitions((council,)):
        every = asked.shelf.periods([council], definition)
        before = [one for one in every if one.end < asked.period.end]
        alike = [one for one in before if same_stretch(one, asked.period)]
        for period in sorted(alike or before, key=lambda one: (one.end, one.key)):
            figure = asked.shelf.figures[council, definition, period.key]
            yield _alone(asked, Kind.OWN_EARLIER, figure, definition), figure


def _alone(asked: _Asked, kind: Kind, figure: PublishedFigure, definition: str) -> Comparison:
    period = from_key(figure.period)
    notes = [figure.note or "", _length_note(period, asked.period)]
    if kind is not Kind.OWN_EARLIER:
        notes.append(_withheld_note(asked, figure.area, definition, period))
    return Comparison(
        kind=kind,
        area=figure.area,
        period=figure.period,
        value=Fraction(figure.value),
        like_for_like=figure.like_for_like and same_stretch(period, asked.period),
        source=figure.source,
        note=_joined(notes),
    )


def _together(
    asked: _Asked, definition: str, period: Period, figures: list[PublishedFigure]
) -> Comparison:
    areas = asked.neighbours()
    sources = ", and ".join(sorted({one.source for one in figures}))
    model = asked.plan.comparators.source if asked.plan.comparators else ""
    missing = _missing_note(asked, definition, period, {one.area for one in figures})
    return Comparison(
        kind=Kind.NEIGHBOURS,
        area=NEIGHBOURS,
        period=period.key,
        value=average([Fraction(one.value) for one in figures], asked.method),
        like_for_like=definition == OWN and same_stretch(period, asked.period),
        source=f"{asked.method} of {len(figures)} of {len(areas)} neighbours' figures in "
        f"{sources}; neighbours by {model}",
        method=str(asked.method),
        of=len(figures),
        out_of=len(areas),
        note=_joined([definition, _length_note(period, asked.period), missing]),
    )


def _length_note(period: Period, wanted: Period) -> str:
    """That a figure covers another length of time than the one it stands beside."""
    return "" if same_stretch(period, wanted) else f"for {period.label}, not for {wanted.label}"


def _withheld_note(asked: _Asked, area: str, definition: str, period: Period) -> str:
    """Why an earlier period's figure is shown, where the publisher says so."""
    held = asked.shelf.withheld.get((area, definition, asked.period.key))
    if held is None or period == asked.period:
        return ""
    return f"{asked.period.label} is not given: {held.symbol}"


def _missing_note(asked: _Asked, definition: str, period: Period, having: set[str]) -> str:
    missing = [area for area in asked.neighbours() if area not in having]
    if not missing:
        return ""
    names = []
    for area in missing:
        held = asked.shelf.withheld.get((area, definition, period.key))
        names.append(f"{area} ({held.symbol})" if held else area)
    return f"no figure for {', '.join(names)}"


def _joined(notes: list[str]) -> str | None:
    return "; ".join(note for note in notes if note) or None


def _judged(
    one: Comparison, published: PublishedFigure | None, better: Better, value: Fraction | None
) -> Comparison:
    """Whether the council does better, where that can be said at all.

    A figure that rounds to the published one is neither better nor worse than it.
    """
    no_way = better not in (Better.HIGHER, Better.LOWER)
    if value is None or no_way or not one.like_for_like or value == one.value:
        return one
    if published is not None and rounds_to(value, published):
        return one
    return evolve(one, better=(value > one.value) is (better is Better.HIGHER))
