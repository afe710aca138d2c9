"""A sound plan with every kind of entry, to plant faults in; with measures and records for it."""

from datetime import date, timedelta

AS_AT = date(2025, 6, 30)
TODAY = date(2025, 9, 30)

FILES = {
    "plan.yaml": """\
plan:
  identifier: sound
  title: A sound plan
  council: Southampton
  period: 2022-2027
  source: Board, March 2022
  vision: Children do well
roles:
  - Head of Service
  - Lead Nurse
  - Panel chair
principles:
  - {number: 1, text: Listen first}
  - {number: 2, text: Keep promises}
priorities:
  - number: 1
    title: Health
    place: page 4
    deliverables:
      - {ref: "1.1", title: A nurse for each team, place: page 4, leads_to: ["1.1"]}
      - {ref: "1.2", title: A dentist nearby, place: page 5, leads_to: ["1.1", "1.2"]}
    success_measures:
      - {ref: "1.1", title: Teeth, place: page 5, measures: [dental, dental-late]}
      - {ref: "1.2", title: Trouble, place: page 6, measures: [convicted]}
  - number: 2
    title: Being heard
    place: page 7
    statement: Children are listened to
    commitments:
      - {ref: 2.a, title: Ask each child, place: page 7}
      - {ref: 2.b, title: Answer each child, place: page 7}
    deliverables:
      - {ref: "2.1", title: A council of children, place: page 7, detail: Twice a year,
         leads_to: ["2.1"]}
    success_measures:
      - {ref: "2.1", title: Meetings and wellbeing, place: page 8, measures: [meetings, wellbeing]}
""",
    "targets.yaml": """\
targets:
  - measure: dental
    since: 2022-04-01
    value: 75
    within: 5
    source: Panel, March 2022
  - measure: dental
    since: 2023-04-01
    value: 95
    within: 5
    due: 2027-03-31
    interim:
      - {by: 2024-03-31, value: 86}
      - {by: 2025-03-31, value: 90}
    baseline: {value: 80, period: "202021", source: Report of 2021}
    source: Panel, March 2023
  - measure: convicted
    since: 2023-04-01
    value: 5
    floor: 11
    source: Panel, March 2023
  - measure: wellbeing
    since: 2023-04-01
    low: 200
    high: 300
    within: 20
    source: Panel, March 2023
exceptions:
  - measure: dental
    by: Corporate Parenting Panel
    meeting: cpp-2025-03-13
    until: 2026-03-31
    reason: Two dentists left
    accepted: 84
provisional:
  - {measure: dental, period: "202425", reason: Two schools still to report}
revised:
  - {measure: dental, period: "202324", was: 85, reason: Late returns, source: Report of 2024}
recalculations:
  - {measure: meetings, since: 2024-04-01, reason: A new room, source: Panel of March 2024}
chart_baselines:
  - {measure: meetings, points: 14, reason: Before the new room, source: Panel of March 2024}
""",
    "published.yaml": """\
published:
  - {measure: dental, area: Southampton, period: "201819", value: 80, source: DfE 2019}
  - {measure: dental, area: Southampton, period: "202021", value: 80, source: DfE 2021}
  - {measure: dental, area: Southampton, period: "202223", value: 85, source: DfE 2023}
  - {measure: dental, area: England, period: "202122", value: 86, source: DfE 2022}
  - {measure: dental, area: England, period: "202223", value: 87, source: DfE 2023}
  - {measure: dental, area: England, period: "202324", value: 88, source: DfE 2024}
  - {measure: dental, area: England, period: "202425", value: 86, source: DfE 2025}
  - {measure: dental, area: South East, period: "202425", value: 84, source: DfE 2025}
  - {measure: dental, area: Derby, period: "202425", value: 83, source: DfE 2025}
  - {measure: convicted, area: England, period: "202425", value: 4, source: DfE 2025}
  - measure: convicted
    area: Southampton
    period: "202223"
    value: 12
    source: Annual report 2023
    like_for_like: false
    note: Aged 10 to 17 only
comparators:
  neighbours_of: Southampton
  region: South East
  neighbours: [Derby, Coventry]
  source: DfE, neighbours of 2025
""",
    "tracker.yaml": """\
meetings:
  - {ref: cpp-2024-03-14, body: Corporate Parenting Panel, date: 2024-03-14, paper: minutes 4}
  - {ref: cpp-2025-03-13, body: Corporate Parenting Panel, date: 2025-03-13, paper: minutes 9}
  - {ref: cpp-2025-06-12, body: Corporate Parenting Panel, date: 2025-06-12}
actions:
  - ref: CPP-2024-01
    title: Report on dental checks
    meeting: cpp-2024-03-14
    owner: Head of Service
    due: 2024-09-30
    priorities: [1]
    updates:
      - {date: 2024-06-03, by: Head of Service, note: Half of them asked}
      - date: 2024-09-20
        by: Head of Service
        evidence: Panel paper 7 of September 2024
        status: complete
  - ref: CPP-2025-01
    title: Find a second dentist
    meeting: cpp-2025-03-13
    owner: Lead Nurse
    due: 2025-12-15
    start: 2025-04-01
    deliverables: ["1.2"]
    milestones:
      - {title: Practices asked, due: 2025-05-31, key: true}
      - {title: Contract signed, due: 2025-10-31}
    updates:
      - {date: 2025-05-12, by: Lead Nurse, milestone: Practices asked}
      - date: 2025-06-20
        by: Lead Nurse
        note: One practice would start
        forecast: 2025-12-01
        blocker: No room yet
        blocker_rating: amber
  - ref: CPP-2025-02
    title: A leaflet on teeth
    meeting: cpp-2025-06-12
    owner: Lead Nurse
    due: 2025-12-31
    success_measures: ["1.1"]
recommendations:
  - ref: CPP-2025-03
    title: Health to open a clinic on Saturdays
    meeting: cpp-2025-06-12
updates:
  - {deliverable: "1.1", date: 2024-05-02, by: Lead Nurse, due: 2026-03-31, note: First nurse}
  - {deliverable: "1.1", date: 2025-05-06, by: Lead Nurse, note: Four of six teams have one}
  - {deliverable: "2.1", date: 2024-11-04, by: Panel chair, status: complete,
     evidence: Minutes of October 2024}
stated_targets:
  - {what: Teeth, value: 90, unit: "%", period: "202021", source: Report of 2021, place: page 3,
     measure: dental, note: Said to be reached}
  - {what: Sessions a year, low: 4, high: 6, unit: sessions, period: "2022-04",
     source: Board of 2022, place: page 9}
contradictions:
  - about: Trouble in 2022/23
    measure: convicted
    says:
      - {source: Annual report 2023, place: page 4, value: "12"}
      - {source: DfE 2023, place: table 2, value: "11"}
    note: The ages differ
commentary:
  - success_measure: "1.1"
    period: "202324"
    date: 2024-05-20
    by: Head of Service
    data_says: 90% in time, five points more
    states: [{measure: dental, value: 90}]
  - success_measure: "1.1"
    period: "202425"
    date: 2025-05-19
    by: Head of Service
    data_says: 85% in time, and as many late as before
    next_steps: A second clinic
    states: [{measure: dental, value: 85}]
    rating: amber
  - success_measure: "1.2"
    period: "202425"
    date: 2025-05-19
    by: Head of Service
    data_says: Few, as in each year
checks_off:
  - check: deliverable-leads-nowhere
    reason: It is told of in words
    date: 2024-04-01
    refs: ["2.1"]
agreed_definitions: []
""",
    "words.yaml": """\
glossary:
  - {term: PEP, meaning: A personal education plan}
  - {term: EET, meaning: "In education, employment or training"}
plain_promises:
  - {ref: "1", words: You will be well.}
  - {ref: "1.1", words: You will see a dentist.}
plain_words:
  - {measure: dental, about: seeing a dentist, says: "{value} of 100 children saw a dentist"}
""",
}

MEASURES = """
from cptracker import col, events, measure

@measure(title="Dentist in time", unit="%", better="higher",
         needs={"outcomes": ["child_id", "dental_check"]})
def dental(records):
    return events(records.outcomes, date="year_end", met=col("dental_check") == 1)

@measure(title="Dentist late", unit="%", better="higher",
         needs={"outcomes": ["child_id", "immunisations"]})
def dental_late(records):
    return events(records.outcomes, date="year_end", met=col("immunisations") == 1)

@measure(title="Convicted", unit="%", better="lower",
         needs={"outcomes": ["child_id", "convicted"]})
def convicted(records):
    return events(records.outcomes, date="year_end", met=col("convicted") == 1)

@measure(title="Wellbeing", unit="points", better="near",
         needs={"outcomes": ["child_id", "sdq_score"]})
def wellbeing(records):
    return events(records.outcomes, date="year_end", amount=col("sdq_score"))

@measure(title="Meetings", unit="events", better="higher", needs={"events": ["event_id"]},
         every="quarter")
def meetings(records):
    return events(records.events, subject="event_id", date="event_date")

@measure(title="Another", unit="events", better="higher", needs={"events": ["event_id"]})
def dental_other(records):
    return events(records.events, subject="event_id", date="event_date")
"""

MET = {2019: 16, 2020: 16, 2021: 16, 2022: 17, 2023: 17, 2024: 18, 2025: 17}
"""Of 20 children, by the year that ends in March, those with a dental check."""

RECORDS = {
    "outcomes": [
        {
            "child_id": f"EXMPL{child}",
            "year_end": f"{year}-03-31",
            "dental_check": int(child < met),
            "immunisations": int(child < 14 + year % 3),
            "convicted": int(child < 2),
            "sdq_score": 10 + (child + year) % 6,
        }
        for year, met in MET.items()
        for child in range(20)
    ],
    "events": [
        {"event_id": f"M{nth}", "event_date": str(date(2020, 4, 5) + timedelta(days=30 * nth))}
        for nth in range(64)
    ],
}  # fmt: skip


def write_plan(folder, files=None):
    """The sound plan, or one with other texts for some of its files; None for no such file."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**FILES, **(files or {})}.items():
        if text is not None:
            content = text if isinstance(text, bytes) else text.encode()
            (folder / name).write_bytes(content)
    return folder
