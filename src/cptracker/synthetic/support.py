"""What the council does for each child and young person: visits, plans, advisers, education."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from cptracker.synthetic.days import add_days, birthday, working_day
from cptracker.synthetic.health import seen_days
from cptracker.synthetic.histories import CareWorld, InventedChild
from cptracker.synthetic.workforce import CaseWorker, WorkerSpell, draw_spells
from cptracker.synthetic.writing import Rows

VISIT_DAYS = 42


PLAN_DAYS = 182


TERM_ENDS = ((12, 15), (3, 28), (7, 18))


PEP_QUALITY = {"good": 62, "adequate": 30, "poor": 8}


def visit_rows(world: CareWorld, children: tuple[InventedChild, ...]) -> Rows:
    """Visits by the social worker, due every six weeks; some run late, more so in holidays."""
    earliest = add_days(world.window.first, -2 * VISIT_DAYS)
    for child in children:
        for stay in child.stays:
            begin = max(stay.start, add_days(earliest, world.random.whole(-VISIT_DAYS, 0)))
            first = [begin] if begin == stay.start and begin <= world.window.last else []
            days = seen_days(world, world.rates.visit_late, begin, stay.end, VISIT_DAYS)
            for day in [*first, *days]:
                yield child.child_id, day, int(world.random.chance(0.8))


def draw_advisers(
    world: CareWorld, children: tuple[InventedChild, ...], workers: Sequence[CaseWorker]
) -> Mapping[str, tuple[WorkerSpell, ...]]:
    """Personal advisers from about 16½ until 21, for some until 25, by young person."""
    spells = {}
    for child in children:
        span = _advised(world, child)
        if span is not None:
            begin = max(span[0], add_days(world.window.first, -700))
            change = world.rates.adviser_change_days
            drawn = draw_spells(world, workers, begin, span[1], change_days=change)
            spells[child.child_id] = tuple(drawn)
    return spells


def _advised(world: CareWorld, child: InventedChild) -> tuple[date, date] | None:
    """From when until when; None for those not long enough in care after 16, or of other years."""
    sixteen = birthday(child.dob, 16)
    weeks = [(stay.end - max(stay.start, sixteen)).days for stay in child.stays]
    if max(weeks) < 91:
        return None
    after = child.stays[-1].start
    begin = max(
        add_days(sixteen, world.random.whole(90, 450)), add_days(after, world.random.whole(10, 90))
    )
    until = birthday(child.dob, 25 if world.random.chance(0.2) else 21)
    current = until > add_days(world.window.first, -365) and begin <= world.window.last
    return (begin, until) if current else None


def adviser_rows(world: CareWorld, spells: Mapping[str, tuple[WorkerSpell, ...]]) -> Rows:
    """The table `adviser_spells`."""
    for child_id, rows in spells.items():
        for spell in rows:
            if spell.start <= world.window.last:
                yield child_id, spell.worker_id, spell.start, world.window.known(spell.end)


def plan_rows(world: CareWorld, spells: Mapping[str, tuple[WorkerSpell, ...]]) -> Rows:
    """Pathway plans: at the beginning, then every six months."""
    for child_id, rows in spells.items():
        begin, late = rows[0].start, world.rates.plan_late
        first = working_day(add_days(begin, world.random.whole(0, 40)))
        days = seen_days(world, late, begin, rows[-1].end, PLAN_DAYS)
        for day in [first, *days]:
            if add_days(world.window.first, -PLAN_DAYS) <= day <= world.window.last:
                yield child_id, day


def pep_rows(world: CareWorld, children: tuple[InventedChild, ...]) -> Rows:
    """A personal education plan each term for those of school age."""
    for end in _terms(world):
        for child in children:
            due = working_day(add_days(end, -world.random.whole(0, 45)))
            stay = child.stay_on(add_days(due, -30))
            learns = 4 <= child.age(due) < 18 and due <= world.window.last
            if learns and stay is not None and stay.end > due:
                done = _completed(world, due)
                quality = world.random.pick(PEP_QUALITY) if done else ""
                yield child.child_id, due, done, quality


def _terms(world: CareWorld) -> Iterator[date]:
    for year in range(world.window.first.year, world.window.last.year + 1):
        days = (date(year, *day) for day in sorted(TERM_ENDS))
        yield from (day for day in days if world.window.covers(day))


def _completed(world: CareWorld, due: date) -> date | None:
    if world.random.chance(world.window.at(world.rates.pep_in_time, due)):
        return add_days(due, -world.random.whole(0, 20))
    late = world.random.chance(0.75)
    return world.window.known(add_days(due, world.random.whole(2, 40))) if late else None
