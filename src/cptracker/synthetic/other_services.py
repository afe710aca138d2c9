"""What other services record: interviews after a return, appointments, advocates, alerts, school.

Drawn from a stream of its own, so that whatever was invented before stays as it is.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice

from cptracker.synthetic.days import add_days, month_ends
from cptracker.synthetic.histories import CareWorld, InventedChild
from cptracker.synthetic.story import Story
from cptracker.synthetic.writing import Rows

DAYS, TERM_DAYS = 430, 640
"""These tables begin so many days before the last day, that of terms at school so many."""


DECLINED, OFFERED, IN_TIME = 0.14, 0.93, 0.74
"""Shares of the returns: the interview is declined, is offered, is held in time."""


OUTCOMES = {"seen": 84, "not_brought": 7, "cancelled": 6, "": 3}
KINDS = {"dental": 70, "optician": 18, "immunisation": 12}
EVERY = {"dental": 215, "optician": 400, "immunisation": 500}
"""Days from one appointment to the next."""


ISSUES = {"home": 30, "contact with family": 28, "education": 12, "complaint": 16, "": 14}
ADVOCACY, VISITORS = 0.016, 0.11
"""Referrals in a month and visitors at a time, for each child in care."""


ALERTS, ALERT_LEVELS = 0.012, {"informal": 70, "formal": 30}
"""Alerts of reviewing officers in a month for each child in care, and their levels."""


ALERT_IN_TIME = 0.8


ACTIVITIES = {"education": 62, "apprenticeship": 7, "employment": 6, "neet": 18, "not_known": 7}
STATUS_DAYS = 280
"""So many days back what young people do after Year 11 is told month by month."""


NEWS_DAYS = 40
"""No longer ago than this something was last written down, in a small council too."""


SAVING, SAVED_IN_TIME = 0.86, 0.83


TERM_ENDS = ((4, 3), (7, 22), (12, 19))
"""Month and day of the last days of term."""


SESSIONS = {4: 112, 7: 126, 12: 142}


QUESTIONS = {
    "Do you feel safe where you live?": (71, 16, 9, 4),
    "Do you trust your social worker?": (56, 24, 14, 6),
    "Do you know why you are in care?": (61, 17, 17, 5),
    "Do you like school?": (48, 29, 20, 3),
}
ANSWERS = {"yes": "yes", "sometimes": "no", "no": "no", "would rather not say": ""}
"""Answers, and whether each is a good one; no answer is neither."""


def tables_of_services(world: CareWorld, story: Story) -> Mapping[str, Rows]:
    """The rows of these tables by name; to be written in this order.

    Args:
        world: With a stream of chance of its own.
        story: Who is in care, and who goes missing.
    """
    return {
        "return_home_interviews": list(_interviews(world, story)),
        "health_appointments": list(_appointments(world, story)),
        "advocacy_referrals": list(_referrals(world, story)),
        "independent_visitor_matches": list(_visitors(world, story)),
        "reviewing_officer_alerts": list(_alerts(world, story)),
        "case_allocations": list(_allocations(world, story)),
        "post_16_status": list(_activities(world, story)),
        "savings_accounts": list(_savings(world, story)),
        "survey_answer_counts": list(_answers(world)),
        "attendance_by_term": list(_terms(world, story)),
    }


def _first(world: CareWorld, days: int = DAYS) -> date:
    return add_days(world.window.last, -days)


def _interviews(world: CareWorld, story: Story) -> Rows:
    """One for each return from being missing: most are offered and held soon after."""
    random = world.random
    spells = [
        (child_id, spell) for child_id, several in story.absences.items() for spell in several
    ]
    for child_id, spell in spells:
        if spell.kind != "M" or not _first(world) <= spell.end <= world.window.last:
            continue
        offered = add_days(spell.end, random.whole(0, 3)) if random.chance(OFFERED) else None
        declined = offered is not None and random.chance(DECLINED)
        wait = random.whole(0, 3) if random.chance(IN_TIME) else random.whole(4, 20)
        is_held = offered is not None and not declined
        day = max(offered or spell.end, add_days(spell.end, wait)) if is_held else None
        known = [world.window.known(offered), world.window.known(day)]
        yield child_id, spell.end, *known, "yes" if declined else "no"


def _in_care(
    world: CareWorld, story: Story, days: int = DAYS
) -> Iterator[tuple[InventedChild, date, date]]:
    """Each period of care that reaches into these days, with its part of them."""
    for child in story.children:
        for stay in child.stays:
            start = max(stay.start, _first(world, days))
            end = min(stay.end, world.window.last)
            if start < end:
                yield child, start, end


def _day_without_news(world: CareWorld, days: Iterable[date]) -> date | None:
    """The day near the end from which on nothing is among the days; None where something is."""
    lately = add_days(world.window.last, -NEWS_DAYS)
    return lately if all(day < lately for day in days) else None


def _appointments(world: CareWorld, story: Story) -> Rows:
    """Of each child in care every few months, of a few of them none."""
    random = world.random
    rows: dict[tuple[str, str, date], str] = {}
    for child, start, end in _in_care(world, story):
        for kind, weight in KINDS.items():
            day = add_days(start, random.whole(0, EVERY[kind]))
            while random.chance(weight / 74) and day <= end:
                rows[child.child_id, kind, day] = random.pick(OUTCOMES)
                day = add_days(day, EVERY[kind] - random.whole(0, 50))
    for (child_id, kind, day), outcome in rows.items():
        yield child_id, kind, day, outcome


def _referrals(world: CareWorld, story: Story) -> Rows:
    """Of children in care for an advocate, each once a day, by the day."""
    random = world.random
    there = list(_in_care(world, story))
    rows: dict[tuple[date, str], str] = {}
    for _ in range(max(4, round(ADVOCACY * world.children * DAYS / 30))):
        child, start, end = random.one_of(there)
        rows[random.day_between(start, end), child.child_id] = random.pick(ISSUES)
    for (day, child_id), issue in sorted(rows.items()):
        yield child_id, day, issue


def _visitors(world: CareWorld, story: Story) -> Rows:
    """Some children who stay long have a visitor from some months on; a few visitors leave.

    In a small council one is matched near the end, or the list would tell nothing of its last
    quarter.
    """
    rows = list(_matches(world, story))
    yield from rows
    lately = _day_without_news(world, (day for row in rows for day in row if isinstance(day, date)))
    if lately is not None:
        matched = {row[0] for row in rows}
        waiting = (
            child.child_id
            for child in story.children
            if child.child_id not in matched
            and any(stay.start < lately and stay.end > world.window.last for stay in child.stays)
        )
        yield from ((child_id, lately, None) for child_id in islice(waiting, 1))


def _matches(world: CareWorld, story: Story) -> Rows:
    random = world.random
    for child in story.children:
        for stay in child.stays:
            matched = add_days(stay.start, random.whole(150, 700))
            if matched >= stay.end or not random.chance(VISITORS * 2):
                continue
            ended = min(stay.end, add_days(matched, random.whole(300, 1500)))
            if add_days(world.window.first, -DAYS) <= ended and matched <= world.window.last:
                yield child.child_id, matched, world.window.known(ended)


def _alerts(world: CareWorld, story: Story) -> Rows:
    """Of reviewing officers about children in care, each once a day and level, by the day."""
    random = world.random
    there = list(_in_care(world, story))
    rows: dict[tuple[date, str, str], date] = {}
    for _ in range(max(4, round(ALERTS * world.children * DAYS / 30))):
        child, start, end = random.one_of(there)
        day = random.day_between(start, end)
        wait = random.whole(3, 26) if random.chance(ALERT_IN_TIME) else random.whole(30, 80)
        rows[day, child.child_id, random.pick(ALERT_LEVELS)] = add_days(day, wait)
    lately = _day_without_news(world, (day for day, *_ in rows))
    if lately is not None:
        now_there = [child.child_id for child, _, end in there if end >= lately]
        rows |= {(lately, child, next(iter(ALERT_LEVELS))): add_days(lately, 9)
                 for child in now_there[:1]}  # fmt: skip
    for (day, child_id, level), resolved in sorted(rows.items()):
        yield child_id, day, level, world.window.known(resolved)


def _allocations(world: CareWorld, story: Story) -> Rows:
    """The social workers of children in care, of these days."""
    for child_id, several in story.spells.items():
        for spell in several:
            if spell.end >= _first(world) and spell.start <= world.window.last:
                yield spell.worker_id, child_id, spell.start, world.window.known(spell.end)


def _activities(world: CareWorld, story: Story) -> Rows:
    """What those of 16 and 17 in care do, at each month's end: it changes now and then."""
    random = world.random
    since = add_days(world.window.last, -STATUS_DAYS)
    for child in story.children:
        activity = random.pick(ACTIVITIES)
        for end in month_ends(world.window):
            if end >= since and child.stay_on(end) is not None and child.age(end) in (16, 17):
                activity = random.pick(ACTIVITIES) if random.chance(0.07) else activity
                yield child.child_id, end, activity


def _savings(world: CareWorld, story: Story) -> Rows:
    """An account of most children who have been in care for a year; some are paid into late."""
    random, last = world.random, world.window.last
    for child in story.children:
        for stay in child.stays:
            opened = add_days(stay.start, random.whole(200, 420))
            until = min(stay.end, last)
            if opened >= until or until < _first(world) or not random.chance(SAVING):
                continue
            behind = random.whole(0, 60) if random.chance(SAVED_IN_TIME) else random.whole(90, 400)
            paid = max(opened, add_days(until, -behind))
            yield child.child_id, f"SV{child.child_id[5:]}{stay.start:%y%m}", opened, paid


def _answers(world: CareWorld) -> Rows:
    """Numbers of the answers to each question of a survey a year, by age."""
    random, number = world.random, max(6, world.children // 12)
    for year in world.window.years:
        day = date(year - 1, 11, 30)
        for group in ("8-10", "11-18"):
            for question, weights in QUESTIONS.items():
                for (answer, good), weight in zip(ANSWERS.items(), weights, strict=True):
                    count = random.rounded(number * (weight + random.whole(-6, 6)) / 100)
                    yield "Your Life, Your Care", group, day, question, answer, count, good


def _terms(world: CareWorld, story: Story) -> Rows:
    """Sessions at school of each child in care of 5 to 15 at the end of a term."""
    random, years = world.random, range(world.window.last.year - 2, world.window.last.year + 1)
    days = [date(year, month, day) for year in years for month, day in TERM_ENDS]
    for day in (day for day in days if _first(world, TERM_DAYS) <= day <= world.window.last):
        for child, start, end in _in_care(world, story, TERM_DAYS):
            if not start <= day <= end or not 5 <= child.age(day) <= 15:
                continue
            possible, poor = SESSIONS[day.month], random.chance(0.2)
            missed = random.wait(26 if poor else 5)
            suspensions = random.whole(1, 3) if random.chance(0.25 if poor else 0.03) else 0
            yield child.child_id, day, possible, max(0, possible - missed), suspensions
