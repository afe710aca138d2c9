"""The tidy table of `values`: one row for each measure, period and group."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any, Final

import attrs

from cptracker.contract.figures import exact_or_nearest
from cptracker.files.json_text import json_text
from cptracker.model.figures import Figure, Series
from cptracker.status.report import Indicator
from cptracker.status_json.scalars import Count, Number


@attrs.frozen(kw_only=True)
class TidyRow:
    """One figure as a row: its fields are the columns, in their order.

    Attributes:
        measure: The measure's identifier.
        title: Its name, for people.
        unit: `%`, or what is counted.
        period: The period's key, which is no other period's: `202425`, `202425Q2`, `2024-06`,
            `202425AY`, `2024-06T12`; `cases` takes it.
        period_label: The period for people, such as `Q2 2024/25`.
        period_code: The DfE's `time_period`: a quarter has its year's.
        period_identifier: The DfE's `time_identifier`, such as `Financial year Q2`.
        period_start: Its first day.
        period_end: Its last day.
        group_by: The breakdown, `sex` or `sex+age_group`; empty for everyone.
        group: The group within it, `female` or `female+5-9`; empty for everyone.
        value: In the measure's unit; empty where there is none.
        numerator: Those who met it; for a count the count, for a mean or a sum the sum.
        denominator: Those who could have; empty for a count or a sum.
        unknown: Those of whom it is not known.
        lower: The value if all unknowns were the low way.
        upper: The value if all unknowns were the high way.
        nothing: Why there is no value: `no_cases`, `not_due`, `not_supplied`, `not_computable` or
            `hidden`; empty where there is one.
        excluded: How many were left out, as `reason: n; reason: n`.
    """

    measure: str
    title: str
    unit: str
    period: str
    period_label: str
    period_code: str
    period_identifier: str
    period_start: str
    period_end: str
    group_by: str
    group: str
    value: Number | None
    numerator: int | None
    denominator: Count | None
    unknown: Count | None
    lower: Number | None
    upper: Number | None
    missing_reason: str | None
    excluded: str


COLUMNS: Final = tuple(field.name for field in attrs.fields(TidyRow))
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
            yield {**attrs.asdict(figure_row(series, figure), recurse=False), **mark}


def figure_row(of: Series | Indicator, figure: Figure) -> TidyRow:
    """A figure of a measure as a row of the table."""
    period = figure.period
    return TidyRow(
        measure=of.measure,
        title=of.title,
        unit=of.unit,
        period=period.key,
        period_label=period.label,
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
