"""Options that several commands share, and how their values are read."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple, TypedDict

import click

from cptracker.cli.days import as_at, two_dates
from cptracker.cli.paths import NamedChoice, PlanPath, RecordsSource, may_write
from cptracker.cli.project import usual_paths
from cptracker.model.choices import FIRST_YEAR, LAST_YEAR, EngineName, words_of

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


PATH, PLAN, RECORDS = (kind(path_type=Path) for kind in (NamedChoice, PlanPath, RecordsSource))


PLAN_HELP = (
    "File or folder of the plan, or a shipped one's name.{}  "
    "[default: ./strategy, else together-plan]"
)


def only_one(ctx: click.Context, _: click.Parameter, named: tuple[Path, ...]) -> Path | None:
    """The one that is named: with a second, the first must not be left out without a word."""
    if len(named) > 1:
        raise click.BadParameter("it takes one plan at a time; run it once for each")
    paths = named or usual_paths(ctx, "plan")
    return paths[0] if paths else None


def usual(key: str) -> Callable[[click.Context, click.Parameter, tuple[Path, ...]], Any]:
    """The paths that an option names, else those of the project file."""
    return lambda ctx, _, named: named or usual_paths(ctx, key)


def usual_one(key: str) -> Callable[[click.Context, click.Parameter, Path | None], Path | None]:
    """The path that an option names, else that of the project file."""
    return lambda ctx, _, named: named or next(iter(usual_paths(ctx, key)), None)


plan = click.option(
    "--plan", type=PLAN, multiple=True, callback=only_one, help=PLAN_HELP.format("")
)


plans = click.option(
    "--plan",
    "plans",
    type=PLAN,
    multiple=True,
    callback=usual("plan"),
    help=PLAN_HELP.format(" Repeatable."),
)


measures = click.option(
    "--measures",
    type=PATH,
    multiple=True,
    callback=usual("measures"),
    help="Folder of your own measures; they are code, and loaded only from here. Repeatable.",
)


time_limit = click.option(
    "--time-limit",
    type=click.IntRange(1, 86_400),
    default=120,
    show_default=True,
    metavar="SECONDS",
    help="How long one of your own measures may take; what takes longer costs its own row.",
)


records = click.option(
    "--records",
    type=RECORDS,
    multiple=True,
    callback=usual("records"),
    help="Folder, zip or file of records, or the URL or ODBC string of a database; repeatable.  "
    "[default: ./records, else example records]",
)


values = click.option(
    "--values",
    type=PATH,
    multiple=True,
    callback=usual("values"),
    help="Folder or file of typed values: CSV, xlsx, Parquet or YAML; repeatable.",
)


year = click.option(
    "--year",
    type=click.IntRange(FIRST_YEAR, LAST_YEAR),
    help="Year in which the collection year ends, where the files do not say it.",
)


mapping = click.option(
    "--mapping",
    type=PATH,
    callback=usual_one("mapping"),
    metavar="FILE",
    help="YAML that says what your files call a table's columns, as in `sdq: {score: Total}`, and "
    "which CHILD ids are one child, as in `ids: {old: new}`.",
)


as_returned = click.option(
    "--as-returned",
    is_flag=True,
    help="Take returns as they stand: leave out the repair of what later returns correct.",
)


engine = click.option(
    "--engine",
    type=click.Choice(words_of(EngineName)),
    default=EngineName.POLARS.value,
    show_default=True,
    help="What computes; the answer is the same.",
)


comparators = click.option(
    "--comparators",
    type=PATH,
    multiple=True,
    callback=usual("comparators"),
    help="File or folder of published figures to compare with: the DfE's as downloaded, LAIT's "
    "table, or one of your own (CSV, xlsx, Parquet); repeatable.",
)


neighbours = click.option(
    "--neighbours",
    type=click.Choice(("mean", "median")),
    default="mean",
    show_default=True,
    help="What is made of the statistical neighbours' figures.",
)


priorities = click.option(
    "--priority",
    "priorities",
    type=int,
    multiple=True,
    metavar="N",
    help="Only this priority; repeatable.",
)


class TwoDates(TypedDict):
    """The day of the figures, the records' own if None, and that of the tracker."""

    as_at: date | None
    tracker_at: date


class Inputs(NamedTuple):
    """What is worked on, as the user named it."""

    plan: Path | None = None
    measures: tuple[Path, ...] = ()
    records: tuple[Any, ...] = ()
    year: int | None = None
    mapping: Path | None = None
    engine: str = EngineName.POLARS.value
    as_at: date | None = None
    plans: tuple[Path, ...] = ()
    comparators: tuple[Path, ...] = ()
    neighbours: str = "mean"
    time_limit: int = 120
    as_returned: bool = False
    figures_at: date | None = None
    tracker_at: date | None = None
    values: tuple[Path, ...] = ()

    def days(self, meeting: date | None = None) -> TwoDates:
        """The day of the figures and that of the tracker, as `build_status` takes them.

        Args:
            meeting: The day of the meeting that it is for.
        """
        from cptracker.model.periods import current_day

        tracker = self.tracker_at or self.as_at or meeting or current_day()
        return {"as_at": self.figures_at or self.as_at, "tracker_at": tracker}

    def each(self) -> "list[Inputs]":
        """The same for each of several plans; as it is where none, or just one, is named."""
        return [self._replace(plan=plan) for plan in self.plans] or [self]


class OutputTarget(NamedTuple):
    """How and where the result is written."""

    form: str
    output: Path | None
    force: bool


def input_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of what is worked on, handed to the command as one value `sources`."""
    options = (
        plan, measures, time_limit, records, values, year, mapping, as_returned, engine, as_at
    )  # fmt: skip
    return _bundled(command, options, "sources", Inputs)


def comparator_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of who is compared with; they stand above `sources`, which takes them in."""
    return comparators(neighbours(command))


def dated_input_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The same with a day for the figures and one for the tracker."""
    options = (
        plan, measures, time_limit, records, values, year, mapping, as_returned, engine, *two_dates
    )  # fmt: skip
    return _bundled(command, options, "sources", Inputs)


def sources_of_plans(command: Callable[..., Any]) -> Callable[..., Any]:
    """The same where several plans may be named."""
    options = (
        plans, measures, time_limit, records, values, year, mapping, as_returned, engine, *two_dates
    )  # fmt: skip
    return _bundled(command, options, "sources", Inputs)


def output_options(*formats: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options of how and where the result is written, as one value `result`."""
    options = (format_option(*formats), output, force)
    return lambda command: _bundled(command, options, "result", OutputTarget)


def _bundled(
    command: Callable[..., Any], options: Sequence[Decorator], name: str, kind: type[Any]
) -> Callable[..., Any]:
    @wraps(command)
    def run(**arguments: Any) -> Any:
        value = kind(**{part: arguments.pop(part) for part in kind._fields if part in arguments})
        return command(**arguments, **{name: value})

    bundled: Callable[..., Any] = run
    for option in reversed(options):
        bundled = option(bundled)
    return bundled


def format_option(*choices: str) -> Decorator:
    """How the result is written; the first choice is the default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(choices),
        default=choices[0],
        show_default=True,
        help="How it is written.",
    )


output = click.option(
    "-o",
    "--output",
    type=PATH,
    callback=may_write,
    help="Write to this file instead of the screen; - is the standard output, as a file.",
)


restricted = click.option(
    "--restricted",
    is_flag=True,
    help="Write exact figures into the file, not for publication.",
)


force = click.option("--force", is_flag=True, help="Write over the file if it is there.")


def examples(*lines: str) -> str:
    """Example lines for the end of a command's help, each left as it is."""
    heading = "Example:" if len(lines) == 1 else "Examples:"
    return "\n".join(["\b", heading, *(f"  {line}" for line in lines)])
