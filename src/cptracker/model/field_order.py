"""The order of a class's fields where it takes most of them from another class.

A schema, a notebook and a reader of JSON have fields in the order of the class. attrs puts
inherited fields first; here a field may say which one it comes after.
"""

from typing import Any

import attrs

AFTER = "after"
"""The name under which a field keeps which one it comes after."""


def after(name: str) -> dict[str, str]:
    """The metadata of a field that comes after a certain other one."""
    return {AFTER: name}


def own_fields_placed(
    cls: type, fields: "list[attrs.Attribute[Any]]"
) -> "list[attrs.Attribute[Any]]":
    """A `field_transformer` of attrs: own fields first, but for those that say what they follow.

    Example:
        >>> from attrs import field, fields, frozen
        >>> from cptracker.model.field_order import after, own_fields_placed
        >>> @frozen(kw_only=True)
        ... class Sections:
        ...     targets: tuple = ()
        ...     glossary: tuple = ()
        >>> @frozen(kw_only=True, field_transformer=own_fields_placed)
        ... class Whole(Sections):
        ...     title: str
        ...     measures: tuple = field(default=(), metadata=after("targets"))
        >>> [one.name for one in fields(Whole)]
        ['title', 'targets', 'measures', 'glossary']
    """
    stated = vars(cls)["__annotations__"]
    own = [field for field in fields if field.name in stated]
    placed = [field for field in own if AFTER not in field.metadata]
    placed += [field for field in fields if field.name not in stated]
    for field in own:
        if AFTER in field.metadata:
            names = [before.name for before in placed]
            placed.insert(names.index(field.metadata[AFTER]) + 1, field)
    return placed
