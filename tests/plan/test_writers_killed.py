"""Typed values and duties under many writers at once, and under death at any moment of writing."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
from small_actions import write_plan
from typed_plan import PLAN, blank_project

from cptracker.plan.reading import load_plan
from cptracker.plan.values.reading import load_values

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs fork")

SCRIPT = Path(__file__).parents[1] / "support" / "writers.py"

MONTHLY = "lower, kind: count, every: month}"


@pytest.fixture
def project(tmp_path):
    """A project with a measure whose values are typed every month."""
    plan = PLAN.replace("lower, kind: count}", MONTHLY)
    return blank_project(tmp_path / "send", plan)


@pytest.fixture
def plan(tmp_path):
    """A plan with a few duties."""
    line = "  - {{ref: duty-{0}, title: Duty {0}, every_months: 12, place: here}}\n"
    duties = "duties:\n" + "".join(line.format(number) for number in range(4))
    return write_plan(tmp_path / "plan", duties)


def writers(*args):
    done = subprocess.run(
        [sys.executable, SCRIPT, *map(str, args)],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [int(word) for word in done.stdout.split()]


def typed(project):
    with (project / "values" / "values.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_many_who_type_at_once_lose_nothing_and_one_period_has_one_value(project):
    """Of two people who type the same period the second is told, and nothing is written over."""
    (refused,) = writers("race-values", project, 4, 3)

    rows = typed(project)
    read = load_values([project / "values"], load_plan(project / "strategy"))
    assert refused == 3
    assert len(rows) == 4 * 3 + 1
    assert len({row["period"] for row in rows}) == len(rows)
    assert read.problems == ()
    assert len(read.values) == len(rows)


def test_killed_while_a_value_is_typed_the_file_is_the_old_one_or_the_new_one(project):
    steps, old, new = writers("kill-values", project, 12)

    assert steps > 12
    assert old > 3
    assert new >= 1
    assert sorted(path.name for path in (project / "values").iterdir()) == ["values.csv"]
    assert load_values([project / "values"], load_plan(project / "strategy")).problems == ()


def test_many_who_record_duties_at_once_lose_nothing(plan):
    writers("race-duties", plan, 4, 3)

    for number, duty in enumerate(load_plan(plan).duties):
        assert [entry.note for entry in duty.done] == [f"{number} {turn}" for turn in range(3)]
    assert sorted(path.name for path in plan.iterdir()) == ["actions.yaml", "plan.yaml"]


def test_killed_while_a_duty_is_recorded_the_plan_is_the_old_one_or_the_new_one(plan):
    steps, old, new = writers("kill-duties", plan, 12)

    assert steps > 12
    assert old > 3
    assert new >= 1
