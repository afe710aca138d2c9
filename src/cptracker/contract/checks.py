"""The checks, and what they found, as JSON: `cptracker check`, and with `--list-checks`."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final, Literal

from attrs import frozen

from cptracker.contract.status import problem_document
from cptracker.model.checks import CHECKS, Check, CheckOff
from cptracker.model.plan import Plan
from cptracker.model.problems import Problem, Severity
from cptracker.records.coverage.spans import DaysCovered
from cptracker.status_json.converting import document_text, list_text
from cptracker.status_json.scalars import Count, Day
from cptracker.status_json.status import ProblemDocument

SCHEMA: Final = "cptracker/check/1"

TableDays = Mapping[str, DaysCovered | None]
"""For each table of the records the days that it covers; None where nothing limits it."""

NO_TABLES: TableDays = MappingProxyType({})


@frozen(kw_only=True)
class CheckOffDocument:
    """Where a plan switches a check off.

    Attributes:
        plan: The plan's identifier.
        until: Null where it is off for good.
        refs: What it is off for; empty for all.
    """

    plan: str
    reason: str
    date: Day
    until: Day | None
    refs: tuple[str, ...]


@frozen(kw_only=True)
class CheckDocument:
    """One of the checks.

    Attributes:
        meaning: What it finds.
        off: Where the plans switch it off.
    """

    check: str
    severity: Severity
    meaning: str
    hint: str
    off: tuple[CheckOffDocument, ...]


@frozen(kw_only=True)
class DaySpanDocument:
    """Days in a row, both included; null where nothing limits that end."""

    first: Day | None
    last: Day | None


@frozen(kw_only=True)
class CoveredTableDocument:
    """The days that a table of the records covers.

    Attributes:
        days: Null where nothing limits them.
        note: Why it covers no day.
    """

    table: str
    days: tuple[DaySpanDocument, ...] | None
    note: str | None


@frozen(kw_only=True)
class FoundProblemsDocument:
    """What a check of the plan, the measures and the records found.

    Attributes:
        audience: Always restricted: the lines lead to children's rows.
        exit_code: What the command ends with.
        covers: The days that each table covers.
    """

    schema: Literal["cptracker/check/1"]
    audience: Literal["restricted"]
    exit_code: Count
    problems: tuple[ProblemDocument, ...]
    covers: tuple[CoveredTableDocument, ...]


def checks_json(plans: Sequence[Plan]) -> str:
    """The checks as a JSON list, each with where the plans switch it off."""
    return list_text([_check(check, plans) for check in CHECKS])


def _check(check: Check, plans: Sequence[Plan]) -> CheckDocument:
    about = CHECKS[check]
    off = (_off(plan, off) for plan in plans for off in plan.checks_off if off.check is check)
    return CheckDocument(
        check=str(check),
        severity=about.severity,
        meaning=about.meaning,
        hint=about.hint,
        off=tuple(off),
    )


def _off(plan: Plan, off: CheckOff) -> CheckOffDocument:
    return CheckOffDocument(
        plan=plan.identifier, reason=off.reason, date=off.date, until=off.until, refs=off.refs
    )


def problems_json(
    problems: Sequence[Problem], exit_code: int, covered: TableDays = NO_TABLES
) -> str:
    """All problems one by one, and each table's days.

    Args:
        problems: What was found.
        exit_code: What it leads to.
        covered: The tables of the records that were read.
    """
    document = FoundProblemsDocument(
        schema=SCHEMA,
        audience="restricted",
        exit_code=exit_code,
        problems=tuple(map(problem_document, problems)),
        covers=tuple(_covered(table, days) for table, days in covered.items()),
    )
    return document_text(document)


def _covered(table: str, covered: DaysCovered | None) -> CoveredTableDocument:
    if covered is None:
        return CoveredTableDocument(table=table, days=None, note=None)
    days = tuple(_span(first, last) for first, last in covered.spans)
    return CoveredTableDocument(table=table, days=days, note=None if days else covered.why)


def _span(first: date, last: date) -> DaySpanDocument:
    """Days in a row; the first and the last that there are stand for no limit."""
    return DaySpanDocument(
        first=None if first == date.min else first, last=None if last == date.max else last
    )
