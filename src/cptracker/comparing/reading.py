"""Read published figures from files: of Explore Education Statistics, of LAIT, or plain CSVs.

A file is known by its columns. Every mistake is told at once, with its place; a figure that cannot
be read is left out, and a symbol in a number's place stays a symbol.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path

from attrs import define, field, frozen

from cptracker.comparing.cells import UnreadableCellError, number_of
from cptracker.comparing.circles import OF_AREAS, area_key_of, circle_of, meant
from cptracker.comparing.files import TextFile, cell, files_in, read_file
from cptracker.comparing.recognising import Recognised, recognise
from cptracker.comparing.rows import (
    Candidate,
    Wanted,
    of_dfe,
    of_lait,
    of_plain,
    period_of,
    placed,
)
from cptracker.comparisons import LoadedFigures, Symbol, Withheld
from cptracker.errors import Problem
from cptracker.loading.councils import area_key, plain_name
from cptracker.measuring import Measure
from cptracker.model import Plan, PublishedFigure
from cptracker.records.faults import warning

MOST = 1_000
"""How many problems of a file are listed."""

AREA_COLUMNS = {"dfe": "la_name", "lait": "LA and Regions", "plain": "area"}

CODE_COLUMNS = {"dfe": ("old_la_code", "new_la_code"), "lait": ("LA Number",)}

Key = tuple[str, str, str, str, str]


@frozen(kw_only=True)
class Found:
    """A figure, or a symbol in its place, and where it stands."""

    what: PublishedFigure | Withheld
    candidate: Candidate


def load_comparators(
    paths: Sequence[Path], plan: Plan, measures: Mapping[str, Measure] | Collection[str]
) -> LoadedFigures:
    """The figures in files, as far as a plan can use them.

    Args:
        paths: Files, or folders whose CSV and Parquet files are taken.
        plan: Says whose figures are wanted, and holds some already.
        measures: The measures that were found, by identifier, or their identifiers alone: then
            it is not checked whether a measure has the group that a figure is for.

    Returns:
        Figures of the plan's council, England, its region and neighbours. One that the plan has
        already is not given again; another value of the same source is a problem, and the first
        one stays.
    """
    facts = measures if isinstance(measures, Mapping) else dict.fromkeys(measures)
    wanted = Wanted(circle=circle_of(plan), measures=facts)
    shelf = _Shelf(known={_key(one): (one.value, "the plan") for one in plan.published})
    for path, found in files_in(paths):
        shelf.problems += _read(path, wanted, shelf, found=found)[:MOST]
    return LoadedFigures(
        figures=tuple(shelf.figures),
        withheld=tuple(shelf.withheld),
        problems=tuple(dict.fromkeys(shelf.problems)),
    )


@define(kw_only=True)
class _Shelf:
    """What has been read so far; for each figure known also where it was first told."""

    known: dict[Key, tuple[object, str]]
    figures: list[PublishedFigure] = field(factory=list)
    withheld: list[Withheld] = field(factory=list)
    problems: list[Problem] = field(factory=list)

    def add(self, file: TextFile, found: Found) -> Iterator[Problem]:
        """Keep a figure, unless it is known; a second version of it is a problem."""
        what, row = found.what, found.candidate.row
        value = what.value if isinstance(what, PublishedFigure) else what.symbol
        known, where = self.known.setdefault(_key(what), (value, f"{file.path}:{row.line}"))
        if where == f"{file.path}:{row.line}":
            self._keep(what)
        elif known != value:
            message = (
                f"`{what.measure}`, {_subject(what)}, {what.period} is {value} here, but {known} "
                f"in {where}, from the same source"
            )
            hint = "keep the one that was published; the first is used"
            yield placed(file, row, found.candidate.value, message, hint)

    def _keep(self, what: PublishedFigure | Withheld) -> None:
        if isinstance(what, PublishedFigure):
            self.figures.append(what)
        else:
            self.withheld.append(what)


def _key(one: PublishedFigure | Withheld) -> Key:
    return (one.measure, area_key(one.area), one.period, one.source, str(one.group or ""))


def _subject(one: PublishedFigure | Withheld) -> str:
    return f"{one.area}, {one.group.words}" if one.group else one.area


def _read(path: Path, wanted: Wanted, shelf: _Shelf, *, found: bool) -> list[Problem]:
    file, problems = read_file(path, found=found)
    if file is None:
        return problems
    sort, faults = recognise(file)
    problems += faults
    if sort is None:
        return problems
    seen = False
    for one in _candidates(file, sort, wanted):
        seen = True
        told = one if isinstance(one, Problem) else _figure(file, one)
        problems += [told] if isinstance(told, Problem) else shelf.add(file, told)
    if not seen:
        problems.append(_useless(file))
    elif sort.sort != "plain":
        problems += _absent(file, sort.sort, wanted)
    return problems


def _candidates(file: TextFile, sort: Recognised, wanted: Wanted) -> Iterator[Candidate | Problem]:
    if sort.table is not None:
        return of_dfe(file, sort.table, wanted)
    read: Callable[[TextFile, Wanted], Iterator[Candidate | Problem]]
    read = of_lait if sort.sort == "lait" else of_plain
    return read(file, wanted)


def _figure(file: TextFile, one: Candidate) -> Found | Problem:
    key = period_of(file, one)
    if isinstance(key, Problem):
        return key
    try:
        value = number_of(cell(file, one.row, one.value))
    except UnreadableCellError as error:
        return placed(file, one.row, one.value, str(error), error.hint)
    if isinstance(value, Symbol):
        return Found(what=Withheld(**one.facts, period=key, symbol=value), candidate=one)
    return Found(what=PublishedFigure(**one.facts, period=key, value=value), candidate=one)


def _useless(file: TextFile) -> Problem:
    message = "no row of this file is about a measure and an area of the plan, so none is used"
    hint = "the plan's `comparators` say who is compared with"
    return warning(file.path, message, hint=hint)


def _absent(file: TextFile, sort: str, wanted: Wanted) -> Iterator[Problem]:
    """A council that has no row at all, though a name that is no council's is nearly its own."""
    columns = (AREA_COLUMNS[sort], *CODE_COLUMNS[sort])
    rows = {tuple(cell(file, row, column) for column in columns) for row in file.rows}
    keys = {area_key_of(*row): row[0] for row in rows if row[0]}
    strangers = [name for key, name in sorted(keys.items()) if key == plain_name(name)]
    for key, area in wanted.circle.names.items():
        near = None if key in keys else meant(area, strangers, OF_AREAS)
        if near:
            message = f"this file has no row of {area}, with whom the plan compares"
            yield warning(file.path, message, hint=f"is it called `{near}` now?")
