"""`cptracker diff`."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cptracker.cli import options
from cptracker.cli.output import check_free, write

if TYPE_CHECKING:
    from cptracker.tracking.changes import Look


@click.command(
    "diff",
    epilog=options.examples(
        "cptracker diff 2021-09-30 2022-03-31",
        "cptracker diff 12/03/2026 18/06/2026 --plan strategy --format json",
        "cptracker diff strategy-of-last-year strategy",
    ),
)
@click.argument("before", metavar="FROM")
@click.argument("after", metavar="TO")
@options.plan
@options.result("text", "json")
def diff_command(before: str, after: str, plan: Path | None, result: options.Result) -> int:
    """What changed between two days, or between two plans.

    FROM and TO are days, or files or folders of a plan as they are today. Told are new and closed
    actions, those newly overdue, moved due dates, changed ratings, targets, definitions and
    published figures. A reference that is gone without a closing ends with exit code 3.
    """
    from cptracker.errors import EXIT_CODES, Kind
    from cptracker.reports import changes
    from cptracker.tracking.changes import Sort, compare

    check_free(result)
    looks = _look(before, plan), _look(after, plan)
    found = compare(*looks)
    if result.form == "json":
        write(changes.as_json(found, *looks), result)
    else:
        encoding = sys.stdout.encoding if result.output is None else "utf-8"
        write(changes.as_text(found, *looks, encoding), result)
    return EXIT_CODES[Kind.PLAN] if any(one.sort is Sort.LOST for one in found) else 0


def _look(named: str, plan: Path | None) -> "Look":
    """A day of the plan, or another plan today."""
    from cptracker.bundled import bundled
    from cptracker.loading import load_plan
    from cptracker.tracking.changes import Look

    today = date.today()  # noqa: DTZ011 - a local calendar day is meant
    if Path(named).exists():
        return Look(plan=load_plan(Path(named)), as_at=today)
    if not named[:1].isdigit():
        raise click.UsageError(f"'{named}' is neither a day nor a file or folder of a plan")
    day = options.DAY.convert(named, None, None)
    return Look(plan=load_plan(plan or bundled("strategy")), as_at=day)
