"""An indicator as it stands in the JSON of the status, made of the report."""

from itertools import zip_longest

from cptracker.contract.figures import (
    benchmark_document,
    comparator_documents,
    disagreement_document,
    exact_or_nearest,
    group_document,
    period_document,
    point_document,
    rank_document,
)
from cptracker.contract.protection import over_time_word
from cptracker.contract.ratings import (
    agreement_document,
    gap_document,
    judgement_document,
    spc_document,
    target_document,
)
from cptracker.status.report import Indicator
from cptracker.status_json.figures import PointDocument
from cptracker.status_json.related import ties_document
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
        nothing=figure.nothing,
        rating=judgement.rating,
        rule=judgement.rule,
        target=target_document(judgement.target),
        direction_of_travel=indicator.travel.direction if indicator.travel else None,
        spc=spc_document(indicator.spc),
        judgement=judgement_document(indicator),
        comparators=comparator_documents(indicator),
        rank=rank_document(indicator.rank, unit) if indicator.rank else None,
        group_ranks=tuple(rank_document(rank, unit) for rank in indicator.group_ranks),
        departs=indicator.departs or None,
        benchmark=benchmark_document(indicator),
        disagreements=tuple(
            disagreement_document(conflict, unit) for conflict in indicator.disagreements
        ),
        series=_points(indicator),
        sort=indicator.sort,
        about=indicator.about,
        sensitive=indicator.sensitive,
        over_time=over_time_word(indicator.over_time),
        ties=ties_document(indicator.ties),
        breakdowns=tuple(map(group_document, indicator.breakdowns)),
        gaps=tuple(map(gap_document, indicator.gaps)),
        agreement=agreement_document(indicator.agreement),
    )


def _points(indicator: Indicator) -> tuple[PointDocument, ...]:
    """Each period shown with its rating, where it was rated."""
    rated = zip_longest(indicator.series, indicator.judgements)
    return tuple(point_document(figure, judgement) for figure, judgement in rated)
