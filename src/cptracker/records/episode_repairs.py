"""Which episodes of a stack of returns need repair, and how each ends.

First rows that a later return replaces are left out, then open rows are ended, then ends are drawn
to where an episode of a later return begins. Next and previous are by DECOM, and rows that end
before they start are nobody's neighbours.

Here and there LIIA's own code would let an earlier return change the figures of a later year, or
lose a child from the stock of a year whose return has it. The law comes first: for the days of a
collection year its own return decides. So, beyond LIIA: a row is said twice only if the other one
is of a later return; what begins within a later return's episode is replaced even if it has ended;
and care goes on over a gap only as far as no other return speaks for its days.
"""

from collections.abc import Sequence

import narwhals.stable.v2 as nw

from cptracker.records.days import Frame
from cptracker.records.engines import Engine
from cptracker.records.neighbours import beside
from cptracker.records.parsing import LINE
from cptracker.records.repairs import (
    ABSENT,
    ABSENT_AND_BACK,
    FOLLOWED,
    GAP,
    NOT_ENDED,
    OVERLAPS,
    REPLACED,
    SAID_TWICE,
    SLIP_OF_A_DAY,
    days_after_year_ends,
    ends_of_next_returns,
    numbered,
    sooner,
    year_ends,
)
from cptracker.records.stacking import FILE
from cptracker.records.years import YEAR

col, lit, when = nw.col, nw.lit, nw.when

_KEY = ["child_id", "decom"]
_SAME = ["rne", "ls", "place", "place_provider", "pl_post", "urn"]
_NEXT, _NEXT_YEAR = col("after_decom"), col(f"after_{YEAR}")


def episode_fixes(engine: Engine, frame: Frame, years: Sequence[int]) -> Frame | None:
    """The rows that are repaired, with `rule` and `new_end`; None where none is.

    Args:
        engine: The engine the frame lives on.
        frame: Canonical episodes, one row for each child and DECOM, with `_year`.
        years: The years in it, in order.
    """
    if not years:
        return None
    usable = frame.filter(col("dec").is_null() | (col("dec") >= col("decom")))
    suspects = engine.keep(_suspects(engine, usable, years[-1]))
    if not engine.rows(suspects.head(1)):
        return None
    carried = [*_KEY, "dec", "rec", *_SAME, YEAR]
    carried += [name for name in (FILE, LINE) if name in frame.collect_schema().names()]
    rows = engine.keep(usable.join(suspects, on="child_id", how="semi").select(carried))
    left_out = engine.keep(_left_out(engine, rows, years[-1]))
    kept = rows.join(left_out, on=_KEY, how="anti")
    placed = [name for name in (FILE, LINE) if name in carried]
    columns = [*_KEY, "rule", "new_end", *placed]
    ended = _ended(engine, kept, years).select(columns)
    return engine.keep(nw.concat([left_out.select(columns), ended]))


def _suspects(engine: Engine, rows: Frame, latest: int) -> Frame:
    """Children of whom some row may need repair; nearly always few."""
    narrow = rows.select(*_KEY, "dec", "rec", YEAR)
    near = beside(engine, narrow, "decom", before=[YEAR], after=["decom", YEAR])
    stale = col("dec").is_null() & ((col(YEAR) < latest) | ~_NEXT.is_null())
    unlike = (col(YEAR) < _NEXT_YEAR) & ((col("dec") > _NEXT) | _ended_too_soon())
    replaced = col(f"before_{YEAR}") > col(YEAR)
    suspect = stale | _yes(unlike) | _yes(replaced) | _slipped()
    return near.filter(suspect).select("child_id").unique()


def _yes(condition: nw.Expr) -> nw.Expr:
    """The condition, false where it is not known."""
    return condition.fill_null(value=False)


def _ended_too_soon() -> nw.Expr:
    return _yes((col("rec") == "X1") & (col("dec") < _NEXT))


def _slipped() -> nw.Expr:
    """Whether a row ended X1 and the next of the same return begins a day later."""
    day_after = col("dec").dt.offset_by("1d").cast(nw.Date)
    return _yes(_ended_too_soon() & (col(YEAR) == _NEXT_YEAR) & (day_after == _NEXT))


def _left_out(engine: Engine, rows: Frame, latest: int) -> Frame:
    """The rows that a later return replaces."""
    wanted = ["decom", *_SAME, YEAR]
    near = beside(engine, rows, "decom", before=wanted, after=wanted)
    stale = col("dec").is_null() & (col(YEAR) < latest)
    twice = stale & (_says_the_same("before") | _says_the_same("after"))
    behind = stale & _yes(col(f"before_{YEAR}") > col(YEAR))
    within = _within_later(near).with_columns(within=lit(1))
    marked = near.join(within, on=_KEY, how="left")
    replaced = behind | ~col("within").is_null()
    rule = when(twice).then(numbered(SAID_TWICE)).otherwise(when(replaced).then(numbered(REPLACED)))
    marked = marked.with_columns(rule=rule, new_end=lit(None, dtype=nw.Date))
    return marked.filter(~col("rule").is_null())


def _says_the_same(side: str) -> nw.Expr:
    """Whether the neighbour is of a later return and has the same codes; blanks are alike."""
    pairs = [(col(name), col(f"{side}_{name}")) for name in _SAME]
    alike = [_yes(own == other) | (own.is_null() & other.is_null()) for own, other in pairs]
    later = _yes(col(f"{side}_{YEAR}") > col(YEAR))
    return nw.all_horizontal(later, *alike, ignore_nulls=False)


def _within_later(rows: Frame) -> Frame:
    """The rows that begin while an episode of a later return is running."""
    later = rows.select("child_id", first=col("decom"), last=col("dec"), later_year=col(YEAR))
    pairs = rows.select(*_KEY, YEAR).join(later, on="child_id", how="inner")
    running = (col("first") < col("decom")) & (col("last").is_null() | (col("last") > col("decom")))
    return pairs.filter(col("later_year") > col(YEAR), running).select(_KEY).unique()


def _ended(engine: Engine, rows: Frame, years: Sequence[int]) -> Frame:
    """The rows that end otherwise than they say."""
    near = beside(engine, rows, "decom", after=["decom", "rne", YEAR])
    dated = near.with_columns(
        own_end=year_ends(years),
        over=days_after_year_ends(years),
        too_far=_yes(ends_of_next_returns(years) < _NEXT),
        anew=_yes(col("after_rne") == "S"),
        later=_yes(col(YEAR) < _NEXT_YEAR),
    )
    first = dated.with_columns(rule=_first_rule(years[-1]))
    first = first.with_columns(new_end=_first_end())
    late, early = col("later") & _yes(col("new_end") > _NEXT), _ended_early()
    second = when(late).then(numbered(OVERLAPS)).otherwise(when(early).then(numbered(GAP)))
    moved = first.with_columns(
        rule=when(late | early).then(second).otherwise(col("rule")),
        new_end=when(late | early).then(_NEXT).otherwise(col("new_end")),
    )
    return moved.filter(~col("rule").is_null())


def _first_rule(latest: int) -> nw.Expr:
    """How an open row ends; and one that a slip of a day parts from the next."""
    is_open, stale = col("dec").is_null(), col(YEAR) < latest
    followed = when(col("anew")).then(numbered(ABSENT_AND_BACK)).otherwise(numbered(FOLLOWED))
    alone = _NEXT.is_null() | col("too_far")
    of_stale = when(alone).then(numbered(ABSENT)).otherwise(followed)
    of_latest = when(~_NEXT.is_null()).then(numbered(NOT_ENDED))
    of_open = when(stale).then(of_stale).otherwise(of_latest)
    return when(is_open).then(of_open).otherwise(when(_slipped()).then(numbered(SLIP_OF_A_DAY)))


def _first_end() -> nw.Expr:
    """Where a row ends after the first stage."""
    absent = _yes(col("rule") == numbered(ABSENT))
    back = _yes(col("rule") == numbered(ABSENT_AND_BACK))
    same = when(~col("rule").is_null()).then(_NEXT).otherwise(col("dec"))
    other = when(back).then(sooner(col("over"), _NEXT)).otherwise(same)
    return when(absent).then(col("over")).otherwise(other)


def _ended_early() -> nw.Expr:
    """Whether a row ended X1 before the next, of a later return, and care went on until then.

    Not over days for which another return speaks, nor over days of the later return's own year if
    care began anew with the next row (RNE S).
    """
    anew = col("anew") & _yes(col("own_end") < _NEXT)
    return col("rule").is_null() & col("later") & _ended_too_soon() & ~anew & ~col("too_far")
