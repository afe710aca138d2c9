"""`cptracker actions`: list and show; what changes them or moves them elsewhere is beside this."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cptracker.cli import days, options
from cptracker.cli.exchange import export_command, import_command
from cptracker.cli.output import check_free, print_result, write
from cptracker.cli.updates import (
    add_command,
    cancel_command,
    close_command,
    reopen_command,
    update_command,
)
from cptracker.model.periods import current_day

if TYPE_CHECKING:
    from cptracker.model.plan import Plan


as_at = days.day_option(
    "--as-at", f"What was known and due on this day, {days.DAY_FORMS}.  [default: today]"
)


@click.group(
    "actions",
    epilog=options.examples(
        "cptracker actions list --overdue",
        "cptracker actions show CFSP-2021-01",
    ),
)
def actions_command() -> None:
    """The action tracker: list, add, update and close actions."""


@actions_command.command(
    "list",
    epilog=options.examples(
        "cptracker actions list --open --owner 'head of service'",
        "cptracker actions list --priority 4 --due-before 2026-09-01",
        "cptracker actions list --plan strategy --meeting 2026-03-12 --format json",
    ),
)
@click.option("--open", is_flag=True, help="Only those with something left to do.")
@click.option("--overdue", is_flag=True, help="Only those whose day is past.")
@click.option("--owner", metavar="WORDS", help="Only those of a role with these words.")
@click.option(
    "--meeting", metavar="REF", help="Only those raised at this meeting: reference, day or body."
)
@click.option("--priority", type=int, metavar="N", help="Only those that serve this priority.")
@days.day_option("--due-before", "Only those due before this day.")
@click.option(
    "--all", "every", is_flag=True, help="Also those that were closed before the last meeting."
)
@as_at
@options.plan
@options.output_options("table", "json")
def list_command(
    plan: Path | None, as_at: date | None, every: bool, result: options.OutputTarget, **filters: Any
) -> None:  # fmt: skip
    """List actions and recommendations, each rated by rule.

    Overdue ones come first, then the other open ones by due date, then those closed since the last
    meeting. Filters can be combined. With --as-at the list is what was known on that day, as it
    was rated then. Recurring duties stand beneath, where nothing is filtered.
    """
    from cptracker.contract.actions import actions_json
    from cptracker.plan.history.duties import duty_lines
    from cptracker.plan.history.listing import (
        ActionFilter,
        by_urgency,
        last_meeting,
        track,
        wanted_actions,
        without_old_closed,
    )
    from cptracker.reports.terminal import actions

    check_free(result)
    day = as_at or current_day()
    loaded = _plan(plan)
    promises = by_urgency(wanted_actions(track(loaded, day), ActionFilter(**filters)))
    shown = promises if every else without_old_closed(promises, last_meeting(loaded, day))
    left_out = len(promises) - len(shown)
    duties = () if any(filters.values()) else duty_lines(loaded, day)
    if result.form == "json":
        write(actions_json(shown, day, left_out, duties), result)
    else:
        print_result(
            lambda console: actions.print_actions(shown, day, console, left_out, duties), result
        )


@actions_command.command(
    "show", epilog=options.examples("cptracker actions show CFSP-2021-01 --as-at 2021-11-04")
)
@click.argument("ref")
@as_at
@options.plan
@options.output_options("table", "json")
def show_command(
    ref: str, plan: Path | None, as_at: date | None, result: options.OutputTarget
) -> None:
    """Show one action in full, with its history."""
    from cptracker.contract.actions import actions_json
    from cptracker.plan.history.listing import find_action
    from cptracker.reports.terminal import actions

    check_free(result)
    day = as_at or current_day()
    promise, updates = find_action(_plan(plan), ref, day)
    if result.form == "json":
        write(actions_json([promise], day), result)
    else:
        print_result(lambda console: actions.print_action(promise, updates, day, console), result)


for subcommand in (
    add_command,
    update_command,
    close_command,
    cancel_command,
    reopen_command,
    import_command,
    export_command,
):
    actions_command.add_command(subcommand)


def _plan(path: Path | None) -> "Plan":
    from cptracker.cli.inputs import plan_at

    return plan_at(path)
