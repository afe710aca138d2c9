"""The status of a plan: each success measure's latest figure, judged, beside what was published.

Every measure is computed once, however many success measures name it. A measure that fails costs
its own row and says why; the rest of the status stands.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import chain

from attrs import evolve

from cptracker.authoring.registry import Registry
from cptracker.benchmarking.reading import given_or_shipped
from cptracker.benchmarking.unknown_names import unknown_area_problems
from cptracker.engine.declared_sums import declared_sums
from cptracker.engine.shared_bases import related_of
from cptracker.model.arguments import (
    DayLike,
    EveryLike,
    Progress,
    choice_of,
    day_of,
    every_of,
    names_of,
    without_progress,
)
from cptracker.model.choices import MethodWord
from cptracker.model.comparisons import LoadedFigures, Method
from cptracker.model.figures import Rating
from cptracker.model.periods import current_day
from cptracker.model.plan import Plan, Priority, SuccessMeasure
from cptracker.model.problems import PlanError, Problem, UsageError
from cptracker.model.related import Cohorts, Related
from cptracker.plan.history.agenda import changes_since_last, paper_for
from cptracker.plan.history.deliverables import track_priority
from cptracker.plan.history.listing import last_areas, last_commentary, last_priority_commentary
from cptracker.plan.reading import LoadedPlan
from cptracker.plan.unplaced import unplaced_plan, without_unplaced
from cptracker.plan.values.reading import ValuesLike
from cptracker.records.records import Records
from cptracker.status.comparison import StatusOptions
from cptracker.status.consistency.checking import inconsistencies
from cptracker.status.gathering import StatusBuilder
from cptracker.status.problems import plan_problems
from cptracker.status.promises import (
    deliverable_status,
    later_changes,
    plan_as_written,
    promises_report,
)
from cptracker.status.report import (
    Indicator,
    PriorityStatus,
    Profile,
    StatusReport,
    SuccessMeasureStatus,
)
from cptracker.status.typed import join_typed, people_of, typed_sums

COUNTED = (Rating.RED, Rating.AMBER, Rating.GREEN, Rating.NO_TARGET, Rating.NO_DATA)


def build_status(
    plan: Plan | LoadedPlan,
    registry: Registry,
    records: Records | None,
    *,
    values: ValuesLike = (),
    as_at: DayLike | None = None,
    tracker_at: DayLike | None = None,
    every: EveryLike | None = None,
    priorities: Collection[int] | None = None,
    back: int | None = None,
    by: str | Iterable[str] = (),
    problems: Iterable[Problem] = (),
    progress: Progress | None = None,
    meeting: DayLike | None = None,
    also: Collection[str] = (),
    comparators: LoadedFigures | None = None,
    neighbours: MethodWord | Method = Method.MEAN,
) -> StatusReport:
    """How a plan stands on a day, with every problem that `cptracker status` tells of.

    Among them are what does not fit between plan, measures and records: names that nobody knows,
    targets that cannot rate their measure, promises, dates and words that contradict each other.

    Args:
        plan: What was promised: a plan, or from `read_plan` with the places of everything in it,
            so that each problem says at which file and line it is mended.
        registry: The measures that were found; those that the plan declares are added.
        records: What they are computed from; None where there are none, and values alone are typed.
        values: The values of the plan's typed measures: from `load_values`, or the files and
            folders that hold them. Of a value that was revised the one known on the tracker's day
            counts.
        as_at: The day to which figures are told; if None the last that the records cover, and
            without records the end of the last period for which a value is typed.
        tracker_at: The day for which actions, deliverables, commentary and meetings are told; if
            None `as_at` where that is given, else the meeting's day, else today.
        every: How often all measures are reported, such as `quarter`; each measure's own if None.
        priorities: The numbers of the priorities to show; all if None or empty.
        back: How many periods each series shows, the latest included; if None 36 months, 20
            quarters or 8 years.
        by: Breakdowns of the latest period, such as `sex`; a measure without one passes it over.
        problems: What was found wrong so far, to be told with the rest.
        progress: Told of each measure before it is computed.
        meeting: The day of a meeting for which the status shall be a paper.
        also: What measures over time are wanted beside the plan's: `appendix`, `scorecard`.
        comparators: Published figures from files, beside those of the plan, as `load_comparators`
            gives them; if None those of England and the region that ship with the package.
        neighbours: What is made of the neighbours' figures, their mean or their median.

    Returns:
        Exact figures, which are restricted, with everything that a report may show.

    Raises:
        PlanError: When the plan was read and cannot be used; carries its problems.
        UsageError: When something is asked for that there is not, or no period.

    Example:
        >>> import cptracker
        >>> plan, registry = cptracker.load_plan("strategy"), cptracker.find_measures()
        >>> records = cptracker.load_records(["records"])
        >>> report = cptracker.build_status(plan, registry, records, priorities=[7])
        >>> report.audience, len(report.priorities)
        ('restricted', 1)
        >>> loaded = cptracker.read_plan("strategy")  # so that problems name file and line
        >>> placed = cptracker.build_status(loaded, registry, records, priorities=[7])
        >>> len(placed.problems) == len(report.problems)
        True
    """
    loaded, plan = _loaded(plan)
    figures_day, met = day_of(as_at, "as_at"), day_of(meeting, "meeting")
    day = day_of(tracker_at, "tracker_at") or figures_day or met or current_day()
    chosen = _chosen(plan, priorities)
    joined = join_typed(loaded, registry, records, values, known_at=day)
    (loaded, plan), registry, records = _loaded(joined.loaded), joined.registry, joined.records
    options = StatusOptions(
        plan=plan,
        records=records,
        as_at=figures_day or records.as_at,
        tracker_at=day,
        every=every_of(every),
        back=back,
        by=names_of(by, "by"),
        comparators=given_or_shipped(comparators, plan, registry.measures),
        neighbours=choice_of(neighbours, Method, "neighbours"),
    )
    with records.turn():
        builder = _builder(loaded, registry, options, problems)
        builder.work_through(_measures(chosen), also, progress or without_progress)
        return _consistent(_report(builder, chosen, met, whole=not priorities), loaded, builder)


def _builder(
    loaded: LoadedPlan, registry: Registry, options: StatusOptions, problems: Iterable[Problem]
) -> StatusBuilder:
    """Before any measure is worked through, with what is wrong so far."""
    input_problems = _input_problems(loaded, registry, options.comparators)
    known = _once(problems, input_problems, options.records.problems)
    return StatusBuilder(registry=registry, options=options, problems=known)


def _loaded(plan: Plan | LoadedPlan) -> tuple[LoadedPlan, Plan]:
    """A plan with the places of what is in it, as far as they are known, and the plan alone."""
    if isinstance(plan, Plan):
        return unplaced_plan(plan), plan
    if plan.plan is None:
        raise PlanError(problems=plan.problems)
    return plan, plan.plan


def _input_problems(
    loaded: LoadedPlan, registry: Registry, comparators: LoadedFigures
) -> tuple[Problem, ...]:
    """What is wrong with published figures, with measures, and with a plan in the light of both."""
    unknown_areas = unknown_area_problems(loaded, comparators)
    of_plan = without_unplaced((*plan_problems(loaded, registry), *unknown_areas))
    return (*of_plan, *comparators.problems, *registry.problems)


def _consistent(report: StatusReport, loaded: LoadedPlan, builder: StatusBuilder) -> StatusReport:
    """A status that tells with its problems what does not fit together."""
    problems = inconsistencies(loaded, report, builder.registry, builder.options.records)
    return evolve(report, problems=(*report.problems, *without_unplaced(problems)))


def _report(
    builder: StatusBuilder, chosen: Sequence[Priority], meeting: date | None, *, whole: bool
) -> StatusReport:
    """What has come of the work, whole or for some priorities."""
    plan, day = builder.options.plan, builder.options.tracker_at
    changes = changes_since_last(plan, meeting or day, day)
    return StatusReport(
        **plan_as_written(plan),
        quotations=tuple(quotation for quotation in plan.quotations if quotation.date <= day),
        people=people_of(plan, builder.registry),
        only_priorities=() if whole else tuple(priority.number for priority in chosen),
        as_at=builder.options.as_at,
        tracker_at=day,
        later_changes=later_changes(plan, day),
        audience="restricted",
        example_data=builder.options.records.example,
        records=builder.options.records.sources,
        priorities=tuple(_priority(priority, builder.indicators, plan, day) for priority in chosen),
        problems=tuple(builder.problems),
        **promises_report(plan, day, [priority.number for priority in chosen]),
        meeting=None if meeting is None else paper_for(plan, changes, day),
        areas=last_areas(plan, day),
        since_last_meeting=changes,
        appendix=builder.appendix,
        related=relations(
            builder.cohorts, builder.indicators.values(), builder.appendix, builder.registry
        ),
    )


def _once(*problems: Iterable[Problem]) -> list[Problem]:
    return list(dict.fromkeys(chain(*problems)))


def _chosen(plan: Plan, numbers: Collection[int] | None) -> tuple[Priority, ...]:
    known = [priority.number for priority in plan.priorities]
    for number in numbers or ():
        if number not in known:
            raise UsageError(f"the plan has no priority {number}; it has {known[0]} to {known[-1]}")
    return tuple(
        priority for priority in plan.priorities if not numbers or priority.number in numbers
    )


def _measures(priorities: Iterable[Priority]) -> list[str]:
    successes = (success for priority in priorities for success in priority.success_measures)
    return list(dict.fromkeys(name for success in successes for name in success.measures))


def _priority(
    priority: Priority, indicators: dict[str, Indicator], plan: Plan, as_at: date
) -> PriorityStatus:
    successes = tuple(
        _success(success_measure, indicators, plan, as_at)
        for success_measure in priority.success_measures
    )
    ratings = Counter(
        indicator.judgement.rating for success in successes for indicator in success.indicators
    )
    return PriorityStatus(
        number=priority.number,
        title=priority.title,
        counts={rating: ratings[rating] for rating in COUNTED},
        deliverables=tuple(map(deliverable_status, track_priority(plan, priority, as_at))),
        success_measures=successes,
        young_people_said=priority.young_people_said,
        commentary=last_priority_commentary(plan, priority.number, as_at),
        statement=priority.statement,
        commitments=priority.commitments,
        lead=priority.lead,
    )


def _success(
    success: SuccessMeasure, indicators: dict[str, Indicator], plan: Plan, as_at: date
) -> SuccessMeasureStatus:
    return SuccessMeasureStatus(
        ref=success.ref,
        title=success.title,
        detail=success.detail,
        owner=success.owner,
        indicators=tuple(indicators[name] for name in success.measures),
        commentary=last_commentary(plan, success.ref, as_at),
    )


def relations(
    cohorts: Mapping[str, Collection[Cohorts]],
    indicators: Iterable[Indicator],
    appendix: Iterable[Profile],
    registry: Registry,
) -> tuple[Related, ...]:
    """All that follows for the measures of a report from each other."""
    infos = (*(part.info for part in indicators), *(part.series.info for part in appendix))
    return (*related_of(cohorts), *declared_sums(infos), *typed_sums(registry))
