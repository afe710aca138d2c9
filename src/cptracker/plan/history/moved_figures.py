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
from cptracker.plan.history.snapshots import ChangedEntry, ChangeGroup, Snapshot

FiguresBeside = Callable[[Collection[str]], Iterable[PublishedFigure]]
"""Gives the published figures of some measures that stand beside a plan; it costs a moment."""

Content = tuple[str, str, str, Fraction]
"""A figure without its source: measure, area with its group, period and value."""


def no_figures_beside(_: Collection[str]) -> tuple[PublishedFigure, ...]:
    """None, where the plan is looked at alone."""
    return ()


def published_changes(
    earlier: Snapshot, later: Snapshot, figures_beside: FiguresBeside
) -> Iterator[ChangedEntry]:
    """Figures that were published and now read otherwise, or are gone from a plan."""
    missing = []
    for key, value in earlier.published.items():
        if key not in later.published:
            missing += [(key, value)] if earlier.whole and later.whole else []
        elif later.published[key] != value:
            yield _changed(key, f"{exactly(value)} became {exactly(later.published[key])}")
    if not missing:
        return
    contents = {_content(key[:3], value) for key, value in later.published.items()}
    contents |= {content_of(figure) for figure in figures_beside({key[0] for key, _ in missing})}
    for key, value in missing:
        if _content(key[:3], value) not in contents:
            yield _changed(key, f"{exactly(value)} became gone", gone=True)


def gone_figures(
    earlier: Plan, later: Plan, figures_beside: FiguresBeside
) -> list[PublishedFigure]:
    """The published figures of an earlier plan that stand nowhere any more, as they read then."""
    contents = set(map(content_of, later.published))
    missing = [figure for figure in earlier.published if content_of(figure) not in contents]
    contents_beside = (
        set(map(content_of, figures_beside({figure.measure for figure in missing})))
        if missing
        else set()
    )
    return [figure for figure in missing if content_of(figure) not in contents_beside]


def holds_all(earlier: Plan, later: Plan) -> bool:
    """Whether a plan holds all that an earlier one did, published figures apart, in any order."""
    return all(
        _holds(getattr(earlier, field.name), getattr(later, field.name))
        for field in attrs.fields(Plan)
        if field.name != "published"
    )


def _holds(earlier: object, later: object) -> bool:
    if isinstance(earlier, tuple) and isinstance(later, tuple):
        return not Counter(map(repr, earlier)) - Counter(map(repr, later))
    return earlier == later


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
