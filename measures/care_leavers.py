"""Care leavers around their birthday: in touch, at work or learning, suitably housed."""

from cptracker import CHILD, Example, Members, Records, col, events, measure, reasons, when

SOURCE = "SSDA903 OC3; DfE, care leavers"
NEEDS = ["child_id", "dob", "in_touch"]

EDUCATION_EMPLOYMENT_TRAINING = ["F1", "F2", "F3", "F4", "F5", "P1", "P2", "P3", "P4", "P5"]
"""F is full time, P part time; F3 and P3 until 2021, then F4, F5, P4 and P5."""

NEITHER = ["G4", "G5", "G6"]

AGES = {"age_group": ("17-18", "19-21", "unknown")}

NOT_COUNTED = {
    "age not known": col("age").is_null(),
    "age outside 17 to 21": (col("age") < 17) | (col("age") > 21),
    "died": col("in_touch") == "DIED",
    "returned home": col("in_touch") == "RHOM",
}
"""Those whom the DfE leaves out of every figure on care leavers; each is counted."""

NOT_HOUSED_HERE = {
    "moved abroad": col("accommodation").str.starts_with("G"),
    "deported": col("accommodation").str.starts_with("H"),
    "residence not known": col("accommodation").str.starts_with("R"),
}


@measure(
    title="Care leavers in touch with the council",
    unit="%",
    nouns=("young person", "young people"),
    better="higher",
    needs={"care_leavers": NEEDS},
    by=CHILD,
    groups=AGES,
    source=SOURCE,
    why=(
        "A young person whom nobody hears from gets no help; keeping in touch is what a parent "
        "does."
    ),
    departs=(
        "The DfE publishes ages 17 to 18 and 19 to 21 apart; this gives both together, and "
        "apart by age group."
    ),
)
def care_leavers_in_touch(records: Records) -> Members:
    """Share of care leavers aged 17 to 21 with whom the council was in touch at their birthday.

    Each counts on the birthday that falls in the collection year. Only IN_TOUCH = YES meets it:
    those who refuse contact or no longer need it do not, as the DfE counts them.
    """
    in_touch = (col("in_touch") == "YES").fill_null(value=False)
    return events(
        records.care_leavers,
        date="birthday",
        met=in_touch,
        excluded=reasons(NOT_COUNTED),
        groups=AGES,
    )


@measure(
    title="Care leavers in education, employment or training",
    unit="%",
    nouns=("young person", "young people"),
    better="higher",
    needs={"care_leavers": [*NEEDS, "activity"]},
    by=CHILD,
    groups=AGES,
    source=SOURCE,
    why=(
        "Work or learning brings money, friends and a future; care leavers are out of both far "
        "more often than others of their age."
    ),
    departs=(
        "The DfE publishes ages 17 to 18 and 19 to 21 apart; this gives both together, and "
        "apart by age group."
    ),
    national_by=["age_group"],
)
def care_leavers_eet(records: Records) -> Members:
    """Share of care leavers aged 17 to 21 in education, employment or training at their birthday.

    No information counts as not met, as the DfE counts it; the upper bound says what it could hide.
    The DfE publishes 17 to 18 and 19 to 21 apart: use the age groups to compare.
    """
    busy = col("activity").is_in(EDUCATION_EMPLOYMENT_TRAINING)
    met = when(busy | col("activity").is_in(NEITHER)).then(busy)
    return events(
        records.care_leavers,
        date="birthday",
        met=met,
        excluded=reasons(NOT_COUNTED),
        no_information="not met",
        groups=AGES,
    )


@measure(
    title="Care leavers in suitable accommodation",
    unit="%",
    nouns=("young person", "young people"),
    better="higher",
    needs={"care_leavers": [*NEEDS, "accommodation"]},
    by=CHILD,
    groups=AGES,
    source=SOURCE,
    why="Nobody can work, learn or feel well without a safe home.",
    departs=(
        "The DfE publishes ages 17 to 18 and 19 to 21 apart; this gives both together, and "
        "apart by age group. Codes 01 and 02 of older files are read as suitable and not "
        "suitable."
    ),
    national_by=["age_group"],
)
def care_leavers_suitable_accommodation(records: Records) -> Members:
    """Share of care leavers aged 17 to 21 in suitable accommodation at their birthday.

    The second character of ACCOM: 1 is suitable, 2 is not (older files write 01 and 02). Young
    people abroad (G), deported (H) or whose residence is not known (R) are left out. No information
    counts as not met, as the DfE counts it; the upper bound says what it could hide.
    """
    mark = col("accommodation").str.slice(1, 1)
    return events(
        records.care_leavers,
        date="birthday",
        met=when(mark.is_in(["1", "2"])).then(mark == "1"),
        excluded=reasons({**NOT_COUNTED, **NOT_HOUSED_HERE}),
        no_information="not met",
        groups=AGES,
    )


def _leaver(child: str, **cells: object) -> dict[str, object]:
    """A young person who turned 19 on 10 June 2024, in touch."""
    born = {"child_id": child, "dob": "2005-06-10", "year_end": "2025-03-31", "in_touch": "YES"}
    return {**born, **cells}


_LEFT_OUT = [
    _leaver("X", in_touch="DIED", activity="0", accommodation="0"),
    _leaver("Y", in_touch="RHOM", activity="0", accommodation="0"),
    _leaver("Z", dob="2003-03-31", activity="F2", accommodation="U1"),  # turned 22
]
_EXCLUDED = {"died": {"X"}, "returned home": {"Y"}, "age outside 17 to 21": {"Z"}}

EXAMPLES = {
    "care-leavers-in-touch": [
        Example(
            tables={
                "care_leavers": [
                    _leaver("A"),
                    _leaver("B", in_touch="REFU"),
                    _leaver("C", in_touch=None),
                    *_LEFT_OUT,
                ]
            },
            period="202425",
            met={"A"},
            missed={"B", "C"},
            excluded=_EXCLUDED,
        ),
    ],
    "care-leavers-eet": [
        Example(
            tables={
                "care_leavers": [
                    _leaver("A", activity="P3"),
                    _leaver("B", activity="G5"),
                    _leaver("C", activity="0"),
                    *_LEFT_OUT,
                ]
            },
            period="202425",
            met={"A"},
            missed={"B"},
            unknown={"C"},
            excluded=_EXCLUDED,
            value=100 / 3,  # no information counts as not met
        ),
    ],
    "care-leavers-suitable-accommodation": [
        Example(
            tables={
                "care_leavers": [
                    _leaver("A", accommodation="U1"),
                    _leaver("B", accommodation="X2"),
                    _leaver("C", accommodation="0"),
                    _leaver("D", accommodation="G1"),
                    _leaver("E", accommodation="R2"),
                    *_LEFT_OUT,
                ]
            },
            period="202425",
            met={"A"},
            missed={"B"},
            unknown={"C"},
            excluded={**_EXCLUDED, "moved abroad": {"D"}, "residence not known": {"E"}},
            value=100 / 3,
        ),
    ],
}
