"""What holds of every scale, every line of words and every series that can be drawn."""

from fractions import Fraction
from xml.etree import ElementTree

import pytest
from drawn import figure, indicator, points, target
from hypothesis import given
from hypothesis import strategies as st

from cptracker.model.figures import MissingReason
from cptracker.model.periods import Every
from cptracker.model.plan import Better
from cptracker.reports import charts
from cptracker.reports.charts.scales import scale, spread
from cptracker.reports.charts.text_widths import legible, shortened, width, wrapped

values = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=1000)
shares = st.integers(0, 100)
series = st.lists(st.one_of(shares, st.sampled_from(list(MissingReason))), min_size=1, max_size=30)


@given(st.lists(values, min_size=1, max_size=20), st.booleans(), st.booleans())
def test_a_scale_holds_all_its_values_between_few_round_numbers(many, whole, from_zero):
    made = scale(many, 200, 10, whole=whole, from_zero=from_zero)

    assert all(made.holds(value) for value in many)
    assert all(10 <= made.at(value) <= 200 for value in many)
    assert 2 <= len(made.ticks) <= 9
    assert made.ticks[0] == made.low
    assert made.ticks[-1] == made.high
    assert not from_zero or made.holds(Fraction(0))
    assert not whole or all(tick.denominator == 1 for tick in made.ticks)


@given(st.lists(values, min_size=2, max_size=9, unique=True))
def test_what_is_more_lies_higher(many):
    made = scale(many, 200, 10)
    low, high = min(many), max(many)

    assert made.at(low) > made.at(high)


@given(st.lists(shares, min_size=1, max_size=20))
def test_a_share_never_has_an_axis_beyond_0_to_100(many):
    made = scale([Fraction(value) for value in many], 200, 10, floor_at=Fraction(0),
                 ceiling_at=Fraction(100), least=Fraction(10))  # fmt: skip

    assert 0 <= made.low < made.high <= 100


@given(st.lists(st.floats(0, 200), max_size=5))
def test_labels_are_moved_apart_in_their_order(places):
    moved = spread(places, 15, 0, 200)
    pairs = sorted(zip(places, moved, strict=True))

    assert all(b - a >= 15 - 1e-6 for a, b in zip(sorted(moved), sorted(moved)[1:], strict=False))
    assert [place for _, place in pairs] == sorted(place for _, place in pairs)


@given(st.text(max_size=200), st.integers(30, 400), st.integers(1, 3))
def test_words_never_leave_their_room(text, space, most):
    lines = wrapped(text, 13, space, most=most)

    assert len(lines) <= most
    assert all(width(line, 13) <= space for line in lines)
    assert width(shortened(text, 13, space), 13) <= space


@given(st.text(max_size=80))
def test_any_text_is_legible_and_stays_xml(text):
    picture = charts.line_chart(indicator([50, 60], title=text, unit=text))

    assert legible(legible(text)) == legible(text)
    ElementTree.fromstring(picture.svg)


@given(series, st.sampled_from(list(Better)), st.sampled_from(list(Every)), st.booleans())
def test_each_value_that_is_shown_is_a_point_and_no_other(many, better, every, aimed):
    aim = target(90) if aimed and better in (Better.HIGHER, Better.LOWER) else None
    charted = indicator(many, better=better, every=every, aim=aim)
    there = sum(not isinstance(value, MissingReason) for value in many)
    drawn = [chart for chart in (charts.spc_chart(charted), charts.line_chart(charted)) if chart]

    assert bool(drawn) == (there > 1)
    for picture in drawn:
        ElementTree.fromstring(picture.svg)
        assert sum(points(picture).values()) == there
    assert (charts.sparkline(charted) is None) == (there < 2)


@pytest.mark.parametrize(
    "draw", [charts.line_chart, charts.sparkline, charts.rating_strip, charts.dot_strip]
)
@given(
    st.lists(shares, min_size=14, max_size=20), st.integers(0, 13), st.integers(0, 100),
    st.integers(0, 100),
)  # fmt: skip
def test_a_picture_cannot_depend_on_what_is_hidden(draw, many, where, first, second):
    """Whatever a chart behind it was worked out from, no byte of the picture knows."""

    def drawn(secret):
        full = [figure(at, secret if at == where else value) for at, value in enumerate(many)]
        shown = [MissingReason.HIDDEN if at == where else value for at, value in enumerate(many)]
        built = indicator(shown, charted=full, aim=target(90))
        assert charts.spc_chart(built) is None
        return draw(built)

    assert drawn(first) == drawn(second)
