"""What tests of the command line share: a folder to work in, and two ways to run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from cptracker.cli.app import app

ROOT = Path(__file__).parents[2]

PLAN = """
plan: {identifier: p, title: Our plan, council: Southampton, period: 2022-2027, source: Board}
priorities:
  - number: 1
    title: Health
    place: Priority 1
    young_people_said: "In summary: help us."
    deliverables: [{ref: "1.1", title: A dentist, place: here, leads_to: ["1.1"]}]
    success_measures:
      - {ref: "1.1", title: Teeth, place: here, measures: [teeth]}
"""

TEETH = """
from cptracker import CHILD, Example, col, events, measure

@measure(title="Teeth", unit="%", better="higher", by=CHILD,
         needs={"outcomes": ["child_id", "dental_check"]})
def teeth(records):
    return events(records.outcomes, date="year_end", met=col("dental_check") == 1)

EXAMPLES = [Example(
    tables={"outcomes": [{"child_id": "A", "year_end": "2025-03-31", "dental_check": 1}]},
    period="202425", met={"A"},
)]
"""

TARGET = "targets: [{measure: teeth, since: 2020-04-01, value: 100, source: Board}]\n"

OWN = ["--plan", "plan", "--measures", "mine"]


def run(*args):
    """Run in this process; an error that gets out fails the test."""
    result = CliRunner().invoke(app, [str(arg) for arg in args], prog_name="cptracker")
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    return result


def process(*args, **environment):
    """Run `python -m cptracker` as a user would."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    return subprocess.run(
        [sys.executable, "-m", "cptracker", *map(str, args)],
        capture_output=True,
        env={**env, **environment},
        check=False,
        timeout=120,
    )


def files(folder):
    """All that is there, but for what Python keeps for itself."""
    return {path for path in folder.rglob("*") if "__pycache__" not in path.parts}


def working_folder(folder, records):
    """Records, a plan of one measure, and that measure."""
    shutil.copytree(records, folder / "records")
    (folder / "plan").mkdir()
    (folder / "plan" / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "mine").mkdir()
    (folder / "mine" / "teeth.py").write_text(TEETH, encoding="utf-8")
    return folder
