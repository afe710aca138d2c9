"""Measures for other processes: their facts as they are, their function by where it stands."""

import sys
from collections.abc import Callable, Mapping
from functools import lru_cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

from attrs import fields

from cptracker.authoring.plugin_modules import ROOT, load_module
from cptracker.model.problems import UsageError

NOWHERE = (
    "`{}` was written in a notebook or inside a function, where no other process can find it: "
    "write it to a file, and find it with `find_measures`"
)


RUNS_ELSEWHERE = "`{}` runs in a process of its own already: find it with `cptracker.find_measures`"


CHANGED = "{} has changed since a measure of it was handed on: find it anew"


GONE = "{} has no measure `{}`"


Attributes = Mapping[str, Any]


def handed_on(measure: Any, *, runs_elsewhere: bool) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    """How another process makes a measure again, as `pickle` takes it.

    Args:
        measure: A measure.
        runs_elsewhere: Whether its function is not one of Python's: it runs elsewhere, or its
            values are typed.

    Raises:
        UsageError: When its function stands nowhere that another process can come to.
    """
    function, attributes = measure.function, _attributes(measure)
    kind = type(measure)
    if runs_elsewhere:
        if not hasattr(function, "declared"):
            raise UsageError(RUNS_ELSEWHERE.format(measure.identifier))
        return _made_again, (kind, function, attributes)
    if function.__module__.startswith(f"{ROOT}_"):
        path = Path(function.__code__.co_filename).resolve()
        digest = sha256(path.read_bytes()).hexdigest()
        return _of_file, (kind, str(path), measure.identifier, digest, attributes)
    module = sys.modules.get(function.__module__)
    of_module = getattr(module, function.__name__, None)
    of_notebook = function.__module__ == "__main__" and not hasattr(module, "__file__")
    if of_notebook or not isinstance(of_module, kind) or of_module.function is not function:
        raise UsageError(NOWHERE.format(measure.identifier))
    return _of_module, (kind, function.__module__, function.__name__, attributes)


def _attributes(measure: Any) -> Attributes:
    names = [field.name for field in fields(type(measure)) if field.name != "function"]
    return {name: getattr(measure, name) for name in names}


def _made_again(kind: Any, function: Any, attributes: Attributes) -> Any:
    return kind(function=function, **attributes)


def _of_module(kind: Any, module: str, name: str, attributes: Attributes) -> Any:
    return _made_again(kind, getattr(import_module(module), name).function, attributes)


def _of_file(kind: Any, path: str, identifier: str, digest: str, attributes: Attributes) -> Any:
    functions = _functions(kind, path, digest)
    if identifier not in functions:
        raise UsageError(GONE.format(path, identifier))
    return _made_again(kind, functions[identifier], attributes)


@lru_cache(maxsize=64)
def _functions(kind: Any, path: str, digest: str) -> Mapping[str, Any]:
    """The functions of a file's measures, loaded once while it stays as it is."""
    if sha256(Path(path).read_bytes()).hexdigest() != digest:
        raise UsageError(CHANGED.format(path))
    module = load_module(Path(path))
    measures = [value for value in vars(module).values() if isinstance(value, kind)]
    return {measure.identifier: measure.function for measure in measures}
