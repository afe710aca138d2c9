"""SSDA903 episodes of a period of care, and the legal statuses along it.

RNE says which changed: S the start, P home and carer, T the placement's code only, L legal status
only, B and U both at once. All but the last end with X1 on the day the next one begins.
"""

from datetime import date, timedelta

from attrs import evolve, field, frozen

from cptracker.synthetic import codes
from cptracker.synthetic.days import add_days
from cptracker.synthetic.histories import CarePlan, CareWorld, InventedChild, Stay, grown_up
from cptracker.synthetic.homes import Home, HomeMap, distance
from cptracker.synthetic.moves import HomeMove, adoption_day, draw_moves

Orders = list[tuple[date, str]]


ORDER_BEFORE_ADOPTERS = 75
"""A placement order is made some weeks before the child moves in with the adopters."""


def draw_legal_statuses(world: CareWorld, child: InventedChild, stay: Stay) -> Orders:
    """Legal statuses with the day each begins; the first on the first day of the period."""
    orders = _court(world, child, stay)
    orders = _emergency(world, orders)
    return [(day, status) for day, status in orders if day < stay.end]


def _court(world: CareWorld, child: InventedChild, stay: Stay) -> Orders:
    start, random = stay.start, world.random
    if stay.plan is CarePlan.REMAND:
        return [(start, "J1")]
    if stay.plan is CarePlan.ADOPTION:
        return [(start, "C1"), (add_days(adoption_day(stay), -ORDER_BEFORE_ADOPTERS), "E1")]
    agreed = 0.97 if stay.plan is CarePlan.UNACCOMPANIED else _agreed(child, stay)
    if random.chance(agreed):
        return [(start, "V2")]
    return _proceedings(world, child, stay)


def _agreed(child: InventedChild, stay: Stay) -> float:
    """How likely parents agree (section 20) and nothing goes to court."""
    older = child.age(stay.start) >= 14
    if stay.plan is CarePlan.HOME:
        return 0.75 if older else 0.55
    return 0.5 if older else 0.04


def _proceedings(world: CareWorld, child: InventedChild, stay: Stay) -> Orders:
    """An interim order, sometimes after an agreed start, and a full order about 30 weeks later."""
    random = world.random
    later = random.chance(0.3)
    court = add_days(stay.start, random.whole(20, 150)) if later else stay.start
    full = add_days(court, random.whole(150, 290))
    begin = [(stay.start, "V2"), (court, "C1")] if later else [(stay.start, "C1")]
    return [*begin, (full, "C2"), *_stopped_adoption(world, child, stay, full)]


def _stopped_adoption(world: CareWorld, child: InventedChild, stay: Stay, full: date) -> Orders:
    """For a few small children adoption was planned and given up."""
    young = stay.plan is CarePlan.LONG_TERM and child.age(full) < 4
    if not (young and world.random.chance(0.12)):
        return []
    order = add_days(full, world.random.whole(30, 120))
    return [(order, "E1"), (add_days(order, world.random.whole(250, 600)), "C2")]


def _emergency(world: CareWorld, orders: Orders) -> Orders:
    """Some first days are under police protection or an emergency order."""
    if orders[0][1] != "C1" or not world.random.chance(0.12):
        return orders
    start = orders[0][0]
    status, days = ("L1", 3) if world.random.chance(0.6) else ("L2", 8)
    return [(start, status), (add_days(start, days), "C1"), *orders[1:]]


TEMPORARY = ("T0", "T1", "T2", "T3", "T4")


UNKNOWN_MILES = "999.9"


@frozen(kw_only=True)
class Episode:
    """One row of Episodes, with its true end even when that lies in the future.

    Attributes:
        start: DECOM.
        end: DEC.
    """

    start: date
    end: date
    rne: str
    ls: str
    cin: str
    move: HomeMove
    rec: str
    reason: str = ""

    @property
    def short_break(self) -> bool:
        """One of an agreed series of short breaks, left out of nearly every measure."""
        return self.ls in ("V3", "V4")

    def touches(self, first: date, last: date) -> bool:
        """Whether it belongs into the return of a year."""
        return self.start <= last and self.end >= first


@frozen(kw_only=True)
class CareEpisodes:
    """A child with all that is returned episode by episode.

    Attributes:
        home: Where the child lived before care; None for unaccompanied children.
        episodes: In order of time, short breaks included.
    """

    child: InventedChild
    home: Home | None
    episodes: tuple[Episode, ...] = field(default=())

    def miles(self, episode: Episode) -> str:
        """The distance from home: blank for unaccompanied children, 999.9 where unknown."""
        if self.home is None:
            return ""
        place = episode.move.place
        is_known = episode.move.recorded and place.listed and self.home.listed
        return str(distance(self.home, place)) if is_known else UNKNOWN_MILES


def draw_cases(
    world: CareWorld, atlas: HomeMap, children: tuple[InventedChild, ...]
) -> tuple[CareEpisodes, ...]:
    """Every child with its episodes; those whose care ended before the first year have none."""
    return tuple(_case(world, atlas, child) for child in children)


def _case(world: CareWorld, atlas: HomeMap, child: InventedChild) -> CareEpisodes:
    stays = [stay for stay in child.stays if stay.end >= world.window.first]
    if not stays:
        return CareEpisodes(child=child, home=None)
    home = None if child.unaccompanied else atlas.home("birth family")
    need = "N8" if child.unaccompanied else world.random.pick(codes.NEED)
    episodes = [episode for stay in stays for episode in _episodes(world, atlas, child, stay, need)]
    return CareEpisodes(child=child, home=home, episodes=tuple(episodes))


def _episodes(
    world: CareWorld, atlas: HomeMap, child: InventedChild, stay: Stay, need: str
) -> tuple[Episode, ...]:
    orders = dict(draw_legal_statuses(world, child, stay))
    moves = {move.day: move for move in draw_moves(world, atlas, child, stay, orders)}
    days = sorted({**orders, **moves})
    ends = [*days[1:], stay.end]
    rows: list[Episode] = []
    ls, move = orders[stay.start], moves[stay.start]
    for day, end in zip(days, ends, strict=True):
        ls, move = orders.get(day, ls), moves.get(day, move)
        rne = _rne(day == stay.start, orders.get(day), moves.get(day))
        row = Episode(start=day, end=end, rne=rne, ls=ls, cin=need, move=move, rec="X1")
        rows.append(row)
    rows[-1] = evolve(rows[-1], rec=stay.end_reason)
    return tuple(_with_reasons(world, rows))


def _rne(first: bool, order: str | None, move: HomeMove | None) -> str:
    """Why a new episode begins."""
    if first:
        return "S"
    if move is None:
        return "L"
    if move.same_carer:
        return "U" if order else "T"
    return "B" if order else "P"


def _with_reasons(world: CareWorld, rows: list[Episode]) -> list[Episode]:
    """The reason for a change of placement stands on the episode that ends."""
    return [
        evolve(row, reason=_reason(world, row, after))
        for row, after in zip(rows, [*rows[1:], None], strict=True)
    ]


def _reason(world: CareWorld, row: Episode, after: Episode | None) -> str:
    """None is asked for when a child only goes away for some days, or comes back."""
    if after is None or after.rne == "L":
        return ""
    if row.move.code in TEMPORARY or after.move.code in TEMPORARY:
        return ""
    return "CARPL" if after.rne in ("T", "U") else world.random.pick(codes.PLACE_CHANGE)


BREAK_EVERY = 45
"""Days between short breaks: under the limit of 75 days of breaks in a year."""


def short_breaks(world: CareWorld, atlas: HomeMap, child: InventedChild) -> CareEpisodes:
    """A child with a series of short breaks: several short episodes (V3) or one long one (V4)."""
    home, away = atlas.home("birth family"), atlas.home("own foster")
    move = HomeMove(day=world.window.first, place=away, code="U6", provider="PR1")
    draw = _one_by_one if world.random.chance(0.6) else _as_one
    last = min(world.window.last, add_days(grown_up(child), -20))
    return CareEpisodes(child=child, home=home, episodes=tuple(draw(world, move, last)))


def _one_by_one(world: CareWorld, move: HomeMove, last: date) -> list[Episode]:
    rows, day = [], world.random.day_between(world.window.first, add_days(world.window.last, -200))
    while day < last:
        end = add_days(day, world.random.whole(1, 4))
        rows.append(_break(day, end, "V3", move))
        day = add_days(end, world.random.whole(BREAK_EVERY // 3, BREAK_EVERY))
    return rows


def _as_one(world: CareWorld, move: HomeMove, last: date) -> list[Episode]:
    start = world.random.day_between(world.window.first, add_days(world.window.last, -100))
    end = start + timedelta(days=world.random.whole(200, 700))
    return [_break(start, min(end, add_days(last, 15)), "V4", move)] if start < last else []


def _break(day: date, end: date, ls: str, move: HomeMove) -> Episode:
    return Episode(start=day, end=end, rne="S", ls=ls, cin="N2", move=move, rec="E4A")
