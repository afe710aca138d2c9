"""A plan with targets of every kind, for the example records: what a panel could agree.

The shipped plan has no targets, so this one shows how each is judged.
"""

MEASURES = (
    "in-house-foster-carers", "three-or-more-placements", "social-workers-per-child",
    "peps-in-timescale", "long-term-stability", "care-leavers-in-touch",
    "care-leavers-suitable-accommodation", "care-leavers-eet", "children-looked-after",
)  # fmt: skip

PLAN = """
plan:
  identifier: judged
  title: A plan with targets
  council: Southampton
  period: 2022-2027
  source: Corporate Parenting Panel
meetings:
  - {ref: cpp-2025-06-12, body: Corporate Parenting Panel, date: 2025-06-12}
priorities:
  - number: 1
    title: A home that lasts
    place: page 1
    young_people_said: Do not move us.
    deliverables: []
    success_measures:
      - {ref: "1.1", title: Carers, place: page 1, measures: [in-house-foster-carers]}
      - ref: "1.2"
        title: Few moves and few changes
        place: page 2
        measures: [three-or-more-placements, social-workers-per-child, long-term-stability]
      - {ref: "1.3", title: Numbers, place: page 2, measures: [children-looked-after]}
  - number: 2
    title: A future
    place: page 3
    young_people_said: Help us to learn and to live.
    deliverables: []
    success_measures:
      - {ref: "2.1", title: Education plans, place: page 3, measures: [peps-in-timescale]}
      - ref: "2.2"
        title: Care leavers
        place: page 4
        measures: [care-leavers-in-touch, care-leavers-suitable-accommodation, care-leavers-eet]
targets:
  # Higher is better, met or missed; then with a tolerance in points. The old one judges its years.
  - {measure: care-leavers-in-touch, since: 2022-04-01, value: 90, source: "Panel, March 2022"}
  - measure: care-leavers-in-touch
    since: 2025-04-01
    value: 95
    within: 2
    source: Panel, 12 June 2025
  # Lower is better, with a tolerance in percent of the target.
  - measure: three-or-more-placements
    since: 2024-04-01
    value: 10
    within_percent: 5
    source: Panel, 12 June 2025
  # Lower is better, with the worst value that is still amber.
  - measure: social-workers-per-child
    since: 2024-04-01
    value: 1.9
    floor: 2.5
    source: Panel, 12 June 2025
  # The way to a target: where it stood, interim values, and the day it is due.
  - measure: care-leavers-eet
    since: 2024-04-01
    value: 70
    within: 5
    due: 2027-03-31
    interim:
      - {by: 2025-03-31, value: 55}
      - {by: 2026-03-31, value: 60}
    baseline: {value: 45, period: "202324", source: Annual report 2024/25}
    source: Panel, 12 June 2025
  # Missed, and accepted for a time.
  - measure: care-leavers-suitable-accommodation
    since: 2024-04-01
    value: 90
    source: Panel, 12 June 2025
  # Met.
  - {measure: long-term-stability, since: 2024-04-01, value: 40, within: 5, source: Panel}
  # Quarters enough for a control chart.
  - {measure: in-house-foster-carers, since: 2024-04-01, value: 150, within: 10, source: Panel}
  - {measure: peps-in-timescale, since: 2024-04-01, value: 95, within: 5, source: Panel}
exceptions:
  - measure: care-leavers-suitable-accommodation
    by: Director of Children's Services
    meeting: cpp-2025-06-12
    until: 2026-09-30
    reason: a hostel is being rebuilt
provisional:
  - {measure: peps-in-timescale, period: "202526Q4", reason: two schools are yet to report}
revised:
  - measure: three-or-more-placements
    period: "202526"
    was: 11.2
    reason: late returns
    source: the papers of June 2026
recalculations:
  - measure: in-house-foster-carers
    since: 2021-10-01
    reason: households are counted anew
    source: Panel, 12 June 2025
chart_baselines:
  - {measure: peps-in-timescale, points: 12, reason: the first three years, source: Panel}
"""
