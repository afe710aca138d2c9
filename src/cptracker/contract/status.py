"""The status as JSON: the public contract `cptracker/status/1`, described by a shipped schema.

A field with nothing to say is null, never absent.
"""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from cptracker.contract.figures import Json, comparator_document, numbers_document, point_document
from cptracker.contract.promises import (
    action_line_document,
    commentary_document,
    group_document,
    nature_document,
    paper_document,
    protection_document,
    table_document,
)
from cptracker.contract.ratings import apart_document, rating_document
from cptracker.files.json_text import json_text
from cptracker.model.figures import Figure, Judgement, SourceOfTable
from cptracker.model.problems import Problem
from cptracker.status.report import Indicator, PriorityStatus, StatusReport, SuccessMeasureStatus
from cptracker.status.tracker_lines import DeliverableStatus

SCHEMA: Final = "cptracker/status/1"


def status_schema() -> Json:
    """The JSON Schema (2020-12) of the status."""
    from cptracker.contract.schema import schema_of_status

    return schema_of_status()


def status_text(report: StatusReport) -> str:
    """The status as JSON, in UTF-8 and for reading."""
    return json_text(as_document(report))


def statuses_text(reports: Sequence[StatusReport]) -> str:
    """The status of one plan, or a list of the status of each of several."""
    if len(reports) == 1:
        return status_text(reports[0])
    documents = [as_document(report) for report in reports]
    return json_text(documents)


def as_document(report: StatusReport) -> Json:
    """The status as plain dictionaries and lists."""
    return {
        "schema": SCHEMA,
        "plan": {
            "identifier": report.plan_identifier,
            "title": report.plan_title,
            "period": report.plan_period,
        },
        "as_at": report.as_at.isoformat(),
        "tracker_at": report.tracker_at.isoformat(),
        "later_changes": report.later_changes,
        "audience": report.audience,
        "example_data": report.example_data,
        "records": [_table(table) for table in report.records],
        "only_priorities": list(report.only_priorities) or None,
        "priorities": [_priority(priority) for priority in report.priorities],
        "areas": [commentary_document(commentary) for commentary in report.areas],
        "actions": None if report.actions is None else dict(report.actions),
        "action_list": [action_line_document(line) for line in report.action_list],
        "meeting": paper_document(report.meeting),
        "problems": [problem_document(problem) for problem in report.problems],
        "protection": protection_document(report.protection),
        "appendix": [table_document(profile) for profile in report.appendix],
    }


def problem_document(problem: Problem) -> Json:
    """A problem as a plain dictionary."""
    return {
        "kind": str(problem.kind),
        "severity": str(problem.severity),
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
        "hint": problem.hint,
        "count": problem.count,
    }


def _table(table: SourceOfTable) -> Json:
    sources = [{"path": source.path, "sha256": source.sha256} for source in table.sources]
    return {"table": table.table, "rows": table.rows, "sources": sources}


def _priority(priority: PriorityStatus) -> Json:
    return {
        "number": priority.number,
        "title": priority.title,
        "counts": {"hidden": 0, **{str(rating): many for rating, many in priority.counts.items()}},
        "deliverables": [_deliverable(deliverable) for deliverable in priority.deliverables],
        "success_measures": [_success(success) for success in priority.success_measures],
        "commentary": commentary_document(priority.commentary),
    }


def _deliverable(deliverable: DeliverableStatus) -> Json:
    return {
        "ref": deliverable.ref,
        "title": deliverable.title,
        "status": deliverable.status,
        "due": deliverable.due.isoformat() if deliverable.due else None,
        "slipped_days": deliverable.slipped,
        "moves": deliverable.moves,
        "word": deliverable.word,
        "rating": str(deliverable.rating),
        "reason": deliverable.reason,
    }


def _success(success: SuccessMeasureStatus) -> Json:
    indicators = [_indicator(indicator) for indicator in success.indicators]
    return {
        "ref": success.ref,
        "title": success.title,
        "indicators": indicators,
        "commentary": commentary_document(success.commentary),
    }


def _indicator(indicator: Indicator) -> Json:
    return {
        "measure": indicator.measure,
        "title": indicator.title,
        "unit": indicator.unit,
        "better": str(indicator.better),
        **_figure(indicator.figure),
        **rating_document(indicator),
        **comparator_document(indicator),
        "series": [
            _point(point, judged)
            for point, judged in zip_longest(indicator.series, indicator.judgements)
        ],
        **nature_document(indicator),
        "breakdowns": [group_document(figure) for figure in indicator.breakdowns],
        **apart_document(indicator),
    }


def _figure(figure: Figure) -> Json:
    period = figure.period
    return {
        "period": {
            "code": period.code,
            "identifier": period.identifier,
            "start": period.start.isoformat(),
            "end": period.end.isoformat(),
        },
        **numbers_document(figure),
    }


def _point(figure: Figure, judged: Judgement | None) -> Json:
    """One period of a series, with its rating."""
    return {
        **point_document(figure),
        "rating": None if judged is None else str(judged.rating),
        "rule": None if judged is None else judged.rule,
    }
