"""A SEND strategy of five typed measures, one of each kind, and its values: no records at all."""

# ruff: noqa: E501 - lines of YAML
from fractions import Fraction

from command_line import run

from cptracker.model.periods import Every, Period
from cptracker.model.typed import TypedValue
from cptracker.plan.values.reading import LoadedValues

PLAN = """\
plan: {identifier: send, title: SEND strategy, council: Exampleshire, period: 2024-2028, source: Board}
priorities:
  - number: 1
    title: In time
    place: page 4
    success_measures:
      - {ref: "1.1", title: Plans in time, place: page 4, measures: [in-time]}
      - {ref: "1.2", title: Tribunals, place: page 4, measures: [tribunals]}
      - {ref: "1.3", title: Suspensions, place: page 5, measures: [suspensions]}
      - {ref: "1.4", title: Waiting, place: page 5, measures: [waiting]}
      - {ref: "1.5", title: Spending, place: page 5, measures: [spending]}
measures:
  - {identifier: in-time, title: Plans in 20 weeks, unit: "%", better: higher, kind: share,
     about: children, source: SEND team}
  - {identifier: tribunals, title: Appeals registered, unit: appeals, better: lower, kind: count}
  - {identifier: suspensions, title: Suspensions, unit: per 10000, better: lower, kind: rate, per: 10000}
  - {identifier: waiting, title: Weeks waited, unit: weeks, better: lower, kind: mean}
  - {identifier: spending, title: Spent on transport, unit: £, better: lower, kind: money}
targets:
  - {measure: in-time, since: 2024-04-01, value: 60, source: Board}
  - {measure: tribunals, since: 2024-04-01, value: 10, source: Board}
"""

HEADING = "measure,period,value,numerator,denominator,group_by,group,note,by,date,revised\n"

VALUES = """\
in-time,202526Q3,,28,51,,,,Manager,2026-01-12,
in-time,202526Q3,,29,51,,,late returns,Manager,2026-02-03,yes
in-time,202526Q4,,30,52,,,,Manager,2026-04-14,
in-time,202526Q4,,18,30,sex,male,,Manager,2026-04-14,
in-time,202526Q4,,12,22,sex,female,,Manager,2026-04-14,
tribunals,202526Q4,9,,,,,,Manager,2026-04-14,
suspensions,202526Q4,,12,40000,,,,Manager,2026-04-14,
waiting,202526Q4,11.5,,,,,,Manager,2026-04-14,
spending,202526Q3,120000,,,,,estimate,Manager,2026-01-12,
spending,202526Q3,125000.50,,,,,invoices in,Manager,2026-05-02,yes
"""


def blank_project(folder, plan=PLAN, values=""):
    """A project as `init --blank` makes it, with this plan and these rows of values."""
    assert run("init", folder, "--blank", "--title", "SEND strategy").exit_code == 0
    (folder / "strategy" / "plan.yaml").write_text(plan, encoding="utf-8")
    (folder / "values" / "values.csv").write_text(HEADING + values, encoding="utf-8")
    return folder


def typed_values(number):
    """So many values of one measure, a quarter after the other, as if they had been read."""
    return LoadedValues(values=tuple(
        TypedValue(measure="tribunals", period=Period(24_000 + 3 * at, Every.QUARTER),
                   value=Fraction(at), numerator=at, by="Manager")
        for at in range(number)
    ))  # fmt: skip


HOUSING = """\
plan: {identifier: housing, title: Housing strategy, council: Exampleshire, period: 2024-2028, source: Board}
priorities:
  - number: 1
    title: Homes for all
    place: page 4
    deliverables:
      - {ref: "1.1", title: A lettings policy, place: page 4, leads_to: ["1.1"]}
    success_measures:
      - {ref: "1.1", title: Homes let in time, place: page 4, measures: [let-in-time, homeless]}
      - {ref: "1.2", title: Staff who are trained, place: page 5, measures: [trained]}
      - {ref: "1.3", title: Repairs, place: page 5, measures: [repairs, visits, overcrowded]}
      - {ref: "1.4", title: Rents, place: page 5, measures: [rents]}
measures:
  - {identifier: let-in-time, title: Homes let in 20 days, unit: "%", better: higher, kind: share,
     about: households, source: Lettings team}
  - {identifier: homeless, title: Homeless households, unit: households, better: lower, kind: count,
     about: households}
  - {identifier: trained, title: Staff trained, unit: "%", better: higher, kind: share, about: staff}
  - {identifier: repairs, title: Days to a repair, unit: days, better: lower, kind: mean}
  - {identifier: visits, title: Visits made, unit: visits, better: higher, kind: count}
  - {identifier: overcrowded, title: Overcrowded homes, unit: per 1000, better: lower, kind: rate,
     per: 1000, about: households}
  - {identifier: rents, title: Arrears of rent, unit: £, better: lower, kind: money}
targets:
  - {measure: let-in-time, since: 2024-04-01, value: 90, within: 5, source: Board}
  - {measure: homeless, since: 2024-04-01, value: 40, source: Board}
  - {measure: trained, since: 2024-04-01, value: 95, source: Board}
benchmark: {compare_with: [england], source: Board}
published:
  - {measure: let-in-time, area: England, period: 202526Q4, value: 71.5, source: Ministry}
roles: [Manager]
meetings:
  - {ref: board-1, body: Housing Board, date: 2026-02-12}
actions:
  - {ref: HB-2026-01, title: Report on lettings, meeting: board-1, owner: Manager, due: 2026-03-30, priorities: [1]}
updates:
  - {deliverable: "1.1", date: 2026-03-01, by: Manager, note: The policy is drafted, status: in_progress}
commentary:
  - success_measure: "1.1"
    period: 202526Q4
    date: 2026-04-20
    by: Manager
    data_says: It was 75% in the quarter.
    analysis: The new team began in January.
    next_steps: A second team begins in June.
    states: [{measure: let-in-time, value: 75}]
glossary:
  - {term: Arrears, meaning: Rent that is due and not paid}
plain_words:
  - {measure: let-in-time, about: how soon homes are let, says: "{value} of 100 homes were let in 20 days"}
plain_promises:
  - {ref: "1", words: We promise homes for all.}
provisional:
  - {measure: homeless, period: 202526Q4, reason: to be checked}
"""
"""A strategy of another kind, with something under every heading that papers have."""

HOUSING_VALUES = "".join(
    f"{row},Manager,2026-04-14,\n"
    for at, key in enumerate(f"20{year}{year + 1}Q{q}" for year in (23, 24, 25) for q in (1, 2, 3, 4))
    for row in (
        f"let-in-time,{key},,{at + 1},{at + 5},,,",
        f"let-in-time,{key},,1,2,tenure,private,",
        f"let-in-time,{key},,{at},{at + 3},tenure,social,",
        f"homeless,{key},{45 + 7 * at % 5},,,,,",
        f"trained,{key},,{at + 2},{20 + at},,,",
        f"repairs,{key},,{30 + at},{4 + at},,,",
        f"visits,{key},{2 + at},,,,,",
        f"overcrowded,{key},,3,{2000 + at},,,",
        f"rents,{key},{12000 + at}.50,,,,,estimate",
    )
)  # fmt: skip
