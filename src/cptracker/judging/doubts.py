"""What those who are not known could do to a colour: the worst and the best that is possible."""

from fractions import Fraction

from cptracker.judging.limits import Limits
from cptracker.results import Figure, Rating

ORDER = (Rating.RED, Rating.AMBER, Rating.GREEN)
"""From the worst."""


def possible_ratings(figure: Figure, limits: Limits) -> tuple[Rating, Rating] | None:
    """The worst and the best rating between the bounds of a figure, which are both possible.

    Returns:
        None without bounds, and where everyone is known.
    """
    low, high = figure.lower, figure.upper
    if not figure.unknown or low is None or high is None:
        return None
    found = [ORDER.index(limits.rate(one)) for one in _told(low, high, limits)]
    return ORDER[min(found)], ORDER[max(found)]


def _told(low: Fraction, high: Fraction, limits: Limits) -> list[Fraction]:
    """The bounds, and each limit between them: a range can be crossed from red to red."""
    edges = (limits.low, limits.high, limits.amber_low, limits.amber_high)
    return [low, high, *(edge for edge in edges if edge is not None and low <= edge <= high)]
