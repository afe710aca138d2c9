"""The layers of the package, drawn from the test that enforces them."""

from pathlib import Path

from layers import LAYERS, LIBRARIES, PACKAGE

from reference_pages import markdown
from reference_pages.markdown import code, table, ticked

TITLES = {
    "cli": "what people use",
    "api": "interfaces",
    "reports": "papers and screens",
    "contract": "JSON",
    "disclosure": "release",
    "audit": "audit",
    "status": "status",
    "engine": "computing",
    "plan": "authoring and plan",
    "records": "records",
    "stats": "tools",
    "model": "values",
}
"""What each layer is called, by one of its packages."""

WIDTH = 66

ABOUT = """\
A package may import what stands below it, and no other package of its own layer.
`tests/project/test_layers.py` enforces this and that no modules import each other in a circle.
"""


def page() -> str:
    """The drawing, and what each package is for."""
    return markdown.page(
        "Layers", ABOUT, code(drawing()), "## Packages", _packages(), "## Libraries", _libraries()
    )


def title_of(layer: set[str]) -> str:
    """What a layer is called; the names of its packages where it has no title."""
    return next((TITLES[name] for name in sorted(layer) if name in TITLES), " ".join(sorted(layer)))


def drawing() -> str:
    """A box for each layer, from the top."""
    rule = "+" + "-" * (WIDTH + 2) + "+"
    rows = [
        f"| {title_of(layer):<20}{'  '.join(sorted(layer)):<{WIDTH - 20}} |" for layer in LAYERS
    ]
    return f"\n{rule}\n".join(["", *rows, ""]).strip("\n")


def _packages() -> str:
    rows = [
        (f"`{name}`", title_of(layer), about(name)) for layer in LAYERS for name in sorted(layer)
    ]
    return table(("package", "layer", "what is in it"), rows)


def about(name: str) -> str:
    """The first line of a package, which says what is in it."""
    folder, module = PACKAGE / name / "__init__.py", PACKAGE / f"{name}.py"
    path: Path = folder if folder.exists() else module
    text = path.read_text(encoding="utf-8")
    return text.lstrip('"').split('"""')[0].split("\n\n")[0]


def _libraries() -> str:
    rows = [(f"`{name}`", ticked(sorted(used))) for name, used in sorted(LIBRARIES.items())]
    return "Beside attrs and the standard library a package may import only these:\n\n" + table(
        ("package", "libraries"), rows
    )
