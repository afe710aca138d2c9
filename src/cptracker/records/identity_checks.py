"""Identifiers that meet no other table: children without a Header, attendance at unknown events.

A measure joins tables by identifiers. Where one file writes them otherwise, its rows belong to
nobody, and figures fall without a word. Each such file is told with how many, and with the change
under which most of them would be known.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

import polars as pl
from attrs import frozen

from cptracker.errors import Problem, Severity
from cptracker.records.expectations import (
    Expectation,
    expectations,
    expectations_by_table,
    setting,
)
from cptracker.records.faults import warning
from cptracker.records.formats import Type, formats
from cptracker.records.gathered import SEEN, SEEN_IN, Gathered, whole_file
from cptracker.records.parsing import LINE
from cptracker.records.row_rules import RowRule
from cptracker.records.stacking import FILE
from cptracker.records.years import YEAR, TableFile

UNMENDED_HINT = "write it as in the other tables, or add the rows that are missing there"
ALL = "all"
SPREADSHEET = r"^\d+(\.\d+)?E\+?\d+$"
NOUNS = {"child_id": "children", "event_id": "events", "staff_id": "staff"}
ODD = r"[^A-Z0-9]|^0"
"""What an identifier has that may be written in several ways."""

HIDDEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")

MENDS: Mapping[str, Callable[[str], str]] = {
    "small and capital letters": str.upper,
    "a `.0` at the end": lambda text: re.sub(r"\.0+$", "", text),
    "zeros at the front": lambda text: text.lstrip("0"),
    "spaces, which may not be seen": lambda text: HIDDEN.sub("", text),
    "an apostrophe or a quotation mark": lambda text: text.strip("'\"`´‘’“”"),  # noqa: RUF001
    "hyphens, slashes, points or commas": lambda text: re.sub(r"[^\w]|_", "", text),
    "the letters at the front": lambda text: text.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ-_ "),
}
"""What may set the same identifier apart in two files, and how to take it away."""


@frozen(kw_only=True)
class Unknown:
    """The identifiers of one table that the tables which should know them do not.

    Attributes:
        ids: All rows that are compared: `id`, `_file`, `_line`.
        lost: Those that are not known.
        known: The tables that should know them.
    """

    check: Expectation
    rows: Gathered
    ids: pl.DataFrame
    lost: pl.DataFrame
    known: Sequence[Gathered]

    @property
    def known_ids(self) -> pl.Series:
        """Every identifier that is known."""
        return pl.concat([one.frame[self.check.column] for one in self.known]).unique()


def check_known_ids(tables: Mapping[str, Gathered]) -> list[Problem]:
    """For each table the identifiers that the tables which should know them do not."""
    found = (
        _unknown(tables, check)
        for check in expectations("known_ids")
        if check.table in tables and tables[check.table].has(check.column)
    )
    return [problem for unknown in found if unknown for problem in _told(unknown)]


def _unknown(tables: Mapping[str, Gathered], check: Expectation) -> Unknown | None:
    names = [word for word in check.words if word != ALL]
    there = {name: tables[name] for name in names if name in tables}
    held = {name: rows for name, rows in there.items() if rows.has(check.column)}
    if not held or (ALL in check.words and len(held) < len(names)):
        return None
    rows = tables[check.table]
    compared = rows.frame.filter(_is_compared(rows, held.values(), check))
    lost = compared.filter(~_is_known(held, check.column))
    if lost.is_empty():
        return None
    own = (pl.col(check.column).alias("id"), FILE, LINE)
    return Unknown(
        check=check,
        rows=rows,
        ids=compared.select(own),
        lost=lost.select(own),
        known=tuple(held.values()),
    )


def _is_known(held: Mapping[str, Gathered], column: str) -> pl.Expr:
    if column == "child_id":
        return (pl.col(SEEN) & sum(SEEN_IN[name] for name in held)) > 0
    known = pl.concat([one.frame[column] for one in held.values()]).unique()
    return pl.col(column).is_in(known.implode())


def _is_compared(rows: Gathered, held: Iterable[Gathered], check: Expectation) -> pl.Expr:
    """The rows of returns that the other tables have; of the council's own, of their years."""
    several = [set(other.years) for other in held]
    if not rows.format.yearly:
        first = min((year for years in several for year in years), default=0)
        return _last_day(rows) >= date(first - 1, 4, 1) if first else pl.lit(value=True)
    years = set.intersection(*several) if ALL in check.words else set.union(*several)
    return pl.col(YEAR).is_in(sorted(years))


def _last_day(rows: Gathered) -> pl.Expr:
    """The last day that a row of the council's own tables speaks of; far off where it has none."""
    spell = rows.format.spell
    dates = [column.name for column in rows.format.columns if column.type is Type.DATE]
    last = spell[1] if spell else next((name for name in dates if rows.has(name)), None)
    day = pl.col(last) if last else pl.lit(None, pl.Date)
    return day.fill_null(date.max)


def _told(unknown: Unknown) -> list[Problem]:
    check, rows, problems = unknown.check, unknown.rows, []
    others = " or ".join(other.format.name for other in unknown.known)
    for file, part in rows.by_file(unknown.lost):
        ids = unknown.ids.filter(pl.col(FILE) == rows.files.index(file))["id"].n_unique()
        lost = part["id"].unique()
        if len(lost) <= check.number(0, 0) * ids:
            continue
        message = f"{len(lost)} of {ids} {NOUNS[check.column]} have no row in {others}"
        hint = _mend(lost, unknown.known_ids) or _swapped(file, unknown) or UNMENDED_HINT
        if len(lost) >= setting("most") * ids:
            problems.append(whole_file(file, message, hint, Severity.ERROR))
        else:
            line, place = part[LINE][0], rows.place(file, check.column)
            problems.append(warning(file.path, message, line=line, column=place, hint=hint))
    return problems


def _mend(unknown: Iterable[str], known: Iterable[str]) -> str | None:
    """What sets most of the unknown identifiers apart from known ones, if one thing does."""
    lost, others = list(unknown), list(known)
    for words, mend in MENDS.items():
        mended = {mend(text) for text in others}
        met = sum(mend(text) in mended for text in lost)
        if 2 * met > len(lost):
            return f"{met} of them differ from known ones only by {words}; write them alike"
    return None


def _swapped(file: TableFile, unknown: Unknown) -> str | None:
    """Whether the known identifiers stand in another column of the file."""
    known = unknown.known_ids.implode()
    for column in file.text.columns:
        if column.type in (Type.ID, Type.TEXT, Type.CODE) and column.name != unknown.check.column:
            here = file.frame[column.name].drop_nulls()
            if len(here) and float(here.is_in(known).mean() or 0) > setting("most"):
                label = file.text.label(column)
                return f"known ones stand in {label}: have columns changed places?"
    return None


def id_rules_of(table: str) -> list[RowRule]:
    """Identifiers that a spreadsheet has rounded, and those that begin as others do."""
    ids = [column.name for column in formats()[table].columns if column.type is Type.ID]
    begins = expectations_by_table("begins").get(table, ())
    return [*map(_rounded, ids), *map(_beginning, begins)]


def _rounded(column: str) -> RowRule:
    # The quick test first: a pattern is costly on every row.
    cell = pl.col(column)
    return RowRule(
        column=column,
        wrong=cell.str.contains("E+", literal=True) & cell.str.contains(SPREADSHEET),
        message="{column} is a number that a spreadsheet has rounded, such as 1.23E+11",
        hint="several of them may have become one; export it again and open it as text",
        severity=Severity.ERROR,
    )


def _beginning(check: Expectation) -> RowRule:
    fits = pl.any_horizontal(pl.col(check.column).str.starts_with(word) for word in check.words)
    return RowRule(
        column=check.column,
        wrong=~fits,
        message=f"{{column}} begins with neither {' nor '.join(check.words)}{check.cited}",
    )


def check_written_ids(tables: Mapping[str, Gathered]) -> list[Problem]:
    """Identifiers that are written in two ways within one table."""
    return [
        problem
        for table, rows in tables.items()
        for column in formats()[table].columns
        if column.type is Type.ID and rows.has(column.name)
        for problem in _written_twice(rows, column.name)
    ]


def _written_twice(rows: Gathered, column: str) -> list[Problem]:
    ids = rows.frame[column].unique().drop_nulls()
    odd = ids.filter(ids.str.contains(ODD))
    if odd.is_empty():
        return []
    ways: dict[str, list[str]] = {}
    for text in ids.to_list():
        ways.setdefault(_plainest(text), []).append(text)
    several = [text for alike in ways.values() if len(alike) > 1 for text in alike]
    wrong = rows.frame.filter(pl.col(column).is_in(several))
    message = "{column} is the same as another one but for case, spaces, zeros at the front or `.0`"
    return rows.at_rows(wrong, column, message, hint="they count as two; write them alike")


def _plainest(text: str) -> str:
    return re.sub(r"\.0+$", "", HIDDEN.sub("", text).strip("'`’")).upper().lstrip("0")  # noqa: RUF001
