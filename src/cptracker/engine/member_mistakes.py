"""Members that contradict themselves or the facts of their measure: refused, never guessed at."""

from collections.abc import Iterator

from cptracker.authoring.measure import Measure
from cptracker.authoring.member_types import Events, Members, Ratio, Stock
from cptracker.engine.figures import statistic_of
from cptracker.engine.ratio_mistakes import ratio_mistakes

Mistake = tuple[str, str]
"""What is wrong, and a hint."""


PERCENT = "%"


NAMED = ("sum", "mean", "median")


def member_mistakes(measure: Measure, members: Members) -> Iterator[Mistake]:
    """What of a measure's members contradicts its facts, or itself."""
    name = measure.identifier
    if isinstance(members, Ratio):
        yield from ratio_mistakes(measure, members)
        return
    if isinstance(members, Stock | Events):
        yield from _of_amount(name, members)
        if members.per is not None and (members.met is not None or members.amount is not None):
            yield f"`{name}` gives a rate and more", "a rate counts; leave out `met` and `amount`"
    if measure.unit == PERCENT and statistic_of(members) != "share":
        message = f"`{name}` is a {statistic_of(members)}, whose unit cannot be `%`"
        yield message, "name what is counted in `unit`, or give `met` for a share"


def _of_amount(name: str, members: Stock | Events) -> Iterator[Mistake]:
    if members.amount is None:
        return
    if members.met is not None:
        message = f"`{name}` gives both `amount` and `met`"
        yield message, "a share has `met`; a sum, a mean or a median has `amount`"
    for clash in ("contacts", "distinct", "months"):
        if getattr(members, clash, None):
            yield f"`{name}` gives both `amount` and `{clash}`", "give one of them"
    if not _is_statistic(members):
        allowed = "sum, mean, median" if isinstance(members, Events) else "mean, median"
        message = f"`{name}` asks for a `statistic` that there is not"
        yield message, f"one of {allowed}, or a whole number from 1 to 99 for a percentile"
    frame = members.frame.select(amount=members.amount)
    if not frame.collect_schema()["amount"].is_integer():
        message = f"the amount of `{name}` is no whole number"
        yield message, "count in the smaller unit, as in days or pence"


def _is_statistic(members: Stock | Events) -> bool:
    known = NAMED if isinstance(members, Events) else NAMED[1:]
    statistic = members.statistic
    if isinstance(statistic, int):
        return not isinstance(statistic, bool) and 1 <= statistic <= 99
    return statistic in known
