"""Health of children looked after: assessments and the strengths and difficulties questionnaire."""

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from cptracker.synthetic.codes import RateTrend
from cptracker.synthetic.days import add_days, birthday, working_day
from cptracker.synthetic.histories import CareWorld, InventedChild, Stay

EARLIER_DAYS = 400
"""Contacts are known from so long before the first year, so that its look-backs find them."""


YEAR = 365


HALF_YEAR = 182


@frozen(kw_only=True)
class Health:
    """What is known of a child's health.

    Attributes:
        assessments: Kind (`initial` or `review`) and day, in order of time.
        questionnaires: Day and score, in order of time.
    """

    assessments: tuple[tuple[str, date], ...]
    questionnaires: tuple[tuple[date, int], ...]


def draw_health(world: CareWorld, children: tuple[InventedChild, ...]) -> Mapping[str, Health]:
    """The health of everyone looked after since shortly before the first year, by child."""
    return {
        child.child_id: Health(
            assessments=tuple(_assessments(world, child)),
            questionnaires=tuple(_questionnaires(world, child)),
        )
        for child in children
        if child.stays[-1].end > earliest(world)
    }


def earliest(world: CareWorld) -> date:
    """The first day that contacts are known of."""
    return add_days(world.window.first, -EARLIER_DAYS)


def seen_days(
    world: CareWorld, late: RateTrend, begin: date, end: date, every: int
) -> Iterator[date]:
    """The days of contacts that ought to come at least so often, some of them late.

    Kept intervals are 72% to 98% of what is allowed; late ones run over by up to three quarters.
    """
    day = begin
    while True:
        allowed = every * (0.72 + 0.26 * world.random.share())
        if world.random.chance(world.window.at(late, day)):
            allowed = every * (1.02 + 0.7 * world.random.share())
        day = working_day(add_days(day, int(allowed)))
        if day >= end or day > world.window.last:
            return
        yield day


def _assessments(world: CareWorld, child: InventedChild) -> Iterator[tuple[str, date]]:
    for stay in child.stays:
        if stay.end <= earliest(world):
            continue
        first = _initial(world, stay)
        if first is not None and first >= earliest(world):
            yield "initial", first
        yield from (("review", day) for day in _reviews(world, child, stay, first))


def _initial(world: CareWorld, stay: Stay) -> date | None:
    """20 working days are 28 days and the bank holidays among them."""
    random = world.random
    if random.chance(world.rates.initial_never):
        return None
    in_time = random.chance(world.window.at(world.rates.initial_in_time, stay.start))
    day = add_days(stay.start, random.whole(9, 25) if in_time else random.whole(34, 84))
    day = working_day(day)
    return day if day < stay.end and day <= world.window.last else None


def _reviews(
    world: CareWorld, child: InventedChild, stay: Stay, first: date | None
) -> Iterator[date]:
    """Every six months up to the fifth birthday, every twelve after it."""
    late = world.rates.review_late
    five = birthday(child.dob, 5)
    begin = first or add_days(stay.start, 30)
    for day in seen_days(world, late, begin, min(stay.end, five), HALF_YEAR):
        begin = day
        if day >= earliest(world):
            yield day
    for day in seen_days(world, late, begin, stay.end, YEAR):
        if day >= max(earliest(world), five):
            yield day


def _questionnaires(world: CareWorld, child: InventedChild) -> Iterator[tuple[date, int]]:
    """Once a year from the fourth birthday to the seventeenth, with a score near the last."""
    usual = sum(world.random.whole(0, 10) for _ in range(3))
    for stay in child.stays:
        begin = max(add_days(stay.start, -200), add_days(birthday(child.dob, 4), -200))
        end = min(stay.end, birthday(child.dob, 17))
        for day in seen_days(world, world.rates.sdq_late, begin, end, YEAR):
            if day >= max(earliest(world), add_days(stay.start, 10)):
                yield day, min(40, max(0, usual + world.random.whole(-4, 4)))
