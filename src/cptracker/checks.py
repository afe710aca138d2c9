"""The checks of a plan's consistency, by name: what each finds, how bad that is, what to do.

A plan can switch one off by its name, for all or for some references, with a reason and a date.
"""

import datetime
from collections.abc import Mapping
from enum import StrEnum

from attrs import frozen

from cptracker.errors import Severity


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
        refs: The references for which it is off; all if none are given.
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
        hint="correct the commentary, or the records; `cptracker values` shows the figure",
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
}
"""What each check finds, in the order they are told."""
