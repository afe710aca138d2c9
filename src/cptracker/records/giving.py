"""The kind of frame that results are given back in: that which was handed in."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cptracker.records.handing_on import as_it_is

if TYPE_CHECKING:
    import polars as pl


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
