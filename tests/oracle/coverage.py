"""Which days a table that was read from files covers: no figure exists outside them.

A return covers its collection year. One of the council's own tables covers the days from its first
to its last evidence, stretched to the whole unit where that is near.
"""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from oracle.days import ONE_DAY
from oracle.stacking import KEYS, SPELLS, Row, Tables

Days = tuple[date, date]
UNITS = {"month": 1, "quarter": 3, "financial-year": 12}
NEAR = ("month", 21)
# The columns that are evidence, then how near the unit's first and last day must be.
EVIDENCE: dict[str, tuple[str, tuple[str, int], tuple[str, int]]] = {
    "health_assessments": ("date", NEAR, NEAR),
    "sdq": ("date", ("quarter", 80), ("quarter", 80)),
    # A due day is a promise and no evidence.
    "peps": ("completed", ("quarter", 80), NEAR),
    "visits": ("visit_date", ("month", 14), ("month", 14)),
    "pathway_plans": ("plan_date", NEAR, NEAR),
    "adviser_spells": ("start end", ("quarter", 80), ("quarter", 80)),
    "foster_households": ("approved ended", ("quarter", 80), ("quarter", 80)),
    "staff": ("started ended", ("quarter", 80), ("quarter", 80)),
    "training": ("completed", ("quarter", 80), ("quarter", 80)),
    "events": ("event_date", ("month", 26), ("month", 26)),
    "attendance": ("event_date", ("month", 26), ("month", 26)),
    "care_leaver_status": ("as_of", NEAR, NEAR),
    "contacts_received": ("contact_date", ("month", 14), ("month", 14)),
    "referrals": ("referral_date", ("month", 14), ("month", 14)),
    "assessments": ("assessment_end", ("month", 14), ("month", 14)),
    "plan_spells": ("plan_start plan_end", NEAR, NEAR),
    "plan_visits": ("plan_visit_date", ("month", 14), ("month", 14)),
    "case_supervisions": ("supervision_held", ("month", 14), ("month", 14)),
    "return_home_interviews": ("returned", NEAR, NEAR),
    "health_appointments": ("appointment_date", NEAR, NEAR),
    "advocacy_referrals": ("advocacy_referred", ("quarter", 80), ("quarter", 80)),
    "independent_visitor_matches": (
        "visitor_matched visitor_ended",
        ("quarter", 80),
        ("quarter", 80),
    ),
    "reviewing_officer_alerts": ("alert_raised", NEAR, NEAR),
    "case_allocations": ("allocation_start allocation_end", NEAR, NEAR),
    "post_16_status": ("as_of", NEAR, NEAR),
    "savings_accounts": ("savings_paid_up_to", ("quarter", 80), ("quarter", 80)),
    "survey_answer_counts": ("fieldwork_end", ("financial-year", 366), ("financial-year", 366)),
    "attendance_by_term": ("term_end", ("quarter", 80), ("quarter", 80)),
    "surveys": ("fieldwork_end", ("financial-year", 366), ("financial-year", 366)),
}
NO_LIMIT = ("placement_distances", "postcodes")


def days_covered(tables: Tables, table: str, today: date) -> list[Days] | None:
    """The days that a table covers, in spans; None for one that covers every day."""
    if table in NO_LIMIT:
        return None
    return _years(tables, table, today) if table in KEYS else _own(tables, table, today)


def covers(covered: list[Days] | None, days: Days) -> bool:
    """Whether every day from the first to the last of `days` is covered."""
    if covered is None:
        return True
    day = days[0]
    while day <= days[1]:
        span = next(
            (covered_span for covered_span in covered if covered_span[0] <= day <= covered_span[1]),
            None,
        )
        if span is None:
            return False
        day = span[1] + ONE_DAY
    return True


def _years(tables: Tables, table: str, today: date) -> list[Days]:
    """The collection years of the returns that hold rows; an unfinished one ends with its news."""
    ends = sorted({row["year_end"] for row in tables[table]})
    return [(date(end.year - 1, 4, 1), _finished(tables, end, today)) for end in ends]


def _finished(tables: Tables, end: date, today: date) -> date:
    if end <= today:
        return end
    news = [day for name, columns in SPELLS.items() for day in _days(tables, name, columns, today)]
    return _last(max(news), NEAR, today) if news else date.min


def _days(tables: Tables, table: str, columns: tuple[str, ...], today: date) -> list[date]:
    """The days in some columns of a table; one that is still to come is no evidence."""
    cells = [row.get(column) for row in tables.get(table, []) for column in columns]
    return [day for day in cells if day is not None and day <= today]


def _own(tables: Tables, table: str, today: date) -> list[Days]:
    if table == "population":
        years = [row["year"] for row in tables[table] if row["year"] is not None]
        return [(date(min(years), 1, 1), date(max(years) + 2, 12, 31))] if years else []
    names, first_reach, last_reach = EVIDENCE[table]
    columns = tuple(names.split())
    source = tables if table != "attendance" else {table: _attended(tables)}
    source = {**source, table: [_without_upside_down(row, columns) for row in source[table]]}
    every = _days(source, table, columns, today)
    if not every:
        return []
    # A register of spells cannot tell of those who left before anyone is recorded as leaving, and
    # where nobody is, it tells of none but those who are on it by its last date.
    begins = every if len(columns) == 1 else _days(source, table, columns[1:], today)
    begins = begins or [max(every)]
    return [(_first(min(begins), first_reach), _last(max(every), last_reach, today))]


def _without_upside_down(row: Row, columns: tuple[str, ...]) -> Row:
    """A row of a register without an end that lies before its start: it is evidence of nothing."""
    if len(columns) == 1:
        return row
    start, end = (row.get(column) for column in columns)
    sound = start is not None and end is not None and end >= start
    return row if sound else {**row, columns[1]: None}


def _attended(tables: Tables) -> list[Row]:
    """The attendance rows as rows of their events."""
    dated: Mapping[str, Row] = {row["event_id"]: row for row in tables.get("events", [])}
    rows = [dated.get(row["event_id"]) for row in tables["attendance"]]
    return [row for row in rows if row is not None]


def _unit(day: date, unit: str) -> Days:
    """First and last day of the month, quarter or financial year of a day."""
    months = UNITS[unit]
    # Months counted so that units begin in April.
    index = day.year * 12 + day.month - 1
    first = index - (index - 3) % months
    year, month = divmod(first + months - 1, 12)
    last = date(year, month + 1, monthrange(year, month + 1)[1])
    return date(first // 12, first % 12 + 1, 1), last


def _first(day: date, reach: tuple[str, int]) -> date:
    unit, near = reach
    begins = _unit(day, unit)[0]
    if day - begins <= timedelta(days=near):
        return begins
    return day if day.day == 1 else _unit(day, "month")[1] + ONE_DAY


def _last(day: date, reach: tuple[str, int], today: date) -> date:
    unit, near = reach
    ends = _unit(day, unit)[1]
    if ends - day <= timedelta(days=near):
        return min(ends, today)
    month_end = _unit(day, "month")[1]
    return day if day == month_end else _unit(day, "month")[0] - ONE_DAY
