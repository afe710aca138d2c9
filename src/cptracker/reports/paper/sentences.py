"""What there is to know of an indicator beside its figure, in sentences."""

from collections.abc import Iterator
from fractions import Fraction

from cptracker.certainty import Certainty
from cptracker.comparisons import Comparison, Disagreement, Rank
from cptracker.judging.wording import amount_in_words, exactly, number, percent_sign, usual_digits
from cptracker.periods import from_key
from cptracker.reports import phrases
from cptracker.reports.judged import judgement_parts
from cptracker.reports.text import listed
from cptracker.standing import Indicator
from cptracker.trends import Change, Direction, Travel

CERTAINTY = {
    Certainty.CLEARLY: "by more than chance",
    Certainty.WITHIN_CHANCE: "within chance",
}

QUARTERS = {1: "best", 2: "second", 3: "third", 4: "lowest"}


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
    yield from _over_time(indicator)
    yield phrases.published_note(indicator.published)
    yield rank_in_words(indicator.rank) if indicator.rank else ""
    yield from (disagreement_in_words(one, indicator.unit) for one in indicator.disagreements)
    yield from (f"{gap.group_by}, {gap.group}: {gap.words}" for gap in indicator.gaps)
    if indicator.agreement and indicator.agreement.changed:
        yield "its definition has changed since the panel agreed it"


def _over_time(indicator: Indicator) -> Iterator[str]:
    if indicator.spc and indicator.spc.sentence:
        yield indicator.spc.sentence
    if indicator.travel and indicator.travel.last_year:
        yield change_in_words(indicator.travel.last_year, indicator)


def certainty_in_words(indicator: Indicator) -> str:
    """Whether the rating is more than chance; empty where nothing can be said."""
    return "" if indicator.certainty is None else CERTAINTY[indicator.certainty]


def travel_in_words(travel: Travel | None) -> str:
    """Such as `getting better`; empty where there is no good way."""
    if travel is None or travel.direction is None:
        return ""
    words = {Direction.BETTER: "getting better", Direction.WORSE: "getting worse"}
    return words.get(travel.direction, str(travel.direction))


def change_in_words(change: Change, indicator: Indicator) -> str:
    """Such as `up 2.1 points from 2023/24, which is better`; no colour, for two points are few."""
    digits = usual_digits(indicator.figure, indicator.unit)
    if not change.difference:
        return f"the same as in {change.since.label}"
    way = "up" if change.difference > 0 else "down"
    better = f", which is {change.direction}" if change.direction else ""
    apart = amount_in_words(abs(change.difference), digits, indicator.unit)
    return f"{way} {apart} from {change.since.label}{better}"


def rank_in_words(rank: Rank) -> str:
    """Such as `placed 3 of 11 with its neighbours in 2024/25, in the best quarter`."""
    place = f"placed {rank.place} of {rank.of} with its neighbours"
    return f"{place} in {period_in_words(rank.period)}, in the {QUARTERS[rank.quartile]} quarter"


def disagreement_in_words(one: Disagreement, unit: str) -> str:
    """Every figure that is told for the same, with who tells it."""
    told = [f"{plain_value(source.value, unit)} ({source.source})" for source in one.sources]
    return f"figures for {one.area}, {period_in_words(one.period)} differ: {listed(told)}"


def period_in_words(key: str) -> str:
    """A period's label, or the key itself where it is no period's."""
    try:
        return from_key(key).label
    except ValueError:
        return key


def plain_value(value: Fraction, unit: str) -> str:
    """A value from elsewhere: all its digits up to two, else rounded."""
    digits = exactly(value)
    short = digits if len(digits.partition(".")[2]) <= 2 else number(value, 2)
    return short + percent_sign(unit)


def better_in_words(one: Comparison) -> str:
    """Whether the council does better, in words; empty where it cannot be said."""
    if one.better is None:
        return ""
    return "better than this" if one.better else "worse than this"
