"""Figures beside those of others: whose, of which period, and whether they may be set beside."""

import random
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_comparators import BEFORE, COUNCIL, NEIGHBOURS, REGION, YEAR, comparator, plan_of

from cptracker.benchmarking.areas import rank
from cptracker.benchmarking.comparison import compared_with_others
from cptracker.benchmarking.published_series import PublishedBasis
from cptracker.model.comparisons import (
    TOGETHER,
    ComparatorKind,
    LoadedFigures,
    Method,
    Symbol,
    WithheldFigure,
    comparison_with,
)
from cptracker.model.periods import from_key
from cptracker.model.plan import Better
from cptracker.model.published import GroupKey

NONE = LoadedFigures()
UNLIKE = {"like_for_like": False, "note": "aged 19 to 21"}


def compared(
    *published, value=Fraction(80), period=YEAR, better=Better.HIGHER, loaded=NONE, **rest
):
    method, basis = rest.pop("method", Method.MEAN), rest.pop("basis", PublishedBasis())
    plan = plan_of(*published, **rest)
    return compared_with_others(plan, loaded, "dental", better, period, value, method, basis)


def of(kind, comparisons):
    return [comparison for comparison in comparisons if comparison.kind is kind]


def only(kind, comparisons):
    (comparison,) = of(kind, comparisons)
    return comparison


def shares(*values):
    return [comparator(area, value) for area, value in zip(NEIGHBOURS, values, strict=False)]


# Who and of when


def test_everybody_has_a_place():
    """England, the region, the neighbours together, each alone, and own earlier years."""
    comparisons = compared(
        comparator("England", 81),
        comparator(REGION, 77),
        *shares(70, 72, 74, 80),
        comparator(COUNCIL, 79),
        comparator(COUNCIL, 75, "202324"),
        comparator(COUNCIL, 71, "202223"),
        comparator("Kent", 99),
    )

    assert [(comparison.kind, comparison.area, comparison.value) for comparison in comparisons] == [
        (ComparatorKind.ENGLAND, "England", 81),
        (ComparatorKind.REGION, REGION, 77),
        (ComparatorKind.NEIGHBOURS, "Statistical neighbours", 74),
        *[
            (ComparatorKind.NEIGHBOUR, area, value)
            for area, value in zip(NEIGHBOURS, (70, 72, 74, 80), strict=False)
        ],
        (ComparatorKind.OWN_EARLIER, COUNCIL, 71),
        (ComparatorKind.OWN_EARLIER, COUNCIL, 75),
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
    comparisons = compared(*(comparator("England", 80, period) for period in periods))

    assert [comparison.period for comparison in comparisons] == ([expected] if expected else [])


def test_another_length_of_time_is_not_like_for_like():
    """A month's share says nothing of a year's, however alike it is defined."""
    (comparison,) = compared(comparator("England", 80, "2025-03"))

    assert not comparison.like_for_like
    assert comparison.better is None
    assert comparison.note == "for March 2025, not for 2024/25"


def test_without_a_list_of_comparators_england_the_councils_region_and_own_years_remain():
    comparisons = compared(
        comparator("England", 81),
        comparator(REGION, 9),
        comparator(COUNCIL, 7, "202324"),
        comparators=None,
    )

    assert [comparison.kind for comparison in comparisons] == [
        ComparatorKind.ENGLAND, ComparatorKind.REGION, ComparatorKind.OWN_EARLIER,
    ]  # fmt: skip


def test_a_council_that_no_list_has_is_of_no_region():
    """Then the region is only known where the plan names it."""
    comparisons = compared(
        comparator("England", 81), comparator(REGION, 9), comparators=None, council="Exampleshire"
    )

    assert [comparison.kind for comparison in comparisons] == [ComparatorKind.ENGLAND]


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
    comparison = only(ComparatorKind.NEIGHBOURS, compared(*shares(*values), method=method))

    assert comparison.value == expected
    assert (comparison.method, comparison.of, comparison.out_of) == (str(method), len(values), 4)
    assert comparison.source.startswith(
        f"{method} of {len(values)} of 4 neighbours' figures in DfE 2025"
    )


def test_a_symbol_is_no_figure_and_is_named():
    """A neighbour whose figure is confidential leaves the mean; it never counts as 0."""
    withheld = WithheldFigure(
        measure="dental", area="Leeds", period="202425", symbol=Symbol.CONFIDENTIAL, source="DfE"
    )
    comparisons = compared(*shares(70, 72), loaded=LoadedFigures(withheld=(withheld,)))
    comparison = only(ComparatorKind.NEIGHBOURS, comparisons)

    assert (comparison.value, comparison.of) == (71, 2)
    assert comparison.note == "no figure for Leeds (confidential), Bolton"
    assert [each.area for each in of(ComparatorKind.NEIGHBOUR, comparisons)] == [
        "Coventry",
        "Derby",
    ]


def test_an_older_figure_says_that_the_new_one_is_withheld():
    withheld = WithheldFigure(
        measure="dental", area="England", period="202425", symbol=Symbol.NOT_AVAILABLE, source="DfE"
    )
    (comparison,) = compared(
        comparator("England", 80, "202324"), loaded=LoadedFigures(withheld=(withheld,))
    )

    assert comparison.period == "202324"
    assert comparison.note == "2024/25 is not given: not available"


def test_neighbours_are_all_of_one_period():
    """Three of last year are not mixed with one of this year."""
    last_year = [comparator(area, 60, "202324") for area in NEIGHBOURS]
    comparison = only(ComparatorKind.NEIGHBOURS, compared(*last_year, comparator("Leeds", 99)))

    assert (comparison.period, comparison.value, comparison.of) == ("202425", 99, 1)


# Like for like


def test_each_definition_stands_alone():
    """The mean is never taken over two definitions, and one of them is chosen for all outputs."""
    young = [comparator(area, 10, like_for_like=False, note="aged 17 to 18") for area in NEIGHBOURS]
    older = [comparator(area, 30, source="DfE, older", **UNLIKE) for area in NEIGHBOURS]

    assert only(ComparatorKind.NEIGHBOURS, compared(*young, *older)).value == 10
    assert only(ComparatorKind.NEIGHBOURS, compared(*young[1:], *older)).value == 30
    assert only(ComparatorKind.NEIGHBOURS, compared(*young)).note == "aged 17 to 18"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param({"note": "aged 19 to 21"}, {"note": "ages not stated", "period": "202324"},
                     id="that of the nearest period"),
        pytest.param({"note": "aged 19 to 21"}, {"note": "by the month", "period": "2025-03"},
                     id="that of as long a period"),
        pytest.param({"note": "a"}, {"note": "b"}, id="else the first by name"),
        pytest.param({"like_for_like": True}, {"note": "a"}, id="the measure's own before all"),
        pytest.param({"like_for_like": True, "period": "202223"}, {"note": "a"},
                     id="the measure's own although it is older"),
    ],
)  # fmt: skip
def test_which_definition_is_chosen(first, second):
    """England is set beside a figure once."""
    earlier, later = ({"like_for_like": False, **fields} for fields in (first, second))
    comparisons = of(
        ComparatorKind.ENGLAND,
        compared(comparator("England", 1, **earlier), comparator("England", 2, **later)),
    )

    assert [each.value for each in comparisons] == [1]


def test_another_definition_is_shown_only_where_there_is_no_own_one():
    comparisons = compared(
        comparator("England", 80), comparator("England", 50, source="DfE, older", **UNLIKE)
    )

    assert [comparison.value for comparison in comparisons] == [80]


def test_another_definition_never_judges():
    """Neither a colour nor a rank comes of it."""
    figures = [comparator(area, 10, **UNLIKE) for area in (*NEIGHBOURS, COUNCIL, "England")]

    assert {comparison.better for comparison in compared(*figures)} == {None}
    assert rank(plan_of(*figures), NONE, "dental", Better.HIGHER, YEAR) is None


def test_how_a_figure_was_rounded_is_no_definition():
    """England's rounded count stands beside those of councils."""
    counted = {"like_for_like": False, "note": "counts a child once"}
    rounded = {**counted, "note": "counts a child once; to the nearest 10"}
    comparisons = compared(
        comparator("England", 810, **rounded), comparator(COUNCIL, 7, "202324", **counted)
    )

    assert [comparison.kind for comparison in comparisons] == [
        ComparatorKind.ENGLAND,
        ComparatorKind.OWN_EARLIER,
    ]


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
    comparisons = compared(
        comparator("England", 80), value=None if value is None else Fraction(value), better=better
    )

    assert comparisons[0].better is expected


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
    plan = plan_of(*shares(1, 2, 3, 4), comparator(COUNCIL, own), comparator("England", 100))
    placed = rank(plan, NONE, "dental", better, YEAR)

    assert (placed.place, placed.of, placed.quartile) == (place, 5, quartile)
    assert (placed.period, placed.value) == ("202425", own)


QUARTERS = {1: 1, 2: 1, 3: 2, 5: 2, 6: 3, 8: 3, 9: 4, 11: 4}


@pytest.mark.parametrize(("place", "quartile"), QUARTERS.items())
def test_quarters_of_eleven(place, quartile):
    """The best quarter of eleven is two councils."""
    names = tuple(f"Council {number}" for number in range(10))
    others = [comparator(name, number) for number, name in enumerate(names)]
    plan = plan_of(*others, comparator(COUNCIL, Decimal(place) - Decimal("1.5")), neighbours=names)
    placed = rank(plan, NONE, "dental", Better.LOWER, YEAR)

    assert (placed.place, placed.quartile) == (place, quartile)


@pytest.mark.parametrize(
    ("figures", "better"),
    [
        pytest.param([*shares(1, 2, 3, 4)], Better.LOWER, id="no figure of the council"),
        pytest.param(
            [*shares(1, 2), comparator(COUNCIL, 2)], Better.LOWER, id="too few for quarters"
        ),
        pytest.param(
            [*shares(1, 2, 3), comparator(COUNCIL, 2)], Better.CONTEXT, id="no way is good"
        ),
        pytest.param(
            [*shares(1, 2, 3), comparator(COUNCIL, 2, "202324")], Better.LOWER, id="two periods"
        ),
    ],
)
def test_no_rank(figures, better):
    assert rank(plan_of(*figures), NONE, "dental", better, YEAR) is None


def test_a_rank_is_of_the_latest_period_that_all_have():
    earlier = [comparator(area, 5, "202324") for area in NEIGHBOURS]
    plan = plan_of(*earlier, comparator(COUNCIL, 4, "202324"), comparator(COUNCIL, 9))

    assert rank(plan, NONE, "dental", Better.LOWER, YEAR).period == BEFORE.key


# Several sources


def test_the_source_with_the_most_areas_stands_for_a_figure():
    """The Department's figure of the council stands beside the Department's of others."""
    figures = [
        *shares(1, 2, 3, 4),
        comparator(COUNCIL, 5),
        comparator(COUNCIL, 9, source="Zine of one council"),
    ]

    assert rank(plan_of(*figures), NONE, "dental", Better.LOWER, YEAR).value == 5


def test_a_later_edition_wins():
    """Of two sources of as many areas that whose name sorts last."""
    comparisons = compared(comparator("England", 80), comparator("England", 82, source="DfE 2026"))

    assert comparisons[0].value == 82


# Councils by other names, groups, days and departures


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Herefordshire", "Herefordshire, County of"),
        ("Bristol", "Bristol, City of"),
        ("St Helens", "St. Helens"),
        ("County Durham", "Durham"),
    ],
)
def test_a_neighbour_is_one_council_by_any_of_its_names(name, written):
    """As the plan names it, whatever the published figure calls it."""
    comparisons = compared(comparator(written, 70), neighbours=(name, "Derby"))

    assert [
        (comparison.area, comparison.value)
        for comparison in of(ComparatorKind.NEIGHBOUR, comparisons)
    ] == [(name, 70)]
    assert only(ComparatorKind.NEIGHBOURS, comparisons).missing == ("Derby",)


def test_two_councils_of_nearly_one_name_are_two():
    assert compared(comparator("Hertfordshire", 70), neighbours=("Herefordshire",)) == ()


def test_a_group_is_set_beside_its_like_alone():
    """The figure of 17 to 18 is no twin of everyone's; each has its own, and its own rank."""
    key = GroupKey(group_by="age_group", group="17-18")
    groups = [
        comparator(area, value, group=key)
        for area, value in zip(NEIGHBOURS, (60, 70, 80, 90), strict=False)
    ]
    plan = [*groups, comparator("England", 64, group=key), comparator(COUNCIL, 65, group=key)]
    comparisons = compared(*plan, value=Fraction(70), basis=PublishedBasis(group=key))

    assert compared(*plan) == ()
    assert rank(plan_of(*plan), NONE, "dental", Better.HIGHER, YEAR) is None
    assert {(comparison.group_by, comparison.group) for comparison in comparisons} == {
        ("age_group", "17-18")
    }
    assert only(ComparatorKind.ENGLAND, comparisons).better is True
    place = rank(plan_of(*plan), NONE, "dental", Better.HIGHER, YEAR, PublishedBasis(group=key))
    assert (place.place, place.of, place.group) == (4, 5, "17-18")


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        pytest.param(date(2025, 11, 19), False, id="the day before it was published"),
        pytest.param(date(2025, 11, 20), True, id="the day itself"),
        pytest.param(None, True, id="no day asked for"),
    ],
)
def test_nothing_is_shown_before_it_was_published(day, shown):
    """Nor ranked; a figure without a day of publication is always shown."""
    out = {"published": date(2025, 11, 20)}
    figures = [comparator(area, 1, **out) for area in (*NEIGHBOURS, COUNCIL)]
    basis = PublishedBasis(as_at=day)

    assert bool(compared(*figures, comparator("England", 5, "202324"), basis=basis)[0].value == 5)
    assert bool(of(ComparatorKind.NEIGHBOURS, compared(*figures, basis=basis))) is shown
    ranked = rank(plan_of(*figures), NONE, "dental", Better.LOWER, YEAR, basis)
    assert (ranked is not None) is shown


def test_a_measure_that_departs_is_set_beside_others_and_not_judged():
    """Each figure of others says so; the council's own years are as they were published."""
    figures = [
        *shares(70, 72, 74, 80),
        comparator("England", 81),
        comparator(REGION, 77),
        comparator(COUNCIL, 79),
    ]
    basis = PublishedBasis(departs="Temporary placements are never counted.")
    comparisons = compared(*figures, comparator(COUNCIL, 75, "202324"), basis=basis)
    others = [
        comparison
        for comparison in comparisons
        if comparison.kind is not ComparatorKind.OWN_EARLIER
    ]

    assert {comparison.better for comparison in comparisons} == {None}
    assert {comparison.like_for_like for comparison in others} == {False}
    assert {comparison.note for comparison in others} == {
        "our measure counts otherwise: Temporary placements are never counted"
    }
    assert rank(plan_of(*figures), NONE, "dental", Better.HIGHER, YEAR, basis) is None


def test_of_a_count_on_a_day_a_year_is_as_good_as_the_month_that_ends_it():
    """Both tell of 31 March 2025."""
    month = from_key("2025-03")
    (flow,) = compared(comparator("England", 80), period=month)
    by_day = {"basis": PublishedBasis(by_day=True), "value": Fraction(90)}
    (stock,) = compared(comparator("England", 80), period=month, **by_day)

    assert (flow.like_for_like, flow.note) == (False, "for 2024/25, not for March 2025")
    assert (stock.like_for_like, stock.note, stock.better) == (True, None, True)


@pytest.mark.parametrize(
    ("values", "digits"),
    [((1, 2, 2, 3), 1), (("1.75", 2, 2, 2), 3), (("1.7", 2, 2, 2), 2)],
)
def test_an_average_has_one_digit_more_than_its_parts(values, digits):
    comparisons = compared(*shares(*values))

    assert only(ComparatorKind.NEIGHBOURS, comparisons).digits == digits
    assert (
        max(comparison.digits for comparison in of(ComparatorKind.NEIGHBOUR, comparisons))
        == digits - 1
    )


# Laws

AREAS = ("England", REGION, COUNCIL, *NEIGHBOURS)
FIGURES = st.lists(
    st.builds(
        comparator,
        st.sampled_from(AREAS),
        st.integers(0, 100),
        st.sampled_from(("202223", "202324", "202425", "2025-03")),
        source=st.sampled_from(("DfE 2025", "Annual report")),
        like_for_like=st.booleans(),
        note=st.sampled_from((None, "aged 19 to 21")),
    ),
    max_size=30,
    unique_by=lambda figure: (
        figure.area,
        figure.period,
        figure.source,
        figure.like_for_like,
        figure.note,
    ),
)


@given(FIGURES, st.randoms(use_true_random=False))
def test_the_order_of_figures_changes_nothing(figures, rng: random.Random):
    shuffled = rng.sample(figures, len(figures))

    assert compared(*figures) == compared(*shuffled)
    assert rank(plan_of(*figures), NONE, "dental", Better.LOWER, YEAR) == rank(
        plan_of(*shuffled), NONE, "dental", Better.LOWER, YEAR
    )


@given(FIGURES)
def test_a_figure_of_a_file_is_as_good_as_one_of_the_plan(figures):
    half = len(figures) // 2
    loaded = LoadedFigures(figures=tuple(figures[half:]))

    assert compared(*figures[:half], loaded=loaded) == compared(*figures)


@given(FIGURES, st.sampled_from(Method))
def test_what_is_said_of_neighbours_lies_between_them(figures, method):
    """And each comparison is of a period that was over, and judges only what is like for like."""
    comparisons = compared(*figures, method=method)
    for together in of(ComparatorKind.NEIGHBOURS, comparisons):
        alone = [
            comparison.value
            for comparison in of(ComparatorKind.NEIGHBOUR, comparisons)
            if (comparison.period, comparison.like_for_like)
            == (together.period, together.like_for_like)
        ]
        assert min(alone) <= together.value <= max(alone)
    assert all(from_key(comparison.period).end <= YEAR.end for comparison in comparisons)
    assert all(
        comparison.like_for_like for comparison in comparisons if comparison.better is not None
    )


@given(FIGURES, st.booleans())
def test_there_is_one_comparison_of_each_kind_for_a_figure(figures, by_day):
    """So no output can choose another one than the next."""
    comparisons = compared(*figures, basis=PublishedBasis(by_day=by_day))
    kinds = [
        (comparison.kind, comparison.area)
        for comparison in comparisons
        if comparison.kind is not ComparatorKind.OWN_EARLIER
    ]

    assert len(kinds) == len(set(kinds))
    for kind in TOGETHER:
        assert comparison_with(comparisons, kind) == next(iter(of(kind, comparisons)), None)


@given(FIGURES, st.fractions(0, 100))
def test_mirrored_directions_agree(figures, value):
    up = compared(*figures, value=value, better=Better.HIGHER)
    down = compared(*figures, value=value, better=Better.LOWER)

    assert [comparison.better for comparison in up] == [
        None if comparison.better is None else not comparison.better for comparison in down
    ]
