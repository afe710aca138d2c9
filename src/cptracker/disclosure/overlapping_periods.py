"""Figures along a line of time: what to hide so that no difference of two is a small one.

Figures of a flow add up over time. Each is the distance between two month ends, so figures that
share a month end tell the distances between all the others: a year less three quarters is the
fourth, twelve months less nine is a quarter. The same holds across measures that are tied: those
looked after on two days and who came between them tell who left. A figure is shown only if no such
distance is small.
"""

from collections.abc import Iterable, Mapping

from attrs import define, field, frozen

from cptracker.disclosure.cells import ReportCells
from cptracker.disclosure.primary import shown_anyway
from cptracker.model.figure_keys import FigureKey
from cptracker.model.measure_info import AMOUNTS, MeasureInfo
from cptracker.model.protection import Rules
from cptracker.model.timelines import Timeline, TimelineEnd, Timelines, TimelineSpan

Numbers = tuple[int, ...]
"""The counts of one figure: its numerator, and for a share the complement."""


@frozen(kw_only=True)
class FlowStretch:
    """A figure on a line.

    Attributes:
        key: What it is of.
        span: Where it begins and ends.
        numbers: Its counts.
    """

    key: FigureKey
    span: TimelineSpan
    numbers: Numbers


@define
class FlowLine:
    """The ends whose distances are known, each by what has flowed until then."""

    levels_by_end: dict[TimelineEnd, dict[TimelineEnd, Numbers]] = field(factory=dict)

    def part(self, end: TimelineEnd, numbers: Numbers) -> dict[TimelineEnd, Numbers]:
        """The ends whose distance from this one is known."""
        return self.levels_by_end.get(end, {end: tuple(0 for _ in numbers)})

    def joined(self, stretch: FlowStretch) -> dict[TimelineEnd, Numbers]:
        """The ends that this figure would tie together."""
        start, end = stretch.span.start, stretch.span.end
        left = self.part(start, stretch.numbers)
        if end in left:
            return left
        right = self.part(end, stretch.numbers)
        shift = tuple(
            from_ + number - to
            for from_, number, to in zip(left[start], stretch.numbers, right[end], strict=True)
        )
        return {**left, **{each: _plus(level, shift) for each, level in right.items()}}

    def take(self, stretch: FlowStretch) -> None:
        """Take the figure as known."""
        joined = self.joined(stretch)
        for end in joined:
            self.levels_by_end[end] = joined


def suppress_overlapping_periods(
    cells: ReportCells,
    hidden: frozenset[FigureKey],
    rules: Rules,
    published_numbers: Mapping[FigureKey, Numbers],
) -> frozenset[FigureKey]:
    """The hidden figures, and the later ones whose difference from others would be small.

    Args:
        cells: All figures.
        hidden: Those hidden so far.
        rules: What is small.
        published_numbers: The counts that earlier papers told.
    """
    streams = Timelines.of(
        {name: (kind.statistic or "", kind.related) for name, kind in cells.kinds.items()}
    )
    lines: dict[Timeline, FlowLine] = {}
    for flow_stretch in sorted(_earlier(cells, streams, published_numbers, rules), key=_order):
        lines.setdefault(flow_stretch.span.line, FlowLine()).take(flow_stretch)
    flows = sorted(_flow_stretches(cells, streams, hidden, rules), key=_order)
    always = _always_shown(cells, [stretch.key for stretch in flows], rules)
    for flow_stretch in flows:  # first, for what else may be shown depends on them
        if flow_stretch.key in always:
            lines.setdefault(flow_stretch.span.line, FlowLine()).take(flow_stretch)
    for flow_stretch in flows:
        line = lines.setdefault(flow_stretch.span.line, FlowLine())
        if flow_stretch.key in always:
            continue
        if _shows_few(line, flow_stretch, rules):
            hidden |= {flow_stretch.key}
        else:
            line.take(flow_stretch)
    return hidden


def _always_shown(
    cells: ReportCells, keys: Iterable[FigureKey], rules: Rules
) -> frozenset[FigureKey]:
    """Nobody and everybody; but that nobody came or left is hidden sooner than who is there."""
    related = [kind.related for kind in cells.kinds.values()]
    moving = {name for relation in related for name in (relation.inflow, relation.outflow)}
    return frozenset(
        key
        for key in keys
        if key.measure not in moving
        and shown_anyway(cells.kind(key), key, cells.figures[key], rules)
    )


def _shows_few(line: FlowLine, stretch: FlowStretch, rules: Rules) -> bool:
    """Whether it would relation ends of one flow together between which little flowed."""
    known_ends = line.part(stretch.span.start, stretch.numbers)
    if stretch.span.end in known_ends:
        return False
    joined = line.joined(stretch)
    new = [end for end in joined if end not in known_ends]
    return any(
        1 <= abs(number - theirs) <= rules.small
        for end in new
        for known_end in known_ends
        if end[0] == known_end[0]
        for number, theirs in zip(joined[end], joined[known_end], strict=True)
    )


def _flow_stretches(
    cells: ReportCells, streams: Timelines, hidden: frozenset[FigureKey], rules: Rules
) -> Iterable[FlowStretch]:
    for key, figure in cells.figures.items():
        if key not in hidden and figure.numerator is not None:
            numbers = (figure.numerator, figure.denominator or 0)
            yield from _stretch(key, cells.kind(key), streams, numbers, rules)


def _earlier(
    cells: ReportCells,
    streams: Timelines,
    published_numbers: Mapping[FigureKey, Numbers],
    rules: Rules,
) -> Iterable[FlowStretch]:
    for key, numbers in published_numbers.items():
        if key.measure in cells.kinds:
            numerator_and_base = (*numbers, 0)[:2]
            yield from _stretch(key, cells.kind(key), streams, numerator_and_base, rules)


def _stretch(
    key: FigureKey, kind: MeasureInfo, streams: Timelines, numbers: Numbers, rules: Rules
) -> Iterable[FlowStretch]:
    """A figure of children as a stretch of a line, if it is one."""
    span = streams.span((key.measure, key.group_by, key.group), key.period, kind.over_time)
    if span is None or not kind.children or kind.statistic in AMOUNTS:
        return
    met, base = numbers
    counts = (met, base - met) if kind.statistic == "share" and rules.complement else (met,)
    yield FlowStretch(key=key, span=span, numbers=counts)


def _order(stretch: FlowStretch) -> tuple[int, int, FigureKey]:
    """Earlier ones first, and of those that end together the shorter."""
    (_, first), (_, until) = stretch.span.start, stretch.span.end
    return until, -first, stretch.key


def _plus(level: Numbers, shift: Numbers) -> Numbers:
    return tuple(number + more for number, more in zip(level, shift, strict=True))
