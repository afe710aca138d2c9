"""Returns for tests, as files by year: episodes in short, beside what is expected of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from record_files import EPISODES, HEADER, lines, write

from cptracker import compute, load_records
from cptracker.records.formats import formats
from cptracker.records.frames import typed_table
from cptracker.records.records import Records

WORKERS = "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON"


def episode(
    child: str,
    decom: str,
    dec: str = "",
    rec: str = "",
    *,
    rne: str = "S",
    place: str = "U4",
    post: str = "",
    urn: str = "",
    ls: str = "C2",
) -> str:
    """A row of Episodes; days as DD/MM/YYYY."""
    return f"{child},{decom},{rne},{ls},N1,{place},PR1,{dec},{rec},,,{post},{urn}"


def header(child: str, upn: str, dob: str = "05/05/2012") -> str:
    """A row of Header."""
    return f"{child},1,{dob},WBRI,{upn},,"


def records(
    folder: Path,
    returns: Mapping[str, Sequence[str]],
    *,
    headers: Mapping[str, Sequence[str]] | None = None,
    workers: Mapping[str, Sequence[str]] | None = None,
    **options: Any,
) -> Records:
    """Records of several returns, by the folder each lies in, such as `2023-24`."""
    files = {f"{year}/episodes.csv": lines(EPISODES, *rows) for year, rows in returns.items()}
    for name, head, tables in (("header", HEADER, headers), ("workers", WORKERS, workers)):
        for year, rows in (tables or {}).items():
            files[f"{year}/{name}.csv"] = lines(head, *rows)
    return load_records(write(folder, files), **options)


def figure(measure: str, records: Records, year: int) -> Any:
    """The figure of one financial year, by the year it ends in."""
    day = date(year, 3, 31)
    computed = compute(measure, records, every="financial-year", first=day, last=day)
    return computed.row(0, named=True)


def number(measure: str, records: Records, year: int) -> int | None:
    """How many are counted in a year."""
    counted = figure(measure, records, year)["numerator"]
    return None if counted is None else int(counted)


def codes(records: Records) -> list[str]:
    """What stands in brackets in the problems, each once, in order."""
    rules = {problem.message.partition(" [")[2].rstrip("]") for problem in records.problems}
    return sorted(rules - {""})


def of_return(rows: Iterable[Mapping[str, Any]]) -> Any:
    """Canonical episodes as a frame with `year_end`."""
    return typed_table(formats()["episodes"], list(rows))
