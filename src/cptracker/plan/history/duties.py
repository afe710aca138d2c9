"""Recurring duties as they stood on a day: when they were last done, and when they are due next."""

from collections.abc import Iterable
from datetime import date

from cptracker.model.agenda import OVERDUE, Duty, DutyDone, DutyLine
from cptracker.model.periods import long_date
from cptracker.model.plan import Plan
from cptracker.model.problems import UsageError
from cptracker.rating.promises import months_after

UNCLEAR, NO_RECORD, NEXT = "not clear how often", "no record", "next due"
"""The short words beside `overdue`."""


def duty_lines(plan: Plan, as_at: date) -> tuple[DutyLine, ...]:
    """The duties of a plan as they stood on a day, in the plan's order.

    A duty is due `every_months` after the last day on which it was done, or on `first_due` where it
    was not done yet. Where the plan does not say how often, or no day is recorded, it is never
    overdue: that is told instead.
    """
    return tuple(_line(duty, as_at) for duty in plan.duties)


def duties_of(lines: Iterable[DutyLine], owner: str | None) -> tuple[DutyLine, ...]:
    """Those whose owner's role has these words, in any case; all of them if None."""
    words = (owner or "").casefold()
    return tuple(line for line in lines if words in (line.owner or "").casefold())


def due_duties(plan: Plan, as_at: date, due_by: date) -> tuple[DutyLine, ...]:
    """The duties that are due by a day, the longest overdue first."""
    lines = [line for line in duty_lines(plan, as_at) if line.due and line.due <= due_by]
    return tuple(sorted(lines, key=lambda line: (line.due or date.max, line.ref)))


def last_entry(duty: Duty, as_at: date) -> DutyDone | None:
    """The entry of the last day by a day on which a duty was done; None where none is recorded."""
    return max(
        (entry for entry in duty.done if entry.date <= as_at),
        key=lambda entry: entry.date,
        default=None,
    )


def find_duty(plan: Plan, words: str) -> Duty:
    """The duty that is meant by its reference, its key deliverable, or words of its title.

    Raises:
        UsageError: None fits, or several do; the references of the plan's duties are named.
    """
    text = words.strip().casefold()
    fits = (
        [duty for duty in plan.duties if duty.ref.casefold() == text],
        [duty for duty in plan.duties if duty.deliverable == text],
        [duty for duty in plan.duties if text and text in duty.title.casefold()],
    )
    duties = next((several for several in fits if several), [])
    if len(duties) == 1:
        return duties[0]
    known = ", ".join(duty.ref for duty in duties or plan.duties) or "none"
    problem = f"several duties are meant by '{words}'" if duties else f"there is no duty '{words}'"
    raise UsageError(f"{problem}\n    hint: name one of {known}")


def _line(duty: Duty, as_at: date) -> DutyLine:
    entry = last_entry(duty, as_at)
    last = entry.date if entry else None
    due = _due(duty, last)
    word, reason = _state(duty, last, due, as_at)
    return DutyLine(
        ref=duty.ref,
        title=duty.title,
        owner=duty.owner,
        deliverable=duty.deliverable,
        every_months=duty.every_months,
        wording=duty.wording,
        last_done=last,
        due=due,
        word=word,
        reason=reason,
    )


def _due(duty: Duty, last: date | None) -> date | None:
    if last is None:
        return duty.first_due
    return months_after(last, duty.every_months) if duty.every_months else None


def _state(duty: Duty, last: date | None, due: date | None, as_at: date) -> tuple[str, str]:
    """The short word, and the reason with the days that it follows from."""
    done = f"last done {long_date(last)}" if last else "no record that it was done"
    if due and due < as_at:
        days = (as_at - due).days
        late = f"{days:,} {'day' if days == 1 else 'days'}"
        return OVERDUE, f"overdue {late}, due {long_date(due)}; {done}"
    if due:
        return NEXT, f"next due {long_date(due)}; {done}"
    if duty.every_months is None:
        words = f' ("{duty.wording}")' if duty.wording else ""
        return UNCLEAR, f"it is not clear how often{words}; {done}"
    return NO_RECORD, done


OFTEN = {1: "every month", 3: "every quarter", 6: "twice a year", 12: "every year",
         24: "every second year"}  # fmt: skip


def often_in_words(months: int) -> str:
    """How often something is to be done, such as `twice a year` or `every 18 months`."""
    return OFTEN.get(months, f"every {months} months")
