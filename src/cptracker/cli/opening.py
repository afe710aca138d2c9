"""What commands work on: plan, measures and records, where the user or the defaults point."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from cptracker.cli.output import say

if TYPE_CHECKING:
    from cptracker.cli.options import Sources
    from cptracker.cli.waiting import Waiting
    from cptracker.comparisons import LoadedFigures, Method
    from cptracker.loading import LoadedPlan
    from cptracker.model import Plan
    from cptracker.records import Records
    from cptracker.registry import Registry

    class Compared(TypedDict):
        """What `build_status` wants to know of comparators."""

        comparators: LoadedFigures
        neighbours: Method


HERE = Path("records")


def open_plan(sources: "Sources") -> "LoadedPlan":
    """The plan the user named, else the shipped one, with all its problems."""
    from cptracker.bundled import bundled
    from cptracker.loading import read_plan

    return read_plan(sources.plan or bundled("strategy"))


def open_plans(sources: "Sources") -> "list[tuple[LoadedPlan, Plan]]":
    """Each plan the user named, or the shipped one, as it was read and as it is.

    Raises:
        PlanError: One of them cannot be used; carries the problems of all.
    """
    from cptracker.errors import PlanError

    found = [open_plan(each) for each in sources.each()]
    if any(loaded.plan is None for loaded in found):
        raise PlanError(problems=[problem for loaded in found for problem in loaded.problems])
    return [(loaded, loaded.plan) for loaded in found if loaded.plan]


def open_records(
    sources: "Sources", waiting: "Waiting", plans: "Iterable[Plan | None] | None" = None
) -> "Records":
    """The records the user named, else `./records`, else the example records.

    Args:
        sources: What the user named.
        waiting: Told of each file.
        plans: The plans, which may state what days the records cover; read if None. A plan that
            cannot be used states nothing.

    Raises:
        RecordsError: When there is nothing that can be read.
        UsageError: When the engine is not installed.
    """
    from cptracker.mapping import read_ids, read_mapping, read_stated
    from cptracker.records import load_records

    records = load_records(
        sources.records or _default_records(),
        engine=sources.engine,
        year=sources.year,
        mapping=read_mapping(sources.mapping) if sources.mapping else None,
        ids=read_ids(sources.mapping) if sources.mapping else (),
        as_returned=sources.as_returned,
        progress=waiting.file,
    )
    if sources.mapping:
        records = records.with_stated(read_stated(sources.mapping))
    known = [open_plan(each).plan for each in sources.each()] if plans is None else plans
    return records.stating(stated for plan in known if plan for stated in plan.records)


def open_comparators(sources: "Sources", plan: "Plan", registry: "Registry") -> "Compared":
    """What a plan is compared with: the files that the user named, and how neighbours are taken."""
    from cptracker.comparing import load_comparators
    from cptracker.comparisons import Method

    return {
        "comparators": load_comparators(sources.comparators, plan, registry.measures),
        "neighbours": Method(sources.neighbours),
    }


def _default_records() -> list[Path]:
    from cptracker.bundled import PACKAGE

    if HERE.exists():
        return [HERE]
    say("No --records given and no folder ./records: these are the example records.")
    return [PACKAGE / "example_records"]
