"""The children behind a figure as a file, CSV or xlsx: marked OPERATIONAL in every row and page."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO

from cptracker.contract.tidy import SIGNS
from cptracker.engine.cases.movement import Movement
from cptracker.files.sheets import marked_as_text
from cptracker.model.members import Cases, Member
from cptracker.model.problems import UsageError
from cptracker.reports.terminal.cases import (
    OPERATIONAL,
    UPCOMING,
    heading,
    movement_lines,
    rows_lines,
    tags,
)

NEEDS_OFFICE = "writing xlsx needs XlsxWriter: pip install 'cptracker[reports]'"


COLUMNS = (
    "measure", "period", "subject", "outcome", "reason", "began", "first", "last", "days_left",
    "numerator", "denominator", "items", "groups", "change", "part_of_movement", "rows",
)  # fmt: skip


MARK = "OPERATIONAL"


NO_LONGER_MEMBER = "not in it any more"


Cell = str | int | float | None


def cases_csv(cases: Cases, moved: Movement | None = None) -> str:
    """One row for each member, the first column marking it; texts are never run as formulas."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((MARK, *COLUMNS))
    mark = "; ".join(tags(cases))
    for row in _rows(cases, moved):
        writer.writerow([mark, *(_inert(cell) for cell in row)])
    return out.getvalue()


def cases_xlsx(cases: Cases, moved: Movement | None = None) -> bytes:
    """The same as a workbook of one page, marked on it and on every page that is printed.

    Raises:
        UsageError: XlsxWriter is not installed.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise UsageError(NEEDS_OFFICE) from None
    out = BytesIO()
    inert = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(out, inert)
    sheet = book.add_worksheet(MARK)
    sheet.set_header(f"&C{OPERATIONAL}")
    sheet.set_footer(f"&C{OPERATIONAL}")
    sheet.repeat_rows(0)
    values = [*tags(cases), *heading(cases), *(movement_lines(moved) if moved else ())]
    mark = "; ".join(tags(cases))
    rows = [*([value] for value in values), [], [MARK, *COLUMNS]]
    sheet.freeze_panes(len(rows), 0)
    for at, row in enumerate([*rows, *([mark, *row] for row in _rows(cases, moved))]):
        sheet.write_row(at, 0, row)
    book.close()
    return out.getvalue()


def _rows(cases: Cases, moved: Movement | None) -> Iterator[list[Cell]]:
    changes = (
        {member_change.subject: member_change for member_change in moved.changes} if moved else {}
    )
    for member in cases.members:
        change = changes.pop(member.subject, None)
        change_cells = (
            [change.how, None if change.part is None else float(change.part)] if change else []
        )
        yield _row(member, cases, cases.word(member.outcome), change_cells)
    for member in cases.upcoming:
        yield _row(member, cases, UPCOMING.lower(), [])
    for former_member in changes.values():
        part = None if former_member.part is None else float(former_member.part)
        blank: list[Cell] = [
            cases.measure,
            cases.figure.period.key,
            former_member.subject,
            NO_LONGER_MEMBER,
            former_member.before,
        ]
        yield [*blank, *[None] * 8, former_member.how, part, None]


def _row(member: Member, cases: Cases, outcome: str, change: list[Cell]) -> list[Cell]:
    days = [
        None if day is None else day.isoformat()
        for day in (member.began, member.first, member.last)
    ]
    groups = "; ".join(f"{name}: {group}" for name, group in member.groups.items())
    cells: list[Cell] = [
        cases.measure,
        cases.figure.period.key,
        member.subject,
        outcome,
        member.reason,
    ]
    cells += [
        *days,
        member.days_left,
        member.numerator,
        member.denominator,
        "; ".join(member.items),
        groups,
    ]
    return [*cells, *(change or [None, None]), "; ".join(rows_lines(member))]


def _inert(cell: Cell) -> Cell:
    return marked_as_text(cell, SIGNS) if isinstance(cell, str) else cell
