"""The values on a terminal: a table for each measure."""

from collections.abc import Iterable, Iterator

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cptracker.model.figures import Figure, Series
from cptracker.model.rounding import unit_beside
from cptracker.rating.wording import MISSING_IN_WORDS, figure_text
from cptracker.reports.terminal.status import INDENT, WIDEST
from cptracker.reports.terminal.styles import print_renderables
from cptracker.wording import phrases
from cptracker.wording.text import TextEncoder, encoder_for


def print_values(
    many: Iterable[Series], console: Console, *, example: bool = False, public: bool = False
) -> None:
    """Write the table to a console, a part for each measure."""
    print_renderables(
        [
            Text(phrases.PUBLIC if public else phrases.RESTRICTED, style="bold"),
            *_renderables(many, encoder_for(console.encoding), console.width, example=example),
        ],
        console,
    )


def _renderables(
    many: Iterable[Series], encoder: TextEncoder, width: int, *, example: bool
) -> Iterator[RenderableType]:
    if example:
        yield Text(phrases.EXAMPLE, style="bold reverse")
    for series in many:
        yield Text()
        heading = Text(encoder(series.title), style="bold")
        yield heading.append(f"\n{encoder(series.measure)}", style="not bold dim")
        yield Padding(_table(series, encoder, min(width, WIDEST) - INDENT), (0, 0, 0, INDENT))


def _table(series: Series, encoder: TextEncoder, width: int) -> Table:
    grouped = any(figure.group_by for figure in series.figures)
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim", width=width)
    table.add_column("Period", min_width=8)
    if grouped:
        table.add_column("Group", min_width=8)
    for heading in (_unit(series.unit, encoder), "Made up of"):
        table.add_column(heading, justify="right")
    table.add_column("What to know", ratio=1)
    for figure in series.figures:
        cells = [figure.period.label, *([_group(figure)] if grouped else [])]
        cells += [
            figure_text(figure, series.unit),
            phrases.made_of(figure, series.unit, series.statistic),
        ]
        table.add_row(*(Text(encoder(cell)) for cell in (*cells, _to_know(figure, series.unit))))
    return table


def _unit(unit: str, encoder: TextEncoder) -> Text:
    return Text(encoder(unit[:1].upper() + unit[1:]) if unit_beside(unit) else "Value")


def _group(figure: Figure) -> str:
    if not figure.group_by:
        return "everyone"
    return f"{figure.group_by}: {figure.group}"


def _to_know(figure: Figure, unit: str) -> str:
    note = figure.note or ""
    if figure.missing_reason is not None and note == MISSING_IN_WORDS[figure.missing_reason]:
        note = ""
    notes = (phrases.not_known(figure, unit), phrases.left_out(figure), note)
    return " · ".join(part for part in notes if part)
