"""What must always hold, whatever the council: laws of the engine."""

import random
from datetime import date

import pytest
from attrs import evolve
from crowds import crowd
from hypothesis import given, settings
from hypothesis import strategies as st

from cptracker.authoring.registry import find_measures
from cptracker.engine.series import series
from cptracker.model.periods import Every, between
from cptracker.records.frames import from_rows

MEASURES = find_measures().measures
FLOWS = [
    "children-starting-care",
    "children-leaving-care",
    "special-guardianship-orders",
    "events-run",
    "event-attendance",
    "initial-health-assessments",
    "peps-in-timescale",
]
AS_AT = date(2025, 12, 31)
PERIODS = between(Every.QUARTER, date(2022, 4, 1), date(2025, 3, 31))

named = pytest.mark.parametrize("name", MEASURES)
crowds = st.builds(crowd, seed=st.integers(0, 10_000), children=st.just(12))


def told(name, tables, periods=PERIODS, by=()):
    return series(MEASURES[name], from_rows(tables), periods, by, as_at=AS_AT).figures


@named
@settings(max_examples=3)
@given(tables=crowds, shuffle=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(name, tables, shuffle: random.Random):
    mixed = {table: shuffle.sample(rows, len(rows)) for table, rows in tables.items()}
    by = MEASURES[name].by
    assert told(name, mixed, by=by) == told(name, tables, by=by)


@named
@settings(max_examples=3)
@given(tables=crowds)
def test_a_child_outside_the_cohort_changes_nothing(name, tables):
    """Somebody in the Header alone, who was never in care, counts nowhere."""
    stranger = {**tables["children"][0], "child_id": "EXMPL99999"}
    more = {**tables, "children": [*tables["children"], stranger]}
    assert told(name, more) == told(name, tables)


MEDIANS = {"days-to-adoptive-home", "days-from-order-to-match"}
"""Of which the middle amount is told, and middle amounts do not add up; who counts does."""


@named
@settings(max_examples=3)
@given(tables=crowds)
def test_the_groups_of_a_breakdown_make_the_whole(name, tables):
    whole = {figure.period: figure for figure in told(name, tables)}
    of_groups = told(name, tables, by=MEASURES[name].by)
    for breakdown in MEASURES[name].by:
        figures = [one for one in of_groups if one.group_by == breakdown]
        for period, everyone in whole.items():
            groups = [one for one in figures if one.period == period]
            if name not in MEDIANS:
                assert sum(one.numerator for one in groups) == everyone.numerator
            assert sum(one.unknown for one in groups) == everyone.unknown
            if everyone.denominator is not None:
                assert sum(one.denominator for one in groups) == everyone.denominator


@named
@settings(max_examples=3)
@given(tables=crowds)
def test_a_value_lies_within_its_bounds(name, tables):
    for figure in told(name, tables, by=MEASURES[name].by):
        if figure.value is not None and figure.lower is not None:
            assert figure.lower <= figure.value <= figure.upper
        if MEASURES[name].unit == "%":
            assert 0 <= figure.numerator <= figure.denominator


@pytest.mark.parametrize("name", FLOWS)
@settings(max_examples=5)
@given(tables=crowds)
def test_the_quarters_of_a_flow_add_up_to_the_year(name, tables):
    years = between(Every.FINANCIAL_YEAR, date(2023, 3, 31), date(2025, 3, 31))
    for year in told(name, tables, years):
        quarters = [one for one in told(name, tables) if year.period.start <= one.period.end]
        quarters = [one for one in quarters if one.period.end <= year.period.end]
        assert len(quarters) == 4
        assert sum(one.numerator for one in quarters) == year.numerator
        assert sum(one.denominator or 0 for one in quarters) == (year.denominator or 0)


@pytest.mark.parametrize("name", FLOWS)
def test_twelve_months_to_march_are_the_financial_year(name):
    tables = crowd(seed=5, children=60)
    years = between(Every.FINANCIAL_YEAR, date(2023, 3, 31), date(2025, 3, 31))
    trailing = between(Every.TRAILING_YEAR, date(2023, 3, 31), date(2025, 3, 31))
    ends = {figure.period.end: figure.numerator for figure in told(name, tables, trailing)}
    for figure in told(name, tables, years):
        assert ends[figure.period.end] == figure.numerator


@named
def test_one_period_alone_is_as_in_a_long_series(name):
    """A figure does not depend on which other periods are asked for."""
    tables = crowd(seed=9, children=40)
    together = told(name, tables, by=MEASURES[name].by)
    for period in PERIODS[::4]:
        alone = told(name, tables, [period], by=MEASURES[name].by)
        groups = {(one.group_by, one.group) for one in alone}
        same = [one for one in together if one.period == period]
        assert [one for one in same if (one.group_by, one.group) in groups] == list(alone)


def test_who_counts_once_is_one_of_everyone_though_in_two_groups():
    """A child who turns ten between two events is in both age groups, and one young person."""
    measure = evolve(MEASURES["participation-attendance"], by=("sex", "age_group"))
    tables = {
        "children": [{"child_id": "A", "sex": "male", "dob": "2015-02-15"}],
        "events": [
            {"event_id": f"E{month}", "event_date": f"2025-0{month}-10", "kind": "participation"}
            for month in (1, 3)
        ],
        "attendance": [{"event_id": f"E{month}", "child_id": "A"} for month in (1, 3)],
    }
    quarter = between(Every.QUARTER, date(2025, 3, 31), date(2025, 3, 31))
    for by in ((), ("age_group",), ("sex", "age_group")):
        figures = series(measure, from_rows(tables), quarter, by, as_at=AS_AT).figures
        counted = {(one.group_by, one.group): one.numerator for one in figures if one.numerator}
        ages = {("age_group", "5-9"): 1, ("age_group", "10-15"): 1} if "age_group" in by else {}
        sexes = {("sex", "male"): 1} if "sex" in by else {}
        assert counted == {("", ""): 1, **ages, **sexes}
