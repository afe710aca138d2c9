"""The collection year of each file of the return: the year that ENDS on its 31 March.

Given by the user; else a year in the file's own name; else in its folder's; else the financial year
that holds the latest DECOM of the folder's Episodes, if all of them agree on it. The rule that was
used is told in words.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import polars as pl
from attrs import evolve, field, frozen

from cptracker.errors import Problem
from cptracker.records.cleaning import TextTable
from cptracker.records.covers import Stated
from cptracker.records.faults import fault
from cptracker.records.finding import Source
from cptracker.records.formats import YEAR_END, Format
from cptracker.records.lines import YEAR as YEAR

NAMED = re.compile(r"(?<!\d)(20\d\d)(?:[-_/ ](20)?(\d\d))?(?!\d)")
UNKNOWN_HINT = (
    "name the file or its folder after the year, such as `2024-25`, or give the year of all files "
    "(`--year 2025`)"
)


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
        given: How many rows it came with; those that cannot be used are not in `frame`.
        stated: What a file of a local table states of the days it covers.
    """

    text: TextTable
    source: Source | None
    sha256: str | None
    frame: pl.DataFrame
    problems: tuple[Problem, ...] = ()
    year: int | None = None
    rule: str = field(default="")
    given: int = 0
    stated: Stated = field(factory=Stated)

    @property
    def format(self) -> Format:
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

    @property
    def folder(self) -> str:
        """What keeps the files of one folder together; frames are together."""
        return self.source.folder if self.source else ""


def year_in(name: str) -> int | None:
    """The collection year that a name names: `2021`, `2020-21` and `2020_21` are all 2021.

    A year is four digits beginning 20 that are no part of a longer number. None if there is none,
    or if there are several, as in `2022-2027`.
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
    return (first,) if is_month else (first, 2000 + second)


def financial_year(day: date) -> int:
    """The year that ends on the first 31 March on or after a day."""
    return day.year + (day.month > 3)


def with_years(
    files: Sequence[TableFile], given: int | None
) -> tuple[list[TableFile], list[Problem]]:
    """Each file with its year; those of the return whose year cannot be known are left out."""
    named = [_dated(file, given) for file in files]
    folders = _years_of_folders(named)
    dated = [_by_folder(file, folders.get(file.folder, {})) for file in named]
    only = {file.year for file in dated if file.format.yearly and file.year}
    if len(only) == 1:
        (year,) = only
        rule = {year: "the only return there is"}
        dated = [_by_folder(file, folders.get(file.folder, rule)) for file in dated]
    kept = [_with_year_column(file) for file in dated if not _open(file)]
    lost = [file for file in dated if _open(file)]
    return kept, [one for file in lost for one in _unknown(file, folders.get(file.folder, {}))]


def _open(file: TableFile) -> bool:
    """Whether its year is needed and not known."""
    if not file.format.yearly or file.year is not None:
        return False
    return YEAR_END not in file.frame.columns or bool(file.frame[YEAR_END].null_count())


def _by_folder(file: TableFile, rules: Mapping[int, str]) -> TableFile:
    """The file with its folder's year, if that is one and the file has none and needs one."""
    if len(rules) != 1 or not _open(file):
        return file
    ((year, rule),) = rules.items()
    return evolve(file, year=year, rule=rule)


def _dated(file: TableFile, given: int | None) -> TableFile:
    """The year by the user or by a name."""
    if given is not None and file.format.yearly:
        return evolve(file, year=given, rule="as given")
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
    day = days.filter(days <= date.today()).max()  # noqa: DTZ011 - the council's own calendar
    return day if isinstance(day, date) else None


def _with_year_column(file: TableFile) -> TableFile:
    """With `_year` where the rows bring their own year end; else the file's year holds for all."""
    if YEAR_END not in file.frame.columns:
        return file
    own = pl.col(YEAR_END)
    year = own.dt.year() + (own.dt.month() > 3).cast(pl.Int32)
    frame = file.frame.with_columns(year.fill_null(pl.lit(file.year, pl.Int32)).alias(YEAR))
    return evolve(file, frame=frame)


def _unknown(file: TableFile, clash: Mapping[int, str]) -> list[Problem]:
    """That a file is not used, with what else is wrong with it, which may be why."""
    why = f", since the folder's Episodes are of {_listed(clash)}" if clash else ""
    message = f"the collection year of this {file.format.name} file is not known{why}; "
    return [*file.problems, fault(file.path, f"{message}it is not used", hint=UNKNOWN_HINT)]


def _listed(years: Iterable[int]) -> str:
    *most, last = map(str, sorted(years))
    return f"{', '.join(most)} and {last}" if most else last


def year_rules(files: Sequence[TableFile]) -> tuple[str, ...]:
    """For people, which rule gave each year: `2018: the latest DECOM in episodes.csv`."""
    rules = {(file.year, file.rule) for file in files if file.format.yearly and file.rule}
    return tuple(f"{year}: {rule}" for year, rule in sorted(rules, key=str))
