"""In what kind of home children live, and how many foster homes are the council's own."""

from cptracker import (
    CARE,
    Example,
    Members,
    Records,
    RelatedMeasures,
    col,
    lit,
    measure,
    short_breaks,
    stock,
    when,
)

NEEDS = {"episodes": ["child_id", "decom", "dec", "ls", "place"]}
SOURCE = "SSDA903 Episodes, PLACE; DfE, Children looked after in England, placements"

FOSTERED = ["kinship foster", "other foster"]

TEMPORARY = (
    "A child who is away for a few days, as in hospital (T0 to T4), counts where they are that "
    "day, of which the DfE's methodology says nothing."
)


def _in_home(records: Records, kind: str) -> Members:
    """Children looked after, met in a placement of one type; no placement type is unknown."""
    expression = col("placement_type") != "unknown"
    met = when(expression).then(col("placement_type") == kind)
    return stock(records.looked_after, met=met, excluded=short_breaks(), disjoint=True)


@measure(
    title="Children in residential care",
    unit="%",
    better="context",
    needs=NEEDS,
    by=CARE[:4],
    every="quarter",
    source=SOURCE,
    why="Most children do best in a family; a children's home is right for some, and costs most.",
    departs=(
        "Children's homes, care homes, NHS, family centres and residential schools (K2, R1, R2, "
        "R3, S1) together; the DfE counts secure homes and supported accommodation with some of "
        f"them. {TEMPORARY}"
    ),
    sensitive=True,
    related=RelatedMeasures(same_as=("children-looked-after", "placement_type", "residential")),
)
def in_residential_care(records: Records) -> Members:
    """Share of children looked after who live in a children's home or another residential setting.

    PLACE K2, R1, R2, R3 or S1 on the period's last day. A blank PLACE is unknown.
    """
    return _in_home(records, "residential")


@measure(
    title="Children in care who live with their parents",
    unit="%",
    better="context",
    needs=NEEDS,
    by=CARE[:4],
    every="quarter",
    source=SOURCE,
    why="Living at home under a care order can be a step home, or show an order no longer needed.",
    departs=TEMPORARY,
    sensitive=True,
    related=RelatedMeasures(same_as=("children-looked-after", "placement_type", "own parents")),
)
def with_parents(records: Records) -> Members:
    """Share of children looked after who are placed with their own parents (PLACE P1).

    On the period's last day. A blank PLACE is unknown.
    """
    return _in_home(records, "own parents")


@measure(
    title="Children in semi-independent or supported accommodation",
    unit="%",
    better="context",
    needs=NEEDS,
    by=CARE[:4],
    every="quarter",
    source=SOURCE,
    why="Young people who live there have support, but nobody who cares for them as a parent.",
    departs=(
        "Registered supported accommodation (K3) and what came before it (H5, P2, until 2023) are "
        f"one series. {TEMPORARY}"
    ),
    sensitive=True,
    related=RelatedMeasures(
        same_as=("children-looked-after", "placement_type", "semi-independent and supported")
    ),
)
def in_semi_independent(records: Records) -> Members:
    """Share of children looked after in semi-independent or supported accommodation.

    PLACE H5, P2 or K3 on the period's last day. A blank PLACE is unknown.
    """
    return _in_home(records, "semi-independent and supported")


@measure(
    title="Foster placements with the council's own carers",
    unit="%",
    better="higher",
    needs={"episodes": [*NEEDS["episodes"], "place_provider"]},
    by=[*CARE[:4], "placement_type"],
    every="quarter",
    source="SSDA903 Episodes, PLACE U1 to U6 and PLACE_PROVIDER",
    why="The council's own carers live near, are known and supported, and cost less.",
    departs="No national measure has this denominator: all foster placements, kinship among them.",
    related=RelatedMeasures(
        base_groups=("children-looked-after", "placement_type", *FOSTERED),
        number_groups=("children-looked-after", "provider", "own"),
    ),
)
def in_house_share_of_fostering(records: Records) -> Members:
    """Share of the children in foster placements who are with the council's own carers.

    Children looked after in a foster placement (PLACE U1 to U6) on the period's last day, met where
    the provider is the council itself (PR1). Friends and relatives who foster are counted too; the
    breakdown by placement type tells them apart. A blank provider is unknown.
    """
    fostered = records.looked_after.filter(col("placement_type").is_in(FOSTERED))
    expression = col("provider") != "unknown"
    then = when(expression).then(col("provider") == "own")
    return stock(fostered, met=then, excluded=short_breaks(), disjoint=True)


@measure(
    title="Unaccompanied children seeking asylum among children looked after",
    unit="%",
    better="context",
    needs={"episodes": NEEDS["episodes"], "uasc": ["child_id"]},
    by=("sex", "age_group"),
    every="quarter",
    source="SSDA903 UASC and Episodes; DfE, Children looked after in England",
    why="Children who came alone need other help, and are the council's children like all others.",
    departs="Whoever stands in the UASC table counts; the DfE counts until the day in DUC.",
    sensitive=True,
    related=RelatedMeasures(same_as=("children-looked-after", "uasc", "yes")),
)
def uasc_share(records: Records) -> Members:
    """Share of children looked after on the last day who came alone and sought asylum.

    Those who stand in the UASC table of any return, as in the breakdown `uasc` of other measures.
    """
    alone = records.uasc.select("child_id", alone=lit(1)).unique()
    frame = records.looked_after.join(alone, on="child_id", how="left")
    met = ~col("alone").is_null()
    return stock(frame, met=met, excluded=short_breaks(), disjoint=True)


def _child(child: str, place: str | None, **cells: str) -> dict[str, str | None]:
    return {
        "child_id": child, "decom": "2024-06-01", "rne": "S", "ls": "C2", "place": place, **cells
    }  # fmt: skip


_HOMES = [
    _child("A", "K2"),
    _child("B", "S1"),
    _child("C", "P1"),
    _child("D", "K3"),
    _child("E", "H5", dec="2025-03-31"),  # left on the last day
    _child("F", None),
    _child("G", "R1", ls="V4"),
    _child("H", "K1"),
]

_NOT_KNOWN = {"F"}

_SHORT_BREAKS = {"short breaks": {"G"}}

EXAMPLES = {
    "in-residential-care": [
        Example(
            tables={"episodes": _HOMES},
            period="202425Q4",
            met={"A", "B"},
            missed={"C", "D", "H"},
            unknown=_NOT_KNOWN,
            excluded=_SHORT_BREAKS,
        ),
    ],
    "with-parents": [
        Example(
            tables={"episodes": _HOMES},
            period="202425Q4",
            met={"C"},
            missed={"A", "B", "D", "H"},
            unknown=_NOT_KNOWN,
            excluded=_SHORT_BREAKS,
        ),
    ],
    "in-semi-independent": [
        Example(
            tables={"episodes": _HOMES},
            period="202425Q4",
            met={"D"},
            missed={"A", "B", "C", "H"},
            unknown=_NOT_KNOWN,
            excluded=_SHORT_BREAKS,
        ),
        Example(
            tables={"episodes": _HOMES},
            period="202425Q3",
            met={"D", "E"},
            missed={"A", "B", "C", "H"},
            unknown=_NOT_KNOWN,
            excluded=_SHORT_BREAKS,
        ),
    ],
    "in-house-share-of-fostering": [
        Example(
            tables={
                "episodes": [
                    _child("A", "U4", place_provider="PR1"),
                    _child("B", "U1", place_provider="PR1"),  # a relative who fosters
                    _child("C", "U6", place_provider="PR4"),
                    _child("D", "U6"),
                    _child("E", "K2", place_provider="PR1"),  # no foster placement
                    _child("F", "A3", place_provider="PR1"),  # placed for adoption
                ]
            },
            period="202425Q4",
            met={"A", "B"},
            missed={"C"},
            unknown={"D"},
        ),
    ],
    "uasc-share": [
        Example(
            tables={
                "episodes": [_child("A", "U4"), _child("B", "U4"), _child("C", "U4", ls="V3")],
                "uasc": [
                    {"child_id": "A", "duc": "2026-01-01", "year_end": "2025-03-31"},
                    {"child_id": "C", "year_end": "2025-03-31"},
                ],
            },
            period="202425Q4",
            met={"A"},
            missed={"B"},
            excluded={"short breaks": {"C"}},
        ),
    ],
}
