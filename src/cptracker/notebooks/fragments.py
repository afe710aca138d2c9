"""Blocks of a paper as HTML to stand within a notebook: no script, no address, no style sheet."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from cptracker.reports.document import (
    Cell,
    Line,
    PageTable,
    Picture,
    Table,
    Tag,
    Words,
    on_page,
    text_of,
)

CELL = "text-align:{side};vertical-align:top;padding:.25em .75em .25em 0;white-space:{space}"

SHORT = 18
"""A column whose words are all this short or shorter is not broken into lines, as dates are not."""


def fragment(marks: Iterable[str], title: str, *parts: "Table | Picture | str") -> str:
    """Marks, a title, then tables, pictures and sentences in one element."""
    told = [
        *(f"<p><strong>{escape(one)}</strong></p>" for one in marks),
        f"<p>{escape(title)}</p>",
        *map(_part, parts),
    ]
    return f"<div>{''.join(told)}</div>"


def _part(part: Table | Picture | str) -> str:
    if isinstance(part, str):
        return f"<p>{escape(part)}</p>"
    return "".join(_table(part)) if isinstance(part, Table) else part.svg


def _table(table: Table) -> Iterator[str]:
    page = on_page(table)
    styles = [_style(page, at) for at in range(len(page.columns))]
    yield f'<table><caption style="text-align:left">{escape(table.caption)}</caption><thead><tr>'
    for column, beneath, style in zip(page.columns, page.beneath, styles, strict=True):
        more = f"<br><small>{escape(beneath)}</small>" if beneath else ""
        heading = f"{escape(column.heading)}{more}"
        yield f'<th scope="col" style="{style}">{heading}</th>'
    yield "</tr></thead><tbody>"
    yield from _rows(page, styles)
    yield "</tbody></table>"


def _rows(page: PageTable, styles: Sequence[str]) -> Iterator[str]:
    for row in page.rows:
        yield "<tr>"
        for at, (style, stack) in enumerate(zip(styles, row, strict=True)):
            head, tail = ('th scope="row"', "th") if at == 0 else ("td", "td")
            told = "<br>".join(map(_cell, stack))
            weight = ";font-weight:normal" if at == 0 else ""
            yield f'<{head} style="{style}{weight}">{told}</{tail}>'
        yield "</tr>"


def _style(page: PageTable, at: int) -> str:
    """How the cells of a column stand."""
    words = (text_of(cell.spans) for row in page.rows for cell in row[at])
    space = "nowrap" if all(len(one) <= SHORT for one in words) else "normal"
    return CELL.format(side="right" if page.columns[at].numbers else "left", space=space)


def _cell(cell: Cell) -> str:
    return cell.picture.svg if cell.picture else "".join(_spans(cell.spans))


def _spans(line: Line) -> Iterator[str]:
    for span in line:
        if isinstance(span, Tag):
            yield f'<span aria-hidden="true">{escape(span.shape)}</span> '
        text = escape(span.text)
        yield f"<strong>{text}</strong>" if isinstance(span, Words) and span.strong else text
