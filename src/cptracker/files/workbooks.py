"""Read an xlsx file as rows of texts: merged cells filled, colours as words, places kept."""

from colorsys import rgb_to_hsv
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from attrs import evolve

from cptracker.files.decoding import TABLE_HINT, no_table, why_no_workbook
from cptracker.files.sheets import SheetRow, SpreadsheetTable, kept_rows
from cptracker.model.problems import UsageError

NEEDS_OFFICE = "reading and writing xlsx needs openpyxl: pip install 'cptracker[office]'"


OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a workbook with a password begins, and one of Excel before 2007."""


ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


HUES = (("red", 20), ("amber", 66), ("green", 170), ("blue", 260), ("", 340), ("red", 360))
"""Names of colours by the degree on the circle up to which they go; yellow is said as amber."""


PALE = 0.12
"""A fill with less colour than that is white or grey."""


def read_workbook(content: bytes, path: str) -> list[SpreadsheetTable]:
    """Every visible sheet that holds text.

    Args:
        content: The whole file.
        path: The file as the user named it.

    Raises:
        UsageError: It has a password, cannot be read, or holds no text at all.
    """
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError:
        raise UsageError(NEEDS_OFFICE) from None
    _refuse(path, content)
    try:
        book = load_workbook(BytesIO(content), data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError):
        raise UsageError(f"{path} cannot be read as xlsx") from None
    tables = [
        _table(path, worksheet)
        for worksheet in book.worksheets
        if worksheet.sheet_state == "visible"
    ]
    filled = [evolve(table, remarks=_hidden(book)) for table in tables if table.rows]
    if not filled:
        names = ", ".join(f'"{table.name}"' for table in tables)
        raise UsageError(f"{path}: sheet {names} {_what_instead(content)}")
    return filled


def _hidden(book: Any) -> tuple[str, ...]:
    names = [worksheet.title for worksheet in book.worksheets if worksheet.sheet_state != "visible"]
    return tuple(f'not read: sheet "{name}", which is hidden' for name in names)


def _refuse(path: str, content: bytes) -> None:
    if content.startswith(OLE) and ENCRYPTED in content:
        raise UsageError(
            f"{path} has a password\n"
            "    hint: in Excel, File, Info, Protect Workbook, Encrypt: delete it, and save a copy"
        )
    if content.startswith(OLE):
        raise UsageError(f"{path} is of Excel before 2007; save it as xlsx")
    other = no_table(content)
    if other:
        raise UsageError(f"{path} is {other}, whatever its name says\n    hint: {TABLE_HINT}")
    too_much = why_no_workbook(content)
    if too_much:
        raise UsageError(f"{path} {too_much}")


def _what_instead(content: bytes) -> str:
    with ZipFile(BytesIO(content)) as archive:
        pictures = any(name.startswith("xl/media/") for name in archive.namelist())
    if pictures:
        return f"holds only a picture\n    hint: {TABLE_HINT}"
    return "is empty"


def _table(path: str, worksheet: Any) -> SpreadsheetTable:
    texts = {
        (cell.row, cell.column): _text(cell.value) for row in worksheet.iter_rows() for cell in row
    }
    carried = _fill_merged(worksheet, texts)
    spanning = {
        area.min_row for area in worksheet.merged_cells.ranges if area.max_col > area.min_col
    }
    rows = []
    for row in worksheet.iter_rows():
        number = row[0].row
        rows.append(
            SheetRow(
                number=number,
                cells=[texts[cell.row, cell.column] for cell in row],
                fills=[_colour(cell) for cell in row],
                carried=frozenset(column - 1 for at, column in carried if at == number),
                spanning=number in spanning,
            )
        )
    return SpreadsheetTable(path=path, name=worksheet.title, rows=list(kept_rows(rows)))


def _fill_merged(worksheet: Any, texts: dict[tuple[int, int], str]) -> set[tuple[int, int]]:
    """Give each row of a merged area the text of its first cell; which cells that filled."""
    filled = set()
    for area in worksheet.merged_cells.ranges:
        text = texts.get((area.min_row, area.min_col), "")
        for row in range(area.min_row + 1, area.max_row + 1):
            texts[row, area.min_col] = text
            filled.add((row, area.min_col))
    return filled


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _colour(cell: Any) -> str:
    """The name of a cell's fill; empty where it has none, or one of the theme's."""
    fill = cell.fill
    if fill.fill_type != "solid" or fill.fgColor.type != "rgb":
        return ""
    digits = str(fill.fgColor.rgb)[-6:]
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, saturation, _ = rgb_to_hsv(red, green, blue)
    return "" if saturation < PALE else next(name for name, top in HUES if hue * 360 <= top)
