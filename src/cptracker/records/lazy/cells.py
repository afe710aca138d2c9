"""The cells of a lazy frame as canonical ones, cast by the engine that has them.

Dates, times and whole numbers are cast as they stand. Whatever has to be read, such as a date that
is text, is read by the very code that reads files: the different values of a column are few, so
they alone are fetched, read, and joined to the rows again. What does not fit is told with its
column and the number of its rows; a lazy frame has no lines.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl
from attrs import evolve, frozen

from cptracker.files.table_problems import record_error
from cptracker.model.problems import Problem
from cptracker.records.care.days import Frame
from cptracker.records.casting import UNUSED, cast, is_needed
from cptracker.records.cleaning import TextTable
from cptracker.records.engines import Engine
from cptracker.records.formats import Column, Type, blank_words
from cptracker.records.lazy.casts import (
    cast_cell,
    cells_to_read,
    has_few_values,
    is_cast,
    is_readable,
)
from cptracker.records.parsing import LINE
from cptracker.records.stacking import DTYPES, SEXES

col, lit, when = nw.col, nw.lit, nw.when


MOST_VALUES = 1_000_000
"""How many different values of a column are fetched to be read; dates and codes have far fewer."""


CAST_HINT = "cast it in a view, or hand in a table that is in memory, which is read as a file is"


_FETCHED: Mapping[Any, pl.DataType] = {
    nw.Int64: pl.Int64(),
    nw.Float64: pl.Float64(),
    nw.Date: pl.Date(),
}


_READ, _AS_READ = "_cell", "_as_read"


@frozen(kw_only=True)
class LazyCells:
    """A lazy frame whose table is known.

    Attributes:
        table: What its columns are called and where they stand.
        engine: What computes it.
    """

    table: TextTable
    engine: Engine

    def canonical(self, frame: Frame) -> tuple[Frame | None, list[Problem]]:
        """The canonical columns that the frame has, typed, and what is wrong with its cells.

        Returns:
            None for the frame where a column is of a type that cannot be read.
        """
        frame = self._without_types_of_nothing(frame)
        schema = frame.collect_schema()
        kinds = {column: schema[self.table.name(column)] for column in self.table.columns}
        problems = [
            self._refused(column, kind) for column, kind in kinds.items() if not is_readable(kind)
        ]
        if problems:
            return None, problems
        for column, kind in kinds.items():
            if isinstance(kind, nw.Datetime) and kind.time_zone is not None:
                frame = self.engine.day_in_london(frame, self.table.name(column))
        cells = {
            column.name: cast_cell(column, col(self.table.name(column)), kind)
            for column, kind in kinds.items()
        }
        return self._read(frame.select(**cells), kinds)

    def _without_types_of_nothing(self, frame: Frame) -> Frame:
        """The frame with text for columns of no type in which there is nothing."""
        kinds = frame.collect_schema()
        names = [self.table.name(column) for column in self.table.columns]
        odd = [name for name in names if kinds[name] == nw.Unknown]
        if not odd:
            return frame
        sums = {f"n{place}": (~col(name).is_null()).cast(nw.Int64).sum()
                for place, name in enumerate(odd)}  # fmt: skip
        (counts,) = self.engine.rows(frame.select(**sums))
        empty = [name for name, count in zip(odd, counts, strict=True) if not count]
        nothing = lit(None, dtype=nw.String)
        return frame.with_columns(**dict.fromkeys(empty, nothing)) if empty else frame

    def _read(self, frame: Frame, kinds: dict[Column, Any]) -> tuple[Frame | None, list[Problem]]:
        """The frame with those columns read that are not what they have to be."""
        misfits, blanks = self._looked_through(frame, kinds)
        problems: list[Problem] = []
        for column in misfits:
            read, column_problems = self._looked_up(frame, column)
            problems += column_problems
            if read is None:
                return None, problems
            frame = read
        for column, count in blanks.items():
            message = f"{self.table.label(column)} is blank{UNUSED}"
            problems.append(self._problem(column, message, count=count))
        needed = [column.name for column in kinds if column in blanks or
                  (column in misfits and is_needed(column))]  # fmt: skip
        lazy_frame = frame.filter(*(~col(name).is_null() for name in needed)) if needed else frame
        return lazy_frame, problems

    def _looked_through(
        self, frame: Frame, kinds: dict[Column, Any]
    ) -> tuple[list[Column], dict[Column, int]]:
        """The columns with cells that have to be read, and how often those needed are blank."""
        read = [column for column, kind in kinds.items() if not is_cast(column, kind)]
        conditions = {column: condition for column in kinds if column not in read
                  and (condition := cells_to_read(column, kinds[column])) is not None}  # fmt: skip
        coded = {
            column: conditions.pop(column) for column in list(conditions) if has_few_values(column)
        }
        wrong: dict[Column, Any] = self._doubtful(frame, coded)
        texts = [column for column in conditions if column.type in (Type.ID, Type.TEXT)]
        wrong |= {column: self._count(frame, column, conditions.pop(column)) for column in texts}
        needed = [column for column in kinds if column not in read and is_needed(column)]
        expressions = [
            *(
                condition.fill_null(value=False).cast(nw.Int64).sum()
                for condition in conditions.values()
            ),
            *(nw.len() - col(column.name).count() for column in needed),
        ]
        sums = {f"n{place}": expression for place, expression in enumerate(expressions)}
        row = self.engine.rows(frame.select(**sums))[0] if sums else ()
        counts = [int(count or 0) for count in row]
        wrong |= dict(zip(conditions, counts, strict=False))
        blank = dict(zip(needed, counts[len(conditions) :], strict=True))
        misfits = [column for column in kinds if column in read or wrong.get(column)]
        return misfits, {
            column: count for column, count in blank.items() if count and column not in misfits
        }

    def _count(self, frame: Frame, column: Column, doubt: nw.Expr) -> int:
        """How many values of a column of text are in doubt."""
        values = self.engine.each_value(frame, column.name)
        faulty = values.select(n=doubt.fill_null(value=False).cast(nw.Int64).sum())
        ((count,),) = self.engine.rows(faulty)
        return int(count or 0)

    def _doubtful(self, frame: Frame, conditions: Mapping[Column, nw.Expr]) -> dict[Column, bool]:
        """Whether some value of a column is in doubt: each is looked at once, not in each row."""
        if not conditions:
            return {}
        values = self.engine.values(frame, [column.name for column in conditions])
        different = [
            nw.from_native(pl.DataFrame({column.name: pl.Series(cells, dtype=pl.String())}))
            for column, cells in zip(conditions, values, strict=True)
        ]
        return {
            column: not rows.filter(doubt.fill_null(value=False)).is_empty()
            for rows, (column, doubt) in zip(different, conditions.items(), strict=True)
        }

    def _looked_up(self, frame: Frame, column: Column) -> tuple[Frame | None, list[Problem]]:
        """The frame with a column read as in a file, value by value."""
        values = frame.group_by(column.name).agg(rows=nw.len()).head(MOST_VALUES + 1)
        cells_and_counts = self.engine.rows(values.select(column.name, "rows"))
        if len(cells_and_counts) > MOST_VALUES:
            message = f"{self.table.label(column)} has more than {MOST_VALUES:,} different values"
            return None, [self._problem(column, f"{message}; the frame is not used", CAST_HINT)]
        kind = frame.collect_schema()[column.name]
        cells = pl.Series(
            _READ, [cell for cell, _ in cells_and_counts], _FETCHED.get(kind, pl.String())
        )
        typed, problems = self._as_read(column, cells)
        data_frame = pl.DataFrame({_READ: cells, _AS_READ: typed}).filter(
            pl.col(_READ).is_not_null()
        )
        lookup = self.engine.take(data_frame)
        joined = frame.join(lookup, left_on=column.name, right_on=_READ, how="left")
        names = [name for name in frame.collect_schema().names() if name != column.name]
        counts = [int(count) for _, count in cells_and_counts]
        counted = [self._counted(column, problem, counts) for problem in problems]
        counted += self._blank(column, cells, counts)
        read = col(_AS_READ).fill_null("unknown") if column.source == "SEX" else col(_AS_READ)
        return joined.select(*names, read.alias(column.name)), _together(counted)

    def _blank(self, column: Column, cells: pl.Series, counts: Sequence[int]) -> list[Problem]:
        """That a column that is needed is blank, in so many rows."""
        if not is_needed(column):
            return []
        nothing = ["", *blank_words()]
        blank = cells.is_null() | cells.cast(pl.String).str.strip_chars().is_in(nothing)
        count = sum(rows for rows, is_blank in zip(counts, blank, strict=True) if is_blank)
        message = f"{self.table.label(column)} is blank{UNUSED}"
        return [self._problem(column, message, count=count)] if count else []

    def _as_read(self, column: Column, cells: pl.Series) -> tuple[pl.Series, list[Problem]]:
        """What a file's reader makes of these cells, in order; a problem's line is the place."""
        name, detected_table = self.table.name(column), self.table.recognised
        only = evolve(
            detected_table,
            positions={column.name: 0},
            labels={column.name: detected_table.labels[column.name]},
        )
        rows = cells.alias(name).to_frame().with_row_index(LINE, offset=1)
        typed, problems = cast(evolve(self.table, recognised=only, frame=rows, names=[name]))
        value = pl.col(column.name).cast(
            DTYPES.get(column.type, pl.Int64() if column.type is Type.YEAR else pl.String())
        )
        if column.source == "SEX":
            value = value.replace_strict(SEXES, default="unknown", return_dtype=pl.String)
        placed = rows.select(LINE).join(
            typed.select(LINE, value), on=LINE, how="left", maintain_order="left"
        )
        return placed[column.name], problems

    def _counted(self, column: Column, problem: Problem, counts: Sequence[int]) -> Problem:
        """A problem of one value as one of all the rows that hold it."""
        rows = counts[problem.line - 1] if problem.line else problem.count
        return evolve(problem, line=None, column=self.table.place(column), count=rows)

    def _refused(self, column: Column, kind: Any) -> Problem:
        message = f"{self.table.label(column)} is of the type {kind}, which cannot be read"
        return self._problem(column, f"{message}; the frame is not used", CAST_HINT)

    def _problem(
        self, column: Column, message: str, hint: str | None = None, count: int = 1
    ) -> Problem:
        place = self.table.place(column)
        return record_error(self.table.path, message, column=place, hint=hint, count=count)


def _together(problems: Sequence[Problem]) -> list[Problem]:
    """Problems of one message as one, with all their rows."""
    rows: dict[Problem, int] = {}
    for problem in problems:
        alike = evolve(problem, count=1)
        rows[alike] = rows.get(alike, 0) + problem.count
    return [evolve(problem, count=count) for problem, count in rows.items()]
