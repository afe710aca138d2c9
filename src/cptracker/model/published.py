"""Figures that somebody published, whom they are about, and whom a council is compared with."""

from datetime import date
from decimal import Decimal

from attrs import frozen


@frozen(kw_only=True, order=True)
class GroupKey:
    """A group of a breakdown, such as `17-18` of `age_group`."""

    group_by: str
    group: str

    def __str__(self) -> str:
        return f"{self.group_by}: {self.group}"

    @property
    def words(self) -> str:
        """For people, such as `age group 17-18`."""
        return f"{self.group_by} {self.group}".replace("_", " ")


@frozen(kw_only=True)
class PublishedFigure:
    """A figure that somebody published, with its period and source.

    Attributes:
        measure: The measure it can be shown beside.
        area: Such as `Southampton` or `England`; a council by any name that it is known by.
        period: The period's key (`202425`, `202425Q2`, `2022-06`).
        value: In the measure's unit.
        source: Title of the publication and the place in it.
        like_for_like: Whether it follows the measure's own definition.
        note: How it differs, where it does.
        group: The group of the measure that it is for, such as `age_group: 17-18`; everyone if
            left out.
        published: The day it was published; nothing is shown of it for an earlier day. Left out
            where that day is not known: then it is always shown.
    """

    measure: str
    area: str
    period: str
    value: Decimal
    source: str
    like_for_like: bool = True
    note: str | None = None
    group: GroupKey | None = None
    published: date | None = None

    @property
    def subject(self) -> str:
        """Who it is about, such as `Southampton, age group 17-18`."""
        return f"{self.area}, {self.group.words}" if self.group else self.area

    def known_by(self, day: date) -> bool:
        """Whether it was published by a day, as far as that is known."""
        return self.published is None or self.published <= day


@frozen(kw_only=True)
class Comparators:
    """Whom the council is compared with, besides England.

    Attributes:
        neighbours_of: The council whose neighbours they are: the plan's own; needed beside them.
        neighbours: Its statistical neighbours, the closest first, as published figures name them.
        source: The model that they come from; asked of plans that were taken from a document.
        region: Its region, as published figures name it; that of the plan's council if left out.
    """

    neighbours_of: str = ""
    neighbours: tuple[str, ...] = ()
    source: str = ""
    region: str | None = None
