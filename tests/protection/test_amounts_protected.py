"""Means, medians and percentiles of what children have: published by rules of their own."""

from datetime import date

import pytest

from cptracker import col, events, measure, stock
from cptracker.disclosure.release import release_series
from cptracker.engine.series import series
from cptracker.model.periods import from_key
from cptracker.records.frames import from_rows

YEARS = [from_key("202324"), from_key("202425")]
QUARTERS = [from_key(f"202425Q{number}") for number in (1, 2, 3, 4)]
BLANK = ("numerator", "denominator", "unknown", "lower", "upper", "squares", "limits", "largest")


def of_scores(statistic="mean", about="children", sensitive=False):
    """A measure of SDQ scores."""

    @measure(
        title="Scores",
        unit="points",
        better="lower",
        needs={"sdq": ["child_id", "date", "score"]},
        by=["sex"],
        about=about,
        sensitive=sensitive,
    )
    def scores(records):
        """The scores of the questionnaires of the period."""
        return events(records.sdq, date="date", amount=col("score"), statistic=statistic)

    return scores


def records_of(scores, day="2024-06-01"):
    """A questionnaire for each child."""
    rows = [
        {"child_id": f"C{at:03}", "date": day, "score": score} for at, score in enumerate(scores)
    ]
    children = [{"child_id": row["child_id"], "sex": "male"} for row in rows]
    return from_rows({"sdq": rows, "children": children})


def published(measure, records, periods=YEARS, by=(), profile="public"):
    """The figures as anyone may see them."""
    exact = series(measure, records, periods, by, as_at=date(2025, 3, 31), distinct_children=True)
    (public,) = release_series([exact], profile=profile)
    return public.figures


EVEN = [10 + at % 5 for at in range(25)]


@pytest.mark.parametrize("profile", ["public", "dfe", "nhs"])
@pytest.mark.parametrize("statistic", ["mean", "median", 75])
def test_of_enough_children_it_is_a_whole_number_and_nothing_else(statistic, profile):
    _, figure = published(of_scores(statistic), records_of(EVEN), profile=profile)

    assert figure.value == {"mean": 12, "median": 12, 75: 13}[statistic]
    assert {name: getattr(figure, name) for name in BLANK} == dict.fromkeys(BLANK)
    assert (figure.excluded, figure.distinct_children, figure.digits) == ({}, None, 0)


@pytest.mark.parametrize("profile", ["public", "dfe", "nhs"])
@pytest.mark.parametrize("statistic", ["mean", "median", 75])
def test_of_fewer_it_is_hidden(statistic, profile):
    _, figure = published(of_scores(statistic), records_of(EVEN[:19]), profile=profile)

    assert (figure.missing_reason, figure.value) == ("hidden", None)


def test_rows_are_not_children():
    """Forty questionnaires of ten children are those of ten."""
    rows = [
        {"child_id": f"C{at % 10}", "date": f"2024-06-{1 + at // 10:02}", "score": 12}
        for at in range(40)
    ]

    _, figure = published(of_scores(), from_rows({"sdq": rows}))

    assert figure.missing_reason == "hidden"


@pytest.mark.parametrize("statistic", ["mean", "median"])
def test_groups_are_never_published(statistic):
    """With everyone's figure, one group's would tell another's."""
    figures = published(of_scores(statistic), records_of(EVEN * 3), by=["sex"])

    whole = [figure for figure in figures if not figure.group_by]
    assert [figure.value for figure in whole] == [None, 12]
    assert all(figure.value is None for figure in figures if figure.group_by)


@pytest.mark.parametrize("statistic", ["mean", "median"])
def test_periods_that_lie_in_a_year_are_never_published(statistic):
    """With the year's, three quarters would tell the fourth."""
    figures = published(of_scores(statistic), records_of(EVEN * 3), QUARTERS)

    assert all(figure.value is None for figure in figures)


def test_a_mean_that_one_child_makes_up_is_hidden():
    """Who has the second most could tell the largest from the sum, to within ten percent."""
    one_alone = [40, 0, *[0] * 23]
    enough_others = [40, 0, *[1] * 23]

    assert published(of_scores(), records_of(one_alone))[1].missing_reason == "hidden"
    assert published(of_scores(), records_of(enough_others))[1].value == 3  # 63 of 25


def test_the_share_of_the_others_that_decides_is_a_tenth_of_the_largest():
    just_less, just_enough = [40, 9, 3, *[0] * 22], [40, 9, 4, *[0] * 22]

    assert published(of_scores(), records_of(just_less))[1].missing_reason == "hidden"
    assert published(of_scores(), records_of(just_enough))[1].value == 2


def test_a_sum_that_one_child_makes_up_is_hidden_too():
    just_less, just_enough = [40, 9, 3, *[0] * 22], [40, 9, 4, *[1] * 22]

    assert published(of_scores("sum"), records_of(just_less))[1].missing_reason == "hidden"
    assert published(of_scores("sum"), records_of(just_enough))[1].value == 75


def test_that_there_was_nobody_is_shown_unless_it_is_sensitive():
    records = records_of(EVEN)

    first, _ = published(of_scores(), records)
    hidden, _ = published(of_scores(sensitive=True), records)

    assert (first.missing_reason, hidden.missing_reason) == ("no_cases", "hidden")


def test_what_staff_have_is_not_protected():
    @measure(
        title="Places", unit="places", better="higher", about="households",
        needs={"foster_households": ["household_id", "approved", "places"]},
    )  # fmt: skip
    def places(records):
        """The places of households that were approved."""
        return events(
            records.foster_households, subject="household_id", date="approved",
            amount=col("places"), statistic="mean",
        )  # fmt: skip

    rows = [
        {"household_id": f"H{at}", "approved": "2024-06-01", "places": places}
        for at, places in enumerate((1, 2))
    ]
    figures = published(places, from_rows({"foster_households": rows}), QUARTERS)

    assert [figure.value for figure in figures] == [1.5, None, None, None]


def test_of_a_day_each_row_is_a_child():
    """Whoever is open on the day counts once, so that rows need no counting of children."""

    @measure(
        title="Days", unit="days", better="lower", needs={"adviser_spells": ["child_id", "start"]}
    )
    def days(records):
        """Anything that each has an amount of."""
        return stock(records.adviser_spells, amount=col("start_month"), statistic="median")

    def published_mean(number):
        rows = [
            {"child_id": f"C{at}", "adviser_id": "P", "start": "2024-05-01"} for at in range(number)
        ]
        return published(days, from_rows({"adviser_spells": rows}))[1]

    assert published_mean(20).value == 2024 * 12 + 4
    assert published_mean(19).missing_reason == "hidden"
