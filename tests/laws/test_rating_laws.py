"""Laws of judging: whatever the numbers, better is never worse, and what is shown is what is so."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from cptracker.model.figures import Figure, Rating
from cptracker.model.periods import from_key
from cptracker.model.plan import Better
from cptracker.model.targets import Target
from cptracker.rating.rate import rate_figure
from cptracker.rating.thresholds import target_problems, thresholds_of
from cptracker.rating.wording import shown_value_text


def target(**fields):
    return Target(measure="x", since=date(2024, 4, 1), source="Board", **fields)


RANK = {Rating.GREEN: 0, Rating.AMBER: 1, Rating.RED: 2}

values = st.fractions(min_value=-500, max_value=500, max_denominator=1000)
decimals = st.decimals(min_value=-200, max_value=200, places=2)
tolerances = st.one_of(
    st.fixed_dictionaries({"within": st.decimals(min_value=0, max_value=50, places=2)}),
    st.fixed_dictionaries({"within_percent": st.decimals(min_value=0, max_value=50, places=1)}),
    st.just({}),
)


@st.composite
def one_sided(draw):
    """A sound target for higher or for lower."""
    better = draw(st.sampled_from([Better.HIGHER, Better.LOWER]))
    value = draw(decimals)
    rest = draw(tolerances)
    if draw(st.booleans()):
        down = draw(st.decimals(min_value=0, max_value=50, places=2))
        rest = {"floor": value - down if better is Better.HIGHER else value + down}
    aim = target(value=value, **rest)
    assume(not target_problems(aim, better))
    return better, aim


def rating(value, better, aim):
    figure = Figure(period=from_key("202425"), value=Fraction(value), denominator=100)
    return rate_figure(figure, better, aim).rating


@given(one_sided(), values, values)
def test_doing_better_never_rates_worse(sound, first, second):
    better, aim = sound
    worse, good = sorted([first, second], reverse=better is Better.LOWER)

    assert RANK[rating(good, better, aim)] <= RANK[rating(worse, better, aim)]


@given(st.tuples(decimals, decimals).map(sorted), tolerances, values, values)
def test_nearer_never_rates_worse(edges, tolerance, first, second):
    """On one side of the range, the nearer of two values is never rated worse."""
    aim = target(low=edges[0], high=edges[1], **tolerance)
    assume(not target_problems(aim, Better.NEAR))
    assume((first > edges[1]) == (second > edges[1]))
    far, near = sorted([first, second], reverse=first > edges[1])

    assert RANK[rating(near, Better.NEAR, aim)] <= RANK[rating(far, Better.NEAR, aim)]


@given(one_sided(), values)
def test_lower_is_the_mirror_of_higher(sound, value):
    better, aim = sound
    mirrored = evolve(aim, value=-aim.value, floor=None if aim.floor is None else -aim.floor)
    other = Better.LOWER if better is Better.HIGHER else Better.HIGHER

    assert rating(value, better, aim) is rating(-value, other, mirrored)


@given(one_sided(), values, st.sampled_from([Decimal("0.01"), Decimal(3), Decimal(1000)]))
def test_the_unit_decides_nothing(sound, value, scale):
    """Shares as 0.9 or as 90, money in pounds or in thousands: the rating is the same."""
    better, aim = sound
    scaled = evolve(
        aim,
        value=aim.value * scale,
        within=None if aim.within is None else aim.within * scale,
        floor=None if aim.floor is None else aim.floor * scale,
    )

    assert rating(value, better, aim) is rating(value * Fraction(scale), better, scaled)


@given(one_sided())
def test_limits_belong_to_the_better_side(sound):
    better, aim = sound
    limits = thresholds_of(aim, better)
    outer = limits.amber_low if better is Better.HIGHER else limits.amber_high

    assert rating(Fraction(aim.value), better, aim) is Rating.GREEN
    assert rating(outer, better, aim) in (Rating.AMBER, Rating.GREEN)
    beyond = outer - Fraction(1, 10**6) if better is Better.HIGHER else outer + Fraction(1, 10**6)
    assert rating(beyond, better, aim) is Rating.RED


@given(one_sided(), values, st.integers(0, 2))
def test_the_number_on_show_has_the_rating_of_the_number(sound, value, digits):
    """What is displayed would be judged the same, whatever the rounding."""
    better, aim = sound
    limits = thresholds_of(aim, better)
    displayed = Fraction(shown_value_text(value, digits, limits).replace(",", ""))

    assert limits.rate(displayed) is limits.rate(value)
