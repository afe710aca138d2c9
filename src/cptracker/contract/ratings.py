"""How an indicator is rated, as plain dictionaries for JSON."""

from fractions import Fraction

from cptracker.contract.figures import Json, exact_or_nearest
from cptracker.model.approval import DefinitionApproval
from cptracker.model.comparisons import Gap
from cptracker.model.figures import Judgement
from cptracker.model.targets import Target
from cptracker.rating.progress_to_target import NumberNeeded
from cptracker.stats.intervals import Interval
from cptracker.stats.spc.limits import ControlLimits
from cptracker.stats.spc.result import SpcResult
from cptracker.stats.trends import TrendChange
from cptracker.status.report import Indicator
from cptracker.wording import facts

PLACES = 6
"""Digits after the point of what is no exact number, such as the ends of an interval."""


NUMBERS = ("value", "low", "high", "within", "within_percent", "floor")
"""The numbers of a target: what is aimed at, and how far short is amber."""


def rating_document(indicator: Indicator) -> Json:
    """The rating with its rule, how sure it is, and which way the measure goes."""
    judgement, travel = indicator.judgement, indicator.travel
    return {
        "rating": str(judgement.rating),
        "rule": judgement.rule,
        "target": _target(judgement.target),
        "direction_of_travel": str(travel.direction) if travel and travel.direction else None,
        "spc": _spc(indicator.spc),
        "judgement": _judgement(indicator, judgement),
    }


def _judgement(indicator: Indicator, judgement: Judgement) -> Json:
    travel = indicator.travel
    return {
        "reason": judgement.reason,
        "worst": _word(judgement.worst),
        "best": _word(judgement.best),
        "certainty": _word(indicator.certainty),
        "interval": _interval(indicator.interval),
        "shortfall": _shortfall(indicator.shortfall),
        "way": judgement.way,
        "accepted": judgement.accepted,
        "provisional": judgement.provisional,
        "revised": judgement.revised,
        "stale": judgement.stale,
        "since_last_period": _change(travel.last_period if travel else None, indicator),
        "since_last_year": _change(travel.last_year if travel else None, indicator),
    }


def _word(word: object) -> str | None:
    return None if word is None else str(word)


def _target(target: Target | None) -> Json | None:
    if target is None:
        return None
    named = {name: getattr(target, name) for name in NUMBERS}
    return {
        **{
            name: exact_or_nearest(None if one is None else Fraction(one))
            for name, one in named.items()
        },
        "since": target.since.isoformat(),
        "due": target.due.isoformat() if target.due else None,
        "source": target.source,
    }


def _interval(interval: Interval | None) -> Json | None:
    if interval is None:
        return None
    return {
        "lower": round(interval.lower, PLACES),
        "upper": round(interval.upper, PLACES),
        "confidence": interval.confidence,
        "method": interval.method,
    }


def _shortfall(shortfall: NumberNeeded | None) -> Json | None:
    if shortfall is None:
        return None
    return {"number": shortfall.people, "more": shortfall.more, "words": shortfall.words()}


def _change(change: TrendChange | None, indicator: Indicator) -> Json | None:
    if change is None:
        return None
    return {
        "period": change.since.key,
        "value": exact_or_nearest(change.before),
        "difference": exact_or_nearest(change.difference),
        "direction": _word(change.direction),
        "words": facts.change_in_words(
            facts.change_as_shown(change, indicator.figure), indicator.figure, indicator.unit
        ),
    }


def _spc(reading: SpcResult | None) -> Json | None:
    if reading is None:
        return None
    segment = reading.chart.segments[-1] if reading.chart and reading.chart.segments else None
    return {
        "variation": _word(reading.variation),
        "assurance": _word(reading.assurance),
        "sentence": reading.sentence,
        "withheld": reading.withheld,
        "limits": _limits(segment.limits if segment else None),
        "since": segment.points[0].period.key if segment else None,
        "trial": segment.trial if segment else None,
        "shifted": reading.run_chart.shifted if reading.run_chart else None,
        "suggestion": reading.suggestion.words if reading.suggestion else None,
    }


def _limits(limits: ControlLimits | None) -> Json | None:
    if limits is None:
        return None
    return {name: exact_or_nearest(getattr(limits, name)) for name in ("mean", "lower", "upper")}


def apart_document(indicator: Indicator) -> Json:
    """Gaps and agreement as plain lists and dictionaries."""
    return {
        "gaps": [_gap(gap) for gap in indicator.gaps],
        "agreement": _agreement(indicator.agreement),
    }


def _gap(gap: Gap) -> Json:
    return {
        "group_by": gap.group_by,
        "group": gap.group,
        "value": exact_or_nearest(gap.value),
        "rest": exact_or_nearest(gap.rest),
        "difference": exact_or_nearest(gap.difference),
        "clear": gap.clear,
        "words": gap.words,
    }


def _agreement(approval: DefinitionApproval | None) -> Json | None:
    if approval is None:
        return None
    return {
        "fingerprint": approval.fingerprint,
        "agreed": approval.agreed,
        "meeting": approval.meeting,
        "changed": approval.changed,
    }
