"""Cells of tables: words, numbers just as they are shown, days, ratings and reasons for nothing."""

import re
from datetime import date
from fractions import Fraction

from attrs import evolve

from cptracker.judging import NOTHING_IN_WORDS, RATING_IN_WORDS, long_date
from cptracker.reports.document import Cell, Line, Number, Picture, Tag, Words
from cptracker.reports.text import SHAPES
from cptracker.results import Figure, Nothing, Rating

_NUMBER = re.compile(r"(-?[0-9][0-9,]*(?:\.([0-9]+))?)%?")

TONES = {
    Rating.GREEN: "green",
    Rating.AMBER: "amber",
    Rating.RED: "red",
    Rating.COMPLETE: "complete",
}
"""The tone of each rating's tag; one that is not named here is plain."""

SHORTHAND = {
    Nothing.HIDDEN: "[c]",
    Nothing.NO_CASES: "[z]",
    Nothing.NOT_DUE: "[x]",
    Nothing.NOT_SUPPLIED: "[x]",
    Nothing.NOT_COMPUTABLE: "[x]",
}
"""The government's shorthand for an empty cell; words beside it keep the reasons apart."""

MEANINGS = (
    ("[c]", "confidential: hidden, so that nobody can be found by a small number"),
    ("[u]", "low reliability: a share of few children, which chance moves far"),
    ("[x]", "not available: not supplied, not computable, or not due yet, as the words say"),
    ("[z]", "not applicable: nobody was eligible"),
)


def words(text: str) -> Cell:
    """A cell of plain words; empty for none."""
    return Cell(spans=(Words(text),) if text else ())


def line_cell(spans: Line) -> Cell:
    """A cell of a line that may hold links."""
    return Cell(spans=spans)


def number(text: str) -> Cell:
    """A cell that is a number where its words are one, such as `93.8%` or `1,062`."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return words(text)
    value = Fraction(found[1].replace(",", ""))
    return Cell(spans=(Words(text),), number=Number(value=value, digits=len(found[2] or "")))


def count(value: int | None) -> Cell:
    """A whole number; empty where there is none."""
    return words("") if value is None else number(f"{value:,}")


def day(value: date | None) -> Cell:
    """A day; empty where there is none."""
    return words("") if value is None else Cell(spans=(Words(long_date(value)),), day=value)


def rating_tag(rating: Rating) -> Tag:
    """A rating as its word with its shape."""
    return Tag(
        text=RATING_IN_WORDS[rating], shape=SHAPES[rating][0], tone=TONES.get(rating, "plain")
    )


def rating(value: Rating) -> Cell:
    """A rating in a cell."""
    return Cell(spans=(rating_tag(value),))


def picture(drawn: Picture | None) -> Cell:
    """A picture in a cell, with its words for those who do not see it."""
    return Cell() if drawn is None else Cell(picture=drawn)


def value(figure: Figure, text: str) -> Cell:
    """A figure's value as it is shown, else its shorthand."""
    if figure.value is not None:
        shown, marks = number(text), signs(figure)
        return evolve(shown, spans=(*shown.spans, Words(f" {marks}"))) if marks else shown
    return words(SHORTHAND[figure.nothing or Nothing.NOT_COMPUTABLE])


def signs(figure: Figure) -> str:
    """What the shorthand says of a figure that has a value, such as `[u]`."""
    return " ".join(f"[{mark}]" for mark in figure.marks) if figure.value is not None else ""


def why_none(figure: Figure) -> Cell:
    """Why a figure has no value, in words; empty where it has one."""
    if figure.value is not None:
        return words("")
    return words(NOTHING_IN_WORDS[figure.nothing or Nothing.NOT_COMPUTABLE])
