"""What each sort of value looks like: its marks, a table, and a chart where there is one."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from cptracker.display import Listed
from cptracker.judging import long_date
from cptracker.membership import Cases, Member
from cptracker.model import Plan
from cptracker.notebooks.fragments import fragment
from cptracker.notebooks.members import is_example
from cptracker.notebooks.showing_members import (
    SHOWN,
    members_parts,
    members_title,
    more_line,
    outcome_lines,
)
from cptracker.progress import Tracked
from cptracker.reports import over_time, phrases, summing_up
from cptracker.reports.cases import figure_line
from cptracker.reports.charts import bar_chart, overview, sparkline
from cptracker.reports.document import Column, Picture, Row, Table
from cptracker.reports.paper import cells, sentences
from cptracker.reports.paper.pictures import marks
from cptracker.results import Figure, Series
from cptracker.shapes import Members
from cptracker.standing import ActionLine, Indicator, Profile, StatusReport


def html(shown: object) -> str:
    """A value as HTML; its marks come first."""
    said, parts = _marks(shown), _of(shown)
    return fragment(said, _title(shown), *parts)


def text(shown: object) -> str:
    """A value in a line, with its marks."""
    return " \N{MIDDLE DOT} ".join([_title(shown), *_marks(shown)])


def _marks(shown: object) -> tuple[str, ...]:
    """A plan's own words need none; whatever else is shown here is exact or names people."""
    if isinstance(shown, StatusReport):
        return marks(shown)
    if isinstance(shown, Plan | Listed):
        return ()
    return (phrases.RESTRICTED, phrases.EXAMPLE) if _made_up(shown) else (phrases.RESTRICTED,)


def _made_up(shown: object) -> bool:
    if isinstance(shown, Members):
        return is_example(shown)
    if isinstance(shown, Series):
        return shown.example_data
    return isinstance(shown, Cases) and shown.example


def _title(shown: object) -> str:
    if isinstance(shown, StatusReport):
        return f"{shown.plan_title}: status as at {long_date(shown.as_at)}"
    if isinstance(shown, Plan):
        return f"{shown.title}, {shown.council}, {shown.period}"
    if isinstance(shown, Series | Cases):
        return f"{shown.title} ({shown.unit})"
    if isinstance(shown, Members):
        return members_title(shown)
    return "Actions and recommendations" if isinstance(shown, Listed) else type(shown).__name__


Parts = tuple[Table | Picture | str, ...]


def _of(shown: Any) -> Parts:
    for sort, parts in PARTS.items():
        if isinstance(shown, sort):
            return parts(shown)
    return ()


REPORT = (
    Column(heading="Measure", width=30),
    Column(heading="Value", numbers=True, width=10),
    Column(heading="Why there is none", beneath=True),
    Column(heading="Period", width=10),
    Column(heading="Rating", width=12),
    Column(heading="Trend", width=12),
    Column(heading="Course", width=20),
)


def _report(report: StatusReport) -> Parts:
    rows = tuple(map(_indicator, summing_up.each_measure(report)))
    table = Table(caption="How each measure stands", columns=REPORT, rows=rows, sheet="Measures")
    return (*(f"{one}." for one in summing_up.summary_lines(report)), overview(report), table)


def _indicator(one: Indicator) -> Row:
    return (
        cells.words(one.title),
        cells.value(one.figure, phrases.value_text(one)),
        cells.why_none(one.figure),
        cells.words(one.figure.period.label),
        cells.rating(one.judgement.rating),
        cells.words(sentences.travel_in_words(one.travel)),
        cells.picture(sparkline(one)),
    )


def _series(series: Series) -> Parts:
    """Everyone, then each group of each breakdown, a column for each period."""
    profile = Profile(title=series.title, series=series)
    periods = over_time.supplied([profile])
    rows = tuple(
        (cells.words(name), *over_time.figures_in(figures, periods, series.unit))
        for name, figures in _groups(series).items()
    )
    columns = (Column(heading="Group", width=20), *over_time.period_columns(periods))
    table = Table(caption=f"{series.title}, by period", columns=columns, rows=rows, sheet="Figures")
    breakdowns = {one.group_by for one in series.figures if one.group_by}
    drawn = bar_chart(profile, mark=_short_mark(series)) if len(breakdowns) <= 1 else None
    return (table, *([drawn] if drawn else []))


def _short_mark(series: Series) -> str:
    """What a picture says of itself, should it be copied away."""
    return " \N{MIDDLE DOT} ".join(one.partition(":")[0] for one in _marks(series))


def _groups(series: Series) -> dict[str, list[Figure]]:
    groups: dict[str, list[Figure]] = {}
    for one in series.figures:
        by = one.group_by.replace("_", " ").capitalize()
        group = one.group.replace("_", " ")
        groups.setdefault(f"{by}: {group}" if by else "Everyone", []).append(one)
    return groups


PLAN = (
    Column(heading="Priority", width=24),
    Column(heading="Success measure", width=38),
    Column(heading="Measured by", width=38),
)


def _plan(plan: Plan) -> Parts:
    rows = tuple(
        (
            cells.words(f"{priority.number} {priority.title}"),
            cells.words(f"{success.ref} {success.title}"),
            cells.words(", ".join(success.measures)),
        )
        for priority in plan.priorities
        for success in priority.success_measures
    )
    caption = "Priorities and success measures"
    return (Table(caption=caption, columns=PLAN, rows=rows, sheet="Plan"),)


ACTIONS = (
    Column(heading="Reference", width=14),
    Column(heading="Action or recommendation", width=40),
    Column(heading="Owner", width=18),
    Column(heading="Due", width=14),
    Column(heading="Rating", width=14),
)


def _actions(actions: Sequence[ActionLine | Tracked]) -> Parts:
    if not actions:
        return ("There are none.",)
    rows = tuple(map(_action, actions))
    return (Table(caption="How each stands", columns=ACTIONS, rows=rows, sheet="Actions"),)


def _action(one: ActionLine | Tracked) -> Row:
    stands: Any = one.progress if isinstance(one, Tracked) else one
    judged: Any = one.verdict if isinstance(one, Tracked) else one
    return (
        cells.words(one.ref),
        cells.words(one.title),
        cells.words(stands.owner or "none named"),
        cells.day(stands.due) if stands.due else cells.words("no date"),
        cells.rating(judged.rating),
    )


def _cases(cases: Cases) -> Parts:
    rows = tuple(_member(one, cases) for one in cases.members[:SHOWN])
    table = Table(caption=_caption(cases), columns=_heads(cases), rows=rows, sheet="Cases")
    found = Counter(cases.word(one.outcome) for one in cases.members)
    listed = (table,) if rows else ("There is nobody to list.",)
    return (figure_line(cases), *outcome_lines(found), *listed, *more_line(len(cases.members)))


def _heads(cases: Cases) -> tuple[Column, ...]:
    """With the days called as the measure's shape has them, such as due and done."""
    first, last = cases.headings
    return (
        Column(heading="Who", width=20),
        Column(heading="Outcome", width=16),
        Column(heading="Why", beneath=True),
        Column(heading=first.capitalize(), width=16),
        Column(heading=last.capitalize(), width=16),
    )


def _caption(cases: Cases) -> str:
    return f"Who stands behind the figure for {cases.figure.period.label}"


def _member(one: Member, cases: Cases) -> Row:
    return (
        cells.words(one.subject),
        cells.words(cases.word(one.outcome)),
        cells.words(one.reason),
        cells.day(one.first),
        cells.day(one.last),
    )


PARTS: dict[Any, Callable[[Any], Parts]] = {
    StatusReport: _report,
    Series: _series,
    Plan: _plan,
    Cases: _cases,
    Listed: _actions,
    Members: members_parts,
}
