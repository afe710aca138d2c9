"""From episodes to care: short breaks apart, periods of care, placements, the current episode."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from math import floor, sqrt
from typing import Any

from oracle.days import is_open, is_real, overlaps, window

Row = dict[str, Any]
Tables = dict[str, list[Row]]

SHORT_BREAKS = ("V3", "V4")
TEMPORARY = ("T0", "T1", "T2", "T3", "T4")
NEW_CARER = ("S", "P", "B")


@dataclass
class Placement:
    """A home with one carer, half-open; a blank end is open."""

    start: date
    end: date | None = None


@dataclass
class PeriodOfCare:
    """A chain of episodes without a gap."""

    episodes: list[Row]
    placements: list[Placement] = field(default_factory=list)

    @property
    def start(self) -> date:
        return self.episodes[0]["decom"]

    @property
    def end(self) -> date | None:
        ends = [episode["dec"] for episode in self.episodes]
        return None if None in ends else max(ends)

    def reaches(self, day: date) -> bool:
        """Whether one of the chain so far ended on the day, or later, or has not ended."""
        return self.end is None or self.end >= day


@dataclass
class Child:
    """One child's episodes, put in order; nothing that is not a spell is in here."""

    child_id: str
    episodes: list[Row]
    short_breaks: list[Row]
    periods: list[PeriodOfCare]

    def current(self, day: date) -> Row | None:
        """The open episode that began last, of those that are no short break."""
        return last_open(self.episodes, day)

    def period_of(self, episode: Row) -> PeriodOfCare:
        return next(p for p in self.periods if any(row is episode for row in p.episodes))

    def placement_of(self, episode: Row) -> Placement | None:
        """The placement running on the day the episode began, in its own period of care."""
        begun = [p for p in self.period_of(episode).placements if p.start <= episode["decom"]]
        return begun[-1] if begun else None

    def looked_after_for(self, months: int, e: date) -> bool:
        """Looked after on e and without a gap or a short break in the months that end with it."""
        episode, first = self.current(e), window(e, months)
        if episode is None or self.period_of(episode).start > first:
            return False
        return not any(overlaps(s["decom"], s["dec"], first, e) for s in self.short_breaks)


def last_open(episodes: list[Row], day: date) -> Row | None:
    """Of episodes in order of their start, the last one open on the day."""
    found = [row for row in episodes if is_open(row["decom"], row["dec"], day)]
    return found[-1] if found else None


def _child(child_id: str, rows: list[Row]) -> Child:
    real = [row for row in rows if is_real(row["decom"], row["dec"])]
    real.sort(key=lambda row: row["decom"])
    episodes = [row for row in real if row["ls"] not in SHORT_BREAKS]
    short_breaks = [row for row in real if row["ls"] in SHORT_BREAKS]
    return Child(child_id, episodes, short_breaks, _periods_of_care(episodes))


def _periods_of_care(episodes: list[Row]) -> list[PeriodOfCare]:
    periods: list[PeriodOfCare] = []
    for episode in episodes:
        if periods and episode["rne"] != "S" and periods[-1].reaches(episode["decom"]):
            periods[-1].episodes.append(episode)
        else:
            periods.append(PeriodOfCare([episode]))
    for period in periods:
        period.placements = _placements(period)
    return periods


def _placements(period: PeriodOfCare) -> list[Placement]:
    placements: list[Placement] = []
    for episode in period.episodes:
        if episode["place"] in TEMPORARY:
            continue
        if not placements or episode["rne"] in NEW_CARER:
            if placements:
                placements[-1].end = episode["decom"]
            placements.append(Placement(episode["decom"]))
    if placements:
        placements[-1].end = period.end
    return placements


class Council:
    """A council's tables, with each child's rows found once."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._by_child: dict[str, dict[str, list[Row]]] = {}

    def rows(self, table: str) -> list[Row]:
        return self.tables.get(table, [])

    def of_child(self, table: str, child_id: str) -> list[Row]:
        """A child's rows of any table that has a `child_id`."""
        if table not in self._by_child:
            found: dict[str, list[Row]] = defaultdict(list)
            for row in self.rows(table):
                found[row["child_id"]].append(row)
            self._by_child[table] = dict(found)
        return self._by_child[table].get(child_id, [])

    @cached_property
    def children(self) -> list[Child]:
        """All children that have an episode."""
        ids = dict.fromkeys(row["child_id"] for row in self.rows("episodes"))
        return [_child(each, self.of_child("episodes", each)) for each in ids]

    def dob(self, child_id: str | None, row: Row | None = None) -> date | None:
        """The Header's date of birth, else the row's own."""
        header = self.of_child("children", child_id) if child_id else []
        known = header[0]["dob"] if header else None
        return known or (row or {}).get("dob")

    @cached_property
    def postcodes(self) -> dict[str, Row]:
        return {plain(row["pcd"]): row for row in self.rows("postcodes") if row["pcd"]}

    @cached_property
    def _distances(self) -> dict[tuple[str, date], float | None]:
        rows = self.rows("placement_distances")
        return {(row["child_id"], row["decom"]): row["distance_miles"] for row in rows}

    def distance(self, episode: Row) -> float | None:
        """Miles from home to the placement; None where it is not known."""
        miles = self._distances.get((episode["child_id"], episode["decom"]))
        if miles is None:
            miles = self._straight_line(episode["home_post"], episode["pl_post"])
        return None if miles is None or float(miles) >= 999.9 else float(miles)

    def _straight_line(self, home: str | None, placement: str | None) -> float | None:
        ends = [self.postcodes.get(plain(post)) for post in (home, placement) if post]
        if len(ends) < 2 or None in ends:
            return None
        grid = [(row["oseast1m"], row["osnrth1m"]) for row in ends]
        if any(None in pair for pair in grid):
            return None
        (east, north), (other_east, other_north) = grid
        metres = sqrt((east - other_east) ** 2 + (north - other_north) ** 2)
        return floor(metres / 1000 / 1.6093 * 10 + 0.5) / 10


def plain(postcode: str) -> str:
    """A postcode without spaces, in capitals."""
    return postcode.replace(" ", "").upper()
