"""The tidy table of `values`: one row for each measure, period and group."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any, Final

from cptracker.contract.figures import numbers_document
from cptracker.files.json_text import json_text
from cptracker.model.figures import Figure, Series

COLUMNS: Final = (
    "measure",
    "period_code",
    "period_identifier",
    "period_start",
    "period_end",
    "group_by",
    "group",
    "value",
    "numerator",
    "denominator",
    "unknown",
    "lower",
    "upper",
    "nothing",
    "excluded",
)
"""A public contract: other people's tools read these."""


Row = dict[str, Any]


EXAMPLE: Final = "example_data"
"""A last column that is there only for made-up records, so that a file by itself says so."""


AUDIENCE: Final = "audience"
"""The column that says in each row of a file or a pipe for whom the figures are."""


AUDIENCES: Final = {
    "restricted": "RESTRICTED: exact figures, not for publication",
    "public": "PUBLIC: small numbers are protected",
}
"""What it says, so that a copy of one row still tells what it is."""


def columns(*, example: bool = False, audience: str | None = None) -> tuple[str, ...]:
    """The table's columns with those that mark its rows."""
    marks = _marks(example=example, audience=audience)
    return (*COLUMNS, *marks)


def _marks(*, example: bool, audience: str | None) -> dict[str, str]:
    marks = {AUDIENCE: AUDIENCES[audience]} if audience else {}
    return {**marks, EXAMPLE: "EXAMPLE DATA"} if example else marks


def tidy(
    many: Iterable[Series], *, example: bool = False, audience: str | None = None
) -> Iterator[Row]:
    """The rows: numbers as numbers, dates as ISO text, `excluded` as `reason: n; reason: n`.

    Args:
        many: The series, exact or protected.
        example: Whether they are of made-up records.
        audience: `restricted` or `public` where the rows leave the program, to mark each.
    """
    mark = _marks(example=example, audience=audience)
    for series in many:
        for figure in series.figures:
            yield {**_row(series.measure, figure), **mark}


def _row(measure: str, figure: Figure) -> Row:
    period, numbers = figure.period, numbers_document(figure)
    excluded = numbers.pop("excluded")
    return {
        "measure": measure,
        "period_code": period.code,
        "period_identifier": period.identifier,
        "period_start": period.start.isoformat(),
        "period_end": period.end.isoformat(),
        "group_by": figure.group_by,
        "group": figure.group,
        **numbers,
        "excluded": "; ".join(f"{reason}: {number}" for reason, number in excluded.items()),
    }


def tidy_csv(many: Iterable[Series], *, example: bool = False, audience: str | None = None) -> str:
    """The table as CSV with a header row and LF line ends; nothing is an empty field."""
    written = StringIO()
    names = columns(example=example, audience=audience)
    writer = csv.DictWriter(written, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(tidy(many, example=example, audience=audience))
    return written.getvalue()


def tidy_json(many: Iterable[Series], *, example: bool = False, audience: str | None = None) -> str:
    """The table as a JSON list of objects; nothing is null."""
    rows = list(tidy(many, example=example, audience=audience))
    return json_text(rows)
