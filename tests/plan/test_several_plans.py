"""Several plans at once, and the second one that is shipped: the areas for improvement."""

import json

import pytest
from command_line import run
from jsonschema import Draft202012Validator
from small_plan import MEASURES, PLAN

from cptracker.contract.status import status_schema
from cptracker.files.bundled import shipped_plans
from cptracker.plan.reading import load_plan

SECOND = "improvement-2024-25"


@pytest.fixture
def plans(tmp_path):
    """Two small plans, their measures and records."""
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        text = PLAN.replace("identifier: p,", f"identifier: {name},")
        (tmp_path / name / "plan.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "mine.py").write_text(MEASURES, encoding="utf-8")
    return tmp_path


def args(plans, council):
    named = [word for name in ("first", "second") for word in ("--plan", plans / name)]
    return [*named, "--measures", plans / "mine.py", "--records", council]


def test_the_status_shows_each(plans, council):
    result = run("status", *args(plans, council), "--full")

    assert result.output.count("A plan, 2022-2027") == 2
    assert result.output.count("Summary") == 2


def test_as_json_they_make_a_list(plans, council):
    """One document for each, as the schema says; a single plan is no list."""
    result = run("status", *args(plans, council), "--format", "json")
    single = run("status", *args(plans, council)[2:], "--format", "json")
    documents = json.loads(result.stdout)

    assert [document["plan"]["identifier"] for document in documents] == ["first", "second"]
    for document in documents:
        Draft202012Validator(status_schema()).validate(document)
    assert documents[1] == json.loads(single.stdout)


def test_check_looks_at_each(plans, council):
    """A problem of the records is told once, one of a plan at its place."""
    result = run("check", *args(plans, council), "--format", "json")
    problems = json.loads(result.stdout)["problems"]
    of_plans = [
        problem for problem in problems if "[deliverable-leads-nowhere]" in problem["message"]
    ]

    assert [problem["path"].split("/")[-2] for problem in of_plans] == ["first", "second"]
    others = [tuple(problem.items()) for problem in problems if problem["kind"] != "plan"]
    assert len(others) == len(set(others))


def test_a_mistake_in_one_plan_is_told_with_those_of_the_other(plans, council):
    for name in ("first", "second"):
        (plans / name / "plan.yaml").write_text("plan: []\npriorities: []\n", encoding="utf-8")
    result = run("status", *args(plans, council))

    assert result.exit_code == 3
    assert f"{plans / 'first'}" in result.stderr
    assert f"{plans / 'second'}" in result.stderr


def test_a_shipped_plan_is_named_by_its_name(tmp_path, monkeypatch):
    """What is there wins over a name."""
    monkeypatch.chdir(tmp_path)
    listed = run("check", "--list-checks", "--plan", SECOND, "--format", "json")
    (tmp_path / SECOND).mkdir()
    own = run("check", "--list-checks", "--plan", SECOND)

    assert {off["plan"] for indicator in json.loads(listed.stdout) for off in indicator["off"]} == {
        SECOND
    }
    assert "this folder has no YAML file" in own.stderr


@pytest.mark.parametrize("name", list(shipped_plans()))
def test_every_shipped_plan_loads_and_is_named_by_its_identifier(name):
    assert load_plan(shipped_plans()[name]).identifier == name


def test_the_second_plan_has_the_thirteen_areas():
    """Each in a priority of its own, at its place in the report; nothing is said to be done."""
    plan = load_plan(shipped_plans()[SECOND])

    assert [priority.place for priority in plan.priorities] == [
        f"Areas for further improvement, item {number}" for number in range(1, 14)
    ]
    assert all(priority.deliverables for priority in plan.priorities)
    assert (plan.targets, plan.updates, plan.actions, plan.commentary) == ((), (), (), ())


def test_the_second_plans_figures_are_those_of_the_first():
    first, second = (load_plan(path) for path in shipped_plans().values())

    assert second.published
    assert set(second.published) <= set(first.published)


def test_the_checks_are_listed(snapshot):
    """By name, with severity, meaning, and what the plan switches off."""
    snapshot(run("check", "--list-checks", "--plan", "together-plan").output, "checks.txt")


def test_the_ten_areas_of_june_2022_carry_the_reports_colours():
    """Said of their own titles, since they are no success measures of the plan."""
    said = load_plan(shipped_plans()["together-plan"]).commentary

    assert [str(commentary.rating) for commentary in said] == [
        "amber", "amber", "amber", "red", "red", "amber", "amber", "red", "amber", "red",
    ]  # fmt: skip
    assert {(commentary.rating, commentary.rating_words) for commentary in said} == {
        ("amber", "medium risk"),
        ("red", "high risk"),
    }
    assert not any(commentary.success_measure for commentary in said)
    assert all(commentary.place and commentary.source for commentary in said)
