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


APART = "`{}` runs in a process of its own already: find it with `cptracker.find_measures`"


CHANGED = "{} has changed since a measure of it was handed on: find it anew"


GONE = "{} has no measure `{}`"


Facts = Mapping[str, Any]


def handed_on(measure: Any, *, apart: bool) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    """How another process makes a measure again, as `pickle` takes it.

    Args:
        measure: A measure.
        apart: Whether its function is none of Python's: it runs elsewhere, or its values are typed.

    Raises:
        UsageError: When its function stands nowhere that another process can come to.
    """
    function, facts = measure.function, _facts(measure)
    kind = type(measure)
    if apart:
        if not hasattr(function, "declared"):
            raise UsageError(APART.format(measure.identifier))
        return _made_again, (kind, function, facts)
    if function.__module__.startswith(f"{ROOT}_"):
        path = Path(function.__code__.co_filename).resolve()
        digest = sha256(path.read_bytes()).hexdigest()
        return _of_file, (kind, str(path), measure.identifier, digest, facts)
    module = sys.modules.get(function.__module__)
    held = getattr(module, function.__name__, None)
    of_notebook = function.__module__ == "__main__" and not hasattr(module, "__file__")
    if of_notebook or not isinstance(held, kind) or held.function is not function:
        raise UsageError(NOWHERE.format(measure.identifier))
    return _of_module, (kind, function.__module__, function.__name__, facts)


def _facts(measure: Any) -> Facts:
    names = [field.name for field in fields(type(measure)) if field.name != "function"]
    return {name: getattr(measure, name) for name in names}


def _made_again(kind: Any, function: Any, facts: Facts) -> Any:
    return kind(function=function, **facts)


def _of_module(kind: Any, module: str, name: str, facts: Facts) -> Any:
    return _made_again(kind, getattr(import_module(module), name).function, facts)


def _of_file(kind: Any, path: str, identifier: str, digest: str, facts: Facts) -> Any:
    functions = _functions(kind, path, digest)
    if identifier not in functions:
        raise UsageError(GONE.format(path, identifier))
    return _made_again(kind, functions[identifier], facts)


@lru_cache(maxsize=64)
def _functions(kind: Any, path: str, digest: str) -> Mapping[str, Any]:
    """The functions of a file's measures, loaded once while it stays as it is."""
    if sha256(Path(path).read_bytes()).hexdigest() != digest:
        raise UsageError(CHANGED.format(path))
    module = load_module(Path(path))
    measures = [value for value in vars(module).values() if isinstance(value, kind)]
    return {measure.identifier: measure.function for measure in measures}
