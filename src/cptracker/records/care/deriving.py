"""What is derived from the records, each table once and only when it is asked for.

Written against Narwhals from the definitions, so that each engine gives the same rows. What codes
tell of a placement is put into groups last, since few ask for it.

Each day is there twice, as in the tables that were read. The whole number `x_day` is to compare and
to count with; an open end is `FAR_DAY`. The real date `x` is to reckon with and to show; an open
end is null. So there are

    looked_after       start, end, period_start, placement_start, settled_start, decom
    periods_of_care    start, end
    placements         start, end
    chained_episodes   start, end, period_start, period_end, placement_start, settled_start,
                       last_start
    spells_of_care     start, end, decom, dec
    ended_episodes     decom, dec
    starts_of_care     date
    ends_of_care       date
    care_leavers       birthday, dob, year_end
    outcomes           dob, year_end
    child_facts        dob

and those of `looked_after` in `looked_after_12_months` and `looked_after_30_months`. A date is made
where it is used and costs nothing where it is not.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

import narwhals.stable.v2 as nw
from attrs import frozen

from cptracker.files.table_problems import PLACE, YEAR
from cptracker.records.care.children import care_leavers, child_facts, outcomes
from cptracker.records.care.days import FAR_DAY, Frame, date_of_day, with_integers
from cptracker.records.care.groups import leaving_groups, placement_groups
from cptracker.records.care.looked_after import (
    ended_episodes,
    looked_after,
    looked_after_for,
    spells_of_care,
    tangled_children,
)
from cptracker.records.care.periods import (
    chained_episodes,
    ends_of_care,
    periods_of_care,
    starts_of_care,
)
from cptracker.records.care.placements import placements
from cptracker.records.engines import Engine, RecordSource

DERIVED: dict[str, Callable[[RecordSource], Frame]] = {
    "child_facts": child_facts,
    "spells_of_care": spells_of_care,
    "ended_episodes": ended_episodes,
    "tangled_children": tangled_children,
    "chained_episodes": chained_episodes,
    "periods_of_care": periods_of_care,
    "starts_of_care": starts_of_care,
    "ends_of_care": ends_of_care,
    "placements": placements,
    "looked_after": looked_after,
    "looked_after_12_months": partial(looked_after_for, months=12),
    "looked_after_30_months": partial(looked_after_for, months=30),
    "outcomes": outcomes,
    "care_leavers": care_leavers,
}
"""Tables made from those that were read; `outcomes` and `care_leavers` are enriched."""


_WITH_GROUPS = {
    "spells_of_care",
    "ended_episodes",
    "periods_of_care",
    "starts_of_care",
    "ends_of_care",
    "looked_after",
    "looked_after_12_months",
    "looked_after_30_months",
}


_BORN_BY_HEADER = {"outcomes", "care_leavers"}


DAY = "_day"
"""What a day's whole number is called after its date."""


def derive(name: str, records: RecordSource) -> Frame:
    """A derived table, held, with the groups of its placement's codes if it has them."""
    frame = records.engine.keep(DERIVED[name](records))
    if name == "ends_of_care":
        frame = frame.with_columns(**leaving_groups())
    return frame.with_columns(**placement_groups()) if name in _WITH_GROUPS else frame


def dated(name: str, frame: Frame, engine: Engine) -> Frame:
    """A derived table with the real date `x` beside each `x_day`.

    Where a date of birth may be the Header's, `dob` is the day that counts, as `dob_day` is.
    """
    columns = frame.collect_schema().names()
    days = [column.removesuffix(DAY) for column in columns if column.endswith(DAY)]
    stale = {"dob"} if name in _BORN_BY_HEADER else set()
    wanted = [day for day in days if day not in columns or day in stale]
    return engine.with_dates(frame, wanted) if wanted else frame


def with_numbers(frame: Frame) -> Frame:
    """A table as it was read with whole numbers for its days, without where its rows stand."""
    names = frame.collect_schema().names()
    row_places = [place for place in (PLACE, YEAR) if place in names]
    plain = frame.drop(*row_places) if row_places else frame
    kinds = plain.collect_schema().items()
    dates = [name for name, kind in kinds if isinstance(kind, nw.Date) or kind == nw.Date]
    return with_integers(plain, dates) if dates else plain


@frozen
class UndatedRecords:
    """Records as deriving sees them: whole numbers for days, no dates that nobody asked for."""

    _records: Any

    @property
    def engine(self) -> Engine:
        """What runs the computing."""
        engine: Engine = self._records.engine
        return engine

    def table(self, name: str) -> Frame:
        """A table by name, without dates if it is derived."""
        frame: Frame = self._records.undated(name)
        return frame

    def raw(self, name: str) -> Frame:
        """A table as it was read, with its whole-number columns."""
        frame: Frame = self._records.raw(name)
        return frame

    def has(self, table: str, columns: Sequence[str] = ()) -> bool:
        """Whether the records hold a table with these columns."""
        has_columns: bool = self._records.has(table, columns)
        return has_columns


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
