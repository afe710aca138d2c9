"""One count divided by another: values, bounds, groups, cases, and what is hidden."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cptracker
from cptracker import Example, col, events, measure, ratio, reasons, stock
from cptracker.disclosure.release import release_series
from cptracker.engine.cases.listing import members_of_figure
from cptracker.engine.cases.movement import movement_of_figure
from cptracker.engine.examples import run_examples
from cptracker.engine.series import series
from cptracker.model.periods import from_key
from cptracker.notebooks.members import whole_frame
from cptracker.records.frames import from_rows
from cptracker.stats.intervals import figure_interval
from cptracker.stats.spc.result import read_spc
from cptracker.wording.phrases import made_of

YEAR, QUARTERS = from_key("202425"), [from_key(f"202425Q{number}") for number in (1, 2, 3, 4)]
AS_AT = date(2025, 3, 31)
STAFF = {"staff": ["staff_id", "role", "started", "ended"]}
WORKER_COLUMNS = {"social_worker_spells": ["child_id", "worker_id", "start", "end"]}


def in_post(records):
    return stock(records.staff, subject="staff_id", start="started", end="ended")


def who_left(records):
    return events(records.staff, subject="staff_id", date="ended")


def declared(function, *, unit="%", needs=STAFF, about="staff", by=("role",), every="quarter"):
    """A measure of this function."""
    named = measure(
        title="A ratio", unit=unit, better="lower", needs=needs, by=by, about=about, every=every,
        nouns=("person", "people"),
    )  # fmt: skip
    return named(function)


def turnover(records):
    """Those who left in the period, for every hundred in post on its last day."""
    return ratio(who_left(records), in_post(records), per=100)


def caseload(records):
    """Children with a social worker on the last day, for each who has any."""
    spells = records.social_worker_spells
    return ratio(stock(spells), stock(spells, subject="worker_id"))


TURNOVER = declared(turnover)
CASELOAD = declared(
    caseload, unit="children", needs=WORKER_COLUMNS, about="children", by=(), every="financial-year"
)

days = st.integers(0, 500).map(lambda number: date(2024, 1, 1) + timedelta(days=number))
posts = st.lists(
    st.tuples(st.sampled_from("ABCDEF"), st.sampled_from(["x", "y"]), days, st.none() | days),
    max_size=12,
)


def rows_of(several):
    """A post for each person and day, as a table has one row of one key."""
    named = {(person, start): (role, end) for person, role, start, end in several}
    return [
        {
            "staff_id": person,
            "role": role,
            "started": start.isoformat(),
            "ended": end and end.isoformat(),
        }
        for (person, start), (role, end) in named.items()
    ]


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_leavers_by_staff_are_as_plain_python_reckons_them(engine):
    @settings(max_examples=15 if engine == "polars" else 5, deadline=None)
    @given(posts)
    def holds(several):
        table = rows_of(several)
        records = from_rows({"staff": table}, engine=engine)
        computed = series(TURNOVER, records, QUARTERS, ["role"], as_at=AS_AT)
        for figure in computed.figures:
            first, last = figure.period.start.isoformat(), figure.period.end.isoformat()
            posts = [row for row in table if figure.group in ("", row["role"])]
            left = [row for row in posts if row["ended"] and first <= row["ended"] <= last]
            there = {
                row["staff_id"]
                for row in posts
                if row["started"] <= last and (not row["ended"] or row["ended"] > last)
                and (not row["ended"] or row["ended"] > row["started"])
            }  # fmt: skip
            if figure.group:
                there = {name for name in there if _role(table, name, last) == figure.group}
            assert figure.numerator == len(left)
            assert figure.denominator == len(there)
            value = Fraction(100 * len(left), len(there)) if there else None
            assert (figure.value, figure.lower, figure.upper) == (value, value, value)

    holds()


def _role(table, person, last):
    """What somebody is who holds several posts: that begun last, the greatest of a tie."""
    open_on = [
        (row["started"], row["role"])
        for row in table
        if row["staff_id"] == person
        and row["started"] <= last
        and (not row["ended"] or row["ended"] > last)
    ]
    return max(open_on)[1]


def test_nobody_to_divide_by_is_no_figure():
    left = {"staff_id": "A", "role": "x", "started": "2020-01-01", "ended": "2024-05-01"}

    def turnover(table):
        (figure,) = series(TURNOVER, from_rows({"staff": table}), [QUARTERS[0]], as_at=AS_AT).whole
        return figure.value, str(figure.missing_reason), figure.numerator

    assert turnover([left]) == (None, "not_computable", 1)
    assert turnover([left | {"ended": "2023-05-01"}]) == (None, "no_cases", 0)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_who_may_belong_to_either_count_decides_the_bounds(engine):
    """Two of an age not known: one that may be above the line, one that may be below it."""

    def of_ages(records):
        """Visits to the older, for each older child with an adviser."""
        visits = events(records.visits, date="visit_date", ages=(10, 20))
        return ratio(visits, stock(records.adviser_spells, ages=(10, 20)))

    needs = {
        "visits": ["child_id", "visit_date"],
        "adviser_spells": ["child_id", "adviser_id", "start", "end"],
    }
    own_measure = declared(of_ages, unit="visits", needs=needs, about="children", by=())
    children = [{"child_id": child, "dob": "2010-01-01"} for child in "AB"]
    spells = [{"child_id": child, "adviser_id": "P", "start": "2020-01-01"} for child in "ABX"]
    visits = [{"child_id": child, "visit_date": "2024-05-01"} for child in "AAABXY"]
    visits = [row | {"visit_date": f"2024-05-0{at + 1}"} for at, row in enumerate(visits)]
    tables = {"children": children, "adviser_spells": spells, "visits": visits}

    (figure,) = series(
        own_measure, from_rows(tables, engine=engine), [QUARTERS[0]], as_at=AS_AT
    ).whole

    assert (figure.numerator, figure.denominator, figure.unknown) == (4, 2, 3)
    assert (figure.lower, figure.value, figure.upper) == (Fraction(4, 3), 2, 3)


def test_reasons_are_told_of_each_count():
    def of_workers(records):
        """Leavers by staff, without managers."""
        others = reasons({"managers": col("role") == "manager"})
        left = events(records.staff, subject="staff_id", date="ended", excluded=others)
        posts = stock(
            records.staff, subject="staff_id", start="started", end="ended", excluded=others
        )
        return ratio(left, posts, per=100)

    table = [
        {"staff_id": "A", "role": "worker", "started": "2020-01-01", "ended": "2024-05-01"},
        {"staff_id": "B", "role": "manager", "started": "2020-01-01", "ended": "2024-05-01"},
        {"staff_id": "C", "role": "worker", "started": "2020-01-01"},
        {"staff_id": "D", "role": "manager", "started": "2020-01-01"},
    ]
    own_measure, records = declared(of_workers), from_rows({"staff": table})

    (figure,) = series(own_measure, records, [QUARTERS[0]], as_at=AS_AT).whole
    cases = members_of_figure(own_measure, records, QUARTERS[0], as_at=AS_AT)
    example = Example(
        tables={"staff": table},
        period="202425Q1",
        met={"A"},
        base={"C"},
        excluded={"managers": {"B"}, "managers (denominator)": {"D"}},
        value=100,
    )

    assert figure.excluded == {"managers": 1, "managers (denominator)": 1}
    assert cases.recount == (1, 1, 0, dict(figure.excluded))
    assert run_examples(own_measure, example) == []
    wrong = Example(tables={"staff": table}, period="202425Q1", met={"A"}, base={"A", "C"})
    assert any("base is ['C'], not ['A', 'C']" in line for line in run_examples(own_measure, wrong))


POSTS = [
    {"staff_id": "A", "role": "x", "started": "2020-01-01", "ended": "2024-05-01"},
    {"staff_id": "B", "role": "x", "started": "2020-01-01", "ended": "2024-08-01"},
    {"staff_id": "C", "role": "y", "started": "2020-01-01", "ended": "2024-08-02"},
    *({"staff_id": f"S{at}", "role": "y", "started": "2020-01-01"} for at in range(4)),
]


def test_whoever_stands_behind_both_counts_is_listed_and_recounts():
    records = from_rows({"staff": POSTS})

    before, after = (
        members_of_figure(TURNOVER, records, quarter, as_at=AS_AT) for quarter in QUARTERS[:2]
    )
    moved = movement_of_figure(before, after)

    assert [(member.subject, str(member.outcome)) for member in before.members] == [
        ("A", "counted"),
        *((name, "divided by") for name in ("B", "C", "S0", "S1", "S2", "S3")),
    ]
    for cases in (before, after):
        assert cases.recount[:2] == (cases.figure.numerator, cases.figure.denominator)
    assert moved.difference == sum(part.part for part in moved.parts) == 50 - Fraction(100, 6)


def test_a_group_lists_its_own():
    cases = members_of_figure(
        TURNOVER, from_rows({"staff": POSTS}), QUARTERS[1], group={"role": "x"}, as_at=AS_AT
    )

    assert [member.subject for member in cases.members] == ["B"]


def test_it_is_told_as_a_division_also_in_percent():
    (figure,) = series(TURNOVER, from_rows({"staff": POSTS}), [QUARTERS[1]], as_at=AS_AT).whole

    assert made_of(figure, "%", "ratio") == "2 ÷ 4"
    assert made_of(figure, "%", "share") == "2 of 4"


def test_what_happened_has_an_interval_and_two_numbers_of_a_day_have_none():
    (flow,) = series(TURNOVER, from_rows({"staff": POSTS}), [QUARTERS[1]], as_at=AS_AT).whole
    interval = figure_interval(flow, "ratio", per=100)

    assert (interval.method, round(interval.lower, 1), round(interval.upper, 1)) == (
        "exact Poisson",
        6.1,
        180.6,
    )
    assert figure_interval(flow, "ratio", per=100, by_day=True) is None
    computed = series(CASELOAD, from_rows(with_workers(20, 20)), [YEAR], as_at=AS_AT)
    assert (computed.statistic, computed.over_time, computed.scale) == ("ratio", "level", 1)
    turned = series(TURNOVER, from_rows({"staff": POSTS}), QUARTERS, as_at=AS_AT)
    assert (turned.over_time, turned.scale) == ("", 100)


def with_workers(children, workers):
    """Children who each have one of so many workers in turn."""
    return {
        "social_worker_spells": [
            {"child_id": f"C{at}", "worker_id": f"SW{at % workers}", "start": "2024-05-01"}
            for at in range(children)
        ]
    }


def published(children, workers, *, period=YEAR, profile="public"):
    exact = series(
        CASELOAD,
        from_rows(with_workers(children, workers)),
        [period],
        as_at=AS_AT,
        distinct_children=True,
    )
    (public,) = release_series([exact], profile=profile)
    return public.figures[0]


@pytest.mark.parametrize("profile", ["public", "dfe", "nhs"])
def test_of_children_it_is_a_whole_number_without_its_counts(profile):
    figure = published(310, 20, profile=profile)

    assert (figure.value, figure.digits) == (16, 0)
    assert (figure.numerator, figure.denominator, figure.distinct_children, figure.lower) == (
        None,
    ) * 4


@pytest.mark.parametrize("profile", ["public", "dfe", "nhs"])
@pytest.mark.parametrize(("children", "workers"), [(19, 19), (300, 19), (19, 1)])
def test_few_on_either_side_hide_it(children, workers, profile):
    assert published(children, workers, profile=profile).missing_reason == "hidden"


def test_periods_within_a_year_are_never_published():
    assert published(310, 20, period=QUARTERS[3]).missing_reason == "hidden"


def test_of_events_that_one_child_makes_up_it_is_hidden():
    """Eighty of a hundred times were one child's, the rest one each."""

    def times(records):
        """Visits for each child with an adviser."""
        return ratio(events(records.visits, date="visit_date"), stock(records.adviser_spells))

    needs = {
        "visits": ["child_id", "visit_date"],
        "adviser_spells": ["child_id", "adviser_id", "start", "end"],
    }
    own_measure = declared(
        times, unit="visits", needs=needs, about="children", by=(), every="financial-year"
    )
    spells = [{"child_id": f"C{at}", "adviser_id": "P", "start": "2020-01-01"} for at in range(21)]

    def refusal(of_one):
        first = date(2024, 4, 1)
        visits = [
            {"child_id": "C0", "visit_date": (first + timedelta(days=at)).isoformat()}
            for at in range(of_one)
        ]
        visits += [{"child_id": f"C{at}", "visit_date": "2024-05-01"} for at in range(1, 21)]
        exact = series(
            own_measure,
            from_rows({"adviser_spells": spells, "visits": visits}), [YEAR], as_at=AS_AT,
            distinct_children=True,
        )  # fmt: skip
        return release_series([exact], profile="public")[0].figures[0]

    assert refusal(200).missing_reason == "hidden"
    assert refusal(100).value == 6


def test_as_a_frame_each_row_says_to_which_count_it_belongs():
    frame = whole_frame(turnover(from_rows({"staff": POSTS})))

    assert sorted(frame["side"].unique()) == ["denominator", "numerator"]
    assert len(frame) == 2 * len(POSTS)


def refused(function, **fields):
    """What is told of a measure with such a ratio."""
    with pytest.raises(cptracker.MeasureError) as raised:
        series(declared(function, **fields), from_rows({"staff": POSTS}), QUARTERS, as_at=AS_AT)
    return [problem.message for problem in raised.value.problems]


@pytest.mark.parametrize(
    ("function", "fields", "message"),
    [
        (
            lambda records: ratio(who_left(records), in_post(records)),
            {},
            "`<lambda>` is for 1, and its unit is `%`",
        ),
        (
            lambda records: ratio(who_left(records), in_post(records), per=100),
            {"unit": "people"},
            "`<lambda>` is for 100, and its unit is `people`",
        ),
        (
            lambda records: ratio(who_left(records), in_post(records), per=0),
            {"unit": "people"},
            "`per` of `<lambda>` is no whole number from 1 on",
        ),
        (
            lambda records: ratio(in_post(records), who_left(records), per=100),
            {},
            "`<lambda>` divides what is there on a day by what happened in a period",
        ),
        (
            lambda records: ratio(
                events(records.staff, subject="staff_id", date="ended", met=col("role") == "x"),
                in_post(records),
                per=100,
            ),
            {},
            "the numerator of `<lambda>` is no count",
        ),
        (
            lambda records: ratio(who_left(records), in_post(records), per=100),
            {"by": ("sex",)},
            "the numerator of `<lambda>` has no breakdown `sex`",
        ),
    ],
)
def test_nonsense_is_refused(function, fields, message):
    function.__name__ = "nonsense"

    assert message.replace("<lambda>", "nonsense") in refused(function, **fields)


def test_a_ratio_of_quarters_has_a_chart_and_one_of_trailing_years_says_why_not():
    many = [from_key(f"{year}{(year + 1) % 100:02}Q{number}") for year in range(2020, 2025)
            for number in (1, 2, 3, 4)]  # fmt: skip
    table = [
        {"staff_id": f"S{at}", "role": "x", "started": "2010-01-01"}
        | ({"ended": f"{2020 + at // 4}-{4 + at % 4:02}-15"} if at < 18 else {})
        for at in range(40)
    ]
    records = from_rows({"staff": [row | {"ended": row.get("ended")} for row in table]})
    trailing = [from_key(f"2024-{month:02}T12") for month in range(1, 13)]

    quarters = series(TURNOVER, records, many, as_at=AS_AT)
    years = series(TURNOVER, records, trailing, as_at=AS_AT)

    assert read_spc(quarters.whole, quarters.better, window=quarters.window).chart is not None
    refused = read_spc(years.whole, years.better, window=years.window)
    assert refused.chart is None
    assert "share" in refused.withheld
