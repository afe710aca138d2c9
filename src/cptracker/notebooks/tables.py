"""Values as tables: HTML to stand within a notebook, and tidy Polars frames."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from cptracker.authoring.member_types import Members
from cptracker.contract.frames import figures_frame
from cptracker.contract.tidy import COLUMNS, tidy_rows
from cptracker.contract.values import EXAMPLE
from cptracker.model.figures import Series
from cptracker.model.members import Cases
from cptracker.model.plan import Plan
from cptracker.model.progress import TrackedPromise
from cptracker.model.rounding import ListDisplay
from cptracker.notebooks.members import whole_frame
from cptracker.notebooks.typed import VALUES, values_rows
from cptracker.plan.values.reading import LoadedValues
from cptracker.reports.document.tables import (
    InlinePicture,
    Line,
    PageTable,
    PaperTable,
    RatingTag,
    TableCell,
    Words,
    on_page,
    text_of_line,
)
from cptracker.reports.terminal.cases import rows_lines
from cptracker.status.report import StatusReport
from cptracker.status.tracker_lines import ActionLine

if TYPE_CHECKING:
    import polars as pl


CELL = "text-align:{side};vertical-align:top;padding:.25em .75em .25em 0;white-space:{space}"


SHORT = 18
"""A column whose words are all this short or shorter is not broken into lines, as dates are not."""


def fragment(
    marks: Iterable[str], title: str, *contents: "PaperTable | InlinePicture | str"
) -> str:
    """Marks, a title, then tables, pictures and sentences in one element."""
    texts = [
        *(f"<p><strong>{escape(mark)}</strong></p>" for mark in marks),
        f"<p>{escape(title)}</p>",
        *map(_part, contents),
    ]
    return f"<div>{''.join(texts)}</div>"


def _part(part: PaperTable | InlinePicture | str) -> str:
    if isinstance(part, str):
        return f"<p>{escape(part)}</p>"
    return "".join(_table(part)) if isinstance(part, PaperTable) else part.svg


def _table(table: PaperTable) -> Iterator[str]:
    page_table = on_page(table)
    styles = [_style(page_table, at) for at in range(len(page_table.columns))]
    yield f'<table><caption style="text-align:left">{escape(table.caption)}</caption><thead><tr>'
    for column, beneath, style in zip(page_table.columns, page_table.beneath, styles, strict=True):
        more = f"<br><small>{escape(beneath)}</small>" if beneath else ""
        heading = f"{escape(column.heading)}{more}"
        yield f'<th scope="col" style="{style}">{heading}</th>'
    yield "</tr></thead><tbody>"
    yield from _rows(page_table, styles)
    yield "</tbody></table>"


def _rows(page_table: PageTable, styles: Sequence[str]) -> Iterator[str]:
    for row in page_table.rows:
        yield "<tr>"
        for at, (style, stack) in enumerate(zip(styles, row, strict=True)):
            head, tail = ('th scope="row"', "th") if at == 0 else ("td", "td")
            text = "<br>".join(map(_cell, stack))
            weight = ";font-weight:normal" if at == 0 else ""
            yield f'<{head} style="{style}{weight}">{text}</{tail}>'
        yield "</tr>"


def _style(page_table: PageTable, at: int) -> str:
    """How the cells of a column stand."""
    words = (text_of_line(cell.spans) for row in page_table.rows for cell in row[at])
    space = "nowrap" if all(len(word) <= SHORT for word in words) else "normal"
    return CELL.format(side="right" if page_table.columns[at].numbers else "left", space=space)


def _cell(cell: TableCell) -> str:
    return cell.picture.svg if cell.picture else "".join(_spans(cell.spans))


def _spans(line: Line) -> Iterator[str]:
    for span in line:
        if isinstance(span, RatingTag):
            yield f'<span aria-hidden="true">{escape(span.shape)}</span> '
        text = escape(span.text)
        yield f"<strong>{text}</strong>" if isinstance(span, Words) and span.strong else text


Row = dict[str, Any]


COUNTS = ("numerator", "denominator", "unknown", "Count")


NUMBERS = (
    *("value", "lower", "upper", "Percentage", "figure", "target"),
    *("england", "region", "neighbours"),
)


DAYS = ("period_start", "period_end")


def polars(shown: object) -> "pl.DataFrame":
    """A value as a table; its columns are always the same for its kind, but for a frame's own."""
    if isinstance(shown, Members):
        return whole_frame(shown)
    if isinstance(shown, Series):
        return figures_frame([shown], example=shown.example_data, audience=shown.audience)
    for kind, (names, rows) in FRAMES.items():
        if isinstance(shown, kind):
            return _frame(names(shown), rows(shown))
    raise TypeError(f"{type(shown).__name__} has no table")


def _frame(columns: Sequence[str], rows: Iterable[Row]) -> "pl.DataFrame":
    import polars as pl

    kinds: dict[str, Any] = dict.fromkeys(COUNTS, pl.Int64) | dict.fromkeys(NUMBERS, pl.Float64)
    days = [name for name in columns if name in DAYS]
    schema = {name: kinds.get(name, pl.String) for name in columns}
    cells = [[_plain(row.get(name), schema[name], pl) for name in columns] for row in rows]
    frame = pl.DataFrame(cells, schema=schema, orient="row")
    return frame.with_columns(pl.col(days).str.to_date("%Y-%m-%d"))


def _plain(value: Any, kind: Any, pl: Any) -> Any:
    if value is None:
        return None
    return float(value) if kind == pl.Float64 else value if kind == pl.Int64 else str(value)


def _plan(plan: Plan) -> Iterator[Row]:
    for priority in plan.priorities:
        for success in priority.success_measures:
            for measure in success.measures:
                yield {
                    "priority": priority.number,
                    "priority_title": priority.title,
                    "success_measure": success.ref,
                    "success_measure_title": success.title,
                    "measure": measure,
                }


def _actions(actions: Iterable[ActionLine | TrackedPromise]) -> Iterator[Row]:
    for action in actions:
        progress: Any = action.progress if isinstance(action, TrackedPromise) else action
        rated: Any = action.rating if isinstance(action, TrackedPromise) else action
        yield {
            "ref": action.ref,
            "kind": action.kind,
            "title": action.title,
            "meeting": action.meeting.ref,
            "owner": progress.owner,
            "due": progress.due,
            "status": progress.status,
            "rating": rated.rating,
            "reason": rated.reason,
            "priorities": "; ".join(map(str, action.priorities)),
        }


def _cases(cases: Cases) -> Iterator[Row]:
    for member in cases.members:
        yield {
            cases.subject: member.subject,
            **member.groups,
            "outcome": member.outcome,
            "reason": member.reason,
            "first": member.first,
            "last": member.last,
            ROWS: "; ".join(rows_lines(member)),
            "restricted": "RESTRICTED",
            EXAMPLE: "EXAMPLE DATA" if cases.example else None,
        }


PLAN = ("priority", "priority_title", "success_measure", "success_measure_title", "measure")


ACTIONS = (
    *("ref", "kind", "title", "meeting", "owner", "due", "status", "rating", "reason"),
    "priorities",
)


ROWS = "rows"
"""The column of the files and lines that speak of a member, such as `peps.csv:12`."""


CASES = ("outcome", "reason", "first", "last", ROWS, "restricted", EXAMPLE)


def _case_columns(cases: Cases) -> Sequence[str]:
    """Who it is, the groups that were asked for, what became of them, and where that stands."""
    return (cases.subject, *cases.by, *CASES)


Columns = Callable[[Any], Sequence[str]]


FRAMES: dict[type, tuple[Columns, Callable[[Any], Iterable[Row]]]] = {
    StatusReport: (lambda _: COLUMNS, tidy_rows),
    Plan: (lambda _: PLAN, _plan),
    ListDisplay: (lambda _: ACTIONS, _actions),
    Cases: (_case_columns, _cases),
    LoadedValues: (lambda _: VALUES, values_rows),
}
