"""How far a measure has come from its baseline to its target, in words."""

from fractions import Fraction

from cptracker.display import exactly, percent_sign
from cptracker.model import Better, Target
from cptracker.results import Figure

PARTS = {
    Fraction(1, 4): "a quarter of",
    Fraction(1, 3): "a third of",
    Fraction(1, 2): "half",
    Fraction(2, 3): "two thirds of",
    Fraction(3, 4): "three quarters of",
}
"""Parts of a way that people have words for."""

LITTLE, MOST = Fraction(1, 8), Fraction(7, 8)
"""Below the one it is a little of the way, from the other on nearly all of it."""


def way_in_words(figure: Figure, target: Target, better: Better, unit: str) -> str | None:
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
    began = Fraction(target.baseline.value)
    aim = _aim(target, better, began)
    if aim is None or not _short(began, aim, better) or _past(figure.value, target, began):
        return None
    part = (figure.value - began) / (aim - began)
    sign = percent_sign(unit)
    start, end = f"{exactly(began)}{sign}", f"{exactly(aim)}{sign}"
    if part < 0:
        return f"further from {end} than at the start, {start}"
    return f"{_share(part)} the way from {start} to {end}"


def _aim(target: Target, better: Better, began: Fraction) -> Fraction | None:
    if better is not Better.NEAR:
        return None if target.value is None else Fraction(target.value)
    if target.low is None or target.high is None:
        return None
    inside = target.low <= began <= target.high
    return None if inside else Fraction(target.low if began < target.low else target.high)


def _short(began: Fraction, aim: Fraction, better: Better) -> bool:
    """Whether there was any way to go."""
    if better is Better.NEAR:
        return True
    return began < aim if better is Better.HIGHER else began > aim


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
    if part in PARTS:
        return PARTS[part]
    if part < LITTLE:
        return "a little of"
    if part >= MOST:
        return "nearly all"
    return f"about {PARTS[min(PARTS, key=lambda known: abs(known - part))]}"
