"""Gaps between groups: each against all others, and never more said than so few can tell."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_plan import indicators, status

from cptracker.model.figures import Figure
from cptracker.model.periods import from_key
from cptracker.stats.gaps import LEAST, TOO_FEW, group_gaps

YEAR = from_key("202425")


def figure(group, met, of, by="sex", squares=None, scale=100):
    return Figure(
        period=YEAR, group_by=by, group=group, numerator=met, denominator=of, squares=squares,
        value=Fraction(scale * met, of) if of else None,
    )  # fmt: skip


def shares(**groups):
    return group_gaps([figure(name, *pair) for name, pair in groups.items()], "share", "%")


def test_newcombe_s_published_example():
    """56 of 70 against 48 of 80: 20 points, 5.24 to 33.39 (Newcombe 1998, method 10)."""
    from cptracker.stats.gaps import _difference
    from cptracker.stats.intervals import share_interval

    interval, other = share_interval(56, 70), share_interval(48, 80)
    low, high = _difference(80.0, interval, 60.0, other)

    assert (round(low, 2), round(high, 2)) == (5.24, 33.39)
    assert [gap.significant for gap in shares(a=(56, 70), b=(48, 80))] == [True, True]


CASES = {
    "clearly apart": ((80, 100), (40, 100), True, "40.0 points above the others; more than chance"),
    "within chance": ((42, 50), (40, 50), False, "4.0 points above the others; within chance"),
    "alike": ((20, 50), (40, 100), False, "the same as the others; within chance"),
    "too few": ((9, 9), (10, 100), None, f"90.0 points above the others; {TOO_FEW}"),
    "just enough": ((10, 10), (10, 100), True, "90.0 points above the others; more than chance"),
    "below": ((10, 100), (60, 100), True, "50.0 points below the others; more than chance"),
    "a hair": ((5000, 9999), (5001, 10000), False,
               "0.005 points below the others; within chance"),
}  # fmt: skip


@pytest.mark.parametrize(("group", "second", "significant", "words"), CASES.values(), ids=CASES)
def test_a_group_against_the_others(group, second, significant, words):
    first = shares(a=group, b=second)[0]

    assert (first.significant, first.words) == (significant, words)
    assert first.difference == first.value - first.rest


def test_the_others_are_everyone_else_of_the_breakdown():
    """What is not known is among the others and no group of its own."""
    gaps = shares(male=(10, 20), female=(30, 40), unknown=(0, 40))

    assert [gap.group for gap in gaps] == ["male", "female"]
    assert gaps[0].rest == Fraction(100 * 30, 80)


def test_many_groups_are_tested_more_strictly_and_it_says_so():
    """The same two numbers are clear alone and not as one of ten."""
    pair = {"a": (31, 50), "rest": (82, 200)}
    (alone, _) = shares(**pair)
    many = shares(a=(31, 50), **{f"g{at}": (8 + at % 2, 20) for at in range(9)}, last=(6, 20))

    assert alone.significant is True
    assert many[0].significant is False
    assert many[0].words.endswith("within chance, as one of 11 groups tested")


def test_groups_without_a_figure_are_passed_over():
    assert shares(a=(5, 20), b=(0, 0)) == ()
    assert group_gaps([], "share", "%") == ()


@pytest.mark.parametrize("statistic", ["count", "sum", "rate", None])
def test_counts_have_no_gap(statistic):
    """How many there are of each says nothing without how many there could be."""
    assert group_gaps([figure("a", 5, 20), figure("b", 10, 20)], statistic, "children") == ()


def test_means_are_set_side_by_side():
    """Ten with 3 or 4 each against ten with 1 or 2."""
    high = figure("a", 35, 10, squares=125, scale=1)
    low = figure("b", 15, 10, squares=25, scale=1)
    first, _ = group_gaps([high, low], "mean", "moves")

    assert (first.difference, first.significant) == (2, True)
    assert first.words == "2.0 moves above the others; more than chance"


def test_means_without_their_spread_are_not_judged():
    first, _ = group_gaps(
        [figure("a", 35, 10, scale=1), figure("b", 15, 10, scale=1)], "mean", "moves"
    )

    assert first.significant is None


sides = st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@given(sides, sides)
def test_two_groups_mirror_each_other(group, other):
    first, second = shares(a=group, b=other)

    assert first.difference == -second.difference
    assert first.significant is second.significant
    assert (first.significant is None) is (min(group[1], other[1]) < LEAST)


@given(sides, sides)
def test_ten_times_as_many_never_hide_a_gap(group, second):
    first = shares(a=group, b=second)[0]
    more = shares(a=(10 * group[0], 10 * group[1]), b=(10 * second[0], 10 * second[1]))[0]

    assert not (first.significant and not more.significant)


def test_the_status_tells_gaps_when_asked(make_inputs):
    from cptracker.contract.status import as_document

    inputs = make_inputs()
    plain = indicators(status(inputs))["dental"]
    report = status(inputs, by=("sex",))
    dental = indicators(report)["dental"]

    assert (plain.gaps, plain.breakdowns) == ((), ())
    assert dental.breakdowns
    assert {gap.group_by for gap in dental.gaps} <= {"sex"}
    assert "gaps" in str(as_document(report))
