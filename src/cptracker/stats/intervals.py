"""How sure a figure is: its interval, and whether its distance from the target is more than chance.

The children of a period are taken as one draw from how the council works: the next period would
bring others. Methods are those of England's public health indicators (Fingertips): Wilson for
shares, Byar for counts and rates with the exact Poisson limits below ten, Student's t for means.
Percentiles have the order statistics of the binomial distribution.
"""

from enum import StrEnum
from fractions import Fraction
from math import sqrt

from attrs import frozen

from cptracker.model.figures import Figure
from cptracker.model.measure_info import Statistic
from cptracker.model.plan import Better
from cptracker.model.targets import Target
from cptracker.stats.distributions import poisson_limits, t_score, z_score

CONFIDENCE = 0.95


PERCENT = 100


PER_PEOPLE = 10_000


LEAST_FOR_BYAR = 10


ORDER = "order statistics"
"""How a percentile gets its limits; they stand in the figure."""


class Significance(StrEnum):
    """Whether the interval leaves the target out: the word beside a colour."""

    CLEARLY = "clearly"
    WITHIN_CHANCE = "within chance"


@frozen(kw_only=True)
class Interval:
    """Where the underlying figure lies with this confidence.

    Attributes:
        lower: In the measure's unit.
        upper: In the measure's unit.
        method: `Wilson`, `exact Poisson`, `Byar`, `Student's t` or `order statistics`.
        confidence: Such as 0.95.
    """

    lower: float
    upper: float
    method: str
    confidence: float = CONFIDENCE

    def holds(self, value: Fraction) -> bool:
        """Whether a value lies inside, or on a limit."""
        return self.lower <= value <= self.upper

    def scaled(self, scale: Fraction) -> "Interval":
        """The same in another unit, so many times as large."""
        return Interval(
            lower=float(scale * Fraction(self.lower)),
            upper=float(scale * Fraction(self.upper)),
            method=self.method,
            confidence=self.confidence,
        )


def figure_interval(
    figure: Figure,
    statistic: Statistic,
    *,
    squares: int | None = None,
    per: int = PER_PEOPLE,
    by_day: bool = False,
    confidence: float = CONFIDENCE,
) -> Interval | None:
    """The interval of a figure, in its own unit.

    A count is a full count: everyone who was looked after, or whatever happened, is in it, so
    nothing of it is left to chance. Shares and means, and rates of events, tell how the council
    works, of which the children of a period are one draw.

    Args:
        figure: Its numerator and denominator are used, not its value.
        statistic: What it is.
        squares: For a mean or an average the sum of the squares; without it there is none.
        per: A rate is for so many people, a ratio for so many of its denominator.
        by_day: Whether the figure tells of a day alone, and looks back to nothing: a rate then is a
            full count for so many people, and a ratio sets two full counts beside each other.
        confidence: Between 0 and 1.

    Returns:
        None where there is no figure or no method: a count, and a rate or ratio that is made of
        counts of a day; a sum, whose parts come in clumps; a mean of fewer than two.
    """
    part, whole = figure.numerator, figure.denominator
    if statistic == "percentile" and figure.value is not None and figure.limits is not None:
        low, high = figure.limits
        return Interval(lower=float(low), upper=float(high), method=ORDER, confidence=confidence)
    if figure.value is None or part is None or whole is None or statistic in ("count", "sum"):
        return None
    if statistic in ("rate", "ratio") and by_day:
        return None
    if statistic == "share":
        return share_interval(part, whole, confidence=confidence)
    if statistic in ("rate", "ratio"):
        return rate_interval(part, whole, per=per, confidence=confidence)
    return None if squares is None else mean_interval(whole, part, squares, confidence=confidence)


def share_interval(part: int, whole: int, *, confidence: float = CONFIDENCE) -> Interval | None:
    """Wilson's score interval of a share, in percent; None of nobody.

    E. B. Wilson (1927), in the form of Newcombe and Altman (2000). It stays within 0 and 100.

    Raises:
        ValueError: When the part is not 0 to the whole.
    """
    if not 0 <= part <= whole:
        raise ValueError(f"a share of {whole} has 0 to {whole} in it, not {part}")
    if not whole:
        return None
    z = z_score(confidence)
    middle = 2 * part + z * z
    reach = z * sqrt(z * z + 4 * part * (whole - part) / whole)
    spread = 2 * (whole + z * z)
    return Interval(
        # Nobody and everybody are the ends themselves, which rounding would miss.
        lower=PERCENT * (middle - reach) / spread if part else 0.0,
        upper=PERCENT * (middle + reach) / spread if part < whole else float(PERCENT),
        method="Wilson",
        confidence=confidence,
    )


def count_interval(count: int, *, confidence: float = CONFIDENCE) -> Interval:
    """The interval of a count of events that come one by one.

    Byar's approximation from ten events on (Breslow and Day, 1987), the exact limits below.

    Raises:
        ValueError: For a count below 0.
    """
    if count < LEAST_FOR_BYAR:
        lower, upper = poisson_limits(count, confidence)
        return Interval(lower=lower, upper=upper, method="exact Poisson", confidence=confidence)
    z = z_score(confidence)
    return Interval(
        lower=_byar(count, -z), upper=_byar(count + 1, z), method="Byar", confidence=confidence
    )


def _byar(count: int, z: float) -> float:
    root = 1 - 1 / (9 * count) + z / (3 * sqrt(count))
    return float(count * max(root, 0.0) ** 3)


def rate_interval(
    count: int, people: int, *, per: int = PER_PEOPLE, confidence: float = CONFIDENCE
) -> Interval | None:
    """The interval of a rate per so many people; None of nobody."""
    if not people:
        return None
    return count_interval(count, confidence=confidence).scaled(Fraction(per, people))


def mean_interval(
    number: int, total: int, squares: int, *, confidence: float = CONFIDENCE
) -> Interval | None:
    """Student's t interval of a mean of whole numbers.

    Args:
        number: How many there are.
        total: Their sum.
        squares: The sum of their squares.
        confidence: Between 0 and 1.

    Returns:
        None for fewer than two, and where all are alike: then nothing is known of their spread,
        and an interval of no width would claim certainty.

    Raises:
        ValueError: When no numbers have this sum and these squares.
    """
    if number < 2:
        return None
    variance = (squares - Fraction(total * total, number)) / (number - 1)
    if variance < 0:
        raise ValueError(f"{number} numbers with a sum of {total} have larger squares")
    if not variance:
        return None
    reach = t_score(confidence, number - 1) * sqrt(variance / number)
    mean = total / number
    return Interval(
        lower=mean - reach, upper=mean + reach, method="Student's t", confidence=confidence
    )


def is_significant(
    interval: Interval | None, target: Target | None, better: Better
) -> Significance | None:
    """Whether a figure is clearly on its side of the target, or within chance of the other.

    Where near is better the sides are inside and outside the range. Amber has no side of its own:
    what is told is whether the target is met.

    Returns:
        None without an interval or a target, and for context only.
    """
    if interval is None or target is None or better is Better.CONTEXT:
        return None
    edges = [edge for edge in (target.value, target.low, target.high) if edge is not None]
    if not edges:
        return None
    doubtful = any(interval.holds(Fraction(edge)) for edge in edges)
    return Significance.WITHIN_CHANCE if doubtful else Significance.CLEARLY
