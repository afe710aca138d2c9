"""The figures of others in lines: `Beside: England 10% (2024/25), South East 12%, …`."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from cptracker.model.comparisons import TOGETHER, ComparatorKind, Comparison
from cptracker.rating.wording import figure_text
from cptracker.status.report import Indicator
from cptracker.wording import facts
from cptracker.wording.text import capitalised

ASIDE = ("to the nearest ", "no figure for ")
"""How the parts of a note begin that are no part of a definition."""


def comparator_lines(indicator: Indicator) -> Iterator[str]:
    """Others' figures with the council's rank, for everyone and for each group; who disagrees.

    A line holds the figures that can be set beside each other: of one group, by one definition.
    """
    comparisons = facts.together_of(indicator, TOGETHER)
    for (group_by, group, definition), figures in groupby(
        sorted(comparisons, key=_line_of), key=_line_of
    ):
        subject = _subject(indicator, group_by, group)
        yield _line(list(figures), indicator.unit, subject, definition)
    for rank in facts.ranks_of(indicator):
        yield capitalised(facts.rank_in_words(rank, indicator.unit))
    for conflict in indicator.conflicts:
        yield capitalised(facts.conflict_in_words(conflict, indicator.unit))


def _line_of(comparison: Comparison) -> tuple[str, str, str]:
    return comparison.group_by, comparison.group, definition_note(comparison)


def _subject(indicator: Indicator, group_by: str, group: str) -> str:
    """The group with our own figure, where that was asked for; empty for everyone."""
    words = facts.group_in_words(group_by, group)
    figures = (
        breakdown
        for breakdown in indicator.breakdowns
        if (breakdown.group_by, breakdown.group) == (group_by, group)
    )
    figure = next(figures, None) if group_by else None
    return f"{words} (ours {figure_text(figure, indicator.unit)})" if figure else words


def _line(figures: Sequence[Comparison], unit: str, subject: str, definition: str) -> str:
    unlike = "not like for like" if definition else ""
    heading = ", ".join(part for part in ("Beside", subject, unlike) if part)
    note = f"; {definition}" if definition else ""
    return f"{heading}: {', '.join(_figures(figures, unit))}{note}"


def definition_note(comparison: Comparison) -> str:
    """How a comparison's definition differs from the measure's; empty where it does not."""
    if comparison.like_for_like:
        return ""
    notes = [part for part in (comparison.note or "").split("; ") if not part.startswith(ASIDE)]
    return "; ".join(notes) or "another definition"


def _figures(figures: Sequence[Comparison], unit: str) -> Iterator[str]:
    """Each with its period, unless it is that of the one before."""
    before = ""
    for figure in figures:
        period = "" if figure.period == before else facts.period_in_words(figure.period)
        before = figure.period
        text = ", ".join(part for part in (period, facts.averaged_in_words(figure)) if part)
        brackets = f" ({text})" if text else ""
        yield f"{_who(figure)} {facts.value_of_others(figure, unit)}{brackets}"


def _who(comparison: Comparison) -> str:
    return "neighbours" if comparison.kind is ComparatorKind.NEIGHBOURS else comparison.area
