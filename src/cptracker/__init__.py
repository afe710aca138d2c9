"""cptracker: are we keeping our promises to children in care and care leavers?

Load records, ask a measure, read a plan, tell its status:

    import cptracker

    records = cptracker.load_records(["records"])
    cptracker.compute("placements-per-child", records, every="quarter", by="sex")

Names are imported when first used, so that nothing is paid for what is not.
"""

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cptracker.api.checking import check
    from cptracker.api.explaining import audit_papers, explain
    from cptracker.api.figures import compute, series
    from cptracker.api.papers import write_paper
    from cptracker.api.people import cases, members
    from cptracker.api.publishing import publish
    from cptracker.audit.findings import DisclosureError, DisclosureFinding
    from cptracker.authoring.cohort_helpers import held_for, once, reasons, short_breaks, together
    from cptracker.authoring.lookups import contacts, per_head
    from cptracker.authoring.measure import Example, Measure, measure
    from cptracker.authoring.member_types import CARE, CHILD, Members, col, lit, when
    from cptracker.authoring.members import deadlines, events, ratio, stock, supplied
    from cptracker.authoring.registry import Registry, find_measures
    from cptracker.authoring.tables import table
    from cptracker.benchmarking.reading import load_comparators
    from cptracker.model.comparisons import LoadedFigures
    from cptracker.model.figures import Figure, Series
    from cptracker.model.members import Cases
    from cptracker.model.plan import Plan
    from cptracker.model.problems import (
        CptrackerError,
        MeasureError,
        PlanError,
        Problem,
        RecordsError,
        UsageError,
    )
    from cptracker.model.related import RelatedMeasures
    from cptracker.notebooks.project import OpenProject, open_project
    from cptracker.plan.history.listing import track
    from cptracker.plan.reading import load_plan, read_plan
    from cptracker.plan.values.reading import load_values
    from cptracker.records.care.days import Frame, days_between
    from cptracker.records.databases.naming import Database
    from cptracker.records.loading import from_frames, load_records
    from cptracker.records.records import Records
    from cptracker.status.builder import build_status
    from cptracker.status.definitions import DefinitionSheet
    from cptracker.status.report import StatusReport

__version__ = "0.1.0"


def _leave_the_working_folder() -> None:
    """Under `python -m cptracker` import nothing from the folder that a user happens to be in.

    Python looks there first, so that a file `click.py` beside the records would run as ours. Paths
    are texts here: importing pathlib takes a tenth of what `--help` takes.
    """
    texts = [*sys.orig_argv, ""]
    named = any(texts[at : at + 2] == ["-m", __name__] for at in range(len(texts) - 1))
    here = os.getcwd()  # noqa: PTH109
    ours = os.path.realpath(f"{__file__}/../..")
    if named and ours != os.path.realpath(here):
        sys.path[:] = [place for place in sys.path if place and os.path.normpath(place) != here]


_leave_the_working_folder()

_HOMES = {
    "cptracker.api.checking": ("check",),
    "cptracker.api.explaining": ("audit_papers", "explain"),
    "cptracker.api.figures": ("compute", "series"),
    "cptracker.api.papers": ("write_paper",),
    "cptracker.api.people": ("cases", "members"),
    "cptracker.api.publishing": ("publish",),
    "cptracker.audit.findings": ("DisclosureError", "DisclosureFinding"),
    "cptracker.authoring.cohort_helpers": (
        "held_for",
        "once",
        "reasons",
        "short_breaks",
        "together",
    ),
    "cptracker.authoring.lookups": ("contacts", "per_head"),
    "cptracker.authoring.measure": ("Example", "Measure", "measure"),
    "cptracker.authoring.member_types": ("CARE", "CHILD", "Members", "col", "lit", "when"),
    "cptracker.authoring.members": ("deadlines", "events", "ratio", "stock", "supplied"),
    "cptracker.authoring.registry": ("Registry", "find_measures"),
    "cptracker.authoring.tables": ("table",),
    "cptracker.benchmarking.reading": ("load_comparators",),
    "cptracker.model.comparisons": ("LoadedFigures",),
    "cptracker.model.figures": ("Figure", "Series"),
    "cptracker.model.members": ("Cases",),
    "cptracker.model.plan": ("Plan",),
    "cptracker.model.problems": (
        "CptrackerError",
        "MeasureError",
        "PlanError",
        "Problem",
        "RecordsError",
        "UsageError",
    ),
    "cptracker.model.related": ("RelatedMeasures",),
    "cptracker.notebooks.project": ("OpenProject", "open_project"),
    "cptracker.plan.history.listing": ("track",),
    "cptracker.plan.reading": ("load_plan", "read_plan"),
    "cptracker.plan.values.reading": ("load_values",),
    "cptracker.records.care.days": ("Frame", "days_between"),
    "cptracker.records.databases.naming": ("Database",),
    "cptracker.records.loading": ("from_frames", "load_records"),
    "cptracker.records.records": ("Records",),
    "cptracker.status.builder": ("build_status",),
    "cptracker.status.definitions": ("DefinitionSheet",),
    "cptracker.status.report": ("StatusReport",),
}
"""Where each public name is defined; it is imported when it is first used."""

_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "CARE",
    "CHILD",
    "Cases",
    "CptrackerError",
    "Database",
    "DefinitionSheet",
    "DisclosureError",
    "DisclosureFinding",
    "Example",
    "Figure",
    "Frame",
    "LoadedFigures",
    "Measure",
    "MeasureError",
    "Members",
    "OpenProject",
    "Plan",
    "PlanError",
    "Problem",
    "Records",
    "RecordsError",
    "Registry",
    "RelatedMeasures",
    "Series",
    "StatusReport",
    "UsageError",
    "audit_papers",
    "build_status",
    "cases",
    "check",
    "col",
    "compute",
    "contacts",
    "days_between",
    "deadlines",
    "events",
    "explain",
    "find_measures",
    "from_frames",
    "held_for",
    "lit",
    "load_comparators",
    "load_plan",
    "load_records",
    "load_values",
    "measure",
    "members",
    "once",
    "open_project",
    "per_head",
    "publish",
    "ratio",
    "read_plan",
    "reasons",
    "series",
    "short_breaks",
    "stock",
    "supplied",
    "table",
    "together",
    "track",
    "when",
    "write_paper",
]


def display_of_values() -> Any:
    """How values show themselves; it stands above them, and is imported when one is shown."""
    return import_module("cptracker.notebooks")


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, for tab completion and `dir`."""
    return [*__all__, "__version__"]
