"""What a target comes to for one measure: limits and rule, worked out once for all periods."""

from functools import lru_cache

from attrs import frozen

from cptracker.judging.limits import Limits, limits_of
from cptracker.judging.wording import promise_in_words, rule_in_words
from cptracker.model import Better, Target


@frozen
class Yardstick:
    """A target ready to judge by.

    Attributes:
        target: The target, or its stage, that judges.
        limits: Its limits.
        rule: The same in words.
    """

    target: Target
    limits: Limits
    rule: str


@lru_cache(maxsize=4096)
def yardstick(target: Target, aim: Target, better: Better, unit: str) -> Yardstick:
    """The yardstick of a target that is without problems.

    Args:
        target: As it was promised.
        aim: The target itself, or the stage on the way to it that judges.
        better: Which way is good.
        unit: The measure's unit, for the words.
    """
    limits = limits_of(aim, better)
    rule = rule_in_words(limits, unit)
    if aim is not target:
        rule = f"{rule}, on the way to {promise_in_words(target, unit)}"
    return Yardstick(aim, limits, rule)
