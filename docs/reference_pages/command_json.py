"""What each command writes as JSON, from its schema."""

from typing import Any

from cptracker.contract.command_schemas import SCHEMAS, command_schema
from reference_pages import markdown
from reference_pages.schemas import sections

ABOUT = """\
`--format json` of each of these commands has a schema, which `cptracker schema NAME` prints. It is
made from the classes with which the JSON is written, and every field is always there: one with
nothing to say is null. The number in `schema` goes up when a field is taken away, renamed or given
another meaning. The status has [a page of its own](../status-json.md).
"""


def pages() -> dict[str, str]:
    """A page for each command by its file's name, and one that leads to them."""
    names = [name for name in SCHEMAS if name != "status"]
    listed = [
        (f"[{name}]({name}.md)", _title(name), f"`cptracker schema {name}`") for name in names
    ]
    index = markdown.table(("JSON", "written by", "its schema"), listed)
    toctree = "\n".join(["```{toctree}", ":hidden:", "", *names, "```"])
    written = {f"{name}.md": _page(name) for name in names}
    return {"index.md": markdown.page("Commands as JSON", ABOUT, index, toctree), **written}


def _link(name: str) -> str:
    return f"[{name}]({name}.md)"


def _title(name: str) -> str:
    return f"`{command_schema(name)['title']}`"


def _page(name: str) -> str:
    schema: dict[str, Any] = command_schema(name)
    about = f"{_title(name)} with `--format json` writes this."
    if schema["type"] == "array":
        root = {**schema["items"], "$defs": schema.get("$defs", {})}
        about = f"{about} {schema['description']} It is a list of such objects."
        return markdown.page(f"{name} as JSON", about, *sections(root, "Each object"))
    return markdown.page(f"{name} as JSON", about, *sections(schema, "The whole"))
