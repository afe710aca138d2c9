"""Targets and what is agreed about figures: each mistake at its place, with what to do about it."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from textwrap import dedent

import pytest
from small_plan import MEASURES, PLAN

from cptracker.authoring.registry import find_measures
from cptracker.model.problems import Severity
from cptracker.model.targets import Baseline, ChartBaseline, Interim, RevisedFigure
from cptracker.plan.reading import read_plan
from cptracker.status.problems import plan_problems

MEETING = """
meetings:
  - {ref: cpp-2025-06-12, body: Corporate Parenting Panel, date: 2025-06-12}
"""

SOUND = """
targets:
  - measure: dental
    since: 2024-04-01
    value: 90
    within: 5
    due: 2027-03-31
    interim:
      - {by: 2025-03-31, value: 70}
      - {by: 2026-03-31, value: 80}
    baseline: {value: 60.5, period: "202324", source: Annual report}
    source: Board
exceptions:
  - measure: dental
    by: Director of Children's Services
    meeting: cpp-2025-06-12
    until: 2026-03-31
    reason: No dentist takes new patients
provisional:
  - {measure: dental, period: "202526", reason: Two surgeries to report}
revised:
  - {measure: dental, period: "202324", was: 61, reason: Late returns, source: Report of June 2024}
recalculations:
  - {measure: dental, since: 2025-04-01, reason: A new clinic, source: Panel of June}
chart_baselines:
  - {measure: dental, points: 12, reason: Before the clinic, source: Panel of June}
"""

DUE = "targets:\n  - {{measure: dental, since: 2024-04-01, due: {}, value: 1, source: b}}"


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Reads a sound plan with one more file, `x.yaml`."""
    monkeypatch.chdir(tmp_path)

    def read(text):
        Path("plan").mkdir(exist_ok=True)
        Path("plan/a.yaml").write_text(PLAN + MEETING, encoding="utf-8")
        Path("plan/x.yaml").write_text(dedent(text), encoding="utf-8")
        return read_plan(Path("plan"))

    return read


def test_all_that_can_be_said_of_a_target_is_read(read):
    plan = read(SOUND).plan
    (target,) = plan.targets

    assert target.due == date(2027, 3, 31)
    assert target.interim[1] == Interim(by=date(2026, 3, 31), value=Decimal(80))
    assert target.baseline == Baseline(
        value=Decimal("60.5"), period="202324", source="Annual report"
    )
    assert plan.exceptions[0].until == date(2026, 3, 31)
    assert plan.provisional[0].reason == "Two surgeries to report"
    assert plan.revised == (
        RevisedFigure(
            measure="dental",
            period="202324",
            was=Decimal(61),
            reason="Late returns",
            source="Report of June 2024",
        ),
    )
    assert plan.recalculations[0].since == date(2025, 4, 1)
    assert plan.chart_baselines == (
        ChartBaseline(
            measure="dental", points=12, reason="Before the clinic", source="Panel of June"
        ),
    )


@pytest.mark.parametrize(
    ("text", "problem", "hint"),
    [
        pytest.param(
            "targets:\n  - {measure: dental, since: 2029-04-01, value: 1, source: b}",
            "2:30: `since` 2029-04-01 is after the end of the plan in 2027",
            "correct the day, or the plan's `period`",
            id="a target dated after the plan's end",
        ),
        pytest.param(
            DUE.format("2030-03-31"),
            "2:47: `due` 2030-03-31 is after the end of the plan in 2027",
            "correct the day, or the plan's `period`",
            id="a target due after the plan's end",
        ),
        pytest.param(
            "targets:\n  - {measure: dental, since: 2024-04-01, low: 0, high: 4, within_percent: 5,"
            " source: b}",
            "2:59: a percentage of a target of 0 is always 0",
            "use `within` or `floor`",
            id="relative tolerance of an edge at zero",
        ),
        pytest.param(
            SOUND.replace("value: 70", "value: 0").replace("within: 5", "within_percent: 5"),
            "6:5: a percentage of a target of 0 is always 0",
            "use `within` or `floor`",
            id="relative tolerance of an interim value of zero",
        ),
        pytest.param(
            SOUND.replace("    due: 2027-03-31\n", ""),
            "7:5: `interim` needs `due` beside it",
            "say for which day `value` is promised",
            id="interim values without a day for the target",
        ),
        pytest.param(
            SOUND.replace("within: 5", "floor: 85"),
            "6:5: `floor` cannot stand beside `interim`",
            "use `within` or `within_percent`, which go along with each value",
            id="one floor for several values",
        ),
        pytest.param(
            SOUND.replace("by: 2026-03-31", "by: 2025-03-31"),
            "10:14: `by` 2025-03-31 is not after 2025-03-31, the one before it",
            "put them in order of time",
            id="interim values out of order",
        ),
        pytest.param(
            SOUND.replace("by: 2026-03-31", "by: 2027-03-31"),
            "10:14: `by` 2027-03-31 is not before `due` 2027-03-31",
            "the value itself is promised for `due`",
            id="an interim value for the last day",
        ),
        pytest.param(
            DUE.format("2024-03-31"),
            "2:47: `due` 2024-03-31 is before `since` 2024-04-01",
            "a target begins before it is due",
            id="due before it began",
        ),
        pytest.param(
            SOUND.replace('period: "202324", source: Annual', 'period: "2023/24", source: Annual'),
            "11:37: `period` must be a period's key, not '2023/24'",
            "did you mean `202324`?",
            id="a baseline of no period",
        ),
        pytest.param(
            SOUND.replace("    reason: No dentist takes new patients\n", ""),
            "14:5: `reason` is missing from this exception",
            "add a line `reason: …`",
            id="an exception without a reason",
        ),
        pytest.param(
            SOUND.replace("meeting: cpp-2025-06-12", "meeting: cpp-2025-06-13"),
            "16:14: there is no meeting `cpp-2025-06-13`",
            "add it under `meetings`, or correct the reference",
            id="an exception of no meeting",
        ),
        pytest.param(
            SOUND.replace("until: 2026-03-31", "until: 2025-06-11"),
            "17:12: `until` 2025-06-11 is before the meeting of 2025-06-12",
            "an exception is for days to come",
            id="an exception that ended before it was agreed",
        ),
        pytest.param(
            SOUND.replace("was: 61, ", ""),
            "22:5: `was` is missing from this revised figure",
            "add a line `was: …`",
            id="a revision without the old value",
        ),
        pytest.param(
            SOUND.replace("reason: A new clinic, ", ""),
            "24:5: `reason` is missing from this recalculation",
            "add a line `reason: …`",
            id="a recalculation without a reason",
        ),
        pytest.param(
            SOUND.replace("reason: A new clinic", "reason: ' '"),
            "24:50: `reason` is empty",
            "give it a value",
            id="a recalculation with an empty reason",
        ),
        pytest.param(
            SOUND.replace("points: 12", "points: 11"),
            "26:31: `points` must be 12 or more, not 11",
            "12 to 20 are usual; delete the entry to use all points",
            id="a chart baseline of too few points",
        ),
        pytest.param(
            "recalculations:\n"
            + 2 * "  - {measure: dental, since: 2025-04-01, reason: a, source: b}\n",
            "3:5: the recalculation for `dental` from 2025-04-01 is given twice, first in line 2",
            "keep one of them",
            id="two recalculations from one date",
        ),
        pytest.param(
            "revised:\n"
            + 2 * '  - {measure: dental, period: "202324", was: 1, reason: a, source: b}\n',
            "3:5: the revised figure for `dental`, 202324, is given twice, first in line 2",
            "keep one of them",
            id="two old values of one figure",
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_place(read, text, problem, hint):
    (fault,) = read(text).problems

    assert f"{fault.line}:{fault.column}: {fault.message}" == problem
    assert fault.hint == hint
    assert fault.path == "plan/x.yaml"


def test_a_plan_whose_period_names_no_year_has_no_end(read):
    Path("plan").mkdir()
    target = "targets:\n  - {measure: dental, since: 2029-04-01, value: 1, source: b}"

    assert read(target).problems
    Path("plan/a.yaml").write_text(PLAN.replace("2022-2027", "for ever"), encoding="utf-8")
    (problem,) = read_plan(Path("plan")).problems
    assert problem.severity is Severity.WARNING
    assert "`period` names years that cannot be read" in problem.message


@pytest.mark.parametrize(
    ("target", "message"),
    [
        pytest.param("value: 90, floor: 95", "`floor` on the good side", id="floor on that side"),
        pytest.param("low: 80, high: 90", "needs `value`, because higher", id="a range"),
    ],
)  # fmt: skip
def test_what_only_the_measure_shows_is_told_at_the_target(read, target, message):
    """Which side of a target is good is the plug-in's to say, so this is found where both meet."""
    Path("mine.py").write_text(MEASURES, encoding="utf-8")
    text = f"targets:\n  - {{measure: dental, since: 2024-04-01, source: b, {target}}}"
    loaded = read(text)
    (problem,) = plan_problems(loaded, find_measures([Path("mine.py")]))

    assert message in problem.message
    assert (problem.path, problem.line, problem.column) == ("plan/x.yaml", 2, 5)
