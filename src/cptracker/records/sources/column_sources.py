"""In which forms a column of a table could come: the return, other datasets, a file of its own."""

from attrs import frozen

from cptracker.records.formats import TableFormat
from cptracker.records.sources.formats import GivenTable, SourceFormat, source_formats
from cptracker.records.xml_modules import modules

RETURN = "SSDA903 return"


OWN = "a file or view of its own"


@frozen(kw_only=True)
class ColumnSource:
    """One form in which a column could come, or why it cannot.

    Attributes:
        dataset: The dataset, such as `Annex A`.
        place: Table and column there; empty if it cannot come from it.
        why_not: Why the dataset cannot tell it; empty if it can.
    """

    dataset: str
    place: str = ""
    why_not: str = ""

    def __str__(self) -> str:
        if self.why_not:
            return f"not from {self.dataset}: {self.why_not}"
        return f"{self.dataset}, {self.place}"


def column_sources(table_format: TableFormat, column: str) -> tuple[ColumnSource, ...]:
    """The forms in which a column could come, and those that cannot tell it although they might.

    Args:
        table_format: Its table.
        column: Its canonical name.
    """
    others = (_of_dataset(dataset, table_format.table, column) for dataset in source_formats())
    return (_of_own(table_format, column), *(source for source in others if source))


def _of_own(table_format: TableFormat, column: str) -> ColumnSource:
    """The return in its forms, or a file of the council's own."""
    if not table_format.yearly:
        return ColumnSource(dataset=OWN, place=f"{table_format.table}.{column}")
    as_xml = any(module.table_format.table == table_format.table for module in modules())
    kinds = "CSV, XML or a workbook" if as_xml else "CSV or a workbook"
    called = next(
        (form_column.source for form_column in table_format.columns if form_column.name == column),
        column,
    )
    return ColumnSource(dataset=RETURN, place=f"{table_format.name}.{called}, as {kinds}")


def _of_dataset(dataset: SourceFormat, table: str, column: str) -> ColumnSource | None:
    """Where another dataset has it, or why it cannot tell it; None if nothing is known of it."""
    for given_table in dataset.gives:
        if given_table.table == table:
            return _of_given(dataset, given_table, column)
    why = dataset.not_told.get(table, "")
    return ColumnSource(dataset=dataset.name, why_not=why) if why else None


def _of_given(dataset: SourceFormat, given_table: GivenTable, column: str) -> ColumnSource | None:
    if column in given_table.columns:
        name = given_table.columns[column][0]
        tables = (given_table.source, *(rule.table for rule in given_table.joins))
        source = next(
            dataset.tables[table] for table in tables if name in dataset.tables[table].headings
        )
        where = source.name.removeprefix(dataset.name).strip()
        return ColumnSource(dataset=dataset.name, place=f"{where}: {source.headings[name][0]}")
    if column == given_table.drawn:
        return ColumnSource(dataset=dataset.name, place="the day on which the list was drawn")
    why = given_table.not_told.get(column, "")
    return ColumnSource(dataset=dataset.name, why_not=why) if why else None
