"""Distinct children behind rows, counted on every engine as by hand."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cptracker.authoring.measure import measure
from cptracker.authoring.member_types import col
from cptracker.authoring.members import deadlines, events, stock, supplied
from cptracker.authoring.registry import find_measures
from cptracker.engine.series import series
from cptracker.model.figures import DistinctChildren
from cptracker.model.periods import Every, between
from cptracker.records.frames import from_rows

EVERIES = (Every.QUARTER, Every.TRAILING_YEAR, Every.FINANCIAL_YEAR)


def of(function, unit="%", **fields):
    return measure(
        title="M",
        unit=unit,
        better="higher",
        needs={"outcomes": ["child_id"]},
        by=["sex"],
        **fields,
    )(function)


def checks(records):
    return events(records.outcomes, date="year_end", met=col("dental_check") == 1)


def checks_of_all(records):
    return events(
        records.outcomes, date="year_end", met=col("dental_check") == 1, no_information="not met"
    )


def plans(records):
    return deadlines(records.peps, due="due", done="completed")


def by_hand(rows, period, *, not_met=False):
    """The children of the rows dated in a period, by set."""
    spells = [
        row for row in rows if period.start <= date.fromisoformat(row["year_end"]) <= period.end
    ]
    met = {row["child_id"] for row in spells if row["dental_check"] == 1}
    missed = {
        row["child_id"] for row in spells
        if row["dental_check"] == 0 or (not_met and row["dental_check"] is None)
    }  # fmt: skip
    return DistinctChildren(
        numerator=len(met), complement=len(missed), denominator=len(met | missed)
    )


rows_of_children = st.lists(
    st.builds(
        lambda child, month, check: {
            "child_id": f"EXMPL{child}",
            "year_end": f"{2023 + month // 12}-{month % 12 + 1:02}-15",
            "dental_check": check,
        },
        st.integers(0, 6), st.integers(0, 26), st.sampled_from([0, 1, None]),
    ),
    min_size=1, max_size=25,
)  # fmt: skip


def periods_of(every):
    return between(every, date(2023, 3, 31), date(2025, 3, 31))


@settings(max_examples=40)
@given(rows_of_children, st.sampled_from(EVERIES), st.booleans())
def test_children_are_counted_once_however_many_rows_they_have(rows, every, not_met):
    records = from_rows({"outcomes": rows})
    measure = of(checks_of_all if not_met else checks)

    figures = series(measure, records, periods_of(every), distinct_children=True).figures

    assert [figure.distinct_children for figure in figures] == [
        by_hand(rows, period, not_met=not_met) for period in periods_of(every)
    ]


ROWS = [
    {"child_id": f"EXMPL{number % 7}", "year_end": f"2024-{number % 12 + 1:02}-10",
     "dental_check": (number % 3) % 2}
    for number in range(40)
]  # fmt: skip
CHILDREN = [
    {"child_id": f"EXMPL{number}", "sex": ("female", "male")[number % 2], "year_end": "2025-03-31"}
    for number in range(7)
]


@pytest.mark.parametrize("every", EVERIES)
def test_engines_count_alike_and_by_group(every):
    """The children of the groups are those of everyone, since a child is in one group only."""
    numbers = []
    for engine in ("polars", "duckdb"):
        records = from_rows({"outcomes": ROWS, "children": CHILDREN}, engine=engine)
        computed = series(of(checks), records, periods_of(every), ["sex"], distinct_children=True)
        numbers.append(
            [(figure.period, figure.group, figure.distinct_children) for figure in computed.figures]
        )
    whole = {
        period: distinct_children for period, group, distinct_children in numbers[0] if not group
    }

    assert numbers[0] == numbers[1]
    for period, distinct_children in whole.items():
        groups = [children for at, group, children in numbers[0] if at == period and group]
        assert (
            sum(distinct_children.denominator for distinct_children in groups)
            == distinct_children.denominator
        )
        assert (
            sum(distinct_children.numerator for distinct_children in groups)
            == distinct_children.numerator
        )


def test_eight_late_plans_of_two_children_are_two_children():
    rows = [
        {"child_id": f"EXMPL{number % 2}", "due": "2025-02-01", "completed": None}
        for number in range(8)
    ]
    records = from_rows({"peps": rows})
    own_measure = measure(
        title="P", unit="%", better="higher", needs={"peps": ["child_id", "due", "completed"]}
    )(plans)
    period = between(Every.QUARTER, date(2025, 1, 1), date(2025, 3, 31))

    (figure,) = series(
        own_measure, records, period, as_at=date(2025, 3, 31), distinct_children=True
    ).figures

    assert figure.denominator == 8
    assert figure.distinct_children == DistinctChildren(numerator=0, complement=2, denominator=2)


def test_sums_that_children_bring_are_of_so_many_children():
    """420 sessions of one child are one child; two of three have some that they missed."""
    terms = [("EXMPL0", 140, 140), ("EXMPL0", 140, 140), ("EXMPL1", 140, 90), ("EXMPL2", 70, 0)]
    rows = [
        {"child_id": child, "year_end": "2025-03-31", "sdq_score": possible, "dental_check": there}
        for child, possible, there in terms
    ]

    def sessions(records):
        return supplied(
            records.outcomes,
            subject="child_id", date="year_end", numerator="dental_check", denominator="sdq_score",
        )  # fmt: skip

    records = from_rows({"outcomes": rows})
    period = between(Every.FINANCIAL_YEAR, date(2024, 4, 1), date(2025, 3, 31))
    (figure,) = series(of(sessions), records, period, distinct_children=True).figures

    assert (figure.numerator, figure.denominator) == (370, 490)
    assert figure.distinct_children == DistinctChildren(numerator=2, complement=2, denominator=3)


def test_subjects_of_a_stock_are_children_already():
    def here(records):
        return stock(records.outcomes, start="year_end", end="year_end")

    computed = series(
        of(here, unit="children"),
        from_rows({"outcomes": ROWS}),
        periods_of(Every.QUARTER),
        distinct_children=True,
    )

    assert {figure.distinct_children for figure in computed.figures} == {None}
    assert computed.over_time == "level"


def test_distinct_children_are_counted_only_where_they_are_asked_for_and_of_children():
    records = from_rows({"outcomes": ROWS})
    quarters = periods_of(Every.QUARTER)

    assert {
        figure.distinct_children for figure in series(of(checks), records, quarters).figures
    } == {None}
    households = find_measures().measures["foster-households-approved"]
    table = [{"household_id": "H1", "approved": "2024-05-01"}]
    others = series(
        households, from_rows({"foster_households": table}), quarters, distinct_children=True
    )
    assert {figure.distinct_children for figure in others.figures} == {None}
    assert series(of(checks), records, quarters).over_time == "flow"


def test_whom_each_shipped_measure_counts():
    """A measure that does not say counts children; those that do not, say so."""
    others = {measure.identifier: measure.about for measure in find_measures().measures.values()
              if measure.about != "children"}  # fmt: skip

    assert others == {
        "children-per-social-worker": "staff",
        "connected-carer-households": "households",
        "events-run": "events",
        "foster-households-approved": "households",
        "foster-households-ended": "households",
        "foster-households-net": "households",
        "in-house-foster-carers": "households",
        "staff-length-of-service": "staff",
        "staff-trained-narrative-model": "staff",
        "staff-trained-trauma-informed": "staff",
        "staff-turnover": "staff",
    }
