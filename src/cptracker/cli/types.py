"""Days, files and plans as they are given on the command line."""

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from cptracker.model.years import FIRST_YEAR, LAST_YEAR

ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")


BRITISH = re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})")


IN_WORDS = re.compile(r"(?P<day>[0-9]{1,2}) +(?P<month>[A-Za-z]{3,9})(?: +(?P<year>[0-9]{4}))?")
"""Such as `30 May 2026`; without a year it is asked for."""


if TYPE_CHECKING:
    DayType = click.ParamType[date]
else:
    DayType = click.ParamType  # older versions of click have no type in brackets


class Day(DayType):
    """A day, written 2025-03-31, 31/03/2025 or 31 March 2025; never month first."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a plain word about what was written."""
        if isinstance(value, date):
            return value
        parts = _parts(value.strip())
        if not parts:
            self.fail(f"'{value}' is no date; write 2025-03-31 or 31/03/2025", param, ctx)
        if not parts["year"]:
            self.fail(f"'{value}' names no year; write {value.strip()} 2026", param, ctx)
        try:
            day = date(**parts)
        except ValueError:
            hint = "; the day comes before the month" if parts["month"] > 12 >= parts["day"] else ""
            self.fail(f"'{value}' is no day of the calendar{hint}", param, ctx)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fail(f"'{value}' is not between {FIRST_YEAR} and {LAST_YEAR}", param, ctx)
        return day


def _parts(text: str) -> dict[str, int]:
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
    """The number of a month, by its name or its first letters; 0 if it is none."""
    from cptracker.plan.exchange.dates import month_number

    return month_number(name)


class NamedChoice(click.Path):
    """A path; a blank one, such as a variable of the shell that is not set, names nothing."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path."""
        if not str(value).strip():
            self.fail("it is blank; name a file or a folder", param, ctx)
        return super().convert(value, param, ctx)


class RecordsSource(NamedChoice):
    """The path of records, or a database's URL or ODBC string."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path, or the database."""
        from cptracker.records.databases.naming import Database, is_database

        if isinstance(value, str) and is_database(value):
            return Database(name=value)
        return super().convert(value, param, ctx)


class PlanPath(NamedChoice):
    """The path of a plan, or the name of a shipped one; what is there wins over a name."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path."""
        from cptracker.files.bundled import shipped_plans

        path = super().convert(value, param, ctx)
        return path if path.exists() else shipped_plans().get(str(value), path)
