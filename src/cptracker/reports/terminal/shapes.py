"""Ratings as rows of shapes, and the line that says what the shapes mean."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from rich.text import Text

from cptracker.model.comparisons import BenchmarkRating
from cptracker.model.figures import Rating, Unrated
from cptracker.rating.wording import RATING_IN_WORDS
from cptracker.reports.terminal.styles import style_of
from cptracker.wording.phrases import BESIDE_OTHERS
from cptracker.wording.text import ShownRating, TextEncoder

ORDER = (
    *(Rating.RED, Rating.AMBER, Rating.GREEN, Rating.COMPLETE),
    *(BenchmarkRating.WORSE, BenchmarkRating.SIMILAR, BenchmarkRating.BETTER),
    *(Rating.NOT_STARTED, Rating.NO_TARGET, Unrated.REPORTED),
    *(Rating.NO_DATA, Rating.HIDDEN, Rating.CANCELLED),
)
"""In which shapes stand in a row: colours first, the worst at the head."""


def shapes(ratings: Iterable[ShownRating], pen: TextEncoder, width: int) -> Text:
    """A shape for each rating, alike ones together; with numbers where they take too much room."""
    counts = Counter(ratings)
    alike = [(rating, counts[rating]) for rating in ORDER if counts[rating]]
    each = sum(counts.values()) + len(alike) - 1 <= width
    cells = [
        Text(
            pen.shape(rating) * many if each else f"{pen.shape(rating)}{many}",
            style=style_of(rating),
        )
        for rating, many in alike
    ]
    return Text(" ").join(cells)


def legend(ratings: Collection[ShownRating], pen: TextEncoder, width: int) -> Iterator[str]:
    """What each shape says, on as few lines as they need."""
    line = ""
    for rating in ORDER:
        if rating not in ratings:
            continue
        word = f"{pen.shape(rating)} {_name(rating)}"
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
