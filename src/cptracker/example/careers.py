"""Who comes into care and goes, month by month, from long before the first return.

The story begins 18 years early, so that by the first year covered there are children who have been
looked after for years and young people who have left. New starts follow the size that the council
is meant to have, so that the numbers drift without leaping.
"""

from datetime import date
from itertools import count

from attrs import evolve, frozen

from cptracker.example import codes
from cptracker.example.days import Window, birthday, plus
from cptracker.example.dice import Dice
from cptracker.example.people import Child, Plan, Stay, draw_child, grown_up
from cptracker.example.rates import Rates
from cptracker.periods import first_day, last_day

EARLIER_MONTHS = 18 * 12
SETTLING_MONTHS = 6
"""A gap between the intended and the true size closes over about so many months."""

PLANS = {
    "0": {Plan.ADOPTION: 30, Plan.GUARDIAN: 17, Plan.HOME: 32, Plan.LONG_TERM: 18},
    "1-4": {Plan.ADOPTION: 14, Plan.GUARDIAN: 17, Plan.HOME: 38, Plan.LONG_TERM: 28},
    "5-9": {Plan.ADOPTION: 1, Plan.GUARDIAN: 12, Plan.HOME: 47, Plan.LONG_TERM: 38},
    "10-15": {Plan.GUARDIAN: 5, Plan.HOME: 52, Plan.LONG_TERM: 43},
    "16-17": {Plan.HOME: 28, Plan.REMAND: 6, Plan.LONG_TERM: 66},
}
STAY_DAYS = {Plan.ADOPTION: (360, 820), Plan.GUARDIAN: (200, 700), Plan.REMAND: (10, 90)}


@frozen(kw_only=True)
class World:
    """What every part of the story needs: chance, the years covered, the rates and the size."""

    dice: Dice
    window: Window
    rates: Rates
    children: int


def draw_children(world: World) -> tuple[Child, ...]:
    """Everyone who ever came into care, in the order they came."""
    people: list[Child] = []
    current: list[Stay] = []
    numbers = count(1)
    first = world.window.months.start - EARLIER_MONTHS
    for month in range(first, world.window.months.stop):
        current = [stay for stay in current if stay.end > first_day(month)]
        present = sum(stay.open_on(first_day(month)) for stay in current)
        for _ in range(_starts(world, month, present)):
            child = _new_child(world, next(numbers), month)
            people.append(child)
            current.extend(child.stays)
    return tuple(people)


def _starts(world: World, month: int, present: int) -> int:
    """How many come in a month: the usual number, more when there are fewer than intended."""
    usual = world.rates.starts_per_child_and_month * world.children
    usual *= 0.75 + 0.5 * world.dice.share()
    return world.dice.rounded(usual + (_size(world, month) - present) / SETTLING_MONTHS)


def _size(world: World, month: int) -> float:
    """How many are meant to be looked after: a slow fall to the number asked for."""
    left = (world.window.months[-1] - month) / len(world.window.months)
    return world.children * (1 + world.rates.surplus_at_first * min(1.0, left))


def _new_child(world: World, number: int, month: int) -> Child:
    dice = world.dice
    came = dice.day_between(first_day(month), last_day(month))
    unaccompanied = dice.chance(world.rates.unaccompanied_starts)
    child = draw_child(dice, number, came, unaccompanied=unaccompanied)
    return evolve(child, stays=tuple(_stays(world, child, came)))


def _stays(world: World, child: Child, came: date) -> list[Stay]:
    """The first period of care and any after coming back."""
    stays = [_stay(world, child, came)]
    while stays[-1].plan is Plan.HOME and world.dice.chance(world.rates.back_in_care):
        again = plus(stays[-1].end, 10 + world.dice.wait(world.rates.back_after_days))
        if again >= plus(grown_up(child), -60):
            break
        stays.append(_stay(world, child, again))
    return stays


def _stay(world: World, child: Child, start: date) -> Stay:
    plan = _plan(world.dice, child, start)
    adult = grown_up(child)
    end = min(_end(world, child, plan, start), adult)
    ending = _ending(world.dice, child, plan, end)
    return Stay(start=start, end=end, ending=ending, plan=plan)


def _plan(dice: Dice, child: Child, start: date) -> Plan:
    if child.unaccompanied:
        return Plan.UNACCOMPANIED
    years = child.age(start)
    band = next(key for key in reversed(PLANS) if years >= int(key.split("-")[0]))
    return Plan(dice.pick({str(plan): weight for plan, weight in PLANS[band].items()}))


def _end(world: World, child: Child, plan: Plan, start: date) -> date:
    dice = world.dice
    if plan in STAY_DAYS:
        return plus(start, dice.whole(*STAY_DAYS[plan]))
    if plan is Plan.HOME:
        return plus(start, 2 + dice.wait(260))
    early = 0.08 if plan is Plan.UNACCOMPANIED else world.rates.leaves_long_term_early
    left = (grown_up(child) - start).days
    return plus(start, dice.whole(min(left, 120), left) if dice.chance(early) else left)


def _ending(dice: Dice, child: Child, plan: Plan, end: date) -> str:
    """Why a period of care ended (REC)."""
    if end >= grown_up(child):
        return dice.pick(codes.ENDED_ADULT)
    if plan is Plan.REMAND:
        return "E14"
    if plan is Plan.UNACCOMPANIED:
        return dice.pick(codes.ENDED_UNACCOMPANIED)
    if plan is Plan.LONG_TERM and end >= birthday(child.dob, 16):
        return dice.pick(codes.ENDED_YOUTH)
    return dice.pick(ENDINGS[plan])


ENDINGS = {
    Plan.HOME: codes.ENDED_HOME,
    Plan.ADOPTION: codes.ENDED_ADOPTED,
    Plan.GUARDIAN: codes.ENDED_GUARDIAN,
    Plan.LONG_TERM: codes.ENDED_CHILDHOOD,
}
