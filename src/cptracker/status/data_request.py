"""What the plan's measures need, from which service, and what is still missing."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache, partial
from pathlib import Path

from attrs import field, frozen

from cptracker.authoring.measure import Measure
from cptracker.authoring.registry import Registry
from cptracker.authoring.typed import typed_function
from cptracker.model.comparisons import LoadedFigures
from cptracker.model.periods import current_day, latest
from cptracker.model.plan import Plan
from cptracker.records.formats import Column, TableFormat, Type, formats_with
from cptracker.records.records import Records
from cptracker.records.sources.column_sources import ColumnSource, column_sources
from cptracker.status.downloads import Download, downloads

DATA = Path(__file__).parent / "services.yaml"


@cache
def services() -> Mapping[str, str]:
    """The service by canonical table."""
    from cptracker.files.yaml_parsers import shipped_yaml

    return shipped_yaml(DATA)


NOBODY = "not known who holds it"


WORDS = {
    Type.ID: "identifier",
    Type.TEXT: "text",
    Type.DATE: "date, DD/MM/YYYY or YYYY-MM-DD",
    Type.PARTDATE: "date, with zz for what is not known",
    Type.INTEGER: "whole number",
    Type.NUMBER: "number",
    Type.FLAG: "0 or 1",
    Type.YESNO: "yes or no",
    Type.CODE: "code of the return",
    Type.POSTCODE: "postcode",
}


class NeededColumn(StrEnum):
    """Whether a column is at hand."""

    THERE = "there"
    NO_COLUMN = "column missing"
    NO_TABLE = "table missing"
    NO_VALUE = "value missing"


@frozen(kw_only=True)
class RequestedTable:
    """One column that is asked for.

    Attributes:
        service: Who usually holds it.
        table: Its canonical table.
        column: Its canonical name.
        called: Its name in the return; the canonical name for local tables.
        form: What its cells hold, in words.
        measures: The measures that need it.
        need: Whether it is at hand.
        sources: The forms in which it could come, and those that cannot tell it.
    """

    service: str
    table: str
    column: str
    called: str
    form: str
    measures: tuple[str, ...]
    need: NeededColumn
    sources: tuple[ColumnSource, ...] = ()


@frozen(kw_only=True)
class Request:
    """What a plan's measures need, by service, table and column.

    Attributes:
        plan: The plan's title.
        asks: In order of service, table and column.
        unknown: Measures that the plan names and no plug-in provides.
        example: Whether the records are made up.
        downloads: The Department's files that have figures to compare with.
        without_neighbours: Whether the plan does not say who the council's neighbours are.
    """

    plan: str
    asks: tuple[RequestedTable, ...]
    unknown: tuple[str, ...] = ()
    example: bool = False
    downloads: tuple[Download, ...] = ()
    without_neighbours: bool = False
    missing: tuple[RequestedTable, ...] = field(init=False)

    @missing.default
    def _missing(self) -> tuple[RequestedTable, ...]:
        return tuple(column for column in self.asks if column.need is not NeededColumn.THERE)


def data_request(
    plan: Plan,
    registry: Registry,
    records: Records | None,
    names: Iterable[str] = (),
    comparators: LoadedFigures | None = None,
    as_at: date | None = None,
) -> Request:
    """What the measures of a plan need; nothing is computed.

    Args:
        plan: Its success measures name the measures.
        registry: Their needs.
        records: What is at hand; None for nothing at all.
        names: Measures to ask for instead of the plan's.
        comparators: Published figures from files, which need not be downloaded again.
        as_at: The day up to which values are to be typed; today if None, for what is owed does
            not end where the last value does.
    """
    wanted = tuple(dict.fromkeys(names or plan.measures))
    measures_known = [registry.measures[name] for name in wanted if name in registry.measures]
    tables = formats_with(registry.tables)
    columns_asked = [
        _column_asked(tables.get(table), table, column, measures, records)
        for table, columns in _needs(measures_known).items()
        for column, measures in columns.items()
    ]
    day = as_at or current_day()
    columns_asked += [
        column_asked
        for measure in measures_known
        for column_asked in _typed_values_asked(measure, day)
    ]
    return Request(
        plan=plan.title,
        asks=tuple(sorted(columns_asked, key=partial(_in_order, tables))),
        unknown=tuple(name for name in wanted if name not in registry.measures),
        example=records is not None and records.example,
        downloads=downloads(plan, wanted, comparators),
        without_neighbours=not (plan.comparators and plan.comparators.neighbours),
    )


TYPED = "typed values"
"""What stands for a table where values are typed."""


def _typed_values_asked(measure: Measure, day: date) -> Iterator[RequestedTable]:
    """The value of the latest period of a typed measure that is over, and who owes it."""
    typed = typed_function(measure)
    if typed is None:
        return
    period = latest(measure.every, day)
    is_typed_in = any(value.period == period and not value.group_by for value in typed.known)
    by = [value.by for value in typed.known if value.by]
    yield RequestedTable(
        service=measure.source or (by[-1] if by else NOBODY),
        table=TYPED,
        column=measure.identifier,
        called=measure.identifier,
        form=f"{typed.declared.kind}, by {measure.every}; latest {period.label}",
        measures=(measure.identifier,),
        need=NeededColumn.THERE if is_typed_in else NeededColumn.NO_VALUE,
    )


def _needs(measures: Iterable[Measure]) -> Mapping[str, Mapping[str, list[str]]]:
    """For each table and column the measures that need it."""
    needs: dict[str, dict[str, list[str]]] = {}
    for measure in measures:
        for table, columns in measure.needs.items():
            for column in columns:
                needs.setdefault(table, {}).setdefault(column, []).append(measure.identifier)
    return needs


def _column_asked(
    form: TableFormat | None,
    table: str,
    column: str,
    measures: list[str],
    records: Records | None,
) -> RequestedTable:
    form_declared = next(
        (
            form_column
            for form_column in (form.columns if form else ())
            if form_column.name == column
        ),
        None,
    )
    declared = form.service if form else ""
    return RequestedTable(
        service=services().get(table, declared or NOBODY),
        table=table,
        column=column,
        called=form_declared.source if form_declared else column,
        form=_form(form_declared) if form_declared else "",
        measures=tuple(measures),
        need=_need(table, column, records),
        sources=column_sources(form, column) if form else (),
    )


def _form(column: Column) -> str:
    return f"one of {', '.join(column.words)}" if column.words else WORDS.get(column.type, "")


def _need(table: str, column: str, records: Records | None) -> NeededColumn:
    if records is None or table not in records.tables:
        return NeededColumn.NO_TABLE
    return NeededColumn.NO_COLUMN if records.lacks({table: [column]}) else NeededColumn.THERE


def _in_order(
    tables: Mapping[str, TableFormat], column_asked: RequestedTable
) -> tuple[str, str, int, str]:
    """Columns in the order of their table's format."""
    form = tables.get(column_asked.table)
    columns = [column.name for column in form.columns] if form else []
    at = columns.index(column_asked.column) if column_asked.column in columns else len(columns)
    return (column_asked.service, column_asked.table, at, column_asked.column)
