"""`cptracker targets`: what was promised of measures, from a day on."""

from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from typing import Any

import click

from cptracker.cli import days, options
from cptracker.cli.output import check_free, write, write_text
from cptracker.cli.updates import dry_run, own_plan, report_edit, with_options


@click.group(
    "targets",
    epilog=options.examples("cptracker targets list", "cptracker targets add --help"),
)
def targets_command() -> None:
    """The targets of measures: list them, set one from a day on."""


@targets_command.command("list", epilog=options.examples("cptracker targets list --plan strategy"))
@options.plan
@options.output_options("text", "json")
def list_command(plan: Path | None, result: options.OutputTarget) -> None:
    """List the targets by measure, the newest of each last, with who agreed it."""
    from cptracker.cli.inputs import plan_at
    from cptracker.contract.targets import targets_json
    from cptracker.reports.terminal import targets

    check_free(result)
    loaded = plan_at(plan)
    if result.form == "json":
        write(targets_json(loaded), result)
    else:
        write_text(partial(targets.targets_text, loaded), result)


class Number(click.ParamType):  # type: ignore[type-arg, unused-ignore]  # no brackets in old click
    """A decimal number, taken as it is written; a sign of percent behind it is left out."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number, or a plain word about what was written."""
        try:
            number = Decimal(str(value).strip().removesuffix("%"))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            self.fail(f"'{value}' is no number", param, ctx)
        return number


NUMBER = Number()

NUMBERS = (
    click.option("--value", type=NUMBER, metavar="N", help="The target, in the measure's unit."),
    click.option("--low", type=NUMBER, metavar="N", help="With --high, where near is better."),
    click.option("--high", type=NUMBER, metavar="N", help="The upper edge of what is good."),
    click.option("--within", type=NUMBER, metavar="N", help="Amber up to so much off it."),
    click.option("--within-percent", type=NUMBER, metavar="N",
                 help="Amber up to so much percent off it."),
    click.option("--floor", type=NUMBER, metavar="N", help="The worst value that is amber."),
)  # fmt: skip


@targets_command.command(
    "add",
    epilog=options.examples(
        "cptracker targets add 7.3 --plan strategy --value 65 --within 10 \\\n"
        "    --since 2025-04-01 --source 'Corporate Parenting Panel, 12 March 2026'",
        "cptracker targets add 7.3 --plan strategy --value 70 --due 2027-03-31 \\\n"
        "    --since 2026-04-01 --source 'Panel, 18 June 2026' --dry-run",
    ),
)
@click.argument("measure")
@with_options(NUMBERS)
@click.option("--since", type=days.DAY, required=True, metavar="DATE",
              help="The first day on which it holds; an older one judges before it.")  # fmt: skip
@click.option("--due", type=days.DAY, metavar="DATE", help="The day for which it is promised.")
@click.option("--source", required=True, metavar="TEXT", help="Who agreed it, and where.")
@own_plan
@dry_run
def add_command(
    measure: str, since: date, due: date | None, source: str, plan: Path, dry_run: bool,
    **numbers: Any,
) -> None:  # fmt: skip
    """Set a target of a measure: by its name, or by the reference of its success measure.

    With none of --within, --within-percent and --floor whatever misses it is red.
    """
    from cptracker.model.targets import Target
    from cptracker.plan.editing.targets import add_target

    target = Target(measure=measure, since=since, due=due, source=source, **numbers)
    report_edit(add_target(plan, target, dry_run=dry_run), dry_run)
