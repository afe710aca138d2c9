"""The tables of a paper as a spreadsheet holds them: alike ones together, every column."""

from collections.abc import Iterator

from attrs import frozen

from cptracker.reports.document import Cell, Document, Entries, Row, Table, Words


@frozen(kw_only=True)
class Sheet:
    """One table for one sheet.

    Attributes:
        name: Short enough for a tab.
        title: What it holds.
        columns: Headings, each there once.
        numbers: Of each column whether it is set to the right.
        rows: A cell for each.
        heads: How many of the first columns say what a row is about.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    numbers: tuple[bool, ...]
    rows: tuple[Row, ...]
    heads: int = 1


def sheets_of(paper: Document) -> Iterator[Sheet]:
    """Every sheet, in the order in which the paper comes to it."""
    found: dict[str, list[Table | Entries]] = {}
    for block in paper.blocks:
        wanted = isinstance(block, Entries) or (isinstance(block, Table) and block.place != "page")
        name = getattr(block, "sheet", "")
        if wanted and name and isinstance(block, Table | Entries):
            found.setdefault(name, []).append(block)
    for name, blocks in found.items():
        tables = [block for block in blocks if isinstance(block, Table)]
        entries = [block for block in blocks if isinstance(block, Entries)]
        if tables:
            yield _stacked(name, tables)
        elif entries:
            yield _listed(name, entries)


def _stacked(name: str, tables: list[Table]) -> Sheet:
    """Tables with the same columns beneath each other, each row saying what it stood under."""
    first = tables[0]
    keep = [
        at
        for at, column in enumerate(first.columns)
        if column.place != "page" and any(row[at].text for one in tables for row in one.rows)
    ]
    lead = (first.under[0],) if first.under else ()
    return Sheet(
        name=name,
        title=_title(name, tables),
        columns=(*lead, *(first.columns[at].heading for at in keep)),
        numbers=(*(False for _ in lead), *(first.columns[at].numbers for at in keep)),
        rows=tuple(
            (*_under(table), *(row[at] for at in keep)) for table in tables for row in table.rows
        ),
        heads=len(lead) + 1,
    )


def _title(name: str, tables: list[Table]) -> str:
    """The caption, where that is of all of them; else what they are called together."""
    captions = {table.caption for table in tables}
    return tables[0].caption if len(captions) == 1 else name


def _under(table: Table) -> Row:
    return (Cell(spans=(Words(table.under[1]),)),) if table.under else ()


def _listed(name: str, many: list[Entries]) -> Sheet:
    rows = tuple(
        (Cell(spans=(Words(entry.term),)), Cell(spans=entry.meaning))
        for block in many
        for entry in block.items
    )
    return Sheet(name=name, title=name, columns=many[0].headings, numbers=(False, False), rows=rows)
