"""The tidy table of `values`: one row for each measure, period and group."""

import csv
import json
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any, Final

from cptracker.reports.figures_json import exact_or_nearest
from cptracker.results import Figure, Series

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


def tidy(many: Iterable[Series], *, example: bool = False) -> Iterator[Row]:
    """The rows: numbers as numbers, dates as ISO text, `excluded` as `reason: n; reason: n`."""
    mark = {EXAMPLE: "EXAMPLE DATA"} if example else {}
    for series in many:
        for figure in series.figures:
            yield {**_row(series.measure, figure), **mark}


def _row(measure: str, figure: Figure) -> Row:
    period = figure.period
    return {
        "measure": measure,
        "period_code": period.code,
        "period_identifier": period.identifier,
        "period_start": period.start.isoformat(),
        "period_end": period.end.isoformat(),
        "group_by": figure.group_by,
        "group": figure.group,
        "value": exact_or_nearest(figure.value),
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "unknown": figure.unknown,
        "lower": exact_or_nearest(figure.lower),
        "upper": exact_or_nearest(figure.upper),
        "nothing": None if figure.nothing is None else str(figure.nothing),
        "excluded": "; ".join(f"{reason}: {number}" for reason, number in figure.excluded.items()),
    }


def as_csv(many: Iterable[Series], *, example: bool = False) -> str:
    """The table as CSV with a header row and LF line ends; nothing is an empty field."""
    written = StringIO()
    columns = (*COLUMNS, EXAMPLE) if example else COLUMNS
    writer = csv.DictWriter(written, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(tidy(many, example=example))
    return written.getvalue()


def as_json(many: Iterable[Series], *, example: bool = False) -> str:
    """The table as a JSON list of objects; nothing is null."""
    return (
        json.dumps(list(tidy(many, example=example)), indent=2, ensure_ascii=False, allow_nan=False)
        + "\n"
    )
