"""What is derived from the records once: periods of care, placements, who is looked after.

Written against Narwhals from the definitions in whole days, so that each engine gives the same
rows. Open ends are `FAR_DAY`. Episodes under V3 or V4 (series of short breaks) take no part, except
that they are kept as `short_break` pieces to be counted as left out.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol

import narwhals.stable.v2 as nw

from cptracker.records.days import (
    BEYOND,
    FAR_DAY,
    FAR_MONTH,
    Frame,
    birthday_in,
    month_begun_by,
    month_of,
)
from cptracker.records.engines import Engine
from cptracker.records.groups import (
    ETHNIC_GROUP,
    LEAVER_BANDS,
    UNKNOWN,
    grouped,
    placement_groups,
)
from cptracker.records.spells import Span, latest_wins, overlapping, without

col, lit, when = nw.col, nw.lit, nw.when

_SHORT_BREAKS = ["V3", "V4"]
_TEMPORARY = ["T0", "T1", "T2", "T3", "T4"]
_NEW_HOME = ["S", "P", "B"]
_GROUPS = ["place", "place_provider", "ls", "district"]
_SPELL = [
    "child_id",
    "decom_day",
    "decom_month",
    "dec_day",
    "dec_month",
    "start_day",
    "end_day",
    "short_break",
    "rne",
    "ls",
    "place",
    "place_provider",
    "rec",
    "home_post",
    "pl_post",
]


class Source(Protocol):
    """What deriving asks of the records: tables with their whole-number columns."""

    engine: Engine

    def table(self, name: str) -> Frame:
        """A table by name, derived if it is a derived one."""

    def raw(self, name: str) -> Frame:
        """A table as it was read, with its whole-number columns."""

    def has(self, table: str, columns: Sequence[str] = ()) -> bool:
        """Whether the records hold a table with these columns."""


def child_facts(records: Source) -> Frame:
    """One row for each child with a Header row: `sex`, `ethnic_group`, `uasc` and the birth.

    Columns: child_id, sex, ethnic_group, uasc, dob, dob_day, dob_month.
    """
    children = records.table("children").with_columns(
        sex=col("sex").fill_null(UNKNOWN), ethnic_group=grouped("ethnicity", ETHNIC_GROUP)
    )
    children = _with_uasc(records, children)
    return children.select("child_id", "sex", "ethnic_group", "uasc", "dob", "dob_day", "dob_month")


def _with_uasc(records: Source, frame: Frame) -> Frame:
    """The frame with `uasc`: yes for children in the UASC table, unknown where there is none."""
    if not records.has("uasc"):
        return frame.with_columns(uasc=lit(UNKNOWN))
    asylum = records.table("uasc").select("child_id", asylum=lit(1)).unique()
    joined = frame.join(asylum, on="child_id", how="left")
    yes = ~col("asylum").is_null()
    return joined.with_columns(uasc=when(yes).then(lit("yes")).otherwise(lit("no")))


def with_child(records: Source, frame: Frame) -> Frame:
    """The frame with its children's facts; unknown where a child has no Header row.

    A date of birth of the frame's own stands in where the Header has none.
    """
    present = frame.collect_schema().names()
    frame = frame.drop([name for name in ("sex", "ethnic_group", "uasc") if name in present])
    if not records.has("children"):
        return _with_uasc(records, _without_header(frame))
    joined = with_birth(records, frame, ["sex", "ethnic_group"])
    return _with_uasc(records, joined.with_columns(col("sex", "ethnic_group").fill_null(UNKNOWN)))


def _without_header(frame: Frame) -> Frame:
    nobody = when(lit(value=False)).then(lit(0))
    blank = frame.with_columns(sex=lit(UNKNOWN), ethnic_group=lit(UNKNOWN))
    if "dob_day" in frame.collect_schema().names():
        return blank
    return blank.with_columns(dob_day=nobody, dob_month=nobody)


def with_birth(records: Source, frame: Frame, facts: Sequence[str] = ()) -> Frame:
    """The frame with `dob_day` and `dob_month`, the Header's or else its own, and other facts."""
    if not records.has("children"):
        return frame
    header = records.table("child_facts").select(
        "child_id", *facts, header_day=col("dob_day"), header_month=col("dob_month")
    )
    joined = frame.join(header, on="child_id", how="left")
    born = {"dob_day": col("header_day"), "dob_month": col("header_month")}
    if "dob_day" in frame.collect_schema().names():
        own = col("header_day").is_null()
        born = {name: when(own).then(col(name)).otherwise(of) for name, of in born.items()}
    return joined.with_columns(**born).drop("header_day", "header_month")


def spells_of_care(records: Source) -> Frame:
    """Usable episodes: those with a DECOM that end after it, `short_break` marked.

    One row for each child and DECOM, with `start_day`, `end_day`, groups and distance.
    """
    episodes = records.table("episodes").filter(~col("decom_day").is_null())
    episodes = episodes.with_columns(
        start_day=col("decom_day"),
        end_day=col("dec_day").fill_null(FAR_DAY),
        short_break=col("ls").is_in(_SHORT_BREAKS).fill_null(value=False),
    )
    usable = episodes.filter(col("end_day") > col("start_day"))
    wanted = [name for name in _SPELL if name in usable.collect_schema().names()]
    return _with_district(records, _with_months(usable.select(wanted)))


def _with_district(records: Source, frame: Frame) -> Frame:
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


def _postcodes(records: Source) -> Frame:
    """Postcodes once each, without spaces, in `key`."""
    table = records.table("postcodes").with_columns(key=_postcode_key("pcd"))
    facts = [name for name in table.collect_schema().names() if name not in ("key", "pcd")]
    return table.filter(~col("key").is_null()).group_by("key").agg(col(*facts).max())


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


def tangled_children(records: Source) -> Frame:
    """Children of whom some spell begins before another is over."""
    span = Span("child_id", "start_day", "end_day")
    return overlapping(records.engine, records.table("spells_of_care").select(*span.columns), span)


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


def _with_home(engine: Engine, numbered: Frame) -> Frame:
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
    groups = records.table("spells_of_care").select("child_id", "start_day", *_GROUPS)
    first = episodes.filter(col("start_day") == col("period_start_day")).select(
        "child_id", "period", "last_start_day", "start_day", *begins
    )
    last = groups.select(
        "child_id", last_start_day="start_day", **{f"last_{name}": col(name) for name in _GROUPS}
    )
    joined = first.join(groups, on=["child_id", "start_day"], how="inner").drop("start_day")
    joined = joined.join(last, on=["child_id", "last_start_day"], how="inner").drop(
        "last_start_day"
    )
    renamed = joined.rename({"period_start_day": "start_day", "period_end_day": "end_day"})
    return _with_months(renamed)


def starts_of_care(records: Source) -> Frame:
    """One row for each period of care as it began, and for each short break as one left out.

    Columns: child_id, `date_day`, `date_month`, `short_break`, the groups, the child's facts.
    """
    began = records.table("periods_of_care").select(
        "child_id", *_GROUPS, date_day=col("start_day"), short_break=lit(value=False)
    )
    breaks = records.table("spells_of_care").filter(col("short_break"))
    return _flow(records, began, breaks.with_columns(date_day=col("start_day")))


def ends_of_care(records: Source) -> Frame:
    """One row for each period of care that ended, with its last groups; as `starts_of_care`."""
    last = {name: col(f"last_{name}") for name in _GROUPS}
    ended = records.table("periods_of_care").filter(col("end_day") < FAR_DAY)
    ended = ended.select("child_id", **last, date_day=col("end_day"), short_break=lit(value=False))
    breaks = records.table("spells_of_care").filter(col("short_break"), ~col("dec_day").is_null())
    return _flow(records, ended, breaks.with_columns(date_day=col("dec_day")))


def _flow(records: Source, periods: Frame, breaks: Frame) -> Frame:
    columns = ["child_id", "date_day", "short_break"]
    left_out = breaks.select(*columns, *_GROUPS).group_by(*columns).agg(col(*_GROUPS).max())
    whole = nw.concat([periods.select(*columns, *_GROUPS), left_out.select(*columns, *_GROUPS)])
    return whole.with_columns(date_month=month_of(col("date_day")))


def _with_months(frame: Frame) -> Frame:
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
    return _with_months(
        ordered.with_columns(end_day=ends).select(
            "child_id", "start_day", "end_day", placement=col("start_day")
        )
    )


def looked_after(records: Source) -> Frame:
    """One row for each stretch of days in which one episode is the child's current one.

    Rows of one child never overlap. `short_break` rows are days on which only a V3 or V4 episode
    is open: such children are not looked after in the figures. Columns: child_id, `start_day`,
    `end_day`, their months, `short_break`, the groups, `distance_miles` where it is known,
    `period_start_day`, `placement_start_day`, dob_month and the rest of the child's facts.
    """
    spells = records.table("spells_of_care").select(
        "child_id",
        "start_day",
        "end_day",
        "short_break",
        "decom_day",
        *_GROUPS,
        *_DISTANCE,
        rank=col("start_day") + when(col("short_break")).then(lit(0)).otherwise(lit(BEYOND)),
    )
    span = Span("child_id", "start_day", "end_day")
    tangled = records.table("tangled_children")
    current = latest_wins(records.engine, spells, span, tangled).drop("rank")
    chains = records.table("chained_episodes").select(
        "child_id",
        "period_start_day",
        "placement_start_day",
        decom_day=col("start_day"),
    )
    chained = current.join(chains, on=["child_id", "decom_day"], how="left")
    return _with_months(_with_distance(records, chained)).drop(*_DISTANCE)


_DISTANCE = ["home_post", "pl_post"]


def _with_distance(records: Source, frame: Frame) -> Frame:
    """The frame with `distance_miles`: as recorded, else straight from postcodes, else null."""
    recorded = lit(None, dtype=nw.Float64)
    if records.has("placement_distances"):
        table = records.table("placement_distances").group_by("child_id", "decom_day")
        given = table.agg(recorded=col("distance_miles").max())
        frame = frame.join(given, on=["child_id", "decom_day"], how="left")
        recorded = col("recorded")
    derived = lit(None, dtype=nw.Float64)
    if records.has("postcodes", ["oseast1m", "osnrth1m"]):
        frame = _with_grid(records, frame)
        derived = _miles()
    known = when(recorded.is_null()).then(derived).otherwise(recorded)
    measured = frame.with_columns(distance_miles=known)
    outside = col("distance_miles") >= _UNKNOWN_DISTANCE
    return measured.with_columns(distance_miles=when(~outside).then(col("distance_miles")))


_UNKNOWN_DISTANCE = 999.9
"""The DfE's mark for a distance not known or outside England."""

_METRES_A_MILE = 1609.3
"""As in the DfE's guidance, which divides kilometres by 1.6093."""


def _with_grid(records: Source, frame: Frame) -> Frame:
    """The frame with the grid references of both postcodes."""
    grid = _postcodes(records)
    for end in ("home", "pl"):
        key = f"{end}_key"
        places = grid.select(
            col("key").alias(key),
            col("oseast1m").cast(nw.Float64).alias(f"{end}_east"),
            col("osnrth1m").cast(nw.Float64).alias(f"{end}_north"),
        )
        frame = frame.with_columns(_postcode_key(f"{end}_post").alias(key))
        frame = frame.join(places, on=key, how="left").drop(key)
    return frame


def _miles() -> nw.Expr:
    """Straight-line miles to one decimal, half away from zero."""
    east, north = col("home_east") - col("pl_east"), col("home_north") - col("pl_north")
    metres = (east * east + north * north).sqrt()
    return ((metres * 10 / _METRES_A_MILE) + 0.5).floor() / 10


def looked_after_for(records: Source, months: int) -> Frame:
    """Stretches of months at whose end a child has been looked after for so many months.

    One row for each stretch: the columns of `looked_after` with `start_month` and `end_month` (the
    first month at whose end it is no longer so). The period of care began on or before the first
    day of the window, and no V3 or V4 episode overlaps it. `short_break` rows are kept as they are.
    """
    everyone = records.table("looked_after")
    current = everyone.filter(~col("short_break"))
    since = month_begun_by(col("period_start_day")) + (months - 1)
    late = when(since > col("start_month")).then(since).otherwise(col("start_month"))
    spans = current.with_columns(start_month=late).filter(col("start_month") < col("end_month"))
    broken = records.table("spells_of_care").filter(col("short_break"))
    until = month_begun_by(col("end_day")) + (months - 1)
    holes = broken.select(
        "child_id",
        start_month=month_of(col("start_day")),
        end_month=when(col("end_day") == FAR_DAY).then(lit(FAR_MONTH)).otherwise(until),
    )
    whole = without(records.engine, spans, holes, Span("child_id", "start_month", "end_month"))
    breaks = everyone.filter(col("short_break"))
    columns = everyone.collect_schema().names()
    return nw.concat([whole.select(columns), breaks.select(columns)])


def outcomes(records: Source) -> Frame:
    """OC2 as read, with the Header's birth where there is one; one row for each child and year."""
    return with_birth(records, records.raw("outcomes"))


def care_leavers(records: Source) -> Frame:
    """OC3 as read, one row for each young person and year, with the birthday in that year.

    Adds `birthday_month`, `birthday_day` and `age` (reached on it; null without a birth), and
    `age_group`. A birthday on 29 February falls on the 28th in other years; one that is not known
    is taken to be the year's last day, so that the young person is counted as left out.
    """
    leavers = with_birth(records, records.raw("care_leavers"))
    month = col("year_end_month") - (col("year_end_month") - col("dob_month")) % 12
    dated = leavers.with_columns(birthday_month=month).with_columns(
        age=(col("birthday_month") - col("dob_month")) // 12,
        birthday_day=birthday_in(col("birthday_month"), col("dob_day")),
    )
    unborn = col("age").is_null()
    return dated.with_columns(
        birthday_month=when(unborn).then(col("year_end_month")).otherwise(col("birthday_month")),
        birthday_day=when(unborn).then(col("year_end_day")).otherwise(col("birthday_day")),
        age_group=_leaver_band(),
    )


def _leaver_band() -> nw.Expr:
    band: nw.Expr = lit(UNKNOWN)
    for label, youngest, below in LEAVER_BANDS:
        inside = (col("age") >= youngest) & (col("age") < below)
        band = when(inside).then(lit(label)).otherwise(band)
    return band


DERIVED: dict[str, Callable[[Any], Frame]] = {
    "child_facts": child_facts,
    "spells_of_care": spells_of_care,
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
GROUPED = {
    name: placement_groups
    for name in (
        "spells_of_care",
        "periods_of_care",
        "starts_of_care",
        "ends_of_care",
        "looked_after",
        "looked_after_12_months",
        "looked_after_30_months",
    )
}
"""Tables made from those that were read, each once; `outcomes` and `care_leavers` are enriched."""
