"""The shape of the package: its layers from the top, and what each file imports."""

import ast
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "cptracker"

LAYERS = (
    {"cli", "notebooks"},
    {"api"},
    {"reports"},
    {"contract"},
    {"disclosure", "wording"},
    {"audit"},
    {"status"},
    {"benchmarking", "engine"},
    {"authoring", "plan"},
    {"records", "status_json"},
    {"files", "rating", "stats", "synthetic"},
    {"model"},
)
"""From the top; a module may import from layers below its own, and no other of its own layer."""

MOST_LAYERS = 12

DOORS = {"__init__", "__main__"}
"""The package's two front doors, which lead anywhere."""

LIBRARIES = {
    "api": {"polars"},
    "authoring": {"narwhals"},
    "benchmarking": {"polars", "ruamel"},
    "contract": {"polars"},
    "cli": {"click", "rich"},
    "engine": {"cattrs", "narwhals", "polars"},
    "files": {"openpyxl", "polars", "ruamel"},
    "notebooks": {"polars"},
    "plan": {"cattrs", "openpyxl", "ruamel"},
    "records": {"duckdb", "holidays", "narwhals", "polars", "pyspark", "ruamel", "sqlalchemy"},
    "reports": {"PIL", "docx", "jinja2", "markupsafe", "pptx", "resvg_py", "rich", "xlsxwriter"},
    "status": {"ruamel"},
    "status_json": {"cattrs"},
}
"""What else a layer may import beside the standard library and attrs."""

LATE = {
    "PIL",
    "sqlalchemy",
    "docx",
    "pptx",
    "duckdb",
    "holidays",
    "jinja2",
    "openpyxl",
    "pyspark",
    "resvg_py",
    "rich",
    "xlsxwriter",
}
"""Costly libraries that are imported where they are used, so that others need not have them."""

CODE = sorted([*PACKAGE.rglob("*.py"), *(ROOT / "measures").glob("*.py")])

LONGEST_MODULE, LONGEST_FUNCTION = 300, 40

AWAITED: set[str] = set()
"""Longer than that, to be parted by idea; nothing is added here."""


def named(path):
    return path.relative_to(PACKAGE if path.is_relative_to(PACKAGE) else ROOT).as_posix()


@cache
def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def layer_of(part):
    (depth,) = [depth for depth, layer in enumerate(LAYERS) if part in layer]
    return depth


def part_of(path):
    """The module or folder right under the package that a file belongs to."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported(node):
    """The dotted names that one statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        if node.level:
            return ["." * node.level + (node.module or "")]
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def imports(path):
    """What a file imports anywhere in it, each with its line."""
    return [(name, node.lineno) for node in ast.walk(tree(path)) for name in imported(node)]


def at_the_top(path):
    """The root names a file imports as soon as it is imported itself."""
    return {name.split(".")[0] for node in tree(path).body for name in imported(node)}


def upward(path):
    """The imports of a file that do not point down."""
    own_part = part_of(path)
    for name, line in imports(path):
        root, *rest = name.split(".")
        if root != "cptracker" or own_part in DOORS:
            continue
        theirs = rest[0]
        own_package = theirs == "__version__" or theirs == own_part
        if not own_package and layer_of(theirs) <= layer_of(own_part):
            yield f"{named(path)}:{line} imports {name}"


def foreign(path):
    """The libraries that a file imports and its layer may not."""
    allowed = {"attrs", *LIBRARIES.get(part_of(path), ())}
    for name, line in imports(path):
        root = name.split(".")[0]
        if root not in {"cptracker", *sys.stdlib_module_names, *allowed}:
            yield f"{named(path)}:{line} imports {root}"
