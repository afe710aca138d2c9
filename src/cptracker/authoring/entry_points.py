"""Measures of installed packages, which name their modules in the entry-point group."""

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from cptracker.authoring.measure import Measure
from cptracker.model.problems import MeasureError, Problem, ProblemKind

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


GROUP = "cptracker.measures"
"""The entry-point group of installed packages; each entry names a module of measures."""


MODULE_HINT = 'name the module alone, such as `dental = "our_measures.dental"`'


Reader = Callable[[ModuleType, Path, str], Iterator[Measure]]
"""Gives the measures of a module, by its file and whose it is."""


Failure = Callable[[BaseException, Path], Problem]
"""Tells what a file raised."""


def entries() -> "list[EntryPoint]":
    """The entry points through which installed packages provide measures."""
    from importlib.metadata import entry_points

    return list(entry_points(group=GROUP))


def file_of(entry: "EntryPoint") -> Path:
    """The file that an entry point's module stands in; its name where there is none to be found."""
    name = entry.value.partition(":")[0].strip()
    try:
        spec = find_spec(name)
    except Exception:  # a package that the module is in may fail in any way
        spec = None
    origin = spec.origin if spec else None
    return Path(origin) if origin and Path(origin).exists() else Path(name)


def measures_of_entry(
    entry: "EntryPoint", read: Reader, failure: Failure, problems: list[Problem]
) -> list[Measure]:
    """The measures of one entry point, loaded here; what keeps it from loading becomes a problem.

    Args:
        entry: The entry point.
        read: Gives the measures of its module.
        failure: Tells what its file raised.
        problems: Where that is added.
    """
    file = file_of(entry)
    try:
        module = entry.load()
        if not isinstance(module, ModuleType):
            problems.append(_no_module(entry, file))
            return []
        return list(read(module, file, entry.dist.name if entry.dist else entry.value))
    except MeasureError as error:
        problems.extend(error.problems)
    except (Exception, SystemExit) as error:  # as for a folder
        problems.append(failure(error, file))
    return []


def _no_module(entry: "EntryPoint", file: Path) -> Problem:
    whose = f" of `{entry.dist.name}`" if entry.dist else ""
    return Problem(
        kind=ProblemKind.MEASURE,
        path=str(file),
        message=f"the entry point `{entry.name}`{whose} names `{entry.value}`, which is no module",
        hint=MODULE_HINT,
    )
