"""How an indicator is rated, as it stands in the JSON of the status, made of the report."""

from decimal import Decimal
from fractions import Fraction
from typing import cast

from cptracker.contract.figures import number_of
from cptracker.model.actions import Colour
from cptracker.model.comparisons import Gap
from cptracker.model.figures import Rating
from cptracker.model.measure_info import DefinitionApproval
from cptracker.model.targets import Target
from cptracker.rating.progress_to_target import NumberNeeded
from cptracker.stats.intervals import Interval
from cptracker.stats.spc.limits import ControlLimits
from cptracker.stats.spc.result import SpcResult
from cptracker.stats.trends import TrendChange
from cptracker.status.report import Indicator
from cptracker.status_json.ratings import (
    ChangeDocument,
    ChangeWord,
    DefinitionApprovalDocument,
    GapDocument,
    IntervalDocument,
    JudgementDocument,
    LimitsDocument,
    NumberNeededDocument,
    SpcDocument,
    TargetDocument,
)
from cptracker.wording import facts

PLACES = 6
"""Digits after the point of what is no exact number, such as the ends of an interval."""


def judgement_document(indicator: Indicator) -> JudgementDocument:
    """The rating explained: why it is so, how sure it is, and what changed."""
    judgement, trend = indicator.judgement, indicator.trend
    return JudgementDocument(
        reason=judgement.reason,
        worst=_colour(judgement.worst),
        best=_colour(judgement.best),
        significance=indicator.significance,
        interval=_interval(indicator.interval),
        number_needed=_number_needed(indicator.number_needed),
        progress=judgement.progress,
        accepted=judgement.accepted,
        provisional=judgement.provisional,
        revised=judgement.revised,
        stale=judgement.stale,
        since_last_period=_change(trend.last_period if trend else None, indicator),
        since_last_year=_change(trend.last_year if trend else None, indicator),
    )


def _colour(rating: Rating | None) -> Colour | None:
    return None if rating is None else Colour(str(rating))


def target_document(target: Target | None) -> TargetDocument | None:
    """The target in force on the period's last day."""
    if target is None:
        return None
    return TargetDocument(
        value=_number(target.value),
        low=_number(target.low),
        high=_number(target.high),
        within=_number(target.within),
        within_percent=_number(target.within_percent),
        floor=_number(target.floor),
        since=target.since,
        due=target.due,
        source=target.source,
    )


def _number(value: Decimal | None) -> int | float | None:
    return None if value is None else number_of(Fraction(value))


def _interval(interval: Interval | None) -> IntervalDocument | None:
    if interval is None:
        return None
    return IntervalDocument(
        lower=round(interval.lower, PLACES),
        upper=round(interval.upper, PLACES),
        confidence=interval.confidence,
        method=interval.method,
    )


def _number_needed(number_needed: NumberNeeded | None) -> NumberNeededDocument | None:
    if number_needed is None:
        return None
    return NumberNeededDocument(
        number=number_needed.people, more=number_needed.more, words=number_needed.words()
    )


def _change(change: TrendChange | None, indicator: Indicator) -> ChangeDocument | None:
    if change is None:
        return None
    as_shown = facts.change_as_shown(change, indicator.figure)
    return ChangeDocument(
        period=change.since.key,
        value=number_of(change.before),
        difference=number_of(change.difference),
        direction=cast(ChangeWord, str(change.direction)) if change.direction else None,
        words=facts.change_in_words(as_shown, indicator.figure, indicator.unit),
    )


def spc_document(result: SpcResult | None) -> SpcDocument | None:
    """Variation and assurance, and the latest limits of the chart."""
    if result is None:
        return None
    segment = result.chart.segments[-1] if result.chart and result.chart.segments else None
    return SpcDocument(
        variation=result.variation,
        assurance=result.assurance,
        sentence=result.sentence,
        withheld=result.withheld,
        limits=_limits(segment.limits) if segment else None,
        since=segment.points[0].period.key if segment else None,
        trial=segment.trial if segment else None,
        shifted=result.run_chart.shifted if result.run_chart else None,
        suggestion=result.suggestion.words if result.suggestion else None,
    )


def _limits(limits: ControlLimits | None) -> LimitsDocument | None:
    if limits is None:
        return None
    return LimitsDocument(
        mean=number_of(limits.mean), lower=number_of(limits.lower), upper=number_of(limits.upper)
    )


def gap_document(gap: Gap) -> GapDocument:
    """How far one group is from all others of its breakdown."""
    return GapDocument(
        group_by=gap.group_by,
        group=gap.group,
        value=number_of(gap.value),
        rest=number_of(gap.rest),
        difference=number_of(gap.difference),
        significant=gap.significant,
        words=gap.words,
    )


def approval_document(approval: DefinitionApproval | None) -> DefinitionApprovalDocument | None:
    """Whether a measure is still defined as the panel agreed it."""
    if approval is None:
        return None
    return DefinitionApprovalDocument(
        fingerprint=approval.fingerprint,
        agreed=approval.agreed,
        meeting=approval.meeting,
        changed=approval.changed,
    )
