"""Several progress notes in one cell, each with the day before it: `12/3: begun; 4/6: done`."""

import re
from collections.abc import Iterator
from datetime import date

from attrs import frozen

from cptracker.plan.exchange.dates import month_number, parse_day

MARK = re.compile(
    r"(?:^|(?<=[\s;]))\(?(?P<whole>"
    r"(?P<day>[0-9]{1,2})(?:[/.](?P<month>[0-9]{1,2})(?:[/.](?:[0-9]{4}|[0-9]{2}))?"
    r"|(?:st|nd|rd|th)? (?P<name>[A-Za-z]{3,9})(?: [0-9]{4})?)"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2})\)?\s?(?::|[-\u2013](?=\s))\s*"
)


@frozen(kw_only=True)
class ProgressNote:
    """What was said, and the days it can be of: one if it is certain, none if it has no day.

    Attributes:
        text: The words.
        days: The days that fit; several where the year is missing and more than one is possible.
        dated: Whether a day stands before it, even one that cannot be.
    """

    text: str
    days: tuple[date, ...] = ()
    dated: bool = True


def split_notes(text: str, earliest: date, latest: date) -> list[ProgressNote]:
    """The notes of a cell in the order they stand.

    Args:
        text: The cell.
        earliest: The day of the meeting that raised the action.
        latest: The day of the sheet; a day without a year lies between the two.
    """
    marks = [mark for mark in MARK.finditer(text) if _is_day(mark)]
    starts = [mark.start() for mark in marks] + [len(text)]
    first_text = _clean(text[: starts[0]])
    notes = [ProgressNote(text=first_text, dated=False)] if first_text else []
    for mark, end in zip(marks, starts[1:], strict=True):
        days = tuple(_days(mark, earliest, latest))
        notes.append(ProgressNote(text=_clean(text[mark.end() : end]), days=days))
    return notes


def _clean(text: str) -> str:
    return text.strip().rstrip(";").strip()


def _is_day(mark: re.Match[str]) -> bool:
    whole_day = parse_day(mark["whole"], months=False)
    month = _month(mark)
    return whole_day is not None or (month in range(1, 13) and int(mark["day"]) in range(1, 32))


def _month(mark: re.Match[str]) -> int:
    return month_number(mark["name"]) if mark["name"] else int(mark["month"] or 0)


def _days(mark: re.Match[str], earliest: date, latest: date) -> Iterator[date]:
    whole_day = parse_day(mark["whole"], months=False)
    if whole_day is not None:
        yield whole_day
        return
    for year in range(earliest.year, latest.year + 1):
        try:
            day = date(year, _month(mark), int(mark["day"]))
        except ValueError:
            continue
        if earliest <= day <= latest:
            yield day
