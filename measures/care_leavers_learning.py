"""What care leavers learn and do at work, and who stays with their former foster carers."""

from typing import Any

from cptracker import (
    CHILD,
    Example,
    Members,
    Records,
    RelatedMeasures,
    col,
    events,
    lit,
    measure,
    reasons,
    when,
)

SOURCE = "SSDA903 OC3; DfE, Children looked after in England, care leavers"
NEEDS = {"care_leavers": ["child_id", "dob", "in_touch", "activity"]}

HIGHER_EDUCATION = ["F1", "P1"]
"""Full or part time."""

TRAINING = ["F3", "F4", "F5", "P3", "P4", "P5"]
"""Apprenticeship (F4, P4), other training or employment (F5, P5); together until 2021 (F3, P3)."""

AGES = {"age_group": ("17-18", "19-21", "unknown")}

DEPARTS = (
    "The DfE publishes ages 17 to 18 and 19 to 21 apart; this gives both together, and apart by "
    "age group."
)

NOT_COUNTED = {
    "age not known": col("age").is_null(),
    "age outside 17 to 21": (col("age") < 17) | (col("age") > 21),
    "died": col("in_touch") == "DIED",
    "returned home": col("in_touch") == "RHOM",
}
"""Those whom the DfE leaves out of every figure on care leavers; each is counted."""

FOSTERED = ["kinship foster", "other foster"]


def _doing(records: Records, codes: list[str]) -> Members:
    """Care leavers, met where their activity is one of the codes; no information is not met."""
    expression = (col("activity") != "0").fill_null(lit(value=False))
    return events(
        records.care_leavers,
        date="birthday",
        met=when(expression).then(col("activity").is_in(codes)),
        excluded=reasons(NOT_COUNTED),
        no_information="not met",
        groups=AGES,
    )


@measure(
    title="Care leavers in higher education",
    unit="%",
    nouns=("young person", "young people"),
    better="higher",
    needs=NEEDS,
    by=CHILD,
    groups=AGES,
    national_by=["age_group"],
    source=SOURCE,
    why="Far fewer care leavers go to university than others of their age, though many could.",
    departs=DEPARTS,
    related=RelatedMeasures(
        part_of="care-leavers-eet", apart_from=("in-apprenticeship-or-training",)
    ),
)
def in_higher_education(records: Records) -> Members:
    """Share of care leavers aged 17 to 21 in higher education at their birthday (F1, P1).

    Each counts on the birthday that falls in the collection year. Those of whom nothing is known
    count as not in it, as the DfE counts them.
    """
    return _doing(records, HIGHER_EDUCATION)


@measure(
    title="Care leavers in an apprenticeship, training or work",
    unit="%",
    nouns=("young person", "young people"),
    better="higher",
    needs=NEEDS,
    by=CHILD,
    groups=AGES,
    national_by=["age_group"],
    source=SOURCE,
    why="A wage or a trade lets a young person stand on their own feet.",
    departs=DEPARTS,
    related=RelatedMeasures(part_of="care-leavers-eet"),
)
def in_apprenticeship_or_training(records: Records) -> Members:
    """Share of care leavers aged 17 to 21 in an apprenticeship, other training or employment.

    At the birthday that falls in the collection year: F4, F5, P4 and P5, and until 2021 F3 and P3.
    The codes tell apprenticeships (F4, P4) from other training, but not training from work, so all
    are one. Those of whom nothing is known count as not in it, as the DfE counts them.
    """
    return _doing(records, TRAINING)


@measure(
    title="Care leavers who stay with their former foster carers",
    unit="%",
    nouns=("young person", "young people"),
    better="higher",
    needs={
        "care_leavers": ["child_id", "dob", "in_touch", "accommodation"],
        "episodes": ["child_id", "decom", "dec", "place"],
    },
    by=CHILD,
    groups=AGES,
    source="SSDA903 OC3, ACCOM Z, and Episodes",
    why="Most young people live with their family past 18; staying put lets care leavers do so.",
    departs=(
        "The DfE counts those who left care at 18 from a foster placement; this counts all aged 18 "
        "to 20 whose last placement in the returns at hand was a foster placement."
    ),
)
def staying_put(records: Records) -> Members:
    """Share of care leavers aged 18 to 20 who left foster care and live with their former carers.

    At the birthday that falls in the collection year: ACCOM begins Z. Those count whose last
    placement was with foster carers (PLACE U1 to U6), relatives among them; others are left out,
    and so is whoever's last placement no return at hand holds. No information is not met.
    """
    left = records.ends_of_care.filter(~col("short_break"), ~col("not_in_next_return"))
    last = left.group_by("child_id").agg(date_day=col("date_day").max())
    last = left.join(last, on=["child_id", "date_day"], how="inner")
    homes = last.group_by("child_id").agg(last_home=col("placement_type").max())
    frame = records.care_leavers.join(homes, on="child_id", how="left")
    expression = (col("accommodation") != "0").fill_null(lit(value=False))
    return events(
        frame,
        date="birthday",
        met=when(expression).then(col("accommodation").str.starts_with("Z")),
        excluded=reasons(_NOT_FOSTERED),
        no_information="not met",
        groups=AGES,
    )


_NOT_FOSTERED = {
    "age not known": col("age").is_null(),
    "age outside 18 to 20": (col("age") < 18) | (col("age") > 20),
    "died": col("in_touch") == "DIED",
    "returned home": col("in_touch") == "RHOM",
    "last placement not known": col("last_home").is_null() | (col("last_home") == "unknown"),
    "not in foster care": ~col("last_home").is_in(FOSTERED),
}


def _leaver(child: str, activity: str | None, **cells: str) -> dict[str, Any]:
    return {
        "child_id": child, "dob": "2005-06-15", "in_touch": "YES", "activity": activity,
        "accommodation": "U1", "year_end": "2025-03-31", **cells,
    }  # fmt: skip


_ACTIVE = [
    _leaver("A", "F1"),
    _leaver("B", "P1"),
    _leaver("C", "F4"),
    _leaver("D", "P5"),
    _leaver("E", "G5"),
    _leaver("F", "0"),
    _leaver("G", None, in_touch="NO"),
    _leaver("H", "0", in_touch="DIED"),
    _leaver("I", "F1", dob="2002-06-15"),  # 22 at the birthday
]

_EXCLUDED = {"died": {"H"}, "age outside 17 to 21": {"I"}}


def _left(child: str, place: str | None) -> dict[str, Any]:
    return {
        "child_id": child, "decom": "2015-01-01", "dec": "2023-06-15", "rne": "S", "rec": "E17",
        "ls": "C2", "place": place,
    }  # fmt: skip


EXAMPLES = {
    "in-higher-education": [
        Example(
            tables={"care_leavers": _ACTIVE}, period="202425",
            met={"A", "B"}, missed={"C", "D", "E"}, unknown={"F", "G"}, excluded=_EXCLUDED,
        ),
    ],
    "in-apprenticeship-or-training": [
        Example(
            tables={"care_leavers": _ACTIVE}, period="202425",
            met={"C", "D"}, missed={"A", "B", "E"}, unknown={"F", "G"}, excluded=_EXCLUDED,
        ),
    ],
    "staying-put": [
        Example(
            tables={
                "care_leavers": [
                    _leaver("A", "F1", accommodation="Z1"),
                    _leaver("B", "F1", accommodation="U1"),
                    _leaver("C", "F1", accommodation="Z1"),  # left a children's home
                    _leaver("D", "F1", accommodation="Z1"),  # in no return
                    _leaver("E", "F1", accommodation="0"),
                    _leaver("F", "F1", accommodation="Z1", dob="2004-03-31"),  # 20
                    _leaver("G", "F1", accommodation="Z1", dob="2003-06-15"),  # 21
                ],
                "episodes": [
                    _left("A", "U6"), _left("B", "U1"), _left("C", "K2"), _left("E", "U4"),
                    _left("F", "U3"), _left("G", "U3"),
                ],
            },
            period="202425",
            met={"A"},
            missed={"B"},
            unknown={"E"},
            excluded={
                "not in foster care": {"C"},
                "last placement not known": {"D"},
                "age outside 18 to 20": {"F", "G"},
            },
        ),
    ],
}  # fmt: skip
