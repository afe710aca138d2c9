"""The status as a tidy table for Power BI: a row for each measure, period and group.

The first four columns are those of the sector's shared training and tools: `Measure`; `Value`, the
group that a row is for; `Count`; `Percentage`. The others are named as in the table of `values` and
`compute`; but for two, since Power BI does not tell `Measure` from `measure`: the identifier is in
`measure_id`, the value in `figure`.
"""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any, Final

from attrs import asdict

from cptracker.contract.figures import exact_or_nearest
from cptracker.contract.values import COLUMNS as VALUE_COLUMNS
from cptracker.contract.values import figure_row
from cptracker.files.sheets import FORMULA, marked_as_text
from cptracker.model.comparisons import TOGETHER, comparison_with
from cptracker.model.figures import Figure, Judgement
from cptracker.status.report import Indicator, StatusReport
from cptracker.wording.phrases import each_measure
from cptracker.wording.text import without_controls

EVERYONE: Final = "Everyone"


MARKED: Final = ("audience", "example_data")
"""The last columns, in every row, so that a copy of one row still says what it is."""


OWN_NAMES: Final = {"measure": "measure_id", "value": "figure"}
"""What columns of the table of values are called here, beside the first four."""


FIGURES: Final = tuple(
    OWN_NAMES.get(name, name) for name in VALUE_COLUMNS if name not in ("title", "excluded")
)


COLUMNS: Final = (
    "Measure", "Value", "Count", "Percentage", *FIGURES,
    "latest", "rating", "target", "success_measures", "priorities",
    "england", "region", "neighbours", *MARKED,
)  # fmt: skip
"""A public contract: other people's tools read these."""


SIGNS: Final = (*FORMULA, "\t", "\r")
"""With these a spreadsheet takes a text for a formula."""


Row = dict[str, Any]


def write_tidy_status(report: StatusReport) -> bytes:
    """The table as UTF-8 with a mark that tells Excel so; nothing is an empty field."""
    buffer = StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(tidy_rows(report))
    return buffer.getvalue().encode("utf-8-sig")


def tidy_rows(report: StatusReport) -> Iterator[Row]:
    """Each period of each measure, then its latest by group."""
    marks = {
        "audience": report.audience,
        "example_data": "EXAMPLE DATA" if report.example_data else "",
    }
    named = _named(report)
    for indicator in each_measure(report):
        judgements: list[Judgement | None] = [*indicator.judgements]
        if len(judgements) != len(indicator.series):
            judgements = [
                indicator.judgement if shown is indicator.series[-1] else None
                for shown in indicator.series
            ]
        for figure, judgement in zip(indicator.series, judgements, strict=True):
            yield {**_row(indicator, figure, judgement), **named[indicator.measure], **marks}
        for figure in indicator.breakdowns:
            yield {**_row(indicator, figure, None), **named[indicator.measure], **marks}


def _named(report: StatusReport) -> dict[str, Row]:
    """Which success measures and priorities name each measure."""
    places: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for priority in report.priorities:
        for success in priority.success_measures:
            for indicator in success.indicators:
                refs, numbers = places.setdefault(indicator.measure, ({}, {}))
                refs[success.ref] = numbers[str(priority.number)] = None
    return {
        measure: {"success_measures": "; ".join(refs), "priorities": "; ".join(numbers)}
        for measure, (refs, numbers) in places.items()
    }


def _row(indicator: Indicator, figure: Figure, judgement: Judgement | None) -> Row:
    columns = asdict(figure_row(indicator, figure), recurse=False)
    shared = {OWN_NAMES.get(name, name): cell for name, cell in columns.items()}
    value = shared["figure"]
    return {
        "Measure": _text(indicator.title),
        "Value": _text(figure.group.replace("_", " ") or EVERYONE),
        "Count": figure.numerator,
        "Percentage": value if indicator.unit == "%" else None,
        **{name: _cell(shared[name]) for name in FIGURES},
        "latest": "yes" if figure.period == indicator.figure.period else "no",
        "rating": judgement and str(judgement.rating),
        "target": judgement.target.value if judgement and judgement.target else None,
        **_others(indicator, figure),
    }


def _cell(cell: Any) -> Any:
    return _text(cell) if isinstance(cell, str) else cell


def _others(indicator: Indicator, figure: Figure) -> Row:
    """What others' figures are, beside the latest figure for everyone and for each group."""
    if figure.period != indicator.figure.period:
        return {}
    comparison_by_comparator_kind = {
        kind: comparison_with(indicator.comparisons, kind, figure.group_by, figure.group)
        for kind in TOGETHER
    }
    return {
        str(kind): exact_or_nearest(comparison.value)
        for kind, comparison in comparison_by_comparator_kind.items()
        if comparison
    }


def _text(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe before what could be one."""
    return marked_as_text(without_controls(text), SIGNS)
