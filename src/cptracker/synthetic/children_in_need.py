"""What else the council does for children: contacts, referrals, assessments, plans, supervision.

Drawn from a stream of its own, so that the story of children in care stays as it is.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from cptracker.synthetic.days import add_days, month_ends
from cptracker.synthetic.histories import CareWorld
from cptracker.synthetic.story import Story
from cptracker.synthetic.writing import Rows, Table

A_YEAR = 365
"""The front door is told of for the last so many days: a council has many thousands of its rows."""


CONTACTS, REFERRALS, SINGLE, EARLY_HELP = 0.25, 0.15, 0.12, 0.1
"""How many in a month for each child in care."""


ON_A_PLAN = {"child_protection": 0.09, "child_in_need": 0.09}
"""How many at a time for each child in care."""


VISITED_EVERY = {"child_protection": 10, "child_in_need": 21}
"""Days from one visit to the next, where none is late."""


LONGEST = 100
"""So many days before the last year began, assessments were begun that ended in it."""


STATUS_DAYS = 280
"""So many days back care leavers are told of month by month."""


SUPERVISED_EVERY = 56


IN_TIME = 0.78


NEVER_IN_CARE, OTHERS = 90_000, 5_000
"""Numbers of children from here on are of those who never came into care: two lots of so many."""


ONE_IN = 4
"""So many of the children in care and care leavers have their supervisions told of one by one."""


KINDS_OF_ACTIVITY = {
    "F1": 8,
    "F2": 22,
    "F4": 6,
    "F5": 18,
    "P2": 4,
    "P5": 6,
    "G4": 8,
    "G5": 20,
    "0": 8,
}
KINDS_OF_HOME = {
    "U1": 22,
    "Z1": 14,
    "B1": 12,
    "T1": 14,
    "X1": 12,
    "E2": 4,
    "V2": 5,
    "R1": 3,
    "0": 4,
}


@frozen(kw_only=True)
class PlanSpell:
    """A child's time on a plan; `end` may lie in the future."""

    child_id: str
    kind: str
    start: date
    end: date


def tables_of_need(world: CareWorld, story: Story) -> Mapping[str, Rows]:
    """The rows of these tables by name; to be written in this order.

    Args:
        world: With a stream of chance of its own.
        story: Whose young people and children in care are supervised, and told of after care.
    """
    spells = list(_plan_spells(world))
    return {
        "care_leaver_status": list(_statuses(world, story)),
        "contacts_received": _contacts(world),
        "referrals": list(_referrals(world)),
        "assessments": [*_assessments(world, "single"), *_assessments(world, "early_help")],
        "plan_spells": [
            (spell.child_id, spell.kind, spell.start, world.window.known(spell.end))
            for spell in spells
        ],
        "plan_visits": list(_visits(world, spells)),
        "case_supervisions": list(_supervisions(world, story, spells)),
    }


def _statuses(world: CareWorld, story: Story) -> Rows:
    """The list of care leavers at each month's end: what each does changes now and then."""
    random = world.random
    for child in story.children:
        spells = story.advisers.get(child.child_id, ())
        activity, home = random.pick(KINDS_OF_ACTIVITY), random.pick(KINDS_OF_HOME)
        for end in month_ends(world.window):
            if end < add_days(world.window.last, -STATUS_DAYS):
                continue
            is_open = any(spell.start <= end < spell.end for spell in spells)
            if not is_open or child.stay_on(end) is not None or child.age(end) < 17:
                continue
            activity = random.pick(KINDS_OF_ACTIVITY) if random.chance(0.06) else activity
            home = random.pick(KINDS_OF_HOME) if random.chance(0.04) else home
            yield child.child_id, end, int(random.chance(0.93)), activity, home


def _contacts(world: CareWorld) -> Table:
    days = sorted(_days(world, CONTACTS))
    return [(f"CT{number:06d}", day) for number, day in enumerate(days, start=1)]


def _days(world: CareWorld, a_month: float, before: int = 0) -> Iterator[date]:
    """Days of the last year, and of so many days before it, so many in a month."""
    first = add_days(world.window.last, 1 - A_YEAR - before)
    months = 12 + before / 30
    for _ in range(max(12, round(months * a_month * world.children))):
        yield world.random.day_between(first, world.window.last)


def _child(world: CareWorld) -> str:
    """One of those who are known to the council and not in care."""
    most = min(max(30, 4 * world.children), OTHERS)
    return f"EXMPL{NEVER_IN_CARE + world.random.whole(1, most):05d}"


def _referrals(world: CareWorld) -> Rows:
    """Each child once a day, by the day."""
    rows = {(_child(world), day): None for day in _days(world, REFERRALS)}
    yield from sorted(rows, key=lambda row: (row[1], row[0]))


def _assessments(world: CareWorld, kind: str) -> Rows:
    """Begun in the last year; those that go on have no end yet."""
    often = {"single": SINGLE, "early_help": EARLY_HELP}[kind]
    rows = {(_child(world), kind, day): None for day in _days(world, often, LONGEST)}
    for child_id, _, day in sorted(rows, key=lambda row: (row[2], row[0])):
        late = not world.random.chance(0.86)
        end = add_days(day, world.random.whole(64, 95) if late else world.random.whole(12, 60))
        yield child_id, kind, day, world.window.known(end)


def _plan_spells(world: CareWorld) -> Iterator[PlanSpell]:
    """Each place on a plan is held by one child after another, with a short time between them."""
    begin = add_days(world.window.last, -2 * A_YEAR)
    number = 0
    for kind, share in ON_A_PLAN.items():
        for _ in range(max(3, round(share * world.children))):
            day = add_days(begin, -world.random.wait(120))
            while day <= world.window.last:
                number += 1
                end = add_days(day, 60 + world.random.wait(200))
                child_id = f"EXMPL{NEVER_IN_CARE + OTHERS + number % OTHERS:05d}"
                yield PlanSpell(child_id=child_id, kind=kind, start=day, end=end)
                day = add_days(end, world.random.wait(15))


def _visits(world: CareWorld, spells: list[PlanSpell]) -> Rows:
    """Visits of the last year and a little, most of them in time."""
    first = add_days(world.window.last, -A_YEAR - 40)
    for spell in spells:
        every = VISITED_EVERY[spell.kind]
        day = max(spell.start, add_days(first, world.random.whole(0, every)))
        while day < spell.end and day <= world.window.last:
            yield spell.child_id, day
            late = not world.random.chance(IN_TIME)
            day = add_days(day, every + world.random.whole(*((5, 25) if late else (-4, 3))))


def _supervisions(world: CareWorld, story: Story, spells: list[PlanSpell]) -> Rows:
    """Of each case in the last year every eight weeks, most of them held by then."""
    for spell in spells:
        yield from _of_case(world, spell.child_id, spell.kind, (spell.start, spell.end))
    for child in story.children[::ONE_IN]:
        for stay in child.stays:
            yield from _of_case(world, child.child_id, "looked_after", (stay.start, stay.end))
    for child_id, adviser_spells in list(story.advisers.items())[::ONE_IN]:
        span = (adviser_spells[0].start, adviser_spells[-1].end)
        yield from _of_case(world, child_id, "care_leaver", span)


def _of_case(world: CareWorld, child_id: str, kind: str, span: tuple[date, date]) -> Rows:
    """A supervision falls due every eight weeks from the beginning."""
    begin, last = span[0], world.window.last
    first = add_days(last, 1 - A_YEAR)
    sessions_before = max(0, (first - begin).days // SUPERVISED_EVERY)
    due = add_days(begin, (sessions_before + 1) * SUPERVISED_EVERY)
    while due < span[1] and due <= last:
        if due >= first:
            late = not world.random.chance(IN_TIME)
            wait = world.random.whole(1, 40) if late else -world.random.whole(0, 14)
            yield child_id, kind, due, world.window.known(add_days(due, wait))
        due = add_days(due, SUPERVISED_EVERY)
