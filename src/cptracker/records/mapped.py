"""What a mapping says of tables: what files call their columns, and which days they cover."""

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import evolve, field, frozen

from cptracker.errors import Problem
from cptracker.records.covers import Stated, day_written, stated_days
from cptracker.records.faults import fault
from cptracker.records.formats import COVERS

MAPPING = "<mapping>"

TableMapping = Mapping[str, Mapping[str, str | date]]
"""For each canonical table the name in the files by canonical column; a day for `covers_from` and
`covers_to`."""

DAY_HINT = "write the day to which, or from which, the table is complete"


@frozen(kw_only=True)
class Mapped:
    """A mapping, taken apart.

    Attributes:
        names: For each table the name in the files by canonical column.
        stated: For each table of which it is stated the days that it covers.
        problems: What is wrong with these days.
    """

    names: Mapping[str, Mapping[str, str]] = field(factory=dict)
    stated: Mapping[str, Stated] = field(factory=dict)
    problems: tuple[Problem, ...] = ()


def mapped(mapping: TableMapping | None) -> Mapped:
    """The names of columns and the days that a mapping states, apart from each other."""
    names, stated, problems = {}, {}, []
    for table, columns in (mapping or {}).items():
        names[table] = {name: str(text) for name, text in columns.items() if name not in COVERS}
        given = {name: columns[name] for name in COVERS if name in columns}
        days = {name: _day(value) for name, value in given.items()}
        wrong = list(day_faults(table, days))
        problems += [fault(MAPPING, message, hint=DAY_HINT) for _, message in wrong]
        if given and not wrong:
            stated[table] = evolve(stated_days(days), path=MAPPING)
    return Mapped(names=names, stated=stated, problems=tuple(problems))


def day_faults(table: str, days: Mapping[str, date | None]) -> Iterator[tuple[str, str]]:
    """What is wrong with days that are stated of a table: which of them, and why.

    Args:
        table: Its canonical name.
        days: `covers_from` and `covers_to` as far as they are given; None if they are no days.
    """
    for name, day in days.items():
        if day is None:
            yield name, f"`{name}` of `{table}` must be a date such as 2026-03-31"
    first, last = days.get("covers_from"), days.get("covers_to")
    if first and last and last < first:
        yield "covers_to", f"`covers_to` of `{table}` is before its `covers_from`"


def _day(value: str | date) -> date | None:
    return day_written(value) if isinstance(value, str) else date(*value.timetuple()[:3])
