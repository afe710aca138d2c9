"""The status: latest whole period, each measure once, a faulty plug-in costs its own row."""

from datetime import date
from decimal import Decimal

import pytest
from small_plan import PUBLISHED, TARGETS, indicators, status

from cptracker.model.figures import MissingReason, Rating
from cptracker.model.periods import Every
from cptracker.model.problems import ProblemKind, UsageError
from cptracker.status.attention import rated_status


def test_the_latest_whole_period_is_shown(make_inputs):
    """On 30 March 2025 the year 2024/25 is not over, so the one before it is the latest."""
    inputs = make_inputs()
    on_the_day = indicators(status(inputs))["dental"]
    the_day_before = indicators(status(inputs, as_at=date(2025, 3, 30)))["dental"]

    assert (on_the_day.figure.period.key, on_the_day.figure.value) == ("202425", 90)
    assert (the_day_before.figure.period.key, the_day_before.figure.value) == ("202324", 80)


def test_a_series_ends_with_the_figure(make_inputs):
    indicator = indicators(status(make_inputs(), back=3))["dental"]

    assert [figure.period.key for figure in indicator.series] == ["202223", "202324", "202425"]
    assert indicator.series[-1] is indicator.figure
    assert indicator.series[0].missing_reason is MissingReason.NO_CASES


def test_a_measure_has_its_own_pace_unless_asked(make_inputs):
    inputs = make_inputs()

    assert indicators(status(inputs))["meetings"].figure.period.key == "202425Q4"
    assert indicators(status(inputs, every=Every.MONTH))["meetings"].figure.period.key == "2025-03"


def test_the_target_in_force_on_the_periods_last_day_judges(make_inputs):
    """The old target goes on judging the year that ended before the new one began."""
    inputs = make_inputs(TARGETS)
    judgement = indicators(status(inputs))["dental"].judgement
    then = indicators(status(inputs, as_at=date(2024, 3, 31)))["dental"].judgement

    assert (judgement.rating, judgement.target.value) == (Rating.AMBER, 95)
    assert judgement.reason == "5.0 points short of 95%"
    assert (then.rating, then.reason) == (Rating.GREEN, "exactly 80%, as promised")


def test_without_targets_none_is_invented(make_inputs):
    report = status(make_inputs())

    assert indicators(report)["dental"].judgement.reason == "no target set"
    assert not rated_status(report, "red")
    assert not rated_status(report, "amber")


def test_fail_on_red_or_amber(make_inputs):
    """90% is amber against 95% within 5, and red against 95% outright."""
    amber = status(make_inputs(TARGETS))

    assert not rated_status(amber, "red")
    assert rated_status(amber, "amber")


def test_a_measure_named_twice_is_computed_once(make_inputs):
    inputs = make_inputs()
    report = status(inputs)
    twice = [success.indicators[0] for success in report.priorities[0].success_measures]

    assert twice[0] is twice[1]
    assert inputs[1].measures["dental"].function.__globals__["CALLS"] == [1]
    assert report.priorities[0].counts[Rating.NO_TARGET] == 3


def test_a_plug_in_that_raises_costs_its_own_row(make_inputs):
    """The row names file and line; what the plug-in said of a child is told nowhere."""
    report = status(make_inputs())
    broken = indicators(report)["broken"]
    (problem,) = [problem for problem in report.problems if problem.kind is ProblemKind.MEASURE]

    assert broken.figure.missing_reason is MissingReason.NOT_COMPUTABLE
    assert "mine.py:14: measure `broken` raised ValueError" in broken.judgement.reason
    assert problem.line == 14
    assert "EXMPL00001" not in f"{report}"
    assert indicators(report)["dental"].figure.value == 90


def test_a_table_that_is_absent_is_not_supplied(make_inputs):
    meetings = indicators(status(make_inputs()))["meetings"]

    assert meetings.figure.missing_reason is MissingReason.NOT_SUPPLIED
    assert meetings.judgement.reason.endswith("not supplied: needs table `events`")


@pytest.mark.parametrize(
    ("as_at", "source"),
    [
        pytest.param(date(2025, 3, 31), "C", id="like for like and of the same kind of period"),
        pytest.param(date(2024, 3, 30), "A", id="nothing from after the day"),
        pytest.param(date(2026, 3, 31), "F", id="the latest"),
    ],
)
def test_the_councils_own_last_published_value(make_inputs, as_at, source):
    published = indicators(status(make_inputs(PUBLISHED), as_at=as_at))["dental"].published

    assert (published.area, published.source) == ("Southampton", source)


def test_nothing_published_is_none(make_inputs):
    inputs = make_inputs(PUBLISHED)

    assert indicators(status(inputs))["meetings"].published is None
    assert indicators(status(inputs, as_at=date(2022, 1, 1)))["dental"].published is None


def test_deliverables_say_that_nothing_is_recorded(make_inputs):
    (deliverable,) = status(make_inputs()).priorities[0].deliverables

    assert (deliverable.rating, deliverable.reason) == (Rating.NO_DATA, "nothing recorded")
    assert deliverable.status is None


def test_priorities_may_be_chosen(make_inputs):
    inputs = make_inputs()
    calls = []
    report = status(inputs, priorities=[2], progress=lambda *step: calls.append(step))

    assert [priority.number for priority in report.priorities] == [2]
    assert calls == [("meetings", 0, 1)]
    with pytest.raises(UsageError, match="no priority 9; it has 1 to 2"):
        status(inputs, priorities=[9])


def test_a_series_of_no_periods_is_refused(make_inputs):
    with pytest.raises(UsageError, match="not 0"):
        status(make_inputs(), back=0)


def test_targets_are_decimals_to_the_end(make_inputs):
    """85% is exactly within 5 points of 90%, which floats would deny."""
    outcomes = [
        {"child_id": f"C{number}", "year_end": "2025-03-31", "dental_check": int(number < 85)}
        for number in range(100)
    ]
    target = TARGETS.replace("value: 95, within: 5", "value: 90.0, within: 5.0")
    judgement = indicators(status(make_inputs(target, outcomes=outcomes)))["dental"].judgement

    assert judgement.rating is Rating.AMBER
    assert judgement.target.value == Decimal("90.0")
