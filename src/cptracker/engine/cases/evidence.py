"""The rows of the files that speak of a member: in the tables the measure needs, by day.

Measures work on tables that were derived, in which a row has no one line any more. So the rows of
the tables as read are shown: those of the same child (or home, or event) whose days touch those
that decide. They are what to look at, and may be a few more than what was counted.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from attrs import evolve, frozen

from cptracker.authoring.measure import Measure
from cptracker.authoring.member_types import Deadlines, Members, Stock
from cptracker.engine.coverage import looks_back
from cptracker.model.members import Member, MemberRows
from cptracker.model.periods import Period, first_day
from cptracker.records.formats import YEAR_END, TableFormat
from cptracker.records.records import Records
from cptracker.records.traced_rows import TracedRow, rows_naming

NO_LINES = "no files or lines: the records were handed in as frames that are read where they are"


_BIRTHS = ("dob", "mother_child_dob", YEAR_END)


Span = tuple[date, date]


@frozen(kw_only=True)
class EvidenceQuery:
    """How rows are found that speak of a member.

    Attributes:
        measure: Its needs are the tables looked in.
        members: What was counted.
        records: Where the rows are.
        period: The period.
        words: Which rows are shown.
    """

    measure: Measure
    members: Members
    records: Records
    period: Period
    words: str

    def with_rows(self, members: Sequence[Member]) -> list[Member]:
        """The members with the rows that speak of them."""
        names = [member.subject for member in members]
        subject = self.members.subject
        tables = {
            table: rows_by_name
            for table in self.measure.needs
            if (rows_by_name := rows_naming(self.records, table, subject, names))
        }
        linked = _LinkedRows.of(self.records, self.measure, tables, subject)
        return [
            evolve(member, rows=tuple(self._rows(member, tables, linked))) for member in members
        ]

    def _rows(
        self,
        member: Member,
        tables: Mapping[str, Mapping[str, list[TracedRow]]],
        linked: "_LinkedRows",
    ) -> Iterable[MemberRows]:
        span = self._span(member)
        for table, rows_by_name in tables.items():
            table_format, rows = (
                self.records.origin.formats[table],
                rows_by_name.get(member.subject, []),
            )
            own_rows = [row for row in rows if self._speaks(table_format, row, member, span)]
            yield from _by_file(table, linked.rows_in_span(table, own_rows, span))
            yield from linked.partners(table, own_rows, span)

    def _span(self, member: Member) -> Span:
        """The days that decide about a member."""
        if isinstance(self.members, Stock):
            return _window(self.members, self.period)
        if isinstance(self.members, Deadlines) and member.first:
            ends = [day for day in (member.began, member.first, member.last) if day]
            return (member.began or min(ends), max(ends))
        if member.first:
            return (member.first, member.first)
        return (self.period.start, self.period.end)

    def _speaks(
        self, table_format: TableFormat, row: TracedRow, member: Member, span: Span
    ) -> bool:
        """Whether a row of the same subject touches the days that decide."""
        own = getattr(self.members, "due", None) or getattr(self.members, "date", None)
        if own and own in row.days and member.first:
            return row.days[own] == member.first
        return len(table_format.key) == 1 or _touches(table_format, row, span)


def evidence_query(
    measure: Measure, members: Members, records: Records, period: Period
) -> EvidenceQuery:
    """How rows that speak of members are found, and in words which they are."""
    known = any(records.traced(table) is not None for table in measure.needs)
    words = _words(members, period) if known else NO_LINES
    return EvidenceQuery(
        measure=measure, members=members, records=records, period=period, words=words
    )


def _window(members: Stock, period: Period) -> Span:
    """From the first day looked back to, to the period's last."""
    if any(rule.months is None and rule.days is None for rule in members.contacts):
        return (date.min, period.end)
    days = [rule.days for rule in members.contacts if rule.days is not None]
    if days and all(rule.days is not None for rule in members.contacts):
        return (period.end - timedelta(days=max(days) - 1), period.end)
    months = looks_back(members)
    start = first_day(period.last_month - months + 1) if months else period.end
    return (start, period.end)


def _words(members: Members, period: Period) -> str:
    whose = "rows of the same " + members.subject.removesuffix("_id").replace("_", " ")
    if isinstance(members, Stock):
        first, last = _window(members, period)
        if first == last:
            return f"{whose} that hold the period's last day"
        since = "" if first == date.min else f" from {first.isoformat()}"
        return f"{whose}{since} to {last.isoformat()}"
    if isinstance(members, Deadlines):
        return f"{whose} of the days from when the duty began to when it was due or done"
    return f"{whose} that hold the day"


def _touches(table_format: TableFormat, row: TracedRow, span: Span) -> bool:
    low, high = span
    if table_format.spell:
        start, end = (row.days.get(name) for name in table_format.spell)
        return start is not None and start <= high and (end is None or end >= low)
    days = [day for name, day in row.days.items() if name not in _BIRTHS and day]
    if _dated(table_format):
        return any(low <= day <= high for day in days)
    year_end = row.days.get(YEAR_END)
    return year_end is None or _year_end(low) <= year_end <= _year_end(high)


def _dated(table_format: TableFormat) -> bool:
    """Whether rows of a table have a day of their own, besides births and a return's year."""
    return any(
        column.type == "date" and column.name not in _BIRTHS for column in table_format.columns
    )


def _year_end(day: date) -> date:
    return date(day.year + (day.month > 3), 3, 31)


def _by_file(table: str, rows: Iterable[TracedRow]) -> Iterable[MemberRows]:
    lines: dict[str, set[int]] = {}
    for row in rows:
        lines.setdefault(row.path, set()).add(row.line)
    for path, numbers in lines.items():
        yield MemberRows(table=table, path=path, lines=tuple(sorted(numbers)))


@frozen(kw_only=True)
class _LinkedRows:
    """Tables that name no subject but are linked with one that does, as events with attendance.

    Attributes:
        formats: The tables' formats.
        linked: For each table that has no day, the linked one, its column and its rows by name.
    """

    formats: Mapping[str, TableFormat]
    linked: Mapping[str, tuple[str, str, Mapping[str, list[TracedRow]]]]

    @classmethod
    def of(
        cls,
        records: Records,
        measure: Measure,
        tables: Mapping[str, Mapping[str, list[TracedRow]]],
        subject: str,
    ) -> "_LinkedRows":
        """What links the tables that were found with those that name somebody else."""
        linked = {}
        for table, by_name in tables.items():
            rows = [row for traced_rows in by_name.values() for row in traced_rows]
            links = {name for row in rows for name in row.names} - {subject}
            for linked_table in measure.needs if not _dated(records.origin.formats[table]) else ():
                column = next((name for name in links if linked_table not in tables), None)
                names = {row.names[column] or "" for row in rows} if column else set()
                if column and (rows_by_name := rows_naming(records, linked_table, column, names)):
                    linked[table] = (linked_table, column, rows_by_name)
        return cls(formats=records.origin.formats, linked=linked)

    def rows_in_span(self, table: str, rows: list[TracedRow], span: Span) -> list[TracedRow]:
        """Of rows without a day those whose partner touches the days that decide."""
        if table not in self.linked:
            return rows
        return [row for row in rows if self._of(table, row, span)]

    def partners(self, table: str, rows: list[TracedRow], span: Span) -> Iterable[MemberRows]:
        """The rows of the linked table beside them."""
        if table in self.linked:
            linked_table = self.linked[table][0]
            yield from _by_file(
                linked_table,
                [traced_row for row in rows for traced_row in self._of(table, row, span)],
            )

    def _of(self, table: str, row: TracedRow, span: Span) -> list[TracedRow]:
        linked_table, column, rows_by_name = self.linked[table]
        partners = rows_by_name.get(row.names[column] or "", [])
        table_format = self.formats[linked_table]
        return [partner for partner in partners if _touches(table_format, partner, span)]
