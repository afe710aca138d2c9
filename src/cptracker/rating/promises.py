"""The rating of a promise by rule, with the reason in words.

What only published documents told of, without a day or a status, is not rated: a report that work
goes on does not say that it is on track. Otherwise in order: complete; cancelled or superseded; not
started; overdue; then the worst of no update, a forecast past the due date, a milestone overdue and
an open blocker; else on track.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from attrs import frozen

from cptracker.model.actions import Action, Colour, Status
from cptracker.model.figures import Rating
from cptracker.model.periods import Every, long_date, month_of
from cptracker.model.plan import Plan
from cptracker.model.progress import Progress, PromiseRating

NOTHING_RECORDED = PromiseRating(
    rating=Rating.NO_DATA, word="nothing recorded", reason="nothing recorded"
)


REPORTED = "reported"
"""The word for what a published document told of, and nobody has rated."""


BEST_FIRST = (Rating.GREEN, Rating.AMBER, Rating.RED)


@frozen(kw_only=True)
class UpdateFrequency:
    """How often an update is owed, and how long a reporting period is."""

    update_every: Every
    report_every: Every


def update_frequency_of(plan: Plan, action: Action | None = None) -> UpdateFrequency:
    """The rhythm of a plan's deliverables, or of one of its actions."""
    every = action.update_every if action else None
    return UpdateFrequency(update_every=every or plan.report_every, report_every=plan.report_every)


def is_overrated(colour: Colour, promise_rating: PromiseRating) -> bool:
    """Whether an owner sees it better than the rule does, which needs a reason."""
    rating = Rating(colour.value)
    return promise_rating.rating in BEST_FIRST and (
        BEST_FIRST.index(rating) < BEST_FIRST.index(promise_rating.rating)
    )


def rate_promise(
    progress: Progress, as_at: date, update_frequency: UpdateFrequency
) -> PromiseRating:
    """How a promise stands on a day.

    Args:
        progress: What was known of it on that day.
        as_at: The day.
        update_frequency: After how long silence counts, and a forecast is more than a period late.
    """
    if progress.last_recorded is None:
        return NOTHING_RECORDED
    if progress.reported:
        reason = f"{REPORTED} {month_of(progress.reported)}"
        return PromiseRating(rating=Rating.NO_DATA, word=REPORTED, reason=reason)
    return _settled(progress, as_at) or _worst(progress, as_at, update_frequency)


def _settled(progress: Progress, as_at: date) -> PromiseRating | None:
    """What is closed, not begun, or past its day: nothing else matters then."""
    if progress.status.closed and progress.since:
        complete = progress.status is Status.COMPLETE
        word = "completed" if complete else str(progress.status)
        return PromiseRating(
            rating=Rating.COMPLETE if complete else Rating.CANCELLED,
            word=str(progress.status),
            reason=f"{word} {long_date(progress.since)} by {progress.by}",
        )
    if progress.start and progress.start > as_at:
        reason = f"not started, due to start {long_date(progress.start)}"
        return PromiseRating(rating=Rating.NOT_STARTED, word="not started", reason=reason)
    if progress.due and progress.due < as_at:
        days = (as_at - progress.due).days
        reason = f"overdue {days:,} {'day' if days == 1 else 'days'}"
        return PromiseRating(rating=Rating.RED, word="overdue", reason=reason)
    return None


def _worst(progress: Progress, as_at: date, update_frequency: UpdateFrequency) -> PromiseRating:
    """Red wins over amber; the reasons are all told, the worst first."""
    ratings = sorted(
        _risks(progress, as_at, update_frequency),
        key=lambda rating: rating.rating is not Rating.RED,
    )
    if not ratings:
        without = "" if progress.due else ", no due date set"
        return PromiseRating(rating=Rating.GREEN, word="on track", reason=f"on track{without}")
    return PromiseRating(
        rating=ratings[0].rating,
        word=ratings[0].word,
        reason="; ".join(rating.reason for rating in ratings),
    )


def _risks(
    progress: Progress, as_at: date, update_frequency: UpdateFrequency
) -> Iterator[PromiseRating]:
    if (
        progress.last_recorded
        and months_after(progress.last_recorded, update_frequency.update_every.months) < as_at
    ):
        reason = f"no update since {long_date(progress.last_recorded)}"
        yield PromiseRating(rating=Rating.AMBER, word="no update", reason=reason)
    if progress.forecast and progress.due and progress.forecast > progress.due:
        late = progress.forecast > months_after(progress.due, update_frequency.report_every.months)
        reason = f"expected {long_date(progress.forecast)}, due {long_date(progress.due)}"
        yield _at_risk(late, reason)
    for step in progress.steps:
        if step.met is None and step.due < as_at:
            key = "key milestone" if step.key else "milestone"
            yield _at_risk(step.key, f"{key} '{step.title}' was due {long_date(step.due)}")
    for blocker in progress.blockers:
        yield _at_risk(blocker.rating == "red", f"blocked: {blocker.text}")


def _at_risk(red: bool, reason: str) -> PromiseRating:
    rating = Rating.RED if red else Rating.AMBER
    return PromiseRating(rating=rating, word="at risk", reason=reason)


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last of a shorter month; never past the last year."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if year > date.max.year:
        return date.max
    return date(year, month, min(day.day, monthrange(year, month)[1]))
