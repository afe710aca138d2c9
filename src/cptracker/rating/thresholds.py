"""A target as exact limits: from where on green, how far amber.

All three directions become one form, so that there is one rule to judge by: green inside the inner
limits, amber inside the outer ones, red beyond.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from attrs import frozen

from cptracker.model.figures import Rating
from cptracker.model.plan import Better
from cptracker.model.problems import Problem, ProblemKind
from cptracker.model.target_rules import TargetNumbers, broken_rules
from cptracker.model.targets import Target

PERCENT = 100


SHARE = "%"
"""The unit of percentages, which lie between 0 and 100."""


@frozen(kw_only=True)
class Thresholds:
    """What is green and what is amber, exact; a limit that is None does not bind.

    Attributes:
        low: The least value that is green.
        high: The greatest value that is green.
        amber_low: The least value that is amber, at most `low`.
        amber_high: The greatest value that is amber, at least `high`.
    """

    low: Fraction | None = None
    high: Fraction | None = None
    amber_low: Fraction | None = None
    amber_high: Fraction | None = None

    def rate(self, value: Fraction) -> Rating:
        """Green, amber or red; a value on a limit is inside it."""
        if _inside(value, self.low, self.high):
            return Rating.GREEN
        return Rating.AMBER if _inside(value, self.amber_low, self.amber_high) else Rating.RED


def _inside(value: Fraction, low: Fraction | None, high: Fraction | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)


def target_in_force(targets: Iterable[Target], measure: str, day: date) -> Target | None:
    """The latest target for a measure that had begun by a day; None when there is none."""
    begun = [target for target in targets if target.measure == measure and target.since <= day]
    return max(begun, key=lambda target: target.since, default=None)


def thresholds_of(target: Target, better: Better) -> Thresholds:
    """A target as limits; it must be without `target_problems`.

    Tolerance is in the measure's own unit, or relative to the target, or a floor; with none of
    them amber ends where green does, so that anything short is red.
    """
    low = None if better is Better.LOWER else _edge(target, "low")
    high = None if better is Better.HIGHER else _edge(target, "high")
    floor = None if target.floor is None else Fraction(target.floor)
    return Thresholds(
        low=low,
        high=high,
        amber_low=None if low is None else _outer(low, -1, target, floor),
        amber_high=None if high is None else _outer(high, 1, target, floor),
    )


def usable_thresholds(target: Target | None, better: Better) -> Thresholds | None:
    """The limits of a target that can judge; None of any other, and without one."""
    if target is None or better is Better.CONTEXT or target_problems(target, better):
        return None
    return thresholds_of(target, better)


def _edge(target: Target, side: str) -> Fraction:
    value: Decimal | None = getattr(target, side) if target.value is None else target.value
    if value is None:
        raise ValueError(f"a target without `{side}` or `value` has no limits")
    return Fraction(value)


def _outer(edge: Fraction, way: int, target: Target, floor: Fraction | None) -> Fraction:
    if floor is not None:
        return floor
    if target.within is not None:
        return edge + way * Fraction(target.within)
    if target.within_percent is not None:
        return edge + way * abs(edge) * Fraction(target.within_percent) / PERCENT
    return edge


def number_out_of_scale(target: Target, unit: str) -> Decimal | None:
    """The first number of a target for a percentage that is none, such as 650; None if all are."""
    if unit != SHARE:
        return None
    stages = tuple(step.value for step in target.interim)
    numbers = (target.value, target.low, target.high, target.floor, *stages)
    wrong = (number for number in numbers if number is not None and not 0 <= number <= PERCENT)
    return next(wrong, None)


@lru_cache(maxsize=4096)
def target_problems(target: Target, better: Better) -> tuple[Problem, ...]:
    """Why a target cannot judge a measure of this direction; empty when it can.

    The problems are the plan's and name measure and date; the caller knows the place.
    """
    begins = f"the target for `{target.measure}` from {target.since}"
    broken = [*_rules_broken(target), *_misfits_direction(target, better)]
    broken = broken or _misplaced_floor(target, better)
    return tuple(
        Problem(kind=ProblemKind.PLAN, message=f"{begins} {message}", hint=hint)
        for message, hint in broken
    )


BrokenRules = Iterator[tuple[str, str | None]]


def _rules_broken(target: Target) -> BrokenRules:
    """The rules that a plan's file is checked by before, so of targets that are made in code."""
    for broken_rule in broken_rules(TargetNumbers.of(target)):
        yield f"cannot judge: {broken_rule.message}", broken_rule.hint


def _misfits_direction(target: Target, better: Better) -> BrokenRules:
    edges = (target.low, target.high)
    if better is Better.CONTEXT:
        yield "judges a measure that is for context only", "remove it, or change `better`"
    elif better is Better.NEAR:
        if target.value is not None or None in edges:
            yield "needs `low` and `high`, because near is better", "give the range that is good"
    elif target.value is None or edges != (None, None):
        yield f"needs `value`, because {better} is better", "`low` and `high` are for near"


def _misplaced_floor(target: Target, better: Better) -> list[tuple[str, str | None]]:
    """What is wrong with the floor of a target that is otherwise in order."""
    if target.floor is None:
        return []
    if better is Better.NEAR or target.value is None:
        return [("has a `floor`, but near is better", "use `within`, which holds on both sides")]
    if better is Better.HIGHER and target.floor > target.value:
        hint = "higher is better, so the floor is at or below `value`"
        return [("has its `floor` on the good side of `value`", hint)]
    if better is Better.LOWER and target.floor < target.value:
        hint = "lower is better, so the floor is at or above `value`"
        return [("has its `floor` on the good side of `value`", hint)]
    return []
