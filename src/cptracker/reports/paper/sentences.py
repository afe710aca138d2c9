"""What there is to know of an indicator beside its figure, in sentences."""

from collections.abc import Iterator

from cptracker.certainty import Certainty
from cptracker.reports import phrases, wording
from cptracker.reports.apart import agreement_line, gap_lines
from cptracker.reports.judged import judgement_parts, told_of_travel
from cptracker.standing import Indicator
from cptracker.trends import Direction, Travel

CERTAINTY = {
    Certainty.CLEARLY: "by more than chance",
    Certainty.WITHIN_CHANCE: "within chance",
}


def to_know(indicator: Indicator) -> tuple[str, ...]:
    """Sentences in the order of need; none where the table says all."""
    return tuple(_sentence(words) for words in _words(indicator) if words)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}".rstrip(".") + "."


def _words(indicator: Indicator) -> Iterator[str]:
    figure = indicator.figure
    yield from judgement_parts(indicator)
    yield phrases.not_known(figure, indicator.unit)
    yield phrases.left_out(figure)
    yield figure.note or "" if figure.value is not None else ""
    yield from told_of_travel(indicator)
    yield phrases.published_note(indicator.published)
    yield from (wording.rank_in_words(one, indicator.unit) for one in wording.ranks_of(indicator))
    yield from (
        wording.disagreement_in_words(one, indicator.unit) for one in indicator.disagreements
    )
    yield from gap_lines(indicator)
    yield agreement_line(indicator)


def certainty_in_words(indicator: Indicator) -> str:
    """Whether the rating is more than chance; empty where nothing can be said."""
    return "" if indicator.certainty is None else CERTAINTY[indicator.certainty]


def travel_in_words(travel: Travel | None) -> str:
    """Such as `getting better`; empty where there is no good way."""
    if travel is None or travel.direction is None:
        return ""
    words = {Direction.BETTER: "getting better", Direction.WORSE: "getting worse"}
    return words.get(travel.direction, str(travel.direction))
