"""The public names of the library, each with its signature, its docstring and its example."""

import inspect
from textwrap import dedent
from typing import Any

import cptracker
from reference_pages import markdown
from reference_pages.docstrings import docstring_of, entries, members_of, parts_of
from reference_pages.markdown import code, table

GROUPS = {
    "Records": ("load_records", "from_frames", "Database", "Records", "Frame"),
    "Measures": ("find_measures", "Registry", "compute", "series", "cases", "members", "explain"),
    "Figures": ("Series", "Figure", "Cases", "DefinitionSheet"),
    "For the public": ("publish", "write_paper", "audit_papers", "DisclosureFinding",
                       "DisclosureError"),
    "What is wrong, and others' figures": ("check", "load_comparators", "LoadedFigures"),
    "The plan and its status": ("load_plan", "read_plan", "load_values",
                                 "open_project", "OpenProject", "Plan", "track",
                                 "build_status", "StatusReport"),
    "Writing a measure": ("measure", "Measure", "Example", "RelatedMeasures", "Members", "table"),
    "Who counts": ("stock", "events", "deadlines", "supplied", "contacts", "per_head", "ratio"),
    "Choosing rows": ("col", "lit", "when", "once", "held_for", "together", "reasons",
                      "short_breaks",
                      "days_between", "CHILD", "CARE"),
    "Problems": ("CptrackerError", "PlanError", "MeasureError", "RecordsError", "UsageError",
                 "Problem"),
}  # fmt: skip
"""The names by what they are for; a name that is in no group comes last, under a heading."""

ABOUT = """\
Everything here is a promise; all else may change. `import cptracker` costs nothing until a name is
used. The examples are run by the tests, in a folder that holds `records` and `strategy` as
`cptracker init` writes them.
"""


def page() -> str:
    """The page of the library."""
    return markdown.page(
        "The library", ABOUT, *(_group(title, names) for title, names in groups().items())
    )


def groups() -> dict[str, tuple[str, ...]]:
    """Every public name, in its group."""
    placed = {name for names in GROUPS.values() for name in names}
    rest = tuple(name for name in cptracker.__all__ if name not in placed)
    return GROUPS | ({"More": rest} if rest else {})


def _group(title: str, names: tuple[str, ...]) -> str:
    return "\n\n".join([f"## {title}", *(_entry(name) for name in names)])


def _entry(name: str) -> str:
    thing = getattr(cptracker, name)
    kind, shown = _kind(thing), _signature(name, thing)
    parts = parts_of(docstring_of(name))
    body = [
        f"### {name}",
        f"```{{py:{kind}}} cptracker.{shown}\n```",
        parts[""],
        _explained("Argument", parts.get("Args", "")),
        _explained("Attribute", parts.get("Attributes", "")),
        _returned(parts.get("Returns", "")),
        _explained("Raises", parts.get("Raises", "")),
        *(_members(thing) if _ours(thing) else []),
        _example(parts.get("Example", "")),
    ]
    return "\n\n".join(part for part in body if part)


def _kind(thing: Any) -> str:
    if inspect.isclass(thing) and _ours(thing):
        return "exception" if issubclass(thing, Exception) else "class"
    return "function" if inspect.isfunction(thing) else "data"


def _ours(thing: Any) -> bool:
    return inspect.isclass(thing) and thing.__module__.startswith("cptracker")


def _signature(name: str, thing: Any) -> str:
    """The name with its arguments; long types are left to the table below it."""
    if _kind(thing) != "function":
        return name
    signature = inspect.signature(thing)
    nothing = inspect.Parameter.empty
    plain = [
        parameter.replace(annotation=nothing, default=_default(parameter.default))
        for parameter in signature.parameters.values()
    ]
    return f"{name}{signature.replace(parameters=plain, return_annotation=inspect.Signature.empty)}"


def _default(value: Any) -> Any:
    """Values that Python cannot show as they are written are shown by their name."""
    return _Shown(value.__name__) if inspect.isfunction(value) else (
        _Shown("...") if not isinstance(value, str | int | float | bool | tuple | type | None)
        else value
    )  # fmt: skip


class _Shown(str):
    """A text that shows itself without quotation marks."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _explained(title: str, section: str) -> str:
    rows = [(f"`{name}`", text) for name, text in entries(section).items()]
    return table((title, ""), rows)


def _returned(section: str) -> str:
    return f"Returns: {' '.join(section.split())}" if section.strip() else ""


def _members(thing: Any) -> list[str]:
    rows = [(f"`{name}{_arguments(one)}`", _first(one)) for name, one in members_of(thing).items()]
    return [table(("Method or property", ""), rows)]


def _arguments(member: Any) -> str:
    if isinstance(member, property):
        return ""
    function = getattr(member, "__func__", member)
    names = [name for name in inspect.signature(function).parameters if name not in ("self", "cls")]
    return f"({', '.join(names)})"


def _first(member: Any) -> str:
    return parts_of(inspect.getdoc(member) or "")[""].split("\n\n")[0]


def _example(section: str) -> str:
    text = dedent(section).strip("\n")
    if ">>>" not in text:
        return f"Example: {' '.join(text.split())}" if text else ""
    return f"Example:\n\n{code(text, 'python')}"
