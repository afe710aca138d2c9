"""Measures that a plan declares: joined from its files, and every mistake told at its place."""

import pytest

from cptracker.model.periods import Every
from cptracker.model.plan import Better
from cptracker.model.typed import SubjectKind, TypedKind
from cptracker.plan.reading import read_plan

PLAN = """\
plan: {identifier: send, title: SEND strategy, period: 2024-2027, source: Board}
priorities:
  - number: 1
    title: In time
    place: page 4
    success_measures:
      - {ref: "1.1", title: Plans in time, place: page 4, measures: [plans-in-time]}
"""

SHARE = (
    "  - {identifier: plans-in-time, title: Plans issued in 20 weeks, unit: '%', better: higher, "
    "kind: share}\n"
)


def read(tmp_path, *measures):
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    for number, text in enumerate(measures):
        (tmp_path / f"typed-{number}.yaml").write_text(f"measures:\n{text}", encoding="utf-8")
    return read_plan(tmp_path)


def mistakes(tmp_path, *measures):
    return [
        (problem.line, problem.column, problem.message)
        for problem in read(tmp_path, *measures).problems
    ]


def test_a_plan_declares_measures_and_needs_neither_council_nor_deliverables(tmp_path):
    loaded = read(tmp_path, SHARE, SHARE.replace("plans-in-time", "visits"))

    assert loaded.problems == ()
    assert (loaded.plan.council, loaded.plan.priorities[0].deliverables) == ("", ())
    first, second = loaded.plan.typed_measures
    assert (first.identifier, second.identifier) == ("plans-in-time", "visits")
    assert (first.kind, first.better) == (TypedKind.SHARE, Better.HIGHER)
    assert (first.every, first.about, first.per) == (Every.QUARTER, SubjectKind.EVENTS, None)


RATE = "unit: a, better: lower, kind: rate"


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        ("kind: share", "kind: count", "'%'", "a count is not told in percent"),
        ("kind: share", "kind: money", "'%'", "the kind `money` is not told in percent"),
        ("unit: '%'", "unit: plans", "plans, better", "a share is told in percent"),
        (
            "unit: '%', better: higher, kind: share", RATE, "{identifier",
            "a rate is for so many people: `per` is missing from this measure",
        ),
        ("kind: share", "kind: share, per: 10", "per: 10", "`per` is for a rate"),
        (
            "unit: '%', better: higher, kind: share", f"{RATE}, per: 0", "0}",
            "`per` must be 1 or more, not 0",
        ),
        (
            "kind: share", "kind: share, sensitive: true", "true",
            "`sensitive` protects children, and this measure is not about children",
        ),
        (
            "unit: '%', better: higher, kind: share",
            "unit: £, better: lower, kind: money, about: children", "children}",
            "a sum of money does not say how many children stand behind it",
        ),
        (
            "identifier: plans-in-time", "identifier: Plans_In_Time", "Plans_In_Time",
            "`Plans_In_Time` is no identifier of a measure",
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_at_its_place(tmp_path, old, new, at, message):
    text = SHARE.replace(old, new)

    assert mistakes(tmp_path, text) == [(2, text.index(at) + 1, message)]


def test_a_measure_is_declared_once(tmp_path):
    (mistake,) = mistakes(tmp_path, SHARE, SHARE)

    assert mistake[:2] == (2, 18)
    assert mistake[2].startswith("the measure `plans-in-time` is given twice, first in ")


def test_all_mistakes_are_told_at_once(tmp_path):
    wrong = SHARE.replace("kind: share", "kind: part").replace("better: higher", "better: up")

    assert len(mistakes(tmp_path, wrong)) == 2
