"""Problems for people who will mend them: alike ones together, each with the place to click."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from attrs import frozen

from cptracker.errors import EXIT_CODES, Kind, Problem, Severity
from cptracker.records.covers import Covers, days_covered
from cptracker.reports import phrases
from cptracker.reports.status_json import problem_document
from cptracker.reports.text import Pen, counted, pen_for

OWN_USE = "RESTRICTED: for those who mend the records, not for publication"
"""What a file of problems says of itself: its lines lead to children's rows."""

EMPTY: Mapping[str, Covers | None] = MappingProxyType({})

FIRST_LINES = 3
"""How many lines are named of a problem that stands in many."""


@frozen(kw_only=True)
class Group:
    """Problems of one file that say the same.

    Attributes:
        first: The first of them.
        count: For how many places they stand.
        lines: The first lines they stand in.
    """

    first: Problem
    count: int
    lines: Sequence[int]


def grouped(problems: Iterable[Problem]) -> list[Group]:
    """Alike problems of records together: errors first, then by kind and in the order of finding.

    Those of plan and measures stay apart, since each is mended by itself.
    """
    found: dict[tuple[object, ...], list[Problem]] = {}
    for one in sorted(problems, key=_rank):
        where = () if one.kind is Kind.RECORDS else (one.line, one.column)
        key = (one.kind, one.path, *where, one.severity, one.message, one.hint)
        found.setdefault(key, []).append(one)
    return [_group(alike) for alike in found.values()]


def _rank(problem: Problem) -> tuple[bool, int]:
    return problem.severity is not Severity.ERROR, list(Kind).index(problem.kind)


def _group(alike: Sequence[Problem]) -> Group:
    lines = sorted({problem.line for problem in alike if problem.line is not None})
    return Group(first=alike[0], count=sum(problem.count for problem in alike), lines=lines)


def exit_code(problems: Iterable[Problem]) -> int:
    """The exit code of the first part that has an error: plan, measures, records; else 0."""
    kinds = {problem.kind for problem in problems if problem.severity is Severity.ERROR}
    return next((EXIT_CODES[kind] for kind in Kind if kind in kinds), 0)


def lines_of(problems: Iterable[Problem], pen: Pen) -> Iterator[str]:
    """Each group as `path:line:column: message: 12 cells, lines 14, 20, 31 …` with its hint."""
    for group in grouped(problems):
        place = f"{group.first.place}: " if group.first.place else ""
        mark = "warning: " if group.first.severity is Severity.WARNING else ""
        yield pen(f"{place}{mark}{group.first.message}{_how_many(group)}")
        if group.first.hint:
            yield pen(f"    hint: {group.first.hint}")


def _how_many(group: Group) -> str:
    if group.count == 1:
        return ""
    words = f": {counted(group.count, 'line' if group.first.column is None else 'cell')}"
    if len(group.lines) < 2:
        return words
    more = " …" if len(group.lines) > FIRST_LINES else ""
    return f"{words}, lines {', '.join(map(str, group.lines[:FIRST_LINES]))}{more}"


def summary(problems: Sequence[Problem]) -> str:
    """How many there are, and where."""
    return phrases.problems_in_words(problems) or "no problems"


TableDays = Mapping[str, Covers | None]
"""For each table of the records the days that it covers; None where nothing limits it."""


def as_text(
    problems: Sequence[Problem],
    rules: Iterable[str],
    encoding: str | None,
    covered: TableDays = EMPTY,
) -> str:
    """All problems for reading, how many there are, how years were found, and each table's days."""
    pen = pen_for(encoding)
    lines = [*lines_of(problems, pen), *([""] if problems else [])]
    lines.append(pen(f"Found {summary(problems)}."))
    lines += [pen(f"Collection year {rule}") for rule in rules]
    lines += [pen(line) for line in _days_of_tables(covered)]
    return "".join(f"{line}\n" for line in lines)


def _days_of_tables(covered: TableDays) -> Iterator[str]:
    """One line for each table, in two columns."""
    if covered:
        yield "Days that the tables cover:"
    width = max(map(len, covered), default=0)
    for table, known in covered.items():
        yield f"  {table:{width}}  {days_covered(known)}"


def as_json(problems: Sequence[Problem], covered: TableDays = EMPTY) -> str:
    """All problems one by one, with the exit code they lead to, and each table's days."""
    document = {
        "schema": "cptracker/check/1",
        "audience": "restricted",
        "exit_code": exit_code(problems),
        "problems": [problem_document(problem) for problem in problems],
        "covers": [_days_document(table, known) for table, known in covered.items()],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _days_document(table: str, known: Covers | None) -> dict[str, object]:
    """The days of a table; null where nothing limits them, or one end of them."""
    if known is None:
        return {"table": table, "days": None, "note": None}
    days = [
        {
            "first": None if first == date.min else first.isoformat(),
            "last": None if last == date.max else last.isoformat(),
        }
        for first, last in known.spans
    ]
    return {"table": table, "days": days, "note": None if days else known.why}
