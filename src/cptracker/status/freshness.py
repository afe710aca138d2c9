"""The newest figure that can be used, how far it is behind, and what was last published.

A period of which nothing was supplied, or nothing can be computed, may be told by the figure before
it for a while, loudly. No cases and nothing due are news, and stand.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import takewhile

from attrs import evolve

from cptracker.model.figures import Figure, Judgement, MissingReason, Rating
from cptracker.model.periods import Period, from_key
from cptracker.model.plan import Plan
from cptracker.model.published import PublishedFigure
from cptracker.plan.councils import area_key
from cptracker.rating.wording import MISSING_IN_WORDS, RATING_IN_WORDS, figure_text

MOST_MISSED = 2
"""So many periods may be missed; after that there is no data."""


MISSING = (MissingReason.NOT_SUPPLIED, MissingReason.NOT_COMPUTABLE)


COLOURS = (Rating.GREEN, Rating.AMBER, Rating.RED)


def periods_behind(figures: Sequence[Figure]) -> int:
    """By how many periods the newest usable figure is behind the last one.

    Returns:
        0 where the last one has news, where none has a value, and where too many were missed.
    """
    missed = sum(
        1 for _ in takewhile(lambda figure: figure.missing_reason in MISSING, reversed(figures))
    )
    if missed > MOST_MISSED or missed == len(figures):
        return 0
    return missed if figures[-missed - 1].value is not None else 0


def with_last_known(
    judgement: Judgement, figures: Sequence[Figure], judgements: Sequence[Judgement], unit: str
) -> Judgement:
    """The judgement of a last figure without a value, with the last known one named."""
    numbers = [at for at, figure in enumerate(figures) if figure.value is not None]
    if figures[-1].value is not None or not numbers:
        return judgement
    at = numbers[-1]
    rating = judgements[at].rating
    colour = f", {RATING_IN_WORDS[rating].lower()}" if rating in COLOURS else ""
    figure = figures[at]
    words = f"last known: {figure_text(figure, unit)}{colour}, {figure.period.label}"
    return evolve(judgement, reason=f"{judgement.reason}; {words}")


def missed_in_words(figures: Sequence[Figure]) -> str:
    """Why the last figure is not there, such as `2025/26 not supplied: needs visits`."""
    last = figures[-1]
    words = MISSING_IN_WORDS[last.missing_reason or MissingReason.NOT_SUPPLIED]
    return f"{last.period.label} {words}" + (f": {last.note}" if last.note else "")


def last_published(
    plan: Plan, measure: str, period: Period, as_at: date, known_at: date
) -> PublishedFigure | None:
    """What was last published of a measure for the plan's own council by a day.

    It is a figure for everyone: one of a group is no twin of the measure's. The latest period wins;
    of one period a figure that is like for like, then one for a period of the same length as the
    measure's.
    """
    own_figures = [
        (from_key(figure.period), figure)
        for figure in plan.published
        if figure.measure == measure and figure.group is None and _is_own(figure, plan)
    ]
    statements = [
        (figure_period.end, figure.like_for_like, figure_period.every is period.every, at)
        for at, (figure_period, figure) in enumerate(own_figures)
        if figure_period.end <= as_at and figure.known_by(known_at)
    ]
    return own_figures[max(statements)[-1]][1] if statements else None


def published_in(
    plan: Plan, measure: str, periods: Iterable[Period], known_at: date
) -> tuple[PublishedFigure, ...]:
    """What was published of a measure for the plan's own council in some periods, one for each.

    Only figures for everyone that are like for like; of several the one published last.

    Args:
        plan: Holds what was published.
        measure: The measure's identifier.
        periods: Each to the day, so that a month is none of a quarter.
        known_at: Nothing that was published later.
    """
    wanted = {period.key for period in periods}
    latest: dict[str, PublishedFigure] = {}
    for figure in plan.published:
        if (
            figure.measure == measure
            and figure.group is None
            and figure.like_for_like
            and figure.period in wanted
            and figure.known_by(known_at)
            and _is_own(figure, plan)
        ):
            before = latest.get(figure.period)
            if before is None or _day(before) <= _day(figure):
                latest[figure.period] = figure
    return tuple(latest.values())


def _day(figure: PublishedFigure) -> date:
    return figure.published or date.min


def _is_own(figure: PublishedFigure, plan: Plan) -> bool:
    return area_key(figure.area) == area_key(plan.council)
