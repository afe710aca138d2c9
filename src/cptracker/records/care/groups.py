"""The groups that a figure can be broken down by, as expressions over codes.

Every fixed breakdown has its groups in a set order, and a group for what is not known.
"""

from collections.abc import Mapping, Sequence

import narwhals.stable.v2 as nw

from cptracker.model.figures import UNKNOWN

Codes = Mapping[str, Sequence[str]]


ETHNIC_GROUP: Codes = {
    "white": ("WBRI", "WIRI", "WOTH", "WIRT", "WROM"),
    "mixed": ("MWBC", "MWBA", "MWAS", "MOTH"),
    "Asian": ("AIND", "APKN", "ABAN", "AOTH", "CHNE"),
    "black": ("BCRB", "BAFR", "BOTH"),
    "other": ("OOTH",),
}


PLACEMENT_TYPE: Codes = {
    "own parents": ("P1",),
    "kinship foster": ("U1", "U2", "U3"),
    "other foster": ("U4", "U5", "U6"),
    "placed for adoption": ("A3", "A4", "A5", "A6"),
    "residential": ("K2", "R1", "R2", "R3", "S1"),
    "semi-independent and supported": ("H5", "P2", "K3"),
    "secure and custody": ("K1", "R5"),
    "temporary": ("T0", "T1", "T2", "T3", "T4"),
    "other": ("P3", "Z1", "Z11", "Z12", "Z13", "Z14"),
}


TEMPORARY = PLACEMENT_TYPE["temporary"]
"""Stays that are no placement: meetings, hospital, holidays, carers' holidays, up to seven days."""


FOR_ADOPTION = PLACEMENT_TYPE["placed for adoption"]
"""Placed for adoption, with the present carers or with others."""


PRESENT_CARERS = ("A3", "A5")
"""Placed for adoption with the present carers, which is no move."""


PROVIDER: Codes = {
    "own": ("PR1",),
    "other authority": ("PR2",),
    "private": ("PR4",),
    "voluntary": ("PR5",),
    "parents": ("PR0",),
    "other": ("PR3",),
}


LEGAL_STATUS: Codes = {
    "full care order": ("C2",),
    "interim care order": ("C1",),
    "placement order": ("E1",),
    "voluntary": ("V2",),
}


LEAVING_REASON: Codes = {
    "returned home": ("E4", "E4A", "E4B"),
    "special guardianship": ("E43", "E44", "E45", "E46", "E47", "E48"),
    "adopted": ("E11", "E12"),
    "child arrangements or relatives": ("E41", "E13"),
    "stayed with carers after 18": ("E17",),
    "independent living": ("E5", "E6"),
    "another authority": ("E3",),
    "custody": ("E9",),
    "other": ("E2", "E7", "E8", "E14", "E15", "E16"),
}
"""Why care ended, by REC of the last episode, as the DfE groups it; a death (E2) is `other`, for it
would be one child alone. X1, "the next episode begins the same day", is unknown where none does."""


AGE_BANDS = (
    ("under 1", 0, 1),
    ("1-4", 1, 5),
    ("5-9", 5, 10),
    ("10-15", 10, 16),
    ("16 and over", 16, None),
)
"""Age groups of children looked after: label, from this age, to below this age."""


LEAVER_BANDS = (("17-18", 17, 19), ("19-21", 19, 22))
"""Age groups of care leavers."""


FIXED: Mapping[str, tuple[str, ...]] = {
    "sex": ("male", "female", UNKNOWN),
    "age_group": (*(label for label, _, _ in AGE_BANDS), UNKNOWN),
    "ethnic_group": (*ETHNIC_GROUP, UNKNOWN),
    "uasc": ("yes", "no", UNKNOWN),
    "placement_type": (*PLACEMENT_TYPE, UNKNOWN),
    "provider": (*PROVIDER, UNKNOWN),
    "legal_status": (*LEGAL_STATUS, "other", UNKNOWN),
    "leaving_reason": (*LEAVING_REASON, UNKNOWN),
    "role": ("social_worker", "personal_adviser", UNKNOWN),
}
"""The groups of each fixed breakdown, in the order they are shown."""


PLACE_CODES = ["place", "place_provider", "ls", "district"]
"""What is carried along of an episode so that its groups can be told at the end."""


ENDING_CODES = [*PLACE_CODES, "rec"]
"""The same of an episode that ended."""


def with_groups(column: str, codes: Codes, otherwise: str = UNKNOWN) -> nw.Expr:
    """The group of a code column; a blank is unknown, a code of no group is `otherwise`."""
    code, expr = nw.col(column), nw.lit(otherwise)
    for group, members in reversed(list(codes.items())):
        expr = nw.when(code.is_in(list(members))).then(nw.lit(group)).otherwise(expr)
    return nw.when(code.is_null()).then(nw.lit(UNKNOWN)).otherwise(expr)


def placement_groups() -> dict[str, nw.Expr]:
    """The groups of an episode's placement, provider and legal status."""
    return {
        "placement_type": with_groups("place", PLACEMENT_TYPE),
        "provider": with_groups("place_provider", PROVIDER),
        "legal_status": with_groups("ls", LEGAL_STATUS, otherwise="other"),
    }


def leaving_groups() -> dict[str, nw.Expr]:
    """The group of the reason why care ended."""
    return {"leaving_reason": with_groups("rec", LEAVING_REASON)}
