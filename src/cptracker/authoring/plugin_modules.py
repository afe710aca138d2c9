"""The modules of plug-ins: a folder is a package, so that its files can import each other.

A plug-in takes what it shares from a file beside it: `from ._shared import weeks`, or at the top of
the file also `from _shared import weeks`. A name that Python or an installed package has is theirs.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from threading import RLock, get_ident
from types import ModuleType

ROOT = "cptracker_measures"
"""Under this name the folders of plug-ins are packages."""


LOADING = RLock()
"""One thread loads plug-ins at a time, since Python's table of modules is one for all."""


def package_of(folder: Path) -> str:
    """The name under which a folder's files are modules."""
    digest = sha256(str(folder.resolve()).encode()).hexdigest()[:12]
    return f"{ROOT}_{digest}"


def forget_modules(folder: Path) -> None:
    """Let go of a folder's modules, so that what was changed in any of them is seen."""
    package = package_of(folder)
    for name in [*sys.modules]:
        if name == package or name.startswith(f"{package}."):
            del sys.modules[name]


def load_module(file: Path) -> ModuleType | None:
    """The module of a file, run anew; None where it is no Python file.

    Raises:
        Exception: Whatever the file raises.
    """
    with LOADING, _with_neighbours_on_path(file.parent):
        package = _package(file.parent)
        spec = spec_from_file_location(f"{package}.{file.stem}", file)
        return None if spec is None or spec.loader is None else _run(spec, spec.loader)


def _package(folder: Path) -> str:
    """The folder as a package, with its `__init__.py` where it has one."""
    name = package_of(folder)
    if name in sys.modules:
        return name
    start = folder / "__init__.py"
    places = [str(folder.resolve())]
    if start.exists():
        spec = spec_from_file_location(name, start, submodule_search_locations=places)
    else:
        spec = ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations = places
    if spec is not None and spec.loader is not None:
        _run(spec, spec.loader)
    elif spec is not None:
        sys.modules[name] = module_from_spec(spec)
    return name


def _run(spec: ModuleSpec, loader: Loader) -> ModuleType:
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        loader.exec_module(module)
    except BaseException:
        sys.modules.pop(spec.name, None)
        raise
    return module


@contextmanager
def _with_neighbours_on_path(folder: Path) -> Iterator[None]:
    """While a file is loaded, its neighbours are found by their bare names, and by it alone."""
    finder = _Neighbours(folder)
    sys.meta_path.append(finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        for name in [*sys.modules]:
            if name.partition(".")[0] in finder.names:
                del sys.modules[name]


class _Neighbours(MetaPathFinder):
    """Finds a folder's files by their bare names, once nobody else knows of such a module."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._thread = folder, get_ident()
        self.names: list[str] = []

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module of a file, or of a folder with an `__init__.py`, that is there."""
        del target
        if path is not None or get_ident() != self._thread:
            return None
        candidates = (self._folder / f"{fullname}.py", self._folder / fullname / "__init__.py")
        if not any(file.is_file() for file in candidates):
            return None
        self.names.append(fullname)
        return ModuleSpec(fullname, _Alias(f"{package_of(self._folder)}.{fullname}"))


class _Alias(Loader):
    """Gives a module that has another name, as it is."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._spec: ModuleSpec | None = None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """The module under its full name."""
        del spec
        module = import_module(self._name)
        self._spec = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        """It has run; it keeps the name that it has."""
        module.__spec__ = self._spec
