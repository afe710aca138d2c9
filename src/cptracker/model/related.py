"""How measures depend on one another: what an author declares, and what shared children show.

A plug-in says it of its measure. Nothing is computed from it: it is for the protection of small
numbers, which has to look at such measures together.

Found by comparing the children themselves, measure by measure, so no author has to declare it. Only
that two measures share their children, or that one's are among the other's, is kept: never whose.
"""

from collections.abc import Mapping
from typing import Any, Final, Literal

from attrs import evolve, field, frozen
from attrs.validators import deep_iterable, instance_of

STEADY = ("", "sex", "ethnic_group", "uasc")
"""Everyone, and the breakdowns whose groups a child does not leave while time goes on."""


GROUP_LENGTH = 3


def _is_group(_: Any, __: Any, value: tuple[str, ...]) -> None:
    if len(value) not in (0, GROUP_LENGTH):
        raise ValueError("`same_as` must be a measure, one of its breakdowns and a group in it")


def _are_groups(_: Any, __: Any, value: tuple[str, ...]) -> None:
    if value and len(value) < GROUP_LENGTH:
        raise ValueError(
            "`base_groups` and `number_groups` must be a measure, one of its breakdowns and groups "
            "in it"
        )


def _names(*validators: Any) -> Any:
    """A field of names, empty unless given."""
    names = deep_iterable(instance_of(str), instance_of(tuple))
    return field(default=(), validator=[names, *validators])


@frozen(kw_only=True)
class RelatedMeasures:
    """Other measures from which a measure's numbers follow, by their identifiers.

    Attributes:
        part_of: Everyone who counts here counts there too, and others besides: those who live
            within 20 miles live within 50.
        same_as: A measure, one of its breakdowns and a group in it, which are the same children by
            another name; empty if there is none.
        inflow: For those of one day, such as children looked after: who joins them.
        outflow: Who leaves them.
        apart_from: Other measures that lie within the same one, none of whose children count here:
            nobody is in higher education and in an apprenticeship.
        based_on: Whoever meets that measure is the base of this one: the mean of scores is of those
            for whom a score was received.
        base_groups: A measure, one of its breakdowns and groups in it of whom the base is drawn.
        number_groups: The same of whom those are drawn who meet this one: foster placements with
            the council's own carers are placements that the council itself provides.

    Example:
        >>> from cptracker import RelatedMeasures
        >>> related = RelatedMeasures(part_of="placed-within-50-miles")
        >>> related.measures
        ('placed-within-50-miles',)
    """

    part_of: str = field(default="", validator=instance_of(str))
    same_as: tuple[str, ...] = _names(_is_group)
    inflow: str = field(default="", validator=instance_of(str))
    outflow: str = field(default="", validator=instance_of(str))
    apart_from: tuple[str, ...] = _names()
    based_on: str = field(default="", validator=instance_of(str))
    base_groups: tuple[str, ...] = _names(_are_groups)
    number_groups: tuple[str, ...] = _names(_are_groups)

    @property
    def measures(self) -> tuple[str, ...]:
        """All measures that are named."""
        named = (self.part_of, *self.same_as[:1], self.inflow, self.outflow)
        groups = (*self.base_groups[:1], *self.number_groups[:1])
        others = (*self.apart_from, self.based_on, *groups)
        return tuple(dict.fromkeys(name for name in (*named, *others) if name))

    @property
    def balanced(self) -> bool:
        """Whether the number of one day is that of another, with who joined and less who left."""
        return bool(self.inflow and self.outflow)


UNRELATED = RelatedMeasures()


Place = str
"""A period's key, a breakdown and a group in one text, which JSON can hold as a key."""


SEPARATOR = "\t"


def place_of(period: str, group_by: str, group: str) -> Place:
    """The place of a period's key, a breakdown and a group; both empty for everyone."""
    return SEPARATOR.join((period, group_by, group))


def parts_of_place(place: Place) -> tuple[str, str, str]:
    """The period's key, the breakdown and the group."""
    period, group_by, group = place.split(SEPARATOR, 2)
    return period, group_by, group


SAME: Final = "same"


AMONG: Final = "among"


@frozen(kw_only=True)
class RelatedLookup:
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
        bases: By place, each child as often as it counts there; a place is missing where rows are
            not children.
        lookup: What they are looked up in, if anything.
        of_a_day: Whether figures are those of a period's last day, whatever its length.
        several: Whether a child counts more than once in a period, such as in each term of a year:
            then its base is no number of children, and lies in no base of children.
        known: Those of them of whom something is known, where children are looked up in something.
    """

    bases: Mapping[Place, frozenset[str]] = field(factory=dict, repr=False)
    lookup: RelatedLookup | None = None
    of_a_day: bool = False
    several: bool = False
    known: Mapping[Place, frozenset[str]] = field(factory=dict, repr=False)

    def with_others(self, others: "Cohorts") -> "Cohorts":
        """These with those of further places of the same measure."""
        return evolve(
            self,
            bases={**self.bases, **others.bases},
            lookup=others.lookup,
            several=self.several or others.several,
            known={**self.known, **others.known},
        )


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


@frozen(kw_only=True, order=True)
class SharedSum:
    """Measures that share no child, and are together all who count in another, or in a base.

    Attributes:
        total: The measure that they add up to.
        of: Which of its numbers: `number`, or for a share the `base`.
        parts: The measures whose numbers add up; one alone is the same number.
        bases: Measures whose bases are parts too.
        rest: Whether others may count in the total who are in none of the parts.
    """

    total: str
    of: Literal["number", "base"]
    parts: tuple[str, ...]
    bases: tuple[str, ...] = ()
    rest: bool = False

    @property
    def measures(self) -> tuple[str, ...]:
        """All measures that are named."""
        return tuple(dict.fromkeys((self.total, *self.parts, *self.bases)))


@frozen(kw_only=True, order=True)
class SharedGroups:
    """A measure whose base, or number, is drawn from some groups of another one.

    Attributes:
        measure: Whose base or number it is.
        of: The measure whose groups they are.
        group_by: The breakdown.
        groups: The groups in it.
        part: Which of its numbers: `base` or `number`.
    """

    measure: str
    of: str
    group_by: str
    groups: tuple[str, ...]
    part: Literal["base", "number"] = "base"

    @property
    def measures(self) -> tuple[str, ...]:
        """All measures that are named."""
        return self.measure, self.of


Related = SharedBase | SharedItems | SharedSum | SharedGroups
