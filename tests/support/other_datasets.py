"""An invented council's records as other datasets have them: Annex A's lists, the SSD's tables."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

import polars as pl
from openpyxl import Workbook

Row = dict[str, object]
LIST_8 = (
    "Child Unique ID",
    "Gender",
    "Ethnicity",
    "Date of Birth",
    "Age of Child (Years)",
    "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))",
    "Does the Child have a Disability ",
    "Date Started to be Looked After",
    "Child\u2019s Category of Need",
    "Is this a second or subsequent period of being a Looked After Child within the last "
    "12 months (Y/N)",
    "Start date of current legal status",
    "Child's Legal Status",
    "Date of Latest Statutory Review",
    "Date of Last Social Work Visit",
    "What is the permanence plan for this child?",
    "Date of Last IRO Visit / Contact to the Child",
    "Date of Last Health Assessment",
    "Date of Last Dental Check",
    "Number of Placements in the Last 12 months",
    "Date Ceased to be Looked After",
    "Reason Ceased to be Looked After",
    "Start Date of Most Recent Placement",
    "Placement Type",
    "Placement Provider",
    "Placement postcode",
    "URN of Placement",
    "Placement Location",
    "LA of Placement",
    "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months",
    "Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months",
    "Was the child offered a Return Interview after their last missing episode (Y/N)?",
    "Did the child accept a Return Interview after their last missing episode (Y/N)?",
    "Allocated Team",
    "Allocated Worker",
)
LIST_9 = (
    "Child Unique ID",
    "Gender",
    "Ethnicity",
    "Date of Birth",
    "Age of Child (Years)",
    "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)",
    "Does the Child have a Disability",
    "Allocated Team",
    "Allocated Worker",
    "Allocated Personal Advisor",
    "Eligibility Category",
    "Latest Pathway Plan Review Date",
    "LA in Touch",
    "Latest Date of Contact",
    "Type of Accommodation",
    "Suitability of Accommodation",
    "Activity Status",
)
GENDER = {"male": "a) Male", "female": "b) Female", "unknown": "c) Not stated/recorded"}
SEX = {"male": "Male", "female": "Female", "unknown": "Unknown"}


def list_8(tables: Mapping[str, pl.DataFrame], day: date) -> list[list[object]]:
    """The rows of list 8 on a day: who is looked after, and who ceased in the six months before."""
    born = {row["child_id"]: row for row in tables["children"].rows(named=True)}
    visits = _latest(tables.get("visits"), "visit_date", day)
    rows = []
    for child, stay in _last_stays(tables["episodes"], day):
        last, dec = stay[-1], stay[-1]["dec"]
        if dec and dec <= day and dec < day - timedelta(days=182):
            continue
        fields: dict[str, object] = {
            "Child Unique ID": child,
            "Gender": GENDER[born[child]["sex"]],
            "Ethnicity": f"a) {born[child]['ethnicity']}",
            "Date of Birth": born[child]["dob"],
            "Date Started to be Looked After": stay[0]["decom"],
            "Child\u2019s Category of Need": f"{last['cin']}: as coded",
            "Start date of current legal status": _since(stay, "ls"),
            "Child's Legal Status": f"{last['ls']}: as coded",
            "Date of Last Social Work Visit": visits.get(child),
            "Date Ceased to be Looked After": dec if dec and dec <= day else None,
            "Reason Ceased to be Looked After": f"b) {last['rec']}: as coded" if dec else None,
            "Start Date of Most Recent Placement": _since(stay, "place", "pl_post"),
            "Placement Type": f"f) {last['place']}: as coded",
            "Placement Provider": f"b) {last['place_provider']} - as coded",
            "Placement postcode": last["pl_post"],
        }
        rows.append([fields.get(name) for name in LIST_8])
    return rows


NOT_KNOWN: Row = {"sex": "unknown", "ethnicity": "NOBT", "dob": None}
IN_TOUCH = {1: "a) Yes", 0: "b) No", None: None}
SUITABLE = {"1": "a) Suitable", "2": "b) Unsuitable"}


def list_9(tables: Mapping[str, pl.DataFrame], day: date) -> list[list[object]]:
    """The rows of list 9 on a day: each care leaver with what was written down last, if lately."""
    former = [
        row | {"sex": "unknown", "ethnicity": "NOBT"}
        for row in tables["care_leavers"].rows(named=True)
    ]
    born = {row["child_id"]: row for row in (*former, *tables["children"].rows(named=True))}
    rows = []
    lately = pl.col("as_of").is_between(day - timedelta(days=89), day)
    statuses = tables["care_leaver_status"].filter(lately).sort("child_id", "as_of")
    for row in statuses.unique("child_id", keep="last", maintain_order=True).rows(named=True):
        child, home = born.get(row["child_id"], NOT_KNOWN), row["accommodation"]
        activity = row["activity"]
        fields: dict[str, object] = {
            "Child Unique ID": row["child_id"],
            "Gender": GENDER[child["sex"]],
            "Ethnicity": f"a) {child['ethnicity']}",
            "Date of Birth": child["dob"],
            "Eligibility Category": "b) Former relevant child",
            "LA in Touch": IN_TOUCH[row["in_touch"]],
            "Type of Accommodation": home and f"{home[0]}: as coded",
            "Suitability of Accommodation": home and SUITABLE.get(home[1:2]),
            "Activity Status": activity and f"{activity}: as coded",
        }
        rows.append([fields.get(name) for name in LIST_9])
    return rows


def _latest(table: pl.DataFrame | None, column: str, day: date) -> dict[str, date]:
    if table is None:
        return {}
    past = table.filter(pl.col(column) <= day).group_by("child_id").agg(pl.col(column).max())
    return dict(past.iter_rows())


def _last_stays(episodes: pl.DataFrame, day: date) -> list[tuple[str, list[Row]]]:
    """For each child the episodes of the last period of care begun by a day."""
    begun = episodes.filter(pl.col("decom") <= day).sort("child_id", "decom")
    stays = []
    for child, rows in groupby(begun.rows(named=True), key=lambda row: row["child_id"]):
        stay: list[Row] = []
        for row in rows:
            stay = [*stay, row] if stay and row["rne"] != "S" else [row]
        stays.append((child, stay))
    return stays


def _since(stay: Sequence[Row], *columns: str) -> object:
    """The day since which some columns have said what they say at the end."""
    began = stay[-1]["decom"]
    for row in reversed(stay):
        if any(row[name] != stay[-1][name] for name in columns):
            break
        began = row["decom"]
    return began


def write_annex_a(path: Path, rows: Sequence[Sequence[object]], *, title: bool = True) -> Path:
    """List 8 in a workbook, as in Ofsted's template or as councils export it."""
    book = Workbook()
    guidance = book.active
    guidance.title = "Guidance"
    guidance.append(["How to fill in the lists"])
    sheet = book.create_sheet("List_8" if title else "List 8")
    if title:
        sheet.append(["List 8: Children in care"])
    sheet.append(LIST_8)
    for row in rows:
        sheet.append(list(row))
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def ssd(tables: Mapping[str, pl.DataFrame]) -> dict[str, list[Row]]:
    """The SSD's tables of a council; a placement for each episode."""
    made: dict[str, list[Row]] = {
        "ssd_person": [
            {"pers_person_id": row["child_id"], "pers_sex": SEX[row["sex"]],
             "pers_ethnicity": row["ethnicity"], "pers_dob": row["dob"], "pers_upn": row["upn"]}
            for row in tables["children"].rows(named=True)
        ],
        "ssd_cla_episodes": [], "ssd_cla_placement": [], "ssd_legal_status": [],
    }  # fmt: skip
    distances = {
        (row["child_id"], row["decom"]): row["distance_miles"]
        for row in tables["placement_distances"].rows(named=True)
    }
    for number, row in enumerate(tables["episodes"].sort("child_id", "decom").rows(named=True)):
        made["ssd_cla_episodes"].append({
            "clae_cla_episode_id": f"E{number}", "clae_person_id": row["child_id"],
            "clae_cla_placement_id": f"P{number}",
            "clae_cla_episode_start_date": row["decom"],
            "clae_cla_episode_start_reason": row["rne"], "clae_cla_primary_need_code": row["cin"],
            "clae_cla_episode_ceased_date": row["dec"],
            "clae_cla_episode_ceased_reason": row["rec"], "clae_cla_id": f"C{row['child_id']}",
        })  # fmt: skip
        made["ssd_cla_placement"].append({
            "clap_cla_placement_id": f"P{number}", "clap_person_id": row["child_id"],
            "clap_cla_placement_type": row["place"], "clap_cla_placement_urn": row["urn"],
            "clap_cla_placement_provider": row["place_provider"],
            "clap_cla_placement_postcode": row["pl_post"],
            "clap_cla_placement_change_reason": row["reason_place_change"],
            "clap_cla_placement_distance": distances.get((row["child_id"], row["decom"]), 999.9),
        })  # fmt: skip
        _add_legal_status(made["ssd_legal_status"], row)
    return made | _contacts(tables) | _workers(tables)


def _add_legal_status(rows: list[Row], episode: Mapping[str, object]) -> None:
    """A legal status runs on through episodes that do not change it."""
    before = rows[-1] if rows else {}
    same = (before.get("lega_person_id"), before.get("lega_legal_status"))
    follows = before.get("lega_legal_status_end_date") == episode["decom"]
    if same == (episode["child_id"], episode["ls"]) and follows:
        before["lega_legal_status_end_date"] = episode["dec"]
        return
    rows.append({
        "lega_person_id": episode["child_id"], "lega_legal_status": episode["ls"],
        "lega_legal_status_start_date": episode["decom"],
        "lega_legal_status_end_date": episode["dec"],
    })  # fmt: skip


def _contacts(tables: Mapping[str, pl.DataFrame]) -> dict[str, list[Row]]:
    return {
        "ssd_cla_visits": [
            {"clav_person_id": row["child_id"], "clav_cla_visit_date": row["visit_date"],
             "clav_cla_visit_seen_alone": {1: "Y", 0: "N", None: None}[row["seen_alone"]]}
            for row in tables["visits"].rows(named=True)
        ],
        "ssd_sdq_scores": [
            {"csdq_person_id": row["child_id"], "csdq_sdq_completed_date": row["date"],
             "csdq_sdq_score": row["score"]}
            for row in tables["sdq"].rows(named=True)
        ],
        "ssd_missing": [
            {"miss_person_id": row["child_id"], "miss_missing_episode_start_date": row["start"],
             "miss_missing_episode_type": {"M": "Missing", "A": "Absent"}[row["kind"]],
             "miss_missing_episode_end_date": row["end"]}
            for row in tables["missing_episodes"].rows(named=True)
        ],
        "ssd_cla_reviews": [
            {"clar_cla_id": f"C{row['child_id']}", "clar_cla_review_date": row["review_date"],
             "clar_cla_review_cancelled": "N", "clar_cla_review_participation": row["review_code"]}
            for row in tables["reviews"].rows(named=True)
        ],
    }  # fmt: skip


def _workers(tables: Mapping[str, pl.DataFrame]) -> dict[str, list[Row]]:
    def spells(name: str, worker: str, role: str) -> list[Row]:
        return [
            {"invo_person_id": row["child_id"], "invo_professional_id": row[worker],
             "invo_professional_role_id": role, "invo_involvement_start_date": row["start"],
             "invo_involvement_end_date": row["end"]}
            for row in tables[name].rows(named=True)
        ]  # fmt: skip

    workers = tables["social_worker_spells"]["worker_id"].unique().drop_nulls().sort()
    return {
        "ssd_involvements": [
            *spells("social_worker_spells", "worker_id", "CW"),
            *spells("adviser_spells", "adviser_id", "16PLUS"),
        ],
        "ssd_professionals": [
            {"prof_professional_id": worker, "prof_social_worker_registration_no": worker}
            for worker in workers
        ],
    }  # fmt: skip


def write_ssd(folder: Path, tables: Mapping[str, Sequence[Row]], *, british: bool = False) -> Path:
    """The SSD's tables as CSV, with times as a database exports them, or days as D2I's views do."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(
                {key: _cell(value, british=british) for key, value in row.items()} for row in rows
            )
    return folder


def _cell(value: object, *, british: bool) -> object:
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y") if british else f"{value.isoformat()} 00:00:00"
    return "" if value is None else value
