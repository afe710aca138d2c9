"""Quantiles agree with printed tables and with closed forms."""

from math import exp, isclose, log, pi, sqrt, tan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cptracker.stats.distributions import poisson_limits, t_outside, t_score, z_score

confidences = st.floats(0.5, 0.999)


@pytest.mark.parametrize(
    ("confidence", "score"),
    [(0.90, 1.644854), (0.95, 1.959964), (0.99, 2.575829), (0.998, 3.090232)],
)
def test_normal_scores(confidence, score):
    """The scores that every table begins with."""
    assert z_score(confidence) == pytest.approx(score, abs=5e-7)


@pytest.mark.parametrize(
    ("freedom", "ninety", "ninety_five", "ninety_nine"),
    [
        (1, 6.314, 12.706, 63.657), (2, 2.920, 4.303, 9.925), (3, 2.353, 3.182, 5.841),
        (4, 2.132, 2.776, 4.604), (5, 2.015, 2.571, 4.032), (6, 1.943, 2.447, 3.707),
        (8, 1.860, 2.306, 3.355), (10, 1.812, 2.228, 3.169), (15, 1.753, 2.131, 2.947),
        (20, 1.725, 2.086, 2.845), (30, 1.697, 2.042, 2.750), (60, 1.671, 2.000, 2.660),
        (120, 1.658, 1.980, 2.617),
    ],
)  # fmt: skip
def test_scores_of_students_t(freedom, ninety, ninety_five, ninety_nine):
    """The printed table of Student's t, two-sided."""
    scores = [t_score(confidence, freedom) for confidence in (0.90, 0.95, 0.99)]

    assert scores == pytest.approx([ninety, ninety_five, ninety_nine], abs=5.1e-4)


@given(confidences)
def test_one_and_two_degrees_of_freedom_have_closed_forms(confidence):
    """One degree is Cauchy's distribution, two have a root."""
    assert isclose(t_score(confidence, 1), tan(pi * confidence / 2), rel_tol=1e-9)
    two = confidence * sqrt(2 / (1 - confidence * confidence))
    assert isclose(t_score(confidence, 2), two, rel_tol=1e-9)


@given(confidences, st.integers(1, 3000))
def test_t_comes_down_to_the_normal_score_and_leaves_what_it_should(confidence, freedom):
    """More cases, less allowance; and beyond the score lies what the confidence leaves."""
    score = t_score(confidence, freedom)

    assert score > t_score(confidence, freedom + 1) > z_score(confidence)
    assert isclose(t_outside(score, freedom), 1 - confidence, rel_tol=1e-9)


def test_many_cases_are_nearly_normal():
    """A nation's children."""
    assert t_score(0.95, 1_000_000) == pytest.approx(z_score(0.95), rel=3e-6)


@pytest.mark.parametrize(
    ("count", "lower", "upper"),
    [
        (0, 0, 3.689), (1, 0.0253, 5.572), (2, 0.242, 7.225), (3, 0.619, 8.767),
        (4, 1.090, 10.242), (5, 1.623, 11.668), (6, 2.202, 13.059), (7, 2.814, 14.423),
        (8, 3.454, 15.763), (9, 4.115, 17.085), (10, 4.795, 18.390), (20, 12.217, 30.888),
        (50, 37.111, 65.919), (100, 81.364, 121.627),
    ],
)  # fmt: skip
def test_exact_poisson_limits(count, lower, upper):
    """The printed table of exact 95% limits of a count."""
    assert poisson_limits(count, 0.95) == pytest.approx((lower, upper), abs=6e-4)


@given(confidences)
def test_no_event_and_one_event_have_closed_forms(confidence):
    """At the upper limit of none, none is as rare as one side; likewise the lower limit of one."""
    tail = (1 - confidence) / 2

    assert poisson_limits(0, confidence) == (0, pytest.approx(-log(tail), abs=1e-9))
    assert poisson_limits(1, confidence)[0] == pytest.approx(-log(1 - tail), abs=1e-9)


@given(st.integers(0, 60), confidences)
def test_poisson_limits_leave_each_side_its_tail(count, confidence):
    """The definition itself, summed term by term, without the logarithms that found it."""
    lower, upper = poisson_limits(count, confidence)
    tail = (1 - confidence) / 2

    def at_most(events, mean):
        term = total = exp(-mean)
        for k in range(1, events + 1):
            term *= mean / k
            total += term
        return total if events >= 0 else 0.0

    assert at_most(count, upper) == pytest.approx(tail, abs=1e-9)
    if count:
        assert 1 - at_most(count - 1, lower) == pytest.approx(tail, abs=1e-9)
    assert lower < poisson_limits(count + 1, confidence)[0]
    assert lower <= count <= upper


@pytest.mark.parametrize(
    ("call", "message"),
    [
        pytest.param(lambda: z_score(95), "between 0 and 1", id="percent for a share"),
        pytest.param(lambda: t_score(1, 5), "between 0 and 1", id="certainty"),
        pytest.param(lambda: t_score(0.95, 0), "1 degree of freedom", id="one case"),
        pytest.param(lambda: poisson_limits(-1, 0.95), "0 or more", id="negative count"),
    ],
)
def test_what_has_no_quantile_is_refused(call, message):
    """Wrong use is told apart from a number."""
    with pytest.raises(ValueError, match=message):
        call()
