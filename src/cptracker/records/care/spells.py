"""Spells of one subject cut into pieces that do not overlap.

Councils' files hold episodes that overlap by mistake. A child is looked after once on a day however
many episodes are open, so overlapping spells are cut at every change and each piece is given to the
spell that counts. Subjects without any overlap, nearly all of them, pass through untouched. A spell
runs from a whole number up to, not including, another: days, months or periods alike.
"""

import narwhals.stable.v2 as nw
from attrs import frozen

from cptracker.records.care.days import Frame
from cptracker.records.engines import Engine

col = nw.col


@frozen
class SpellDays:
    """The columns of a spell: whose it is, where it starts, and where it is over."""

    subject: str
    start: str
    end: str

    @property
    def columns(self) -> list[str]:
        """All three names."""
        return [self.subject, self.start, self.end]


def latest_wins(
    engine: Engine, spells: Frame, span: SpellDays, tangled: Frame | None = None
) -> Frame:
    """Spells cut into pieces in which one counts: the open one with the highest `rank`."""
    if tangled is None:
        tangled = engine.keep(overlapping(engine, spells.select(*span.columns), span))
    plain = spells.join(tangled, on=span.subject, how="anti")
    knotted = engine.keep(spells.join(tangled, on=span.subject, how="semi"))
    pieces = _pieces(engine, knotted, span)
    frame = knotted.select(
        span.subject, "rank", whole_start=col(span.start), whole_end=col(span.end)
    )
    covered = pieces.join(frame, on=span.subject, how="inner").filter(
        col("whole_start") <= col(span.start), col(span.end) <= col("whole_end")
    )
    won = covered.group_by(*span.columns).agg(col("rank").max())
    cut = won.join(knotted.drop(span.start, span.end), on=[span.subject, "rank"], how="inner")
    columns = spells.collect_schema().names()
    return nw.concat([plain.select(columns), cut.select(columns)])


def without(engine: Engine, spells: Frame, holes: Frame, span: SpellDays) -> Frame:
    """The spells less what the holes cover.

    Args:
        engine: The engine that runs it.
        spells: Spells of one subject that do not overlap: the span's columns and any others.
        holes: Spells to take out, overlapping or not: the span's columns.
        span: The columns of a spell.

    Returns:
        The rows of `spells`, cut where a hole lies in them.
    """
    holes = engine.keep(holes.select(*span.columns))
    plain = spells.join(holes, on=span.subject, how="anti")
    holed = engine.keep(spells.join(holes, on=span.subject, how="semi"))
    edges = nw.concat([holed.select(*span.columns), holes])
    pieces = _pieces(engine, edges, span).rename({span.start: "piece", span.end: "piece_end"})
    gone = _inside(pieces, holes, span).select(span.subject, "piece").unique()
    free = pieces.join(gone, on=[span.subject, "piece"], how="anti")
    frame = _inside(free, holed, span)
    cut = frame.with_columns(**{span.start: col("piece"), span.end: col("piece_end")})
    columns = spells.collect_schema().names()
    return nw.concat([plain.select(columns), cut.select(columns)])


def _inside(pieces: Frame, spells: Frame, span: SpellDays) -> Frame:
    """Each piece beside every spell of its subject that covers it."""
    return pieces.join(spells, on=span.subject, how="inner").filter(
        col(span.start) <= col("piece"), col("piece_end") <= col(span.end)
    )


def overlapping(engine: Engine, spells: Frame, span: SpellDays) -> Frame:
    """The subjects of whom one spell begins before another is over.

    Of spells in order of start, some two overlap only if some two neighbours do.
    """
    before = {"before": col(span.subject).shift(1), "until": col(span.end).shift(1)}
    near = engine.in_order(spells, [span.subject], span.start, [before])
    clash = near.filter(col("before") == col(span.subject), col(span.start) < col("until"))
    return clash.select(span.subject).unique()


def _pieces(engine: Engine, spells: Frame, span: SpellDays) -> Frame:
    """Every stretch between two neighbouring starts or ends of a subject."""
    subject = col(span.subject)
    starts = spells.select(subject, col(span.start))
    ends = spells.select(subject, col(span.end).alias(span.start))
    points = nw.concat([starts, ends]).unique()
    after = {"after": subject.shift(-1), span.end: col(span.start).shift(-1)}
    near = engine.in_order(points, [span.subject], span.start, [after])
    return near.filter(col("after") == subject).select(*span.columns)
