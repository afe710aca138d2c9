"""Values as polars tables: tidy, every row saying whether its records are made up."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cptracker.display import Listed
from cptracker.membership import Cases
from cptracker.model import Plan
from cptracker.notebooks.members import whole
from cptracker.progress import Tracked
from cptracker.reports import tidy_status
from cptracker.reports.tidy import EXAMPLE, columns, tidy
from cptracker.results import Series
from cptracker.shapes import Members
from cptracker.standing import ActionLine, StatusReport

if TYPE_CHECKING:
    import polars as pl

Row = dict[str, Any]

COUNTS = ("numerator", "denominator", "unknown", "Count")
NUMBERS = (
    *("value", "lower", "upper", "Percentage", "figure", "target"),
    *("england", "region", "neighbours"),
)
DAYS = ("period_start", "period_end")


def polars(shown: object) -> "pl.DataFrame":
    """A value as a table; its columns are always the same for its sort, but for a frame's own."""
    if isinstance(shown, Members):
        return whole(shown)
    for sort, (names, rows) in FRAMES.items():
        if isinstance(shown, sort):
            return _frame(names(shown), rows(shown))
    raise TypeError(f"{type(shown).__name__} has no table")


def _frame(columns: Sequence[str], rows: Iterable[Row]) -> "pl.DataFrame":
    import polars as pl

    kinds: dict[str, Any] = dict.fromkeys(COUNTS, pl.Int64) | dict.fromkeys(NUMBERS, pl.Float64)
    days = [name for name in columns if name in DAYS]
    schema = {name: kinds.get(name, pl.String) for name in columns}
    told = [[_plain(row.get(name), schema[name], pl) for name in columns] for row in rows]
    frame = pl.DataFrame(told, schema=schema, orient="row")
    return frame.with_columns(pl.col(days).str.to_date("%Y-%m-%d"))


def _plain(value: Any, kind: Any, pl: Any) -> Any:
    if value is None:
        return None
    return float(value) if kind == pl.Float64 else value if kind == pl.Int64 else str(value)


def _series_columns(series: Series) -> Sequence[str]:
    return columns(example=series.example_data)


def _series(series: Series) -> Iterator[Row]:
    return iter(tidy([series], example=series.example_data))


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


def _actions(actions: Iterable[ActionLine | Tracked]) -> Iterator[Row]:
    for one in actions:
        progress: Any = one.progress if isinstance(one, Tracked) else one
        verdict: Any = one.verdict if isinstance(one, Tracked) else one
        yield {
            "ref": one.ref,
            "kind": one.kind,
            "title": one.title,
            "meeting": one.meeting.ref,
            "owner": progress.owner,
            "due": progress.due,
            "status": progress.status,
            "rating": verdict.rating,
            "reason": verdict.reason,
            "priorities": "; ".join(map(str, one.priorities)),
        }


def _cases(cases: Cases) -> Iterator[Row]:
    for one in cases.members:
        yield {
            cases.subject: one.subject,
            "outcome": one.outcome,
            "reason": one.reason,
            "first": one.first,
            "last": one.last,
            "restricted": "RESTRICTED",
            EXAMPLE: "EXAMPLE DATA" if cases.example else None,
        }


PLAN = ("priority", "priority_title", "success_measure", "success_measure_title", "measure")
ACTIONS = (
    *("ref", "kind", "title", "meeting", "owner", "due", "status", "rating", "reason"),
    "priorities",
)
CASES = ("outcome", "reason", "first", "last", "restricted", EXAMPLE)

Columns = Callable[[Any], Sequence[str]]

FRAMES: dict[type, tuple[Columns, Callable[[Any], Iterable[Row]]]] = {
    StatusReport: (lambda _: tidy_status.COLUMNS, tidy_status.rows),
    Series: (_series_columns, _series),
    Plan: (lambda _: PLAN, _plan),
    Listed: (lambda _: ACTIONS, _actions),
    Cases: (lambda cases: (cases.subject, *CASES), _cases),
}
