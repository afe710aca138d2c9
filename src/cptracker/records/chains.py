"""Chains of episodes: periods of care, and the placements within them.

A period of care goes on while each episode begins on the day an earlier one ended, or earlier; a
gap or RNE S begins a new one. Nearly all children have no overlapping episodes, and for them the
episode before decides alone; the others, the tangled ones, take the long way round.
"""

from collections.abc import Sequence

import narwhals.stable.v2 as nw

from cptracker.records.days import BEYOND, FAR_DAY, Frame, month_of
from cptracker.records.engines import Engine
from cptracker.records.groups import ENDING_CODES, PLACE_CODES
from cptracker.records.sources import Source

col, lit, when = nw.col, nw.lit, nw.when

_TEMPORARY = ["T0", "T1", "T2", "T3", "T4"]
_NEW_HOME = ["S", "P", "B"]


def chained_episodes(records: Source) -> Frame:
    """Episodes with the period of care and the placement each belongs to.

    One row for each usable episode that is no short break. `period_start_day` and `period_end_day`
    are its period of care's; `placement_start_day` is its placement's, null where only temporary
    placements (T0 to T4) have come so far; `opens_home` marks the episode that began a placement.
    """
    episodes = records.table("spells_of_care").filter(~col("short_break"))
    episodes = episodes.select("child_id", "start_day", "end_day", "rne", "place")
    tangled = records.table("tangled_children")
    plain = episodes.join(tangled, on="child_id", how="anti")
    knotted = episodes.join(tangled, on="child_id", how="semi")
    engine = records.engine
    whole = [
        _with_home(engine, _chained_by_neighbours(engine, plain)),
        _with_home(engine, _with_period(engine, knotted)),
    ]
    return nw.concat(whole)


def _chained_by_neighbours(engine: Engine, episodes: Frame) -> Frame:
    """Number the periods of care of children whose episodes never overlap."""
    same = (col("child_id") == col("child_id").shift(1)).fill_null(value=False)
    started = (col("rne") == "S").fill_null(value=False)
    goes_on = same & (col("start_day") <= col("end_day").shift(1)).fill_null(value=False)
    return engine.in_order(
        episodes,
        ["child_id"],
        "start_day",
        [
            {"begins": (started | ~goes_on).cast(nw.Int64)},
            {"period": col("begins").cum_sum()},
        ],
    ).drop("begins")


def _with_period(engine: Engine, episodes: Frame) -> Frame:
    """Number the periods of care: a gap or RNE S begins a new one."""
    same = (col("child_id") == col("child_id").shift(1)).fill_null(value=False)
    started = (col("rne") == "S").fill_null(value=False)
    reach = col("block") * BEYOND + col("end_day")
    gap = col("start_day") > col("reach").shift(1) - col("block") * BEYOND
    return engine.in_order(
        episodes,
        ["child_id"],
        "start_day",
        [
            {"opens": ~same | started},
            {"block": col("opens").cast(nw.Int64).cum_sum()},
            {"reach": reach.cum_max()},
            {"begins": (col("opens") | gap).cast(nw.Int64)},
            {"period": col("begins").cum_sum()},
        ],
    ).drop("opens", "block", "reach", "begins")


def _with_home(engine: Engine, numbered: Frame) -> Frame:
    """The episodes with their period's first and last days and with their placement."""
    homes = engine.keep(
        numbered.with_columns(
            home_day=when(~col("place").is_in(_TEMPORARY).fill_null(value=False)).then(
                col("start_day")
            )
        ).drop("place")
    )
    whole = homes.group_by("child_id", "period").agg(
        period_start_day=col("start_day").min(),
        period_end_day=col("end_day").max(),
        last_start_day=col("start_day").max(),
        first_home=col("home_day").min(),
    )
    homes = homes.join(whole, on=["child_id", "period"], how="left")
    return _with_placement(engine, homes)


def _with_placement(engine: Engine, episodes: Frame) -> Frame:
    """Find the day on which each episode's placement began, within its period of care."""
    moved = col("rne").is_in(_NEW_HOME).fill_null(value=False)
    first = (col("home_day") == col("first_home")).fill_null(value=False)
    opens = ~col("home_day").is_null() & (moved | first)
    begun = episodes.with_columns(opens_home=opens)
    latest = when(col("opens_home")).then(col("period") * BEYOND + col("start_day"))
    ordered = engine.in_order(
        begun,
        ["child_id"],
        "start_day",
        [{"home": latest.otherwise(lit(0)).cum_max()}],
    )
    running = col("home") - col("period") * BEYOND
    there = running >= col("period_start_day")
    return ordered.with_columns(placement_start_day=when(there).then(running)).drop(
        "home", "home_day", "first_home"
    )


def periods_of_care(records: Source) -> Frame:
    """One row for each period of care: a chain of a child's episodes without a gap.

    Columns: child_id, `start_day`, `start_month`, `end_day`, `end_month` (open ends far off), the
    groups of the first episode under their own names and of the last as `last_…`.
    """
    episodes = records.table("chained_episodes")
    begins = ["period_start_day", "period_end_day"]
    groups = _with_codes(records.table("spells_of_care"))
    first = episodes.filter(col("start_day") == col("period_start_day")).select(
        "child_id", "period", "last_start_day", "start_day", *begins
    )
    last = groups.select(
        "child_id",
        last_start_day="start_day",
        **{f"last_{name}": col(name) for name in ENDING_CODES},
    )
    groups = groups.drop("rec")
    joined = first.join(groups, on=["child_id", "start_day"], how="inner").drop("start_day")
    joined = joined.join(last, on=["child_id", "last_start_day"], how="inner").drop(
        "last_start_day"
    )
    renamed = joined.rename({"period_start_day": "start_day", "period_end_day": "end_day"})
    return with_months(renamed)


def _with_codes(spells: Frame) -> Frame:
    """What is carried along of each spell, by child and first day; a file may lack REC."""
    if "rec" not in spells.collect_schema().names():
        spells = spells.with_columns(rec=lit(None).cast(nw.String))
    return spells.select("child_id", "start_day", *ENDING_CODES)


def starts_of_care(records: Source) -> Frame:
    """One row for each period of care as it began, and for each short break as one left out.

    Columns: child_id, `date_day`, `date_month`, `short_break` and the groups.
    """
    began = records.table("periods_of_care").select(
        "child_id", *PLACE_CODES, date_day=col("start_day"), short_break=lit(value=False)
    )
    breaks = records.table("spells_of_care").filter(col("short_break"))
    return _flow(began, breaks.with_columns(date_day=col("start_day")), PLACE_CODES)


def ends_of_care(records: Source) -> Frame:
    """One row for each period of care that ended, with its last groups; as `starts_of_care`.

    Also `rec`, why the episode ceased that began last.
    """
    last = {name: col(f"last_{name}") for name in ENDING_CODES}
    ended = records.table("periods_of_care").filter(col("end_day") < FAR_DAY)
    ended = ended.select("child_id", **last, date_day=col("end_day"), short_break=lit(value=False))
    breaks = records.table("spells_of_care").filter(col("short_break"), ~col("dec_day").is_null())
    coded = _with_codes(breaks.with_columns(start_day=col("dec_day")))
    dated = coded.rename({"start_day": "date_day"}).with_columns(short_break=lit(value=True))
    return _flow(ended, dated, ENDING_CODES)


def _flow(periods: Frame, breaks: Frame, codes: Sequence[str]) -> Frame:
    columns = ["child_id", "date_day", "short_break"]
    left_out = breaks.select(*columns, *codes).group_by(*columns).agg(col(*codes).max())
    whole = nw.concat([periods.select(*columns, *codes), left_out.select(*columns, *codes)])
    return whole.with_columns(date_month=month_of(col("date_day")))


def with_months(frame: Frame) -> Frame:
    """The frame with the months of its `start_day` and `end_day`."""
    return frame.with_columns(
        start_month=month_of(col("start_day")), end_month=month_of(col("end_day"))
    )


def placements(records: Source) -> Frame:
    """One row for each placement of a child with one carer.

    Columns: child_id, `placement` (its first day's number), `start_day`, `start_month`, `end_day`,
    `end_month`. It ends where the child's next begins or the period of care ends.
    """
    begun = records.table("chained_episodes").filter(col("opens_home"))
    following = (
        (col("child_id") == col("child_id").shift(-1)) & (col("period") == col("period").shift(-1))
    ).fill_null(value=False)
    ordered = records.engine.in_order(
        begun,
        ["child_id"],
        "start_day",
        [{"goes_on": following, "next_day": col("start_day").shift(-1)}],
    )
    ends = when(col("goes_on")).then(col("next_day")).otherwise(col("period_end_day"))
    return with_months(
        ordered.with_columns(end_day=ends).select(
            "child_id", "start_day", "end_day", placement=col("start_day")
        )
    )
