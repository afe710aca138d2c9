"""What a line of the ledger says of a paper, as classes that are written and read through cattrs.

A line of an edition of cptracker before or after is read as the status is: a field that a line has
not got is what `absent` says of it, one that had another name is what `formerly` says, and one that
is not known is passed over.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any, Literal

from attrs import field, frozen

from cptracker.audit.observed import Nature, Observed
from cptracker.audit.papers import PublishedPaper
from cptracker.model.figure_keys import FigureKey
from cptracker.model.related import RelatedMeasures
from cptracker.status_json.conversions import WrongJsonError
from cptracker.status_json.converting import as_json, from_json
from cptracker.status_json.protection import RelatedDocument
from cptracker.status_json.related import related_document, related_of
from cptracker.status_json.scalars import Allowed, Readable, absent, formerly

FractionText = Annotated[str, Readable(expected="a fraction such as 75/2", parse=Fraction)]
"""A value without any rounding."""


FigureRow = tuple[
    str, str, str, str, Literal["hidden", "shown"], int | None, int | None, FractionText | None
]
"""Measure, period, breakdown, group, whether it is hidden, numerator, denominator, exact value."""


@frozen(kw_only=True)
class MeasureEntry:
    """What the figures of a measure are.

    Attributes:
        related: The measure within which it lies, if any, and then what it is the same as.
        flows: The measure by which it grows, and by which it shrinks.
    """

    statistic: str = field(metadata=formerly("sort"))
    sensitive: bool
    over_time: str
    related: Annotated[tuple[str, ...], Allowed(min_items=1)] = field(
        metadata=absent([""]) | formerly("ties")
    )
    flows: tuple[str, str] = field(metadata=absent(["", ""]) | formerly("moved_by"))


@frozen(kw_only=True)
class PaperEntry:
    """A paper that was published: what it showed of children, and what it said is hidden.

    Attributes:
        measures: By identifier.
    """

    plan: str
    name: str
    as_at: str
    profile: str
    kind: str
    related: tuple[RelatedDocument, ...] = field(metadata=absent([]))
    measures: dict[str, MeasureEntry]
    figures: tuple[FigureRow, ...]


def entry_of(paper: PublishedPaper, plan: str) -> dict[str, Any]:
    """A paper as a line says it.

    Args:
        paper: What was published.
        plan: The identifier of the ledger's plan.
    """
    figure_by_measure = {figure.cell.measure: figure for figure in paper.figures}
    entry = PaperEntry(
        plan=plan,
        name=paper.name,
        as_at=paper.as_at,
        profile=paper.profile,
        kind=paper.kind,
        related=tuple(map(related_document, paper.related)),
        measures={measure: _measure(figure) for measure, figure in figure_by_measure.items()},
        figures=rows_of(paper),
    )
    document: dict[str, Any] = as_json(entry)
    return document


def _measure(figure: Observed) -> MeasureEntry:
    related = figure.related
    return MeasureEntry(
        statistic=figure.statistic,
        sensitive=figure.sensitive,
        over_time=figure.over_time,
        related=(related.part_of, *related.same_as),
        flows=(related.inflow, related.outflow),
    )


def rows_of(paper: PublishedPaper) -> tuple[FigureRow, ...]:
    """Each figure of children once: what it is of, and what is shown of it."""
    rows: dict[FigureKey, FigureRow] = {}
    for figure in paper.figures:
        if figure.children and (
            figure.hidden or figure.numerator is not None or figure.value is not None
        ):
            value = None if figure.value is None else str(figure.value)
            state: Literal["hidden", "shown"] = "hidden" if figure.hidden else "shown"
            row = (*figure.cell, state, figure.numerator, figure.denominator, value)
            rows.setdefault(figure.cell, row)
    return tuple(rows[cell] for cell in sorted(rows))


def paper_of(line: Mapping[str, Any]) -> PublishedPaper:
    """The paper that a line tells of.

    Raises:
        cattrs.BaseValidationError: When the line is damaged.
        WrongJsonError: When a figure is of a measure of which the line says nothing.
    """
    entry = from_json(line, PaperEntry)
    if not {row[0] for row in entry.figures} <= entry.measures.keys():
        raise WrongJsonError("one that says what each of its measures is")
    natures = {
        measure: _nature(measure, measure_entry)
        for measure, measure_entry in entry.measures.items()
    }
    return PublishedPaper(
        name=f"{entry.name} as at {entry.as_at}",
        plan=entry.plan,
        as_at=entry.as_at,
        profile=entry.profile,
        kind=entry.kind,
        figures=tuple(_observed(row, natures[row[0]]) for row in entry.figures),
        related=tuple(map(related_of, entry.related)),
    )


def _nature(measure: str, entry: MeasureEntry) -> Nature:
    within, *same_as = entry.related
    inflow, outflow = entry.flows
    return Nature(
        measure=measure,
        statistic=entry.statistic,
        children=True,
        sensitive=entry.sensitive,
        over_time=entry.over_time,
        related=RelatedMeasures(
            part_of=within, same_as=tuple(same_as), inflow=inflow, outflow=outflow
        ),
    )


def _observed(row: FigureRow, nature: Nature) -> Observed:
    measure, period, by, group, state, numerator, denominator, value = row
    return Observed(
        cell=FigureKey(measure, period, by, group),
        place=" ".join(part for part in (measure, period, by, group) if part),
        nature=nature,
        hidden=state == "hidden",
        numerator=numerator,
        denominator=denominator,
        value=None if value is None else Fraction(value),
    )
