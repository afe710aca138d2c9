"""Periods that overlap, and measures that flow into each other: distances on a line of time.

Where each child counts once in a period, a year has no fewer than any of its months, and no more
than all of them together.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from attrs import frozen

from cptracker.audit.observed import Observed
from cptracker.audit.variables import FLOWED, MET, SO_FAR, TimeLine, Variables, added_variables
from cptracker.model.figure_keys import FigureKey
from cptracker.model.periods import from_key
from cptracker.model.timelines import DISTINCT, Timeline, TimelineEnd, Timelines, TimelineSpan

MOST_ENDS = 14
"""Of more ends of periods, stretches in a row are not looked at together."""


@frozen(kw_only=True)
class PlacedOnTimeline:
    """A figure on a line of time."""

    figure: Observed
    span: TimelineSpan


def constrain_periods(variables: Variables, figures: list[Observed]) -> None:
    """Figures of a flow whose periods overlap are sums of the same stretches of time."""
    streams = Timelines.of(
        {observed.cell.measure: (observed.statistic, observed.related) for observed in figures}
    )
    lines: dict[Timeline, dict[FigureKey, PlacedOnTimeline]] = {}
    for figure in figures:
        if not figure.balances:
            continue
        measure, period, by, group = figure.cell
        span = streams.span((measure, by, group), period, figure.over_time)
        if span is not None:
            lines.setdefault(span.line, {}).setdefault(
                figure.cell, PlacedOnTimeline(figure=figure, span=span)
            )
    for line, placed in lines.items():
        for cluster in _clusters(list(placed.values())):
            for part in added_variables(cluster[0].figure.statistic):
                _constrain_flows(variables, cluster, part, line)


def constrain_distinct(variables: Variables, figures: Sequence[Observed]) -> None:
    """Whoever counts in a period counts once in each longer one that holds it."""
    streams: defaultdict[Timeline, dict[FigureKey, range]] = defaultdict(dict)
    for figure in figures:
        if figure.over_time == DISTINCT and figure.statistic == "count":
            measure, key, by, group = figure.cell
            period = from_key(key)
            months = range(period.first_month, period.last_month + 1)
            streams[measure, by, group][figure.cell] = months
    for stream in streams.values():
        for cell, months in stream.items():
            inside = {
                other_cell: theirs
                for other_cell, theirs in stream.items()
                if other_cell != cell and theirs[0] in months and theirs[-1] in months
            }
            _counts_once(variables, cell, months, inside)


def _counts_once(
    variables: Variables, cell: FigureKey, months: range, inside: Mapping[FigureKey, range]
) -> None:
    """No fewer than in each shorter period, and no more than in all of one length together."""
    number = variables.number(cell, MET)
    for inner_cell in inside:
        variables.constrain([(variables.number(inner_cell, MET), 1), (number, -1)], None, 0)
    for length in {len(theirs) for theirs in inside.values()}:
        alike = [inner_cell for inner_cell, theirs in inside.items() if len(theirs) == length]
        if {month for inner_cell in alike for month in inside[inner_cell]} == {*months}:
            terms = [(variables.number(inner_cell, MET), 1) for inner_cell in alike]
            variables.constrain([*terms, (number, -1)], 0, None)


def _clusters(figures: list[PlacedOnTimeline]) -> Iterator[list[PlacedOnTimeline]]:
    """Figures whose periods overlap, together; those that stand alone tell nothing of others.

    Where numbers of a day are on the line beside what flows, they tie all of its months together.
    """
    across = [figure for figure in figures if figure.span.across]
    if across:
        if len(across) < len(figures):
            yield figures
        return
    cluster: list[PlacedOnTimeline] = []
    for placed in sorted(
        figures,
        key=lambda placed_on_timeline: (
            placed_on_timeline.span.start[1],
            placed_on_timeline.figure.cell,
        ),
    ):
        if cluster and placed.span.start[1] >= max(before.span.end[1] for before in cluster):
            if len(cluster) > 1:
                yield cluster
            cluster = []
        cluster.append(placed)
    if len(cluster) > 1:
        yield cluster


def _constrain_flows(
    variables: Variables, cluster: list[PlacedOnTimeline], part: str, line: Timeline
) -> None:
    """A figure is what has flowed by its end less what had by its start."""
    ends = sorted({end for placed in cluster for end in (placed.span.start, placed.span.end)})
    levels = [_level(variables, end, ends[0], part, line) for end in ends]
    for place, number in enumerate(levels):
        far = place * variables.upper_bound  # the first is where counting begins
        variables.ranges[number] = (-far, far)
    distances = [
        (
            ends.index(placed.span.start),
            ends.index(placed.span.end),
            variables.number(placed.figure.cell, part),
        )
        for placed in cluster
    ]
    distances += [
        (at, after, _between_ends(variables, ends[at], ends[after], part, line))
        for at, after in _pairs(ends)
    ]
    for start, end, number in distances:
        variables.lay(levels[start], levels[end], number)
    flows = tuple(flow for flow, _ in ends)
    variables.lines.append(TimeLine(levels=tuple(levels), flows=flows, distances=tuple(distances)))


def _pairs(ends: Sequence[TimelineEnd]) -> Iterator[tuple[int, int]]:
    """Two ends of one flow each; of many ends only those in a row."""
    for flow in dict.fromkeys(name for name, _ in ends):
        numbers = [at for at, (name, _) in enumerate(ends) if name == flow]
        yield from combinations(numbers, 2) if len(numbers) <= MOST_ENDS else pairwise(numbers)


def _level(
    variables: Variables, end: TimelineEnd, first: TimelineEnd, part: str, line: Timeline
) -> int:
    """What had flowed by an end since the first; periods that do not overlap begin anew."""
    since = f"by {end[1]} since {first[1]}"
    return variables.number(FigureKey(end[0], since, *line[1:]), f"{SO_FAR} {part}")


def _between_ends(
    variables: Variables, start: TimelineEnd, end: TimelineEnd, part: str, line: Timeline
) -> int:
    key = FigureKey(start[0], f"{start[1]}-{end[1]}", *line[1:])
    return variables.number(key, f"{FLOWED}: {part}")
