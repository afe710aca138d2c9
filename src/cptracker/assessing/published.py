"""What was last published of a measure for the plan's own council."""

from datetime import date

from cptracker.model import Plan, PublishedFigure
from cptracker.periods import Period, from_key


def last_published(plan: Plan, measure: str, period: Period, as_at: date) -> PublishedFigure | None:
    """What was last published of a measure for the plan's own council by a day.

    The latest period wins; of one period a figure that is like for like, then one for a period of
    the same sort as the measure's.
    """
    mine = [
        (from_key(figure.period), figure)
        for figure in plan.published
        if figure.measure == measure and figure.area == plan.council
    ]
    told = [
        (its.end, figure.like_for_like, its.every is period.every, at)
        for at, (its, figure) in enumerate(mine)
        if its.end <= as_at
    ]
    return mine[max(told)[-1]][1] if told else None
