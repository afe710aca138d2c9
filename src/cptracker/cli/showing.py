"""`cptracker status`."""

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from cptracker.cli import options
from cptracker.cli.output import aside, check_free, draw, say, write
from cptracker.cli.waiting import Waiting

if TYPE_CHECKING:
    from cptracker.standing import StatusReport

BELOW_PROMISE = 6
"""A rating is as bad as `--fail-on` names."""


EXAMPLES = options.examples(
    "cptracker status",
    "cptracker status --records returns/2025 --records returns/local.zip",
    "cptracker status --priority 4 --every quarter --as-at 31/12/2024",
    "cptracker status --as-at 2022-03-31 --meeting 2022-03-31",
    "cptracker status --format json -o status.json",
    "cptracker status --fail-on red || echo 'a promise is not kept'",
)


@click.command("status", epilog=EXAMPLES)
@options.sources
@click.option(
    "--priority",
    "priorities",
    type=int,
    multiple=True,
    metavar="N",
    help="Only this priority; repeatable.",
)
@options.every
@click.option(
    "--fail-on",
    type=click.Choice(["red", "amber"]),
    help="End with exit code 6 if a measure is red (amber: red or amber).",
)
@click.option(
    "--meeting",
    type=options.DAY,
    metavar="DATE",
    help="As a paper for this meeting: what is due by then, what changed since the last.",
)
@options.result("table", "json")
def status_command(
    sources: options.Sources,
    priorities: tuple[int, ...],
    every: str | None,
    fail_on: str | None,
    meeting: date | None,
    result: options.Result,
) -> int:
    """How the plan stands: every success measure, rated.

    Each measure is shown for its latest whole period, with how it is made up, what was last
    published, the target and the rating. Without a target it says so, and nothing is red.
    """
    from cptracker.reports.problems import exit_code
    from cptracker.status import rated

    check_free(result)
    with Waiting() as waiting, aside():
        report = _report(sources, priorities, every, meeting, waiting)
    _show(report, result)
    below = BELOW_PROMISE if fail_on and rated(report, fail_on) else 0
    return exit_code(report.problems) or below


def _report(
    sources: options.Sources,
    priorities: tuple[int, ...],
    every: str | None,
    meeting: date | None,
    waiting: Waiting,
) -> "StatusReport":
    from cptracker.cli.opening import open_plan, open_records
    from cptracker.errors import PlanError
    from cptracker.faults import plan_faults
    from cptracker.periods import Every
    from cptracker.registry import find_measures
    from cptracker.status import build_status

    waiting.say("Reading the plan")
    loaded = open_plan(sources)
    if loaded.plan is None:
        raise PlanError(problems=loaded.problems)
    registry = find_measures(sources.measures)
    held = open_records(sources, waiting)
    return build_status(
        loaded.plan,
        registry,
        held,
        as_at=sources.as_at,
        every=Every(every) if every else None,
        priorities=priorities,
        problems=plan_faults(loaded, registry),
        progress=waiting.measure,
        meeting=meeting,
    )


def _show(report: "StatusReport", result: options.Result) -> None:
    """Write the status; where a person does not see its last line, tell the problems beside it."""
    from cptracker.reports.phrases import problems_in_words

    if result.form == "json":
        from cptracker.reports.status_json import status_text

        write(status_text(report), result)
    else:
        from cptracker.reports.terminal import show

        draw(lambda console: show(report, console), result)
    words = problems_in_words(report.problems)
    seen = result.form == "table" and result.output is None and sys.stdout.isatty()
    if words and not seen:
        say(f"{words}: run `cptracker check`")
