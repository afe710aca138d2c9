"""How a terminal shows ratings, by colour and symbol with their legend, and how that is written."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from rich.console import Console, RenderableType
from rich.text import Text

from cptracker.model.comparisons import BenchmarkRating
from cptracker.model.figures import Rating, Unrated
from cptracker.rating.wording import RATING_IN_WORDS
from cptracker.wording.phrases import BESIDE_OTHERS
from cptracker.wording.text import ShownRating, TextEncoder

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


def print_renderables(renderables: Iterable[RenderableType], console: Console) -> None:
    """Write to a console; into a pipe or a file without the blanks that fill up its lines."""
    if console.is_terminal:
        _print(renderables, console)
        return
    with console.capture() as captured:
        _print(renderables, console)
    console.file.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


def _print(renderables: Iterable[RenderableType], console: Console) -> None:
    """Each part; a text that overflows on purpose, such as an address, is never broken."""
    for renderable in renderables:
        whole = isinstance(renderable, Text) and renderable.overflow == "ignore"
        console.print(renderable, highlight=False, soft_wrap=whole)


ORDER = (
    *(Rating.RED, Rating.AMBER, Rating.GREEN, Rating.COMPLETE),
    *(BenchmarkRating.WORSE, BenchmarkRating.SIMILAR, BenchmarkRating.BETTER),
    *(Rating.NOT_STARTED, Rating.NO_TARGET, Unrated.REPORTED),
    *(Rating.NO_DATA, Rating.HIDDEN, Rating.CANCELLED),
)
"""In which shapes stand in a row: colours first, the worst at the head."""


def symbols(ratings: Iterable[ShownRating], encoder: TextEncoder, width: int) -> Text:
    """A shape for each rating, alike ones together; with numbers where they take too much room."""
    counts = Counter(ratings)
    alike = [(rating, counts[rating]) for rating in ORDER if counts[rating]]
    one_for_each = sum(counts.values()) + len(alike) - 1 <= width
    cells = [
        Text(
            encoder.shape(rating) * many if one_for_each else f"{encoder.shape(rating)}{many}",
            style=style_of(rating),
        )
        for rating, many in alike
    ]
    return Text(" ").join(cells)


def legend(ratings: Collection[ShownRating], encoder: TextEncoder, width: int) -> Iterator[str]:
    """What each shape says, on as few lines as they need."""
    line = ""
    for rating in ORDER:
        if rating not in ratings:
            continue
        word = f"{encoder.shape(rating)} {_name(rating)}"
        if line and len(line) + len(word) + 2 > width:
            yield line
            line = ""
        line = f"{line}  {word}" if line else word
    if line:
        yield line


def _name(rating: ShownRating) -> str:
    if isinstance(rating, Unrated):
        return f"{rating}, not rated"
    if isinstance(rating, BenchmarkRating):
        return BESIDE_OTHERS[rating]
    return RATING_IN_WORDS[rating].lower()
