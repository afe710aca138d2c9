"""Which column of a spreadsheet holds what: guessed from its headings, or given as YAML."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from cptracker.errors import UsageError
from cptracker.exchanging.tables import Row

HEADINGS: dict[str, tuple[str, ...]] = {
    "ref": ("ref", "reference", "action ref", "action no", "action number", "no", "id"),
    "kind": ("kind",),
    "title": ("title", "action", "actions", "what", "action agreed", "task", "description"),
    "meeting": ("meeting", "meeting date", "date raised", "raised", "date of meeting", "raised at"),
    "owner": ("owner", "lead", "responsible", "who", "action owner", "lead officer", "assigned to"),
    "due": ("first due", "due", "due date", "deadline", "by when", "target date", "when"),
    "start": ("start", "start date"),
    "place": ("place", "minute", "item", "agenda item"),
    "priorities": ("priorities", "priority"),
    "deliverables": ("deliverables", "deliverable"),
    "success_measures": ("success measures", "success measure"),
    "status": ("status", "state", "progress status"),
    "status_date": ("status date", "closed", "date closed", "completed", "date completed"),
    "status_by": ("status by", "closed by", "completed by"),
    "status_note": ("status note", "notes", "note", "comments", "comment", "update", "progress"),
    "evidence": ("evidence",),
}
"""What may stand over each column, the likeliest first."""

LOOKED_AT = 10
"""How many rows from the top may be above the headings."""

Columns = Mapping[str, int]
"""For each thing that is known, the number of its column, counted from 0."""


def guess(rows: Sequence[Row]) -> tuple[int, dict[str, str]]:
    """The row of headings, and the heading of each thing that is found; at least a title.

    Raises:
        UsageError: No row looks like headings.
    """
    found = [(_guessed(row), at) for at, row in enumerate(rows[:LOOKED_AT])]
    mapping, at = max(found, key=lambda one: (len(one[0]), -one[1]), default=({}, 0))
    if len(mapping) < 2 or "title" not in mapping:
        raise UsageError(
            "no row of headings was found: expected one with Action and, for instance, Owner\n"
            "    hint: say which column is which with --mapping"
        )
    return at, mapping


def locate(rows: Sequence[Row], mapping: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    """The row of headings and the columns of a mapping.

    Raises:
        UsageError: No row has all of its headings.
    """
    for at, row in enumerate(rows[:LOOKED_AT]):
        cells = list(row.cells)
        if all(heading in cells for heading in mapping.values()):
            return at, {field: cells.index(heading) for field, heading in mapping.items()}
    raise UsageError(f"no row has all of these headings: {', '.join(mapping.values())}")


def _guessed(row: Row) -> dict[str, str]:
    by_form = {_form(cell): cell for cell in reversed(row.cells) if cell}
    return {
        field: by_form[known]
        for field, names in HEADINGS.items()
        for known in [next((name for name in names if name in by_form), None)]
        if known is not None
    }


def _form(heading: str) -> str:
    return " ".join(re.findall(r"[a-z]+", heading.lower()))


def mapping_text(mapping: Mapping[str, str]) -> str:
    """A mapping as YAML, to be saved, changed and given back."""
    return "".join(f"{field}: '{heading.replace(chr(39), chr(39) * 2)}'\n"
                   for field, heading in mapping.items())  # fmt: skip


def read_mapping(path: Path) -> dict[str, str]:
    """A mapping from YAML: what is known, a colon, the heading.

    Raises:
        UsageError: It cannot be read, or names something that is not known.
    """
    try:
        found = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise UsageError(f"{path} cannot be read as a mapping ({type(error).__name__})") from None
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        raise UsageError(f"{path} is no mapping: write a line `title: Action` for each column")
    unknown = [str(field) for field in found if field not in HEADINGS]
    if unknown or "title" not in found:
        what = f"`{unknown[0]}` is not known" if unknown else "`title` is missing"
        raise UsageError(f"{path}: {what}; the things to name are {', '.join(HEADINGS)}")
    return found
