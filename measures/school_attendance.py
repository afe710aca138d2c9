"""Whether children in care are at school: sessions attended, terms largely missed, suspensions."""

from typing import Any

from cptracker import CHILD, Example, Members, Records, col, events, measure, reasons, when

COLUMNS = ["child_id", "term_end", "sessions_possible", "sessions_attended"]
NOUNS = ("term of a child", "terms of children")
SOURCE = "Local table of attendance, from the virtual school; DfE, Pupil absence in schools"
DEPARTS = (
    "Each term of a child counts; the DfE counts children over the whole academic year, of those "
    "looked after for 12 months on 31 March."
)


@measure(
    title="Terms in which a child missed a tenth of school or more",
    unit="%",
    nouns=NOUNS,
    better="lower",
    needs={"attendance_by_term": COLUMNS},
    by=CHILD,
    every="academic-year",
    source=SOURCE,
    why="A child who misses a day in two weeks falls behind, and may be unsafe meanwhile.",
    departs=DEPARTS,
)
def persistently_absent(records: Records) -> Members:
    """Share of the terms that ended in the period in which a child was persistently absent.

    That is, missed a tenth or more of the sessions (half days) possible, as the DfE has it. A term
    without possible sessions is left out; of one without sessions written down it is not known.
    """
    possible, attended = col("sessions_possible"), col("sessions_attended")
    return events(
        records.attendance_by_term,
        date="term_end",
        met=10 * (possible - attended) >= possible,
        excluded=reasons({"no sessions possible": possible == 0}),
    )


@measure(
    title="Terms in which a child was suspended from school",
    unit="%",
    nouns=NOUNS,
    better="lower",
    needs={"attendance_by_term": [*COLUMNS[:2], "suspensions"]},
    by=CHILD,
    every="academic-year",
    source=SOURCE,
    why="A child sent home from school loses the one place that often stays the same.",
    departs=DEPARTS,
)
def suspended_from_school(records: Records) -> Members:
    """Share of the terms that ended in the period in which a child was suspended at least once.

    Where the number of suspensions is blank it is not known.
    """
    number = col("suspensions")
    return events(
        records.attendance_by_term,
        date="term_end",
        met=when(~number.is_null()).then(number > 0),
    )


def _term(
    child: str, attended: int | None, suspensions: int | None, **cells: Any
) -> dict[str, Any]:
    row = {
        "child_id": child,
        "term_end": "2024-12-20",
        "sessions_possible": 140,
        "sessions_attended": attended,
        "suspensions": suspensions,
    }
    return row | cells


_TABLES = {
    "attendance_by_term": [
        _term("A", 126, 1),  # a tenth
        _term("B", 127, 0),
        _term("C", None, None),
        _term("D", 0, 0, sessions_possible=0),
        _term("E", 10, 3, term_end="2025-09-01"),
    ]
}

EXAMPLES = {
    "persistently-absent": [
        Example(
            tables=_TABLES,
            period="202425AY",
            met={"A"},
            missed={"B"},
            unknown={"C"},
            excluded={"no sessions possible": {"D"}},
        )
    ],
    "suspended-from-school": [
        Example(tables=_TABLES, period="202425AY", met={"A"}, missed={"B", "D"}, unknown={"C"})
    ],
}
