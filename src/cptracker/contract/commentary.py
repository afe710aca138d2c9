"""What is said of figures as JSON: `cptracker commentary list --format json`."""

from collections.abc import Iterable
from typing import Final, Literal

from attrs import frozen

from cptracker.contract.promises import commentary_document
from cptracker.contract.text import document_text
from cptracker.model.actions import Commentary
from cptracker.status_json.promises import CommentaryDocument

SCHEMA: Final = "cptracker/commentary/1"


@frozen(kw_only=True)
class CommentaryListDocument:
    """What was said of figures, the latest first."""

    schema: Literal["cptracker/commentary/1"]
    commentary: tuple[CommentaryDocument, ...]


def commentary_json(commentaries: Iterable[Commentary]) -> str:
    """What was said, in the order given."""
    documents = tuple(map(commentary_document, commentaries))
    return document_text(CommentaryListDocument(schema=SCHEMA, commentary=documents))
