"""The colours of ratings on a terminal, and how parts are written to one."""

from collections.abc import Iterable, Mapping

from rich.console import Console, RenderableType
from rich.text import Text

from cptracker.model.comparisons import BenchmarkRating
from cptracker.model.figures import Rating, Unrated
from cptracker.wording.text import ShownRating

STYLES: Mapping[Rating | BenchmarkRating, str] = {
    Rating.GREEN: "bold green",
    Rating.AMBER: "bold yellow",
    Rating.RED: "bold red",
    Rating.COMPLETE: "bold blue",
    BenchmarkRating.BETTER: "bold cyan",
    BenchmarkRating.WORSE: "bold magenta",
}
"""Colours repeat the word; a rating that is not named here has none."""


def style_of(rating: ShownRating) -> str:
    """The colour of a rating; empty for one without."""
    return "" if isinstance(rating, Unrated) else STYLES.get(rating, "")


def print_parts(parts: Iterable[RenderableType], console: Console) -> None:
    """Write to a console; into a pipe or a file without the blanks that fill up its lines."""
    if console.is_terminal:
        _print(parts, console)
        return
    with console.capture() as captured:
        _print(parts, console)
    console.file.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


def _print(parts: Iterable[RenderableType], console: Console) -> None:
    """Each part; a text that overflows on purpose, such as an address, is never broken."""
    for part in parts:
        whole = isinstance(part, Text) and part.overflow == "ignore"
        console.print(part, highlight=False, soft_wrap=whole)
