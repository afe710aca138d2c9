"""The status: latest whole period, each measure once, a faulty plug-in costs its own row."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from textwrap import dedent

import pytest

from cptracker.errors import Kind, Problem, UsageError
from cptracker.faults import broken_plugin, find_faults, plan_faults
from cptracker.loading import read_plan
from cptracker.periods import Every
from cptracker.records.typed import from_rows
from cptracker.registry import Registry, find_measures
from cptracker.results import Nothing, Rating
from cptracker.status import build_status, rated
from cptracker.tabulating import Question, tabulate

PLAN = """
plan: {identifier: p, title: A plan, council: Southampton, period: 2022-2027, source: Board}
priorities:
  - number: 1
    title: Health
    place: Priority 1
    young_people_said: "In summary: help us."
    deliverables:
      - {ref: "1.1", title: A nurse, place: here}
    success_measures:
      - ref: "1.1"
        title: Dentist
        place: here
        measures: [dental]
      - ref: "1.2"
        title: Dentist again, and broken things
        place: here
        measures: [dental, broken]
  - number: 2
    title: Meetings
    place: Priority 2
    young_people_said: "In summary: meet us."
    deliverables: []
    success_measures:
      - {ref: "2.1", title: Meetings, place: here, measures: [meetings]}
"""

MEASURES = """
from cptracker import col, events, measure

CALLS = []

@measure(title="Dentist", unit="%", better="higher",
         needs={"outcomes": ["child_id", "dental_check"]}, by=["sex"])
def dental(records):
    CALLS.append(1)
    return events(records.outcomes, date="year_end", met=col("dental_check") == 1)

@measure(title="Broken", unit="%", better="higher", needs={"outcomes": ["child_id"]})
def broken(records):
    raise ValueError("EXMPL00001 was born in 2010")

@measure(title="Meetings", unit="events", better="context", needs={"events": ["event_id"]},
         every="quarter")
def meetings(records):
    return events(records.events, subject="event_id", date="event_date")
"""

OUTCOMES = [
    {"child_id": f"EXMPL{number}", "year_end": f"{year}-03-31", "dental_check": int(number < met)}
    for year, met in ((2024, 8), (2025, 9))
    for number in range(10)
]

TARGETS = """
targets:
  - {measure: dental, since: 2023-04-01, value: 80, source: Board}
  - {measure: dental, since: 2025-03-31, value: 95, within: 5, source: Board}
"""

PUBLISHED = """
published:
  - {measure: dental, area: Southampton, period: "202223", value: 70, source: A}
  - measure: dental
    area: Southampton
    period: "202324"
    value: 77
    source: B
    like_for_like: false
  - {measure: dental, area: Southampton, period: "202324", value: 78.5, source: C}
  - {measure: dental, area: Southampton, period: "2024-03", value: 79, source: D}
  - {measure: dental, area: England, period: "202425", value: 81, source: E}
  - {measure: dental, area: Southampton, period: "202526", value: 99, source: F}
"""


@pytest.fixture
def told(tmp_path):
    """Plan, registry and records; the status is told for 31 March 2025."""

    def make(*more, measures=MEASURES, outcomes=OUTCOMES):
        (tmp_path / "plan").mkdir()
        (tmp_path / "plan" / "plan.yaml").write_text(PLAN, encoding="utf-8")
        for number, text in enumerate(more):
            (tmp_path / "plan" / f"{number}.yaml").write_text(text, encoding="utf-8")
        (tmp_path / "mine.py").write_text(dedent(measures), encoding="utf-8")
        loaded = read_plan(tmp_path / "plan")
        assert loaded.problems == ()
        return loaded, find_measures([tmp_path / "mine.py"]), from_rows({"outcomes": outcomes})

    return make


AS_AT = date(2025, 3, 31)


def status(parts, **options):
    loaded, registry, records = parts
    return build_status(
        loaded.plan, registry, records, problems=plan_faults(loaded, registry),
        **{"as_at": AS_AT, **options},
    )  # fmt: skip


def indicators(report):
    return {
        one.measure: one
        for priority in report.priorities
        for success in priority.success_measures
        for one in success.indicators
    }


def test_the_latest_whole_period_is_shown(told):
    """On 30 March 2025 the year 2024/25 is not over, so the one before it is the latest."""
    parts = told()
    on_the_day = indicators(status(parts))["dental"]
    the_day_before = indicators(status(parts, as_at=date(2025, 3, 30)))["dental"]

    assert (on_the_day.figure.period.key, on_the_day.figure.value) == ("202425", 90)
    assert (the_day_before.figure.period.key, the_day_before.figure.value) == ("202324", 80)


def test_a_series_ends_with_the_figure(told):
    found = indicators(status(told(), back=3))["dental"]

    assert [one.period.key for one in found.series] == ["202223", "202324", "202425"]
    assert found.series[-1] is found.figure
    assert found.series[0].nothing is Nothing.NO_CASES


def test_a_measure_has_its_own_pace_unless_asked(told):
    parts = told()

    assert indicators(status(parts))["meetings"].figure.period.key == "202425Q4"
    assert indicators(status(parts, every=Every.MONTH))["meetings"].figure.period.key == "2025-03"


def test_the_target_in_force_on_the_periods_last_day_judges(told):
    """The old target goes on judging the year that ended before the new one began."""
    parts = told(TARGETS)
    now = indicators(status(parts))["dental"].judgement
    then = indicators(status(parts, as_at=date(2024, 3, 31)))["dental"].judgement

    assert (now.rating, now.target.value) == (Rating.AMBER, 95)
    assert now.reason == "5.0 points short of 95%"
    assert (then.rating, then.reason) == (Rating.GREEN, "exactly 80%, as promised")


def test_without_targets_none_is_invented(told):
    report = status(told())

    assert indicators(report)["dental"].judgement.reason == "no target set"
    assert not rated(report, "red")
    assert not rated(report, "amber")


def test_fail_on_red_or_amber(told):
    """90% is amber against 95% within 5, and red against 95% outright."""
    amber = status(told(TARGETS))

    assert not rated(amber, "red")
    assert rated(amber, "amber")


def test_a_measure_named_twice_is_computed_once(told):
    parts = told()
    report = status(parts)
    twice = [success.indicators[0] for success in report.priorities[0].success_measures]

    assert twice[0] is twice[1]
    assert parts[1].measures["dental"].function.__globals__["CALLS"] == [1]
    assert report.priorities[0].counts[Rating.NO_TARGET] == 3


def test_a_plug_in_that_raises_costs_its_own_row(told):
    """The row names file and line; what the plug-in said of a child is told nowhere."""
    report = status(told())
    broken = indicators(report)["broken"]
    (problem,) = report.problems

    assert broken.figure.nothing is Nothing.NOT_COMPUTABLE
    assert "mine.py:14: measure `broken` raised ValueError" in broken.judgement.reason
    assert (problem.kind, problem.line) == (Kind.MEASURE, 14)
    assert "EXMPL00001" not in f"{report}"
    assert indicators(report)["dental"].figure.value == 90


def test_a_table_that_is_absent_is_not_supplied(told):
    meetings = indicators(status(told()))["meetings"]

    assert meetings.figure.nothing is Nothing.NOT_SUPPLIED
    assert meetings.judgement.reason.endswith("not supplied: needs table `events`")


def test_a_measure_that_nobody_provides_costs_its_own_row(told):
    """It is the plan's problem, told once, at its place."""
    parts = told(measures=MEASURES.replace("def meetings", "def gatherings"))
    report = status(parts)
    absent = indicators(report)["meetings"]
    (problem,) = [one for one in report.problems if one.kind is Kind.PLAN]

    assert absent.figure.nothing is Nothing.NOT_COMPUTABLE
    assert absent.judgement.rating is not Rating.RED
    assert "no plug-in provides the measure `meetings`" in absent.judgement.reason
    assert problem.path.endswith("plan.yaml")
    assert PLAN.splitlines()[problem.line - 1].endswith("measures: [meetings]}")


def test_it_is_told_without_a_place_too(told):
    loaded, registry, records = told(measures=MEASURES.replace("def meetings", "def gatherings"))
    report = build_status(loaded.plan, registry, records, as_at=AS_AT)

    assert [one.message for one in report.problems if one.kind is Kind.PLAN] == [
        "no plug-in provides the measure `meetings`"
    ]


def test_a_plug_in_that_cannot_be_loaded_is_its_own_fault_not_the_plans(told):
    """The row says where the file is broken, and the plan is not blamed for naming it."""
    parts = told(measures=MEASURES + "\n)\n")
    report = status(parts)
    dental = indicators(report)["dental"]

    assert {one.kind for one in report.problems} == {Kind.MEASURE}
    assert "cannot be read as Python" in dental.judgement.reason
    assert broken_plugin("dental", parts[1]).line == dental_line(parts[1])
    assert broken_plugin("other", parts[1]) is None


def dental_line(registry):
    (problem,) = registry.problems
    return problem.line


def test_a_target_that_cannot_judge_is_a_problem_at_its_place(told):
    """The figure stands; the rating says why there is none."""
    bad = TARGETS.replace("within: 5", "floor: 97")
    parts = told(PUBLISHED, bad)
    report = status(parts)
    (problem,) = [one for one in report.problems if one.kind is Kind.PLAN]
    dental = indicators(report)["dental"]

    assert (problem.path.rsplit("/", 1)[-1], problem.line) == ("1.yaml", 4)
    assert "`floor` on the good side" in problem.message
    assert dental.figure.value == 90
    assert dental.judgement.rating is Rating.NO_TARGET


@pytest.mark.parametrize(
    ("as_at", "source"),
    [
        pytest.param(date(2025, 3, 31), "C", id="like for like and of the same sort of period"),
        pytest.param(date(2024, 3, 30), "A", id="nothing from after the day"),
        pytest.param(date(2026, 3, 31), "F", id="the latest"),
    ],
)
def test_the_councils_own_last_published_value(told, as_at, source):
    found = indicators(status(told(PUBLISHED), as_at=as_at))["dental"].published

    assert (found.area, found.source) == ("Southampton", source)


def test_nothing_published_is_none(told):
    parts = told(PUBLISHED)

    assert indicators(status(parts))["meetings"].published is None
    assert indicators(status(parts, as_at=date(2022, 1, 1)))["dental"].published is None


def test_deliverables_say_that_nothing_is_recorded(told):
    (deliverable,) = status(told()).priorities[0].deliverables

    assert (deliverable.rating, deliverable.reason) == (Rating.NO_DATA, "nothing recorded")
    assert deliverable.status is None


def test_priorities_may_be_chosen(told):
    parts = told()
    seen = []
    report = status(parts, priorities=[2], progress=lambda *step: seen.append(step))

    assert [one.number for one in report.priorities] == [2]
    assert seen == [("meetings", 0, 1)]
    with pytest.raises(UsageError, match="no priority 9; it has 1 to 2"):
        status(parts, priorities=[9])


def test_a_series_of_no_periods_is_refused(told):
    with pytest.raises(UsageError, match="not 0"):
        status(told(), back=0)


def test_problems_found_before_are_told_once(told):
    before = Problem(kind=Kind.PLAN, message="something")
    loaded, registry, records = told()
    report = build_status(loaded.plan, registry, records, as_at=AS_AT, problems=[before, before])

    assert report.problems.count(before) == 1


def test_find_faults_runs_every_measure(told):
    loaded, registry, records = told()
    own = Registry(measures={name: registry.measures[name] for name in ("dental", "broken")})
    problems = find_faults(loaded, own, records, AS_AT)

    assert [(one.kind, one.message.split("`")[1]) for one in problems] == [
        (Kind.PLAN, "meetings"),
        (Kind.MEASURE, "broken"),
    ]


def test_a_worked_example_that_does_not_hold_is_a_fault(told):
    example = """
from cptracker import Example
EXAMPLES = {"dental": [Example(
    tables={"outcomes": [{"child_id": "A", "year_end": "2025-03-31", "dental_check": 0}]},
    period="202425", met={"A"}), Example(tables={}, period="nonsense")]}
"""
    loaded, registry, records = told(measures=MEASURES + example)
    own = Registry(measures={"dental": registry.measures["dental"]})
    found = [one.message for one in find_faults(loaded, own, records, AS_AT)]

    assert any(one.startswith("example 1 of `dental` does not hold: met is []") for one in found)
    assert any("example 2 of `dental` does not hold: it cannot be run" in one for one in found)


def test_values_of_many_measures(told):
    """One series a measure; what fails is not computable and says why."""
    _, registry, records = told()
    asked = Question(names=["dental", "broken"], first=date(2024, 1, 1), as_at=AS_AT)
    (dental, broken), problems = tabulate(registry, records, asked)

    assert [one.value for one in dental.figures] == [Fraction(80), Fraction(90)]
    assert {one.nothing for one in broken.figures} == {Nothing.NOT_COMPUTABLE}
    assert [one.kind for one in problems] == [Kind.MEASURE]


def test_values_by_group_are_those_that_allow_it(told):
    _, registry, records = told()
    own = Registry(measures={name: registry.measures[name] for name in ("dental", "broken")})
    found, problems = tabulate(own, records, Question(by=["sex"], as_at=AS_AT))

    assert [one.measure for one in found] == ["dental"]
    assert {one.group_by for one in found[0].figures} == {"", "sex"}
    assert problems == ()


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"names": ["dentel"]}, "no measure `dentel`; did you mean `dental`"),
        ({"names": ["zzz"]}, "`cptracker measures` lists them"),
        ({"by": ["shoe_size"]}, "no measure can be broken down by shoe_size"),
        ({"names": ["dental"], "by": ["provider"]}, "provider"),
        ({"names": ["dental"], "first": date(2024, 4, 1), "last": date(2024, 5, 1)},
         "no period \\(financial-year\\) ends between 1 April 2024 and 1 May 2024"),
    ],
)  # fmt: skip
def test_values_that_cannot_be_asked_for(told, asked, message):
    _, registry, records = told()
    with pytest.raises(UsageError, match=message):
        tabulate(registry, records, Question(as_at=AS_AT, **asked))


def test_targets_are_decimals_to_the_end(told):
    """85% is exactly within 5 points of 90%, which floats would deny."""
    outcomes = [
        {"child_id": f"C{number}", "year_end": "2025-03-31", "dental_check": int(number < 85)}
        for number in range(100)
    ]
    target = TARGETS.replace("value: 95, within: 5", "value: 90.0, within: 5.0")
    judgement = indicators(status(told(target, outcomes=outcomes)))["dental"].judgement

    assert judgement.rating is Rating.AMBER
    assert judgement.target.value == Decimal("90.0")
