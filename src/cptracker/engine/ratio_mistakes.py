"""Ratios that make no sense: refused, never guessed at."""

from collections.abc import Iterator

from cptracker.authoring.measure import Measure
from cptracker.authoring.member_types import CHILD, Events, Ratio, Stock
from cptracker.engine.figures import statistic_of

Mistake = tuple[str, str]
"""What is wrong, and a hint."""


PERCENT = "%"


SIDES = ("numerator", "denominator")


def ratio_mistakes(measure: Measure, ratio: Ratio) -> Iterator[Mistake]:
    """What of a ratio contradicts itself or the facts of its measure."""
    name = measure.identifier
    counts = all(isinstance(part, Stock | Events) for part in ratio.parts)
    for side, part in zip(SIDES, ratio.parts, strict=True):
        if not isinstance(part, Stock | Events) or statistic_of(part) != "count":
            message = f"the {side} of `{name}` is no count"
            yield message, "`stock` or `events` alone, without `met`, `amount`, `contacts` or `per`"
        elif lacking := [by for by in measure.by if not _is_known_of(part, by)]:
            message = f"the {side} of `{name}` has no breakdown `{lacking[0]}`"
            yield message, "take it out of `by`, or put the column into the frame"
    if counts and isinstance(ratio.numerator, Stock) and isinstance(ratio.denominator, Events):
        message = f"`{name}` divides what is there on a day by what happened in a period"
        yield message, "count both on the day, or both in the period"
    yield from _of_scale(measure, ratio)


def _of_scale(measure: Measure, ratio: Ratio) -> Iterator[Mistake]:
    name, whole = measure.identifier, isinstance(ratio.per, int) and not isinstance(ratio.per, bool)
    if not whole or ratio.per < 1:
        yield f"`per` of `{name}` is no whole number from 1 on", "such as 1, 100 or 10_000"
    elif (measure.unit == PERCENT) != (ratio.per == 100):
        message = f"`{name}` is for {ratio.per}, and its unit is `{measure.unit}`"
        yield message, "the unit `%` goes with `per=100`, and no other does"


def _is_known_of(part: Stock | Events, by: str) -> bool:
    """Whether a breakdown is a column of the frame, or a fact of the child it counts."""
    child = part.subject == "child_id" and by in CHILD
    return child or by in part.frame.collect_schema().names()
