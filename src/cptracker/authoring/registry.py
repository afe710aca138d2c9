"""Where measures are found: a folder the user names, installed packages, the shipped folder.

The first found of one identifier wins. A folder of plug-ins is code, so it is loaded only when the
user names it. A measure that cannot load becomes a problem with its file and line; the rest run.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from cptracker.authoring.measure import Example, Measure
from cptracker.authoring.plugin_failures import failure, is_file
from cptracker.authoring.table_files import declared_in, table_files
from cptracker.authoring.tables import tables_needed
from cptracker.files.bundled import bundled
from cptracker.files.yaml_files import SUFFIXES
from cptracker.model.problems import MeasureError, Problem, ProblemKind, Severity
from cptracker.records.formats import TableFormat

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


FOLDER_HINT = "name the folder that holds your plug-ins, files that end in .py, or one of them"


NONE_HINT = "put @measure(…) above its function; a file that only helps others begins with `_`"


NO_EXAMPLES = "`EXAMPLES` must be a list of Example(…), or such lists by measure"


EXAMPLES_HINT = "`cptracker new measure` writes one to copy from"


GROUP = "cptracker.measures"
"""The entry-point group of installed packages; each entry names a module of measures."""


@frozen(kw_only=True)
class Registry:
    """What was found.

    Attributes:
        measures: The measures by identifier.
        problems: What kept others from loading.
        tables: The tables that plug-ins declare, and shipped ones with the columns that measures
            need beside their own: what records are read with.
    """

    measures: Mapping[str, Measure]
    problems: tuple[Problem, ...] = ()
    tables: tuple[TableFormat, ...] = ()


def find_measures(folders: Sequence[Path | str] = ()) -> Registry:
    """All measures that can be found, the user's folders first.

    Args:
        folders: Folders of plug-ins, or single files; files that begin with `_` are left out.

    Returns:
        A registry: `measures` by identifier, `problems`, which kept others from loading, and
        `tables`, which plug-ins declare and `load_records` takes.

    Example:
        >>> import cptracker
        >>> registry = cptracker.find_measures(["measures"])
        >>> registry.measures["dental-checks"].title
        'Children who saw a dentist in the year'
        >>> registry.problems
        ()
    """
    problems: list[Problem] = []
    paths = [Path(folder) for folder in folders]
    return assemble(_everywhere(paths, problems), problems, declared_in(paths, problems))


def assemble(
    measures: Iterable[Measure], problems: list[Problem], declared: Sequence[TableFormat] = ()
) -> Registry:
    """The first measure of each identifier, with what is odd about the others.

    Args:
        measures: In the order in which they win.
        problems: What kept others from loading; filled while measures are drawn.
        declared: Tables that are declared in YAML files.
    """
    measure_by_name: dict[str, Measure] = {}
    for measure in measures:
        first = measure_by_name.setdefault(measure.identifier, measure)
        if first is not measure and first.origin == measure.origin:
            problems.append(_twice(measure, first))
    problems += [
        _untied(measure, name)
        for measure in measure_by_name.values()
        for name in _missing(measure, measure_by_name)
    ]
    tables, clashes = tables_needed(measure_by_name.values(), declared)
    known = {name: with_tables(measure, tables) for name, measure in measure_by_name.items()}
    return Registry(measures=known, problems=(*problems, *clashes), tables=tables)


def with_tables(measure: Measure, tables: Iterable[TableFormat]) -> Measure:
    """A measure with those of the tables that it needs, wherever they were declared."""
    needed = tuple(table for table in tables if table.table in measure.needs)
    return measure if needed == measure.tables else evolve(measure, tables=needed)


def _missing(measure: Measure, measure_by_name: Mapping[str, Measure]) -> list[str]:
    return [name for name in measure.related.measures if name not in measure_by_name]


def _untied(measure: Measure, name: str) -> Problem:
    return _warning(
        measure,
        f"measure `{measure.identifier}` is related to `{name}`, which no plug-in provides",
        "papers cannot protect the two together; mend the name in `related`",
    )


def _everywhere(folders: Sequence[Path], problems: list[Problem]) -> Iterator[Measure]:
    for folder in folders:
        yield from in_folder(folder, "folder", problems)
    for entry in entries():
        yield from load_entry(entry.name, problems)
    yield from in_folder(bundled("measures"), "shipped", problems)


def in_folder(folder: Path, origin: str, problems: list[Problem]) -> Iterator[Measure]:
    """The measures of all plug-ins in a folder, loaded here."""
    for file in plugin_files(folder, problems):
        yield from load_file(file, origin, problems)


def plugin_files(folder: Path, problems: list[Problem]) -> list[Path]:
    """The files of plug-ins in a folder, or the one that is named."""
    if not folder.exists():
        problems.append(_problem(folder, "there is no such folder of measures", FOLDER_HINT))
        return []
    files = [folder] if folder.is_file() else sorted(folder.glob("*.py"))
    plugins = [file for file in files if not file.name.startswith("_") and not file.is_dir()]
    plugins = [file for file in plugins if file.suffix not in SUFFIXES]
    if not plugins and not table_files(folder):
        problems.append(_problem(folder, "there is no plug-in in this folder", FOLDER_HINT))
    return plugins


def load_file(file: Path, origin: str, problems: list[Problem]) -> Iterator[Measure]:
    """The measures of one file, loaded here; what keeps it from loading becomes a problem."""
    try:
        measures = list(_of(_load(file), str(file), origin))
    except MeasureError as error:
        problems.extend(_named_as(file, problem) for problem in error.problems)
    except (Exception, SystemExit) as error:  # a plug-in may fail in any way; the rest must run
        problems.append(failure(error, file))
    else:
        if not measures:
            problems.append(_problem(file, "there is no measure in this file", NONE_HINT))
        yield from measures


def _problem(path: Path, message: str, hint: str | None = None) -> Problem:
    return Problem(kind=ProblemKind.MEASURE, path=str(path), message=message, hint=hint)


def _named_as(file: Path, problem: Problem) -> Problem:
    """A problem with its file as the user named it, not as the import system does."""
    return evolve(problem, path=str(file)) if is_file(problem.path, file) else problem


def _load(file: Path) -> ModuleType:
    name = f"cptracker_measures.{file.stem}_{abs(hash(str(file.resolve()))):x}"
    spec = spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise MeasureError(problems=[_problem(file, "is no Python file", FOLDER_HINT)])
    module = module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def _of(module: ModuleType, path: str, origin: str) -> Iterator[Measure]:
    """The measures of a module, with the examples that name them or stand beside them alone."""
    measures = [value for value in vars(module).values() if isinstance(value, Measure)]
    own = [value for value in vars(module).values() if isinstance(value, TableFormat)]
    given = getattr(module, "EXAMPLES", ())
    for measure in measures:
        mine = given.get(measure.identifier, ()) if isinstance(given, Mapping) else given
        if not isinstance(mine, Sequence) or not all(isinstance(one, Example) for one in mine):
            raise MeasureError(problems=[_problem(Path(path), NO_EXAMPLES, EXAMPLES_HINT)])
        named = {table.table: table for table in (*own, *measure.tables)}
        needed = [table for name, table in named.items() if name in measure.needs]
        tables = tuple(evolve(table, path=path) for table in needed)
        yield evolve(measure, path=path, origin=origin, examples=tuple(mine), tables=tables)


def entries() -> "list[EntryPoint]":
    """The entry points through which installed packages provide measures."""
    from importlib.metadata import entry_points

    return list(entry_points(group=GROUP))


def load_entry(name: str, problems: list[Problem]) -> Iterator[Measure]:
    """The measures of an installed package's entry point, loaded here; as for a file."""
    for entry in (entry for entry in entries() if entry.name == name):
        origin = entry.dist.name if entry.dist else entry.value
        try:
            module = entry.load()
            measures = list(_of(module, getattr(module, "__file__", entry.value), origin))
        except MeasureError as error:
            problems.extend(error.problems)
        except (Exception, SystemExit) as error:  # as for a folder
            problems.append(failure(error, Path(entry.value)))
        else:
            yield from measures


def _twice(measure: Measure, first: Measure) -> Problem:
    return _warning(
        measure,
        f"measure `{measure.identifier}` is there twice; the one in {first.path} is used",
        "give one of them another name",
    )


def _warning(measure: Measure, message: str, hint: str) -> Problem:
    """What is odd about a measure that runs all the same."""
    return Problem(
        kind=ProblemKind.MEASURE,
        severity=Severity.WARNING,
        path=measure.path,
        line=measure.line,
        message=message,
        hint=hint,
    )
