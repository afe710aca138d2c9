"""The scorecard in the council's form: months, target, years and others, a row for each measure."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from cptracker.model.periods import Period, long_date
from cptracker.model.problems import UsageError
from cptracker.model.rounding import unit_beside
from cptracker.reports.document.blocks import Block, PaperDocument, PaperHeading, Paragraph
from cptracker.reports.document.tables import PaperTable, Row, TableCell, TableColumn, line_of
from cptracker.reports.editions import cells, sections, time_series
from cptracker.reports.editions.editions import framed
from cptracker.reports.editions.pictures import Linker
from cptracker.status.profiles import BY_MONTH, BY_YEAR
from cptracker.status.report import Profile, StatusReport

LAST_YEARS = 2


BESIDE_THE_PLAN = "Beside the plan"


NEEDED = "the scorecard needs its measures: build the status with `also=['scorecard']`"


INDICATOR = TableColumn(heading="Indicator", width=30, least=18)


TARGET = TableColumn(heading="Target", numbers=True, width=10)


RATING = TableColumn(heading="RAG", width=15)


def scorecard(report: StatusReport) -> PaperDocument:
    """The scorecard of a finished status that holds the scorecard's measures.

    Raises:
        UsageError: When it does not hold them.
    """
    if not any(profile.part == BY_YEAR for profile in report.appendix):
        raise UsageError(NEEDED)
    return framed(
        report,
        _blocks(report),
        title=f"Scorecard: {report.plan_title}",
        subtitle=f"Up to {long_date(report.as_at)}",
        landscape=True,
    )


@frozen(kw_only=True)
class _Section:
    """Measures that stand together.

    Attributes:
        name: Its heading.
        measures: Identifiers.
    """

    name: str
    measures: tuple[str, ...]


def _sections(report: StatusReport) -> Iterator[_Section]:
    """Each measure once: under the first priority that names it, else beside the plan."""
    listed: set[str] = set()
    measures = dict.fromkeys(profile.series.measure for profile in _of(report, BY_YEAR))
    for priority in report.priorities:
        successes = priority.success_measures
        named = dict.fromkeys(
            indicator.measure for success in successes for indicator in success.indicators
        )
        texts = tuple(name for name in named if name in measures and name not in listed)
        listed |= set(texts)
        yield _Section(name=f"Priority {priority.number}: {priority.title}", measures=texts)
    if not report.only_priorities:
        rest = tuple(name for name in measures if name not in listed)
        yield _Section(name=BESIDE_THE_PLAN, measures=rest)


def _of(report: StatusReport, part: str) -> list[Profile]:
    return [profile for profile in report.appendix if profile.part == part]


def _blocks(report: StatusReport) -> Iterator[Block]:
    link = Linker.of(report.glossary)
    yield PaperHeading(text="How to read it", anchor="about")
    yield Paragraph(
        spans=link(
            "Each indicator by the month where it is counted so often, with its target and its "
            "rating, and by the year beside the statistical neighbours, the region and England. "
            "TBC: no target has been agreed yet, and without one nothing is rated. A figure with * "
            "is counted in another way, and is never used to judge."
        )
    )
    months = time_series.supplied_years(_of(report, BY_MONTH))
    years = time_series.supplied_years(_of(report, BY_YEAR), LAST_YEARS)
    shown = {*months, *years}
    if any(time_series.told_as_published(profile, shown) for profile in report.appendix):
        words = (
            f"A figure with {cells.PUBLISHED} is as the council published it at the time; the "
            "records at hand do not hold that period."
        )
        yield Paragraph(spans=line_of(words))
    for number, section in enumerate(_sections(report)):
        if section.measures:
            yield from _section(report, section, f"section-{number}", link.afresh())
    yield from sections.protection_section(report, new_page=True)
    yield from sections.glossary_section(report)


def _section(report: StatusReport, section: _Section, anchor: str, link: Linker) -> Iterator[Block]:
    """A page: one table, and what must be known of its figures."""
    yield PaperHeading(text=section.name, anchor=anchor, new_page=True)
    months, years = (
        [profile for profile in _of(report, part) if profile.series.measure in section.measures]
        for part in (BY_MONTH, BY_YEAR)
    )
    yield _scorecard_table(report, section, months, years, link)
    yield _in_full(report, section, months, years)
    yield from _empty_years(report, years)
    yield from (Paragraph(spans=note, quiet=True) for note in time_series.unlike(years))


def _empty_years(report: StatusReport, years: Sequence[Profile]) -> Iterator[Paragraph]:
    """That a year has no column, because nothing of it is known."""
    shown = time_series.supplied_years(years, LAST_YEARS)
    for year in time_series.years_left_out(shown, report.as_at):
        words = f"{year.label} has no column: nothing of it is supplied or published yet."
        yield Paragraph(spans=line_of(words), quiet=True)


def _name(profile: Profile, link: Linker) -> TableCell:
    unit_shown = unit_beside(profile.series.unit)
    unit = f" ({unit_shown})" if unit_shown else ""
    return cells.line_cell(link(f"{profile.title}{unit}"))


def _scorecard_table(
    report: StatusReport,
    section: _Section,
    months: Sequence[Profile],
    years: Sequence[Profile],
    link: Linker,
) -> PaperTable:
    """The council's own form: months, target, RAG, last years, and others in a row."""
    every_month = time_series.supplied_years(months) if months else ()
    every_year = time_series.supplied_years(years, LAST_YEARS)
    monthly = {month.series.measure: month for month in months}
    rows = tuple(
        (
            _name(year, link),
            *_months(monthly.get(year.series.measure), every_month),
            *_target_and_rating(monthly.get(year.series.measure, year)),
            *time_series.whole_in(year, every_year),
            *time_series.others_of(year),
        )
        for year in years
    )
    return PaperTable(
        caption=f"{section.name}: by the month, by the year and beside others",
        columns=(
            INDICATOR,
            *time_series.period_columns(every_month),
            TARGET,
            RATING,
            *time_series.period_columns(every_year),
            *time_series.other_columns(_of(report, BY_YEAR)),
        ),
        rows=rows,
        sheet="Scorecard",
        place="page",
    )


def _months(profile: Profile | None, months: Sequence[Period]) -> tuple[TableCell, ...]:
    """A cell for each month; empty ones for a measure that is counted by the year alone."""
    empty = (cells.words_cell(""),) * len(months)
    return time_series.whole_in(profile, months) if profile else empty


def _target_and_rating(profile: Profile) -> tuple[TableCell, TableCell]:
    """The target and the rating of the latest month, of a measure by the year of that year."""
    target = time_series.target_cell(profile.judgement, profile.series.unit)
    return target, time_series.rating_cell(profile.judgement)


def _in_full(
    report: StatusReport, section: _Section, months: Sequence[Profile], years: Sequence[Profile]
) -> PaperTable:
    """All of it in one row for each measure, for a spreadsheet; the columns of all sections."""
    every_month = time_series.supplied_years(_of(report, BY_MONTH))
    every_year = time_series.supplied_years(_of(report, BY_YEAR), LAST_YEARS)
    monthly = {month.series.measure: month for month in months}
    return PaperTable(
        caption=section.name,
        columns=_all_columns(report, every_month, every_year),
        rows=tuple(
            _all_of(year, monthly.get(year.series.measure), every_month, every_year)
            for year in years
        ),
        sheet="Scorecard",
        under=("Section", section.name),
        place="sheet",
    )


def _all_columns(
    report: StatusReport, months: Sequence[Period], years: Sequence[Period]
) -> tuple[TableColumn, ...]:
    columns = time_series.other_columns(_of(report, BY_YEAR), in_full=True)
    return (
        INDICATOR,
        TableColumn(heading="Identifier"),
        TableColumn(heading="Unit"),
        *time_series.period_columns(months),
        TARGET,
        *time_series.period_columns(years),
        *columns,
        TableColumn(heading="RAG of the latest month"),
        TableColumn(heading="RAG of the latest year"),
    )


def _all_of(
    year: Profile, month: Profile | None, months: Sequence[Period], years: Sequence[Period]
) -> Row:
    unit = year.series.unit
    return (
        cells.words_cell(year.title),
        cells.words_cell(year.series.measure),
        cells.words_cell(unit),
        *_months(month, months),
        time_series.target_cell(year.judgement, unit),
        *time_series.whole_in(year, years),
        *time_series.others_of(year),
        time_series.rating_cell(month.judgement if month else None),
        time_series.rating_cell(year.judgement),
    )
