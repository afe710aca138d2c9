"""Published figures that read otherwise or are gone, and not those that only stand elsewhere now.

A figure may move from the plan to the figures that ship with the package, to a file of comparators,
or under a source that is worded in another way. It is gone where no figure of the same measure,
area, group, period and value stands anywhere.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from fractions import Fraction

import attrs

from cptracker.model.plan import Plan
from cptracker.model.published import PublishedFigure
from cptracker.model.rounding import exactly
from cptracker.plan.councils import area_key
from cptracker.plan.history.change_entries import ChangedEntry, ChangeGroup
from cptracker.plan.history.snapshots import Snapshot

FiguresBeside = Callable[[Collection[str]], Iterable[PublishedFigure]]
"""Gives the published figures of some measures that stand beside a plan; it costs a moment."""

Content = tuple[str, str, str, Fraction]
"""A figure without its source: measure, area with its group, period and value."""


def no_figures_beside(_: Collection[str]) -> tuple[PublishedFigure, ...]:
    """None, where the plan is looked at alone."""
    return ()


def published_changes(
    was: Snapshot, now: Snapshot, beside: FiguresBeside
) -> Iterator[ChangedEntry]:
    """Figures that were published and now read otherwise, or are gone from a plan."""
    gone = []
    for key, value in was.published.items():
        if key not in now.published:
            gone += [(key, value)] if was.whole and now.whole else []
        elif now.published[key] != value:
            yield _changed(key, f"{exactly(value)} became {exactly(now.published[key])}")
    if not gone:
        return
    there = {_content(key[:3], value) for key, value in now.published.items()}
    there |= {content_of(figure) for figure in beside({key[0] for key, _ in gone})}
    for key, value in gone:
        if _content(key[:3], value) not in there:
            yield _changed(key, f"{exactly(value)} became gone", gone=True)


def gone_figures(was: Plan, now: Plan, beside: FiguresBeside) -> list[PublishedFigure]:
    """The published figures of an earlier plan that stand nowhere any more, as they read then."""
    there = set(map(content_of, now.published))
    left = [figure for figure in was.published if content_of(figure) not in there]
    others = set(map(content_of, beside({figure.measure for figure in left}))) if left else set()
    return [figure for figure in left if content_of(figure) not in others]


def holds_all(was: Plan, now: Plan) -> bool:
    """Whether a plan holds all that an earlier one did, published figures apart, in any order."""
    return all(
        _holds(getattr(was, field.name), getattr(now, field.name))
        for field in attrs.fields(Plan)
        if field.name != "published"
    )


def _holds(was: object, now: object) -> bool:
    if isinstance(was, tuple) and isinstance(now, tuple):
        return not Counter(map(repr, was)) - Counter(map(repr, now))
    return was == now


def content_of(figure: PublishedFigure) -> Content:
    """A figure without its source, by which it is known again elsewhere."""
    return _content((figure.measure, figure.subject, figure.period), Fraction(figure.value))


def _content(key: tuple[str, str, str], value: Fraction) -> Content:
    measure, subject, period = key
    return measure, area_key(subject), period, value


def _changed(key: tuple[str, str, str, str], how: str, *, gone: bool = False) -> ChangedEntry:
    measure, subject, period, source = key
    return ChangedEntry(
        kind=ChangeGroup.PUBLISHED,
        ref=measure,
        title=f"{subject}, {period}",
        how=f"{how} ({source})",
        gone=gone,
    )
