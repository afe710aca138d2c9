"""`cptracker status`."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cptracker.cli import days, options
from cptracker.cli.inputs import build_statuses, plan_shown, problems_of
from cptracker.cli.output import check_free, print_result, prints_to_stderr, say, write
from cptracker.cli.progress import WaitingLine
from cptracker.model.choices import Colour
from cptracker.model.exit_codes import ExitCode

if TYPE_CHECKING:
    from rich.console import Console

    from cptracker.disclosure.open_ledger import OpenLedger
    from cptracker.model.problems import Problem
    from cptracker.status.report import StatusReport

EXAMPLES = options.examples(
    "cptracker status",
    "cptracker status --records returns/2025 --records returns/local.zip",
    "cptracker status --plan strategy --plan improvement-2024-25",
    "cptracker status --priority 4 --every quarter --as-at 31/12/2024",
    "cptracker status --full",
    "cptracker status --priority 7 --by sex --by uasc",
    "cptracker status --as-at 2022-03-31 --meeting 2022-03-31",
    "cptracker status --comparators downloads --neighbours median",
    "cptracker status --format json -o status.json",
    "cptracker status --fail-on red || echo 'a promise is not kept'",
)


@click.command("status", epilog=EXAMPLES)
@options.comparator_options
@options.sources_of_plans
@options.priorities
@days.every
@click.option(
    "--by",
    multiple=True,
    metavar="NAME",
    help="Also the gaps between groups, such as sex or ethnic_group; repeatable.",
)
@click.option(
    "--full",
    is_flag=True,
    help="Every measure with all that is said of it, instead of the first screen.",
)
@click.option(
    "--fail-on",
    type=click.Choice([Colour.RED.value, Colour.AMBER.value]),
    help="End with exit code 6 if a measure is red (amber: red or amber).",
)
@days.meeting
@options.restricted
@click.option(
    "--no-cache", is_flag=True, help="Compute anew, and keep nothing of it in your cache."
)
@options.output_options("table", "json")
def status_command(
    sources: options.Inputs,
    priorities: tuple[int, ...],
    every: str | None,
    by: tuple[str, ...],
    full: bool,
    fail_on: str | None,
    meeting: date | None,
    restricted: bool,
    no_cache: bool,
    result: options.OutputTarget,
) -> int:
    """How the plan stands: every success measure, rated.

    On one screen: the priorities, what needs attention, how measures without a target compare with
    others, actions, what changed since the last meeting, what is missing. --full, --priority and
    --by show each measure for its latest whole period, with how it is made up, what was last
    published, the target and the rating. Several plans are shown one after the other; as JSON they
    make a list.

    Figures stand at the records' last day; actions, deliverables and commentary at today, or at the
    meeting's day.

    On the screen figures are exact and for those who may see them. A file is for the public, with
    small numbers protected, unless you say --restricted.

    What is shown on the screen is kept in your own cache, readable by you alone, and shown again
    while nothing that goes into it has changed: not one byte of files, options or program, nor the
    day. --no-cache keeps and takes nothing.
    """

    def run() -> int:
        return _status(sources, priorities, every, by, full, fail_on, meeting, restricted, result)

    if no_cache or result.output is not None:
        return run()
    from cptracker.cli.inputs import paths_read
    from cptracker.cli.result_cache import run_or_show_cached

    cache_options = (sources, priorities, every, by, full, fail_on, meeting, result)
    return run_or_show_cached(run, cache_options, paths_read(sources))


def _status(
    sources: options.Inputs,
    priorities: tuple[int, ...],
    every: str | None,
    by: tuple[str, ...],
    full: bool,
    fail_on: str | None,
    meeting: date | None,
    restricted: bool,
    result: options.OutputTarget,
) -> int:
    """Compute and show, or write."""
    from cptracker.reports.terminal.problems import exit_code
    from cptracker.status.attention import rated_status

    check_free(result)
    with WaitingLine() as waiting_line, prints_to_stderr():
        reports = build_statuses(
            sources, waiting_line, every, by=by, priorities=priorities, meeting=meeting
        )
        published, entries = reports, list[tuple[Path, bytes]]()
        if result.output is not None and not restricted:
            published, entries = _published(reports, sources, waiting_line)
    first_screen = not (full or priorities or by)
    plans = [plan_shown(inputs) for inputs in sources.each()] if first_screen else None
    _show(published, problems_of(reports), result, entries, private=restricted, plans=plans)
    below = fail_on and any(rated_status(report, fail_on) for report in reports)
    return exit_code(problems_of(reports)) or (ExitCode.BELOW_PROMISE if below else 0)


Entries = list[tuple[Path, bytes]]


def _published(
    reports: "list[StatusReport]", sources: options.Inputs, waiting_line: WaitingLine
) -> "tuple[list[StatusReport], Entries]":
    """The edition for the public of each, and the ledger's files that remember it.

    No writer of a file sees the exact one.
    """
    from cptracker.api.protecting import protect_report, with_report
    from cptracker.cli.ledger import open_ledger, say_each

    public: list[StatusReport] = []
    open_ledgers: dict[Path, OpenLedger] = {}
    for inputs, report in zip(sources.each(), reports, strict=True):
        plan = report.plan_identifier or "plan"
        ledger = None
        if report.protect_by != "none":
            ledger = open_ledger(inputs, plan, example_data=report.example_data)
        if ledger:  # plans of one name beside each other share a ledger
            ledger = open_ledgers.get(ledger.ledger.path, ledger)
        edition, corrections = protect_report(report, ledger, progress=waiting_line.step)
        public.append(edition)
        say_each(corrections)
        if ledger and edition.protection:
            open_ledgers[ledger.ledger.path] = with_report(edition, ledger, "status")
    return public, [entry for ledger in open_ledgers.values() for entry in ledger.contents()]


def _show(
    reports: "list[StatusReport]",
    problems: "list[Problem]",
    result: options.OutputTarget,
    entries: "Entries",
    *,
    private: bool,
    plans: "list[str] | None",
) -> None:
    """Write the status; where a person does not see its last line, tell the problems beside it."""
    from cptracker.wording.phrases import problems_in_words

    if result.form == "json":
        from cptracker.contract.status import statuses_text

        write(statuses_text(reports), result, private=private, ledger_files=entries)
    else:
        from cptracker.reports.terminal.first_screen import print_first_screens
        from cptracker.reports.terminal.status import print_statuses

        def draw(console: "Console") -> None:
            if plans is None:
                print_statuses(reports, console)
            else:
                print_first_screens(reports, plans, console)

        print_result(draw, result, private=private, ledger_files=entries)
    words = problems_in_words(problems)
    on_screen = result.form == "table" and result.output is None and sys.stdout.isatty()
    if words and not on_screen:
        say(f"{words}: run `cptracker check`")
