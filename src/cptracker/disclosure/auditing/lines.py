"""Distances along a line of time: exact ranges by shortest paths.

What flowed between two month ends is a distance; shown figures fix some, and none is below nought.
Every distance then has an exact range, the shortest path there and back, and each whole number in
it is possible.
"""

from collections.abc import Mapping, Sequence

from attrs import frozen

from cptracker.disclosure.auditing.constraints import Range


@frozen(kw_only=True)
class Line:
    """The month ends that figures of one flow share.

    Attributes:
        levels: The numbers of what has flowed by each end, in order of time for each flow.
        flows: Of each level, the measure that flows.
        spans: From which end to which a number is the distance.
    """

    levels: tuple[int, ...]
    flows: tuple[str, ...]
    spans: tuple[tuple[int, int, int], ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """All numbers on the line."""
        return (*self.levels, *(number for _, _, number in self.spans))


def tightened(line: Line, ranges: Mapping[int, Range]) -> dict[int, Range] | None:
    """The exact range of each number on a line; None where its figures contradict each other."""
    most = _longest(line, ranges)
    ends = range(len(line.levels))
    for through in ends:
        row = most[through]
        for start in ends:
            first = most[start][through]
            mine = most[start]
            for end in ends:
                mine[end] = min(mine[end], first + row[end])
    if any(most[end][end] < 0 for end in ends):
        return None
    found = {level: (-most[end][0], most[0][end]) for end, level in enumerate(line.levels)}
    for start, end, number in line.spans:
        found[number] = (-most[end][start], most[start][end])
    return found


def _longest(line: Line, ranges: Mapping[int, Range]) -> list[list[int]]:
    """From each end to each the most that can lie between by its own figures."""
    far = _far(line.levels, ranges)
    ends = range(len(line.levels))
    most = [[_at_first(line, start, end, far) for end in ends] for start in ends]
    for start, end, number in line.spans:
        low, high = ranges[number]
        most[start][end] = min(most[start][end], high)
        most[end][start] = min(most[end][start], -low)
    return most


def _at_first(line: Line, start: int, end: int, far: int) -> int:
    """Nothing flows back; between two flows all is open."""
    return 0 if end == start or (end < start and line.flows[end] == line.flows[start]) else far


def _far(levels: Sequence[int], ranges: Mapping[int, Range]) -> int:
    return max((ranges[level][1] for level in levels), default=0)
