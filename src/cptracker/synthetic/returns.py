"""The yearly SSDA903 returns: what the story looks like from each 31 March.

A return holds only what touches its year. Whatever ends later is still open in it, and stands
again, closed, in the return of the year it ended in.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from cptracker.synthetic import codes
from cptracker.synthetic.days import add_days
from cptracker.synthetic.episodes import TEMPORARY, CareEpisodes, Episode
from cptracker.synthetic.histories import CareWorld, InventedChild, grown_up
from cptracker.synthetic.outcomes import Leaver, leaver_rows, outcome_rows
from cptracker.synthetic.random import made_up_upn
from cptracker.synthetic.story import Story
from cptracker.synthetic.writing import FIRST_COLLECTED, Cell, Rows

COUNCIL = "999"
"""The number of the invented council, as in UPN and LA_PERM."""


DECIDED_BEFORE_ORDER = 20


MATCHED_BEFORE_ADOPTERS = 25


ADOPTERS_HOME = ("A5", "A6")


@frozen(kw_only=True)
class Year:
    """A collection year with the cases in its return.

    Attributes:
        cases: Children with an episode in the year.
        leavers: Care leavers with their birthday in the year.
    """

    world: CareWorld
    story: Story
    year: int
    cases: tuple[CareEpisodes, ...]
    leavers: tuple[Leaver, ...]

    @property
    def first(self) -> date:
        """1 April."""
        return date(self.year - 1, 4, 1)

    @property
    def last(self) -> date:
        """31 March."""
        return date(self.year, 3, 31)

    def known(self, end: date) -> date | None:
        """An end as far as it is known on 31 March."""
        return end if end <= self.last else None

    def covers(self, day: date) -> bool:
        """Whether a day lies in the year."""
        return self.first <= day <= self.last

    def episodes(self, case: CareEpisodes) -> list[Episode]:
        """The episodes that touch the year."""
        return [row for row in case.episodes if row.touches(self.first, self.last)]


def draw_year(world: CareWorld, story: Story, year: int, leavers: tuple[Leaver, ...]) -> Year:
    """Which cases belong into the return of a year."""
    first, last = date(year - 1, 4, 1), date(year, 3, 31)
    cases = tuple(
        case for case in story.cases if any(row.touches(first, last) for row in case.episodes)
    )
    return Year(world=world, story=story, year=year, cases=cases, leavers=leavers)


def header_rows(year: Year) -> Rows:
    """Everyone with an episode or with a row in OC3."""
    people = [*(case.child for case in year.cases), *(leaver.child for leaver in year.leavers)]
    everyone = {child.number: child for child in people}
    in_care = {child.number: None for child in _looked_after(year)}
    for number, child in sorted(everyone.items()):
        sex, upn = codes.draw_sex(child.sex, year.year), _upn(year, child)
        mother = _mother(year, child) if number in in_care else ("", None)
        yield child.child_id, sex, child.dob, child.ethnic, upn, *mother


def _upn(year: Year, child: InventedChild) -> str:
    """A made-up pupil number, or why there is none: too young (UN1), newly arrived (UN3)."""
    if child.age(year.last) < 5:
        return "UN1"
    return "UN3" if child.unaccompanied else made_up_upn(COUNCIL, child.number)


def _mother(year: Year, child: InventedChild) -> tuple[Cell, Cell]:
    if child.sex != "female":
        return "", None
    born = child.mother_child_dob
    return (1, born) if born is not None and born <= year.last else (0, None)


def episode_rows(year: Year) -> Rows:
    """Episodes; what has not ended by 31 March is open."""
    for case in year.cases:
        for row in year.episodes(case):
            home, away, urn = _addresses(case, row)
            open_still = row.end > year.last
            move = row.move
            yield (
                case.child.child_id, row.start, row.rne, row.ls, row.cin,
                codes.draw_place_code(move.code, year.year), move.provider, year.known(row.end),
                "" if open_still else codes.draw_end_reason(row.rec, year.year),
                "" if open_still else row.reason, home,
                away, urn,
            )  # fmt: skip


def _addresses(case: CareEpisodes, row: Episode) -> tuple[str, str, str]:
    """HOME_POST, PL_POST and URN; no home for the unaccompanied, neither for short breaks."""
    place = row.move.place
    if row.short_break:
        return "", "", place.urn
    return (
        case.home.postcode if case.home else "",
        place.postcode if row.move.recorded else "",
        "" if row.move.code in TEMPORARY else place.urn,
    )


def review_rows(year: Year) -> Rows:
    """Reviews held in the year."""
    for child in _looked_after(year):
        for day, part in year.story.reviews[child.child_id]:
            if year.covers(day):
                yield child.child_id, child.dob, day, part


def _looked_after(year: Year) -> Iterator[InventedChild]:
    """Children with a period of care in the year; not those with short breaks only."""
    return (case.child for case in year.cases if case.child.stays)


def uasc_rows(year: Year) -> Rows:
    """Unaccompanied children; the status ends with childhood at the latest."""
    for child in _looked_after(year):
        if child.unaccompanied:
            sex = codes.draw_sex(child.sex, year.year)
            yield child.child_id, sex, child.dob, grown_up(child)


def adoption_rows(year: Year) -> Rows:
    """AD1: children adopted in the year."""
    for case in year.cases:
        last = case.episodes[-1]
        if last.rec in ("E11", "E12") and year.covers(last.end):
            yield case.child.child_id, case.child.dob, *_adoption(case)


def _adoption(case: CareEpisodes) -> tuple[Cell, ...]:
    order = _orders(case)[-1]
    rows = [row for row in case.episodes if row.start >= order.start]
    moved = next(row for row in rows if row.move.code in ADOPTERS_HOME)
    kinds = list(codes.ADOPTERS)
    adopters, status = kinds[case.child.number % len(kinds)].split()
    number = 1 if "1" in adopters else 2
    carer = int(moved.move.code == "A5")
    matched = add_days(moved.start, -MATCHED_BEFORE_ADOPTERS)
    return _decided(order), matched, carer, number, adopters, status


def placed_rows(year: Year) -> Rows:
    """Children under a placement order; DATE_PLACED is the day adoption was decided on."""
    for case in year.cases:
        for order in _orders(case):
            over = _after(case, order)
            if order.start <= year.last and over >= year.first:
                stopped = _stopped(year, case, order)
                yield case.child.child_id, case.child.dob, _decided(order), *stopped


def _decided(order: Episode) -> date:
    """Adoption is decided on some weeks before the court makes the order."""
    return add_days(order.start, -DECIDED_BEFORE_ORDER)


def _orders(case: CareEpisodes) -> list[Episode]:
    """The first episode under each placement order."""
    before = [None, *case.episodes]
    pairs = zip(before, case.episodes, strict=False)
    return [row for last, row in pairs if row.ls == "E1" and (last is None or last.ls != "E1")]


def _after(case: CareEpisodes, order: Episode) -> date:
    """The day the order ended with the adoption or another legal status."""
    rows = [row for row in case.episodes if row.start >= order.start]
    changed = next((row.start for row in rows if row.ls != "E1"), None)
    return changed or rows[-1].end


def _stopped(year: Year, case: CareEpisodes, order: Episode) -> tuple[Cell, str]:
    """When and why a plan of adoption was given up, if it was and that is known."""
    later = [row for row in case.episodes if row.start > order.start and row.ls != "E1"]
    if not later or later[0].start > year.last:
        return None, ""
    reasons = list(codes.ADOPTION_STOPPED)
    return later[0].start, reasons[case.child.number % len(reasons)]


def permanence_rows(year: Year, before: Mapping[str, tuple[str, str]]) -> Rows:
    """What came before, for children who started in the year; Z1 when nothing did."""
    for case in year.cases:
        child = case.child
        if any(row.rne == "S" and year.covers(row.start) for row in case.episodes):
            code, granted = before.get(child.child_id, ("Z1", ""))
            yield child.child_id, child.dob, code, COUNCIL if granted else "", granted


def missing_rows(year: Year) -> Rows:
    """Times missing or away that touch the year."""
    for child in _looked_after(year):
        for row in year.story.absences[child.child_id]:
            if row.start <= year.last and row.end >= year.first:
                yield child.child_id, child.dob, row.kind, row.start, year.known(row.end)


def worker_rows(year: Year) -> Rows:
    """Social workers in the year, those before and after care included.

    The return asks for children looked after on 31 March; here are all looked after in the year, as
    a council's own extract has them, for figures in the middle of a year need the others too.
    """
    for child in _looked_after(year):
        for row in year.story.spells[child.child_id]:
            if row.start <= year.last and row.end >= year.first:
                end = year.known(row.end)
                yield child.child_id, child.dob, row.worker_id, row.start, end, row.reason


def liberty_rows(year: Year) -> Rows:
    """Deprivations of liberty: a few in children's homes, for some weeks."""
    for case in year.cases:
        for row in year.episodes(case):
            if row.move.code == "K2" and case.child.number % 12 == 0 and year.covers(row.start):
                yield case.child.child_id, case.child.dob, row.start, year.known(row.end)


def return_tables(
    world: CareWorld,
    story: Story,
    year: int,
    leavers: tuple[Leaver, ...],
    before: Mapping[str, tuple[str, str]],
) -> Mapping[str, Rows]:
    """The rows of every table collected in a year, by the name of its file."""
    drawn_year = draw_year(world, story, year, leavers)
    tables: Mapping[str, Rows] = {
        "header": header_rows(drawn_year),
        "episodes": episode_rows(drawn_year),
        "reviews": review_rows(drawn_year),
        "uasc": uasc_rows(drawn_year),
        "oc2": outcome_rows(world, story, year),
        "oc3": leaver_rows(leavers, year),
        "ad1": adoption_rows(drawn_year),
        "placed_for_adoption": placed_rows(drawn_year),
        "previous_permanence": permanence_rows(drawn_year, before),
        "missing": missing_rows(drawn_year),
        "sw_episodes": worker_rows(drawn_year),
        "dolo": liberty_rows(drawn_year),
    }
    return {name: rows for name, rows in tables.items() if year >= FIRST_COLLECTED.get(name, 0)}
