"""What must hold of the days that a plan states of tables of the records, by themselves.

Whether there is such a table, and whether the records bear it out, shows only beside the records.
"""

from collections.abc import Iterator

from cptracker.errors import Problem
from cptracker.loading.looking import mappings, readable, repeats, texts
from cptracker.loading.nodes import MapNode, Node
from cptracker.loading.scalars import date_of

DAYS = ("covers_from", "covers_to")


def check_records(nodes: list[Node]) -> Iterator[Problem]:
    """Every broken rule of the list `records`."""
    stated = mappings(nodes)
    tables = texts(one.entries.get("table") for one in stated)
    yield from repeats(tables, "the table `{}`", "state its days once")
    for one in stated:
        yield from _days(one)


def _days(one: MapNode) -> Iterator[Problem]:
    """At least one day is stated, and they are in order."""
    if "table" in one.keys and not any(key in one.keys for key in DAYS):
        message = "neither `covers_from` nor `covers_to` is stated of this table"
        yield one.place.problem(message, "add the last day to which it is complete: `covers_to`")
    first, last = (readable(one.entries.get(key), date_of) for key in DAYS)
    if first and last and last < first:
        message = f"`covers_to` {last} is before `covers_from` {first}"
        yield one.entries["covers_to"].place.problem(message, "correct one of the days")
