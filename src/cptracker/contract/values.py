"""The tidy table of `values`: one row for each measure, period and group."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any, Final

import attrs

from cptracker.contract.figures import exact_or_nearest
from cptracker.files.json_text import json_text
from cptracker.model.figures import Figure, Series
from cptracker.status_json.scalars import Count, Number


@attrs.frozen(kw_only=True)
class ValueRow:
    """One figure as a row: its fields are the columns, in their order."""

    measure: str
    period_code: str
    period_identifier: str
    period_start: str
    period_end: str
    group_by: str
    group: str
    value: Number | None
    numerator: Count | None
    denominator: Count | None
    unknown: Count | None
    lower: Number | None
    upper: Number | None
    missing_reason: str | None
    excluded: str


COLUMNS: Final = tuple(field.name for field in attrs.fields(ValueRow))
"""A public contract: other people's tools read these."""


Row = dict[str, Any]


EXAMPLE: Final = "example_data"
"""A last column that is there only for made-up records, so that a file by itself says so."""


EXAMPLE_WORDS: Final = "EXAMPLE DATA"


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
    return {**marks, EXAMPLE: EXAMPLE_WORDS} if example else marks


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
            yield {**attrs.asdict(_row(series.measure, figure), recurse=False), **mark}


def _row(measure: str, figure: Figure) -> ValueRow:
    period = figure.period
    return ValueRow(
        measure=measure,
        period_code=period.code,
        period_identifier=period.identifier,
        period_start=period.start.isoformat(),
        period_end=period.end.isoformat(),
        group_by=figure.group_by,
        group=figure.group,
        value=exact_or_nearest(figure.value),
        numerator=figure.numerator,
        denominator=figure.denominator,
        unknown=figure.unknown,
        lower=exact_or_nearest(figure.lower),
        upper=exact_or_nearest(figure.upper),
        missing_reason=None if figure.missing_reason is None else str(figure.missing_reason),
        excluded="; ".join(f"{reason}: {number}" for reason, number in figure.excluded.items()),
    )


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
