"""The rating of one figure, in the order that keeps missing apart from bad.

Without a target nothing is judged; without a value nothing is red; with both, exact limits decide.
"""

from cptracker.judging.doubts import possible_ratings
from cptracker.judging.limits import limits_of, target_problems
from cptracker.judging.stages import stage
from cptracker.judging.ways import way_in_words
from cptracker.judging.wording import due_in_words, promise_in_words, short_of, why_nothing
from cptracker.judging.yardsticks import Yardstick, yardstick
from cptracker.model import Better, Target
from cptracker.results import Figure, Judgement, Rating


def judge(figure: Figure, better: Better, target: Target | None, *, unit: str = "") -> Judgement:
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
    way = way_in_words(figure, target, better, unit)
    aim = stage(target, figure.period.end)
    if aim is None:
        reason = _with_nothing(due_in_words(target, unit), figure)
        return Judgement(rating=Rating.NO_TARGET, reason=reason, way=way)
    return _rated(figure, yardstick(target, aim, better, unit), unit, way)


def _rated(figure: Figure, by: Yardstick, unit: str, way: str | None) -> Judgement:
    if figure.value is None:
        rating, reason = Rating.NO_DATA, why_nothing(figure)
        return Judgement(rating=rating, reason=reason, rule=by.rule, target=by.target)
    worst, best = possible_ratings(figure, by.limits) or (None, None)
    return Judgement(
        rating=by.limits.rate(figure.value),
        reason=short_of(figure, unit, by.limits),
        rule=by.rule,
        target=by.target,
        worst=worst,
        best=best,
        way=way,
    )


def reason_as_shown(told: Judgement, seen: Figure, better: Better, unit: str) -> str:
    """The reason of a judgement in terms of a rounded figure, without the exact one.

    Where the rounded figure would have another colour nothing is said of how far it is.

    Args:
        told: By the exact figure, with its target.
        seen: The figure as it is shown.
        better: Which way is good.
        unit: The measure's unit.
    """
    if told.target is None or seen.value is None:
        return told.reason
    limits = limits_of(told.target, better)
    if limits.rate(seen.value) is told.rating:
        words = short_of(seen, unit, limits)
    else:
        does = "meets" if told.rating is Rating.GREEN else "misses"
        words = f"{does} {promise_in_words(told.target, unit)}, judged before it was rounded"
    return "; ".join(part for part in (words, told.reason.partition("; ")[2]) if part)


def _with_nothing(reason: str, figure: Figure) -> str:
    return reason if figure.value is not None else f"{reason}; {why_nothing(figure)}"
