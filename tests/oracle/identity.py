"""One child under two identifiers: by a mapping that is given, or by UPN and date of birth."""

import re
from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from oracle.stacking import Row, Tables, stacked

# A letter other than I, O and S, then 12 digits, or 11 and a letter (DfE 168). UN1 to UN5 say why
# there is none, so they are no child's number.
REAL_UPN = re.compile(r"[A-HJ-NP-RT-Z]\d{11}[\dA-Z]")


def one_child_each(tables: Tables, same_child: Mapping[str, str] | None = None) -> Tables:
    """All rows of a child under one identifier, that of the latest return.

    Args:
        tables: As returned, a row for each return.
        same_child: Identifiers that are given up, and the one each child has instead.
    """
    renamed = _renamed(tables, dict(same_child or {}))
    return _renamed(renamed, _matched(renamed))


def _renamed(tables: Tables, names: Mapping[str, str]) -> Tables:
    if not names:
        return tables
    return {table: [_rename(row, names) for row in rows] for table, rows in tables.items()}


def _rename(row: Row, names: Mapping[str, str]) -> Row:
    child_id = row.get("child_id")
    if child_id not in names:
        return row
    last = child_id
    while last in names and names[last] != last:
        last = names[last]
    return row | {"child_id": last}


def _matched(tables: Tables) -> dict[str, str]:
    """Identifiers to give up, with the later one each: by a real UPN, where everything fits."""
    alike: dict[tuple[str, Any], list[str]] = defaultdict(list)
    for header in stacked(tables).get("children", []):
        if header["dob"] and REAL_UPN.fullmatch(header.get("upn") or ""):
            alike[header["upn"], header["dob"]].append(header["child_id"])
    names: dict[str, str] = {}
    for ids in alike.values():
        names |= _chained(tables, ids)
    return names


def _chained(tables: Tables, ids: list[str]) -> dict[str, str]:
    """Each identifier with the next one in time, as far as they fit together."""
    in_time = sorted(ids, key=lambda each: (min(_years(tables, each)), each))
    return {earlier: later for earlier, later in pairwise(in_time) if _fits(tables, earlier, later)}


def _years(tables: Tables, child_id: str) -> set[Any]:
    """The returns that hold an identifier in Header or Episodes."""
    return {
        row["year_end"]
        for table in ("children", "episodes")
        for row in tables.get(table, [])
        if row["child_id"] == child_id
    }


def _fits(tables: Tables, earlier: str, later: str) -> bool:
    """Never in one return, where they would be two children, and their care joins.

    It joins where one's episode ends on the day the other's begins, or both have an episode that
    begins on the same day (DfE 208, and 1010 with NoE).
    """
    if max(_years(tables, earlier)) >= min(_years(tables, later)):
        return False
    rows = tables.get("episodes", [])
    before = [row for row in rows if row["child_id"] == earlier]
    after = [row for row in rows if row["child_id"] == later]
    begun = {row["decom"] for row in after}
    return any(row["decom"] in begun or row["dec"] in begun for row in before)
