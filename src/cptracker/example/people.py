"""Children and their periods of care, as invented: who they are, when they came, how it ends.

A stay knows its end even when that lies in the future; what is known on a day is decided where the
tables are written.
"""

from datetime import date
from enum import StrEnum

from attrs import field, frozen

from cptracker.example import codes
from cptracker.example.days import ADULT, age, birthday, plus
from cptracker.example.dice import Dice

YEAR = 365


class Plan(StrEnum):
    """What a period of care turns out to be for."""

    HOME = "home"
    ADOPTION = "adoption"
    GUARDIAN = "guardian"
    LONG_TERM = "long term"
    UNACCOMPANIED = "unaccompanied"
    REMAND = "remand"


class Temper(StrEnum):
    """How often a child moves."""

    STEADY = "steady"
    USUAL = "usual"
    RESTLESS = "restless"


def child_id(number: int) -> str:
    """The identifier of the child with a number."""
    return f"EXMPL{number:05d}"


@frozen(kw_only=True)
class Stay:
    """One period of care, from `start` to the day it ends with the code `ending` (REC)."""

    start: date
    end: date
    ending: str
    plan: Plan

    def open_on(self, day: date) -> bool:
        """Looked after on a day: begun, and not yet ended."""
        return self.start <= day < self.end


@frozen(kw_only=True)
class Child:
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
    temper: Temper = Temper.USUAL
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
TEMPERS = {Temper.STEADY: 48, Temper.USUAL: 41, Temper.RESTLESS: 11}


def draw_child(dice: Dice, number: int, came: date, *, unaccompanied: bool) -> Child:
    """Who a child is that came into care on a day; without periods of care yet."""
    span = UNACCOMPANIED_SPAN if unaccompanied else AGE_SPANS[dice.pick(ENTRY_AGES)]
    dob = plus(came, -dice.whole(*span))
    sex = dice.pick(codes.SEX_UNACCOMPANIED if unaccompanied else codes.SEX)
    return Child(
        number=number,
        sex="unknown" if dice.chance(0.003) else sex,
        dob=dob,
        ethnic=dice.pick(codes.ETHNIC_UNACCOMPANIED if unaccompanied else codes.ETHNIC),
        unaccompanied=unaccompanied,
        temper=Temper(dice.pick({str(key): weight for key, weight in TEMPERS.items()})),
        mother_child_dob=_own_child(dice, dob) if sex == "female" else None,
    )


def _own_child(dice: Dice, dob: date) -> date | None:
    """A few young women are mothers before they are of age."""
    return plus(birthday(dob, 16), dice.whole(0, 600)) if dice.chance(0.04) else None


def grown_up(child: Child) -> date:
    """The 18th birthday, on which every period of care ends at the latest."""
    return birthday(child.dob, ADULT)
