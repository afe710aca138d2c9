"""A small plan, its measures and records, and the status made of them."""

from datetime import date

from cptracker.authoring.registry import find_measures
from cptracker.plan.reading import read_plan
from cptracker.records.frames import from_rows
from cptracker.status.builder import build_status

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

AS_AT = date(2025, 3, 31)


def status(inputs, **options):
    loaded, registry, records = inputs
    return build_status(loaded, registry, records, **{"as_at": AS_AT, **options})


def indicators(report):
    return {
        indicator.measure: indicator
        for priority in report.priorities
        for success in priority.success_measures
        for indicator in success.indicators
    }


def small_inputs(folder, *more, measures=MEASURES, outcomes=OUTCOMES):
    """Plan, registry and records; more texts are more files of the plan."""
    (folder / "plan").mkdir()
    (folder / "plan" / "plan.yaml").write_text(PLAN, encoding="utf-8")
    for number, text in enumerate(more):
        (folder / "plan" / f"{number}.yaml").write_text(text, encoding="utf-8")
    (folder / "mine.py").write_text(measures, encoding="utf-8")
    loaded = read_plan(folder / "plan")
    assert loaded.problems == ()
    return loaded, find_measures([folder / "mine.py"]), from_rows({"outcomes": outcomes})


STATED = """
stated_targets:
  - what: Teeth
    value: 90
    unit: "%"
    period: "202021"
    source: Report of 2021
    place: page 3
    measure: dental
  - {what: Sessions, low: 80, high: 100, unit: sessions, period: "2022-04", source: R, place: p}
contradictions:
  - about: Teeth in 2020/21
    measure: dental
    says:
      - {source: Report of 2021, place: page 4, value: 34 fewer}
      - {source: DfE 2021, place: table 2, value: 13 more}
    note: It cannot be told
"""
