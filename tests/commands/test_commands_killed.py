"""All files that commands write: under many writers at once, and under death at any moment."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from commands_killed import COMMANDS
from typed_plan import HOUSING, blank_project

from cptracker.model.problems import UsageError
from cptracker.plan import start
from cptracker.plan.reading import load_plan
from cptracker.plan.values.reading import load_values

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs fork")

SCRIPT = Path(__file__).parents[1] / "support" / "commands_killed.py"

DUTY = "duties:\n  - {ref: audit, title: Audit, every_months: 12}\n"

EACH = 3


@pytest.fixture
def project(tmp_path):
    """A housing strategy in which visits are typed every month, without values or commentary."""
    plan = HOUSING[: HOUSING.index("commentary:")].replace(
        "unit: visits, better: higher, kind: count}",
        "unit: visits, better: higher, kind: count, every: month}",
    )
    plan = plan.replace("period: 2024-2028, source: Board", "period: 2024-2028", 1)
    return blank_project(tmp_path / "housing", plan + DUTY)


def commands(what, folder, times):
    """What the script printed of its runs."""
    done = subprocess.run(
        [sys.executable, SCRIPT, what, folder, str(times)],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [line.split() for line in done.stdout.splitlines()]


def test_all_commands_at_once_lose_nothing(project):
    """Whatever is written meanwhile to the same plan by another command."""
    commands("race", project, EACH)

    plan = load_plan(project / "strategy")
    assert len(plan.actions) == 1 + 2 * EACH
    assert len(plan.actions[0].updates) == EACH
    assert len(plan.meetings) == 1 + 2 * EACH
    assert len(plan.commentary) == EACH
    assert len(plan.targets) == 3 + EACH
    assert len(plan.updates) == 1 + EACH
    assert len(plan.duties) == 1 + EACH
    assert len(plan.duties[0].done) == EACH
    values = load_values([project / "values"], plan)
    assert (len(values.values), values.problems) == (EACH, ())


def test_killed_at_any_step_each_file_is_the_old_one_or_the_new_one(project):
    runs = commands("kill", project, 5)

    assert [name.replace("-", " ") for name, *_ in runs] == list(COMMANDS)
    assert all(int(steps) > 10 for _, steps, *_ in runs)
    assert all(int(old) >= 1 for _, _, old, _ in runs)
    assert sum(int(new) for *_, new in runs) >= len(COMMANDS)


def test_killed_while_it_begins_a_project_has_its_file_last(tmp_path):
    ((steps, done),) = commands("begin", tmp_path, 12)

    assert int(steps) > 10
    assert int(done) >= 1


def test_killed_while_a_mapping_is_saved_it_is_whole_or_not_there(project):
    ((steps, done),) = commands("save-mapping", project, 8)

    assert int(steps) > 3
    assert int(done) >= 1


def test_two_who_begin_in_one_folder_do_not_write_over_each_other(tmp_path, monkeypatch):
    """The second comes too late for an empty folder, however close they are."""

    written = start.write_files
    monkeypatch.setattr(start, "write_files", lambda *args, **named: (
        (tmp_path / "strategy" / "plan.yaml").write_text("mine: yes\n"), written(*args, **named)
    ))  # fmt: skip
    with pytest.raises(UsageError, match="was changed by somebody else since it was read"):
        start.start_blank(tmp_path)

    assert (tmp_path / "strategy" / "plan.yaml").read_text() == "mine: yes\n"
    assert not (tmp_path / "cptracker.yaml").exists()
