"""The status as JSON: the public contract `cptracker/status/2`, described by a shipped schema.

Each part of the report becomes an instance of its class of the contract, and cattrs writes these.
A field with nothing to say is null, never absent.
"""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from cptracker.contract.figures import protection_document, table_document
from cptracker.contract.indicators import indicator_document
from cptracker.contract.promises import (
    action_document,
    actions_document,
    commentary_document,
    deliverable_document,
    duty_document,
    meeting_document,
    quotation_document,
)
from cptracker.files.json_text import json_text
from cptracker.model.figures import Rating, SourceOfTable
from cptracker.model.problems import Problem
from cptracker.status.report import (
    PriorityStatus,
    StatusReport,
    SuccessMeasureStatus,
    latest_quotations,
)
from cptracker.status_json.converting import as_json
from cptracker.status_json.status import (
    SCHEMA,
    CountsDocument,
    PlanDocument,
    PriorityDocument,
    ProblemDocument,
    SourceDocument,
    StatusDocument,
    SuccessMeasureDocument,
    TableDocument,
)

Json = dict[str, Any]


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
    return cast(Json, as_json(document_of(report)))


def document_of(report: StatusReport) -> StatusDocument:
    """The status as the contract has it."""
    return StatusDocument(
        schema=SCHEMA,
        plan=PlanDocument(
            identifier=report.plan_identifier, title=report.plan_title, period=report.plan_period
        ),
        as_at=report.as_at,
        tracker_at=report.tracker_at,
        later_changes=report.later_changes,
        audience=report.audience,
        example_data=report.example_data,
        records=tuple(map(_table, report.records)),
        only_priorities=report.only_priorities or None,
        priorities=tuple(map(_priority, report.priorities)),
        areas=tuple(map(commentary_document, report.areas)),
        actions=None if report.actions is None else actions_document(report.actions),
        action_list=tuple(map(action_document, report.action_list)),
        duties=tuple(map(duty_document, report.duties)),
        quotations=tuple(map(quotation_document, latest_quotations(report))),
        meeting=meeting_document(report.meeting) if report.meeting else None,
        problems=tuple(map(problem_document, report.problems)),
        protection=protection_document(report.protection) if report.protection else None,
        appendix=tuple(map(table_document, report.appendix)),
    )


def problem_document(problem: Problem) -> ProblemDocument:
    """A problem with its place."""
    return ProblemDocument(
        kind=problem.kind,
        severity=problem.severity,
        path=problem.path,
        line=problem.line,
        column=problem.column,
        message=problem.message,
        hint=problem.hint,
        count=problem.count,
    )


def _table(table: SourceOfTable) -> TableDocument:
    sources = (
        SourceDocument(path=source_of_records.path, sha256=source_of_records.sha256)
        for source_of_records in table.sources
    )
    return TableDocument(table=table.table, rows=table.rows, sources=tuple(sources))


def _priority(priority: PriorityStatus) -> PriorityDocument:
    return PriorityDocument(
        number=priority.number,
        title=priority.title,
        lead=priority.lead,
        counts=_counts(priority.counts),
        deliverables=tuple(map(deliverable_document, priority.deliverables)),
        success_measures=tuple(map(_success_measure, priority.success_measures)),
        commentary=commentary_document(priority.commentary) if priority.commentary else None,
    )


def _counts(counts: Mapping[Rating, int]) -> CountsDocument:
    return CountsDocument(
        hidden=counts.get(Rating.HIDDEN, 0),
        red=counts.get(Rating.RED, 0),
        amber=counts.get(Rating.AMBER, 0),
        green=counts.get(Rating.GREEN, 0),
        no_target=counts.get(Rating.NO_TARGET, 0),
        no_data=counts.get(Rating.NO_DATA, 0),
    )


def _success_measure(success: SuccessMeasureStatus) -> SuccessMeasureDocument:
    return SuccessMeasureDocument(
        ref=success.ref,
        title=success.title,
        owner=success.owner,
        indicators=tuple(map(indicator_document, success.indicators)),
        commentary=commentary_document(success.commentary) if success.commentary else None,
    )
