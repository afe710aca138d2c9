"""Which episodes of a stack of returns need repair, and how each ends.

First open rows that a later return replaces are left out and the others are ended, then ends are
drawn to where an episode of a later return begins, and slips of a day are mended. Next and previous
are by DECOM, among the rows of a row's own return and of later ones: what only an earlier return
holds says nothing of what a later one returned.

Here and there LIIA's own code would let an earlier return change the figures of a later year, or
lose a child from the stock of a year whose return has it. There the law decides that the days of a
collection year are its own return's: besides the neighbours, a row is said twice only if the other
one is of a later return; what begins within a later return's episode is replaced even if it has
ended; and care goes on over a gap only as far as no other return speaks for its days.
"""

from collections.abc import Sequence

import polars as pl

from cptracker.files.table_problems import YEAR
from cptracker.records.authority.neighbours import with_neighbours
from cptracker.records.authority.repairs import (
    ABSENT,
    ABSENT_AND_BACK,
    FOLLOWED,
    GAP,
    NOT_ENDED,
    OVERLAPS,
    REPLACED,
    SAID_TWICE,
    SLIP_OF_A_DAY,
    RepairRule,
    days_after_year_ends,
    ends_of_next_returns,
    numbered,
    of_kind,
    placed,
    sooner,
    year_ends,
)

col, lit, when = pl.col, pl.lit, pl.when


_KEY = ["child_id", "decom"]


_SAME = ["rne", "ls", "place", "place_provider", "pl_post", "urn"]


COLUMNS = (*_KEY, "dec", "rec", *_SAME, YEAR)
"""Which columns of episodes decide what becomes of them."""


_NEXT, _NEXT_YEAR = col("after_decom"), col(f"after_{YEAR}")


def episode_fixes(rows: pl.DataFrame, years: Sequence[int]) -> pl.DataFrame:
    """The rows that are repaired, with `rule`, `new_end` and `new_rec`.

    Args:
        rows: All episodes of the children in question: `COLUMNS`, one row for each child and DECOM,
            and where they stand if that is known.
        years: The years supplied, in order.
    """
    fitted = _second_stage(_first_stage(rows, years))
    mended = _without_slips(fitted).filter(~col("rule").is_null())
    return mended.select(*_KEY, "rule", "new_end", *placed(rows), new_rec=_NEW_REC)


def _yes(condition: pl.Expr) -> pl.Expr:
    """The condition, false where it is not known."""
    return condition.fill_null(value=False)


def _day_after(column: str) -> pl.Expr:
    return col(column).dt.offset_by("1d").cast(pl.Date)


def _first_stage(rows: pl.DataFrame, years: Sequence[int]) -> pl.DataFrame:
    """Open rows: left out, or ended. Without those that are left out there is a `rule` for each."""
    codes = [*_SAME, YEAR]
    near = with_neighbours(rows, "decom", YEAR, before=codes, after=codes)
    dated = near.join(_within_later(rows), on=_KEY, how="left").with_columns(
        own_end=year_ends(years),
        over=days_after_year_ends(years),
        too_far=_yes(ends_of_next_returns(years) < _NEXT),
        earlier=col(YEAR) < years[-1],
    )
    first_stage = dated.with_columns(rule=_FIRST_RULE)
    return first_stage.with_columns(new_end=_FIRST_END, goes_on=_GOES_ON)


def _within_later(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows that begin while an episode of a later return is running, be they open or ended."""
    later = rows.select("child_id", first="decom", last="dec", later_year=YEAR)
    pairs = rows.select(*_KEY, YEAR).join(later, on="child_id", how="inner")
    running = col("last").is_null() | (col("last") > col("decom"))
    later_one = (col("later_year") > col(YEAR)) & (col("first") < col("decom"))
    return pairs.filter(later_one, running).select(*_KEY, within=lit(value=True)).unique()


def _says_the_same(side: str) -> pl.Expr:
    """Whether the neighbour is of a later return and has the same codes; blanks are alike."""
    alike = [col(name).eq_missing(col(f"{side}_{name}")) for name in _SAME]
    return pl.all_horizontal(_yes(col(f"{side}_{YEAR}") > col(YEAR)), *alike)


def _first_rule() -> pl.Expr:
    """What becomes of a row that a later return replaces, and of one that is open."""
    twice = _says_the_same("before") | _says_the_same("after")
    replaced = _yes(col(f"before_{YEAR}") > col(YEAR))
    anew = _yes(col("after_rne") == "S")
    followed = when(anew).then(numbered(ABSENT_AND_BACK)).otherwise(numbered(FOLLOWED))
    alone = _NEXT.is_null() | col("too_far")
    ended = when(alone).then(numbered(ABSENT)).otherwise(followed)
    followed_on = when(replaced).then(numbered(REPLACED)).otherwise(ended)
    of_stale = when(twice).then(numbered(SAID_TWICE)).otherwise(followed_on)
    of_latest = when(~_NEXT.is_null()).then(numbered(NOT_ENDED))
    of_open = when(col("earlier")).then(of_stale).otherwise(of_latest)
    by_order = when(col("dec").is_null()).then(of_open)
    return (
        when(col("within").is_null() | (col("dec").is_null() & twice))
        .then(by_order)
        .otherwise(numbered(REPLACED))
    )


def _first_end() -> pl.Expr:
    """Where a row ends after the first stage."""
    absent, back = _yes(_is(ABSENT)), _yes(_is(ABSENT_AND_BACK))
    same = when(~col("rule").is_null()).then(_NEXT).otherwise(col("dec"))
    other = when(back).then(sooner(col("over"), _NEXT)).otherwise(same)
    return when(absent).then(col("over")).otherwise(other)


def _goes_on() -> pl.Expr:
    """Whether REC says, or the repair, that the next episode begins the same day (X1)."""
    expression, unsaid = _yes(col("rec") == "X1"), col("rec").is_null()
    not_ended = _yes(_is(NOT_ENDED)) & (expression | unsaid)
    return (expression & col("rule").is_null()) | not_ended | _yes(_is(FOLLOWED))


def _new_rec() -> pl.Expr:
    """REC of a repaired episode: X1 if care goes on, none where the end was made, else its own.

    A reason without a day is none (DfE 148).
    """
    coded = when(~of_kind(lambda rule: rule.opened)).then(col("rec"))
    return when(col("goes_on")).then(lit("X1")).otherwise(coded)


def _is(rule: RepairRule) -> pl.Expr:
    return col("rule") == numbered(rule)


# Expressions cost more to put together than these few rows cost to compute, so they are kept.
_FIRST_RULE, _FIRST_END, _GOES_ON = _first_rule(), _first_end(), _goes_on()


_NEW_REC = _new_rec()


_DROPPED = _yes(_is(SAID_TWICE) | _is(REPLACED))


def _second_stage(first_stage: pl.DataFrame) -> pl.DataFrame:
    """Ends that do not fit where an episode of a later return begins.

    Care does not go on over days for which another return speaks, nor over days of the later
    return's own year if it says that care began anew with the next row (RNE S).
    """
    gone, frame = first_stage.filter(_DROPPED), first_stage.filter(~_DROPPED)
    carried = [*_KEY, "dec", "rec", "ls", "rne", YEAR, *placed(first_stage)]
    names = [*carried, "rule", "new_end", "goes_on", "own_end", "too_far"]
    near = with_neighbours(frame.select(names), "decom", YEAR, after=["rne", YEAR])
    later = _yes(col(YEAR) < _NEXT_YEAR)
    late = later & _yes(col("new_end") > _NEXT)
    anew = _yes(col("after_rne") == "S") & _yes(col("own_end") < _NEXT)
    early = later & col("goes_on") & _yes(col("new_end") < _NEXT) & ~anew & ~col("too_far")
    second = when(late).then(numbered(OVERLAPS)).otherwise(when(early).then(numbered(GAP)))
    fitted = near.with_columns(
        rule=when(late | early).then(second).otherwise(col("rule")),
        new_end=when(late | early).then(_NEXT).otherwise(col("new_end")),
    )
    return pl.concat([gone.select(names), fitted.select(names)])


def _without_slips(fitted: pl.DataFrame) -> pl.DataFrame:
    """Ends a day too early: X1, and an episode begins the day after, of whatever return.

    An episode that ends before it begins does not come between, nor one that begins and ends on
    the day itself.
    """
    care = fitted.filter(~_yes(col("ls").is_in(["V3", "V4"])), ~_DROPPED)
    ended = care.filter(col("goes_on"), _yes(col("new_end") > col("decom")))
    others = care.filter(~_yes(col("new_end") < col("decom"))).select(
        "child_id", begins="decom", brief=_yes(col("new_end") == col("decom"))
    )
    pairs = ended.select(*_KEY, "new_end").join(others, on="child_id", how="inner")
    later = col("begins") > col("new_end")
    following = (
        pairs.filter(later | ((col("begins") == col("new_end")) & ~col("brief")))
        .group_by(*_KEY)
        .agg(begins=col("begins").min())
    )
    joined = fitted.join(following, on=_KEY, how="left")
    slipped = _yes(_day_after("new_end") == col("begins"))
    return joined.with_columns(
        rule=when(slipped).then(numbered(SLIP_OF_A_DAY)).otherwise(col("rule")),
        new_end=when(slipped).then(col("begins")).otherwise(col("new_end")),
    )
