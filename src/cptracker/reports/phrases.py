"""What reports say about figures and problems, in the same words everywhere."""

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from textwrap import shorten

from cptracker.actions import Commentary
from cptracker.display import exactly, percent_sign, published_number
from cptracker.errors import Kind, Problem, Severity
from cptracker.judging import figure_text, shown, usable_limits
from cptracker.judging.wording import usual_digits
from cptracker.model import PublishedFigure, Target
from cptracker.periods import from_key
from cptracker.reports.text import counted, listed
from cptracker.reports.wording import period_in_words
from cptracker.results import Figure
from cptracker.standing import Indicator

RESTRICTED = "RESTRICTED: exact figures, not for publication"
PUBLIC = "PUBLIC: small numbers are protected"
EXAMPLE = "EXAMPLE DATA: made-up children of an invented council"

BETTER = {
    "higher": "higher is better",
    "lower": "lower is better",
    "near": "near its range is better",
    "context": "neither way is good or bad: it is context for the others",
}
"""Which way is good, by the measure's word for it."""

_PARTS = {Kind.PLAN: "the plan", Kind.MEASURE: "the measures", Kind.RECORDS: "the records"}


def made_of(figure: Figure, unit: str) -> str:
    """`437 of 459` for a share, `1,062 ÷ 460` for a mean or a rate, nothing for a count."""
    if figure.value is None or figure.denominator is None:
        return ""
    sign = "of" if unit == "%" else "÷"
    return f"{figure.numerator or 0:,} {sign} {figure.denominator:,}"


def not_known(figure: Figure, unit: str) -> str:
    """Of how many it is not known, and between which values the truth lies.

    Without a value the reason for it has said so.
    """
    if not figure.unknown or figure.value is None:
        return ""
    words = f"{figure.unknown:,} not known"
    if figure.lower is None or figure.upper is None:
        return words
    digits, sign = usual_digits(figure, unit), percent_sign(unit)
    low, high = (shown(bound, digits) for bound in (figure.lower, figure.upper))
    return f"{words}: between {low}{sign} and {high}{sign}"


def left_out(figure: Figure) -> str:
    """How many were left out, by reason."""
    parts = [f"{number:,} {reason}" for reason, number in figure.excluded.items() if number]
    return f"left out: {', '.join(parts)}" if parts else ""


def target_text(target: Target | None, unit: str) -> str:
    """What was promised: `90%`, `40% to 60%`, `none set`."""
    if target is None:
        return "none set"
    sign = percent_sign(unit)
    ends = (target.value,) if target.value is not None else (target.low, target.high)
    return " to ".join(f"{exactly(Fraction(end))}{sign}" for end in ends if end is not None)


def value_text(indicator: Indicator) -> str:
    """The figure for show, with as many digits as its rating needs."""
    limits = usable_limits(indicator.judgement.target, indicator.better)
    return figure_text(indicator.figure, indicator.unit, limits)


def published_text(published: PublishedFigure, unit: str) -> tuple[str, str]:
    """A published figure's value and its period, both for show."""
    value = published_number(Fraction(published.value)) + percent_sign(unit)
    return value, period_in_words(published.period)


def published_note(published: PublishedFigure | None) -> str:
    """How a published figure differs from the computed one, where it does."""
    if published is None or (published.like_for_like and not published.note):
        return ""
    sort = "Published figure" if published.like_for_like else "Published figure not like for like"
    return f"{sort}: {published.note}" if published.note else sort


def said_in_short(said: Commentary) -> str:
    """What was last said of a success measure: for which period, by whom, and what next."""
    rating = f", rated {said.rating}" if said.rating else ""
    period = from_key(said.period).label
    parts = [f"{period}, {said.by}{rating}: {shorten(said.data_says, SHORT, placeholder=' …')}"]
    if said.next_steps:
        parts.append(f"next: {shorten(said.next_steps, SHORT, placeholder=' …')}")
    return " · ".join(parts)


SHORT = 180
"""How many letters of a commentary stand in the status; `commentary show` tells all."""


def problems_in_words(problems: Sequence[Problem]) -> str:
    """Such as `2 problems in the plan, 12 in the records; 3 warnings`; empty without any."""
    errors = _by_kind(problem for problem in problems if problem.severity is Severity.ERROR)
    parts = [f"{counted(number, 'problem')} in {_PARTS[kind]}" for kind, number in errors]
    warnings = sum(one.count for one in problems if one.severity is Severity.WARNING)
    if warnings:
        parts.append(counted(warnings, "warning"))
    return listed(parts) if parts else ""


def _by_kind(problems: Iterable[Problem]) -> list[tuple[Kind, int]]:
    counts: Counter[Kind] = Counter()
    for problem in problems:
        counts[problem.kind] += problem.count
    return [(kind, counts[kind]) for kind in Kind if counts[kind]]
