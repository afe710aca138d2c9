"""Chains of episodes: the periods of care.

A period of care goes on while each episode begins on the day an earlier one ended, or earlier; a
gap or RNE S begins a new one. RNE S on the day on which the episode before ended X1, which says
that care goes on, begins none (DfE 431). Nearly all children have no overlapping episodes, and for
them the episode before decides alone; the others, the tangled ones, take the long way round.
"""

from collections.abc import Sequence

import narwhals.stable.v2 as nw

from cptracker.files.table_problems import NOT_CONFIRMED
from cptracker.records.care.days import BEYOND, FAR_DAY, Frame, month_of
from cptracker.records.care.groups import ENDING_CODES, PLACE_CODES
from cptracker.records.care.placements import with_placements
from cptracker.records.engines import Engine, RecordSource

col, lit, when = nw.col, nw.lit, nw.when


_CHAINED = ["child_id", "start_day", "end_day", "rne", "place", "pl_post", "urn", "rec"]


_GOES_ON = "X1"
"""REC that says that the next episode begins on the same day."""


def chained_episodes(records: RecordSource) -> Frame:
    """Episodes with the period of care and the placement each belongs to.

    One row for each usable episode that is no short break. `period_start_day` and `period_end_day`
    are its period of care's; `placement_start_day` is its placement's, null where only temporary
    placements (T0 to T4) have come so far; `opens_home` marks the episode that began a placement.
    `settled_start_day` is the same but for a child placed for adoption, where it is the first day
    of the placement just before the adoptive one.
    """
    episodes = records.table("spells_of_care").filter(~col("short_break"))
    episodes = with_blanks(episodes, _CHAINED).select(_CHAINED)
    tangled = records.table("tangled_children")
    plain = episodes.join(tangled, on="child_id", how="anti")
    knotted = episodes.join(tangled, on="child_id", how="semi")
    engine = records.engine
    frames = [
        with_placements(engine, _chained_by_neighbours(engine, plain)),
        with_placements(engine, _with_period(engine, knotted)),
    ]
    return nw.concat(frames)


def with_blanks(episodes: Frame, columns: Sequence[str]) -> Frame:
    """The episodes with a blank column of text for each they do not have; a file may lack some."""
    names = episodes.collect_schema().names()
    blank = {name: lit(None, dtype=nw.String) for name in columns if name not in names}
    return episodes.with_columns(**blank) if blank else episodes


def _chained_by_neighbours(engine: Engine, episodes: Frame) -> Frame:
    """Number the periods of care of children whose episodes never overlap."""
    same = (col("child_id") == col("child_id").shift(1)).fill_null(value=False)
    reached = same & (col("start_day") <= col("end_day").shift(1)).fill_null(value=False)
    expression = (col("rec").shift(1) == _GOES_ON) & (col("end_day").shift(1) == col("start_day"))
    started = (col("rne") == "S").fill_null(value=False) & ~(same & expression).fill_null(
        value=False
    )
    return engine.in_order(
        episodes,
        ["child_id"],
        "start_day",
        [
            {"begins": (started | ~reached).cast(nw.Int64)},
            {"period": col("begins").cum_sum()},
        ],
    ).drop("begins")


def _with_period(engine: Engine, episodes: Frame) -> Frame:
    """Number the periods of care of the others: by the place of their first episode.

    Each episode goes on with the period that reaches furthest, or begins one. A period that another
    start interrupts is not over.
    """
    frame = episodes.filter((col("rec") == _GOES_ON).fill_null(value=False))
    frame = frame.select("child_id", start_day="end_day", said=lit(1)).unique()
    marked = episodes.join(frame, on=["child_id", "start_day"], how="left")
    same = (col("child_id") == col("child_id").shift(1)).fill_null(value=False)
    started = (col("rne") == "S").fill_null(value=False) & col("said").is_null()
    first = when(col("begins") & col("furthest")).then(col("at")).otherwise(lit(0))
    ordered = engine.in_order(
        marked.with_columns(one=lit(1)),
        ["child_id"],
        "start_day",
        [
            {"other": (~same).cast(nw.Int64)},
            {"child": col("other").cum_sum(), "at": col("one").cum_sum()},
            {"reach": (col("child") * BEYOND + col("end_day")).cum_max()},
            {"reached": col("reach").shift(1) - col("child") * BEYOND},
            {
                "begins": ~same | started | (col("start_day") > col("reached")),
                "furthest": ~same | (col("end_day") > col("reached")),
            },
            {"leads": first.cum_max()},
        ],
    )
    period = when(col("begins")).then(col("at")).otherwise(col("leads")).cast(nw.Int64)
    return ordered.select(*episodes.collect_schema().names(), period=period)


def periods_of_care(records: RecordSource) -> Frame:
    """One row for each period of care: a chain of a child's episodes without a gap.

    Columns: child_id, `start_day`, `start_month`, `end_day`, `end_month` (open ends far off), the
    groups of the first episode under their own names and of the last as `last_…`; whether it only
    ended because no later return has it, `not_in_next_return`.
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
    ended = _with_brief_reason(records, _with_confirmation(records, joined))
    renamed = ended.rename({"period_start_day": "start_day", "period_end_day": "end_day"})
    return with_months(renamed)


def _with_confirmation(records: RecordSource, periods: Frame) -> Frame:
    """With `not_in_next_return`: whether it ends with an end that was made when it was read.

    Of several episodes that end on the day, the one that began last says so.
    """
    spells = records.table("spells_of_care").filter(~col("short_break"), col("end_day") < FAR_DAY)
    lazy_frame = spells.filter(col(NOT_CONFIRMED)).select("child_id", "end_day", "start_day")
    theirs = spells.join(lazy_frame.select("child_id").unique(), on="child_id", how="semi")
    last = theirs.group_by("child_id", "end_day").agg(start_day=col("start_day").max())
    both = lazy_frame.join(last, on=["child_id", "end_day", "start_day"], how="semi")
    frame = both.select("child_id", period_end_day="end_day", made=lit(1))
    joined = periods.join(frame, on=["child_id", "period_end_day"], how="left")
    return joined.with_columns(**{NOT_CONFIRMED: ~col("made").is_null()}).drop("made")


def _with_brief_reason(records: RecordSource, periods: Frame) -> Frame:
    """With the reason of an episode that lasted no day (DEC = DECOM) where it was the last."""
    ended = records.table("ended_episodes").filter(~col("short_break"))
    brief = ended.filter(
        col("dec_day") == col("decom_day"), (col("rec") != _GOES_ON).fill_null(value=False)
    ).select("child_id", period_end_day="dec_day", brief_rec="rec")
    joined = periods.join(brief, on=["child_id", "period_end_day"], how="left")
    expression = col("brief_rec").is_null()
    last = when(expression).then(col("last_rec")).otherwise(col("brief_rec"))
    return joined.with_columns(last_rec=last).drop("brief_rec")


def _with_codes(spells: Frame) -> Frame:
    """What is carried along of each spell, by child and first day; a file may lack REC."""
    return with_blanks(spells, ["rec"]).select("child_id", "start_day", *ENDING_CODES)


def starts_of_care(records: RecordSource) -> Frame:
    """One row for each period of care as it began, and for each short break as one left out.

    Columns: child_id, `date_day`, `date_month`, `short_break` and the groups.
    """
    began = records.table("periods_of_care").select(
        "child_id", *PLACE_CODES, date_day=col("start_day"), short_break=lit(value=False)
    )
    breaks = records.table("spells_of_care").filter(col("short_break"))
    return _flow(began, breaks.with_columns(date_day=col("start_day")), PLACE_CODES)


def ends_of_care(records: RecordSource) -> Frame:
    """One row for each period of care that ended, with its last groups; as `starts_of_care`.

    Also `rec`, why the episode ceased that began last, and `not_in_next_return`: that it ended only
    because no later return has it, which is no leaving.
    """
    last = {name: col(f"last_{name}") for name in ENDING_CODES}
    ended = records.table("periods_of_care").filter(col("end_day") < FAR_DAY)
    ended = ended.select(
        "child_id", NOT_CONFIRMED, **last, date_day=col("end_day"), short_break=lit(value=False)
    )
    breaks = records.table("spells_of_care").filter(col("short_break"), ~col("dec_day").is_null())
    expression = lit(value=False).alias(NOT_CONFIRMED)
    coded = _with_codes(breaks.with_columns(start_day=col("dec_day")))
    dated = coded.rename({"start_day": "date_day"}).with_columns(short_break=lit(value=True))
    return _flow(ended, dated.with_columns(expression), ENDING_CODES, [NOT_CONFIRMED])


def _flow(periods: Frame, breaks: Frame, codes: Sequence[str], marks: Sequence[str] = ()) -> Frame:
    columns = ["child_id", "date_day", "short_break", *marks]
    left_out = breaks.select(*columns, *codes).group_by(*columns).agg(col(*codes).max())
    frame = nw.concat([periods.select(*columns, *codes), left_out.select(*columns, *codes)])
    return frame.with_columns(date_month=month_of(col("date_day")))


def with_months(frame: Frame) -> Frame:
    """The frame with the months of its `start_day` and `end_day`."""
    return frame.with_columns(
        start_month=month_of(col("start_day")), end_month=month_of(col("end_day"))
    )
