"""Read published figures from files: of Explore Education Statistics, of LAIT, or plain CSVs.

A file is known by its columns. Every mistake is told at once, with its place; a figure that cannot
be read is left out, and a symbol in a number's place stays a symbol.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from attrs import define, evolve, field, frozen

from cptracker.authoring.measure import Measure
from cptracker.benchmarking.areas import OF_AREAS, area_key_of, comparator_areas_of, meant
from cptracker.benchmarking.cells import UnreadableCellError, number_of
from cptracker.benchmarking.detection import DetectedSource, detect_source
from cptracker.benchmarking.files import TextFile, cell, files_in, read_file
from cptracker.benchmarking.rows import (
    CandidateFigure,
    WantedFigures,
    of_dfe,
    of_lait,
    of_plain,
    period_of,
    with_place,
)
from cptracker.files.bundled import PACKAGE
from cptracker.files.table_problems import record_error, record_warning
from cptracker.model.arguments import PathsLike, paths_of
from cptracker.model.comparisons import LoadedFigures, Symbol, WithheldFigure
from cptracker.model.plan import Plan
from cptracker.model.problems import Problem
from cptracker.model.published import PublishedFigure
from cptracker.plan.councils import area_key, plain_name

MOST = 1_000
"""How many problems of a file are listed."""


AREA_COLUMNS = {"dfe": "la_name", "lait": "LA and Regions", "plain": "area"}


CODE_COLUMNS = {"dfe": ("old_la_code", "new_la_code"), "lait": ("LA Number",)}


Key = tuple[str, str, str, str, str]


@frozen(kw_only=True)
class PlacedFigure:
    """A figure, or a symbol in its place, and where it stands."""

    figure: PublishedFigure | WithheldFigure
    candidate: CandidateFigure


def load_comparators(
    paths: PathsLike,
    plan: Plan,
    measures: Mapping[str, Measure] | Collection[str] = (),
) -> LoadedFigures:
    """The figures in files, as far as a plan can use them.

    Args:
        paths: Files, or folders whose CSV, xlsx and Parquet files are taken; one or several.
        plan: Says whose figures are wanted, and holds some already.
        measures: The measures that were found, by identifier, or their identifiers alone: then
            it is not checked whether a measure has the group that a figure is for. Those that the
            plan declares itself are known without being named.

    Returns:
        Figures of the plan's council, England, its region and neighbours, and apart from them those
        that ship with the package. One that the plan has already is not given again; another value
        of the same source is a problem, and the first one stays: the plan's before a file's, and a
        file's before a shipped one.

    Raises:
        UsageError: When a path is none.

    Example:
        >>> import cptracker
        >>> plan, registry = cptracker.load_plan("strategy"), cptracker.find_measures()
        >>> figures = cptracker.load_comparators([], plan, registry.measures)
        >>> len(figures.figures), len(figures.shipped) > 100
        (0, True)
    """
    computed = measures if isinstance(measures, Mapping) else dict.fromkeys(measures)
    typed = dict.fromkeys(measure.identifier for measure in plan.typed_measures)
    wanted_figures = WantedFigures(
        comparator_areas=comparator_areas_of(plan), measures={**typed, **computed}
    )
    builder = _SeriesBuilder(
        known={
            _key(published_figure): (published_figure.value, "the plan")
            for published_figure in plan.published
        }
    )
    for path, from_folder in files_in(paths_of(paths, "paths")):
        builder.problems += _read(path, wanted_figures, builder, from_folder=from_folder)[:MOST]
    from_files = len(builder.figures)
    for file in shipped_rows(wanted_figures):
        builder.problems += _figure_problems(
            file, of_plain(file, wanted_figures), builder, record_warning
        )
    return LoadedFigures(
        figures=tuple(builder.figures[:from_files]),
        withheld=tuple(builder.withheld),
        problems=tuple(dict.fromkeys(builder.problems)),
        shipped=tuple(builder.figures[from_files:]),
    )


def given_or_shipped(
    figures: LoadedFigures | None, plan: Plan, measures: Mapping[str, Measure]
) -> LoadedFigures:
    """Published figures as they were loaded; those that ship alone where none were."""
    return load_comparators((), plan, measures) if figures is None else figures


@define(kw_only=True)
class _SeriesBuilder:
    """What has been read so far; for each figure known also where it was first told."""

    known: dict[Key, tuple[object, str]]
    figures: list[PublishedFigure] = field(factory=list)
    withheld: list[WithheldFigure] = field(factory=list)
    problems: list[Problem] = field(factory=list)

    def add(
        self,
        file: TextFile,
        placed_figure: PlacedFigure,
        record_problem: Callable[..., Problem] = record_error,
    ) -> Iterator[Problem]:
        """Keep a figure, unless it is known; a second version of it is a problem."""
        figure, row = placed_figure.figure, placed_figure.candidate.row
        value = figure.value if isinstance(figure, PublishedFigure) else figure.symbol
        if _key(figure) not in self.known:
            self.known[_key(figure)] = value, f"{file.path}:{row.line}"
            self._keep(figure)
            return
        known, where = self.known[_key(figure)]
        if known != value:
            message = (
                f"`{figure.measure}`, {_subject(figure)}, {figure.period} is {value} here, but "
                f"{known} in {where}, from the same source"
            )
            hint = "keep the one that was published; the first is used"
            yield with_place(
                file, row, placed_figure.candidate.value, message, hint, record_problem
            )

    def _keep(self, figure: PublishedFigure | WithheldFigure) -> None:
        if isinstance(figure, PublishedFigure):
            self.figures.append(figure)
        else:
            self.withheld.append(figure)


def _key(published_figure: PublishedFigure | WithheldFigure) -> Key:
    return (
        published_figure.measure,
        area_key(published_figure.area),
        published_figure.period,
        published_figure.source,
        str(published_figure.group or ""),
    )


def _subject(published_figure: PublishedFigure | WithheldFigure) -> str:
    return (
        f"{published_figure.area}, {published_figure.group.words}"
        if published_figure.group
        else published_figure.area
    )


def _read(
    path: Path, wanted_figures: WantedFigures, builder: _SeriesBuilder, *, from_folder: bool
) -> list[Problem]:
    file, problems = read_file(path, from_folder=from_folder)
    if file is None:
        return problems
    source, detection_problems = detect_source(file)
    problems += detection_problems
    if source is None:
        return problems
    candidates = list(_candidates(file, source, wanted_figures))
    problems += _figure_problems(file, candidates, builder)
    if not candidates:
        problems.append(_no_row_used(file))
    elif source.kind != "plain":
        problems += _missing_areas(file, source.kind, wanted_figures)
    return problems


def _figure_problems(
    file: TextFile,
    candidates: Iterable[CandidateFigure | Problem],
    builder: _SeriesBuilder,
    record_problem: Callable[..., Problem] = record_error,
) -> Iterator[Problem]:
    """Keep a file's figures; `record_problem` makes a problem of each that was given otherwise."""
    for candidate in candidates:
        figure = candidate if isinstance(candidate, Problem) else _figure(file, candidate)
        if isinstance(figure, Problem):
            yield figure
        else:
            yield from builder.add(file, figure, record_problem)


def _candidates(
    file: TextFile, source: DetectedSource, wanted_figures: WantedFigures
) -> Iterator[CandidateFigure | Problem]:
    if source.table is not None:
        return of_dfe(file, source.table, wanted_figures)
    read: Callable[[TextFile, WantedFigures], Iterator[CandidateFigure | Problem]]
    read = of_lait if source.kind == "lait" else of_plain
    return read(file, wanted_figures)


def _figure(file: TextFile, candidate: CandidateFigure) -> PlacedFigure | Problem:
    key = period_of(file, candidate)
    if isinstance(key, Problem):
        return key
    try:
        value = number_of(cell(file, candidate.row, candidate.value))
    except UnreadableCellError as error:
        return with_place(file, candidate.row, candidate.value, str(error), error.hint)
    if isinstance(value, Symbol):
        return PlacedFigure(
            figure=WithheldFigure(**candidate.fields, period=key, symbol=value), candidate=candidate
        )
    return PlacedFigure(
        figure=PublishedFigure(**candidate.fields, period=key, value=value), candidate=candidate
    )


def _no_row_used(file: TextFile) -> Problem:
    message = "no row of this file is about a measure and an area of the plan, so none is used"
    hint = "the plan's `comparators` say who is compared with"
    return record_warning(file.path, message, hint=hint)


def _missing_areas(file: TextFile, kind: str, wanted_figures: WantedFigures) -> Iterator[Problem]:
    """A council that has no row at all, though a name that is no council's is nearly its own."""
    columns = (AREA_COLUMNS[kind], *CODE_COLUMNS[kind])
    rows = {tuple(cell(file, row, column) for column in columns) for row in file.rows}
    keys = {area_key_of(*row): row[0] for row in rows if row[0]}
    unknown_names = [name for key, name in sorted(keys.items()) if key == plain_name(name)]
    for key, area in wanted_figures.comparator_areas.names.items():
        similar_name = None if key in keys else meant(area, unknown_names, OF_AREAS)
        if similar_name:
            message = f"this file has no row of {area}, with whom the plan compares"
            yield record_warning(file.path, message, hint=f"is it called `{similar_name}` now?")


FOLDER = PACKAGE / "published"


@cache
def shipped_files() -> tuple[TextFile, ...]:
    """All shipped files of published figures, in the order of their names."""
    read = (read_file(path)[0] for path in sorted(FOLDER.glob("*.csv")))
    return tuple(file for file in read if file is not None)


def shipped_rows(wanted_figures: WantedFigures) -> Iterator[TextFile]:
    """The shipped files, with those rows alone that are of an area and a measure wanted."""
    for file in shipped_files():
        rows = tuple(
            row
            for row in file.rows
            if cell(file, row, "measure") in wanted_figures.measures
            and wanted_figures.comparator_areas.named(cell(file, row, "area")) is not None
        )
        if rows:
            yield evolve(file, rows=rows)
