"""What shows only when plan, plug-ins and records meet: told once, each at its place."""

from small_plan import AS_AT, MEASURES, PLAN, PUBLISHED, TARGETS, indicators, status

from cptracker.authoring.registry import Registry
from cptracker.model.figures import MissingReason, Rating
from cptracker.model.problems import Problem, ProblemKind, Severity
from cptracker.status.builder import build_status
from cptracker.status.problems import all_problems, broken_plugin


def plan_errors(report):
    """What is wrong in the plan; what is only odd in it is not asked for here."""
    return [
        problem for problem in report.problems
        if problem.kind is ProblemKind.PLAN and problem.severity is Severity.ERROR
    ]  # fmt: skip


def test_a_measure_that_nobody_provides_costs_its_own_row(make_inputs):
    """It is the plan's problem, told once, at its place."""
    inputs = make_inputs(measures=MEASURES.replace("def meetings", "def gatherings"))
    report = status(inputs)
    absent = indicators(report)["meetings"]
    (problem,) = plan_errors(report)

    assert absent.figure.missing_reason is MissingReason.NOT_COMPUTABLE
    assert absent.judgement.rating is not Rating.RED
    assert "no plug-in provides the measure `meetings`" in absent.judgement.reason
    assert problem.path.endswith("plan.yaml")
    assert PLAN.splitlines()[problem.line - 1].endswith("measures: [meetings]}")


def test_it_is_told_without_a_place_too(make_inputs):
    loaded, registry, records = make_inputs(
        measures=MEASURES.replace("def meetings", "def gatherings")
    )
    report = build_status(loaded.plan, registry, records, as_at=AS_AT)

    assert [error.message for error in plan_errors(report)] == [
        "no plug-in provides the measure `meetings`"
    ]


def test_a_plug_in_that_cannot_be_loaded_is_its_own_fault_not_the_plans(make_inputs):
    """The row says where the file is broken, and the plan is not blamed for naming it."""
    inputs = make_inputs(measures=MEASURES + "\n)\n")
    report = status(inputs)
    dental = indicators(report)["dental"]

    assert plan_errors(report) == []
    assert {problem.kind for problem in report.problems} >= {ProblemKind.MEASURE}
    assert "cannot be read as Python" in dental.judgement.reason
    assert broken_plugin("dental", inputs[1]).line == dental_line(inputs[1])
    assert broken_plugin("other", inputs[1]) is None


def dental_line(registry):
    (problem,) = registry.problems
    return problem.line


def test_a_target_that_cannot_judge_is_a_problem_at_its_place(make_inputs):
    """The figure stands; the rating says why there is none."""
    bad = TARGETS.replace("within: 5", "floor: 97")
    inputs = make_inputs(PUBLISHED, bad)
    report = status(inputs)
    (problem,) = plan_errors(report)
    dental = indicators(report)["dental"]

    assert (problem.path.rsplit("/", 1)[-1], problem.line) == ("1.yaml", 4)
    assert "`floor` on the good side" in problem.message
    assert dental.figure.value == 90
    assert dental.judgement.rating is Rating.NO_TARGET


def test_problems_found_before_are_told_once(make_inputs):
    before = Problem(kind=ProblemKind.PLAN, message="something")
    loaded, registry, records = make_inputs()
    report = build_status(loaded.plan, registry, records, as_at=AS_AT, problems=[before, before])

    assert report.problems.count(before) == 1


def test_find_faults_runs_every_measure(make_inputs):
    loaded, registry, records = make_inputs()
    own = Registry(measures={name: registry.measures[name] for name in ("dental", "broken")})
    problems = all_problems(loaded, own, records, AS_AT)

    assert [(problem.kind, problem.message.split("`")[1]) for problem in problems] == [
        (ProblemKind.PLAN, "meetings"),
        (ProblemKind.MEASURE, "dental"),
        (ProblemKind.MEASURE, "broken"),
    ]
    assert problems[1].message == "measure `dental` has no worked example"


def test_a_worked_example_that_does_not_hold_is_a_fault(make_inputs):
    example = """
from cptracker import Example
EXAMPLES = {"dental": [Example(
    tables={"outcomes": [{"child_id": "A", "year_end": "2025-03-31", "dental_check": 0}]},
    period="202425", met={"A"}), Example(tables={}, period="nonsense")]}
"""
    loaded, registry, records = make_inputs(measures=MEASURES + example)
    own = Registry(measures={"dental": registry.measures["dental"]})
    texts = [problem.message for problem in all_problems(loaded, own, records, AS_AT)]

    assert any(text.startswith("example 1 of `dental` does not hold: met is []") for text in texts)
    assert any("example 2 of `dental` does not hold: it cannot be run" in text for text in texts)
