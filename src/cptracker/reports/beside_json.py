"""Comparisons, rank and disagreements as plain dictionaries, for the JSON of the status."""

from fractions import Fraction

from cptracker.comparisons import Comparison, Disagreement, Rank
from cptracker.model import PublishedFigure
from cptracker.reports import wording
from cptracker.reports.figures_json import Json, exact_or_nearest
from cptracker.standing import Indicator

LAST = "last published"
"""The kind of the council's own last published figure, which stands first."""


def beside_document(indicator: Indicator) -> Json:
    """What of an indicator speaks of figures published by others, or by others too."""
    last = [] if indicator.published is None else [_last_published(indicator.published)]
    return {
        "comparators": [*last, *(_comparison(one) for one in indicator.comparisons)],
        "rank": _rank(indicator.rank, indicator.unit),
        "group_ranks": [_rank(one, indicator.unit) for one in indicator.group_ranks],
        "departs": indicator.departs or None,
        "disagreements": [_disagreement(one, indicator.unit) for one in indicator.disagreements],
    }


def _comparison(one: Comparison) -> Json:
    return {
        "kind": str(one.kind),
        "area": one.area,
        "period": one.period,
        "value": exact_or_nearest(one.value),
        "like_for_like": one.like_for_like,
        "better": one.better,
        "method": one.method,
        "of": one.of,
        "out_of": one.out_of,
        "source": one.source,
        "note": one.note,
        "group_by": one.group_by,
        "group": one.group,
        "missing": list(one.missing),
    }


def _last_published(one: PublishedFigure) -> Json:
    return {
        "kind": LAST,
        "area": one.area,
        "period": one.period,
        "value": exact_or_nearest(Fraction(one.value)),
        "like_for_like": one.like_for_like,
        "better": None,
        "method": None,
        "of": None,
        "out_of": None,
        "source": one.source,
        "note": one.note,
        "group_by": "",
        "group": "",
        "missing": [],
    }


def _rank(one: Rank | None, unit: str) -> Json | None:
    if one is None:
        return None
    return {
        "place": one.place,
        "of": one.of,
        "quartile": one.quartile,
        "period": one.period,
        "value": exact_or_nearest(one.value),
        "group_by": one.group_by,
        "group": one.group,
        "words": wording.rank_in_words(one, unit),
    }


def _disagreement(one: Disagreement, unit: str) -> Json:
    return {
        "area": one.area,
        "period": one.period,
        "group_by": one.group_by,
        "group": one.group,
        "words": wording.disagreement_in_words(one, unit),
        "sources": [
            {
                "value": exact_or_nearest(source.value),
                "source": source.source,
                "like_for_like": source.like_for_like,
                "note": source.note,
            }
            for source in one.sources
        ],
    }
