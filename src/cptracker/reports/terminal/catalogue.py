"""The measures that were found, and the request for their data."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import groupby
from typing import Any, Final

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from cptracker.authoring.measure import Measure
from cptracker.authoring.typed import TypedFunction, typed_function
from cptracker.contract.catalogue import ListedMeasure
from cptracker.reports.terminal.status import INDENT
from cptracker.reports.terminal.styles import print_renderables
from cptracker.status.data_request import TYPED, NeededColumn, Request, RequestedTable
from cptracker.status.downloads import NEIGHBOURS_TOOL, Download
from cptracker.wording import phrases
from cptracker.wording.phrases import BETTER
from cptracker.wording.text import TextEncoder, counted_words, encoder_for


def print_measures(measures: Sequence[ListedMeasure], console: Console) -> None:
    """Write the list to a console."""
    print_renderables(_measure_renderables(measures, encoder_for(console.encoding)), console)


def _measure_renderables(
    measures: Sequence[ListedMeasure], encoder: TextEncoder
) -> Iterator[RenderableType]:
    for listed_measure in measures:
        yield Text(encoder(listed_measure.measure.identifier), style="bold")
        yield Padding(Text(encoder(listed_measure.measure.title)), (0, 0, 0, INDENT))
        for line in _measure_lines(listed_measure):
            yield Padding(Text(encoder(line), style="dim"), (0, 0, 0, INDENT))
    yield Text()
    computed = [listed for listed in measures if typed_function(listed.measure) is None]
    ready = sum(listed.lacks == () for listed in computed)
    looked = any(listed.lacks is not None for listed in measures)
    counts = [counted_words(len(measures), "measure")]
    counts += [f"{len(measures) - len(computed):,} typed"] if len(computed) < len(measures) else []
    counts += [f"{ready:,} with all they need"] if looked else []
    yield Text(", ".join(counts))


def _measure_lines(listed_measure: ListedMeasure) -> Iterator[str]:
    measure = listed_measure.measure
    direction = BETTER[str(measure.better)]
    yield f"{measure.unit} · {direction} · every {measure.every} · {measure.origin}"
    typed = typed_function(measure)
    if typed is not None:
        yield _typed_line(measure, typed)
    else:
        needs = (f"{table} ({', '.join(columns)})" for table, columns in measure.needs.items())
        yield f"needs {'; '.join(needs)}"
    if listed_measure.lacks is not None and typed is None:
        yield (
            f"lacks {', '.join(listed_measure.lacks)}"
            if listed_measure.lacks
            else "has all it needs"
        )
    if measure.by:
        yield f"by {', '.join(measure.by)}"


def _typed_line(measure: Measure, typed: TypedFunction) -> str:
    """Who owes the values of a measure that the plan declares, and the last that is there."""
    by_whom = f" by {measure.source}" if measure.source else ""
    last = typed.last
    last_value = f"the last is of {last.period.label}" if last else "none is there yet"
    return f"typed{by_whom}, no records; {last_value}"


COLUMNS: Final = ("service", "table", "column", "called", "form", "need", "measures", "sources")


def print_request(request: Request, console: Console) -> None:
    """Write the request to a console, a part for each service."""
    print_renderables(_request_renderables(request, encoder_for(console.encoding)), console)


def _request_renderables(request: Request, encoder: TextEncoder) -> Iterator[RenderableType]:
    yield Text(encoder(f"What the measures of {request.plan} need"), style="bold")
    if request.example:
        yield Text(phrases.EXAMPLE, style="bold reverse")
    for service, columns_asked in groupby(
        request.asks, key=lambda requested_table: requested_table.service
    ):
        yield Text()
        yield Text(encoder(service), style="bold")
        for table, columns in groupby(
            columns_asked, key=lambda requested_table: requested_table.table
        ):
            yield from _table(table, list(columns), encoder)
    yield from _download_renderables(request, encoder)
    yield Text()
    yield Text(encoder(request_summary(request)))


COMPARED: Final = "Department for Education, figures to compare with"


def _download_renderables(request: Request, encoder: TextEncoder) -> Iterator[RenderableType]:
    """The files to download, by publication; England and the regions ship."""
    if not request.downloads:
        return
    yield Text()
    yield Text(encoder(COMPARED), style="bold")
    text = "England and its regions are here. Put the files of councils into comparators/."
    yield Padding(Text(encoder(text), style="dim"), (0, 0, 0, INDENT))
    if request.without_neighbours:
        text = f"The plan names no neighbours; who they are is said in {NEIGHBOURS_TOOL}"
        yield Padding(Text(encoder(text), style="dim"), (0, 0, 0, INDENT))
    for (title, year, address), files in groupby(
        request.downloads,
        key=lambda download: (download.publication, download.release, download.page),
    ):
        heading = f"{title}, {year} or later"
        yield Padding(Text(encoder(heading), style="bold"), (0, 0, 0, INDENT))
        yield Text(f"{' ' * INDENT}{encoder(address)}", overflow="ignore")
        for download in files:
            yield from _download(download, encoder)


def _download(download: Download, encoder: TextEncoder) -> Iterator[RenderableType]:
    title = f" ({download.title})" if download.title else ""
    words = f"{download.file}{title}: {'there' if download.there else 'to download'}"
    yield Padding(Text(encoder(words)), (0, 0, 0, 2 * INDENT))
    measures = f"for {', '.join(download.measures)}"
    yield Padding(Text(encoder(measures), style="dim"), (0, 0, 0, 2 * INDENT))


def _table(
    table: str, columns_asked: list[RequestedTable], encoder: TextEncoder
) -> Iterator[RenderableType]:
    is_missing = all(column_asked.need is NeededColumn.NO_TABLE for column_asked in columns_asked)
    state = "MISSING" if is_missing else "there"
    yield Padding(
        Text(encoder(f"{table}: {state}"), style="bold" if is_missing else ""), (0, 0, 0, INDENT)
    )
    for requested_table in columns_asked:
        called = (
            f" (in the return {requested_table.called})"
            if requested_table.called != requested_table.column
            else ""
        )
        lacking = (
            "MISSING: "
            if requested_table.need in (NeededColumn.NO_COLUMN, NeededColumn.NO_VALUE)
            else ""
        )
        words = f"{lacking}{requested_table.column}{called}: {requested_table.form}"
        yield Padding(Text(encoder(words)), (0, 0, 0, 2 * INDENT))
    if table == TYPED:
        return
    measures = dict.fromkeys(
        name for column_asked in columns_asked for name in column_asked.measures
    )
    text = f"for {', '.join(measures)}"
    yield Padding(Text(encoder(text), style="dim"), (0, 0, 0, 2 * INDENT))
    for text in _other_sources(columns_asked):
        yield Padding(Text(encoder(text), style="dim"), (0, 0, 0, 2 * INDENT))


def _other_sources(columns_asked: list[RequestedTable]) -> Iterator[str]:
    """Which other datasets could give a table's columns, and which columns not."""
    places: dict[str, list[str]] = {}
    lacking: dict[str, list[str]] = {}
    for column_asked in columns_asked:
        for source in column_asked.sources[1:]:
            columns_by_dataset = lacking if source.why_not else places
            columns_by_dataset.setdefault(source.dataset, []).append(column_asked.column)
    for dataset in places:
        rest = f", without {', '.join(lacking[dataset])}" if dataset in lacking else ""
        yield f"could also come from {dataset}{rest}"


def request_summary(request: Request) -> str:
    """How much is asked for, and how much of it is missing."""
    typed = sum(table.table == TYPED for table in request.asks)
    subjects = {"column": len(request.asks) - typed, "typed value": typed}
    counts_asked = [counted_words(number, word) for word, number in subjects.items() if number]
    tables = {table.table for table in request.missing if table.need is NeededColumn.NO_TABLE}
    columns = sum(table.need is NeededColumn.NO_COLUMN for table in request.missing)
    values = sum(table.need is NeededColumn.NO_VALUE for table in request.missing)
    counts = [counted_words(len(tables), "table")] if tables else []
    counts += [counted_words(columns, "column")] if columns else []
    counts += [counted_words(values, "typed value")] if values else []
    missing = f"missing: {' and '.join(counts)}" if counts else "nothing is missing"
    nobody = f"; no plug-in provides {', '.join(request.unknown)}" if request.unknown else ""
    return f"{' and '.join(counts_asked) or 'nothing'} asked for; {missing}{nobody}"


def request_csv(request: Request) -> str:
    """A row for each column that is asked for."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for column_asked in request.asks:
        writer.writerow(_row(column_asked).values())
    return out.getvalue()


def _row(table: RequestedTable) -> dict[str, Any]:
    document = {name: getattr(table, name) for name in COLUMNS}
    return {
        **document,
        "need": str(table.need),
        "measures": "; ".join(table.measures),
        "sources": "; ".join(map(str, table.sources)),
    }
