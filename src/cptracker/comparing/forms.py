"""Which published series stand beside which measure, as `forms.yaml` says it.

A new table of the Department's, or a new measure, is a change of data there, not of code here.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from attrs import frozen

FORMS = Path(__file__).with_name("forms.yaml")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A column's name or a filter's words as they are compared: without case or outer blanks."""
    return " ".join(text.split()).casefold()


@frozen(kw_only=True)
class Series:
    """A series in a table of Explore Education Statistics.

    Attributes:
        measure: The measure it stands beside.
        value: The column that has its numbers.
        where: What stands in the filter columns of its rows.
        part: What is added to the table's source, where series of one table are told apart.
        note: How its definition differs from the measure's; None if it does not.
        group: The group of the measure that it is for, such as `age_group: 17-18`; empty for all.
        rounded: What national and regional numbers are rounded to, if beyond their digits.
    """

    measure: str
    value: str
    where: Mapping[str, str]
    part: str = ""
    note: str | None = None
    group: str = ""
    rounded: int | None = None


@frozen(kw_only=True)
class Table:
    """A table of Explore Education Statistics, known by its columns."""

    columns: tuple[str, ...]
    source: str
    figures: tuple[Series, ...]


@frozen(kw_only=True)
class Code:
    """A series of the Local Authority Interactive Tool, known by its short description."""

    code: str
    measure: str
    note: str | None = None
    group: str = ""


@cache
def tables() -> tuple[Table, ...]:
    """The tables of Explore Education Statistics that are known."""
    found = _read()["explore_education_statistics"]
    return tuple(
        Table(
            columns=tuple(one["columns"]),
            source=one["source"],
            figures=tuple(Series(**each) for each in one["figures"]),
        )
        for one in found
    )


@cache
def codes() -> Mapping[str, Code]:
    """The series of the Local Authority Interactive Tool that are known, by plain code."""
    found = _read()["local_authority_interactive_tool"]
    return {plain(one["code"]): Code(**one) for one in found}


def _read() -> dict[str, Any]:
    from ruamel.yaml import YAML

    content: dict[str, Any] = YAML(typ="safe", pure=True).load(FORMS.read_text(encoding="utf-8"))
    return content
