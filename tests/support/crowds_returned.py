"""A crowd as its council returned it year by year, never quite the same story twice."""

from datetime import date, timedelta
from random import Random

from crowds import crowd
from generator_values import Row, Tables

YEARS = (2022, 2023, 2024, 2025)
SPELLS = {
    "episodes": ("decom", "dec"),
    "social_worker_spells": ("start", "end"),
    "missing_episodes": ("start", "end"),
}


def returned_crowd(seed: int, children: int = 60) -> Tables:
    """Canonical tables of a crowd, with the rows of four returns that contradict each other."""
    random, tables = Random(seed), crowd(seed, children)
    for table, (start, end) in SPELLS.items():
        retold: list[Row] = [row for row in tables[table] if row[start]]
        tables[table] = []
        for year in YEARS:
            retold = _retold(random, retold, start, end)
            tables[table] += _known_rows(retold, year, start, end)
    tables["children"] = [
        row | {"year_end": date(year, 3, 31)} for row in tables["children"] for year in YEARS
    ]
    return tables


def _retold(random: Random, rows: list[Row], start: str, end: str) -> list[Row]:
    """A year later some starts are others, some rows are gone, and some are open again."""
    gone = {row["child_id"] for row in rows if random.random() < 0.03}
    row_by_key: dict[tuple[str, str, date], Row] = {}
    for row in rows:
        if row["child_id"] in gone or random.random() < 0.03:
            continue
        changed = dict(row)
        if random.random() < 0.08:
            changed[start] = row[start] + timedelta(days=random.choice([-9, -1, 1, 2, 14]))
        if random.random() < 0.05:
            changed |= {end: None} | ({"rec": None} if "rec" in row else {})
        key = (row["child_id"], row.get("worker_id") or row.get("kind") or "", changed[start])
        row_by_key.setdefault(key, changed)
    return list(row_by_key.values())


def _known_rows(rows: list[Row], year: int, start: str, end: str) -> list[Row]:
    """The rows of a collection year, as they are known on its last day."""
    first, last = date(year - 1, 4, 1), date(year, 3, 31)
    known = [row for row in rows if row[start] <= last and (not row[end] or row[end] >= first)]
    return [_known(row, last, end) | {"year_end": last} for row in known]


def _known(row: Row, last: date, end: str) -> Row:
    if row[end] is None or row[end] <= last:
        return row
    return row | {end: None} | ({"rec": None} if "rec" in row else {})
