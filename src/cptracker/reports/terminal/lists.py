"""Lists for a terminal or as JSON: what changed, the checks, the meetings."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import wrap
from typing import Any

from cptracker.files.json_text import json_text
from cptracker.model.checks import CHECKS, Check, CheckOff
from cptracker.model.periods import long_date
from cptracker.model.plan import Plan
from cptracker.plan.history.changes import ChangedEntry
from cptracker.plan.history.snapshots import Snapshot
from cptracker.wording.text import counted_words, encoder_for

CHANGES_SCHEMA = "cptracker/diff/2"


def changes_text(
    changes: Sequence[ChangedEntry], before: Snapshot, after: Snapshot, encoding: str | None
) -> str:
    """The changes under the heading of their group; a line says so where there is none."""
    pen = encoder_for(encoding)
    lines = [f"Changes from {long_date(before.as_at)} to {long_date(after.as_at)}"]
    for kind, group in groupby(changes, key=lambda changed_entry: changed_entry.kind):
        found = list(group)
        lines += ["", f"{str(kind).capitalize()}: {len(found):,}"]
        for change in found:
            lines += [f"    {change.ref}: {change.title}", f"        {change.how}"]
    lines += ["", counted_words(len(changes), "change") if changes else "Nothing changed."]
    return "".join(f"{_indented(line, pen(line.strip()))}\n" for line in lines)


def _indented(line: str, clean: str) -> str:
    return " " * (len(line) - len(line.lstrip(" "))) + clean


def changes_json(changes: Sequence[ChangedEntry], before: Snapshot, after: Snapshot) -> str:
    """The changes one by one."""
    document = {
        "schema": CHANGES_SCHEMA,
        "from": before.as_at.isoformat(),
        "to": after.as_at.isoformat(),
        "changes": [
            {"kind": str(change.kind), "ref": change.ref, "title": change.title, "how": change.how}
            for change in changes
        ],
    }
    return json_text(document)


WIDTH, MARGIN = 80, "    "


def checks_text(plans: Sequence[Plan], encoding: str | None) -> str:
    """Each check with its severity, what it finds, and where the plans switch it off."""
    pen = encoder_for(encoding)
    lines = [line for check in CHECKS for line in _lines(check, plans)]
    return "".join(f"{pen.line(line)}\n" for line in lines)


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


def checks_json(plans: Sequence[Plan]) -> str:
    """The same as a JSON list."""
    listed = [
        {
            "check": str(check),
            "severity": str(about.severity),
            "meaning": about.meaning,
            "hint": about.hint,
            "off": [
                _off(plan, off) for plan in plans for off in plan.checks_off if off.check is check
            ],
        }
        for check, about in CHECKS.items()
    ]
    return json_text(listed)


def _off(plan: Plan, off: CheckOff) -> dict[str, Any]:
    return {
        "plan": plan.identifier,
        "reason": off.reason,
        "date": off.date.isoformat(),
        "until": off.until.isoformat() if off.until else None,
        "refs": list(off.refs),
    }


MEETINGS_SCHEMA = "cptracker/meetings/1"


def meetings_text(plan: Plan, encoding: str | None) -> str:
    """A line for each meeting, and what it raised beneath."""
    pen, raised = encoder_for(encoding), _raised(plan)
    lines = []
    for meeting in plan.meetings:
        paper = f" ({meeting.paper})" if meeting.paper else ""
        lines += [f"{meeting.ref}  {meeting.body}, {long_date(meeting.date)}{paper}"]
        lines += [
            f"    raised {counted_words(raised[meeting.ref], 'action or recommendation', MANY)}"
        ]
    lines += ["", counted_words(len(plan.meetings), "meeting")]
    return "".join(f"{pen(line)}\n" for line in lines)


MANY = "actions and recommendations"


def meetings_json(plan: Plan) -> str:
    """The same; a field with nothing to say is null."""
    raised = _raised(plan)
    listed = [
        {
            "ref": meeting.ref,
            "body": meeting.body,
            "date": meeting.date.isoformat(),
            "paper": meeting.paper,
            "raised": raised[meeting.ref],
        }
        for meeting in plan.meetings
    ]
    return json_text({"schema": MEETINGS_SCHEMA, "meetings": listed})


def _raised(plan: Plan) -> Counter[str]:
    return Counter(action.meeting for action in (*plan.actions, *plan.recommendations))
