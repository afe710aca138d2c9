"""What the format files say of other datasets: their tables, and what of ours each gives."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from attrs import field, frozen

from cptracker.records.formats import load_format_file

FILES = ("annex_a.yaml", "ssd.yaml")
"""The datasets that are known, each a file in `formats/`."""


OPEN = "open"
"""Says that a row whose year has no day stands in the latest return."""


EVERY = "every"
"""Says that a row stands in all returns."""


LATEST = "latest"
"""Says that a list tells of the day on which it was drawn alone."""


def plain_heading(text: str) -> str:
    """A heading as it is compared: its letters and figures alone, in lower case."""
    return re.sub(r"[^a-z0-9]+", "", text.casefold())


@frozen(kw_only=True)
class SourceTable:
    """A table of another dataset.

    Attributes:
        dataset: The dataset's name.
        table: Its name there, such as `list_8` or `ssd_person`.
        name: What messages call it.
        headings: For each column its headings, the usual one first.
        required: The columns without which a file is no such table.
        editions: For each year of a template the columns that it brought.
        columns: For each heading as it is compared its column.
    """

    dataset: str
    table: str
    name: str
    headings: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]
    editions: Mapping[int, tuple[str, ...]] = field(factory=dict)
    columns: Mapping[str, str] = field(init=False, repr=False, eq=False)

    @columns.default
    def _by_heading(self) -> Mapping[str, str]:
        return {
            plain_heading(heading): column
            for column, headings in self.headings.items()
            for heading in headings
        }


@frozen(kw_only=True)
class Joined:
    """Another table of which each row takes what belongs to it.

    Attributes:
        table: The other table.
        left: The column there that must equal one here.
        right: The one here.
        day: A day here on which the other row must run; empty where none is asked.
        first: Its first day there.
        last: Its last day there, on which it no longer runs.
    """

    table: str
    left: str
    right: str
    day: str = ""
    first: str = ""
    last: str = ""


@frozen(kw_only=True)
class GivenTable:
    """How one of our tables comes from another dataset.

    Attributes:
        table: Our canonical table.
        source: The dataset's table whose rows its rows are.
        joins: Other tables of the dataset that belong to it.
        columns: For each canonical column that is given, a column there and how it is read.
        only: Rows that are taken, by a column and its words.
        without: Rows that are left out, in the same way.
        filled: A column without which a row is none.
        year: The column whose day tells a row's return; empty where all rows are of the latest.
        is_open: Whether a row without that day stands in the latest return.
        since: The column whose day tells the first return of a row that stands in several.
        last_only: Our columns that are blank in all of these but the last.
        latest: Whether the table tells of the day on which it was drawn alone.
        changes: The columns of days on which what it tells began.
        followed: For a column that is made of two there, the second and how that is read.
        drawn: Our column of the day on which the list was drawn, which stands in no column there.
        not_told: For each column that is not given, why.
    """

    table: str
    source: str
    columns: Mapping[str, tuple[str, str]]
    joins: tuple[Joined, ...] = ()
    only: Mapping[str, tuple[str, ...]] = field(factory=dict)
    without: Mapping[str, tuple[str, ...]] = field(factory=dict)
    filled: str = ""
    year: str = ""
    is_open: bool = False
    since: str = ""
    last_only: tuple[str, ...] = ()
    latest: bool = False
    changes: tuple[str, ...] = ()
    followed: Mapping[str, tuple[str, str]] = field(factory=dict)
    drawn: str = ""
    not_told: Mapping[str, str] = field(factory=dict)


@frozen(kw_only=True)
class SourceFormat:
    """Another dataset.

    Attributes:
        name: What people call it.
        tables: Its tables by name.
        gives: What of ours it gives.
        values: Lists of words and codes by name.
        not_told: For each of our tables that it cannot tell, why.
    """

    name: str
    tables: Mapping[str, SourceTable]
    gives: tuple[GivenTable, ...]
    values: Mapping[str, Mapping[str, str]]
    not_told: Mapping[str, str]


@cache
def source_formats() -> tuple[SourceFormat, ...]:
    """All datasets that are known."""
    return tuple(_dataset(load_format_file(file)) for file in FILES)


def _dataset(declaration: Mapping[str, Any]) -> SourceFormat:
    return SourceFormat(
        name=declaration["name"],
        tables={
            table: _table(declaration["name"], table, words)
            for table, words in declaration["tables"].items()
        },
        gives=tuple(
            _given_table(table, words)
            for table, declarations in declaration["gives"].items()
            for words in (declarations if isinstance(declarations, list) else [declarations])
        ),
        values=declaration["values"],
        not_told=declaration["not_told"],
    )


def _table(dataset: str, table: str, declaration: Mapping[str, Any]) -> SourceTable:
    columns = declaration["columns"]
    named = columns if isinstance(columns, Mapping) else {name: name for name in columns}
    return SourceTable(
        dataset=dataset,
        table=table,
        name=declaration.get("name", table),
        headings={column: _headings(words) for column, words in named.items()},
        required=tuple(declaration["required"]),
        editions={year: tuple(names) for year, names in declaration.get("editions", {}).items()},
    )


def _headings(words: str | Mapping[str, Any]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else (words["is"], *words["also"])


def _given_table(table: str, declaration: Mapping[str, Any]) -> GivenTable:
    year, _, mark = declaration.get("year", "").partition(" ")
    since, *last_only = declaration.get("since", "").split(" ")
    return GivenTable(
        table=table,
        source=declaration["from"],
        columns={
            name: _column(words.partition(" + ")[0])
            for name, words in declaration["columns"].items()
        },
        followed={
            name: _column(words.partition(" + ")[2])
            for name, words in declaration["columns"].items()
            if " + " in words
        },
        joins=tuple(_joined(words) for words in declaration.get("join", ())),
        only=_words(declaration.get("only", {})),
        without=_words(declaration.get("except", {})),
        filled=declaration.get("filled", ""),
        year=year,
        is_open=mark == OPEN,
        since=since,
        last_only=tuple(last_only),
        latest=declaration.get("covers") == LATEST,
        changes=tuple(declaration.get("changes", ())),
        drawn=declaration.get("drawn", ""),
        not_told=declaration.get("not_told", {}),
    )


def _column(words: str) -> tuple[str, str]:
    column, _, how = words.partition(" ")
    return column, how


def _words(declaration: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {column: tuple(words) for column, words in declaration.items()}


def _joined(declaration: Mapping[str, str]) -> Joined:
    left, right = declaration["where"].split(" = ")
    if "on" not in declaration:
        return Joined(table=declaration["table"], left=left, right=right)
    day, _, first, _, last = declaration["on"].split()
    return Joined(
        table=declaration["table"], left=left, right=right, day=day, first=first, last=last
    )
