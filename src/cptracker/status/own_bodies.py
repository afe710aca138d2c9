"""The actions of a plan's own bodies: a panel's paper does not list what others were asked for."""

from collections.abc import Collection, Sequence

from attrs import evolve

from cptracker.model.actions import Status
from cptracker.model.problems import UsageError
from cptracker.model.rounding import ListDisplay
from cptracker.status.report import StatusReport
from cptracker.status.tracker_lines import ActionLine


def with_own_actions(report: StatusReport, bodies: Sequence[str] = ()) -> StatusReport:
    """The report with the actions and recommendations of some bodies, and how many were left out.

    Args:
        report: How a plan stands.
        bodies: Whose; in any case. Without any those that the plan names, else all.

    Raises:
        UsageError: When a body was asked for that raised nothing.
    """
    wanted = {body.casefold() for body in bodies or report.bodies}
    if not wanted or not report.action_list:
        return report
    raised = {line.meeting.body.casefold(): line.meeting.body for line in report.action_list}
    unknown = [body for body in bodies if body.casefold() not in raised]
    if unknown:
        names = ", ".join(f"`{body}`" for body in raised.values())
        raise UsageError(f"no body `{unknown[0]}` raised an action; there are {names}")
    lines = [line for line in report.action_list if line.meeting.body.casefold() in wanted]
    return evolve(
        report,
        action_list=ListDisplay(lines),
        actions=_counted(lines),
        actions_of_others=len(report.action_list) - len(lines),
    )


def _counted(lines: Collection[ActionLine]) -> dict[str, int] | None:
    """How many stand where; None where there are none at all."""
    if not lines:
        return None
    is_open = [not Status(line.status).closed for line in lines]
    return {
        "open": sum(is_open),
        "overdue": sum(line.word == "overdue" for line in lines),
        "complete": sum(Status(line.status) is Status.COMPLETE for line in lines),
        "closed_since_last_meeting": len(lines)
        - sum(is_open)
        - sum(line.long_closed for line in lines),
    }
