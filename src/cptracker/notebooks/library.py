"""What the library is worked with, in a notebook: records, registry, measure, figure, indicator.

Records are shown by their tables and how many rows each has, never by a row.
"""

from collections.abc import Iterator, Mapping

from cptracker.authoring.measure import Measure
from cptracker.authoring.registry import Registry
from cptracker.model.figures import Figure
from cptracker.model.problems import Problem
from cptracker.model.rounding import published_number
from cptracker.records.records import Records
from cptracker.reports.document.tables import PaperTable, Row, TableColumn
from cptracker.reports.editions import cells
from cptracker.wording.text import counted_words

DIGITS = 2
"""Digits after the point of a value, at most."""


Contents = tuple[PaperTable | str, ...]


TABLES = (
    TableColumn(heading="Table", width=24),
    TableColumn(heading="Rows", numbers=True, width=10),
    TableColumn(heading="From", width=40),
)


def records_title(records: Records) -> str:
    """How many tables there are, and on what they are computed."""
    return f"Records: {counted_words(len(records.tables), 'table')}, on {records.engine.name}"


def records_parts(records: Records) -> Contents:
    """The tables, how many rows each has, and from which files."""
    sources = {source.table: source for source in records.sources}
    rows = tuple(
        (
            cells.words_cell(name),
            cells.words_cell("" if (rows := _rows(sources, name)) is None else f"{rows:,}"),
            cells.words_cell(", ".join(source.path for source in sources[name].sources))
            if name in sources
            else cells.words_cell("frames"),
        )
        for name in records.tables
    )
    table = PaperTable(caption="Tables", columns=TABLES, rows=rows, sheet="Tables")
    return (*_faults(records.origin.problems), *([table] if rows else []))


def _rows(sources: Mapping[str, object], name: str) -> int | None:
    rows: int | None = getattr(sources.get(name), "rows", None)
    return rows


MEASURES = (
    TableColumn(heading="Measure", width=26),
    TableColumn(heading="Title", width=40),
    TableColumn(heading="Unit", width=10),
    TableColumn(heading="Every", width=14),
    TableColumn(heading="From", width=12),
)


def registry_title(registry: Registry) -> str:
    """How many measures were found."""
    return f"Registry: {counted_words(len(registry.measures), 'measure')}"


def registry_parts(registry: Registry) -> Contents:
    """The measures, and how many problems kept others from loading."""
    rows = tuple(map(_measure_row, registry.measures.values()))
    table = PaperTable(caption="Measures", columns=MEASURES, rows=rows, sheet="Measures")
    return (*_faults(registry.problems), *([table] if rows else []))


def _measure_row(measure: Measure) -> Row:
    words = (measure.identifier, measure.title, measure.unit, str(measure.every), measure.origin)
    return tuple(map(cells.words_cell, words))


def _faults(problems: tuple[Problem, ...]) -> Iterator[str]:
    if problems:
        yield f"{counted_words(len(problems), 'problem')}: `problems` has them."


WHAT_AND_IS = (TableColumn(heading="What", width=20), TableColumn(heading="Is", width=60))


def measure_parts(measure: Measure) -> Contents:
    """The facts of a measure: what it counts, which way is good, what it needs, where it stands."""
    needs = (f"{table} ({', '.join(columns)})" for table, columns in measure.needs.items())
    texts = {
        "Measure": measure.identifier,
        "Counts": measure.definition,
        "Why it matters": measure.why,
        "Unit": measure.unit,
        "Better": str(measure.better),
        "Every": str(measure.every),
        "Breakdowns": ", ".join(measure.by),
        "Needs": "; ".join(needs),
        "Source": measure.source,
        "Departs": measure.departs,
        "Stands in": f"{measure.path}:{measure.line}",
    }
    return (_definition_table("Its definition", texts),)


def figure_title(figure: Figure) -> str:
    """For which period it is, and for whom."""
    group = f", {figure.group_by}: {figure.group}" if figure.group_by else ""
    return f"Figure for {figure.period.label}{group}"


def figure_parts(figure: Figure) -> Contents:
    """The value or why there is none, and what it is made of."""
    shown = "" if figure.value is None else published_number(figure.value, DIGITS)
    counts = {
        "Numerator": figure.numerator,
        "Denominator": figure.denominator,
        "Not known": figure.unknown,
        **{f"Left out: {reason}": number for reason, number in figure.excluded.items()},
    }
    texts = {
        "Value": shown or str(figure.missing_reason or ""),
        **{name: f"{number:,}" for name, number in counts.items() if number is not None},
        "Note": figure.note or "",
    }
    return (_definition_table("What it is made of", texts),)


def _definition_table(caption: str, texts: dict[str, str]) -> PaperTable:
    rows = tuple(
        (cells.words_cell(name), cells.words_cell(text)) for name, text in texts.items() if text
    )
    return PaperTable(caption=caption, columns=WHAT_AND_IS, rows=rows, sheet="Facts")
