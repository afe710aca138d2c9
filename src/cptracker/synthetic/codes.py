"""SSDA903 codes and how common each is, and how often things happen to the invented council.

Weights follow the national tables (children looked after, 2024) roughly; they need not sum to 1.

The council is invented, the sizes are not: rates are near those published for Southampton and for
England by the Department for Education (children looked after 2021 to 2025, social work workforce
2024) and in Southampton's corporate parenting report for 2024-25. Where nothing is published, the
rate is a guess at an ordinary council and says so. Weights of codes are in `codes`.
"""

from attrs import frozen

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


NOT_ASSESSED = {"R": 5, "G": 3, "H": 1}


SEX_OF_OLD = {"male": "1", "female": "2", "unknown": ""}


SEX_OF_NEW = {"male": "M", "female": "F", "unknown": "U"}


GUARDIANSHIP_OF_OLD = {"E45": "E43", "E47": "E43", "E46": "E44", "E48": "E44"}


ACTIVITY_OF_OLD = {"F4": "F3", "F5": "F3", "P4": "P3", "P5": "P3"}


def draw_sex(value: str, year: int) -> str:
    """1 and 2 up to the return of 2024, M, F and U from 2025."""
    return (SEX_OF_NEW if year >= 2025 else SEX_OF_OLD)[value]


def draw_place_code(code: str, year: int) -> str:
    """K3 (supported accommodation) was H5 up to 2024; Z1 was split into Z11 to Z14 in 2026."""
    if code == "K3":
        return "K3" if year >= 2025 else "H5"
    return "Z11" if code == "Z1" and year >= 2026 else code


def draw_end_reason(code: str, year: int) -> str:
    """Special guardianship was E43 and E44 before 2019."""
    return code if year >= 2019 else GUARDIANSHIP_OF_OLD.get(code, code)


def draw_activity(code: str, year: int) -> str:
    """Apprenticeships and other work or training were one code before 2022."""
    return code if year >= 2022 else ACTIVITY_OF_OLD.get(code, code)


@frozen(kw_only=True)
class RateTrend:
    """A share that drifts over the years covered, with poor months and perhaps a bad patch.

    Attributes:
        first: At the beginning of the first year.
        last: At the end of the last year.
        dip: Taken off in the poor months of every year.
        poor_months: Holidays, unless told otherwise.
        patch: Taken off during a bad patch, such as months with vacancies.
        patch_from: The patch begins so many months before the end.
        patch_to: The patch ends so many months before the end.
    """

    first: float
    last: float
    dip: float = 0.0
    poor_months: tuple[int, ...] = (8, 12)
    patch: float = 0.0
    patch_from: int = -1
    patch_to: int = 0


@frozen(kw_only=True)
class Rates:
    """Shares from 0 to 1 unless the name says otherwise (`_days`, `per_child`)."""

    # Size and flow. Southampton: 538 children in 2023, 488 in 2024, 462 in 2025; about 180 start
    # in a year; 96 in every 10,000 children.
    starts_per_child_and_month: float = 0.0275
    surplus_at_first: float = 0.12
    population_per_child: float = 104.0
    unaccompanied_starts: float = 0.20  # makes about 8% of those looked after on a day
    back_in_care: float = 0.16  # England: about a sixth of those who went home
    back_after_days: float = 300.0
    leaves_long_term_early: float = 0.32

    # Homes. Southampton: 13% to 14% with three or more, 63% to 72% long-term stable.
    own_foster_homes_per_child: float = 0.31
    same_home_long_term: float = 0.35  # matched: the code changes, the carer does not
    temporary_stays: float = 0.05
    postcode_blank: float = 0.02
    postcode_not_listed: float = 0.02

    # Social workers. England 2024: 27% with three or more in the year; Southampton: 15%.
    worker_change_days: float = 500.0
    worker_transfer: float = 0.45  # from the assessment team, some weeks in
    worker_unregistered: float = 0.004
    adviser_change_days: float = 900.0
    children_per_social_worker: float = 6.0
    leavers_per_adviser: float = 20.0
    staff_tenure_days: float = 1900.0  # turnover of 15% to 19% in a year

    # Health. Southampton: annual assessments 88%, dental 81% rising to 90%. No figure is published
    # for initial assessments; the bad patch is the health team's vacancies.
    initial_in_time: RateTrend = RateTrend(
        first=0.60, last=0.67, dip=0.10, patch=0.24, patch_from=20, patch_to=15
    )
    initial_never: float = 0.05
    review_late: RateTrend = RateTrend(
        first=0.32, last=0.22, patch=-0.15, patch_from=20, patch_to=15
    )
    sdq_late: RateTrend = RateTrend(first=0.74, last=0.62)
    dental_check: RateTrend = RateTrend(first=0.74, last=0.89)
    immunised: RateTrend = RateTrend(first=0.80, last=0.85)
    developed: float = 0.90
    convicted: float = 0.03
    substance_misuse: float = 0.04
    outcome_blank: float = 0.012

    # Practice; guesses at an ordinary council.
    visit_late: RateTrend = RateTrend(first=0.36, last=0.26, dip=-0.12)
    plan_late: RateTrend = RateTrend(first=0.40, last=0.22)
    pep_in_time: RateTrend = RateTrend(first=0.86, last=0.94, dip=0.05, poor_months=(4, 7))
    goes_missing: float = 0.16  # of those aged 10 and over, in a year: 8% to 12% of all

    # Care leavers. Southampton: in touch 94%, suitable 80% rising to 86%, in education, employment
    # or training 60% at 17-18 and 45% at 19-21.
    in_touch: RateTrend = RateTrend(first=0.885, last=0.935)
    suitable: RateTrend = RateTrend(first=0.90, last=0.94)  # of those known; about 86% of all
    eet_17_18: RateTrend = RateTrend(first=0.58, last=0.61)
    eet_19_21: RateTrend = RateTrend(first=0.52, last=0.55)
    same_as_last_year: float = 0.55

    # Carers, training and taking part; guesses, but that carers are growing fewer is national.
    carers_approved_a_year: float = 0.083
    carers_leaving_a_year: float = 0.085
    trained: float = 0.88
    surveys_answered: RateTrend = RateTrend(first=0.28, last=0.42)
    keen: float = 0.12  # children who come to participation events again and again
