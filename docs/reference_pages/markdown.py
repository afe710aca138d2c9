"""Markdown in small pieces: tables, links and code."""

from collections.abc import Iterable, Sequence

GENERATED = "<!-- Written from the code when the documentation is built. -->"


def page(title: str, *parts: str) -> str:
    """A page with its title and its parts, a blank line between any two."""
    return "\n\n".join([f"# {title}", GENERATED, *(part.strip("\n") for part in parts if part)]) + (
        "\n"
    )


def cell(text: str) -> str:
    """Text as it can stand in a cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; empty where it has no rows."""
    lines = [f"| {' | '.join(cell(text) for text in row)} |" for row in rows]
    if not lines:
        return ""
    return "\n".join([f"| {' | '.join(header)} |", "|" + "---|" * len(header), *lines])


def code(text: str, form: str = "text") -> str:
    """A block of code."""
    return f"```{form}\n{text.rstrip()}\n```"


def ticked(names: Iterable[str]) -> str:
    """Names as code, a comma between any two."""
    return ", ".join(f"`{name}`" for name in names)
