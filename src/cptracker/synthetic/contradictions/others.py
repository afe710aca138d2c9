"""Children under two identifiers, and times with a worker or missing that returns have differently.

Each kind lists the children of whom it can be written, with what changes the returns.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from cptracker.synthetic.contradictions.stack import EpisodeChain, OpenReturns, ReturnedSpell
from cptracker.synthetic.days import add_days
from cptracker.synthetic.histories import child_id

WORKER_RECORDED_LATE = 4
"""Days by which the first day of a worker was first recorded too late."""


LAST_DAYS_OF_MARCH = 20
"""A time missing that is left open ended on this day of March or later: the repaired returns have
it end on the 31st."""


HIGHEST_NUMBER = 99_999
"""The highest number of a child; old identifiers count down from it."""


Change = tuple[str, Callable[[], None]]
"""A child, and what changes the returns."""


def two_identifiers(stack: OpenReturns, chains: list[EpisodeChain]) -> Iterator[Change]:
    """Children of whom the earlier returns have another CHILD, but the same UPN and birthday."""
    upns = _upns(stack)
    for chain in chains:
        numbers = upns[chain.child]
        if len(numbers) == 1 and not any(number.startswith("UN") for number in numbers):
            for year in chain.returns[:-1]:
                if any({year, year + 1} <= spell.rows.keys() for spell in chain.episodes):
                    yield chain.child, partial(_rename, stack, chain.child, year)


def _upns(stack: OpenReturns) -> dict[str, set[str]]:
    """What stands in the Headers for each child."""
    upns: dict[str, set[str]] = {}
    for year in stack.years:
        for row in stack.returns[year]["header"]:
            upns.setdefault(str(row["CHILD"]), set()).add(str(row["UPN"]))
    return upns


def _rename(stack: OpenReturns, child: str, last_year: int) -> None:
    """Give a child an identifier that is free in the returns up to a year."""
    children = {row["CHILD"] for year in stack.years for row in stack.returns[year]["header"]}
    numbers = range(HIGHEST_NUMBER, 0, -1)
    free = next(name for name in map(child_id, numbers) if name not in children)
    stack.rename([year for year in stack.years if year <= last_year], child, free)


def workers_again(stack: OpenReturns, chains: list[EpisodeChain]) -> Iterator[Change]:
    """Children of whom the next return corrects the first day of their worker (SW_DECOM)."""
    spells = stack.spells("sw_episodes", "SW_DECOM", "SW_DEC", ["SW_ID"])
    for chain in chains:
        for spell in spells.get(chain.child, ()):
            recorded = add_days(spell.start, WORKER_RECORDED_LATE)
            in_time = spell.began_in_first_year and recorded <= date(spell.first_year, 3, 31)
            if in_time and spell.first_year + 1 in spell.rows:
                first = spell.rows[spell.first_year]
                yield chain.child, partial(first.update, SW_DECOM=recorded)


def still_missing(stack: OpenReturns, chains: list[EpisodeChain]) -> Iterator[Change]:
    """Children who came back in the last days of March, which the return does not say."""
    spells = stack.spells("missing", "MIS_START", "MIS_END", ["MISSING"])
    for chain in chains:
        for spell in spells.get(chain.child, ()):
            if spell.last_year < stack.years[-1] and _ended_in_last_days(spell):
                yield chain.child, partial(spell.rows[spell.last_year].update, MIS_END=None)


def _ended_in_last_days(spell: ReturnedSpell) -> bool:
    end = spell.end
    return end is not None and end >= date(spell.last_year, 3, LAST_DAYS_OF_MARCH)


OTHER_KINDS = (two_identifiers, workers_again, still_missing)
