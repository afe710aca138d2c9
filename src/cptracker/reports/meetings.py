"""The meetings of a plan, with how much each raised: as text, or as JSON."""

import json
from collections import Counter

from cptracker.judging import long_date
from cptracker.model import Plan
from cptracker.reports.text import counted, pen_for

SCHEMA = "cptracker/meetings/1"


def as_text(plan: Plan, encoding: str | None) -> str:
    """A line for each meeting, and what it raised beneath."""
    pen, raised = pen_for(encoding), _raised(plan)
    lines = []
    for one in plan.meetings:
        paper = f" ({one.paper})" if one.paper else ""
        lines += [f"{one.ref}  {one.body}, {long_date(one.date)}{paper}"]
        lines += [f"    raised {counted(raised[one.ref], 'action or recommendation', MANY)}"]
    lines += ["", counted(len(plan.meetings), "meeting")]
    return "".join(f"{pen(line)}\n" for line in lines)


MANY = "actions and recommendations"


def as_json(plan: Plan) -> str:
    """The same; a field with nothing to say is null."""
    raised = _raised(plan)
    listed = [
        {
            "ref": one.ref,
            "body": one.body,
            "date": one.date.isoformat(),
            "paper": one.paper,
            "raised": raised[one.ref],
        }
        for one in plan.meetings
    ]
    return json.dumps({"schema": SCHEMA, "meetings": listed}, indent=2, ensure_ascii=False) + "\n"


def _raised(plan: Plan) -> Counter[str]:
    return Counter(one.meeting for one in (*plan.actions, *plan.recommendations))
