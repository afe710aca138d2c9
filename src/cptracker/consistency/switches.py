"""What a plan switches off by one word: the protection of its papers, a check for everything."""

from collections.abc import Iterator

from cptracker.checks import Check
from cptracker.consistency.findings import Finding
from cptracker.model import Plan, Protection
from cptracker.tracking.rating import months_after


def of_switches(plan: Plan) -> Iterator[Finding]:
    """Each switch that is off without a bound."""
    if plan.protection is Protection.NONE:
        message = "`protection: none` leaves small numbers open in papers for the public"
        at = ("plan", "protection")
        yield Finding(check=Check.PAPERS_UNPROTECTED, ref="", at=at, message=message)
    longest = plan.check_thresholds.off_months
    for at_off, one in enumerate(plan.checks_off):
        if one.refs:
            continue
        if one.until is None:
            message = f"`{one.check}` is off for everything, and without end"
        elif one.until > months_after(one.date, longest):
            message = f"`{one.check}` is off for everything, for more than {longest} months"
        else:
            continue
        yield Finding(
            check=Check.CHECK_OFF_FOR_EVERYTHING,
            ref="",
            at=("checks_off", str(at_off)),
            message=message,
        )
