"""All rows of one table from all its files, each row with its file, line and collection year.

What is compared between files is compared here, before rows of earlier returns are left out.
"""

from collections.abc import Iterator, Mapping, Sequence

import polars as pl
from attrs import evolve, frozen

from cptracker.errors import Problem, Severity
from cptracker.records.faults import fault, first_places
from cptracker.records.formats import YEAR_END, Format
from cptracker.records.parsing import LINE
from cptracker.records.stacking import DTYPES, FILE
from cptracker.records.years import YEAR, TableFile

BORN, SEEN = "_born", "_seen"
SEEN_IN = {"children": 1, "episodes": 2, "care_leavers": 4}
"""The tables that say who there is, and the bit of each in `_seen`."""

EVER = 0
"""The year of rows that belong to none."""

SOURCE_HINT = "correct it where the file comes from"


@frozen(kw_only=True)
class Gathered:
    """The rows of one table.

    Attributes:
        files: Where they came from.
        frame: The canonical columns that any of the files has, `_file` (the place in `files`),
            `_line` and `_year` (0 in the council's own tables); `year_end` in tables of the return.
            In tables of children also `_born`, the Header's date of birth or else the row's own,
            and `_seen`, which of the tables in `SEEN_IN` know the child: in the same return, or in
            any for the council's own tables.
    """

    files: tuple[TableFile, ...]
    frame: pl.DataFrame

    @property
    def format(self) -> Format:
        """The table's format."""
        return self.files[0].format

    @property
    def years(self) -> tuple[int, ...]:
        """The collection years of its files."""
        return tuple(sorted({year for file in self.files for year in file.years}))

    def has(self, *columns: str) -> bool:
        """Whether any file has each of these columns, and there are rows."""
        return set(columns) <= set(self.frame.columns) and self.frame.height > 0

    def of_year(self, year: int) -> Sequence[TableFile]:
        """The files that have rows of a collection year."""
        return [file for file in self.files if year in file.years]

    def of_file(self, file: TableFile) -> pl.DataFrame:
        """The rows of one file."""
        return self.frame.filter(pl.col(FILE) == self.files.index(file))

    def labelled(self, file: TableFile, column: str) -> str:
        """What a column is called in a file; its name in the return where the file lacks it."""
        known = file.format.column(column)
        return file.text.label(known) if known in file.text.columns else known.source

    def place(self, file: TableFile, column: str) -> int | None:
        """Where a column stands in a file; None where it does not."""
        known = file.format.column(column)
        return file.text.place(known) if known in file.text.columns else None

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
    return fault(file.path, message, hint=hint, severity=severity)


def gather(by_table: Mapping[str, Sequence[TableFile]]) -> Mapping[str, Gathered]:
    """The rows of each table."""
    tables = {
        table: Gathered(files=tuple(files), frame=_frame(files))
        for table, files in by_table.items()
    }
    return _with_children(tables)


def _frame(files: Sequence[TableFile]) -> pl.DataFrame:
    frames = [_own_columns(file) for file in files]
    whole = frames[0] if len(frames) == 1 else pl.concat(frames, how="diagonal")
    places = pl.Series(FILE, range(len(files)), pl.UInt32)
    heights = pl.Series([frame.height for frame in frames])
    file = places.repeat_by(heights).explode() if whole.height else places.clear()
    years = pl.Series([one.year or EVER for one in files], dtype=pl.Int32)
    year = years.gather(file.drop_nulls()) if whole.height else years.clear()
    if YEAR in whole.columns:
        year = whole[YEAR].fill_null(year)
    numbered = whole.with_columns(file.drop_nulls().alias(FILE), year.alias(YEAR))
    if not files[0].format.yearly:
        return numbered
    return numbered.with_columns(pl.date(pl.col(YEAR), 3, 31).alias(YEAR_END))


def _own_columns(file: TableFile) -> pl.DataFrame:
    """The columns of the format, each of its own type, and `_line`; without `year_end`."""
    frame = file.frame
    types = {one.name: DTYPES.get(one.type, pl.String()) for one in file.format.columns}
    types |= {LINE: pl.UInt32(), YEAR: pl.Int32()}
    kept = [name for name in frame.columns if name in types and name != YEAR_END]
    other = {name: types[name] for name in kept if frame.schema[name] != types[name]}
    return frame.select(kept).cast(other) if other else frame.select(kept)  # type: ignore[arg-type]


def _with_children(tables: Mapping[str, Gathered]) -> Mapping[str, Gathered]:
    """The tables of children with `_born` and `_seen`, by one join for all of them."""
    of_children = [name for name, rows in tables.items() if "child_id" in rows.frame.columns]
    if not of_children:
        return tables
    ids = pl.concat(tables[name].frame.select("child_id", YEAR) for name in of_children)
    known = ids.join(_known(tables), on=["child_id", YEAR], how="left", maintain_order="left")
    found, start = dict(tables), 0
    for name in of_children:
        frame = tables[name].frame
        facts = known.slice(start, frame.height).select(BORN, pl.col(SEEN).fill_null(0))
        whole = frame.hstack(facts)
        if "dob" in whole.columns:
            whole = whole.with_columns(pl.coalesce(BORN, "dob").alias(BORN))
        found[name] = evolve(tables[name], frame=whole)
        start += frame.height
    return found


def _known(tables: Mapping[str, Gathered]) -> pl.DataFrame:
    """For each child and year, and for each child in year 0: `_seen` and `_born`."""
    seen = [
        tables[name].frame.lazy().select("child_id", YEAR, pl.lit(bit, pl.UInt8).alias(SEEN))
        for name, bit in SEEN_IN.items()
        if name in tables and "child_id" in tables[name].frame.columns
    ]
    if not seen:
        schema = {"child_id": pl.String, YEAR: pl.Int32, SEEN: pl.UInt8, BORN: pl.Date}
        return pl.DataFrame(schema=schema)
    once = pl.concat(seen).unique()
    ever = once.with_columns(pl.lit(EVER, pl.Int32).alias(YEAR)).unique()
    rows = pl.concat([once, ever]).group_by("child_id", YEAR).agg(pl.col(SEEN).sum())
    return rows.join(births(tables).lazy(), on="child_id", how="left").collect()


def births(tables: Mapping[str, Gathered]) -> pl.DataFrame:
    """The date of birth of each child, the latest Header's; `child_id` and `_born`."""
    rows = tables.get("children")
    if rows is None or not rows.has("child_id", "dob"):
        return pl.DataFrame(schema={"child_id": pl.String, BORN: pl.Date})
    dated = rows.frame.filter(pl.col("dob").is_not_null()).sort(YEAR)
    latest = dated.unique("child_id", keep="last", maintain_order=True)
    return latest.select("child_id", pl.col("dob").alias(BORN))
