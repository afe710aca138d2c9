"""`cptracker cases`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cptracker.cli import options
from cptracker.cli.inputs import say_changed
from cptracker.cli.output import check_free, print_result, prints_to_stderr, say_problems, write
from cptracker.cli.paths import STDOUT, may_write
from cptracker.cli.progress import WaitingLine

if TYPE_CHECKING:
    from cptracker.engine.cases.movement import Movement
    from cptracker.model.members import Cases


EXAMPLES = options.examples(
    "cptracker cases peps-in-timescale",
    "cptracker cases care-leavers-eet --period 202425 --since 202324",
    "cptracker cases dental-checks --group sex=female --by ethnic_group",
    "cptracker cases children-visited --operational -o to-visit.xlsx",
)


KINDS = (".csv", ".xlsx")


NO_FILE = "this list names children: it goes to the screen, or with --operational to -o FILE"


@click.command("cases", epilog=EXAMPLES)
@click.argument("measure")
@click.option(
    "--period",
    metavar="PERIOD",
    help="Such as 202425, 202425Q2 or 2025-03.  [default: the measure's latest]",
)
@click.option("--since", metavar="PERIOD", help="Also who made the figure move since then.")
@click.option("--group", "groups", multiple=True, metavar="NAME=GROUP", help="Such as sex=female.")
@click.option("--by", multiple=True, metavar="NAME", help="Also each one's group; repeatable.")
@click.option(
    "--operational",
    is_flag=True,
    help="You may pass on what names children, and will keep it from papers.",
)
@options.input_options
@click.option(
    "-o", "--output", type=options.PATH, callback=may_write, help="A file, .csv or .xlsx."
)
@options.force
def cases_command(
    measure: str,
    period: str | None,
    since: str | None,
    groups: tuple[str, ...],
    by: tuple[str, ...],
    operational: bool,
    sources: options.Inputs,
    output: Path | None,
    force: bool,
) -> int:
    """Who stands behind a figure, with file and line.

    Met, missed, unknown, left out. OPERATIONAL: it names children, so it is shown on the screen
    alone. With --operational it can be written to a file or piped on. Duties have the days that
    are left.
    """
    from cptracker.model.problems import MeasureError
    from cptracker.reports.terminal.cases import print_cases

    result = options.OutputTarget("table", output, force)
    _refuse_typed(sources, measure)
    _may_pass_on(output, operational)
    check_free(result)
    try:
        cases, moved = _members_and_movement(sources, measure, (period, since), groups, by)
    except MeasureError as error:
        say_problems(error.problems)
        return error.exit_code
    if output is None:
        print_result(lambda console: print_cases(cases, console, moved), result)
    else:
        write(_as_file(cases, moved, output), result, private=True)
    return 0


def _refuse_typed(sources: options.Inputs, name: str) -> None:
    """Refuse, before any work is done, a measure that the plan declares: nobody can be listed.

    Raises:
        PlanError: When the plan, which would say so, has mistakes.
        UsageError: When its values are typed.
    """
    from cptracker.authoring.typed import measure_of, without_members
    from cptracker.cli.inputs import usable_plan
    from cptracker.cli.references import measure_name

    _, plan = usable_plan(sources)
    declared = {typed_measure.identifier: typed_measure for typed_measure in plan.typed_measures}
    if declared and measure_name(sources, name) in declared:
        raise without_members(measure_of(declared[measure_name(sources, name)], ()))


def _may_pass_on(output: Path | None, operational: bool) -> None:
    """Refuse whatever would leave the screen without being asked to, before any work is done."""
    if output is not None and output.name != STDOUT and output.suffix.lower() not in KINDS:
        raise click.UsageError(f"{output} must end in {' or '.join(KINDS)}")
    if not operational and (output is not None or not _on_screen()):
        raise click.UsageError(NO_FILE)


def _on_screen() -> bool:
    """Whether a person sees what is written, and not a file or another program."""
    return sys.stdout.isatty()


def _members_and_movement(
    sources: options.Inputs,
    name: str,
    period_keys: tuple[str | None, str | None],
    groups: tuple[str, ...],
    by: tuple[str, ...],
) -> "tuple[Cases, Movement | None]":
    from cptracker.cli.inputs import open_records
    from cptracker.cli.references import measure_name
    from cptracker.engine.cases.listing import members_of_figure
    from cptracker.engine.cases.movement import movement_of_figure
    from cptracker.engine.isolation.remote_measures import find_measures
    from cptracker.model.periods import latest
    from cptracker.status.values import named_measures, period_from

    period, since = (period_from(key) if key else None for key in period_keys)
    group_filters = dict(_group(group) for group in groups)
    with WaitingLine() as waiting_line, prints_to_stderr():
        registry = find_measures(sources.measures, time_limit=sources.time_limit)
        chosen = named_measures(measure_name(sources, name), registry)
        say_changed(sources, registry, [chosen.identifier])
        records = open_records(sources, waiting_line, registry.tables)
        day = sources.as_at or records.as_at
        period_shown = period or latest(chosen.every, day)
        periods = [period for period in (since, period_shown) if period]
        compared = [
            members_of_figure(chosen, records, period, group=group_filters, by=by, as_at=day)
            for period in periods
        ]
    return compared[-1], movement_of_figure(*compared) if since else None


def _group(text: str) -> tuple[str, str]:
    name, sign, group = text.partition("=")
    if not (name and sign and group):
        raise click.UsageError(f"'{text}' is no group; write it as in sex=female")
    return name, group


def _as_file(cases: "Cases", moved: "Movement | None", output: Path) -> str | bytes:
    from cptracker.reports.terminal.case_files import cases_csv, cases_xlsx

    return (cases_xlsx if output.suffix.lower() == ".xlsx" else cases_csv)(cases, moved)
