"""A share that is a group of another measure by another name is protected with it."""

from datetime import date

from cptracker import find_measures
from cptracker.disclosure.release import release_series
from cptracker.engine.series import series
from cptracker.model.periods import from_key
from cptracker.records.frames import from_rows

QUARTER = from_key("202425Q4")


def homes(**numbers):
    """So many children in placements of each code."""
    return from_rows(
        {
            "episodes": [
                {
                    "child_id": f"{place}{at}", "decom": "2024-06-01", "rne": "S", "ls": "C2",
                    "place": place,
                }
                for place, number in numbers.items()
                for at in range(number)
            ]
        }
    )  # fmt: skip


def published(records, *asked):
    """The numerators that anyone may see, by measure and group."""
    measures = find_measures().measures
    exact = [
        series(
            measures[name], records, [QUARTER], by, as_at=date(2025, 3, 31), distinct_children=True
        )
        for name, by in asked
    ]
    return {
        (public.measure, figure.group): figure.numerator
        for public in release_series(exact)
        for figure in public.figures
    }


def test_the_share_does_not_tell_the_group_that_hides_a_small_one():
    """Three children live with their parents, and another group is hidden so that none tells it."""
    records = homes(U6=60, K2=20, K3=12, P1=3)
    children = ("children-looked-after", ["placement_type"])

    alone = published(records, children)
    both = published(records, children, ("in-semi-independent", ()), ("in-residential-care", ()))

    assert alone["children-looked-after", "own parents"] is None
    hidden = [group for (_, group), number in alone.items() if group and number is None]
    assert len(hidden) > 1
    semi = both["in-semi-independent", ""]
    residential = both["in-residential-care", ""]
    groups = {group: number for (name, group), number in both.items() if name == children[0]}
    told = {
        "other foster": groups["other foster"],
        "residential": groups["residential"] or residential,
        "semi-independent and supported": groups["semi-independent and supported"] or semi,
    }
    assert groups["own parents"] is None
    assert None in told.values() or groups[""] is None
