"""Promises, figures and what is said of them fit together; what does not is told at its place."""

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from small_actions import write_plan
from small_plan import PLAN, small_inputs, status

from cptracker.model.checks import CHECKS, Check
from cptracker.model.figures import Figure, MissingReason
from cptracker.model.problems import Severity
from cptracker.plan.reading import read_plan
from cptracker.status.consistency.checking import inconsistencies, promise_faults

LEADS = PLAN.replace(
    '{ref: "1.1", title: A nurse, place: here}',
    '{ref: "1.1", title: A nurse, place: here, leads_to: ["1.1", "1.2", "2.1"]}',
)

SAID = """
commentary:
  - success_measure: "1.1"
    period: "{period}"
    date: {date}
    by: Head of Service
    data_says: as last year
"""

EXPLAINED = SAID.format(period="202425", date="2025-04-30")

RED = """
targets:
  - {measure: dental, since: 2023-04-01, value: 95, source: Board}
"""

STATED = EXPLAINED + "    states: [{{measure: dental, value: {value}}}]\n"

RECORDED = """
updates:
  - {deliverable: "1.1", date: 2024-06-01, by: Nurse, due: 2024-12-31, note: Begun}
"""

ACTIONS = """
meetings: [{ref: m, body: Panel, date: 2024-01-10}]
actions:
  - ref: CPP-2024-01
    title: Report
    meeting: m
    owner: Nurse
    due: 2024-12-31
"""


@pytest.fixture
def make_led_inputs(tmp_path, monkeypatch):
    monkeypatch.setattr("small_plan.PLAN", LEADS)
    return lambda *texts, **more: small_inputs(tmp_path, *texts, **more)


BOTH_RED = [("red-without-commentary", "plan.yaml", line) for line in (11, 15)]


def findings(inputs, as_at=date(2025, 5, 31)):
    """Checks and lines of what does not fit, by file."""
    loaded, registry, records = inputs
    report = status(inputs, as_at=as_at)
    problems = inconsistencies(loaded, report, registry, records)
    return [
        (check_of(problem), problem.path.rsplit("/", 1)[-1], problem.line) for problem in problems
    ]


def check_of(problem):
    """The name of the check, which stands at the end of its message."""
    return problem.message.rsplit("[", 1)[-1].rstrip("]")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param((), [], id="nothing is red, nothing is said"),
        pytest.param(
            (RED,),
            BOTH_RED,
            id="red, and nothing is said",
        ),
        pytest.param(
            (RED, EXPLAINED), [("red-without-commentary", "plan.yaml", 15)], id="one is explained"
        ),
        pytest.param(
            (RED, SAID.format(period="202324", date="2024-04-30")),
            BOTH_RED,
            id="red, and what is said is of the year before",
        ),
        pytest.param(
            (SAID.format(period="202324", date="2024-04-30"),),
            [("commentary-older-than-figure", "0.yaml", 3)],
            id="a commentary of the year before",
        ),
        pytest.param(
            (SAID.format(period="202425", date="2025-03-01"),),
            [("commentary-older-than-figure", "0.yaml", 3)],
            id="written before the year was over",
        ),
        pytest.param((STATED.format(value=90),), [], id="the figure as computed"),
        pytest.param((STATED.format(value="90.0"),), [], id="with a digit more"),
        pytest.param(
            (STATED.format(value="90.1"),),
            [("commentary-states-another-figure", "0.yaml", 8)],
            id="another figure",
        ),
        pytest.param(
            (ACTIONS,), [("overdue-without-update", "0.yaml", 4)], id="late, and nobody says why"
        ),
        pytest.param(
            (ACTIONS + "    updates: [{date: 2025-01-31, by: Nurse, note: Waiting}]\n",),
            [],
            id="late, and told why",
        ),
        pytest.param(
            (ACTIONS + "    updates: [{date: 2024-11-30, by: Nurse, note: Soon}]\n",),
            [("overdue-without-update", "0.yaml", 4)],
            id="the last word is from before its day",
        ),
        pytest.param(
            (RECORDED,), [("overdue-without-update", "plan.yaml", 9)], id="a late deliverable"
        ),
        pytest.param(
            (ACTIONS + "    updates: [{date: 2025-01-31, by: Nurse, rating: green}]\n",),
            [("better-rating-without-reason", "0.yaml", 9)],
            id="an owner sees it better, and does not say why",
        ),
        pytest.param(
            (ACTIONS + "    updates: [{date: 2025-01-31, by: N, rating: green, reason: done}]\n",),
            [],
            id="an owner sees it better, and says why",
        ),
        pytest.param(
            (RECORDED + "  - {deliverable: '1.1', date: 2025-02-01, by: N, rating: amber}\n",),
            [("better-rating-without-reason", "0.yaml", 4)],
            id="a deliverable that somebody sees better",
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit(make_led_inputs, texts, expected):
    """Each at the line where it is mended."""
    assert findings(make_led_inputs(*texts)) == expected


@pytest.mark.parametrize(
    ("missing_reason", "stale"),
    [
        pytest.param(MissingReason.NOT_SUPPLIED, True, id="records end too early"),
        pytest.param(MissingReason.NOT_COMPUTABLE, True, id="the measure fails"),
        pytest.param(MissingReason.NO_CASES, False, id="nobody was eligible"),
        pytest.param(MissingReason.NOT_DUE, False, id="nothing is due yet"),
    ],
)
def test_a_measure_that_had_figures_and_has_none_is_stale(make_led_inputs, missing_reason, stale):
    """Unless there is nothing to tell of the latest period."""
    loaded, registry, records = inputs = make_led_inputs()
    before = status(inputs)
    first, *others = before.priorities[0].success_measures
    (dental,) = first.indicators
    without = evolve(
        dental, figure=Figure(period=dental.figure.period, missing_reason=missing_reason)
    )
    success = evolve(first, indicators=(without,))
    priority = evolve(before.priorities[0], success_measures=(success, *others))
    report = evolve(before, priorities=(priority, *before.priorities[1:]))

    checks = [check_of(problem) for problem in inconsistencies(loaded, report, registry, records)]

    assert checks == (["stale-without-commentary"] if stale else [])


def test_links_are_wanted_both_ways(tmp_path):
    inputs = small_inputs(tmp_path)

    assert findings(inputs) == [
        ("deliverable-leads-nowhere", "plan.yaml", 9),
        ("success-measure-without-deliverable", "plan.yaml", 11),
        ("success-measure-without-deliverable", "plan.yaml", 15),
        ("success-measure-without-deliverable", "plan.yaml", 25),
    ]


def test_an_action_is_enough_for_a_deliverable(tmp_path):
    inputs = small_inputs(tmp_path, ACTIONS + '    deliverables: ["1.1"]\n')

    assert "deliverable-leads-nowhere" not in {check for check, _, _ in findings(inputs)}


OFF = """
checks_off:
  - check: overdue-without-update
    reason: The panel knows
    date: 2025-01-01
"""


@pytest.mark.parametrize(
    ("more", "as_at", "told_of"),
    [
        pytest.param("", "2025-05-31", False, id="off"),
        pytest.param("    until: 2025-05-31\n", "2025-05-31", False, id="on its last day"),
        pytest.param("    until: 2025-05-30\n", "2025-05-31", True, id="no longer"),
        pytest.param("    refs: [CPP-2024-01]\n", "2025-05-31", False, id="for this one"),
        pytest.param('    refs: ["1.1"]\n', "2025-05-31", True, id="for another one"),
    ],
)
def test_a_plan_switches_a_check_off(make_led_inputs, more, as_at, told_of):
    """By its name, with a reason and a date, for all or for some."""
    checks = {
        check
        for check, _, _ in findings(make_led_inputs(ACTIONS, OFF + more), date.fromisoformat(as_at))
    }

    assert ("overdue-without-update" in checks) is told_of


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("{check: spelling, reason: x, date: 2025-01-01}", "must be", id="no check"),
        pytest.param("{check: link-to-nothing, date: 2025-01-01}", "`reason` is", id="no reason"),
        pytest.param("{check: red-without-commentary, reason: x}", "`date` is", id="no date"),
        pytest.param(
            "{check: red-without-commentary, reason: x, date: 2025-01-02, until: 2025-01-01}",
            "`until` 2025-01-01 is before `date` 2025-01-02",
            id="over before it begins",
        ),
        pytest.param(
            '{check: red-without-commentary, reason: x, date: 2025-01-02, refs: ["9.9"]}',
            "the plan has nothing of the reference 9.9",
            id="for what is not there",
        ),
        pytest.param(
            "{check: link-to-nothing, reason: x, date: 2025-01-02, until: 2025-02-01}",
            "`until` cannot stand with `link-to-nothing`",
            id="links are followed on any day",
        ),
    ],
)
def test_switching_off_wants_to_be_told_right(tmp_path, text, message):
    plan = write_plan(tmp_path / "plan", f"checks_off:\n  - {text}\n")
    (problem,) = read_plan(plan).problems

    assert message in problem.message
    assert problem.line is not None


def test_a_link_to_nothing_can_be_let_be(tmp_path):
    """What is no reference at all cannot."""
    dangling = '    deliverables: ["9.9"]\n'
    off = "checks_off:\n  - {check: link-to-nothing, reason: moved, date: 2026-01-01}\n"
    said = '{success_measure: nine, period: "202425", date: 2026-05-01, by: N, data_says: x}'
    misspelt = f"{off}commentary:\n  - {said}\n"

    def problems(name, *texts):
        return [
            problem.message for problem in read_plan(write_plan(tmp_path / name, *texts)).problems
        ]

    assert problems("a", dangling) == ["there is no deliverable 9.9"]
    assert problems("b", dangling, off) == []
    assert problems("c", misspelt) == ["there is no success measure nine"]


def test_the_status_tells_it_with_its_problems(make_led_inputs):
    """As severe as the check says."""
    inputs = make_led_inputs(ACTIONS, STATED.format(value="12"))
    new = [
        problem
        for problem in status(inputs, as_at=date(2025, 5, 31)).problems
        if "[" in problem.message
    ]

    assert {(check_of(problem), problem.severity) for problem in new} == {
        ("overdue-without-update", Severity.WARNING),
        ("commentary-states-another-figure", Severity.ERROR),
    }
    assert all(problem.hint for problem in new)


def test_a_stated_figure_without_a_computed_one_is_told_apart(make_led_inputs):
    """It is neither right nor wrong, and not passed over in silence."""
    inputs = make_led_inputs(
        EXPLAINED + "    states: [{measure: meetings, value: 3, period: 202425Q4}]\n"
    )
    loaded, registry, records = inputs
    report = status(inputs, as_at=date(2025, 5, 31))
    problem, elsewhere = inconsistencies(loaded, report, registry, records)

    assert check_of(elsewhere) == "stated-figure-not-in-text"  # it is of another success measure
    assert problem.severity is Severity.WARNING
    assert "cannot be checked: not supplied" in problem.message


def test_the_computed_figure_is_not_told(make_led_inputs):
    """It may be one that must be protected."""
    inputs = make_led_inputs(STATED.format(value="12"))
    loaded, registry, records = inputs
    problems = inconsistencies(loaded, status(inputs, as_at=date(2025, 5, 31)), registry, records)

    assert not any("90" in problem.message.replace("1990", "") for problem in problems)


def test_promises_alone_need_no_records(make_led_inputs):
    loaded, _, _ = make_led_inputs(ACTIONS)

    assert [check_of(problem) for problem in promise_faults(loaded, date(2025, 5, 31))] == [
        "overdue-without-update"
    ]


def test_every_check_says_what_it_finds_and_what_to_do():
    assert list(CHECKS) == list(Check)
    assert all(check.meaning and check.hint for check in CHECKS.values())


@given(st.integers(0, 10), st.integers(0, 3), st.data())
def test_a_stated_figure_agrees_exactly_when_it_rounds_to_it(met, digits, data):
    """At the digits stated; half a unit off is still the same figure."""
    from decimal import Decimal
    from fractions import Fraction

    from cptracker.status.consistency.known_figures import rounds_to_stated

    value = Fraction(100 * met, data.draw(st.integers(max(met, 1), 17)))
    rounded = Decimal(round(value * 10**digits)).scaleb(-digits)
    off = rounded + Decimal(1).scaleb(-digits)

    assert rounds_to_stated(value, rounded)
    exact_half = abs(Fraction(off) - value) == Fraction(1, 2 * 10**digits)
    assert rounds_to_stated(value, off) is exact_half
