"""The project file: found from below, paths from where it lies, every mistake at its place."""

import os
from pathlib import Path

import pytest
from command_line import TARGET, run

from cptracker.model.problems import PlanError
from cptracker.plan.project import PROJECT_FILE, find_project

PROJECT = "plan: plan\nrecords: [records]\nmeasures: [mine]\n"


@pytest.fixture
def project(here):
    """The working folder with a project file."""
    (here / PROJECT_FILE).write_text(PROJECT, encoding="utf-8")
    return here


def mistakes(folder, text):
    (folder / PROJECT_FILE).write_text(text, encoding="utf-8")
    with pytest.raises(PlanError) as refused:
        find_project(folder)
    return [(problem.line, problem.column, problem.message) for problem in refused.value.problems]


def test_a_project_is_found_from_the_folders_below_it(project, monkeypatch):
    (project / "plan" / "notes").mkdir()
    monkeypatch.chdir(project / "plan" / "notes")

    nearest = find_project()

    assert nearest.plan == (Path("../../plan"),)
    assert nearest.records == (Path("../../records"),)
    assert nearest.values == ()


def test_no_project_is_no_error(tmp_path):
    assert find_project(tmp_path) is None


def test_commands_work_on_the_project_without_an_option(project):
    result = run("status", "--full")

    assert "Our plan, 2022-2027" in result.stdout
    assert "Teeth" in result.stdout
    assert "example records" not in result.stderr


def test_an_option_wins_over_the_project(project):
    (project / "other").mkdir()
    text = (project / "plan" / "plan.yaml").read_text(encoding="utf-8")
    (project / "other" / "plan.yaml").write_text(text.replace("Our plan", "Theirs"), "utf-8")

    assert "Theirs, 2022-2027" in run("status", "--plan", "other").stdout


def test_what_is_edited_is_the_projects_plan(project):
    """A command that writes into a plan writes into this one, from a folder below as well."""
    os.chdir(project / "records")

    result = run("meetings", "add", "2026-06-18", "--body", "Corporate Parenting Panel")

    assert result.exit_code == 0, result.output
    written = "".join(path.read_text("utf-8") for path in (project / "plan").glob("*.yaml"))
    assert "2026-06-18" in written


def test_without_a_project_the_usual_folders_are_taken_together(here):
    """Targets in ./strategy are never passed over while ./records is read."""
    (here / "plan").rename(here / "strategy")
    (here / "strategy" / "targets.yaml").write_text(TARGET, encoding="utf-8")

    result = run("status", "--measures", "mine", "--full")

    assert "Our plan, 2022-2027" in result.stdout
    assert "No target" not in result.stdout


def test_own_records_under_the_shipped_plan_are_said_to_be_so(here):
    """Made-up records are nobody's; for a council's own the shipped plan is somebody else's."""
    made_up = run("status", "--priority", "6")
    folder = here / "own"
    folder.mkdir()
    (folder / "oc2.csv").write_text(
        "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,"
        "HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED\n"
        "A1,01/02/2012,,,0,,1,1,1,0,,\n",
        encoding="utf-8",
    )
    own = run("status", "--priority", "6", "--records", folder, "--year", "2026")

    assert "Southampton's" not in made_up.stderr
    assert "Southampton's" in own.stderr


def test_two_projects_above_each_other_are_told(project):
    below = project / "records"
    (below / PROJECT_FILE).write_text("plan: together-plan\n", encoding="utf-8")

    nearest = find_project(below)

    (warning,) = nearest.problems
    assert warning.line == 1
    assert str(project) in warning.message
    assert nearest.plan[0].is_dir()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "recrods: [records]\n", (1, 1, "unknown key `recrods`"), id="an unknown key"
        ),
        pytest.param(
            "records: [../elsewhere]\n",
            (1, 11, "`records` names a path that leads out of this folder"),
            id="out of the folder",
        ),
        pytest.param(
            "plan: [plan, other]\n", (1, 14, "`plan` names one path"), id="two plans"
        ),
        pytest.param("records:\n", (1, 1, "`records` must name a file or a folder"), id="blank"),
        pytest.param(
            "protection: none\n",
            (1, 13, "`protection` must be one of `public`, `dfe`, `nhs`"),
            id="no protection",
        ),
        pytest.param(
            "- plan\n",
            (1, 1, "a project file says what is worked on, as in `plan: strategy`"),
            id="a list",
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_place(here, text, expected):
    assert expected in mistakes(here, text)


def test_a_path_that_is_not_there_is_told_with_all_others(here):
    problems = mistakes(here, "plan: nowhere\nmapping: gone.yaml\n")

    assert [line for line, _, _ in problems] == [1, 2]
    assert all("is not there" in message for _, _, message in problems)
