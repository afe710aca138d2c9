"""Gaps between groups: each against all others of its breakdown, and whether chance explains it.

Shares and means alone: numbers of children say nothing without how many there could be. The
interval of the difference is made of both groups' own (Newcombe, 1998, method 10, on Wilson's; for
means the same on Student's t). Where several groups are tested at once each is tested more
strictly (Bonferroni), since of many groups one looks special by chance.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import sqrt

from attrs import frozen

from cptracker.model.comparisons import Gap
from cptracker.model.figures import UNKNOWN, Figure
from cptracker.model.measure_info import Statistic
from cptracker.model.rounding import amount_in_words
from cptracker.stats.intervals import CONFIDENCE, Interval, mean_interval, share_interval

LEAST = 10
"""Below so many in either of the two nothing is told of chance."""


TOO_FEW = f"too few to tell: fewer than {LEAST} on one side"


PERCENT = 100


def group_gaps(
    breakdowns: Iterable[Figure], statistic: Statistic | None, unit: str
) -> tuple[Gap, ...]:
    """How far each group is from all others of its breakdown, in the order of the figures.

    Args:
        breakdowns: Figures of one period by group, exact; those of everyone are passed over.
        statistic: What they are; nothing is told but of a share and a mean.
        unit: The measure's.

    Returns:
        One for each group that has a figure and others to set it beside; what is not known of a
        child is no group of its own here, but is among the others.
    """
    if statistic not in ("share", "mean"):
        return ()
    by: dict[str, list[Figure]] = {}
    for figure in breakdowns:
        if figure.group_by and figure.denominator and figure.numerator is not None:
            by.setdefault(figure.group_by, []).append(figure)
    return tuple(gap for figures in by.values() for gap in _of_one(figures, statistic, unit))


@frozen
class _GroupSums:
    """What a group's figure is made of."""

    numerator: int
    denominator: int
    squares: int | None

    @classmethod
    def of(cls, figures: Sequence[Figure]) -> "_GroupSums":
        """The sums of several groups together."""
        squares = [figure.squares for figure in figures]
        squares_known = [square for square in squares if square is not None]
        return cls(
            sum(figure.numerator or 0 for figure in figures),
            sum(figure.denominator or 0 for figure in figures),
            sum(squares_known) if len(squares_known) == len(squares) else None,
        )

    def value(self, statistic: Statistic) -> Fraction:
        """The figure, in the measure's unit."""
        return Fraction((PERCENT if statistic == "share" else 1) * self.numerator, self.denominator)

    def interval(self, statistic: Statistic, confidence: float) -> Interval | None:
        """Where the underlying figure lies."""
        if statistic == "share":
            return share_interval(self.numerator, self.denominator, confidence=confidence)
        if self.squares is None:
            return None
        total, number_of = self.numerator, self.denominator
        return mean_interval(number_of, total, self.squares, confidence=confidence)


def _of_one(figures: Sequence[Figure], statistic: Statistic, unit: str) -> Iterator[Gap]:
    """The gaps of one breakdown."""
    groups = [figure for figure in figures if set(figure.group.split("+")) != {UNKNOWN}]
    tests = len(groups) if len(groups) > 2 else 1  # of two, one test says nearly all
    for group in groups:
        others = [figure for figure in figures if figure is not group]
        if not others:
            continue
        group_sums, rest = _GroupSums.of([group]), _GroupSums.of(others)
        difference = group_sums.value(statistic) - rest.value(statistic)
        significant = _is_significant(group_sums, rest, statistic, 1 - (1 - CONFIDENCE) / tests)
        yield Gap(
            group_by=group.group_by,
            group=group.group,
            value=group_sums.value(statistic),
            rest=rest.value(statistic),
            difference=difference,
            significant=significant,
            words=_words(difference, significant, unit, tests),
        )


def _is_significant(
    group_sums: _GroupSums, rest: _GroupSums, statistic: Statistic, confidence: float
) -> bool | None:
    """Whether the interval of the difference leaves nought out; None where there are too few."""
    if min(group_sums.denominator, rest.denominator) < LEAST:
        return None
    interval, rest_interval = (
        group_sums.interval(statistic, confidence),
        rest.interval(statistic, confidence),
    )
    if interval is None or rest_interval is None:
        return None
    low, high = _difference(
        float(group_sums.value(statistic)), interval, float(rest.value(statistic)), rest_interval
    )
    return not low <= 0 <= high


def _difference(
    value: float, interval: Interval, rest: float, rest_interval: Interval
) -> tuple[float, float]:
    """The interval of a difference from those of its two sides."""
    difference = value - rest
    below = sqrt((value - interval.lower) ** 2 + (rest_interval.upper - rest) ** 2)
    above = sqrt((interval.upper - value) ** 2 + (rest - rest_interval.lower) ** 2)
    return difference - below, difference + above


def _words(difference: Fraction, significant: bool | None, unit: str, tests: int) -> str:
    if not difference:
        far = "the same as the others"
    else:
        side = "above" if difference > 0 else "below"
        far = f"{amount_in_words(abs(difference), 1, unit)}{_unit(unit)} {side} the others"
    if significant is None:
        return f"{far}; {TOO_FEW}"
    sure = "more than chance" if significant else "within chance"
    return f"{far}; {sure}" + (f", as one of {tests} groups tested" if tests > 1 else "")


def _unit(unit: str) -> str:
    """What an amount is followed by; shares are told in points already."""
    return "" if unit in ("", "%") else f" {unit}"
