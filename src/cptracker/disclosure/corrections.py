"""What earlier papers showed that has been corrected since, and what a reader still has of it.

A reader who holds both papers takes every number of the first that the second does not correct. So
one corrected number puts the others beside it to use: of 27 children 20 were girls; now there are
23, and the boys are hidden. What was hidden then stays hidden, as the audit sees to it, so that
nothing of today tells it.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from cptracker.audit.observed import Observed
from cptracker.audit.papers import PublishedPaper, of_paper
from cptracker.model.figure_keys import FigureKey
from cptracker.model.figures import Figure
from cptracker.model.protection import PROFILES

REACH = {"share": Fraction(1, 2), "mean": Fraction(1, 20)}
"""How far a value that is shown without its counts may lie from the exact one by rounding."""

ExactFigures = Mapping[FigureKey, Figure]


def still_true(paper: PublishedPaper, exact: ExactFigures) -> Iterator[Observed]:
    """What an earlier paper shows, without the numbers that have been corrected since.

    Args:
        paper: The earlier paper.
        exact: Today's figures; one that is not among them is taken to be as it was.
    """
    step = _step(paper)
    return (figure for figure in of_paper(paper) if not _is_corrected(figure, exact, step))


def _step(paper: PublishedPaper) -> int:
    """To what its counts are rounded."""
    return PROFILES[paper.profile].rounded_to if paper.profile in PROFILES else 1


def _is_corrected(shown: Observed, exact: ExactFigures, step: int) -> bool:
    """Whether a number that was shown is another one now, more than rounding explains."""
    current = exact.get(shown.cell)
    if current is None or shown.hidden or not shown.children or current.value is None:
        return False
    if shown.numerator is None:
        reach = REACH.get(shown.statistic)
        difference = None if shown.value is None else abs(shown.value - current.value)
        return reach is not None and difference is not None and difference > reach
    pairs = ((shown.numerator, current.numerator), (shown.denominator, current.denominator))
    return any(
        before is not None and after is not None and abs(before - after) >= step
        for before, after in pairs
    )
