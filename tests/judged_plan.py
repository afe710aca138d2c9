"""A plan with targets of every kind, for the example records: what a panel could agree."""

PERIODS = "2022-2027"

TARGETS = """
meetings:
  - {ref: cpp-2025-06-12, body: Corporate Parenting Panel, date: 2025-06-12}
targets:
  # Higher is better, a tolerance in points, and a new target that leaves old ratings alone.
  - {measure: care-leavers-in-touch, since: 2022-04-01, value: 90, source: "Panel, March 2022"}
  - {measure: care-leavers-in-touch, since: 2025-04-01, value: 95, within: 2, source: "Panel, 2025"}
  # Lower is better, a tolerance in percent of the target.
  - measure: three-or-more-placements
    since: 2024-04-01
    value: 10
    within_percent: 5
    source: Panel, March 2024
  # Lower is better, the worst value that is still amber.
  - {measure: social-workers-per-child, since: 2024-04-01, value: 1.9, floor: 2.5, source: Panel}
  # A way from where it stood, by interim values, to a day.
  - measure: care-leavers-eet
    since: 2024-04-01
    value: 70
    within: 5
    due: 2027-03-31
    interim:
      - {by: 2025-03-31, value: 55}
      - {by: 2026-03-31, value: 60}
    baseline: {value: 45, period: "202324", source: Annual report 2024/25}
    source: Panel, March 2024
  # Met or missed, with an exception.
  - {measure: care-leavers-suitable-accommodation, since: 2024-04-01, value: 90, source: Panel}
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
    source: Panel papers, June 2026
recalculations:
  - measure: in-house-foster-carers
    since: 2021-10-01
    reason: households are counted anew
    source: Panel, 12 June 2025
chart_baselines:
  - {measure: peps-in-timescale, points: 12, reason: the first three years, source: Panel}
"""
