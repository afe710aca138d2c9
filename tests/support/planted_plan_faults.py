"""Faults to plant in the sound plan, one at a time: each a slip that a person has made or could.

A fault is a piece of one file and what stands there instead. What is told must point at a line of
the new piece, or at the line that holds `at`.
"""

from typing import NamedTuple


class Fault(NamedTuple):
    """One slip: what is written instead of a piece of the sound plan."""

    name: str
    file: str
    old: str
    new: str
    at: str | None = None


def _f(name, file, old, new, at=None):
    return Fault(name, f"{file}.yaml", old, new, at)


NUMBERS = [
    _f("a share's target ten times too great", "targets", "value: 95", "value: 950"),
    _f("a share's target as a proportion", "targets", "value: 95", "value: 0.95"),
    _f("a share's target below nought", "targets", "value: 95", "value: -95"),
    _f("a share's target without its last digit", "targets", "value: 95", "value: 9"),
    _f("a target beyond 100%", "targets", "value: 95", "value: 105"),
    _f("a target on the wrong side of every figure", "targets", "value: 75", "value: 25"),
    _f(
        "a lower target on the wrong side of every figure",
        "targets",
        "value: 5\n    floor: 11",
        "value: 50\n    floor: 60",
    ),
    _f(
        "a tolerance of 500 points",
        "targets",
        "value: 75\n    within: 5",
        "value: 75\n    within: 500",
        "within: 500",
    ),
    _f(
        "a tolerance of 50 points",
        "targets",
        "value: 75\n    within: 5",
        "value: 75\n    within: 50",
        "within: 50",
    ),
    _f(
        "a tolerance as a proportion",
        "targets",
        "value: 75\n    within: 5",
        "value: 75\n    within: 0.05",
        "within: 0.05",
    ),
    _f(
        "a tolerance below nought",
        "targets",
        "value: 75\n    within: 5",
        "value: 75\n    within: -5",
        "within: -5",
    ),
    _f(
        "a tolerance in percent that is larger than the target",
        "targets",
        "value: 75\n    within: 5",
        "value: 75\n    within_percent: 150",
        "within_percent",
    ),
    _f(
        "two tolerances",
        "targets",
        "value: 75\n    within: 5",
        "value: 75\n    within: 5\n    within_percent: 5",
    ),
    _f("a floor on the good side", "targets", "floor: 11", "floor: 1", "measure: convicted"),
    _f("a floor as far as 95 points", "targets", "floor: 11", "floor: 100"),
    _f("low and high swapped", "targets", "low: 200\n    high: 300", "low: 300\n    high: 200"),
    _f(
        "a range ten times too great",
        "targets",
        "low: 200\n    high: 300",
        "low: 2000\n    high: 3000",
    ),
    _f("a range with a minus sign", "targets", "low: 200", "low: -200"),
    _f("a tolerance wider than half the range's value", "targets", "within: 20", "within: 2000"),
    _f("an interim value beyond the target", "targets", "value: 90}", "value: 99}"),
    _f("an interim value ten times too small", "targets", "value: 90}", "value: 9.0}"),
    _f("an interim value behind the one before", "targets", "value: 90}", "value: 81}"),
    _f("interim values out of order", "targets", "by: 2025-03-31", "by: 2024-01-31"),
    _f("an interim value before the target begins", "targets", "by: 2024-03-31", "by: 2022-09-30"),
    _f("an interim value after the target is due", "targets", "by: 2025-03-31", "by: 2027-09-30"),
    _f(
        "a baseline better than its target",
        "targets",
        "baseline: {value: 80",
        "baseline: {value: 98",
    ),
    _f(
        "a baseline that is another figure",
        "targets",
        "baseline: {value: 80",
        "baseline: {value: 68",
    ),
    _f("a baseline as a proportion", "targets", "baseline: {value: 80", "baseline: {value: 0.80"),
    _f(
        "a baseline after the target is due",
        "targets",
        'period: "202021", source: Report',
        'period: "202728", source: Report',
    ),
    _f(
        "a baseline after the target begins",
        "targets",
        'period: "202021", source: Report',
        'period: "202425", source: Report',
    ),
    _f(
        "a baseline of another century",
        "targets",
        'period: "202021", source: Report',
        'period: "192021", source: Report',
    ),
    _f("a published share ten times too great", "published", "value: 87", "value: 870"),
    _f("a published share ten times too small", "published", "value: 87", "value: 8.7"),
    _f("a published share as a proportion", "published", "value: 87", "value: 0.87"),
    _f("a published share below nought", "published", "value: 87", "value: -87"),
    _f(
        "a published share of the council ten times too small",
        "published",
        '"202223", value: 85',
        '"202223", value: 8.5',
    ),
    _f(
        "a published figure of the council with its digits swapped",
        "published",
        '"202223", value: 85',
        '"202223", value: 58',
    ),
    _f("another council's figure with its digits swapped", "published", "value: 83", "value: 38"),
    _f(
        "a figure stated twice with two values",
        "published",
        '"202223", value: 87, source: DfE 2023}',
        '"202223", value: 87, source: DfE 2023}\n'
        '  - {measure: dental, area: England, period: "202223", value: 78, source: DfE 2024}',
    ),
    _f(
        "a figure doubled",
        "published",
        '"202223", value: 87, source: DfE 2023}',
        '"202223", value: 87, source: DfE 2023}\n'
        '  - {measure: dental, area: England, period: "202223", value: 87, source: DfE 2023}',
    ),
    _f("a revised figure that is the figure", "targets", "was: 85", "was: 90"),
    _f("a revised figure of another magnitude", "targets", "was: 85", "was: 850"),
    _f("a revised figure as a proportion", "targets", "was: 85", "was: 0.85"),
    _f("an accepted level as a proportion", "targets", "accepted: 84", "accepted: 0.84"),
    _f(
        "an accepted level that the figure has since fallen below",
        "targets",
        "accepted: 84",
        "accepted: 88",
    ),
    _f("an accepted level that meets the target", "targets", "accepted: 84", "accepted: 96"),
    _f(
        "a stated figure that is not the computed one",
        "tracker",
        "data_says: 85% in time, and as many late as before",
        "data_says: 58% in time, and as many late as before",
        "states: [{measure: dental, value: 85",
    ),
    _f(
        "a stated figure that is another",
        "tracker",
        "{measure: dental, value: 85}",
        "{measure: dental, value: 58}",
        "states: [{measure: dental, value: 58}]",
    ),
    _f(
        "a stated figure as a proportion",
        "tracker",
        "{measure: dental, value: 85}",
        "{measure: dental, value: 0.85}",
    ),
    _f(
        "a stated figure of a measure that belongs elsewhere",
        "tracker",
        "{measure: dental, value: 85}",
        "{measure: meetings, value: 85}",
    ),
    _f("too few points for a chart", "targets", "points: 14", "points: 4"),
    _f("more points for a chart than there are", "targets", "points: 14", "points: 140"),
    _f("a share with a comma for its point", "targets", "value: 95", "value: 9,5"),
    _f("a share with its sign", "targets", "value: 95", "value: 95%"),
]

DAYS = [
    _f("a target since 1023", "targets", "since: 2022-04-01", "since: 1022-04-01"),
    _f("a target since 1922", "targets", "since: 2022-04-01", "since: 1922-04-01"),
    _f("a target since 2002", "targets", "since: 2022-04-01", "since: 2002-04-01"),
    _f("a target since 2202", "targets", "since: 2022-04-01", "since: 2202-04-01"),
    _f("a target due before it begins", "targets", "due: 2027-03-31", "due: 2022-03-31"),
    _f("a target on no day", "targets", "since: 2022-04-01", "since: 2022-04-31"),
    _f("a target with day and month first", "targets", "since: 2022-04-01", "since: 01/04/2022"),
    _f("a target with words for its day", "targets", "since: 2022-04-01", "since: April 2022"),
    _f("a plan that runs backward", "plan", "period: 2022-2027", "period: 2027-2022"),
    _f("a plan of 50 years", "plan", "period: 2022-2027", "period: 2022-2072"),
    _f("a plan with a year of three digits", "plan", "period: 2022-2027", "period: 202-2027"),
    _f("a plan without years", "plan", "period: 2022-2027", "period: the five years"),
    _f(
        "a published period to come",
        "published",
        'England, period: "202425", value: 86',
        'England, period: "202829", value: 86',
    ),
    _f(
        "a published period of another century",
        "published",
        'England, period: "202324"',
        'England, period: "192324"',
    ),
    _f(
        "a published period as a year",
        "published",
        'England, period: "202324"',
        'England, period: "2023/24"',
    ),
    _f(
        "a published period of years that do not follow",
        "published",
        'England, period: "202324"',
        'England, period: "202325"',
    ),
    _f(
        "a period without quotes",
        "published",
        'England, period: "202324"',
        "England, period: 202324",
    ),
    _f(
        "a provisional figure of a period to come",
        "targets",
        'provisional:\n  - {measure: dental, period: "202425"',
        'provisional:\n  - {measure: dental, period: "202627"',
    ),
    _f(
        "a figure that is provisional for ever",
        "targets",
        'provisional:\n  - {measure: dental, period: "202425"',
        'provisional:\n  - {measure: dental, period: "202122"',
    ),
    _f(
        "a provisional quarter of a yearly measure",
        "targets",
        'provisional:\n  - {measure: dental, period: "202425"',
        'provisional:\n  - {measure: dental, period: "202425Q2"',
    ),
    _f(
        "a revised figure of a period to come",
        "targets",
        'period: "202324", was',
        'period: "202627", was',
    ),
    _f(
        "a recalculation to come",
        "targets",
        "since: 2024-04-01, reason",
        "since: 2042-04-01, reason",
    ),
    _f(
        "a recalculation before the records",
        "targets",
        "since: 2024-04-01, reason",
        "since: 2014-04-01, reason",
    ),
    _f(
        "an exception that ends before its meeting",
        "targets",
        "until: 2026-03-31",
        "until: 2025-03-01",
    ),
    _f(
        "an exception that ends before any target begins",
        "targets",
        "measure: dental\n    by: Corporate Parenting Panel\n    meeting: cpp-2025-03-13\n"
        "    until: 2026-03-31",
        "measure: meetings\n    by: Corporate Parenting Panel\n    meeting: cpp-2025-03-13\n"
        "    until: 2026-03-31",
    ),
    _f("an exception of ten years", "targets", "until: 2026-03-31", "until: 2036-03-31"),
    _f(
        "a meeting of another year than its reference",
        "tracker",
        "Panel, date: 2024-03-14, paper: minutes 4",
        "Panel, date: 2023-03-14, paper: minutes 4",
    ),
    _f(
        "a meeting with day and month swapped",
        "tracker",
        "Panel, date: 2025-06-12",
        "Panel, date: 2025-12-06",
    ),
    _f(
        "a meeting of another century",
        "tracker",
        "ref: cpp-2024-03-14, body: Corporate Parenting Panel, date: 2024-03-14",
        "ref: cpp-2024-03-14, body: Corporate Parenting Panel, date: 1924-03-14",
    ),
    _f(
        "an action of another year than its meeting",
        "tracker",
        "ref: CPP-2025-02\n    title: A leaflet on teeth\n    meeting: cpp-2025-06-12",
        "ref: CPP-2024-02\n    title: A leaflet on teeth\n    meeting: cpp-2025-06-12",
    ),
    _f(
        "an action due before its meeting",
        "tracker",
        "due: 2025-12-31\n    success",
        "due: 2025-01-30\n    success",
    ),
    _f(
        "an action due in 2062",
        "tracker",
        "due: 2025-12-31\n    success",
        "due: 2062-11-30\n    success",
    ),
    _f(
        "an action that starts after it is due", "tracker", "start: 2025-04-01", "start: 2026-04-01"
    ),
    _f(
        "an action that starts before its meeting",
        "tracker",
        "start: 2025-04-01",
        "start: 2024-04-01",
    ),
    _f("a milestone after the action is due", "tracker", "due: 2025-10-31}", "due: 2026-10-31}"),
    _f("a milestone before the meeting", "tracker", "due: 2025-05-31, key", "due: 2024-05-31, key"),
    _f("an update before its meeting", "tracker", "{date: 2024-06-03, by", "{date: 2024-01-03, by"),
    _f("an update to come", "tracker", "- date: 2025-06-20", "- date: 2052-06-20"),
    _f(
        "an update of a day that is soon to come",
        "tracker",
        "- date: 2025-06-20",
        "- date: 2025-11-20",
    ),
    _f("updates out of order", "tracker", "- date: 2025-06-20", "- date: 2025-05-02"),
    _f(
        "an action closed before it was raised",
        "tracker",
        "- date: 2024-09-20",
        "- date: 2024-03-01",
    ),
    _f("a forecast that was past", "tracker", "forecast: 2025-12-01", "forecast: 2024-12-01"),
    _f(
        "an update that cites a meeting to come",
        "tracker",
        "evidence: Panel paper 7 of September 2024",
        "evidence: Minutes of cpp-2025-03-13",
    ),
    _f(
        "an update that cites a later day",
        "tracker",
        "evidence: Panel paper 7 of September 2024",
        "evidence: Panel paper 7 of 3 October 2024",
    ),
    _f("a deliverable's update to come", "tracker", "date: 2025-05-06", "date: 2026-05-06"),
    _f("a deliverable's updates out of order", "tracker", "date: 2025-05-06", "date: 2024-05-01"),
    _f(
        "a deliverable due before it was recorded",
        "tracker",
        "due: 2026-03-31, note",
        "due: 2023-03-31, note",
    ),
    _f(
        "a commentary to come",
        "tracker",
        'period: "202324"\n    date: 2024-05-20',
        'period: "202324"\n    date: 2026-05-20',
    ),
    _f(
        "a commentary before its period was over",
        "tracker",
        'period: "202425"\n    date: 2025-05-19\n    by: Head of Service\n    data_says: Few',
        'period: "202425"\n    date: 2024-05-19\n    by: Head of Service\n    data_says: Few',
        'success_measure: "1.2"\n    period',
    ),
    _f(
        "a commentary for a period that there is not",
        "tracker",
        'period: "202425"\n    date: 2025-05-19\n    by: Head of Service\n    data_says: Few',
        'period: "202426"\n    date: 2025-05-19\n    by: Head of Service\n    data_says: Few',
    ),
    _f(
        "a commentary for a period that has not begun",
        "tracker",
        'period: "202425"\n    date: 2025-05-19\n    by: Head of Service\n    data_says: Few',
        'period: "202627"\n    date: 2025-05-19\n    by: Head of Service\n    data_says: Few',
    ),
]

WORDS = [
    _f("an unknown field", "targets", "    within: 20", "    tolerance: 20"),
    _f("a reference given twice", "tracker", "ref: CPP-2025-02", "ref: CPP-2025-01"),
    _f(
        "a deliverable given twice",
        "plan",
        'ref: "1.2", title: A dentist',
        'ref: "1.1", title: A dentist',
    ),
    _f(
        "a deliverable in another priority",
        "plan",
        'ref: "2.1", title: A council',
        'ref: "1.3", title: A council',
    ),
    _f(
        "a deliverable left out",
        "plan",
        '      - {ref: "1.1", title: A nurse for each team, place: page 4, leads_to: ["1.1"]}\n',
        "",
        'ref: "1.2", title: A dentist',
    ),
    _f(
        "an action left out",
        "tracker",
        "ref: CPP-2025-02\n",
        "ref: CPP-2025-04\n",
        "ref: CPP-2025-03",
    ),
    _f(
        "an action doubled under a new reference",
        "tracker",
        "title: A leaflet on teeth",
        "title: Health to open a clinic on Saturdays",
        "ref: CPP-2025-03",
    ),
    _f(
        "an action that serves a deliverable that there is not",
        "tracker",
        'deliverables: ["1.2"]',
        'deliverables: ["1.7"]',
    ),
    _f(
        "an action that serves a deliverable twice",
        "tracker",
        'deliverables: ["1.2"]',
        'deliverables: ["1.2", "1.2"]',
    ),
    _f(
        "an action of a meeting that there is not",
        "tracker",
        "title: A leaflet on teeth\n    meeting: cpp-2025-06-12",
        "title: A leaflet on teeth\n    meeting: cpp-2025-06-21",
    ),
    _f(
        "an action without an owner",
        "tracker",
        "    owner: Lead Nurse\n    due: 2025-12-31\n",
        "    due: 2025-12-31\n",
        "ref: CPP-2025-02",
    ),
    _f(
        "an owner left empty",
        "tracker",
        "owner: Lead Nurse\n    due: 2025-12-31",
        "owner:\n    due: 2025-12-31",
    ),
    _f(
        "an owner to be confirmed",
        "tracker",
        "owner: Lead Nurse\n    due: 2025-12-31",
        "owner: TBC\n    due: 2025-12-31",
    ),
    _f(
        "an owner who is no role of the plan",
        "tracker",
        "owner: Lead Nurse\n    due: 2025-12-31",
        "owner: Lead Nures\n    due: 2025-12-31",
    ),
    _f("a role spelt in two ways", "plan", "  - Panel chair", "  - Panel chair\n  - Panel Chair"),
    _f(
        "a body spelt in two ways",
        "tracker",
        "ref: cpp-2025-03-13, body: Corporate Parenting Panel",
        "ref: cpp-2025-03-13, body: Corporate Parentings Panel",
    ),
    _f(
        "a status misspelt",
        "tracker",
        "status: complete\n  - ref: CPP-2025-01",
        "status: completed\n  - ref: CPP-2025-01",
    ),
    _f(
        "completed without evidence",
        "tracker",
        "        evidence: Panel paper 7 of September 2024\n",
        "",
        "status: complete",
    ),
    _f(
        "evidence that says nothing",
        "tracker",
        "evidence: Panel paper 7 of September 2024",
        "evidence: tbc",
    ),
    _f(
        "an update doubled",
        "tracker",
        "- {date: 2025-05-12, by: Lead Nurse, milestone: Practices asked}",
        "- {date: 2025-05-12, by: Lead Nurse, note: Asked}\n"
        "      - {date: 2025-05-12, by: Lead Nurse, note: Asked}",
    ),
    _f(
        "a milestone reached twice",
        "tracker",
        "note: One practice would start",
        "milestone: Practices asked",
    ),
    _f(
        "a milestone that there is not",
        "tracker",
        "milestone: Practices asked}",
        "milestone: Practises asked}",
    ),
    _f(
        "a deliverable's update doubled",
        "tracker",
        "note: Four of six teams have one}\n",
        "note: Four of six teams have one}\n"
        '  - {deliverable: "1.1", date: 2025-05-06, by: Lead Nurse, '
        "note: Four of six teams have one}\n",
    ),
    _f(
        "a blocker without how bad it is",
        "tracker",
        "\n        blocker_rating: amber",
        "",
        "date: 2025-06-20",
    ),
    _f(
        "a meeting doubled",
        "tracker",
        "  - {ref: cpp-2025-06-12, body",
        "  - {ref: panel-june, body: Corporate Parenting Panel, date: 2025-06-12}\n"
        "  - {ref: cpp-2025-06-12, body",
    ),
    _f(
        "a commentary copied from the year before",
        "tracker",
        "data_says: 85% in time, and as many late as before",
        "data_says: 90% in time, five points more",
        'success_measure: "1.1"\n    period: "202425"',
    ),
    _f(
        "a measure of like name that there is not",
        "plan",
        "measures: [dental, dental-late]",
        "measures: [dental, dental-lat]",
    ),
    _f(
        "a target of a measure that the plan does not show",
        "targets",
        "  - measure: wellbeing",
        "  - measure: dental-other",
    ),
    _f(
        "a target twice from the same day",
        "targets",
        "since: 2022-04-01",
        "since: 2023-04-01",
        "measure: dental\n    since: 2023-04-01\n    value: 95",
    ),
    _f(
        "a principle that says what another says",
        "plan",
        "text: Keep promises",
        "text: Listen first",
    ),
    _f("a principle with a number left out", "plan", "{number: 2, text", "{number: 3, text"),
    _f("a term explained twice", "words", "{term: EET,", "{term: PEP,"),
    _f(
        "plain words without a place for the figure",
        "words",
        "{value} of 100 children",
        "90 of 100 children",
    ),
    _f("a plain promise for nothing", "words", 'ref: "1.1", words', 'ref: "1.9", words'),
    _f(
        "no protection",
        "plan",
        "  period: 2022-2027",
        "  protection: none\n  period: 2022-2027",
        "protection: none",
    ),
    _f(
        "a protection misspelt",
        "plan",
        "  period: 2022-2027",
        "  protection: pubilc\n  period: 2022-2027",
        "protection",
    ),
    _f(
        "a check off for ever",
        "tracker",
        '    date: 2024-04-01\n    refs: ["2.1"]\n',
        "    date: 2024-04-01\n",
        "check: deliverable-leads-nowhere",
    ),
    _f("a check off for a century", "tracker", '    refs: ["2.1"]\n', "    until: 2099-12-31\n"),
    _f(
        "a check that there is not",
        "tracker",
        "check: deliverable-leads-nowhere",
        "check: deliverables-lead-nowhere",
    ),
    _f(
        "a check off for a reference that there is not", "tracker", 'refs: ["2.1"]', 'refs: ["2.7"]'
    ),
    _f(
        "a threshold so high that nothing is told",
        "plan",
        "principles:",
        "check_thresholds:\n  times_others: 1000\nprinciples:",
        "times_others",
    ),
    _f(
        "neighbours of another council",
        "published",
        "neighbours_of: Southampton",
        "neighbours_of: Portsmouth",
    ),
    _f("a neighbour twice", "published", "[Derby, Coventry]", "[Derby, Derby]"),
    _f(
        "an agreed definition that is none",
        "tracker",
        "agreed_definitions: []",
        "agreed_definitions:\n  - {measure: dental, fingerprint: d1-3f2a91bc04d, "
        "meeting: cpp-2024-03-14}",
        "fingerprint",
    ),
    _f(
        "an agreed definition that is not the measure's",
        "tracker",
        "agreed_definitions: []",
        "agreed_definitions:\n  - {measure: dental, fingerprint: d1-3f2a91bc04de, "
        "meeting: cpp-2024-03-14}",
        "fingerprint",
    ),
    _f(
        "an item with a second dash",
        "tracker",
        "  - ref: CPP-2025-02",
        "  - - ref: CPP-2025-02",
        "title: A leaflet on teeth",
    ),
]

TRAPS = [
    _f(
        "a title cut by a number sign",
        "tracker",
        "title: A leaflet on teeth",
        "title: A leaflet #2 on teeth",
    ),
    _f(
        "a source cut by a remark",
        "targets",
        "source: Panel, March 2022",
        "source: Panel # 4 of March 2022",
    ),
    _f(
        "a note that goes on over the next line",
        "tracker",
        "note: One practice would start",
        "note: One practice\n          would start",
    ),
    _f(
        "an owner that took in the line below",
        "tracker",
        "    owner: Lead Nurse\n    due: 2025-12-15\n    start: 2025-04-01",
        "    owner: Lead Nurse\n    due: 2025-12-15\n      start 2025-04-01",
    ),
    _f(
        "a colon within a text",
        "tracker",
        "title: A leaflet on teeth",
        "title: A leaflet: on teeth",
    ),
    _f(
        "a key given twice",
        "tracker",
        "    due: 2025-12-31",
        "    due: 2025-12-31\n    due: 2025-12-30",
    ),
    _f("a tab for an indent", "tracker", "    due: 2025-12-31", "\tdue: 2025-12-31"),
    _f("an indent of a space less", "tracker", "    due: 2025-12-31", "   due: 2025-12-31"),
    _f("a number in quotes", "targets", "value: 95", 'value: "95"'),
    _f("a number with a line below", "targets", "value: 95", "value: 9_5"),
    _f("a number that other programs read as octal", "targets", "points: 14", "points: 014"),
    _f("a share that other programs read as octal", "targets", "value: 95", "value: 095"),
    _f("a number in sixties", "targets", "value: 95", "value: 1:35"),
    _f("a number with an exponent", "targets", "value: 95", "value: 9.5e1"),
    _f("no number", "targets", "value: 95", "value: .nan"),
    _f("a word for a truth", "tracker", "key: true", "key: yes"),
    _f("an anchor", "targets", "value: 95", "value: &aim 95"),
    _f("an alias", "targets", "value: 95", "value: *aim"),
    _f(
        "a merge key",
        "targets",
        "  - measure: wellbeing\n",
        "  - <<: *rest\n    measure: wellbeing\n",
    ),
    _f("a tag", "targets", "value: 95", "value: !!int 95"),
    _f("a no-break space in a name", "published", "area: South East", "area: South\u00a0East"),
    _f("a zero-width space in a name", "published", "area: Derby", "area: Der\u200bby"),
    _f("a Cyrillic letter in a name", "published", "area: Derby", "area: D\u0435rby"),
    _f("an accent of its own", "plan", "text: Keep promises", "text: Cafe\u0301 each month"),
    _f("a blank inside quotes", "published", "area: Derby", 'area: "Derby "'),
    _f("curly quotes", "published", "area: Derby", "area: \u201cDerby\u201d"),
    _f(
        "a word read in the wrong encoding", "plan", "text: Keep promises", "text: CafÃ© each month"
    ),
    _f(
        "an apostrophe read in the wrong encoding",
        "plan",
        "text: Keep promises",
        "text: Childrenâ€™s promises",
    ),
    _f(
        "a letter that could not be read",
        "plan",
        "text: Keep promises",
        "text: Caf\ufffd each month",
    ),
    _f(
        "a byte order mark in the middle",
        "plan",
        "text: Keep promises",
        "text: \ufeffKeep promises",
    ),
    _f("a document that ends too early", "tracker", "recommendations:", "---\nrecommendations:"),
    _f("an end mark in the middle", "tracker", "recommendations:", "...\nrecommendations:"),
    _f("a quotation mark never closed", "tracker", "data_says: Few, as", 'data_says: "Few, as'),
    _f(
        "a bracket never closed",
        "plan",
        "measures: [dental, dental-late]",
        "measures: [dental, dental-late",
    ),
    _f("a part misspelt", "targets", "exceptions:", "exeptions:"),
]

PLAUSIBLE = [
    _f("a target a few points off", "targets", "value: 95", "value: 93"),
    _f(
        "a day due in another month",
        "tracker",
        "due: 2025-12-31\n    success",
        "due: 2026-01-31\n    success",
    ),
    _f(
        "another deliverable of the plan",
        "tracker",
        'deliverables: ["1.2"]',
        'deliverables: ["1.1"]',
    ),
    _f(
        "another measure of the plan",
        "targets",
        "exceptions:\n  - measure: dental\n",
        "exceptions:\n  - measure: convicted\n",
    ),
    _f(
        "another role of the plan",
        "tracker",
        "owner: Lead Nurse\n    due: 2025-12-31",
        "owner: Panel chair\n    due: 2025-12-31",
    ),
    _f("a council of another name", "published", "area: Derby", "area: Derbyy"),
    _f("a region that is none", "published", "region: South East", "region: Sout East"),
    _f("a note on another thing", "tracker", "note: Half of them asked", "note: All of them asked"),
    _f(
        "progress reported by year",
        "plan",
        "  period: 2022-2027",
        "  report_every: financial-year\n  period: 2022-2027",
    ),
]

FAULTS = [*NUMBERS, *DAYS, *WORDS, *TRAPS, *PLAUSIBLE]
