"""Days as they are given on the command line, and the options of days and periods."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from cptracker.model.choices import Every, words_of

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


EVERY = words_of(Every)


DAY = Day()


def day_option(name: str, help_text: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An option that takes a day, such as `--as-at`."""
    return click.option(name, type=DAY, metavar="DATE", help=help_text)


DAY_FORMS = "2025-03-31, 31/03/2025 or 31 March 2025"
"""How a day is written, for the options that everybody meets first."""


as_at = day_option(
    "--as-at", f"The day to tell it for, {DAY_FORMS}.  [default: the records' last day]"
)


two_dates = (
    day_option("--as-at", f"The day to tell all of it for, {DAY_FORMS}: both of the next two."),
    day_option(
        "--figures-at", "The day to which figures are told.  [default: the records' last day]"
    ),
    day_option(
        "--tracker-at",
        "The day for which actions, deliverables, commentary and meetings are told.  "
        "[default: the meeting's, else today]",
    ),
)


every = click.option(
    "--every", type=click.Choice(EVERY), help="How often.  [default: each measure's own]"
)


meeting = day_option(
    "--meeting", "As a paper for this meeting: what is due by then, what changed since the last."
)
