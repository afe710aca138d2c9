"""Members that contradict themselves or the facts of their measure: refused, never guessed at."""

from collections.abc import Iterator

import narwhals.stable.v2 as nw

from cptracker.authoring.lookups import Contacts
from cptracker.authoring.measure import Measure
from cptracker.authoring.member_types import (
    CHILD,
    Deadlines,
    Events,
    Members,
    Ratio,
    RowsOfMembers,
    Stock,
)
from cptracker.engine.figures import statistic_of

Mistake = tuple[str, str]
"""What is wrong, and a hint."""


PERCENT = "%"


CHILD_ID = "child_id"


def member_mistakes(measure: Measure, members: Members) -> Iterator[Mistake]:
    """What of a measure's members contradicts its facts, or itself."""
    yield from _of_subjects(measure, members)
    if isinstance(members, Ratio):
        yield from ratio_mistakes(measure, members)
        return
    yield from shape_mistakes(measure.identifier, members)
    yield from _of_unit(measure, members)


def _of_subjects(measure: Measure, members: Members) -> Iterator[Mistake]:
    """Children are protected in public papers by what the measure says that it counts."""
    counts = members.parts if isinstance(members, Ratio) else (members,)
    if measure.about != "children" and any(part.subject == CHILD_ID for part in counts):
        message = f"`{measure.identifier}` counts children, and says that it is about "
        yield message + measure.about, "leave `about` out: small numbers of children are hidden"


def _of_unit(measure: Measure, members: Members) -> Iterator[Mistake]:
    """A share is told in percent, and nothing else is but a ratio for a hundred."""
    name, statistic = measure.identifier, statistic_of(members)
    if measure.unit == PERCENT and statistic != "share":
        message = f"`{name}` is a {statistic}, whose unit cannot be `%`"
        yield message, "name what is counted in `unit`, or give `met` for a share"
    plain = isinstance(members, Stock | Events) and members.amount is None
    if measure.unit != PERCENT and statistic == "share" and plain:
        message = f"`{name}` is a share, whose unit is `%` and not `{measure.unit}`"
        yield message, "write `%` in `unit`, or leave out what makes it a share for a count"


NAMED = ("sum", "mean", "median")


USUAL = {Stock: "mean", Events: "sum"}
"""What is made of an amount unless something else is asked for."""


def shape_mistakes(name: str, members: RowsOfMembers) -> Iterator[Mistake]:
    """What of a measure's members contradicts itself.

    Args:
        name: The measure's identifier.
        members: What its function returned.
    """
    if isinstance(members, Stock | Events):
        yield from _of_amount(name, members)
        yield from _of_standard(name, members)
        yield from _of_ages(name, members.ages)
    if isinstance(members, Stock):
        yield from _of_look_up(name, members)
    if isinstance(members, Stock | Deadlines) and members.looks_back < 0:
        yield f"`{name}` looks back to the future", "give `looks_back` as months, from 0 on"


def _of_amount(name: str, members: Stock | Events) -> Iterator[Mistake]:
    if members.amount is None:
        if members.statistic != USUAL[type(members)]:
            yield f"`{name}` gives a `statistic` and no `amount`", "say of what, in `amount`"
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
    yield from _of_its_type(name, members, members.amount)


def _of_its_type(name: str, members: Stock | Events, amount: nw.Expr) -> Iterator[Mistake]:
    ((column, kind),) = members.frame.select(amount).collect_schema().items()
    since = members.since if isinstance(members, Stock) else None
    if since is not None and column != f"{since}_month":
        yield f"`{name}` gives both `amount` and `since`", "give one of them"
    if not kind.is_integer():
        message = f"the amount of `{name}` is no whole number"
        yield message, "count in the smaller unit, as in days or pence"


def _is_statistic(members: Stock | Events) -> bool:
    known = NAMED if isinstance(members, Events) else NAMED[1:]
    statistic = members.statistic
    if isinstance(statistic, int):
        return not isinstance(statistic, bool) and 1 <= statistic <= 99
    return statistic in known


def _of_standard(name: str, members: Stock | Events) -> Iterator[Mistake]:
    """A rate and a count have no standard, and what has none can leave nobody's answer open."""
    looked_up = isinstance(members, Stock) and bool(members.contacts)
    if members.per is not None and (members.met is not None or members.amount is not None):
        yield f"`{name}` gives a rate and more", "a rate counts; leave out `met` and `amount`"
    elif members.per is not None and looked_up:
        yield f"`{name}` gives a rate and `contacts`", "a rate counts; leave out `contacts`"
    if isinstance(members, Events) and members.distinct and members.met is not None:
        message = f"`{name}` gives both `met` and `distinct`"
        yield message, "a subject may meet it in one row and miss it in another; give one of them"
    if members.no_information == "not met" and members.met is None and not looked_up:
        message = f"`{name}` says what no information is, and asks for none"
        yield message, "leave out `no_information`, or give `met`"


def _of_ages(name: str, ages: tuple[int, int | None] | None) -> Iterator[Mistake]:
    if ages is None:
        return
    youngest, oldest = ages
    if youngest < 0 or (oldest is not None and oldest < youngest):
        message = f"nobody is of the ages that `{name}` asks for"
        yield message, "the youngest first, as in `ages=(5, 16)`; `ages=(18, None)` has no end"


def _of_look_up(name: str, members: Stock) -> Iterator[Mistake]:
    if members.contacts and members.met is not None:
        message = f"`{name}` gives both `met` and `contacts`"
        yield message, "either the row says whether it was met, or what is looked up does"
    if members.at_least is not None and not members.contacts:
        yield f"`{name}` gives `at_least` and no `contacts`", "say what is counted, in `contacts`"
    if members.at_least is not None and members.at_least < 1:
        yield f"anybody has `at_least` {members.at_least} in `{name}`", "give 1 or more"
    if members.none_found != "missed" and not members.contacts:
        yield f"`{name}` gives `none_found` and no `contacts`", "leave it out"
    for rule in members.contacts:
        yield from _of_window(name, rule)


def _of_window(name: str, rule: Contacts) -> Iterator[Mistake]:
    if rule.months is not None and rule.days is not None:
        yield f"`{name}` looks back over months and over days", "give `months` or `days`"
    if (rule.months is not None and rule.months < 0) or (rule.days is not None and rule.days < 1):
        message = f"`{name}` looks back over no time at all"
        yield message, "`months` from 0 on, which is the last day itself, or `days` from 1 on"
    yield from _of_ages(name, rule.ages)


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
