"""What is said of figures, in the form of the panel's papers: short, in full, or as JSON."""

import json
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cptracker.actions import Commentary
from cptracker.display import exactly
from cptracker.judging import long_date
from cptracker.periods import from_key
from cptracker.reports.promises_json import commentary_document
from cptracker.reports.terminal import show_parts
from cptracker.reports.text import Pen, counted, pen_for
from cptracker.tracking import subject

SCHEMA = "cptracker/commentary/1"
WIDEST, INDENT, NAMES, GAP = 110, 4, 17, 2


def show(said: Sequence[Commentary], console: Console, *, full: bool) -> None:
    """Write what was said to a console: a few lines for each, or all of it."""
    page = _Page(min(console.width, WIDEST), pen_for(console.encoding))
    show_parts(page.parts(said, full), console)


def as_json(said: Iterable[Commentary]) -> str:
    """What was said, as JSON; a field with nothing to say is null."""
    document = {"schema": SCHEMA, "commentary": [commentary_document(one) for one in said]}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


class _Page:
    """How commentary is set on a page of some width."""

    def __init__(self, width: int, pen: Pen) -> None:
        self.width = width
        self.pen = pen

    def parts(self, said: Sequence[Commentary], full: bool) -> Iterator[RenderableType]:
        for one in said:
            yield Text(self.pen(heading(one)), style="bold")
            for name, text in _facts(one) if full else [("Data", one.data_says)]:
                yield self.line(name, text)
        yield Text()
        yield Text(counted(len(said), "commentary", "commentaries"))

    def line(self, name: str, text: str) -> RenderableType:
        grid = Table.grid(padding=(0, GAP, 0, 0))
        grid.add_column(width=NAMES)
        grid.add_column(width=max(8, self.width - NAMES - GAP - INDENT))
        grid.add_row(Text(self.pen(name), style="dim"), Text(self.pen(text)))
        return Padding(grid, (0, 0, 0, INDENT))


def heading(one: Commentary) -> str:
    """What it is about, for which period, and the colour that whoever writes gives it."""
    period = from_key(one.period).label
    rating = f" · {one.rating.upper()}" if one.rating else ""
    words = f", {one.rating_words}" if one.rating_words else ""
    return f"{subject(one)} · {period}{rating}{words}"


def _facts(one: Commentary) -> Iterator[tuple[str, str]]:
    yield "Written", f"{long_date(one.date)} by {one.by}"
    parts = {
        "What the data says": one.data_says,
        "Analysis": one.analysis,
        "Next steps": one.next_steps,
        "Source": one.source,
        "Place": one.place,
    }
    yield from ((name, text) for name, text in parts.items() if text)
    for stated in one.states:
        period = from_key(stated.period or one.period).label
        yield "States", f"{stated.measure} {exactly(Fraction(stated.value))} in {period}"
