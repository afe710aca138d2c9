"""What is due to those who turn sixteen in care."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from oracle.care import Child, Council
from oracle.groups import Case
from oracle.kpis import months_after
from oracle.looked_after import Cases

LEAST_DAYS = 13 * 7


def duty(table: str, column: str, months: int) -> Cases:
    """By the day so many months after the 16th birthday; met if the first was on it or before."""

    def cases(council: Council, first: date, last: date, as_at: date | None) -> Iterator[Case]:
        for child in council.children:
            header = council.of_child("children", child.child_id)
            dob = header[0]["dob"] if header else None
            if dob is None:
                continue
            due = months_after(dob, 16 * 12 + months)
            if not first <= due <= last or not _is_eligible(child, dob):
                continue
            case = Case(child.child_id, due, council.dob(child.child_id))
            if as_at is not None and due > as_at:
                yield replace(case, excluded="not yet due")
                continue
            rows = council.of_child(table, child.child_id)
            done = min((row[column] for row in rows if row[column] is not None), default=None)
            yield replace(case, met=done is not None and done <= due)

    return cases


def _is_eligible(child: Child, dob: date) -> bool:
    """Thirteen weeks in care between the birthdays, and in care on the later one."""
    begins, sixteen = months_after(dob, 14 * 12), months_after(dob, 16 * 12)
    days, there = 0, False
    for period in child.periods:
        start, end = max(period.start, begins), min(period.end or date.max, sixteen)
        days += max((end - start).days, 0)
        there |= period.start <= sixteen < (period.end or date.max)
    return there and days >= LEAST_DAYS
