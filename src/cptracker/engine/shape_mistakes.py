"""What of a shape contradicts itself, whatever its measure says: told before it is counted."""

from collections.abc import Iterator

import narwhals.stable.v2 as nw

from cptracker.authoring.lookups import Contacts
from cptracker.authoring.member_types import Deadlines, Events, RowsOfMembers, Stock

Mistake = tuple[str, str]
"""What is wrong, and a hint."""


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
