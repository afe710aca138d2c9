"""How far a measure has come to its target, and how many more people would meet it."""

from fractions import Fraction
from math import ceil, floor

from attrs import frozen

from cptracker.model.figures import Figure
from cptracker.model.plan import Better
from cptracker.model.rounding import exactly, with_sign
from cptracker.model.targets import Target

SHARES = {
    Fraction(1, 4): "a quarter of",
    Fraction(1, 3): "a third of",
    Fraction(1, 2): "half",
    Fraction(2, 3): "two thirds of",
    Fraction(3, 4): "three quarters of",
}
"""Parts of a way that people have words for."""


LITTLE, MOST = Fraction(1, 8), Fraction(7, 8)
"""Below the one it is a little of the way, from the other on nearly all of it."""


def progress_in_words(figure: Figure, target: Target, better: Better, unit: str) -> str | None:
    """Such as `two thirds of the way from 60% to 90%`, `about` where it is not exactly so.

    Args:
        figure: Where the measure stands.
        target: The target itself, whatever value judges now on the way to it.
        better: Which way is good; for near the way leads to the nearer edge of the range.
        unit: The measure's unit.

    Returns:
        None without a figure or a baseline, where the baseline met the target, and where a range
        was left on its other side.
    """
    if figure.value is None or target.baseline is None:
        return None
    baseline = Fraction(target.baseline.value)
    target_value = _target_value(target, better, baseline)
    if (
        target_value is None
        or not _short(baseline, target_value, better)
        or _past(figure.value, target, baseline)
    ):
        return None
    part = (figure.value - baseline) / (target_value - baseline)
    start, end = with_sign(exactly(baseline), unit), with_sign(exactly(target_value), unit)
    if part < 0:
        return f"further from {end} than at the start, {start}"
    return f"{_share(part)} the way from {start} to {end}"


def _target_value(target: Target, better: Better, baseline: Fraction) -> Fraction | None:
    if better is not Better.NEAR:
        return None if target.value is None else Fraction(target.value)
    if target.low is None or target.high is None:
        return None
    inside = target.low <= baseline <= target.high
    return None if inside else Fraction(target.low if baseline < target.low else target.high)


def _short(baseline: Fraction, target_value: Fraction, better: Better) -> bool:
    """Whether there was any way to go."""
    if better is Better.NEAR:
        return True
    return baseline < target_value if better is Better.HIGHER else baseline > target_value


def _past(value: Fraction, target: Target, began: Fraction) -> bool:
    """Whether a value lies beyond a range, seen from where it began."""
    if target.low is None or target.high is None:
        return False
    return value > target.high if began < target.low else value < target.low


def _share(part: Fraction) -> str:
    if not part:
        return "none of"
    if part >= 1:
        return "all"
    if part in SHARES:
        return SHARES[part]
    if part < LITTLE:
        return "a little of"
    if part >= MOST:
        return "nearly all"
    return f"about {SHARES[min(SHARES, key=lambda fraction: abs(fraction - part))]}"


PERCENT = 100


NUMBERS = ("None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


@frozen(kw_only=True)
class NumberNeeded:
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
        more_or_fewer = "more" if self.more else "fewer"
        noun = self.nouns[self.people > 1]
        return f"{number} {more_or_fewer} {noun} would meet the target"


def number_needed(
    figure: Figure,
    target: Target | None,
    better: Better,
    nouns: tuple[str, str] = ("child", "children"),
) -> NumberNeeded | None:
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
    part, denominator = figure.numerator, figure.denominator
    if target is None or better is Better.CONTEXT or part is None or not denominator:
        return None
    if figure.value != Fraction(PERCENT * part, denominator):
        return None
    least, most = _range(target, better, denominator)
    if least <= part <= most or least > most:
        return None
    if part < least:
        return NumberNeeded(people=least - part, more=True, nouns=nouns)
    return NumberNeeded(people=part - most, more=False, nouns=nouns)


def _range(target: Target, better: Better, denominator: int) -> tuple[int, int]:
    """From how many to how many of the whole meet the target; the wrong way round for none."""
    low = target.low if target.value is None else target.value
    high = target.high if target.value is None else target.value
    least, most = 0, denominator
    if better is not Better.LOWER and low is not None:
        least = max(least, ceil(Fraction(low) * denominator / PERCENT))
    if better is not Better.HIGHER and high is not None:
        most = min(most, floor(Fraction(high) * denominator / PERCENT))
    return least, most
