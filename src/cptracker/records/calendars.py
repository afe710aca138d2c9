"""Days counted on from those of a column: through a calendar of the days that it has."""

from collections.abc import Callable, Iterable

import narwhals.stable.v2 as nw

from cptracker.records.care.days import FAR_DAY, Frame, date_of_day
from cptracker.records.engines import Engine

col = nw.col


Count = Callable[[Iterable[int]], list[tuple[int, int]]]
"""Says for each day's number the number of another day."""


def counted_on(engine: Engine, frame: Frame, on: str, name: str, count: Count) -> Frame:
    """The frame with `name`, `name_day` and `name_month`, as `count` says for each day of `on`.

    Args:
        engine: The engine that holds the frame.
        frame: Rows with the days of a date column.
        on: That column.
        name: The date column that is added.
        count: How the days are counted on.
    """
    import polars as pl

    present = frame.select(f"{on}_day").filter(~col(f"{on}_day").is_null()).unique()
    days = sorted(number for (number,) in engine.rows(present))
    rows = [
        (number, then, then // 100, date_of_day(then) if then < FAR_DAY else None)
        for number, then in count(days)
    ]
    columns = {
        f"{on}_day": pl.Int64(),
        f"{name}_day": pl.Int64(),
        f"{name}_month": pl.Int64(),
        name: pl.Date(),
    }
    calendar = engine.take(pl.DataFrame(rows, schema=columns, orient="row"))
    return frame.join(calendar, on=f"{on}_day", how="left")
