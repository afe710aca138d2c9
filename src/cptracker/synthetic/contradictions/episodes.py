"""Episodes that two returns, or two rows of one return, have differently.

Each kind says of which episodes of a chain it can be written, and how the returns change. Nearly
all are slips of an earlier return that a later one corrects, so that the repair of the stack leads
back to what happened. Only `ABSENT` and `ABSENT_AND_BACK` hide an end of care that the next return
alone could have held.
"""

from collections.abc import Callable
from datetime import date

from attrs import frozen

from cptracker.synthetic.contradictions.stack import EpisodeChain, OpenReturns, ReturnedSpell
from cptracker.synthetic.days import ADULT, add_days
from cptracker.synthetic.episodes import TEMPORARY

START_RECORDED_LATE = 3
"""Days by which a first day of care was first recorded too late."""


MOVE_RECORDED_LATE, MOVE_RECORDED_EARLY = 5, -5
"""Days by which the day of a move was first recorded wrongly."""


LAST_DAY_LEFT, LAST_DAY_LEFT_AND_BACK = (4, 30), (7, 31)
"""Month and day by which a child has left whose end of care no return holds: soon after 31 March,
since the repaired returns have the child leave then."""


BY_COURT = ("E11", "E12", "E43", "E44", "E45", "E46", "E47", "E48")
"""Ends by adoption or special guardianship, which no council forgets."""


OF_THE_YEAR = ("oc2", "oc3", "uasc")
"""Tables that hold a child for more than an episode."""


@frozen(kw_only=True)
class EpisodeKind:
    """A kind of contradiction.

    Attributes:
        fits: Whether it can be written of the episode at a place of a chain.
        write: Changes the returns.
    """

    fits: Callable[[OpenReturns, EpisodeChain, int], bool]
    write: Callable[[OpenReturns, EpisodeChain, int], None]


def _in_two_returns(spell: ReturnedSpell) -> bool:
    """Whether the first return has it open and the next one holds it under the same codes."""
    year = spell.first_year
    return year + 1 in spell.rows and spell.alike(year, year + 1)


def _handed_on(chain: EpisodeChain, place: int) -> bool:
    """Whether the next episode begins where this one ends, and neither is a temporary stay."""
    pair = chain.episodes[place : place + 2]
    away = any(spell.value("PLACE") in TEMPORARY for spell in pair)
    return len(pair) == 2 and pair[0].value("REC") == "X1" and not away


def _ended_by(spell: ReturnedSpell, last: tuple[int, int]) -> bool:
    """Whether it was open on 31 March and ended by a day of the spring after it."""
    before, end = spell.last_year - 1, spell.end
    return before in spell.rows and end is not None and end <= date(before, *last)


def _fits_start(_: OpenReturns, chain: EpisodeChain, place: int) -> bool:
    """A first day of care that the next return corrects."""
    spell = chain.episodes[place]
    recorded = add_days(spell.start, START_RECORDED_LATE)
    begins = spell.value("RNE") == "S" and spell.began_in_first_year
    return begins and _in_two_returns(spell) and recorded <= date(spell.first_year, 3, 31)


def _write_start(_: OpenReturns, chain: EpisodeChain, place: int) -> None:
    spell = chain.episodes[place]
    spell.rows[spell.first_year]["DECOM"] = add_days(spell.start, START_RECORDED_LATE)


def _fits_move(chain: EpisodeChain, place: int, days: int) -> bool:
    """A move whose day the next return corrects, but not the end of the episode before it."""
    if not _handed_on(chain, place):
        return False
    spell, after = chain.episodes[place : place + 2]
    year = spell.last_year
    recorded, first = add_days(after.start, days), date(year - 1, 4, 1)
    moved = after.first_year == year and after.value("RNE") == "P" and _in_two_returns(after)
    return moved and max(spell.start, first) < recorded <= date(year, 3, 31)


def _write_move(chain: EpisodeChain, place: int, days: int) -> None:
    spell, after = chain.episodes[place : place + 2]
    year, recorded = spell.last_year, add_days(after.start, days)
    spell.rows[year]["DEC"] = after.rows[year]["DECOM"] = recorded


def _fits_early_move(_: OpenReturns, chain: EpisodeChain, place: int) -> bool:
    return _fits_move(chain, place, MOVE_RECORDED_EARLY)


def _write_early_move(_: OpenReturns, chain: EpisodeChain, place: int) -> None:
    _write_move(chain, place, MOVE_RECORDED_EARLY)


def _fits_late_move(_: OpenReturns, chain: EpisodeChain, place: int) -> bool:
    return _fits_move(chain, place, MOVE_RECORDED_LATE)


def _write_late_move(_: OpenReturns, chain: EpisodeChain, place: int) -> None:
    """The next return corrects the legal status, too."""
    after = chain.episodes[place + 1]
    first = after.rows[after.first_year]
    first["RNE"], first["LS"] = "B", "C2" if first["LS"] == "C1" else "C1"
    _write_move(chain, place, MOVE_RECORDED_LATE)


def _fits_absent(stack: OpenReturns, chain: EpisodeChain, place: int) -> bool:
    """A child who left in April, and of whom the next return holds nothing at all."""
    spell = chain.episodes[place]
    last = place == len(chain.episodes) - 1
    if not (last and _ended_by(spell, LAST_DAY_LEFT)) or spell.value("REC") in BY_COURT:
        return False
    return not any(stack.of_child(spell.last_year, name, chain.child) for name in OF_THE_YEAR)


def _write_absent(stack: OpenReturns, chain: EpisodeChain, place: int) -> None:
    stack.remove_child(chain.episodes[place].last_year, chain.child)


def _fits_absent_and_back(_: OpenReturns, chain: EpisodeChain, place: int) -> bool:
    """A child who left in spring and came back, and of whom the next return has only the second."""
    pair = chain.episodes[place : place + 2]
    if len(pair) < 2 or not _ended_by(pair[0], LAST_DAY_LEFT_AND_BACK):
        return False
    left = pair[0].value("REC") not in ("X1", *BY_COURT)
    return left and pair[1].value("RNE") == "S" and pair[1].first_year == pair[0].last_year


def _fits_followed(_: OpenReturns, chain: EpisodeChain, place: int) -> bool:
    """An episode that was open, and of which the next return has only the one after it."""
    if not _handed_on(chain, place) or not _in_two_returns(chain.episodes[place]):
        return False
    spell, after = chain.episodes[place : place + 2]
    two = spell.last_year == spell.first_year + 1
    return two and after.first_year == spell.last_year and after.value("RNE") != "S"


def _write_left_out(stack: OpenReturns, chain: EpisodeChain, place: int) -> None:
    """The last return that holds the episode does so no longer."""
    spell = chain.episodes[place]
    stack.remove(spell.last_year, "episodes", spell.rows[spell.last_year])


def _fits_not_ended(stack: OpenReturns, chain: EpisodeChain, place: int) -> bool:
    """An episode of a child who has left, open in the latest return although the next follows.

    Not of one who came of age in the year, for nobody stays in care after that.
    """
    latest = stack.years[-1]
    leaves_now = chain.episodes[place].last_year == latest and _handed_on(chain, place)
    left = chain.episodes[-1].end is not None and chain.episodes[-1].last_year == latest
    return leaves_now and left and stack.birthday(chain.child, ADULT) > date(latest, 3, 31)


def _write_not_ended(_: OpenReturns, chain: EpisodeChain, place: int) -> None:
    spell = chain.episodes[place]
    spell.rows[spell.last_year] |= {"DEC": None, "REC": "", "REASON_PLACE_CHANGE": ""}


def _fits_slip(_: OpenReturns, chain: EpisodeChain, place: int) -> bool:
    """An end a day too early, in the return that holds the next episode too."""
    if not _handed_on(chain, place):
        return False
    spell, after = chain.episodes[place : place + 2]
    recorded, first = add_days(after.start, -1), date(spell.last_year - 1, 4, 1)
    return spell.last_year == after.last_year and max(spell.start, first) < recorded


def _write_slip(_: OpenReturns, chain: EpisodeChain, place: int) -> None:
    spell, after = chain.episodes[place : place + 2]
    spell.rows[spell.last_year]["DEC"] = add_days(after.start, -1)


def _fits_begins_anew(_: OpenReturns, chain: EpisodeChain, place: int) -> bool:
    """A move that is coded as a new period of care (RNE S) although care went on (X1)."""
    return _handed_on(chain, place) and chain.episodes[place + 1].value("RNE") == "P"


def _write_begins_anew(_: OpenReturns, chain: EpisodeChain, place: int) -> None:
    for row in chain.episodes[place + 1].rows.values():
        row["RNE"] = "S"


ABSENT = EpisodeKind(fits=_fits_absent, write=_write_absent)


ABSENT_AND_BACK = EpisodeKind(fits=_fits_absent_and_back, write=_write_left_out)


EPISODE_KINDS = (
    ABSENT_AND_BACK,
    ABSENT,
    EpisodeKind(fits=_fits_early_move, write=_write_early_move),
    EpisodeKind(fits=_fits_late_move, write=_write_late_move),
    EpisodeKind(fits=_fits_followed, write=_write_left_out),
    EpisodeKind(fits=_fits_not_ended, write=_write_not_ended),
    EpisodeKind(fits=_fits_start, write=_write_start),
    EpisodeKind(fits=_fits_slip, write=_write_slip),
    EpisodeKind(fits=_fits_begins_anew, write=_write_begins_anew),
)
"""All kinds, those first that fit the fewest children."""
