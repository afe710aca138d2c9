"""Free text beside figures: what must not be said where a number is hidden.

A commentary is the officer's own words. It is left out where it counts one to five people, or
states a number that is hidden; the paper then says that it was left out.
"""

import re
from collections.abc import Collection, Iterator

from cptracker.actions import Commentary
from cptracker.disclosure.cells import PERCENT
from cptracker.disclosure.primary import people
from cptracker.results import Figure

WORDS = (
    "nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
)  # fmt: skip

PEOPLE = (
    "child|children|young people|young person|care leaver|care leavers|boy|boys|girl|girls|"
    "sibling|siblings|brother|brothers|sister|sisters|baby|babies|teenager|teenagers|pupil|pupils|"
    "placement|placements|case|cases|of them"
)

COUNTED = re.compile(
    r"\b(?:[1-5]|one|two|three|four|five|both|a single|the only)\s+(?!or (?:more|fewer|less)\b)"
    rf"(?:\w+\s+){{0,2}}(?:{PEOPLE})\b",
    re.IGNORECASE,
)
"""One to five people, counted in words or figures; "three or more placements" counts nobody."""

FEW = re.compile(rf"{COUNTED.pattern}|\bboth\b", re.IGNORECASE)
"""The same, and words that can only mean two, which beside a figure may be two of those counted."""

NUMBER = re.compile(r"(?<![\w.])[0-9][0-9,]*(?:\.[0-9]+)?")


def may_be_said(commentary: Commentary, hidden: Collection[Figure]) -> bool:
    """Whether a commentary can stand in a public paper.

    Args:
        commentary: As it was written for the paper.
        hidden: The exact figures beside it that are hidden.
    """
    parts = (commentary.data_says, commentary.analysis, commentary.next_steps)
    text = " ".join(part for part in parts if part)
    if FEW.search(text):
        return False
    secret = {number for figure in hidden for number in _secrets(figure)}
    return not secret & set(_stated(text))


def _secrets(figure: Figure) -> Iterator[str]:
    """The numbers of a hidden figure as they might be written."""
    numerator, complement, _ = people(figure)
    for number in (figure.numerator, numerator, complement, figure.unknown):
        if number:
            yield str(number)
    if figure.value is not None:
        for digits in (0, 1, 2):
            yield f"{float(figure.value):.{digits}f}"
        yield f"{float(PERCENT - figure.value):.0f}"


def _stated(text: str) -> Iterator[str]:
    """The numbers a text states, in figures."""
    for found in NUMBER.findall(text):
        yield found.replace(",", "")
    lower = text.lower()
    for number, word in enumerate(WORDS):
        if number and re.search(rf"\b{word}\b", lower):
            yield str(number)
