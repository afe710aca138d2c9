"""A rating where no target is set: better than, similar to or worse than others.

Similar is where the 95% interval of the council's figure holds theirs, as England's public health
profiles have it (https://fingertips.phe.org.uk/profile/guidance). Only like for like is rated, and
only where the figure is one that chance moves: a full count has no interval, and no rating.
"""

from collections.abc import Sequence
from fractions import Fraction

from cptracker.model.comparisons import (
    Benchmark,
    BenchmarkArea,
    BenchmarkRating,
    BenchmarkRule,
    ComparatorKind,
    Comparison,
    comparison_with,
)
from cptracker.model.figures import Figure, Judgement, Rating
from cptracker.model.periods import from_key
from cptracker.model.plan import Better
from cptracker.stats.intervals import Interval

KINDS = {
    BenchmarkArea.NEIGHBOURS: ComparatorKind.NEIGHBOURS,
    BenchmarkArea.REGION: ComparatorKind.REGION,
    BenchmarkArea.ENGLAND: ComparatorKind.ENGLAND,
}

OLDEST = 24
"""Months between the ends of the two periods: what others did before that is no benchmark."""


def benchmark(
    figure: Figure,
    judgement: Judgement,
    better: Better,
    interval: Interval | None,
    comparisons: Sequence[Comparison],
    rule: BenchmarkRule | None,
    *,
    by_day: bool,
) -> Benchmark | None:
    """A figure beside that of others, by the plan's rule.

    Args:
        figure: The council's own, of everyone.
        judgement: Its rating; one with a target always wins.
        better: Which way is good.
        interval: Where the figure lies with 95% confidence, in its own unit.
        comparisons: The figures of others.
        rule: The plan's; nothing is rated without one.
        by_day: Whether the figure is that of its period's last day, so that a quarter's end is a
            year's end.

    Returns:
        The rating; None where there is a target, no figure, no interval, nobody like for like, or
        where neither more nor less is good.
    """
    if rule is None or judgement.rating is not Rating.NO_TARGET or judgement.target is not None:
        return None
    if figure.value is None or interval is None or better not in (Better.HIGHER, Better.LOWER):
        return None
    for area in rule.compare_with:
        comparison = comparison_with(comparisons, KINDS[area])
        if comparison is not None and _alike(figure, comparison, by_day=by_day):
            rating = _rating(figure.value, interval, comparison.value, better)
            return Benchmark(rating=rating, comparison=comparison)
    return None


def _alike(figure: Figure, comparison: Comparison, *, by_day: bool) -> bool:
    """Whether theirs is of the same definition and kind of period, and not long past."""
    period = from_key(comparison.period)
    same = by_day or period.every is figure.period.every
    return (
        comparison.like_for_like and same and figure.period.last_month - period.last_month <= OLDEST
    )


def _rating(
    value: Fraction, interval: Interval, other_value: Fraction, better: Better
) -> BenchmarkRating:
    if interval.holds(other_value):
        return BenchmarkRating.SIMILAR
    good = (value > other_value) == (better is Better.HIGHER)
    return BenchmarkRating.BETTER if good else BenchmarkRating.WORSE
