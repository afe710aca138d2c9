"""Set a target of a measure from a day on; an older target stays, and judges the periods before."""

from pathlib import Path

from attrs import evolve

from cptracker.files.yaml_insertion import InsertionPoint
from cptracker.model.plan import Plan
from cptracker.model.problems import UsageError, near_miss
from cptracker.model.targets import Target
from cptracker.plan.editing.changes import entry_from
from cptracker.plan.editing.session import Edit, PlanChange, edit


def add_target(path: Path, target: Target, *, dry_run: bool = False) -> Edit:
    """Add a target.

    Args:
        path: The plan's file or folder.
        target: Its `measure` is a measure's identifier, or the reference of a success measure that
            has one measure alone.
        dry_run: Whether to leave everything as it is.

    Raises:
        PlanError: The plan has mistakes; nothing is written.
        UsageError: No success measure has this measure, the numbers make no target, or the plan
            cannot be written.
    """
    return edit(path, lambda plan: _addition(plan, target), dry_run=dry_run)


def _addition(plan: Plan, target: Target) -> PlanChange:
    named = evolve(target, measure=_measure(plan, target.measure))
    return PlanChange(
        ref=named.measure,
        spot=InsertionPoint(top="targets"),
        entries=(entry_from(named),),
        year=named.since.year,
        result=evolve(plan, targets=(*plan.targets, named)),
    )


def _measure(plan: Plan, name: str) -> str:
    """The measure that is meant by its identifier or by the reference of its success measure."""
    if name in plan.measures:
        return name
    by_ref = {
        success.ref: success.measures
        for priority in plan.priorities
        for success in priority.success_measures
    }
    measures = by_ref.get(name)
    if measures is not None and len(measures) == 1:
        return measures[0]
    if measures:
        raise UsageError(f"{name} has several measures; name one: {', '.join(measures)}")
    guess = near_miss(name, plan.measures)
    suggestion = f"; did you mean {guess}?" if guess else "; `measures` lists them"
    raise UsageError(f"no success measure of the plan has the measure {name}{suggestion}")
