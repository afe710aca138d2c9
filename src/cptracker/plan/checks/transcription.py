"""Where a plan was taken from a document, each of its parts says where it stands there.

A plan that was written here has no `source`, and then no part of it needs a `place`, nor do the
neighbours need the model that they come from.
"""

from collections.abc import Iterable, Iterator, Mapping

import attrs

from cptracker.files.yaml_nodes import MapNode, Node
from cptracker.model.agenda import Duty
from cptracker.model.plan import Commitment, Deliverable, Priority, SuccessMeasure
from cptracker.model.problems import Problem, near_miss
from cptracker.model.published import Comparators
from cptracker.plan.document import items_of, mappings

MODEL_HINT = "add a line `source: …` with the model that the neighbours come from"


HINT = "add a line `place: …`, since `plan` names the document in its `source`"


PARTS_OF_PRIORITY = (("commitments", "commitment", Commitment),
         ("deliverables", "deliverable", Deliverable),
         ("success_measures", "success measure", SuccessMeasure))  # fmt: skip
"""The lists of a priority, what an item is called, and its class."""


def check_places(sections: Mapping[str, list[Node]], roots: Iterable[MapNode]) -> Iterator[Problem]:
    """A problem for each part without a `place` of a plan that names its document.

    Args:
        sections: The items of each top-level list, joined from all files.
        roots: The files, one of which says which plan it is.
    """
    files = list(roots)
    headings = mappings(root.entries.get("plan") for root in files)
    if not any("source" in heading.keys for heading in headings):
        return
    for priority in mappings(sections["priorities"]):
        yield from _place(priority, "priority", Priority)
        for key, noun, model in PARTS_OF_PRIORITY:
            for item in mappings(items_of(priority, key)):
                yield from _place(item, noun, model)
    for duty in mappings(sections["duties"]):
        yield from _place(duty, "duty", Duty)
    for node in mappings(root.entries.get("comparators") for root in files):
        if "neighbours" in node.keys:
            yield from _missing("source", node, "list of comparators", Comparators, MODEL_HINT)


def _place(item: MapNode, noun: str, model: type) -> Iterator[Problem]:
    return _missing("place", item, noun, model, HINT)


def _missing(wanted: str, item: MapNode, noun: str, model: type, hint: str) -> Iterator[Problem]:
    """The problem of a missing key, unless a misspelt one was meant to be it."""
    names = [field.name for field in attrs.fields(model)]
    misspelt = {near_miss(key, names) for key in item.keys if key not in names}
    if wanted not in item.keys and wanted not in misspelt:
        yield item.place.problem(f"`{wanted}` is missing from this {noun}", hint)
