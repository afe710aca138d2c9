"""Periods that overlap: what to hide so that no difference of two figures is a small one.

Figures of a flow add up over time. Each is the distance between two month ends, so figures that
share a month end tell the distances between all the others: a year less three quarters is the
fourth, twelve months less nine is a quarter. A figure is shown only if no such distance is small.
"""

from collections.abc import Iterable, Mapping

from attrs import define, field, frozen

from cptracker.disclosure.cells import Cells, Key
from cptracker.disclosure.rules import Rules
from cptracker.periods import Period, from_key

FLOW = "flow"

Group = tuple[str, str, str]
"""A measure, a breakdown and a group."""

Numbers = tuple[int, ...]
"""The counts of one figure: its numerator, and for a share the complement."""


@frozen(kw_only=True)
class Stretch:
    """A figure of a flow.

    Attributes:
        key: What it is of.
        first: The month index of its first month.
        until: The month index after its last.
        numbers: Its counts.
    """

    key: Key
    first: int
    until: int
    numbers: Numbers


@define
class Line:
    """The month ends of one group whose distances are known, each by what has flowed until then."""

    parts: dict[int, dict[int, Numbers]] = field(factory=dict)

    def joined(self, one: Stretch) -> dict[int, Numbers]:
        """The month ends that this figure would tie together."""
        left = self.parts.get(one.first, {one.first: tuple(0 for _ in one.numbers)})
        if one.until in left:
            return left
        right = self.parts.get(one.until, {one.until: tuple(0 for _ in one.numbers)})
        shift = tuple(
            start + number - end
            for start, number, end in zip(
                left[one.first], one.numbers, right[one.until], strict=True
            )
        )
        return {**left, **{month: _plus(level, shift) for month, level in right.items()}}

    def tie(self, one: Stretch) -> None:
        """Take the figure as known."""
        joined = self.joined(one)
        for month in joined:
            self.parts[month] = joined


def hide_for_flows(
    cells: Cells, hidden: frozenset[Key], rules: Rules, told: Mapping[Key, Numbers]
) -> frozenset[Key]:
    """The hidden figures, and the later ones whose difference from others would be small.

    Args:
        cells: All figures.
        hidden: Those hidden so far.
        rules: What is small.
        told: The counts that earlier papers told.
    """
    lines: dict[Group, Line] = {}
    for one in sorted(_earlier(cells, told, rules), key=_order):
        lines.setdefault(_group(one.key), Line()).tie(one)
    for one in sorted(_stretches(cells, hidden, rules), key=_order):
        line = lines.setdefault(_group(one.key), Line())
        if _shows_few(line, one, rules):
            hidden |= {one.key}
        else:
            line.tie(one)
    return hidden


def _shows_few(line: Line, one: Stretch, rules: Rules) -> bool:
    """Whether it would tie month ends together between which little flowed."""
    before = line.parts.get(one.first, {one.first: ()})
    if one.until in before:
        return False
    joined = line.joined(one)
    new = [month for month in joined if month not in before]
    return any(
        1 <= abs(mine - theirs) <= rules.small
        for month in new
        for other in before
        for mine, theirs in zip(joined[month], joined[other], strict=True)
    )


def _stretches(cells: Cells, hidden: frozenset[Key], rules: Rules) -> Iterable[Stretch]:
    for key, figure in cells.figures.items():
        kind = cells.kind(key)
        if key in hidden or kind.over_time != FLOW or not kind.children or figure.numerator is None:
            continue
        both = kind.sort == "share" and rules.complement
        counts = _numbers(figure.numerator, figure.denominator, both=both)
        yield _stretch(key, figure.period, counts)


def _earlier(cells: Cells, told: Mapping[Key, Numbers], rules: Rules) -> Iterable[Stretch]:
    for key, numbers in told.items():
        kind = cells.kinds.get(key.measure)
        if kind is not None and kind.over_time == FLOW and kind.children:
            both = kind.sort == "share" and rules.complement
            counts = _numbers(*numbers, both=both)
            yield _stretch(key, from_key(key.period), counts)


def _numbers(numerator: int, base: int | None = None, *, both: bool) -> Numbers:
    """The numerator, and where it is protected the complement."""
    return (numerator, (base or 0) - numerator) if both else (numerator,)


def _stretch(key: Key, period: Period, numbers: Numbers) -> Stretch:
    return Stretch(key=key, first=period.first_month, until=period.last_month + 1, numbers=numbers)


def _group(key: Key) -> Group:
    return key.measure, key.group_by, key.group


def _order(one: Stretch) -> tuple[int, int, Key]:
    """Earlier ones first, and of those that end together the shorter."""
    return one.until, -one.first, one.key


def _plus(level: Numbers, shift: Numbers) -> Numbers:
    return tuple(one + more for one, more in zip(level, shift, strict=True))
