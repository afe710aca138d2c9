"""Type checkers let right calls pass and refuse wrong ones, of which each has its mark."""

import importlib.util
import json
import subprocess
import sys

import pytest
from built_packages import ROOT

CALLS = ROOT / "tests" / "project" / "right_and_wrong_calls.py"
EXAMPLES = ROOT / "docs" / "examples"


def checked(*command):
    done = subprocess.run(
        [sys.executable, "-m", *map(str, command)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_mypy_refuses_what_is_wrong_and_nothing_else():
    """With an unused mark as an error, so that a wrong call that passes is one."""
    code, said = checked("mypy", "--strict", "--warn-unused-ignores", CALLS)

    assert code == 0, said


def test_the_examples_are_typed():
    files = [EXAMPLES / "thread_pool.py", EXAMPLES / "our_measures/our_measures/plans.py"]
    code, said = checked("mypy", "--strict", "--ignore-missing-imports", *files)

    assert code == 0, said


def test_pyright_refuses_the_same(tmp_path):
    if importlib.util.find_spec("pyright") is None:
        pytest.skip("pyright is not installed: pip install pyright")
    config = tmp_path / "pyrightconfig.json"
    settings = {
        "reportUnnecessaryTypeIgnoreComment": "error",
        "include": [CALLS.name],
        "extraPaths": [(ROOT / "src").as_posix()],
    }
    (tmp_path / CALLS.name).write_bytes(CALLS.read_bytes())
    config.write_text(json.dumps(settings), encoding="utf-8")
    code, said = checked("pyright", "--project", config)

    assert code == 0, said
