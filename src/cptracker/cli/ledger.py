"""The ledger of published papers, as commands use it: where the plan is, and said on the screen."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from cptracker.cli.output import say

if TYPE_CHECKING:
    from cptracker.cli.options import Inputs
    from cptracker.disclosure.open_ledger import OpenLedger


def say_each(lines: Iterable[str]) -> None:
    """Say several lines, such as what was published otherwise."""
    for line in lines:
        say(line)


def open_ledger(
    sources: "Inputs", plan: str, *, example_data: bool, forget: str | None = None
) -> "OpenLedger | None":
    """The ledger of a plan, or none for the example records that come with the package.

    Typed values need no records: what is published of them is remembered as well.

    Raises:
        UsageError: When it was tampered with, or cannot be written beside the plan.
    """
    from cptracker.cli.inputs import without_records
    from cptracker.disclosure.open_ledger import opened_ledger

    if not sources.records and not without_records(sources):
        return None
    return opened_ledger(_folder(sources), plan, example_data=example_data, forget=forget)


def _folder(sources: "Inputs") -> Path:
    """Where the plan is; for a shipped one, the folder that is worked in."""
    from cptracker.disclosure.open_ledger import folder_of_plan

    return Path() if sources.plan is None else folder_of_plan(sources.plan)
