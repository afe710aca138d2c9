"""What is said of figures, in the form of the panel's papers: short, in full, or as JSON."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cptracker.model.actions import Commentary
from cptracker.model.periods import from_key, long_date
from cptracker.model.rounding import exactly
from cptracker.plan.history.listing import commentary_subject
from cptracker.reports.terminal.styles import print_renderables
from cptracker.wording.text import TextEncoder, counted_words, encoder_for

WIDEST, INDENT, NAMES, GAP = 110, 4, 17, 2


def print_commentary(commentaries: Sequence[Commentary], console: Console, *, full: bool) -> None:
    """Write what was said to a console: a few lines for each, or all of it."""
    commentary_page = _CommentaryPage(min(console.width, WIDEST), encoder_for(console.encoding))
    print_renderables(commentary_page.renderables(commentaries, full), console)


class _CommentaryPage:
    """How commentary is set on a page of some width."""

    def __init__(self, width: int, encoder: TextEncoder) -> None:
        self.width = width
        self.pen = encoder

    def renderables(
        self, commentaries: Sequence[Commentary], full: bool
    ) -> Iterator[RenderableType]:
        for commentary in commentaries:
            yield Text(self.pen(commentary_heading(commentary)), style="bold")
            for name, text in (
                _labelled_texts(commentary) if full else [("Data", commentary.data_says)]
            ):
                yield self.line(name, text)
        yield Text()
        yield Text(counted_words(len(commentaries), "commentary", "commentaries"))

    def line(self, name: str, text: str) -> RenderableType:
        grid = Table.grid(padding=(0, GAP, 0, 0))
        grid.add_column(width=NAMES)
        grid.add_column(width=max(8, self.width - NAMES - GAP - INDENT))
        grid.add_row(Text(self.pen(name), style="dim"), Text(self.pen(text)))
        return Padding(grid, (0, 0, 0, INDENT))


def commentary_heading(commentary: Commentary) -> str:
    """What it is about, for which period, and the colour that whoever writes gives it."""
    period = from_key(commentary.period).label
    rating = f" · {commentary.rating.upper()}" if commentary.rating else ""
    words = f", {commentary.rating_words}" if commentary.rating_words else ""
    return f"{commentary_subject(commentary)} · {period}{rating}{words}"


def _labelled_texts(commentary: Commentary) -> Iterator[tuple[str, str]]:
    yield "Written", f"{long_date(commentary.date)} by {commentary.by}"
    texts = {
        "What the data says": commentary.data_says,
        "Analysis": commentary.analysis,
        "Next steps": commentary.next_steps,
        "Source": commentary.source,
        "Place": commentary.place,
    }
    yield from ((name, text) for name, text in texts.items() if text)
    for stated in commentary.states:
        period = from_key(stated.period or commentary.period).label
        yield "States", f"{stated.measure} {exactly(Fraction(stated.value))} in {period}"
