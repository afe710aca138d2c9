"""Means, medians and percentiles of an amount, rates of events, and follow-ups."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import comb
from statistics import median

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cptracker
from cptracker import col, contacts, deadlines, events, measure, per_head, stock
from cptracker.engine.cases.listing import members_of_figure
from cptracker.engine.series import series
from cptracker.model.periods import from_key
from cptracker.records.frames import from_rows
from cptracker.stats.percentiles import percentile_bounds, percentile_limits, percentile_of
from cptracker.wording.phrases import made_of

VISITED = {"visits": ["child_id", "visit_date"]}
QUARTERS = [from_key(f"202425Q{number}") for number in (1, 2, 3, 4)]


def of_scores(statistic, **fields):
    """A measure of SDQ scores by the day of the questionnaire."""

    @measure(
        title="Scores",
        unit="points",
        better="lower",
        needs={"sdq": ["child_id", "date", "score"]},
        by=["sex"],
        **fields,
    )
    def scores(records):
        """The scores of the questionnaires of the period."""
        return events(records.sdq, date="date", amount=col("score"), statistic=statistic)

    return scores


def of_places(statistic):
    """A measure of the places of households on a day."""

    @measure(
        title="Places",
        unit="places",
        better="higher",
        needs={"foster_households": ["household_id", "approved", "ended", "places"]},
        about="households",
    )
    def places(records):
        """The places of each household."""
        return stock(
            records.foster_households,
            subject="household_id",
            start="approved",
            end="ended",
            amount=col("places"),
            statistic=statistic,
        )

    return places


days = st.integers(0, 364).map(lambda number: date(2024, 4, 1) + timedelta(days=number))
scores = st.one_of(st.none(), st.integers(0, 40))
rows = st.lists(st.tuples(st.sampled_from("ABCDE"), days, scores), max_size=14)


def sdq(several) -> list[dict[str, object]]:
    return [
        {"child_id": child, "date": day.isoformat(), "score": score}
        for child, day, score in {
            (child, day): (child, day, score) for child, day, score in several
        }.values()
    ]


def by_definition(amounts: Sequence[int], percent: int) -> Fraction:
    """The least amount that so many percent do not exceed, half way to the next if just so many."""
    ordered = sorted(amounts)
    enough = [
        number
        for number in ordered
        if sum(other <= number for other in ordered) * 100 >= percent * len(ordered)
    ]
    least = enough[0]
    exactly = [at for at in range(1, len(ordered)) if at * 100 == percent * len(ordered)]
    return (
        Fraction(ordered[exactly[0] - 1] + ordered[exactly[0]], 2) if exactly else Fraction(least)
    )


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize("statistic", ["mean", "median", 90])
def test_statistics_are_as_plain_python_reckons_them(engine, statistic):
    @settings(max_examples=12, deadline=None)
    @given(rows)
    def holds(several):
        table = sdq(several)
        records = from_rows({"sdq": table}, engine=engine)
        figures = series(of_scores(statistic), records, QUARTERS, as_at=date(2025, 3, 31)).whole
        for figure in figures:
            inside = [
                row["score"]
                for row in table
                if figure.period.start.isoformat() <= row["date"] <= figure.period.end.isoformat()
            ]
            known = [score for score in inside if score is not None]
            assert figure.unknown == len(inside) - len(known)
            assert (figure.denominator or 0) == len(known)
            if not known:
                assert figure.value is None
            elif statistic == "mean":
                assert figure.value == Fraction(sum(known), len(known))
                assert (figure.numerator, figure.squares) == (
                    sum(known),
                    sum(amount * amount for amount in known),
                )
            else:
                percent = 50 if statistic == "median" else statistic
                assert figure.value == by_definition(known, percent)

    holds()


@settings(max_examples=60)
@given(st.lists(st.integers(0, 50), min_size=1, max_size=12))
def test_the_median_is_the_usual_one(amounts):
    assert percentile_of(sorted(amounts), 50) == Fraction(median(amounts))


@settings(max_examples=60)
@given(
    st.lists(st.integers(0, 50), min_size=1, max_size=8),
    st.lists(st.integers(-9, 60), max_size=4),
    st.integers(1, 99),
)
def test_bounds_hold_whatever_the_unknown_amounts_are(amounts, unknown, percent):
    low, high = percentile_bounds(sorted(amounts), percent, len(unknown))
    true = percentile_of(sorted([*amounts, *unknown]), percent)

    assert low is None or low <= true
    assert high is None or true <= high
    if not unknown:
        assert low == high == true


@pytest.mark.parametrize(("number", "percent"), [(6, 50), (20, 50), (51, 50), (60, 90), (200, 25)])
def test_limits_hold_the_percentile_in_95_of_a_hundred_draws(number, percent):
    """By the binomial distribution, and the next narrower ranks would not."""
    low, high = (int(limit) for limit in percentile_limits(range(1, number + 1), percent))

    def within(first: int, last: int) -> float:
        part = percent / 100
        return sum(
            comb(number, below) * part**below * (1 - part) ** (number - below)
            for below in range(first, last)
        )

    assert within(low, high) >= 0.95
    assert within(0, low + 1) > 0.025
    assert within(high - 1, number + 1) > 0.025


def test_too_few_have_no_limits():
    assert percentile_limits([1, 2, 3, 4, 5], 50) is None


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_amounts_of_a_stock_are_of_those_open_on_the_day(engine):
    households = [
        ("H1", "2020-01-01", None, 3),
        ("H2", "2020-01-01", "2024-08-01", 9),
        ("H3", "2020-01-01", None, None),
        ("H4", "2024-12-31", None, 1),
        ("H5", "2025-01-01", None, 2),
    ]
    names = ("household_id", "approved", "ended", "places")
    table = [dict(zip(names, row, strict=True)) for row in households]
    records = from_rows({"foster_households": table}, engine=engine)

    def amounts_of(statistic):
        computed = series(of_places(statistic), records, QUARTERS, as_at=date(2025, 3, 31))
        return [(figure.value, figure.denominator, figure.unknown) for figure in computed.whole]

    assert amounts_of("mean") == [(6, 2, 1), (3, 1, 1), (2, 2, 1), (2, 3, 1)]
    assert amounts_of("median") == [(6, 2, 1), (3, 1, 1), (2, 2, 1), (2, 3, 1)]
    assert amounts_of(99) == [(9, 2, 1), (3, 1, 1), (3, 2, 1), (3, 3, 1)]


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize("statistic", ["mean", "median"])
def test_months_since_a_day_grow_with_each_period(statistic, engine):
    """Completed months by the period's last day: from the 15th of March to the 30th of June 3."""

    @measure(
        title="Service", unit="months", better="higher", about="households",
        needs={"foster_households": ["household_id", "approved", "ended"]},
    )  # fmt: skip
    def service(records):
        """How long households have been approved."""
        return stock(
            records.foster_households, subject="household_id", start="approved", end="ended",
            since="approved", statistic=statistic,
        )  # fmt: skip

    table = [
        {"household_id": "H1", "approved": "2024-03-15"},
        {"household_id": "H2", "approved": "2024-01-31", "ended": "2024-09-30"},
        {"household_id": "H3", "approved": "2024-06-30"},
    ]
    records = from_rows({"foster_households": table}, engine=engine)

    figures = series(service, records, QUARTERS, as_at=date(2025, 3, 31)).whole
    cases = members_of_figure(service, records, QUARTERS[0], as_at=date(2025, 3, 31))

    mean = [Fraction(8, 3), Fraction(9, 2), Fraction(15, 2), Fraction(21, 2)]
    assert [figure.value for figure in figures] == (mean if statistic == "mean" else [3, *mean[1:]])
    assert [figure.denominator for figure in figures] == [3, 2, 2, 2]
    if statistic == "mean":
        assert (figures[0].numerator, figures[0].squares) == (8, 25 + 9)
        assert cases.recount[:2] == (8, 3)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_a_group_has_its_own_amounts(engine):
    table = sdq(
        [("A", date(2024, 5, 1), 10), ("B", date(2024, 5, 2), 30), ("C", date(2024, 5, 3), 2)]
    )
    children = [
        {"child_id": "A", "sex": "male"},
        {"child_id": "B", "sex": "female"},
        {"child_id": "C", "sex": "male"},
    ]
    records = from_rows({"sdq": table, "children": children}, engine=engine)

    computed = series(of_scores("median"), records, QUARTERS[:1], ["sex"], as_at=date(2025, 3, 31))

    value_by_group = {figure.group: figure.value for figure in computed.figures}
    assert value_by_group == {"": 10, "male": 6, "female": 30, "unknown": None}


def refused(members, unit="points"):
    """What is told of a measure with these members."""

    @measure(title="T", unit=unit, better="lower", needs={"sdq": ["child_id", "date", "score"]})
    def anything(records):
        """Anything."""
        return members(records)

    records = from_rows({"sdq": sdq([("A", date(2024, 5, 1), 3)])})
    with pytest.raises(cptracker.MeasureError) as raised:
        series(anything, records, QUARTERS, as_at=date(2025, 3, 31))
    return [problem.message for problem in raised.value.problems]


SCORE, HIGH = col("score"), col("score") >= 17


@pytest.mark.parametrize(
    ("members", "unit", "message"),
    [
        (
            lambda r: events(r.sdq, date="date"),
            "%",
            "`anything` is a count, whose unit cannot be `%`",
        ),
        (
            lambda r: events(r.sdq, date="date", amount=SCORE, statistic="median"),
            "%",
            "`anything` is a percentile, whose unit cannot be `%`",
        ),
        (
            lambda r: events(r.sdq, date="date", amount=SCORE, met=HIGH),
            "points",
            "`anything` gives both `amount` and `met`",
        ),
        (
            lambda r: events(r.sdq, date="date", amount=SCORE, distinct=True),
            "points",
            "`anything` gives both `amount` and `distinct`",
        ),
        (
            lambda r: events(r.sdq, date="date", amount=SCORE, statistic="mode"),
            "points",
            "`anything` asks for a `statistic` that there is not",
        ),
        (
            lambda r: events(r.sdq, date="date", amount=SCORE, statistic=100),
            "points",
            "`anything` asks for a `statistic` that there is not",
        ),
        (
            lambda r: events(r.sdq, date="date", amount=SCORE * 0.5, statistic="mean"),
            "points",
            "the amount of `anything` is no whole number",
        ),
        (
            lambda r: events(r.sdq, date="date", met=HIGH),
            "children",
            "`anything` is a share, whose unit is `%` and not `children`",
        ),
        (
            lambda r: events(r.sdq, date="date", statistic="median"),
            "points",
            "`anything` gives a `statistic` and no `amount`",
        ),
        (
            lambda r: events(r.sdq, date="date", met=HIGH, distinct=True),
            "%",
            "`anything` gives both `met` and `distinct`",
        ),
        (
            lambda r: events(r.sdq, date="date", no_information="not met"),
            "points",
            "`anything` says what no information is, and asks for none",
        ),
        (
            lambda r: events(r.sdq, date="date", ages=(16, 5)),
            "points",
            "nobody is of the ages that `anything` asks for",
        ),
        (
            lambda r: stock(r.sdq, start="date", end="date", at_least=2),
            "points",
            "`anything` gives `at_least` and no `contacts`",
        ),
        (
            lambda r: stock(
                r.sdq, start="date", end="date", met=HIGH, contacts=contacts(r.sdq, on="date")
            ),
            "%",
            "`anything` gives both `met` and `contacts`",
        ),
        (
            lambda r: stock(
                r.sdq, start="date", end="date", contacts=contacts(r.sdq, on="date", days=0)
            ),
            "%",
            "`anything` looks back over no time at all",
        ),
        (
            lambda r: stock(
                r.sdq,
                start="date",
                end="date",
                contacts=contacts(r.sdq, on="date", days=9, months=1),
            ),
            "%",
            "`anything` looks back over months and over days",
        ),
        (
            lambda r: stock(r.sdq, start="date", end="date", amount=SCORE, since="date"),
            "points",
            "`anything` gives both `amount` and `since`",
        ),
        (
            lambda r: deadlines(r.sdq, due="date", done="date", looks_back=-1),
            "%",
            "`anything` looks back to the future",
        ),
    ],
)
def test_nonsense_is_refused(members, unit, message):
    assert refused(members, unit) == [message]


def test_who_is_said_to_be_counted_is_who_is_counted():
    """Else small numbers of children would be published as those of staff."""

    @measure(
        title="T", unit="points", better="lower", about="staff",
        needs={"sdq": ["child_id", "date", "score"]},
    )  # fmt: skip
    def scores(records):
        """Anything."""
        return events(records.sdq, date="date")

    with pytest.raises(cptracker.MeasureError) as raised:
        series(scores, from_rows({"sdq": sdq([("A", date(2024, 5, 1), 3)])}), QUARTERS)
    assert [problem.message for problem in raised.value.problems] == [
        "`scores` counts children, and says that it is about staff"
    ]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"needs": {}}, "`anything` needs no table"),
        ({"by": ["sex", "sex"]}, "`by` of `anything` has a name twice"),
        (
            {"about": "staff", "nouns": ("child", "children")},
            "`anything` is about staff, and calls them children",
        ),
    ],
)
def test_facts_that_contradict_each_other_are_refused(fields, message):
    def anything(records):
        """Anything."""

    with pytest.raises(cptracker.MeasureError) as raised:
        measure(**({"title": "T", "unit": "%", "better": "lower", "needs": {"sdq": []}} | fields))(
            anything
        )
    assert [problem.message for problem in raised.value.problems] == [message]


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_of_an_age_each_counts_once_a_period(engine):
    records = from_rows(
        {
            "sdq": sdq([(child, date(2024, 5, day), 3) for child in "ABC" for day in (1, 2)]),
            "children": [
                {"child_id": "A", "dob": "2014-01-01"},
                {"child_id": "B", "dob": "2004-01-01"},
            ],
        },
        engine=engine,
    )

    @measure(title="T", unit="children", better="lower", needs={"sdq": ["child_id", "date"]})
    def checked(records):
        """Children asked in the period, each once."""
        return events(records.sdq, date="date", distinct=True, ages=(5, 16))

    (figure,) = series(checked, records, QUARTERS[:1], as_at=date(2025, 3, 31)).whole

    assert (figure.numerator, figure.unknown) == (1, 1)


def starting_rate(records):
    return events(
        records.starts_of_care,
        date="date",
        per=per_head(records.population, people="children_0_17"),
    )


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_a_rate_of_events_is_of_those_who_live_here(engine):
    rate = measure(
        title="Starting", unit="per 10,000", better="context",
        needs={"episodes": ["child_id", "decom"], "population": ["year", "children_0_17"]},
    )(starting_rate)  # fmt: skip
    records = from_rows(
        {
            "episodes": [
                {"child_id": child, "decom": "2024-06-01", "rne": "S", "ls": "C2"}
                for child in "ABC"
            ],
            "population": [{"year": 2023, "children_0_17": 20_000}],
        },
        engine=engine,
    )

    (figure,) = series(rate, records, [from_key("202425")], as_at=date(2025, 3, 31)).whole

    assert (figure.value, figure.numerator, figure.denominator) == (Fraction(3, 2), 3, 20_000)
    assert figure.note == "by the population of 2023"


def back_within(months):
    """Who came back into care within so many months of leaving it."""

    @measure(
        title="Came back", unit="%", better="lower",
        needs={"episodes": ["child_id", "decom", "dec", "rne"]},
    )  # fmt: skip
    def came_back(records):
        """Share of those leaving who were back within the months, by the day these were over."""
        begun = records.starts_of_care.select("child_id", back_day=col("date_day"))
        left = records.months_after(records.ends_of_care, "date", months, "due")
        pairs = left.join(begun, on="child_id", how="inner").filter(
            col("back_day") >= col("date_day")
        )
        first = pairs.group_by("child_id", "date_day").agg(col("back_day").min())
        whole = left.join(first, on=["child_id", "date_day"], how="left")
        return deadlines(whole, due="due", done="back", looks_back=months)

    return came_back


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_a_follow_up_is_told_when_its_months_are_over(engine):
    """Who left so late that the months are not over is not yet due, neither back nor not."""
    episodes = [
        ("A", "2023-01-01", "2023-05-31"),
        ("A", "2023-11-30", None),  # the last day of the six months
        ("B", "2023-01-01", "2023-05-31"),
        ("B", "2023-12-01", None),  # a day late
        ("C", "2023-01-01", "2023-06-30"),
        ("D", "2023-01-01", "2023-07-15"),
    ]
    names = ("child_id", "decom", "dec")
    table = [dict(zip(names, row, strict=True)) | {"rne": "S"} for row in episodes]
    records = from_rows({"episodes": table}, engine=engine)

    due = records.months_after(records.ends_of_care, "date", 6, "due").select("child_id", "due")
    assert sorted(records.engine.rows(due)) == [
        ("A", date(2023, 11, 30)),
        ("B", date(2023, 11, 30)),
        ("C", date(2023, 12, 30)),
        ("D", date(2024, 1, 15)),
    ]
    (figure,) = series(back_within(6), records, [from_key("202324")], as_at=date(2024, 4, 30)).whole
    assert (figure.numerator, figure.denominator, figure.unknown) == (1, 4, 0)
    later = series(back_within(12), records, [from_key("202425")], as_at=date(2024, 6, 29))
    assert later.whole[0].missing_reason == "not_due"


def test_a_follow_up_needs_the_records_of_those_who_left(tmp_path):
    """The year in which the months are over is told only if that in which they began is covered."""
    for year in (2024, 2025):
        (tmp_path / f"{year}").mkdir()
        start, end = date(year - 1, 6, 1), date(year - 1, 8, 1)
        text = "CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n"
        text += f"C{year},{start:%d/%m/%Y},S,C2,U4,{end:%d/%m/%Y},E4A\n"
        (tmp_path / f"{year}" / "episodes.csv").write_text(text, encoding="utf-8")
    records = cptracker.load_records(tmp_path)
    periods = [from_key("202324"), from_key("202425")]

    first, second = series(back_within(12), records, periods, as_at=date(2025, 3, 31)).whole

    assert first.missing_reason == "not_supplied"
    assert first.note == "`episodes` begins on 1 April 2023"
    assert (second.numerator, second.denominator) == (0, 1)


def test_polars_frames_stay_eager_with_amounts():
    frame = pl.DataFrame(
        {"child_id": ["A", "B"], "date": ["01/05/2024", "31/03/2025"], "score": ["3", "9"]}
    )

    computed = cptracker.compute(
        of_scores("median"), {"sdq": frame}, every="financial-year", as_at="2025-03-31"
    )

    assert computed.select("value", "numerator", "denominator").rows() == [(6.0, None, 2)]


def test_a_median_is_made_of_all_and_of_no_sum():
    records = from_rows({"sdq": sdq([("A", date(2024, 5, 1), 3), ("B", date(2024, 5, 2), 9)])})

    median_, mean = (
        series(of_scores(statistic), records, QUARTERS[:1], as_at=date(2025, 3, 31)).whole[0]
        for statistic in ("median", "mean")
    )

    assert made_of(median_, "points") == "all 2"
    assert made_of(mean, "points") == "12 ÷ 2"
