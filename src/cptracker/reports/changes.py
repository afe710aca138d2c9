"""What changed, in groups: as text for a terminal, or as JSON."""

import json
from collections.abc import Sequence
from itertools import groupby

from cptracker.judging import long_date
from cptracker.reports.text import counted, pen_for
from cptracker.tracking.changes import Changed
from cptracker.tracking.snapshots import Snapshot

SCHEMA = "cptracker/diff/1"


def as_text(
    changes: Sequence[Changed], before: Snapshot, after: Snapshot, encoding: str | None
) -> str:
    """The changes under the heading of their group; a line says so where there is none."""
    pen = pen_for(encoding)
    lines = [f"Changes from {long_date(before.as_at)} to {long_date(after.as_at)}"]
    for sort, group in groupby(changes, key=lambda one: one.sort):
        found = list(group)
        lines += ["", f"{str(sort).capitalize()}: {len(found):,}"]
        for one in found:
            lines += [f"    {one.ref}: {one.title}", f"        {one.how}"]
    lines += ["", counted(len(changes), "change") if changes else "Nothing changed."]
    return "".join(f"{_indented(line, pen(line.strip()))}\n" for line in lines)


def _indented(line: str, clean: str) -> str:
    return " " * (len(line) - len(line.lstrip(" "))) + clean


def as_json(changes: Sequence[Changed], before: Snapshot, after: Snapshot) -> str:
    """The changes one by one."""
    document = {
        "schema": SCHEMA,
        "from": before.as_at.isoformat(),
        "to": after.as_at.isoformat(),
        "changes": [
            {"sort": str(one.sort), "ref": one.ref, "title": one.title, "how": one.how}
            for one in changes
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
