"""The rating of one figure by its target, in the order that keeps missing apart from bad.

Without a target nothing is judged; without a value nothing is red; with both, exact limits decide.
"""

from datetime import date
from fractions import Fraction
from functools import lru_cache

from attrs import evolve, frozen

from cptracker.model.figures import Figure, Judgement, Rating
from cptracker.model.plan import Better
from cptracker.model.targets import Target
from cptracker.rating.progress_to_target import progress_in_words
from cptracker.rating.thresholds import (
    Thresholds,
    number_out_of_scale,
    target_problems,
    thresholds_of,
)
from cptracker.rating.wording import (
    due_in_words,
    missing_in_words,
    rule_in_words,
    short_of,
    target_in_words,
)


@frozen
class TargetRule:
    """A target ready to judge by.

    Attributes:
        target: The target, or its stage, that judges.
        limits: Its limits.
        rule: The same in words.
    """

    target: Target
    limits: Thresholds
    rule: str


@lru_cache(maxsize=4096)
def target_rule(target: Target, value_in_force: Target, better: Better, unit: str) -> TargetRule:
    """The thresholds of a target that is without problems.

    Args:
        target: As it was promised.
        value_in_force: The target itself, or the stage on the way to it that judges.
        better: Which way is good.
        unit: The measure's unit, for the words.
    """
    limits = thresholds_of(value_in_force, better)
    rule = rule_in_words(limits, unit)
    if value_in_force is not target:
        rule = f"{rule}, on the way to {target_in_words(target, unit)}"
    return TargetRule(value_in_force, limits, rule)


def interim_target(target: Target, day: date) -> Target | None:
    """A target as it judges a period that ends on a day.

    Returns:
        The target itself from its day on; before, a target of the interim value whose day came
        last, with the same tolerance; None before the first of these days, when nothing is due.
    """
    if target.due is None or day >= target.due:
        return target
    begun = [step for step in target.interim if step.by <= day]
    if not begun:
        return None
    return evolve(target, value=begun[-1].value, due=None, interim=(), baseline=None)


ORDER = (Rating.RED, Rating.AMBER, Rating.GREEN)
"""From the worst."""


def possible_ratings(figure: Figure, limits: Thresholds) -> tuple[Rating, Rating] | None:
    """The worst and the best rating between the bounds of a figure, which are both possible.

    Returns:
        None without bounds, and where everyone is known.
    """
    low, high = figure.lower, figure.upper
    if not figure.unknown or low is None or high is None:
        return None
    numbers = [ORDER.index(limits.rate(value)) for value in _values_to_rate(low, high, limits)]
    return ORDER[min(numbers)], ORDER[max(numbers)]


def _values_to_rate(low: Fraction, high: Fraction, limits: Thresholds) -> list[Fraction]:
    """The bounds, and each threshold between them: a range can be crossed from red to red."""
    thresholds = (limits.low, limits.high, limits.amber_low, limits.amber_high)
    return [
        low,
        high,
        *(
            threshold
            for threshold in thresholds
            if threshold is not None and low <= threshold <= high
        ),
    ]


def rate_figure(
    figure: Figure, better: Better, target: Target | None, *, unit: str = ""
) -> Judgement:
    """How a figure stands against the target in force, with the rule and the reason in words.

    Args:
        figure: Its exact value is judged, never the rounded one.
        better: Which way is good.
        target: The target in force on the period's last day; its stage that day judges.
        unit: The measure's unit, for the words.
    """
    if better is Better.CONTEXT or target is None:
        without = "for context only" if better is Better.CONTEXT else "no target set"
        return Judgement(rating=Rating.NO_TARGET, reason=_with_nothing(without, figure))
    problems = target_problems(target, better)
    if problems:
        reason = f"cannot be judged: {problems[0].message}"
        return Judgement(rating=Rating.NO_TARGET, reason=_with_nothing(reason, figure))
    wrong = number_out_of_scale(target, unit)
    if wrong is not None:
        reason = f"cannot be judged: {wrong} in the target is no percentage from 0 to 100"
        return Judgement(rating=Rating.NO_TARGET, reason=_with_nothing(reason, figure))
    progress = progress_in_words(figure, target, better, unit)
    value_in_force = interim_target(target, figure.period.end)
    if value_in_force is None:
        reason = _with_nothing(due_in_words(target, unit), figure)
        return Judgement(rating=Rating.NO_TARGET, reason=reason, progress=progress)
    return _rated(figure, target_rule(target, value_in_force, better, unit), unit, progress)


def _rated(figure: Figure, by: TargetRule, unit: str, progress: str | None) -> Judgement:
    if figure.value is None:
        rating, reason = Rating.NO_DATA, missing_in_words(figure)
        return Judgement(rating=rating, reason=reason, rule=by.rule, target=by.target)
    worst, best = possible_ratings(figure, by.limits) or (None, None)
    return Judgement(
        rating=by.limits.rate(figure.value),
        reason=short_of(figure, unit, by.limits),
        rule=by.rule,
        target=by.target,
        worst=worst,
        best=best,
        progress=progress,
    )


def reason_as_shown(judgement: Judgement, figure: Figure, better: Better, unit: str) -> str:
    """The reason of a judgement in terms of a rounded figure, without the exact one.

    Where the rounded figure would have another colour nothing is said of how far it is.

    Args:
        judgement: By the exact figure, with its target.
        figure: The figure as it is shown.
        better: Which way is good.
        unit: The measure's unit.
    """
    if judgement.target is None or figure.value is None:
        return judgement.reason
    limits = thresholds_of(judgement.target, better)
    if limits.rate(figure.value) is judgement.rating:
        words = short_of(figure, unit, limits)
    else:
        does = "meets" if judgement.rating is Rating.GREEN else "misses"
        words = f"{does} {target_in_words(judgement.target, unit)}, judged before it was rounded"
    return "; ".join(part for part in (words, judgement.reason.partition("; ")[2]) if part)


def _with_nothing(reason: str, figure: Figure) -> str:
    return reason if figure.value is not None else f"{reason}; {missing_in_words(figure)}"
