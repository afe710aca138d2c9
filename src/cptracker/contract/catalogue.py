"""The measures that were found, and the request for their data, as JSON."""

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from attrs import frozen

from cptracker.authoring.measure import Measure
from cptracker.authoring.typed import typed_function
from cptracker.model.periods import Every
from cptracker.model.plan import Better
from cptracker.status.data_request import NeededColumn, Request, RequestedTable
from cptracker.status.downloads import Download
from cptracker.status_json.converting import document_text, list_text
from cptracker.status_json.scalars import Count

REQUEST_SCHEMA: Final = "cptracker/request/1"


@frozen(kw_only=True)
class ListedMeasure:
    """A measure, and which of its needs the records lack; None when none were looked at."""

    measure: Measure
    lacks: Sequence[str] | None = None


@frozen(kw_only=True)
class ListedMeasureDocument:
    """A measure that was found.

    Attributes:
        better: Which way is good.
        every: How often it is reported unless asked otherwise.
        by: The breakdowns it allows.
        needs: The columns that it reads, by table.
        lacks: Which of these the records do not have; null where no records were looked at.
        typed: Whether its values are typed in the plan.
        origin: folder, the name of an installed package, or shipped.
        path: The file of its function.
        line: The line of its function.
    """

    measure: str
    title: str
    unit: str
    better: Better
    every: Every
    by: tuple[str, ...]
    needs: dict[str, tuple[str, ...]]
    lacks: tuple[str, ...] | None
    typed: bool
    origin: str
    path: str
    line: Count
    source: str
    definition: str


@frozen(kw_only=True)
class RequestedColumnDocument:
    """A column that is asked for.

    Attributes:
        service: Who usually holds it.
        called: Its name in the return; the canonical name for local tables.
        form: What its cells hold, in words.
        need: Whether it is at hand.
        measures: The measures that need it.
        sources: In which datasets it could come, in words.
    """

    service: str
    table: str
    column: str
    called: str
    form: str
    need: NeededColumn
    measures: tuple[str, ...]
    sources: tuple[str, ...]


@frozen(kw_only=True)
class DownloadDocument:
    """A file of the Department's that has the figures of councils.

    Attributes:
        title: The data set's title in the Department's catalogue; empty where it is not known.
        release: The year of the release.
        page: The address of the release's page.
        measures: The plan's measures that it has figures of.
        there: Whether the council's figures of this release are at hand already.
    """

    file: str
    title: str
    publication: str
    release: Count
    page: str
    measures: tuple[str, ...]
    there: bool


@frozen(kw_only=True)
class RequestDocument:
    """What a plan's measures need.

    Attributes:
        plan: The plan's title.
        example_data: Whether the records are made up.
        asks: In order of service, table and column.
        unknown_measures: Those that the plan names and no plug-in provides.
        downloads: The Department's files that have figures to compare with.
    """

    schema: Literal["cptracker/request/1"]
    plan: str
    example_data: bool
    asks: tuple[RequestedColumnDocument, ...]
    unknown_measures: tuple[str, ...]
    downloads: tuple[DownloadDocument, ...]


def measures_json(measures: Iterable[ListedMeasure]) -> str:
    """The measures as a JSON list."""
    return list_text([_measure(listed.measure, listed.lacks) for listed in measures])


def _measure(measure: Measure, lacks: Sequence[str] | None) -> ListedMeasureDocument:
    return ListedMeasureDocument(
        measure=measure.identifier,
        title=measure.title,
        unit=measure.unit,
        better=measure.better,
        every=measure.every,
        by=tuple(measure.by),
        needs={table: tuple(columns) for table, columns in measure.needs.items()},
        lacks=None if lacks is None else tuple(lacks),
        typed=typed_function(measure) is not None,
        origin=measure.origin,
        path=measure.path,
        line=measure.line,
        source=measure.source,
        definition=measure.definition,
    )


def request_json(request: Request) -> str:
    """The request as JSON."""
    document = RequestDocument(
        schema=REQUEST_SCHEMA,
        plan=request.plan,
        example_data=request.example,
        asks=tuple(map(_column, request.asks)),
        unknown_measures=tuple(request.unknown),
        downloads=tuple(map(_download, request.downloads)),
    )
    return document_text(document)


def _column(column: RequestedTable) -> RequestedColumnDocument:
    return RequestedColumnDocument(
        service=column.service,
        table=column.table,
        column=column.column,
        called=column.called,
        form=column.form,
        need=column.need,
        measures=tuple(column.measures),
        sources=tuple(map(str, column.sources)),
    )


def _download(download: Download) -> DownloadDocument:
    return DownloadDocument(
        file=download.file,
        title=download.title,
        publication=download.publication,
        release=download.release,
        page=download.page,
        measures=tuple(download.measures),
        there=download.there,
    )
