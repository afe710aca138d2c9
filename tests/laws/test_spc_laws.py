"""Laws of control charts: the mirror agrees, units do not matter, and chance is not improved on."""

from fractions import Fraction
from itertools import combinations, pairwise

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st
from spc_series import APRIL, recalculation

from cptracker.model.figures import Figure
from cptracker.model.periods import Every, Period
from cptracker.model.plan import Better
from cptracker.stats.spc.charts import control_chart
from cptracker.stats.spc.limits import MDC, ChartProfile, control_limits
from cptracker.stats.spc.rules import spc_signals
from cptracker.stats.spc.run_charts import run_chart

MIRRORED = {
    "run_above": "run_below",
    "run_below": "run_above",
    "trend_up": "trend_down",
    "trend_down": "trend_up",
}
OPPOSITE = {Better.HIGHER: Better.LOWER, Better.LOWER: Better.HIGHER, Better.NEAR: Better.NEAR}

steps = st.sampled_from([-1, -1, 0, 1, 1, 1, 2])
numbers = st.one_of(
    st.integers(0, 9).map(Fraction), st.fractions(0, 100, max_denominator=40)
)  # fmt: skip
walks = st.lists(steps, min_size=13, max_size=30).map(
    lambda moves: [Fraction(sum(moves[: at + 1])) for at in range(len(moves))]
)
series = st.one_of(walks, st.lists(numbers, min_size=13, max_size=30))
betters = st.sampled_from(list(OPPOSITE))
profiles = st.builds(
    ChartProfile,
    screen_outliers=st.booleans(),
    run_length=st.integers(6, 8),
    trend_length=st.integers(5, 7),
    tie_breaks_trend=st.booleans(),
    outside_counts_as_near=st.booleans(),
    third_on_same_side=st.booleans(),
    limit_decides=st.booleans(),
)


def figures(values):
    return [
        Figure(period=Period(APRIL + at, Every.MONTH), value=value)
        for at, value in enumerate(values)
    ]


def signal_codes(chart):
    return [tuple(signal.code for signal in point.signals) for point in chart.points]


@given(series, betters, numbers, profiles)
def test_the_mirrored_series_mirrors_all_signals_and_keeps_the_icons(values, better, aim, profile):
    """Children who missed are the mirror of children who met: what is good stays good."""
    chart = control_chart(figures(values), better, target=aim, profile=profile)
    mirror = control_chart(
        figures([-value for value in values]), OPPOSITE[better], target=-aim, profile=profile
    )

    assert signal_codes(mirror) == [
        tuple(MIRRORED.get(code, code) for code in point) for point in signal_codes(chart)
    ]
    assert mirror.assurance == chart.assurance
    assert mirror.variation.kind == chart.variation.kind
    if chart.variation.kind != "common":
        assert mirror.variation.value.endswith("low") == chart.variation.value.endswith("high")


@given(series, betters, numbers, profiles, st.fractions(-50, 50, max_denominator=9),
       st.fractions(Fraction(1, 50), 50, max_denominator=50))  # fmt: skip
def test_another_unit_or_origin_changes_nothing(values, better, aim, profile, more, scale):
    """Percent or share, from 0 or from 32: the same points are special."""

    def moved(value):
        return scale * value + more

    chart = control_chart(figures(values), better, target=aim, profile=profile)
    other = control_chart(
        figures([moved(value) for value in values]), better, target=moved(aim), profile=profile
    )

    assert signal_codes(other) == signal_codes(chart)
    assert (other.variation, other.assurance) == (chart.variation, chart.assurance)
    assert other.segments[0].limits.upper == moved(chart.segments[0].limits.upper)


@given(series)
def test_time_reversed_swaps_only_the_trends(values):
    """Rising is falling backwards; limits, runs and outliers do not know which way time goes."""
    limits = control_limits(values)
    swap = {"trend_up": "trend_down", "trend_down": "trend_up"}
    forwards = [{signal.code for signal in signals} for signals in spc_signals(values, limits)]
    backwards = [
        {signal.code for signal in signals} for signals in spc_signals(values[::-1], limits)
    ][::-1]

    assert control_limits(values[::-1]) == limits
    for signals, other in zip(forwards, backwards, strict=True):
        assert signals - set(swap) == other - set(swap)
        assert bool(signals & set(swap)) == bool(other & set(swap))
    said = set().union(*forwards) & set(swap)
    assert {swap[code] for code in said} == set().union(*backwards) & set(swap)


@given(series)
def test_rules_agree_with_their_definitions(values):
    """Each rule window by window, as it is written down."""
    limits = control_limits(values)
    codes = [{signal.code for signal in point} for point in spc_signals(values, limits)]
    places = range(len(values))

    def windows(length):
        return [list(places[at : at + length]) for at in range(len(values) - length + 1)]

    def members(rule):
        return {at for at in places if rule in codes[at]}

    def beyond(at, way):
        line = limits.near_upper if way > 0 else limits.near_lower
        return way * (values[at] - line) > 0

    above = [each for each in windows(7) if all(values[at] > limits.mean for at in each)]
    below = [each for each in windows(7) if all(values[at] < limits.mean for at in each)]
    rising = [each for each in windows(7) if all(values[a] < values[b] for a, b in pairwise(each))]
    falling = [each for each in windows(7) if all(values[a] > values[b] for a, b in pairwise(each))]
    twos = {
        at
        for way in (1, -1)
        for each in windows(3)
        if all(way * (values[place] - limits.mean) > 0 for place in each)
        for pair in combinations([place for place in each if beyond(place, way)], 2)
        for at in pair
    }
    assert members("run_above") == set().union(*above)
    assert members("run_below") == set().union(*below)
    assert members("trend_up") | members("trend_down") == set().union(*rising, *falling)
    assert members("two_of_three") == twos
    assert members("outside") == {
        at for at in places if not limits.lower <= values[at] <= limits.upper
    }


@given(series, betters)
def test_the_icon_is_common_cause_exactly_without_a_rule(values, better):
    """The icon is the latest point's, whatever came before."""
    chart = control_chart(figures(values), better)

    assert (chart.variation.kind == "common") == (not chart.points[-1].signals)


@given(series, numbers, numbers)
def test_an_easier_target_is_never_less_assured(values, first, second):
    """Fail, hit or miss, pass: only upwards as the target comes down."""
    rank = {"fail": 0, "hit_or_miss": 1, "pass": 2}
    assume(len(set(values)) > 1)
    easy, hard = sorted([first, second])

    def assured(aim):
        return rank[control_chart(figures(values), Better.HIGHER, target=aim).assurance]

    assert assured(hard) <= assured(easy)


@given(series, st.integers(1, 29))
def test_a_segment_is_as_if_it_stood_alone(values, cut):
    """Nothing of one segment reaches into the next: no moving range, no rule."""
    assume(cut < len(values))
    points = figures(values)
    since = points[cut].period.start.isoformat()
    short = evolve(MDC, least_points=2)
    whole = control_chart(
        points, Better.HIGHER, recalculations=[recalculation(since)], profile=short
    )
    before = control_chart(points[:cut], Better.HIGHER, profile=short)
    after = control_chart(points[cut:], Better.HIGHER, profile=short)

    assert signal_codes(whole) == signal_codes(before) + signal_codes(after)
    assert [segment.limits for segment in whole.segments] == [
        before.segments[0].limits,
        after.segments[0].limits,
    ]
    assert whole.variation == after.variation


@given(st.lists(numbers, min_size=1, max_size=30))
def test_run_charts_know_neither_the_way_of_time_nor_up_from_down(values):
    """Backwards and mirrored the same tests say the same."""
    chart = run_chart(values)
    mirror = run_chart([-value for value in values])

    assert run_chart(values[::-1]) == chart
    assert evolve(mirror, median=-mirror.median) == chart
    assert chart.crossings < max(chart.useful, 1)
    assert chart.longest_run <= chart.useful
