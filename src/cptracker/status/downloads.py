"""Which files of the Department for Education hold figures to compare a plan's council with.

The figures of England and its regions ship with the package. Those of councils do not: their files
are downloaded from the release's page and put into the folder `comparators`.
"""

from collections.abc import Collection, Iterable, Iterator

from attrs import frozen

from cptracker.benchmarking.files import (
    PublishedTable,
    SourceFile,
    SourcePublication,
    SourceSeries,
    source_tables,
)
from cptracker.model.comparisons import LoadedFigures
from cptracker.model.plan import Plan
from cptracker.plan.councils import area_key

NEIGHBOURS_TOOL = "https://www.gov.uk/government/publications/local-authority-interactive-tool-lait"
"""Where the Department says who a council's statistical neighbours are."""


@frozen(kw_only=True)
class Download:
    """A file of the Department's that has the figures of councils.

    Attributes:
        file: Its name.
        title: The data set's title in the Department's catalogue; empty where that is not known.
        publication: The publication's title.
        release: The year of the release.
        page: The address of the release's page.
        measures: The plan's measures that it has figures of.
        there: Whether the council's figures of this release are at hand already.
    """

    file: str
    title: str
    publication: str
    release: int
    page: str
    measures: tuple[str, ...]
    there: bool


def downloads(
    plan: Plan, measures: Collection[str], comparators: LoadedFigures | None = None
) -> tuple[Download, ...]:
    """The files that have figures of a plan's council and its neighbours.

    Args:
        plan: Says whose figures are wanted, and holds some already.
        measures: The measures to compare.
        comparators: Published figures from files.

    Returns:
        One for each file that has a figure of any of the measures, those of a publication together.
    """
    figures = (*plan.published, *(comparators.figures if comparators else ()))
    own_sources = {
        (published_figure.measure, published_figure.source)
        for published_figure in figures
        if area_key(published_figure.area) == area_key(plan.council)
    }
    candidates = (
        _download(file, table, table.publication, measures, own_sources)
        for table in source_tables()
        if table.publication is not None
        for file in table.files
        if any(_of_file(table, file, measures))
    )
    return tuple(sorted(candidates, key=lambda download: download.publication))


def _of_file(
    table: PublishedTable, file: SourceFile, measures: Collection[str]
) -> Iterator[SourceSeries]:
    """The series of a file that stand beside one of the measures."""
    for series in table.figures:
        if series.measure in measures and series.part.startswith(file.part):
            yield series


def _download(
    file: SourceFile,
    table: PublishedTable,
    publication: SourcePublication,
    measures: Collection[str],
    own_sources: Collection[tuple[str, str]],
) -> Download:
    series = tuple(_of_file(table, file, measures))
    source = table.source.format(year=publication.release)
    return Download(
        file=file.file,
        title=file.title,
        publication=publication.title,
        release=publication.release,
        page=f"{publication.page}/{publication.release}",
        measures=tuple(dict.fromkeys(source_series.measure for source_series in series)),
        there=all(_is_there(source_series, source, own_sources) for source_series in series),
    )


def _is_there(series: SourceSeries, source: str, own_sources: Iterable[tuple[str, str]]) -> bool:
    """Whether the council has a figure of a series and a release."""
    wanted = f"{source}, {series.part}" if series.part else source
    return (series.measure, wanted) in own_sources
