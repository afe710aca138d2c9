"""The measures that councils' papers tell beside the plan's: homes, returns, reviews, adoption."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from oracle.care import Child, Council, PeriodOfCare
from oracle.days import age, working_days_after
from oracle.groups import UNKNOWN, Case, group
from oracle.leavers import advised, birthday_in_collection
from oracle.looked_after import (
    Cases,
    Counted,
    Judge,
    leaving_care,
    looked_after,
    starting_care,
    stock,
)
from oracle.stacking import Row

FOSTERED = ("kinship foster", "other foster")
ADOPTED = ("E11", "E12")


def months_after(day: date, months: int) -> date:
    """The same day so many months on, or the month's last where it has no such day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def in_home(kind: str) -> Judge:
    """Met in one placement type; a blank PLACE, or a code that is none, is unknown."""

    def judge(council: Council, _child: Child, episode: Row, _e: date) -> Counted:
        home = group(council, Case(episode=episode), "placement_type")
        return (None if home == UNKNOWN else home == kind), None

    return judge


def _own_provider(council: Council, _child: Child, episode: Row, _e: date) -> Counted:
    provider = group(council, Case(episode=episode), "provider")
    return (None if provider == UNKNOWN else provider == "own"), None


def in_house(council: Council, first: date, e: date, as_at: date | None) -> Iterator[Case]:
    """Children in foster placements on e, with whom the council's own carers are."""
    for case in stock(_own_provider)(council, first, e, as_at):
        if group(council, case, "placement_type") in FOSTERED:
            yield case


def asylum(council: Council, child: Child, _episode: Row, _e: date) -> Counted:
    return bool(council.of_child("uasc", child.child_id)), None


def waiting_for_adoption(
    council: Council, first: date, e: date, as_at: date | None
) -> Iterator[Case]:
    """Children looked after on e whose placement is for adoption."""
    for case in stock(looked_after)(council, first, e, as_at):
        if group(council, case, "placement_type") == "placed for adoption":
            yield case


def returned(months: int) -> Cases:
    """Periods of care that began; met where an earlier one ended so many months before or less."""

    def cases(council: Council, first: date, last: date, as_at: date | None) -> Iterator[Case]:
        ends: dict[str, list[date]] = {}
        for child in council.children:
            for period in child.periods:
                if period.end is not None and not period.not_confirmed:
                    ends.setdefault(child.child_id, []).append(period.end)
        for case in starting_care(council, first, last, as_at):
            left = ends.get(case.child or "", [])
            back = any(end <= case.day <= months_after(end, months) for end in left)
            yield replace(case, met=back)

    return cases


def left_to(way: str) -> Cases:
    """Periods of care that ended, met where the reason is of one group, unknown without one."""

    def cases(council: Council, first: date, last: date, as_at: date | None) -> Iterator[Case]:
        for case in leaving_care(council, first, last, as_at):
            reason = group(council, case, "leaving_reason")
            yield replace(case, met=None if reason == UNKNOWN else reason == way)

    return cases


def reviews_in_timescale(
    council: Council, first: date, last: date, as_at: date | None
) -> Iterator[Case]:
    """What fell due: 20 working days from the start, 3 months from the first review, then 6."""
    for child in council.children:
        for period in child.periods:
            for due, done in _duties(council, child.child_id, period):
                if not first <= due <= last:
                    continue
                case = Case(child.child_id, due, council.dob(child.child_id))
                if period.end is not None and period.end <= due:
                    yield replace(case, excluded="left care by the due day")
                elif as_at is not None and due > as_at:
                    yield replace(case, excluded="not yet due")
                else:
                    yield replace(case, met=done is not None and done <= due)


def _duties(
    council: Council, child_id: str, period: PeriodOfCare
) -> Iterator[tuple[date, date | None]]:
    dates = {row["review_date"] for row in council.of_child("reviews", child_id)}
    until = period.end or date.max
    days_held = sorted(day for day in dates if day is not None and period.start <= day <= until)
    nexts = [*days_held[1:], None]
    yield working_days_after(period.start, 20), days_held[0] if days_held else None
    for place, (day, done) in enumerate(zip(days_held, nexts, strict=False)):
        yield months_after(day, 6 if place else 3), done


def took_part(council: Council, first: date, last: date, _as_at: date | None) -> Iterator[Case]:
    """Reviews of children aged 4 and over; PN1 to PN6 is to take part."""
    for row in council.rows("reviews"):
        day = row["review_date"]
        if day is None or not first <= day <= last:
            continue
        dob = council.dob(row["child_id"], row)
        years = age(dob, day)
        if years is not None and years < 4:
            continue
        case, code = Case(row["child_id"], day, dob), row.get("review_code")
        if code == "PN0":
            yield replace(case, excluded="coded as under 4")
        elif years is None or not code:
            yield replace(case, met=None)
        else:
            yield replace(case, met=code in ("PN1", "PN2", "PN3", "PN4", "PN5", "PN6"))


def outcomes_of(
    column: str, youngest: int = 0, oldest: int = 150, *, amount: bool = False, least: int = 1
) -> Cases:
    """OC2 children of these ages on 31 March, unknown without an age or an answer."""

    def cases(council: Council, first: date, last: date, _as_at: date | None) -> Iterator[Case]:
        for row in council.rows("outcomes"):
            if not first <= row["year_end"] <= last:
                continue
            child_id = row["child_id"]
            case = Case(child_id, row["year_end"], council.dob(child_id, row), met=None)
            years, value = age(case.dob, case.day), row.get(column)
            has_ages = (youngest, oldest) != (0, 150)
            if has_ages and years is not None and not youngest <= years <= oldest:
                continue
            known = value is not None and not (has_ages and years is None)
            if amount:
                yield replace(case, amount=value if known else None)
            else:
                yield replace(case, met=value >= least if known else None)

    return cases


def doing(*codes: str) -> Cases:
    """What care leavers do; `0` or a blank is unknown. For `leavers`, as its judge."""

    def judge(row: Row) -> bool | None:
        return None if row["activity"] in (None, "0") else row["activity"] in codes

    return judge


def staying_put(council: Council, first: date, last: date, _as_at: date | None) -> Iterator[Case]:
    """Care leavers aged 18 to 20 whose last placement was a foster placement; ACCOM Z."""
    homes = _last_homes(council)
    for row in council.rows("care_leavers"):
        child_id = row["child_id"]
        dob = council.dob(child_id, row)
        day = birthday_in_collection(dob, row["year_end"])
        if not first <= day <= last:
            continue
        reason = _not_staying(age(dob, day), row["in_touch"], homes.get(child_id, UNKNOWN))
        case, home = Case(child_id, day, dob), row["accommodation"]
        known = home not in (None, "0")
        met = home.startswith("Z") if known else None
        yield replace(case, excluded=reason) if reason else replace(case, met=met)


def _last_homes(council: Council) -> dict[str, str]:
    """Where each child lived last who left care."""
    homes = {}
    for child in council.children:
        left = [p for p in child.periods if p.end is not None and not p.not_confirmed]
        if left:
            last = max(left, key=lambda period: period.end)
            episode = last.episodes[-1]
            homes[child.child_id] = group(council, Case(episode=episode), "placement_type")
    return homes


def _not_staying(years: int | None, in_touch: str | None, home: str) -> str:
    if years is None:
        return "age not known"
    if not 18 <= years <= 20:
        return "age outside 18 to 20"
    if in_touch in ("DIED", "RHOM"):
        return {"DIED": "died", "RHOM": "returned home"}[in_touch]
    if home == UNKNOWN:
        return "last placement not known"
    return "" if home in FOSTERED else "not in foster care"


def went_missing(council: Council, first: date, last: date, _as_at: date | None) -> Iterator[Case]:
    """Episodes of going missing by the day they began."""
    for row in council.rows("missing_episodes"):
        if row["kind"] == "M" and row["start"] is not None and first <= row["start"] <= last:
            yield Case(row["child_id"], row["start"], council.dob(row["child_id"], row))


def children_missing(
    council: Council, first: date, last: date, as_at: date | None
) -> Iterator[Case]:
    """The children of these episodes, each once."""
    yield from {case.child: case for case in went_missing(council, first, last, as_at)}.values()


def seen_alone(council: Council, first: date, last: date, _as_at: date | None) -> Iterator[Case]:
    """Visits by their day; whether the child was seen alone."""
    for row in council.rows("visits"):
        day, alone = row["visit_date"], row.get("seen_alone")
        if day is not None and first <= day <= last:
            answer = {"1": True, "yes": True, "0": False, "no": False}.get(str(alone))
            yield Case(row["child_id"], day, council.dob(row["child_id"]), met=answer)


def rated_good(council: Council, first: date, last: date, _as_at: date | None) -> Iterator[Case]:
    """Plans by the day they were completed; good or outstanding."""
    for row in council.rows("peps"):
        day, quality = row["completed"], row.get("quality")
        if day is not None and first <= day <= last:
            met = quality.lower() in ("good", "outstanding") if quality else None
            yield Case(row["child_id"], day, council.dob(row["child_id"]), met=met)


def adoptions(council: Council, first: date, last: date, as_at: date | None) -> Iterator[Case]:
    """Those who left care by adoption."""
    for case in leaving_care(council, first, last, as_at):
        if (case.episode or {}).get("rec") in ADOPTED:
            yield case


def given_up(council: Council, first: date, last: date, _as_at: date | None) -> Iterator[Case]:
    """Decisions for adoption by the day they were given up."""
    for row in council.rows("placed_for_adoption"):
        if row["ceased"] is not None and first <= row["ceased"] <= last:
            yield Case(row["child_id"], row["ceased"], council.dob(row["child_id"], row))


def to_the_family(council: Council, first: date, last: date, _as_at: date | None) -> Iterator[Case]:
    """Days from the start of care to the first day of the placement in which it ended."""
    for case, period in _adopted(council, first, last):
        home = group(council, case, "placement_type")
        since = [p.start for p in period.placements if p.start <= period.episodes[-1]["decom"]]
        days = (max(since) - period.start).days if since else None
        yield replace(case, amount=days if home == "placed for adoption" else None)


def to_the_match(council: Council, first: date, last: date, _as_at: date | None) -> Iterator[Case]:
    """Days from the first episode under a placement order to the match."""
    for case, period in _adopted(council, first, last):
        orders = [row["decom"] for row in period.episodes if row["ls"] == "E1"]
        matches = [row["matched"] for row in council.of_child("adoptions", case.child or "")]
        match, order = max(filter(None, matches), default=None), min(orders, default=None)
        known = match is not None and order is not None and match >= order
        yield replace(case, amount=(match - order).days if known else None)


def _adopted(council: Council, first: date, last: date) -> Iterator[tuple[Case, PeriodOfCare]]:
    for child in council.children:
        for period in child.periods:
            inside = period.end is not None and first <= period.end <= last
            if inside and period.reason in ADOPTED and not period.not_confirmed:
                dob = council.dob(child.child_id)
                yield Case(child.child_id, period.end, dob, period.episodes[-1]), period


def households(column: str) -> Cases:
    """Foster households by the day they were approved, or ended."""

    def cases(council: Council, first: date, last: date, _as_at: date | None) -> Iterator[Case]:
        for row in council.rows("foster_households"):
            if row[column] is not None and first <= row[column] <= last:
                yield Case(own=row.get("kind"))

    return cases


def supported(council: Council, _first: date, e: date, _as_at: date | None) -> Iterator[Case]:
    """Young people with an adviser on e."""
    for child_id in advised(council, e):
        yield Case(child_id, e, council.dob(child_id))
