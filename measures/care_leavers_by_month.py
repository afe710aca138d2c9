"""Care leavers on a day: in touch, suitably housed, learning or at work; and those of 16 and 17."""

from typing import Any

from cptracker import Example, Members, Records, col, measure, reasons, stock, when

COLUMNS = ["child_id", "as_of", "in_touch", "activity", "accommodation"]
NEEDS = {"care_leaver_status": COLUMNS, "children": ["child_id", "dob"]}
BY = ("sex", "ethnic_group", "uasc")
NOUNS = ("young person", "young people")
SOURCE = "Local list of care leavers at the end of each month; the same as Annex A, list 9"

LASTS = 3
"""Months for which a status is believed where no later one is written down."""

AGES = (17, 21)

DEPARTS = (
    "On the period's last day, as the council's list has it; the DfE asks once a year, about the "
    "birthday."
)

BUSY = ["F1", "F2", "F3", "F4", "F5", "P1", "P2", "P3", "P4", "P5"]
NEITHER = ["G4", "G5", "G6"]


def _statuses(records: Records, listed: Any) -> Any:
    """Each status from its day until the child's next one, or for three months."""
    rows = records.months_after(listed, "as_of", LASTS, "last")
    days = rows.select("child_id", "as_of_day")
    pairs = days.join(days.rename({"as_of_day": "next_day"}), on="child_id", how="inner")
    following = pairs.filter(col("next_day") > col("as_of_day"))
    following = following.group_by("child_id", "as_of_day").agg(col("next_day").min())
    rows = rows.join(following, on=["child_id", "as_of_day"], how="left")
    sooner = (col("next_day") < col("last_day")).fill_null(value=False)
    rows = rows.with_columns(
        last_day=when(sooner).then(col("next_day")).otherwise(col("last_day")),
        last_month=when(sooner).then(col("next_day") // 100).otherwise(col("last_month")),
    )
    return rows.drop("last")


@measure(
    title="Care leavers in touch with the council on the day",
    unit="%",
    nouns=NOUNS,
    better="higher",
    needs=NEEDS,
    by=BY,
    every="month",
    source=SOURCE,
    why="A young person whom nobody hears from gets no help; a year is long to wait to find out.",
    departs=DEPARTS,
)
def care_leavers_in_touch_by_month(records: Records) -> Members:
    """Share of care leavers aged 17 to 21 on the list who are in touch on the period's last day.

    The status written down last counts, if it is not three months old; whoever has none is not on
    the list. No information counts as not met.
    """
    return stock(
        _statuses(records, records.care_leaver_status),
        start="as_of",
        end="last",
        met=col("in_touch"),
        no_information="not met",
        ages=AGES,
        disjoint=True,
    )


@measure(
    title="Care leavers in education, employment or training on the day",
    unit="%",
    nouns=NOUNS,
    better="higher",
    needs=NEEDS,
    by=BY,
    every="month",
    source=SOURCE,
    why="Work or learning that has stopped shows at once, and can be helped at once.",
    departs=DEPARTS,
)
def care_leavers_eet_by_month(records: Records) -> Members:
    """Share of care leavers aged 17 to 21 on the list who learn or work on the period's last day.

    By the codes of the return: F1 to F5 and P1 to P5 do, G4 to G6 do not, and whatever else is no
    information, which counts as not met. Statuses as in `care-leavers-in-touch-by-month`.
    """
    code = col("activity").str.to_uppercase()
    met = when(code.is_in([*BUSY, *NEITHER])).then(code.is_in(BUSY))
    return stock(
        _statuses(records, records.care_leaver_status),
        start="as_of",
        end="last",
        met=met,
        no_information="not met",
        ages=AGES,
        disjoint=True,
    )


@measure(
    title="Care leavers in suitable accommodation on the day",
    unit="%",
    nouns=NOUNS,
    better="higher",
    needs=NEEDS,
    by=BY,
    every="month",
    source=SOURCE,
    why="Nobody can work, learn or feel well without a safe home, on any day of the year.",
    departs=DEPARTS,
)
def care_leavers_suitable_accommodation_by_month(records: Records) -> Members:
    """Share of care leavers aged 17 to 21 on the list who are suitably housed on the last day.

    By the codes of the return: the second character is 1 where it is suitable and 2 where it is
    not. Young people abroad (G), deported (H) or whose residence is not known (R) are left out. No
    information counts as not met. Statuses as in `care-leavers-in-touch-by-month`.
    """
    code = col("accommodation").str.to_uppercase()
    mark = code.str.slice(1, 1)
    return stock(
        _statuses(records, records.care_leaver_status),
        start="as_of",
        end="last",
        met=when(mark.is_in(["1", "2"])).then(mark == "1"),
        excluded=reasons(
            {
                "moved abroad": code.str.starts_with("G"),
                "deported": code.str.starts_with("H"),
                "residence not known": code.str.starts_with("R"),
            }
        ),
        no_information="not met",
        ages=AGES,
        disjoint=True,
    )


@measure(
    title="Young people of 16 and 17 not in education, employment or training on the day",
    unit="%",
    nouns=NOUNS,
    better="lower",
    needs={
        "post_16_status": ["child_id", "as_of", "post_16_activity"],
        "children": ["child_id", "dob"],
    },
    by=BY,
    every="month",
    source=(
        "Local list of what children in care and care leavers do after Year 11; DfE, Participation "
        "in education, training and NEET age 16 to 17"
    ),
    why="Whoever drops out at 16 is hard to reach at 18.",
    departs=(
        "By age on the period's last day; the DfE goes by age at the start of the academic year "
        "and takes the average of December to February. Its figure with those whose activity is "
        "not known is the upper bound here."
    ),
)
def neet_at_16_and_17(records: Records) -> Members:
    """Share of those aged 16 and 17 on the list who neither learn nor work on the last day.

    Of those of whom it is known: `not_known` and blanks are unknown. The status written down last
    counts, if it is not three months old; whoever has none is not on the list.
    """
    activity = col("post_16_activity")
    return stock(
        _statuses(records, records.post_16_status),
        start="as_of",
        end="last",
        met=when(activity != "not_known").then(activity == "neet"),
        ages=(16, 17),
        disjoint=True,
    )


def _status(child: str, as_of: str, touch: bool | None, activity: str, home: str) -> dict[str, Any]:
    return {
        "child_id": child,
        "as_of": as_of,
        "in_touch": touch,
        "activity": activity,
        "accommodation": home,
    }


_TABLES = {
    "children": [
        *({"child_id": child, "dob": "2006-01-01"} for child in "ABCD"),
        {"child_id": "E", "dob": "2003-03-31"},  # 22 on the day
    ],
    "care_leaver_status": [
        _status("A", "2025-01-31", touch=False, activity="G5", home="V2"),
        _status("A", "2025-02-28", touch=True, activity="F2", home="U1"),
        _status("B", "2025-01-31", touch=False, activity="g5", home="V2"),
        _status("C", "2025-03-31", touch=None, activity="0", home="R1"),
        _status("D", "2024-12-31", touch=True, activity="F2", home="U1"),  # three months old
        _status("E", "2025-03-31", touch=True, activity="F2", home="U1"),
        _status("F", "2025-03-31", touch=True, activity="F2", home="U1"),  # of an age not known
    ],
}

_IN_TOUCH = Example(
    tables=_TABLES, period="2025-03", met={"A"}, missed={"B"}, unknown={"C", "F"}, value=25
)


def _activity(child: str, as_of: str, activity: str | None) -> dict[str, str | None]:
    return {"child_id": child, "as_of": as_of, "post_16_activity": activity}


_AFTER_YEAR_11: dict[str, list[dict[str, Any]]] = {
    "children": [
        *({"child_id": child, "dob": "2008-03-31"} for child in "ABCD"),
        {"child_id": "E", "dob": "2007-03-31"},  # 18 on the day
    ],
    "post_16_status": [
        _activity("A", "2025-02-28", "education"),
        _activity("A", "2025-03-31", "neet"),
        _activity("B", "2025-02-28", "apprenticeship"),
        _activity("C", "2025-03-31", "not_known"),
        _activity("D", "2024-12-31", "neet"),  # three months old
        _activity("E", "2025-03-31", "neet"),
    ],
}

EXAMPLES = {
    "neet-at-16-and-17": [
        Example(
            tables=_AFTER_YEAR_11,
            period="2025-03",
            met={"A"},
            missed={"B"},
            unknown={"C"},
            value=50,
        )
    ],
    "care-leavers-in-touch-by-month": [_IN_TOUCH],
    "care-leavers-eet-by-month": [_IN_TOUCH],
    "care-leavers-suitable-accommodation-by-month": [
        Example(
            tables=_TABLES,
            period="2025-03",
            met={"A"},
            missed={"B"},
            unknown={"F"},
            excluded={"residence not known": {"C"}},
            value=100 / 3,
        )
    ],
}
