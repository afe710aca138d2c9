"""The council itself: foster households, events, surveys, and how many children live there."""

from collections.abc import Sequence
from datetime import date

from cptracker.model.periods import first_day, last_day
from cptracker.synthetic.days import add_days, month_ends
from cptracker.synthetic.histories import CareWorld, InventedChild
from cptracker.synthetic.writing import Rows, Table

HOUSEHOLDS = {"mainstream": 66, "kinship": 22, "supported lodgings": 6, "short breaks": 6}


EVENTS = {
    "participation": (
        "Children in care council", "Care leavers' forum", "Interview panel", "Pledge group",
    ),
    "activity": ("Football afternoon", "Climbing day", "Cinema trip", "Cooking", "Beach day"),
    "celebration": ("Awards evening", "Winter party", "Summer picnic"),
    "consultation": ("Have your say on homes", "Have your say on health"),
}  # fmt: skip


EVENT_KINDS = {"participation": 42, "activity": 34, "celebration": 8, "consultation": 16}


SURVEY_GROUPS = {
    ("Your Life, Your Care", "4-7"): (4, 7),
    ("Your Life, Your Care", "8-10"): (8, 10),
    ("Your Life, Your Care", "11-18"): (11, 17),
    ("Your Life Beyond Care", "18-25"): (18, 25),
}


def household_rows(world: CareWorld) -> Rows:
    """Approved foster households: a few more leave in a year than are approved."""
    rates, random, window = world.rates, world.random, world.window
    before = round(rates.own_foster_homes_per_child * world.children)
    approvals = [add_days(window.first, -random.wait(2400)) for _ in range(before)]
    for month in window.months:
        new = random.rounded(before * rates.carers_approved_a_year / 12)
        approvals += [random.day_between(first_day(month), last_day(month)) for _ in range(new)]
    for number, approved in enumerate(approvals, start=1):
        stays = random.whole(1, int(365 / rates.carers_leaving_a_year))
        ended = add_days(max(approved, window.first), stays)
        places = random.whole(1, 3)
        kind = random.pick(HOUSEHOLDS)
        yield f"FH{number:04d}", approved, window.known(ended), kind, places


def event_rows(world: CareWorld, children: tuple[InventedChild, ...]) -> tuple[Table, Table]:
    """The tables `events` and `attendance`; some events have only a number of people."""
    events: Table = []
    attendance: Table = []
    for end in month_ends(world.window):
        for _ in range(world.random.whole(3, 5)):
            event_id = f"EV{len(events) + 1:04d}"
            kind = world.random.pick(EVENT_KINDS)
            day = world.random.day_between(end.replace(day=1), end)
            came = _came(world, children, kind, day)
            counted = kind != "participation" and world.random.chance(0.6)
            number = world.random.whole(8, 45) if counted else None
            events.append((event_id, day, world.random.one_of(EVENTS[kind]), kind, number))
            attendance += [] if counted else [(event_id, child.child_id) for child in came]
    return events, attendance


def _came(
    world: CareWorld, children: tuple[InventedChild, ...], kind: str, day: date
) -> Sequence[InventedChild]:
    """Children and young people of 8 to 21; the keen come again and again to participation."""
    able = [child for child in children if 8 <= child.age(day) <= 21 and _ours(child, day)]
    if kind == "participation":
        able = able[:: max(1, round(0.4 / world.rates.keen))]
    return world.random.some_of(able, world.random.whole(5, 16))


def _ours(child: InventedChild, day: date) -> bool:
    """Looked after on the day, or once looked after until the age of 16 or later."""
    left = child.stays[-1].end
    return child.stay_on(day) is not None or (left <= day and child.age(left) >= 16)


def survey_rows(world: CareWorld, children: tuple[InventedChild, ...]) -> Rows:
    """Surveys every other autumn; only numbers, for the answers are anonymous."""
    for year in range(world.window.last.year - 1, world.window.first.year - 1, -2):
        end = date(year, 11, 15)
        for (survey, group), (low, high) in SURVEY_GROUPS.items():
            able = [child for child in children if low <= child.age(end) <= high]
            eligible = sum(_ours(child, end) for child in able)
            share = world.window.at(world.rates.surveys_answered, end)
            answered = world.random.rounded(eligible * share * (0.8 + 0.4 * world.random.share()))
            yield survey, group, end, eligible, min(answered, eligible)


def population_rows(world: CareWorld) -> Rows:
    """Children aged 0 to 17 in the middle of each year; the last year's is not published yet."""
    number = int(world.children * world.rates.population_per_child)
    for year in range(world.window.first.year - 1, world.window.last.year):
        number += world.random.whole(-number // 400, number // 250)
        yield year, number
