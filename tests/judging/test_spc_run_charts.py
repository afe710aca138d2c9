"""The run chart's two tests about the median, for series too short for limits."""

from fractions import Fraction

import pytest

from cptracker.stats.spc.run_charts import run_chart


@pytest.mark.parametrize(
    ("useful", "longest", "fewest"),
    [
        (10, 6, 2), (11, 6, 2), (12, 7, 3), (14, 7, 4), (17, 7, 5), (20, 7, 6), (22, 7, 7),
        (23, 8, 7), (24, 8, 8), (45, 8, 17), (46, 9, 17), (60, 9, 23), (100, 10, 41),
    ],
)  # fmt: skip
def test_critical_values_of_the_run_chart(useful, longest, fewest):
    """Anhøj's table: the longest run and the fewest crossings that chance leaves."""
    on_the_median = [Fraction(0), Fraction(0)]
    chart = run_chart([*(Fraction((-1) ** (at + 1)) for at in range(useful)), *on_the_median])

    assert (chart.useful, chart.longest_by_chance, chart.fewest_by_chance) == (
        useful,
        longest,
        fewest,
    )
    assert not chart.shifted


@pytest.mark.parametrize(
    ("values", "shifted"),
    [
        pytest.param([1, 1, 1, 1, 1, 1, 9, 9, 9, 9, 9, 9], True, id="one crossing of twelve"),
        pytest.param([1, 2, 1, 9, 8, 9, 1, 2, 1, 9, 8, 9], False, id="three crossings"),
        pytest.param([1, 9, 5, 5, 5, 1, 9], False, id="points on the median do not count"),
        pytest.param([5] * 12, False, id="flat"),
        pytest.param([1, 2], False, id="two points"),
    ],
)
def test_run_chart(values, shifted):
    """Too few crossings of the median, or too long a run, is more than chance."""
    assert run_chart([Fraction(value) for value in values]).shifted is shifted


def test_run_chart_of_an_even_and_an_odd_number():
    """The median of an even number lies between the middle two."""
    assert run_chart([Fraction(value) for value in (4, 1, 3, 2)]).median == Fraction(5, 2)
    odd = run_chart([Fraction(value) for value in (4, 1, 3)])
    assert (odd.median, odd.useful, odd.longest_run, odd.crossings) == (3, 2, 1, 1)
    assert run_chart([]) is None
