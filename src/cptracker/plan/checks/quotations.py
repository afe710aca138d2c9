"""What must hold of young people's own words: a priority that is there, and nobody who is named."""

from collections.abc import Iterator

from cptracker.files.yaml_nodes import MapNode
from cptracker.files.yaml_values import integer_of, text_in
from cptracker.model.problems import Problem
from cptracker.plan.checks.plan import Sections
from cptracker.plan.document import joined_nodes, mappings, readable, repeats


def check_quotations(sections: Sections, whole: bool) -> Iterator[Problem]:
    """Every broken rule of the list `quotations`.

    Args:
        sections: The items of each list of the plan.
        whole: Whether no file of it is missing, so that every priority is known.
    """
    numbers = {
        readable(priority.entries.get("number"), integer_of)
        for priority in mappings(sections["priorities"])
    }
    for quotation in mappings(sections["quotations"]):
        if whole:
            yield from _priority(quotation, numbers)
        yield from _said_by(quotation)
    words = joined_nodes(sections["quotations"], {"words": text_in, "priority": integer_of})
    yield from repeats(words, "this quotation", "keep one of them")


def _priority(quotation: MapNode, numbers: set[int | None]) -> Iterator[Problem]:
    number = readable(quotation.entries.get("priority"), integer_of)
    if number is not None and number not in numbers:
        message = f"the plan has no priority {number}"
        yield quotation.entries["priority"].place.problem(message, "name one that it has")


def _said_by(quotation: MapNode) -> Iterator[Problem]:
    """An age beside a group tells who spoke."""
    said_by = readable(quotation.entries.get("said_by"), text_in)
    if said_by is not None and any(character.isdigit() for character in said_by):
        message = "`said_by` holds a number: an age or a year of birth tells who spoke"
        hint = "name the group that spoke, such as `Children in Care Council`"
        yield quotation.entries["said_by"].place.problem(message, hint)
