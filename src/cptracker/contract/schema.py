"""The JSON Schemas of what the commands write, made from the classes of the contract.

The same classes read and write it, so that a schema cannot say anything else. Every field is always
there: one with nothing to say is null.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

import attrs

from cptracker.model.figures import Rating
from cptracker.plan.schema import DIALECT, attribute_descriptions, first_line
from cptracker.status_json.scalars import Allowed, Readable
from cptracker.status_json.status import StatusDocument

ABOUT: Final = (
    "The status of a corporate parenting plan on a day. A field with nothing to say is null. Where "
    "several plans are asked for, the output is a list of such documents, one for each plan."
)


RATING: Final = "How things stand; words first, colour never alone."


Shape = dict[str, Any]


NULL: Final[Shape] = {"type": "null"}


SCALARS: Final[dict[Any, str]] = {str: "string", int: "integer", bool: "boolean"}


UNIONS: Final = (UnionType, Union)
"""What `int | None` is, and what `Annotated[int, …] | None` is."""


def schema_of_status() -> Shape:
    """The JSON Schema (2020-12) of the status.

    Example:
        >>> from cptracker.contract.schema import schema_of_status
        >>> schema_of_status()["$defs"]["point"]["required"][:2]
        ['period', 'value']
    """
    return {**schema_of(StatusDocument, "cptracker status"), "description": ABOUT}


def schema_of(document: type, title: str) -> Shape:
    """The JSON Schema (2020-12) of a class of the contract.

    Args:
        document: The class of the whole.
        title: The command that writes it.
    """
    shapes: dict[str, Shape] = {}
    shape = _object(document, shapes)
    return {"$schema": DIALECT, "title": title, **shape, **_definitions(shapes)}


def schema_of_list(item: type, title: str, about: str, marks: Shape | None = None) -> Shape:
    """The JSON Schema (2020-12) of a list of objects of one class.

    Args:
        item: The class of each.
        title: The command that writes it.
        about: What the list holds.
        marks: Properties that an object may have besides, by name.
    """
    shapes: dict[str, Shape] = {}
    shape = _object(item, shapes)
    shape["properties"] |= marks or {}
    return {
        "$schema": DIALECT,
        "title": title,
        "type": "array",
        "description": about,
        "items": shape,
        **_definitions(shapes),
    }


def _definitions(shapes: Mapping[str, Shape]) -> Shape:
    return {"$defs": dict(sorted(shapes.items()))} if shapes else {}


def _object(document: type, shapes: dict[str, Shape]) -> Shape:
    """The shape of a class whose fields are all required."""
    described = attribute_descriptions(document)
    fields = attrs.fields(document)
    return {
        "type": "object",
        "description": first_line(document),
        "properties": {
            field.name: _shape(field.type, shapes) | described.get(field.name, {})
            for field in fields
        },
        "required": [field.name for field in fields],
        "additionalProperties": False,
    }


def _shape(wanted: Any, shapes: dict[str, Shape]) -> Shape:
    """The shape of a field's type; classes are put among the shapes and referred to."""
    origin, parts = get_origin(wanted), get_args(wanted)
    if origin is Annotated:
        return _annotated(*parts, shapes=shapes)
    if origin in UNIONS:
        return _union(parts, shapes)
    if origin is tuple:
        return {"type": "array", "items": _shape(parts[0], shapes)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _shape(parts[1], shapes)}
    if origin is Literal:
        return {"const": parts[0]} if len(parts) == 1 else {"enum": list(parts)}
    if wanted in SCALARS:
        return {"type": SCALARS[wanted]}
    return _named(wanted, shapes)


def _annotated(wanted: Any, limit: Allowed | Readable, *, shapes: dict[str, Shape]) -> Shape:
    """A type with what is allowed of its values."""
    if isinstance(limit, Readable):
        return _shape(wanted, shapes)
    keywords = limit.keywords()
    return keywords if limit.type else _shape(wanted, shapes) | keywords


def _union(options: tuple[Any, ...], shapes: dict[str, Shape]) -> Shape:
    """One of several; null is written into the shape where it has a type of its own."""
    several = [_shape(option, shapes) for option in options if option is not NoneType]
    if NoneType not in options:
        return {"anyOf": several}
    (shape,) = several
    if "type" in shape:
        return {**shape, "type": [shape["type"], "null"]}
    if "enum" in shape:
        return {"enum": [None, *shape["enum"]]}
    return {"anyOf": [shape, NULL]}


def _named(wanted: type, shapes: dict[str, Shape]) -> Shape:
    """Words are written where they stand, but for ratings; a class is referred to."""
    if issubclass(wanted, StrEnum):
        words = {"enum": [str(word) for word in wanted]}
        if wanted is not Rating:
            return words
        shapes["rating"] = {"description": RATING, **words}
        return {"$ref": "#/$defs/rating"}
    name = _name(wanted)
    if name not in shapes:
        shapes[name] = {}  # holds the place while its parts are made
        shapes[name] = _object(wanted, shapes)
    return {"$ref": f"#/$defs/{name}"}


def _name(document: type) -> str:
    """`success_measure` for `SuccessMeasureDocument`."""
    words = re.findall(r"[A-Z][a-z]+", document.__name__.removesuffix("Document"))
    return "_".join(words).lower()
