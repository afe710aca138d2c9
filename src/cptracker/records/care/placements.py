"""Placements: how long a child stays with the same carers, within a period of care.

A temporary stay (T0 to T4) is no placement and leaves the one before running. The return after it
to the same PLACE and PL_POST (and URN where both have one) is no new placement either, whatever RNE
says: the DfE's rule 383 asks for RNE P. Another home after a stay is a new one. A child placed for
adoption with the present carers (A3, A5) has not moved, whatever RNE says (rule 217).

An adoptive placement (A3 to A6) is joined to the one just before it where the DfE asks how long a
child has been settled.
"""

from collections.abc import Sequence

import narwhals.stable.v2 as nw

from cptracker.records.care.days import BEYOND, Frame, month_of
from cptracker.records.care.groups import FOR_ADOPTION, PRESENT_CARERS, TEMPORARY
from cptracker.records.engines import Engine, RecordSource

col, lit, when = nw.col, nw.lit, nw.when


_NEW_HOME = ["S", "P", "B"]


_HOME = ["place", "pl_post", "urn"]


def with_placements(engine: Engine, episodes: Frame) -> Frame:
    """Episodes, numbered by `period`, with their period's days and their placement.

    Adds `period_start_day`, `period_end_day`, `last_start_day`, `opens_home`,
    `placement_start_day` and `settled_start_day`: see `chained_episodes`.
    """
    stay = _among(TEMPORARY)
    home_day = when(~stay).then(col("start_day"))
    first_kept = homes = engine.keep(episodes.with_columns(stay=stay, home_day=home_day))
    frame = homes.group_by("child_id", "period").agg(
        period_start_day=col("start_day").min(),
        period_end_day=col("end_day").max(),
        last_start_day=col("start_day").max(),
        first_home=col("home_day").min(),
    )
    homes = engine.left_join(homes, frame, ["child_id", "period"])
    stays = _after_stays(engine, homes)
    marked = engine.left_join(homes, stays, ["child_id", "start_day"])
    placed = engine.keep(_with_start(engine, marked))
    engine.forget(first_kept)
    return _with_settled(engine, placed).drop(*_HOME, "stay", "not_adoptive")


def _among(codes: Sequence[str]) -> nw.Expr:
    return col("place").is_in(list(codes)).fill_null(value=False)


def _same_period() -> nw.Expr:
    """Whether the row before is of the same period of care."""
    same = (col("child_id") == col("child_id").shift(1)) & (col("period") == col("period").shift(1))
    return same.fill_null(value=False)


def _after_stays(engine: Engine, homes: Frame) -> Frame:
    """Child and first day of each episode after a stay, and `elsewhere`: 1 where it is a move."""
    stayed = homes.filter(col("stay")).select("child_id").unique()
    homes = homes.join(stayed, on="child_id", how="semi")
    latest = when(~col("stay")).then(col("period") * BEYOND + col("start_day"))
    after = _same_period() & col("stay").shift(1).fill_null(value=False)
    ordered = engine.in_order(
        homes.select("child_id", "period", "start_day", "stay", *_HOME),
        ["child_id", "period"],
        "start_day",
        [
            {"after": after, "latest": latest.otherwise(lit(0)).cum_max()},
            {"before": col("latest").shift(1)},
        ],
    )
    back = ordered.filter(col("after"), ~col("stay")).with_columns(
        before_day=col("before") - col("period") * BEYOND
    )
    before = homes.filter(~col("stay")).select(
        "child_id", "period", before_day="start_day", **{f"{n}_before": col(n) for n in _HOME}
    )
    both = back.join(before, on=["child_id", "period", "before_day"], how="inner")
    elsewhere = when(_same_home()).then(lit(0)).otherwise(lit(1))
    return both.select("child_id", "start_day", elsewhere=elsewhere)


def _same_home() -> nw.Expr:
    """Whether PLACE and PL_POST are the same as before the stay, and URN where both have one."""
    place, post = (_plain(name) == _plain(f"{name}_before") for name in ("place", "pl_post"))
    return place & post & (col("urn") == col("urn_before")).fill_null(value=True)


def _plain(column: str) -> nw.Expr:
    """A code or postcode without blanks, in capitals; two that are not there are alike."""
    text = col(column).fill_null("")
    return text.str.replace_all(" ", "", literal=True).str.to_uppercase()


def _with_start(engine: Engine, episodes: Frame) -> Frame:
    """Find the day on which each episode's placement began, within its period of care."""
    coded = col("rne").is_in(_NEW_HOME).fill_null(value=False)
    moved = when(col("elsewhere").is_null()).then(coded).otherwise(col("elsewhere") == 1)
    first = (col("home_day") == col("first_home")).fill_null(value=False)
    opens = ~col("stay") & (first | (moved & ~_among(PRESENT_CARERS)))
    key = col("period") * BEYOND + col("start_day")
    latest = when(col("opens_home")).then(key).otherwise(lit(0))
    other = when(~col("stay") & ~_among(FOR_ADOPTION)).then(key).otherwise(lit(0))
    ordered = engine.in_order(
        episodes.with_columns(opens_home=opens),
        ["child_id", "period"],
        "start_day",
        [{"home": latest.cum_max(), "other": other.cum_max()}],
    )
    running = col("home") - col("period") * BEYOND
    in_this_period = running >= col("period_start_day")
    return ordered.with_columns(
        placement_start_day=when(in_this_period).then(running),
        not_adoptive=col("other") >= col("home"),
    ).drop("home", "other", "home_day", "first_home", "elsewhere")


def _with_settled(engine: Engine, placed: Frame) -> Frame:
    """Find since when a child is settled: an adoptive placement with the one just before it."""
    begun = placed.filter(col("opens_home")).select("child_id", "period", "start_day", "place")
    steps = [{"joins": _same_period(), "earlier": col("start_day").shift(1)}]
    ordered = engine.in_order(begun, ["child_id", "period"], "start_day", steps)
    adoptive = ordered.filter(col("joins"), _among(FOR_ADOPTION)).select(
        "child_id", placement_start_day="start_day", joined_day="earlier"
    )
    joined = engine.left_join(placed, adoptive, ["child_id", "placement_start_day"])
    counts = ~col("not_adoptive") & ~col("joined_day").is_null()
    since = when(counts).then(col("joined_day")).otherwise(col("placement_start_day"))
    return joined.with_columns(settled_start_day=since).drop("joined_day")


def placements(records: RecordSource) -> Frame:
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
        ["child_id", "period"],
        "start_day",
        [{"goes_on": following, "next_day": col("start_day").shift(-1)}],
    )
    ends = when(col("goes_on")).then(col("next_day")).otherwise(col("period_end_day"))
    return ordered.with_columns(end_day=ends).select(
        "child_id",
        "start_day",
        "end_day",
        start_month=month_of(col("start_day")),
        end_month=month_of(col("end_day")),
        placement=col("start_day"),
    )
