"""The checks of a plan's consistency, by name: what each finds, how bad that is, what to do.

A plan can switch one off by its name, for all or for some references, with a reason and a date.
"""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from attrs import frozen

from cptracker.model.problems import Severity


class Check(StrEnum):
    """The name of a check; names are part of the plan files, so none is ever changed."""

    RED_WITHOUT_COMMENTARY = "red-without-commentary"
    STALE_WITHOUT_COMMENTARY = "stale-without-commentary"
    COMMENTARY_OLDER_THAN_FIGURE = "commentary-older-than-figure"
    COMMENTARY_STATES_ANOTHER_FIGURE = "commentary-states-another-figure"
    OVERDUE_WITHOUT_UPDATE = "overdue-without-update"
    BETTER_RATING_WITHOUT_REASON = "better-rating-without-reason"
    LINK_TO_NOTHING = "link-to-nothing"
    DELIVERABLE_LEADS_NOWHERE = "deliverable-leads-nowhere"
    SUCCESS_MEASURE_WITHOUT_DELIVERABLE = "success-measure-without-deliverable"
    NUMBER_OUT_OF_SCALE = "number-out-of-scale"
    NUMBER_FAR_FROM_OTHERS = "number-far-from-others"
    TOLERANCE_TOO_WIDE = "tolerance-too-wide"
    TARGET_MET_FROM_THE_START = "target-met-from-the-start"
    WAY_TO_TARGET_OUT_OF_ORDER = "way-to-target-out-of-order"
    BASELINE_STATES_ANOTHER_FIGURE = "baseline-states-another-figure"
    STATED_FIGURE_NOT_IN_TEXT = "stated-figure-not-in-text"
    WORSE_THAN_ACCEPTED = "worse-than-accepted"
    DAY_FAR_FROM_PLAN = "day-far-from-plan"
    STILL_TO_COME = "still-to-come"
    DAYS_OUT_OF_ORDER = "days-out-of-order"
    REFERENCE_OF_ANOTHER_YEAR = "reference-of-another-year"
    REFERENCE_LEFT_OUT = "reference-left-out"
    GIVEN_TWICE = "given-twice"
    NAMES_ALIKE = "names-alike"
    PLACEHOLDER = "placeholder"
    MEASURE_NOT_IN_PLAN = "measure-not-in-plan"
    ENTRY_WITHOUT_EFFECT = "entry-without-effect"
    PAPERS_UNPROTECTED = "papers-unprotected"
    CHECK_OFF_FOR_EVERYTHING = "check-off-for-everything"


@frozen(kw_only=True)
class About:
    """What a check finds and how bad it is."""

    severity: Severity
    meaning: str
    hint: str


@frozen(kw_only=True)
class CheckOff:
    """A check that the plan switches off.

    Attributes:
        check: The name of the check.
        reason: Why what it finds is no mistake here.
        date: The day from which it is off.
        until: The last day on which it is off; without end if not given.
        refs: The references, or the names of measures, for which it is off; all if none are given.
    """

    check: Check
    reason: str
    date: datetime.date
    until: datetime.date | None = None
    refs: tuple[str, ...] = ()

    def covers(self, check: Check, ref: str, day: datetime.date) -> bool:
        """Whether it switches a check off for a reference on a day."""
        in_force = self.date <= day and (self.until is None or day <= self.until)
        return in_force and check is self.check and (not self.refs or ref in self.refs)


@frozen(kw_only=True)
class CheckThresholds:
    """From where on the checks of a plan tell what may be a slip; none of them moves a figure.

    Attributes:
        earliest: No day and no period of the plan is before this day.
        years_around: How many years before the plan's first and after its last year its days lie.
        times_others: A number so many times the greatest, or the smallest so many times it, of the
            figures known for its measure and area is told.
        met_by_points: A target for a share that every figure so far meets by more than so many
            points is told.
        met_by_percent: The same for what is no share, in percent of the target.
        widest_points: The widest tolerance for a share, in points.
        widest_percent: The widest tolerance in percent of the target, for what is no share.
        exception_months: How long a missed target is accepted at most.
        provisional_months: How long a figure stays provisional at most.
        off_months: How long a check may be off for everything.
    """

    earliest: datetime.date = datetime.date(1990, 1, 1)
    years_around: int = 5
    times_others: Decimal = Decimal(8)
    met_by_points: Decimal = Decimal(10)
    met_by_percent: Decimal = Decimal(25)
    widest_points: Decimal = Decimal(25)
    widest_percent: Decimal = Decimal(50)
    exception_months: int = 24
    provisional_months: int = 24
    off_months: int = 24


CHECKS: Mapping[Check, About] = {
    Check.RED_WITHOUT_COMMENTARY: About(
        severity=Severity.WARNING,
        meaning="a success measure is red and nothing is said of its latest period",
        hint="say why and what next: `cptracker commentary add`",
    ),
    Check.STALE_WITHOUT_COMMENTARY: About(
        severity=Severity.WARNING,
        meaning="a success measure has no figure for its latest period, as it had before, and "
        "nobody says why",
        hint="say why there is none and when one comes: `cptracker commentary add`",
    ),
    Check.COMMENTARY_OLDER_THAN_FIGURE: About(
        severity=Severity.WARNING,
        meaning="the last commentary is for an earlier period than the figure beside it, or was "
        "written before the period was over",
        hint="comment on the new figure: `cptracker commentary add`",
    ),
    Check.COMMENTARY_STATES_ANOTHER_FIGURE: About(
        severity=Severity.ERROR,
        meaning="a commentary states a figure that is not the computed one, at the digits stated",
        hint="correct the commentary, or what the figure is made of; `cptracker values` shows it",
    ),
    Check.OVERDUE_WITHOUT_UPDATE: About(
        severity=Severity.WARNING,
        meaning="an action or a deliverable is past its day, and nothing was recorded since",
        hint="say what became of it, move the date with a reason, or close it with evidence",
    ),
    Check.BETTER_RATING_WITHOUT_REASON: About(
        severity=Severity.ERROR,
        meaning="an owner's rating is better than the rule's, without a reason",
        hint="add a `reason` to the update",
    ),
    Check.LINK_TO_NOTHING: About(
        severity=Severity.ERROR,
        meaning="something is linked to a priority, deliverable or success measure that the plan "
        "does not have",
        hint="correct the reference",
    ),
    Check.DELIVERABLE_LEADS_NOWHERE: About(
        severity=Severity.WARNING,
        meaning="a key deliverable leads to no success measure, and no action serves it",
        hint="name what it `leads_to`, or raise an action that serves it",
    ),
    Check.SUCCESS_MEASURE_WITHOUT_DELIVERABLE: About(
        severity=Severity.WARNING,
        meaning="no key deliverable leads to a success measure",
        hint="name it under `leads_to` of the deliverables that shall bring it about",
    ),
    Check.NUMBER_OUT_OF_SCALE: About(
        severity=Severity.ERROR,
        meaning="a number of the plan cannot be a value of its measure, such as 650 or 0.65 for a "
        "percentage of 65",
        hint="write it in the measure's unit: 65 for 65%",
    ),
    Check.NUMBER_FAR_FROM_OTHERS: About(
        severity=Severity.WARNING,
        meaning="a number is many times greater or smaller than every figure known for its measure "
        "and area (`times_others`)",
        hint="look for a digit or a point too many or too few, or for the wrong measure",
    ),
    Check.TOLERANCE_TOO_WIDE: About(
        severity=Severity.WARNING,
        meaning="a tolerance is so wide that little can be red (`widest_points`, "
        "`widest_percent`), or so narrow that a percentage was written as a proportion",
        hint="`within` is in the measure's unit, points for a percentage",
    ),
    Check.TARGET_MET_FROM_THE_START: About(
        severity=Severity.WARNING,
        meaning="every figure so far meets a target by far (`met_by_points`, `met_by_percent`)",
        hint="look at the number, at the measure, and at which way is good",
    ),
    Check.WAY_TO_TARGET_OUT_OF_ORDER: About(
        severity=Severity.WARNING,
        meaning="baseline, interim values and target do not lead from one to the next",
        hint="look at the numbers, their days, and at which way is good",
    ),
    Check.BASELINE_STATES_ANOTHER_FIGURE: About(
        severity=Severity.WARNING,
        meaning="a baseline is not the figure known for its period, at the digits stated",
        hint="correct the baseline or its period; `cptracker values` shows the figure",
    ),
    Check.STATED_FIGURE_NOT_IN_TEXT: About(
        severity=Severity.WARNING,
        meaning="a commentary states a figure that its words do not, or one of a measure that does "
        "not belong to what it is on",
        hint="correct the figure under `states`, or the words",
    ),
    Check.WORSE_THAN_ACCEPTED: About(
        severity=Severity.WARNING,
        meaning="a figure has become worse than it was when missing its target was accepted",
        hint="tell the body that accepted it; a new exception records the new level",
    ),
    Check.DAY_FAR_FROM_PLAN: About(
        severity=Severity.WARNING,
        meaning="a day or a period lies before any that is meant (`earliest`), or years away from "
        "those of the plan (`years_around`)",
        hint="correct the year; it is written first, as in 2025-04-01",
    ),
    Check.STILL_TO_COME: About(
        severity=Severity.WARNING,
        meaning="something is told of a day or a period that is still to come",
        hint="correct the day or the period",
    ),
    Check.DAYS_OUT_OF_ORDER: About(
        severity=Severity.WARNING,
        meaning="two days of an action or an update cannot follow each other as they do",
        hint="correct one of the days",
    ),
    Check.REFERENCE_OF_ANOTHER_YEAR: About(
        severity=Severity.WARNING,
        meaning="a reference names another year or day than the meeting it belongs to",
        hint="correct the day, or the reference before anybody has cited it",
    ),
    Check.REFERENCE_LEFT_OUT: About(
        severity=Severity.WARNING,
        meaning="the references of a body and a year leave a number out: an action may be lost",
        hint="put it back; what is no longer to be done is cancelled, with a reason",
    ),
    Check.GIVEN_TWICE: About(
        severity=Severity.WARNING,
        meaning="the same thing stands in the plan twice, word for word",
        hint="keep one of them",
    ),
    Check.NAMES_ALIKE: About(
        severity=Severity.WARNING,
        meaning="two names of roles or bodies differ by a letter or two, and count as two",
        hint="spell them alike; list the roles under `roles`",
    ),
    Check.PLACEHOLDER: About(
        severity=Severity.WARNING,
        meaning="a text is still what stands in for one, such as TBC",
        hint="say what it is, or leave the line out where the plan allows that",
    ),
    Check.MEASURE_NOT_IN_PLAN: About(
        severity=Severity.WARNING,
        meaning="something is said of a measure that no success measure of the plan names, so that "
        "nobody sees it",
        hint="correct the name, or add the measure to a success measure",
    ),
    Check.ENTRY_WITHOUT_EFFECT: About(
        severity=Severity.WARNING,
        meaning="an exception, a revision, a recalculation, a chart's baseline or a provisional "
        "figure changes nothing as it stands",
        hint="correct it, or delete it",
    ),
    Check.PAPERS_UNPROTECTED: About(
        severity=Severity.WARNING,
        meaning="the plan has `protection: none`, so papers for the public hide no small number",
        hint="delete the line, unless none of these papers leaves the council",
    ),
    Check.CHECK_OFF_FOR_EVERYTHING: About(
        severity=Severity.WARNING,
        meaning="a check is off for everything, without end or for longer than `off_months`; this "
        "check cannot be switched off",
        hint="name the `refs` it is off for, or the day until which it is off",
    ),
}
"""What each check finds, in the order they are told."""
