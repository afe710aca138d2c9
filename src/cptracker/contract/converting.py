"""The JSON of the status read into the classes of the contract, and written from them."""

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from cptracker.contract.documents.status import StatusDocument
from cptracker.contract.figures import Json

if TYPE_CHECKING:
    from cattrs import Converter


SCALARS = (str, int, bool)
"""Types whose values are what they are: the text `1` is no number, and a number no text."""


def status_document(document: Json) -> StatusDocument:
    """A status as its JSON has it.

    Args:
        document: The JSON as dictionaries and lists.

    Raises:
        cattrs.ClassValidationError: When a field is missing, is not of the contract, or has a
            value of another kind.
    """
    return converter().structure(document, StatusDocument)


def as_json(document: Any) -> Any:
    """Any part of a status as dictionaries and lists, its fields in the order of the contract."""
    return converter().unstructure(document)


@cache
def converter() -> "Converter":
    """What turns one into the other: no field is left out, none is added, no number is changed."""
    from cattrs import Converter

    both_ways = Converter(forbid_extra_keys=True, unstruct_collection_overrides={tuple: list})
    both_ways.register_structure_hook(int | float, _unchanged)
    for scalar in SCALARS:
        both_ways.register_structure_hook(scalar, _of_its_type)
    return both_ways


def _unchanged(value: Any, _: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("expected a number")
    return value


def _of_its_type(value: Any, wanted: type) -> Any:
    if issubclass(wanted, StrEnum):
        return wanted(value)
    if type(value) is not wanted:
        raise TypeError(f"expected {wanted.__name__}")
    return value
