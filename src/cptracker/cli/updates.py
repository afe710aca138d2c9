"""The commands that record what becomes of promises: each parses, makes one edit, and shows it."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from cptracker.cli import days, options
from cptracker.cli.output import say, write
from cptracker.model.choices import Colour, words_of
from cptracker.model.periods import current_day

if TYPE_CHECKING:
    from cptracker.plan.editing.session import Edit


class UpdateContext(NamedTuple):
    """Where, by whom and when something is recorded, and whether at all."""

    plan: Path
    by: str
    day: date
    dry_run: bool


def _own_plan(ctx: click.Context, param: click.Parameter, named: tuple[Path, ...]) -> Path | None:
    """The plan that is written into: as named, else the project's, else ./strategy."""
    plan = options.only_one(ctx, param, named)
    if plan is None and not ctx.resilient_parsing:
        message = "give --plan: there is no folder ./strategy here, nor a project file"
        raise click.UsageError(f"{message}; `cptracker init DIR` starts a folder of your own")
    return plan


own_plan = click.option(
    "--plan",
    type=options.PATH,
    multiple=True,
    callback=_own_plan,
    help="File or folder of your own plan; the shipped one is only read.  [default: ./strategy]",
)


dry_run = click.option(
    "--dry-run", is_flag=True, help="Show what would change, and change nothing."
)


by = click.option("--by", required=True, metavar="ROLE", help="The role that says so, not a name.")


day = click.option(
    "--date",
    "day",
    type=days.DAY,
    metavar="DATE",
    help="The day it is recorded under; never before the last one.  [default: today]",
)


note = click.option("--note", metavar="TEXT", help="What happened, or why something changes.")


evidence = click.option("--evidence", metavar="TEXT", help="Where it can be seen: a paper, a link.")


NEWS = (
    note,
    evidence,
    click.option(
        "--status", type=click.Choice(["open", "in_progress"]), help="How far it has come."
    ),
    click.option("--due", type=days.DAY, metavar="DATE",
                 help="A new due date; needs a --note, and is counted as slippage."),
    click.option("--start", type=days.DAY, metavar="DATE", help="The day work starts."),
    click.option("--forecast", type=days.DAY, metavar="DATE",
                 help="When the owner expects to finish."),
    click.option("--owner", metavar="ROLE", help="The role that owns it from now on."),
    click.option("--milestone", metavar="TITLE", help="A milestone that is reached."),
    click.option("--blocker", metavar="TEXT", help="What stands in the way from now on."),
    click.option("--blocker-rating", type=click.Choice([Colour.AMBER.value, Colour.RED.value]),
                 help="How bad the blocker is."),
    click.option("--unblocked", metavar="TEXT", help="The blocker that is gone, in its words."),
    click.option("--rating", type=click.Choice(words_of(Colour)),
                 help="How the owner sees it; better than the rule needs a --reason."),
    click.option("--reason", metavar="TEXT", help="Why the owner sees it so."),
)  # fmt: skip
"""The options of an update."""


def with_options(
    click_options: Sequence[Any],
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Several options at once."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(click_options):
            command = option(command)
        return command

    return decorate


def recorded(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of who records it, where and when, as one value `context`."""

    @wraps(command)
    def run(plan: Path, by: str, day: date | None, dry_run: bool, **arguments: Any) -> Any:
        today = current_day()
        return command(context=UpdateContext(plan, by, day or today, dry_run), **arguments)

    return with_options((own_plan, by, day, dry_run))(run)


@click.command(
    "add",
    epilog=options.examples(
        "cptracker actions add 'Report on dental checks' --plan strategy \\\n"
        "    --meeting cpp-2026-03-12 --owner 'Head of Service' --due 2026-06-30",
    ),
)
@click.argument("title")
@click.option("--meeting", required=True, metavar="REF",
              help="The meeting that raised it: its reference or its day.")  # fmt: skip
@click.option("--owner", metavar="ROLE", help="The role that owes it, not a person's name.")
@click.option("--due", type=days.DAY, metavar="DATE", help="The promised day.")
@click.option("--start", type=days.DAY, metavar="DATE", help="The day work starts.")
@click.option("--place", metavar="TEXT", help="Where it stands in the meeting's paper.")
@click.option("--priority", "priorities", type=int, multiple=True, metavar="N",
              help="A priority it serves; repeatable.")  # fmt: skip
@click.option("--deliverable", "deliverables", multiple=True, metavar="REF",
              help="A key deliverable it serves; repeatable.")  # fmt: skip
@click.option("--success-measure", "success_measures", multiple=True, metavar="REF",
              help="A success measure it serves; repeatable.")  # fmt: skip
@click.option("--recommendation", is_flag=True,
              help="What a panel asks of others; may go without owner and day.")  # fmt: skip
@click.option("--prefix", metavar="LETTERS",
              help="How the reference begins.  [default: as the body's others]")  # fmt: skip
@own_plan
@dry_run
def add_command(plan: Path, dry_run: bool, **new: Any) -> None:
    """Add an action with the next reference, and print it.

    References are never used twice, and what is added is never overwritten.
    """
    from cptracker.plan.editing.changes import NewAction, add_action

    edit = add_action(plan, NewAction(**new), dry_run=dry_run)
    report_edit(edit, dry_run)
    if not dry_run:
        click.echo(edit.ref)


@click.command(
    "update",
    epilog=options.examples(
        "cptracker actions update CPP-2026-03 --plan strategy \\\n"
        "    --by 'Head of Service' --note 'first draft' --forecast 2026-07-15",
        "cptracker actions update CPP-2026-03 --plan strategy --dry-run \\\n"
        "    --by 'Head of Service' --due 2026-09-30 --note 'waits for a contract'",
    ),
)
@click.argument("ref")
@with_options(NEWS)
@recorded
def update_command(ref: str, context: UpdateContext, **news: Any) -> None:
    """Record what is new of an action: news, a moved date, a blocker, the owner's own rating."""
    _update(ref, context, **news)


@click.command(
    "close",
    epilog=options.examples(
        "cptracker actions close CPP-2026-03 --plan strategy --by 'Head of Service' \\\n"
        "    --evidence 'Panel paper 7, June 2026'",
    ),
)
@click.argument("ref")
@click.option("--evidence", required=True, metavar="TEXT", help="Where it can be seen.")
@note
@recorded
def close_command(ref: str, context: UpdateContext, **news: Any) -> None:
    """Complete an action; that needs evidence."""
    _update(ref, context, status="complete", **news)


@click.command(
    "cancel",
    epilog=options.examples(
        "cptracker actions cancel CPP-2026-03 --plan strategy --by 'Panel chair' \\\n"
        "    --note 'the service has moved to the NHS'",
    ),
)
@click.argument("ref")
@click.option("--note", required=True, metavar="TEXT", help="Why it is no longer to be done.")
@click.option("--superseded", is_flag=True, help="Another action takes its place; name it.")
@recorded
def cancel_command(ref: str, context: UpdateContext, superseded: bool, **news: Any) -> None:
    """Cancel an action, saying who and why; it stays in the list."""
    _update(ref, context, status="superseded" if superseded else "cancelled", **news)


@click.command(
    "reopen",
    epilog=options.examples(
        "cptracker actions reopen CPP-2026-03 --plan strategy --by 'Panel chair' \\\n"
        "    --note 'the evidence was for another year'",
    ),
)
@click.argument("ref")
@click.option("--note", required=True, metavar="TEXT", help="Why it is not done after all.")
@recorded
def reopen_command(ref: str, context: UpdateContext, **news: Any) -> None:
    """Take a closed action up again."""
    _update(ref, context, status="in_progress", **news)


def report_edit(edit: "Edit", dry_run: bool) -> None:
    """What was written, or the difference it would make."""
    if dry_run:
        write(edit.diff)
    else:
        say(f"Written: {edit.path}")


def _update(ref: str, context: UpdateContext, **news: Any) -> None:
    from cptracker.model.actions import Update
    from cptracker.plan.editing.changes import update_action

    update = Update(date=context.day, by=context.by, **typed_news(news))
    today = current_day()
    report_edit(
        update_action(context.plan, ref, update, today=today, dry_run=context.dry_run),
        context.dry_run,
    )


def typed_news(news: dict[str, Any]) -> dict[str, Any]:
    """The words that were chosen, as the values they stand for."""
    from cptracker.model.actions import Colour, Status

    kinds = {"status": Status, "rating": Colour, "blocker_rating": Colour}
    return {
        name: kinds[name](value) if name in kinds and value else value
        for name, value in news.items()
    }
