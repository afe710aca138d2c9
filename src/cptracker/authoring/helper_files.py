"""The files beside a plug-in that it imports from, and that those import from in turn."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path


def helper_files(nodes: Iterable[ast.AST], folder: Path) -> tuple[Path, ...]:
    """The files in a folder, and in folders in it, that some statements import from, in order.

    Args:
        nodes: Statements of a file in the folder; what is no import is passed over.
        folder: Where the file stands.
    """
    files: dict[Path, None] = {}
    todo = [file for node in nodes for file in _imported(node, folder)]
    while todo:
        file = todo.pop()
        if file not in files:
            files[file] = None
            todo += [more for node in _statements(file) for more in _imported(node, file.parent)]
    return tuple(sorted(files))


def _statements(file: Path) -> Iterator[ast.AST]:
    try:
        yield from ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    except (OSError, SyntaxError, ValueError):
        return


def _imported(node: ast.AST, folder: Path) -> Iterator[Path]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield from _files(folder, alias.name)
    if isinstance(node, ast.ImportFrom):
        base = folder
        for _ in range(node.level - 1):
            base = base.parent
        if node.module:
            yield from _files(base, node.module)
        for alias in node.names:
            yield from _files(base, f"{node.module}.{alias.name}" if node.module else alias.name)


def _files(folder: Path, name: str) -> Iterator[Path]:
    """The files of a module by its dotted name, those of the packages above it too."""
    place = folder
    for part in name.split("."):
        place = place / part
        file, start = place.with_name(f"{place.name}.py"), place / "__init__.py"
        yield from (path for path in (start, file) if path.is_file())
