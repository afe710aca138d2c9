"""The whole story of the invented council, drawn once; every table is a view of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import count

from attrs import evolve, frozen

from cptracker.synthetic import codes
from cptracker.synthetic.days import add_days, birthday
from cptracker.synthetic.episodes import CareEpisodes, draw_cases, short_breaks
from cptracker.synthetic.health import Health, draw_health
from cptracker.synthetic.histories import (
    CareWorld,
    InventedChild,
    Stability,
    Stay,
    draw_child,
    draw_children,
)
from cptracker.synthetic.homes import HomeMap
from cptracker.synthetic.support import draw_advisers
from cptracker.synthetic.workforce import (
    ADVISER,
    SOCIAL_WORKER,
    CaseWorker,
    Staff,
    WorkerSpell,
    draw_spells,
    draw_staff,
)

SHORT_BREAKS_PER_CHILD = 0.02


REVIEW_AFTER = (18, 90, 175)
"""Days to the first, the second and each later review."""


@frozen(kw_only=True)
class MissingSpell:
    """A time away without leave: M missing or A away."""

    kind: str
    start: date
    end: date


@frozen(kw_only=True)
class Story:
    """All that happened; maps are by child.

    Attributes:
        children: Everyone with a period of care, in order of coming.
        cases: The same children with their episodes, and those with short breaks only.
        spells: Social workers.
        reviews: Days of reviews with the way the child took part.
    """

    children: tuple[InventedChild, ...]
    cases: tuple[CareEpisodes, ...]
    health: Mapping[str, Health]
    staff: Staff
    spells: Mapping[str, tuple[WorkerSpell, ...]]
    advisers: Mapping[str, tuple[WorkerSpell, ...]]
    absences: Mapping[str, tuple[MissingSpell, ...]]
    reviews: Mapping[str, tuple[tuple[date, str], ...]]


def draw_story(world: CareWorld) -> Story:
    """Draw everything, in an order that is part of the result."""
    children = draw_children(world)
    cases = _cases(world, children)
    staff = draw_staff(world)
    current = tuple(child for child in children if child.stays[-1].end >= world.window.first)
    return Story(
        children=children,
        cases=cases,
        health=draw_health(world, children),
        staff=staff,
        spells={child.child_id: _spells(world, staff, child) for child in current},
        advisers=draw_advisers(world, children, staff[ADVISER]),
        absences={child.child_id: _absences(world, child) for child in current},
        reviews={child.child_id: _reviews(world, child) for child in current},
    )


def _cases(world: CareWorld, children: tuple[InventedChild, ...]) -> tuple[CareEpisodes, ...]:
    atlas = HomeMap(world.random, world.children, world.rates.postcode_not_listed)
    cases = draw_cases(world, atlas, children)
    numbers = count(len(children) + 1)
    breaks = range(max(2, round(SHORT_BREAKS_PER_CHILD * world.children)))
    extra = [short_breaks(world, atlas, _disabled(world, next(numbers))) for _ in breaks]
    return (*cases, *extra)


def _disabled(world: CareWorld, number: int) -> InventedChild:
    """A child of 5 to 15 who lives at home and has short breaks."""
    child = draw_child(world.random, number, world.window.last, unaccompanied=False)
    dob = add_days(world.window.last, -world.random.whole(7 * 365, 17 * 365))
    return evolve(child, dob=dob, mother_child_dob=None)


def _spells(world: CareWorld, staff: Staff, child: InventedChild) -> tuple[WorkerSpell, ...]:
    """Social workers of each period of care and of some weeks before and after."""
    rows: list[WorkerSpell] = []
    floor = add_days(world.window.first, -400)
    if world.random.chance(0.006):
        return ()
    for stay in child.stays:
        begin = max(add_days(stay.start, -world.random.whole(0, 90)), floor)
        again = bool(rows) and begin <= rows[-1].end
        begin = rows[-1].end if again else begin
        end = add_days(stay.end, world.random.whole(0, 45))
        drawn = _assigned(world, staff[SOCIAL_WORKER], stay, begin, end)
        rows += [evolve(drawn[0], reason="OTHERS"), *drawn[1:]] if again and drawn else drawn
    return tuple(rows)


def _assigned(
    world: CareWorld, workers: Sequence[CaseWorker], stay: Stay, begin: date, end: date
) -> list[WorkerSpell]:
    """Many are handed from the assessment team to a long-term one some weeks after the start."""
    change = world.rates.worker_change_days
    handed = add_days(stay.start, world.random.whole(25, 80))
    transfer = add_days(begin, 5) < handed < add_days(end, -5) and world.random.chance(
        world.rates.worker_transfer
    )
    first = draw_spells(world, workers, begin, handed if transfer else end, change_days=change)
    if not transfer:
        return first
    return first + draw_spells(world, workers, handed, end, change_days=change, reason="TSPROC")


def _absences(world: CareWorld, child: InventedChild) -> tuple[MissingSpell, ...]:
    """For some of those aged 10 and over, one or several times in a year."""
    rows: list[MissingSpell] = []
    odds = world.rates.goes_missing * (3 if child.stability is Stability.RESTLESS else 0.85)
    for stay in child.stays:
        for year in world.window.years:
            begin = max(stay.start, date(year - 1, 4, 1), birthday(child.dob, 10))
            end = min(stay.end, date(year, 3, 31))
            if (end - begin).days > 20 and world.random.chance(odds):
                rows += _year_of_absences(world, begin, add_days(end, -6))
    return tuple(rows)


def _year_of_absences(world: CareWorld, begin: date, end: date) -> list[MissingSpell]:
    days = {world.random.day_between(begin, end): None for _ in range(world.random.wait(1.6))}
    rows: list[MissingSpell] = []
    for day in sorted(days):
        if not rows or day > rows[-1].end:
            back = add_days(day, world.random.wait(0.8))
            rows.append(MissingSpell(kind=world.random.pick(codes.MISSING), start=day, end=back))
    return rows


def _reviews(world: CareWorld, child: InventedChild) -> tuple[tuple[date, str], ...]:
    """Reviews of the years covered."""
    rows = []
    for stay in child.stays:
        day, waits = stay.start, list(REVIEW_AFTER)
        while True:
            day = add_days(day, waits[0] + world.random.whole(-8, 8))
            waits = waits[1:] or waits
            if day >= min(stay.end, add_days(world.window.last, 1)):
                break
            if day >= world.window.first:
                part = "PN0" if child.age(day) < 4 else world.random.pick(codes.REVIEW)
                rows.append((day, part))
    return tuple(rows)
