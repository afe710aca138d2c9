"""Staff in their posts, who works with whom, and what they were trained in."""

from collections.abc import Mapping, Sequence
from datetime import date

from attrs import frozen

from cptracker.synthetic import codes
from cptracker.synthetic.days import add_days
from cptracker.synthetic.histories import CareWorld
from cptracker.synthetic.writing import Rows

SOCIAL_WORKER = "social_worker"


ADVISER = "personal_adviser"


EARLIER_DAYS = 900
"""Staff are followed from so long before the first year covered."""


SHORTEST_DAYS = 3


PREFIXES = {SOCIAL_WORKER: "SW", ADVISER: "PA"}


@frozen(kw_only=True)
class CaseWorker:
    """A member of staff; `ended` may lie in the future."""

    staff_id: str
    role: str
    started: date
    ended: date


@frozen(kw_only=True)
class WorkerSpell:
    """A child's time with one worker, and why it began."""

    worker_id: str
    start: date
    end: date
    reason: str


Staff = Mapping[str, Sequence[CaseWorker]]


def draw_staff(world: CareWorld) -> Staff:
    """Everyone in post at some time, by role."""
    social = world.children / world.rates.children_per_social_worker
    advisers = 0.85 * world.children / world.rates.leavers_per_adviser
    posts = {SOCIAL_WORKER: social, ADVISER: advisers}
    return {role: _posts(world, role, max(2, round(number))) for role, number in posts.items()}


def _posts(world: CareWorld, role: str, posts: int) -> list[CaseWorker]:
    """Each post is held by one after another, with a vacancy between them."""
    workers: list[CaseWorker] = []
    for _ in range(posts):
        day = add_days(world.window.first, -EARLIER_DAYS - world.random.wait(700))
        while day <= world.window.last:
            end = add_days(day, 60 + world.random.wait(world.rates.staff_tenure_days))
            staff_id = f"{PREFIXES[role]}{len(workers) + 101:05d}"
            workers.append(CaseWorker(staff_id=staff_id, role=role, started=day, ended=end))
            day = add_days(end, world.random.wait(45))
    return workers


def draw_spells(
    world: CareWorld,
    workers: Sequence[CaseWorker],
    start: date,
    end: date,
    *,
    change_days: float,
    reason: str = "FCONTA",
) -> list[WorkerSpell]:
    """One worker after another without a gap, from `start` to `end`; the first for `reason`."""
    spells: list[WorkerSpell] = []
    day = start
    while day < end:
        worker = _someone(world, workers, day, spells)
        wished = add_days(day, 2 + world.random.wait(change_days))
        until = min(wished, worker.ended, end)
        until = end if (end - until).days < SHORTEST_DAYS else until
        worker_id = _identity(world, worker)
        spells.append(WorkerSpell(worker_id=worker_id, start=day, end=until, reason=reason))
        reason = "LEFTRL" if until == worker.ended else world.random.pick(codes.WORKER_CHANGE)
        day = until
    return spells


def _someone(
    world: CareWorld, workers: Sequence[CaseWorker], day: date, before: Sequence[WorkerSpell]
) -> CaseWorker:
    """Anyone in post for some days more, if possible not the one before."""
    last = before[-1].worker_id if before else ""
    soon = add_days(day, SHORTEST_DAYS)
    present = [worker for worker in workers if worker.started <= day and worker.ended > soon]
    case_workers = [worker for worker in present if worker.staff_id != last]
    return world.random.one_of(case_workers or present or [_locum(day)])


def _locum(day: date) -> CaseWorker:
    return CaseWorker(staff_id="XX00001", role=SOCIAL_WORKER, started=day, ended=add_days(day, 90))


def _identity(world: CareWorld, worker: CaseWorker) -> str:
    """Now and then the number of an unregistered worker (XX) was recorded."""
    odd = worker.role == SOCIAL_WORKER and world.random.chance(world.rates.worker_unregistered)
    return "XX00001" if odd else worker.staff_id


def staff_rows(world: CareWorld, staff: Staff) -> Rows:
    """The table `staff`: all who were in post in the years covered or shortly before."""
    window = world.window
    for workers in staff.values():
        for worker in workers:
            if worker.ended > add_days(window.first, -365) and worker.started <= window.last:
                yield worker.staff_id, worker.role, worker.started, window.known(worker.ended)


def training_rows(world: CareWorld, staff: Staff) -> Rows:
    """The table `training`: one course began before the years covered, one in the second year."""
    window = world.window
    courses = {
        "trauma_informed": add_days(window.first, -200),
        "narrative_model": add_days(window.first, 150),
    }
    for course, launched in courses.items():
        for worker in [worker for workers in staff.values() for worker in workers]:
            day = add_days(max(launched, worker.started), 20 + world.random.wait(700))
            done = world.random.chance(world.rates.trained)
            if done and day < worker.ended and day <= window.last:
                yield worker.staff_id, course, day
