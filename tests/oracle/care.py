"""From episodes to care: short breaks apart, periods of care, placements, the current episode."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from math import floor, sqrt
from typing import NamedTuple

from oracle.authority import believed
from oracle.coverage import Days, days_covered
from oracle.days import ONE_DAY, is_open, is_real, overlaps, window
from oracle.identity import one_child_each
from oracle.placements import Placement, placements_of
from oracle.stacking import Row, Tables

SHORT_BREAKS = ("V3", "V4")


@dataclass
class PeriodOfCare:
    """A chain of episodes without a gap."""

    episodes: list[Row]
    placements: list[Placement] = field(default_factory=list)
    reason: str | None = None

    @property
    def start(self) -> date:
        return self.episodes[0]["decom"]

    @property
    def end(self) -> date | None:
        ends = [episode["dec"] for episode in self.episodes]
        return None if None in ends else max(ends)

    @property
    def not_confirmed(self) -> bool:
        """Whether it ended only because no later return holds the child's open episode."""
        suffix = [episode for episode in self.episodes if episode["dec"] == self.end]
        return bool(suffix[-1].get("left_out"))

    def goes_on(self, episode: Row) -> bool:
        """Whether the next episode is of this chain.

        It begins when one before it ended, or earlier, or while one has not ended. RNE = S begins
        another, except on the day on which one ended X1: that says care goes on (DfE 431).
        """
        if episode["rne"] == "S":
            ends = [row["dec"] for row in self.episodes if row["rec"] == "X1"]
            return episode["decom"] in ends
        return self.end is None or self.end >= episode["decom"]


@dataclass
class Child:
    """One child's episodes, put in order; nothing that is not a spell is in here.

    Attributes:
        child_id: Whose they are.
        episodes: Those that last a day or more and are no short break.
        short_breaks: Those under V3 or V4.
        of_no_length: Episodes that ended on their first day: no care, but a reason (DfE 355).
        periods: The periods of care.
    """

    child_id: str
    episodes: list[Row]
    short_breaks: list[Row]
    of_no_length: list[Row]
    periods: list[PeriodOfCare]

    def current(self, day: date) -> Row | None:
        """The open episode that began last, of those that are no short break."""
        return last_open(self.episodes, day)

    def period_of(self, episode: Row) -> PeriodOfCare:
        return next(p for p in self.periods if any(row is episode for row in p.episodes))

    def looked_after_for(self, months: int, e: date) -> bool:
        """Looked after on e and without a gap or a short break in the months that end with it."""
        episode, first = self.current(e), window(e, months)
        if episode is None or self.period_of(episode).start > first:
            return False
        return not any(overlaps(s["decom"], s["dec"], first, e) for s in self.short_breaks)


def last_open(episodes: list[Row], day: date) -> Row | None:
    """Of episodes in order of their start, the last one open on the day."""
    rows = [row for row in episodes if is_open(row["decom"], row["dec"], day)]
    return rows[-1] if rows else None


def _child(child_id: str, rows: list[Row]) -> Child:
    rows = sorted((row for row in rows if row["decom"]), key=lambda row: row["decom"])
    care = [row for row in rows if row["ls"] not in SHORT_BREAKS]
    short_breaks = [row for row in rows if row["ls"] in SHORT_BREAKS and _is_spell(row)]
    episodes = [_slipped(row, care) for row in care if _is_spell(row)]
    of_no_length = [row for row in rows if row["dec"] == row["decom"]]
    periods = _periods_of_care(episodes)
    for period in periods:
        period.placements = placements_of(period.episodes, period.end)
        period.reason = _reason(period, of_no_length)
    return Child(child_id, episodes, short_breaks, of_no_length, periods)


def _is_spell(row: Row) -> bool:
    return is_real(row["decom"], row["dec"])


def _slipped(row: Row, care: list[Row]) -> Row:
    """An end a day too early: X1, and the next episode begins the day after (DfE 388, 433).

    The child was looked after on the day between. RNE does not matter, since X1 says that the next
    episode begins; nor does it which of two returns holds the rows. One of no length may begin the
    day after, but on the day itself it hides nothing; one that ends before it begins is none.
    """
    end = row["dec"]
    if row["rec"] != "X1" or end is None:
        return row
    lasting = [row["decom"] for row in care if _is_spell(row) and row["decom"] >= end]
    brief = [row["decom"] for row in care if row["decom"] == row["dec"] > end]
    slip = min([*lasting, *brief], default=None) == end + ONE_DAY
    return row | {"dec": end + ONE_DAY} if slip else row


def _periods_of_care(episodes: list[Row]) -> list[PeriodOfCare]:
    """Each episode goes on with the chain that reaches it, the furthest of several, or begins one.

    A chain that another start interrupted is not over: else an episode that only an earlier return
    holds, within one that a later return holds, would be a leaving and a start of a later year.
    """
    periods: list[PeriodOfCare] = []
    for episode in episodes:
        reaching = [period for period in periods if period.goes_on(episode)]
        if reaching:
            max(reaching, key=lambda period: period.end or date.max).episodes.append(episode)
        else:
            periods.append(PeriodOfCare([episode]))
    return periods


def _reason(period: PeriodOfCare, of_no_length: list[Row]) -> str | None:
    """Why care ended: as the last episode says, or one of no length on the day it ended."""
    reasons = [
        row["rec"]
        for row in of_no_length
        if row["decom"] == period.end
        and row["ls"] not in SHORT_BREAKS
        and row["rec"] not in (None, "X1")
    ]
    return reasons[-1] if reasons else period.episodes[-1]["rec"]


class InCare(NamedTuple):
    """A child on a day, with the open episode and the open short break, if any."""

    child: Child
    episode: Row | None
    short_break: Row | None


class Council:
    """A council's tables, with each child's rows found once.

    Args:
        tables: As returned: rows of the return's tables have `year_end`, and a child's row may
            stand in several returns. A table that was not supplied is absent.
        same_child: Identifiers that are given up, and the one each child has instead.
    """

    def __init__(self, tables: Tables, same_child: Mapping[str, str] | None = None) -> None:
        self.returned = tables
        self.tables = believed(one_child_each(tables, same_child))
        self._by_child: dict[str, dict[str, list[Row]]] = {}
        self._on: dict[date, list[InCare]] = {}
        self._covered: dict[tuple[str, date], list[Days] | None] = {}

    def rows(self, table: str) -> list[Row]:
        return self.tables.get(table, [])

    def of_child(self, table: str, child_id: str) -> list[Row]:
        """A child's rows of any table that has a `child_id`."""
        if table not in self._by_child:
            rows_by_child: dict[str, list[Row]] = defaultdict(list)
            for row in self.rows(table):
                rows_by_child[row["child_id"]].append(row)
            self._by_child[table] = dict(rows_by_child)
        return self._by_child[table].get(child_id, [])

    @cached_property
    def children(self) -> list[Child]:
        """All children that have an episode."""
        ids = dict.fromkeys(row["child_id"] for row in self.rows("episodes"))
        return [_child(each, self.of_child("episodes", each)) for each in ids]

    def in_care_on(self, day: date) -> list["InCare"]:
        """Who is looked after or in a short break on a day, found once for all measures."""
        if day not in self._on:
            spells = (
                InCare(child, child.current(day), last_open(child.short_breaks, day))
                for child in self.children
            )
            self._on[day] = [spell for spell in spells if spell.episode or spell.short_break]
        return self._on[day]

    def covered(self, table: str, today: date) -> list[Days] | None:
        """The days that a table covers as it was returned, found once for all measures."""
        if (table, today) not in self._covered:
            self._covered[table, today] = days_covered(self.returned, table, today)
        return self._covered[table, today]

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
