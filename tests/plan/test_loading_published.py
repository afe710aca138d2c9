"""Published figures of a plan: the group they are for, the day they came out, and who is known."""

from datetime import date

import pytest
from small_plan import PLAN

from cptracker.authoring.registry import find_measures
from cptracker.benchmarking.unknown_names import unknown_area_problems, unknown_group_problems
from cptracker.model.problems import Severity
from cptracker.model.published import GroupKey
from cptracker.plan.reading import read_plan

FIGURE = '  - {{measure: {0}, area: {1}, period: "202425", value: 1, source: {2}{3}}}\n'


def figure(area="England", source="A", measure="care-leavers-eet", more=""):
    return FIGURE.format(measure, area, source, f", {more}" if more else "")


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Read the small plan with published figures, and whom it compares with."""
    monkeypatch.chdir(tmp_path)

    def read(*figures, comparators=""):
        text = f"{PLAN}\npublished:\n{''.join(figures)}{comparators}"
        (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
        return read_plan((tmp_path / "plan.yaml").relative_to(tmp_path))

    return read


def problem_lines(problems):
    return [str(problem).splitlines()[0].partition(": ")[2] for problem in problems]


@pytest.mark.parametrize(
    "written",
    ["group: {age_group: 17-18}", 'group: "age_group: 17-18"', "group: 'age_group:17-18'"],
)
def test_a_group_as_it_may_be_written(load, written):
    loaded = load(figure(more=f"{written}, published: 2025-11-20"))

    assert loaded.problems == ()
    (published,) = loaded.plan.published
    assert published.group == GroupKey(group_by="age_group", group="17-18")
    assert published.published == date(2025, 11, 20)
    assert published.subject == "England, age group 17-18"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param("group: 17-18",
                     "`group` must be a breakdown and its group, such as `age_group: 17-18`, not "
                     "'17-18'", id="no breakdown"),
        pytest.param("group: {a: b, c: d}",
                     "`group` must be a breakdown and its group, such as `age_group: 17-18`",
                     id="two breakdowns"),
        pytest.param("published: 2025-03-30",
                     "`published` is 2025-03-30, before the period 202425 ends on 2025-03-31",
                     id="published before its period was over"),
        pytest.param("published: November",
                     "`published` must be a date such as 2024-04-01, not text",
                     id="no day"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_one_figure(load, more, expected):
    loaded = load(figure(more=more))

    assert loaded.plan is None
    assert problem_lines(loaded.problems) == [expected]
    assert loaded.problems[0].line == len(PLAN.splitlines()) + 3
    assert loaded.problems[0].column > 60


@pytest.mark.parametrize(
    ("second", "twice"),
    [
        pytest.param(figure(area="Bristol"), True, id="the same council by another name"),
        pytest.param(figure(area="Bristol", more="group: {age_group: 17-18}"), False,
                     id="of a group"),
        pytest.param(figure(area="Bristol", source="B"), False, id="from another source"),
    ],
)  # fmt: skip
def test_a_source_says_a_thing_once(load, second, twice):
    loaded = load(figure(area='"Bristol, City of"'), second)

    assert bool(loaded.problems) is twice
    assert not twice or "`care-leavers-eet`, Bristol, 202425, from this source, is given twice" in (
        loaded.problems[0].message
    )


@pytest.mark.parametrize(
    ("measure", "group", "expected"),
    [
        pytest.param("care-leavers-eet", "{age_group: 17-18}", None, id="a group of its own"),
        pytest.param("care-leavers-eet", "{sex: male}", None, id="a group of every measure"),
        pytest.param("care-leavers-eet", "{age_group: 10-15}",
                     "`care-leavers-eet` has no group `10-15` of `age_group`",
                     id="an age of children looked after"),
        pytest.param("children-looked-after", "{age_group: 10-15}", None,
                     id="which they do have"),
        pytest.param("children-looked-after", "{sex: boys}",
                     "`children-looked-after` has no group `boys` of `sex`", id="no such group"),
        pytest.param("children-looked-after-rate", "{sex: male}",
                     "`children-looked-after-rate` has no breakdown `sex`", id="no such breakdown"),
        pytest.param("children-looked-after", "{placement_tipe: secure}",
                     "`children-looked-after` has no breakdown `placement_tipe`", id="a slip"),
    ],
)  # fmt: skip
def test_a_group_that_the_measure_does_not_have(load, measure, group, expected):
    """A problem at the figure's place, with what was meant or what there is."""
    loaded = load(figure(measure=measure, more=f"group: {group}"))
    problems = list(unknown_group_problems(loaded, find_measures().measures))

    assert problem_lines(problems) == ([expected] if expected else [])
    assert all(
        problem.line and problem.hint and problem.severity is Severity.ERROR for problem in problems
    )


def test_the_groups_that_measures_tell_are_those_that_their_members_have():
    """What is declared for checks is what the function gives, by each measure's own examples."""
    from cptracker.engine.series import call_measure
    from cptracker.records.frames import from_rows

    declared = {
        measure.identifier: measure
        for measure in find_measures().measures.values()
        if measure.groups
    }

    assert set(declared) == {
        "care-leavers-in-touch", "care-leavers-eet", "care-leavers-suitable-accommodation",
        "in-higher-education", "in-apprenticeship-or-training", "staying-put",
        "case-supervisions-in-timescale",
    }  # fmt: skip
    for measure in declared.values():
        members = call_measure(measure, from_rows(measure.examples[0].tables))
        assert {name: tuple(groups) for name, groups in members.groups.items()} == measure.groups


COMPARED = """
comparators:
  neighbours_of: Southampton
  region: {region}
  neighbours: [{neighbours}]
  source: the model
"""


@pytest.mark.parametrize(
    ("region", "neighbours", "expected"),
    [
        pytest.param("South East", "Derby, Herefordshire", [], id="all of them known"),
        pytest.param("South East", "Derby, Ledes", [("Ledes", "did you mean `Leeds`?")],
                     id="a slip of the pen"),
        pytest.param("Wessex", "Derby",
                     [("Wessex", "write the name as published figures have it")],
                     id="a region that is none"),
        pytest.param("South East", "Exampleshire", [], id="known by a figure that was published"),
    ],
)  # fmt: skip
def test_areas_that_no_source_knows_are_told_at_their_place(
    load, tmp_path, region, neighbours, expected
):
    """A warning, since the plan can be used all the same."""
    comparators = COMPARED.format(region=region, neighbours=neighbours)
    loaded = load(figure(area="Exampleshire"), comparators=comparators)
    problems = list(unknown_area_problems(loaded))

    assert [(problem.message.split("`")[1], problem.hint) for problem in problems] == expected
    assert {problem.severity for problem in problems} <= {Severity.WARNING}
    lines = (tmp_path / "plan.yaml").read_text(encoding="utf-8").splitlines()
    assert all(problem.message.split("`")[1] in lines[problem.line - 1] for problem in problems)


@pytest.mark.parametrize(
    ("area", "hints"),
    [
        pytest.param("Ledes", ["did you mean `Leeds`?"], id="nearly a council's"),
        pytest.param("All councils in the survey", [], id="an area of its own"),
        pytest.param("Hertfordshire", [], id="a council that nobody is compared with"),
    ],
)
def test_the_area_of_a_figure_that_was_misspelt(load, area, hints):
    assert [problem.hint for problem in unknown_area_problems(load(figure(area=area)))] == hints
