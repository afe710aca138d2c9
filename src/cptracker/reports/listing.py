"""The measures that were found: what each is, needs, and has of it in the records."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import frozen
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from cptracker.measuring import Measure
from cptracker.reports.phrases import BETTER
from cptracker.reports.terminal import INDENT, show_parts
from cptracker.reports.text import Pen, counted, pen_for


@frozen(kw_only=True)
class Listed:
    """A measure, and which of its needs the records lack; None when none were looked at."""

    measure: Measure
    lacks: Sequence[str] | None = None


def as_json(measures: Iterable[Listed]) -> str:
    """The measures as a JSON list."""
    return json.dumps([_document(one) for one in measures], indent=2, ensure_ascii=False) + "\n"


def _document(one: Listed) -> dict[str, Any]:
    measure = one.measure
    return {
        "measure": measure.identifier,
        "title": measure.title,
        "unit": measure.unit,
        "better": str(measure.better),
        "every": str(measure.every),
        "by": list(measure.by),
        "needs": {table: list(columns) for table, columns in measure.needs.items()},
        "lacks": None if one.lacks is None else list(one.lacks),
        "origin": measure.origin,
        "path": measure.path,
        "line": measure.line,
        "source": measure.source,
        "definition": measure.definition,
    }


def show(measures: Sequence[Listed], console: Console) -> None:
    """Write the list to a console."""
    show_parts(_parts(measures, pen_for(console.encoding)), console)


def _parts(measures: Sequence[Listed], pen: Pen) -> Iterator[RenderableType]:
    for one in measures:
        yield Text(pen(one.measure.identifier), style="bold")
        yield Padding(Text(pen(one.measure.title)), (0, 0, 0, INDENT))
        for line in _facts(one):
            yield Padding(Text(pen(line), style="dim"), (0, 0, 0, INDENT))
    yield Text()
    ready = sum(one.lacks == () for one in measures)
    looked = any(one.lacks is not None for one in measures)
    total = counted(len(measures), "measure")
    yield Text(f"{total}, {ready:,} with all they need" if looked else total)


def _facts(one: Listed) -> Iterator[str]:
    measure = one.measure
    good = BETTER[str(measure.better)]
    yield f"{measure.unit} · {good} · every {measure.every} · {measure.origin}"
    needs = (f"{table} ({', '.join(columns)})" for table, columns in measure.needs.items())
    yield f"needs {'; '.join(needs)}"
    if one.lacks is not None:
        yield f"lacks {', '.join(one.lacks)}" if one.lacks else "has all it needs"
    if measure.by:
        yield f"by {', '.join(measure.by)}"
