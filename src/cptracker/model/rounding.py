"""How values are shown: numbers rounded in one way, and whole values in notebooks and frames.

Every number that is shown anywhere is rounded by `number`: half up, as the DfE rounds, and only for
show. Values stand at the bottom of the package and reports at the top, and imports point only down.
So a value that is `Shown` asks the package's own door, which leads anywhere and was opened before
any module behind it; nothing is imported before somebody asks.
"""

import sys
from fractions import Fraction
from functools import lru_cache
from importlib import import_module
from typing import Any, Protocol, TypeVar, cast

Thing = TypeVar("Thing", covariant=True)


MOST_DIGITS = 30
"""More would only be asked for by a target with more digits than anybody writes."""


MOST_PUBLISHED = 15
"""Nobody publishes a figure with more digits after the point than a cell can hold."""


POUNDS = "£"
"""The unit of money."""


OF_OURS = 2
"""Digits after the point of a value that has no end of its own, beside published ones."""


def number(value: Fraction, digits: int) -> str:
    """A number rounded half up to so many digits after the point, with commas in thousands."""
    whole = scaled(value, digits)
    before, after = divmod(abs(whole), 10**digits)
    sign = "-" if whole < 0 else ""
    return f"{sign}{before:,}" + (f".{after:0{digits}d}" if digits else "")


def scaled(value: Fraction, digits: int) -> int:
    """So many digits after the point as a whole number, a half rounded away from nought."""
    above, below = abs(value.numerator) * 10**digits, value.denominator
    whole: int = (2 * above + below) // (2 * below)
    return -whole if value < 0 else whole


def rounded(value: Fraction, digits: int) -> Fraction:
    """The value that is shown with so many digits after the point."""
    return Fraction(scaled(value, digits), 10**digits)


@lru_cache(maxsize=4096)
def exactly(value: Fraction) -> str:
    """A decimal fraction with all its digits, such as `2.5`."""
    for digits in range(MOST_DIGITS):
        if (value * 10**digits).denominator == 1:
            return number(value, digits)
    return number(value, MOST_DIGITS)


def published_number(value: Fraction, digits: int | None = None) -> str:
    """A figure of others with all the digits it was published with, such as `1.75`.

    Args:
        value: In the measure's unit.
        digits: At most so many after the point, for an average and for a figure of our own; all of
            a published figure if None.
    """
    text = exactly(value)
    most = MOST_PUBLISHED if digits is None else digits
    if len(text.partition(".")[2]) <= most:
        return text
    return without_noughts(number(value, OF_OURS if digits is None else digits))


def without_noughts(text: str) -> str:
    """A number's text without noughts at its end that say nothing."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def with_sign(text: str, unit: str) -> str:
    """A number's text with the sign of its unit, such as `58%`; as it is for any other unit.

    Of money the sign stands before the number, and pence are two digits: `£120,000`, `-£2.50`.
    """
    if unit == "%":
        return f"{text}%"
    if unit != POUNDS:
        return text
    pence = "0" if len(text.partition(".")[2]) == 1 else ""
    return f"-{POUNDS}{text[1:]}{pence}" if text.startswith("-") else f"{POUNDS}{text}{pence}"


def unit_beside(unit: str) -> str:
    """The unit where it has to be said beside a number, which has no sign of it."""
    return "" if unit in ("%", POUNDS) else unit


def amount_in_words(gap: Fraction, digits: int, unit: str) -> str:
    """How far two values are apart: `2.1 points` or `1 point` for shares, else a plain number.

    With as many more digits as it takes: two values that differ are never `0.0 points` apart.
    """
    while gap and digits < MOST_DIGITS and not scaled(gap, digits):
        digits += 1
    text = number(gap, digits)
    if unit != "%":
        return with_sign(text, unit)
    return f"{text} point" if text == "1" else f"{text} points"


class Display(Protocol):
    """What knows how values are shown."""

    def html(self, shown: object) -> str:
        """As accessible HTML, with what must be said of it."""

    def text(self, shown: object) -> str:
        """In a line or two."""

    def polars(self, shown: object) -> Any:
        """As a polars table."""


def _display() -> Display:
    door: Any = sys.modules[__name__.partition(".")[0]]
    return cast(Display, door.display_of_values())


def _need(way: str, *libraries: str) -> None:
    """See that a way out can be taken.

    Raises:
        ImportError: When a library is not installed; says how to get it.
    """
    for name in libraries:
        try:
            import_module(name)
        except ImportError as error:
            together = " ".join(libraries)
            raise ImportError(f"{way}() needs {name}: pip install {together}") from error


class ShownOnScreen:
    """A value that shows itself in a notebook: one line, and as HTML."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return _display().html(self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """Both forms, for a notebook to choose from."""
        del include, exclude  # a notebook may take what it likes of both
        display = _display()
        return {"text/html": display.html(self), "text/plain": display.text(self)}


class ShownValue(ShownOnScreen):
    """The same for a value that becomes a frame of the reader's choice."""

    __slots__ = ()

    def to_polars(self) -> Any:
        """As a polars table, tidy: a row for each figure, promise or member, made-up marked."""
        return _display().polars(self)

    def to_pandas(self) -> Any:
        """As a pandas table; needs pandas and PyArrow."""
        _need("to_pandas", "pandas", "pyarrow")
        return self.to_polars().to_pandas()

    def to_arrow(self) -> Any:
        """As a PyArrow table; needs PyArrow."""
        _need("to_arrow", "pyarrow")
        return self.to_polars().to_arrow()


class ListDisplay(tuple[Thing, ...], ShownValue):
    """A list of things, alike, that shows itself as one table."""

    __slots__ = ()
