"""A target is set by a command, and judges from its day on; an older one stays."""

import json
from datetime import date
from decimal import Decimal

import pytest
from command_line import run
from small_actions import write_plan

from cptracker.plan.reading import load_plan

PANEL = ["--source", "Corporate Parenting Panel, 12 March 2026"]


@pytest.fixture
def plan(tmp_path):
    folder = write_plan(tmp_path / "plan")
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    both = '      - {ref: "1.2", title: Both, place: here, measures: [dental, visits]}\n'
    (folder / "plan.yaml").write_text(text + both, encoding="utf-8")
    (folder / "targets.yaml").write_text("# none is set yet\ntargets: []\n", encoding="utf-8")
    return folder


def add(plan, measure, *more, since="2025-04-01"):
    return run("targets", "add", measure, "--plan", plan, "--since", since, *PANEL, *more)


def test_a_target_is_set_for_the_one_measure_of_a_success_measure(plan):
    result = add(plan, "1.1", "--value", "92.5%", "--within", "5")

    (target,) = load_plan(plan).targets
    assert result.exit_code == 0, result.output
    assert (target.measure, target.value, target.within) == ("dental", Decimal("92.5"), 5)
    assert (plan / "targets.yaml").read_text(encoding="utf-8").startswith("# none is set yet\n")


def test_a_newer_target_leaves_the_older_one(plan):
    add(plan, "dental", "--value", "80")
    add(plan, "dental", "--value", "90", "--due", "31 March 2027", since="1 April 2026")

    first, second = load_plan(plan).targets
    assert (first.since, second.since) == (date(2025, 4, 1), date(2026, 4, 1))
    assert second.due == date(2027, 3, 31)


@pytest.mark.parametrize(
    ("measure", "numbers", "expected"),
    [
        ("1.2", ["--value", "80"], "1.2 has several measures; name one: dental, visits"),
        ("dentl", ["--value", "80"], "has the measure dentl; did you mean dental?"),
        ("9.9", ["--value", "80"], "has the measure 9.9; `measures` lists them"),
        ("dental", [], "a target needs `value`, or `low` and `high`; nothing was changed"),
        ("dental", ["--value", "80", "--within", "5", "--floor", "70"],
         "a target has one tolerance"),
        ("dental", ["--value", "many"], "'many' is no number"),
        ("dental", ["--value", "NaN"], "'NaN' is no number"),
    ],
)  # fmt: skip
def test_what_is_no_target_is_told_and_nothing_is_written(plan, measure, numbers, expected):
    before = (plan / "targets.yaml").read_bytes()

    result = add(plan, measure, *numbers)

    assert result.exit_code == 2
    assert expected in result.stderr
    assert (plan / "targets.yaml").read_bytes() == before


def test_the_same_day_is_not_set_twice(plan):
    add(plan, "dental", "--value", "80")

    assert "is given twice, first in line 3" in add(plan, "dental", "--value", "90").stderr


def test_the_list_says_what_is_set_and_what_is_not(plan):
    add(plan, "dental", "--value", "80", "--within", "5")
    add(plan, "dental", "--value", "90", "--floor", "70", since="2026-04-01")

    shown = run("targets", "list", "--plan", plan).stdout
    document = json.loads(run("targets", "list", "--plan", plan, "--format", "json").stdout)

    assert shown.splitlines() == [
        "1.1, 1.2  dental",
        "    from 1 April 2025: 80, amber up to 5 off it",
        "        Corporate Parenting Panel, 12 March 2026",
        "    from 1 April 2026: 90, amber to 70",
        "        Corporate Parenting Panel, 12 March 2026",
        "",
        "2 targets; 1 measure of the plan without one",
    ]
    assert [target["value"] for target in document["targets"]] == [80, 90]


def test_a_trial_writes_nothing(plan):
    before = (plan / "targets.yaml").read_bytes()

    assert "+  - measure: dental" in add(plan, "dental", "--value", "80", "--dry-run").stdout
    assert (plan / "targets.yaml").read_bytes() == before
