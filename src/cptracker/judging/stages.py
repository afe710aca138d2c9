"""Which value of a target judges a period: its own, or one on the way to it."""

from datetime import date

from attrs import evolve

from cptracker.model import Target


def stage(target: Target, day: date) -> Target | None:
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
