"""The tables of records and their columns, from the format files."""

from collections.abc import Callable
from functools import partial
from typing import Any

from cptracker.files.bundled import PACKAGE
from cptracker.records.care.deriving import DERIVED
from cptracker.records.coverage.evidence import CoverageEvidence, Reach
from cptracker.records.formats import Column, TableFormat, Type, formats
from cptracker.records.loading import load_records
from cptracker.status.data_request import services
from reference_pages import markdown
from reference_pages.markdown import table, ticked

TYPES = {
    Type.ID: "identifier",
    Type.TEXT: "text",
    Type.DATE: "date",
    Type.PARTDATE: "date, or its month or year alone",
    Type.INTEGER: "whole number",
    Type.NUMBER: "number",
    Type.FLAG: "0 or 1",
    Type.YESNO: "yes or no",
    Type.CODE: "code of the return",
    Type.WORD: "one of",
    Type.POSTCODE: "postcode",
    Type.YEAR: "year in which the return ends",
}

ABOUT = """\
A file is recognised by its columns, never by its name. A column marked *required* must be there;
without it the file is taken for another table. A row is left out, and `cptracker check` says so,
where a column marked *needed in each row* is blank. Columns marked *key* name a row together.
"""

DERIVED_ABOUT = """\
cptracker makes these from the return; a measure uses them as `records.NAME`. Each date column `x`
also has `x_day` and `x_month`, whole numbers that are there to compare. The number of days between
two dates is `days_between("start", "end")`.
"""


def page() -> str:
    """A section for each table: the return's, the council's own, and those derived."""
    several = formats().values()
    return markdown.page(
        "Tables and columns",
        ABOUT,
        "## Files of the SSDA903 return",
        *(_section(table_format) for table_format in several if table_format.yearly),
        "## Local tables",
        *(_section(table_format) for table_format in several if not table_format.yearly),
        "## Derived tables",
        DERIVED_ABOUT,
        *_derived(),
    )


def _section(table_format: TableFormat) -> str:
    heading = f"### {table_format.table}"
    known_as = (
        f"The file {table_format.name} of the return." if table_format.yearly else "A local table."
    )
    held_by = f"Usually held by: {services()[table_format.table]}."
    days = (
        f"It covers {_covers(table_format.covers)}."
        if table_format.covers
        else "It covers its return's years."
    )
    rows = [
        (f"`{column.name}`", _file_name(table_format, column), _type(column), _marks(column))
        for column in table_format.columns
    ]
    header = ("column", "in the file", "holds", "")
    return f"{heading}\n\n{known_as} {held_by} {days}\n\n{table(header, rows)}"


def _file_name(table_format: TableFormat, column: Column) -> str:
    names = [name for name in table_format.own_names_of(column) if name != column.name]
    others = [name for name in column.also if not name.endswith(tuple("0123456789"))][:3]
    return ticked([*names, *others]) or "the same"


def _type(column: Column) -> str:
    text = TYPES[column.type]
    if column.type is Type.WORD:
        return f"{text} {ticked(column.words)}"
    if column.low is not None and column.high is not None:
        return f"{text}, {column.low:g} to {column.high:g}"
    return text


def _marks(column: Column) -> str:
    marks = {
        "required": column.required,
        "needed in each row": column.filled,
        "key": column.key,
    }
    return ", ".join(name for name, holds in marks.items() if holds)


def _covers(evidence: CoverageEvidence) -> str:
    if evidence.always:
        return "any day; its rows do not date themselves"
    if evidence.years:
        more = f", and {evidence.serves} more" if evidence.serves else ""
        return f"the years in `{evidence.years}`{more}"
    place = f" of `{evidence.table}`" if evidence.table else ""
    return f"the days that {ticked(evidence.dates)}{place} give evidence of{_reach(evidence)}"


def _reach(evidence: CoverageEvidence) -> str:
    def words(reach: Reach | None, end: str) -> str:
        return (
            f"; to the {end} of the {reach.unit} if at most {reach.quiet} days away"
            if reach
            else ""
        )

    if evidence.last == evidence.first:
        return words(evidence.last, "start and end")
    return words(evidence.first, "start") + words(evidence.last, "end")


def _derived() -> list[str]:
    records = load_records(PACKAGE / "example_records")
    return [_derived_section(name, make, records.table(name)) for name, make in DERIVED.items()]


def _derived_section(name: str, make: Callable[..., Any], frame: Any) -> str:
    function = make.func if isinstance(make, partial) else make
    about = (function.__doc__ or "").split("\n\n")[0]
    months = f" Here for {make.keywords['months']} months." if isinstance(make, partial) else ""
    schema = frame.collect_schema()
    columns = [column for column in schema if not column.endswith(("_day", "_month"))]
    return f"### {name}\n\n{' '.join(about.split())}{months} Columns: {ticked(columns)}."
