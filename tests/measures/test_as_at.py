"""The day that figures are told for reaches the plug-in."""

from datetime import date

import pytest

import cptracker
from cptracker import events, measure
from cptracker.authoring.member_types import col
from cptracker.engine.examples import member_sets
from cptracker.engine.series import series
from cptracker.model.periods import from_key
from cptracker.records.care.days import day_of
from cptracker.records.frames import from_rows

DAY = date(2024, 6, 15)


@measure(title="Seen by then", unit="visits", better="higher", needs={"visits": ["child_id"]})
def seen_by_then(records):
    """Visits up to the day that the run is for."""
    by_then = records.visits.filter(col("visit_date_day") <= day_of(records.as_at))
    return events(by_then, date="visit_date")


@pytest.fixture
def records():
    dates = {"A": "2024-06-01", "B": "2024-06-30"}
    visits = [{"child_id": child, "visit_date": day} for child, day in dates.items()]
    return from_rows({"visits": visits})


MONTH = from_key("2024-06")


def test_figures(records):
    """A plug-in is told the day of the run, and without one the records' own."""
    numbers = []

    @measure(title="Asks", unit="visits", better="higher", needs={"visits": ["child_id"]})
    def asks(records):
        """Visits, whatever the day."""
        numbers.append(records.as_at)
        return events(records.visits, date="visit_date")

    series(asks, records, [MONTH], as_at=DAY)
    series(asks, records, [MONTH])
    cptracker.compute(asks, records, last=MONTH.end, as_at=date(2024, 7, 1))
    assert numbers == [DAY, records.as_at, date(2024, 7, 1)]


def test_each_way_of_asking(records):
    """`members`, `behind`, worked examples and values all ask for the same day."""
    (member,) = cptracker.cases(seen_by_then, records, period="2024-06", as_at=DAY).members
    assert member.subject == "A"
    assert member_sets(seen_by_then, records, MONTH, DAY).met == {"A"}
    named = cptracker.members(seen_by_then, records, as_at="2024-06-15")
    assert records.engine.rows(named.frame.select("child_id")) == [("A",)]


def test_the_records_keep_their_own_day(records):
    """What is derived is shared, and one run does not change another."""
    loaded = records.as_told_on(DAY)
    assert loaded.as_at == DAY
    assert records.as_at != DAY
    assert loaded.visits is records.visits
