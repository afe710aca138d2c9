"""The definition sheet of a measure as JSON: `cptracker explain --format json`."""

from decimal import Decimal
from typing import Final, Literal

from attrs import field, frozen

from cptracker.contract.figures import numbers_document
from cptracker.model.figures import Figure, Judgement, MissingReason, Rating
from cptracker.model.periods import Every
from cptracker.model.plan import Better
from cptracker.model.stated import Contradiction, StatedTarget
from cptracker.status.definitions import DefinitionSheet, NeededTable
from cptracker.status_json.converting import document_text
from cptracker.status_json.scalars import Count, Day, Number, PeriodKey, Position, formerly
from cptracker.status_json.status import SourceDocument

SCHEMA: Final = "cptracker/definition/2"


@frozen(kw_only=True)
class ReadTableDocument:
    """A table that the measure reads.

    Attributes:
        columns: Those that it reads.
        rows: Null where the records have no such table.
        sources: The files that it was read from.
    """

    table: str
    columns: tuple[str, ...]
    rows: Count | None
    sources: tuple[SourceDocument, ...]


@frozen(kw_only=True)
class StatedTargetDocument:
    """A target or standard that a document states; nothing is rated by it.

    Attributes:
        what: What it is for.
        value: Null where a range is stated.
        low: The lower end of the range.
        high: The upper end of the range.
        period: The key of the period for which it was stated.
        source: The document.
        place: Where in it.
        note: What the document leaves open.
    """

    what: str
    value: Number | None
    low: Number | None
    high: Number | None
    unit: str
    period: str
    source: str
    place: str
    note: str | None


@frozen(kw_only=True)
class StatementDocument:
    """What one document says.

    Attributes:
        source: The document.
        place: Where in it.
    """

    source: str
    place: str
    value: str


@frozen(kw_only=True)
class ContradictionDocument:
    """Statements about one thing that cannot all be true, or that were not said for it.

    Attributes:
        note: What is known of the reason.
    """

    about: str
    says: tuple[StatementDocument, ...]
    note: str | None


@frozen(kw_only=True)
class RatedPeriodDocument:
    """The figure of one period, and how it is rated.

    Attributes:
        excluded: How many were left out, by reason.
        missing_reason: Why there is no value.
    """

    period: PeriodKey
    value: Number | None
    numerator: int | None
    denominator: Count | None
    unknown: Count | None
    lower: Number | None
    upper: Number | None
    excluded: dict[str, Count]
    missing_reason: MissingReason | None = field(metadata=formerly("nothing"))
    note: str | None
    rating: Rating


@frozen(kw_only=True)
class DefinitionDocument:
    """All that is to be known of a measure's definition.

    Attributes:
        better: Which way is good.
        every: How often it is reported unless asked otherwise.
        by: The breakdowns it allows.
        why: Why it matters to a child or young person.
        departs: How it differs from the national definition.
        national_by: Breakdowns whose groups follow the national definition nevertheless.
        typed: Whether its values are typed in the plan.
        success_measures: The references of those that it computes.
        records: The tables that it reads.
        lacks: What the records do not have of these, in words.
        rule: The rule of the latest rating, in words.
        periods: The last ones, oldest first.
        fingerprint: Of the definition; null where the source of its function cannot be had.
        agreed: The fingerprint that the panel agreed.
        agreed_by: The reference of the meeting that did.
        changed: Whether the definition is another one than the panel agreed.
        path: The file of its function.
        line: The line of its function.
        audience: restricted while figures are exact, public once they are protected.
        example_data: Whether any record is made up.
    """

    schema: Literal["cptracker/definition/2"]
    measure: str
    title: str
    unit: str
    better: Better
    every: Every
    by: tuple[str, ...]
    definition: str
    why: str | None
    departs: str | None
    national_by: tuple[str, ...]
    source: str | None
    sensitive: bool
    typed: bool
    success_measures: tuple[str, ...]
    records: tuple[ReadTableDocument, ...]
    lacks: tuple[str, ...]
    stated_targets: tuple[StatedTargetDocument, ...]
    contradictions: tuple[ContradictionDocument, ...]
    rule: str | None
    periods: tuple[RatedPeriodDocument, ...]
    fingerprint: str | None
    agreed: str | None
    agreed_by: str | None
    changed: bool | None
    path: str | None
    line: Position | None
    as_at: Day
    audience: str
    example_data: bool


def definition_json(sheet: DefinitionSheet) -> str:
    """The sheet as JSON; a field with nothing to say is null."""
    return document_text(definition_document(sheet))


def definition_document(sheet: DefinitionSheet) -> DefinitionDocument:
    """The sheet as the contract has it."""
    measure, approval = sheet.measure, sheet.approval
    return DefinitionDocument(
        schema=SCHEMA,
        measure=measure.identifier,
        title=measure.title,
        unit=measure.unit,
        better=measure.better,
        every=measure.every,
        by=tuple(measure.by),
        definition=measure.definition,
        why=measure.why or None,
        departs=measure.departs or None,
        national_by=tuple(measure.national_by),
        source=measure.source or None,
        sensitive=measure.sensitive,
        typed=sheet.typed is not None,
        success_measures=tuple(sheet.serves),
        records=tuple(map(_table, sheet.tables)),
        lacks=tuple(sheet.lacks),
        stated_targets=tuple(map(_stated, sheet.stated_targets)),
        contradictions=tuple(map(_contradiction, sheet.contradictions)),
        rule=sheet.judgements[-1].rule if sheet.judgements else None,
        periods=tuple(map(_period, sheet.figures, sheet.judgements)),
        fingerprint=approval.fingerprint if approval else None,
        agreed=approval.agreed if approval else None,
        agreed_by=approval.meeting if approval else None,
        changed=approval.changed if approval else None,
        path=measure.path or None,
        line=measure.line or None,
        as_at=sheet.as_at,
        audience=sheet.audience,
        example_data=sheet.example,
    )


def _stated(stated: StatedTarget) -> StatedTargetDocument:
    return StatedTargetDocument(
        what=stated.what,
        value=_nearest(stated.value),
        low=_nearest(stated.low),
        high=_nearest(stated.high),
        unit=stated.unit,
        period=stated.period,
        source=stated.source,
        place=stated.place,
        note=stated.note,
    )


def _nearest(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


def _contradiction(contradiction: Contradiction) -> ContradictionDocument:
    says = (
        StatementDocument(source=statement.source, place=statement.place, value=statement.value)
        for statement in contradiction.says
    )
    return ContradictionDocument(
        about=contradiction.about, says=tuple(says), note=contradiction.note
    )


def _table(table: NeededTable) -> ReadTableDocument:
    sources = table.source.sources if table.source else ()
    return ReadTableDocument(
        table=table.name,
        columns=tuple(table.columns),
        rows=table.source.rows if table.source else None,
        sources=tuple(SourceDocument(path=source.path, sha256=source.sha256) for source in sources),
    )


def _period(figure: Figure, judgement: Judgement) -> RatedPeriodDocument:
    numbers = numbers_document(figure)
    return RatedPeriodDocument(
        period=figure.period.key,
        value=numbers.value,
        numerator=numbers.numerator,
        denominator=numbers.denominator,
        unknown=numbers.unknown,
        lower=numbers.lower,
        upper=numbers.upper,
        excluded=numbers.excluded,
        missing_reason=numbers.missing_reason,
        note=figure.note,
        rating=judgement.rating,
    )
