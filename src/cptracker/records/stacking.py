"""Several files of one table as one: one row for each key, the latest return's.

Within one return a row that lasts at least a day comes before one that does not: DEC = DECOM must
not hide a row that begins the same day. Then one that has an end, the latest end first. Neither the
order of rows nor that of files matters, and a file given twice counts once.

Within one return a row that lasts at least a day comes before one that does not (DEC = DECOM must
never hide a row that begins the same day), then one that has an end, the latest end first.
"""

from collections.abc import Sequence

import narwhals.stable.v2 as nw
import polars as pl
from attrs import evolve

from cptracker.files.table_problems import MOST, YEAR, and_more, record_error, record_warning
from cptracker.model.problems import Problem, Severity
from cptracker.records.care.days import Frame
from cptracker.records.collection_years import TableFile
from cptracker.records.engines import Engine
from cptracker.records.formats import YEAR_END, Column, TableFormat, Type
from cptracker.records.parsing import LINE

FILE = "_file"


BRIEF = "_brief"


SEXES = {"1": "male", "M": "male", "MALE": "male", "2": "female", "F": "female", "FEMALE": "female"}


DTYPES: dict[Type, pl.DataType] = {
    Type.DATE: pl.Date(),
    Type.INTEGER: pl.Int64(),
    Type.FLAG: pl.Int64(),
    Type.YESNO: pl.Int64(),
    Type.NUMBER: pl.Float64(),
}


def without_repeats(files: Sequence[TableFile]) -> tuple[list[TableFile], list[Problem]]:
    """Each content of one return once; the file whose path comes first is kept."""
    first_files: dict[tuple[object, ...], TableFile] = {}
    problems = []
    for file in files:
        identity = (file.format.table, file.year if file.format.yearly else None)
        content = file.sha256 or file.path
        first = first_files.setdefault((*identity, content), file)
        if first is not file and file.frame.height:
            message = f"has the same content as {first.path}; it is read once"
            problems.append(record_warning(file.path, message))
    return list(first_files.values()), problems


def stack(files: Sequence[TableFile]) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows of all files of one table, one for each key.

    Args:
        files: Files of one table, with their years, in order of path.

    Returns:
        The canonical columns, typed, in order of the key, with `_file` (the place in `files`),
        `_line` and `_year`; and a problem for each row that says otherwise than another of its
        return. Optional columns of a local table that no file has are absent, others are blank.
    """
    table = _format_of(files)
    frames = [_whole(file, table, place) for place, file in enumerate(files)]
    key = list(table.key)
    stacked = pl.concat(frames).sort(key, nulls_last=True)
    again = _again(stacked, key)
    if not again.any():
        return stacked, []
    ordered = _ordered(stacked.filter(again), table)
    problems = _conflicts(ordered, table, files)
    first = ordered.unique(key, keep="first", maintain_order=True)
    return pl.concat([stacked.filter(~again), first]).sort(key, nulls_last=True), problems


def _again(ordered: pl.DataFrame, key: Sequence[str]) -> pl.Series:
    """Which rows share their key with another; much quicker on ordered rows than by hashing."""
    like_before = pl.all_horizontal(pl.col(name).eq_missing(pl.col(name).shift(1)) for name in key)
    before = (like_before & (pl.int_range(pl.len()) > 0)).alias("before")
    marked = ordered.select(before)["before"]
    return marked | marked.shift(-1, fill_value=False)


def _format_of(files: Sequence[TableFile]) -> TableFormat:
    """The format without the optional local columns that no file has."""
    table = files[0].format
    had = {name for file in files for name in file.frame.columns}
    columns = [
        column for column in table.columns if table.yearly or column.required or column.further
    ]
    used_columns = [column for column in table.columns if column in columns or column.name in had]
    return evolve(table, columns=tuple(used_columns))


def _whole(file: TableFile, table: TableFormat, place: int) -> pl.DataFrame:
    """A file's rows with all columns of its table; those it has not are blank."""
    frame = file.frame
    year = pl.col(YEAR) if YEAR in frame.columns else pl.lit(file.year or 0).alias(YEAR)
    columns = [_column(frame, column) for column in table.columns if column.name != YEAR_END]
    if table.yearly:
        columns.append(pl.date(year, 3, 31).alias(YEAR_END))
    where = pl.lit(place, pl.UInt32).alias(FILE)
    return frame.select(*columns, where, pl.col(LINE).cast(pl.UInt32), year.cast(pl.Int32))


def _column(frame: pl.DataFrame, column: Column) -> pl.Expr:
    dtype = DTYPES.get(column.type, pl.String())
    if column.name not in frame.columns:
        return pl.lit(None, dtype).alias(column.name)
    cell = pl.col(column.name)
    if column.source == "SEX":
        sex = cell.replace_strict(SEXES, default=pl.lit("unknown"), return_dtype=pl.String)
        return sex.fill_null("unknown").alias(column.name)
    return cell.cast(dtype)


def _ordered(rows: pl.DataFrame, table: TableFormat) -> pl.DataFrame:
    """The row that wins first: the latest return's, one that lasts, one that ends, by all cells."""
    closing = [table.spell[1]] if table.spell else []
    others = [column.name for column in table.columns if column.name not in (*table.key, *closing)]
    by = [*table.key, YEAR, BRIEF, *closing, *others]
    last = [YEAR, *closing]
    marked = rows.with_columns(_lasts_no_day(table).alias(BRIEF))
    ordered = marked.sort(by, descending=[name in last for name in by], nulls_last=True)
    return ordered.drop(BRIEF)


def _lasts_no_day(table: TableFormat) -> pl.Expr:
    """Whether a row's spell is over on the day it begins, or before."""
    if table.spell is None:
        return pl.lit(value=False)
    start, end = table.spell
    return (pl.col(end) <= pl.col(start)).fill_null(value=False)


def _conflicts(
    ordered: pl.DataFrame, table: TableFormat, files: Sequence[TableFile]
) -> list[Problem]:
    """Rows that differ from the one that is used for the same key in the same return."""
    same_return = [*table.key, YEAR]
    content = pl.struct([column.name for column in table.columns if column.name != YEAR_END])
    used = [pl.col(name).first().over(same_return).alias(f"{name}_used") for name in (FILE, LINE)]
    differs = content.ne(content.first().over(same_return))
    wrong = ordered.with_columns(*used).filter(differs).sort(FILE, LINE)
    message = f"another row for the same {_words(table, files[0])} says otherwise"
    problems = []
    for _, rows in wrong.group_by(FILE, maintain_order=True):
        problems += _conflict_problems(rows, files, message)
    return problems


def _words(table: TableFormat, file: TableFile) -> str:
    labels = file.text.recognised.labels
    named = [labels.get(name, name) for name in table.key if name != YEAR_END]
    return " and ".join(named)


def _conflict_problems(
    rows: pl.DataFrame, files: Sequence[TableFile], message: str
) -> list[Problem]:
    """One problem for each row of one file, with the line of the row that is used instead.

    An error where a return has one row for each child: nobody can know which of two holds.
    """
    file = files[rows[FILE][0]]
    severity = Severity.ERROR if is_by_child(file.format) else Severity.WARNING
    places = rows.select(LINE, f"{FILE}_used", f"{LINE}_used").head(MOST).iter_rows()
    problems = [
        record_error(
            file.path,
            message,
            line=line,
            hint=f"the one in {files[used].place_of(used_line)} is used",
            severity=severity,
        )
        for line, used, used_line in places
    ]
    return problems + and_more(file.path, message, rows.height, severity=severity)


def is_by_child(table: TableFormat) -> bool:
    """Whether a return has no more than one row for each child."""
    return table.yearly and set(table.key) <= {"child_id", YEAR_END}


def years_covered(files: Sequence[TableFile]) -> tuple[int, ...]:
    """The collection years that files of one table stand for.

    A file with the right header and no row that can be used is no confirmed nought: its year is
    not supplied.
    """
    return tuple(sorted({year for file in files if file.frame.height for year in file.years}))


col, lit, when = nw.col, nw.lit, nw.when


_NO_END = 0


def latest_rows(engine: Engine, table_format: TableFormat, frame: Frame) -> Frame:
    """One row for each key of a table of spells: of several the latest return's.

    Args:
        engine: The engine the frame lives on.
        table_format: Its format, with a spell.
        frame: The canonical columns and `_year`.
    """
    key = list(table_format.key)
    repeated = frame.group_by(*key).agg(rows=nw.len()).filter(col("rows") > 1)
    if not engine.rows(repeated.head(1)):
        return frame
    columns = frame.collect_schema().names()
    ranks = _ranks(table_format)
    others = [name for name in columns if name not in key]
    ranked = frame.with_columns(**ranks)
    return ranked.unique(key, keep="first", order_by=[*ranks, *others]).select(columns)


def _ranks(table_format: TableFormat) -> dict[str, nw.Expr]:
    """Numbers of which the least wins, one after another."""
    (start, end) = table_format.spell or ("", "")
    has_ended = ~col(end).is_null()
    day = col(end).dt.year() * 10_000 + col(end).dt.month() * 100 + col(end).dt.day()
    return {
        "_by_year": lit(0) - col(YEAR),
        "_by_length": when(has_ended & (col(end) <= col(start))).then(lit(1)).otherwise(lit(0)),
        "_by_end": when(has_ended).then(lit(0) - day).otherwise(lit(_NO_END)),
    }
