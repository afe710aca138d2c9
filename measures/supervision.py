"""Whether a manager looks with the worker at each child's case, and on time."""

from cptracker import Example, Members, Records, deadlines, measure

KINDS = {
    "case_kind": (
        "child_in_need", "child_protection", "looked_after", "care_leaver", "unknown",
    ),
}  # fmt: skip


@measure(
    title="Case supervisions held in time",
    unit="%",
    nouns=("supervision", "supervisions"),
    better="higher",
    needs={
        "case_supervisions": ["child_id", "case_kind", "supervision_due", "supervision_held"],
    },
    by=("case_kind",),
    groups=KINDS,
    every="month",
    source="Local table of case supervisions",
    why="A second pair of eyes sees what the worker who goes there every week may not.",
)
def case_supervisions_in_timescale(records: Records) -> Members:
    """Share of the supervisions of children's cases due in the period that were held by then.

    By what the case is: child in need, child protection, looked after, care leaver. Those not yet
    due are counted apart. No national figure exists.
    """
    return deadlines(
        records.case_supervisions, due="supervision_due", done="supervision_held", groups=KINDS
    )


def _session(
    child: str, kind: str, held: str | None, due: str = "2025-03-14"
) -> dict[str, str | None]:
    return {
        "child_id": child,
        "case_kind": kind,
        "supervision_due": due,
        "supervision_held": held,
    }


EXAMPLES = [
    Example(
        tables={
            "case_supervisions": [
                _session("A", "looked_after", "2025-03-14"),
                _session("B", "care_leaver", "2025-03-15"),
                _session("C", "child_in_need", None),
                _session("D", "child_protection", None, "2025-03-31"),
            ]
        },
        period="2025-03",
        met={"A"},
        missed={"B", "C"},
        excluded={"not yet due": {"D"}},
        as_at="2025-03-30",
    ),
]
