"""How often things happen to the invented council: every rate that shapes the example, by name.

The council is invented, the sizes are not: rates are near those published for Southampton and for
England by the Department for Education (children looked after 2021 to 2025, social work workforce
2024) and in Southampton's corporate parenting report for 2024-25. Where nothing is published, the
rate is a guess at an ordinary council and says so. Weights of codes are in `codes`.
"""

from attrs import frozen


@frozen(kw_only=True)
class Trend:
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
    initial_in_time: Trend = Trend(
        first=0.60, last=0.67, dip=0.10, patch=0.24, patch_from=20, patch_to=15
    )
    initial_never: float = 0.05
    review_late: Trend = Trend(first=0.32, last=0.22, patch=-0.15, patch_from=20, patch_to=15)
    sdq_late: Trend = Trend(first=0.74, last=0.62)
    dental_check: Trend = Trend(first=0.74, last=0.89)
    immunised: Trend = Trend(first=0.80, last=0.85)
    developed: float = 0.90
    convicted: float = 0.03
    substance_misuse: float = 0.04
    outcome_blank: float = 0.012

    # Practice; guesses at an ordinary council.
    visit_late: Trend = Trend(first=0.36, last=0.26, dip=-0.12)
    plan_late: Trend = Trend(first=0.40, last=0.22)
    pep_in_time: Trend = Trend(first=0.86, last=0.94, dip=0.05, poor_months=(4, 7))
    goes_missing: float = 0.16  # of those aged 10 and over, in a year: 8% to 12% of all

    # Care leavers. Southampton: in touch 94%, suitable 80% rising to 86%, in education, employment
    # or training 60% at 17-18 and 45% at 19-21.
    in_touch: Trend = Trend(first=0.885, last=0.935)
    suitable: Trend = Trend(first=0.90, last=0.94)  # of those known; about 86% of all
    eet_17_18: Trend = Trend(first=0.58, last=0.61)
    eet_19_21: Trend = Trend(first=0.52, last=0.55)
    same_as_last_year: float = 0.55

    # Carers, training and taking part; guesses, but that carers are growing fewer is national.
    carers_approved_a_year: float = 0.083
    carers_leaving_a_year: float = 0.085
    trained: float = 0.88
    surveys_answered: Trend = Trend(first=0.28, last=0.42)
    keen: float = 0.12  # children who come to participation events again and again
