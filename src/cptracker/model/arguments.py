"""What callers hand to the library: days, paths and words of any usual kind, or refused plainly.

A notebook hands over what it has: `pd.Timestamp`, `datetime`, numpy's days and text for a day; text
and anything with a path for a file. What is neither is a `UsageError` that names the argument.
"""

import os
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from cptracker.model.choices import FIRST_YEAR, LAST_YEAR, Every, EveryName, words_of
from cptracker.model.problems import UsageError, near_miss

DayLike = date | str
"""A day: `date`, `datetime`, `pd.Timestamp`, or text such as 2025-03-31 or 31/03/2025."""


PathLike = str | os.PathLike[str]
"""A path as text or as a `Path`."""


PathsLike = PathLike | Iterable[PathLike]
"""One path or several."""


EveryLike = EveryName | Every
"""How often: the word, or the library's own value of it."""


LONDON = "Europe/London"
"""Whose clock decides on which day a time with a zone is."""


DAY_FORMS = "2025-03-31 or 31/03/2025"


ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")


BRITISH = re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})")


IN_WORDS = re.compile(r"(?P<day>[0-9]{1,2}) +(?P<month>[A-Za-z]{3,9})(?: +(?P<year>[0-9]{4}))?")
"""Such as `30 May 2026`; without a year it is asked for."""


MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


CLOCK = re.compile(r"(?<=[0-9])[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?$")
"""The time of day behind a date, as programs write a day that is a time to them."""


def written_day(text: str) -> date:
    """The day that a text names; never month first.

    Raises:
        UsageError: When it is no date, no day of the calendar, or in a year that nobody means.
    """
    plain = text.strip()
    numbers = _day_month_year(plain)
    if not numbers:
        raise UsageError(f"'{text[:40]}' is no date; write {DAY_FORMS}")
    if not numbers["year"]:
        raise UsageError(f"'{text[:40]}' names no year; write {plain[:40]} 2026")
    try:
        day = date(**numbers)
    except ValueError:
        hint = "; the day comes before the month" if numbers["month"] > 12 >= numbers["day"] else ""
        raise UsageError(f"'{text}' is no day of the calendar{hint}") from None
    return _within_reach(day, text)


def _day_month_year(text: str) -> dict[str, int]:
    """Day, month and year of a text; a year that is not named is 0; empty if it is no day."""
    match = ISO.fullmatch(text) or BRITISH.fullmatch(text)
    if match:
        return {part: int(digits) for part, digits in match.groupdict().items()}
    words = IN_WORDS.fullmatch(text)
    month = _month(words["month"]) if words else 0
    if words is None or not month:
        return {}
    return {"day": int(words["day"]), "month": month, "year": int(words["year"] or 0)}


def _month(name: str) -> int:
    """The number of a month by its name or its first letters; 0 if it is none."""
    lower = name.lower()
    numbers = (at for at, month in enumerate(MONTHS, 1) if month.startswith(lower))
    return next(numbers, 0)


def day_of(value: Any, name: str) -> date | None:
    """A day of any usual kind; None for None.

    Args:
        value: `date`, `datetime`, `pd.Timestamp`, `numpy.datetime64` or text; of a time with a zone
            the day in London counts.
        name: The argument, for the message.

    Raises:
        UsageError: When it is no day.
    """
    if value is None:
        return None
    try:
        if isinstance(value, datetime):
            return _within_reach(_day_of_time(value), str(value))
        if isinstance(value, date):
            return _within_reach(value, str(value))
        if isinstance(value, str) or type(value).__name__ == "datetime64":
            return written_day(CLOCK.sub("", str(value)))
    except UsageError as error:
        raise UsageError(f"`{name}`: {error}") from None
    kind = type(value).__name__
    raise UsageError(f"`{name}` takes a date or text such as {DAY_FORMS}, not {_an(kind)}")


def _day_of_time(time: datetime) -> date:
    """The day of a time; one that pandas calls no time at all is none."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    if time != time:  # pandas' time that is none is not even itself
        raise UsageError(f"'{time}' is no day")
    try:
        return (time if time.tzinfo is None else time.astimezone(ZoneInfo(LONDON))).date()
    except ZoneInfoNotFoundError:
        words = "is a time with a zone, and this machine knows no zones; hand over the day"
        raise UsageError(f"'{time}' {words}") from None


def _within_reach(day: date, text: str) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UsageError(f"'{text}' is not between {FIRST_YEAR} and {LAST_YEAR}")
    return day


def path_of(value: Any, name: str) -> Path:
    """One path.

    Raises:
        UsageError: When it is none, or blank.
    """
    if not isinstance(value, str | os.PathLike) or isinstance(os.fspath(value), bytes):
        kind = type(value).__name__
        raise UsageError(f"`{name}` takes a path as text or as a Path, not {_an(kind)}")
    if not os.fspath(value).strip():
        raise UsageError(f"`{name}` is blank; name a file or a folder")
    return Path(value)


def paths_of(value: Any, name: str) -> tuple[Path, ...]:
    """One path or several; a text is one, however many letters it has.

    Raises:
        UsageError: When one of them is no path.
    """
    if isinstance(value, str | os.PathLike | bytes):
        return (path_of(value, name),)
    return tuple(path_of(path, name) for path in each_of(value, name, "a path, or several"))


def names_of(value: Any, name: str) -> tuple[str, ...]:
    """One name or several; None is none.

    Raises:
        UsageError: When one of them is no text.
    """
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    names = tuple(each_of(value, name, "a name, or several"))
    for text in names:
        if not isinstance(text, str):
            raise UsageError(f"`{name}` takes names as text, not {_an(type(text).__name__)}")
    return names


def each_of(value: Any, name: str, expected: str) -> tuple[Any, ...]:
    """The things in what should be several.

    Raises:
        UsageError: When it cannot be gone through.
    """
    try:
        return tuple(value)
    except TypeError:
        raise UsageError(f"`{name}` takes {expected}, not {_an(type(value).__name__)}") from None


def every_of(value: Any, name: str = "every") -> Every | None:
    """How often; None for None.

    Raises:
        UsageError: When it is none of the words.
    """
    return None if value is None else choice_of(value, Every, name)


Choice = TypeVar("Choice", bound=StrEnum)


def choice_of(value: Any, choices: type[Choice], name: str) -> Choice:
    """One of the words of a choice.

    Raises:
        UsageError: When it is none of them; the message names the nearest.
    """
    words = words_of(choices)
    if isinstance(value, str) and value in words:
        return choices(value)
    near = near_miss(value, words) if isinstance(value, str) else None
    hint = f"; did you mean `{near}`?" if near else ""
    raise UsageError(f"`{name}` is one of {', '.join(words)}, not {str(value)[:40]!r}{hint}")


def _an(kind: str) -> str:
    return f"{'an' if kind[:1].lower() in 'aeiou' else 'a'} {kind}"


Progress = Callable[[str, int, int], None]
"""Told what is worked at, how many are done, and of how many."""


def without_progress(_doing: str, _done: int, _of: int) -> None:
    """Progress that nobody watches."""
