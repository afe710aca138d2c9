"""What changed between two looks at a plan: two days, two folders, or both.

A reference that was there and is gone, without having been closed, is told as lost: nothing may
vanish from a tracker without a reason.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from cptracker.errors import UsageError
from cptracker.judging import RATING_IN_WORDS, long_date
from cptracker.judging.wording import exactly
from cptracker.model import Plan, Target
from cptracker.progress import Tracked, Verdict
from cptracker.tracking.listing import track
from cptracker.tracking.rating import Rhythm, rate
from cptracker.tracking.replaying import replay_deliverable


class Sort(StrEnum):
    """What sort of change it is, in the order they are told."""

    LOST = "reference lost"
    NEW = "new"
    CLOSED = "closed"
    OVERDUE = "newly overdue"
    MOVED = "due date moved"
    RATING = "rating changed"
    TARGET = "target changed"
    DEFINITION = "definition changed"
    PUBLISHED = "published figure changed"


@frozen(kw_only=True)
class Look:
    """A plan as it was known on a day."""

    plan: Plan
    as_at: date


@frozen(kw_only=True)
class Changed:
    """One change: of what, and how in words."""

    sort: Sort
    ref: str
    title: str
    how: str


def compare(before: Look, after: Look) -> tuple[Changed, ...]:
    """Every change from one look to a later one, sorted by what it is.

    Raises:
        UsageError: The later look is for an earlier day.
    """
    if after.as_at < before.as_at:
        raise UsageError(f"{after.as_at} is before {before.as_at}; name the earlier one first")
    found = [
        *_lost_promises(before.plan, after.plan),
        *_actions(before, after),
        *_deliverables(before, after),
        *_targets(before.plan, after.plan),
        *_definitions(before.plan, after.plan),
        *_published(before.plan, after.plan),
    ]
    order = list(Sort)
    return tuple(sorted(found, key=lambda one: order.index(one.sort)))


def _actions(before: Look, after: Look) -> Iterator[Changed]:
    was = {one.ref: one for one in track(before.plan, before.as_at)}
    now = {one.ref: one for one in track(after.plan, after.as_at)}
    for ref, one in was.items():
        if ref not in now and one.open:
            yield _changed(Sort.LOST, one, f"was {one.verdict.reason}, and is gone")
        elif ref not in now:
            yield _changed(Sort.LOST, one, f"{one.verdict.reason}, and is gone from the list")
    for ref, one in now.items():
        yield from _of_action(was.get(ref), one)


def _lost_promises(before: Plan, after: Plan) -> Iterator[Changed]:
    """Deliverables and success measures that are gone from the plan."""
    now = {(kind, ref) for kind, ref, _ in _promises(after)}
    for kind, ref, title in _promises(before):
        if (kind, ref) not in now:
            how = "stood in the plan, and is gone"
            yield Changed(sort=Sort.LOST, ref=f"{kind} {ref}", title=title, how=how)


def _promises(plan: Plan) -> Iterator[tuple[str, str, str]]:
    for priority in plan.priorities:
        yield from (("deliverable", one.ref, one.title) for one in priority.deliverables)
        yield from (("success measure", one.ref, one.title) for one in priority.success_measures)


def _of_action(was: Tracked | None, now: Tracked) -> Iterator[Changed]:
    """The changes of one action; its rating only where nothing else says why it changed."""
    if was is None:
        raised = f"raised {long_date(now.meeting.date)}, {now.verdict.reason}"
        yield _changed(Sort.NEW, now, raised)
        return
    yield from _moved(was, now)
    if was.open and not now.open:
        yield _changed(Sort.CLOSED, now, now.verdict.reason)
    elif now.overdue and not was.overdue:
        yield _changed(Sort.OVERDUE, now, now.verdict.reason)
    elif was.verdict.rating != now.verdict.rating:
        yield _changed(Sort.RATING, now, _rerated(was.verdict, now.verdict))


def _moved(was: Tracked, now: Tracked) -> Iterator[Changed]:
    before, after = was.progress, now.progress
    if before.due == after.due or after.due is None:
        return
    if before.due is None:
        yield _changed(Sort.MOVED, now, f"now has one, {long_date(after.due)}")
        return
    days = (after.due - before.due).days
    far = (
        f"{abs(days):,} {'day' if abs(days) == 1 else 'days'} {'later' if days > 0 else 'earlier'}"
    )
    times = len(after.moves) - len(before.moves)
    often = f", moved {times} times" if times > 1 else ""
    how = f"from {long_date(before.due)} to {long_date(after.due)}, {far}{often}"
    yield _changed(Sort.MOVED, now, how)


def _changed(sort: Sort, one: Tracked, how: str) -> Changed:
    return Changed(sort=sort, ref=one.ref, title=one.title, how=how)


def _rerated(was: Verdict, now: Verdict) -> str:
    before, after = (RATING_IN_WORDS[one.rating].lower() for one in (was, now))
    return f"from {before} to {after}: {now.reason}"


def _deliverables(before: Look, after: Look) -> Iterator[Changed]:
    was = {ref: verdict for ref, _, verdict in _verdicts(before)}
    for ref, title, now in _verdicts(after):
        if ref in was and was[ref].rating != now.rating:
            how = _rerated(was[ref], now)
            yield Changed(sort=Sort.RATING, ref=f"deliverable {ref}", title=title, how=how)


def _verdicts(look: Look) -> Iterator[tuple[str, str, Verdict]]:
    every = look.plan.report_every
    for priority in look.plan.priorities:
        for one in priority.deliverables:
            updates = [update for update in look.plan.updates if update.deliverable == one.ref]
            progress = replay_deliverable(updates, look.as_at)
            rhythm = Rhythm(update_every=every, report_every=every)
            yield one.ref, one.title, rate(progress, look.as_at, rhythm)


def _targets(before: Plan, after: Plan) -> Iterator[Changed]:
    was, now = ({(one.measure, one.since): one for one in plan.targets} for plan in (before, after))
    for measure, since in sorted({*was, *now}):
        one, other = was.get((measure, since)), now.get((measure, since))
        if one != other:
            how = f"from {since}: {_aim(one)} became {_aim(other)}"
            yield Changed(sort=Sort.TARGET, ref=measure, title="target", how=how)


def _aim(target: Target | None) -> str:
    if target is None:
        return "none"
    names = ("value", "low", "high", "within", "within_percent", "floor")
    said = ((name.replace("_", " "), getattr(target, name)) for name in names)
    return " ".join(f"{name} {number}" for name, number in said if number is not None)


def _definitions(before: Plan, after: Plan) -> Iterator[Changed]:
    """A success measure that is measured by something else than before."""
    was, now = _measured(before), _measured(after)
    for ref, (title, measures) in now.items():
        if ref in was and was[ref][1] != measures:
            how = f"measured by {_named(was[ref][1])}, now by {_named(measures)}"
            yield Changed(sort=Sort.DEFINITION, ref=f"success measure {ref}", title=title, how=how)


def _measured(plan: Plan) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    every = (one for priority in plan.priorities for one in priority.success_measures)
    return {one.ref: (one.title, one.measures) for one in every}


def _named(measures: Iterable[str]) -> str:
    return ", ".join(measures) or "nothing"


def _published(before: Plan, after: Plan) -> Iterator[Changed]:
    """Figures that were published and now read otherwise, or are gone."""
    was, now = (
        {(one.measure, one.area, one.period, one.source): one.value for one in plan.published}
        for plan in (before, after)
    )
    for key, value in was.items():
        if now.get(key) != value:
            measure, area, period, source = key
            to = exactly(Fraction(now[key])) if key in now else "gone"
            how = f"{exactly(Fraction(value))} became {to} ({source})"
            yield Changed(sort=Sort.PUBLISHED, ref=measure, title=f"{area}, {period}", how=how)
