"""Who counts in each measure of looked-after children, on the last day e of a period."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from oracle.authority import NOT_CONFIRMED
from oracle.care import Child, Council
from oracle.days import age, overlaps, window, working_days_after
from oracle.groups import Case
from oracle.placements import settled_since
from oracle.stacking import Row

# What one looked-after child comes to: met (None: unknown), and how many for a mean.
Counted = tuple[bool | None, int | None]
Judge = Callable[[Council, Child, Row, date], Counted | None]
Cases = Callable[[Council, date, date, date | None], Iterator[Case]]

SHORT_BREAKS = "short breaks"
GUARDIANSHIP = ("E43", "E44", "E45", "E46", "E47", "E48")


def stock(judge: Judge) -> Cases:
    """Everyone looked after on e whom the judge gives a verdict; None is outside the cohort."""

    def cases(council: Council, _first: date, e: date, _as_at: date | None) -> Iterator[Case]:
        for child, episode, short_break in council.in_care_on(e):
            judged_case = judge(council, child, episode, e) if episode else None
            case = Case(child.child_id, e, council.dob(child.child_id), episode)
            if judged_case:
                yield replace(case, met=judged_case[0], amount=judged_case[1])
            elif not episode and short_break:
                yield replace(case, episode=short_break, excluded=SHORT_BREAKS)

    return cases


def looked_after(_council: Council, _child: Child, _episode: Row, _e: date) -> Counted:
    return True, None


def social_workers(council: Council, child: Child, _episode: Row, e: date) -> Counted:
    """Distinct workers of 12 months; a spell that ended on their first day still counts.

    `XX…` is a worker who is not known (SW02): the spell is there, but it names nobody.
    """
    first = window(e, 12)
    workers = {
        spell["worker_id"]
        for spell in council.of_child("social_worker_spells", child.child_id)
        if _worked(spell, first, e) and not (spell["worker_id"] or "XX").startswith("XX")
    }
    return (len(workers) >= 3, len(workers)) if workers else (None, None)


def social_workers_after_transfer(
    council: Council, child: Child, _episode: Row, e: date
) -> Counted:
    """The same of those whose time began on the day of the first standard transfer or later."""
    spells = council.of_child("social_worker_spells", child.child_id)
    moved = [row["start"] for row in spells if row["reason"] == "TSPROC" and row["start"]]
    first = window(e, 12)
    workers = {
        spell["worker_id"]
        for spell in spells
        if moved
        and _worked(spell, first, e)
        and spell["start"] >= min(moved)
        and not (spell["worker_id"] or "XX").startswith("XX")
    }
    return None, len(workers) or None


def _worked(spell: Row, first: date, e: date) -> bool:
    start, end = spell["start"], spell["end"]
    if start is None or (end is not None and end < start):
        return False
    return start <= e and (end is None or end >= first)


def placements(_council: Council, child: Child, _episode: Row, e: date) -> Counted:
    """All placements overlapping 12 months, of whichever period of care."""
    first = window(e, 12)
    every = [placement for period in child.periods for placement in period.placements]
    count = sum(overlaps(spell.start, spell.end, first, e) for spell in every)
    return count >= 3, count


def placements_in_two_years(
    council: Council, child: Child, episode: Row, e: date
) -> Counted | None:
    """The same over 24 months, of those whose period of care is as long; short breaks or not."""
    first = window(e, 24)
    if child.period_of(episode).start > first:
        return None
    every = [placement for period in child.periods for placement in period.placements]
    count = sum(overlaps(spell.start, spell.end, first, e) for spell in every)
    return count >= 3, count


def long_term_stability(council: Council, child: Child, episode: Row, e: date) -> Counted | None:
    """Under 16 and looked after 30 months; in the same placement for 24 of them.

    One that is placed for adoption needs the 24 months in the adoptive placement and the one just
    before it together.
    """
    years = age(council.dob(child.child_id), e)
    if not child.looked_after_for(30, e) or (years is not None and years >= 16):
        return None
    if years is None:
        return None, None
    since = settled_since(child.period_of(episode).placements, episode["decom"])
    return since is not None and since <= window(e, 24), None


def placed_within(miles: int) -> Judge:
    def judge(council: Council, _child: Child, episode: Row, _e: date) -> Counted:
        distance = council.distance(episode)
        return (None if distance is None else distance <= miles), None

    return judge


def sdq_in_timescale(council: Council, child: Child, _episode: Row, e: date) -> Counted | None:
    """Looked after 12 months and aged 4 to 16; an SDQ dated in those months."""
    years = age(council.dob(child.child_id), e)
    if not child.looked_after_for(12, e) or (years is not None and not 4 <= years <= 16):
        return None
    if years is None:
        return None, None
    return _dated(council.of_child("sdq", child.child_id), "date", window(e, 12), e), None


def review_health_assessments(
    council: Council, child: Child, _episode: Row, e: date
) -> Counted | None:
    """Looked after 12 months; an assessment of any kind in 6 months, or 12 from the age of 5."""
    years = age(council.dob(child.child_id), e)
    if not child.looked_after_for(12, e):
        return None
    if years is None:
        return None, None
    first = window(e, 6 if years < 5 else 12)
    return _dated(council.of_child("health_assessments", child.child_id), "date", first, e), None


def children_visited(council: Council, child: Child, _episode: Row, e: date) -> Counted:
    visits = council.of_child("visits", child.child_id)
    return _dated(visits, "visit_date", e - timedelta(days=41), e), None


def _dated(rows: list[Row], column: str, first: date, last: date) -> bool:
    return any(row[column] is not None and first <= row[column] <= last for row in rows)


def missing_from_care(
    council: Council, _first: date, e: date, _as_at: date | None
) -> Iterator[Case]:
    """Looked after at any time in 12 months; a spell of going missing that overlaps them."""
    first = window(e, 12)
    for child in council.children:
        case = Case(child.child_id, e, council.dob(child.child_id))
        episodes = _overlapping(child.episodes, first, e)
        short_breaks = _overlapping(child.short_breaks, first, e)
        if episodes:
            rows = council.of_child("missing_episodes", child.child_id)
            spells = [(row["start"], row["end"]) for row in rows if row["kind"] == "M"]
            met = any(overlaps(start, end, first, e) for start, end in spells)
            yield replace(case, episode=episodes[-1], met=met)
        elif short_breaks:
            yield replace(case, episode=short_breaks[-1], excluded=SHORT_BREAKS)


def _overlapping(episodes: list[Row], first: date, last: date) -> list[Row]:
    return [row for row in episodes if overlaps(row["decom"], row["dec"], first, last)]


def starting_care(council: Council, first: date, last: date, _as_at: date | None) -> Iterator[Case]:
    """Periods of care by the day they began, as their first episode says."""
    for child in council.children:
        for period in child.periods:
            yield from _event(council, period.episodes[0], period.start, first, last)
    yield from _short_breaks(council, "decom", first, last)


def leaving_care(council: Council, first: date, last: date, _as_at: date | None) -> Iterator[Case]:
    """Periods of care by the day they ended, as the episode that began last says.

    An end that is there only because no later return holds the child is no leaving; it is left
    out on the first day that the child is not looked after any more.
    """
    for child in council.children:
        for period in child.periods:
            suffix = period.episodes[-1] | {"rec": period.reason}
            for case in _event(council, suffix, period.end, first, last):
                yield replace(case, excluded=NOT_CONFIRMED if period.not_confirmed else "")
    yield from _short_breaks(council, "dec", first, last)


def special_guardianship_orders(
    council: Council, first: date, last: date, _as_at: date | None
) -> Iterator[Case]:
    """Distinct days on which a child's episode ceased by special guardianship.

    An episode of no length is no care, but its reason counts (DfE 355).
    """
    for child in council.children:
        ceased = [*(row for row in child.of_no_length if not _is_short_break(row)), *child.episodes]
        orders = {row["dec"]: row for row in ceased if row["rec"] in GUARDIANSHIP}
        for day, episode in orders.items():
            yield from _event(council, episode, day, first, last)
    yield from _short_breaks(council, "dec", first, last, GUARDIANSHIP)


def _event(
    council: Council, episode: Row, day: date | None, first: date, last: date
) -> Iterator[Case]:
    if day is not None and first <= day <= last:
        child_id = episode["child_id"]
        yield Case(child_id, day, council.dob(child_id), episode)


def _is_short_break(row: Row) -> bool:
    return row["ls"] in ("V3", "V4")


def _short_breaks(
    council: Council, column: str, first: date, last: date, reasons: tuple[str, ...] = ()
) -> Iterator[Case]:
    """Short breaks that began or ended in the period, each child and day once."""
    for child in council.children:
        rows = [row for row in child.short_breaks if not reasons or row["rec"] in reasons]
        for day, episode in {row[column]: row for row in rows}.items():
            for case in _event(council, episode, day, first, last):
                yield replace(case, excluded=SHORT_BREAKS)


def initial_health_assessments(
    council: Council, first: date, last: date, as_at: date | None
) -> Iterator[Case]:
    """Each period of care, due on its 20th working day; those who left by then are left out."""
    for child in council.children:
        for period in child.periods:
            due = working_days_after(period.start, 20)
            if not first <= due <= last:
                continue
            case = Case(child.child_id, due, council.dob(child.child_id))
            if period.end is not None and period.end <= due:
                yield replace(case, excluded="left care by the due day")
            elif as_at is not None and due > as_at:
                yield replace(case, excluded="not yet due")
            else:
                done = _first_initial(council, child.child_id, period.start)
                yield replace(case, met=done is not None and done <= due)


def _first_initial(council: Council, child_id: str, start: date) -> date | None:
    rows = council.of_child("health_assessments", child_id)
    initial = [row["date"] for row in rows if (row["kind"] or "").lower() == "initial"]
    return min((day for day in initial if day is not None and day >= start), default=None)


def peps_in_timescale(
    council: Council, first: date, last: date, as_at: date | None
) -> Iterator[Case]:
    """Each plan by the day it was due; one not completed by then is late."""
    by_subject: dict[tuple[str, date], list[date]] = {}
    for row in council.rows("peps"):
        if row["due"] is not None and first <= row["due"] <= last:
            done = by_subject.setdefault((row["child_id"], row["due"]), [])
            done += [row["completed"]] if row["completed"] is not None else []
    for (child_id, due), done in by_subject.items():
        case = Case(child_id, due, council.dob(child_id))
        if as_at is not None and due > as_at:
            yield replace(case, excluded="not yet due")
        else:
            yield replace(case, met=any(day <= due for day in done))
