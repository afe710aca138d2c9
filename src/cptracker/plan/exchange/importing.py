"""Take actions in from the tracker that people have; nothing is written unless all is right.

Rows that the plan has already, by reference or earlier number and under the same title, are passed
over; so are rows without any number whose title the plan has of the same meeting. So a sheet that
was exported, or is kept beside the plan, can be imported again and adds nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from attrs import evolve, frozen

from cptracker.files.spreadsheets import read_sheets
from cptracker.files.yaml_insertion import InsertionPoint
from cptracker.model.actions import Action, Meeting
from cptracker.model.periods import current_day, long_date
from cptracker.model.plan import Plan
from cptracker.model.problems import PlanError, Problem, UsageError
from cptracker.plan.editing.changes import entry_from, next_ref, prefix_of
from cptracker.plan.editing.session import Edit, PlanChange, edit_several
from cptracker.plan.exchange.headings import ambiguous_columns, unused_headings
from cptracker.plan.exchange.meetings import SheetMeetings
from cptracker.plan.exchange.row_actions import read_action
from cptracker.plan.exchange.rows import ImportSettings, RowReader
from cptracker.plan.exchange.tracker import chosen_sheet, day_of_sheet, tracker_rows


@frozen(kw_only=True)
class ImportOptions:
    """What is asked of an import.

    Attributes:
        mapping: Which column holds what; guessed from the headings if None.
        meeting: The meeting of rows that name none.
        recommendation: Whether recommendations are taken, rather than actions.
        sheet: The name of the sheet; the one with the likeliest headings if None.
        dated: The day of updates that have none of their own, where the sheet has none.
        add_meetings: Whether meetings that the plan does not know are added.
        body: Who met at those, where the sheet does not say.
    """

    mapping: Mapping[str, str] | None = None
    meeting: str | None = None
    recommendation: bool = False
    sheet: str | None = None
    dated: date | None = None
    add_meetings: bool = False
    body: str | None = None


@frozen(kw_only=True)
class ActionImport:
    """What a sheet holds for a plan.

    Attributes:
        mapping: For each thing that was found, the heading of its column.
        unused: The headings of columns that nothing is taken from.
        actions: What would be added, with references.
        meetings: The meetings that the sheet names and the plan does not know.
        known: How many rows the plan has already.
        others: How many rows are of the other kind, action or recommendation.
        remarks: What is not imported, or is taken from elsewhere than its cell.
        problems: What cannot be taken, with its place.
    """

    mapping: Mapping[str, str]
    unused: tuple[str, ...]
    actions: tuple[Action, ...]
    meetings: tuple[Meeting, ...]
    known: int
    others: int
    remarks: tuple[str, ...]
    problems: tuple[Problem, ...]


def read_actions(path: Path, plan: Plan, options: ImportOptions | None = None) -> ActionImport:
    """What a spreadsheet holds for a plan; nothing is written.

    Args:
        path: A CSV or xlsx file.
        plan: The plan it is for.
        options: What is asked.

    Raises:
        UsageError: The file cannot be read, or its columns cannot be told.
    """
    import_options = options or ImportOptions()
    choice = chosen_sheet(read_sheets(path), import_options.mapping, import_options.sheet)
    day = day_of_sheet(choice.table, choice.headings)
    settings = ImportSettings(
        plan=plan, table=choice.table, headings=choice.headings, mapping=choice.mapping,
        meetings=SheetMeetings(
            plan=plan, add=import_options.add_meetings, body=import_options.body
        ),
        recommendation=import_options.recommendation, meeting=import_options.meeting,
        sheet_day=day or import_options.dated, titled=day is not None, today=current_day(),
    )  # fmt: skip
    problems = list(
        ambiguous_columns(
            choice.table, choice.headings, choice.mapping, guessed=import_options.mapping is None
        )
    )
    rows = tracker_rows(settings)
    intake = _intake(settings, rows.readers, [*problems, *rows.problems])
    remarks = (*choice.table.remarks, *choice.remarks, *rows.remarks, *intake.remarks)
    return evolve(intake, remarks=remarks)


def import_actions(
    plan_path: Path,
    path: Path,
    options: ImportOptions | None = None,
    *,
    partial: bool = False,
    dry_run: bool = False,
) -> tuple[Edit, ...]:
    """Add the actions of a spreadsheet to a plan, all at once; see `read_actions`.

    Args:
        plan_path: The plan's file or folder.
        path: A CSV or xlsx file.
        options: What is asked.
        partial: Whether to add the good rows though others cannot be taken.
        dry_run: Whether to leave everything as it is.

    Returns:
        An edit for each file of the plan that is touched.

    Raises:
        PlanError: A row cannot be taken, or the plan has mistakes; nothing is written.
        UsageError: There is nothing to add, or it cannot be read or written.
    """
    import_options = options or ImportOptions()

    def decide(plan: Plan) -> Sequence[PlanChange]:
        intake = read_actions(path, plan, import_options)
        if intake.problems and not partial:
            raise PlanError(problems=intake.problems)
        if not intake.actions:
            raise UsageError(f"{path} holds nothing new; nothing was changed")
        return list(_changes(plan, intake, import_options))

    return edit_several(plan_path, decide, dry_run=dry_run)


def _intake(
    settings: ImportSettings, readers: Sequence[RowReader], problems: list[Problem]
) -> ActionImport:
    kind = "recommendation" if settings.recommendation else "action"
    wanted = [reader for reader in readers if reader.cell("kind") in ("", kind)]
    actions: list[Action] = []
    numbers: set[str] = set()
    unnumbered = Counter(
        (action.title, action.meeting)
        for action in (*settings.plan.actions, *settings.plan.recommendations)
    )
    known_count = undated = 0
    for reader in wanted:
        if _is_known(reader, settings.plan):
            known_count += 1
            continue
        action = read_action(reader)
        _refuse_repeated(reader, numbers)
        if action is not None and not reader.problems:
            if _is_repeated(action, unnumbered):
                known_count += 1
                continue
            actions.append(action)
        undated += reader.taken_date
        problems += reader.problems
    named = {action.meeting for action in actions}
    return ActionImport(
        mapping=settings.mapping,
        unused=unused_headings(settings.headings, settings.mapping),
        actions=tuple(_referenced(actions, settings)),
        meetings=tuple(
            meeting
            for meeting in settings.meetings.missing.values()
            if meeting.ref in named or not settings.meetings.add
        ),
        known=known_count,
        others=len(readers) - len(wanted),
        remarks=tuple(_dating(undated, settings)),
        problems=tuple(problems),
    )


def _dating(undated: int, settings: ImportSettings) -> Iterator[str]:
    if undated and settings.sheet_day:
        day = long_date(settings.sheet_day)
        source = "the day above its headings" if settings.titled else "as --dated says"
        rows = "rows with an update that has no day of its own"
        yield f"{rows}: {undated:,}; dated {day}, {source}"


def _refuse_repeated(reader: RowReader, numbers: set[str]) -> None:
    """The same number may not stand in two rows: it would lead to two actions."""
    for number in (*((reader.ref,) if reader.ref else ()), *reader.other_numbers):
        if number in numbers:
            name = "ref" if number == reader.cell("ref") else "also_known_as"
            shown = f"{number} is given twice" if number == reader.ref else "is given twice"
            reader.wrong(name, shown, "each row has its own")
        numbers.add(number)


def _is_known(reader: RowReader, plan: Plan) -> bool:
    """Whether the plan has it; one under another title is reported."""
    numbers = {reader.ref, *reader.other_numbers} - {""}
    title, text = reader.cell("title"), reader.ref or "this number"
    for action in (*plan.actions, *plan.recommendations):
        if numbers & {action.ref, *action.also_known_as}:
            if action.title == title:
                return True
            complaint = f"{text} is in the plan under another title"
            reader.wrong("ref", complaint, "take the next reference")
            return False
    return False


def _is_repeated(action: Action, unnumbered: Counter[tuple[str, str]]) -> bool:
    """Whether the plan has an action without a number already: one of its title and meeting.

    As often as the plan has it, and no oftener: of two rows alike the second may be another one.
    """
    key = action.title, action.meeting
    if action.ref or action.also_known_as or not unnumbered[key]:
        return False
    unnumbered[key] -= 1
    return True


def _referenced(actions: Sequence[Action], settings: ImportSettings) -> Iterator[Action]:
    """Each with a reference: its own, or the next of its meeting's body and year."""
    plan = _with_meetings(settings.plan, settings.meetings.missing.values())
    meetings = {meeting.ref: meeting for meeting in plan.meetings}
    promises = (*plan.actions, *plan.recommendations, *actions)
    numbers = [number for action in promises for number in (action.ref, *action.also_known_as)]
    for action in actions:
        if not action.ref:
            meeting = meetings[action.meeting]
            ref = next_ref(numbers, prefix_of(plan, meeting), meeting.date.year)
            numbers.append(ref)
            yield evolve(action, ref=ref)
        else:
            yield action


def _with_meetings(plan: Plan, meetings: Iterable[Meeting]) -> Plan:
    return evolve(plan, meetings=(*plan.meetings, *meetings))


def _changes(
    plan: Plan, intake: ActionImport, import_options: ImportOptions
) -> Iterator[PlanChange]:
    """The meetings first, then the actions that they raised."""
    if import_options.add_meetings and intake.meetings:
        plan = _with_meetings(plan, intake.meetings)
        yield PlanChange(
            ref=intake.meetings[0].ref,
            spot=InsertionPoint(top="meetings"),
            entries=[entry_from(meeting) for meeting in intake.meetings],
            year=max(meeting.date.year for meeting in intake.meetings),
            result=plan,
        )
    top = "recommendations" if import_options.recommendation else "actions"
    actions = intake.actions
    if import_options.recommendation:
        result = evolve(plan, recommendations=(*plan.recommendations, *actions))
    else:
        result = evolve(plan, actions=(*plan.actions, *actions))
    days = {meeting.ref: meeting.date for meeting in plan.meetings}
    yield PlanChange(
        ref=actions[0].ref,
        spot=InsertionPoint(top=top),
        entries=[entry_from(action) for action in actions],
        year=max(days[action.meeting] for action in actions).year,
        result=result,
    )
