"""Which column of a spreadsheet holds what, and one row of it as an action."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from attrs import define, field
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from cptracker.files.spreadsheets import SheetRow
from cptracker.files.yaml_nodes import but_not, called
from cptracker.model.actions import Action, Meeting, Status, Update
from cptracker.model.plan import Plan
from cptracker.model.problems import Problem, ProblemKind, UsageError
from cptracker.plan.checks.actions import ACTION_REF

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


def guess_columns(rows: Sequence[SheetRow]) -> tuple[int, dict[str, str]]:
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


def locate_columns(
    rows: Sequence[SheetRow], mapping: Mapping[str, str]
) -> tuple[int, dict[str, int]]:
    """The row of headings and the columns of a mapping.

    Raises:
        UsageError: No row has all of its headings.
    """
    for at, row in enumerate(rows[:LOOKED_AT]):
        cells = list(row.cells)
        if all(heading in cells for heading in mapping.values()):
            return at, {field: cells.index(heading) for field, heading in mapping.items()}
    raise UsageError(f"no row has all of these headings: {', '.join(mapping.values())}")


def _guessed(row: SheetRow) -> dict[str, str]:
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


def read_column_mapping(path: Path) -> dict[str, str]:
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


ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


BRITISH = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")


STATUSES = {
    "": Status.OPEN, "open": Status.OPEN, "not started": Status.OPEN, "ongoing": Status.IN_PROGRESS,
    "in progress": Status.IN_PROGRESS, "in_progress": Status.IN_PROGRESS,
    "complete": Status.COMPLETE, "completed": Status.COMPLETE, "closed": Status.COMPLETE,
    "done": Status.COMPLETE, "cancelled": Status.CANCELLED, "superseded": Status.SUPERSEDED,
}  # fmt: skip


NEEDED = ("title", "owner", "due")


@define(kw_only=True)
class ReadAction:
    """A row while it is read: what it says, and what is wrong with it."""

    plan: Plan
    path: str
    row: SheetRow
    columns: Mapping[str, int]
    recommendation: bool
    meeting: str | None
    problems: list[Problem] = field(factory=list)

    def action(self) -> Action | None:
        """The action; without a reference of its own its `ref` is empty. None if it is none."""
        meeting = self._meeting()
        for name in ("title",) if self.recommendation else NEEDED:
            if not self.cell(name):
                self.wrong(name, "is empty", "fill it")
        ref, due, start = self.cell("ref"), self._day("due"), self._day("start")
        if ref and not ACTION_REF.fullmatch(ref):
            self.wrong("ref", f"must be like CPP-2026-03{but_not(ref)}", "or leave it empty")
        if meeting and due and due < meeting.date:
            self.wrong("due", f"is before the meeting that raised it ({meeting.date})")
        updates = self._updates(meeting)
        numbers = {str(priority.number) for priority in self.plan.priorities}
        priorities = tuple(int(one) for one in self._known("priorities", numbers))
        deliverables = tuple(self._known("deliverables", _refs(self.plan, "deliverables")))
        measures = tuple(self._known("success_measures", _refs(self.plan, "success_measures")))
        if self.problems or meeting is None:
            return None
        return Action(
            ref=ref, title=self.cell("title"), meeting=meeting.ref, due=due, start=start,
            owner=self.cell("owner") or None, place=self.cell("place") or None, updates=updates,
            priorities=priorities, deliverables=deliverables, success_measures=measures,
        )  # fmt: skip

    def cell(self, name: str) -> str:
        """The text of a column; empty where the sheet has none."""
        at = self.columns.get(name)
        return self.row.cells[at] if at is not None and at < len(self.row.cells) else ""

    def wrong(self, name: str, complaint: str, hint: str | None = None) -> None:
        """Note what is wrong with a cell."""
        at = self.columns.get(name)
        self.problems.append(
            Problem(
                kind=ProblemKind.PLAN,
                path=self.path,
                line=self.row.number,
                column=None if at is None else at + 1,
                message=f"`{name}` {complaint}",
                hint=hint,
            )
        )

    def _meeting(self) -> Meeting | None:
        named = self.cell("meeting") or self.meeting or ""
        day = _day(named)
        found = [
            meeting for meeting in self.plan.meetings if named == meeting.ref or day == meeting.date
        ]
        if len(found) == 1:
            return found[0]
        what = "is empty" if not named else "names no meeting of the plan, or several"
        self.wrong("meeting", what, "add it under `meetings`, or name one with --meeting")
        return None

    def _day(self, name: str) -> date | None:
        text = self.cell(name)
        day = _day(text)
        if text and day is None:
            self.wrong(name, f"must be a day such as 31/03/2026{but_not(text)}")
        return day

    def _updates(self, meeting: Meeting | None) -> tuple[Update, ...]:
        """What the sheet says of its status, as one update; nothing for a bare `open`."""
        text = self.cell("status").lower()
        status = STATUSES.get(text)
        note, evidence = self.cell("status_note"), self.cell("evidence")
        if status is None:
            known = ", ".join(word for word in STATUSES if word)
            self.wrong("status", "is not known", f"write one of: {known}")
            return ()
        if status is Status.OPEN and not (note or evidence or self.cell("status_date")):
            return ()
        self._check_reasons(status, note, evidence)
        by, day = self.cell("status_by") or self.cell("owner"), self._status_day(meeting)
        if not by:
            self.wrong("status_by", "is empty, and so is `owner`", "say which role says so")
        if day is None:
            return ()
        update = Update(
            date=day, by=by, status=status, note=note or None, evidence=evidence or None
        )
        return (update,)

    def _check_reasons(self, status: Status, note: str, evidence: str) -> None:
        if status is Status.COMPLETE and not evidence:
            self.wrong("evidence", "is empty, and completing needs it", "say where it can be seen")
        if status in (Status.CANCELLED, Status.SUPERSEDED) and not note:
            self.wrong("status_note", f"is empty, and `{status}` needs it", "say why")

    def _status_day(self, meeting: Meeting | None) -> date | None:
        day = self._day("status_date")
        if not self.cell("status_date"):
            self.wrong("status_date", "is empty", "say on which day that was so")
        elif day and meeting and day < meeting.date:
            self.wrong("status_date", f"is before the meeting that raised it ({meeting.date})")
        return day

    def _known(self, name: str, known: set[str]) -> Iterator[str]:
        for one in re.split(r"[,;\s]+", self.cell(name)):
            if one and one not in known:
                self.wrong(name, f"names {called(one, '')}, which the plan does not have")
            elif one:
                yield one


def _refs(plan: Plan, kind: str) -> set[str]:
    return {one.ref for priority in plan.priorities for one in getattr(priority, kind)}


def _day(text: str) -> date | None:
    """A day, year first or British; never month first."""
    iso, british = ISO.match(text), BRITISH.fullmatch(text)
    parts = iso.groups() if iso else british.groups()[::-1] if british else None
    try:
        return date(*map(int, parts)) if parts else None
    except ValueError:
        return None
