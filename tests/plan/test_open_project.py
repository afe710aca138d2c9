"""A project opened in a notebook says what the commands say in its folder."""

import json
from pathlib import Path

import pytest
from command_line import run

import cptracker
from cptracker.contract.status import status_text
from cptracker.disclosure.release import release
from cptracker.model.problems import UsageError

PROJECT = """\
plan: plan
records: [records]
measures: [mine]
comparators: [comparators]
protection: nhs
"""

FIGURES = "measure,area,period,value,source\nteeth,England,202425,81,DfE of 2025\n"


@pytest.fixture
def project(here):
    (here / "cptracker.yaml").write_text(PROJECT, encoding="utf-8")
    (here / "comparators").mkdir()
    (here / "comparators" / "own.csv").write_text(FIGURES, encoding="utf-8")
    return here


def test_the_status_is_that_of_the_command(project, monkeypatch):
    """Digit by digit, with its comparators, from a folder below."""
    by_command = run("status", "--format", "json").stdout
    monkeypatch.chdir(project / "records")

    opened = cptracker.open_project()
    monkeypatch.chdir(project)
    report = cptracker.open_project().status()

    assert json.loads(status_text(report)) == json.loads(by_command)
    assert "DfE of 2025" in by_command
    assert opened.project.path == Path("..") / "cptracker.yaml"


def test_the_project_says_by_which_rules_a_paper_is_protected(project):
    report = cptracker.open_project().status()

    assert report.protect_by == "nhs"
    assert release(report).protection.profile == "nhs"


def test_without_a_word_of_it_the_plan_says_so(project):
    file = project / "cptracker.yaml"
    file.write_text(PROJECT.replace("protection: nhs\n", ""), encoding="utf-8")

    assert cptracker.open_project().status().protect_by == "public"


def test_a_folder_without_a_project_is_told(tmp_path):
    with pytest.raises(UsageError, match=r"there is no cptracker\.yaml in .* or above it"):
        cptracker.open_project(tmp_path)


def test_a_project_of_typed_values_has_no_records(project):
    (project / "cptracker.yaml").write_text("plan: plan\nmeasures: [mine]\n", encoding="utf-8")

    opened = cptracker.open_project()

    assert opened.records is None
    assert not opened.status().records
