"""Sources that disagree are named: both are shown, neither is hidden."""

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from small_comparators import COUNCIL, YEAR, plan_of
from small_comparators import comparator as printed
from small_plan import AS_AT, PLAN, PUBLISHED, indicators, status
from tables_made import indicator, report, share

from cptracker.audit.observed import published_in
from cptracker.benchmarking.cells import agree, rounds_to
from cptracker.benchmarking.conflicts import conflict_problems, conflicts
from cptracker.benchmarking.published_series import PublishedBasis
from cptracker.disclosure.release import release
from cptracker.model.comparisons import (
    COMPUTED,
    ComparatorKind,
    Comparison,
    Conflict,
    LoadedFigures,
    PublishedSource,
)
from cptracker.model.figures import Figure
from cptracker.model.periods import from_key
from cptracker.model.problems import Severity
from cptracker.model.published import GroupKey
from cptracker.plan.reading import load_plan, read_plan
from cptracker.status.builder import build_status
from cptracker.wording.facts import conflict_in_words

NONE = LoadedFigures()


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        pytest.param("55", "54.6", True, id="the finer rounds to the coarser"),
        pytest.param("55", "54.4", False, id="the finer rounds to another"),
        pytest.param("90", "90.5", True, id="of a half nobody knows the way"),
        pytest.param("90", "89.5", True, id="nor on the other side"),
        pytest.param("86", "87", False, id="as fine, and not equal"),
        pytest.param("86", "86.0", True, id="a nought more"),
        pytest.param("86.04", "86.1", False, id="beyond the coarser digit"),
    ],
)
def test_what_rounding_explains(first, second, same):
    """By the digits that were published."""
    assert agree(printed("England", first), printed("England", second)) is same
    assert agree(printed("England", second), printed("England", first)) is same


def test_a_note_may_tell_of_coarser_rounding():
    rounded = printed("England", 810, note="counts a child once; to the nearest 10")

    assert agree(rounded, printed("England", 806))
    assert not agree(rounded, printed("England", 804))


@given(st.decimals(-1000, 1000, places=6), st.integers(0, 3), st.integers(0, 3))
def test_one_value_rounded_twice_never_disagrees(value, digits, others):
    """However finely each source printed it."""
    first, second = (printed("England", f"{value:.{each}f}") for each in (digits, others))

    assert agree(first, second)
    assert rounds_to(Fraction(value), first)


def figure(value, period=YEAR, **rest):
    return Figure(period=period, value=Fraction(value), **rest)


def test_every_source_is_shown():
    """Also the one that agrees with another."""
    plan = plan_of(
        printed(COUNCIL, 86, source="B"),
        printed(COUNCIL, 87, source="A"),
        printed(COUNCIL, 87, source="C"),
    )
    (conflict,) = conflicts(plan, NONE, "dental")

    assert (conflict.area, conflict.period) == (COUNCIL, "202425")
    assert [(source.source, source.value) for source in conflict.sources] == [
        ("A", 87),
        ("B", 86),
        ("C", 87),
    ]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"area": "Derby"}, id="another area"),
        pytest.param({"period": "202324"}, id="another period"),
        pytest.param({"measure": "eyes"}, id="another measure"),
        pytest.param({"like_for_like": False, "note": "of some"}, id="another definition"),
    ],
)
def test_figures_of_different_things_do_not_disagree(change):
    figure = printed(**{"area": COUNCIL, "value": 60, "source": "B", **change})

    assert conflicts(plan_of(printed(COUNCIL, 86), figure), NONE, "dental") == ()


@pytest.mark.parametrize(
    ("value", "disagree"),
    [
        pytest.param("86.4", False, id="it rounds to what was published"),
        pytest.param("86.6", True, id="it does not"),
    ],
)
def test_our_own_figure_against_the_published(value, disagree):
    disagreements = conflicts(plan_of(printed(COUNCIL, 86)), NONE, "dental", [figure(value)])

    assert bool(disagreements) is disagree
    assert not disagreements or disagreements[0].sources[-1].source == COMPUTED


@pytest.mark.parametrize(
    ("published", "own", "example"),
    [
        pytest.param({}, {}, True, id="made-up records are of no council"),
        pytest.param(
            {"like_for_like": False, "note": "of some"}, {}, False, id="not like for like"
        ),
        pytest.param({"area": "Derby"}, {}, False, id="another council's"),
        pytest.param({}, {"group_by": "sex", "group": "female"}, False, id="a group's"),
    ],
)
def test_our_own_figure_is_held_against_its_like_alone(published, own, example):
    plan = plan_of(printed(**{"area": COUNCIL, "value": 86, **published}))

    assert conflicts(plan, NONE, "dental", [figure(10, **own)], example=example) == ()


def test_a_file_may_disagree_with_the_plan():
    loaded = LoadedFigures(figures=(printed(COUNCIL, 80, source="DfE 2026"),))

    assert len(conflicts(plan_of(printed(COUNCIL, 86)), loaded, "dental")) == 1


@pytest.mark.parametrize(
    ("by_day", "keys"),
    [
        pytest.param(True, ["2022-03"], id="a count of everyone on a day"),
        pytest.param(False, [], id="what happened in a month is not what happened in a year"),
    ],
)
def test_two_periods_that_end_on_one_day(by_day, keys):
    """563 at the end of March 2022 and 561 for the year that it ends cannot both be."""
    plan = plan_of(
        printed(COUNCIL, 561, "202122", source="DfE"), printed(COUNCIL, 563, "2022-03", source="B")
    )
    disagreements = conflicts(plan, NONE, "dental", basis=PublishedBasis(by_day=by_day))

    assert [conflict.period for conflict in disagreements] == keys


def test_our_own_figure_for_a_quarter_is_held_against_the_year_that_it_ends():
    """Of a count on a day; told under our own figure's period, by which papers protect it."""
    own = figure(561, from_key("202122Q4"))
    plan = plan_of(printed(COUNCIL, 563, "202122"))
    (conflict,) = conflicts(plan, NONE, "dental", [own], basis=PublishedBasis(by_day=True))

    assert conflict.period == "202122Q4"
    assert conflicts(plan, NONE, "dental", [own]) == ()


def test_a_groups_figures_are_held_against_each_other():
    key = GroupKey(group_by="age_group", group="17-18")
    plan = plan_of(printed(COUNCIL, 55, group=key), printed(COUNCIL, 60))
    own = figure(70, group_by="age_group", group="17-18")
    (conflict,) = conflicts(plan, NONE, "dental", [own, figure(60)])

    assert (conflict.group_by, conflict.group) == ("age_group", "17-18")
    assert [source.value for source in conflict.sources] == [55, 70]


def test_a_measure_that_departs_says_so_of_its_own_figure():
    basis = PublishedBasis(departs="A blank is left out.")
    plan = plan_of(printed(COUNCIL, 55))
    (conflict,) = conflicts(plan, NONE, "dental", [figure(70)], basis=basis)

    assert conflict_in_words(conflict, "%") == (
        "sources disagree on Southampton, 2024/25: 55% (DfE 2025) and 70% (computed, counted "
        "otherwise)"
    )


def test_the_annual_report_and_the_department_on_employment():
    """The report of 2024/25 and the Department at 19 to 21: 45% and 55%."""
    disagreements = conflicts(load_plan("strategy"), NONE, "care-leavers-eet")

    assert [(conflict.area, conflict.group, conflict.period) for conflict in disagreements] == [
        (COUNCIL, "19-21", "202425")
    ]
    assert sorted(source.value for source in disagreements[0].sources) == [45, 55]


def test_check_lists_them_with_their_places(tmp_path):
    """A warning at the last of the entries, that names the others with theirs."""
    more = '\n  - {measure: dental, area: Southampton, period: "202324", value: 70, source: G}\n'
    (tmp_path / "plan.yaml").write_text(PLAN + PUBLISHED.rstrip() + more, encoding="utf-8")
    loaded = read_plan(tmp_path / "plan.yaml")
    (problem,) = conflict_problems(loaded)

    assert problem.severity is Severity.WARNING
    assert (problem.path, problem.line) == (str(tmp_path / "plan.yaml"), more_line(loaded))
    assert "`dental`, Southampton, 2023/24: 78.5 (C, line 35); 70 (G, line 39)" in problem.message


def more_line(loaded):
    return loaded.places["published", str(len(loaded.plan.published) - 1)].line


def test_check_lists_our_own_figure_too(tmp_path):
    """70% was published of 2022/23; 70.25% rounds to it, and 70.75% does not. It is not stated."""
    (tmp_path / "plan.yaml").write_text(PLAN + PUBLISHED, encoding="utf-8")
    loaded = read_plan(tmp_path / "plan.yaml")
    then = from_key("202223")
    near, far = ({"dental": [figure(value, then)]} for value in ("70.25", "70.75"))

    assert list(conflict_problems(loaded, computed=near)) == []
    assert [problem.message for problem in conflict_problems(loaded, computed=far)] == [
        "the sources disagree on `dental`, Southampton, 2022/23: 70 (A, line 28); "
        "another one (computed)"
    ]


def test_the_status_carries_them(make_inputs):
    """The plan says 78.5% for 2023/24; these records, which are real, give 80%."""
    indicator = indicators(status(make_inputs(PUBLISHED)))["dental"]

    assert [
        (conflict.period, [source.source for source in conflict.sources])
        for conflict in indicator.conflicts
    ] == [("202324", ["C", COMPUTED])]
    assert [comparison.area for comparison in indicator.comparisons] == [
        "England",
        COUNCIL,
        COUNCIL,
    ]


def test_example_records_disagree_with_nothing_published(make_inputs):
    """They are of an invented council."""
    loaded, registry, records = make_inputs(PUBLISHED)
    made_up = evolve(records, origin=evolve(records.origin, example=True))
    report = build_status(loaded.plan, registry, made_up, as_at=AS_AT)

    assert report.example_data
    assert indicators(report)["dental"].conflicts == ()


def beside_group(met, group_by="age_group"):
    """Two groups of the latest period, and England beside the first of them, judged."""
    key = {"group_by": group_by, "group": "17-18"}
    figures = [share(67 + met, 147), share(met, 47, by=group_by, group="17-18"),
               share(67, 100, by=group_by, group="19-21")]  # fmt: skip
    england = Comparison(
        kind=ComparatorKind.ENGLAND,
        area="England",
        period="202425",
        value=Fraction(60),
        like_for_like=True,
        source="DfE",
        better=False,
        **key,
    )
    return report(indicator(figures, comparisons=(england,)))


@pytest.mark.parametrize(
    ("met", "group_by", "better"),
    [
        pytest.param(20, "age_group", False, id="the group's figure is shown"),
        pytest.param(3, "age_group", None, id="the group's figure is hidden"),
        pytest.param(20, "sex+age_group", None, id="the breakdown is never published"),
    ],
)
def test_what_is_said_of_a_group_goes_with_its_figure(met, group_by, better):
    """That it is worse than England's would tell something of a hidden figure."""
    (indicator,) = indicators(release(beside_group(met, group_by))).values()

    assert [(each.value, each.better) for each in indicator.comparisons] == [(60, better)]


def test_a_published_figure_of_a_group_tells_nothing_of_everyone():
    """What the audit takes as known is the group's, not the whole's."""
    own = Comparison(
        kind=ComparatorKind.OWN_EARLIER,
        area=COUNCIL,
        period="202324",
        value=Fraction(60),
        like_for_like=True,
        source="DfE",
        group_by="sex",
        group="male",
    )
    made = report(indicator([share(20, 47)], comparisons=(own,)), example_data=False)

    assert [figure.cell for figure in published_in(made)] == [("m", "202324", "sex", "male")]


@pytest.mark.parametrize(
    ("profile", "met", "shown"),
    [
        pytest.param("public", 20, True, id="our figure is shown"),
        pytest.param("public", 3, False, id="our figure is hidden"),
        pytest.param("nhs", 20, False, id="our figure is rounded"),
    ],
)
def test_a_disagreement_never_tells_what_a_paper_protects(profile, met, shown):
    """Our own figure beside a published one is as secret as it is by itself."""
    own = share(met, 47)
    sources = (
        PublishedSource(value=Fraction(60), source="A"),
        PublishedSource(value=own.value, source=COMPUTED),
    )
    conflict = Conflict(measure="m", area=COUNCIL, period="202425", sources=sources)
    published = release(report(indicator([own], conflicts=(conflict,))), profile=profile)

    assert [indicator.conflicts for indicator in indicators(published).values()] == [
        (conflict,) if shown else ()
    ]
