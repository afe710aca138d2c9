"""`cptracker values`."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cptracker.cli import days, options
from cptracker.cli.inputs import say_changed
from cptracker.cli.output import (
    check_free,
    print_result,
    prints_to_stderr,
    say,
    say_problems,
    write,
)
from cptracker.cli.progress import WaitingLine
from cptracker.cli.updates import UpdateContext, recorded

if TYPE_CHECKING:
    from cptracker.model.figures import Series
    from cptracker.model.problems import Problem
    from cptracker.model.related import Related


SHOW_EXAMPLES = options.examples("cptracker values show care-leavers-eet --by age_group")


EXAMPLES = options.examples(
    "cptracker values placements-per-child --every quarter --from 2023-04-01",
    "cptracker values care-leavers-eet --by age_group --by sex",
    "cptracker values --by placement_type+provider --format csv -o values.csv",
)


class ValuesGroup(click.Group):
    """`values NAME…` shows values, as before; `values add` is a command below it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Everything but a command of the group, or a call for its help, goes to `show`."""
        if not args or args[0] not in (*self.commands, "-h", "--help"):
            args = ["show", *args]
        return super().parse_args(ctx, args)


@click.group("values", cls=ValuesGroup, epilog=EXAMPLES)
def values_command() -> None:
    """Measures by period and group, as a table or CSV; `add` types a value.

    `cptracker values MEASURE...` shows values: `cptracker values show --help` has its options.
    """


@values_command.command("show", epilog=SHOW_EXAMPLES)
@click.argument("names", nargs=-1, metavar="[MEASURE]...")
@days.every
@click.option(
    "--from",
    "first",
    type=days.DAY,
    metavar="DATE",
    help="Periods that end on this day or later.  [default: the latest period only]",
)
@click.option(
    "--to", "last", type=days.DAY, metavar="DATE", help="Periods that end on this day or before."
)
@click.option(
    "--by",
    multiple=True,
    metavar="NAME",
    help="Breakdown such as sex, or several crossed such as sex+age_group; repeatable.",
)
@options.input_options
@options.restricted
@options.output_options("table", "csv", "json")
def show_command(
    sources: options.Inputs, result: options.OutputTarget, restricted: bool, **query: Any
) -> int:
    """Measures by period and group, as a table or CSV.

    Without a MEASURE all are shown; with a breakdown, all that allow it. `cptracker measures`
    lists them. CSV and JSON are the tidy table: a row for each measure, period and group.

    On the screen figures are exact. A file is for the public, with small numbers protected and
    without crossed breakdowns, unless you say --restricted.
    """
    from cptracker.reports.terminal.problems import exit_code

    check_free(result)
    public = result.output is not None and not restricted
    series, problems, example, entry = _computed(sources, public=public, **query)
    if result.form == "table":
        from cptracker.reports.terminal import values

        print_result(
            lambda console: values.print_values(series, console, example=example, public=public),
            result,
            private=restricted,
            ledger_files=entry,
        )
    else:
        from cptracker.contract.values import tidy_csv, tidy_json

        _say_what_it_is(example, public=public)
        as_text = tidy_csv if result.form == "csv" else tidy_json
        audience = "public" if public else "restricted"
        text = as_text(series, example=example, audience=audience)
        write(text, result, private=restricted, ledger_files=entry)
    _say_problems(problems)
    return exit_code(problems)


@values_command.command(
    "add",
    epilog=options.examples(
        "cptracker values add 1.1 --period 202526Q1 --numerator 30 --denominator 52 \\\n"
        "    --by 'SEND Manager'",
        "cptracker values add tribunals --period 202526 --value 9 \\\n"
        "    --by 'SEND Manager' --revised",
    ),
)
@click.argument("ref")
@click.option("--period", required=True, metavar="KEY", help="Such as 202526Q1 or 2025-06.")
@click.option("--value", metavar="NUMBER", help="The value itself, in the measure's unit.")
@click.option("--numerator", metavar="NUMBER", help="Those who met it.")
@click.option("--denominator", metavar="NUMBER", help="Those who could have.")
@click.option("--group", metavar="BY=GROUP", help="The group it is of, such as sex=female.")
@click.option("--note", metavar="TEXT", help="What a reader must know of it.")
@click.option("--revised", is_flag=True, help="It takes the place of an earlier value.")
@options.measures
@options.time_limit
@options.values
@recorded
def add_command(
    context: UpdateContext,
    ref: str,
    measures: tuple[Path, ...],
    time_limit: int,
    values: tuple[Path, ...],
    group: str | None,
    revised: bool,
    **cells: str | None,
) -> None:
    """Type a value of a measure that the plan declares.

    REF is the measure, or the reference of a success measure that has one typed measure. The line
    is added to values.csv of the project's values, or to the file that --values names, once it and
    all that stands there fit.
    """
    from cptracker.engine.isolation.remote_measures import find_measures
    from cptracker.model.problems import PlanError
    from cptracker.plan.reading import read_plan
    from cptracker.plan.values.reading import LoadedValues
    from cptracker.plan.values.writing import add_value
    from cptracker.status.typed import typed_name, with_typed

    loaded = read_plan(context.plan)
    if loaded.plan is None:
        raise PlanError(problems=loaded.problems)
    computed = find_measures(measures, time_limit=time_limit)
    name = typed_name(ref, loaded.plan, with_typed(computed, loaded, LoadedValues()))
    by, _, part = (group or "").partition("=")
    row = {"measure": name, **{key: cell or "" for key, cell in cells.items()}}
    row |= {"group_by": by, "group": part, "by": context.by, "date": context.day.isoformat()}
    row |= {"revised": "yes" if revised else ""}
    done = add_value(row, loaded.plan, values, computed.measures, dry_run=context.dry_run)
    say(f"{'Would add' if context.dry_run else 'Added'} to {done.path}:")
    click.echo(done.line)


def _computed(
    sources: options.Inputs,
    *,
    public: bool,
    names: tuple[str, ...],
    every: str | None,
    first: date | None,
    last: date | None,
    by: tuple[str, ...],
) -> "tuple[tuple[Series, ...], tuple[Problem, ...], bool, Entry]":
    """The series, all problems, whether the records are made up, and the ledger's files."""
    from cptracker.cli.inputs import open_records, usable_plan, with_typed_measures
    from cptracker.cli.references import measure_names
    from cptracker.engine.isolation.remote_measures import find_measures
    from cptracker.model.periods import Every
    from cptracker.status.typed import typed_sums
    from cptracker.status.values import ValuesQuery, tabulate

    how_often = Every(every) if every else None
    query = ValuesQuery(
        names=measure_names(sources, names),
        every=how_often,
        first=first,
        last=last,
        by=by,
        as_at=sources.as_at,
        distinct_children=public,
    )
    with WaitingLine() as waiting_line, prints_to_stderr():
        registry = find_measures(sources.measures, time_limit=sources.time_limit)
        registry, _ = with_typed_measures(sources, registry, usable_plan(sources)[0])
        records = open_records(sources, waiting_line, registry.tables)
        series, measure_problems = tabulate(registry, records, query, waiting_line.measure)
        entry: Entry = ()
        if public:
            series, entry = _published(series, typed_sums(registry), by, sources, waiting_line)
    say_changed(sources, registry, [measure_series.measure for measure_series in series])
    problems = (*registry.problems, *measure_problems, *records.problems)
    return series, problems, records.example, entry


Entry = Sequence[tuple[Path, bytes]]


def _published(
    series: "tuple[Series, ...]",
    related: "tuple[Related, ...]",
    by: tuple[str, ...],
    sources: options.Inputs,
    waiting_line: WaitingLine,
) -> "tuple[tuple[Series, ...], Entry]":
    """The series for the public; what is never published is said to be left out."""
    from cptracker.api.protecting import never_published, protect_series
    from cptracker.cli.inputs import open_plan
    from cptracker.cli.ledger import open_ledger, say_each

    never_written = never_published(by)
    if never_written:
        names = ", ".join(never_written)
        say(f"Left out, for it is not published: by {names} (--restricted writes it)")
    plan = open_plan(sources).plan
    example = any(measure_series.example_data for measure_series in series)
    ledger = open_ledger(sources, plan.identifier or "plan", example_data=example) if plan else None
    public, entry, corrections = protect_series(
        series, ledger, related=related, progress=waiting_line.step
    )
    say_each(corrections)
    return public, entry


def _say_what_it_is(example: bool, *, public: bool) -> None:
    """The tidy table has no room for a heading, so it is said beside it."""
    from cptracker.wording.phrases import EXAMPLE, PUBLIC, RESTRICTED

    say(PUBLIC if public else RESTRICTED)
    if example:
        say(EXAMPLE)


def _say_problems(problems: "tuple[Problem, ...]") -> None:
    """Faults of plug-ins in full, those of the records as a number."""
    from cptracker.model.problems import ProblemKind
    from cptracker.wording.phrases import problems_in_words

    plugin_problems = [problem for problem in problems if problem.kind is not ProblemKind.RECORDS]
    if plugin_problems:
        say_problems(plugin_problems)
    if len(plugin_problems) < len(problems):
        words = problems_in_words(
            [problem for problem in problems if problem.kind is ProblemKind.RECORDS]
        )
        say(f"{words}: run `cptracker check`")
