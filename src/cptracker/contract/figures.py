"""Figures and comparisons as plain numbers and dictionaries, for JSON and CSV."""

from fractions import Fraction
from typing import Any

from cptracker.model.comparisons import Comparison, Conflict, Rank
from cptracker.model.figures import Figure
from cptracker.model.published import PublishedFigure
from cptracker.status.report import Indicator
from cptracker.wording import facts, ratings

Json = dict[str, Any]


def exact_or_nearest(value: Fraction | None) -> int | float | None:
    """A number for JSON and CSV: whole numbers exact, others the nearest double."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)


def numbers_document(figure: Figure) -> Json:
    """All numbers of a figure, and why there are none."""
    return {
        "value": exact_or_nearest(figure.value),
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "unknown": figure.unknown,
        "lower": exact_or_nearest(figure.lower),
        "upper": exact_or_nearest(figure.upper),
        "excluded": dict(figure.excluded),
        "nothing": None if figure.nothing is None else str(figure.nothing),
    }


def point_document(figure: Figure) -> Json:
    """One period of many, by its key: codes are alike for the quarters of a year."""
    return {
        "period": figure.period.key,
        "value": exact_or_nearest(figure.value),
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "nothing": None if figure.nothing is None else str(figure.nothing),
    }


def _benchmark(indicator: Indicator) -> Json | None:
    if indicator.benchmark is None:
        return None
    comparison = indicator.benchmark.comparison
    return {
        "rating": str(indicator.benchmark.rating),
        "kind": str(comparison.kind),
        "area": comparison.area,
        "period": comparison.period,
        "value": exact_or_nearest(comparison.value),
        "words": ratings.benchmark_sentence(indicator),
    }


LAST = "last published"
"""The kind of the council's own last published figure, which stands first."""


def comparator_document(indicator: Indicator) -> Json:
    """What of an indicator speaks of figures published by others, or by others too."""
    last = [] if indicator.published is None else [_last_published(indicator.published)]
    return {
        "comparators": [*last, *(_comparison(comparison) for comparison in indicator.comparisons)],
        "rank": _rank(indicator.rank, indicator.unit),
        "group_ranks": [_rank(group_rank, indicator.unit) for group_rank in indicator.group_ranks],
        "departs": indicator.departs or None,
        "benchmark": _benchmark(indicator),
        "disagreements": [
            _disagreement(disagreement, indicator.unit) for disagreement in indicator.disagreements
        ],
    }


def _comparison(comparison: Comparison) -> Json:
    return {
        "kind": str(comparison.kind),
        "area": comparison.area,
        "period": comparison.period,
        "value": exact_or_nearest(comparison.value),
        "like_for_like": comparison.like_for_like,
        "better": comparison.better,
        "method": comparison.method,
        "of": comparison.of,
        "out_of": comparison.out_of,
        "source": comparison.source,
        "note": comparison.note,
        "group_by": comparison.group_by,
        "group": comparison.group,
        "missing": list(comparison.missing),
    }


def _last_published(published_figure: PublishedFigure) -> Json:
    return {
        "kind": LAST,
        "area": published_figure.area,
        "period": published_figure.period,
        "value": exact_or_nearest(Fraction(published_figure.value)),
        "like_for_like": published_figure.like_for_like,
        "better": None,
        "method": None,
        "of": None,
        "out_of": None,
        "source": published_figure.source,
        "note": published_figure.note,
        "group_by": "",
        "group": "",
        "missing": [],
    }


def _rank(rank: Rank | None, unit: str) -> Json | None:
    if rank is None:
        return None
    return {
        "place": rank.place,
        "of": rank.of,
        "quartile": rank.quartile,
        "period": rank.period,
        "value": exact_or_nearest(rank.value),
        "group_by": rank.group_by,
        "group": rank.group,
        "words": facts.rank_in_words(rank, unit),
    }


def _disagreement(conflict: Conflict, unit: str) -> Json:
    return {
        "area": conflict.area,
        "period": conflict.period,
        "group_by": conflict.group_by,
        "group": conflict.group,
        "words": facts.disagreement_in_words(conflict, unit),
        "sources": [
            {
                "value": exact_or_nearest(source.value),
                "source": source.source,
                "like_for_like": source.like_for_like,
                "note": source.note,
            }
            for source in conflict.sources
        ],
    }
