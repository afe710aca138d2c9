"""What is said of a judged figure, in lines of falling importance, alike in every format."""

from collections.abc import Iterator
from fractions import Fraction

from cptracker.judging.wording import amount_in_words, number, usual_digits
from cptracker.model import Better
from cptracker.reports import phrases
from cptracker.reports.text import counted
from cptracker.results import Judgement
from cptracker.spc import Reading
from cptracker.standing import Indicator
from cptracker.trends import Change, Direction, Travel

UP, DOWN, LEVEL = "↑", "↓", "→"
"""Which way the value goes; whether that is good the words say."""

NO_REASON = "no target set"
"""The rating says it already."""


def doubt_in_words(judgement: Judgement) -> str:
    """Both colours that those not known leave possible, such as `amber or red`; else nothing."""
    if judgement.best is None or judgement.worst is None or not judgement.doubtful:
        return ""
    return f"{judgement.best} or {judgement.worst}"


def stale_in_words(judgement: Judgement) -> str:
    """Such as `STALE 2 periods`; nothing for a figure of the latest period."""
    return f"STALE {counted(judgement.stale, 'period')}" if judgement.stale else ""


def marks(judgement: Judgement) -> str:
    """The signs behind a figure: `[p]` for provisional, `[r]` for revised."""
    signs = {"[p]": judgement.provisional, "[r]": judgement.revised}
    return " ".join(sign for sign, why in signs.items() if why)


def value_with_marks(indicator: Indicator) -> str:
    """The figure for show with the signs behind it: `93.5% [p]`."""
    return f"{phrases.value_text(indicator)} {marks(indicator.judgement)}".strip()


def judgement_lines(indicator: Indicator) -> Iterator[str]:
    """The rating explained on lines: why, what was missing and by which rule; then the rest."""
    first, rest = _reasons(indicator), _agreed(indicator.judgement)
    yield sentence(" · ".join(part for part in first if part))
    yield from (sentence(part) for part in rest if part)


def judgement_parts(indicator: Indicator) -> Iterator[str]:
    """The same one by one, and what other colour those not known leave possible."""
    yield from (part for part in _reasons(indicator) if part)
    doubt = doubt_in_words(indicator.judgement)
    if doubt:
        yield f"{doubt}, by what is not known"
    yield from (part for part in _agreed(indicator.judgement) if part)


def _reasons(indicator: Indicator) -> tuple[str, ...]:
    judgement = indicator.judgement
    reason = "" if judgement.reason == NO_REASON else judgement.reason
    stale = stale_in_words(judgement)
    short = indicator.shortfall.words() if indicator.shortfall else ""
    return ": ".join(part for part in (stale, reason) if part), short, judgement.rule or ""


def _agreed(judgement: Judgement) -> tuple[str, ...]:
    """How far it has come, what was accepted, and what is to be known of this very figure."""
    return (
        judgement.way or "",
        judgement.accepted or "",
        f"[p] provisional: {judgement.provisional}" if judgement.provisional else "",
        f"[r] revised: {judgement.revised}" if judgement.revised else "",
    )


def sentence(words: str) -> str:
    """Words with a capital letter first."""
    return words[:1].upper() + words[1:]


def travel_line(indicator: Indicator) -> str:
    """Which way the measure goes, and how it differs from the last period and last year."""
    travel = indicator.travel
    if travel is None or indicator.figure.value is None:
        return ""
    parts = [*_direction(indicator, travel), *_changes(indicator, travel)]
    return " · ".join(part for part in parts if part)


def _direction(indicator: Indicator, travel: Travel) -> Iterator[str]:
    if travel.direction is None:
        yield sentence(_said_by(indicator.spc))
        return
    if travel.direction is Direction.TOO_FEW_POINTS:
        yield f"Too few points for a trend ({travel.points})"
        return
    arrow = arrow_of(travel.direction, indicator.better)
    if travel.by == "spc":
        told = f"{sentence(_said_by(indicator.spc))} (control chart, {travel.points} figures)"
    else:
        told = f"{sentence(travel.direction)} over {travel.points} figures"
    yield f"{arrow} {told}".strip()
    if indicator.spc and indicator.spc.run_chart and indicator.spc.run_chart.shifted:
        yield "more of a shift than chance gives (run chart)"
    if indicator.spc and indicator.spc.suggestion:
        yield indicator.spc.suggestion.words


def _said_by(reading: Reading | None) -> str:
    return (reading.sentence if reading else None) or ""


def arrow_of(direction: Direction, better: Better) -> str:
    """Which way the value goes; nothing where better is neither up nor down."""
    if direction is Direction.NO_CLEAR_TREND:
        return LEVEL
    if better not in (Better.HIGHER, Better.LOWER):
        return ""
    up = (direction is Direction.BETTER) == (better is Better.HIGHER)
    return UP if up else DOWN


def _changes(indicator: Indicator, travel: Travel) -> Iterator[str]:
    for change in (travel.last_period, travel.last_year):
        if change is not None:
            yield change_in_words(change, indicator)


def change_in_words(change: Change, indicator: Indicator) -> str:
    """Such as `2.1 points better than 2023/24`, uncoloured: two points are few."""
    if not change.difference:
        return f"the same as {change.since.label}"
    digits = usual_digits(indicator.figure, indicator.unit)
    while not Fraction(number(change.difference, digits).replace(",", "")):
        digits += 1  # a difference is never shown as 0.0
    apart = amount_in_words(abs(change.difference), digits, indicator.unit)
    way = change.direction or ("more" if change.difference > 0 else "less")
    return f"{apart} {way} than {change.since.label}"
