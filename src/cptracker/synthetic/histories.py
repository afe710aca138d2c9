"""Who comes into care and goes, month by month: the invented children and their periods of care.

A stay knows its end even when that lies in the future; what is known on a day is decided where the
tables are written.

The story begins 18 years early, so that by the first year covered there are children who have been
looked after for years and young people who have left. New starts follow the size that the council
is meant to have, so that the numbers drift without leaping.
"""

from datetime import date
from enum import StrEnum
from itertools import count

from attrs import evolve, field, frozen

from cptracker.model.periods import first_day, last_day
from cptracker.synthetic import codes
from cptracker.synthetic.codes import Rates
from cptracker.synthetic.days import ADULT, ExampleYears, add_days, age, birthday
from cptracker.synthetic.random import RandomStream

YEAR = 365


class CarePlan(StrEnum):
    """What a period of care turns out to be for."""

    HOME = "home"
    ADOPTION = "adoption"
    GUARDIAN = "guardian"
    LONG_TERM = "long term"
    UNACCOMPANIED = "unaccompanied"
    REMAND = "remand"


class Stability(StrEnum):
    """How often a child moves."""

    STEADY = "steady"
    USUAL = "usual"
    RESTLESS = "restless"


def child_id(number: int) -> str:
    """The identifier of the child with a number."""
    return f"EXMPL{number:05d}"


@frozen(kw_only=True)
class Stay:
    """One period of care, from `start` to the day it ends with the code `end_reason` (REC)."""

    start: date
    end: date
    end_reason: str
    plan: CarePlan

    def open_on(self, day: date) -> bool:
        """Looked after on a day: begun, and not yet ended."""
        return self.start <= day < self.end


@frozen(kw_only=True)
class InventedChild:
    """A made-up child.

    Attributes:
        number: Counted from 1 in order of coming into care.
        mother_child_dob: When her child was born, if she is a mother.
        stays: Periods of care in order of time, without overlap.
    """

    number: int
    sex: str
    dob: date
    ethnic: str
    unaccompanied: bool = False
    stability: Stability = Stability.USUAL
    mother_child_dob: date | None = None
    stays: tuple[Stay, ...] = field(default=())

    @property
    def child_id(self) -> str:
        """`EXMPL` and five digits: nobody's real identifier."""
        return child_id(self.number)

    def stay_on(self, day: date) -> Stay | None:
        """The period of care open on a day."""
        return next((stay for stay in self.stays if stay.open_on(day)), None)

    def age(self, day: date) -> int:
        """Completed years on a day."""
        return age(self.dob, day)


ENTRY_AGES = {"birth": 18, "0": 8, "1-4": 19, "5-9": 19, "10-15": 29, "16-17": 10}


AGE_SPANS = {
    "birth": (0, 20), "0": (21, YEAR), "1-4": (YEAR, 5 * YEAR), "5-9": (5 * YEAR, 10 * YEAR),
    "10-15": (10 * YEAR, 16 * YEAR), "16-17": (16 * YEAR, 6450),
}  # fmt: skip


UNACCOMPANIED_SPAN = (5650, 6480)


STABILITIES = {Stability.STEADY: 48, Stability.USUAL: 41, Stability.RESTLESS: 11}


def draw_child(
    random: RandomStream, number: int, came: date, *, unaccompanied: bool
) -> InventedChild:
    """Who a child is that came into care on a day; without periods of care yet."""
    span = UNACCOMPANIED_SPAN if unaccompanied else AGE_SPANS[random.pick(ENTRY_AGES)]
    dob = add_days(came, -random.whole(*span))
    sex = random.pick(codes.SEX_UNACCOMPANIED if unaccompanied else codes.SEX)
    return InventedChild(
        number=number,
        sex="unknown" if random.chance(0.003) else sex,
        dob=dob,
        ethnic=random.pick(codes.ETHNIC_UNACCOMPANIED if unaccompanied else codes.ETHNIC),
        unaccompanied=unaccompanied,
        stability=Stability(random.pick({str(key): weight for key, weight in STABILITIES.items()})),
        mother_child_dob=_own_child(random, dob) if sex == "female" else None,
    )


def _own_child(random: RandomStream, dob: date) -> date | None:
    """A few young women are mothers before they are of age."""
    return add_days(birthday(dob, 16), random.whole(0, 600)) if random.chance(0.04) else None


def grown_up(child: InventedChild) -> date:
    """The 18th birthday, on which every period of care ends at the latest."""
    return birthday(child.dob, ADULT)


EARLIER_MONTHS = 18 * 12


SETTLING_MONTHS = 6
"""A gap between the intended and the true size closes over about so many months."""


PLANS = {
    "0": {CarePlan.ADOPTION: 30, CarePlan.GUARDIAN: 17, CarePlan.HOME: 32, CarePlan.LONG_TERM: 18},
    "1-4": {
        CarePlan.ADOPTION: 14,
        CarePlan.GUARDIAN: 17,
        CarePlan.HOME: 38,
        CarePlan.LONG_TERM: 28,
    },
    "5-9": {CarePlan.ADOPTION: 1, CarePlan.GUARDIAN: 12, CarePlan.HOME: 47, CarePlan.LONG_TERM: 38},
    "10-15": {CarePlan.GUARDIAN: 5, CarePlan.HOME: 52, CarePlan.LONG_TERM: 43},
    "16-17": {CarePlan.HOME: 28, CarePlan.REMAND: 6, CarePlan.LONG_TERM: 66},
}


STAY_DAYS = {
    CarePlan.ADOPTION: (360, 820),
    CarePlan.GUARDIAN: (200, 700),
    CarePlan.REMAND: (10, 90),
}


@frozen(kw_only=True)
class CareWorld:
    """What every part of the story needs: chance, the years covered, the rates and the size."""

    random: RandomStream
    window: ExampleYears
    rates: Rates
    children: int


def draw_children(world: CareWorld) -> tuple[InventedChild, ...]:
    """Everyone who ever came into care, in the order they came."""
    people: list[InventedChild] = []
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


def _starts(world: CareWorld, month: int, present: int) -> int:
    """How many come in a month: the usual number, more when there are fewer than intended."""
    usual = world.rates.starts_per_child_and_month * world.children
    usual *= 0.75 + 0.5 * world.random.share()
    return world.random.rounded(usual + (_size(world, month) - present) / SETTLING_MONTHS)


def _size(world: CareWorld, month: int) -> float:
    """How many are meant to be looked after: a slow fall to the number asked for."""
    left = (world.window.months[-1] - month) / len(world.window.months)
    return world.children * (1 + world.rates.surplus_at_first * min(1.0, left))


def _new_child(world: CareWorld, number: int, month: int) -> InventedChild:
    random = world.random
    came = random.day_between(first_day(month), last_day(month))
    unaccompanied = random.chance(world.rates.unaccompanied_starts)
    child = draw_child(random, number, came, unaccompanied=unaccompanied)
    return evolve(child, stays=tuple(_stays(world, child, came)))


def _stays(world: CareWorld, child: InventedChild, came: date) -> list[Stay]:
    """The first period of care and any after coming back."""
    stays = [_stay(world, child, came)]
    while stays[-1].plan is CarePlan.HOME and world.random.chance(world.rates.back_in_care):
        again = add_days(stays[-1].end, 10 + world.random.wait(world.rates.back_after_days))
        if again >= add_days(grown_up(child), -60):
            break
        stays.append(_stay(world, child, again))
    return stays


def _stay(world: CareWorld, child: InventedChild, start: date) -> Stay:
    plan = _plan(world.random, child, start)
    adult = grown_up(child)
    end = min(_end(world, child, plan, start), adult)
    end_reason = _end_reason(world.random, child, plan, end)
    return Stay(start=start, end=end, end_reason=end_reason, plan=plan)


def _plan(random: RandomStream, child: InventedChild, start: date) -> CarePlan:
    if child.unaccompanied:
        return CarePlan.UNACCOMPANIED
    years = child.age(start)
    band = next(key for key in reversed(PLANS) if years >= int(key.split("-")[0]))
    return CarePlan(random.pick({str(plan): weight for plan, weight in PLANS[band].items()}))


def _end(world: CareWorld, child: InventedChild, plan: CarePlan, start: date) -> date:
    random = world.random
    if plan in STAY_DAYS:
        return add_days(start, random.whole(*STAY_DAYS[plan]))
    if plan is CarePlan.HOME:
        return add_days(start, 2 + random.wait(260))
    early = 0.08 if plan is CarePlan.UNACCOMPANIED else world.rates.leaves_long_term_early
    left = (grown_up(child) - start).days
    return add_days(start, random.whole(min(left, 120), left) if random.chance(early) else left)


def _end_reason(random: RandomStream, child: InventedChild, plan: CarePlan, end: date) -> str:
    """Why a period of care ended (REC)."""
    if end >= grown_up(child):
        return random.pick(codes.ENDED_ADULT)
    if plan is CarePlan.REMAND:
        return "E14"
    if plan is CarePlan.UNACCOMPANIED:
        return random.pick(codes.ENDED_UNACCOMPANIED)
    if plan is CarePlan.LONG_TERM and end >= birthday(child.dob, 16):
        return random.pick(codes.ENDED_YOUTH)
    return random.pick(ENDINGS[plan])


ENDINGS = {
    CarePlan.HOME: codes.ENDED_HOME,
    CarePlan.ADOPTION: codes.ENDED_ADOPTED,
    CarePlan.GUARDIAN: codes.ENDED_GUARDIAN,
    CarePlan.LONG_TERM: codes.ENDED_CHILDHOOD,
}
