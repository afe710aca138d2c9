"""Saved statuses can be compared with each other and with a plan; what is gone is found."""

import json
from datetime import date

import pytest
from attrs import evolve
from command_line import run
from small_plan import PUBLISHED, TARGETS, small_inputs, status
from test_status_actions import TRACKED

from cptracker.contract.status import as_document, status_text, statuses_text
from cptracker.model.figures import Rating
from cptracker.model.problems import UsageError
from cptracker.plan.history.changes import compare_snapshots
from cptracker.plan.history.snapshots import View, snapshot_of
from cptracker.plan.history.status_files import read_saved

SPRING, EARLIER = date(2025, 3, 31), date(2025, 2, 1)
MOVED = TRACKED.replace(
    "    due: 2025-02-28\n  - ref: CPP-2025-02",
    "    due: 2025-02-28\n"
    "    updates:\n"
    "      - {date: 2025-02-10, by: Head, due: 2025-03-10, note: ill}\n"
    "      - {date: 2025-02-11, by: Head, due: 2025-05-31, note: no room}\n"
    "  - ref: CPP-2025-02",
)


@pytest.fixture
def inputs(tmp_path):
    return small_inputs(tmp_path, MOVED, TARGETS, PUBLISHED)


@pytest.fixture
def save_status(tmp_path):
    """A status as `status --format json -o` writes it."""

    def save(report, name="status.json", **changed):
        path = tmp_path / name
        document = json.loads(status_text(report))
        path.write_text(json.dumps({**document, **changed}), encoding="utf-8")
        return path

    return save


def change_lines(before, after):
    (was,), (after_status,) = read_saved(before), read_saved(after)
    return [
        (str(change.kind), change.ref, change.how)
        for change in compare_snapshots(was, after_status)
    ]


def test_between_two_saved_statuses(inputs, save_status):
    """Ratings of measures and targets too, which a plan alone cannot tell."""
    before = save_status(status(inputs, as_at=EARLIER), "before.json")
    after = save_status(status(inputs, as_at=SPRING), "after.json")

    assert change_lines(before, after) == [
        ("closed", "CPP-2025-02", "completed 20 February 2025 by Head"),
        ("newly overdue", "deliverable 1.1", "overdue 16 days"),
        (
            "due date moved",
            "CPP-2025-01",
            "from 28 February 2025 to 31 May 2025, 92 days later, moved 2 times",
        ),
        (
            "rating changed",
            "dental",
            "from green to amber: 5.0 points short of 95% (2023/24, 2024/25)",
        ),
        ("target changed", "dental", "from 2025-03-31: value 80 became value 95 within 5"),
    ]


def test_a_status_is_like_itself(inputs, save_status):
    path = save_status(status(inputs))

    assert change_lines(path, path) == []


def test_a_saved_status_and_the_plan_it_is_of_agree(inputs, save_status):
    """What only one of them tells is not compared."""
    (was,) = read_saved(save_status(status(inputs)))
    plan = inputs[0].plan

    assert compare_snapshots(was, View(plan=plan, as_at=SPRING)) == ()
    assert compare_snapshots(snapshot_of(View(plan=plan, as_at=SPRING)), was) == ()


def test_a_rating_that_changed_is_told_with_both_periods(inputs, save_status):
    before = save_status(status(inputs, as_at=date(2024, 3, 31)), "before.json")
    after = save_status(status(inputs, as_at=SPRING), "after.json")
    ratings = [how for kind, ref, how in change_lines(before, after) if (kind, ref) == RATED]

    assert [how.split(":")[0].split(" (")[0] for how in ratings] == ["from green to amber"]


RATED = ("rating changed", "dental")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            lambda indicator: indicator.update(rating="red"),
            ("rating changed", "dental"),
            id="a rating",
        ),
        pytest.param(
            lambda indicator: indicator["target"].update(value=99),
            ("target changed", "dental"),
            id="a target",
        ),
        pytest.param(
            lambda indicator: indicator.update(target=None),
            ("target changed", "dental"),
            id="no target more",
        ),
        pytest.param(
            lambda indicator: [each.update(value=1) for each in indicator["comparators"]],
            ("published figure changed", "dental"),
            id="a published figure",
        ),
        pytest.param(
            lambda indicator: indicator.update(measure="dentistry"),
            ("definition changed", "success measure 1.1"),
            id="another measure",
        ),
    ],
)
def test_what_else_changes(inputs, tmp_path, change, expected):
    document = as_document(status(inputs))
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    before.write_text(json.dumps(document), encoding="utf-8")
    for success in document["priorities"][0]["success_measures"]:
        for indicator in success["indicators"]:
            if indicator["measure"] == "dental":
                change(indicator)
    after.write_text(json.dumps(document), encoding="utf-8")

    assert expected in [(kind, ref) for kind, ref, _ in change_lines(before, after)]


def test_a_definition_that_reads_otherwise(inputs, save_status, tmp_path):
    """Told by its fingerprint, where both statuses have one."""
    document = as_document(status(inputs))
    successes = document["priorities"][0]["success_measures"]
    paths = []
    for mark in ("a1", "b2"):
        approval = {"fingerprint": mark, "agreed": None, "meeting": None, "changed": False}
        for success in successes:
            success["indicators"][0]["approval"] = approval
        paths.append(tmp_path / f"{mark}.json")
        paths[-1].write_text(json.dumps(document), encoding="utf-8")

    assert ("definition changed", "dental") in [
        (kind, ref) for kind, ref, _ in change_lines(*paths)
    ]


def test_what_was_not_asked_for_is_not_lost(inputs, save_status):
    """A status of one priority tells nothing of the others."""
    before = save_status(status(inputs), "before.json")
    after = save_status(status(inputs, priorities=[2]), "after.json")

    assert change_lines(before, after) == []
    assert change_lines(after, before) == []


def test_a_reference_that_is_gone_is_lost(inputs, save_status):
    report = status(inputs)
    before = save_status(report, "before.json")
    (first, *others) = report.action_list
    fewer = evolve(report.priorities[0], deliverables=())
    gone = evolve(report, action_list=tuple(others), priorities=(fewer, *report.priorities[1:]))
    lost = [
        ref
        for kind, ref, _ in change_lines(before, save_status(gone, "after.json"))
        if "lost" in kind
    ]

    assert lost == [first.ref, "deliverable 1.1"]


def test_check_since_a_saved_status(inputs, save_status, tmp_path, council):
    """The same, as a problem of the plan."""
    before = save_status(status(inputs))
    file = tmp_path / "plan" / "0.yaml"
    args = ("check", "--plan", tmp_path / "plan", "--measures", tmp_path / "mine.py",
            "--records", council, "--as-at", "2025-03-31", "--since", before)  # fmt: skip
    well = run(*args).output
    file.write_text(file.read_text(encoding="utf-8").replace("CPP-2025-02", "CPP-2025-09"))
    result = run(*args)

    assert "and is gone" not in well
    assert result.exit_code == 3
    assert "CPP-2025-02 stood in" in result.output


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("{", "is no JSON", id="no JSON"),
        pytest.param("[1]", "is no saved status", id="a list of numbers"),
        pytest.param('{"schema": "cptracker/check/1"}', "is no saved status", id="another report"),
        pytest.param('{"schema": "cptracker/status/1"}', "`priorities` is missing", id="a part"),
    ],
)
def test_what_is_no_saved_status(tmp_path, text, words):
    path = tmp_path / "status.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(UsageError, match=words):
        read_saved(path)


def test_a_status_changed_by_hand_is_refused_not_crashed_on(inputs, save_status):
    path = save_status(status(inputs), action_list=[{"ref": "A"}])

    with pytest.raises(UsageError, match="is no whole status"):
        read_saved(path)


def test_a_file_of_several_plans_is_compared_by_the_plan_that_is_in_both(
    inputs, tmp_path, save_status
):
    report = status(inputs)
    other = evolve(report, plan_identifier="other")
    both = tmp_path / "both.json"
    both.write_text(statuses_text([other, report]), encoding="utf-8")

    assert "Nothing changed" in run("diff", save_status(report), both).output
    assert "several plans" in run("diff", both, both).output


def test_the_day_of_a_saved_status_decides_which_comes_first(inputs, save_status):
    before = save_status(status(inputs, as_at=EARLIER), "before.json")
    result = run("diff", save_status(status(inputs), "after.json"), before)

    assert result.exit_code == 2
    assert "name the earlier one first" in result.output


def test_hidden_ratings_are_read(inputs, save_status):
    """A public edition can be compared too."""
    report = status(inputs)
    assert Rating.HIDDEN in list(Rating)
    text = status_text(report).replace('"rating": "amber"', '"rating": "hidden"')
    path = save_status(report, "public.json", **json.loads(text))

    assert change_lines(path, path) == []
