"""`cptracker diff`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cptracker.cli import days, options
from cptracker.cli.output import check_free, write
from cptracker.model.periods import current_day

if TYPE_CHECKING:
    from cptracker.plan.history.snapshots import Snapshot


@click.command(
    "diff",
    epilog=options.examples(
        "cptracker diff 2021-09-30 2022-03-31",
        "cptracker diff 12/03/2026 18/06/2026 --plan strategy --format json",
        "cptracker diff strategy-of-last-year strategy",
        "cptracker diff status-2026-03.json status-2026-06.json",
    ),
)
@click.argument("before", metavar="FROM")
@click.argument("after", metavar="TO")
@options.plan
@options.output_options("text", "json")
def diff_command(before: str, after: str, plan: Path | None, result: options.OutputTarget) -> int:
    """What changed between two days, two plans, two statuses.

    FROM and TO are days, files or folders of a plan as they are today, or what `cptracker status
    --format json` wrote. Told are new and closed actions, those newly overdue, moved due dates,
    changed ratings, targets, definitions and published figures. The ratings of measures are
    compared where both are saved statuses. A reference that is gone ends with exit code 3.
    """
    from cptracker.model.choices import ExitCode
    from cptracker.plan.history.changes import ChangeGroup, compare_snapshots
    from cptracker.reports.terminal import lists

    check_free(result)
    looks = _pair(_looks(before, plan), _looks(after, plan))
    changes = compare_snapshots(*looks)
    if result.form == "json":
        write(lists.changes_json(changes, *looks), result)
    else:
        encoding = sys.stdout.encoding if result.output is None else "utf-8"
        write(lists.changes_text(changes, *looks, encoding), result)
    return ExitCode.PLAN if any(change.kind is ChangeGroup.LOST for change in changes) else 0


def _looks(named: str, plan: Path | None) -> "tuple[Snapshot, ...]":
    """A day of the plan, another plan today, or the status of each plan that was saved."""
    from cptracker.cli.inputs import plan_at
    from cptracker.plan.history.snapshots import View, snapshot_of
    from cptracker.plan.history.status_files import is_saved, read_saved
    from cptracker.plan.reading import load_plan

    today = current_day()
    if is_saved(Path(named)):
        return read_saved(Path(named))
    if Path(named).exists():
        return (snapshot_of(View(plan=load_plan(Path(named)), as_at=today)),)
    if not named[:1].isdigit():
        raise click.UsageError(
            f"'{named}' is neither a day nor a file or folder of a plan, nor a saved status"
        )
    day = days.DAY.convert(named, None, None)
    return (snapshot_of(View(plan=plan_at(plan), as_at=day)),)


def _pair(
    before: "tuple[Snapshot, ...]", after: "tuple[Snapshot, ...]"
) -> "tuple[Snapshot, Snapshot]":
    """The looks to compare: of saved statuses of several plans, the one plan that both hold."""
    if len(before) == len(after) == 1:
        return before[0], after[0]
    shared = [
        (snapshot, two)
        for snapshot in before
        for two in after
        if snapshot.identifier == two.identifier
    ]
    if len(shared) == 1:
        return shared[0]
    raise click.UsageError(
        "these hold the status of several plans, of which one can be compared at a time; save the "
        "status of each plan in a file of its own"
    )
