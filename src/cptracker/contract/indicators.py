"""An indicator as it stands in the JSON of the status, made of the report."""

from itertools import zip_longest

from cptracker.contract.figures import (
    benchmark_document,
    comparator_documents,
    conflict_document,
    exact_or_nearest,
    group_document,
    over_time_word,
    period_document,
    point_document,
    rank_document,
)
from cptracker.contract.ratings import (
    approval_document,
    gap_document,
    judgement_document,
    spc_document,
    target_document,
)
from cptracker.status.report import Indicator
from cptracker.status_json.figures import PointDocument
from cptracker.status_json.related import related_measures_document
from cptracker.status_json.status import IndicatorDocument


def indicator_document(indicator: Indicator) -> IndicatorDocument:
    """One measure: its latest figure, judged, beside what was published."""
    figure, judgement, unit = indicator.figure, indicator.judgement, indicator.unit
    return IndicatorDocument(
        measure=indicator.measure,
        title=indicator.title,
        unit=unit,
        better=indicator.better,
        period=period_document(figure.period),
        value=exact_or_nearest(figure.value),
        numerator=figure.numerator,
        denominator=figure.denominator,
        unknown=figure.unknown,
        lower=exact_or_nearest(figure.lower),
        upper=exact_or_nearest(figure.upper),
        excluded=dict(figure.excluded),
        missing_reason=figure.missing_reason,
        rating=judgement.rating,
        rule=judgement.rule,
        target=target_document(judgement.target),
        trend=indicator.trend.direction if indicator.trend else None,
        spc=spc_document(indicator.spc),
        judgement=judgement_document(indicator),
        comparators=comparator_documents(indicator),
        rank=rank_document(indicator.rank, unit) if indicator.rank else None,
        group_ranks=tuple(rank_document(rank, unit) for rank in indicator.group_ranks),
        departs=indicator.departs or None,
        benchmark=benchmark_document(indicator),
        conflicts=tuple(conflict_document(conflict, unit) for conflict in indicator.conflicts),
        series=_points(indicator),
        statistic=indicator.statistic,
        about=indicator.about,
        sensitive=indicator.sensitive,
        over_time=over_time_word(indicator.over_time),
        related=related_measures_document(indicator.related),
        breakdowns=tuple(map(group_document, indicator.breakdowns)),
        gaps=tuple(map(gap_document, indicator.gaps)),
        approval=approval_document(indicator.approval),
    )


def _points(indicator: Indicator) -> tuple[PointDocument, ...]:
    """Each period shown with its rating, where it was rated."""
    rated = zip_longest(indicator.series, indicator.judgements)
    return tuple(point_document(figure, judgement) for figure, judgement in rated)
