"""Days, files and plans as they are given on the command line."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

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
        from cptracker.model.arguments import written_day
        from cptracker.model.problems import UsageError

        try:
            return written_day(value)
        except UsageError as error:
            self.fail(str(error), param, ctx)


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
