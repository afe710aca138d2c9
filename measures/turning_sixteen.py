"""What is due to a young person in care who turns sixteen: an adviser, and a pathway plan."""

from typing import Any

from cptracker import CHILD, Example, Members, Records, col, days_between, deadlines, measure, when

EPISODES = {
    "episodes": ["child_id", "decom", "dec", "rne", "ls"],
    "children": ["child_id", "dob"],
}
LAW = "Children Act 1989, schedule 2, paragraph 19B; Care Leavers (England) Regulations 2010"

LEAST_DAYS = 91
"""Thirteen weeks in care since the age of 14 make a young person eligible."""

WHO = (
    "Eligible are those who were looked after for 13 weeks in all between their 14th and their "
    "16th birthday and are on the 16th. A birthday on 29 February is kept on the 28th."
)


def _eligible(records: Records, due_in: int) -> Any:
    """Those who turn 16 in care, with the day that is so many months later."""
    known = records.children.filter(~col("dob").is_null())
    born = known.select("child_id", "dob", "dob_day", "dob_month")
    born = records.months_after(born, "dob", 14 * 12, "fourteen")
    born = records.months_after(born, "dob", 16 * 12, "sixteen")
    born = records.months_after(born, "dob", 16 * 12 + due_in, "due")
    stays = records.periods_of_care.select("child_id", "start_day", "end_day")
    both = born.join(stays, on="child_id", how="inner")
    late, early = col("start_day") > col("fourteen_day"), col("end_day") < col("sixteen_day")
    both = both.with_columns(
        from_day=when(late).then(col("start_day")).otherwise(col("fourteen_day")),
        to_day=when(early).then(col("end_day")).otherwise(col("sixteen_day")),
        there=when(
            (col("start_day") <= col("sixteen_day"))
            & (col("end_day").is_null() | (col("end_day") > col("sixteen_day")))
        )
        .then(1)
        .otherwise(0),
    ).filter(col("from_day") <= col("to_day"))
    in_all = both.with_columns(days=days_between("from", "to")).group_by("child_id").agg(
        col("days").sum(), col("there").max()
    )  # fmt: skip
    eligible = in_all.filter(col("days") >= LEAST_DAYS, col("there") == 1).select("child_id")
    return born.join(eligible, on="child_id", how="inner")


def _first(frame: Any, day: str) -> Any:
    """The first of each child's days."""
    return frame.group_by("child_id").agg(done_day=col(f"{day}_day").min())


@measure(
    title="Pathway plans made within three months of the sixteenth birthday",
    unit="%",
    nouns=("young person", "young people"),
    better="higher",
    needs={**EPISODES, "pathway_plans": ["child_id", "plan_date"]},
    by=CHILD,
    every="quarter",
    source=f"SSDA903 Episodes and Header, local table of pathway plans; {LAW}",
    why="The plan says how a young person will be helped to stand on their own feet.",
)
def pathway_plan_by_16_and_a_quarter(records: Records) -> Members:
    """Share of eligible young people whose first pathway plan was made in time, by its due day.

    Due three months after the 16th birthday. Eligible are those who were looked after for 13 weeks
    in all between their 14th and their 16th birthday, and on the 16th. A birthday on 29 February is
    kept on the 28th in other years.
    """
    plans = _first(records.pathway_plans, "plan_date")
    frame = _eligible(records, 3).join(plans, on="child_id", how="left")
    return deadlines(frame, due="due", done="done", looks_back=3)


@measure(
    title="Personal advisers appointed within a month of the sixteenth birthday",
    unit="%",
    nouns=("young person", "young people"),
    better="higher",
    needs={**EPISODES, "adviser_spells": ["child_id", "adviser_id", "start", "end"]},
    by=CHILD,
    every="quarter",
    source=f"SSDA903 Episodes and Header, local table of personal advisers; {LAW}",
    why="An adviser who is there early is known and trusted by the time care ends.",
    departs="The law sets no month; this is the council's own standard.",
)
def adviser_within_a_month_of_16(records: Records) -> Members:
    """Share of eligible young people who had an adviser in time, by the day that was due.

    Due a month after the 16th birthday; met if the first adviser's time began by then. Eligible as
    for `pathway-plan-by-16-and-a-quarter`.
    """
    advisers = _first(records.adviser_spells, "start")
    frame = _eligible(records, 1).join(advisers, on="child_id", how="left")
    return deadlines(frame, due="due", done="done", looks_back=1)


def _stay(child: str, decom: str, dec: str | None = None) -> dict[str, str | None]:
    return {"child_id": child, "decom": decom, "dec": dec, "rne": "S", "ls": "C2"}


_BORN = [{"child_id": child, "dob": "2008-10-15"} for child in "ABCDEF"]
_STAYS = [
    *(_stay(child, "2022-10-15") for child in "ABC"),
    _stay("D", "2024-07-17"),  # ninety days
    _stay("E", "2022-10-15", "2024-10-15"),  # left on the birthday
    _stay("F", "2022-01-01", "2022-11-15"),
    _stay("F", "2024-08-16"),  # thirty-one days and sixty
]

EXAMPLES = {
    "pathway-plan-by-16-and-a-quarter": [
        Example(
            tables={
                "children": _BORN,
                "episodes": _STAYS,
                "pathway_plans": [
                    {"child_id": "A", "plan_date": "2025-01-15"},
                    {"child_id": "B", "plan_date": "2025-01-16"},
                    {"child_id": "D", "plan_date": "2025-01-01"},
                ],
            },
            period="202425Q4",
            met={"A"},
            missed={"B", "C", "F"},
        ),
    ],
    "adviser-within-a-month-of-16": [
        Example(
            tables={
                "children": _BORN,
                "episodes": _STAYS,
                "adviser_spells": [
                    {"child_id": "A", "adviser_id": "P1", "start": "2024-11-15"},
                    {"child_id": "B", "adviser_id": "P1", "start": "2024-11-16"},
                    {"child_id": "F", "adviser_id": "P1", "start": "2023-01-01"},
                ],
            },
            period="202425Q3",
            met={"A", "F"},
            missed={"B", "C"},
        ),
    ],
}
