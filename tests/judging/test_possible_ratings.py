"""Laws of doubt and of time: who is not known only widens, and what is new rewrites nothing old."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from cptracker.engine.figures import FigureRule, FigureSums, figure_from
from cptracker.model.figures import Figure, Rating
from cptracker.model.periods import from_key
from cptracker.model.plan import Better
from cptracker.model.targets import Interim, Target
from cptracker.rating.rate import ORDER, interim_target, possible_ratings, rate_figure
from cptracker.rating.thresholds import target_in_force, thresholds_of

YEAR = from_key("202425")

met, missed, unknown = st.integers(0, 40), st.integers(0, 40), st.integers(0, 10)
rules = st.sampled_from(
    [
        FigureRule(statistic="share"),
        FigureRule(statistic="share", not_met=True),
        FigureRule(statistic="count"),
        FigureRule(statistic="rate", people={2024: 1000}, scale=1000),
    ]
)
aims = st.decimals(0, 100, places=1)
tolerances = st.decimals(0, 20, places=1)
directions = st.sampled_from([Better.HIGHER, Better.LOWER, Better.NEAR])


def figure_of(met, missed, unknown, rule):
    return figure_from(FigureSums(met, met + missed, unknown), rule, YEAR, "", "")


def aim(better, value, within):
    near = better is Better.NEAR
    ends = {"low": value, "high": value + 10} if near else {"value": value}
    return Target(measure="x", since=date(2024, 4, 1), source="Board", within=within, **ends)


@given(met, missed, unknown, rules)
def test_adding_an_unknown_never_narrows_the_bounds(met, missed, unknown, rule):
    before, after = figure_of(met, missed, unknown, rule), figure_of(met, missed, unknown + 1, rule)

    if before.lower is not None and before.upper is not None:
        assert after.lower <= before.lower
        assert after.upper >= before.upper


@given(met, missed, unknown, rules, directions, aims, tolerances)
def test_an_unknown_never_takes_a_colour_from_those_possible(
    met, missed, unknown, rule, better, value, within
):
    limits = thresholds_of(aim(better, value, within), better)
    before = possible_ratings(figure_of(met, missed, unknown, rule), limits)
    after = possible_ratings(figure_of(met, missed, unknown + 1, rule), limits)

    if before and after:
        assert ORDER.index(after[0]) <= ORDER.index(before[0])
        assert ORDER.index(after[1]) >= ORDER.index(before[1])


@given(met, missed, unknown, rules, directions, aims, tolerances)
def test_the_colour_lies_between_those_possible(met, missed, unknown, rule, better, value, within):
    judgement = rate_figure(
        figure_of(met, missed, unknown, rule), better, aim(better, value, within)
    )

    if judgement.worst:
        places = [
            ORDER.index(rating) for rating in (judgement.worst, judgement.rating, judgement.best)
        ]
        assert places == sorted(places)


@given(met, missed, unknown, directions, aims, tolerances, st.data())
def test_whoever_the_unknown_are_the_colour_is_one_of_those_possible(
    met, missed, unknown, better, value, within, data
):
    """Some of the unknown met it, the others did not: that figure's colour was said possible."""
    target = aim(better, value, within)
    share = FigureRule(statistic="share")
    judgement = rate_figure(figure_of(met, missed, unknown, share), better, target)
    good = data.draw(st.integers(0, unknown))
    truth = rate_figure(
        figure_of(met + good, missed + unknown - good, 0, share), better, target
    ).rating

    if judgement.worst and truth in ORDER:
        assert ORDER.index(judgement.worst) <= ORDER.index(truth) <= ORDER.index(judgement.best)


days = st.dates(date(2022, 4, 1), date(2027, 3, 31))
values = st.decimals(1, 100, places=1)


@given(st.lists(days, min_size=1, unique=True), days, values, st.integers(1, 400))
def test_a_newer_target_rewrites_no_older_rating(begun, later, value, after):
    """What is in force on a day depends on that day's past alone."""
    targets = [
        Target(measure="x", since=day, value=Decimal(at), source="Board")
        for at, day in enumerate(begun)
    ]
    newer = Target(
        measure="x", since=later + timedelta(days=after), value=Decimal(value), source="Board"
    )

    assert target_in_force([*targets, newer], "x", later) == target_in_force(targets, "x", later)


@given(st.lists(days, min_size=1, max_size=4, unique=True), st.lists(values, min_size=4), days)
def test_the_interim_value_is_the_last_whose_day_has_come(steps, values, day):
    due = date(2027, 4, 1)
    interim = tuple(
        Interim(by=by, value=value) for by, value in zip(sorted(steps), values, strict=False)
    )
    target = Target(
        measure="x", since=date(2022, 4, 1), value=Decimal(100), due=due, interim=interim,
        source="Board",
    )  # fmt: skip
    come = [step.value for step in interim if step.by <= day]
    in_force = interim_target(target, day)

    assert (in_force.value if in_force else None) == (come[-1] if come else None)
    assert interim_target(target, due) is target


@given(values, values, st.booleans())
def test_judging_what_was_judged_changes_nothing(value, interim, early):
    """A target on its way is handed on as the one that judged, so that all agree on the colour."""
    step = Interim(by=date(2024, 4, 1) if early else date(2025, 4, 1), value=interim)
    target = Target(
        measure="x", since=date(2024, 4, 1), value=Decimal(90), within=Decimal(5),
        due=date(2027, 3, 31), interim=(step,), source="Board",
    )  # fmt: skip
    figure = Figure(period=YEAR, value=Fraction(value), numerator=1, denominator=2)
    first = rate_figure(figure, Better.HIGHER, target)
    again = rate_figure(figure, Better.HIGHER, first.target)

    assert again.rating is first.rating
    assert (first.rating is Rating.NO_TARGET) == (not early)


@pytest.mark.parametrize("fields", [{"unknown": 0}, {"unknown": 3, "lower": None}])
def test_without_bounds_no_other_colour_is_named(fields):
    figure = Figure(
        period=YEAR, value=Fraction(50), lower=Fraction(40), upper=Fraction(60), unknown=2
    )
    limits = thresholds_of(aim(Better.HIGHER, Decimal(50), Decimal(5)), Better.HIGHER)

    assert possible_ratings(figure, limits) == (Rating.RED, Rating.GREEN)
    assert possible_ratings(evolve(figure, **fields), limits) is None
