"""A request for data: a list for each service, and as CSV or JSON."""

import csv
import json
from collections.abc import Iterator
from io import StringIO
from itertools import groupby
from typing import Any, Final

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from cptracker.reports import phrases
from cptracker.reports.terminal import INDENT, show_parts
from cptracker.reports.text import Pen, counted, pen_for
from cptracker.requesting import Ask, Request
from cptracker.requesting.asking import Need

SCHEMA: Final = "cptracker/request/1"
COLUMNS: Final = ("service", "table", "column", "called", "form", "need", "measures")


def show(request: Request, console: Console) -> None:
    """Write the request to a console, a part for each service."""
    show_parts(_parts(request, pen_for(console.encoding)), console)


def _parts(request: Request, pen: Pen) -> Iterator[RenderableType]:
    yield Text(pen(f"What the measures of {request.plan} need"), style="bold")
    if request.example:
        yield Text(phrases.EXAMPLE, style="bold reverse")
    for service, asks in groupby(request.asks, key=lambda one: one.service):
        yield Text()
        yield Text(pen(service), style="bold")
        for table, columns in groupby(asks, key=lambda one: one.table):
            yield from _table(table, list(columns), pen)
    yield Text()
    yield Text(pen(summary(request)))


def _table(table: str, asks: list[Ask], pen: Pen) -> Iterator[RenderableType]:
    gone = all(one.need is Need.NO_TABLE for one in asks)
    state = "MISSING" if gone else "there"
    yield Padding(Text(pen(f"{table}: {state}"), style="bold" if gone else ""), (0, 0, 0, INDENT))
    for one in asks:
        called = f" (in the return {one.called})" if one.called != one.column else ""
        lacking = "MISSING: " if one.need is Need.NO_COLUMN else ""
        words = f"{lacking}{one.column}{called}: {one.form}"
        yield Padding(Text(pen(words)), (0, 0, 0, 2 * INDENT))
    measures = dict.fromkeys(name for one in asks for name in one.measures)
    told = f"for {', '.join(measures)}"
    yield Padding(Text(pen(told), style="dim"), (0, 0, 0, 2 * INDENT))


def summary(request: Request) -> str:
    """How much is asked for, and how much of it is missing."""
    asked = counted(len(request.asks), "column")
    tables = {one.table for one in request.missing if one.need is Need.NO_TABLE}
    columns = sum(one.need is Need.NO_COLUMN for one in request.missing)
    parts = [counted(len(tables), "table")] if tables else []
    parts += [counted(columns, "column")] if columns else []
    missing = f"missing: {' and '.join(parts)}" if parts else "nothing is missing"
    nobody = f"; no plug-in provides {', '.join(request.unknown)}" if request.unknown else ""
    return f"{asked} asked for; {missing}{nobody}"


def as_csv(request: Request) -> str:
    """A row for each column that is asked for."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in request.asks:
        writer.writerow(_row(one).values())
    return out.getvalue()


def as_json(request: Request) -> str:
    """The request as JSON."""
    document = {
        "schema": SCHEMA,
        "plan": request.plan,
        "example_data": request.example,
        "asks": [{**_row(one), "measures": list(one.measures)} for one in request.asks],
        "unknown_measures": list(request.unknown),
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _row(one: Ask) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in COLUMNS}
    return {**told, "need": str(one.need), "measures": "; ".join(one.measures)}
