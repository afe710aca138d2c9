"""What is derived from the records, each table once and only when it is asked for.

Written against Narwhals from the definitions, so that each engine gives the same rows. Open ends
are `FAR_DAY`. What codes tell of a placement is put into groups last, since few ask for it.
"""

from collections.abc import Callable
from functools import partial

from cptracker.records.care import looked_after, looked_after_for, spells_of_care, tangled_children
from cptracker.records.chains import (
    chained_episodes,
    ends_of_care,
    periods_of_care,
    placements,
    starts_of_care,
)
from cptracker.records.children import care_leavers, child_facts, outcomes
from cptracker.records.days import Frame
from cptracker.records.groups import leaving_groups, placement_groups
from cptracker.records.sources import Source

DERIVED: dict[str, Callable[[Source], Frame]] = {
    "child_facts": child_facts,
    "spells_of_care": spells_of_care,
    "tangled_children": tangled_children,
    "chained_episodes": chained_episodes,
    "periods_of_care": periods_of_care,
    "starts_of_care": starts_of_care,
    "ends_of_care": ends_of_care,
    "placements": placements,
    "looked_after": looked_after,
    "looked_after_12_months": partial(looked_after_for, months=12),
    "looked_after_30_months": partial(looked_after_for, months=30),
    "outcomes": outcomes,
    "care_leavers": care_leavers,
}
"""Tables made from those that were read; `outcomes` and `care_leavers` are enriched."""

_WITH_GROUPS = {
    "spells_of_care",
    "periods_of_care",
    "starts_of_care",
    "ends_of_care",
    "looked_after",
    "looked_after_12_months",
    "looked_after_30_months",
}


def derive(name: str, records: Source) -> Frame:
    """A derived table, held, with the groups of its placement's codes if it has them."""
    held = records.engine.keep(DERIVED[name](records))
    if name == "ends_of_care":
        held = held.with_columns(**leaving_groups())
    return held.with_columns(**placement_groups()) if name in _WITH_GROUPS else held
