"""cptracker: are we keeping our promises to children in care and care leavers?

Load records, ask a measure, read a plan, tell its status:

    import cptracker

    records = cptracker.load_records(["records"])
    cptracker.compute("placements-per-child", records, every="quarter", by="sex")

Names are imported when first used, so that nothing is paid for what is not.
"""

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cptracker.api import behind, compute, members
    from cptracker.errors import (
        CptrackerError,
        MeasureError,
        PlanError,
        Problem,
        RecordsError,
        UsageError,
    )
    from cptracker.loading import load_plan
    from cptracker.measuring import Example, Measure, measure
    from cptracker.member_functions import (
        contacts,
        deadlines,
        events,
        per_head,
        stock,
        supplied,
    )
    from cptracker.model import Plan
    from cptracker.picking import held_for, once, reasons, short_breaks
    from cptracker.records import Records, from_frames, load_records
    from cptracker.records.days import Frame, days_between
    from cptracker.registry import find_measures
    from cptracker.results import Figure, Series
    from cptracker.shapes import CARE, CHILD, Members, col, lit, when
    from cptracker.standing import StatusReport
    from cptracker.status import build_status
    from cptracker.ties import Ties
    from cptracker.tracking import track

__version__ = "0.1.0"


def _leave_the_working_folder() -> None:
    """Under `python -m cptracker` import nothing from the folder that a user happens to be in.

    Python looks there first, so that a file `click.py` beside the records would run as ours.
    """
    asked = [*sys.orig_argv, ""]
    named = any(asked[at : at + 2] == ["-m", __name__] for at in range(len(asked) - 1))
    here = Path.cwd()
    if named and Path(__file__).resolve().parents[1] != here.resolve():
        sys.path[:] = [place for place in sys.path if place and Path(place) != here]


_leave_the_working_folder()

_HOMES = {
    "cptracker.api": ("behind", "compute", "members"),
    "cptracker.errors": (
        "CptrackerError",
        "MeasureError",
        "PlanError",
        "Problem",
        "RecordsError",
        "UsageError",
    ),
    "cptracker.loading": ("load_plan",),
    "cptracker.measuring": ("Example", "Measure", "measure"),
    "cptracker.picking": ("held_for", "once", "reasons", "short_breaks"),
    "cptracker.member_functions": (
        "contacts",
        "deadlines",
        "events",
        "per_head",
        "stock",
        "supplied",
    ),
    "cptracker.shapes": ("CARE", "CHILD", "Members", "col", "lit", "when"),
    "cptracker.model": ("Plan",),
    "cptracker.records": ("Records", "from_frames", "load_records"),
    "cptracker.records.days": ("Frame", "days_between"),
    "cptracker.registry": ("find_measures",),
    "cptracker.results": ("Figure", "Series"),
    "cptracker.standing": ("StatusReport",),
    "cptracker.status": ("build_status",),
    "cptracker.ties": ("Ties",),
    "cptracker.tracking": ("track",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "CARE",
    "CHILD",
    "CptrackerError",
    "Example",
    "Figure",
    "Frame",
    "Measure",
    "MeasureError",
    "Members",
    "Plan",
    "PlanError",
    "Problem",
    "Records",
    "RecordsError",
    "Series",
    "StatusReport",
    "Ties",
    "UsageError",
    "behind",
    "build_status",
    "col",
    "compute",
    "contacts",
    "days_between",
    "deadlines",
    "events",
    "find_measures",
    "from_frames",
    "held_for",
    "lit",
    "load_plan",
    "load_records",
    "measure",
    "members",
    "once",
    "per_head",
    "reasons",
    "short_breaks",
    "stock",
    "supplied",
    "track",
    "when",
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
