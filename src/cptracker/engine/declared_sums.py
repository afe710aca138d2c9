"""What measures say of each other themselves: whose numbers are parts of one whole.

The children in bases are compared, see `shared_bases`; those who meet a measure are not, for what
they share by chance would tell of them. So measures say by whose definition numbers add up.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from cptracker.model.measure_info import MeasureInfo
from cptracker.model.related import Related, SharedGroups, SharedSum

SHARE = "share"


def declared_sums(measures: Iterable[MeasureInfo]) -> tuple[Related, ...]:
    """What follows from the related measures that some measures name.

    Groups of one breakdown share no child: those in residential care and those with their parents
    are parts of all who are looked after, whatever the measures are.

    Example:
        >>> from cptracker import Better, RelatedMeasures
        >>> from cptracker.model.measure_info import MeasureInfo
        >>> mean = MeasureInfo(
        ...     identifier="average-score", title="", unit="points", better=Better.LOWER,
        ...     related=RelatedMeasures(based_on="score-received"),
        ... )
        >>> declared_sums([mean])[0].parts
        ('score-received',)
    """
    infos = list({info.identifier: info for info in measures}.values())
    sums = (*_of_groups(infos), *_of_disjoint(infos), *_bases(infos))
    return tuple(dict.fromkeys(sums))


def _of_groups(infos: Sequence[MeasureInfo]) -> Iterator[SharedSum]:
    """Measures that are groups of one breakdown, with those drawn from other groups of it."""
    numbers: defaultdict[tuple[str, ...], dict[str, MeasureInfo]] = defaultdict(dict)
    for info in infos:
        if info.related.same_as:
            numbers[info.related.same_as[:2]].setdefault(info.related.same_as[2], info)
    for (measure, breakdown), group_infos in numbers.items():
        bases = tuple(
            info.identifier
            for info in infos
            if info.related.base_groups[:2] == (measure, breakdown)
            and not {*info.related.base_groups[2:]} & group_infos.keys()
        )
        summands = tuple(sorted(info.identifier for info in group_infos.values()))
        if len(summands) + len(bases) > 1:
            yield SharedSum(total=measure, of="number", parts=summands, bases=bases, rest=True)
        shares = sorted(info.identifier for info in group_infos.values() if info.statistic == SHARE)
        if len(shares) > 1:
            yield SharedSum(total=shares[0], of="base", parts=tuple(shares), rest=True)


def _of_disjoint(infos: Sequence[MeasureInfo]) -> Iterator[SharedSum]:
    """Measures within one that share no child."""
    for info in infos:
        if info.related.apart_from and info.related.part_of:
            summands = tuple(sorted({info.identifier, *info.related.apart_from}))
            yield SharedSum(total=info.related.part_of, of="number", parts=summands, rest=True)


def _bases(infos: Sequence[MeasureInfo]) -> Iterator[Related]:
    """Bases that are who meets another measure, or are drawn from groups of one."""
    for info in infos:
        if info.related.based_on:
            yield SharedSum(total=info.identifier, of="base", parts=(info.related.based_on,))
        yield from _drawn(info, info.related.base_groups, "base")
        yield from _drawn(info, info.related.number_groups, "number")


def _drawn(
    info: MeasureInfo, drawn_from: Sequence[str], part: Literal["base", "number"]
) -> Iterator[SharedGroups]:
    """A base, or a number, that is drawn from groups of another measure; none if none is named."""
    if drawn_from:
        of, group_by, *groups = drawn_from
        yield SharedGroups(
            measure=info.identifier, of=of, group_by=group_by, groups=tuple(groups), part=part
        )
