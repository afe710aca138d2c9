"""Who is in the base of each figure, and which measures share their children.

Whatever holds by definition holds for the children themselves, so comparing them finds every such
tie, whoever wrote the measure. It finds a few by chance as well; these cost a little and leak
nothing.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import permutations
from typing import Literal

import narwhals.stable.v2 as nw

from cptracker.authoring.lookups import Contacts
from cptracker.authoring.member_types import Members, Stock
from cptracker.engine.groups import breakdown_columns
from cptracker.engine.weights import FIRST, KNOWN, NUMERATOR, SUBJECT, UNSURE, UNTIL
from cptracker.model.periods import Period, from_key
from cptracker.model.related import (
    AMONG,
    SAME,
    Cohorts,
    Place,
    Related,
    RelatedLookup,
    SharedBase,
    SharedItems,
    parts_of_place,
    place_of,
)
from cptracker.records.care.days import Frame
from cptracker.records.engines import Engine

col, lit = nw.col, nw.lit


CHILD = "child_id"


REPEATED = "\t"
"""Stands in no identifier, so that a child's second place in a base is nobody else's first."""


Changes = dict[tuple[str, str], list[Counter[str]]]


def lookup_of(members: Members) -> RelatedLookup | None:
    """What the subjects of a stock are looked up in; None where a contact alone decides."""
    if not isinstance(members, Stock) or len(members.contacts) != 1:
        return None
    (rule,) = members.contacts
    if rule.item is None:
        return None
    least = 0 if members.none_found == "zero" else 1
    return RelatedLookup(what=_described(rule), at_least=members.at_least, least=least)


def _described(rule: Contacts) -> str:
    described = (rule.item, rule.subject, rule.start, rule.end, rule.months, rule.days, rule.closed)
    return "/".join(map(str, (*described, rule.ages)))


def cohorts_of(
    members: Members,
    rows: Frame,
    engine: Engine,
    periods: Sequence[Period],
    by: Sequence[str],
    *,
    counts: bool,
    not_met: bool,
) -> Cohorts:
    """The children in each base.

    Args:
        members: What the plug-in returned.
        rows: Their rows of weights.
        engine: The engine that holds them.
        periods: The periods that `first` and `until` number.
        by: The breakdowns.
        counts: Whether the base is the count itself.
        not_met: Whether those of whom nothing is known are in the denominator.
    """
    if getattr(members, "subject", None) != CHILD:
        return Cohorts()
    lookup = lookup_of(members)
    weight = col(NUMERATOR) if counts else col(KNOWN) + (col(UNSURE) if not_met else lit(0))
    running = _counted(rows, weight, engine, periods, by)
    known = _counted(rows, col(KNOWN), engine, periods, by) if lookup and not_met else running
    return Cohorts(
        bases={place: _each(often) for place, often in running.items()},
        lookup=lookup,
        several=not all(map(_once, running.values())),
        known={place: _each(often) for place, often in known.items()} if lookup else {},
    )


def _counted(
    rows: Frame, weight: nw.Expr, engine: Engine, periods: Sequence[Period], by: Sequence[str]
) -> dict[Place, Counter[str]]:
    """Each place's children, and how often each counts by a weight of its rows."""
    names = list(dict.fromkeys(name for breakdown in by for name in breakdown_columns(breakdown)))
    keys = [SUBJECT, FIRST, UNTIL, *names]
    summed = rows.group_by(*keys).agg(weight.sum().alias("weight")).select(*keys, "weight")
    changes: Changes = {}
    for subject, first, until, *groups, many in engine.rows(summed.filter(col("weight") != 0)):
        for place in _places(by, names, groups):
            if place not in changes:
                changes[place] = [Counter() for _ in range(len(periods) + 1)]
            changes[place][int(first)][subject] += int(many)
            changes[place][int(until)][subject] -= int(many)
    return dict(_running(changes, periods))


def _each(counts: Mapping[str, int]) -> frozenset[str]:
    """Each child as often as it counts, so that a base lies in another only if all of it does."""
    return frozenset(
        child if nth == 0 else f"{child}{REPEATED}{nth}"
        for child, many in counts.items()
        for nth in range(many)
    )


def _once(counts: Mapping[str, int]) -> bool:
    """Whether each child counts once."""
    return all(many == 1 for many in counts.values())


def _places(
    by: Sequence[str], names: Sequence[str], groups: Sequence[str]
) -> Iterator[tuple[str, str]]:
    yield "", ""
    for breakdown in by:
        yield (
            breakdown,
            "+".join(groups[names.index(name)] for name in breakdown_columns(breakdown)),
        )


def _running(changes: Changes, periods: Sequence[Period]) -> Iterator[tuple[Place, Counter[str]]]:
    """Each place's children, and how often each counts."""
    for (breakdown, group), steps in changes.items():
        counts: Counter[str] = Counter()
        for period, step in zip(periods, steps, strict=False):
            for subject, change in step.items():
                counts[subject] += change
                if not counts[subject]:
                    del counts[subject]
            yield place_of(period.key, breakdown, group), counts.copy()


Time = tuple[int, int]
"""A period's last month and its length; of a day the length is 0."""


Times = Mapping[str, Mapping[str, Mapping[Time, frozenset[str]]]]
"""The children of a measure by breakdown, group and time."""


All = Mapping[str, Times]
"""The same of every measure."""


How = Literal["same", "among", "apart", "unknown"]


DISJOINT: Literal["apart"] = "apart"


UNKNOWN: Literal["unknown"] = "unknown"


def related_of(cohorts: Mapping[str, Collection[Cohorts]]) -> tuple[Related, ...]:
    """Which measures share their children, by the bases of each as often as it was computed.

    A measure in which a child counts more than once in some period is not compared with one in
    which each counts once: what holds for its months does not hold for its years, and a few places
    of visits or reviews beyond some children are no number of children.
    """
    at = {name: _by_time(many) for name, many in sorted(cohorts.items())}
    repeating = {name for name, many in cohorts.items() if any(cohorts.several for cohorts in many)}
    relations = {
        (few, many): how
        for few, many in permutations(at, 2)
        if (few in repeating) == (many in repeating)
        if (how := _how(at[few][""][""], _filled(at[many][""][""]))) in (SAME, AMONG)
    }
    classes = _classes(at, relations)
    bases = [
        *(_shared(at, name, first, SAME) for name, first in classes.items() if name != first),
        *(
            _shared(at, few, many, AMONG)
            for (few, many), how in relations.items()
            if how == AMONG and classes[few] == few and classes[many] == many
        ),
    ]
    return (*sorted(bases), *_shared_items(cohorts))


def _by_time(many: Iterable[Cohorts]) -> Times:
    children_by_time: dict[str, dict[str, dict[Time, frozenset[str]]]] = {"": {"": {}}}
    for cohorts in many:
        for place, children in cohorts.bases.items():
            key, breakdown, group = parts_of_place(place)
            times = children_by_time.setdefault(breakdown, {}).setdefault(group, {})
            times[_time(cohorts, key)] = children
    return children_by_time


def _classes(at: All, relations: Mapping[tuple[str, str], How]) -> dict[str, str]:
    """For each measure the one that stands for all with the same base: that broken down most."""
    ordered = sorted(at, key=lambda name: (-len(at[name]), name))
    classes: dict[str, str] = {}
    for name in ordered:
        alike = [class_ for class_ in classes.values() if relations.get((name, class_)) == SAME]
        classes[name] = alike[0] if alike else name
    return classes


def _filled(times: Mapping[Time, frozenset[str]]) -> dict[Time, frozenset[str]]:
    """The times at which there is anybody: where there is nobody nothing can be learned."""
    return {time: children for time, children in times.items() if children}


def _shared(at: All, few: str, many: str, how: Literal["same", "among"]) -> SharedBase:
    by = [
        name for name in at[few] if name and name in at[many] and _holds(at, few, many, name, how)
    ]
    return SharedBase(measure=few, of=many, how=how, by=tuple(sorted(by)))


def _holds(at: All, few: str, many: str, breakdown: str, how: Literal["same", "among"]) -> bool:
    """Whether it holds in every group of a breakdown as well."""
    others, whole = at[many][breakdown], _filled(at[many][""][""])
    relations = [
        _how(times, {time: others.get(group, {}).get(time, frozenset()) for time in whole})
        for group, times in at[few][breakdown].items()
    ]
    return (SAME in relations or how in relations) and DISJOINT not in relations


def _how(few: Mapping[Time, frozenset[str]], many: Mapping[Time, frozenset[str]]) -> How:
    """Whether bases are the same, or within the other, wherever both are known."""
    compared = same = 0
    for (month, length), children in few.items():
        for time in {(month, length), (month, 0)} if length else _times_ending(many, month):
            if not children or time not in many:
                continue
            if not children <= many[time]:
                return DISJOINT
            compared += 1
            same += children == many[time]
    if not compared:
        return UNKNOWN
    return SAME if same == compared else AMONG


def _times_ending(times: Mapping[Time, frozenset[str]], month: int) -> list[Time]:
    return [time for time in times if time[0] == month]


def _shared_items(cohorts: Mapping[str, Collection[Cohorts]]) -> Iterator[SharedItems]:
    """Means and shares of the same items, where both know something of the same children.

    Workers since the last change of team are fewer than all workers, of fewer children; only of the
    same children can what a share counts be part of what a mean adds up.
    """
    look_backs = {
        name: (rule, _known(many))
        for name, many in sorted(cohorts.items())
        if many and (rule := next(iter(many)).lookup)
    }
    for mean, (rule, children) in look_backs.items():
        for share, (other, others) in look_backs.items():
            if rule.at_least is not None or other.at_least is None or rule.what != other.what:
                continue
            places = [place for place in children if place in others]
            if places and all(children[place] == others[place] for place in places):
                yield SharedItems(mean=mean, share=share, at_least=other.at_least, least=rule.least)


def _known(many: Iterable[Cohorts]) -> dict[tuple[Time, str, str], frozenset[str]]:
    """The children of whom something is known, at each time and in each group with any."""
    return {
        (_time(cohorts, key), breakdown, group): children
        for cohorts in many
        for place, children in (cohorts.known or cohorts.bases).items()
        for key, breakdown, group in (parts_of_place(place),)
        if children
    }


def _time(cohorts: Cohorts, key: str) -> Time:
    period = from_key(key)
    return period.last_month, 0 if cohorts.of_a_day else period.every.months
