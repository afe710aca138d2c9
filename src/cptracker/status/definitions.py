"""The definition sheet of a measure, and whether the definition is still the approved one."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from attrs import frozen

from cptracker.authoring.fingerprints import fingerprint
from cptracker.authoring.measure import Measure
from cptracker.authoring.registry import Registry
from cptracker.authoring.typed import typed_function
from cptracker.engine.series import series
from cptracker.model.figures import Figure, Judgement, Series, SourceOfTable
from cptracker.model.measure_info import DefinitionApproval
from cptracker.model.periods import Every, Period, latest
from cptracker.model.plan import Plan
from cptracker.model.problems import Problem, ProblemKind, Severity
from cptracker.model.stated import Contradiction, StatedTarget
from cptracker.model.typed import TypedValue
from cptracker.plan.reading import LoadedPlan
from cptracker.rating.rate import rate_figure
from cptracker.rating.thresholds import target_in_force
from cptracker.records.records import Records

HINT = "`cptracker explain {}` shows it; put the new one to the panel, or bring the old one back"


def definition_approval(plan: Plan, measure: Measure) -> DefinitionApproval | None:
    """The fingerprint of a measure's definition beside the one agreed; None if it has none."""
    current = fingerprint(measure)
    if current is None:
        return None
    agreed = next(
        (
            agreed_definition
            for agreed_definition in plan.agreed_definitions
            if agreed_definition.measure == measure.identifier
        ),
        None,
    )
    if agreed is None:
        return DefinitionApproval(fingerprint=current)
    return DefinitionApproval(
        fingerprint=current, agreed=agreed.fingerprint, meeting=agreed.meeting
    )


def definition_change_in_words(approval: DefinitionApproval) -> str:
    """What every output says of a changed definition; empty where there is nothing to say."""
    return f"definition changed since {approval.meeting} agreed it" if approval.changed else ""


def approval_problems(loaded: LoadedPlan, registry: Registry) -> Iterator[Problem]:
    """A warning at each agreed definition that is not the measure's any more."""
    for at, agreed in enumerate(loaded.plan.agreed_definitions if loaded.plan else ()):
        measure = registry.measures.get(agreed.measure)
        approval = definition_approval(loaded.plan, measure) if loaded.plan and measure else None
        if approval is None or not approval.changed:
            continue
        place = loaded.places["agreed_definitions", str(at)]
        yield Problem(
            kind=ProblemKind.PLAN,
            severity=Severity.WARNING,
            path=place.path,
            line=place.line,
            column=place.column,
            message=f"`{agreed.measure}` is defined otherwise than {agreed.meeting} agreed it",
            hint=HINT.format(agreed.measure),
        )


PERIODS_SHOWN = 5
"""How many periods a sheet shows unless asked otherwise."""


@frozen(kw_only=True)
class NeededTable:
    """A table that the measure reads.

    Attributes:
        name: Its canonical name.
        columns: Those that the measure reads.
        source: Its rows and files; None where it is not there, or nobody knows.
    """

    name: str
    columns: tuple[str, ...]
    source: SourceOfTable | None


@frozen(kw_only=True)
class DefinitionSheet:
    """All that is to be known of a measure's definition.

    Attributes:
        measure: Its facts.
        serves: The references of the plan's success measures that it computes.
        approval: Its fingerprint, and the one agreed; None where its source cannot be had.
        tables: What it reads.
        lacks: Which of it the records do not have, in words.
        series: Its last periods, oldest first, with what is needed to protect them.
        judgements: Of each figure, by the target in force then.
        as_at: The day the figures are told for.
        example: Whether the records are made up.
        stated_targets: Targets that documents state for it; nothing is rated by them.
        contradictions: Where documents contradict each other about it.
        audience: `restricted` while its figures are exact, `public` once they are protected.
        typed: The values that were typed, where it is such a measure; never for the public.

    Example:
        >>> import cptracker
        >>> sheet = cptracker.explain("dental-checks", "records", plan="strategy", back=1)
        >>> sheet.measure.unit, sheet.lacks
        ('%', ())
    """

    measure: Measure
    serves: tuple[str, ...]
    approval: DefinitionApproval | None
    tables: tuple[NeededTable, ...]
    lacks: tuple[str, ...]
    series: Series
    judgements: tuple[Judgement, ...]
    as_at: date
    example: bool
    stated_targets: tuple[StatedTarget, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    audience: str = "restricted"
    typed: tuple[TypedValue, ...] | None = None

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Its last periods for everyone, oldest first."""
        return self.series.whole


def explain(
    measure: Measure,
    plan: Plan,
    records: Records,
    *,
    every: Every | None = None,
    back: int = PERIODS_SHOWN,
    as_at: date | None = None,
) -> DefinitionSheet:
    """A measure's definition sheet; nothing is computed but its own figures.

    Args:
        measure: What is explained.
        plan: Its targets, and what the panel agreed.
        records: What it is computed from.
        every: How often; the measure's own if None.
        back: How many periods are shown.
        as_at: The day it is told for; the records' own if None.

    Raises:
        MeasureError: When the plug-in fails.
    """
    records = records.stating(plan.records)
    day = as_at or records.as_at
    last = latest(every or measure.every, day)
    periods = [
        Period(last.last_month - last.every.step * ago, last.every) for ago in reversed(range(back))
    ]
    figure_series = series(measure, records, periods, as_at=day, distinct_children=True)
    typed = typed_function(measure)
    sources = {source.table: source for source in records.sources}
    return DefinitionSheet(
        measure=measure,
        serves=_serves(plan, measure.identifier),
        approval=definition_approval(plan, measure),
        tables=tuple(
            NeededTable(name=name, columns=tuple(columns), source=sources.get(name))
            for name, columns in measure.needs.items()
        ),
        lacks=records.lacks(measure.needs),
        series=figure_series,
        judgements=tuple(_judgement(measure, plan, figure) for figure in figure_series.whole),
        stated_targets=_about(plan.stated_targets, measure.identifier),
        contradictions=_about(plan.contradictions, measure.identifier),
        as_at=day,
        example=records.example,
        typed=typed.known if typed else None,
    )


def _judgement(measure: Measure, plan: Plan, figure: Figure) -> Judgement:
    target = target_in_force(plan.targets, measure.identifier, figure.period.end)
    return rate_figure(figure, measure.better, target, unit=measure.unit)


AboutMeasure = TypeVar("AboutMeasure", StatedTarget, Contradiction)


def _about(every: Iterable[AboutMeasure], name: str) -> tuple[AboutMeasure, ...]:
    return tuple(stated_target for stated_target in every if stated_target.measure == name)


def _serves(plan: Plan, name: str) -> tuple[str, ...]:
    return tuple(
        success.ref
        for priority in plan.priorities
        for success in priority.success_measures
        if name in success.measures
    )
