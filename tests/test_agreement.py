"""The engine agrees with the plain-Python oracle, figure for figure."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
from cptracker.computing import series
from cptracker.periods import Every, between
from cptracker.records import load_records
from cptracker.records.typed import from_rows
from cptracker.registry import find_measures
from crowds import crowd
from generators import councils
from oracle.reading import read_folder

MEASURES = find_measures().measures
THIRD_PARTY = Path(__file__).parents[1].parent / "shared" / "data" / "ssda903-third-party"
EXAMPLE = Path(__file__).parents[1] / "src" / "cptracker" / "example_records"


def figures(measure, records, periods, by=(), as_at=None):
    """The engine's figures in the oracle's shape."""
    found = series(MEASURES[measure], records, periods, by, as_at=as_at)
    return {
        (figure.period.end, figure.group_by, figure.group): {
            "numerator": figure.numerator,
            "denominator": figure.denominator,
            "unknown": figure.unknown,
            "value": figure.value,
            "lower": figure.lower,
            "upper": figure.upper,
            "nothing": figure.nothing and str(figure.nothing),
            "excluded": dict(figure.excluded),
            "squares": figure.squares,
        }
        for figure in found.figures
    }


def expected(measure, tables, periods, by=(), as_at=None, *, coverage=False):
    spans = [(period.start, period.end) for period in periods]
    rows = oracle.compute(tables, measure, spans, by, as_at=as_at, coverage=coverage)
    return {
        key: {name: row[name] for name in FIELDS} for key, row in oracle.figures.keyed(rows).items()
    }


FIELDS = (
    "numerator", "denominator", "unknown", "value", "lower", "upper", "nothing", "excluded",
    "squares",
)  # fmt: skip


def differences(ours, theirs):
    """Where two sets of figures differ, for people to read."""
    keys = sorted({*ours, *theirs})
    return [
        f"{key}: engine {ours.get(key)}, oracle {theirs.get(key)}"
        for key in keys
        if ours.get(key) != theirs.get(key)
    ]


def breakdowns(measure):
    allowed = MEASURES[measure].by
    crossed = ["sex+age_group"] if {"sex", "age_group"} <= set(allowed) else []
    return [*allowed, *crossed]


@pytest.fixture(scope="module")
def third_party():
    if not THIRD_PARTY.exists():
        pytest.skip("third-party records are not at hand")
    return load_records([THIRD_PARTY]), read_folder(THIRD_PARTY)


@pytest.mark.parametrize("measure", MEASURES)
def test_third_party_records(measure, third_party):
    """Another project's SSDA903 files, with their faults."""
    records, tables = third_party
    for every in (Every.FINANCIAL_YEAR, Every.QUARTER, Every.MONTH):
        periods = between(every, date(2017, 4, 30), date(2018, 3, 31))
        by = breakdowns(measure)
        ours = figures(measure, records, periods, by)
        theirs = expected(measure, tables, periods, by, records.as_at, coverage=True)
        assert differences(ours, theirs) == []


@pytest.fixture(scope="module")
def example():
    return load_records([EXAMPLE]), read_folder(EXAMPLE)


@pytest.mark.parametrize("every", list(Every))
@pytest.mark.parametrize("measure", MEASURES)
def test_example_records(measure, every, example):
    """Five linked returns and every local table."""
    records, tables = example
    periods = between(every, date(2021, 4, 30), date(2026, 3, 31))
    ours = figures(measure, records, periods, breakdowns(measure))
    theirs = expected(measure, tables, periods, breakdowns(measure), records.as_at, coverage=True)
    assert differences(ours, theirs) == []


PERIODS = between(Every.MONTH, date(2021, 1, 31), date(2025, 12, 31))
LAST_DAY = date(2025, 12, 31)


def disagreements(tables, engine="polars", measures=MEASURES):
    """Where the engine and the oracle differ on a council, over all measures and breakdowns."""
    records = from_rows(tables, engine=engine)
    return [
        f"{measure} {difference}"
        for measure in measures
        for difference in differences(
            figures(measure, records, PERIODS, breakdowns(measure), LAST_DAY),
            expected(measure, tables, PERIODS, breakdowns(measure), LAST_DAY),
        )
    ]


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_a_crowd(engine):
    """A dense made-up council in which every measure has cases and every fault occurs."""
    assert disagreements(crowd(seed=3, children=60), engine) == []


@settings(max_examples=60)
@given(
    council=councils(), measures=st.sets(st.sampled_from(list(MEASURES)), min_size=3, max_size=6)
)
def test_any_council(council, measures):
    """Overlaps, gaps, same-day changes, short breaks and blanks of every kind."""
    assert disagreements(council, measures=sorted(measures)) == []
