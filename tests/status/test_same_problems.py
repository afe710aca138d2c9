"""The library gives the same status and problems as `cptracker status`: a notebook, a terminal."""

import json
import shutil
from datetime import date

import pytest
from command_line import run
from small_plan import MEASURES, PLAN, PUBLISHED, TARGETS
from typed_plan import VALUES, blank_project

import cptracker
from cptracker.contract.status import problem_document, status_text
from cptracker.files.bundled import PACKAGE, bundled
from cptracker.status_json.converting import as_json

FAULTS = """
comparators: {neighbours_of: Southampton, source: A, neighbours: [Bristle], region: South East}
records: [{table: outcome, covers_to: 2025-03-31, source: A}]
commentary:
  - success_measure: "1.1"
    period: "202425"
    date: 2025-05-01
    by: A
    data_says: It was 70%.
    states: [{measure: dental, value: 70}, {measure: dentel, value: 70}]
"""
"""An area, a table and a measure that nobody knows, and a figure that is not the computed one."""

FAULTY = {
    "plan.yaml": PLAN,
    "targets.yaml": TARGETS.replace("within: 5", "floor: 97"),
    "published.yaml": PUBLISHED,
    "faults.yaml": FAULTS,
}


@pytest.fixture
def faulty(tmp_path, monkeypatch, council):
    """A folder with a plan full of faults, its measures and records."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan").mkdir()
    for name, text in FAULTY.items():
        (tmp_path / "plan" / name).write_text(text, encoding="utf-8")
    (tmp_path / "mine.py").write_text(MEASURES, encoding="utf-8")
    shutil.copytree(council, tmp_path / "records")


def told_by_the_command(*args):
    """The problems in the JSON of `cptracker status`."""
    result = run("status", "--format", "json", *args)
    return json.loads(result.stdout)["problems"]


def told_by_the_library(plan, measures=(), **options):
    """Those of `build_status`, as the contract writes them."""
    records = cptracker.load_records(["records"])
    report = cptracker.build_status(
        plan, cptracker.find_measures(measures), records, tracker_at=date(2026, 6, 18), **options
    )
    return [as_json(problem_document(problem)) for problem in report.problems]


def without_places(problems):
    """Problems once each, in no order, with nothing of where they stand."""
    return {
        (problem["kind"], problem["severity"], problem["message"], problem["hint"])
        for problem in problems
    }


OWN = ("--plan", "plan", "--measures", "mine.py", "--tracker-at", "2026-06-18")


def test_a_plan_with_faults(faulty):
    """Each with its file and line, in the same order."""
    problems = told_by_the_command(*OWN)
    messages = " ".join(problem["message"] for problem in problems)

    assert problems == told_by_the_library(cptracker.read_plan("plan"), ["mine.py"])
    for fault in ("Bristle", "`outcome`", "`dentel`", "`floor`", "commentary-states-another"):
        assert fault in messages
    assert "deliverable-leads-nowhere" in messages


def test_a_plan_whose_files_nobody_knows(faulty):
    """The same is told, at no place; never at a file without a name."""
    plan = cptracker.load_plan("plan")
    problems = told_by_the_library(plan, ["mine.py"])
    of_plan = [problem for problem in problems if problem["kind"] == "plan"]

    assert without_places(problems) == without_places(told_by_the_command(*OWN))
    assert {(problem["path"], problem["line"], problem["column"]) for problem in of_plan} == {
        (None, None, None)
    }


def test_the_example_records(tmp_path, monkeypatch):
    """With the shipped plan."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(PACKAGE / "example_records", tmp_path / "records")
    problems = told_by_the_command("--tracker-at", "2026-06-18", "--priority", "7")

    assert problems == told_by_the_library(cptracker.read_plan(bundled("strategy")), priorities=[7])
    assert problems


def test_a_plan_that_cannot_be_used_is_refused_with_all_its_problems(faulty, tmp_path):
    (tmp_path / "plan" / "more.yaml").write_text(
        "targets: [{measure: 1}]\nx: 1\n", encoding="utf-8"
    )
    loaded = cptracker.read_plan("plan")

    with pytest.raises(cptracker.PlanError) as refused:
        told_by_the_library(loaded, ["mine.py"])
    assert refused.value.problems == loaded.problems


MISTYPED = """\
tribunals,202526Q3,many,,,,,,Manager,2026-04-14,
dental-checks,202526Q3,7,,,,,,Manager,2026-04-14,
"""
"""A value that is no number, and one of a measure that a plug-in computes."""


@pytest.fixture
def typed(tmp_path, monkeypatch):
    """A project of five typed measures without records, in which a command runs."""
    blank_project(tmp_path / "send", values=VALUES + MISTYPED)
    monkeypatch.chdir(tmp_path / "send")


@pytest.mark.parametrize("day", ["2026-06-18", "2026-01-31"])
def test_a_plan_of_typed_values_gives_the_same_json(typed, day):
    """Byte for byte, on a day before a revision was known too."""
    shown = run("status", "--format", "json", "--tracker-at", day)

    report = cptracker.build_status(
        cptracker.read_plan("strategy"),
        cptracker.find_measures(),
        None,
        values=["values"],
        tracker_at=date.fromisoformat(day),
    )

    assert shown.stdout == status_text(report)
    texts = [problem.message for problem in report.problems]
    assert "`value` is no number" in texts
    assert "the measure `dental-checks` is computed, so it takes no typed value" in texts


def test_values_beside_records_give_the_same_json(typed, council):
    """Records stand beside the typed values: the figures' day is then the records' own."""
    shown = run("status", "--format", "json", "--tracker-at", "2026-06-18", "--records", council)

    report = cptracker.build_status(
        cptracker.read_plan("strategy"),
        cptracker.find_measures(),
        cptracker.load_records([council]),
        values="values",
        tracker_at=date(2026, 6, 18),
    )

    assert shown.stdout == status_text(report)


def test_values_that_were_read_apart_give_the_same_status(typed):
    """A plan without places too: only where its problems stand is then not known."""
    plan, registry = cptracker.load_plan("strategy"), cptracker.find_measures()
    values = cptracker.load_values("values", plan, registry.measures)
    day = date(2026, 6, 18)

    report = cptracker.build_status(plan, registry, None, values=values, tracker_at=day)
    read = cptracker.build_status(plan, registry, None, values=["values"], tracker_at=day)

    assert status_text(report) == status_text(read)
    assert values.problems
