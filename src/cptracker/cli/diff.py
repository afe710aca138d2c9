"""`cptracker diff`."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cptracker.cli import days, options
from cptracker.cli.output import check_free, write, write_text
from cptracker.cli.project import usual_paths
from cptracker.model.periods import current_day

if TYPE_CHECKING:
    from cptracker.plan.history.moved_figures import FiguresBeside
    from cptracker.plan.history.snapshots import Snapshot, View


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
    --format json` wrote. It reports new and closed actions, those newly overdue, moved due dates,
    changed ratings, targets, definitions and published figures, and what became of recurring
    duties. A published figure that moved to another file is not gone. The ratings of measures are
    compared where both are saved statuses. A reference that is gone ends with exit code 3.
    """
    from cptracker.contract.changes import changes_json
    from cptracker.model.exit_codes import ExitCode
    from cptracker.plan.history.changes import compare_snapshots
    from cptracker.plan.history.snapshots import ChangeGroup
    from cptracker.reports.terminal import lists

    check_free(result)
    looks = _pair(_looks(before, plan), _looks(after, plan))
    changes = compare_snapshots(*looks, figures_beside=_figures_beside_plan(looks[1]))
    if result.form == "json":
        write(changes_json(changes, *looks), result)
    else:
        write_text(partial(lists.changes_text, changes, *looks), result)
    return ExitCode.PLAN if any(change.kind is ChangeGroup.LOST for change in changes) else 0


def _looks(named: str, plan: Path | None) -> "tuple[View | Snapshot, ...]":
    """A day of the plan, another plan today, or the status of each plan that was saved."""
    from cptracker.cli.inputs import plan_at
    from cptracker.plan.history.snapshots import View
    from cptracker.plan.history.status_files import is_saved, read_saved
    from cptracker.plan.reading import load_plan

    today = current_day()
    if is_saved(Path(named)):
        return read_saved(Path(named))
    if Path(named).exists():
        return (View(plan=load_plan(Path(named)), as_at=today),)
    if not named[:1].isdigit():
        raise click.UsageError(
            f"'{named}' is neither a day nor a file or folder of a plan, nor a saved status"
        )
    day = days.DAY.convert(named, None, None)
    return (View(plan=plan_at(plan), as_at=day),)


def _figures_beside_plan(view: "View | Snapshot") -> "FiguresBeside":
    """The published figures beside a plan: those that ship, and those of the project's files."""
    from cptracker.cli.inputs import figures_beside
    from cptracker.plan.history.moved_figures import no_figures_beside
    from cptracker.plan.history.snapshots import View

    if not isinstance(view, View):
        return no_figures_beside
    paths = usual_paths(click.get_current_context(), "comparators")
    return partial(figures_beside, view.plan, paths)


def _pair(
    before: "tuple[View | Snapshot, ...]", after: "tuple[View | Snapshot, ...]"
) -> "tuple[View | Snapshot, View | Snapshot]":
    """The looks to compare: of saved statuses of several plans, the one plan that both hold."""
    if len(before) == len(after) == 1:
        return before[0], after[0]
    shared = [
        (earlier, later)
        for earlier in before
        for later in after
        if earlier.identifier == later.identifier
    ]
    if len(shared) == 1:
        return shared[0]
    raise click.UsageError(
        "these hold the status of several plans, of which one can be compared at a time; save the "
        "status of each plan in a file of its own"
    )
