"""Children who came back into care."""

from cptracker import CARE, Example, Members, Records, col, deadlines, measure


@measure(
    title="Children who came back into care within a year of leaving it",
    unit="%",
    better="lower",
    needs={"episodes": ["child_id", "decom", "dec", "rne", "ls"]},
    by=CARE,
    source="SSDA903 Episodes",
)
def back_within_a_year(records: Records) -> Members:
    """Share of those who left care and were back within twelve months, told when these are over."""
    left = records.ends_of_care.filter(~col("short_break"), ~col("not_in_next_return"))
    left = records.months_after(left, "date", 12, "due")
    begun = records.starts_of_care.select("child_id", back_day="date_day")
    pairs = left.select("child_id", "date_day").join(begun, on="child_id", how="inner")
    back = pairs.filter(col("back_day") >= col("date_day"))
    first = back.group_by("child_id", "date_day").agg(col("back_day").min())
    both = left.join(first, on=["child_id", "date_day"], how="left")
    return deadlines(both, due="due", done="back", looks_back=12)


def stay(child: str, decom: str, dec: str | None = None) -> dict[str, object]:
    return {"child_id": child, "decom": decom, "dec": dec, "rne": "S", "ls": "C2"}


EXAMPLES = [
    Example(
        tables={
            "episodes": [
                stay("A", "2022-01-01", "2023-06-15"),
                stay("A", "2024-06-15"),
                stay("B", "2022-01-01", "2023-06-15"),
                stay("B", "2024-06-16"),
                stay("C", "2022-01-01", "2024-04-15"),
            ]
        },
        period="202425",
        as_at="2025-03-31",
        met={"A"},
        missed={"B"},
    )
]
