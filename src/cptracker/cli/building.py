"""The status of each plan that was asked for, as every command that shows one needs it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from cptracker.cli.opening import open_comparators, open_plan, open_plans, open_records
from cptracker.cli.output import say

if TYPE_CHECKING:
    from cptracker.cli.options import Sources
    from cptracker.cli.waiting import Waiting
    from cptracker.errors import Problem
    from cptracker.registry import Registry
    from cptracker.standing import StatusReport


def build_statuses(
    sources: "Sources", waiting: "Waiting", every: str | None, **asked: Any
) -> "list[StatusReport]":
    """The exact status of each plan, with what does not fit together in it.

    Args:
        sources: What is worked on.
        waiting: Told of each step.
        every: How often measures are reported; each measure's own if None.
        asked: What else `build_status` shall do.

    Raises:
        PlanError: When a plan cannot be used; carries the problems of all.
        RecordsError: When there is nothing that can be read.
        UsageError: When something is asked for that is not there.
    """
    from cptracker.comparing import area_faults
    from cptracker.consistency import consistent
    from cptracker.faults import plan_faults
    from cptracker.isolation import find_measures
    from cptracker.periods import Every
    from cptracker.status import build_status

    waiting.say("Reading the plan")
    plans = open_plans(sources)
    registry = find_measures(sources.measures, time_limit=sources.time_limit)
    held = open_records(sources, waiting, [plan for _, plan in plans])
    reports = []
    for loaded, plan in plans:
        compared = open_comparators(sources, plan, registry)
        unknown = area_faults(loaded, compared["comparators"])
        report = build_status(
            plan,
            registry,
            held,
            as_at=sources.as_at,
            every=Every(every) if every else None,
            problems=(*plan_faults(loaded, registry), *unknown),
            progress=waiting.measure,
            **compared,
            **asked,
        )
        reports.append(consistent(report, loaded, registry, held))
    return reports


def say_changed(sources: "Sources", registry: "Registry", names: "Iterable[str]") -> None:
    """Say of each of these measures that it is not defined as the plan's panel agreed it.

    A plan that cannot be used stops nothing here: only what it agreed is asked of it.
    """
    from cptracker.agreeing import agreement, in_words

    plan = open_plan(sources).plan
    for name in names if plan and plan.agreed_definitions else ():
        measure = registry.measures.get(name)
        found = agreement(plan, measure) if plan and measure else None
        if found and found.changed:
            say(f"{name}: {in_words(found)}")


def problems_of(reports: "list[StatusReport]") -> "list[Problem]":
    """The problems of all plans, those of measures and records once."""
    return list(dict.fromkeys(one for report in reports for one in report.problems))
