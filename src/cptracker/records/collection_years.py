"""The collection year of each file of the return: the year that ENDS on its 31 March.

Said by each row, in a column YEAR, `collection_year` or `year_end`; else given by the user; else a
year in the file's own name; else in its folder's; else the financial year that holds the latest
DECOM of the folder's Episodes, if all of them agree on it. The rule that was used is told in words.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import polars as pl
from attrs import evolve, field, frozen

from cptracker.files.table_problems import MOST, YEAR, record_error, record_errors
from cptracker.model.periods import current_day
from cptracker.model.problems import Problem
from cptracker.records.cleaning import TextTable
from cptracker.records.coverage.spans import StatedDays
from cptracker.records.dates import year_of_return
from cptracker.records.file_search import RecordFile
from cptracker.records.formats import COLLECTION_YEAR, YEAR_END, TableFormat
from cptracker.records.parsing import LINE

GIVEN = "as given"
"""The rule of a year that the user gave."""


NAMED = re.compile(r"(?<!\d)(20\d\d)(?:[-_/ ](20)?(\d\d))?(?!\d)")


UNKNOWN_HINT = (
    "name the file or its folder after the year, such as `2024-25`, or give the year of all files "
    "(`year=2025`)"
)


UNKNOWN_FRAME_HINT = "give it a column YEAR, or give the year of all frames (`year=2025`)"


@frozen(kw_only=True)
class TableFile:
    """One file of a table, cast.

    Attributes:
        source: Where it lies; None for a frame.
        text: What its columns are called and where they stand; its text is no longer kept.
        sha256: Of its bytes; None for a frame.
        frame: The canonical columns it has, `_line`, and `_year` where rows have their own.
        problems: What is wrong with its columns and cells.
        year: Its collection year; None for local tables and until it is known.
        rule: How the year was found, for people.
        rows_given: How many rows it came with; those that cannot be used are not in `frame`.
        stated: What a file of a local table states of the days it covers.
    """

    text: TextTable
    source: RecordFile | None
    sha256: str | None
    frame: pl.DataFrame
    problems: tuple[Problem, ...] = ()
    year: int | None = None
    rule: str = field(default="")
    rows_given: int = 0
    stated: StatedDays = field(factory=StatedDays)

    @property
    def format(self) -> TableFormat:
        """The table's format."""
        return self.text.recognised.format

    @property
    def years(self) -> tuple[int, ...]:
        """The collection years of its rows."""
        if YEAR in self.frame.columns:
            return tuple(self.frame[YEAR].unique().sort())
        return (self.year,) if self.year else ()

    def rows_of(self, year: int) -> pl.DataFrame:
        """Its rows of one of its collection years."""
        if YEAR in self.frame.columns:
            return self.frame.filter(pl.col(YEAR) == year)
        return self.frame

    @property
    def path(self) -> str:
        """As the user named it."""
        return self.text.path

    def place_of(self, line: int) -> str:
        """Where a row stands, as a problem shows it."""
        place = self.text.places.get(line)
        return f"{self.path}:{line}" if place is None else f"{self.path}:{_colons(place.of(None))}"

    @property
    def folder(self) -> str:
        """What keeps the files of one folder together; frames are together."""
        return self.source.folder if self.source else ""


def _colons(place: tuple[int, int]) -> str:
    return f"{place[0]}:{place[1]}"


def year_in(name: str) -> int | None:
    """The collection year that a name names: `2021`, `2020-21` and `2020_21` are all 2021.

    A year is four digits beginning 20 that are no part of a longer number. A month belongs to the
    collection year that holds it: `2020-11` is 2021, `2021-03-31` too. None if there is none, or if
    there are several, as in `2022-2027`.
    """
    years = {year for match in NAMED.finditer(name) for year in _meant(match)}
    return years.pop() if len(years) == 1 else None


def _meant(match: re.Match[str]) -> tuple[int, ...]:
    """The years meant: `2020-21` is one, `2020-03` a month of one, `2020-25` several."""
    first = int(match[1])
    if not match[3]:
        return (first,)
    second = int(match[3])
    if second == (first + 1) % 100:
        return (first + 1,)
    is_month = not match[2] and 1 <= second <= 12
    return (financial_year(date(first, second, 1)),) if is_month else (first, 2000 + second)


def financial_year(day: date) -> int:
    """The year that ends on the first 31 March on or after a day."""
    return day.year + (day.month > 3)


def with_years(
    files: Sequence[TableFile], given_year: int | None
) -> tuple[list[TableFile], list[Problem]]:
    """Each file with its year; those of the return whose year cannot be known are left out."""
    named = [_dated(file, given_year) for file in files]
    folders = _years_of_folders(named)
    dated = [_by_folder(file, folders.get(file.folder, {})) for file in named]
    only = {year for file in dated if file.format.yearly for year in file.years}
    if len(only) == 1:
        (year,) = only
        rule = {year: "the only return there is"}
        dated = [_by_folder(file, folders.get(file.folder, rule)) for file in dated]
    with_year = [file for file in dated if not _open(file)]
    lost = [file for file in dated if _open(file)]
    return with_year, [
        problem for file in lost for problem in _unknown(file, folders.get(file.folder, {}))
    ]


def _open(file: TableFile) -> bool:
    """Whether its year is needed and not known."""
    return file.format.yearly and file.year is None and YEAR not in file.frame.columns


def _by_folder(file: TableFile, rules: Mapping[int, str]) -> TableFile:
    """The file with its folder's year, if that is one and the file has none and needs one."""
    if len(rules) != 1 or not _open(file):
        return file
    ((year, rule),) = rules.items()
    return evolve(file, year=year, rule=rule)


def _dated(file: TableFile, given_year: int | None) -> TableFile:
    """The year by the user or by a name; rows that name their own need no other."""
    if YEAR in file.frame.columns:
        return file
    if given_year is not None and file.format.yearly:
        return evolve(file, year=given_year, rule=GIVEN)
    if file.source is None:
        return file
    year = year_in(file.source.stem)
    if year is not None:
        return evolve(file, year=year, rule="in the file's own name")
    for name in file.source.folders:
        if year := year_in(name):
            return evolve(file, year=year, rule=f"in the name of the folder {name}")
    return file


def _years_of_folders(files: Sequence[TableFile]) -> dict[str, dict[int, str]]:
    """For each folder the years that hold the latest DECOM of its Episodes files, and the rules.

    Several are several returns, or one in parts; nobody can know what else belongs to which.
    """
    latest: dict[tuple[str, int], tuple[date, str]] = {}
    for file in files:
        if file.format.table == "episodes" and _open(file) and (day := _latest(file)):
            place = (file.folder, financial_year(day))
            latest[place] = max(latest.get(place, (date.min, "")), (day, file.path))
    years: dict[str, dict[int, str]] = {}
    for (folder, year), (_, path) in sorted(latest.items()):
        years.setdefault(folder, {})[year] = f"the latest DECOM in {path}"
    return years


def _latest(file: TableFile) -> date | None:
    """The latest DECOM of a file; days to come are slips of the pen."""
    days = file.frame["decom"]
    day = days.filter(days <= current_day()).max()
    return day if isinstance(day, date) else None


def with_own_years(
    table: TextTable, frame: pl.DataFrame
) -> tuple[pl.DataFrame, str, list[Problem]]:
    """The rows with `_year` where the file says of each row of which return it is.

    Args:
        table: What its columns are called.
        frame: The typed rows, in which the year of a return is `collection_year`, `year_end`, both
            or neither.

    Returns:
        The rows, with neither; the rule in words, empty without such a column; and a problem for
        each row that names two years, which is left out.
    """
    columns = [column for column in table.columns if column.name in _OF_YEARS]
    if not columns:
        return frame, "", []
    years = [_OF_YEARS[column.name] for column in columns]
    clash = frame.filter(years[0] != years[-1])[LINE]
    labels = " and ".join(table.label(column) for column in columns)
    problems = record_errors(
        table.path,
        f"{labels} name different years; the row cannot be used",
        clash.head(MOST).to_list(),
        len(clash),
        column=table.place(columns[0]),
        hint="take one of the two columns out, or correct it",
    )
    data_frame = frame.filter(years[0] == years[-1]).with_columns(
        years[0].cast(pl.Int32).alias(YEAR)
    )
    rule = f"the column {table.label(columns[0])} of {table.path}"
    return data_frame.drop(column.name for column in columns), rule, problems


_OF_YEARS = {COLLECTION_YEAR: pl.col(COLLECTION_YEAR), YEAR_END: year_of_return(pl.col(YEAR_END))}
"""The year of a return by the column that says it."""


def _unknown(file: TableFile, clash: Mapping[int, str]) -> list[Problem]:
    """That a file is not used, with what else is wrong with it, which may be why."""
    why = f", since the folder's Episodes are of {_listed(clash)}" if clash else ""
    message = f"the collection year of this {file.format.name} file is not known{why}; "
    hint = UNKNOWN_HINT if file.source else UNKNOWN_FRAME_HINT
    return [*file.problems, record_error(file.path, f"{message}it is not used", hint=hint)]


def _listed(years: Iterable[int]) -> str:
    *most, last = map(str, sorted(years))
    return f"{', '.join(most)} and {last}" if most else last


def year_rules(files: Sequence[TableFile]) -> tuple[str, ...]:
    """For people, which rule gave each year: `2018: the latest DECOM in episodes.csv`."""
    rules = {
        (year, file.rule)
        for file in files
        if file.format.yearly and file.rule
        for year in file.years
    }
    return tuple(f"{year}: {rule}" for year, rule in sorted(rules, key=str))
