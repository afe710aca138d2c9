"""What was said of success measures, as it was known on a day."""

from collections.abc import Iterable
from datetime import date

from cptracker.actions import Commentary
from cptracker.model import Plan
from cptracker.periods import from_key


def last_said(plan: Plan, ref: str, as_at: date) -> Commentary | None:
    """The commentary on a success measure for the latest period, as known on a day."""
    return latest_of((one for one in plan.commentary if one.success_measure == ref), as_at)


def said_of(plan: Plan, ref: str | None, as_at: date) -> tuple[Commentary, ...]:
    """All that was said by a day, of one success measure or of everything, the latest first.

    Args:
        plan: The plan.
        ref: The reference of a success measure, or the title of what else is commented on, in any
            case; everything if None.
        as_at: The day.
    """
    found = [
        one
        for one in plan.commentary
        if one.date <= as_at and (ref is None or ref.casefold() == subject(one).casefold())
    ]
    return tuple(sorted(found, key=_when, reverse=True))


def latest_of(said: Iterable[Commentary], as_at: date) -> Commentary | None:
    """Of what was written by a day, the one for the latest period; of one period the last."""
    return max((one for one in said if one.date <= as_at), key=_when, default=None)


def subject(one: Commentary) -> str:
    """What a commentary is about: the reference of a success measure, or a title."""
    return one.success_measure or one.about or ""


def _when(one: Commentary) -> tuple[date, date]:
    return from_key(one.period).end, one.date
