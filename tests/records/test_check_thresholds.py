"""A plan states from where on its checks tell what may be a slip, and what was accepted."""

from datetime import date
from decimal import Decimal

import pytest
from command_line import run
from sound_plan import AS_AT, FILES, MEASURES, RECORDS, TODAY, write_plan

from cptracker.authoring.registry import find_measures
from cptracker.model.actions import Update
from cptracker.model.checks import Check, CheckThresholds
from cptracker.model.problems import Severity
from cptracker.plan.editing.changes import update_action
from cptracker.plan.reading import load_plan, read_plan
from cptracker.records.frames import from_rows
from cptracker.status.builder import build_status
from cptracker.status.consistency.checking import inconsistencies, promise_faults


@pytest.fixture(scope="module")
def registry(tmp_path_factory):
    path = tmp_path_factory.mktemp("measures") / "measures.py"
    path.write_text(MEASURES, encoding="utf-8")
    return find_measures([path])


@pytest.fixture(scope="module")
def records():
    return from_rows(RECORDS)


@pytest.fixture
def checked(tmp_path, registry, records):
    """The names of the checks that find something in the sound plan with changed files."""

    def names(files, as_at=AS_AT):
        loaded = read_plan(write_plan(tmp_path / "plan", files))
        assert loaded.plan, loaded.problems
        report = build_status(loaded.plan, registry, records, as_at=as_at)
        problems = inconsistencies(loaded, report, registry, records, today=TODAY)
        return [problem.message.rsplit("[", 1)[-1].rstrip("]") for problem in problems]

    return names


def with_thresholds(*lines):
    return FILES["plan.yaml"] + "check_thresholds:\n" + "".join(f"  {line}\n" for line in lines)


def test_thresholds_have_defaults_and_are_read(tmp_path):
    """What is not given stays as it is."""
    plan = load_plan(write_plan(tmp_path / "a"))
    stated = load_plan(
        write_plan(
            tmp_path / "b",
            {"plan.yaml": with_thresholds("widest_points: 2.5", "earliest: 2000-01-01")},
        )
    )

    assert plan.check_thresholds == CheckThresholds()
    assert stated.check_thresholds == CheckThresholds(
        widest_points=Decimal("2.5"), earliest=date(2000, 1, 1)
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("widest_points: 4", ["tolerance-too-wide"] * 3),
        ("widest_percent: 6", ["tolerance-too-wide"]),
        ("met_by_points: 4", ["target-met-from-the-start"]),
        ("earliest: 2019-04-01", ["day-far-from-plan"]),
        ("exception_months: 6", ["entry-without-effect"]),
        ("provisional_months: 1", ["entry-without-effect"]),
    ],
)
def test_a_threshold_moves_what_is_told(checked, line, expected):
    """Each from what the sound plan holds, so that nothing is told by default."""
    assert checked({"plan.yaml": with_thresholds(line)}) == expected


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("times_others: 1", "`times_others` must be more than 1, not 1"),
        ("off_months: 0", "`off_months` must be more than 0, not 0"),
        ("widest_points: -5", "`widest_points` must be more than 0, not -5"),
        ("exception_months: 2.5", "`exception_months` must be a whole number"),
        ("earlyest: 2000-01-01", "unknown key `earlyest`"),
    ],
)
def test_a_threshold_that_cannot_be_one(tmp_path, line, message):
    loaded = read_plan(write_plan(tmp_path / "plan", {"plan.yaml": with_thresholds(line)}))

    assert [problem.line for problem in loaded.problems] == [FILES["plan.yaml"].count("\n") + 2]
    assert loaded.problems[0].message.startswith(message)


def test_a_warning_does_not_keep_a_plan_from_use(tmp_path):
    """It is read, and edited; a mistake keeps it from both."""
    text = FILES["tracker.yaml"].replace("title: A leaflet on teeth", "title: A leaflet #2")
    plan = write_plan(tmp_path / "plan", {"tracker.yaml": text})
    loaded = read_plan(plan)

    assert [problem.severity for problem in loaded.problems] == [Severity.WARNING]
    assert loaded.plan
    note = Update(date=date(2025, 7, 1), by="Lead Nurse", note="Begun")
    assert update_action(plan, "CPP-2025-02", note).plan == load_plan(plan)


def test_a_check_is_switched_off_for_a_measure(checked):
    """By the measure's name, as it is for a reference."""
    wide = FILES["targets.yaml"].replace("value: 75\n    within: 5", "value: 75\n    within: 50")
    off = FILES["tracker.yaml"] + (
        "  - {check: tolerance-too-wide, reason: The panel wants it so, date: 2024-04-01,\n"
        "     refs: [dental]}\n"
    ).replace("agreed", "agreed")
    text = off.replace("agreed_definitions: []\n", "")

    assert checked({"targets.yaml": wide}) == ["tolerance-too-wide"]
    assert checked({"targets.yaml": wide, "tracker.yaml": text}) == []


def test_the_check_of_switches_cannot_be_switched_off(checked):
    text = FILES["tracker.yaml"].replace("agreed_definitions: []\n", "") + (
        "  - {check: check-off-for-everything, reason: Quiet, date: 2024-04-01}\n"
    )

    assert checked({"tracker.yaml": text}) == ["check-off-for-everything"]


# What was accepted


def test_the_level_that_was_accepted_is_told(tmp_path, registry, records):
    """In the same words wherever the exception is."""
    loaded = read_plan(write_plan(tmp_path / "plan"))
    report = build_status(loaded.plan, registry, records, as_at=AS_AT)
    judgement = report.priorities[0].success_measures[0].indicators[0].judgement

    assert judgement.accepted.startswith("accepted at 84% until 31 March 2026 by")


@pytest.mark.parametrize(
    ("accepted", "as_at", "expected"),
    [
        pytest.param("accepted: 85", AS_AT, [], id="as good as then"),
        pytest.param("accepted: 85.1", AS_AT, ["worse-than-accepted"], id="worse"),
        pytest.param("accepted: 90", date(2026, 4, 30), [], id="no longer in force"),
        pytest.param("by: x", AS_AT, ["worse-than-accepted"], id="the figure known at the meeting"),
    ],
)
def test_a_figure_that_fell_below_what_was_accepted(checked, accepted, as_at, expected):
    """90% was known at the meeting of 13 March 2025, and 85% is now."""
    text = FILES["targets.yaml"].replace("    accepted: 84\n", "")
    text = text.replace("reason: Two dentists left\n", f"reason: Gone\n    {accepted}\n")
    text = text.replace("    by: Corporate Parenting Panel\n", "" if accepted[:2] == "by" else
                        "    by: Corporate Parenting Panel\n")  # fmt: skip
    texts = checked({"targets.yaml": text}, as_at)

    assert [name for name in texts if name == "worse-than-accepted"] == expected


def test_without_records_numbers_are_held_against_the_plans_own(tmp_path, registry):
    """Units and directions come from the measures, figures from what is published."""
    text = FILES["published.yaml"].replace("value: 87", "value: 870")
    loaded = read_plan(write_plan(tmp_path / "plan", {"published.yaml": text}))
    (problem,) = [
        problem
        for problem in promise_faults(loaded, AS_AT, registry, today=TODAY)
        if Check.NUMBER_OUT_OF_SCALE in problem.message
    ]

    assert problem.severity is Severity.ERROR
    assert problem.line == 6


# Files for Excel


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("actions", "export", "--as-at", "2025-06-30"), id="actions"),
        pytest.param(("values", "children-looked-after", "--format", "csv"), id="values"),
    ],
)
def test_a_csv_file_is_marked_as_utf8_and_a_pipe_is_not(tmp_path, command):
    """Excel on Windows needs the mark; most other programs would take it for a heading's letter."""
    file = tmp_path / "out.csv"
    piped = run(*command).stdout_bytes
    run(*command, "-o", file, *(["--restricted"] if command[0] == "values" else []))

    assert not piped.startswith(b"\xef\xbb\xbf")
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert not file.read_bytes()[3:].startswith(b"\xef\xbb\xbf")


def test_exported_actions_are_read_back(tmp_path):
    """With the mark that was written, and nothing of them is new."""
    plan = write_plan(tmp_path / "plan")
    file = tmp_path / "out.csv"
    run("actions", "export", "--plan", plan, "-o", file)
    again = run("actions", "import", file, "--plan", plan, "--yes", "--dry-run")

    assert "0 to add, 3 in the plan already, 1 of the other kind" in again.stderr
