"""The legal statuses of a period of care, one after another (LS)."""

from datetime import date

from cptracker.example.careers import World
from cptracker.example.days import plus
from cptracker.example.moves import adoption_day
from cptracker.example.people import Child, Plan, Stay

Orders = list[tuple[date, str]]

ORDER_BEFORE_ADOPTERS = 75
"""A placement order is made some weeks before the child moves in with the adopters."""


def draw_orders(world: World, child: Child, stay: Stay) -> Orders:
    """Legal statuses with the day each begins; the first on the first day of the period."""
    orders = _court(world, child, stay)
    orders = _emergency(world, orders)
    return [(day, status) for day, status in orders if day < stay.end]


def _court(world: World, child: Child, stay: Stay) -> Orders:
    start, dice = stay.start, world.dice
    if stay.plan is Plan.REMAND:
        return [(start, "J1")]
    if stay.plan is Plan.ADOPTION:
        return [(start, "C1"), (plus(adoption_day(stay), -ORDER_BEFORE_ADOPTERS), "E1")]
    agreed = 0.97 if stay.plan is Plan.UNACCOMPANIED else _agreed(child, stay)
    if dice.chance(agreed):
        return [(start, "V2")]
    return _proceedings(world, child, stay)


def _agreed(child: Child, stay: Stay) -> float:
    """How likely parents agree (section 20) and nothing goes to court."""
    older = child.age(stay.start) >= 14
    if stay.plan is Plan.HOME:
        return 0.75 if older else 0.55
    return 0.5 if older else 0.04


def _proceedings(world: World, child: Child, stay: Stay) -> Orders:
    """An interim order, sometimes after an agreed start, and a full order about 30 weeks later."""
    dice = world.dice
    later = dice.chance(0.3)
    court = plus(stay.start, dice.whole(20, 150)) if later else stay.start
    full = plus(court, dice.whole(150, 290))
    begin = [(stay.start, "V2"), (court, "C1")] if later else [(stay.start, "C1")]
    return [*begin, (full, "C2"), *_stopped_adoption(world, child, stay, full)]


def _stopped_adoption(world: World, child: Child, stay: Stay, full: date) -> Orders:
    """For a few small children adoption was planned and given up."""
    young = stay.plan is Plan.LONG_TERM and child.age(full) < 4
    if not (young and world.dice.chance(0.12)):
        return []
    order = plus(full, world.dice.whole(30, 120))
    return [(order, "E1"), (plus(order, world.dice.whole(250, 600)), "C2")]


def _emergency(world: World, orders: Orders) -> Orders:
    """Some first days are under police protection or an emergency order."""
    if orders[0][1] != "C1" or not world.dice.chance(0.12):
        return orders
    start = orders[0][0]
    status, days = ("L1", 3) if world.dice.chance(0.6) else ("L2", 8)
    return [(start, status), (plus(start, days), "C1"), *orders[1:]]
