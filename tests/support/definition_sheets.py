"""Definition sheets of the small plan, and as they stand on the terminal."""

from io import StringIO

from rich.console import Console
from small_plan import AS_AT

from cptracker.reports.terminal.definitions import print_definition
from cptracker.status.definitions import explain


def sheet(inputs, name="dental", **options):
    loaded, registry, records = inputs
    measure = registry.measures[name]
    return explain(measure, loaded.plan, records, as_at=AS_AT, **options)


def shown(made):
    page = StringIO()
    print_definition(made, Console(file=page, width=80, color_system=None))
    return page.getvalue()
