"""Where measures are found: a folder the user names, installed packages, the shipped folder.

The first found of one identifier wins. A folder of plug-ins is code, so it is loaded only when the
user names it. A measure that cannot load becomes a problem with its file and line; the rest run.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from types import ModuleType

from attrs import evolve, frozen

from cptracker.authoring.entry_points import entries, measures_of_entry
from cptracker.authoring.measure import Example, Measure
from cptracker.authoring.plugin_failures import failure, is_file, problem_of
from cptracker.authoring.plugin_modules import LOADING, forget_modules, load_module
from cptracker.authoring.replaced_measures import declared_twice, shadow_of
from cptracker.authoring.table_files import declared_in, table_files
from cptracker.authoring.tables import tables_needed
from cptracker.files.bundled import bundled
from cptracker.files.yaml_files import SUFFIXES
from cptracker.model.arguments import PathsLike, paths_of
from cptracker.model.problems import MeasureError, Problem, ProblemKind, Severity
from cptracker.model.rounding import ShownOnScreen
from cptracker.records.formats import TableFormat

FOLDER_HINT = "name the folder that holds your plug-ins, files that end in .py, or one of them"


NONE_HINT = "put @measure(…) above its function; a file that only helps others begins with `_`"


NO_EXAMPLES = "`EXAMPLES` must be a list of Example(…), or such lists by measure"


EXAMPLES_HINT = "`cptracker new measure` writes one to copy from"


@frozen(kw_only=True, repr=False)
class Registry(ShownOnScreen):
    """What was found.

    Attributes:
        measures: The measures by identifier.
        problems: What kept others from loading.
        tables: The tables that plug-ins declare, and shipped ones with the columns that measures
            need beside their own: what records are read with.

    Example:
        >>> import cptracker
        >>> cptracker.find_measures().measures["dental-checks"].unit
        '%'
    """

    measures: Mapping[str, Measure]
    problems: tuple[Problem, ...] = ()
    tables: tuple[TableFormat, ...] = ()

    def __repr__(self) -> str:
        return f"<Registry: {len(self.measures)} measures, {len(self.problems)} problems>"


def find_measures(folders: PathsLike = ()) -> Registry:
    """All measures that can be found, the user's folders first.

    Those that ship with the package are compiled once, and again when a file of theirs changes;
    your own are loaded anew each time, with the files that they import beside them.

    Args:
        folders: A folder of plug-ins or a single file, or several; files that begin with `_` are
            only imported by others.

    Returns:
        A registry: `measures` by identifier, `problems`, which kept others from loading, and
        `tables`, which plug-ins declare and `load_records` takes. A measure of yours that takes
        the place of a shipped one is told there, as a warning.

    Raises:
        UsageError: When a folder is no path.

    Example:
        >>> import cptracker
        >>> registry = cptracker.find_measures(["measures"])
        >>> registry.measures["dental-checks"].title
        'Children who saw a dentist in the year'
        >>> registry.problems
        ()
    """
    problems: list[Problem] = []
    paths = paths_of(folders, "folders")
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
            problems.append(declared_twice(measure, first))
        elif first is not measure:
            problems.extend(shadow_of(first, measure))
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
    return problem_of(
        measure,
        f"measure `{measure.identifier}` is related to `{name}`, which no plug-in provides",
        "papers cannot protect the two together; mend the name in `related`",
        Severity.WARNING,
    )


def _everywhere(folders: Sequence[Path], problems: list[Problem]) -> Iterator[Measure]:
    for folder in folders:
        yield from in_folder(folder, "folder", problems)
    for entry in entries():
        yield from load_entry(entry.name, problems)
    yield from shipped(problems)


def in_folder(folder: Path, origin: str, problems: list[Problem]) -> list[Measure]:
    """The measures of all plug-ins in a folder, loaded here anew."""
    with LOADING:
        forget_modules(folder.parent if folder.is_file() else folder)
        files = plugin_files(folder, problems)
        return [measure for file in files for measure in load_file(file, origin, problems)]


def shipped(problems: list[Problem]) -> list[Measure]:
    """The measures that come with the package, compiled once while their files stay the same."""
    folder = bundled("measures")
    digest = sha256()
    for file in sorted(folder.glob("*.py")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    measures, faults = _compiled(folder, digest.hexdigest())
    problems.extend(faults)
    return list(measures)


@lru_cache(maxsize=2)
def _compiled(folder: Path, _digest: str) -> tuple[tuple[Measure, ...], tuple[Problem, ...]]:
    """The shipped measures of one state of their files, which are values and never change."""
    problems: list[Problem] = []
    return tuple(in_folder(folder, "shipped", problems)), tuple(problems)


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
        measures = list(_own(file, _of(_module(file), file, origin)))
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


def _module(file: Path) -> ModuleType:
    module = load_module(file)
    if module is None:
        raise MeasureError(problems=[_problem(file, "is no Python file", FOLDER_HINT)])
    return module


def _own(file: Path, measures: Iterable[Measure]) -> Iterator[Measure]:
    """Without those that a plug-in only imports from another one, which gives them itself."""
    for measure in measures:
        source = Path(measure.path)
        same_folder = source.resolve().parent == file.resolve().parent
        if source == file or not same_folder or source.name.startswith("_"):
            yield measure


def _of(module: ModuleType, file: Path, origin: str) -> Iterator[Measure]:
    """The measures of a module, with the examples that name them or stand beside them alone.

    Each with the file that its function stands in, under the name that the user gave it.
    """
    measures = [value for value in vars(module).values() if isinstance(value, Measure)]
    own = [value for value in vars(module).values() if isinstance(value, TableFormat)]
    declared = getattr(module, "EXAMPLES", ())
    for measure in measures:
        examples = (
            declared.get(measure.identifier, ()) if isinstance(declared, Mapping) else declared
        )
        if not isinstance(examples, Sequence) or not all(
            isinstance(example, Example) for example in examples
        ):
            raise MeasureError(problems=[_problem(file, NO_EXAMPLES, EXAMPLES_HINT)])
        path = str(file) if is_file(measure.path, file) else measure.path
        named = {table.table: table for table in (*own, *measure.tables)}
        needed = [table for name, table in named.items() if name in measure.needs]
        tables = tuple(evolve(table, path=path) for table in needed)
        yield evolve(measure, path=path, origin=origin, examples=tuple(examples), tables=tables)


def load_entry(name: str, problems: list[Problem]) -> Iterator[Measure]:
    """The measures of an installed package's entry point, loaded here; as for a file."""
    for entry in (entry for entry in entries() if entry.name == name):
        yield from measures_of_entry(entry, _of, failure, problems)
