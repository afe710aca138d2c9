"""Which typed measures add up to one another, by their numbers.

Of a computed measure the children show what it shares with others; of a typed one there are only
numbers. Three shares of one base, or counts and their total, add up in every period. Whoever reads
their titles knows it, so a small one must not follow from the others. A few sums are found by
chance as well; these cost a little and leak nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal

from cptracker.model.related import SharedSum
from cptracker.model.typed import SubjectKind, TypedKind, TypedMeasure, TypedValue

Numbers = Mapping[str, int]
"""A number of children by the key of its period."""

Total = tuple[str, Literal["number", "base"]]
"""A measure, and which of its numbers."""

FEW_PARTS, LEAST_PERIODS = 2, 2
"""A sum of more parts must hold in so many periods; of few one is enough. It may fail in none."""

MOST_SUMMANDS = ((12, 4), (25, 3), (60, 2))
"""Up to so many measures, so many are tried as parts of one; of more, one alone."""

COUNTED = (TypedKind.COUNT, TypedKind.SHARE)


def sums_of(
    measures: Iterable[TypedMeasure], values: Iterable[TypedValue]
) -> tuple[SharedSum, ...]:
    """The sums that hold between typed measures of children, and those that the plan states.

    Args:
        measures: What is declared.
        values: What was typed; of several of one period the last counts.
    """
    declared = [
        measure
        for measure in measures
        if measure.about is SubjectKind.CHILDREN and measure.kind in COUNTED
    ]
    counted = {measure.identifier for measure in declared}
    known = {
        value.key: value for value in values if value.measure in counted and not value.group_by
    }
    totals: dict[Total, dict[str, int]] = {}
    for value in known.values():
        if value.numerator is not None:
            totals.setdefault((value.measure, "number"), {})[value.period.key] = value.numerator
        if value.denominator is not None:
            totals.setdefault((value.measure, "base"), {})[value.period.key] = value.denominator
    numbers = {name: many for (name, of), many in totals.items() if of == "number"}
    stated = [_stated(measure) for measure in declared if measure.parts]
    return tuple(sorted({*stated, *_sums(numbers, totals)}))


def _stated(measure: TypedMeasure) -> SharedSum:
    of: Literal["number", "base"] = "base" if measure.kind is TypedKind.SHARE else "number"
    return SharedSum(total=measure.identifier, of=of, parts=tuple(sorted(measure.parts)))


def _sums(numbers: Mapping[str, Numbers], totals: Mapping[Total, Numbers]) -> Iterator[SharedSum]:
    """Each total with the least sets of measures that add up to it."""
    living = [name for name, many in sorted(numbers.items()) if any(many.values())]
    for (total, of), whole in totals.items():
        sums: list[frozenset[str]] = []
        for summands in _candidates(living):
            names = frozenset(summands)
            itself = of == "number" and total in names
            if itself or any(smaller <= names for smaller in sums):
                continue
            if _adds_up([numbers[name] for name in summands], whole):
                sums.append(names)
                yield SharedSum(total=total, of=of, parts=summands)


def _candidates(measures: Sequence[str]) -> Iterator[tuple[str, ...]]:
    most = next((size for many, size in MOST_SUMMANDS if len(measures) <= many), 1)
    for size in range(1, most + 1):
        yield from combinations(measures, size)


def _adds_up(summands: Sequence[Numbers], total: Numbers) -> bool:
    """Whether the parts are the total wherever all are known, and that often enough."""
    common = [key for key in total if all(key in part for part in summands)]
    if any(sum(part[key] for part in summands) != total[key] for key in common):
        return False
    informative = [key for key in common if total[key]]
    least = LEAST_PERIODS if len(summands) > FEW_PARTS else 1
    return len(informative) >= least and all(
        any(part[key] for key in informative) for part in summands
    )
