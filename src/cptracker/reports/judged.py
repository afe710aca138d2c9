"""What is said of a judged figure, in lines of falling importance, alike in every format."""

from collections.abc import Iterator

from cptracker.model import Better
from cptracker.reports import phrases, wording
from cptracker.reports.text import counted
from cptracker.results import Judgement
from cptracker.spc import Reading
from cptracker.standing import Indicator
from cptracker.trends import Direction, Travel

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
    return " \N{MIDDLE DOT} ".join(travel_parts(indicator))


def travel_parts(indicator: Indicator) -> Iterator[str]:
    """The same one by one: the direction first, with changes that go against it.

    A change that does not fit the direction is told with it, as `Better over 5 figures, although
    down 0.8 points from 2024/25`, so that nobody reads better and worse side by side.
    """
    travel = indicator.travel
    if travel is None or indicator.figure.value is None:
        return
    figure, unit = indicator.figure, indicator.unit
    changes = list(wording.changes_of(indicator))
    against = [one for one in changes if wording.opposes(one, travel.direction)]
    direction = _direction(indicator, travel)
    if against:
        told = (wording.change_in_words(one, figure, unit) for one in against)
        direction = f"{direction}, although {' and '.join(told)}"
    yield from (part for part in (direction, *_hints(indicator, travel)) if part)
    for one in changes:
        if one not in against:
            yield wording.judged_change(one, figure, unit)


def told_of_travel(indicator: Indicator) -> Iterator[str]:
    """The parts that a paper tells in sentences, where the bare direction has a cell of its own."""
    travel = indicator.travel
    first, *others = list(travel_parts(indicator)) or [""]
    plain = travel is not None and travel.by != "spc" and "although" not in first
    first = "" if plain else first.lstrip(f"{UP}{DOWN}{LEVEL} ")
    yield from (part for part in (first, *others) if part)


def _direction(indicator: Indicator, travel: Travel) -> str:
    if travel.direction is None:
        return sentence(_said_by(indicator.spc))
    if travel.direction is Direction.TOO_FEW_POINTS:
        return f"Too few points for a trend ({travel.points})"
    arrow = arrow_of(travel.direction, indicator.better)
    if travel.by == "spc":
        told = f"{sentence(_said_by(indicator.spc))} (control chart, {travel.points} figures)"
    else:
        told = f"{sentence(travel.direction)} over {travel.points} figures"
    return f"{arrow} {told}".strip()


def _hints(indicator: Indicator, travel: Travel) -> Iterator[str]:
    """What else the control chart or the run chart makes worth a look."""
    spc = indicator.spc
    if spc is None or travel.direction in (None, Direction.TOO_FEW_POINTS):
        return
    if spc.run_chart and spc.run_chart.shifted:
        yield "more of a shift than chance gives (run chart)"
    if spc.suggestion:
        yield spc.suggestion.words


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
