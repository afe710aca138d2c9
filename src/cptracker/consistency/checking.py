"""All checks together: what they find, less what the plan has switched off, each at its place."""

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve

from cptracker.checks import CHECKS
from cptracker.computing import series
from cptracker.consistency.commentary import Computed, of_commentary
from cptracker.consistency.findings import Finding
from cptracker.consistency.promises import of_promises
from cptracker.consistency.statements import of_statements
from cptracker.errors import Kind, MeasureError, Problem
from cptracker.loading import LoadedPlan
from cptracker.periods import Period
from cptracker.records import Records
from cptracker.registry import Registry
from cptracker.results import Figure
from cptracker.standing import StatusReport


def inconsistencies(
    loaded: LoadedPlan, report: StatusReport, registry: Registry, records: Records
) -> tuple[Problem, ...]:
    """What does not fit between the promises of a plan, its figures and what is said of them.

    Args:
        loaded: The plan as it was read.
        report: Its status; the day it is told for is the day of the checks.
        registry: The measures, for stated figures of periods that the report does not show.
        records: What they are computed from.
    """
    if loaded.plan is None:
        return ()
    records = records.stating(loaded.plan.records)
    said = of_commentary(loaded.plan, report, _computed(report, registry, records))
    found = [*of_promises(loaded.plan, report.as_at), *said]
    return (*of_statements(loaded, records), *_problems(loaded, found, report.as_at))


def promise_faults(loaded: LoadedPlan, as_at: date) -> tuple[Problem, ...]:
    """What does not fit between the promises alone, where there are no records to compute from."""
    if loaded.plan is None:
        return ()
    return tuple(_problems(loaded, of_promises(loaded.plan, as_at), as_at))


def consistent(
    report: StatusReport, loaded: LoadedPlan, registry: Registry, records: Records
) -> StatusReport:
    """A status that tells with its problems what does not fit together."""
    found = inconsistencies(loaded, report, registry, records)
    return evolve(report, problems=(*report.problems, *found))


def _problems(loaded: LoadedPlan, found: Iterable[Finding], day: date) -> Iterator[Problem]:
    """In the order of the checks; each check's in the plan's order."""
    off = loaded.plan.checks_off if loaded.plan else ()
    order = list(CHECKS)
    for one in sorted(found, key=lambda finding: order.index(finding.check)):
        if not any(each.covers(one.check, one.ref, day) for each in off):
            yield _problem(loaded, one)


def _problem(loaded: LoadedPlan, one: Finding) -> Problem:
    about = CHECKS[one.check]
    place = loaded.places.get(one.at)
    return Problem(
        kind=Kind.PLAN,
        path=place.path if place else loaded.path,
        line=place.line if place else None,
        column=place.column if place else None,
        message=f"{one.message} [{one.check}]",
        hint=one.hint or about.hint,
        severity=one.severity or about.severity,
    )


def _computed(report: StatusReport, registry: Registry, records: Records) -> Computed:
    """Looks a figure up in the report, and computes it where it is not shown."""
    shown = {
        (one.measure, figure.period.key): figure
        for priority in report.priorities
        for success in priority.success_measures
        for one in success.indicators
        for figure in one.series
    }

    def find(name: str, period: Period) -> Figure | None:
        measure = registry.measures.get(name)
        if measure is None or (name, period.key) in shown:
            return shown.get((name, period.key))
        try:
            return series(measure, records, [period], as_at=report.as_at).whole[-1]
        except MeasureError:  # told where the measure is run
            return None

    return find
