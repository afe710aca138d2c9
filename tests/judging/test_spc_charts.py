"""Which series is drawn, where limits begin anew, and when that is suggested."""

from datetime import date

import pytest
from spc_series import codes, figures, recalculation, target

from cptracker.model.periods import Every
from cptracker.model.plan import Better
from cptracker.stats.spc.charts import control_chart
from cptracker.stats.spc.limits import chart_problems
from cptracker.stats.spc.result import read_spc, suggestion
from cptracker.stats.spc.rules import SpcRule

HIGHER = Better.HIGHER


def test_recalculation_begins_new_limits():
    """Two levels, each with limits of its own: the jump between them is no moving range."""
    chart = control_chart(
        figures([*[10] * 13, *[20] * 13]), HIGHER, recalculations=[recalculation("2021-05-01")]
    )
    first, second = chart.segments

    assert (first.limits.mean, first.limits.moving_range, first.recalculation) == (10, 0, None)
    assert (second.limits.mean, second.limits.moving_range) == (20, 0)
    assert second.points[0].period.key == "2021-05"
    assert second.recalculation.reason == "new form"
    assert codes(chart) == {}


def test_a_run_ends_with_its_segment():
    """Four above and four above again are no run of eight when limits begin anew between."""
    level = [10, 14, 10, 14, 10, 14, 10, 14, 10, 14]
    values = [*level, *[13] * 4, *[13] * 4, *level]
    chart = control_chart(figures(values), HIGHER, recalculations=[recalculation("2021-06-30")])

    assert [len(segment.points) for segment in chart.segments] == [14, 14]
    assert not any(signal.rule is SpcRule.RUN for point in chart.points for signal in point.signals)
    together = control_chart(figures(values), HIGHER)
    assert any(signal.rule is SpcRule.RUN for point in together.points for signal in point.signals)


@pytest.mark.parametrize(
    ("since", "first"),
    [
        pytest.param("2021-05-01", "2021-05", id="from the first of a month"),
        pytest.param("2021-05-31", "2021-05", id="up to its last day"),
        pytest.param("2021-06-01", "2021-06", id="the day after"),
    ],
)
def test_a_recalculation_holds_for_periods_that_end_on_or_after_it(since, first):
    """As a target does: the period's last day decides."""
    chart = control_chart(
        figures([1, 2] * 15), HIGHER, recalculations=[recalculation(since)]
    )  # fmt: skip

    assert chart.segments[1].points[0].period.key == first


def test_trial_limits_show_no_icons():
    """Twelve points after a recalculation have limits to look at; the thirteenth brings icons."""
    values = [*[10, 12] * 10, *[20, 22] * 6]
    agreed = [recalculation("2021-12-01")]
    trial = read_spc(figures(values), HIGHER, target=target(30), recalculations=agreed)
    latest = trial.chart.segments[-1]

    assert (len(latest.points), latest.trial) == (12, True)
    assert latest.limits.mean == 21
    assert (trial.variation, trial.assurance, trial.sentence) == (None, None, None)
    assert trial.withheld == (
        "limits on trial since December 2021: 12 figures: limits and icons need 13"
    )
    settled = read_spc(figures([*values, 20]), HIGHER, target=target(30), recalculations=agreed)
    assert (settled.variation, settled.assurance) == ("common_cause", "fail")
    assert settled.withheld is None


def test_recalculations_before_the_first_point_make_no_segment():
    """The last of several that hold is the one in force."""
    chart = control_chart(
        figures([1, 2] * 8),
        HIGHER,
        recalculations=[recalculation("2019-01-01"), recalculation("2019-06-01", "second")],
    )

    assert [segment.recalculation.reason for segment in chart.segments] == ["second"]


def test_one_point_alone_has_no_limits():
    """A single point has no moving range."""
    chart = control_chart(
        figures([1, 2] * 8), HIGHER, recalculations=[recalculation("2021-07-01")]
    )  # fmt: skip

    assert chart.segments[-1].limits is None
    assert chart.variation is None


@pytest.mark.parametrize(
    ("recalculations", "baseline", "message"),
    [
        pytest.param([recalculation("2021-05-01")], 12, None, id="in order"),
        pytest.param([recalculation("2021-05-01", reason=" ")], None,
                     "the recalculation for `m` from 2021-05-01 has no reason", id="no reason"),
        pytest.param([recalculation("2021-05-01", source="")], None,
                     "the recalculation for `m` from 2021-05-01 does not say who agreed it",
                     id="nobody agreed"),
        pytest.param([recalculation("2021-05-01"), recalculation("2021-05-01", "other")], None,
                     "`m` has 2 recalculations from 2021-05-01", id="two from one day"),
        pytest.param([], 11, "a baseline needs 12 points or more, not 11", id="short baseline"),
    ],
)  # fmt: skip
def test_problems_of_the_plan(recalculations, baseline, message):
    """What the plan says of a chart is checked before one is drawn."""
    messages = [problem.message for problem in chart_problems(recalculations, baseline)]

    assert messages == ([message] if message else [])


def test_short_series_get_the_tests_of_a_run_chart():
    """Twelve points have no limits and no icons."""
    reading = read_spc(figures([1, 2] * 6), HIGHER, target=target(1))

    assert (reading.chart, reading.variation, reading.sentence) == (None, None, None)
    assert reading.withheld == "12 figures: limits and icons need 13"
    assert reading.run_chart.useful == 12
    assert read_spc(figures([1, 2] * 6 + [1]), HIGHER).variation == "common_cause"


def test_a_figure_without_a_value_is_no_point():
    """Nobody eligible in a month does not count as a month."""
    reading = read_spc(figures([*[1, 2] * 6, None]), HIGHER)

    assert reading.withheld == "12 figures: limits and icons need 13"
    assert read_spc(figures([*[1, 2] * 6, None, 1]), HIGHER).variation == "common_cause"
    assert read_spc([], HIGHER).withheld == "0 figures: limits and icons need 13"
    assert read_spc(figures([1]), HIGHER).withheld == "1 figure: limits and icons need 13"


@pytest.mark.parametrize(
    ("statistic", "more", "refused"),
    [
        pytest.param(Every.MONTH, {}, None, id="months"),
        pytest.param(Every.QUARTER, {"window": 3}, None, id="quarters that look back a quarter"),
        pytest.param(Every.FINANCIAL_YEAR, {"window": 12}, None, id="years over a year"),
        pytest.param(Every.TRAILING_YEAR, {}, "over 12 months and there is one every month",
                     id="trailing years"),
        pytest.param(Every.QUARTER, {"window": 12},
                     "over 12 months and there is one every 3 months", id="a year each quarter"),
        pytest.param(Every.FINANCIAL_YEAR, {"window": 24},
                     "over 24 months and there is one every 12 months", id="two years each year"),
        pytest.param(Every.MONTH, {"cumulative": True}, "each figure holds those before it",
                     id="cumulative"),
    ],
)  # fmt: skip
def test_series_that_share_months_are_refused(statistic, more, refused):
    """Rolling sums of noise end in a special cause 60 times in 100: no chart, no run chart."""
    reading = read_spc(figures([1, 2] * 8, statistic), HIGHER, **more)

    if refused is None:
        assert (reading.variation, reading.withheld) == ("common_cause", None)
    else:
        assert (reading.chart, reading.run_chart) == (None, None)
        assert refused in reading.withheld


CHANGED = [*[10, 12] * 8, *[20, 22] * 7]
"""Sixteen months at one level, from April 2020; fourteen at another, from August 2021."""


def test_a_lasting_change_suggests_a_recalculation_and_makes_none():
    """A run of fourteen reaches the latest point: ask, and leave the limits."""
    reading = read_spc(figures(CHANGED), HIGHER)

    assert len(reading.chart.segments) == 1
    assert reading.suggestion.since.key == "2021-08"
    assert (reading.suggestion.points, reading.suggestion.run) == (14, 14)
    assert reading.suggestion.words == (
        "the last 14 figures all lie above the mean: if it is known what changed, "
        "the limits could be recalculated from August 2021"
    )


@pytest.mark.parametrize(
    ("values", "cause", "since"),
    [
        pytest.param(CHANGED[:-2], None, None, id="twelve points are too few for limits"),
        pytest.param(CHANGED[:-1], None, "2021-08", id="thirteen are enough"),
        pytest.param([*CHANGED, 10], None, None, id="the run does not reach the latest point"),
        pytest.param(CHANGED[:-2], date(2021, 7, 10), "2021-07", id="since a recorded cause"),
        pytest.param(CHANGED, date(2021, 10, 10), None, id="a cause too late for limits"),
        pytest.param(CHANGED, date(2020, 4, 1), None, id="a cause before all points"),
        pytest.param([*[10, 12] * 8, *[11] * 14], None, None, id="no run"),
    ],
)
def test_when_a_recalculation_is_suggested(values, cause, since):
    """A run of seven or more at the end, and thirteen points since the change."""
    reading = read_spc(figures(values), HIGHER, cause=cause)

    assert (reading.suggestion and reading.suggestion.since.key) == since


def test_nothing_is_suggested_once_it_is_done():
    """The new limits begin where they were suggested to."""
    agreed = [recalculation("2021-08-01")]
    reading = read_spc(figures(CHANGED), HIGHER, recalculations=agreed)

    assert reading.suggestion is None
    assert suggestion(control_chart([], HIGHER)) is None
