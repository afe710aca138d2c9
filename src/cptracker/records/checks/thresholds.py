"""What records can be expected to be like, as values: what `formats/checks.yaml` says.

A threshold is a change of data there, not of code here.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from attrs import frozen

CHECKS = Path(__file__).parents[1] / "formats" / "checks.yaml"


@frozen(kw_only=True)
class Expectation:
    """One check of a table or of its columns.

    Attributes:
        table: The canonical table.
        columns: The canonical columns; none where the check is of the whole table.
        words: The words of the check, such as other tables.
        numbers: Its numbers, such as shares and how many rows it needs.
        rule: The rule of the DfE's validation, such as `DfE 354`; blank where there is none.
    """

    table: str
    columns: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    numbers: tuple[float, ...] = ()
    rule: str = ""

    @property
    def column(self) -> str:
        """Its first column."""
        return self.columns[0]

    @property
    def cited(self) -> str:
        """The rule at the end of a message: ` [DfE 354]`, or nothing."""
        return f" [{self.rule}]" if self.rule else ""

    def number(self, place: int, otherwise: float) -> float:
        """The number at a place, or another one where there are not so many."""
        return self.numbers[place] if place < len(self.numbers) else otherwise


@cache
def expectations(part: str) -> tuple[Expectation, ...]:
    """The checks of one part of `checks.yaml`, such as `known_ids`, in order."""
    return tuple(_expectation(key, str(words)) for key, words in _loaded()[part].items())


@cache
def expectations_by_table(part: str) -> Mapping[str, tuple[Expectation, ...]]:
    """The checks of one part by table."""
    tables = dict.fromkeys(check.table for check in expectations(part))
    return {
        table: tuple(check for check in expectations(part) if check.table == table)
        for table in tables
    }


@cache
def expectation(part: str, table: str, column: str) -> Expectation | None:
    """The check that one part has of a column, if any."""
    checks = expectations_by_table(part).get(table, ())
    return next((check for check in checks if check.column == column), None)


@cache
def threshold(part: str) -> Any:
    """What one part says that is no list of checks: a number, a date, words, or several by name."""
    return _loaded()[part]


@cache
def _loaded() -> Mapping[str, Any]:
    from cptracker.files.yaml_parsers import shipped_yaml

    return shipped_yaml(CHECKS)


def _expectation(key: str, text: str) -> Expectation:
    table, _, columns = key.partition(".")
    text, mark, rule = text.partition("DfE ")
    words = text.split()
    return Expectation(
        table=table,
        columns=tuple(columns.split("+")) if columns else (),
        words=tuple(word for word in words if not _is_number(word)),
        numbers=tuple(float(word) for word in words if _is_number(word)),
        rule=f"{mark}{rule}",
    )


def _is_number(word: str) -> bool:
    return word.lstrip("-").replace(".", "", 1).isdigit()
