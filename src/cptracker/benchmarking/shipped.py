"""The published figures of England and its regions that ship with the package, for every plan.

They stand in the folder `published` as plain CSVs; its README says where they come from, of which
year, and under which licence. Those of councils do not ship: they come from the Department's files.
"""

from collections.abc import Iterator
from functools import cache

from attrs import evolve

from cptracker.benchmarking.files import TextFile, cell, read_file
from cptracker.benchmarking.rows import WantedFigures
from cptracker.files.bundled import PACKAGE

FOLDER = PACKAGE / "published"


@cache
def shipped_files() -> tuple[TextFile, ...]:
    """All shipped files of published figures, in the order of their names."""
    read = (read_file(path)[0] for path in sorted(FOLDER.glob("*.csv")))
    return tuple(file for file in read if file is not None)


def shipped_rows(wanted_figures: WantedFigures) -> Iterator[TextFile]:
    """The shipped files, with those rows alone that are of an area and a measure wanted."""
    for file in shipped_files():
        rows = tuple(
            row
            for row in file.rows
            if cell(file, row, "measure") in wanted_figures.measures
            and wanted_figures.comparator_areas.named(cell(file, row, "area")) is not None
        )
        if rows:
            yield evolve(file, rows=rows)
