"""No figure exists of a period that its tables do not cover, whatever its shape and engine."""

from datetime import date, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from cptracker.authoring.member_types import Stock
from cptracker.authoring.registry import find_measures
from cptracker.engine.series import series
from cptracker.model.periods import Every, between
from cptracker.records.coverage.spans import StatedDays
from cptracker.records.frames import from_rows
from cptracker.records.loading import from_frames

MEASURES = find_measures().measures
AS_AT = date(2025, 12, 31)
FIRST = date(2023, 1, 1)
DAYS = st.integers(0, 1000).map(lambda days: FIRST + timedelta(days=days))

TABLES = {
    "children": [{"child_id": "A", "dob": "2015-05-01"}],
    "episodes": [{"child_id": "A", "decom": "2020-01-01", "rne": "S", "ls": "C2", "place": "U4"}],
    "missing_episodes": [{"child_id": "A", "kind": "M", "start": "2024-01-01",
                          "end": "2024-01-03"}],
    "visits": [{"child_id": "A", "visit_date": "2024-02-01"}],
    "health_assessments": [{"child_id": "A", "kind": "review", "date": "2024-02-01"}],
    "peps": [{"child_id": "A", "due": "2024-02-01", "completed": "2024-02-01"}],
    "events": [{"event_id": "1", "event_date": "2024-02-01", "kind": "participation"}],
    "attendance": [{"event_id": "1", "child_id": "A"}],
    "surveys": [{"survey": "Life", "group": "a", "fieldwork_end": "2024-02-01", "eligible": 9,
                 "responses": 3}],
    "foster_households": [{"household_id": "H", "approved": "2020-01-01"}],
    "adviser_spells": [{"child_id": "A", "adviser_id": "P", "start": "2020-01-01"}],
    "pathway_plans": [{"child_id": "A", "plan_date": "2024-02-01"}],
    "population": [{"year": 2022, "children_0_17": 1000}],
}  # fmt: skip

NAMES = (
    "events-run",  # events
    "event-attendance",  # a sum, of two tables
    "participation-attendance",  # each once
    "peps-in-timescale",  # deadlines
    "initial-health-assessments",  # deadlines, of two tables
    "bright-spots-engagement",  # supplied
    "in-house-foster-carers",  # stock
    "children-visited",  # stock and contacts
    "personal-advisers-per-care-leaver",  # a mean
    "pathway-plans-in-date",  # of two tables
    "missing-from-care",  # whoever was open at some time
    "children-looked-after-rate",  # a rate
)


@st.composite
def ends(draw):
    """What some tables cover, from one day to another, or without an end or a beginning."""
    stated = {}
    for table in draw(st.sets(st.sampled_from(sorted(TABLES)), min_size=1)):
        first, last = sorted(draw(st.tuples(DAYS, DAYS)))
        sides = draw(st.sampled_from(["both", "from", "to"]))
        stated[table] = StatedDays(
            covers_from=None if sides == "to" else first,
            covers_to=None if sides == "from" else last,
        )
    return stated


def covered(measure, period, stated, *, stock):
    """By the definition: a stock asks for its last day, a flow for every day of its period."""
    begins = period.end if stock else period.start
    known = [stated[table] for table in measure.needs if table in stated]
    return all(
        (stated.covers_from or date.min) <= begins and period.end <= (stated.covers_to or date.max)
        for stated in known
    )


def obeys(name, stated, every, engine):
    measure = MEASURES[name]
    tables = {table: TABLES[table] for table in {*measure.needs, "children"}}
    records = from_rows(tables, engine=engine, covers=stated)
    stock = isinstance(measure(records), Stock)
    periods = between(every, date(2023, 1, 31), date(2026, 3, 31))
    by = measure.by[:1]
    figures = series(measure, records, periods, by, as_at=AS_AT).figures
    assert {figure.group_by for figure in figures} == {"", *by}
    for figure in figures:
        over = figure.period.end <= AS_AT
        there = over and covered(measure, figure.period, stated, stock=stock)
        missing = figure.missing_reason in ("not_due", "not_supplied") and figure.numerator is None
        assert there is not missing, (
            f"{figure.period.label} {figure.group}: {figure.missing_reason}"
        )


@settings(max_examples=60)
@given(name=st.sampled_from(NAMES), stated=ends(), every=st.sampled_from(list(Every)))
def test_a_figure_exists_where_its_tables_cover_its_period_and_nowhere_else(name, stated, every):
    obeys(name, stated, every, "polars")


@settings(max_examples=5)
@given(name=st.sampled_from(NAMES), stated=ends())
def test_the_same_on_duckdb(name, stated):
    obeys(name, stated, Every.FINANCIAL_YEAR, "duckdb")


FLOWS = {
    "events-run": ("events", {"event_id": "1", "name": "x", "kind": "y"}, "event_date"),
    "peps-in-timescale": ("peps", {"child_id": "A", "due": date(2024, 5, 1)}, "completed"),
    "in-house-foster-carers": ("foster_households", {"household_id": "H", "ended": None},
                               "approved"),
}  # fmt: skip


def handed_in(name, days, engine):
    """A table of one row for each day, lazy where an engine is named."""
    table, row, column = FLOWS[name]
    key = next(iter(row))
    rows = [{**row, key: f"{row[key]}{number}", column: day} for number, day in enumerate(days)]
    frame = pl.DataFrame(rows, schema_overrides={"ended": pl.Date})
    if engine == "duckdb":
        import duckdb

        return from_frames({table: duckdb.connect().from_arrow(frame.to_arrow())})
    return from_frames({table: frame.lazy() if engine == "lazy" else frame})


@settings(max_examples=40)
@given(
    name=st.sampled_from(sorted(FLOWS)),
    days=st.lists(DAYS, min_size=1, max_size=6),
    engine=st.sampled_from(["memory", "lazy", "duckdb"]),
    every=st.sampled_from([Every.QUARTER, Every.FINANCIAL_YEAR]),
)
def test_no_figure_of_a_time_in_which_nothing_was_written_down(name, days, engine, every):
    """A period that begins after the last date, or ends before the first, has no figure."""
    records = handed_in(name, days, engine)
    periods = between(every, date(2022, 3, 31), date(2027, 3, 31))
    for figure in series(MEASURES[name], records, periods, as_at=date(2027, 3, 31)).whole:
        if figure.missing_reason != "not_supplied":
            assert figure.period.start <= max(days), figure.period.label
            assert figure.period.end >= min(days), figure.period.label
