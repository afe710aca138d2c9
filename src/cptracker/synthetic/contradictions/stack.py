"""A stack of yearly returns, opened for changes: rows by column, and each child's episodes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from attrs import field, frozen

from cptracker.synthetic.days import birthday
from cptracker.synthetic.writing import RETURN_COLUMNS, Cell, Table, Tables

Row = dict[str, Cell]


CODES = ("RNE", "LS", "PLACE", "PLACE_PROVIDER", "PL_POST", "URN")
"""What says that two rows are the same episode although their DECOM differ."""


SHORT_BREAKS = ("V3", "V4")


@frozen(kw_only=True)
class ReturnedSpell:
    """An episode, a time missing or a time with a worker, as each return has it.

    Attributes:
        rows: Its row in each return that holds it, by year, the earliest first.
        start_column: The column of its first day.
        end_column: The column of its last, blank while it is open.
    """

    rows: Mapping[int, Row]
    start_column: str = "DECOM"
    end_column: str = "DEC"

    @property
    def first_year(self) -> int:
        """The first return that holds it."""
        return min(self.rows)

    @property
    def last_year(self) -> int:
        """The last return that holds it."""
        return max(self.rows)

    @property
    def start(self) -> date:
        """Its first day, as the last return has it."""
        return _day(self.rows[self.last_year][self.start_column])

    @property
    def end(self) -> date | None:
        """Its last day, as the last return has it; None while it is open."""
        end = self.rows[self.last_year][self.end_column]
        return None if end is None else _day(end)

    @property
    def began_in_first_year(self) -> bool:
        """Whether it began in the year of its first return."""
        return self.start >= date(self.first_year - 1, 4, 1)

    def value(self, column: str) -> Cell:
        """A cell, as the last return has it."""
        return self.rows[self.last_year][column]

    def alike(self, first_year: int, other_year: int) -> bool:
        """Whether two returns hold it under the same codes."""
        return all(self.rows[first_year][name] == self.rows[other_year][name] for name in CODES)


@frozen(kw_only=True)
class EpisodeChain:
    """A child's episodes in order of time.

    Attributes:
        returns: The years of the returns in which the child stands.
    """

    child: str
    episodes: tuple[ReturnedSpell, ...]
    returns: tuple[int, ...]


@frozen
class OpenReturns:
    """The rows of all returns, which may be changed in place.

    Attributes:
        returns: The tables of each year, by year and name.
    """

    returns: dict[int, dict[str, list[Row]]] = field()

    @classmethod
    def opened(cls, returns: Mapping[int, Tables]) -> "OpenReturns":
        """The stack of tables that are ready to be written."""
        return cls(
            {
                year: {name: _rows(name, table) for name, table in tables.items()}
                for year, tables in returns.items()
            }
        )

    def closed(self) -> dict[int, Tables]:
        """The tables, ready to be written."""
        return {
            year: {name: [tuple(row.values()) for row in rows] for name, rows in tables.items()}
            for year, tables in self.returns.items()
        }

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the returns, the earliest first."""
        return tuple(sorted(self.returns))

    def chains(self) -> list[EpisodeChain]:
        """The episodes of every child that has no short breaks."""
        episodes = self.spells("episodes", "DECOM", "DEC", ())
        return [
            EpisodeChain(child=child, episodes=tuple(spells), returns=_years(spells))
            for child, spells in episodes.items()
            if not any(spell.value("LS") in SHORT_BREAKS for spell in spells)
        ]

    def spells(
        self, name: str, start: str, end: str, key: Iterable[str]
    ) -> dict[str, list[ReturnedSpell]]:
        """The spells of a table by child, in order of their first days.

        Args:
            name: The table.
            start: The column of the first day.
            end: The column of the last.
            key: What tells two spells apart that begin on one day.
        """
        rows_by_key: dict[tuple[Cell, ...], dict[int, Row]] = defaultdict(dict)
        columns = ("CHILD", start, *key)
        for year in self.years:
            for row in self.returns[year].get(name, ()):
                rows_by_key[tuple(row[column] for column in columns)][year] = row
        by_child: dict[str, list[ReturnedSpell]] = defaultdict(list)
        for (child, *_), rows in rows_by_key.items():
            by_child[str(child)].append(
                ReturnedSpell(rows=rows, start_column=start, end_column=end)
            )
        return {child: sorted(by_child[child], key=lambda spell: spell.start) for child in by_child}

    def remove(self, year: int, name: str, row: Row) -> None:
        """Take one row out of a return."""
        rows = self.returns[year][name]
        self.returns[year][name] = [other_row for other_row in rows if other_row is not row]

    def remove_child(self, year: int, child: str) -> None:
        """Take a child out of every table of a return."""
        for name, rows in self.returns[year].items():
            self.returns[year][name] = [row for row in rows if row["CHILD"] != child]

    def rename(self, years: Iterable[int], child: str, new_id: str) -> None:
        """Give a child another identifier in some returns."""
        for year in years:
            for rows in self.returns[year].values():
                for row in rows:
                    if row["CHILD"] == child:
                        row["CHILD"] = new_id

    def birthday(self, child: str, years: int) -> date:
        """The day on which a child completes so many years."""
        rows = next(rows for year in self.years if (rows := self.of_child(year, "header", child)))
        return birthday(_day(rows[0]["DOB"]), years)

    def of_child(self, year: int, name: str, child: str) -> list[Row]:
        """A child's rows in a table of a return."""
        return [row for row in self.returns[year].get(name, ()) if row["CHILD"] == child]


def _rows(name: str, table: Table) -> list[Row]:
    columns = RETURN_COLUMNS[name].split(",")
    return [dict(zip(columns, cells, strict=True)) for cells in table]


def _years(spells: Iterable[ReturnedSpell]) -> tuple[int, ...]:
    return tuple(sorted({year for spell in spells for year in spell.rows}))


def _day(cell: Cell) -> date:
    if not isinstance(cell, date):
        raise TypeError("a spell has no first day")
    return cell
