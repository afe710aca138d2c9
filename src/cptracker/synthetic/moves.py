"""Where a child lives during a period of care: the homes one after another.

Which kind of home depends on age and plan, how long on the child's stability. The last home must
fit the way the period ends: nobody is adopted from a children's home.
"""

from collections.abc import Mapping
from datetime import date

from attrs import evolve, frozen

from cptracker.synthetic.days import add_days, birthday
from cptracker.synthetic.histories import CarePlan, CareWorld, InventedChild, Stability, Stay
from cptracker.synthetic.homes import KINDS, Home, HomeMap

KIND_BY_AGE: dict[int, dict[str, float]] = {
    0: {"own foster": 54, "agency foster": 18, "kin": 18, "parents": 5, "family centre": 5},
    3: {"own foster": 48, "agency foster": 27, "kin": 17, "parents": 7, "children's home": 1},
    9: {
        "own foster": 37, "agency foster": 32, "kin": 12, "parents": 4, "children's home": 22,
        "school": 1,
    },
    13: {
        "own foster": 31, "agency foster": 31, "kin": 9, "parents": 4, "children's home": 34,
        "school": 1, "secure": 0.6, "care home": 0.8, "hospital": 0.6, "other": 1,
    },
    16: {
        "own foster": 20, "agency foster": 17, "kin": 7, "parents": 5, "children's home": 22,
        "supported": 48, "hospital": 0.6, "care home": 0.7, "other": 1.5,
    },
}  # fmt: skip


KIND_UNACCOMPANIED = {
    "own foster": 24, "agency foster": 32, "supported": 48, "children's home": 3, "kin": 3,
}  # fmt: skip


LAST_KIND = {
    "E45": "kin", "E46": "own foster", "E17": "own foster", "E11": "adopters", "E12": "adopters",
}  # fmt: skip


BRIDGING = {Stability.STEADY: 0.28, Stability.USUAL: 0.58, Stability.RESTLESS: 0.88}
"""How likely a home is only a stop on the way; less so after the first."""


BRIDGING_DAYS = {Stability.STEADY: 150, Stability.USUAL: 120, Stability.RESTLESS: 75}


SETTLED_DAYS = {Stability.STEADY: 3200, Stability.USUAL: 1600, Stability.RESTLESS: 350}


SETTLES = 0.75


SHORTEST = 3


MOVES_ON = 0.3


MOVES_WITH_ORDER = 0.06


WITH_ADOPTERS = 0.62
"""The share of the period of care after which an adopted child lives with the adopters."""


@frozen(kw_only=True)
class HomeMove:
    """A home from a day on, with the codes it is returned under.

    Attributes:
        recorded: Whether somebody wrote down the postcode.
        same_carer: The carer stays; only the code of the placement changes (RNE T or U).
    """

    day: date
    place: Home
    code: str
    provider: str
    same_carer: bool = False
    recorded: bool = True


def draw_moves(
    world: CareWorld, atlas: HomeMap, child: InventedChild, stay: Stay, orders: Mapping[date, str]
) -> tuple[HomeMove, ...]:
    """All homes of a period of care in order of time; the first on its first day.

    `orders` are its legal statuses: children live with their parents only under a care order.
    """
    moves = _homes(world, atlas, child, stay, orders)
    moves = _matched(world, moves, stay, orders)
    return tuple(_away(world, atlas, moves, stay, orders))


def _homes(
    world: CareWorld, atlas: HomeMap, child: InventedChild, stay: Stay, orders: Mapping[date, str]
) -> list[HomeMove]:
    starts = _with_court_days(world, _starts(world, child, stay), orders)
    kinds = [_kind(world, child, stay, day) for day in starts]
    kinds = [_lawful(orders, *pair) for pair in zip(kinds, starts, strict=True)]
    last = LAST_KIND.get(stay.end_reason)
    if last and not (last == "own foster" and kinds[-1] == "agency foster"):
        kinds[-1] = last
    moves: list[HomeMove] = []
    for kind, day in zip(kinds, starts, strict=True):
        move = _move(world, atlas, kind, day)
        if not moves or moves[-1].place is not move.place:
            moves.append(move)
    return moves


def _with_court_days(
    world: CareWorld, starts: list[date], orders: Mapping[date, str]
) -> list[date]:
    """Some children move on the very day of a court order."""
    days = list(starts)
    for day in orders:
        free = all(abs((day - other_day).days) > SHORTEST for other_day in days)
        if free and day > starts[0] and world.random.chance(MOVES_WITH_ORDER):
            days.append(day)
    return sorted(days)


def _starts(world: CareWorld, child: InventedChild, stay: Stay) -> list[date]:
    """The days on which a new home begins."""
    end = stay.end if stay.plan is not CarePlan.ADOPTION else adoption_day(stay)
    days, bridging = [stay.start], BRIDGING[child.stability]
    while True:
        mean = (BRIDGING_DAYS if world.random.chance(bridging) else SETTLED_DAYS)[child.stability]
        after = add_days(days[-1], SHORTEST + world.random.wait(mean))
        if after >= add_days(end, -SHORTEST):
            break
        days.append(after)
        bridging *= SETTLES
    days = _towards_independence(world, child, stay, days)
    return days if stay.plan is not CarePlan.ADOPTION else [*days, end]


def _towards_independence(
    world: CareWorld, child: InventedChild, stay: Stay, days: list[date]
) -> list[date]:
    """Some move on at 16 or 17, when supported accommodation is open to them."""
    moves_on = add_days(birthday(child.dob, 16), world.random.whole(30, 500))
    settled = add_days(days[-1], 60) < moves_on < add_days(stay.end, -30)
    return [*days, moves_on] if settled and world.random.chance(MOVES_ON) else days


def adoption_day(stay: Stay) -> date:
    """The day a child that will be adopted moves in with the adopters."""
    return add_days(stay.start, int(WITH_ADOPTERS * (stay.end - stay.start).days))


def _kind(world: CareWorld, child: InventedChild, stay: Stay, day: date) -> str:
    if stay.plan is CarePlan.REMAND:
        return "custody" if world.random.chance(0.5) else "children's home"
    if stay.plan is CarePlan.UNACCOMPANIED:
        young = child.age(day) < 16
        kind = world.random.pick(KIND_UNACCOMPANIED)
        return "agency foster" if young and kind == "supported" else kind
    years = next(least for least in reversed(KIND_BY_AGE) if child.age(day) >= least)
    return world.random.pick(KIND_BY_AGE[years])


def _lawful(orders: Mapping[date, str], kind: str, day: date) -> str:
    """Some homes need a care order, and nobody waits for adoption at the parents' home."""
    status = orders[max(begun for begun in orders if begun <= day)]
    ordered = status in ("C1", "C2") and "E1" not in orders.values()
    return kind if ordered else {"parents": "kin", "secure": "children's home"}.get(kind, kind)


def _move(world: CareWorld, atlas: HomeMap, kind: str, day: date) -> HomeMove:
    chosen = KINDS[kind]
    return HomeMove(
        day=day,
        place=atlas.home(kind),
        code=world.random.pick(chosen.codes),
        provider=world.random.pick(chosen.providers),
        recorded=not world.random.chance(world.rates.postcode_blank),
    )


MATCHED_WITH_ORDER = 0.15
"""How often a home becomes a long-term one on the very day of a court order."""


MATCHED = {"U6": "U4", "U3": "U1"}


def _matched(
    world: CareWorld, moves: list[HomeMove], stay: Stay, orders: Mapping[date, str]
) -> list[HomeMove]:
    """Some foster homes become long-term ones, and some carers adopt the child they care for."""
    result: list[HomeMove] = []
    for move, after in zip(moves, [*[later.day for later in moves[1:]], stay.end], strict=True):
        day = add_days(move.day, world.random.whole(200, 600))
        made = [order for order in orders if move.day < order < after]
        day = made[-1] if made and world.random.chance(MATCHED_WITH_ORDER) else day
        result.append(_adopted_by_carer(world, result, move))
        matched = day < after and move.code in MATCHED
        if matched and world.random.chance(world.rates.same_home_long_term):
            result.append(evolve(move, day=day, code=MATCHED[move.code], same_carer=True))
    return result


def _adopted_by_carer(world: CareWorld, before: list[HomeMove], move: HomeMove) -> HomeMove:
    fostered = before and before[-1].code in ("U4", "U5", "U6")
    if move.code == "A6" and fostered and world.random.chance(0.12):
        return evolve(before[-1], day=move.day, code="A5", same_carer=True)
    return move


def _away(
    world: CareWorld, atlas: HomeMap, moves: list[HomeMove], stay: Stay, orders: Mapping[date, str]
) -> list[HomeMove]:
    """Now and then a child is away for some days (hospital, holiday) and comes back."""
    if not world.random.chance(world.rates.temporary_stays):
        return moves
    ends = [*[later.day for later in moves[1:]], stay.end]
    moves_and_ends = zip(moves, ends, strict=True)
    long = [(move, end) for move, end in moves_and_ends if (end - move.day).days > 60]
    if not long:
        return moves
    home, end = world.random.one_of(long)
    gone = add_days(home.day, world.random.whole(20, (end - home.day).days - 30))
    back_on = add_days(gone, world.random.whole(2, 7))
    if any(gone < day <= back_on for day in orders):
        return moves
    place = atlas.home("hospital")
    code = world.random.pick({"T1": 45, "T2": 15, "T3": 15, "T4": 20, "T0": 5})
    away = HomeMove(day=gone, place=place, code=code, provider="")
    back = evolve(home, day=back_on, same_carer=False)
    return sorted([*moves, away, back], key=lambda move: move.day)
