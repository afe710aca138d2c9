"""The tidy table of `values`: one row for each measure, period and group."""

import csv
import json
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any, Final

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cptracker.judging import NOTHING_IN_WORDS, figure_text
from cptracker.reports import phrases
from cptracker.reports.status_json import exact_or_nearest
from cptracker.reports.terminal import INDENT, WIDEST, show_parts
from cptracker.reports.text import Pen, pen_for
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


def tidy(many: Iterable[Series]) -> Iterator[Row]:
    """The rows: numbers as numbers, dates as ISO text, `excluded` as `reason: n; reason: n`."""
    for series in many:
        for figure in series.figures:
            yield _row(series.measure, figure)


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


def as_csv(many: Iterable[Series]) -> str:
    """The table as CSV with a header row and LF line ends; nothing is an empty field."""
    written = StringIO()
    writer = csv.DictWriter(written, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(tidy(many))
    return written.getvalue()


def as_json(many: Iterable[Series]) -> str:
    """The table as a JSON list of objects; nothing is null."""
    return json.dumps(list(tidy(many)), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def show(many: Iterable[Series], console: Console, *, example: bool = False) -> None:
    """Write the table to a console, a part for each measure."""
    show_parts(_parts(many, pen_for(console.encoding), console.width, example=example), console)


def _parts(
    many: Iterable[Series], pen: Pen, width: int, *, example: bool
) -> Iterator[RenderableType]:
    yield Text(phrases.RESTRICTED, style="bold")
    if example:
        yield Text(phrases.EXAMPLE, style="bold reverse")
    for series in many:
        yield Text()
        heading = Text(pen(series.title), style="bold")
        yield heading.append(f"\n{pen(series.measure)}", style="not bold dim")
        yield Padding(_table(series, pen, min(width, WIDEST) - INDENT), (0, 0, 0, INDENT))


def _table(series: Series, pen: Pen, width: int) -> Table:
    grouped = any(figure.group_by for figure in series.figures)
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim", width=width)
    table.add_column("Period", min_width=8)
    if grouped:
        table.add_column("Group", min_width=8)
    for heading in (_unit(series.unit, pen), "Made up of"):
        table.add_column(heading, justify="right")
    table.add_column("What to know", ratio=1)
    for figure in series.figures:
        cells = [figure.period.label, *([_group(figure)] if grouped else [])]
        cells += [figure_text(figure, series.unit), phrases.made_of(figure, series.unit)]
        table.add_row(*(Text(pen(cell)) for cell in (*cells, _to_know(figure, series.unit))))
    return table


def _unit(unit: str, pen: Pen) -> Text:
    return Text("Value" if unit in ("", "%") else pen(unit[:1].upper() + unit[1:]))


def _group(figure: Figure) -> str:
    if not figure.group_by:
        return "everyone"
    return f"{figure.group_by}: {figure.group}"


def _to_know(figure: Figure, unit: str) -> str:
    why = figure.note or ""
    if figure.nothing is not None and why == NOTHING_IN_WORDS[figure.nothing]:
        why = ""
    parts = (phrases.not_known(figure, unit), phrases.left_out(figure), why)
    return " · ".join(part for part in parts if part)
