"""Cells of published files: numbers, symbols and periods, rounded as published."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

from cptracker.model.comparisons import Symbol
from cptracker.model.periods import MONTH_NAMES, from_key
from cptracker.model.published import PublishedFigure

NUMBER = re.compile(r"[-+]?[0-9]{1,15}(?:\.[0-9]{1,15})?")


FORMATTED_NUMBER = re.compile(
    r"£?([-+]?[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)?|[-+]?[0-9]+(?:\.[0-9]+)?) ?%?"
)


SYMBOLS = {
    "c": Symbol.CONFIDENTIAL,
    "z": Symbol.NOT_APPLICABLE,
    "x": Symbol.NOT_AVAILABLE,
    "low": Symbol.ROUNDS_TO_ZERO,
    "k": Symbol.ROUNDS_TO_ZERO,
    "~": Symbol.ROUNDS_TO_ZERO,
    "u": Symbol.UNRELIABLE,
    ":": Symbol.NOT_AVAILABLE,
    "..": Symbol.NOT_AVAILABLE,
    "-": Symbol.NOT_AVAILABLE,
    "": Symbol.NOT_AVAILABLE,
    "na": Symbol.NOT_AVAILABLE,
}
"""The Department's symbols of today and of old, and an empty cell: no number stands for any."""


YEAR = re.compile(r"(?:19|20)[0-9]{2}")


SPLIT_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?:/|-)?([0-9]{2})")


MONTHS = {name.casefold(): number for number, name in enumerate(MONTH_NAMES, start=1)}


class UnreadableCellError(ValueError):
    """A cell holds neither what is wanted nor anything that stands for it."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        self.hint = hint
        super().__init__(message)


def number_of(cell: str) -> Decimal | Symbol:
    """A number with just the digits that were written, or why there is none.

    Raises:
        UnreadableCellError: It is neither.
    """
    text = cell.strip()
    symbol = SYMBOLS.get(text.casefold())
    if symbol is not None:
        return symbol
    if NUMBER.fullmatch(text):
        return Decimal(text)
    number = FORMATTED_NUMBER.fullmatch(text)
    hint = f"write {number[1].replace(',', '')}" if number else "symbols are c, z, x, low, k, u"
    raise UnreadableCellError(f"must be a number or a symbol, not '{text[:20]}'", hint)


def key_of(cell: str) -> str:
    """A period's key, as in a plan; `2024/25` is a financial year too.

    Raises:
        UnreadableCellError: No period has it.
    """
    text = cell.strip()
    match = SPLIT_YEAR.fullmatch(text) if "/" in text else None
    hint = "write 202425, 202425Q2, 2024-06, 202425AY or 2024-06T12"
    return _checked(f"{match[1]}{match[2]}" if match else text, text, hint)


def published_day(cell: str) -> date | None:
    """A day of publication as ISO text; None where it is none."""
    try:
        return date.fromisoformat(cell.strip())
    except ValueError:
        return None


def lait_key(cell: str) -> str:
    """The financial year of `2025`, the year in which it ends, or of `2024-25`.

    Raises:
        UnreadableCellError: It is neither.
    """
    return dfe_key(cell, "reporting year" if YEAR.fullmatch(cell.strip()) else "financial year")


def dfe_key(cell: str, identifier: str, month: int | None = None) -> str:
    """A period's key from a file's `time_period` and `time_identifier`.

    `2025` of a reporting year is the year ending 31 March 2025; or where a table counts to the end
    of another `month`, that month of 2025.

    Raises:
        UnreadableCellError: There is no such period.
    """
    text, plain_identifier = cell.strip(), " ".join(identifier.split()).casefold()
    year, split = YEAR.fullmatch(text), SPLIT_YEAR.fullmatch(text)
    if year and plain_identifier in ("", "reporting year"):
        return f"{text}-{month:02d}" if month else f"{int(text) - 1}{text[2:]}"
    if year and plain_identifier in MONTHS:
        return f"{text}-{MONTHS[plain_identifier]:02d}"
    if not split or year:
        raise UnreadableCellError(
            f"is '{text[:20]}', which is no period of a {plain_identifier or 'year'}"
        )
    return _checked(f"{split[1]}{split[2]}{_suffix(plain_identifier)}", text, None)


def _suffix(identifier: str) -> str:
    """What a split year's key ends with."""
    if identifier in ("", "financial year", "reporting year"):
        return ""
    if identifier == "academic year":
        return "AY"
    quarter = re.fullmatch(r"financial year q([1-4])", identifier)
    if quarter:
        return f"Q{quarter[1]}"
    raise UnreadableCellError(f"is of a '{identifier[:30]}', which is no kind of period here")


def _checked(key: str, text: str, hint: str | None) -> str:
    try:
        from_key(key)
    except ValueError:
        message = f"must be a period, not '{text[:20]}'"
        raise UnreadableCellError(message, hint) from None
    return key


ROUNDED = re.compile(r"[;,]?\s*to the nearest ([0-9]+)\s*$", re.IGNORECASE)
"""How the note of a figure tells that it was rounded beyond its digits."""


def step_of(figure: PublishedFigure) -> Fraction:
    """The step a figure was rounded to: 1 for `55`, 1/10 for `54.6`, 10 where its note says so."""
    match = ROUNDED.search(figure.note or "")
    return max(_last_digit(figure.value), Fraction(match[1]) if match else Fraction(0))


def decimals(value: Decimal) -> int:
    """How many digits after the point a value was published with."""
    return max(0, -int(value.as_tuple().exponent))


def _last_digit(value: Decimal) -> Fraction:
    return Fraction(1, 10 ** decimals(value))


def agree(published_figure: PublishedFigure, other: PublishedFigure) -> bool:
    """Whether two published figures say the same: the finer one rounds to the coarser one.

    Of a half it is not known which way it was rounded, so both ways agree.
    """
    first, second = step_of(published_figure), step_of(other)
    difference = abs(Fraction(published_figure.value) - Fraction(other.value))
    return difference == 0 if first == second else difference <= max(first, second) / 2


def rounds_to(value: Fraction, published: PublishedFigure) -> bool:
    """Whether an exact value can be what was published."""
    return abs(value - Fraction(published.value)) <= step_of(published) / 2
