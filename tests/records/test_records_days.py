"""Days as whole numbers: ages and birthdays are those of UK law, on every engine."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cptracker import col, find_measures
from cptracker.authoring.measure import measure
from cptracker.authoring.members import events, stock
from cptracker.engine.examples import member_sets
from cptracker.engine.series import series
from cptracker.model.periods import Every, between, from_key
from cptracker.records.care.days import (
    FAR_DAY,
    age_on,
    birthday_in,
    date_of_day,
    day_of,
    days_between,
    month_of_age,
)
from cptracker.records.care.deriving import DERIVED
from cptracker.records.engines import engine_named
from cptracker.records.frames import from_rows

ENGINES = ("polars", "duckdb")
on_each_engine = pytest.mark.parametrize("engine", ENGINES)
LEAP_DAY = date(2008, 2, 29)


def computed(expression, engine="polars", **numbers):
    """An expression's value for one row of whole numbers."""
    runs = engine_named(engine)
    frame = runs.take(pl.DataFrame({name: [number] for name, number in numbers.items()}))
    ((value,),) = runs.rows(frame.select(value=expression))
    return value


def age(day, born, engine="polars"):
    numbers = {"day": day_of(day), "born": day_of(born)}
    return computed(age_on(col("day"), col("born")), engine, **numbers)


def birthday(year, born, engine="polars"):
    numbers = {"month": year * 12 + born.month - 1, "born": day_of(born)}
    return date_of_day(computed(birthday_in(col("month"), col("born")), engine, **numbers))


@on_each_engine
@pytest.mark.parametrize(
    ("day", "completed"),
    [
        pytest.param(date(2026, 2, 28), 17, id="28 February of a common year"),
        pytest.param(date(2026, 3, 1), 18, id="1 March of a common year"),
        pytest.param(date(2024, 2, 28), 15, id="28 February of a leap year"),
        pytest.param(date(2024, 2, 29), 16, id="29 February itself"),
    ],
)
def test_a_child_born_on_29_february_is_a_year_older_on_1_march(day, completed, engine):
    """In UK law; no day is passed over and none is given away."""
    assert age(day, LEAP_DAY, engine) == completed


@on_each_engine
@pytest.mark.parametrize(
    ("year", "day"),
    [
        pytest.param(2025, date(2025, 3, 1), id="common year"),
        pytest.param(2028, date(2028, 2, 29), id="leap year"),
        pytest.param(2100, date(2100, 3, 1), id="a century that is no leap year"),
        pytest.param(2400, date(2400, 2, 29), id="a century that is one"),
    ],
)
def test_the_birthday_of_29_february(year, day, engine):
    assert birthday(year, LEAP_DAY, engine) == day


days = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@given(born=days, day=days)
def test_age_goes_up_on_the_birthday(born, day):
    """A birthday is the first day of a new age, and there is one in each year of life."""
    if day < born:
        born, day = day, born
    of_year = birthday(day.year, born)

    assert age(of_year, born) == day.year - born.year
    assert age(day, born) == day.year - born.year - (day < of_year)
    if of_year > born:
        assert age(of_year - timedelta(days=1), born) == day.year - born.year - 1


@given(born=days, years=st.integers(0, 30))
def test_an_age_is_reached_in_the_month_of_its_birthday(born, years):
    """So that ages at month ends need no more than the month."""
    reached = computed(month_of_age(col("born"), 12 * years), born=day_of(born))

    assert reached == day_of(birthday(born.year + years, born)) // 100


def members_by_age(records, key):
    """How many children looked after are in each age group in one period."""
    measures = find_measures().measures
    period = from_key(key)
    computed = series(
        measures["children-looked-after"], records, [period], ["age_group"], as_at=period.end
    )
    return {
        figure.group: figure.numerator
        for figure in computed.figures
        if figure.group_by and figure.numerator
    }


@on_each_engine
def test_age_groups_at_the_end_of_february(engine):
    """Born on 29 February 2012, she is 10 on 1 March 2022, not on the last day of February."""
    records = from_rows(
        {
            "children": [{"child_id": "A", "dob": "2012-02-29"}],
            "episodes": [{"child_id": "A", "decom": "2020-01-01", "rne": "S", "ls": "C2"}],
        },
        engine=engine,
    )

    assert members_by_age(records, "2022-02") == {"5-9": 1}
    assert members_by_age(records, "2022-03") == {"10-15": 1}


@on_each_engine
def test_ages_of_a_stock_and_of_contacts_at_the_end_of_february(engine):
    """A stock of children of certain ages, and a rule for contacts that depends on age."""
    from cptracker import contacts

    @measure(title="Of 10 and over", unit="%", better="higher", needs={"visits": ["child_id"]})
    def of_ten_and_over(records):
        """Children of 10 and over who were seen, by a rule for those of 10 and over."""
        visited = contacts(records.visits, on="visit_date", months=12, ages=(10, None))
        return stock(records.looked_after, ages=(9, None), contacts=[visited])

    records = from_rows(
        {
            "children": [{"child_id": "A", "dob": "2012-02-29"}],
            "episodes": [{"child_id": "A", "decom": "2020-01-01", "rne": "S", "ls": "C2"}],
            "visits": [{"child_id": "A", "visit_date": "2022-01-05"}],
        },
        engine=engine,
    )

    def missed_and_met(key):
        period = from_key(key)
        example = member_sets(of_ten_and_over, records, period, period.end)
        return sorted(example.missed), sorted(example.met)

    assert missed_and_met("2021-02") == ([], [])
    assert missed_and_met("2021-03") == (["A"], [])
    assert missed_and_met("2022-02") == (["A"], [])
    assert missed_and_met("2022-03") == ([], ["A"])


@on_each_engine
def test_care_leavers_count_on_1_march(engine):
    """Whoever was born on 29 February 2004 turned 18 on 1 March 2022, and counts in March."""
    records = from_rows(
        {
            "care_leavers": [
                {
                    "child_id": "A",
                    "dob": "2004-02-29",
                    "year_end": "2022-03-31",
                    "in_touch": "YES",
                }
            ]
        },
        engine=engine,
    )
    months = between(Every.MONTH, date(2022, 2, 1), date(2022, 3, 31))
    computed = series(
        find_measures().measures["care-leavers-in-touch"], records, months, as_at=date(2022, 3, 31)
    )

    assert [figure.numerator for figure in computed.whole] == [0, 1]


@on_each_engine
def test_events_by_age_on_the_day(engine):
    """Seen on 28 February she is still 9; on 1 March she is 10."""

    @measure(title="Seen at 10", unit="visits", better="higher", needs={"visits": ["child_id"]})
    def seen_at_ten(records):
        """Visits to children of 10 and over."""
        return events(records.visits, date="visit_date", ages=(10, None))

    dates = ("2022-02-28", "2022-03-01")
    records = from_rows(
        {
            "children": [{"child_id": "A", "dob": "2012-02-29"}],
            "visits": [{"child_id": "A", "visit_date": day} for day in dates],
        },
        engine=engine,
    )
    months = between(Every.MONTH, date(2022, 2, 1), date(2022, 3, 31))
    computed = series(seen_at_ten, records, months, as_at=date(2022, 3, 31))

    assert [figure.numerator for figure in computed.whole] == [0, 1]


CARE = {
    "children": [{"child_id": "A", "dob": "2012-02-29"}],
    "episodes": [
        {"child_id": "A", "decom": "2023-12-20", "dec": "2024-03-05", "rec": "X1", "rne": "S"},
        {"child_id": "A", "decom": "2024-03-05", "rne": "P", "place": "U4"},
        {"child_id": "B", "decom": "2024-01-31", "dec": "2024-02-29", "rec": "E4A", "rne": "S"},
    ],
    "care_leavers": [{"child_id": "A", "dob": "2012-01-01", "year_end": "2030-03-31"}],
    "outcomes": [{"child_id": "A", "dob": "2012-01-01", "year_end": "2024-03-31"}],
}


@on_each_engine
@pytest.mark.parametrize("table", sorted(DERIVED))
def test_a_derived_table_has_a_date_beside_each_day(table, engine):
    """And the date is that of the day, or none where an end is open."""
    records = from_rows(CARE, engine=engine)
    frame = records.table(table)
    names = [name for name in frame.collect_schema().names() if name.endswith("_day")]
    both = [column for name in names for column in (name, name.removesuffix("_day"))]
    rows = records.engine.rows(frame.select(both)) if both else []

    assert names or table == "tangled_children"
    for row in rows:
        for number, day in zip(row[::2], row[1::2], strict=True):
            assert day == (None if number in (None, FAR_DAY) else date_of_day(number))


@on_each_engine
def test_days_in_care_are_the_difference_of_dates(engine):
    """As a plug-in's author would write it, and as Python counts between the dates."""
    records = from_rows(CARE, engine=engine)
    for table, first, last in (
        ("periods_of_care", "start", "end"),
        ("placements", "start", "end"),
        ("looked_after", "period_start", "end"),
        ("looked_after", "placement_start", "start"),
        ("spells_of_care", "decom", "dec"),
    ):
        frame = records.table(table).select(first, last, days=days_between(first, last))
        for start, end, days in records.engine.rows(frame):
            assert days == (None if None in (start, end) else (end - start).days)

    days = records.periods_of_care.select(child="child_id", days=days_between("start", "end"))
    assert sorted(records.engine.rows(days)) == [("A", None), ("B", 29)]


@given(start=days, end=days)
def test_days_between(start, end):
    """Every month and year counts the days it has."""
    numbers = {"start_day": day_of(start), "end_day": day_of(end)}

    assert computed(days_between("start", "end"), **numbers) == (end - start).days


@on_each_engine
def test_a_day_that_is_counted_on_has_its_date_too(engine):
    """An open end stays open."""
    records = from_rows(CARE, engine=engine)
    after = records.days_after(records.periods_of_care, "end", 10, "later")
    rows = records.engine.rows(after.select("child_id", "later", "later_day"))

    assert sorted(rows) == [
        ("A", None, FAR_DAY),
        ("B", date(2024, 3, 10), day_of(date(2024, 3, 10))),
    ]
