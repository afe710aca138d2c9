"""The formats of record tables, as values: what the YAML files in `formats/` say.

A new column or next year's codes are a change of data there, not of code here.
"""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

from cptracker.records.coverage.evidence import CoverageEvidence, evidence_of

FOLDER = Path(__file__).parent / "formats"


YEAR_END = "year_end"


COLLECTION_YEAR = "collection_year"


LA = "la"
"""The column, and the breakdown, of the council whose rows they are."""


ANY_YEAR = "NN"
"""In a name, the two figures of a year: `ladNNcd` is `lad23cd` and `lad25cd`."""


COVERS = ("covers_from", "covers_to")
"""Columns in which a file of a local table may state the days it covers; taken off when read."""


def plain_name_of_column(name: str) -> str:
    """A column's name as it is compared: `Child ID`, `child-id` and ` CHILD_ID ` are one."""
    return re.sub(r"[\s_-]+", "_", name.strip()).casefold()


MARKS = ("required", "key", "filled")
"""Words that say what else holds of a column."""


class Type(StrEnum):
    """What the cells of a column hold."""

    ID = "id"
    TEXT = "text"
    DATE = "date"
    PARTDATE = "partdate"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"
    YESNO = "yesno"
    CODE = "code"
    WORD = "word"
    POSTCODE = "postcode"
    YEAR = "year"


@frozen(kw_only=True)
class Column:
    """One column of a table.

    Attributes:
        name: Its canonical name.
        source: Its name in the return, such as `TEETH_CHECK`; the canonical name for local tables.
        also: Other names that files of other editions give it, the one that is preferred first.
        words: The words allowed, for a column of words.
        low: The least value allowed, for a number.
        high: The greatest value allowed, for a number.
        required: Whether a file without it is another table.
        key: Whether it is part of what names a row.
        filled: Whether a row where it is blank cannot be used.
        further: Whether a measure asks for it beside the table's own columns; a file may lack it.
    """

    name: str
    source: str
    type: Type
    also: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    required: bool = False
    key: bool = False
    filled: bool = False
    further: bool = False


@frozen(kw_only=True)
class TableFormat:
    """One canonical table and how files of it look.

    Attributes:
        table: Its canonical name.
        name: Its name in the return, such as `OC2`; the canonical name for local tables.
        yearly: Whether it is part of the SSDA903 return and so belongs to a collection year.
        besides: Columns that its files may have besides, which the table does not keep: the year
            of each row's return.
        spell: The columns of a spell's first and last day, if its rows are spells.
        part: A column of numbers that are part of those in another, never more.
        covers: What tells the days that a local table covers; returns cover their years.
        required: The columns without which a file is another table.
        aliases: Local column names by canonical name, from a user's mapping.
        service: Who usually holds it, of a table that a plug-in declares; else empty.
        path: The file that declares it, of a plug-in's table; else empty.
        names: For each name that a column may have in a file, in plain case: its canonical name,
            how far down it stands among the column's names, and how to show it.
    """

    table: str
    name: str
    columns: tuple[Column, ...]
    yearly: bool = False
    besides: tuple[Column, ...] = ()
    spell: tuple[str, str] | None = None
    part: tuple[str, str] | None = None
    covers: CoverageEvidence | None = None
    aliases: Mapping[str, str] = field(factory=dict)
    service: str = ""
    path: str = field(default="", eq=False)
    required: tuple[Column, ...] = field(init=False, repr=False, eq=False)
    names: Mapping[str, tuple[str, int, str]] = field(init=False, repr=False, eq=False)

    @required.default
    def _all_required(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.required)

    @names.default
    def _all_names(self) -> Mapping[str, tuple[str, int, str]]:
        return {
            plain_name_of_column(name): (column.name, rank, name)
            for column in self.readable
            for rank, name in reversed(list(enumerate(self.names_of(column))))
        }

    @property
    def readable(self) -> tuple[Column, ...]:
        """Every column that its files may have."""
        return (*self.columns, *self.besides)

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that name a row; all columns where none are marked."""
        marked = tuple(column.name for column in self.columns if column.key)
        return marked or tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of this canonical name."""
        return next(column for column in self.columns if column.name == name)

    def names_of(self, column: Column) -> tuple[str, ...]:
        """All names a column may have in a file, the one that is preferred first."""
        return tuple(dict.fromkeys([*self.own_names_of(column), *column.also]))

    def own_names_of(self, column: Column) -> tuple[str, ...]:
        """The names of which a file should have no more than one."""
        own = [self.aliases[column.name]] if column.name in self.aliases else []
        return tuple(dict.fromkeys([*own, column.source, column.name]))


@cache
def formats() -> Mapping[str, TableFormat]:
    """All shipped tables by canonical name: the return's first, then the council's own."""
    returns = load_format_file("ssda903.yaml").items()
    local = load_format_file("local.yaml").items()
    tables = [table_format(table, declaration, yearly=True) for table, declaration in returns]
    tables += [table_format(table, declaration, yearly=False) for table, declaration in local]
    return {table_format.table: table_format for table_format in tables}


def formats_with(tables: Iterable[TableFormat]) -> Mapping[str, TableFormat]:
    """The shipped tables and those that are given, which win over shipped ones of their name."""
    return {**formats(), **{table_format.table: table_format for table_format in tables}}


@cache
def blank_words() -> tuple[str, ...]:
    """The words that stand for nothing, in any cell of any file."""
    return tuple(load_format_file("common.yaml")["blank"])


def with_aliases(
    mapping: Mapping[str, Mapping[str, str]], tables: Iterable[TableFormat] = ()
) -> Mapping[str, TableFormat]:
    """The formats with local column names added.

    Args:
        mapping: For each canonical table, the column's name in the file by canonical name.
            Tables that are not known are passed over; `mapping_faults` names them.
        tables: Formats beside the shipped ones.
    """
    known = formats_with(tables)
    return {
        table: evolve(format_, aliases=dict(mapping[table])) if table in mapping else format_
        for table, format_ in known.items()
    }


@cache
def load_format_file(name: str) -> Mapping[str, Any]:
    """What a file in `formats/` says."""
    from cptracker.files.yaml_parsers import shipped_yaml

    return shipped_yaml(FOLDER / name)


def table_format(table: str, declaration: Mapping[str, Any], *, yearly: bool) -> TableFormat:
    """The format that a sound declaration describes.

    Args:
        table: Its canonical name.
        declaration: What a format file says of it.
        yearly: Whether it is part of the SSDA903 return.
    """
    columns = [_column(name, words.split()) for name, words in declaration["columns"].items()]
    if yearly and all(column.name != YEAR_END for column in columns):
        columns.append(Column(name=YEAR_END, source=YEAR_END, type=Type.DATE))
    common = load_format_file("common.yaml")
    besides = {**common["every"], **(common["return"] if yearly else {})}
    besides = {name: words for name, words in besides.items() if name not in declaration["columns"]}
    spell = _pair(declaration.get("spell"))
    return TableFormat(
        table=table,
        name=declaration.get("name", table),
        columns=tuple(columns),
        yearly=yearly,
        besides=tuple(_column(name, words.split()) for name, words in besides.items()),
        spell=spell,
        part=_pair(declaration.get("part")),
        covers=evidence_of(declaration.get("covers"), spell),
        service=declaration.get("service", ""),
    )


def _pair(words: str | None) -> tuple[str, str] | None:
    if words is None:
        return None
    first, last = words.split()
    return first, last


def _column(name: str, words: list[str]) -> Column:
    source = words.pop(0) if words[0].isupper() else name
    kind = Type(words.pop(0))
    also = _names(words)
    marks = {word: word in words for word in MARKS}
    details = [word for word in words if word not in marks]
    allowed = tuple(details[0].split(",")) if kind is Type.WORD else ()
    low, high = _range(details[0]) if details and not allowed else (None, None)
    return Column(
        name=name, source=source, type=kind, also=also, words=allowed, low=low, high=high, **marks
    )


def _names(words: list[str]) -> tuple[str, ...]:
    """The other names of a column, which are taken out of its words; the latest year's first."""
    if "also" not in words:
        return ()
    place = words.index("also")
    names = words[place + 1].split(",")
    del words[place : place + 2]
    years = [f"{year:02d}" for year in range(49, -1, -1)]
    mistakes = [
        [name.replace(ANY_YEAR, year) for year in years] if ANY_YEAR in name else [name]
        for name in names
    ]
    return tuple(chain.from_iterable(mistakes))


def _range(words: str) -> tuple[float | None, float | None]:
    low, high = words.rsplit("-", 1)
    return float(low), float(high)
