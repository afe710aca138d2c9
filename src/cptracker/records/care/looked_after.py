"""Who is looked after, day by day: usable episodes, and the one that is current.

Episodes under V3 or V4 (series of short breaks) take no part, except that they are kept as
`short_break` rows to be counted as left out.
"""

import narwhals.stable.v2 as nw

from cptracker.files.table_problems import NOT_CONFIRMED
from cptracker.records.care.days import BEYOND, FAR_DAY, FAR_MONTH, Frame, month_begun_by, month_of
from cptracker.records.care.groups import PLACE_CODES
from cptracker.records.care.periods import with_blanks, with_months
from cptracker.records.care.places import POSTCODES, with_distance, with_district
from cptracker.records.care.spells import SpellDays, latest_wins, overlapping, without
from cptracker.records.engines import RecordSource

col, lit, when = nw.col, nw.lit, nw.when


_SHORT_BREAKS = ["V3", "V4"]


_DAYS = SpellDays("child_id", "start_day", "end_day")


_MONTHS = SpellDays("child_id", "start_month", "end_month")


_COLUMNS = [
    *("child_id", "decom_day", "decom_month", "dec_day", "dec_month", "start_day", "end_day"),
    *("short_break", "rne", "ls", "place", "place_provider", "rec", "urn", *POSTCODES),
    NOT_CONFIRMED,
]
"""What later steps and measures read of an episode."""


def spells_of_care(records: RecordSource) -> Frame:
    """Usable episodes: those with a DECOM that end after it, `short_break` marked.

    One row for each child and DECOM, with `start_day`, `end_day`, groups and distance.
    """
    episodes = _spelled(records)
    usable = episodes.filter(col("end_day") > col("start_day"))
    wanted = [name for name in _COLUMNS if name in usable.collect_schema().names()]
    in_order = records.engine.arranged(usable.select(wanted), ["child_id", "start_day"])
    return with_district(records, with_months(in_order))


def _spelled(records: RecordSource) -> Frame:
    """Episodes with `start_day`, `end_day` (open ends far off) and `short_break`."""
    episodes = records.table("episodes").filter(~col("decom_day").is_null())
    if NOT_CONFIRMED not in episodes.collect_schema().names():
        episodes = episodes.with_columns(**{NOT_CONFIRMED: lit(value=False)})
    return episodes.with_columns(
        start_day=col("decom_day"),
        end_day=col("dec_day").fill_null(FAR_DAY),
        short_break=col("ls").is_in(_SHORT_BREAKS).fill_null(value=False),
    )


def ended_episodes(records: RecordSource) -> Frame:
    """Episodes that ended, also those that lasted no day (DEC = DECOM), whose reason counts.

    Short breaks that lasted no day are none.

    One row for each child and DECOM: child_id, `decom_day`, `decom_month`, `dec_day`, `dec_month`,
    `short_break`, `rec`, the groups and `not_in_next_return`.
    """
    episodes = with_blanks(_spelled(records), ["rec"])
    day_of_care = col("end_day") > col("start_day")
    brief = (col("end_day") == col("start_day")) & ~col("short_break")
    ended = episodes.filter(col("end_day") < FAR_DAY, day_of_care | brief)
    wanted = [name for name in _COLUMNS if name in ended.collect_schema().names()]
    columns = [name for name in wanted if name not in ("start_day", "end_day")]
    return with_district(records, ended.select(columns))


def tangled_children(records: RecordSource) -> Frame:
    """Children of whom some spell begins before another is over."""
    spells = records.table("spells_of_care").select(*_DAYS.columns)
    return overlapping(records.engine, spells, _DAYS)


def looked_after(records: RecordSource) -> Frame:
    """One row for each stretch of days in which one episode is the child's current one.

    Rows of one child never overlap. `short_break` rows are days on which only a V3 or V4 episode
    is open: such children are not looked after in the figures. Columns: child_id, `start_day`,
    `end_day`, their months, `short_break`, the groups, `distance_miles` where it is known,
    `period_start_day`, `placement_start_day` and `settled_start_day`.
    """
    spells = records.table("spells_of_care").select(
        "child_id",
        "start_day",
        "end_day",
        "short_break",
        "decom_day",
        *PLACE_CODES,
        *POSTCODES,
        rank=col("start_day") + when(col("short_break")).then(lit(0)).otherwise(lit(BEYOND)),
    )
    tangled = records.table("tangled_children")
    current = latest_wins(records.engine, spells, _DAYS, tangled).drop("rank")
    chains = records.table("chained_episodes").select(
        "child_id",
        "period_start_day",
        "placement_start_day",
        "settled_start_day",
        decom_day=col("start_day"),
    )
    chained = current.join(chains, on=["child_id", "decom_day"], how="left")
    return with_months(with_distance(records, chained)).drop(*POSTCODES)


def looked_after_for(records: RecordSource, months: int) -> Frame:
    """Stretches of months at whose end a child has been looked after for so many months.

    One row for each stretch: the columns of `looked_after` with `start_month` and `end_month` (the
    first month at whose end it is no longer so). The period of care began on or before the first
    day of the window, and no V3 or V4 episode overlaps it. `short_break` rows are kept as they are.
    """
    everyone = records.table("looked_after")
    current = everyone.filter(~col("short_break"))
    since = month_begun_by(col("period_start_day")) + (months - 1)
    late = when(since > col("start_month")).then(since).otherwise(col("start_month"))
    stays = current.with_columns(start_month=late).filter(col("start_month") < col("end_month"))
    broken = records.table("spells_of_care").filter(col("short_break"))
    until = month_begun_by(col("end_day")) + (months - 1)
    holes = broken.select(
        "child_id",
        start_month=month_of(col("start_day")),
        end_month=when(col("end_day") == FAR_DAY).then(lit(FAR_MONTH)).otherwise(until),
    )
    frame = without(records.engine, stays, holes, _MONTHS)
    breaks = everyone.filter(col("short_break"))
    columns = everyone.collect_schema().names()
    return nw.concat([frame.select(columns), breaks.select(columns)])
