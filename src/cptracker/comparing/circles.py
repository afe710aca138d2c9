"""Whom a plan compares its council with; figures of others are passed over.

A council is known by its number or code where a file has them, else by any of its names. What a
hint proposes is never another council.
"""

from collections.abc import Collection, Mapping
from difflib import get_close_matches

from attrs import frozen

from cptracker.comparing.shelves import areas_of
from cptracker.loading.councils import area_key, council_named, council_with
from cptracker.model import Plan

OF_WORDS, OF_AREAS = 0.75, 0.8
"""How alike two names are for one to be meant; names of areas end alike, as in `shire`."""


@frozen(kw_only=True)
class Circle:
    """The areas a plan speaks of: itself, England, its region and its neighbours.

    Attributes:
        names: As the plan names them, by what areas are matched by.
    """

    names: Mapping[str, str]

    def named(self, name: str, *codes: str) -> str | None:
        """The plan's name of an area; None where the plan does not speak of it.

        Args:
            name: What a file calls it.
            codes: Its number and code, where the file has them; they decide, not the name.
        """
        return self.names.get(area_key_of(name, *codes))


def circle_of(plan: Plan) -> Circle:
    """The areas that a plan speaks of."""
    return Circle(names=areas_of(plan))


def area_key_of(name: str, *codes: str) -> str:
    """What an area is matched by: the number of the council that its codes or its name tell."""
    council = next((found for found in map(council_with, codes) if found), None)
    return council.la_number if council else area_key(name)


def area_meant(name: str, circle: Circle) -> str | None:
    """The area of the plan that was probably meant by a name that is no council's."""
    return None if council_named(name) else meant(name, circle.names.values(), OF_AREAS)


def meant(name: str, known: Collection[str], cutoff: float = OF_WORDS) -> str | None:
    """The known name that was probably meant, as near to it as the cutoff says."""
    near = get_close_matches(name, list(known), n=1, cutoff=cutoff)
    return near[0] if near else None
