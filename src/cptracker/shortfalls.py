"""A missed share in people: how many more, or fewer, would have met the target."""

from fractions import Fraction
from math import ceil, floor

from attrs import frozen

from cptracker.model import Better, Target
from cptracker.results import Figure

PERCENT = 100
NUMBERS = ("None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


@frozen(kw_only=True)
class Shortfall:
    """What it would have taken.

    Attributes:
        people: The fewest people that would have been enough, at least 1.
        more: Whether that many more were needed, or that many fewer.
        nouns: What one of them is called, and several.
    """

    people: int
    more: bool
    nouns: tuple[str, str] = ("child", "children")

    def words(self) -> str:
        """Such as `Seven more children would meet the target`, without a full stop."""
        number = NUMBERS[self.people] if self.people < len(NUMBERS) else f"{self.people:,}"
        way = "more" if self.more else "fewer"
        noun = self.nouns[self.people > 1]
        return f"{number} {way} {noun} would meet the target"


def shortfall(
    figure: Figure,
    target: Target | None,
    better: Better,
    nouns: tuple[str, str] = ("child", "children"),
) -> Shortfall | None:
    """The fewest people by whom a share misses its target, exact.

    Args:
        figure: A share in percent with its numerator and denominator.
        target: In force on the period's last day.
        better: Which way is good.
        nouns: What one of those counted is called, and several.

    Returns:
        None where the target is met, where there is none, where the figure is no share, and where
        no number of people could meet it.
    """
    part, whole = figure.numerator, figure.denominator
    if target is None or better is Better.CONTEXT or part is None or not whole:
        return None
    if figure.value != Fraction(PERCENT * part, whole):
        return None
    least, most = _range(target, better, whole)
    if least <= part <= most or least > most:
        return None
    if part < least:
        return Shortfall(people=least - part, more=True, nouns=nouns)
    return Shortfall(people=part - most, more=False, nouns=nouns)


def _range(target: Target, better: Better, whole: int) -> tuple[int, int]:
    """From how many to how many of the whole meet the target; the wrong way round for none."""
    low = target.low if target.value is None else target.value
    high = target.high if target.value is None else target.value
    least, most = 0, whole
    if better is not Better.LOWER and low is not None:
        least = max(least, ceil(Fraction(low) * whole / PERCENT))
    if better is not Better.HIGHER and high is not None:
        most = min(most, floor(Fraction(high) * whole / PERCENT))
    return least, most
