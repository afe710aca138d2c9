"""The day that records speak for, where nobody asks for another."""

from datetime import date
from typing import Any

from narwhals.stable.v2 import col

from cptracker.model.periods import current_day


def last_day(records: Any) -> date:
    """The end of the last collection year, or today if sooner; of a region its earliest council's.

    Without collection years it is the end of the financial year that holds the latest DECOM, and
    without episodes it is today.
    """
    if records.councils:
        days: list[date] = [council.as_at for council in records.councils.values()]
        return min(days)
    today, origin = current_day(), records.origin
    ends = [year for years in origin.years.values() for year in years]
    year = max([*ends, *origin.returns], default=None) or _latest_year(records)
    return min(today, date(year, 3, 31)) if year else today


def _latest_year(records: Any) -> int | None:
    """The year in which the financial year of the latest DECOM ends."""
    if not records.has("episodes"):
        return None
    with records.turn():
        latest = records.raw("episodes").select(last=col("decom_month").max())
        ((month,),) = records.engine.rows(latest)
    return None if month is None else (month + 9) // 12
