"""What there is to know of an indicator beside its figure, in sentences."""

from collections.abc import Iterator

from cptracker.stats.intervals import Significance
from cptracker.stats.trends import Direction, Trend
from cptracker.status.report import Indicator
from cptracker.wording import facts, phrases
from cptracker.wording.ratings import approval_line, gap_lines, rating_parts, trend_is_reported

SIGNIFICANCE = {
    Significance.CLEARLY: "by more than chance",
    Significance.WITHIN_CHANCE: "within chance",
}


def notes_in_sentences(indicator: Indicator) -> tuple[str, ...]:
    """Sentences in the order of need; none where the table says all."""
    return tuple(_sentence(words) for words in _words(indicator) if words)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}".rstrip(".") + "."


def _words(indicator: Indicator) -> Iterator[str]:
    figure = indicator.figure
    yield from rating_parts(indicator)
    yield phrases.not_known(figure, indicator.unit)
    yield phrases.left_out(figure)
    yield figure.note or "" if figure.value is not None else ""
    yield from trend_is_reported(indicator)
    yield phrases.published_note(indicator.published)
    yield from (facts.rank_in_words(rank, indicator.unit) for rank in facts.ranks_of(indicator))
    yield from (
        facts.conflict_in_words(conflict, indicator.unit) for conflict in indicator.conflicts
    )
    yield from gap_lines(indicator)
    yield approval_line(indicator)


def significance_in_words(indicator: Indicator) -> str:
    """Whether the rating is more than chance; empty where nothing can be said."""
    return "" if indicator.significance is None else SIGNIFICANCE[indicator.significance]


def trend_in_words(trend: Trend | None) -> str:
    """Such as `getting better`; empty where there is no good way."""
    if trend is None or trend.direction is None:
        return ""
    words = {Direction.BETTER: "getting better", Direction.WORSE: "getting worse"}
    return words.get(trend.direction, str(trend.direction))
