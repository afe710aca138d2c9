"""Recurring duties in words: what, how often, who owes it, and when it is due next."""

from collections.abc import Iterable, Iterator

from cptracker.model.agenda import DutyLine
from cptracker.plan.history.duties import often_in_words
from cptracker.wording.text import counted_words


def duty_lines_in_words(duties: Iterable[DutyLine]) -> Iterator[str]:
    """A line for each duty, overdue ones first."""
    for duty in sorted(duties, key=lambda duty: not duty.overdue):
        yield duty_in_words(duty)


def duty_in_words(duty: DutyLine) -> str:
    """Such as `7.7 Survey of care leavers (every second year, Head of Service): next due 1 May`."""
    about = [often_in_words(duty.every_months) if duty.every_months else "", duty.owner or ""]
    brackets = f" ({', '.join(part for part in about if part)})" if any(about) else ""
    ref = f"{duty.deliverable} " if duty.deliverable else ""
    return f"{ref}{duty.title}{brackets}: {duty.reason}"


def duties_overdue(duties: Iterable[DutyLine]) -> str:
    """To go on from how many actions are overdue, such as ` and 1 duty`; empty where none is."""
    overdue = sum(duty.overdue for duty in duties)
    return f" and {counted_words(overdue, 'duty', 'duties')}" if overdue else ""
