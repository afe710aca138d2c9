"""The council's own tables, which no national return has."""

from collections.abc import Mapping
from datetime import date

from cptracker.synthetic.council import event_rows, household_rows, population_rows, survey_rows
from cptracker.synthetic.episodes import CareEpisodes
from cptracker.synthetic.health import earliest
from cptracker.synthetic.histories import CareWorld
from cptracker.synthetic.homes import Home
from cptracker.synthetic.story import Story
from cptracker.synthetic.support import adviser_rows, pep_rows, plan_rows, visit_rows
from cptracker.synthetic.workforce import staff_rows, training_rows
from cptracker.synthetic.writing import Rows


def local_tables(world: CareWorld, story: Story) -> Mapping[str, Rows]:
    """The rows of every local table by name; to be written in this order."""
    children = tuple(child for child in story.children if child.stays[-1].end >= earliest(world))
    events, attendance = event_rows(world, story.children)
    return {
        "health_assessments": health_rows(story),
        "sdq": sdq_rows(story),
        "peps": pep_rows(world, children),
        "visits": visit_rows(world, children),
        "pathway_plans": plan_rows(world, story.advisers),
        "adviser_spells": adviser_rows(world, story.advisers),
        "foster_households": household_rows(world),
        "staff": staff_rows(world, story.staff),
        "training": training_rows(world, story.staff),
        "events": events,
        "attendance": attendance,
        "surveys": survey_rows(world, story.children),
        "placement_distances": distance_rows(world, story),
        "postcodes": postcode_rows(world, story),
        "population": population_rows(world),
    }


def health_rows(story: Story) -> Rows:
    """Initial and review health assessments."""
    for child_id, health in story.health.items():
        for kind, day in health.assessments:
            yield child_id, kind, day


def sdq_rows(story: Story) -> Rows:
    """Strengths and difficulties questionnaires with their scores."""
    for child_id, health in story.health.items():
        for day, score in health.questionnaires:
            yield child_id, day, score


def _returned_starts(world: CareWorld, case: CareEpisodes) -> list[date]:
    """The first days of the episodes that stand in some return."""
    first, last = world.window.first, world.window.last
    return [row.start for row in case.episodes if row.touches(first, last)]


def distance_rows(world: CareWorld, story: Story) -> Rows:
    """Miles from home for each episode; nobody counts them for short breaks."""
    for case in story.cases:
        returned_starts = _returned_starts(world, case)
        for row in case.episodes:
            if row.start in returned_starts and not row.short_break:
                yield case.child.child_id, row.start, case.miles(row)


def postcode_rows(world: CareWorld, story: Story) -> Rows:
    """Grid references of the postcodes in the returns; some cannot be looked up."""
    home_by_name: dict[str, Home] = {}
    for case in story.cases:
        if _returned_starts(world, case):
            places = [case.home, *(row.move.place for row in case.episodes)]
            home_by_name |= {place.postcode: place for place in places if place and place.listed}
    for _, place in sorted(home_by_name.items()):
        yield place.postcode, place.east, place.north, place.laua
