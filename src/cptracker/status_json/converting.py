"""The classes of the contract to JSON and back through cattrs.

The contract is `cptracker/status/2`. Within a version fields are added and none is taken away,
renamed or given another meaning; that would be version 3. So a JSON of this version is read
whatever edition of cptracker wrote it: what a later one added is passed over, and what an earlier
one had not got is null, or what `absent` says of the field. A JSON of version 1, in which some
fields had other names, is read too: `formerly` says which. What is written has every field.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from types import GenericAlias
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeVar, get_args, get_origin

import attrs
from attrs import AttrsInstance

from cptracker.files.json_text import json_text
from cptracker.status_json import conversions
from cptracker.status_json.figures import PeriodDocument
from cptracker.status_json.protection import RelatedDocument, related_class
from cptracker.status_json.scalars import ABSENT, FORMERLY, PERIOD, SameAs

if TYPE_CHECKING:
    from cattrs import Converter


Document = TypeVar("Document")


Hook = Callable[[Any, Any], Any]


SCALARS: Final = (str, int, bool)
"""Types whose values are what they are: the text `1` is no number, and a number no text."""


def as_json(document: Any) -> Any:
    """An instance of a class of the contract as dictionaries and lists, in the fields' order.

    Example:
        `as_json(StatedFigureDocument(measure="m", period="202425", value=3))` is a dictionary.
    """
    return converter().unstructure(document)


def from_json(document: Any, wanted: type[Document]) -> Document:
    """An instance of a class of the contract from dictionaries and lists.

    Raises:
        cattrs.BaseValidationError: With all that is wrong, each with its place.
        WrongJsonError: When the document as a whole is of another kind.
    """
    return converter().structure(document, wanted)


@cache
def converter() -> "Converter":
    """What turns one into the other: no digit is lost, and nothing is read as what it is not."""
    from cattrs import Converter

    both_ways = Converter(unstruct_collection_overrides={tuple: list})
    both_ways.register_structure_hook_factory(attrs.has, _class_hook)
    both_ways.register_structure_hook_factory(lambda wanted: wanted is PeriodDocument, _period_hook)
    both_ways.register_structure_hook_factory(_is(tuple), _list_hook)
    both_ways.register_structure_hook_factory(_is(dict), _dict_hook)
    both_ways.register_structure_hook_factory(_is(Literal), _literal_hook)
    both_ways.register_structure_hook_factory(_is(Annotated), _annotated_hook)
    both_ways.register_structure_hook(int | float, _plain(conversions.number))
    both_ways.register_structure_hook(date, _plain(conversions.day))
    both_ways.register_unstructure_hook(date, date.isoformat)
    for scalar in SCALARS:
        both_ways.register_structure_hook(scalar, conversions.of_its_type)
    both_ways.register_structure_hook(
        RelatedDocument, lambda value, _: both_ways.structure(value, related_class(value))
    )
    return both_ways


def _is(wanted_origin: Any) -> Callable[[Any], bool]:
    """Whether a type is made of another, as `tuple[int, ...]` is of `tuple`."""
    if wanted_origin is Annotated:
        return lambda wanted: hasattr(wanted, "__metadata__")
    return lambda wanted: get_origin(wanted) is wanted_origin


def _plain(read: Callable[[Any], Any]) -> Hook:
    return lambda value, _: read(value)


def _class_hook(wanted: Any, to: "Converter") -> Hook:
    from cattrs.gen import make_dict_structure_fn

    inner = make_dict_structure_fn(wanted, to)
    fields = attrs.fields(wanted)
    null = {field.name: None for field in fields if type(None) in get_args(field.type)}
    missing = null | {
        field.name: field.metadata[ABSENT] for field in fields if ABSENT in field.metadata
    }
    earlier = {
        field.name: field.metadata[FORMERLY] for field in fields if FORMERLY in field.metadata
    }

    def read(value: Any, _: Any) -> Any:
        written = conversions.renamed(conversions.mapping(value), earlier)
        return inner(written if written.keys() >= missing.keys() else _completed(written), wanted)

    def _completed(written: dict[str, Any]) -> dict[str, Any]:
        return {
            name: written.get(default.field) if isinstance(default, SameAs) else default
            for name, default in missing.items()
        } | written

    return read


def _period_hook(wanted: Any, to: "Converter") -> Hook:
    """A period whose code and identifier are those of one."""
    inner = _class_hook(wanted, to)

    def read(value: Any, _: Any) -> Any:
        period = inner(value, wanted)
        conversions.within(period.key, PERIOD)
        return period

    return read


def _list_hook(wanted: Any, to: "Converter") -> Hook:
    if get_args(wanted)[-1] is not Ellipsis:
        return _row_hook(wanted, to)
    items = GenericAlias(list, get_args(wanted)[:1])
    inner = to.get_structure_hook(items)
    return lambda value, _: tuple(inner(conversions.sequence(value), items))


def _row_hook(wanted: Any, to: "Converter") -> Hook:
    """A list of so many values, each of its own type."""
    types = get_args(wanted)
    hooks = [to.get_structure_hook(item_type) for item_type in types]

    def read(value: Any, _: Any) -> Any:
        values = conversions.sequence(value, len(types))
        return tuple(
            hook(item_type, of) for hook, item_type, of in zip(hooks, values, types, strict=True)
        )

    return read


def _dict_hook(wanted: Any, to: "Converter") -> Hook:
    from cattrs.cols import mapping_structure_factory

    inner = mapping_structure_factory(wanted, to)
    return lambda value, _: inner(conversions.mapping(value), wanted)


def _literal_hook(wanted: Any, _: "Converter") -> Hook:
    words = get_args(wanted)
    return lambda value, _: conversions.word(value, words)


def _annotated_hook(wanted: Any, to: "Converter") -> Hook:
    base, *limits = get_args(wanted)
    inner = to.get_structure_hook(base)
    (limit,) = limits
    return lambda value, _: conversions.within(inner(value, base), limit)


def document_text(document: AttrsInstance) -> str:
    """A document as JSON, in UTF-8 and for reading; a field with nothing to say is null."""
    return json_text(as_json(document))


def list_text(documents: Sequence[AttrsInstance]) -> str:
    """Documents as a JSON list."""
    return json_text([as_json(document) for document in documents])
