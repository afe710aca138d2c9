"""Homes with one carer, told from a period of care's episodes."""

from dataclasses import dataclass
from datetime import date

from oracle.stacking import Row

TEMPORARY = ("T0", "T1", "T2", "T3", "T4")
FOR_ADOPTION = ("A3", "A4", "A5", "A6")
WITH_THE_PRESENT_CARER = ("A3", "A5")
NEW_CARER = ("S", "P", "B")


@dataclass
class Placement:
    """A home with one carer, half-open; a blank end is open.

    Attributes:
        start: The first day.
        end: The day it ended.
        episodes: Those spent in it, without temporary stays.
    """

    start: date
    end: date | None
    episodes: list[Row]


def placements_of(episodes: list[Row], end: date | None) -> list[Placement]:
    """The placements of one period of care, whose last one ends with it."""
    placements: list[Placement] = []
    away = False
    for episode in episodes:
        if episode["place"] in TEMPORARY:
            away = True
            continue
        if placements and not _moves(placements[-1].episodes[-1], episode, away=away):
            placements[-1].episodes.append(episode)
        else:
            if placements:
                placements[-1].end = episode["decom"]
            placements.append(Placement(episode["decom"], end, [episode]))
        away = False
    return placements


def _moves(before: Row, episode: Row, *, away: bool) -> bool:
    """Whether an episode is a new placement, given the one before it that was not temporary.

    A3 and A5 are with the present carer, whatever RNE says (DfE 217). After a temporary stay the
    same home is the same placement and another home a new one, whatever RNE says (DfE 383).
    """
    if episode["place"] in WITH_THE_PRESENT_CARER:
        return False
    if away:
        return not _same_home(before, episode)
    return episode["rne"] in NEW_CARER


def _same_home(before: Row, episode: Row) -> bool:
    """The same PLACE and PL_POST (two blanks are the same), and URN where both have one."""
    urns = {row.get("urn") for row in (before, episode)} - {None}
    return (
        before["place"] == episode["place"]
        and _plain(before["pl_post"]) == _plain(episode["pl_post"])
        and len(urns) < 2
    )


def _plain(postcode: str | None) -> str:
    return (postcode or "").replace(" ", "").upper()


def settled_since(placements: list[Placement], day: date) -> date | None:
    """Since when a child has been in the placement of a day, as long-term stability counts it.

    One that is placed for adoption counts from the placement just before the adoptive one: the
    DfE asks whether the adoptive and the previous placement together last two years. Adopted by
    the present carer, the child has been with that carer since before the adoptive part, and
    nobody else's time is added.
    """
    begun = [each for each in placements if each.start <= day]
    if not begun:
        return None
    current = begun[-1]
    places = [row["place"] for row in current.episodes if row["decom"] <= day]
    adoptive = all(place in FOR_ADOPTION for place in places)
    return begun[-2].start if adoptive and len(begun) > 1 else current.start
