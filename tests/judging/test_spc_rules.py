"""The four rules of special causes, the exact limits, and settings where sources differ."""

from fractions import Fraction

import pytest

from cptracker.stats.spc.limits import MDC, ChartProfile, ControlLimits, control_limits
from cptracker.stats.spc.rules import spc_signals

LINES = ControlLimits(
    mean=Fraction(0), lower=Fraction(-30), upper=Fraction(30), near_lower=Fraction(-20),
    near_upper=Fraction(20), moving_range=Fraction(0), moving_range_limit=Fraction(0), points=20,
)  # fmt: skip
"""Easy to see: mean 0, two sigma at 20, limits at 30."""


def flags(positions, rules):
    return dict.fromkeys(positions, rules)


def flagged(values, profile=MDC):
    signals_of_points = spc_signals([Fraction(str(value)) for value in values], LINES, profile)
    return {
        at: "+".join(signal.code for signal in signal)
        for at, signal in enumerate(signals_of_points, 1)
        if signal
    }


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([30, -30], {}, id="on a limit is not outside"),
        pytest.param([30.01, -30.01], {1: "outside", 2: "outside"}, id="outside both ways"),
        pytest.param([1, 3, 2, 3, 2, 3], {}, id="six above are no run"),
        pytest.param([1, 3, 2, 3, 2, 3, 2], flags(range(1, 8), "run_above"), id="seven are a run"),
        pytest.param([1, 3, 2, 3, 2, 3, 0, 1], {}, id="a point on the mean breaks a run"),
        pytest.param([-1, -3, -2, -3, -2, -3, -2, 5], flags(range(1, 8), "run_below"),
                     id="seven below"),
        pytest.param([-3, -2, -1, 0, 1, 2], {}, id="five rises are no trend"),
        pytest.param([-3, -2, -1, 0, 1, 2, 3], flags(range(1, 8), "trend_up"),
                     id="six rises are a trend, across the mean"),
        pytest.param([4, 3, 2, 1, 0, -1, -2, -3], flags(range(1, 9), "trend_down"),
                     id="all of a longer trend"),
        pytest.param([-3, -2, -1, 0, 0, 1, 2, 3], {}, id="a tie breaks a trend"),
        pytest.param([-3, -2, -1, 0, 1, 2, 3, 2, 1, 0, -1, -2, -3],
                     {**flags(range(1, 7), "trend_up"), **flags(range(7, 14), "trend_down")},
                     id="the turn of two trends goes with the later"),
        pytest.param([21, 5, 25], flags((1, 3), "two_of_three"), id="two of three"),
        pytest.param([5, 21, 22, 5], flags((2, 3), "two_of_three"), id="never the third point"),
        pytest.param([21, -1, 25], {}, id="the third on the other side"),
        pytest.param([21, 0, 25], {}, id="the third on the mean"),
        pytest.param([20, 5, 25], {}, id="on the two-sigma line is not beyond it"),
        pytest.param([21, 5, 5, 25], {}, id="too far apart"),
        pytest.param([21, -21, 5], {}, id="two sigma on different sides"),
        pytest.param([31, 5, 21], {1: "outside+two_of_three", 3: "two_of_three"},
                     id="a point outside counts as one of two"),
        pytest.param([21, 25], {}, id="two points are not three"),
    ],
)  # fmt: skip
def test_rules(values, expected):
    """Each rule fires just beyond its line, and not on it."""
    assert flagged(values) == expected


@pytest.mark.parametrize(
    ("values", "settings", "expected"),
    [
        pytest.param([1, 3, 2, 3, 2, 3], {"run_length": 6}, flags(range(1, 7), "run_above"),
                     id="runs of six, as Excel allows"),
        pytest.param([-3, -2, -1, 0, 1], {"trend_length": 5}, flags(range(1, 6), "trend_up"),
                     id="trends of five, as PowerBI-SPC draws"),
        pytest.param([-3, -2, -1, 0, 0, 1, 2, 3, 3, 2], {"tie_breaks_trend": False},
                     flags(range(1, 10), "trend_up"), id="a repeat neither adds nor cancels"),
        pytest.param([-9, -3, -2, -1, 0, 1, 2, 2], {"tie_breaks_trend": False},
                     flags(range(1, 9), "trend_up"), id="a repeat at the end does not cancel"),
        pytest.param([31, 5, 21], {"outside_counts_as_near": False}, {1: "outside"},
                     id="a point outside is none of the two, as in R"),
        pytest.param([21, -1, 25], {"third_on_same_side": False}, flags((1, 3), "two_of_three"),
                     id="the third anywhere, as PowerBI-SPC draws"),
    ],
)  # fmt: skip
def test_settings_where_sources_differ(values, settings, expected):
    """What other tools do instead is a setting, and not the default."""
    assert flagged(values, ChartProfile(**settings)) == expected
    assert flagged(values) != expected


@pytest.mark.parametrize(
    ("values", "screened", "moving_range"),
    [
        pytest.param([1, 1, 1, 1, 1, 1, 9, 1, 1, 1, 1, 1, 1], False, Fraction(16, 12), id="off"),
        pytest.param([1, 1, 1, 1, 1, 1, 9, 1, 1, 1, 1, 1, 1], True, Fraction(0), id="on"),
        pytest.param([5] * 13, True, Fraction(0), id="a flat series screens nothing"),
    ],
)
def test_outlier_screen(values, screened, moving_range):
    """R leaves out great moving ranges once; Making Data Count does not."""
    limits = control_limits(
        [Fraction(value) for value in values], profile=ChartProfile(screen_outliers=screened)
    )

    assert limits.moving_range == moving_range


def test_a_repeat_does_not_add():
    """Six different points and a repeat are no seven, whatever becomes of ties."""
    assert flagged([-2, -1, 0, 0, 1, 2, 3], ChartProfile(tie_breaks_trend=False)) == {}


def test_limits_are_exact_and_unclamped():
    """2.66 mean moving ranges from the mean, two thirds of it for two sigma, even below 0."""
    limits = control_limits([Fraction(value) for value in (0, 1, 0, 4)])

    assert limits == ControlLimits(
        mean=Fraction(5, 4),
        lower=Fraction(5, 4) - Fraction(266, 100) * 2,
        upper=Fraction(5, 4) + Fraction(266, 100) * 2,
        near_lower=Fraction(5, 4) - Fraction(532, 300) * 2,
        near_upper=Fraction(5, 4) + Fraction(532, 300) * 2,
        moving_range=Fraction(2),
        moving_range_limit=Fraction(6534, 1000),
        points=4,
    )
    assert control_limits([Fraction(1)]) is None
