"""Whether the records bear out what a plan states of the days that their tables cover."""

from collections.abc import Iterator

from cptracker.errors import Problem
from cptracker.loading import LoadedPlan
from cptracker.records import Records

HINT = "state the day to which the records at hand are complete, or delete it"


def of_statements(loaded: LoadedPlan, records: Records) -> Iterator[Problem]:
    """A problem at each `covers_to` that cannot hold; the table then covers what its dates show."""
    stated = loaded.plan.records if loaded.plan else ()
    held = records.stating(stated)
    for at, one in enumerate(stated):
        known = held.covers(one.table)
        for key, why in known.refused if known else ():
            place = loaded.places["records", str(at)]
            message = f"`{key}` of `{one.table}` {why}; it is not used"
            yield place.problem(message, HINT)
