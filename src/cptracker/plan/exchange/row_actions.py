"""One row of a tracker as an action, with its updates."""

from cptracker.model.actions import Action
from cptracker.model.plan import Plan
from cptracker.plan.exchange.dates import is_undated
from cptracker.plan.exchange.row_updates import read_updates
from cptracker.plan.exchange.rows import RowReader

NEEDED = ("title", "owner", "due")


def read_action(reader: RowReader) -> Action | None:
    """The action of a row; without a reference in the plan's form its `ref` is empty.

    None if something is wrong, which the reader then holds.
    """
    plan, cell = reader.settings.plan, reader.cell
    meeting = reader.meeting()
    for name in ("title",) if reader.settings.recommendation else NEEDED:
        if not cell(name):
            reader.wrong(name, "is empty", "fill it")
    undated = cell("due") if is_undated(cell("due")) else None
    due = None if undated else reader.day("due")
    start, owner = reader.day("start"), reader.owner()
    if meeting and due and due < meeting.date:
        reader.wrong("due", f"is before the meeting that raised it ({meeting.date})")
    updates = read_updates(reader, meeting, owner)
    numbers = {str(priority.number) for priority in plan.priorities}
    priorities = tuple(int(number) for number in reader.links("priorities", numbers))
    deliverables = tuple(reader.links("deliverables", _refs(plan, "deliverables")))
    measures = tuple(reader.links("success_measures", _refs(plan, "success_measures")))
    if reader.problems or meeting is None:
        return None
    return Action(
        ref=reader.ref, title=cell("title"), meeting=meeting.ref, owner=owner or None, due=due,
        undated=undated, also_known_as=reader.other_numbers, start=start,
        place=cell("place") or None, priorities=priorities, deliverables=deliverables,
        success_measures=measures, updates=updates,
    )  # fmt: skip


def _refs(plan: Plan, kind: str) -> set[str]:
    return {promise.ref for priority in plan.priorities for promise in getattr(priority, kind)}
