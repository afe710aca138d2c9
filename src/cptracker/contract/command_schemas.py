"""The JSON Schema of each JSON that a command writes, by the name that `cptracker schema` takes."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from cptracker.contract.actions import ActionListDocument
from cptracker.contract.catalogue import ListedMeasureDocument, RequestDocument
from cptracker.contract.changes import ChangesDocument
from cptracker.contract.checks import CheckDocument, FoundProblemsDocument
from cptracker.contract.definitions import DefinitionDocument
from cptracker.contract.deliverables import DeliverablesDocument
from cptracker.contract.duties import DutiesDocument
from cptracker.contract.meetings import MeetingsDocument
from cptracker.contract.promises import CommentaryListDocument
from cptracker.contract.schema import schema_of, schema_of_list, schema_of_status
from cptracker.contract.targets import TargetsDocument
from cptracker.contract.values import AUDIENCE, AUDIENCES, EXAMPLE, EXAMPLE_WORDS, TidyRow

Schema = dict[str, Any]

MARKS: Final[Schema] = {
    AUDIENCE: {"enum": list(AUDIENCES.values()), "description": "For whom the figures are."},
    EXAMPLE: {"const": EXAMPLE_WORDS, "description": "There only where a record is made up."},
}
"""What marks the rows of values where they leave the program."""

SCHEMAS: Final[Mapping[str, Callable[[], Schema]]] = {
    "status": schema_of_status,
    "actions": partial(schema_of, ActionListDocument, "cptracker actions"),
    "check": partial(schema_of, FoundProblemsDocument, "cptracker check"),
    "checks": partial(
        schema_of_list,
        CheckDocument,
        "cptracker check --list-checks",
        "The checks.",
    ),
    "commentary": partial(schema_of, CommentaryListDocument, "cptracker commentary"),
    "deliverables": partial(schema_of, DeliverablesDocument, "cptracker deliverables"),
    "diff": partial(schema_of, ChangesDocument, "cptracker diff"),
    "duties": partial(schema_of, DutiesDocument, "cptracker duties list"),
    "explain": partial(schema_of, DefinitionDocument, "cptracker explain"),
    "measures": partial(
        schema_of_list, ListedMeasureDocument, "cptracker measures", "The measures that were found."
    ),
    "meetings": partial(schema_of, MeetingsDocument, "cptracker meetings list"),
    "request": partial(schema_of, RequestDocument, "cptracker request"),
    "targets": partial(schema_of, TargetsDocument, "cptracker targets list"),
    "values": partial(schema_of_list, TidyRow, "cptracker values", "A row for each figure.", MARKS),
}
"""By the command that writes it; `checks` is what `check --list-checks` does."""


def command_schema(name: str) -> Schema:
    """The JSON Schema (2020-12) of what a command writes.

    Raises:
        KeyError: When there is none of that name.
    """
    return SCHEMAS[name]()
