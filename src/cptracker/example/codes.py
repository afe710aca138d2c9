"""SSDA903 codes and how common each is, and what a code was called in which collection year.

Weights follow the national tables (children looked after, 2024) roughly; they need not sum to 1.
"""

SEX = {"male": 0.57, "female": 0.43}
SEX_UNACCOMPANIED = {"male": 0.94, "female": 0.06}
ETHNIC = {
    "WBRI": 70, "WIRI": 0.4, "WOTH": 3.5, "WIRT": 0.3, "WROM": 0.8, "MWBC": 2.6, "MWBA": 1.6,
    "MWAS": 1.6, "MOTH": 3.4, "AIND": 0.6, "APKN": 1, "ABAN": 1, "AOTH": 1.3, "BCRB": 1,
    "BAFR": 2, "BOTH": 1.2, "CHNE": 0.2, "OOTH": 2.5, "REFU": 0.4, "NOBT": 0.6,
}  # fmt: skip
ETHNIC_UNACCOMPANIED = {
    "AOTH": 30, "BAFR": 34, "OOTH": 28, "ABAN": 2, "WOTH": 4, "NOBT": 1.5, "REFU": 0.5,
}  # fmt: skip
NEED = {"N1": 65, "N2": 4, "N3": 4, "N4": 8, "N5": 14, "N6": 2, "N7": 0.3, "N8": 3}
PLACE_CHANGE = {
    "CARPL": 28, "OTHER": 34, "CREQB": 12, "CREQO": 5, "CHILD": 6, "LAREQ": 5, "PLACE": 4,
    "STAND": 2, "ALLEG": 2, "APPRR": 1, "CLOSE": 1,
}  # fmt: skip
REVIEW = {"PN1": 52, "PN2": 12, "PN3": 3, "PN4": 1, "PN5": 14, "PN6": 6, "PN7": 12}
WORKER_CHANGE = {"MANAGE": 55, "ABSENC": 18, "ORGRST": 12, "OTHERS": 10, "CHCHAN": 3, "PCCHAN": 2}
NO_SDQ = {"SDQ2": 35, "SDQ3": 8, "SDQ4": 32, "SDQ5": 25}
MISSING = {"M": 0.85, "A": 0.15}
PERMANENCE_BEFORE = {"Z1": 94, "P1": 0.8, "P2": 3.2, "P3": 1.4, "P4": 0.6}
ADOPTION_STOPPED = {"RD1": 6, "RD2": 1, "RD3": 2, "RD4": 1}
ADOPTERS = {
    "MF L11": 58, "MF L2": 14, "MM L12": 10, "FF L12": 6, "F1 L0": 10, "M1 L0": 2,
}  # fmt: skip

# How a period of care ends, by what was planned.
ENDED_HOME = {"E4A": 55, "E4B": 20, "E13": 6, "E8": 9, "E41": 6, "E3": 4}
ENDED_ADOPTED = {"E12": 88, "E11": 12}
ENDED_GUARDIAN = {"E45": 62, "E46": 10, "E47": 20, "E48": 8}
ENDED_CHILDHOOD = {"E4A": 40, "E45": 12, "E41": 16, "E13": 12, "E8": 19, "E2": 1}
ENDED_YOUTH = {"E5": 38, "E8": 24, "E4A": 24, "E9": 9, "E6": 4, "E16": 1}
ENDED_ADULT = {"E5": 33, "E6": 12, "E17": 19, "E7": 4, "E8": 30, "E9": 2}
ENDED_UNACCOMPANIED = {"E15": 4, "E8": 4, "E3": 4, "E16": 1}

# Care leavers: those not in touch, what they do and where they live.
NOT_IN_TOUCH = {"NO": 62, "REFU": 14, "NREQ": 16, "RHOM": 7, "DIED": 3}
EET = {"F2": 34, "F1": 9, "F5": 30, "P5": 12, "F4": 7, "P2": 5, "P4": 1, "P1": 1}
NEET = {"G5": 62, "G4": 26, "G6": 12}
SUITABLE = {"U": 36, "D": 24, "Z": 14, "B": 12, "E": 4, "K": 4, "T": 3, "C": 1, "Y": 2}
UNSUITABLE = {"X": 34, "S": 22, "V": 16, "B": 8, "W": 6, "K": 6, "Y": 5, "U": 3}
NOT_JUDGED = {"R": 5, "G": 3, "H": 1}

SEX_OF_OLD = {"male": "1", "female": "2", "unknown": ""}
SEX_OF_NEW = {"male": "M", "female": "F", "unknown": "U"}
GUARDIANSHIP_OF_OLD = {"E45": "E43", "E47": "E43", "E46": "E44", "E48": "E44"}
ACTIVITY_OF_OLD = {"F4": "F3", "F5": "F3", "P4": "P3", "P5": "P3"}


def sex(value: str, year: int) -> str:
    """1 and 2 up to the return of 2024, M, F and U from 2025."""
    return (SEX_OF_NEW if year >= 2025 else SEX_OF_OLD)[value]


def place(code: str, year: int) -> str:
    """K3 (supported accommodation) was H5 up to 2024; Z1 was split into Z11 to Z14 in 2026."""
    if code == "K3":
        return "K3" if year >= 2025 else "H5"
    return "Z11" if code == "Z1" and year >= 2026 else code


def ending(code: str, year: int) -> str:
    """Special guardianship was E43 and E44 before 2019."""
    return code if year >= 2019 else GUARDIANSHIP_OF_OLD.get(code, code)


def activity(code: str, year: int) -> str:
    """Apprenticeships and other work or training were one code before 2022."""
    return code if year >= 2022 else ACTIVITY_OF_OLD.get(code, code)
