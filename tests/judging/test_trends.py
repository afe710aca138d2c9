"""Direction of travel: better, worse, no clear trend, too few points; never from two."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from spc_series import figures, recalculation

from cptracker.model.periods import Every
from cptracker.model.plan import Better
from cptracker.model.targets import Target
from cptracker.stats.spc.result import read_spc
from cptracker.stats.trends import (
    Direction,
    figures_without_overlap,
    trend,
    trend_change,
    trend_line_of,
)

HIGHER, LOWER, NEAR, CONTEXT = Better.HIGHER, Better.LOWER, Better.NEAR, Better.CONTEXT
MIRRORED = {Direction.BETTER: Direction.WORSE, Direction.WORSE: Direction.BETTER}

RANGE = Target(
    measure="m", since=date(2020, 4, 1), source="Board", low=Decimal(40), high=Decimal(50)
)  # fmt: skip
RISING = [70, 73, 74, 78, 79, 83, 84, 88]
NOISE = [70, 75, 71, 74, 70, 75, 71, 74]


@pytest.mark.parametrize(
    ("values", "better", "direction"),
    [
        pytest.param([], HIGHER, "too few points", id="nothing"),
        pytest.param([70], HIGHER, "too few points", id="one point"),
        pytest.param([70, 90], HIGHER, "too few points", id="two points"),
        pytest.param([70, 80, 90], HIGHER, "too few points", id="three points"),
        pytest.param([70, 80, 91, 99], HIGHER, "better", id="four points that rise"),
        pytest.param([70, 99, 80, 91], HIGHER, "no clear trend", id="four points in disorder"),
        pytest.param([70, None, 80, None, 91], HIGHER, "too few points", id="three with gaps"),
        pytest.param(RISING, HIGHER, "better", id="rising, higher is better"),
        pytest.param(RISING, LOWER, "worse", id="rising, lower is better"),
        pytest.param(RISING[::-1], HIGHER, "worse", id="falling"),
        pytest.param(NOISE, HIGHER, "no clear trend", id="noise"),
        pytest.param([70] * 8, HIGHER, "no clear trend", id="level"),
        pytest.param([60, 57, 56, 53, 52, 50, 45, 41], NEAR, "better", id="nearer to the range"),
        pytest.param([41, 39, 36, 34, 31, 27, 24, 22], NEAR, "worse", id="away from the range"),
        pytest.param([41, 42, 43, 44, 45, 46, 47], NEAR, "no clear trend", id="within the range"),
        pytest.param(RISING, CONTEXT, None, id="context has no direction"),
    ],
)
def test_direction_from_a_trend(values, better, direction):
    """The slope through all points shown, when its interval does not cover 0."""
    assert trend(figures(values), better, target=RANGE).direction == direction


def test_near_without_a_range_has_no_direction():
    """Nothing says which way is good."""
    assert trend(figures(RISING), NEAR).direction is None


def test_what_told_it():
    """The trend, or SPC where there are thirteen points; nothing for too few."""
    long = [*NOISE, *NOISE]
    by_spc = trend(figures(long), HIGHER, reading=read_spc(figures(long), HIGHER))
    by_trend = trend(figures(NOISE), HIGHER, reading=read_spc(figures(NOISE), HIGHER))

    assert (by_spc.by, by_spc.points) == ("spc", 16)
    assert (by_trend.by, by_trend.points) == ("trend", 8)
    assert trend(figures([1, 2]), HIGHER).by is None


@pytest.mark.parametrize(
    ("last", "better", "direction"),
    [
        pytest.param(95, HIGHER, "better", id="improvement"),
        pytest.param(95, LOWER, "worse", id="concern"),
        pytest.param(73, LOWER, "no clear trend", id="common cause"),
    ],
)
def test_direction_from_spc(last, better, direction):
    """The latest point's icon decides, whatever a line would say."""
    points = figures([*NOISE, *NOISE, last])
    computed = trend(points, better, reading=read_spc(points, better))

    assert (computed.direction, computed.by) == (direction, "spc")


def test_a_long_series_speaks_for_the_few_points_shown():
    """SPC reads all points, the paper shows eight."""
    points = figures([*NOISE, *NOISE, 95])

    assert trend(points[-8:], HIGHER, reading=read_spc(points, HIGHER)).direction == "better"


def test_near_goes_by_the_line_for_no_icon_knows_a_range():
    """Sixteen points that come down to the range."""
    points = figures([80 - 2 * at + at % 2 for at in range(16)])
    direction = trend(points, NEAR, reading=read_spc(points, NEAR, target=RANGE), target=RANGE)

    assert (direction.direction, direction.by) == ("better", "trend")


def test_trial_limits_leave_the_word_to_the_line():
    """After a recalculation there is no icon for a year."""
    points = figures([*NOISE, *NOISE, 95, 96, 97, 99])
    reading = read_spc(points, HIGHER, recalculations=[recalculation("2021-08-01")])

    assert trend(points, HIGHER, reading=reading).by == "trend"


# Figures that share months.


@pytest.mark.parametrize(
    ("statistic", "window", "number"),
    [
        pytest.param(Every.MONTH, 0, 30, id="months"),
        pytest.param(Every.MONTH, 12, 3, id="months that look back a year"),
        pytest.param(Every.QUARTER, 12, 8, id="quarters that look back a year"),
        pytest.param(Every.TRAILING_YEAR, 0, 3, id="trailing years"),
        pytest.param(Every.FINANCIAL_YEAR, 12, 30, id="years"),
    ],
)
def test_only_figures_that_share_no_months_make_a_trend(statistic, window, number):
    """Back from the latest, a whole window apart."""
    points = figures(range(30), statistic)
    spaced = figures_without_overlap(points, window)

    assert len(spaced) == number
    assert spaced[-1] == points[-1]
    assert trend(points, HIGHER, window=window).points == number


def test_trailing_years_are_few_points():
    """Eight trailing years month by month are eight months of news, not eight years."""
    points = figures(RISING, Every.TRAILING_YEAR)

    assert trend(points, HIGHER, reading=read_spc(points, HIGHER)).direction == "too few points"


def test_gaps_keep_their_width():
    """A month without a figure is a month: the line goes by time, not by position."""
    fitted = trend_line_of([0, 1, 2, 6], [Fraction(value) for value in (0, 1, 2, 6)])

    assert (fitted.slope, fitted.variance) == (1, 0)


def test_line_by_hand():
    """Slope 0.9; residuals 0.2, -0.7, 0.4, 0.5 and -0.4; t is 4.7 with three degrees."""
    fitted = trend_line_of(range(5), [Fraction(value) for value in (1, 1, 3, 4, 4)])

    assert fitted.slope == Fraction(9, 10)
    assert fitted.variance == (Fraction(46, 5) - Fraction(81, 10)) / 3 / 10
    assert fitted.rises() == 1
    assert fitted.rises(0.999) == 0


# Plain differences.


def test_plain_differences():
    """Against the last period and the same period last year."""
    direction = trend(figures([70, 1, 2, 3, 75, 74], Every.QUARTER), HIGHER)

    assert (direction.last_period.difference, direction.last_period.direction) == (-1, "worse")
    assert direction.last_period.before == 75
    assert (direction.last_year.difference, direction.last_year.direction) == (73, "better")
    assert direction.last_year.since.label == figures([0, 0], Every.QUARTER)[1].period.label


@pytest.mark.parametrize(
    ("values", "better", "difference", "direction"),
    [
        pytest.param([70, 70], HIGHER, 0, None, id="the same"),
        pytest.param([70, 71], LOWER, 1, "worse", id="up, lower is better"),
        pytest.param([70, 71], CONTEXT, 1, None, id="context"),
        pytest.param([60, 55], NEAR, -5, "better", id="nearer"),
        pytest.param([42, 49], NEAR, 7, None, id="both in the range"),
    ],
)
def test_a_difference_is_better_or_worse(values, better, difference, direction):
    """In words of better and worse, where one of them holds."""
    change = trend_change(figures(values), better, target=RANGE)

    assert (change.difference, change.direction) == (difference, direction)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param([], id="nothing"),
        pytest.param([70], id="nothing before"),
        pytest.param([70, None, 80], id="no figure just before"),
        pytest.param([70, 80, None], id="no figure now"),
    ],
)
def test_differences_need_both_figures(values):
    """A gap is not stepped over: the last period is the last period."""
    assert trend_change(figures(values), HIGHER) is None


def test_yearly_figures_have_one_difference():
    """The last period is the same period last year."""
    direction = trend(figures([70, 80], Every.FINANCIAL_YEAR), HIGHER)

    assert direction.last_period.difference == 10
    assert direction.last_year is None


# Laws.

numbers = st.one_of(st.integers(0, 20), st.fractions(0, 100, max_denominator=30))
series = st.lists(numbers, min_size=2, max_size=12)
betters = st.sampled_from([HIGHER, LOWER])


def direction(values, better):
    return trend(figures(values), better).direction


@given(series, betters)
def test_time_reversed_swaps_better_and_worse(values, better):
    """What rises falls backwards."""
    forwards = direction(values, better)

    assert direction(values[::-1], better) == MIRRORED.get(forwards, forwards)


@given(series)
def test_the_mirror_agrees(values):
    """Fewer who missed is better, as more who met is; the other way round it is worse."""
    met = direction(values, HIGHER)

    assert direction([-value for value in values], LOWER) == met
    assert direction(values, LOWER) == MIRRORED.get(met, met)


@given(series, betters, st.integers(-50, 50), st.fractions(Fraction(1, 9), 9, max_denominator=9))
def test_another_unit_or_origin_changes_nothing(values, better, more, scale):
    """Percent or share, from 0 or from 32."""
    moved = [scale * value + more for value in values]

    assert direction(moved, better) == direction(values, better)


@given(series, st.integers(1, 5))
def test_a_steeper_rise_is_never_less_clear(values, steeper):
    """Tilting a series upwards never turns better into worse, or into no clear trend."""
    assume(len(values) >= 4)
    tilted = [value + steeper * at for at, value in enumerate(values)]
    rank = {Direction.WORSE: 0, Direction.NO_CLEAR_TREND: 1, Direction.BETTER: 2}

    assert rank[direction(tilted, HIGHER)] >= rank[direction(values, HIGHER)]


@given(st.lists(numbers, max_size=3), betters)
def test_never_from_three_points_or_fewer(values, better):
    """However far apart they are."""
    assert direction(values, better) is Direction.TOO_FEW_POINTS
