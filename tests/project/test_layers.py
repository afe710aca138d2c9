"""The shape of the package: imports point only down, and nothing is too long to read.

The layers are drawn in docs/explanation/architecture.md. Imports inside functions count too; what
is imported for type checkers alone must point down as well.
"""

import ast
import re
import sys

from layers import (
    AWAITED,
    CODE,
    DOORS,
    LATE,
    LAYERS,
    LONGEST_FUNCTION,
    LONGEST_MODULE,
    MOST_LAYERS,
    PACKAGE,
    ROOT,
    at_the_top,
    foreign,
    imports,
    named,
    part_of,
    tree,
    upward,
)


def test_every_module_has_a_layer():
    """A new one is placed here, and is then in the drawing of the documentation."""
    packages = {part_of(path) for path in PACKAGE.rglob("*.py")} - DOORS
    placed = [part for layer in LAYERS for part in layer]

    assert packages <= set(placed)
    assert len(placed) == len(set(placed))


def test_imports_point_only_down():
    assert [fault for path in PACKAGE.rglob("*.py") for fault in upward(path)] == []


def modules():
    """The modules of the package by dotted name."""
    return {
        ".".join(("cptracker", *named(path).removesuffix(".py").split("/"))).removesuffix(
            ".__init__"
        ): path
        for path in PACKAGE.rglob("*.py")
    }


def module_imports():
    """Which modules of the package each one imports, anywhere in it."""
    known = modules()
    return {
        name: {
            target if target in known else target.rpartition(".")[0]
            for target, _ in imports(path)
            if target.split(".")[0] == "cptracker" and name not in {"cptracker"}
        }
        & (known.keys() - {"cptracker"})
        for name, path in known.items()
    }


def circles(graph):
    """The modules that lead back to themselves: what is left when all others are taken away."""
    left = dict(graph)
    while free := [name for name, targets in left.items() if not targets & left.keys()]:
        for name in free:
            del left[name]
    return set(left)


def test_no_modules_import_each_other_in_a_circle():
    """Within packages too, be it in a function or for type checkers alone."""
    graph = module_imports()

    assert len(graph) > 300
    assert circles(graph) == set()
    assert circles({**graph, "cptracker.model.plan": {"cptracker.cli.app"}}) != set()
    assert circles({"cptracker.api": {"cptracker.api"}}) == {"cptracker.api"}


def test_there_are_few_layers():
    assert len(LAYERS) <= MOST_LAYERS


def test_each_library_stays_in_its_layers():
    assert [fault for path in PACKAGE.rglob("*.py") for fault in foreign(path)] == []


def test_engines_are_imported_in_one_module():
    """DuckDB and Spark are known to `records/sql_engines.py` alone."""
    using = {
        named(path)
        for path in PACKAGE.rglob("*.py")
        for name, _ in imports(path)
        if name.split(".")[0] in {"duckdb", "pyspark"}
    }

    assert using == {"records/sql_engines.py"}


def test_costly_libraries_are_imported_late():
    """Reports are drawn with rich, so they have it at hand; nobody else does."""
    early = {named(path): at_the_top(path) & LATE for path in PACKAGE.rglob("*.py")}

    assert {
        name for name, imported in early.items() if imported and not name.startswith("reports/")
    } == set()
    assert {imported for name in early for imported in early[name]} <= {"rich"}


def test_the_command_line_imports_click_and_no_more_of_others():
    tops = set().union(*(at_the_top(path) for path in (PACKAGE / "cli").glob("*.py")))

    assert tops - set(sys.stdlib_module_names) == {"click", "cptracker"}


def test_nothing_of_the_package_knows_its_tests_or_imports_by_dots():
    names = {name.split(".")[0] for path in CODE for name, _ in imports(path)}
    tests = {path.stem for path in (ROOT / "tests").rglob("*.py")}

    assert not names & {"tests", "oracle", *tests} - {"example"}
    assert "" not in names


def test_a_plug_in_uses_what_is_public():
    """The shipped measures can be copied anywhere, since they use no more than anybody's may."""
    plugins = [path for path in CODE if not path.is_relative_to(PACKAGE)]
    names = {
        name for path in plugins for name, _ in imports(path)
        if name.split(".")[0] not in sys.stdlib_module_names
    }  # fmt: skip
    import cptracker

    assert plugins
    assert names <= {"narwhals.stable.v2", *(f"cptracker.{name}" for name in cptracker.__all__)}


EXAMPLE = re.compile(r"\n+ *Example:\n +>>> .*?(?=\n *\"\"\")", re.DOTALL)


def length_of(path):
    """The lines of a module less its docstrings' examples, which take as much as they need."""
    return len(EXAMPLE.sub("", path.read_text(encoding="utf-8")).splitlines())


def test_modules_are_short():
    """Above it, a module most often holds two ideas."""
    lengths = {named(path): length_of(path) for path in CODE}

    assert {name for name, length in lengths.items() if length > LONGEST_MODULE} <= AWAITED


def lines_of(function):
    """The lines of a function less its docstring, which may say as much as it needs."""
    first = function.body[0]
    words = isinstance(first, ast.Expr) and isinstance(getattr(first.value, "value", None), str)
    docstring_lines = first.end_lineno - first.lineno + 1 if words else 0
    return function.end_lineno - function.lineno + 1 - docstring_lines


def test_functions_are_short():
    long = [
        f"{named(path)}:{node.lineno} {node.name}"
        for path in CODE
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and lines_of(node) > LONGEST_FUNCTION
    ]

    assert long == []


def test_the_checks_above_see_what_they_look_for(tmp_path, monkeypatch):
    """A module that does everything wrong is caught, also inside a function."""
    monkeypatch.setattr("layers.PACKAGE", tmp_path)
    wrong = tmp_path / "rating.py"
    wrong.write_text(
        "import attrs\n"
        "def late():\n"
        "    from cptracker.engine import series\n"
        "    from cptracker import status\n"
        "    import rich\n"
        "    import cptracker.model.problems\n",
        encoding="utf-8",
    )

    assert list(upward(wrong)) == [
        "rating.py:3 imports cptracker.engine.series",
        "rating.py:4 imports cptracker.status",
    ]
    assert list(foreign(wrong)) == ["rating.py:5 imports rich"]


def test_no_two_classes_share_a_name():
    """Else a reader, a message and a schema have to say of which one they speak."""
    homes = {}
    for path in CODE:
        for node in tree(path).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes.setdefault(node.name, []).append(named(path))

    assert {name: files for name, files in homes.items() if len(files) > 1} == {}
