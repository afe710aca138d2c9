"""Record that a recurring duty was done, and add a duty to a plan."""

from datetime import date
from pathlib import Path

from attrs import evolve

from cptracker.files.yaml_insertion import InsertionPoint
from cptracker.model.agenda import Duty, DutyDone
from cptracker.model.periods import long_date
from cptracker.model.plan import Plan
from cptracker.model.problems import UsageError
from cptracker.plan.editing.changes import entry_from
from cptracker.plan.editing.session import Edit, PlanChange, edit
from cptracker.plan.history.duties import find_duty


def add_duty(path: Path, duty: Duty, *, year: int, dry_run: bool = False) -> Edit:
    """Add a duty.

    Args:
        path: The plan's file or folder.
        duty: What is to be done again and again.
        year: The year by which a new file is named, where the plan's file is full.
        dry_run: Whether to leave everything as it is.

    Raises:
        PlanError: The plan has mistakes; nothing is written.
        UsageError: It does not fit the plan, such as a reference used twice, or cannot be written.
    """

    def decide(plan: Plan) -> PlanChange:
        if plan.source and not duty.place:
            raise UsageError(
                f"a duty of this plan says where it is written, for the plan is taken from "
                f"{plan.source}; give --place"
            )
        return PlanChange(
            ref=duty.ref,
            spot=InsertionPoint(top="duties"),
            entries=(entry_from(duty),),
            year=year,
            result=evolve(plan, duties=(*plan.duties, duty)),
        )

    return edit(path, decide, dry_run=dry_run)


def record_done(
    path: Path, words: str, done: DutyDone, *, today: date | None = None, dry_run: bool = False
) -> Edit:
    """Record that a duty was done on a day; the days recorded before stay.

    Args:
        path: The plan's file or folder.
        words: The duty's reference, its key deliverable, or words of its title.
        done: The day, and what is said of it.
        today: The day after which nothing can have been done; any if None.
        dry_run: Whether to leave everything as it is.

    Raises:
        PlanError: The plan has mistakes; nothing is written.
        UsageError: There is no such duty, it was done on a later day already, or the plan cannot
            be written.
    """
    if today and done.date > today:
        raise UsageError(f"{done.date} is still to come; a duty is recorded once it was done")
    return edit(path, lambda plan: _with_done(plan, words, done), dry_run=dry_run)


def _with_done(plan: Plan, words: str, done: DutyDone) -> PlanChange:
    duty = find_duty(plan, words)
    _follows(duty, done)
    after = evolve(duty, done=(*duty.done, done))
    return PlanChange(
        ref=duty.ref,
        spot=InsertionPoint(top="duties", ref=duty.ref, key="done"),
        entries=(entry_from(done),),
        year=done.date.year,
        result=evolve(plan, duties=tuple(after if each is duty else each for each in plan.duties)),
    )


def _follows(duty: Duty, done: DutyDone) -> None:
    """Days are added at the end, so each is later than those before it."""
    last = max((entry.date for entry in duty.done), default=None)
    if last == done.date:
        raise UsageError(f"`{duty.ref}` is recorded as done on {long_date(last)} already")
    if last and done.date < last:
        raise UsageError(
            f"`{duty.ref}` is recorded as done on {long_date(last)}, after {long_date(done.date)}\n"
            "    hint: write an earlier day into the plan's file by hand, above that entry"
        )
