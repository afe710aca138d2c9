"""Figures beside those of others: whose, of which period, and whether they may be set beside."""

import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cptracker.comparing import compare, rank
from cptracker.comparisons import Kind, LoadedFigures, Method, Symbol, Withheld
from cptracker.model import Better
from cptracker.periods import from_key
from small_comparators import BEFORE, COUNCIL, NEIGHBOURS, REGION, YEAR, plan_of, told

NONE = LoadedFigures()
OTHER = {"like_for_like": False, "note": "aged 19 to 21"}


def beside(*published, value=Fraction(80), period=YEAR, better=Better.HIGHER, loaded=NONE, **rest):
    method = rest.pop("method", Method.MEAN)
    return compare(plan_of(*published, **rest), loaded, "dental", better, period, value, method)


def of(kind, found):
    return [one for one in found if one.kind is kind]


def only(kind, found):
    (one,) = of(kind, found)
    return one


def shares(*values):
    return [told(area, value) for area, value in zip(NEIGHBOURS, values, strict=False)]


# Who and of when


def test_everybody_has_a_place():
    """England, the region, the neighbours together, each alone, and own earlier years."""
    found = beside(
        told("England", 81), told(REGION, 77), *shares(70, 72, 74, 80), told(COUNCIL, 79),
        told(COUNCIL, 75, "202324"), told(COUNCIL, 71, "202223"), told("Kent", 99),
    )  # fmt: skip

    assert [(one.kind, one.area, one.value) for one in found] == [
        (Kind.ENGLAND, "England", 81),
        (Kind.REGION, REGION, 77),
        (Kind.NEIGHBOURS, "Statistical neighbours", 74),
        *[(Kind.NEIGHBOUR, area, value) for area, value in zip(NEIGHBOURS, (70, 72, 74, 80))],  # noqa: B905
        (Kind.OWN_EARLIER, COUNCIL, 71),
        (Kind.OWN_EARLIER, COUNCIL, 75),
    ]


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        pytest.param(("202324", "202425", "202526"), "202425", id="the same as the figure's"),
        pytest.param(("202223", "202324"), "202324", id="the latest before it"),
        pytest.param(("202526",), None, id="never a later one"),
        pytest.param(("202223", "2025-03"), "202223", id="of the same length first"),
        pytest.param(
            ("2025-02", "2025-03"), "2025-03", id="another length where there is no other"
        ),
    ],
)
def test_the_period_of_a_comparison(periods, expected):
    found = beside(*(told("England", 80, period) for period in periods))

    assert [one.period for one in found] == ([expected] if expected else [])


def test_another_length_of_time_is_not_like_for_like():
    """A month's share says nothing of a year's, however alike it is defined."""
    (one,) = beside(told("England", 80, "2025-03"))

    assert not one.like_for_like
    assert one.better is None
    assert one.note == "for March 2025, not for 2024/25"


def test_without_a_list_of_comparators_england_and_own_years_remain():
    found = beside(
        told("England", 81), told(REGION, 9), told(COUNCIL, 7, "202324"), comparators=None
    )

    assert [one.kind for one in found] == [Kind.ENGLAND, Kind.OWN_EARLIER]


# Neighbours


@pytest.mark.parametrize(
    ("values", "method", "expected"),
    [
        pytest.param((1, 2, 2), Method.MEAN, Fraction(5, 3), id="a mean is exact"),
        pytest.param((1, 2, 9), Method.MEDIAN, 2, id="the median is the middle one"),
        pytest.param(
            (1, 2, 5, 9), Method.MEDIAN, Fraction(7, 2), id="of four the middle two's mean"
        ),
        pytest.param((7,), Method.MEAN, 7, id="one neighbour is its own mean"),
    ],
)
def test_the_neighbours_together(values, method, expected):
    """The method and how many had a figure are always said."""
    one = only(Kind.NEIGHBOURS, beside(*shares(*values), method=method))

    assert one.value == expected
    assert (one.method, one.of, one.out_of) == (str(method), len(values), 4)
    assert one.source.startswith(f"{method} of {len(values)} of 4 neighbours' figures in DfE 2025")


def test_a_symbol_is_no_figure_and_is_named():
    """A neighbour whose figure is confidential leaves the mean; it never counts as 0."""
    held = Withheld(
        measure="dental", area="Leeds", period="202425", symbol=Symbol.CONFIDENTIAL, source="DfE"
    )
    found = beside(*shares(70, 72), loaded=LoadedFigures(withheld=(held,)))
    one = only(Kind.NEIGHBOURS, found)

    assert (one.value, one.of) == (71, 2)
    assert one.note == "no figure for Leeds (confidential), Bolton"
    assert [each.area for each in of(Kind.NEIGHBOUR, found)] == ["Coventry", "Derby"]


def test_an_older_figure_says_that_the_new_one_is_withheld():
    held = Withheld(
        measure="dental", area="England", period="202425", symbol=Symbol.NOT_AVAILABLE, source="DfE"
    )
    (one,) = beside(told("England", 80, "202324"), loaded=LoadedFigures(withheld=(held,)))

    assert one.period == "202324"
    assert one.note == "2024/25 is not given: not available"


def test_neighbours_are_all_of_one_period():
    """Three of last year are not mixed with one of this year."""
    last_year = [told(area, 60, "202324") for area in NEIGHBOURS]
    one = only(Kind.NEIGHBOURS, beside(*last_year, told("Leeds", 99)))

    assert (one.period, one.value, one.of) == ("202425", 99, 1)


# Like for like


def test_each_definition_stands_alone():
    """The mean is never taken over two age groups."""
    young = [told(area, 10, like_for_like=False, note="aged 17 to 18") for area in NEIGHBOURS]
    older = [told(area, 30, source="DfE, older", **OTHER) for area in NEIGHBOURS]
    found = of(Kind.NEIGHBOURS, beside(*young, *older))

    assert [(one.value, one.note) for one in found] == [
        (10, "aged 17 to 18"),
        (30, "aged 19 to 21"),
    ]


def test_another_definition_is_shown_only_where_there_is_no_own_one():
    found = beside(told("England", 80), told("England", 50, source="DfE, older", **OTHER))

    assert [one.value for one in found] == [80]


def test_another_definition_never_judges():
    """Neither a colour nor a rank comes of it."""
    figures = [told(area, 10, **OTHER) for area in (*NEIGHBOURS, COUNCIL, "England")]

    assert {one.better for one in beside(*figures)} == {None}
    assert rank(plan_of(*figures), NONE, "dental", Better.HIGHER, YEAR) is None


def test_how_a_figure_was_rounded_is_no_definition():
    """England's rounded count stands beside those of councils."""
    counted = {"like_for_like": False, "note": "counts a child once"}
    rounded = {**counted, "note": "counts a child once; to the nearest 10"}
    found = beside(told("England", 810, **rounded), told(COUNCIL, 7, "202324", **counted))

    assert [one.kind for one in found] == [Kind.ENGLAND, Kind.OWN_EARLIER]


# Better or worse


@pytest.mark.parametrize(
    ("value", "better", "expected"),
    [
        pytest.param(85, Better.HIGHER, True, id="more is better"),
        pytest.param(75, Better.HIGHER, False, id="less is worse"),
        pytest.param(75, Better.LOWER, True, id="less is better"),
        pytest.param(85, Better.LOWER, False, id="more is worse"),
        pytest.param(80, Better.HIGHER, None, id="equal"),
        pytest.param(Fraction(801, 10), Better.HIGHER, None, id="the same when rounded"),
        pytest.param(85, Better.NEAR, None, id="near is good"),
        pytest.param(85, Better.CONTEXT, None, id="no way is good"),
        pytest.param(None, Better.HIGHER, None, id="no figure of our own"),
    ],
)
def test_whether_the_council_does_better(value, better, expected):
    found = beside(
        told("England", 80), value=None if value is None else Fraction(value), better=better
    )

    assert found[0].better is expected


# Rank


@pytest.mark.parametrize(
    ("own", "better", "place", "quartile"),
    [
        pytest.param(99, Better.HIGHER, 1, 1, id="the highest where more is better"),
        pytest.param(99, Better.LOWER, 5, 4, id="the last where less is better"),
        pytest.param(2, Better.LOWER, 2, 2, id="ties share the better place"),
        pytest.param(0, Better.LOWER, 1, 1, id="a zero is a figure"),
    ],
)
def test_the_rank_among_neighbours(own, better, place, quartile):
    plan = plan_of(*shares(1, 2, 3, 4), told(COUNCIL, own), told("England", 100))
    found = rank(plan, NONE, "dental", better, YEAR)

    assert (found.place, found.of, found.quartile) == (place, 5, quartile)
    assert (found.period, found.value) == ("202425", own)


QUARTERS = {1: 1, 2: 1, 3: 2, 5: 2, 6: 3, 8: 3, 9: 4, 11: 4}


@pytest.mark.parametrize(("place", "quartile"), QUARTERS.items())
def test_quarters_of_eleven(place, quartile):
    """The best quarter of eleven is two councils."""
    names = tuple(f"Council {number}" for number in range(10))
    others = [told(name, number) for number, name in enumerate(names)]
    plan = plan_of(*others, told(COUNCIL, Decimal(place) - Decimal("1.5")), neighbours=names)
    found = rank(plan, NONE, "dental", Better.LOWER, YEAR)

    assert (found.place, found.quartile) == (place, quartile)


@pytest.mark.parametrize(
    ("figures", "better"),
    [
        pytest.param([*shares(1, 2, 3, 4)], Better.LOWER, id="no figure of the council"),
        pytest.param([*shares(1, 2), told(COUNCIL, 2)], Better.LOWER, id="too few for quarters"),
        pytest.param([*shares(1, 2, 3), told(COUNCIL, 2)], Better.CONTEXT, id="no way is good"),
        pytest.param(
            [*shares(1, 2, 3), told(COUNCIL, 2, "202324")], Better.LOWER, id="two periods"
        ),
    ],
)
def test_no_rank(figures, better):
    assert rank(plan_of(*figures), NONE, "dental", better, YEAR) is None


def test_a_rank_is_of_the_latest_period_that_all_have():
    earlier = [told(area, 5, "202324") for area in NEIGHBOURS]
    plan = plan_of(*earlier, told(COUNCIL, 4, "202324"), told(COUNCIL, 9))

    assert rank(plan, NONE, "dental", Better.LOWER, YEAR).period == BEFORE.key


# Several sources


def test_the_source_with_the_most_areas_stands_for_a_figure():
    """The Department's figure of the council stands beside the Department's of others."""
    figures = [
        *shares(1, 2, 3, 4),
        told(COUNCIL, 5),
        told(COUNCIL, 9, source="Zine of one council"),
    ]

    assert rank(plan_of(*figures), NONE, "dental", Better.LOWER, YEAR).value == 5


def test_a_later_edition_wins():
    """Of two sources of as many areas that whose name sorts last."""
    found = beside(told("England", 80), told("England", 82, source="DfE 2026"))

    assert found[0].value == 82


# Laws

AREAS = ("England", REGION, COUNCIL, *NEIGHBOURS)
FIGURES = st.lists(
    st.builds(
        told,
        st.sampled_from(AREAS),
        st.integers(0, 100),
        st.sampled_from(("202223", "202324", "202425", "2025-03")),
        source=st.sampled_from(("DfE 2025", "Annual report")),
        like_for_like=st.booleans(),
        note=st.sampled_from((None, "aged 19 to 21")),
    ),
    max_size=30,
    unique_by=lambda one: (one.area, one.period, one.source, one.like_for_like, one.note),
)


@given(FIGURES, st.randoms(use_true_random=False))
def test_the_order_of_figures_changes_nothing(figures, dice: random.Random):
    shuffled = dice.sample(figures, len(figures))

    assert beside(*figures) == beside(*shuffled)
    assert rank(plan_of(*figures), NONE, "dental", Better.LOWER, YEAR) == rank(
        plan_of(*shuffled), NONE, "dental", Better.LOWER, YEAR
    )


@given(FIGURES)
def test_a_figure_of_a_file_is_as_good_as_one_of_the_plan(figures):
    half = len(figures) // 2
    loaded = LoadedFigures(figures=tuple(figures[half:]))

    assert beside(*figures[:half], loaded=loaded) == beside(*figures)


@given(FIGURES, st.sampled_from(Method))
def test_what_is_said_of_neighbours_lies_between_them(figures, method):
    """And each comparison is of a period that was over, and judges only what is like for like."""
    found = beside(*figures, method=method)
    for together in of(Kind.NEIGHBOURS, found):
        alone = [
            one.value for one in of(Kind.NEIGHBOUR, found)
            if one.period == together.period and one.like_for_like == together.like_for_like
        ]  # fmt: skip
        assert min(alone) <= together.value <= max(alone)
    assert all(from_key(one.period).end <= YEAR.end for one in found)
    assert all(one.like_for_like for one in found if one.better is not None)


@given(FIGURES, st.fractions(0, 100))
def test_mirrored_directions_agree(figures, value):
    up = beside(*figures, value=value, better=Better.HIGHER)
    down = beside(*figures, value=value, better=Better.LOWER)

    assert [one.better for one in up] == [
        None if one.better is None else not one.better for one in down
    ]
