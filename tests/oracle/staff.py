"""Social workers who leave and who stay, and foster households gained and lost."""

from collections.abc import Iterator
from datetime import date

from oracle.care import Council
from oracle.days import is_open, window
from oracle.groups import Case
from oracle.stacking import Row


def _posts(council: Council) -> list[Row]:
    """Posts of social workers that lasted a day at least."""
    return [
        row
        for row in council.rows("staff")
        if row["role"] == "social_worker"
        and row["started"] is not None
        and (row["ended"] is None or row["ended"] > row["started"])
    ]


def turnover(council: Council, _first: date, e: date, _as_at: date | None) -> Iterator[Case]:
    """Each who left in the 12 months to e, over each who is in post on e."""
    posts, first = _posts(council), window(e, 12)
    left = set()
    for row in posts:
        day = row["ended"]
        if day is None or not first <= day <= e:
            continue
        others = [other for other in posts if other["staff_id"] == row["staff_id"]]
        if not any(is_open(other["started"], other["ended"], day) for other in others):
            left.add(row["staff_id"])
    for _ in left:
        yield Case(amount=1)
    for _ in {row["staff_id"] for row in posts if is_open(row["started"], row["ended"], e)}:
        yield Case(out_of=1)


def service(council: Council, _first: date, e: date, _as_at: date | None) -> Iterator[Case]:
    """Completed months since the first day in post, of those in post on e."""
    posts = _posts(council)
    for person in {row["staff_id"] for row in posts if is_open(row["started"], row["ended"], e)}:
        since = min(row["started"] for row in posts if row["staff_id"] == person)
        yield Case(amount=(e.year - since.year) * 12 + e.month - since.month)


def gained_and_lost(council: Council, first: date, last: date, _: date | None) -> Iterator[Case]:
    """One for each household approved in the period, and less one for each that ended."""
    for column, change in (("approved", 1), ("ended", -1)):
        for row in council.rows("foster_households"):
            if row[column] is not None and first <= row[column] <= last:
                yield Case(own=row.get("kind"), amount=change)


def of_relatives(council: Council, _first: date, e: date, _as_at: date | None) -> Iterator[Case]:
    """Households of relatives and friends approved and not ended on e."""
    kinds = ("kinship", "connected person", "connected persons", "family and friends")
    there = {
        row["household_id"]
        for row in council.rows("foster_households")
        if (row.get("kind") or "").lower() in kinds and is_open(row["approved"], row["ended"], e)
    }
    for _ in there:
        yield Case()
