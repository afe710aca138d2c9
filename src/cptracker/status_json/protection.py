"""How small numbers were protected, and tables beside the plan, in the JSON of the status."""

from typing import Literal

from attrs import field, frozen

from cptracker.status_json.figures import (
    ComparatorDocument,
    GroupDocument,
    OverTime,
    PublishedPeriodDocument,
    RelatedMeasuresDocument,
)
from cptracker.status_json.scalars import Count, absent, formerly


@frozen(kw_only=True)
class SharedBaseDocument:
    """Two measures whose bases are the same children, or one's among the other's.

    Attributes:
        by: The breakdowns in whose groups this holds as well.
    """

    measure: str
    of: str
    how: Literal["same", "among"]
    by: tuple[str, ...]


@frozen(kw_only=True)
class SharedItemsDocument:
    """A mean, and the share with so many items: the sum is at least what they have together."""

    mean: str
    share: str
    at_least: int
    least: int


@frozen(kw_only=True)
class SharedSumDocument:
    """Measures whose numbers add up to the number, or the base, of another.

    Attributes:
        bases: Measures whose bases are parts too.
        rest: Whether others may count in the total who are in none of the parts.
    """

    total: str
    of: Literal["number", "base"]
    parts: tuple[str, ...]
    bases: tuple[str, ...] = field(metadata=absent([]))
    rest: bool = field(metadata=absent(False))


@frozen(kw_only=True)
class SharedGroupsDocument:
    """A measure whose base, or number, is drawn from some groups of another one.

    Attributes:
        part: Which of its numbers.
    """

    measure: str
    of: str
    group_by: str
    groups: tuple[str, ...]
    part: Literal["base", "number"] = field(metadata=absent("base"))


RelatedDocument = (
    SharedBaseDocument | SharedItemsDocument | SharedSumDocument | SharedGroupsDocument
)
"""Measures that share their children."""


def related_class(written: object) -> type[RelatedDocument]:
    """Of which class an object in the list of related measures is: by the key it alone has."""
    keys = written if isinstance(written, dict) else {}
    if "total" in keys:
        return SharedSumDocument
    if "groups" in keys:
        return SharedGroupsDocument
    return SharedItemsDocument if "mean" in keys else SharedBaseDocument


@frozen(kw_only=True)
class ProtectionDocument:
    """How small numbers were protected.

    Attributes:
        profile: The rules by name, such as public.
        words: The rules in sentences.
        hidden: How many figures are hidden.
        related: Measures that share their children, which a reader of their definitions knows; the
            audit of papers reckons with it.
    """

    profile: str
    words: tuple[str, ...]
    hidden: Count
    related: tuple[RelatedDocument, ...] = field(metadata=absent([]))


@frozen(kw_only=True)
class TableOfAppendixDocument:
    """A measure over time beside the plan's own, with its groups where it has any.

    Attributes:
        statistic: What the figures are; null where nothing could be computed.
        about: Who is counted; only children are protected.
        sensitive: Whether nobody, or everybody, may tell something of a child.
        over_time: flow where figures of periods add up, level for those of a period's last day,
            distinct where each child counts once in a period, however long it is.
        related: Null where its numbers follow from no other measure's.
        comparators: Published figures to set beside the measure's.
        published: What the council itself published of periods of the table, by the same
            definition; the scorecard shows it where there are no records.
    """

    title: str
    note: str
    measure: str
    unit: str
    statistic: (
        Literal["count", "sum", "share", "mean", "rate", "average", "percentile", "ratio"] | None
    ) = field(metadata=formerly("sort"))
    about: str = field(metadata=absent("children"))
    sensitive: bool = field(metadata=absent(False))
    over_time: OverTime | None
    related: RelatedMeasuresDocument | None = field(metadata=formerly("ties"))
    figures: tuple[GroupDocument, ...]
    comparators: tuple[ComparatorDocument, ...] = field(metadata=absent([]))
    published: tuple[PublishedPeriodDocument, ...] = field(metadata=absent([]))
