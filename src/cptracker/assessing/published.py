"""What was last published of a measure for the plan's own council."""

from datetime import date

from cptracker.loading.councils import area_key
from cptracker.model import Plan, PublishedFigure
from cptracker.periods import Period, from_key


def last_published(plan: Plan, measure: str, period: Period, as_at: date) -> PublishedFigure | None:
    """What was last published of a measure for the plan's own council by a day.

    It is a figure for everyone: one of a group is no twin of the measure's. The latest period wins;
    of one period a figure that is like for like, then one for a period of the same length as the
    measure's.
    """
    mine = [
        (from_key(figure.period), figure)
        for figure in plan.published
        if figure.measure == measure and figure.group is None and _is_own(figure, plan)
    ]
    told = [
        (its.end, figure.like_for_like, its.every is period.every, at)
        for at, (its, figure) in enumerate(mine)
        if its.end <= as_at and figure.known_by(as_at)
    ]
    return mine[max(told)[-1]][1] if told else None


def _is_own(figure: PublishedFigure, plan: Plan) -> bool:
    return area_key(figure.area) == area_key(plan.council)
