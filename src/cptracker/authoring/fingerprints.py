"""The fingerprint of a definition: changes when who counts changes, and not with how it is written.

Of the measure's function, of whatever it uses of its own module, of the files beside it that it
imports from, and of the facts that decide a figure. Remarks, docstrings, types, line breaks and the
order of a file make no difference; nor do the version of Python and the machine. What other modules
do, this library's too, is not looked at: the changelog says when that moves a figure.
"""

import ast
import inspect
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from cptracker.authoring.measure import Measure
from cptracker.authoring.typed import typed_function

WAY = "d1"
"""Marks the way in which fingerprints are taken; those of another way cannot be compared."""


LENGTH = 12


_IGNORED = {"ctx", "kind", "type_comment", "type_params", "annotation", "returns"}
"""Fields of Python's syntax tree that say nothing of who counts, or not in every version."""


def fingerprint(measure: Measure) -> str | None:
    """Such as `d1-3f2a91bc04de`; None where the source of its function cannot be had."""
    typed = typed_function(measure)
    if typed is not None:
        return typed.fingerprint()
    source = _source(measure)
    if source is None:
        return None
    statements = (
        f"unit {measure.unit}",
        f"better {measure.better}",
        f"every {measure.every}",
        *(f"needs {table} {sorted(measure.needs[table])}" for table in sorted(measure.needs)),
    )
    digest = sha256("\n".join([*statements, *source]).encode()).hexdigest()
    return f"{WAY}-{digest[:LENGTH]}"


def _source(measure: Measure) -> list[str] | None:
    """The function, then what it uses of its module in order of name, each in one spelling."""
    tree = _tree(measure)
    function = _function(tree, measure) if tree else None
    if tree is None or function is None:
        return None
    used = _used(function, _bindings(tree.body, function))
    helpers = helper_files(used, Path(measure.path).parent)
    return [
        _spelt(_bare(function)),
        *sorted(_spelt(statement) for statement in used),
        *(_spelt(_bare_file(file)) for file in helpers),
    ]


def _tree(measure: Measure) -> ast.Module | None:
    try:
        return ast.parse(Path(measure.path).read_text(encoding="utf-8"))
    except (OSError, SyntaxError, ValueError):
        pass
    try:
        return ast.parse(inspect.cleandoc(inspect.getsource(measure.function)))
    except (OSError, SyntaxError, TypeError):
        return None


def _bare_file(file: Path) -> ast.Module:
    """A file's statements without docstrings and remarks; none where it cannot be read."""
    try:
        tree = ast.parse(file.read_text(encoding="utf-8"))
    except (OSError, SyntaxError, ValueError):
        return ast.Module(body=[], type_ignores=[])
    return ast.Module(body=_without_words(tree.body), type_ignores=[])


def _function(tree: ast.Module, measure: Measure) -> ast.FunctionDef | None:
    """The measure's function in its file; of several with one name the last, as Python has it."""
    name = measure.function.__name__
    same = [
        statement
        for statement in tree.body
        if isinstance(statement, ast.FunctionDef) and statement.name == name
    ]
    return same[-1] if same else None


def _bare(function: ast.FunctionDef) -> ast.FunctionDef:
    """A function without its decorators, whose facts are told apart."""
    return ast.FunctionDef(
        name="measure", args=function.args, body=function.body, decorator_list=[]
    )


def _bindings(body: list[ast.stmt], own: ast.stmt) -> Mapping[str, list[ast.stmt]]:
    """The statements of a module that bind a name, or that change what stands behind it."""
    statements_by_name: dict[str, list[ast.stmt]] = {}
    for statement in body:
        if statement is own:
            continue
        for name in _bound(statement):
            statements_by_name.setdefault(name, []).append(statement)
    return statements_by_name


def _bound(statement: ast.stmt) -> set[str]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {statement.name}
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {(alias.asname or alias.name).split(".")[0] for alias in statement.names}
    if isinstance(statement, ast.Expr):  # such as `CODES.update(…)`
        return _names(statement)
    nodes = ast.walk(statement)
    return {node.id for node in nodes if isinstance(node, ast.Name) and _is_set(node)}


def _is_set(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def _names(node: ast.AST) -> set[str]:
    return {a_s_t.id for a_s_t in ast.walk(node) if isinstance(a_s_t, ast.Name)}


def _used(function: ast.FunctionDef, bindings: Mapping[str, list[ast.stmt]]) -> list[ast.AST]:
    """What a function uses of its module, and what that uses, to the end."""
    todo, visited = sorted(_names(_bare(function))), set[str]()
    used: list[ast.AST] = []
    while todo:
        name = todo.pop()
        if name in visited:
            continue
        visited.add(name)
        for statement in bindings.get(name, ()):
            a_s_t = _alone(statement, name)
            if a_s_t not in used:
                used.append(a_s_t)
            todo += sorted(_names(a_s_t))
    return used


def _alone(statement: ast.stmt, name: str) -> ast.AST:
    """Of an import the one name that is meant: what stands beside it makes no difference."""
    if not isinstance(statement, ast.Import | ast.ImportFrom):
        return statement
    alias = next(
        imported
        for imported in statement.names
        if (imported.asname or imported.name).split(".")[0] == name
    )
    if isinstance(statement, ast.Import):
        return ast.Import(names=[alias])
    return ast.ImportFrom(module=statement.module, names=[alias], level=statement.level)


def _spelt(node: ast.AST) -> str:
    """A syntax tree in one spelling, alike in every version of Python."""
    if isinstance(node, ast.AnnAssign) and node.value is not None:
        node = ast.Assign(targets=[node.target], value=node.value)
    inside = " ".join(_fields(node))
    return f"({type(node).__name__} {inside})" if inside else f"({type(node).__name__})"


def _fields(node: ast.AST) -> Iterator[str]:
    for name, value in sorted(ast.iter_fields(node)):
        if name in _IGNORED or value is None or value == []:
            continue
        if name == "body" and isinstance(value, list):
            value = _without_words(value)
        items = value if isinstance(value, list) else [value]
        yield f"{name}={' '.join(map(_part, items))}"


def _without_words(body: list[ast.stmt]) -> list[ast.stmt]:
    """Statements less bare texts, which are docstrings and remarks."""
    return [
        statement
        for statement in body
        if not (isinstance(statement, ast.Expr) and _is_text(statement.value))
    ]


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _part(value: object) -> str:
    return _spelt(value) if isinstance(value, ast.AST) else f"{type(value).__name__}:{value!r}"


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
