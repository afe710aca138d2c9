"""Outcomes once a year: OC2 for children looked after, OC3 for care leavers."""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from cptracker.synthetic import codes
from cptracker.synthetic.days import add_days, birthday
from cptracker.synthetic.histories import CareWorld, InventedChild
from cptracker.synthetic.story import Story
from cptracker.synthetic.writing import Cell, Rows

LEAVER_AGES = range(17, 22)


NO_LEAVER = ("E2", "E11", "E12", "E3", "E15")
"""Ends after which a young person is not this council's care leaver."""


WEEKS_IN_CARE = 91
"""A care leaver was looked after for 13 weeks since the age of 14, some of it after 16."""


def outcome_rows(world: CareWorld, story: Story, year: int) -> Rows:
    """OC2: children looked after for all of the year."""
    first, last = date(year - 1, 4, 1), date(year, 3, 31)
    for child in story.children:
        stay = child.stay_on(last)
        if stay is not None and stay.start <= first:
            yield child.child_id, child.dob, *_outcome(world, story, child, last)


def _outcome(world: CareWorld, story: Story, child: InventedChild, last: date) -> tuple[Cell, ...]:
    rates, years = world.rates, child.age(last)
    misuse = world.random.chance(rates.substance_misuse) if years >= 12 else False
    accepted = world.random.chance(0.65)
    return (
        *_questionnaire(world, story, child, last),
        _flag(world, rates.convicted) if years >= 10 else "",
        _flag(world, rates.developed) if years < 5 else "",
        _flag(world, world.window.at(rates.immunised, last)),
        _flag(world, world.window.at(rates.dental_check, last)),
        _assessed(world, story, child, last),
        int(misuse),
        int(accepted) if misuse else "",
        int(not accepted) if misuse and not accepted else "",
    )


def _flag(world: CareWorld, rate: float) -> Cell:
    """1 or 0, and blank where somebody forgot."""
    met = int(world.random.chance(rate))
    return "" if world.random.chance(world.rates.outcome_blank) else met


def _questionnaire(
    world: CareWorld, story: Story, child: InventedChild, last: date
) -> tuple[Cell, str]:
    """The latest score of the year, or why there is none, from 4 to 16."""
    if child.age(last) < 4 or child.age(add_days(last, -365)) > 16:
        return "", ""
    if child.age(last) > 16:
        return "", "SDQ1"
    scores = [score for day, score in story.health[child.child_id].questionnaires
              if add_days(last, -365) < day <= last]  # fmt: skip
    return (scores[-1], "") if scores else ("", world.random.pick(codes.NO_SDQ))


def _assessed(world: CareWorld, story: Story, child: InventedChild, last: date) -> Cell:
    """One assessment in the year; under five, two of them."""
    days = [day for _, day in story.health[child.child_id].assessments
            if add_days(last, -365) < day <= last]  # fmt: skip
    if world.random.chance(world.rates.outcome_blank):
        return ""
    return int(len(days) >= (2 if child.age(last) < 5 else 1))


@frozen(kw_only=True)
class Leaver:
    """A care leaver at a birthday: in touch, doing what, living where."""

    child: InventedChild
    in_touch: str
    activity: str = "0"
    accommodation: str = "0"


@frozen
class OutcomeHistory:
    """What was last recorded of each care leaver, so that most stay as they are."""

    last: dict[str, Leaver] = field(factory=dict)


def draw_leavers(
    world: CareWorld, story: Story, year: int, memory: OutcomeHistory
) -> tuple[Leaver, ...]:
    """OC3: care leavers who turn 17 to 21 in the year."""
    first, last = date(year - 1, 4, 1), date(year, 3, 31)
    leavers = []
    for child in story.children:
        day = next((day for day in _birthdays(child) if first <= day <= last), None)
        before = memory.last.get(child.child_id)
        died = before is not None and before.in_touch == "DIED"
        if day is not None and _has_left(child, day) and not died:
            leavers.append(_leaver(world, child, day, memory))
            memory.last[child.child_id] = leavers[-1]
    return tuple(leavers)


def _birthdays(child: InventedChild) -> list[date]:
    return [birthday(child.dob, years) for years in LEAVER_AGES]


def _has_left(child: InventedChild, day: date) -> bool:
    """Left care by the birthday, having been in it long enough after 14 and at all after 16."""
    over = [stay for stay in child.stays if stay.end <= day]
    if not over or child.stay_on(day) is not None or over[-1].end_reason in NO_LEAVER:
        return False
    fourteen = birthday(child.dob, 14)
    days = sum(max(0, (stay.end - max(stay.start, fourteen)).days) for stay in over)
    return days >= WEEKS_IN_CARE and over[-1].end > birthday(child.dob, 16)


def _leaver(world: CareWorld, child: InventedChild, day: date, memory: OutcomeHistory) -> Leaver:
    before = memory.last.get(child.child_id)
    if before is not None and world.random.chance(world.rates.same_as_last_year):
        return before
    if world.random.chance(world.window.at(world.rates.in_touch, day)):
        return _known(world, child, day, "YES")
    reason = world.random.pick(codes.NOT_IN_TOUCH)
    if reason in ("DIED", "RHOM") or world.random.chance(0.65):
        return Leaver(child=child, in_touch=reason)
    return _known(world, child, day, reason)


def _known(world: CareWorld, child: InventedChild, day: date, in_touch: str) -> Leaver:
    young = child.age(day) < 19
    rates = world.rates
    active = world.window.at(rates.eet_17_18 if young else rates.eet_19_21, day)
    return Leaver(
        child=child,
        in_touch=in_touch,
        activity=world.random.pick(codes.EET if world.random.chance(active) else codes.NEET),
        accommodation=_accommodation(world, child, day),
    )


def _accommodation(world: CareWorld, child: InventedChild, day: date) -> str:
    """A letter for the kind and 1 or 2 for suitable or not; blank where somebody forgot.

    Nobody is with a former foster carer (Z) at 17: that would be care.
    """
    if world.random.chance(0.006):
        return ""
    if world.random.chance(0.025):
        kind = world.random.pick(codes.NOT_ASSESSED)
        return kind + ("1" if kind == "G" else "2")
    if world.random.chance(world.window.at(world.rates.suitable, day)):
        kind = world.random.pick(codes.SUITABLE)
        stayed_put = kind == "Z" and child.age(day) < 18
        return ("D" if stayed_put else kind) + "1"
    return world.random.pick(codes.UNSUITABLE) + "2"


def leaver_rows(leavers: tuple[Leaver, ...], year: int) -> Rows:
    """The rows of OC3."""
    for row in leavers:
        activity = codes.draw_activity(row.activity, year)
        yield row.child.child_id, row.child.dob, row.in_touch, activity, row.accommodation


def draw_permanence(world: CareWorld, story: Story) -> Mapping[str, tuple[str, str]]:
    """Earlier adoptions and orders by child: the code, and the date as far as it is known."""
    return {child.child_id: _permanence(world, child) for child in story.children}


def _permanence(world: CareWorld, child: InventedChild) -> tuple[str, str]:
    code = world.random.pick(codes.PERMANENCE_BEFORE)
    year = child.dob.year + 1
    is_known = child.age(child.stays[0].start) >= 3 and not child.unaccompanied
    if code == "Z1" or not is_known:
        return "Z1", ""
    granted = world.random.pick({f"zz/zz/{year}": 3, f"zz/06/{year}": 4, "zz/zz/zzzz": 1})
    return code, granted
