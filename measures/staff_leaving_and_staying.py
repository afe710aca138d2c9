"""Whether social workers stay: how many leave in a year, and how long those in post have served."""

from typing import Any

from cptracker import (
    Example,
    Members,
    Records,
    col,
    lit,
    measure,
    once,
    ratio,
    stock,
)

NEEDS = {"staff": ["staff_id", "role", "started", "ended"]}
NOUNS = ("social worker", "social workers")
SOURCE = "Local table of staff; DfE, Children's social work workforce"

SOCIAL_WORKER = "social_worker"


def _posts(records: Records) -> Any:
    """The posts of social workers that lasted a day at least."""
    lasting = col("ended_day").is_null() | (col("ended_day") > col("started_day"))
    return records.staff.filter(col("role") == SOCIAL_WORKER, lasting)


@measure(
    title="Turnover of social workers in a year",
    unit="%",
    nouns=NOUNS,
    better="lower",
    needs=NEEDS,
    every="quarter",
    source=SOURCE,
    why="When a worker leaves, every child they knew has to begin anew with somebody else.",
    about="staff",
    departs=(
        "Counts heads on any day by the table of staff, with agency workers where it holds them; "
        "the DfE counts the year to 30 September, without agency workers."
    ),
)
def staff_turnover(records: Records) -> Members:
    """Social workers who left in 12 months, for every hundred in post on the period's last day.

    The 12 months to the end of the period, however long that is; each counts once. Whoever has
    another post as a social worker that was open on the day after theirs ended has not left. Who
    left and came back has left, and is in post. It is no share: those who left are not among those
    in post, and it may be more than 100.
    """
    posts = _posts(records)
    kept = posts.select("staff_id", kept_from="started_day", kept_until="ended_day")
    both = posts.join(kept, on="staff_id", how="inner").filter(
        col("kept_from") <= col("ended_day"),
        col("kept_until").is_null() | (col("kept_until") > col("ended_day")),
    )
    stays = both.select("staff_id", "ended_day").unique().with_columns(stays=lit(1))
    ended = once(posts.filter(~col("ended_day").is_null()), "staff_id", "ended_day", "ended_month")
    ended = ended.join(stays, on=["staff_id", "ended_day"], how="left")
    left = records.days_after(ended.filter(col("stays").is_null()), "ended", 1, "gone")
    return ratio(
        stock(left, subject="staff_id", start="ended", end="gone", months=12),
        stock(posts, subject="staff_id", start="started", end="ended"),
        per=100,
    )


@measure(
    title="Length of service of social workers, on average",
    unit="months",
    nouns=NOUNS,
    better="higher",
    needs=NEEDS,
    every="quarter",
    source=SOURCE,
    why="Workers who stay know the city, the carers and the children.",
    about="staff",
    departs="The DfE publishes bands of years, by heads on 30 September.",
)
def staff_length_of_service(records: Records) -> Members:
    """Mean completed months of service of the social workers in post on the period's last day.

    From the first day on which they were in post as a social worker by the table of staff, whether
    or not there was a gap since; service elsewhere is not known. 120 months are ten years.
    """
    posts = _posts(records)
    first = posts.group_by("staff_id").agg(first_month=col("started_month").min())
    frame = posts.join(first, on="staff_id", how="inner")
    return stock(frame, subject="staff_id", start="started", end="ended", since="first")


def _post(person: str, started: str, ended: str | None = None, **cells: str) -> dict[str, Any]:
    worker = {"staff_id": person, "role": SOCIAL_WORKER, "started": started, "ended": ended}
    return {**worker, **cells}


_STAFF = [
    _post("A", "2020-01-01", "2024-04-01"),
    _post("B", "2020-01-01", "2025-03-31"),
    _post("C", "2020-01-01", "2024-03-31"),  # the year before
    _post("D", "2020-01-01", "2024-06-01"),
    _post("D", "2024-06-01"),  # goes on in another post
    _post("E", "2020-01-01", "2024-06-01"),
    _post("E", "2024-09-15"),  # left and came back
    _post("F", "2024-04-01", role="personal_adviser"),
    _post("G", "2024-10-01"),
    _post("H", "2024-10-01", "2024-10-01"),  # never there
]

EXAMPLES = {
    "staff-turnover": [
        Example(
            tables={"staff": _STAFF},
            period="202425Q4",
            met={"A", "B", "E"},
            base={"D", "E", "G"},
            value=100,
        ),
    ],
    "staff-length-of-service": [
        Example(
            tables={"staff": _STAFF},
            period="202425Q4",
            met={"D", "E", "G"},
            value=43,  # D and E 62 months each, G 5
        ),
    ],
}
