"""What kind of file of published figures one is: by its columns, never by its name."""

from collections.abc import Iterable

from attrs import frozen

from cptracker.benchmarking.files import (
    PublishedTable,
    SourceRow,
    SourceSeries,
    TextFile,
    cell,
    plain_heading,
    source_tables,
)
from cptracker.files.table_problems import record_error, record_warning
from cptracker.model.problems import Problem

PLAIN = ("measure", "area", "period", "value", "source")


LAIT = ("Short Desc", "Years", "LA and Regions", "Values")


DFE = ("time_period", "time_identifier", "geographic_level", "country_name")


OWN_CSV = f"a plain CSV with the columns {', '.join(PLAIN)} is read too"


@frozen(kw_only=True)
class DetectedSource:
    """A file of a known kind: of the Department's (then its table), of LAIT, or a plain one."""

    kind: str
    table: PublishedTable | None = None


def detect_source(file: TextFile) -> tuple[DetectedSource | None, list[Problem]]:
    """The kind of a file, or what it lacks."""
    names = {plain_heading(name) for name in file.names}
    if plain_heading("time_period") in names or plain_heading("geographic_level") in names:
        return _of_dfe(file, names)
    for kind, columns in (("lait", LAIT), ("plain", PLAIN)):
        missing = _missing(columns, names)
        if not missing:
            return DetectedSource(kind=kind), []
        if len(missing) * 2 <= len(columns):
            return None, _missing_columns(file, missing)
    return None, [_unknown(file)]


def _of_dfe(file: TextFile, names: set[str]) -> tuple[DetectedSource | None, list[Problem]]:
    table = min(
        source_tables(), key=lambda source_table: len(_missing(source_table.columns, names))
    )
    missing = _missing((*DFE, *table.columns), names)
    if not missing:
        return DetectedSource(kind="dfe", table=table), []
    if not _missing(DFE, names) and not _has_lost_a_column(file, table, names):
        return None, [_of_no_use(file)]
    if len(_missing(table.columns, names)) > 1:
        return None, [_unknown(file)]
    return None, _missing_columns(file, missing)


def _has_lost_a_column(file: TextFile, table: PublishedTable, names: set[str]) -> bool:
    """Whether a file is one of our tables that lost a column, and not a sound one of other things.

    It has all filter columns of a series, and rows of it, but not the column of its numbers.
    """
    return any(
        not _missing(figure.where, names) and any(is_of(file, row, figure) for row in file.rows)
        for figure in table.figures
    )


def is_of(file: TextFile, row: SourceRow, series: SourceSeries) -> bool:
    """Whether a row of a table of the Department's is one of a series."""
    return all(
        plain_heading(cell(file, row, column)) == plain_heading(words)
        for column, words in series.where.items()
    )


def _of_no_use(file: TextFile) -> Problem:
    message = (
        "this is a table of Explore Education Statistics, but none of its figures is one of a "
        "measure here, so it is not used"
    )
    return record_warning(file.path, message, line=1, hint="leave it out; it does no harm")


def _missing(columns: Iterable[str], names: set[str]) -> list[str]:
    return [column for column in columns if plain_heading(column) not in names]


def _missing_columns(file: TextFile, missing: Iterable[str]) -> list[Problem]:
    return [
        record_error(
            file.path,
            f"the column `{name}` is missing, so the file is not used",
            line=1,
            column=len(file.names) + 1,
            hint="download the file again with all its columns, or add the column",
        )
        for name in missing
    ]


def _unknown(file: TextFile) -> Problem:
    """Not a mistake where it only lay in a folder that was named."""
    record_problem = record_warning if file.from_folder else record_error
    message = "by its columns this is no file of figures to compare with, and it is not used"
    return record_problem(file.path, message, line=1, hint=OWN_CSV)
