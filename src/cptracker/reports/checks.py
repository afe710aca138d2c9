"""The checks of consistency, for who wants to know them: as text, or as JSON."""

import json
from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any

from cptracker.checks import CHECKS, Check, CheckOff
from cptracker.judging import long_date
from cptracker.model import Plan
from cptracker.reports.text import pen_for

WIDTH, MARGIN = 80, "    "


def as_text(plans: Sequence[Plan], encoding: str | None) -> str:
    """Each check with its severity, what it finds, and where the plans switch it off."""
    pen = pen_for(encoding)
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


def as_json(plans: Sequence[Plan]) -> str:
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
    return json.dumps(listed, indent=2, ensure_ascii=False) + "\n"


def _off(plan: Plan, off: CheckOff) -> dict[str, Any]:
    return {
        "plan": plan.identifier,
        "reason": off.reason,
        "date": off.date.isoformat(),
        "until": off.until.isoformat() if off.until else None,
        "refs": list(off.refs),
    }
