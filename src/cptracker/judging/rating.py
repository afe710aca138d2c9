"""The rating of one figure, in the order that keeps missing apart from bad.

Without a target nothing is judged; without a value nothing is red; with both, exact limits decide.
"""

from cptracker.judging.limits import limits_of, target_problems
from cptracker.judging.wording import rule_in_words, short_of, why_nothing
from cptracker.model import Better, Target
from cptracker.results import Figure, Judgement, Rating


def judge(figure: Figure, better: Better, target: Target | None, *, unit: str = "") -> Judgement:
    """How a figure stands against the target in force, with the rule and the reason in words.

    Args:
        figure: Its exact value is judged, never the rounded one.
        better: Which way is good.
        target: The target in force on the period's last day.
        unit: The measure's unit, for the words.
    """
    if better is Better.CONTEXT or target is None:
        without = "for context only" if better is Better.CONTEXT else "no target set"
        return Judgement(rating=Rating.NO_TARGET, reason=_with_nothing(without, figure))
    problems = target_problems(target, better)
    if problems:
        reason = f"cannot be judged: {problems[0].message}"
        return Judgement(rating=Rating.NO_TARGET, reason=_with_nothing(reason, figure))
    limits = limits_of(target, better)
    rule = rule_in_words(limits, unit)
    if figure.value is None:
        rating, reason = Rating.NO_DATA, why_nothing(figure)
    else:
        rating, reason = limits.rate(figure.value), short_of(figure, unit, limits)
    return Judgement(rating=rating, reason=reason, rule=rule, target=target)


def _with_nothing(reason: str, figure: Figure) -> str:
    return reason if figure.value is not None else f"{reason}; {why_nothing(figure)}"
