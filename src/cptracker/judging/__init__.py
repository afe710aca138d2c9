"""Judging a figure against the plan's target: exact, dated, and stated in words."""

from cptracker.display import number
from cptracker.judging.limits import (
    Limits,
    limits_of,
    target_in_force,
    target_problems,
    usable_limits,
)
from cptracker.judging.rating import judge, reason_as_shown
from cptracker.judging.stages import stage
from cptracker.judging.wording import (
    NOTHING_IN_WORDS,
    RATING_IN_WORDS,
    figure_text,
    long_date,
    promise_in_words,
    rule_in_words,
    shown,
    shown_digits,
    why_nothing,
)

__all__ = [
    "NOTHING_IN_WORDS",
    "RATING_IN_WORDS",
    "Limits",
    "figure_text",
    "judge",
    "limits_of",
    "long_date",
    "number",
    "promise_in_words",
    "reason_as_shown",
    "rule_in_words",
    "shown",
    "shown_digits",
    "stage",
    "target_in_force",
    "target_problems",
    "usable_limits",
    "why_nothing",
]
