"""Lists for a terminal or as JSON: what changed, the checks, the meetings."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import wrap

from cptracker.contract.meetings import raised_by_meeting
from cptracker.model.checks import CHECKS, Check
from cptracker.model.periods import long_date
from cptracker.model.plan import Plan
from cptracker.plan.history.snapshots import ChangedEntry, Snapshot, View
from cptracker.wording.text import counted_words, encoder_for


def changes_text(
    changes: Sequence[ChangedEntry],
    before: View | Snapshot,
    after: View | Snapshot,
    encoding: str | None,
) -> str:
    """The changes under the heading of their group; a line says so where there is none."""
    encoder = encoder_for(encoding)
    lines = [f"Changes from {long_date(before.as_at)} to {long_date(after.as_at)}"]
    for kind, group in groupby(changes, key=lambda changed_entry: changed_entry.kind):
        changes_of_kind = list(group)
        lines += ["", f"{str(kind).capitalize()}: {len(changes_of_kind):,}"]
        for change in changes_of_kind:
            lines += [f"    {change.ref}: {change.title}", f"        {change.how}"]
    lines += ["", counted_words(len(changes), "change") if changes else "Nothing changed."]
    return "".join(f"{_indented(line, encoder(line.strip()))}\n" for line in lines)


def _indented(line: str, clean: str) -> str:
    return " " * (len(line) - len(line.lstrip(" "))) + clean


WIDTH, MARGIN = 80, "    "


def checks_text(plans: Sequence[Plan], encoding: str | None) -> str:
    """Each check with its severity, what it finds, and where the plans switch it off."""
    encoder = encoder_for(encoding)
    lines = [line for check in CHECKS for line in _lines(check, plans)]
    return "".join(f"{encoder.line(line)}\n" for line in lines)


def _lines(check: Check, plans: Sequence[Plan]) -> Iterator[str]:
    about = CHECKS[check]
    yield f"{check} ({about.severity})"
    yield from _wrapped(about.meaning)
    for plan in plans:
        for off in plan.checks_off:
            if off.check is check:
                which = f"of {', '.join(off.refs)} " if off.refs else ""
                until = f" until {long_date(off.until)}" if off.until else ""
                days = f"since {long_date(off.date)}{until}"
                yield from _wrapped(f"{which}off in {plan.identifier} {days}: {off.reason}")


def _wrapped(text: str) -> Iterator[str]:
    yield from (f"{MARGIN}{line}" for line in wrap(text, WIDTH - len(MARGIN)))


def meetings_text(plan: Plan, encoding: str | None) -> str:
    """A line for each meeting, and what it raised beneath."""
    encoder, raised = encoder_for(encoding), raised_by_meeting(plan)
    lines = []
    for meeting in plan.meetings:
        paper = f" ({meeting.paper})" if meeting.paper else ""
        lines += [f"{meeting.ref}  {meeting.body}, {long_date(meeting.date)}{paper}"]
        lines += [
            f"    raised {counted_words(raised[meeting.ref], 'action or recommendation', MANY)}"
        ]
    lines += ["", counted_words(len(plan.meetings), "meeting")]
    return "".join(f"{encoder(line)}\n" for line in lines)


MANY = "actions and recommendations"
