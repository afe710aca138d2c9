"""Something to start from: a measure, a folder, example records; nothing is written over."""

import os
import subprocess
import sys

from command_line import ROOT, run

from cptracker.authoring.registry import find_measures
from cptracker.engine.examples import run_examples


def test_a_new_measure_works_and_proves_itself(here):
    """It passes the test that all measures pass, and is never written over."""
    result = run("new", "measure", "my-own-check", "--to", "new")
    path = here / "new" / "my_own_check.py"
    measure = find_measures([path]).measures["my-own-check"]

    assert result.exit_code == 0
    assert "cptracker check --measures new" in result.stdout
    assert measure.examples
    assert [run_examples(measure, example) for example in measure.examples] == [[]]
    path.write_text("# mine", encoding="utf-8")
    assert run("new", "measure", "my_own_check", "--to", "new").exit_code == 2
    assert path.read_text(encoding="utf-8") == "# mine"


def test_a_new_measure_is_written_as_the_house_writes(here):
    """ruff and mypy have nothing to say about it."""
    run("new", "measure", "my-own-check")
    config = ROOT / "pyproject.toml"
    ruff = [sys.executable, "-m", "ruff"]
    for args in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [*ruff, *args, "--config", config, "measures/my_own_check.py"],
            capture_output=True, text=True, check=False, cwd=here,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout


def test_a_folder_to_start_from(here):
    """The command that is printed next works in it."""
    result = run("init", "council")
    names = sorted(path.name for path in (here / "council").iterdir())

    assert result.exit_code == 0
    assert names == [
        "comparators", "cptracker.yaml", "measures", "notebook.ipynb", "records", "strategy",
    ]  # fmt: skip
    assert result.stdout == "cd council && cptracker status\n"
    assert not list((here / "council").rglob("__pycache__"))
    os.chdir(here / "council")
    again = run("status", "--priority", "4")
    assert "EXAMPLE DATA" in again.stdout
    assert again.exit_code == 0, again.output


def test_example_records(here):
    result = run("example", "made", "--children", "20", "--years", "1", "--seed", "7")

    assert result.exit_code == 0
    assert "cptracker status --records made" in result.stdout
    assert list((here / "made").rglob("*.csv"))
