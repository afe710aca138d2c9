"""What a cell of a file says, as text, day, number, flag or code; a bad one says nothing."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from oracle.formats import AS_TYPED, DATES, FLAGS, LOWER, WHOLE, WORDS

SEXES = {"1": "male", "M": "male", "2": "female", "F": "female"}
LONDON = ZoneInfo("Europe/London")
STAMP = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*")


def cell(table: str, column: str, text: str | None) -> Any:
    """The value of a table's column from the text of a file."""
    text = (text or "").strip()
    if column == "sex":
        return SEXES.get(text.upper(), "unknown")
    if not text:
        return None
    if column == "kind":
        return _kind(table, text)
    return _reader(column)(text)


def _kind(table: str, text: str) -> str:
    if table == "missing_episodes":
        return text.upper()
    return _word(text) if table == "health_assessments" else text


def _reader(column: str) -> Callable[[str], Any]:
    if column == "distance_miles":
        return number
    readers: list[tuple[str, Callable[[str], Any]]] = [
        (DATES, day), (FLAGS, flag), (WHOLE, whole), (WORDS, _word), (LOWER, str.lower),
        (AS_TYPED, str),
    ]  # fmt: skip
    return next((reader for names, reader in readers if column in names.split()), str.upper)


def _word(text: str) -> str:
    return re.sub(r"[\s_-]+", "_", text.strip().lower())


def day(text: str) -> date | None:
    """Day first, or ISO; never month first. With a zone it is the day in London."""
    stamp = STAMP.fullmatch(text)
    day_first = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: \d{2}:\d{2}(:\d{2})?)?", text)
    try:
        if stamp:
            return _stamped(text)
        if day_first:
            return date(int(day_first[3]), int(day_first[2]), int(day_first[1]))
        iso = re.fullmatch(r"\d{4}-\d{2}-\d{2}", text)
        return date.fromisoformat(text) if iso else None
    except ValueError:
        return None


def _stamped(text: str) -> date:
    moment = datetime.fromisoformat(text)
    return moment.astimezone(UTC).astimezone(LONDON).date() if moment.tzinfo else moment.date()


def whole(text: str) -> int | None:
    """A whole number, also one that went through Excel, such as `39.0`."""
    return int(text.split(".")[0]) if re.fullmatch(r"-?\d+(\.0*)?", text) else None


def flag(text: str) -> int | None:
    """1 is yes, 0 is no."""
    value = whole(text)
    return value if value in (0, 1) else None


def number(text: str) -> float | None:
    """A number with or without decimals."""
    try:
        return float(text)
    except ValueError:
        return None
