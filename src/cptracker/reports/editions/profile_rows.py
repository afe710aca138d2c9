"""Every figure of the appendix for a spreadsheet: one row each, and whom each measure is beside."""

from collections.abc import Iterable, Iterator

from cptracker.model.comparisons import Comparison
from cptracker.model.figures import Figure
from cptracker.rating.wording import figure_text
from cptracker.reports.document.tables import PaperTable, Row, TableColumn
from cptracker.reports.editions import cells
from cptracker.status.report import Profile
from cptracker.wording import facts

IN_FULL, SHEET_COMPARATORS = "Profiles", "Comparators"
"""The sheets."""


FIGURES = (
    TableColumn(heading="Part"),
    TableColumn(heading="Table"),
    TableColumn(heading="Measure"),
    TableColumn(heading="Breakdown"),
    TableColumn(heading="Group"),
    TableColumn(heading="Period"),
    TableColumn(heading="Value", numbers=True),
    TableColumn(heading="Unit"),
    TableColumn(heading="Why there is none"),
    TableColumn(heading="Numerator", numbers=True),
    TableColumn(heading="Denominator", numbers=True),
)


COMPARED = (
    TableColumn(heading="Part"),
    TableColumn(heading="Table"),
    TableColumn(heading="Compared with"),
    TableColumn(heading="Value", numbers=True),
    TableColumn(heading="Period"),
    TableColumn(heading="Like for like"),
    TableColumn(heading="What to know"),
    TableColumn(heading="Source"),
)


def full_profile_rows(profiles: Iterable[Profile]) -> Iterator[PaperTable]:
    """All figures, then all that they are set beside; pages have tables and charts of them."""
    many = list(profiles)
    yield PaperTable(
        caption="Every figure of the appendix",
        columns=FIGURES,
        rows=tuple(_figure(profile, figure) for profile in many for figure in _figures_of(profile)),
        sheet=IN_FULL,
        place="sheet",
    )
    compared = tuple(
        _compared(profile, comparison) for profile in many for comparison in profile.comparisons
    )
    if compared:
        yield PaperTable(
            caption="The appendix beside others' published figures",
            columns=COMPARED,
            rows=compared,
            sheet=SHEET_COMPARATORS,
            place="sheet",
        )


def _figures_of(profile: Profile) -> list[Figure]:
    """The figures of its groups; everyone's where there are none, so that each is there once."""
    groups = [figure for figure in profile.series.figures if figure.group_by]
    return groups or list(profile.series.whole)


def _figure(profile: Profile, figure: Figure) -> Row:
    unit = profile.series.unit
    return (
        cells.words_cell(profile.part),
        cells.words_cell(profile.title),
        cells.words_cell(profile.series.measure),
        cells.words_cell(figure.group_by.replace("_", " ")),
        cells.words_cell(facts.group_name(figure.group)),
        cells.words_cell(figure.period.label),
        cells.value_cell(figure, figure_text(figure, unit)),
        cells.words_cell(unit),
        cells.why_none(figure),
        cells.count_cell(figure.numerator),
        cells.count_cell(figure.denominator),
    )


def _compared(profile: Profile, comparison: Comparison) -> Row:
    group = facts.group_in_words(comparison.group_by, comparison.group)
    return (
        cells.words_cell(profile.part),
        cells.words_cell(", ".join(part for part in (profile.title, group) if part)),
        cells.words_cell(facts.compared_with(comparison)),
        cells.number_cell(facts.value_of_others(comparison, profile.series.unit)),
        cells.words_cell(facts.period_in_words(comparison.period)),
        cells.words_cell("yes" if comparison.like_for_like else "no"),
        cells.words_cell(comparison.note or ""),
        cells.words_cell(comparison.source),
    )
