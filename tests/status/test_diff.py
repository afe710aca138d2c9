"""What changed between two looks at a plan is told in groups; nothing vanishes unseen."""

import json
import os
import subprocess
from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve
from command_line import run
from hypothesis import given
from hypothesis import strategies as st
from small_actions import ACTION, MEETINGS, PRIORITIES, write_plan

from cptracker.model.problems import UsageError
from cptracker.model.published import GroupKey
from cptracker.plan.history.changes import compare_snapshots
from cptracker.plan.history.revisions import lost_since
from cptracker.plan.history.snapshots import ChangeGroup, View
from cptracker.plan.reading import load_plan

MORE = """\
    updates:
      - {date: 2026-05-01, by: Head of Service, due: 2026-07-31, note: holidays}
      - {date: 2026-06-01, by: Head of Service, due: 2026-08-31, note: more holidays}
  - ref: CPP-2026-02
    title: Find a dentist
    meeting: cpp-2026-03-12
    owner: Nurse
    due: 2026-05-31
    updates:
      - {date: 2026-05-20, by: Nurse, status: complete, evidence: paper 9}
  - ref: CPP-2026-03
    title: Buy chairs
    meeting: cpp-2026-03-12
    owner: Nurse
    due: 2026-06-30
updates:
  - {deliverable: "1.1", date: 2026-06-01, by: Nurse, note: Begun}
targets:
  - {measure: dental, since: 2025-04-01, value: 90, within: 5, source: Board}
published:
  - {measure: dental, area: England, period: "202425", value: 80.5, source: DfE}
"""


@pytest.fixture
def plan(tmp_path):
    return write_plan(tmp_path / "plan", actions=ACTION + MORE)


def changes(before, after):
    return [
        (str(change.kind), change.ref, change.how) for change in compare_snapshots(before, after)
    ]


def view_of(plan, day):
    return View(plan=load_plan(plan), as_at=date.fromisoformat(day))


def test_between_two_days(plan):
    """Each change once, in the order of the groups."""
    assert changes(view_of(plan, "2026-04-30"), view_of(plan, "2026-07-01")) == [
        ("closed", "CPP-2026-02", "completed 20 May 2026 by Nurse"),
        ("newly overdue", "CPP-2026-03", "overdue 1 day"),
        (
            "due date moved",
            "CPP-2026-01",
            "from 30 June 2026 to 31 August 2026, 62 days later, moved 2 times",
        ),
        ("rating changed", "deliverable 1.1", "from no data to green: on track, no due date set"),
    ]


def test_what_is_raised_in_between_is_new(plan):
    """And nothing of it was there before."""
    changes = compare_snapshots(view_of(plan, "2026-03-11"), view_of(plan, "2026-03-12"))

    assert {change.kind for change in changes} == {ChangeGroup.NEW}
    assert [change.ref for change in changes] == ["CPP-2026-01", "CPP-2026-02", "CPP-2026-03"]


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        pytest.param(
            "CPP-2026-03",
            "CPP-2026-04",
            ("reference lost", "CPP-2026-03", "was on track, and is gone"),
            id="a reference changed",
        ),
        pytest.param(
            "value: 90,",
            "value: 85,",
            ("target changed", "dental", "from 2025-04-01: value 90 within 5 became "
             "value 85 within 5"),
            id="a target",
        ),
        pytest.param(
            "value: 80.5",
            "value: 81",
            ("published figure changed", "dental", "80.5 became 81 (DfE)"),
            id="a published figure",
        ),
        pytest.param(
            "{measure: dental, area: England",
            "{measure: dental, area: Wales",
            ("published figure changed", "dental", "80.5 became gone (DfE)"),
            id="a published figure gone",
        ),
    ],
)  # fmt: skip
def test_between_two_plans(plan, tmp_path, old, new, change):
    """What was changed by hand is found, though no update says so."""
    text = (ACTION + MORE).replace(old, new)
    assert text != ACTION + MORE
    other = write_plan(tmp_path / "other", actions=text)

    assert change in changes(view_of(plan, "2026-05-01"), view_of(other, "2026-05-01"))


def test_a_success_measure_measured_otherwise(plan):
    """Its definition changed, though its reference did not."""
    before = view_of(plan, "2026-05-01")
    text = PRIORITIES.replace("[dental]", "[dental, visits]")
    whole = (plan / "plan.yaml").read_text(encoding="utf-8").replace(PRIORITIES, text)
    (plan / "plan.yaml").write_text(whole, encoding="utf-8")

    assert changes(before, view_of(plan, "2026-05-01")) == [
        (
            "definition changed",
            "success measure 1.1",
            "measured by dental, now by dental, visits",
        )
    ]


days = st.dates(date(2026, 3, 1), date(2026, 12, 31))


@given(day=days, later=days)
def test_laws(day, later, tmp_path_factory):
    """A look does not differ from itself, and going on in time loses nothing."""
    base = tmp_path_factory.getbasetemp() / "laws"
    plan = load_plan(write_plan(base, actions=ACTION + MORE))
    first, last = sorted([day, later])
    before, after = View(plan=plan, as_at=first), View(plan=plan, as_at=last)

    assert compare_snapshots(before, before) == ()
    assert ChangeGroup.LOST not in {change.kind for change in compare_snapshots(before, after)}
    gone = evolve(plan, actions=plan.actions[1:])
    lost = [
        change.ref
        for change in compare_snapshots(before, evolve(after, plan=gone))
        if change.kind is ChangeGroup.LOST
    ]
    assert lost == (["CPP-2026-01"] if first >= date(2026, 3, 12) else [])


@pytest.mark.parametrize(
    ("old", "lost"),
    [
        ('      - {ref: "1.2", title: A dentist, place: here}\n', "deliverable 1.2"),
        ('      - {ref: "1.1", title: Teeth, place: here, measures: [dental]}\n',
         "success measure 1.1"),
    ],
)  # fmt: skip
def test_a_promise_gone_from_the_plan_is_lost(plan, old, lost):
    before = view_of(plan, "2026-05-01")
    whole = (plan / "plan.yaml").read_text(encoding="utf-8")
    changed = whole.replace(old, "").replace("success_measures:\n", "success_measures: []\n")
    keep = "success measure" not in lost
    (plan / "plan.yaml").write_text(whole.replace(old, "") if keep else changed, encoding="utf-8")

    assert changes(before, view_of(plan, "2026-05-01")) == [
        ("reference lost", lost, "stood in the plan, and is gone")
    ]


# Against a git revision


@pytest.fixture
def repository(plan, monkeypatch):
    """The plan, committed."""
    monkeypatch.chdir(plan.parent)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    for words in (
        ["init", "-q"],
        ["add", "plan"],
        ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "first"],
    ):
        subprocess.run(["git", *words], check=True, capture_output=True)
    return plan


def since(plan, revision):
    loaded_plan = load_plan(plan)
    return [str(problem) for problem in lost_since(plan, loaded_plan, revision, date(2026, 7, 1))]


def test_a_reference_gone_since_a_revision_is_a_problem(repository):
    """Found though nobody said that it was taken away."""
    assert since(repository, "HEAD") == []
    (repository / "actions.yaml").write_text(MEETINGS + ACTION, encoding="utf-8")

    assert since(repository, "HEAD") == [
        f"{repository}: CPP-2026-0{number} stood in HEAD and is gone\n"
        "    hint: put it back, and cancel or supersede it with a reason"
        for number in (2, 3)
    ] + [
        f"{repository}: the target for `dental` from 2025-04-01: value 90 within 5 became none, "
        "since HEAD\n    hint: put it back: an older target judges the periods before"
    ]


@pytest.mark.parametrize("revision", ["nowhere", "--help", "-n1"])
def test_a_revision_that_is_not_there(repository, revision):
    """What looks like an option of git's is none."""
    with pytest.raises(UsageError, match="git knows no revision"):
        since(repository, revision)


def test_check_since_a_revision(repository, council):
    """Exit code 3, as for every problem of the plan."""
    (repository / "actions.yaml").write_text(MEETINGS + ACTION, encoding="utf-8")
    result = run("check", "--plan", "plan", "--records", council, "--since", "HEAD")

    assert result.exit_code == 3
    assert "plan: CPP-2026-02 stood in HEAD and is gone" in result.output


# On the command line


def test_days_on_the_command_line(plan, snapshot):
    result = run("diff", "30/04/2026", "2026-07-01", "--plan", plan)

    assert result.exit_code == 0
    snapshot(result.output, "diff.txt")


def test_the_json_says_the_same(plan):
    result = run("diff", "2026-04-30", "2026-07-01", "--plan", plan, "--format", "json")
    document = json.loads(result.output)

    assert (document["before"], document["after"]) == ("2026-04-30", "2026-07-01")
    assert [change["kind"] for change in document["changes"]] == [
        "closed", "newly overdue", "due date moved", "rating changed",
    ]  # fmt: skip


def test_a_lost_reference_ends_with_an_exit_code(plan, tmp_path):
    """Since nothing may vanish without a reason."""
    other = write_plan(tmp_path / "other")

    result = run("diff", plan, other)

    assert result.exit_code == 3
    assert "Reference lost: 2" in result.output
    assert run("diff", other, plan).exit_code == 0


def test_nothing_changed(plan):
    assert "Nothing changed." in run("diff", plan, plan).output


@pytest.mark.parametrize(
    ("args", "words"),
    [
        pytest.param(["2026-07-01", "2026-04-30"], "name the earlier one first", id="backwards"),
        pytest.param(["yesterday", "2026-04-30"], "neither a day nor", id="no day"),
        pytest.param(["2026-04-31", "2026-05-30"], "no day of the calendar", id="no such day"),
    ],
)
def test_what_cannot_be_compared(plan, args, words):
    result = run("diff", *args, "--plan", plan)

    assert result.exit_code == 2
    assert words in result.stderr


# Published figures that moved


@pytest.mark.parametrize(
    ("elsewhere", "expected"),
    [
        ({}, []),
        ({"value": Decimal(81)}, ["80.5 became gone (DfE)"]),
        ({"period": "202324"}, ["80.5 became gone (DfE)"]),
        ({"group": GroupKey(group_by="sex", group="female")}, ["80.5 became gone (DfE)"]),
    ],
)
def test_a_published_figure_that_stands_beside_the_plan_now_is_not_gone(plan, elsewhere, expected):
    """Whatever words its source has there."""
    before = view_of(plan, "2026-05-01")
    after = evolve(before, plan=evolve(before.plan, published=()))
    figure = evolve(before.plan.published[0], source="DfE, as it ships", **elsewhere)

    changes = compare_snapshots(before, after, figures_beside=lambda _: [figure])

    assert [change.how for change in changes] == expected


def test_a_published_figure_of_another_source_with_its_value_is_not_gone(plan):
    before = view_of(plan, "2026-05-01")
    again = [evolve(figure, source="DfE, revised title") for figure in before.plan.published]

    assert compare_snapshots(before, evolve(before, plan=evolve(before.plan, published=again))) == (
        ()
    )


def test_diff_looks_at_what_ships_and_at_the_projects_files(tmp_path, monkeypatch):
    """Two plans, the later without the figures that stand beside it."""
    monkeypatch.chdir(tmp_path)
    measure = MEETINGS + ACTION + "published:\n"
    ships = (
        "  - {measure: children-looked-after, area: England, period: '202425', value: 81770, "
        "source: DfE of 2025}\n"
    )
    own = (
        "  - {measure: children-looked-after, area: Southampton, period: '202425', value: 523, "
        "source: DfE of 2025}\n"
    )
    write_plan(tmp_path / "old", actions=measure.removeprefix(MEETINGS) + ships + own)
    write_plan(tmp_path / "new", actions=measure.removeprefix(MEETINGS) + "  []\n")
    rows = "measure,area,period,value,source\nchildren-looked-after,Southampton,202425,523,DfE\n"

    first = run("diff", "old", "new")
    (tmp_path / "comparators").mkdir()
    (tmp_path / "comparators" / "own.csv").write_text(rows, encoding="utf-8")
    second = run("diff", "old", "new")

    assert "England" not in first.output
    assert "523 became gone (DfE of 2025)" in first.output
    assert "Nothing changed." in second.output
