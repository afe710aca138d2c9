"""All rows of one table from all its files, each row with its file, line and collection year.

What is compared between files is compared here, before rows of earlier returns are left out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import polars as pl
from attrs import evolve, frozen

from cptracker.files.table_problems import YEAR, first_places, record_error
from cptracker.model.problems import Problem, Severity
from cptracker.records.collection_years import TableFile
from cptracker.records.formats import YEAR_END, Column, TableFormat
from cptracker.records.parsing import LINE
from cptracker.records.stacking import FILE

BORN, TABLES_WITH_ROWS, CARE_FROM, CARE_TO = "_born", "_seen", "_care_from", "_care_to"


TABLE_BITS = {"children": 1, "episodes": 2, "care_leavers": 4}
"""The tables that say who there is, and the bit of each in `_seen`."""


_ID = ("child_id", "dob", YEAR)


EVER = 0
"""The year of rows that belong to none."""


SOURCE_HINT = "correct it where the file comes from"


@frozen(kw_only=True)
class StackedRows:
    """The rows of one table.

    Attributes:
        files: Where they came from.
        frame: The canonical columns that any of the files has, `_file` (the place in `files`),
            `_line` and `_year` (0 in the council's own tables); `year_end` in tables of the return.
            In tables of children also `_born`, the Header's date of birth or else the row's own,
            and `_seen`, which of the tables in `TABLE_BITS` know the child: in the same return, or
            in any for the council's own tables; `_care_from` and `_care_to`, the first and the
            last day in care that Episodes know of.
        births_differ: Whether any row has another date of birth than the Header.
    """

    files: tuple[TableFile, ...]
    frame: pl.DataFrame
    births_differ: bool = False

    @property
    def format(self) -> TableFormat:
        """The table's format."""
        return self.files[0].format

    @property
    def years(self) -> tuple[int, ...]:
        """The collection years of its files."""
        return tuple(sorted({year for file in self.files for year in file.years}))

    def has(self, *columns: str) -> bool:
        """Whether any file has each of these columns, and there are rows."""
        return set(columns) <= set(self.frame.columns) and self.frame.height > 0

    @property
    def heights(self) -> Mapping[int, int]:
        """How many rows there are of each collection year, one row for each."""
        if any(YEAR in file.frame.columns for file in self.files):
            counts = dict(self.frame[YEAR].value_counts().iter_rows())
            return {year: counts.get(year, 0) for year in self.years}
        heights: dict[int, int] = {}
        for file in self.files:
            heights[file.year or EVER] = heights.get(file.year or EVER, 0) + file.frame.height
        return heights

    def of_year(self, year: int) -> Sequence[TableFile]:
        """The files that have rows of a collection year."""
        return [file for file in self.files if year in file.years]

    def of_file(self, file: TableFile) -> pl.DataFrame:
        """The rows of one file."""
        return self.frame.filter(pl.col(FILE) == self.files.index(file))

    def labelled(self, file: TableFile, column: str) -> str:
        """What a column is called in a file; its own name where the file lacks it."""
        known = self._column(column)
        if known is None:
            return column
        return file.text.label(known) if known in file.text.columns else known.source

    def place(self, file: TableFile, column: str) -> int | None:
        """Where a column stands in a file; None where it does not."""
        known = self._column(column)
        return file.text.place(known) if known and known in file.text.columns else None

    def _column(self, name: str) -> Column | None:
        return next((column for column in self.format.columns if column.name == name), None)

    def by_file(self, rows: pl.DataFrame) -> Iterator[tuple[TableFile, pl.DataFrame]]:
        """Some of its rows, file by file, in order of line."""
        for (place,), part in rows.sort(FILE, LINE).group_by(FILE, maintain_order=True):
            yield self.files[int(str(place))], part

    def at_rows(
        self,
        wrong: pl.DataFrame,
        column: str,
        message: str,
        *,
        hint: str = SOURCE_HINT,
        severity: Severity = Severity.WARNING,
    ) -> list[Problem]:
        """Rows that break a rule: for each file the first of them, and how many there are.

        Args:
            wrong: The rows, with `_file` and `_line`.
            column: The column that is wrong.
            message: The rule; `{column}` stands for what the file calls the column.
            hint: What to do about it.
            severity: What it costs.
        """
        return [
            problem
            for file, rows in self.by_file(wrong)
            for problem in first_places(
                file.path,
                message.replace("{column}", self.labelled(file, column)),
                rows[LINE].head(10).to_list(),
                rows.height,
                column=self.place(file, column),
                hint=hint,
                severity=severity,
            )
        ]


def whole_file(
    file: TableFile, message: str, hint: str = SOURCE_HINT, severity: Severity = Severity.WARNING
) -> Problem:
    """A problem of a whole file."""
    return record_error(file.path, message, hint=hint, severity=severity)


def stacked_rows(by_table: Mapping[str, Sequence[TableFile]]) -> Mapping[str, StackedRows]:
    """The rows of each table."""
    places, start = _places(by_table.values()), 0
    tables = {}
    for table, files in by_table.items():
        rows = _rows(files)
        frame = rows.hstack(places.slice(start, rows.height))
        start += rows.height
        tables[table] = StackedRows(files=tuple(files), frame=_with_own_years(frame, files))
    return _with_children(tables)


def _places(tables: Iterable[Sequence[TableFile]]) -> pl.DataFrame:
    """For each row of all tables its file, its year and the end of that: at one go, being many."""
    files = [(place, file) for table_files in tables for place, file in enumerate(table_files)]
    frame = pl.DataFrame(
        {
            FILE: [place for place, _ in files],
            YEAR: [file.year or EVER for _, file in files],
            "rows": [file.frame.height for _, file in files],
        },
        schema={FILE: pl.UInt32, YEAR: pl.Int32, "rows": pl.UInt32},
    ).filter(pl.col("rows") > 0)
    ends = frame.with_columns(pl.date(pl.col(YEAR), 3, 31).alias(YEAR_END))
    return ends.select(pl.exclude("rows").repeat_by("rows").explode())


def _rows(files: Sequence[TableFile]) -> pl.DataFrame:
    """The rows of all files of a table, without what tells their year."""
    frames = [_plain(file.frame) for file in files]
    if len(frames) == 1:
        return frames[0]
    alike = all(frame.schema == frames[0].schema for frame in frames)
    return pl.concat(frames, how="vertical" if alike else "diagonal_relaxed")


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    own = {YEAR, YEAR_END} & set(frame.columns)
    return frame.drop(own) if own else frame


def _with_own_years(frame: pl.DataFrame, files: Sequence[TableFile]) -> pl.DataFrame:
    """The rows in their own years, where the rows of a file have them."""
    if not any(YEAR in file.frame.columns for file in files):
        return frame if files[0].format.yearly else frame.drop(YEAR_END)
    years = [
        file.frame[YEAR].cast(pl.Int32)
        if YEAR in file.frame.columns
        else pl.Series([file.year or EVER] * file.frame.height, dtype=pl.Int32)
        for file in files
    ]
    dated = frame.with_columns(pl.concat(years).alias(YEAR))
    return dated.with_columns(pl.date(pl.col(YEAR), 3, 31).alias(YEAR_END))


def _with_children(tables: Mapping[str, StackedRows]) -> Mapping[str, StackedRows]:
    """The tables of children with what is known of the child, by one join for all of them."""
    of_children = [name for name, rows in tables.items() if "child_id" in rows.frame.columns]
    if not of_children:
        return tables
    lazy = {name: tables[name].frame.lazy() for name in of_children}
    ids = pl.concat([_ids(tables[name].frame) for name in of_children], how="diagonal_relaxed")
    joined = ids.lazy().join(_known(lazy), on=["child_id", YEAR], how="left", maintain_order="left")
    born = pl.coalesce(BORN, "dob") if "dob" in ids.columns else pl.col(BORN)
    checked = joined.select(
        born, pl.col(TABLES_WITH_ROWS).fill_null(0), CARE_FROM, CARE_TO
    ).collect()
    rows_by_name, start = dict(tables), 0
    for name in of_children:
        frame = tables[name].frame
        data_frame = frame.hstack(checked.slice(start, frame.height))
        differ = "dob" in frame.columns and bool((frame["dob"] != data_frame[BORN]).any())
        rows_by_name[name] = evolve(tables[name], frame=data_frame, births_differ=differ)
        start += frame.height
    return rows_by_name


def _ids(frame: pl.DataFrame) -> pl.DataFrame:
    """What the children of a table are looked up by; put together, not selected, being quicker."""
    return pl.DataFrame([frame[name] for name in _ID if name in frame.columns])


def _known(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    """For each child and year, and for each child in year 0: `_seen`, `_born` and days in care."""
    frames = [
        tables[name].select("child_id", YEAR, pl.lit(bit, pl.UInt8).alias(TABLES_WITH_ROWS))
        for name, bit in TABLE_BITS.items()
        if name in tables
    ]
    none = pl.LazyFrame(schema={"child_id": pl.String, YEAR: pl.Int32, TABLES_WITH_ROWS: pl.UInt8})
    once = pl.concat(frames or [none]).unique()
    ever = once.with_columns(pl.lit(EVER, pl.Int32).alias(YEAR)).unique()
    rows = pl.concat([once, ever]).group_by("child_id", YEAR).agg(pl.col(TABLES_WITH_ROWS).sum())
    born = rows.join(_births(tables), on="child_id", how="left")
    return born.join(_care(tables), on="child_id", how="left")


def _births(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    """The date of birth of each child, the latest Header's; `child_id` and `_born`."""
    if not _has(tables, "children", "dob"):
        return pl.LazyFrame(schema={"child_id": pl.String, BORN: pl.Date})
    dated = tables["children"].filter(pl.col("dob").is_not_null()).sort(YEAR)
    return dated.group_by("child_id").agg(pl.col("dob").last().alias(BORN))


def _care(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    """The first and the last day of each child in care; who is in care at a year's end, till it."""
    if not _has(tables, "episodes", "decom", "dec"):
        return pl.LazyFrame(schema={"child_id": pl.String, CARE_FROM: pl.Date, CARE_TO: pl.Date})
    end = pl.coalesce("dec", YEAR_END)
    first, last = pl.col("decom").min().alias(CARE_FROM), end.max().alias(CARE_TO)
    return tables["episodes"].group_by("child_id").agg(first, last)


def _has(tables: Mapping[str, pl.LazyFrame], table: str, *columns: str) -> bool:
    return table in tables and set(columns) <= set(tables[table].collect_schema().names())
