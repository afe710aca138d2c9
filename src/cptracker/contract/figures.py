"""Figures, comparisons and how they are protected, in the JSON of the status."""

from collections.abc import Iterable
from fractions import Fraction
from typing import cast

from cptracker.model.comparisons import (
    BenchmarkArea,
    Comparison,
    Conflict,
    Method,
    PublishedSource,
    Rank,
)
from cptracker.model.figures import Figure, Judgement
from cptracker.model.periods import Period
from cptracker.model.published import PublishedFigure
from cptracker.status.report import Indicator, Profile, ProtectionReport
from cptracker.status_json.figures import (
    BenchmarkDocument,
    ComparatorDocument,
    ComparatorWord,
    ConflictDocument,
    GroupDocument,
    NumbersDocument,
    OverTime,
    PeriodDocument,
    PointDocument,
    PublishedPeriodDocument,
    RankDocument,
    SourceOfFigureDocument,
)
from cptracker.status_json.protection import ProtectionDocument, TableOfAppendixDocument
from cptracker.status_json.related import related_document, related_measures_document
from cptracker.wording import facts, ratings


def exact_or_nearest(value: Fraction | None) -> int | float | None:
    """A number for JSON and CSV: whole numbers exact, others the nearest double."""
    return None if value is None else number_of(value)


def number_of(value: Fraction) -> int | float:
    """The same of a value that is there."""
    return value.numerator if value.denominator == 1 else float(value)


def numbers_document(figure: Figure) -> NumbersDocument:
    """All numbers of a figure, and why there are none."""
    return NumbersDocument(
        value=exact_or_nearest(figure.value),
        numerator=figure.numerator,
        denominator=figure.denominator,
        unknown=figure.unknown,
        lower=exact_or_nearest(figure.lower),
        upper=exact_or_nearest(figure.upper),
        excluded=dict(figure.excluded),
        missing_reason=figure.missing_reason,
    )


def period_document(period: Period) -> PeriodDocument:
    """A period as the DfE codes it."""
    return PeriodDocument(
        code=period.code, identifier=period.identifier, start=period.start, end=period.end
    )


def point_document(figure: Figure, judgement: Judgement | None) -> PointDocument:
    """One period of a series, with its rating; by its key: quarters of a year share their code."""
    return PointDocument(
        period=figure.period.key,
        value=exact_or_nearest(figure.value),
        numerator=figure.numerator,
        denominator=figure.denominator,
        missing_reason=figure.missing_reason,
        rating=None if judgement is None else judgement.rating,
        rule=None if judgement is None else judgement.rule,
    )


def group_document(figure: Figure) -> GroupDocument:
    """One group of a breakdown in one period."""
    return GroupDocument(
        group_by=figure.group_by,
        group=figure.group,
        period=figure.period.key,
        value=exact_or_nearest(figure.value),
        numerator=figure.numerator,
        denominator=figure.denominator,
        missing_reason=figure.missing_reason,
    )


def benchmark_document(indicator: Indicator) -> BenchmarkDocument | None:
    """How a figure without a target stands beside that of others."""
    if indicator.benchmark is None:
        return None
    comparison = indicator.benchmark.comparison
    return BenchmarkDocument(
        rating=indicator.benchmark.rating,
        kind=BenchmarkArea(str(comparison.kind)),
        area=comparison.area,
        period=comparison.period,
        value=number_of(comparison.value),
        words=ratings.benchmark_sentence(indicator),
    )


def comparator_documents(indicator: Indicator) -> tuple[ComparatorDocument, ...]:
    """What others published, the council's own last published figure first."""
    last = () if indicator.published is None else (_last_published(indicator.published),)
    return (*last, *map(comparison_document, indicator.comparisons))


def published_documents(
    figures: Iterable[PublishedFigure],
) -> tuple[PublishedPeriodDocument, ...]:
    """What the council published of periods, for everyone."""
    return tuple(
        PublishedPeriodDocument(
            period=figure.period,
            value=number_of(Fraction(figure.value)),
            source=figure.source,
            note=figure.note,
        )
        for figure in figures
    )


def comparison_document(comparison: Comparison) -> ComparatorDocument:
    """A published figure to set beside a measure's."""
    return ComparatorDocument(
        kind=cast(ComparatorWord, str(comparison.kind)),
        area=comparison.area,
        period=comparison.period,
        value=number_of(comparison.value),
        like_for_like=comparison.like_for_like,
        better=comparison.better,
        method=Method(comparison.method) if comparison.method else None,
        of=comparison.of,
        out_of=comparison.out_of,
        source=comparison.source,
        note=comparison.note,
        group_by=comparison.group_by,
        group=comparison.group,
        missing=comparison.missing,
    )


def _last_published(figure: PublishedFigure) -> ComparatorDocument:
    return ComparatorDocument(
        kind="last published",
        area=figure.area,
        period=figure.period,
        value=number_of(Fraction(figure.value)),
        like_for_like=figure.like_for_like,
        better=None,
        method=None,
        of=None,
        out_of=None,
        source=figure.source,
        note=figure.note,
        group_by="",
        group="",
        missing=(),
    )


def rank_document(rank: Rank, unit: str) -> RankDocument:
    """Where the council stands among itself and its neighbours."""
    return RankDocument(
        place=rank.place,
        of=rank.of,
        quartile=rank.quartile,
        period=rank.period,
        value=number_of(rank.value),
        group_by=rank.group_by,
        group=rank.group,
        words=facts.rank_in_words(rank, unit),
    )


def conflict_document(conflict: Conflict, unit: str) -> ConflictDocument:
    """Figures for one thing that differ by more than their rounding."""
    return ConflictDocument(
        area=conflict.area,
        period=conflict.period,
        group_by=conflict.group_by,
        group=conflict.group,
        words=facts.conflict_in_words(conflict, unit),
        sources=tuple(map(_source, conflict.sources)),
    )


def _source(source: PublishedSource) -> SourceOfFigureDocument:
    return SourceOfFigureDocument(
        value=number_of(source.value),
        source=source.source,
        like_for_like=source.like_for_like,
        note=source.note,
    )


def protection_document(protection: ProtectionReport) -> ProtectionDocument:
    """How small numbers were protected."""
    return ProtectionDocument(
        profile=protection.profile,
        words=protection.words,
        hidden=protection.hidden,
        related=tuple(map(related_document, protection.related)),
    )


def over_time_word(over_time: str) -> OverTime | None:
    """How periods add up; None where neither holds."""
    return cast(OverTime, over_time) if over_time else None


def table_document(profile: Profile) -> TableOfAppendixDocument:
    """A table of the appendix."""
    series = profile.series
    return TableOfAppendixDocument(
        title=profile.title,
        note=profile.note,
        measure=series.measure,
        unit=series.unit,
        statistic=series.statistic,
        about=series.about,
        sensitive=series.sensitive,
        over_time=over_time_word(series.over_time),
        related=related_measures_document(series.related),
        figures=tuple(map(group_document, series.figures)),
        comparators=tuple(map(comparison_document, profile.comparisons)),
        published=published_documents(profile.published),
    )
