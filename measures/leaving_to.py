"""Where children go who leave care: each way as a share of all who leave."""

from cptracker import (
    CARE,
    Example,
    Members,
    Records,
    RelatedMeasures,
    col,
    events,
    measure,
    reasons,
    when,
)

NEEDS = {"episodes": ["child_id", "decom", "dec", "rne", "ls", "rec"]}
SOURCE = "SSDA903 Episodes, REC; DfE, Children looked after in England, children ceasing"

DEPARTS = (
    "Of every period of care that ended, and of those whose reason is known; the DfE counts each "
    "child's last one of the year, and all of them."
)


def _left_to(records: Records, way: str) -> Members:
    """Periods of care that ended, met if in one way; without a reason it is unknown."""
    known = col("leaving_reason") != "unknown"
    left_out = reasons(
        {"short breaks": col("short_break"), "not in the next return": col("not_in_next_return")}
    )
    met = when(known).then(col("leaving_reason") == way)
    return events(records.ends_of_care, date="date", met=met, excluded=left_out)


def _related(way: str) -> RelatedMeasures:
    return RelatedMeasures(same_as=("children-leaving-care", "leaving_reason", way))


@measure(
    title="Children leaving care to go home",
    unit="%",
    better="context",
    needs=NEEDS,
    by=CARE[:4],
    source=SOURCE,
    why="Most children want to be at home; it is right where home has become safe.",
    departs=DEPARTS,
    related=_related("returned home"),
)
def left_care_for_home(records: Records) -> Members:
    """Share of the periods of care that ended in the period with a return home (REC E4, E4A, E4B).

    Without a reason, or where it says that care goes on and it does not, it is unknown.
    """
    return _left_to(records, "returned home")


@measure(
    title="Children leaving care to a special guardian",
    unit="%",
    better="context",
    needs=NEEDS,
    by=CARE[:4],
    source=SOURCE,
    why="A special guardian gives a child a family for good, most often among relatives.",
    departs=DEPARTS,
    related=_related("special guardianship"),
)
def left_care_to_special_guardians(records: Records) -> Members:
    """Share of the periods of care that ended in the period with special guardianship (E43 to E48).

    Without a reason, or where it says that care goes on and it does not, it is unknown.
    """
    return _left_to(records, "special guardianship")


@measure(
    title="Children leaving care by adoption",
    unit="%",
    better="context",
    needs=NEEDS,
    by=CARE[:4],
    source=SOURCE,
    why="Adoption gives a child who cannot grow up at home a family for good.",
    departs=DEPARTS,
    related=_related("adopted"),
)
def left_care_by_adoption(records: Records) -> Members:
    """Share of the periods of care that ended in the period with an adoption (REC E11, E12).

    Without a reason, or where it says that care goes on and it does not, it is unknown.
    """
    return _left_to(records, "adopted")


@measure(
    title="Young people leaving care to live on their own",
    unit="%",
    better="context",
    needs=NEEDS,
    by=CARE[:4],
    source=SOURCE,
    why="Whoever begins to live alone at eighteen needs the help that others have from parents.",
    departs=DEPARTS,
    related=_related("independent living"),
)
def left_care_to_live_independently(records: Records) -> Members:
    """Share of the periods of care that ended in the period with independent living (E5, E6).

    Without a reason, or where it says that care goes on and it does not, it is unknown.
    """
    return _left_to(records, "independent living")


def _ended(child: str, rec: str | None, dec: str = "2025-01-01") -> dict[str, str | None]:
    return {"child_id": child, "decom": "2024-01-01", "dec": dec, "rne": "S", "rec": rec}


_LEAVERS = [
    _ended("A", "E4A"),
    _ended("B", "E45"),
    _ended("C", "E11"),
    _ended("D", "E5"),
    _ended("E", None),
    _ended("F", "E4A", "2025-04-01"),
    {**_ended("G", "E4A"), "ls": "V3"},
]


def _examples(met: str) -> list[Example]:
    return [
        Example(
            tables={"episodes": _LEAVERS},
            period="202425",
            met={met},
            missed={*"ABCD"} - {met},
            unknown={"E"},
            excluded={"short breaks": {"G"}},
        )
    ]


EXAMPLES = {
    "left-care-for-home": _examples("A"),
    "left-care-to-special-guardians": _examples("B"),
    "left-care-by-adoption": _examples("C"),
    "left-care-to-live-independently": _examples("D"),
}
