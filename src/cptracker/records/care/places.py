"""Where children live: the district of a placement, and how far from home it is."""

from collections.abc import Sequence

import narwhals.stable.v2 as nw

from cptracker.model.figures import UNKNOWN
from cptracker.records.care.days import Frame
from cptracker.records.engines import RecordSource

col, lit, when = nw.col, nw.lit, nw.when


POSTCODES = ["home_post", "pl_post"]
"""Where a child was first placed from, and where the child lives."""


_UNKNOWN_DISTANCE = 999.9
"""The DfE's mark for a distance not known or outside England."""


_METRES_A_MILE = 1609.3
"""As in the DfE's guidance, which divides kilometres by 1.6093."""


_EAST_OF_THE_GRID, _NORTH_OF_THE_GRID = 700_000, 1_300_000
"""Metres at which the National Grid of Great Britain ends."""


_NO_GRID_REFERENCE = 9
"""The ONS directory's `gridind` of a postcode that has no grid reference."""


_NORTHERN_IRELAND = ("BT", "N92")
"""How its postcodes and its country's codes begin: its grid is Ireland's, with another origin."""


def with_district(records: RecordSource, frame: Frame) -> Frame:
    """The frame with `district`: the authority of the placement's postcode, where known."""
    if not records.has("postcodes", ["laua"]):
        return frame.with_columns(district=lit(UNKNOWN))
    places = _postcodes(records).select(pl_key="key", district="laua")
    joined = frame.with_columns(pl_key=_postcode_key("pl_post")).join(
        places, on="pl_key", how="left"
    )
    return joined.drop("pl_key").with_columns(col("district").fill_null(UNKNOWN))


def _postcode_key(column: str) -> nw.Expr:
    return col(column).str.replace_all(" ", "", literal=True).str.to_uppercase()


def _postcodes(records: RecordSource) -> Frame:
    """Postcodes once each, without spaces, in `key`."""
    table = records.table("postcodes").with_columns(key=_postcode_key("pcd"))
    names = [name for name in table.collect_schema().names() if name not in ("key", "pcd")]
    return table.filter(~col("key").is_null()).group_by("key").agg(col(*names).max())


def with_distance(records: RecordSource, frame: Frame) -> Frame:
    """The frame with `distance_miles`: as recorded, else straight from postcodes, else null.

    From postcodes it is known only between two places of Great Britain's National Grid: a postcode
    without a grid reference is nowhere, and one in Northern Ireland stands in the Irish grid.
    """
    recorded = lit(None, dtype=nw.Float64)
    if records.has("placement_distances"):
        table = records.table("placement_distances").group_by("child_id", "decom_day")
        lazy_frame = table.agg(recorded=col("distance_miles").max())
        frame = frame.join(lazy_frame, on=["child_id", "decom_day"], how="left")
        recorded = col("recorded")
    derived = lit(None, dtype=nw.Float64)
    if records.has("postcodes", ["oseast1m", "osnrth1m"]):
        frame = _with_grid(records, frame)
        derived = _miles()
    expression = when(recorded.is_null()).then(derived).otherwise(recorded)
    measured = frame.with_columns(distance_miles=expression)
    outside = col("distance_miles") >= _UNKNOWN_DISTANCE
    return measured.with_columns(distance_miles=when(~outside).then(col("distance_miles")))


def _with_grid(records: RecordSource, frame: Frame) -> Frame:
    """The frame with the grid references of both postcodes, null where there is none."""
    grid = _postcodes(records)
    on_grid = _on_the_grid(grid.collect_schema().names())
    for end in ("home", "pl"):
        key = f"{end}_key"
        places = grid.select(
            col("key").alias(key),
            when(on_grid).then(col("oseast1m").cast(nw.Float64)).alias(f"{end}_east"),
            when(on_grid).then(col("osnrth1m").cast(nw.Float64)).alias(f"{end}_north"),
        )
        frame = frame.with_columns(_postcode_key(f"{end}_post").alias(key))
        frame = frame.join(places, on=key, how="left").drop(key)
    return frame


def _on_the_grid(columns: Sequence[str]) -> nw.Expr:
    """Whether a postcode's grid reference is one of Great Britain's."""
    east, north = col("oseast1m"), col("osnrth1m")
    irish, country = _NORTHERN_IRELAND
    on_grid = (east + north > 0) & (east < _EAST_OF_THE_GRID) & (north < _NORTH_OF_THE_GRID)
    on_grid = on_grid & ~col("key").str.starts_with(irish)
    if "gridind" in columns:
        on_grid = on_grid & (col("gridind").fill_null(0) != _NO_GRID_REFERENCE)
    if "country" in columns:
        on_grid = on_grid & ~col("country").fill_null("").str.starts_with(country)
    return on_grid


def _miles() -> nw.Expr:
    """Straight-line miles to one decimal, half away from zero."""
    east, north = col("home_east") - col("pl_east"), col("home_north") - col("pl_north")
    metres = (east * east + north * north).sqrt()
    return ((metres * 10 / _METRES_A_MILE) + 0.5).floor() / 10
