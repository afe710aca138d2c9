"""Days as people write them in trackers: day first, year first, months in words; never month first.

A month alone means its last day, since that is when something due in it is late.
"""

import re
from datetime import date, timedelta

from cptracker.model.periods import MONTH_NAMES, last_day

ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])")


NUMBERS = re.compile(
    r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})(?: [0-9]{1,2}:[0-9:]+)?"
)


MONTH_YEAR = re.compile(r"([0-9]{1,2})[/.]([0-9]{4}|[0-9]{2})")


WORDS = re.compile(
    r"(?:([0-9]{1,2})(?:st|nd|rd|th)?[\s-]*(?:of )?)?([a-z]{3,9})\.?,?"
    r"[\s'\u2019-]*([0-9]{4}|[0-9]{2})"
)


BEFORE = re.compile(r"^(?:by|end of|end|due)\s+|^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+")


WITHIN = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4}"
    r"|[0-9]{1,2}(?:st|nd|rd|th)? [A-Za-z]{3,9},? [0-9]{4}"
)
"""A whole day in the midst of a text."""


SERIAL = re.compile(r"[0-9]{5}")
"""A day as Excel counts it, which is what a CSV file has where a cell had no format."""


EXCEL_BEGINS = date(1899, 12, 30)


FIRST_SERIAL, LAST_SERIAL = 36526, 55153  # 2000 to 2050


UNDATED = {
    "ongoing", "on going", "on-going", "tbc", "tbd", "tba", "to be confirmed", "to be agreed",
    "n/a", "na", "asap", "continuous", "rolling", "no date", "none", "immediate", "-",
}  # fmt: skip
"""What stands in the place of a due date that there is none of."""


def is_undated(text: str) -> bool:
    """Whether a cell says that there is no due date."""
    return text.strip(" .").casefold() in UNDATED


def parse_day(text: str, *, months: bool = True) -> date | None:
    """A day, year first or British; None where it is none, or is none for certain.

    Args:
        text: Such as `2026-03-31`, `31/03/2026`, `18.06.25`, `30th September 2025`, `Dec-25`.
        months: Whether a month alone is taken, as its last day.
    """
    plain = BEFORE.sub("", text.strip().casefold())
    if iso := ISO.match(plain):
        return _day(iso[1], iso[2], iso[3])
    if numbers := NUMBERS.fullmatch(plain):
        return _day(numbers[3], numbers[2], numbers[1])
    if SERIAL.fullmatch(plain) and FIRST_SERIAL <= int(plain) <= LAST_SERIAL:
        return EXCEL_BEGINS + timedelta(days=int(plain))
    if words := WORDS.fullmatch(plain):
        month = month_number(words[2])
        if words[1]:
            return _day(words[3], month, words[1])
        return _month_end(words[3], month) if months else None
    month_and_year = MONTH_YEAR.fullmatch(plain)
    return (
        _month_end(month_and_year[2], month_and_year[1])
        if month_and_year and months and int(month_and_year[2]) > 12
        else None
    )


def day_within(text: str) -> tuple[date | None, str]:
    """The first day in the midst of a text, and the text without it."""
    match = WITHIN.search(text)
    if match is None:
        return None, text
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    return parse_day(match[0], months=False), " ".join(rest.split()).strip(" -\u2013:,()")


def is_month_first(text: str) -> bool:
    """Whether it is a day only if the month stands first, as in the United States."""
    match = NUMBERS.fullmatch(text.strip())
    return (
        match is not None
        and _day(match[3], match[2], match[1]) is None
        and _day(match[3], match[1], match[2]) is not None
    )


def month_number(name: str) -> int:
    """The number of a month's name or its first letters; 0 if it is none."""
    short = name.casefold().removesuffix("t") if name.casefold() == "sept" else name.casefold()
    numbers = [at for at, month in enumerate(MONTH_NAMES, 1) if month.casefold().startswith(short)]
    return numbers[0] if numbers else 0


def _day(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None


def _month_end(year: str, month: str | int) -> date | None:
    first = _day(year, month, "1")
    return last_day(first.year * 12 + first.month - 1) if first else None
