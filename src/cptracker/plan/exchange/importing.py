"""Take actions in from a spreadsheet: every row that cannot be taken is told, with its place.

Rows whose reference the plan has already, under the same title, are passed over; so a sheet that
was exported can be imported again and adds nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from attrs import evolve, frozen

from cptracker.files.spreadsheets import SpreadsheetTable, read_sheet
from cptracker.files.yaml_insertion import InsertionPoint
from cptracker.model.actions import Action
from cptracker.model.plan import Plan
from cptracker.model.problems import PlanError, Problem, UsageError
from cptracker.plan.editing.changes import entry_from, next_ref, prefix_of
from cptracker.plan.editing.session import Edit, PlanChange, edit
from cptracker.plan.exchange.rows import ReadAction, guess_columns, locate_columns


@frozen(kw_only=True)
class ActionImport:
    """What a sheet holds for a plan.

    Attributes:
        mapping: For each thing that was found, the heading of its column.
        actions: What would be added, with references.
        known: How many rows the plan has already.
        others: How many rows are of the other kind, action or recommendation.
        problems: What cannot be taken, with its place.
    """

    mapping: Mapping[str, str]
    actions: tuple[Action, ...]
    known: int
    others: int
    problems: tuple[Problem, ...]


def read_actions(
    path: Path,
    plan: Plan,
    *,
    mapping: Mapping[str, str] | None = None,
    meeting: str | None = None,
    recommendation: bool = False,
) -> ActionImport:
    """What a spreadsheet holds for a plan; nothing is written.

    Args:
        path: A CSV or xlsx file.
        plan: The plan it is for.
        mapping: Which column holds what; guessed from the headings if None.
        meeting: The meeting of rows that name none.
        recommendation: Whether recommendations are taken, rather than actions.

    Raises:
        UsageError: The file cannot be read, or its columns cannot be told.
    """
    sheet = read_sheet(path)
    found = mapping or guess_columns(sheet.rows)[1]
    at, columns = locate_columns(sheet.rows, found)
    kind = "recommendation" if recommendation else "action"
    readings = [
        ReadAction(
            plan=plan, path=sheet.path, row=row, columns=columns, recommendation=recommendation,
            meeting=meeting,
        )
        for row in sheet.rows[at + 1 :]
    ]  # fmt: skip
    mine = [reading for reading in readings if reading.cell("kind") in ("", kind)]
    return _intake(sheet, found, mine, plan, len(readings) - len(mine))


def import_actions(
    plan_path: Path,
    path: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    meeting: str | None = None,
    recommendation: bool = False,
    partial: bool = False,
    dry_run: bool = False,
) -> Edit:
    """Add the actions of a spreadsheet to a plan, all at once; see `take_in`.

    Args:
        plan_path: The plan's file or folder.
        path: A CSV or xlsx file.
        mapping: Which column holds what; guessed from the headings if None.
        meeting: The meeting of rows that name none.
        recommendation: Whether recommendations are taken, rather than actions.
        partial: Whether to add the good rows though others cannot be taken.
        dry_run: Whether to leave everything as it is.

    Raises:
        PlanError: A row cannot be taken, or the plan has mistakes; nothing is written.
        UsageError: There is nothing to add, or it cannot be read or written.
    """

    def decide(plan: Plan) -> PlanChange:
        found = read_actions(
            path, plan, mapping=mapping, meeting=meeting, recommendation=recommendation
        )
        if found.problems and not partial:
            raise PlanError(problems=found.problems)
        if not found.actions:
            raise UsageError(f"{path} holds nothing new; nothing was changed")
        return _change(plan, found.actions, recommendation)

    return edit(plan_path, decide, dry_run=dry_run)


def _intake(
    sheet: SpreadsheetTable,
    mapping: Mapping[str, str],
    readings: Sequence[ReadAction],
    plan: Plan,
    others: int,
) -> ActionImport:
    problems = list(sheet.problems)
    actions: list[Action] = []
    known = 0
    for reading in readings:
        if _is_known(reading, plan):
            known += 1
            continue
        action = reading.action()
        if action is not None and any(one.ref == action.ref for one in actions if one.ref):
            reading.wrong("ref", f"{action.ref} is given twice", "each row has its own")
        elif action is not None:
            actions.append(action)
        problems += reading.problems
    return ActionImport(
        mapping=mapping,
        actions=tuple(_referenced(actions, plan)),
        known=known,
        others=others,
        problems=tuple(problems),
    )


def _is_known(reading: ReadAction, plan: Plan) -> bool:
    """Whether the plan has it; one under another title is reported."""
    ref = reading.cell("ref")
    for action in (*plan.actions, *plan.recommendations):
        if ref and action.ref == ref:
            if action.title != reading.cell("title"):
                reading.wrong(
                    "ref", f"{ref} is in the plan under another title", "take the next reference"
                )
                return False
            return True
    return False


def _referenced(actions: Sequence[Action], plan: Plan) -> Iterator[Action]:
    """Each with a reference: its own, or the next of its meeting's body and year."""
    meetings = {one.ref: one for one in plan.meetings}
    taken = [one.ref for one in (*plan.actions, *plan.recommendations, *actions)]
    for action in actions:
        if not action.ref:
            meeting = meetings[action.meeting]
            ref = next_ref(taken, prefix_of(plan, meeting), meeting.date.year)
            taken.append(ref)
            yield evolve(action, ref=ref)
        else:
            yield action


def _change(plan: Plan, actions: Sequence[Action], recommendation: bool) -> PlanChange:
    top = "recommendations" if recommendation else "actions"
    meant = (
        evolve(plan, recommendations=(*plan.recommendations, *actions))
        if recommendation
        else evolve(plan, actions=(*plan.actions, *actions))
    )
    entries = [_entry(action) for action in actions]
    days = {meeting.ref: meeting.date for meeting in plan.meetings}
    year = max(days[one.meeting] for one in actions).year
    return PlanChange(
        ref=actions[0].ref, spot=InsertionPoint(top=top), entries=entries, year=year, meant=meant
    )


def _entry(action: Action) -> dict[str, object]:
    entry = dict(entry_from(action))
    if action.updates:
        entry["updates"] = [entry_from(update) for update in action.updates]
    return entry
