"""Which element of a return as XML is a row of which table: what `ssda903_xml.yaml` says."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from attrs import frozen

from cptracker.records.formats import TableFormat, formats, load_format_file


@frozen(kw_only=True)
class Module:
    """How the rows of one table stand in the XML.

    Attributes:
        table_format: The table.
        at: The names of the elements that lead to a row, below the child's.
        needs: Fields of which one at least must be filled, each with a value or any.
        fields: The table's own names of its columns.
    """

    table_format: TableFormat
    at: tuple[str, ...]
    needs: tuple[tuple[str, str], ...]
    fields: frozenset[str]


def xml_layout() -> Mapping[str, Any]:
    """What `ssda903_xml.yaml` says."""
    return load_format_file("ssda903_xml.yaml")


@cache
def modules() -> tuple[Module, ...]:
    """The tables that the XML holds, as `ssda903_xml.yaml` says."""
    by_name = {
        table_format.name: table_format
        for table_format in formats().values()
        if table_format.yearly
    }
    return tuple(
        _module(by_name[name], declaration) for name, declaration in xml_layout()["tables"].items()
    )


def _module(table_format: TableFormat, declaration: Mapping[str, Any]) -> Module:
    pairs = (words.partition("=") for words in declaration.get("if", ()))
    return Module(
        table_format=table_format,
        at=tuple(declaration["at"].split("/")),
        needs=tuple((name, value) for name, _, value in pairs),
        fields=frozenset(
            column.source for column in table_format.columns if column.source.isupper()
        ),
    )
