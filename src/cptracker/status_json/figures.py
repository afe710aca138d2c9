"""Figures and comparisons as they stand in the JSON of the status."""

from typing import Annotated, Literal

from attrs import field, frozen

from cptracker.model.comparisons import BenchmarkArea, BenchmarkRating, Method
from cptracker.model.figures import MissingReason, Rating
from cptracker.status_json.scalars import (
    Allowed,
    Count,
    Day,
    Number,
    PeriodKey,
    Position,
    Quartile,
    absent,
    formerly,
)


@frozen(kw_only=True)
class PeriodDocument:
    """A period as the DfE codes it.

    Attributes:
        code: The DfE's time_period, such as 202425.
        identifier: The DfE's time_identifier, such as Financial year Q2.
    """

    code: str
    identifier: str
    start: Day
    end: Day

    @property
    def key(self) -> str:
        """Its key, such as `202425Q2`, as a series has it."""
        if self.identifier.startswith("Financial year Q"):
            return f"{self.code}Q{self.identifier[-1]}"
        endings = {"Financial year": "", "Academic year": "AY", "12 months to": "T12"}
        if self.identifier in endings:
            return f"{self.code}{endings[self.identifier]}"
        return f"{self.end:%Y-%m}"


OverTime = Literal["flow", "level", "distinct"]
"""How the figures of periods add up."""


ComparatorWord = Literal[
    "last published", "england", "region", "neighbours", "neighbour", "own earlier"
]
"""Whose figure a comparator is."""


@frozen(kw_only=True)
class NumbersDocument:
    """All numbers of a figure.

    Attributes:
        missing_reason: Why there is no value.
    """

    value: Number | None
    numerator: int | None
    denominator: Count | None
    unknown: Count | None
    lower: Number | None
    upper: Number | None
    excluded: dict[str, Count]
    missing_reason: MissingReason | None = field(metadata=formerly("nothing"))


@frozen(kw_only=True)
class ComparatorDocument:
    """A published figure to set beside the measure's.

    Attributes:
        period: The period's key, such as 202425, 202425Q2 or 2024-06.
        like_for_like: Whether it follows the measure's own definition, for a time of the same
            length.
        better: Whether the council does better; null where that cannot be said.
        method: What was made of the neighbours' figures.
        of: How many of the neighbours had a figure.
        out_of: How many neighbours there are.
        group_by: The breakdown of the group that it is for; empty for everyone.
        group: The group that it is for; empty for everyone.
        missing: The neighbours without a figure, for the neighbours together.
    """

    kind: ComparatorWord = field(metadata=absent("last published"))
    area: str
    period: PeriodKey
    value: Number
    like_for_like: bool
    better: bool | None
    method: Method | None
    of: Count | None
    out_of: Count | None
    source: str
    note: str | None
    group_by: str = field(metadata=absent(""))
    group: str = field(metadata=absent(""))
    missing: tuple[str, ...] = field(metadata=absent([]))


@frozen(kw_only=True)
class PublishedPeriodDocument:
    """What the council published of one period, for everyone.

    Attributes:
        period: The period's key, such as 202425, 202425Q2 or 2024-06.
    """

    period: PeriodKey
    value: Number
    source: str
    note: str | None


@frozen(kw_only=True)
class RankDocument:
    """Where the council stands among itself and its neighbours, 1 the best, by published figures.

    Attributes:
        period: The period's key, such as 202425, 202425Q2 or 2024-06.
        value: The council's own published figure that was ranked.
        group_by: The breakdown of the group that it is for; empty for everyone.
        group: The group that it is for; empty for everyone.
        words: The same in words, as every output has it.
    """

    place: Position
    of: Position
    quartile: Quartile
    period: PeriodKey
    value: Number
    group_by: str = field(metadata=absent(""))
    group: str = field(metadata=absent(""))
    words: str


@frozen(kw_only=True)
class SourceOfFigureDocument:
    """One of the figures that disagree, and who says so.

    Attributes:
        source: The publication; `computed` for our own.
    """

    value: Number
    source: str
    like_for_like: bool
    note: str | None


@frozen(kw_only=True)
class ConflictDocument:
    """Figures for one area and period that differ by more than their rounding.

    Attributes:
        period: The period's key, such as 202425, 202425Q2 or 2024-06.
        group_by: The breakdown of the group that it is for; empty for everyone.
        group: The group that it is for; empty for everyone.
        words: The same in words, as every output has it.
    """

    area: str
    period: PeriodKey
    group_by: str = field(metadata=absent(""))
    group: str = field(metadata=absent(""))
    words: str
    sources: Annotated[tuple[SourceOfFigureDocument, ...], Allowed(min_items=2)]


@frozen(kw_only=True)
class BenchmarkDocument:
    """A figure without a target, rated beside that of others.

    Attributes:
        rating: Similar is where the 95% interval of the council's figure holds theirs.
        kind: Whose figure it is.
        period: The key of the period of their figure.
        value: Their figure, in the measure's unit.
        words: The same for people.
    """

    rating: BenchmarkRating
    kind: BenchmarkArea
    area: str
    period: PeriodKey
    value: Number
    words: str


@frozen(kw_only=True)
class PointDocument:
    """One period of a series.

    Attributes:
        period: The period's key, such as 202425, 202425Q2 or 2024-06.
        rating: By the target in force then; null where it was not judged by itself.
        missing_reason: Why there is no value.
        rule: The rule of the rating in words.
    """

    period: PeriodKey
    value: Number | None
    numerator: int | None
    denominator: Count | None
    missing_reason: MissingReason | None = field(metadata=formerly("nothing"))
    rating: Rating | None
    rule: str | None


@frozen(kw_only=True)
class GroupDocument:
    """One group of a breakdown in one period.

    Attributes:
        group_by: The breakdown; empty for everyone.
        group: The group in it; empty for everyone.
        period: The period's key, such as 202425, 202425Q2 or 2024-06.
        missing_reason: Why there is no value.
    """

    group_by: str
    group: str
    period: PeriodKey
    value: Number | None
    numerator: int | None
    denominator: Count | None
    missing_reason: MissingReason | None = field(metadata=formerly("nothing"))


@frozen(kw_only=True)
class SameChildrenDocument:
    """A group of another measure that is the same children by another name."""

    measure: str
    group_by: str
    group: str


@frozen(kw_only=True)
class RelatedMeasuresDocument:
    """Other measures from which a measure's numbers follow, by their identifiers.

    Attributes:
        part_of: The measure in which everyone who counts here counts too.
        same_as: The group of another measure that is the same children by another name.
        inflow: Who joins those of a day.
        outflow: Who leaves them.
    """

    part_of: str | None = field(metadata=formerly("within"))
    same_as: SameChildrenDocument | None
    inflow: str | None = field(metadata=formerly("grows_by"))
    outflow: str | None = field(metadata=formerly("shrinks_by"))
