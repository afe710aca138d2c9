"""Whom a plan compares its council with; figures of others are passed over."""

from collections.abc import Collection
from difflib import get_close_matches

from cptracker.comparing.forms import plain
from cptracker.comparing.shelves import ENGLAND
from cptracker.model import Plan


def circle_of(plan: Plan) -> dict[str, str]:
    """The areas a plan speaks of, by their plain names: itself, England, region, neighbours."""
    others = plan.comparators
    region = (others.region,) if others and others.region else ()
    areas = (plan.council, ENGLAND, *region, *(others.neighbours if others else ()))
    return {plain(area): area for area in areas}


def meant(name: str, known: Collection[str]) -> str | None:
    """The known name that was probably meant."""
    near = get_close_matches(name, list(known), n=1, cutoff=0.75)
    return near[0] if near else None
