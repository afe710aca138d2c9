"""Periods that overlap, and measures that flow into each other: distances on a line of time."""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from attrs import frozen

from cptracker.audit.observed import Observed
from cptracker.audit.variables import FLOWED, SO_FAR, TimeLine, Variables, added_variables
from cptracker.model.figure_keys import FigureKey
from cptracker.model.timelines import Timeline, TimelineEnd, Timelines, TimelineSpan

MOST_ENDS = 14
"""Of more ends of periods, stretches in a row are not looked at together."""


@frozen(kw_only=True)
class PlacedOnTimeline:
    """A figure on a line of time."""

    seen: Observed
    span: TimelineSpan


def tie_periods(all_: Variables, told: list[Observed]) -> None:
    """Figures of a flow whose periods overlap are sums of the same stretches of time."""
    streams = Timelines.of({one.cell.measure: (one.sort, one.ties) for one in told})
    lines: dict[Timeline, dict[FigureKey, PlacedOnTimeline]] = {}
    for one in told:
        measure, period, by, group = one.cell
        span = streams.span((measure, by, group), period, one.over_time)
        if span is not None:
            lines.setdefault(span.line, {}).setdefault(
                one.cell, PlacedOnTimeline(seen=one, span=span)
            )
    for line, placed in lines.items():
        for cluster in _clusters(list(placed.values())):
            for part in added_variables(cluster[0].seen.sort):
                _stretches(all_, cluster, part, line)


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
    for one in sorted(figures, key=lambda one: (one.span.start[1], one.seen.cell)):
        if cluster and one.span.start[1] >= max(before.span.end[1] for before in cluster):
            if len(cluster) > 1:
                yield cluster
            cluster = []
        cluster.append(one)
    if len(cluster) > 1:
        yield cluster


def _stretches(all_: Variables, cluster: list[PlacedOnTimeline], part: str, line: Timeline) -> None:
    """A figure is what has flowed by its end less what had by its start."""
    ends = sorted({end for one in cluster for end in (one.span.start, one.span.end)})
    levels = [_level(all_, end, ends[0], part, line) for end in ends]
    for place, number in enumerate(levels):
        far = place * all_.room  # the first is where counting begins
        all_.ranges[number] = (-far, far)
    spans = [
        (ends.index(one.span.start), ends.index(one.span.end), all_.number(one.seen.cell, part))
        for one in cluster
    ]
    spans += [
        (at, after, _between_ends(all_, ends[at], ends[after], part, line))
        for at, after in _pairs(ends)
    ]
    for start, end, number in spans:
        all_.lay(levels[start], levels[end], number)
    flows = tuple(flow for flow, _ in ends)
    all_.lines.append(TimeLine(levels=tuple(levels), flows=flows, spans=tuple(spans)))


def _pairs(ends: Sequence[TimelineEnd]) -> Iterator[tuple[int, int]]:
    """Two ends of one flow each; of many ends only those in a row."""
    for flow in dict.fromkeys(name for name, _ in ends):
        mine = [at for at, (name, _) in enumerate(ends) if name == flow]
        yield from combinations(mine, 2) if len(mine) <= MOST_ENDS else pairwise(mine)


def _level(all_: Variables, end: TimelineEnd, first: TimelineEnd, part: str, line: Timeline) -> int:
    """What had flowed by an end since the first; periods that do not overlap begin anew."""
    since = f"by {end[1]} since {first[1]}"
    return all_.number(FigureKey(end[0], since, *line[1:]), f"{SO_FAR} {part}")


def _between_ends(
    all_: Variables, start: TimelineEnd, end: TimelineEnd, part: str, line: Timeline
) -> int:
    key = FigureKey(start[0], f"{start[1]}-{end[1]}", *line[1:])
    return all_.number(key, f"{FLOWED}: {part}")
