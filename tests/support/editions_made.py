"""The shipped plan with the example records, as the editions get it: made once for all tests."""

from datetime import date
from functools import cache

from cptracker.authoring.registry import find_measures
from cptracker.disclosure.suppression import suppress
from cptracker.files.bundled import PACKAGE, bundled
from cptracker.plan.reading import load_plan
from cptracker.records.loading import load_records
from cptracker.reports.document.tables import PaperTable
from cptracker.reports.editions.editions import EDITIONS
from cptracker.reports.writers import markdown
from cptracker.status.builder import build_status

ALL = tuple(part for edition in EDITIONS.values() for part in edition.also)
"""All that any edition asks for beside the plan's own."""


@cache
def restricted(*also):
    """The exact report with what is asked for besides."""
    records = load_records([PACKAGE / "example_records"])
    plan = load_plan(bundled("strategy"))
    return build_status(plan, find_measures(), records, as_at=date(2026, 3, 31), also=also)


@cache
def public(*also):
    return suppress(restricted(*also))


def read(paper):
    """What is read, without the glossary, which is the plan's own."""
    return markdown.write_markdown(paper).decode().partition("\n## Glossary\n")[0]


def tables(paper, place):
    return [
        block for block in paper.blocks if isinstance(block, PaperTable) and block.place == place
    ]


def row(table, heading):
    """The words of the row that begins so, by column."""
    (row,) = [row for row in table.rows if row[0].text.startswith(heading)]
    names = [column.heading for column in table.columns]
    return list(zip(names, [cell.text for cell in row], strict=True))
