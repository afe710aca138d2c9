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
