"""`cptracker commentary`: say what a figure means, and read what was said."""

from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cptracker.cli import days, options
from cptracker.cli.output import check_free, print_result, write
from cptracker.cli.updates import UpdateContext, recorded, report_edit
from cptracker.model.choices import Colour, words_of
from cptracker.model.periods import current_day

if TYPE_CHECKING:
    from cptracker.model.actions import Commentary, StatedFigure


as_at = days.day_option(
    "--as-at", f"What had been said by this day, {days.DAY_FORMS}.  [default: today]"
)


@click.group(
    "commentary",
    epilog=options.examples("cptracker commentary list", "cptracker commentary add 4.1 --help"),
)
def commentary_command() -> None:
    """Say what a figure means, in the form of the panel's papers."""


@commentary_command.command(
    "add",
    epilog=options.examples(
        "cptracker commentary add 4.1 --plan strategy --period 202425 \\\n"
        "    --by 'Head of Service' --data-says '87% in time, as last year' \\\n"
        "    --next-steps 'a second clinic from May' \\\n"
        "    --states review-health-assessments=87",
        "cptracker commentary add 4 --period 202526 --by 'Head of Service' \\\n"
        "    --data-says 'health checks rise, dentists are short' \\\n"
        "    --rating amber --rating-words 'medium risk'",
    ),
)
@click.argument("ref")
@click.option("--period", required=True, metavar="KEY",
              help="The period it is for, such as 202425, 202425Q2 or 2024-06.")  # fmt: skip
@click.option("--data-says", required=True, metavar="TEXT", help="What the data tells us.")
@click.option("--analysis", metavar="TEXT", help="What is behind it.")
@click.option("--next-steps", metavar="TEXT", help="The action taken and the next steps.")
@click.option("--source", metavar="TEXT", help="Where it is taken from, if published.")
@click.option("--states", multiple=True, metavar="MEASURE=VALUE",
              help="A figure it states, held against the computed one; repeatable.")  # fmt: skip
@click.option("--rating", type=click.Choice(words_of(Colour)),
              help="How whoever writes sees it; shown beside what is computed.")  # fmt: skip
@click.option("--rating-words", metavar="TEXT", help="The risk word with it, such as 'high risk'.")
@click.option("--reason", metavar="TEXT",
              help="Why it is better than the worst of its measures.")  # fmt: skip
@recorded
def add_command(
    ref: str, context: UpdateContext, states: tuple[str, ...], rating: str | None, **texts: Any
) -> None:
    """Comment on a success measure or a priority for a period; an earlier comment stays.

    REF is a success measure's reference, such as 4.1, or a priority's number, such as 4.
    """
    from cptracker.model.actions import Colour, Commentary
    from cptracker.plan.editing.changes import add_commentary

    number = int(ref) if ref.isascii() and ref.isdecimal() else None
    commentary = Commentary(
        success_measure=ref if number is None else None,
        priority=number,
        date=context.day,
        by=context.by,
        states=tuple(_stated(text) for text in states),
        rating=Colour(rating) if rating else None,
        **texts,
    )
    report_edit(add_commentary(context.plan, commentary, dry_run=context.dry_run), context.dry_run)


def _stated(text: str) -> "StatedFigure":
    from cptracker.model.actions import StatedFigure

    measure, sign, value = text.partition("=")
    try:
        number = Decimal(value.strip().removesuffix("%"))
    except InvalidOperation:
        number = Decimal("NaN")
    if not (sign and measure.strip() and number.is_finite()):
        raise click.UsageError(f"'{text}' states no figure; write it as in dental-checks=90.5")
    return StatedFigure(measure=measure.strip(), value=number)


@commentary_command.command(
    "list", epilog=options.examples("cptracker commentary list --as-at 2022-06-30")
)
@as_at
@options.plan
@options.output_options("table", "json")
def list_command(plan: Path | None, as_at: date | None, result: options.OutputTarget) -> None:
    """List what was said of success measures and of other things, the latest first."""
    _show(_commentaries(plan, None, as_at), result, full=False)


@commentary_command.command(
    "show",
    epilog=options.examples("cptracker commentary show 'Robust corporate parenting'"),
)
@click.argument("ref")
@as_at
@options.plan
@options.output_options("table", "json")
def show_command(
    ref: str, plan: Path | None, as_at: date | None, result: options.OutputTarget
) -> None:
    """Show in full all that was said of one success measure, or of something else by its title."""
    commentaries = _commentaries(plan, ref, as_at)
    if not commentaries:
        raise click.UsageError(f"nothing was said of '{ref}'; `commentary list` shows what was")
    _show(commentaries, result, full=True)


def _commentaries(
    path: Path | None, ref: str | None, as_at: date | None
) -> "tuple[Commentary, ...]":
    from cptracker.cli.inputs import plan_at
    from cptracker.plan.history.listing import commentary_on

    day = as_at or current_day()
    return commentary_on(plan_at(path), ref, day)


def _show(
    commentaries: "tuple[Commentary, ...]", result: options.OutputTarget, *, full: bool
) -> None:
    from cptracker.contract.promises import commentary_json
    from cptracker.reports.terminal import commentary

    check_free(result)
    if result.form == "json":
        write(commentary_json(commentaries), result)
    else:
        print_result(
            lambda console: commentary.print_commentary(commentaries, console, full=full), result
        )
