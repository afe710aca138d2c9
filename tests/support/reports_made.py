"""A status made by hand, with every kind of row a report must be able to show."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from measure_facts import info

from cptracker.model.figures import Figure, MissingReason, Rating, SourceOfRecords, SourceOfTable
from cptracker.model.periods import from_key
from cptracker.model.plan import Better
from cptracker.model.problems import Problem, ProblemKind, Severity
from cptracker.model.published import PublishedFigure
from cptracker.model.targets import Target
from cptracker.rating.rate import rate_figure
from cptracker.status.report import Indicator, PriorityStatus, StatusReport, SuccessMeasureStatus
from cptracker.status.tracker_lines import DeliverableStatus

YEAR, BEFORE = from_key("202425"), from_key("202324")


def share(met, of, period=YEAR, **fields):
    value = Fraction(100 * met, of)
    bounds = {"lower": value, "upper": value, "unknown": 0, **fields}
    return Figure(period=period, value=value, numerator=met, denominator=of, **bounds)


def missing(missing_reason, **fields):
    return Figure(period=YEAR, missing_reason=missing_reason, **fields)


def aim(measure, value, **rest):
    numbers = {name: Decimal(str(number)) for name, number in {"value": value, **rest}.items()}
    return Target(measure=measure, since=date(2024, 4, 1), source="Board, March 2024", **numbers)


def indicator(measure, title, figure, target=None, unit="%", better=Better.HIGHER, **rest):
    judgement = rate_figure(figure, better, target, unit=unit)
    return Indicator(
        info=info(measure, rest, title=title, unit=unit, better=better),
        figure=figure,
        judgement=judgement,
        series=rest.pop("series", (figure,)),
        **rest,
    )


def published(measure, value, **rest):
    fields = {"area": "Southampton", "period": "202324", "source": "Annual report", **rest}
    return PublishedFigure(measure=measure, value=Decimal(str(value)), **fields)


def rated():
    """Green, amber and red, with bounds, exclusions and what was published."""
    workers = Figure(
        period=YEAR, value=Fraction(1062, 460), numerator=1062, denominator=460, unknown=0,
        lower=Fraction(1062, 460), upper=Fraction(1062, 460), excluded={"short breaks": 4},
    )  # fmt: skip
    earlier = Figure(period=BEFORE, value=Fraction(5, 2), numerator=1200, denominator=480)
    suitable = share(
        279, 316, unknown=19, lower=Fraction(27900, 316), upper=Fraction(29800, 316),
        excluded={"died": 1, "moved abroad": 2},
    )  # fmt: skip
    return (
        SuccessMeasureStatus(
            ref="1.1",
            title="Social workers a child has in a year",
            indicators=(
                indicator(
                    "social-workers-per-child", "Social workers a child has in a year, on average",
                    workers, aim("social-workers-per-child", 2, floor=2.5), "social workers",
                    Better.LOWER, series=(earlier, workers),
                    published=published("social-workers-per-child", 2.1),
                ),
            ),
        ),
        SuccessMeasureStatus(
            ref="1.2",
            title="Care leavers in suitable accommodation, wherever in the country they now live",
            indicators=(
                indicator(
                    "suitable", "Care leavers in suitable accommodation", suitable,
                    aim("suitable", 95, within=5),
                    published=published(
                        "suitable", 86, period="2024-11", like_for_like=False,
                        note="Ages not stated",
                    ),
                ),
                indicator("dental", "Children who saw a dentist in the year", share(92, 100),
                          aim("dental", 90)),
            ),
        ),
    )  # fmt: skip


def gaps():
    """No target, and every reason for nothing."""
    aimed = aim("x", 90, within=5)
    cases = [
        ("no-target", "Immunisations up to date", share(9, 10), None),
        ("nobody", "Children with a plan", missing(MissingReason.NO_CASES), aimed),
        ("later", "Plans due this term", missing(MissingReason.NOT_DUE), aimed),
        (
            "absent",
            "Children with an SDQ",
            missing(MissingReason.NOT_SUPPLIED, note="needs table `sdq`"),
            None,
        ),
        (
            "faulty",
            "Children visited",
            missing(
                MissingReason.NOT_COMPUTABLE,
                note="my/visits.py:6: measure `faulty` raised KeyError",
            ),
            aimed,
        ),
        ("hidden", "Children missing", missing(MissingReason.HIDDEN), aimed),
    ]
    indicators = tuple(
        indicator(name, title, figure, target) for name, title, figure, target in cases
    )
    return (SuccessMeasureStatus(ref="2.1", title="Health in time", indicators=indicators),)


def priority(number, title, successes):
    ratings = [
        indicator.judgement.rating for success in successes for indicator in success.indicators
    ]
    return PriorityStatus(
        number=number,
        title=title,
        counts={
            rating: ratings.count(rating)
            for rating in (
                Rating.RED, Rating.AMBER, Rating.GREEN, Rating.NO_TARGET, Rating.NO_DATA,
            )
        },
        deliverables=(
            DeliverableStatus(ref=f"{number}.1", title="A stable workforce",
                              rating=Rating.NO_DATA, reason="nothing recorded"),
        ),
        success_measures=successes,
    )  # fmt: skip


def made_report(**changes):
    """The whole status; `changes` replace its parts."""
    fields = {
        "plan_title": "A plan for every child",
        "plan_period": "2022-2027",
        "as_at": date(2025, 3, 31),
        "audience": "restricted",
        "example_data": True,
        "records": (
            SourceOfTable(
                table="episodes",
                rows=5050,
                sources=(SourceOfRecords(path="episodes.csv", sha256="0" * 64),),
            ),
            SourceOfTable(table="visits", rows=None, sources=(SourceOfRecords(path="<visits>"),)),
        ),
        "priorities": (
            priority(1, "Safe and trusted relationships", rated()),
            priority(2, "Healthy lives", gaps()),
        ),
        "problems": (
            Problem(
                kind=ProblemKind.RECORDS,
                path="episodes.csv",
                line=14,
                column=3,
                count=12,
                message="DECOM must be a date DD/MM/YYYY",
                hint="write 31/03/2025",
            ),
            Problem(
                kind=ProblemKind.MEASURE, path="my/visits.py", line=6, message="raised KeyError"
            ),
            Problem(kind=ProblemKind.RECORDS, severity=Severity.WARNING, message="no Header"),
        ),
        **changes,
    }
    return StatusReport(**fields)
