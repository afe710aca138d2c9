"""One row of a tracker: what its cells say, and what is wrong with them, with the place."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from attrs import define, field, frozen

from cptracker.files.sheets import SheetRow, SpreadsheetTable
from cptracker.files.yaml_nodes import but_not, called
from cptracker.model.actions import Meeting, Status
from cptracker.model.plan import Plan
from cptracker.model.problems import Problem, ProblemKind
from cptracker.plan.checks.actions import ACTION_REF
from cptracker.plan.exchange.dates import is_month_first, parse_day
from cptracker.plan.exchange.headings import Headings
from cptracker.plan.exchange.meetings import SheetMeetings


@frozen(kw_only=True)
class ImportSettings:
    """What holds for all rows of a sheet.

    Attributes:
        plan: The plan they are for.
        table: The sheet.
        headings: Its headings.
        mapping: For each thing that is known, its heading.
        meetings: The meetings of the plan and those that the sheet adds.
        recommendation: Whether recommendations are taken, rather than actions.
        meeting: The meeting of rows that name none.
        sheet_day: The day of updates that have none of their own.
        titled: Whether that day stands above the headings.
        today: The day after which nothing was said.
    """

    plan: Plan
    table: SpreadsheetTable
    headings: Headings
    mapping: Mapping[str, str]
    meetings: SheetMeetings
    recommendation: bool
    meeting: str | None
    sheet_day: date | None
    titled: bool
    today: date


@define(kw_only=True)
class RowReader:
    """A row while it is read.

    Attributes:
        settings: What holds for all rows.
        row: The row.
        band_status: What the band above says of its status.
        band_meeting: The meeting that the band above names.
        more_notes: What rows say whose title is merged with this one's.
        problems: What is wrong so far.
        taken_date: Whether an update takes the sheet's day, having none of its own.
    """

    settings: ImportSettings
    row: SheetRow
    band_status: Status | None = None
    band_meeting: str = ""
    more_notes: list[str] = field(factory=list)
    problems: list[Problem] = field(factory=list)
    taken_date: bool = False

    def cell(self, name: str) -> str:
        """The text of a column; empty where the sheet has none."""
        at = self.column(name)
        return self.row.cells[at] if at is not None and at < len(self.row.cells) else ""

    def fill(self, name: str) -> str:
        """The colour of a cell; empty without one."""
        at = self.column(name)
        return self.row.fills[at] if at is not None and at < len(self.row.fills) else ""

    def column(self, name: str) -> int | None:
        """The number of a column, counted from 0; None where the sheet has none."""
        heading = self.settings.mapping.get(name)
        return None if heading is None else self.settings.headings.column(heading)

    def wrong(self, name: str, complaint: str, hint: str | None = None) -> None:
        """Note what is wrong with a cell."""
        heading = self.settings.mapping.get(name, "")
        self.problems.append(
            Problem(
                kind=ProblemKind.PLAN,
                path=self.settings.table.place(self.row.number, heading),
                message=f"`{name}` {complaint}",
                hint=hint,
            )
        )

    @property
    def ref(self) -> str:
        """The reference, where it is in this plan's form; empty otherwise."""
        return self.cell("ref") if ACTION_REF.fullmatch(self.cell("ref")) else ""

    @property
    def other_numbers(self) -> tuple[str, ...]:
        """The numbers of earlier trackers, the one in the reference's column first."""
        own = self.cell("ref") if not self.ref else ""
        listed = [part.strip() for part in self.cell("also_known_as").split(";")]
        return tuple(dict.fromkeys(number for number in (own, *listed) if number))

    def day(self, name: str) -> date | None:
        """The day in a cell; what is no day for certain is noted as wrong."""
        text = self.cell(name)
        day = parse_day(text)
        if text and day is None and is_month_first(text):
            self.wrong(
                name, "is a day only with the month first, which leaves it open how the others of "
                "this column are meant", "write the column's days as 2026-03-31",
            )  # fmt: skip
        elif text and day is None:
            self.wrong(name, f"must be a day such as 31/03/2026{but_not(text)}")
        return day

    def meeting(self) -> Meeting | None:
        """The meeting that raised it, of the plan or to be added."""
        named = self.cell("meeting") or self.band_meeting or self.settings.meeting or ""
        meeting = self.settings.meetings.named(named)
        if isinstance(meeting, Meeting):
            return meeting
        self.wrong("meeting", *meeting)
        return None

    def owner(self) -> str:
        """The role that owes it, spelt as the plan's list of roles has it."""
        owner, roles = self.cell("owner"), self.settings.plan.roles
        if not owner or not roles:
            return owner
        matches = [role for role in roles if role.casefold() == owner.casefold()]
        if not matches:
            self.wrong(
                "owner", "is no role of the plan",
                "write a role of `roles` in the sheet, or add this one there; a name is no role",
            )  # fmt: skip
        return matches[0] if matches else owner

    def links(self, name: str, refs: set[str]) -> Iterator[str]:
        """The references in a cell; those that lead nowhere are noted as wrong."""
        for word in re.split(r"[,;\s]+", self.cell(name)):
            if word and word not in refs:
                self.wrong(name, f"names {called(word, '')}, which the plan does not have")
            elif word:
                yield word
