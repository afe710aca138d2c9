"""Whether what is said fits the figures: all that is red is explained, and figures are the same."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from cptracker.files.yaml_nodes import called
from cptracker.model.actions import Commentary, StatedFigure
from cptracker.model.checks import Check
from cptracker.model.figures import MissingReason, Rating
from cptracker.model.periods import Period, from_key, long_date
from cptracker.model.plan import Plan
from cptracker.model.problems import Severity
from cptracker.plan.history.listing import commentary_subject, latest_commentary
from cptracker.rating.wording import MISSING_IN_WORDS
from cptracker.status.consistency.findings import ConsistencyFinding
from cptracker.status.consistency.known_figures import Computed, rounds_to_stated
from cptracker.status.report import (
    Indicator,
    PriorityStatus,
    StatusReport,
    SuccessMeasureStatus,
)

PERCENTAGE = re.compile(r"(?<![0-9.,])([0-9]+(?:\.[0-9]+)?) ?(?:%|per cent)")


NUMBER = re.compile(r"(?<![0-9.])[0-9][0-9,]*(?:\.[0-9]+)?")


MISSING = (MissingReason.NOT_SUPPLIED, MissingReason.NOT_COMPUTABLE)
"""What makes a measure stale that had figures before; nobody eligible, or nothing due, does not."""


def of_commentary(
    plan: Plan, report: StatusReport, computed: Computed
) -> Iterator[ConsistencyFinding]:
    """What does not fit between commentary and figures, on the day of the tracker."""
    for priority in report.priorities:
        for success in priority.success_measures:
            yield from _of_success(plan, success, report.tracker_at)
        yield from _of_priority(plan, priority)
    for at, commentary in enumerate(plan.commentary):
        for nth, stated in enumerate(
            commentary.states if commentary.date <= report.tracker_at else ()
        ):
            place = ("commentary", f"{at} states {nth}")
            yield from _stated(place, commentary, stated, computed, report.example_data)


WORST_FIRST = (Rating.RED, Rating.AMBER)


def _of_priority(plan: Plan, priority: PriorityStatus) -> Iterator[ConsistencyFinding]:
    """A priority that its writer rates better than the worst of what belongs to it, without why."""
    commentary = priority.commentary
    if commentary is None or commentary.rating is None or commentary.reason:
        return
    ratings = {
        indicator.judgement.rating
        for success in priority.success_measures
        for indicator in success.indicators
    }
    ratings |= {deliverable.rating for deliverable in priority.deliverables}
    worst = next((rating for rating in WORST_FIRST if rating in ratings), None)
    own = Rating(commentary.rating.value)
    if worst is None or own is worst or own is Rating.RED:
        return
    yield ConsistencyFinding(
        check=Check.BETTER_RATING_WITHOUT_REASON,
        ref=commentary_subject(commentary),
        at=("commentary", str(plan.commentary.index(commentary))),
        message=f"priority {priority.number} is rated {own}, and something of it is {worst}",
    )


def _of_success(
    plan: Plan, success: SuccessMeasureStatus, as_at: date
) -> Iterator[ConsistencyFinding]:
    commentaries = [
        commentary
        for commentary in plan.commentary
        if commentary.success_measure == success.ref and commentary.date <= as_at
    ]
    unexplained = list(_unexplained(success, commentaries))
    yield from unexplained
    last = latest_commentary(commentaries, as_at)
    if last is not None:
        yield from _older(plan.commentary.index(last), last, success, is_told=bool(unexplained))


def _unexplained(
    success: SuccessMeasureStatus, commentaries: Sequence[Commentary]
) -> Iterator[ConsistencyFinding]:
    """What is red or stale, and not spoken of."""
    reached = max(
        (from_key(commentary.period).end for commentary in commentaries), default=date.min
    )
    for indicator in success.indicators:
        for check, finding, period in _wanting(indicator):
            if reached < period.end:
                message = (
                    f"`{indicator.measure}` {finding} for {period.label}, and no commentary on "
                    f"success measure {success.ref} is for that period"
                )
                at = ("success measure", success.ref)
                yield ConsistencyFinding(check=check, ref=success.ref, at=at, message=message)


def _wanting(indicator: Indicator) -> Iterator[tuple[Check, str, Period]]:
    """Why an indicator wants a commentary, and for which period."""
    latest = indicator.series[-1].period if indicator.series else indicator.figure.period
    if indicator.judgement.rating is Rating.RED:
        yield Check.RED_WITHOUT_COMMENTARY, "is red", indicator.figure.period
    before = any(figure.value is not None for figure in indicator.series)
    if indicator.judgement.stale or (indicator.figure.missing_reason in MISSING and before):
        yield Check.STALE_WITHOUT_COMMENTARY, "has no figure, as it had before,", latest


def _older(
    at: int, last: Commentary, success: SuccessMeasureStatus, is_told: bool
) -> Iterator[ConsistencyFinding]:
    """A last word that is for an earlier period than the figure, or came too early."""
    own_period = from_key(last.period)
    told_of = [
        indicator.figure.period
        for indicator in success.indicators
        if indicator.figure.value is not None
    ]
    newest = max(told_of, key=lambda period: period.end, default=own_period)
    name = f"the last commentary on success measure {success.ref}"
    if newest.end > own_period.end and not is_told:
        message = f"{name} is for {own_period.label}, and the figure is for {newest.label}"
    elif last.date < own_period.end:
        message = f"{name} was written {long_date(last.date)}, before {own_period.label} was over"
    else:
        return
    check = Check.COMMENTARY_OLDER_THAN_FIGURE
    yield ConsistencyFinding(
        check=check, ref=success.ref, at=("commentary", str(at)), message=message
    )


def _stated(
    place: tuple[str, str],
    commentary: Commentary,
    stated: StatedFigure,
    computed: Computed,
    example: bool,
) -> Iterator[ConsistencyFinding]:
    """A stated figure beside the computed one, which is not told: it may be one to be protected."""
    period = from_key(stated.period or commentary.period)
    figure = computed(stated.measure, period)
    if figure is None or (
        figure.value is not None and rounds_to_stated(figure.value, stated.value)
    ):
        return
    statement = f"the commentary states {stated.value} for `{stated.measure}` in {period.label}"
    the_figure = "the figure of the example records" if example else "the figure at hand"
    severity, hint = None, None
    if figure.value is None and figure.missing_reason:
        severity, hint = Severity.WARNING, "give the records it is computed from"
        finding = f"which cannot be checked: {MISSING_IN_WORDS[figure.missing_reason]}"
    else:
        finding = f"which is not {the_figure}"
    yield ConsistencyFinding(
        check=Check.COMMENTARY_STATES_ANOTHER_FIGURE,
        ref=commentary_subject(commentary),
        at=place,
        message=f"{statement}, {finding}",
        severity=severity,
        hint=hint,
    )


def of_words(plan: Plan) -> Iterator[ConsistencyFinding]:
    """Whether a commentary says the figures that it states, of what it is on."""
    measures = {
        success_measure.ref: success_measure.measures
        for priority in plan.priorities
        for success_measure in priority.success_measures
    }
    check = Check.STATED_FIGURE_NOT_IN_TEXT
    for at, commentary in enumerate(plan.commentary):
        own = measures.get(commentary.success_measure or "")
        for nth, stated in enumerate(commentary.states):
            place = ("commentary", f"{at} states {nth}")
            if own is not None and stated.measure not in own:
                ref, name = commentary.success_measure, called(stated.measure)
                message = f"the measure {name} does not belong to success measure {ref}"
                yield ConsistencyFinding(
                    check=check, ref=commentary_subject(commentary), at=place, message=message
                )
            elif not _is_said(stated, commentary):
                message = f"the words of this commentary give numbers, and {stated.value} is none"
                yield ConsistencyFinding(
                    check=check, ref=commentary_subject(commentary), at=place, message=message
                )


def _is_said(stated: StatedFigure, commentary: Commentary) -> bool:
    """Whether a figure stands in the words; they need not hold any, but not others instead."""
    text = " ".join(part for part in (commentary.data_says, commentary.analysis) if part)
    if not PERCENTAGE.search(text):
        return True
    numbers = (digits.replace(",", "") for digits in NUMBER.findall(text))
    return any(Fraction(number) == Fraction(stated.value) for number in numbers)
