"""SSDA903 episodes: a new one each time the home, its code or the legal status changes.

RNE says which changed: S the start, P home and carer, T the placement's code only, L legal status
only, B and U both at once. All but the last end with X1 on the day the next one begins.
"""

from datetime import date, timedelta

from attrs import evolve, field, frozen

from cptracker.example import codes
from cptracker.example.careers import World
from cptracker.example.days import plus
from cptracker.example.moves import Move, draw_moves
from cptracker.example.orders import draw_orders
from cptracker.example.people import Child, Stay, grown_up
from cptracker.example.places import Atlas, Place, distance

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
    move: Move
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
class Case:
    """A child with all that is returned episode by episode.

    Attributes:
        home: Where the child lived before care; None for unaccompanied children.
        episodes: In order of time, short breaks included.
    """

    child: Child
    home: Place | None
    episodes: tuple[Episode, ...] = field(default=())

    def miles(self, episode: Episode) -> str:
        """The distance from home: blank for unaccompanied children, 999.9 where unknown."""
        if self.home is None:
            return ""
        place = episode.move.place
        known = episode.move.recorded and place.listed and self.home.listed
        return str(distance(self.home, place)) if known else UNKNOWN_MILES


def draw_cases(world: World, atlas: Atlas, children: tuple[Child, ...]) -> tuple[Case, ...]:
    """Every child with its episodes; those whose care ended before the first year have none."""
    return tuple(_case(world, atlas, child) for child in children)


def _case(world: World, atlas: Atlas, child: Child) -> Case:
    stays = [stay for stay in child.stays if stay.end >= world.window.first]
    if not stays:
        return Case(child=child, home=None)
    home = None if child.unaccompanied else atlas.home("birth family")
    need = "N8" if child.unaccompanied else world.dice.pick(codes.NEED)
    episodes = [episode for stay in stays for episode in _episodes(world, atlas, child, stay, need)]
    return Case(child=child, home=home, episodes=tuple(episodes))


def _episodes(
    world: World, atlas: Atlas, child: Child, stay: Stay, need: str
) -> tuple[Episode, ...]:
    orders = dict(draw_orders(world, child, stay))
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
    rows[-1] = evolve(rows[-1], rec=stay.ending)
    return tuple(_with_reasons(world, rows))


def _rne(first: bool, order: str | None, move: Move | None) -> str:
    """Why a new episode begins."""
    if first:
        return "S"
    if move is None:
        return "L"
    if move.same_carer:
        return "U" if order else "T"
    return "B" if order else "P"


def _with_reasons(world: World, rows: list[Episode]) -> list[Episode]:
    """The reason for a change of placement stands on the episode that ends."""
    return [
        evolve(row, reason=_reason(world, row, after))
        for row, after in zip(rows, [*rows[1:], None], strict=True)
    ]


def _reason(world: World, row: Episode, after: Episode | None) -> str:
    """None is asked for when a child only goes away for some days, or comes back."""
    if after is None or after.rne == "L":
        return ""
    if row.move.code in TEMPORARY or after.move.code in TEMPORARY:
        return ""
    return "CARPL" if after.rne in ("T", "U") else world.dice.pick(codes.PLACE_CHANGE)


BREAK_EVERY = 45
"""Days between short breaks: under the limit of 75 days of breaks in a year."""


def short_breaks(world: World, atlas: Atlas, child: Child) -> Case:
    """A child with a series of short breaks: several short episodes (V3) or one long one (V4)."""
    home, away = atlas.home("birth family"), atlas.home("own foster")
    move = Move(day=world.window.first, place=away, code="U6", provider="PR1")
    draw = _one_by_one if world.dice.chance(0.6) else _as_one
    last = min(world.window.last, plus(grown_up(child), -20))
    return Case(child=child, home=home, episodes=tuple(draw(world, move, last)))


def _one_by_one(world: World, move: Move, last: date) -> list[Episode]:
    rows, day = [], world.dice.day_between(world.window.first, plus(world.window.last, -200))
    while day < last:
        end = plus(day, world.dice.whole(1, 4))
        rows.append(_break(day, end, "V3", move))
        day = plus(end, world.dice.whole(BREAK_EVERY // 3, BREAK_EVERY))
    return rows


def _as_one(world: World, move: Move, last: date) -> list[Episode]:
    start = world.dice.day_between(world.window.first, plus(world.window.last, -100))
    end = start + timedelta(days=world.dice.whole(200, 700))
    return [_break(start, min(end, plus(last, 15)), "V4", move)] if start < last else []


def _break(day: date, end: date, ls: str, move: Move) -> Episode:
    return Episode(start=day, end=end, rne="S", ls=ls, cin="N2", move=move, rec="E4A")
