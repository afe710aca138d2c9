"""A spreadsheet as rows of texts with their places, whatever file it came from."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen


@frozen(kw_only=True)
class SheetRow:
    """A row of a sheet.

    Attributes:
        number: Counted from 1; in a CSV file the line it ends on.
        cells: Its texts.
        fills: The name of each cell's colour, empty without one; no names where a file has none.
        carried: The columns whose text comes from a cell above that is merged with theirs.
        spanning: Whether a cell of it is merged over several columns, as bands and titles are.
    """

    number: int
    cells: Sequence[str]
    fills: Sequence[str] = ()
    carried: frozenset[int] = frozenset()
    spanning: bool = False


@frozen(kw_only=True)
class SpreadsheetTable:
    """All rows that hold anything.

    Attributes:
        path: The file as it was named.
        rows: Its rows.
        name: The sheet's name; empty in a CSV file.
        remarks: What the reader should know of how it was read.
    """

    path: str
    rows: Sequence[SheetRow]
    name: str = ""
    remarks: Sequence[str] = ()

    def place(self, number: int, heading: str = "") -> str:
        """Where a cell stands, such as `a.xlsx: sheet "Actions", row 7, column "Lead"`."""
        sheet = f'sheet "{self.name}", ' if self.name else ""
        column = f', column "{heading}"' if heading else ""
        return f"{self.path}: {sheet}row {number}{column}"


def kept_rows(rows: Iterable[SheetRow]) -> Iterator[SheetRow]:
    """Rows with something in them; texts are cleaned of blanks around and within them."""
    for row in rows:
        clean = [_freed(" ".join(cell.split())) for cell in row.cells]
        if any(clean):
            yield evolve(row, cells=clean)


FORMULA = ("=", "+", "-", "@")
"""With these a spreadsheet takes a text for a formula."""


def marked_as_text(text: str, signs: tuple[str, ...] = FORMULA) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before what could be one."""
    return f"'{text}" if text.startswith(signs) else text


def _freed(cell: str) -> str:
    """A text without that mark."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
