"""What must always hold, whatever the council: laws of the engine."""

import random
from collections import defaultdict
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

crowds = st.builds(crowd, seed=st.integers(0, 10_000), children=st.just(12))


def figures(name, records, periods=PERIODS, by=()):
    return series(MEASURES[name], records, periods, by, as_at=AS_AT).figures


def figures_by(name, records):
    """With each breakdown that the measure has."""
    return figures(name, records, by=MEASURES[name].by)


@settings(max_examples=3)
@given(tables=crowds, shuffle=st.builds(random.Random, st.integers(0, 10_000)))
def test_the_order_of_rows_changes_nothing(tables, shuffle: random.Random):
    mixed = {table: shuffle.sample(rows, len(rows)) for table, rows in tables.items()}
    shuffled, records = from_rows(mixed), from_rows(tables)
    for name in MEASURES:
        assert figures_by(name, shuffled) == figures_by(name, records), name


@settings(max_examples=3)
@given(tables=crowds)
def test_a_child_outside_the_cohort_changes_nothing(tables):
    """Somebody in the Header alone, who was never in care, counts nowhere."""
    stranger = {**tables["children"][0], "child_id": "EXMPL99999"}
    more = from_rows({**tables, "children": [*tables["children"], stranger]})
    records = from_rows(tables)
    for name in MEASURES:
        assert figures(name, more) == figures(name, records), name


MEDIANS = {"days-to-adoptive-home", "days-from-order-to-match"}
"""Of which the middle amount is told, and middle amounts do not add up; who counts does."""


@settings(max_examples=3)
@given(tables=crowds)
def test_the_groups_of_a_breakdown_make_the_whole(tables):
    records = from_rows(tables)
    for name in MEASURES:
        the_groups_make_the_whole(name, figures_by(name, records))


def the_groups_make_the_whole(name, figures):
    whole = {figure.period: figure for figure in figures if not figure.group_by}
    assert len(whole) == len(PERIODS), name
    groups = defaultdict(list)
    for figure in figures:
        if figure.group_by:
            groups[figure.group_by, figure.period].append(figure)
    assert {breakdown for breakdown, _ in groups} == set(MEASURES[name].by), name
    for (breakdown, period), group_figures in groups.items():
        everyone, where = whole[period], (name, breakdown, period)
        if name not in MEDIANS:
            assert sum(part.numerator for part in group_figures) == everyone.numerator, where
        assert sum(part.unknown for part in group_figures) == everyone.unknown, where
        if everyone.denominator is not None:
            assert sum(part.denominator for part in group_figures) == everyone.denominator, where


RATIOS = {"staff-turnover"}
"""One count divided by another, of which it is no part."""


@settings(max_examples=3)
@given(tables=crowds)
def test_a_value_lies_within_its_bounds(tables):
    records = from_rows(tables)
    for name, measure in MEASURES.items():
        for figure in figures_by(name, records):
            if figure.value is not None and figure.lower is not None:
                assert figure.lower <= figure.value <= figure.upper, name
            if measure.unit == "%" and name not in RATIOS:
                assert 0 <= figure.numerator <= figure.denominator, name


@pytest.mark.parametrize("name", FLOWS)
@settings(max_examples=5)
@given(tables=crowds)
def test_the_quarters_of_a_flow_add_up_to_the_year(name, tables):
    years = between(Every.FINANCIAL_YEAR, date(2023, 3, 31), date(2025, 3, 31))
    records = from_rows(tables)
    all_quarters = figures(name, records)
    for year in figures(name, records, years):
        quarters = [
            quarter
            for quarter in all_quarters
            if year.period.start <= quarter.period.end <= year.period.end
        ]
        assert len(quarters) == 4
        assert sum(quarter.numerator for quarter in quarters) == year.numerator
        assert sum(quarter.denominator or 0 for quarter in quarters) == (year.denominator or 0)


@pytest.mark.parametrize("name", FLOWS)
def test_twelve_months_to_march_are_the_financial_year(name):
    records = from_rows(crowd(seed=5, children=60))
    years = between(Every.FINANCIAL_YEAR, date(2023, 3, 31), date(2025, 3, 31))
    trailing = between(Every.TRAILING_YEAR, date(2023, 3, 31), date(2025, 3, 31))
    ends = {figure.period.end: figure.numerator for figure in figures(name, records, trailing)}
    for figure in figures(name, records, years):
        assert ends[figure.period.end] == figure.numerator


@pytest.fixture(scope="module")
def forty():
    return from_rows(crowd(seed=9, children=40))


@pytest.mark.parametrize("name", MEASURES)
def test_one_period_alone_is_as_in_a_long_series(name, forty):
    """A figure does not depend on which other periods are asked for."""
    together = figures_by(name, forty)
    for period in PERIODS[::4]:
        alone = figures(name, forty, [period], by=MEASURES[name].by)
        groups = {(figure.group_by, figure.group) for figure in alone}
        same = [figure for figure in together if figure.period == period]
        assert [figure for figure in same if (figure.group_by, figure.group) in groups] == list(
            alone
        )


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
        counted = {
            (figure.group_by, figure.group): figure.numerator
            for figure in figures
            if figure.numerator
        }
        ages = {("age_group", "5-9"): 1, ("age_group", "10-15"): 1} if "age_group" in by else {}
        sexes = {("sex", "male"): 1} if "sex" in by else {}
        assert counted == {("", ""): 1, **ages, **sexes}
