"""Many measures over periods and groups: what `values` shows."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from difflib import get_close_matches

from attrs import frozen

from cptracker.authoring.measure import Measure
from cptracker.authoring.registry import Registry
from cptracker.engine.groups import check_breakdown
from cptracker.engine.regional import regional_series
from cptracker.model.arguments import Progress, without_progress
from cptracker.model.figures import Figure, MissingReason, Series
from cptracker.model.periods import Every, Period, between, from_key, latest, long_date
from cptracker.model.plan import Plan
from cptracker.model.problems import MeasureError, Problem, UsageError
from cptracker.records.formats import LA
from cptracker.records.records import Records

REFERENCE = re.compile(r"[0-9]+\.[0-9]+")
"""A success measure's, such as `7.3`; no measure is called so."""


@frozen(kw_only=True)
class ValuesQuery:
    """What is asked of the measures.

    Attributes:
        names: Identifiers; all measures if empty, with a breakdown all that allow it.
        every: How often; each measure's own if None.
        first: Periods that end on this day or later; only the latest period if None.
        last: Periods that end on this day or before; `as_at` if None.
        by: Breakdowns, each a name or several crossed such as `sex+age_group`.
        as_at: The day the values are told for; the records' own if None.
        distinct_children: Whether to count those behind rows, which protection asks for.
    """

    names: Sequence[str] = ()
    every: Every | None = None
    first: date | None = None
    last: date | None = None
    by: Sequence[str] = ()
    as_at: date | None = None
    distinct_children: bool = False


def tabulate(
    registry: Registry, records: Records, query: ValuesQuery, progress: Progress = without_progress
) -> tuple[tuple[Series, ...], tuple[Problem, ...]]:
    """The series asked for, and what the plug-ins did wrong on the way.

    A plug-in that fails gives figures that are not computable and say why.

    Raises:
        UsageError: When there is no such measure, period or breakdown.
    """
    as_at = query.as_at or records.as_at
    for breakdown in query.by:
        check_breakdown(breakdown)
    measures = _chosen(registry, query)
    series_list: list[Series] = []
    problems: list[Problem] = []
    for done, measure in enumerate(measures):
        progress(measure.identifier, done, len(measures))
        periods = periods_of(query.every or measure.every, query, as_at)
        try:
            series_list.append(
                regional_series(
                    measure,
                    records,
                    periods,
                    query.by,
                    as_at=as_at,
                    distinct_children=query.distinct_children,
                )
            )
        except MeasureError as error:
            problems.extend(error.problems)
            series_list.append(_failed(measure, periods, error.problems[0].message))
    return tuple(series_list), tuple(problems)


def _chosen(registry: Registry, query: ValuesQuery) -> list[Measure]:
    if query.names:
        return [named_measures(name, registry) for name in dict.fromkeys(query.names)]
    wanted = {part for breakdown in query.by for part in breakdown.split("+")} - {LA}
    measures = registry.measures.values()
    allowed = [measure for measure in measures if wanted <= set(measure.by)]
    if not allowed:
        raise UsageError(f"no measure can be broken down by {', '.join(query.by)}")
    return allowed


def named_measures(name: str, registry: Registry) -> Measure:
    """The measure of this name.

    Raises:
        UsageError: When there is none; the message names the nearest.
    """
    if name in registry.measures:
        return registry.measures[name]
    matches = get_close_matches(name, registry.measures, n=1)
    hint = f"did you mean `{matches[0]}`?" if matches else "`cptracker measures` lists them"
    raise UsageError(f"there is no measure `{name}`; {hint}")


def measures_of_reference(ref: str, plan: Plan) -> tuple[str, ...]:
    """The measures of a success measure of a plan.

    Raises:
        UsageError: When there is none of this reference.
    """
    success_measures = [
        success for priority in plan.priorities for success in priority.success_measures
    ]
    for success in success_measures:
        if success.ref == ref:
            return success.measures
    refs = ", ".join(success.ref for success in success_measures)
    raise UsageError(f"the plan has no success measure {ref}; it has {refs}")


def period_from(key: str) -> Period:
    """The period with this key, such as `202425`, `202425Q2` or `2025-03`.

    Raises:
        UsageError: When there is none.
    """
    try:
        return from_key(key)
    except (ValueError, IndexError):
        form = "write 202425, 202425Q2, 2025-03, 202425AY or 2025-03T12"
        raise UsageError(f"there is no period `{key[:20]}`; {form}") from None


def periods_of(every: Every, query: ValuesQuery, as_at: date) -> Sequence[Period]:
    """The periods asked for, of one kind.

    Raises:
        UsageError: When none ends between the days.
    """
    last = query.last or as_at
    if query.first is None:
        return [latest(every, last)]
    periods = between(every, query.first, last)
    if not periods:
        days = f"{long_date(query.first)} and {long_date(last)}"
        raise UsageError(f"no period ({every}) ends between {days}")
    return periods


def _failed(measure: Measure, periods: Sequence[Period], note: str) -> Series:
    return Series(
        info=measure.info,
        figures=tuple(_not_computable(periods, note)),
    )


def _not_computable(periods: Sequence[Period], note: str) -> Iterator[Figure]:
    for period in periods:
        yield Figure(period=period, missing_reason=MissingReason.NOT_COMPUTABLE, note=note)
