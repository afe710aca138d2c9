"""The newest figure that can be used, and by how many periods it is behind.

A period of which nothing was supplied, or nothing can be computed, may be told by the figure before
it for a while, loudly. No cases and nothing due are news, and stand.
"""

from collections.abc import Sequence
from itertools import takewhile

from attrs import evolve

from cptracker.judging import NOTHING_IN_WORDS, RATING_IN_WORDS, figure_text
from cptracker.results import Figure, Judgement, Nothing, Rating

MOST_MISSED = 2
"""So many periods may be missed; after that there is no data."""

MISSING = (Nothing.NOT_SUPPLIED, Nothing.NOT_COMPUTABLE)
COLOURS = (Rating.GREEN, Rating.AMBER, Rating.RED)


def periods_behind(figures: Sequence[Figure]) -> int:
    """By how many periods the newest usable figure is behind the last one.

    Returns:
        0 where the last one has news, where none has a value, and where too many were missed.
    """
    missed = sum(1 for _ in takewhile(lambda one: one.nothing in MISSING, reversed(figures)))
    if missed > MOST_MISSED or missed == len(figures):
        return 0
    return missed if figures[-missed - 1].value is not None else 0


def with_last_known(
    judged: Judgement, figures: Sequence[Figure], known: Sequence[Judgement], unit: str
) -> Judgement:
    """The judgement of a last figure without a value, with the last known one named."""
    told = [at for at, one in enumerate(figures) if one.value is not None]
    if figures[-1].value is not None or not told:
        return judged
    at = told[-1]
    rating = known[at].rating
    colour = f", {RATING_IN_WORDS[rating].lower()}" if rating in COLOURS else ""
    figure = figures[at]
    words = f"last known: {figure_text(figure, unit)}{colour}, {figure.period.label}"
    return evolve(judged, reason=f"{judged.reason}; {words}")


def missed_in_words(figures: Sequence[Figure]) -> str:
    """Why the last figure is not there, such as `2025/26 not supplied: needs visits`."""
    last = figures[-1]
    words = NOTHING_IN_WORDS[last.nothing or Nothing.NOT_SUPPLIED]
    return f"{last.period.label} {words}" + (f": {last.note}" if last.note else "")
