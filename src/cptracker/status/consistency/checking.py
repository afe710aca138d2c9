"""All checks of consistency together: what they find, less what the plan has switched off."""

from collections.abc import Iterable, Iterator
from datetime import date

from cptracker.authoring.registry import Registry
from cptracker.engine.series import series
from cptracker.model.checks import CHECKS, Check
from cptracker.model.figure_keys import FigureKey, figure_key_of
from cptracker.model.figures import Figure
from cptracker.model.periods import Period, current_day
from cptracker.model.plan import Plan, Protection
from cptracker.model.problems import MeasureError, Problem, ProblemKind
from cptracker.plan.places import nearest_place
from cptracker.plan.reading import LoadedPlan
from cptracker.rating.promises import months_after
from cptracker.records.records import Records
from cptracker.status.consistency.commentary import of_commentary, of_words
from cptracker.status.consistency.days import of_days, of_order
from cptracker.status.consistency.effects import of_effects
from cptracker.status.consistency.findings import ConsistencyFinding, values_of
from cptracker.status.consistency.known_figures import (
    Computed,
    KnownFigures,
    known_of,
    of_statements,
)
from cptracker.status.consistency.names import of_names
from cptracker.status.consistency.numbers import of_numbers
from cptracker.status.consistency.promises import of_promises
from cptracker.status.consistency.references import of_references
from cptracker.status.consistency.targets import of_targets
from cptracker.status.report import StatusReport


def switch_problems(plan: Plan) -> Iterator[ConsistencyFinding]:
    """Each switch that is off without a bound."""
    if plan.protection is Protection.NONE:
        message = "`protection: none` leaves small numbers open in papers for the public"
        at = ("plan", "protection")
        yield ConsistencyFinding(check=Check.PAPERS_UNPROTECTED, ref="", at=at, message=message)
    longest = plan.check_thresholds.off_months
    for at_off, check_off in enumerate(plan.checks_off):
        if check_off.refs:
            continue
        if check_off.until is None:
            message = f"`{check_off.check}` is off for everything, and without end"
        elif check_off.until > months_after(check_off.date, longest):
            message = f"`{check_off.check}` is off for everything, for more than {longest} months"
        else:
            continue
        yield ConsistencyFinding(
            check=Check.CHECK_OFF_FOR_EVERYTHING,
            ref="",
            at=("checks_off", str(at_off)),
            message=message,
        )


def inconsistencies(
    loaded: LoadedPlan,
    report: StatusReport,
    registry: Registry,
    records: Records,
    today: date | None = None,
) -> tuple[Problem, ...]:
    """What does not fit between the promises of a plan, its figures and what is said of them.

    Args:
        loaded: The plan as it was read.
        report: Its status; the day of its tracker is the day of the checks.
        registry: The measures, for stated figures of periods that the report does not show.
        records: What they are computed from.
        today: The last day of which anything can be known; the calendar's if None.
    """
    plan = loaded.plan
    if plan is None:
        return ()
    records = records.stating(plan.records)
    figures = known_of(plan, registry, report)
    findings = [
        *of_promises(plan, report.tracker_at),
        *of_commentary(plan, report, _computed(report, registry, records)),
        *_of_plan(plan, figures, report.tracker_at, today),
    ]
    return (*of_statements(loaded, records), *_problems(loaded, findings, report.tracker_at))


def promise_faults(
    loaded: LoadedPlan, as_at: date, registry: Registry | None = None, today: date | None = None
) -> tuple[Problem, ...]:
    """What does not fit in the plan alone, where there are no records to compute from.

    Args:
        loaded: The plan as it was read.
        as_at: The day of the checks.
        registry: The measures that were found, whose units and directions numbers are held against.
        today: The last day of which anything can be known; the calendar's if None.
    """
    plan = loaded.plan
    if plan is None:
        return ()
    figures = known_of(plan, registry, None)
    findings = [*of_promises(plan, as_at), *_of_plan(plan, figures, as_at, today)]
    return tuple(_problems(loaded, findings, as_at))


def _of_plan(
    plan: Plan, figures: KnownFigures, as_at: date, today: date | None
) -> Iterator[ConsistencyFinding]:
    """What is most likely a slip in the plan's own numbers, days, names and switches."""
    last = max(as_at, today or current_day())
    values = tuple(values_of(plan))
    yield from of_numbers(plan, figures, values)
    yield from of_targets(plan, figures)
    yield from of_days(plan, values, last)
    yield from of_order(plan)
    yield from of_references(plan)
    yield from of_names(plan, values)
    yield from of_words(plan)
    yield from of_effects(plan, figures, as_at)
    yield from switch_problems(plan)


def _problems(
    loaded: LoadedPlan, findings: Iterable[ConsistencyFinding], day: date
) -> Iterator[Problem]:
    """In the order of the checks; each check's in the plan's order."""
    off = loaded.plan.checks_off if loaded.plan else ()
    order = list(CHECKS)
    for consistency_finding in sorted(findings, key=lambda finding: order.index(finding.check)):
        always = consistency_finding.check is Check.CHECK_OFF_FOR_EVERYTHING
        if always or not any(
            check_off.covers(consistency_finding.check, consistency_finding.ref, day)
            for check_off in off
        ):
            yield _problem(loaded, consistency_finding)


def _problem(loaded: LoadedPlan, finding: ConsistencyFinding) -> Problem:
    about = CHECKS[finding.check]
    place = nearest_place(loaded.places, finding.at)
    return Problem(
        kind=ProblemKind.PLAN,
        path=place.path if place else loaded.path,
        line=place.line if place else None,
        column=place.column if place else None,
        message=f"{finding.message} [{finding.check}]",
        hint=finding.hint or about.hint,
        severity=finding.severity or about.severity,
    )


def _computed(report: StatusReport, registry: Registry, records: Records) -> Computed:
    """Looks a figure up in the report, and computes it where it is not shown."""
    shown = {
        figure_key_of(indicator.measure, figure): figure
        for priority in report.priorities
        for success in priority.success_measures
        for indicator in success.indicators
        for figure in indicator.series
    }

    def find(name: str, period: Period) -> Figure | None:
        measure = registry.measures.get(name)
        key = FigureKey(name, period.key)
        if measure is None or key in shown:
            return shown.get(key)
        try:
            return series(measure, records, [period], as_at=report.as_at).whole[-1]
        except MeasureError:  # told where the measure is run
            return None

    return find
