"""Which tables make up a yearly return."""

from collections.abc import Mapping

from cptracker.example.careers import World
from cptracker.example.outcomes import Leaver, leaver_rows, outcome_rows
from cptracker.example.returns import (
    adoption_rows,
    draw_year,
    episode_rows,
    header_rows,
    liberty_rows,
    missing_rows,
    permanence_rows,
    placed_rows,
    review_rows,
    uasc_rows,
    worker_rows,
)
from cptracker.example.story import Story
from cptracker.example.writing import FIRST_COLLECTED, Rows


def return_tables(
    world: World,
    story: Story,
    year: int,
    leavers: tuple[Leaver, ...],
    before: Mapping[str, tuple[str, str]],
) -> Mapping[str, Rows]:
    """The rows of every table collected in a year, by the name of its file."""
    told = draw_year(world, story, year, leavers)
    tables: Mapping[str, Rows] = {
        "header": header_rows(told),
        "episodes": episode_rows(told),
        "reviews": review_rows(told),
        "uasc": uasc_rows(told),
        "oc2": outcome_rows(world, story, year),
        "oc3": leaver_rows(leavers, year),
        "ad1": adoption_rows(told),
        "placed_for_adoption": placed_rows(told),
        "previous_permanence": permanence_rows(told, before),
        "missing": missing_rows(told),
        "sw_episodes": worker_rows(told),
        "dolo": liberty_rows(told),
    }
    return {name: rows for name, rows in tables.items() if year >= FIRST_COLLECTED.get(name, 0)}
