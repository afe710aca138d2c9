"""A minimal reader of SSDA903 and local CSV files: the csv module, canonical tables out."""

import csv
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from oracle.care import Row, Tables
from oracle.days import year_end_of

# Canonical columns in the order of the file's own; `!` marks the key.
FORMATS_903 = {
    "children": (
        "CHILD SEX DOB ETHNIC UPN MOTHER MC_DOB",
        "child_id! sex dob ethnicity upn mother mother_child_dob",
    ),
    "episodes": (
        "CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE "
        "HOME_POST PL_POST URN",
        "child_id! decom! rne ls cin place place_provider dec rec reason_place_change "
        "home_post pl_post urn",
    ),
    "reviews": ("CHILD DOB REVIEW REVIEW_CODE", "child_id! dob review_date! review_code"),
    "uasc": ("CHILD SEX DOB DUC", "child_id! sex dob duc"),
    "outcomes": (
        "CHILD DOB SDQ_SCORE SDQ_REASON CONVICTED HEALTH_CHECK IMMUNISATIONS TEETH_CHECK "
        "HEALTH_ASSESSMENT SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED",
        "child_id! dob sdq_score sdq_reason convicted development_check immunisations "
        "dental_check health_assessment substance_misuse intervention_received "
        "intervention_offered",
    ),
    "care_leavers": (
        "CHILD DOB IN_TOUCH ACTIV ACCOM",
        "child_id! dob in_touch activity accommodation",
    ),
    "adoptions": (
        "CHILD DOB DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR",
        "child_id! dob decided matched foster_carer adopters adopters_sex adopters_status",
    ),
    "placed_for_adoption": (
        "CHILD DOB DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED",
        "child_id! dob placed! ceased reason_ceased",
    ),
    "previous_permanence": (
        "CHILD DOB PREV_PERM LA_PERM DATE_PERM",
        "child_id! dob permanence authority granted",
    ),
    "missing_episodes": (
        "CHILD DOB MISSING MIS_START MIS_END",
        "child_id! dob kind! start! end",
    ),
    "social_worker_spells": (
        "CHILD DOB SW_ID SW_DECOM SW_DEC SW_REASON",
        "child_id! dob worker_id! start! end reason",
    ),
    "deprivations_of_liberty": ("CHILD DOB DOLO_START DOLO_END", "child_id! dob start! end"),
}
# Columns that a file must have, then those it may have.
FORMATS_LOCAL = {
    "health_assessments": ("child_id kind date", ""),
    "sdq": ("child_id date score", ""),
    "peps": ("child_id due completed", "quality"),
    "visits": ("child_id visit_date", "seen_alone"),
    "pathway_plans": ("child_id plan_date", ""),
    "adviser_spells": ("child_id adviser_id start end", ""),
    "foster_households": ("household_id approved ended", "kind places"),
    "staff": ("staff_id role started ended", ""),
    "training": ("staff_id course completed", ""),
    "events": ("event_id event_date name kind", "attended"),
    "attendance": ("event_id child_id", ""),
    "surveys": ("survey group fieldwork_end eligible responses", ""),
    "placement_distances": ("child_id decom distance_miles", ""),
    "postcodes": ("pcd oseast1m osnrth1m", "laua"),
    "population": ("year children_0_17", ""),
}
PER_YEAR = ("outcomes", "care_leavers")

DATES = (
    "dob mother_child_dob decom dec review_date duc decided matched placed ceased start end "
    "date due completed visit_date plan_date approved ended started event_date fieldwork_end"
)
FLAGS = (
    "mother convicted development_check immunisations dental_check health_assessment "
    "substance_misuse intervention_received intervention_offered foster_carer"
)
WHOLE = (
    "sdq_score adopters score attended places eligible responses oseast1m osnrth1m year "
    "children_0_17"
)
LOWER = "course role seen_alone quality"
AS_TYPED = {"name", "survey", "group", "laua"}
SEXES = {"1": "male", "M": "male", "2": "female", "F": "female"}


def read_folder(path: Path | str, year: int | None = None) -> Tables:
    """All CSV files of a folder and the folders in it, stacked; the latest return wins.

    Args:
        path: The folder.
        year: The year in which every return ends (2018: 31 March 2018); None: as their names say.
    """
    files = [_read(file) for file in sorted(Path(path).rglob("*.csv"))]
    known = [(table, file, rows) for table, file, rows in files if table]
    tables: Tables = {}
    dated = [(_year_end(file, known, year), table, rows) for table, file, rows in known]
    for year_end, table, rows in sorted(dated, key=lambda item: item[0]):
        kept = tables.setdefault(table, [])
        kept += [row | {"year_end": year_end} for row in rows] if table in FORMATS_903 else rows
    return {table: _latest(table, rows) for table, rows in tables.items()}


def _read(file: Path) -> tuple[str | None, Path, list[Row]]:
    with file.open(encoding="utf-8-sig", newline="") as text:
        lines = list(csv.DictReader(text))
        names = [(name or "").strip() for name in (_header(file) or [])]
    table, columns = _recognise(names)
    if table is None:
        return None, file, []
    rows = [_row(table, columns, line) for line in lines]
    return table, file, [row for row in rows if row[next(iter(row))] is not None]


def _header(file: Path) -> list[str]:
    with file.open(encoding="utf-8-sig", newline="") as text:
        return next(csv.reader(text), [])


def _recognise(names: list[str]) -> tuple[str | None, dict[str, str]]:
    """The table whose columns are all there, with the file's name for each canonical column."""
    upper, lower = {n.upper(): n for n in names}, {n.lower(): n for n in names}
    found: list[tuple[int, str, dict[str, str]]] = []
    for table, (source, target) in FORMATS_903.items():
        pairs = dict(zip(target.replace("!", "").split(), source.split(), strict=True))
        if all(column in upper for column in pairs.values()):
            found.append((len(pairs), table, {to: upper[of] for to, of in pairs.items()}))
    for table, (required, optional) in FORMATS_LOCAL.items():
        if all(column in lower for column in required.split()):
            columns = [c for c in (required + " " + optional).split() if c in lower]
            found.append((len(columns), table, {c: lower[c] for c in columns}))
    best = max(found, key=lambda one: one[0], default=(0, None, {}))
    return best[1], best[2]


def _row(table: str, columns: dict[str, str], line: dict[str, Any]) -> Row:
    return {to: _cell(table, to, line.get(of)) for to, of in columns.items()}


def _cell(table: str, column: str, text: str | None) -> Any:
    text = (text or "").strip()
    if column == "sex":
        return SEXES.get(text.upper(), "unknown")
    if not text:
        return None
    if column == "kind":
        read: Callable[[str], Any] = _kind(table)
    elif column in AS_TYPED:
        read = str
    else:
        readers = [(DATES, _date), (FLAGS, _flag), (WHOLE, _whole), (LOWER, str.lower)]
        read = next((reader for names, reader in readers if column in names.split()), str.upper)
    return _number(text) if column == "distance_miles" else read(text)


def _kind(table: str) -> Callable[[str], str]:
    if table == "missing_episodes":
        return str.upper
    return str.lower if table == "health_assessments" else str


def _date(text: str) -> date | None:
    """Day first, or ISO; never month first."""
    day_first = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text)
    parts = day_first.groups()[::-1] if day_first else iso.groups() if iso else None
    try:
        return date(*(int(part) for part in parts)) if parts else None
    except ValueError:
        return None


def _whole(text: str) -> int | None:
    return int(text.split(".")[0]) if re.fullmatch(r"-?\d+(\.0*)?", text) else None


def _flag(text: str) -> int | None:
    number = _whole(text)
    return number if number in (0, 1) else None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _year_end(
    file: Path, known: list[tuple[str | None, Path, list[Row]]], year: int | None
) -> date:
    """The 31 March of a file's return: as told, else by its name, its folder's, its episodes."""
    told = year or year_in(file.name) or year_in(file.parent.name)
    if told:
        return date(told, 3, 31)
    decoms = [
        row["decom"]
        for table, other, rows in known
        if table == "episodes" and other.parent == file.parent
        for row in rows
        if row["decom"]
    ]
    return year_end_of(max(decoms)) if decoms else date.min


def year_in(name: str) -> int | None:
    """The year a return ends in: 2021 in `2021`, `2020-21` and `2020_21`."""
    for match in re.finditer(r"(?<!\d)(20\d\d)(?:[-_](\d\d)(?!\d))?(?!\d)", name):
        first, second = int(match[1]), match[2]
        if second is None or int(second) == (first + 1) % 100:
            return first + (second is not None)
    return None


def _latest(table: str, rows: list[Row]) -> list[Row]:
    """One row for each key, the last one; local tables keep all their rows."""
    key = list(_key(table))
    if not key:
        return rows
    return list({tuple(row[column] for column in key): row for row in rows}.values())


def _key(table: str) -> Iterator[str]:
    if table in FORMATS_903:
        columns = FORMATS_903[table][1].split()
        yield from (column[:-1] for column in columns if column.endswith("!"))
        if table in PER_YEAR:
            yield "year_end"
