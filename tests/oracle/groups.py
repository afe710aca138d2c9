"""Which group a case is in, for each breakdown; an unknown is a group, never dropped."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from oracle.care import Council, plain
from oracle.days import age
from oracle.stacking import Row

UNKNOWN = "unknown"

GROUPS = {
    "sex": ["male", "female"],
    "age_group": ["under 1", "1-4", "5-9", "10-15", "16 and over"],
    "leaver_age": ["17-18", "19-21"],
    "ethnic_group": ["white", "mixed", "Asian", "black", "other"],
    "uasc": ["yes", "no"],
    "placement_type": [
        "own parents",
        "kinship foster",
        "other foster",
        "placed for adoption",
        "residential",
        "semi-independent and supported",
        "secure and custody",
        "temporary",
        "other",
    ],
    "provider": ["own", "other authority", "private", "voluntary", "parents", "other"],
    "legal_status": [
        "full care order",
        "interim care order",
        "placement order",
        "voluntary",
        "other",
    ],
    "leaving_reason": [
        "returned home",
        "special guardianship",
        "adopted",
        "child arrangements or relatives",
        "stayed with carers after 18",
        "independent living",
        "another authority",
        "custody",
        "other",
    ],
    "role": ["social_worker", "personal_adviser"],
    "case_kind": ["child_in_need", "child_protection", "looked_after", "care_leaver"],
}

ETHNIC_GROUPS = {
    "white": "WBRI WIRI WOTH WIRT WROM",
    "mixed": "MWBC MWBA MWAS MOTH",
    "Asian": "AIND APKN ABAN AOTH CHNE",
    "black": "BCRB BAFR BOTH",
    "other": "OOTH",
}
PLACEMENT_TYPES = {
    "own parents": "P1",
    "kinship foster": "U1 U2 U3",
    "other foster": "U4 U5 U6",
    "placed for adoption": "A3 A4 A5 A6",
    "residential": "K2 R1 R2 R3 S1",
    "semi-independent and supported": "H5 P2 K3",
    "secure and custody": "K1 R5",
    "temporary": "T0 T1 T2 T3 T4",
    "other": "P3 Z1 Z11 Z12 Z13 Z14",
}
PROVIDERS = {
    "parents": "PR0",
    "own": "PR1",
    "other authority": "PR2",
    "other": "PR3",
    "private": "PR4",
    "voluntary": "PR5",
}
LEGAL_STATUSES = {
    "full care order": "C2",
    "interim care order": "C1",
    "placement order": "E1",
    "voluntary": "V2",
}
LEAVING_REASONS = {
    "adopted": "E11 E12",
    "another authority": "E3",
    "child arrangements or relatives": "E13 E41",
    "custody": "E9",
    "independent living": "E5 E6",
    "other": "E2 E7 E8 E14 E15 E16",
    "returned home": "E4 E4A E4B",
    "special guardianship": "E43 E44 E45 E46 E47 E48",
    "stayed with carers after 18": "E17",
}


@dataclass(frozen=True)
class Case:
    """Someone or something that a measure counts, or leaves out for a reason.

    Attributes:
        child: Whose it is, where it is a child's.
        day: The day that decides the age.
        dob: Where the table's own date of birth may decide.
        episode: The episode that decides the placement and the legal status.
        own: The kind, role or survey group, for cases that are no child's.
        met: True, False, or None where it is not known.
        amount: How many, for means and sums; None where it is not known.
        out_of: The eligible, for surveys.
        excluded: The reason it is left out.
    """

    child: str | None = None
    day: date | None = None
    dob: date | None = None
    episode: Row | None = None
    own: str | None = None
    met: bool | None = True
    amount: int | None = None
    out_of: int = 0
    excluded: str = ""


def group(council: Council, case: Case, name: str) -> str:
    """The group of a case in one single breakdown."""
    if name in ("kind", "group", "role", "case_kind", "alert_level", "question"):
        return case.own or UNKNOWN
    if name in ("placement_type", "provider", "legal_status", "district", "leaving_reason"):
        return _of_episode(council, case.episode or {}, name)
    return _of_child(council, case, name)


def _of_child(council: Council, case: Case, name: str) -> str:
    if name == "age_group":
        return age_group(age(case.dob, case.day))
    if name == "leaver_age":
        return leaver_age(age(case.dob, case.day))
    if name == "uasc":
        return _uasc(council, case.child)
    header = council.of_child("children", case.child)
    if not header:
        return UNKNOWN
    if name == "sex":
        return header[0]["sex"] if header[0]["sex"] in GROUPS["sex"] else UNKNOWN
    ethnicity = header[0]["ethnicity"]
    # Every code that begins with W is white, also those of a later year.
    return "white" if (ethnicity or "").startswith("W") else _coded(ETHNIC_GROUPS, ethnicity)


def _uasc(council: Council, child: str | None) -> str:
    if "uasc" not in council.tables:
        return UNKNOWN
    return "yes" if council.of_child("uasc", child) else "no"


def _of_episode(council: Council, episode: Row, name: str) -> str:
    if name == "placement_type":
        return _coded(PLACEMENT_TYPES, episode.get("place"))
    if name == "provider":
        return _coded(PROVIDERS, episode.get("place_provider"))
    if name == "leaving_reason":
        return _coded(LEAVING_REASONS, episode.get("rec"))
    if name == "legal_status":
        status = episode.get("ls")
        return _coded(LEGAL_STATUSES, status, otherwise="other") if status else UNKNOWN
    place = council.postcodes.get(plain(episode.get("pl_post") or ""))
    return (place or {}).get("laua") or UNKNOWN


def _coded(groups: dict[str, str], code: str | None, otherwise: str = UNKNOWN) -> str:
    return next((name for name, codes in groups.items() if code in _words(codes)), otherwise)


_words = cache(str.split)


def age_group(years: int | None) -> str:
    """The band of a looked-after child's age."""
    if years is None:
        return UNKNOWN
    edges = [(1, "under 1"), (5, "1-4"), (10, "5-9"), (16, "10-15")]
    return next((name for edge, name in edges if years < edge), "16 and over")


def leaver_age(years: int | None) -> str:
    """The band of a care leaver's age; one outside both bands is in neither."""
    if years in (17, 18):
        return "17-18"
    return "19-21" if years in (19, 20, 21) else UNKNOWN
