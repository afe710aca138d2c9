"""Canonical tables of many made-up councils as Parquet, to measure speed on.

    python tests/bench/national.py OUT --councils 150 --years 10

Writes `OUT/<table>.parquet` with columns and types as the readers give them. A council of ten years
has about 8,700 episodes and 9,000 social worker spells, near what English councils return. Shapes
are plausible and no more; for records that look real use `cptracker.synthetic.records`.
"""

import argparse
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

LAST_YEAR = 2026
STARTS_A_YEAR = 190
EARLIER_YEARS = 8
YEAR = 365.25
STAY_DAYS = {150: 0.38, 600: 0.34, 3400: 0.28}
"""Mean length of a period of care: short, middling and long, each with its share."""
EPISODE_DAYS, WORKER_DAYS, VISIT_DAYS, SDQ_DAYS, HEALTH_DAYS = 273, 258, 38, 380, 320
BACK_IN_CARE = 0.13
WORKERS = 110
NOT_KNOWN = 0.01
"""The share of spells whose worker is not known: XX… instead of SW…."""
WEIGHTS = {
    "ls": {"C2": 0.68, "C1": 0.12, "V2": 0.17, "E1": 0.02, "V3": 0.01},
    "place": {"U6": 0.36, "U4": 0.28, "U3": 0.08, "U1": 0.05, "K2": 0.10, "K3": 0.06, "P1": 0.05,
              "A6": 0.012, "A5": 0.003, "T1": 0.005},
    "place_provider": {"PR1": 0.5, "PR4": 0.4, "PR5": 0.06, "PR2": 0.04},
    "ending": {"E4A": 0.35, "E4B": 0.1, "E45": 0.1, "E12": 0.1, "E5": 0.2, "E8": 0.15},
    "again": {"P": 0.55, "L": 0.25, "T": 0.1, "B": 0.05, "U": 0.045, "S": 0.005},
    "sex": {"male": 0.56, "female": 0.43, "unknown": 0.01},
    "ethnicity": {"WBRI": 0.74, "MOTH": 0.09, "AOTH": 0.05, "BAFR": 0.06, "OOTH": 0.06},
}  # fmt: skip


ORDER = {
    "children": "child_id sex dob ethnicity upn mother mother_child_dob year_end",
    "episodes": "child_id decom rne ls cin place place_provider dec rec reason_place_change "
    "home_post pl_post urn year_end",
}
"""Columns of the tables that are made piece by piece."""


class Nation:
    """All councils at once: each property is one array with an entry for each period of care."""

    def __init__(self, councils, years, seed=1):
        self.rng = np.random.default_rng(seed)
        self.first = days(date(LAST_YEAR - years, 4, 1))
        self.last = days(date(LAST_YEAR, 3, 31))
        number = int(councils * STARTS_A_YEAR * (years + EARLIER_YEARS))
        child = np.arange(number)
        start = self.rng.integers(self.first - int(EARLIER_YEARS * YEAR), self.last, number)
        born = start - (self.rng.beta(0.7, 0.9, number) * 17.5 * YEAR).astype(int)
        end = self.ends(start, born)
        again = np.flatnonzero(self.rng.random(number) < BACK_IN_CARE)
        later = end[again] + self.rng.exponential(300, len(again)).astype(int) + 5
        again, later = again[later < born[again] + 6500], later[later < born[again] + 6500]
        self.child = np.concatenate([child, again])
        self.born = born[self.child]
        self.start = np.concatenate([start, later])
        self.end = np.concatenate([end, self.ends(later, born[again])])
        self.council = self.child % councils
        self.keep((self.end > self.first) & (self.start <= self.last))

    def ends(self, start, born):
        mean = self.rng.choice(list(STAY_DAYS), len(start), p=list(STAY_DAYS.values()))
        stay = self.rng.exponential(mean).astype(int) + 2
        return np.minimum(start + stay, np.maximum(born + int(18 * YEAR), start + 2))

    def keep(self, mask):
        for name in ("child", "born", "start", "end", "council"):
            setattr(self, name, getattr(self, name)[mask])

    def split(self, mean):
        """Cut each period of care at random days: its number, each piece's begin and end."""
        pieces = 1 + self.rng.poisson((self.end - self.start) / mean)
        stay = np.repeat(np.arange(len(pieces)), pieces)
        shares = self.rng.random(len(stay))
        shares[np.cumsum(pieces) - pieces] = 0
        begin = self.start[stay] + (shares * (self.end - self.start)[stay]).astype(int)
        order = np.lexsort((begin, stay))
        stay, begin = stay[order], begin[order]
        new = np.append(True, (stay[1:] != stay[:-1]) | (begin[1:] != begin[:-1]))
        stay, begin = stay[new], begin[new]
        last = np.append(stay[1:] != stay[:-1], True)
        return stay, begin, np.where(last, self.end[stay], np.roll(begin, -1))

    def draw(self, column, number):
        weights = WEIGHTS[column]
        return self.rng.choice(list(weights), number, p=list(weights.values()))

    def ids(self, stay):
        numbers = pl.DataFrame({"n": self.child[stay]})
        padded = pl.col("n").cast(pl.String).str.zfill(8)
        return numbers.select(pl.lit("EXMPL") + padded).to_series()

    def known(self, end):
        """Days up to the last one; nothing for those to come."""
        return dates(end, end <= self.last)

    def year_ends(self, end):
        """31 March of the last return that a row stands in."""
        days = pl.DataFrame({"day": dates(np.minimum(end, self.last))})
        year = pl.col("day").dt.year() + (pl.col("day").dt.month() > 3)
        return days.select(pl.date(year, 3, 31)).to_series()


def days(day):
    return (day - date(1970, 1, 1)).days


def dates(numbers, where=None):
    frame = pl.DataFrame({"day": numbers.astype(np.int32)})
    if where is not None:
        frame = frame.select(pl.when(pl.Series(where)).then("day").alias("day"))
    return frame["day"].cast(pl.Date)


def episodes(nation):
    stay, begin, end = nation.split(EPISODE_DAYS)
    first, last = begin == nation.start[stay], end == nation.end[stay]
    closed = end <= nation.last
    number, blank = len(stay), pl.lit(None, pl.String)
    rec = np.where(last, nation.draw("ending", number), "X1")
    home = nation.council[stay]
    return pl.DataFrame(
        {
            "child_id": nation.ids(stay), "decom": dates(begin),
            "rne": np.where(first, "S", nation.draw("again", number)),
            "ls": nation.draw("ls", number), "cin": np.full(number, "N1"),
            "place": nation.draw("place", number),
            "place_provider": nation.draw("place_provider", number),
            "dec": nation.known(end), "rec": np.where(closed, rec, ""),
            "home_post": np.char.add("ZX1 ", (home % 900).astype(str)),
            "year_end": nation.year_ends(end),
        }
    ).filter(pl.Series((end >= nation.first) & (begin <= nation.last))).with_columns(
        pl.col("rec").replace("", None), reason_place_change=blank, pl_post=blank, urn=blank
    )  # fmt: skip


def children(nation):
    _, stay = np.unique(nation.child, return_index=True)
    number, blank = len(stay), pl.lit(None, pl.String)
    return pl.DataFrame(
        {
            "child_id": nation.ids(stay), "sex": nation.draw("sex", number),
            "dob": dates(nation.born[stay]), "ethnicity": nation.draw("ethnicity", number),
            "year_end": nation.year_ends(nation.end[stay]),
        }
    ).with_columns(
        upn=blank, mother=pl.lit(None, pl.Int64), mother_child_dob=pl.lit(None, pl.Date)
    )  # fmt: skip


def social_worker_spells(nation):
    stay, begin, end = nation.split(WORKER_DAYS)
    worker = nation.council[stay] * WORKERS + nation.rng.integers(0, WORKERS, len(stay))
    prefix = np.where(nation.rng.random(len(stay)) < NOT_KNOWN, "XX", "SW")
    return pl.DataFrame(
        {
            "child_id": nation.ids(stay), "dob": dates(nation.born[stay]),
            "worker_id": np.char.add(prefix, worker.astype(str)), "start": dates(begin),
            "end": nation.known(end), "reason": np.full(len(stay), "MANAGE"),
            "year_end": nation.year_ends(end),
        }
    ).filter(pl.Series((end >= nation.first) & (begin <= nation.last)))  # fmt: skip


def contacts(nation, mean, day, *, delay=1, **more):
    """A table of one-day contacts within the years covered, each up to `delay` days after a cut."""
    stay, begin, _ = nation.split(mean)
    begin = begin + nation.rng.integers(0, delay, len(begin))
    frame = pl.DataFrame({"child_id": nation.ids(stay), day: dates(begin)})
    frame = frame.with_columns(**{name: draw(stay, begin) for name, draw in more.items()})
    return frame.filter(pl.Series((begin >= nation.first) & (begin <= nation.last)))


def peps(nation):
    """One in each term; 9 in 10 are completed by the day they are due."""
    late = contacts(nation, 120, "due", days=lambda stay, _: nation.rng.integers(-27, 4, len(stay)))
    return late.select(
        "child_id", "due", completed=pl.col("due") + pl.duration(days=pl.col("days"))
    )


def tables(nation):
    kinds = {"kind": lambda stay, day: np.where(day < nation.start[stay] + 60, "initial", "review")}
    scores = {"score": lambda stay, _: nation.rng.integers(0, 41, len(stay))}
    return {
        "children": children(nation).select(ORDER["children"].split()),
        "episodes": episodes(nation).select(ORDER["episodes"].split()),
        "social_worker_spells": social_worker_spells(nation),
        "visits": contacts(nation, VISIT_DAYS, "visit_date"),
        "sdq": contacts(nation, SDQ_DAYS, "date", **scores),
        "health_assessments": contacts(nation, HEALTH_DAYS, "date", delay=50, **kinds),
        "peps": peps(nation),
    }


def write_nation(folder, councils=150, years=10, seed=1):
    """Write every table and give back how many rows each has."""
    folder.mkdir(parents=True, exist_ok=True)
    made = tables(Nation(councils, years, seed))
    for name, frame in made.items():
        frame.write_parquet(folder / f"{name}.parquet")
    return {name: frame.height for name, frame in made.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--councils", type=int, default=150)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rows = write_nation(options.folder, options.councils, options.years, options.seed)
    print(*(f"{name}: {number:,} rows" for name, number in rows.items()), sep="\n")  # noqa: T201 a script


if __name__ == "__main__":
    main()
