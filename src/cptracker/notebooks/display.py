"""What each kind of value looks like: its marks, a table, and a chart where there is one."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from cptracker.authoring.measure import Measure
from cptracker.authoring.member_types import Members
from cptracker.authoring.registry import Registry
from cptracker.model.figures import Figure, Series
from cptracker.model.members import Cases, Member
from cptracker.model.periods import long_date
from cptracker.model.plan import Plan
from cptracker.model.progress import TrackedPromise
from cptracker.model.rounding import ListDisplay
from cptracker.notebooks.library import (
    figure_parts,
    figure_title,
    measure_parts,
    records_parts,
    records_title,
    registry_parts,
    registry_title,
)
from cptracker.notebooks.members import (
    SHOWN,
    is_example,
    members_parts,
    members_title,
    more_line,
    outcome_lines,
)
from cptracker.notebooks.tables import fragment
from cptracker.notebooks.typed import values_parts, values_title
from cptracker.plan.values.reading import LoadedValues
from cptracker.records.records import Records
from cptracker.reports.charts.bars import bar_chart
from cptracker.reports.charts.lines import sparkline
from cptracker.reports.charts.overviews import overview
from cptracker.reports.document.tables import InlinePicture, PaperTable, Row, TableColumn
from cptracker.reports.editions import cells, time_series
from cptracker.reports.editions.pictures import chart_marks
from cptracker.reports.terminal.cases import figure_line
from cptracker.status.report import Indicator, Profile, StatusReport
from cptracker.status.tracker_lines import ActionLine
from cptracker.wording import phrases
from cptracker.wording.ratings import trend_in_words


def html(shown: object) -> str:
    """A value as HTML; its marks come first."""
    texts, contents = _marks(shown), _of(shown)
    return fragment(texts, _title(shown), *contents)


def text(shown: object) -> str:
    """A value in a line, with its marks."""
    return " \N{MIDDLE DOT} ".join([_title(shown), *_marks(shown)])


def _marks(shown: object) -> tuple[str, ...]:
    """A plan's own words need none; whatever else is shown here is exact or names people."""
    if isinstance(shown, StatusReport):
        return chart_marks(shown)
    if isinstance(shown, Plan | ListDisplay | Registry | Measure):
        return ()
    if isinstance(shown, Series) and shown.audience == "public":
        return (phrases.PUBLIC, phrases.EXAMPLE) if shown.example_data else (phrases.PUBLIC,)
    return (phrases.RESTRICTED, phrases.EXAMPLE) if _made_up(shown) else (phrases.RESTRICTED,)


def _made_up(shown: object) -> bool:
    if isinstance(shown, Members):
        return is_example(shown)
    if isinstance(shown, Series):
        return shown.example_data
    return isinstance(shown, Cases | Records) and shown.example


def _title(shown: object) -> str:
    if isinstance(shown, StatusReport):
        return f"{shown.plan_title}: status as at {long_date(shown.as_at)}"
    if isinstance(shown, Plan):
        return ", ".join(part for part in (shown.title, shown.council, shown.period) if part)
    if isinstance(shown, LoadedValues):
        return values_title(shown)
    if isinstance(shown, Series | Cases | Measure | Indicator):
        return f"{shown.title} ({shown.unit})"
    for kind, title in TITLES.items():
        if isinstance(shown, kind):
            return title(shown)
    return "Actions and recommendations" if isinstance(shown, ListDisplay) else type(shown).__name__


TITLES: dict[Any, Callable[[Any], str]] = {
    Members: members_title,
    Records: records_title,
    Registry: registry_title,
    Figure: figure_title,
}


Contents = tuple[PaperTable | InlinePicture | str, ...]


def _of(shown: Any) -> Contents:
    for kind, contents_of in CONTENTS_OF.items():
        if isinstance(shown, kind):
            return contents_of(shown)
    return ()


REPORT = (
    TableColumn(heading="Measure", width=30),
    TableColumn(heading="Value", numbers=True, width=10),
    TableColumn(heading="Why there is none", beneath=True),
    TableColumn(heading="Period", width=10),
    TableColumn(heading="Rating", width=12),
    TableColumn(heading="Trend", width=12),
    TableColumn(heading="Course", width=20),
)


def _report(report: StatusReport) -> Contents:
    rows = tuple(map(_indicator, phrases.each_measure(report)))
    table = PaperTable(
        caption="How each measure stands", columns=REPORT, rows=rows, sheet="Measures"
    )
    return (
        *(f"{summary_line}." for summary_line in phrases.summary_lines(report)),
        overview(report),
        table,
    )


def _one_indicator(indicator: Indicator) -> Contents:
    rows = (_indicator(indicator),)
    return (PaperTable(caption="How it stands", columns=REPORT, rows=rows, sheet="Measure"),)


def _indicator(indicator: Indicator) -> Row:
    return (
        cells.words_cell(indicator.title),
        cells.value_cell(indicator.figure, phrases.value_text(indicator)),
        cells.why_none(indicator.figure),
        cells.words_cell(indicator.figure.period.label),
        cells.rating(indicator.judgement.rating),
        cells.words_cell(trend_in_words(indicator.trend)),
        cells.picture_cell(sparkline(indicator)),
    )


def _series(series: Series) -> Contents:
    """Everyone, then each group of each breakdown, a column for each period."""
    profile = Profile(title=series.title, series=series)
    periods = time_series.supplied_years([profile])
    rows = tuple(
        (cells.words_cell(name), *time_series.figures_in(figures, periods, series.unit))
        for name, figures in _groups(series).items()
    )
    columns = (TableColumn(heading="Group", width=20), *time_series.period_columns(periods))
    table = PaperTable(
        caption=f"{series.title}, by period", columns=columns, rows=rows, sheet="Figures"
    )
    breakdowns = {figure.group_by for figure in series.figures if figure.group_by}
    drawn = bar_chart(profile, mark=_short_mark(series)) if len(breakdowns) <= 1 else None
    return (table, *([drawn] if drawn else []))


def _short_mark(series: Series) -> str:
    """What a picture says of itself, should it be copied away."""
    return " \N{MIDDLE DOT} ".join(mark.partition(":")[0] for mark in _marks(series))


def _groups(series: Series) -> dict[str, list[Figure]]:
    groups: dict[str, list[Figure]] = {}
    for figure in series.figures:
        by = figure.group_by.replace("_", " ").capitalize()
        group = figure.group.replace("_", " ")
        groups.setdefault(f"{by}: {group}" if by else "Everyone", []).append(figure)
    return groups


PLAN = (
    TableColumn(heading="Priority", width=24),
    TableColumn(heading="Success measure", width=38),
    TableColumn(heading="Measured by", width=38),
)


def _plan(plan: Plan) -> Contents:
    rows = tuple(
        (
            cells.words_cell(f"{priority.number} {priority.title}"),
            cells.words_cell(f"{success.ref} {success.title}"),
            cells.words_cell(", ".join(success.measures)),
        )
        for priority in plan.priorities
        for success in priority.success_measures
    )
    caption = "Priorities and success measures"
    return (PaperTable(caption=caption, columns=PLAN, rows=rows, sheet="Plan"),)


ACTIONS = (
    TableColumn(heading="Reference", width=14),
    TableColumn(heading="Action or recommendation", width=40),
    TableColumn(heading="Owner", width=18),
    TableColumn(heading="Due", width=14),
    TableColumn(heading="Rating", width=14),
)


def _actions(actions: Sequence[ActionLine | TrackedPromise]) -> Contents:
    if not actions:
        return ("There are none.",)
    rows = tuple(map(_action, actions))
    return (PaperTable(caption="How each stands", columns=ACTIONS, rows=rows, sheet="Actions"),)


def _action(line: ActionLine | TrackedPromise) -> Row:
    stands: Any = line.progress if isinstance(line, TrackedPromise) else line
    rated: Any = line.rating if isinstance(line, TrackedPromise) else line
    return (
        cells.words_cell(line.ref),
        cells.words_cell(line.title),
        cells.words_cell(stands.owner or "none named"),
        cells.day_cell(stands.due) if stands.due else cells.words_cell("no date"),
        cells.rating(rated.rating),
    )


def _cases(cases: Cases) -> Contents:
    rows = tuple(_member(member, cases) for member in cases.members[:SHOWN])
    table = PaperTable(
        caption=_caption(cases), columns=_case_columns(cases), rows=rows, sheet="Cases"
    )
    outcomes = Counter(cases.word(member.outcome) for member in cases.members)
    listed = (table,) if rows else ("There is nobody to list.",)
    return (figure_line(cases), *outcome_lines(outcomes), *listed, *more_line(len(cases.members)))


def _case_columns(cases: Cases) -> tuple[TableColumn, ...]:
    """With the days called as the measure's shape has them, such as due and done."""
    first, last = cases.headings
    return (
        TableColumn(heading="Who", width=20),
        TableColumn(heading="Outcome", width=16),
        TableColumn(heading="Why", beneath=True),
        TableColumn(heading=first.capitalize(), width=16),
        TableColumn(heading=last.capitalize(), width=16),
    )


def _caption(cases: Cases) -> str:
    return f"Who stands behind the figure for {cases.figure.period.label}"


def _member(member: Member, cases: Cases) -> Row:
    return (
        cells.words_cell(member.subject),
        cells.words_cell(cases.word(member.outcome)),
        cells.words_cell(member.reason),
        cells.day_cell(member.first),
        cells.day_cell(member.last),
    )


CONTENTS_OF: dict[Any, Callable[[Any], Contents]] = {
    StatusReport: _report,
    Series: _series,
    Plan: _plan,
    Cases: _cases,
    ListDisplay: _actions,
    Members: members_parts,
    LoadedValues: values_parts,
    Records: records_parts,
    Registry: registry_parts,
    Measure: measure_parts,
    Figure: figure_parts,
    Indicator: _one_indicator,
}
