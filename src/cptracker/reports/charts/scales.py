"""From values to places on the paper, and the few round numbers that say how far."""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor

from attrs import frozen

STEPS = (Fraction(1), Fraction(2), Fraction(5), Fraction(10))


WANTED = 5
"""About so many intervals between round numbers."""


LEAST_SPAN, LEAST_POINTS = Fraction(1, 5), Fraction(10)


LEAST_SHARE = Fraction(1, 10)
"""Of the largest value: a scale spans as much, lest a small movement look like a cliff."""


NEAR_ZERO = Fraction(1, 3)
"""When the lowest value is less than this share of the highest, the axis begins at 0."""


@frozen(kw_only=True)
class Scale:
    """Where values lie along one line of the paper.

    Attributes:
        low: The value at `start`.
        high: The value at `stop`.
        start: In pixels.
        stop: In pixels; less than `start` for what grows upwards.
        ticks: The round numbers to write, the ends among them.
    """

    low: Fraction
    high: Fraction
    start: float
    stop: float
    ticks: tuple[Fraction, ...]

    def at(self, value: Fraction) -> float:
        """The place of a value in pixels."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + float(share) * (self.stop - self.start)

    def holds(self, value: Fraction) -> bool:
        """Whether it lies on the paper."""
        return self.low <= value <= self.high


def scale(
    values: Iterable[Fraction],
    start: float,
    stop: float,
    *,
    floor_at: Fraction | None = None,
    ceiling_at: Fraction | None = None,
    whole: bool = False,
    from_zero: bool = False,
    rounded: bool = True,
    least: Fraction = LEAST_SPAN,
) -> Scale:
    """A scale for values, between round numbers.

    Args:
        values: All that will be drawn, at least one.
        start: Of the line, in pixels.
        stop: Of the line.
        floor_at: The scale never begins lower: a share is never under 0.
        ceiling_at: Nor ends higher.
        whole: Whether only whole numbers are written.
        from_zero: Whether it must begin at 0, as bars do.
        least: What it spans at the least, so that a small movement looks small.
        rounded: Whether it ends at round numbers; else at the values, and none is written.
    """
    low, high = _ends(list(values), least, from_zero=from_zero, near_zero=rounded)
    if not rounded:
        return Scale(low=low, high=high, start=start, stop=stop, ticks=())
    step = _step(high - low, whole=whole)
    first, last = floor(low / step) * step, ceil(high / step) * step
    if first == low and first != 0:
        first -= step  # what lies on the lowest line would be taken for the axis
    first = first if floor_at is None else max(first, floor_at)
    last = last if ceiling_at is None else min(last, ceiling_at)
    numbers = range(ceil(first / step), floor(last / step) + 1)
    ticks = dict.fromkeys([first, *(number * step for number in numbers), last])
    return Scale(low=first, high=last, start=start, stop=stop, ticks=tuple(ticks))


def _ends(
    values: list[Fraction], least: Fraction, *, from_zero: bool, near_zero: bool
) -> tuple[Fraction, Fraction]:
    low, high = min(values), max(values)
    if from_zero or (near_zero and 0 < low < high * NEAR_ZERO):
        low, high = min(low, Fraction(0)), max(high, Fraction(0))
    wanted = max(least, max(abs(low), abs(high)) * LEAST_SHARE)
    lacking = max(wanted - (high - low), Fraction(0))
    return low - lacking / 2, high + lacking / 2


def _step(span: Fraction, *, whole: bool) -> Fraction:
    """The round number nearest above a fifth of the span: 1, 2 or 5 and noughts."""
    rough = span / WANTED
    power = Fraction(10) ** _magnitude(rough)
    step = next(value * power for value in STEPS if value * power >= rough)
    return max(step, Fraction(1)) if whole else step


def _magnitude(value: Fraction) -> int:
    """The power of ten at or under a value above nought, exact."""
    power = len(str(value.numerator)) - len(str(value.denominator))
    return power if Fraction(10) ** power <= value else power - 1


def least_span(unit: str) -> Fraction:
    """What a scale in a unit spans at the least: ten points for a percentage."""
    return LEAST_POINTS if unit == "%" else LEAST_SPAN


def spread(places: list[float], spacing: float, lowest: float, highest: float) -> list[float]:
    """Places moved as little as may be so that all are so far apart; their order is kept."""
    order = sorted(range(len(places)), key=lambda number: places[number])
    moved = list(places)
    edge = lowest
    for number in order:
        moved[number] = max(places[number], edge)
        edge = moved[number] + spacing
    edge = highest
    for number in reversed(order):
        moved[number] = min(moved[number], edge)
        edge = moved[number] - spacing
    return moved
