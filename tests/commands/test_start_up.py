"""What is loaded when: no command pays for a library it does not use. No clock is read here."""

import json
import subprocess
import sys

import pytest

ALL = {
    "PIL", "attrs", "cattrs", "click", "docx", "duckdb", "holidays", "jinja2", "jsonschema",
    "narwhals", "numpy", "pandas", "polars", "pyarrow", "pyspark", "resvg_py", "rich",
    "ruamel.yaml", "xlsxwriter",
}  # fmt: skip

READING_A_PLAN = {"PIL", "attrs", "cattrs", "ruamel.yaml"}
COMPUTING = {"attrs", "narwhals", "polars", "holidays"}

PROGRAM = """
import json, os, sys
from cptracker.cli.app import app
try:
    app({args!r})
except SystemExit as end:
    code = end.code
heavy = sorted({all!r} & set(sys.modules))
ours = sorted(name for name in sys.modules if name.startswith("cptracker"))
sys.stderr.write(json.dumps([code or 0, heavy, ours]))
"""


def start(folder, *args):
    """Run a command in a fresh Python: its exit code, the libraries and our modules it loaded."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(args=list(args), all=ALL)],
        capture_output=True, text=True, check=True, cwd=folder, timeout=120, encoding="utf-8",
    )  # fmt: skip
    code, heavy, ours = json.loads(done.stderr.splitlines()[-1])
    return code, set(heavy), set(ours)


@pytest.mark.parametrize(
    ("args", "libraries"),
    [
        pytest.param(["--help"], set(), id="help"),
        pytest.param(["--version"], set(), id="version"),
        pytest.param(["status", "--help"], set(), id="help on a command"),
        pytest.param(["schema"], READING_A_PLAN, id="schema"),
        pytest.param(["init", "mine"], {"attrs"}, id="init"),
        pytest.param(["new", "measure", "my-own"], {"attrs"}, id="new measure"),
        pytest.param(
            ["measures"], {"attrs", "narwhals", "rich", "ruamel.yaml"}, id="measures"
        ),  # what a measure needs is held against the shipped tables
        pytest.param(
            ["values", "children-looked-after", "--records", "records", "--format", "csv"],
            COMPUTING | READING_A_PLAN,
            id="values",
        ),
        pytest.param(
            ["status", "--records", "records", "--format", "json"],
            COMPUTING | READING_A_PLAN,
            id="status as JSON",
        ),
        pytest.param(
            ["status", "--records", "records"],
            COMPUTING | READING_A_PLAN | {"rich"},
            id="status",
        ),
        pytest.param(
            ["report", "--records", "records", "-o", "figures.csv"],
            COMPUTING | READING_A_PLAN,
            id="a tidy table",
        ),
        pytest.param(
            ["report", "--records", "records", "-o", "paper.docx"],
            COMPUTING | READING_A_PLAN | {"PIL", "docx", "resvg_py"},
            id="a Word file",
        ),
    ],
)
def test_a_command_loads_no_more_than_it_needs(tmp_path, council, args, libraries):
    """Never pandas, PyArrow or DuckDB, which only their own users need."""
    (tmp_path / "records").symlink_to(council)
    code, heavy, _ = start(tmp_path, *args)

    assert code == 0
    assert heavy - libraries - {"click"} == set()


def test_help_loads_no_command(tmp_path):
    """The list of commands stands beside them, so that none is imported for it."""
    _, _, ours = start(tmp_path, "--help")

    assert {name for name in ours if not name.startswith("cptracker.cli")} == {
        "cptracker", "cptracker.model", "cptracker.model.exit_codes",
    }  # fmt: skip
    assert "cptracker.cli.status" not in ours


def test_a_status_leaves_the_generator_and_other_reports_alone(tmp_path, council):
    (tmp_path / "records").symlink_to(council)
    _, _, ours = start(tmp_path, "status", "--records", "records")

    assert not {name for name in ours if name.startswith("cptracker.synthetic.records")}
    assert not ours & {"cptracker.status.values", "cptracker.contract.values", "cptracker.api"}


def test_the_library_of_holidays_is_left_alone(tmp_path, council):
    """Its days of England stand in a table, which reaches as far as any record."""
    (tmp_path / "records").symlink_to(council)
    _, due, ours = start(tmp_path, "values", "initial-health-assessments", "--records", "records")

    assert "cptracker.records.care.bank_holidays" in ours
    assert "holidays" not in due


BEYOND_CLICK = """
import sys
import click
known = {*sys.modules}
from cptracker.cli.app import app
try:
    app(["--help"])
except SystemExit:
    sys.stderr.write(" ".join(sorted({*sys.modules} - known)))
"""


def test_help_takes_little_more_than_importing_click():
    """Its time is measured by `tests/bench/start_up.py`; here is what it may import besides."""
    done = subprocess.run(
        [sys.executable, "-c", BEYOND_CLICK],
        capture_output=True, text=True, check=True, timeout=120, encoding="utf-8",
    )  # fmt: skip
    beyond = set(done.stderr.split())

    assert "cptracker.cli.app" in beyond
    assert not beyond & {"pathlib", "urllib.parse", "dataclasses", "json", "attrs", "tempfile"}
