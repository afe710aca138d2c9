"""Records for other processes, and the kind of frame that results are given back in.

Another process gets the tables as they were read, from which all else is made again.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from cptracker.model.problems import UsageError
from cptracker.records.engines import engine_named
from cptracker.records.origin import Origin

if TYPE_CHECKING:
    import polars as pl


NOT_HANDED_ON = (
    "records that stay in somebody's {} do not go to another process, which has no way to it; "
    "read them there, or hand over frames of polars, pandas or PyArrow"
)


def as_it_is(table: Any) -> Any:
    """The table itself."""
    return table


def handed_on(records: Any) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    """How another process makes records again, as `pickle` takes it.

    Raises:
        UsageError: When frames stay where they are, where no other process can come to.
    """
    if not records.copies:
        raise UsageError(NOT_HANDED_ON.format(records.engine.name))
    arguments = (records.engine.name, records.as_polars(), records.origin, records.give)
    return records_again, (type(records), *arguments, records.asked_day, records.councils)


def records_again(
    kind: Callable[..., Any],
    engine: str,
    tables: "Mapping[str, pl.DataFrame]",
    origin: Origin,
    give: Callable[[Any], Any] = as_it_is,
    day: date | None = None,
    councils: Mapping[str, Any] | None = None,
) -> Any:
    """Records of the tables that `as_polars` gave, as another process has them."""
    chosen = engine_named(engine)
    read = {name: chosen.take(table) for name, table in tables.items()}
    return kind(chosen, read, origin, give, day=day, councils=councils or {})


def _as_pandas(table: "pl.DataFrame") -> Any:
    return table.to_pandas()


def _as_arrow(table: "pl.DataFrame") -> Any:
    return table.to_arrow()


GIVE: dict[str, Callable[["pl.DataFrame"], Any]] = {
    "polars": as_it_is,
    "pandas": _as_pandas,
    "pyarrow": _as_arrow,
}
"""How a result becomes the kind of frame that was handed in."""
