"""The engine agrees with the plain-Python oracle, figure for figure."""

from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from council_files import write_council
from crowds import crowd
from crowds_returned import returned_crowd
from generator_returns import returned_councils
from generators import councils
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
from cptracker.authoring.registry import find_measures
from cptracker.engine.series import series
from cptracker.model.periods import Every, between
from cptracker.records.frames import from_rows
from cptracker.records.loading import load_records
from oracle.care import Council
from oracle.reading import read_folder

MEASURES = find_measures().measures
TODAY = datetime.now(UTC).date()
THIRD_PARTY = Path(__file__).parents[2].parent / "shared" / "data" / "ssda903-third-party"
EXAMPLE = Path(__file__).parents[2] / "src" / "cptracker" / "example_records"


def figures(measure, records, periods, by=(), as_at=None):
    """The engine's figures in the oracle's shape."""
    computed = series(MEASURES[measure], records, periods, by, as_at=as_at)
    return {
        (figure.period.end, figure.group_by, figure.group): {
            "numerator": figure.numerator,
            "denominator": figure.denominator,
            "unknown": figure.unknown,
            "value": figure.value,
            "lower": figure.lower,
            "upper": figure.upper,
            "missing_reason": figure.missing_reason and str(figure.missing_reason),
            "excluded": dict(figure.excluded),
            "squares": figure.squares,
        }
        for figure in computed.figures
    }


def expected(measure, tables, periods, by=(), as_at=None, *, today=None):
    bounds = [(period.start, period.end) for period in periods]
    rows = oracle.compute(tables, measure, bounds, by, as_at=as_at, today=today)
    return {
        key: {name: row[name] for name in FIELDS} for key, row in oracle.figures.keyed(rows).items()
    }


FIELDS = (
    "numerator", "denominator", "unknown", "value", "lower", "upper", "missing_reason", "excluded",
    "squares",
)  # fmt: skip


def differences(ours, theirs):
    """Where two sets of figures differ, for people to read."""
    keys = sorted({*ours, *theirs})
    return [
        f"{key}: engine {ours.get(key)}, oracle {theirs.get(key)}"
        for key in keys
        if ours.get(key) != theirs.get(key)
        and not (key[1] in OPEN and _is_empty(ours.get(key)) and _is_empty(theirs.get(key)))
    ]


OPEN = ("district", "kind", "group", "role", "alert_level", "question")
"""Breakdowns whose groups are those seen; one seen in no period that is covered may be missing."""


def _is_empty(figure):
    return figure is None or not (figure["numerator"] or figure["unknown"] or figure["excluded"])


def breakdowns(measure):
    allowed = MEASURES[measure].by
    crossed = ["sex+age_group"] if {"sex", "age_group"} <= set(allowed) else []
    return [*allowed, *crossed]


@pytest.fixture(scope="module")
def third_party():
    if not THIRD_PARTY.exists():
        pytest.skip("third-party records are not at hand")
    return load_records([THIRD_PARTY]), Council(read_folder(THIRD_PARTY))


@pytest.mark.parametrize("measure", MEASURES)
def test_third_party_records(measure, third_party):
    """Another project's SSDA903 files, with their faults."""
    records, tables = third_party
    for every in (Every.FINANCIAL_YEAR, Every.QUARTER, Every.MONTH):
        periods = between(every, date(2017, 4, 30), date(2018, 3, 31))
        by = breakdowns(measure)
        ours = figures(measure, records, periods, by)
        theirs = expected(measure, tables, periods, by, records.as_at, today=TODAY)
        assert differences(ours, theirs) == []


@pytest.fixture(scope="module")
def example():
    return load_records([EXAMPLE]), Council(read_folder(EXAMPLE))


@pytest.mark.parametrize("every", list(Every))
@pytest.mark.parametrize("measure", MEASURES)
def test_example_records(measure, every, example):
    """Five linked returns and every local table."""
    records, tables = example
    periods = between(every, date(2021, 4, 30), date(2026, 3, 31))
    by = breakdowns(measure)
    ours = figures(measure, records, periods, by)
    theirs = expected(measure, tables, periods, by, records.as_at, today=TODAY)
    assert differences(ours, theirs) == []


FIRST_DAY, LAST_DAY = date(2021, 1, 31), date(2025, 12, 31)
PERIODS = between(Every.MONTH, FIRST_DAY, LAST_DAY)
QUARTERS = between(Every.QUARTER, FIRST_DAY, LAST_DAY)

WINDOWS = [QUARTERS, *zip(*[iter(PERIODS)] * 20, strict=True)]
"""Every day in quarters, or in twenty months on end: each costs a third of sixty months."""
windows = st.sampled_from(WINDOWS)


def disagreements(tables, engine="polars", measures=MEASURES, within=PERIODS, council=None):
    """Where the engine and the oracle differ on rows typed by hand, over all breakdowns."""
    records, council = from_rows(tables, engine=engine), council or Council(tables)
    return [
        f"{measure} {difference}"
        for measure in measures
        for difference in differences(
            figures(measure, records, within, breakdowns(measure), LAST_DAY),
            expected(measure, council, within, breakdowns(measure), LAST_DAY),
        )
    ]


def disagreements_on_files(
    tables, headers_only=(), engine="polars", measures=MEASURES, within=PERIODS
):
    """The same on the files of returns, in the months that are over when they were sent."""
    with TemporaryDirectory() as folder:
        write_council(Path(folder), tables, headers_only)
        council = Council(read_folder(folder))
        return disagreements_in(folder, council, engine, measures, within)


def disagreements_in(folder, council, engine="polars", measures=MEASURES, within=PERIODS):
    """The same on files that are written, with what the oracle has read of them."""
    records = load_records([folder], engine=engine)
    periods = [period for period in within if period.end <= records.as_at]
    return [
        f"{measure} {difference}"
        for measure in measures
        for difference in differences(
            figures(measure, records, periods, breakdowns(measure)),
            expected(measure, council, periods, breakdowns(measure), records.as_at, today=TODAY),
        )
    ]


ENGINES = {"polars": PERIODS, "duckdb": QUARTERS}
"""Each with the periods in which crowds are counted; both count every day."""


@pytest.fixture(scope="module")
def sixty():
    """A dense made-up council, whose children the oracle puts together once for all engines."""
    tables = crowd(seed=3, children=60)
    return tables, Council(tables)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_crowd(engine, sixty):
    """In which every measure has cases and every fault occurs."""
    tables, council = sixty
    assert disagreements(tables, engine, within=ENGINES[engine], council=council) == []


def test_a_crowd_with_more_rows_than_duckdb_holds_in_memory(monkeypatch, sixty):
    """What is kept then stands in tables, as with a nation's records."""
    monkeypatch.setattr("cptracker.records.sql_engines._FEW_ROWS", 0)

    tables, council = sixty
    assert disagreements(tables, "duckdb", IN_TABLES, QUARTERS, council) == []


def test_a_crowd_before_duckdb_could_hold_a_relation(monkeypatch):
    """What is kept stands in tables that are made through the relation itself."""
    monkeypatch.setattr("cptracker.records.sql_engines._anchor", lambda _: None)

    assert disagreements(crowd(seed=3, children=20), "duckdb", ["sdq-in-timescale"]) == []


IN_TABLES = [
    "three-or-more-social-workers", "long-term-stability", "sdq-in-timescale",
    "initial-health-assessments", "children-leaving-care", "participation-attendance",
]  # fmt: skip
"""One of each kind of members, on what is derived in most steps."""


@pytest.fixture(scope="module")
def four_returns(tmp_path_factory):
    """Four returns that contradict each other all the time, read by the oracle once."""
    folder = tmp_path_factory.mktemp("four") / "returns"
    folder.mkdir()
    write_council(folder, returned_crowd(seed=5, children=60), ())
    return folder, Council(read_folder(folder))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_crowd_returned_year_by_year(engine, four_returns):
    assert disagreements_in(*four_returns, engine, within=ENGINES[engine]) == []


OF_RETURNS = [
    name
    for name, definition in oracle.MEASURES.items()
    if {"episodes", "outcomes"} & set(definition.needs)
]
several = st.sets(st.sampled_from(list(MEASURES)), min_size=3, max_size=6)


@settings(max_examples=40)
@given(council=councils(), measures=several, within=windows)
def test_any_council(council, measures, within):
    """Overlaps, gaps, same-day changes, short breaks and blanks of every kind."""
    assert disagreements(council, measures=sorted(measures), within=within) == []


@settings(max_examples=40)
@given(
    returned=returned_councils(whole=True),
    measures=st.sets(st.sampled_from(OF_RETURNS), min_size=3, max_size=6),
    within=windows,
)
def test_any_returns(returned, measures, within):
    """Returns that agree with themselves and contradict each other."""
    tables, empty = returned.tables, returned.headers_only
    assert disagreements_on_files(tables, empty, "polars", measures, within) == []


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@settings(max_examples=20)
@given(
    returned=returned_councils(faults=True, whole=True),
    measures=st.sets(st.sampled_from(OF_RETURNS), min_size=2, max_size=4),
    within=windows,
)
def test_any_faulty_returns(engine, returned, measures, within):
    """Returns that contradict themselves besides."""
    tables, empty = returned.tables, returned.headers_only
    assert disagreements_on_files(tables, empty, engine, measures, within) == []
