"""Measures that are taken from the same children: what one base says of another.

Found by comparing the children themselves, measure by measure, so no author has to declare it. Only
that two measures share their children, or that one's are among the other's, is kept: never whose.
"""

from collections.abc import Mapping
from typing import Final, Literal

from attrs import field, frozen

Place = str
"""A period's key, a breakdown and a group in one text, which JSON can hold as a key."""

APART = "\t"


def place_of(period: str, group_by: str, group: str) -> Place:
    """The place of a period's key, a breakdown and a group; both empty for everyone."""
    return APART.join((period, group_by, group))


def parts_of_place(place: Place) -> tuple[str, str, str]:
    """The period's key, the breakdown and the group."""
    period, group_by, group = place.split(APART, 2)
    return period, group_by, group


SAME: Final = "same"
AMONG: Final = "among"


@frozen(kw_only=True)
class Lookup:
    """What the children of a measure are looked up in, such as their placements of 12 months.

    Attributes:
        what: The items and the window, alike for measures that count the same.
        at_least: How many items meet the standard; None where the mean is asked for.
        least: The fewest items that a child in the mean has.
    """

    what: str
    at_least: int | None
    least: int


@frozen(kw_only=True)
class Cohorts:
    """The children in the base of each figure of a measure; restricted, and in no report.

    Attributes:
        bases: By place; a place is missing where rows are not children.
        lookup: What they are looked up in, if anything.
        of_a_day: Whether figures are those of a period's last day, whatever its length.
        several: Whether a child counts more than once in a period, such as in each term of a year:
            then its base is no number of children.
    """

    bases: Mapping[Place, frozenset[str]] = field(factory=dict, repr=False)
    lookup: Lookup | None = None
    of_a_day: bool = False
    several: bool = False


@frozen(kw_only=True, order=True)
class SharedBase:
    """Two measures whose bases are the same children, or one's among the other's.

    Attributes:
        measure: Whose base is the same or the smaller one.
        of: Whose base it is compared with; of several that are the same, one stands for all.
        how: `same` or `among`.
        by: The breakdowns in whose groups this holds as well.
    """

    measure: str
    of: str
    how: Literal["same", "among"]
    by: tuple[str, ...] = ()


@frozen(kw_only=True, order=True)
class SharedItems:
    """A mean, and the share of those with so many: the sum is at least what they have together.

    Attributes:
        mean: The measure that is a mean.
        share: The measure that is the share.
        at_least: How many items the share asks for.
        least: The fewest items that a child in the mean has.
    """

    mean: str
    share: str
    at_least: int
    least: int


Related = SharedBase | SharedItems
