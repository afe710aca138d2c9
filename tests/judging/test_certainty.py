"""How sure a figure is: published intervals, and whether the target lies outside them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cptracker.model.figures import Figure, MissingReason
from cptracker.model.periods import from_key
from cptracker.model.plan import Better
from cptracker.model.targets import Target
from cptracker.stats.distributions import poisson_limits
from cptracker.stats.intervals import (
    Interval,
    Significance,
    count_interval,
    figure_interval,
    is_significant,
    mean_interval,
    rate_interval,
    share_interval,
)

YEAR = from_key("202425")


def target(**fields):
    numbers = {name: Decimal(str(value)) for name, value in fields.items()}
    return Target(measure="m", since=date(2024, 4, 1), source="Board", **numbers)


def limits(interval):
    return interval.lower, interval.upper


# Shares.


@pytest.mark.parametrize(
    ("part", "whole", "lower", "upper"),
    [
        pytest.param(45, 50, 78.6, 95.7, id="45 of 50"),
        pytest.param(28, 30, 78.7, 98.2, id="28 of 30"),
        pytest.param(180, 200, 85.1, 93.4, id="180 of 200"),
        pytest.param(81, 263, 25.5, 36.6, id="Newcombe 1998: 81 of 263"),
        pytest.param(15, 148, 6.2, 16.0, id="Newcombe 1998: 15 of 148"),
        pytest.param(0, 20, 0, 16.1, id="Newcombe 1998: 0 of 20"),
        pytest.param(1, 29, 0.6, 17.2, id="Newcombe 1998: 1 of 29"),
        pytest.param(20, 20, 83.9, 100, id="all of 20"),
    ],
)
def test_wilson(part, whole, lower, upper):
    """Published 95% score intervals, in percent to one digit."""
    interval = share_interval(part, whole)

    assert limits(interval) == pytest.approx((lower, upper), abs=0.051)
    assert interval.method == "Wilson"


def test_nobody_and_everybody_are_the_ends_exactly():
    """Rounding must not put 100% beyond 100, nor 0% above 0."""
    for whole in range(1, 400):
        assert share_interval(0, whole).lower == 0
        assert share_interval(whole, whole).upper == 100
    assert share_interval(0, 0) is None


shares = st.integers(1, 3000).flatmap(
    lambda whole: st.tuples(st.integers(0, whole), st.just(whole))
)  # fmt: skip


@given(shares, st.sampled_from([0.8, 0.95, 0.998]))
def test_wilson_holds_the_estimate_and_stays_a_share(share, confidence):
    """0 ≤ lower ≤ estimate ≤ upper ≤ 100, and the mirror of met is missed."""
    part, whole = share
    interval = share_interval(part, whole, confidence=confidence)
    mirror = share_interval(whole - part, whole, confidence=confidence)

    assert 0 <= interval.lower <= interval.upper <= 100
    assert interval.lower - 1e-9 <= 100 * part / whole <= interval.upper + 1e-9
    assert (100 - mirror.upper, 100 - mirror.lower) == pytest.approx(limits(interval), abs=1e-9)


@given(shares, st.integers(2, 9))
def test_wilson_narrows_with_more_children(share, times):
    """The same share of more children is surer; of a greater confidence, less sure."""
    part, whole = share
    few, many = share_interval(part, whole), share_interval(times * part, times * whole)
    surer = share_interval(part, whole, confidence=0.998)

    assert many.upper - many.lower < few.upper - few.lower
    assert surer.upper - surer.lower > few.upper - few.lower


@given(shares, st.integers(1, 99))
def test_wilson_is_the_score_test_inverted(share, percent):
    """A target is inside exactly when it lies within z of its own standard errors."""
    part, whole = share
    aim = Fraction(percent, 100)
    distance = (part - whole * aim) ** 2
    reach = Fraction(1.959963984540054) ** 2 * whole * aim * (1 - aim)
    assume(abs(distance - reach) > Fraction(1, 10**6))

    assert share_interval(part, whole).holds(100 * aim) == (distance <= reach)


# Counts, rates and means.


@pytest.mark.parametrize(
    ("count", "lower", "upper", "method"),
    [
        pytest.param(0, 0, 3.689, "exact Poisson", id="none"),
        pytest.param(1, 0.0253, 5.572, "exact Poisson", id="one"),
        pytest.param(5, 1.623, 11.668, "exact Poisson", id="five"),
        pytest.param(9, 4.115, 17.085, "exact Poisson", id="nine: exact"),
        pytest.param(10, 4.788, 18.391, "Byar", id="ten: Byar"),
        pytest.param(65, 50.16, 82.85, "Byar", id="65"),
        pytest.param(100, 81.36, 121.63, "Byar", id="a hundred"),
    ],
)
def test_counts(count, lower, upper, method):
    """Exact limits below ten, Byar's from ten on, as the public health indicators have them."""
    interval = count_interval(count)

    assert limits(interval) == pytest.approx((lower, upper), abs=6e-3)
    assert interval.method == method


@given(st.integers(0, 5000), st.sampled_from([0.9, 0.95, 0.998]))
def test_counts_hold_the_estimate_and_rise(count, confidence):
    """More events, higher limits, also across the change of method."""
    interval = count_interval(count, confidence=confidence)
    more = count_interval(count + 1, confidence=confidence)

    assert 0 <= interval.lower <= count < interval.upper
    assert interval.lower < more.lower
    assert interval.upper < more.upper


@given(st.integers(10, 400))
def test_byar_is_close_to_the_exact_limits(count):
    """Within a hundredth of an event from ten on."""
    assert limits(count_interval(count)) == pytest.approx(poisson_limits(count, 0.95), abs=0.011)


def test_rates_are_counts_per_head():
    """48 in 10,000 from 500 children of 104,000; nobody has no rate."""
    rate, count = rate_interval(500, 104_000), count_interval(500)

    assert limits(rate) == pytest.approx(
        (count.lower / 10.4, count.upper / 10.4), rel=1e-12
    )  # fmt: skip
    assert rate_interval(7, 1_000, per=100_000).upper == pytest.approx(1442.3, abs=0.05)
    assert rate_interval(0, 0) is None


@pytest.mark.parametrize(
    ("numbers", "lower", "upper"),
    [
        pytest.param([1, 2, 3, 4, 5], 1.0368, 4.9632, id="1 to 5"),
        pytest.param([2, 4], -9.706, 15.706, id="two: 12.706 standard errors"),
        pytest.param([0, 0, 1, 1, 1, 2, 2, 3, 3, 7], 0.5301, 3.4699, id="skewed"),
    ],
)
def test_means(numbers, lower, upper):
    """Mean and standard error by hand, times the table's t."""
    interval = mean_interval(len(numbers), sum(numbers), sum(number * number for number in numbers))

    assert limits(interval) == pytest.approx((lower, upper), abs=1e-3)
    assert interval.method == "Student's t"


@given(st.lists(st.integers(0, 12), min_size=2, max_size=60), st.integers(1, 9))
def test_means_lie_in_their_interval_and_scale(numbers, times):
    """The mean is in the middle, and times as much is times as wide."""
    assume(len(set(numbers)) > 1)

    def interval(values):
        return mean_interval(len(values), sum(values), sum(value * value for value in values))

    whole, scaled = interval(numbers), interval([times * value for value in numbers])
    assert (whole.lower + whole.upper) / 2 == pytest.approx(sum(numbers) / len(numbers))
    assert scaled.upper - scaled.lower == pytest.approx(times * (whole.upper - whole.lower))


def test_means_without_a_spread_have_no_interval():
    """One child, or all alike: nothing is known of the spread."""
    assert mean_interval(1, 4, 16) is None
    assert mean_interval(0, 0, 0) is None
    assert mean_interval(5, 5, 5) is None
    with pytest.raises(ValueError, match="larger squares"):
        mean_interval(3, 9, 20)


@pytest.mark.parametrize(
    "call",
    [
        pytest.param(lambda: share_interval(3, 2), id="more than all"),
        pytest.param(lambda: share_interval(-1, 2), id="fewer than none"),
        pytest.param(lambda: count_interval(-1), id="negative count"),
    ],
)
def test_what_cannot_be_is_refused(call):
    """A figure that no children can make is a fault, not an interval."""
    with pytest.raises(ValueError, match=r"not -?[13]"):
        call()


# From figures.


def figure(numerator, denominator=None, value=1):
    return Figure(
        period=YEAR, value=Fraction(value), numerator=numerator, denominator=denominator
    )  # fmt: skip


@pytest.mark.parametrize(
    ("counted", "statistic", "squares", "method"),
    [
        pytest.param(figure(45, 50, 90), "share", None, "Wilson", id="share"),
        pytest.param(figure(7), "count", None, None, id="a count has everyone in it"),
        pytest.param(figure(500, 50_000, 100), "rate", None, "Byar", id="rate"),
        pytest.param(figure(9, 4), "mean", 25, "Student's t", id="mean"),
        pytest.param(figure(9, 4), "mean", None, None, id="mean without squares"),
        pytest.param(figure(120), "sum", None, None, id="a sum comes in clumps"),
        pytest.param(
            Figure(period=YEAR, missing_reason=MissingReason.NO_CASES, numerator=0, denominator=0),
            "share",
            None,
            None,
            id="no cases",
        ),
        pytest.param(
            Figure(period=YEAR, value=Fraction(9)),
            "share",
            None,
            None,
            id="supplied without its parts",
        ),
    ],
)
def test_each_kind_of_figure_has_its_method(counted, statistic, squares, method):
    """The engine's kind of a measure decides; what has no method has no interval."""
    interval = figure_interval(counted, statistic, squares=squares)

    assert (interval and interval.method) == method


def test_a_count_of_everyone_for_so_many_people_is_a_full_count_too():
    """Children looked after per 10,000 leave no more to chance than their number does."""
    full_count = figure(500, 50_000, 100)

    assert figure_interval(full_count, "rate", by_day=True) is None
    assert figure_interval(full_count, "rate", by_day=False) is not None
    assert figure_interval(figure(45, 50, 90), "share", by_day=True) is not None


def test_a_rate_is_in_its_own_unit():
    """Children looked after per 10,000."""
    interval = figure_interval(figure(500, 50_000, 100), "rate")

    assert interval.holds(Fraction(100))
    assert interval.upper < 110


# Clearly, or within chance.


@pytest.mark.parametrize(
    ("lower", "upper", "aim", "better", "significance"),
    [
        pytest.param(86, 94, target(value=90), Better.HIGHER, "within chance", id="inside"),
        pytest.param(91, 97, target(value=90), Better.HIGHER, "clearly", id="clearly met"),
        pytest.param(80, 89, target(value=90), Better.HIGHER, "clearly", id="clearly missed"),
        pytest.param(90, 97, target(value=90), Better.HIGHER, "within chance", id="on a limit"),
        pytest.param(1.5, 1.9, target(value=2), Better.LOWER, "clearly", id="lower, met"),
        pytest.param(1.5, 2.0, target(value=2), Better.LOWER, "within chance", id="lower, limit"),
        pytest.param(45, 49, target(low=40, high=50), Better.NEAR, "clearly", id="in the range"),
        pytest.param(45, 51, target(low=40, high=50), Better.NEAR, "within chance", id="over"),
        pytest.param(30, 60, target(low=40, high=50), Better.NEAR, "within chance", id="both ends"),
        pytest.param(51, 60, target(low=40, high=50), Better.NEAR, "clearly", id="beyond it"),
        pytest.param(51, 60, target(value=40), Better.CONTEXT, None, id="context"),
        pytest.param(51, 60, None, Better.HIGHER, None, id="no target"),
        pytest.param(51, 60, target(), Better.HIGHER, None, id="a target that says nothing"),
    ],
)
def test_clear(lower, upper, aim, better, significance):
    """Clear when the interval leaves the target out, on either side."""
    interval = Interval(lower=lower, upper=upper, method="Wilson")

    assert is_significant(interval, aim, better) == significance
    assert is_significant(None, aim, better) is None


def test_twenty_children_are_hardly_ever_clear():
    """Against 90%, no result of twenty is clearly above, and only 15 or fewer clearly below."""
    significances = {
        met: is_significant(share_interval(met, 20), target(value=90), Better.HIGHER)
        for met in range(21)
    }

    assert [met for met, word in significances.items() if word is Significance.CLEARLY] == list(
        range(16)
    )
