"""Typed values of small numbers, revised at random: no two papers tell a hidden number."""

import json
from copy import deepcopy
from datetime import date

from attacker import N, attack
from hypothesis import given, settings
from hypothesis import strategies as st
from typed_plan import HEADING

from cptracker.audit.observed import observed_in
from cptracker.audit.papers import PublishedPaper
from cptracker.authoring.registry import Registry
from cptracker.contract.status import status_text
from cptracker.disclosure.release import release
from cptracker.model.periods import Every
from cptracker.model.plan import Better, Plan, Priority, SuccessMeasure, TypedMeasure
from cptracker.model.typed import SubjectKind, TypedKind
from cptracker.plan.values.reading import checked_values
from cptracker.plan.values.rows import rows_of_table
from cptracker.status.builder import build_status

QUARTERS = ("202526Q1", "202526Q2", "202526Q3")
NAMES = ("plans", "mainstream", "special")
SUMS = [("plans", N, ("mainstream", "special"))]
DAY = date(2025, 12, 31)


def measure(name):
    return TypedMeasure(
        identifier=name, title=name, unit="children", better=Better.LOWER, kind=TypedKind.COUNT,
        every=Every.QUARTER, about=SubjectKind.CHILDREN,
    )  # fmt: skip


PLAN = Plan(
    identifier="send", title="SEND", period="2024-2028", typed_measures=tuple(map(measure, NAMES)),
    priorities=(
        Priority(number=1, title="One", place="", deliverables=(), success_measures=(
            SuccessMeasure(ref="1.1", title="All", place="", measures=NAMES),
        )),
    ),
)  # fmt: skip

Counts = dict[tuple[str, str, str], int]
"""A measure, a quarter and a sex, empty for everyone, and how many."""


def completed(components):
    """All figures of a council from girls and boys in both settings."""
    counts: Counts = {}
    for (quarter, name, sex), number in components.items():
        for cell in {(name, quarter, sex), (name, quarter, ""), ("plans", quarter, sex),
                     ("plans", quarter, "")}:  # fmt: skip
            counts[cell] = counts.get(cell, 0) + number
    return counts


CELLS = [(q, name, sex) for q in QUARTERS for name in NAMES[1:] for sex in ("female", "male")]

numbers = st.sampled_from([0, 1, 2, 3, 4, 5, 6, 7, 9, 14, 31])
councils = st.lists(numbers, min_size=len(CELLS), max_size=len(CELLS))
corrections = st.dictionaries(st.sampled_from(CELLS), numbers, min_size=1, max_size=2)


def public_paper(counts, papers, name):
    """The public status by sex, and what the ledger remembers of it."""
    rows = [
        f"{measure},{quarter},{number},,,{'sex' if sex else ''},{sex},,,,\n"
        for (measure, quarter, sex), number in counts.items()
    ]
    problems: list = []
    table = rows_of_table((HEADING + "".join(rows)).encode(), "values.csv", problems)
    values = checked_values(table, PLAN, (), problems)
    assert values.problems == ()
    report = build_status(
        PLAN, Registry(measures={}), None, values=values, as_at=DAY, by=("sex",), back=3
    )
    public = release(report, known=papers)
    paper = PublishedPaper(
        name=name, plan="send", as_at=DAY.isoformat(), profile="public",
        figures=tuple(observed_in(public)), related=report.related,
    )  # fmt: skip
    return json.loads(status_text(public)), paper


def without(document, corrected):
    """A paper less the figures that a reader knows to be corrected."""
    copy = deepcopy(document)
    for success in copy["priorities"][0]["success_measures"]:
        for indicator in success["indicators"]:
            latest = {**indicator, "period": QUARTERS[-1]}
            for point in (indicator, *indicator["series"], *indicator["breakdowns"]):
                period = point["period"] if isinstance(point.get("period"), str) else None
                cell = (indicator["measure"], period or latest["period"], point.get("group") or "")
                if cell in corrected:
                    point["missing_reason"] = "not_supplied"
                    point["numerator"] = point["value"] = None
    return copy


@settings(max_examples=20, deadline=None)
@given(councils, corrections)
def test_no_two_papers_of_typed_values_tell_a_hidden_number(sizes, corrected):
    """Each alone, and each with what the other's corrections leave true."""
    before = dict(zip(CELLS, sizes, strict=True))
    old, new = completed(before), completed({**before, **corrected})
    moved = {cell for cell in old if old[cell] != new[cell]}
    first, remembered = public_paper(old, (), "first")
    second, _ = public_paper(new, (remembered,), "second")

    for papers in ([first], [second], [second, without(first, moved)],
                   [first, without(second, moved)]):  # fmt: skip
        assert attack(papers, SUMS).leaks == []
