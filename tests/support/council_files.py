"""Canonical tables written out as the files that a council has: a folder for each return."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from oracle.formats import LOCAL, SSDA903
from oracle.stacking import Row, Tables


def write_council(
    folder: Path,
    tables: Tables,
    headers_only: Sequence[tuple[str, int]] = (),
    random: Random | None = None,
) -> Path:
    """Writes a council's tables and gives the folder back.

    Args:
        folder: Where to; a return goes to a folder such as `2023-24`, the rest to `local`.
        tables: Rows; those of the return's tables have `year_end`.
        headers_only: Tables of which a return has a file without rows, with its year.
        random: Shuffles rows and gives files other names.
    """
    for table, rows in tables.items():
        for year in sorted({_year(table, row) for row in rows}):
            rows_of_year = [row for row in rows if _year(table, row) == year]
            _write(_path(folder, table, year, random), table, rows_of_year, random)
    for table, year in headers_only:
        _write(_path(folder, table, year, random), table, [], random)
    return folder


def _year(table: str, row: Row) -> int:
    return row["year_end"].year if table in SSDA903 else 0


def _path(folder: Path, table: str, year: int, random: Random | None) -> Path:
    name = f"{random.choice('azmb')} {table}" if random else table
    return folder / (f"{year - 1}-{year % 100}" if year else "local") / f"{name}.csv"


def _columns(table: str) -> list[tuple[str, str]]:
    """What each column is called in the file and in a row."""
    pairs = [pair.replace("?", "").split() for pair in (SSDA903 | LOCAL)[table].split(", ")]
    return [(pair[0], pair[-1]) for pair in pairs if pair[-1] != "gridind"]


def _write(path: Path, table: str, rows: Iterable[Row], random: Random | None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = _columns(table)
    lines = [[_text(row, name) for _, name in columns] for row in rows]
    if random:
        random.shuffle(lines)
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([[source for source, _ in columns], *lines])


def _text(row: Row, name: str) -> str:
    value: Any = row.get(name)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if name == "sex" and "year_end" in row:
        codes = {"male": "1M", "female": "2F"}.get(value, "3U")
        return codes[row["year_end"].year >= 2025]
    return "" if value is None else str(value)
