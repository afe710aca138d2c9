"""A tracker as rows to be read: which sheet, which day, which rows are bands or headings."""

from collections.abc import Mapping, Sequence
from datetime import date

from attrs import define, field, frozen

from cptracker.files.sheets import SheetRow, SpreadsheetTable
from cptracker.model.actions import Status
from cptracker.model.problems import Problem, UsageError
from cptracker.plan.exchange.dates import day_within, parse_day
from cptracker.plan.exchange.headings import Headings, guess_columns, locate_columns
from cptracker.plan.exchange.rows import ImportSettings, RowReader
from cptracker.plan.exchange.status_words import band_status


@frozen(kw_only=True)
class SheetChoice:
    """The sheet that is read, its headings and columns, and what is said of the others."""

    table: SpreadsheetTable
    headings: Headings
    mapping: Mapping[str, str]
    remarks: tuple[str, ...]


def chosen_sheet(
    tables: Sequence[SpreadsheetTable], mapping: Mapping[str, str] | None, name: str | None
) -> SheetChoice:
    """The sheet of a name, else the one whose headings hold most of what is known.

    Raises:
        UsageError: There is no such sheet, or none has a row of headings.
    """
    wanted = [table for table in tables if name is None or table.name == name]
    if not wanted:
        names = ", ".join(f'"{table.name}"' for table in tables)
        raise UsageError(f"{tables[0].path} has no sheet of this name; it has {names}")
    choices: list[SheetChoice] = []
    refusals: list[UsageError] = []
    for table in wanted:
        try:
            choices.append(_choice(table, mapping, tables))
        except UsageError as refusal:
            refusals.append(refusal)
    if not choices:
        raise refusals[0]
    return max(choices, key=lambda choice: len(choice.mapping))


def _choice(
    table: SpreadsheetTable, mapping: Mapping[str, str] | None, tables: Sequence[SpreadsheetTable]
) -> SheetChoice:
    if mapping is None:
        headings, columns_by_field = guess_columns(table)
    else:
        headings, columns_by_field = locate_columns(table, mapping), dict(mapping)
    others = ", ".join(
        f'"{other_table.name}"' for other_table in tables if other_table is not table
    )
    remarks = (f"not read: sheet {others} (--sheet NAME)",) if others else ()
    return SheetChoice(table=table, headings=headings, mapping=columns_by_field, remarks=remarks)


def day_of_sheet(table: SpreadsheetTable, headings: Headings) -> date | None:
    """The day in the rows above the headings, such as `Action tracker, as at 12 June 2025`."""
    for row in table.rows[: headings.first]:
        for cell in row.cells:
            day = parse_day(cell, months=False) or day_within(cell)[0]
            if day is not None:
                return day
    return None


@define(kw_only=True)
class TrackerRows:
    """The rows to be read, in their order.

    Attributes:
        readers: One for each action.
        problems: Rows that cannot be told apart.
        remarks: Rows that are not imported.
        status: The status that the last band gave.
        meeting: The meeting that the last band named.
    """

    readers: list[RowReader] = field(factory=list)
    problems: list[Problem] = field(factory=list)
    remarks: list[str] = field(factory=list)
    status: Status | None = None
    meeting: str = ""


def tracker_rows(settings: ImportSettings) -> TrackerRows:
    """The rows below the headings; bands give a status or a meeting to the rows below them."""
    rows = TrackerRows()
    for row in settings.table.rows[: settings.headings.first]:
        place = settings.table.place(row.number)
        rows.remarks.append(f"{place}: stands above the headings, not imported")
    for row in settings.table.rows[settings.headings.last + 1 :]:
        _take(rows, row, settings)
    return rows


def _take(rows: TrackerRows, row: SheetRow, settings: ImportSettings) -> None:
    reader = RowReader(
        settings=settings, row=row, band_status=rows.status, band_meeting=rows.meeting
    )
    texts = [text for text in row.cells if text]
    if _repeats_headings(row, settings.headings):
        return
    if len(texts) == 1 and _is_band(rows, reader, texts[0]):
        return
    for at, text in enumerate(row.cells):
        if text and not (at < len(settings.headings.labels) and settings.headings.labels[at]):
            place = settings.table.place(row.number)
            rows.remarks.append(f"{place}: cell {at + 1} stands below no heading, not imported")
    if reader.column("title") in row.carried and rows.readers:
        _continue(rows.readers[-1], reader)
    else:
        rows.readers.append(reader)


def _repeats_headings(row: SheetRow, headings: Headings) -> bool:
    """Whether it is the row of headings again, as below a band or on each printed page."""
    pairs = zip(row.cells, headings.labels, strict=False)
    return all(text in ("", label) for text, label in pairs) and any(row.cells)


def _is_band(rows: TrackerRows, reader: RowReader, text: str) -> bool:
    """Whether a row with one cell is a band; if it is none, its words are named as not imported."""
    status = band_status(text)
    day = parse_day(text, months=False) or day_within(text)[0]
    if status is not None:
        rows.status = status
        return True
    if day is not None and reader.column("meeting") is None:
        rows.meeting = text
        return True
    if reader.cell("title") and not reader.row.spanning:
        return False  # an action whose other cells are empty
    place = reader.settings.table.place(reader.row.number)
    rows.remarks.append(f"{place}: a row with one cell, not imported")
    return True


def _continue(above: RowReader, reader: RowReader) -> None:
    """A row whose title is merged with that above: its note is one more; all else must agree."""
    for name in reader.settings.mapping:
        text, column = reader.cell(name), reader.column(name)
        if not text or column in reader.row.carried:
            continue
        if name == "status_note":
            above.more_notes.append(text)
        elif text != above.cell(name):
            reader.wrong(
                name, "is another than above, and the action's cell is merged over both rows",
                "unmerge it: one row for each action",
            )  # fmt: skip
    above.problems += reader.problems
