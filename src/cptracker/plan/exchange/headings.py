"""Which column of a sheet holds what: guessed from one or two rows of headings, or as stated."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from attrs import frozen
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from cptracker.files.sheets import SheetRow, SpreadsheetTable
from cptracker.model.problems import Problem, ProblemKind, UsageError
from cptracker.plan.exchange.status_words import status_of

HEADINGS: dict[str, tuple[str, ...]] = {
    "ref": ("ref", "reference", "ref no", "action ref", "action reference", "action no",
            "action number", "action id", "item no", "number", "no", "id", "task id", "card id",
            "item"),
    "kind": ("kind",),
    "title": ("title", "action", "actions", "what", "action agreed", "agreed action",
              "action required", "action point", "task", "task name", "card name", "name",
              "recommendation", "description"),
    "meeting": ("meeting", "meeting date", "date of meeting", "date of panel", "panel date",
                "panel meeting", "date raised", "date agreed", "date set", "raised", "raised at",
                "agreed at"),
    "owner": ("owner", "lead", "action owner", "lead officer", "responsible officer",
              "responsible", "who", "by whom", "assigned to", "assignee", "members"),
    "due": ("first due", "due", "due date", "deadline", "timescale", "timescales", "timeframe",
            "by when", "target date", "target completion date", "complete by", "when"),
    "start": ("start", "start date"),
    "place": ("place", "minute", "minute ref", "item", "agenda item"),
    "priorities": ("priorities", "priority"),
    "deliverables": ("deliverables", "deliverable"),
    "success_measures": ("success measures", "success measure"),
    "status": ("status", "state", "current status", "progress status", "open closed",
               "progress", "section column", "list name", "bucket name"),
    "status_date": ("status date", "closed", "date closed", "closed date", "completed",
                    "date completed", "completed date", "completed at", "date of update",
                    "date updated", "last updated"),
    "status_by": ("status by", "closed by", "completed by"),
    "status_note": ("status note", "progress update", "progress updates", "update", "updates",
                    "latest update", "progress", "notes", "note", "comments", "comment",
                    "outcome", "description", "card description"),
    "evidence": ("evidence",),
    "rag": ("rag", "rag rating", "rag status", "brag", "brag rating", "brag status"),
    "also_known_as": ("also known as", "old ref", "old number", "previous ref"),
}  # fmt: skip
"""What may stand over each column, the likeliest first; Asana's, Trello's and Planner's too."""


SOFT_STATUS = {"progress", "section column", "list name", "bucket name"}
"""Headings over a status only where most of their cells are one."""


COMPLETION = {"closed", "date closed", "closed date", "completed", "date completed",
              "completed date", "completed at"}  # fmt: skip
"""Headings of a day on which something was closed, not only reported."""


IN_BRACKETS = re.compile(r"\([^()]*\)")
"""What a heading adds in brackets, such as `(most recent first)`."""


NUMBERING = re.compile(r"[0-9]{1,4}[a-z]?\.?")


LOOKED_AT = 15
"""How many rows from the top may be above the headings."""


@frozen(kw_only=True)
class Headings:
    """The headings of a sheet.

    Attributes:
        first: Which of the sheet's rows they begin in, counted from 0.
        last: Which they end in.
        labels: Over each column, what stands there, of both rows where one alone is not unique.
    """

    first: int
    last: int
    labels: tuple[str, ...]

    def column(self, heading: str) -> int:
        """The number of the column of a heading, counted from 0."""
        return self.labels.index(heading)


def heading_form(heading: str) -> str:
    """A heading in small letters without marks and brackets, as they are compared."""
    plain = IN_BRACKETS.sub(" ", heading) if not heading.startswith("(") else heading
    return " ".join(re.findall(r"[a-z]+", plain.casefold()))


def guess_columns(table: SpreadsheetTable) -> tuple[Headings, dict[str, str]]:
    """The headings, and over which column each thing that is known stands; at least a title.

    Raises:
        UsageError: No row looks like headings.
    """
    guesses = [
        (candidate, _guessed(candidate, table.rows)) for candidate in _candidates(table.rows)
    ]
    empty: tuple[Headings | None, dict[str, str]] = (None, {})
    headings, mapping = max(guesses, key=lambda guess: _weight(*guess), default=empty)
    if headings is None or len(mapping) < 2 or "title" not in mapping:
        raise UsageError(
            f"{table.path}: no row of headings was found: expected one with Action and, for "
            "instance, Owner\n    hint: say which column is which with --mapping"
        )
    return headings, mapping


def _weight(headings: Headings, mapping: Mapping[str, str]) -> tuple[int, int, int]:
    """More things are better, then one row of headings, then the upper."""
    return len(mapping), headings.first - headings.last, -headings.first


def locate_columns(table: SpreadsheetTable, mapping: Mapping[str, str]) -> Headings:
    """The headings among which all of a mapping stand.

    Raises:
        UsageError: No row has all of its headings; those that are nowhere are named.
    """
    candidates = list(_candidates(table.rows))
    for headings in candidates:
        if set(mapping.values()) <= set(headings.labels):
            return headings
    labels = {label for headings in candidates for label in headings.labels}
    missing = [heading for heading in mapping.values() if heading not in labels]
    named = ", ".join(missing or mapping.values())
    raise UsageError(f"{table.path}: no row has all of these headings: {named}")


def _candidates(rows: Sequence[SheetRow]) -> Iterator[Headings]:
    for at, row in enumerate(rows[:LOOKED_AT]):
        yield Headings(first=at, last=at, labels=tuple(row.cells))
        if at + 1 < len(rows):
            yield Headings(first=at, last=at + 1, labels=_joined(row, rows[at + 1]))


def _joined(upper: SheetRow, lower: SheetRow) -> tuple[str, ...]:
    """Two rows of headings as one: the lower, below a merged heading both."""
    above = ""
    labels = []
    counts = Counter(lower.cells)
    width = max(len(upper.cells), len(lower.cells))
    for at in range(width):
        own = upper.cells[at] if at < len(upper.cells) else ""
        under = "" if at in lower.carried else _cell(lower, at)
        above = own or above
        labels.append(f"{above} {under}".strip() if under and counts[under] > 1 else under or own)
    return tuple(labels)


def _cell(row: SheetRow, at: int) -> str:
    return row.cells[at] if at < len(row.cells) else ""


def _guessed(headings: Headings, rows: Sequence[SheetRow]) -> dict[str, str]:
    by_form = {heading_form(label): label for label in reversed(headings.labels) if label}
    data = rows[headings.last + 1 :]
    mapping: dict[str, str] = {}
    for field, names in HEADINGS.items():
        for name in names:
            label = by_form.get(name)
            if label is None or label in mapping.values():
                continue
            if _fits(field, name, data, headings.column(label)):
                mapping[field] = label
                break
    return mapping


def _fits(field: str, name: str, data: Sequence[SheetRow], column: int) -> bool:
    """Whether what stands below a heading can be what the heading says."""
    cells = [text for row in data for text in [_cell(row, column)] if text]
    if field == "ref" and name == "item":  # else it is an item of an agenda
        return len(set(cells)) == len(cells) and all(map(NUMBERING.fullmatch, cells))
    if field == "priorities":  # else it says how urgent something is
        return not cells or any(text[0].isdigit() for text in cells)
    if field == "status" and name in SOFT_STATUS:
        known = sum(status_of(text) is not None for text in cells)
        return bool(cells) and known * 2 > len(cells)
    return True


def ambiguous_columns(
    table: SpreadsheetTable, headings: Headings, mapping: Mapping[str, str], *, guessed: bool
) -> Iterator[Problem]:
    """Headings that stand twice; in a guess also two columns that look like the due date."""
    number = table.rows[headings.last].number
    for field, label in mapping.items():
        if headings.labels.count(label) > 1:
            message = f"two columns have this heading, and one of them is `{field}`"
            yield _problem(table.place(number, label), message, "give each its own heading")
    like_due = [label for label in headings.labels if heading_form(label) in HEADINGS["due"]]
    if guessed and len(set(like_due)) > 1:
        named = " and ".join(f'"{label}"' for label in dict.fromkeys(like_due))
        message = f"the columns {named} both look like the due date"
        hint = "say which it is: --write-mapping FILE, keep one as `due`, and --mapping FILE"
        yield _problem(table.place(number), message, hint)


def _problem(place: str, message: str, hint: str) -> Problem:
    return Problem(kind=ProblemKind.PLAN, path=place, message=message, hint=hint)


def unused_headings(headings: Headings, mapping: Mapping[str, str]) -> tuple[str, ...]:
    """The headings of columns that nothing is taken from."""
    used = set(mapping.values())
    return tuple(dict.fromkeys(label for label in headings.labels if label and label not in used))


def mapping_text(mapping: Mapping[str, str]) -> str:
    """A mapping as YAML, to be saved, changed and given back."""
    return "".join(f"{field}: '{heading.replace(chr(39), chr(39) * 2)}'\n"
                   for field, heading in mapping.items())  # fmt: skip


def read_column_mapping(path: Path) -> dict[str, str]:
    """A mapping from YAML: what is known, a colon, the heading.

    Raises:
        UsageError: It cannot be read, or names something that is not known.
    """
    try:
        mapping = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise UsageError(f"{path} cannot be read as a mapping ({type(error).__name__})") from None
    if not isinstance(mapping, dict) or not all(
        isinstance(heading, str) for heading in mapping.values()
    ):
        raise UsageError(f"{path} is no mapping: write a line `title: Action` for each column")
    unknown = [str(field) for field in mapping if field not in HEADINGS]
    if unknown or "title" not in mapping:
        problem = f"`{unknown[0]}` is not known" if unknown else "`title` is missing"
        raise UsageError(f"{path}: {problem}; the things to name are {', '.join(HEADINGS)}")
    return mapping
