"""One row of a spreadsheet as an action, or everything that keeps it from being one."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from attrs import define, field

from cptracker.actions import Action, Meeting, Status, Update
from cptracker.errors import Kind, Problem
from cptracker.exchanging.tables import Row
from cptracker.loading.checking_actions import ACTION_REF
from cptracker.loading.nodes import but_not, called
from cptracker.model import Plan

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
class Reading:
    """A row while it is read: what it says, and what is wrong with it."""

    plan: Plan
    path: str
    row: Row
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
                kind=Kind.PLAN,
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
        found = [one for one in self.plan.meetings if named == one.ref or day == one.date]
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
