"""The appendix of an annual report: who is in care and who left, year by year and beside others."""

from collections.abc import Iterator, Sequence

from attrs import evolve

from cptracker.model.comparisons import ComparatorKind
from cptracker.model.figures import Figure, Judgement
from cptracker.model.periods import Period, long_date
from cptracker.model.problems import UsageError
from cptracker.model.rounding import unit_beside
from cptracker.reports.charts.bars import bar_chart
from cptracker.reports.charts.dot_strips import dot_strip
from cptracker.reports.document.blocks import (
    Block,
    Bullets,
    Image,
    PaperDocument,
    PaperHeading,
    Paragraph,
)
from cptracker.reports.document.tables import PaperTable, Row, TableCell, TableColumn
from cptracker.reports.editions import cells, sections, time_series
from cptracker.reports.editions.editions import framed
from cptracker.reports.editions.pictures import Linker, short_marks, slug
from cptracker.reports.editions.profile_rows import IN_FULL, full_profile_rows
from cptracker.reports.editions.sections import quotations_section
from cptracker.status.profiles import BY_MONTH, BY_YEAR, EDUCATION, LEAVERS
from cptracker.status.report import Indicator, Profile, StatusReport
from cptracker.wording import facts

NEEDED = (
    "the appendix has nothing to show: its measures are computed from records, and none of them is "
    "here; in the library build the status with `also=['appendix']`"
)


EVERYONE = "Everyone"


ABOUT = {
    EDUCATION: (
        "Attainment, attendance and exclusions are not in the records that figures are computed "
        "from, so none are shown."
    ),
    LEAVERS: "Young people aged 17 to 21, each counted on the birthday in the year.",
}
"""What a reader must know of a part."""


def appendix(report: StatusReport) -> PaperDocument:
    """The appendix of a finished status that holds the appendix's profiles.

    Raises:
        UsageError: When it does not hold them.
    """
    if not _profiles_by_part(report):
        raise UsageError(NEEDED)
    return framed(
        report,
        _blocks(report),
        title=f"Data appendix: {report.plan_title}",
        subtitle=f"Children in care and care leavers, up to {long_date(report.as_at)}",
        landscape=True,
    )


def _profiles_by_part(report: StatusReport) -> dict[str, list[Profile]]:
    """The profiles by the part they stand under, in order; the scorecard's are another paper's."""
    profiles_by_name: dict[str, list[Profile]] = {}
    for profile in report.appendix:
        if profile.part not in (BY_MONTH, BY_YEAR):
            profiles_by_name.setdefault(profile.part, []).append(profile)
    return profiles_by_name


def _blocks(report: StatusReport) -> Iterator[Block]:
    link = Linker.of(report.glossary)
    yield PaperHeading(text="What this is", anchor="about")
    yield Paragraph(
        spans=link(
            "The figures of an annual report: children in care on 31 March and care leavers, for "
            "the latest year and those before, beside the statistical neighbours, the region and "
            "England where they are published. A figure with * is counted in another way."
        )
    )
    profiles_by_part = _profiles_by_part(report)
    for part, profiles in profiles_by_part.items():
        yield from _part(report, part, profiles, link.afresh())
    yield from quotations_section(report)
    yield from full_profile_rows(
        [profile for profiles in profiles_by_part.values() for profile in profiles]
    )
    yield from sections.protection_section(report)
    yield from sections.sources_section(report)
    yield from sections.glossary_section(report)


def _part(
    report: StatusReport, part: str, profiles: Sequence[Profile], link: Linker
) -> Iterator[Block]:
    yield PaperHeading(text=part, anchor=slug(part))
    if part in ABOUT:
        yield Paragraph(spans=link(ABOUT[part]))
    alone = [profile for profile in profiles if not _grouped(profile)]
    yield _overview(part, alone, report, link)
    notes = time_series.unlike(alone)
    if notes:
        yield Bullets(items=notes)
    for each_profile in alone:
        yield from _comparator_picture(report, each_profile)
    for each_profile in profiles:
        if _grouped(each_profile):
            yield from _groups(report, each_profile)


def _grouped(profile: Profile) -> bool:
    return any(figure.group_by for figure in profile.series.figures)


def _overview(
    part: str, profiles: Sequence[Profile], report: StatusReport, link: Linker
) -> PaperTable:
    """The measures of a part that are no breakdown, year by year and beside others."""
    periods = time_series.supplied_years(profiles)
    columns = time_series.other_columns(report.appendix)
    return PaperTable(
        caption=f"{part}, year by year and beside others",
        columns=(
            TableColumn(heading="Measure", width=22),
            *time_series.period_columns(periods),
            *columns,
        ),
        rows=tuple(_measure(profile, periods, link) for profile in profiles),
        sheet=IN_FULL,
        place="page",
    )


def _measure(profile: Profile, periods: Sequence[Period], link: Linker) -> Row:
    series = profile.series
    unit = f" ({series.unit})" if unit_beside(series.unit) else ""
    return (
        cells.line_cell(link(f"{profile.title}{unit}")),
        *time_series.whole_in(profile, periods),
        *time_series.others_of(profile),
    )


def _comparator_picture(report: StatusReport, profile: Profile) -> Iterator[Block]:
    """The latest year beside others, where anybody publishes it and numbers can be set beside."""
    if profile.judgement is None or not time_series.has_comparators(
        profile, ComparatorKind.ENGLAND
    ):
        return
    indicator = _as_indicator(profile, profile.judgement)
    strip = dot_strip(indicator, council=report.council, mark=short_marks(report))
    if strip is not None:
        yield Image(picture=strip)


def _as_indicator(profile: Profile, judgement: Judgement) -> Indicator:
    """The same figures in the form that charts beside others are drawn from."""
    series = profile.series
    return Indicator(
        info=evolve(series.info, title=profile.title),
        figure=series.whole[-1],
        judgement=judgement,
        series=series.whole,
        comparisons=profile.comparisons,
    )


def _groups(report: StatusReport, profile: Profile) -> Iterator[Block]:
    yield PaperHeading(text=profile.title, level=3, anchor=slug(profile.title))
    yield _table(profile)
    drawn = bar_chart(profile, mark=short_marks(report))
    if drawn is not None:
        yield Image(picture=drawn)


def _table(profile: Profile) -> PaperTable:
    """The groups year by year, and everyone at last; of a share also of how many it is."""
    series = profile.series
    periods = time_series.supplied_years([profile])
    shares = series.unit == "%"
    of = TableColumn(heading=f"Of how many, {periods[-1].label}", numbers=True, width=12)
    has_comparators = any(
        comparison.kind in time_series.COMPARATOR_COLUMNS for comparison in profile.comparisons
    )
    return PaperTable(
        caption=f"{profile.title}, year by year",
        columns=(
            TableColumn(heading="Group", width=30),
            *time_series.period_columns(periods),
            *((of,) if shares else ()),
            *(time_series.other_columns([profile]) if has_comparators else ()),
        ),
        rows=tuple(
            (
                cells.words_cell(name),
                *time_series.figures_in(figures, periods, series.unit),
                *((_base(figures, periods[-1]),) if shares else ()),
                *(_group_comparators(profile, figures) if has_comparators else ()),
            )
            for name, figures in _by_group(profile).items()
        ),
        sheet=IN_FULL,
        place="page",
    )


def _by_group(profile: Profile) -> dict[str, list[Figure]]:
    groups: dict[str, list[Figure]] = {}
    for figure in profile.series.figures:
        if figure.group_by:
            groups.setdefault(facts.group_name(figure.group), []).append(figure)
    return {**groups, EVERYONE: list(profile.series.whole)}


def _group_comparators(profile: Profile, figures: Sequence[Figure]) -> tuple[TableCell, ...]:
    """The others' figures of a group; none are published for everyone in such a table."""
    return time_series.others_of(profile, figures[0].group_by, figures[0].group)


def _base(figures: Sequence[Figure], period: Period) -> TableCell:
    return cells.count_cell(
        next((figure.denominator for figure in figures if figure.period == period), None)
    )
