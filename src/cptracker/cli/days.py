"""Options of days and periods, which several commands share."""

import click

from cptracker.cli.types import Day
from cptracker.model.choices import Every, words_of

EVERY = words_of(Every)


DAY = Day()


as_at = click.option(
    "--as-at",
    type=DAY,
    metavar="DATE",
    help="The day to tell it for, 2025-03-31 or 31/03/2025.  [default: the records' last day]",
)


both_dates = click.option(
    "--as-at",
    type=DAY,
    metavar="DATE",
    help="The day to tell all of it for, 2025-03-31 or 31/03/2025: both of the next two.",
)


figures_at = click.option(
    "--figures-at",
    type=DAY,
    metavar="DATE",
    help="The day to which figures are told.  [default: the records' last day]",
)


tracker_at = click.option(
    "--tracker-at",
    type=DAY,
    metavar="DATE",
    help="The day for which actions, deliverables, commentary and meetings are told.  "
    "[default: the meeting's, else today]",
)


two_dates = (both_dates, figures_at, tracker_at)


every = click.option(
    "--every", type=click.Choice(EVERY), help="How often.  [default: each measure's own]"
)


meeting = click.option(
    "--meeting",
    type=DAY,
    metavar="DATE",
    help="As a paper for this meeting: what is due by then, what changed since the last.",
)
