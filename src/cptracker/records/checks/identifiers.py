"""Identifiers that meet no other table: children without a Header, attendance at unknown events.

A measure joins tables by identifiers. Where one file writes them otherwise, its rows belong to
nobody, and figures fall without a word. Each such file is told with how many, and with the change
under which most of them would be known.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

import polars as pl
from attrs import frozen

from cptracker.files.table_problems import YEAR, record_warning
from cptracker.model.problems import Problem, Severity
from cptracker.records.checks.copies import TOTAL, TOTAL_HINT
from cptracker.records.checks.gathered import TABLE_BITS, TABLES_WITH_ROWS, StackedRows, whole_file
from cptracker.records.checks.queries import RowRule, TableQuery
from cptracker.records.checks.thresholds import (
    Expectation,
    expectations,
    expectations_by_table,
    threshold,
)
from cptracker.records.collection_years import TableFile
from cptracker.records.formats import Type
from cptracker.records.parsing import LINE
from cptracker.records.stacking import FILE

UNMENDED_HINT = "write it as in the other tables, or add the rows that are missing there"


ALL = "all"


SPREADSHEET = re.compile(r"\d+(\.\d+)?E\+?\d+")


NOUNS = {"child_id": "children", "event_id": "events", "staff_id": "staff"}


ODD = r"[^A-Z0-9]|^0|^[A-Z]+$"
"""What an identifier has that may be written in several ways, rounded, or no identifier."""


ROUNDED = "{column} is a number that a spreadsheet has rounded, such as 1.23E+11"


ROUNDED_HINT = "several of them may have become one; export it again and open it as text"


TWO_WAYS = "{column} is the same as another one but for case, spaces, zeros at the front or `.0`"


TWO_WAYS_HINT = "they count as two; write them alike"


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
class IdComparison:
    """Identifiers of one table and the tables that should know them.

    Attributes:
        rows: The table whose identifiers are looked up.
        known: The tables that should know them, by name, as far as they were supplied.
    """

    check: Expectation
    rows: StackedRows
    known: Mapping[str, StackedRows]

    @property
    def known_ids(self) -> pl.Series:
        """Every identifier that is known."""
        return pl.concat(
            [stacked_rows.frame[self.check.column] for stacked_rows in self.known.values()]
        ).unique()

    @property
    def compared(self) -> pl.Expr:
        """Which rows are looked up."""
        return _is_compared(self.rows, self.known.values(), self.check)

    @property
    def lost(self) -> pl.Expr:
        """Which rows are looked up in vain."""
        if self.check.column == "child_id":
            bits = sum(TABLE_BITS[name] for name in self.known)
            return self.compared & ((pl.col(TABLES_WITH_ROWS) & bits) == 0)
        return self.compared & ~pl.col(self.check.column).is_in(self.known_ids.implode())


def known_id_questions(tables: Mapping[str, StackedRows]) -> Iterator[TableQuery]:
    """For each table how many identifiers the tables which should know them do not."""
    for check in expectations("known_ids"):
        names = [word for word in check.words if word != ALL]
        present = {name: tables[name] for name in names if name in tables}
        known = {name: rows for name, rows in present.items() if rows.has(check.column)}
        lacks = ALL in check.words and len(known) < len(names)
        rows = tables.get(check.table)
        if rows is not None and rows.has(check.column) and known and not lacks:
            comparison = IdComparison(check=check, rows=rows, known=known)
            problems_of = partial(_lost_ids, comparison)
            yield TableQuery(rows=rows, value=comparison.lost.sum(), problems_of=problems_of)


def _is_compared(rows: StackedRows, tables: Iterable[StackedRows], check: Expectation) -> pl.Expr:
    """The rows of returns that the other tables have; of the council's own, of their years."""
    years_of_tables = [set(rows.years) for rows in tables]
    if not rows.format.yearly:
        first = min((year for years in years_of_tables for year in years), default=0)
        return _last_day(rows) >= date(first - 1, 4, 1) if first else pl.lit(value=True)
    years = (
        set.intersection(*years_of_tables) if ALL in check.words else set.union(*years_of_tables)
    )
    return pl.col(YEAR).is_in(sorted(years))


def _last_day(rows: StackedRows) -> pl.Expr:
    """The last day that a row of the council's own tables speaks of; far off where it has none."""
    spell = rows.format.spell
    dates = [column.name for column in rows.format.columns if column.type is Type.DATE]
    last = spell[1] if spell else next((name for name in dates if rows.has(name)), None)
    day = pl.col(last) if last else pl.lit(None, pl.Date)
    return day.fill_null(date.max)


def _lost_ids(comparison: IdComparison, count: int) -> Iterator[Problem]:
    if not count:
        return
    check, rows = comparison.check, comparison.rows
    named = rows.frame.with_columns(pl.col(check.column).alias("id"))
    counts = named.filter(comparison.compared).group_by(FILE).agg(pl.col("id").n_unique())
    ids = dict(counts.iter_rows())
    others = " or ".join(table.format.name for table in comparison.known.values())
    for file, part in rows.by_file(named.filter(comparison.lost)):
        lost, of = part["id"].unique(), ids[rows.files.index(file)]
        if len(lost) <= check.number(0, 0) * of:
            continue
        message = f"{len(lost)} of {of} {NOUNS[check.column]} have no row in {others}"
        hint = _mend(lost, comparison.known_ids) or _swapped(file, comparison) or UNMENDED_HINT
        if 1 < len(lost) >= threshold("most") * of:
            yield whole_file(file, message, hint, Severity.ERROR)
        else:
            line, place = part[LINE][0], rows.place(file, check.column)
            yield record_warning(file.path, message, line=line, column=place, hint=hint)


def _mend(unknown: Iterable[str], known: Iterable[str]) -> str | None:
    """What sets most of the unknown identifiers apart from known ones, if one thing does."""
    lost, others = list(unknown), list(known)
    for words, mend in MENDS.items():
        mended = {mend(text) for text in others}
        met = sum(mend(text) in mended for text in lost)
        if 2 * met > len(lost):
            return f"{met} of them differ from known ones only by {words}; write them alike"
    return None


def _swapped(file: TableFile, comparison: IdComparison) -> str | None:
    """Whether the known identifiers stand in another column of the file."""
    series = comparison.known_ids.implode()
    for column in file.text.columns:
        if (
            column.type in (Type.ID, Type.TEXT, Type.CODE)
            and column.name != comparison.check.column
        ):
            here = file.frame[column.name].drop_nulls()
            if int(here.is_in(series).sum()) > threshold("most") * len(here):
                label = file.text.label(column)
                return f"known ones stand in {label}: have columns changed places?"
    return None


def id_rules_of(table: str) -> list[RowRule]:
    """Identifiers that do not begin as their kind does."""
    return [_beginning(check) for check in expectations_by_table("begins").get(table, ())]


def _beginning(check: Expectation) -> RowRule:
    fits = pl.any_horizontal(pl.col(check.column).str.starts_with(word) for word in check.words)
    return RowRule(
        column=check.column,
        wrong=~fits,
        message=f"{{column}} begins with neither {' nor '.join(check.words)}{check.cited}",
    )


def written_id_questions(tables: Mapping[str, StackedRows]) -> Iterator[TableQuery]:
    """Identifiers that a spreadsheet has rounded, that are totals, or written in two ways."""
    for rows in tables.values():
        for column in rows.format.columns:
            if column.type is Type.ID and rows.has(column.name):
                # In order, since it stands twice and must be alike in both places.
                ids = pl.col(column.name).unique(maintain_order=True)
                odd = ids.filter(ids.str.contains(ODD)).implode()
                yield TableQuery(
                    rows=rows, value=odd, problems_of=partial(_written, rows, column.name)
                )


def _written(rows: StackedRows, column: str, odd: pl.Series) -> Iterator[Problem]:
    if odd.is_empty():
        return
    rounded = [text for text in odd if SPREADSHEET.fullmatch(text)]
    yield from _at_ids(rows, column, rounded, ROUNDED, ROUNDED_HINT, Severity.ERROR)
    totals = [text for text in odd if text.casefold() in threshold("total_words")]
    yield from _at_ids(rows, column, totals, TOTAL, TOTAL_HINT, Severity.ERROR)
    yield from _at_ids(rows, column, _in_two_ways(rows, column, odd), TWO_WAYS, TWO_WAYS_HINT)


def _at_ids(
    rows: StackedRows,
    column: str,
    ids: Sequence[str],
    message: str,
    hint: str,
    severity: Severity = Severity.WARNING,
) -> list[Problem]:
    if not ids:
        return []
    wrong = rows.frame.filter(pl.col(column).is_in(ids))
    return rows.at_rows(wrong, column, message, hint=hint, severity=severity)


def _in_two_ways(rows: StackedRows, column: str, odd: Iterable[str]) -> list[str]:
    """Identifiers out of the common way that are the same as another one but for that."""
    spellings: dict[str, list[str]] = {}
    for text in rows.frame[column].drop_nulls().unique():
        spellings.setdefault(_plainest(text), []).append(text)
    return [text for text in odd if len(spellings.get(_plainest(text), ())) > 1]


def _plainest(text: str) -> str:
    return re.sub(r"\.0+$", "", HIDDEN.sub("", text).strip("'`’")).upper().lstrip("0")  # noqa: RUF001
