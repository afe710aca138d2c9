"""A document of a contract as text."""

from collections.abc import Sequence

from attrs import AttrsInstance

from cptracker.files.json_text import json_text
from cptracker.status_json.converting import as_json


def document_text(document: AttrsInstance) -> str:
    """A document as JSON, in UTF-8 and for reading; a field with nothing to say is null."""
    return json_text(as_json(document))


def list_text(documents: Sequence[AttrsInstance]) -> str:
    """Documents as a JSON list."""
    return json_text([as_json(document) for document in documents])
