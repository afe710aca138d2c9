"""The docstring of each public name, and its parts as Google's style has them."""

import ast
import inspect
import re
from collections.abc import Mapping
from importlib import import_module
from types import ModuleType
from typing import Any

import cptracker

SECTION = re.compile(r"^(Args|Attributes|Returns|Raises|Example):\n", re.MULTILINE)
ENTRY = re.compile(r"^    ([\w*]+): ((?:.*\n?(?:^ {8}.*\n?|^\n(?= {8}))*))", re.MULTILINE)


def docstring_of(name: str) -> str:
    """What is said of a public name: its docstring, or the text below a constant or type."""
    value = getattr(cptracker, name)
    if inspect.isclass(value) or inspect.isfunction(value):
        home = getattr(value, "__module__", "")
        if home.split(".")[0] == "cptracker" and value.__name__ == name:
            return _with_inherited(value)
    return _below(import_module(cptracker._HOME[name]), name)  # noqa: SLF001 - ours


def _with_inherited(value: Any) -> str:
    """A docstring, and the attributes that a class takes from one above it and does not explain."""
    text = inspect.getdoc(value) or ""
    own = entries(parts_of(text).get("Attributes", ""))
    if not inspect.isclass(value) or not own:
        return text
    inherited = {
        name: words
        for above in value.__mro__[1:]
        if above.__module__.startswith("cptracker.")
        for name, words in entries(parts_of(_clean(above)).get("Attributes", "")).items()
        if name not in own
    }
    lines = "".join(f"    {name}: {words}\n" for name, words in inherited.items())
    return text.replace("Attributes:\n", f"Attributes:\n{lines}", 1)


def _clean(value: Any) -> str:
    return inspect.cleandoc(value.__doc__ or "")


def _below(module: ModuleType, name: str) -> str:
    """The text that stands below an assignment."""
    body = ast.parse(inspect.getsource(module)).body
    for at, node in enumerate(body[:-1]):
        text = body[at + 1]
        targets = node.targets if isinstance(node, ast.Assign) else ()
        named = any(isinstance(target, ast.Name) and target.id == name for target in targets)
        if named and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
            return inspect.cleandoc(str(text.value.value))
    return ""


def parts_of(docstring: str) -> dict[str, str]:
    """The text before any section under an empty name, then each section's text."""
    before, *rest = SECTION.split(f"{docstring}\n")
    return {"": before.strip()} | dict(zip(rest[::2], rest[1::2], strict=True))


def entries(section: str) -> Mapping[str, str]:
    """The names that a section explains, each with its text on one line."""
    return {name: " ".join(text.split()) for name, text in ENTRY.findall(section)}


def members_of(value: Any) -> dict[str, Any]:
    """The public methods and properties that a class of ours states itself."""
    return {
        name: member
        for name, member in vars(value).items()
        if not name.startswith("_")
        and (isinstance(member, property | classmethod) or inspect.isfunction(member))
    }
