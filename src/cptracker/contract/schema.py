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


JsonSchema = dict[str, Any]


NULL: Final[JsonSchema] = {"type": "null"}


SCALARS: Final[dict[Any, str]] = {str: "string", int: "integer", bool: "boolean"}


UNIONS: Final = (UnionType, Union)
"""What `int | None` is, and what `Annotated[int, …] | None` is."""


def schema_of_status() -> JsonSchema:
    """The JSON Schema (2020-12) of the status.

    Example:
        >>> from cptracker.contract.schema import schema_of_status
        >>> schema_of_status()["$defs"]["point"]["required"][:2]
        ['period', 'value']
    """
    return {**schema_of(StatusDocument, "cptracker status"), "description": ABOUT}


def schema_of(document: type, title: str) -> JsonSchema:
    """The JSON Schema (2020-12) of a class of the contract.

    Args:
        document: The class of the whole.
        title: The command that writes it.
    """
    definitions: dict[str, JsonSchema] = {}
    schema = _schema_of_class(document, definitions)
    return {"$schema": DIALECT, "title": title, **schema, **_definitions(definitions)}


def schema_of_list(
    item: type, title: str, about: str, marks: JsonSchema | None = None
) -> JsonSchema:
    """The JSON Schema (2020-12) of a list of objects of one class.

    Args:
        item: The class of each.
        title: The command that writes it.
        about: What the list holds.
        marks: Properties that an object may have besides, by name.
    """
    definitions: dict[str, JsonSchema] = {}
    schema = _schema_of_class(item, definitions)
    schema["properties"] |= marks or {}
    return {
        "$schema": DIALECT,
        "title": title,
        "type": "array",
        "description": about,
        "items": schema,
        **_definitions(definitions),
    }


def _definitions(definitions: Mapping[str, JsonSchema]) -> JsonSchema:
    return {"$defs": dict(sorted(definitions.items()))} if definitions else {}


def _schema_of_class(document: type, definitions: dict[str, JsonSchema]) -> JsonSchema:
    """The schema of a class whose fields are all required."""
    described = attribute_descriptions(document)
    fields = attrs.fields(document)
    return {
        "type": "object",
        "description": first_line(document),
        "properties": {
            field.name: _schema_of_type(field.type, definitions) | described.get(field.name, {})
            for field in fields
        },
        "required": [field.name for field in fields],
        "additionalProperties": False,
    }


def _schema_of_type(type_hint: Any, definitions: dict[str, JsonSchema]) -> JsonSchema:
    """The schema of a field's type; classes are put among the definitions and referred to."""
    origin, arguments = get_origin(type_hint), get_args(type_hint)
    if origin is Annotated:
        return _schema_of_annotated(*arguments, definitions=definitions)
    if origin in UNIONS:
        return _schema_of_union(arguments, definitions)
    if origin is tuple:
        return {"type": "array", "items": _schema_of_type(arguments[0], definitions)}
    if origin is dict:
        return {
            "type": "object",
            "additionalProperties": _schema_of_type(arguments[1], definitions),
        }
    if origin is Literal:
        return {"const": arguments[0]} if len(arguments) == 1 else {"enum": list(arguments)}
    if type_hint in SCALARS:
        return {"type": SCALARS[type_hint]}
    return _reference(type_hint, definitions)


def _schema_of_annotated(
    type_hint: Any, limit: Allowed | Readable, *, definitions: dict[str, JsonSchema]
) -> JsonSchema:
    """A type with what is allowed of its values."""
    if isinstance(limit, Readable):
        return _schema_of_type(type_hint, definitions)
    keywords = limit.keywords()
    return keywords if limit.type else _schema_of_type(type_hint, definitions) | keywords


def _schema_of_union(options: tuple[Any, ...], definitions: dict[str, JsonSchema]) -> JsonSchema:
    """One of several; null is written into the schema where it has a type of its own."""
    schemas = [_schema_of_type(option, definitions) for option in options if option is not NoneType]
    if NoneType not in options:
        return {"anyOf": schemas}
    (schema,) = schemas
    if "type" in schema:
        return {**schema, "type": [schema["type"], "null"]}
    if "enum" in schema:
        return {"enum": [None, *schema["enum"]]}
    return {"anyOf": [schema, NULL]}


def _reference(document: type, definitions: dict[str, JsonSchema]) -> JsonSchema:
    """Words are written where they stand, but for ratings; a class is referred to."""
    if issubclass(document, StrEnum):
        words = {"enum": [str(word) for word in document]}
        if document is not Rating:
            return words
        definitions["rating"] = {"description": RATING, **words}
        return {"$ref": "#/$defs/rating"}
    name = _name(document)
    if name not in definitions:
        definitions[name] = {}  # holds the place while its parts are made
        definitions[name] = _schema_of_class(document, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _name(document: type) -> str:
    """`success_measure` for `SuccessMeasureDocument`."""
    words = re.findall(r"[A-Z][a-z]+", document.__name__.removesuffix("Document"))
    return "_".join(words).lower()
