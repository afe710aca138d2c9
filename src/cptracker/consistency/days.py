"""Days and periods that cannot be meant: of another century, far from the plan, still to come."""

from collections.abc import Iterator, Sequence
from datetime import date

from cptracker.checks import Check
from cptracker.consistency.findings import Finding
from cptracker.consistency.known import period_of
from cptracker.consistency.walking import Placed, days_of, ref_of, texts_of
from cptracker.judging import long_date
from cptracker.loading.plan_years import plan_years
from cptracker.model import Plan

OLD_MAY_STAND = ("published", "recalculations", "baseline", "agreed_definitions", "revised")
"""What may be told of long before the plan."""

RECORDED = (("updates", "date"), ("commentary", "date"), ("published", "published"))
"""Days on which something was written down; nobody writes ahead."""

MEETING_LISTS = ("actions", "recommendations", "exceptions", "agreed_definitions")
"""What was agreed at a meeting, so that the meeting has been."""


def of_days(plan: Plan, values: Sequence[Placed], today: date) -> Iterator[Finding]:
    """What is wrong with days and periods by themselves.

    Args:
        plan: The plan.
        values: Its values, each with its place.
        today: The last day of which anything can be known.
    """
    first, last = _span(plan)
    for one in days_of(values):
        yield from _far(one, one.value, plan, first, last)
        if _is_recorded(one) and one.value > today:
            yield _to_come(one, f"`{one.key}` {one.value} is still to come")
    for one in texts_of(values):
        if one.key == "period":
            yield from _period(one, plan, today)
    yield from _meetings_to_come(plan, today)


def _span(plan: Plan) -> tuple[date, date]:
    """The days between which those of a plan lie; any where it names no years."""
    years, around = plan_years(plan.period), plan.check_thresholds.years_around
    if years is None:
        return date.min, date.max
    return date(max(years.first - around, 1), 1, 1), date(min(years.last + around, 9999), 12, 31)


def _far(one: Placed, day: date, plan: Plan, first: date, last: date) -> Iterator[Finding]:
    earliest = plan.check_thresholds.earliest
    old = one.section in OLD_MAY_STAND or " baseline" in one.way
    message = ""
    if day < earliest:
        message = f"`{one.key}` {one.value} is before {long_date(earliest)}"
    elif day < first and not old:
        message = f"`{one.key}` {one.value} is years before the plan, {plan.period}"
    elif day > last:
        message = f"`{one.key}` {one.value} is years after the plan, {plan.period}"
    if message:
        check = Check.DAY_FAR_FROM_PLAN
        yield Finding(check=check, ref=one.ref, at=one.at, message=message)


def _is_recorded(one: Placed) -> bool:
    inside = "updates" if " updates " in one.way else one.section
    return (inside, one.key) in RECORDED


def _period(one: Placed, plan: Plan, today: date) -> Iterator[Finding]:
    """A period that was told of before it began, or a figure of one that is not over."""
    period = period_of(one.value)
    yield from _far(one, period.end, plan, *_span(plan))
    said = one.section == "commentary" and "states" not in one.way
    if said and period.start > today:  # a comment may be on a period that is going on
        yield _to_come(one, f"{period.label} has not begun")
    elif not said and period.end > today:
        yield _to_come(one, f"{period.label} is not over")


def _to_come(one: Placed, message: str) -> Finding:
    return Finding(check=Check.STILL_TO_COME, ref=one.ref, at=one.at, message=message)


def _meetings_to_come(plan: Plan, today: date) -> Iterator[Finding]:
    """Something that was agreed at a meeting which has not been."""
    ahead = {one.ref: one.date for one in plan.meetings if one.date > today}
    for section in MEETING_LISTS if ahead else ():
        for at, item in enumerate(getattr(plan, section)):
            day = ahead.get(item.meeting)
            if day is not None:
                message = f"this was agreed at a meeting of {long_date(day)}, still to come"
                yield Finding(
                    check=Check.STILL_TO_COME,
                    ref=ref_of(item),
                    at=(section, f"{at} meeting"),
                    message=message,
                )
