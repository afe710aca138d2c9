"""A plan with targets of every kind, for the example records: what a panel could agree."""

from pathlib import Path

PLAN = (Path(__file__).parent / "judged-plan.yaml").read_text(encoding="utf-8")

MEASURES = (
    "in-house-foster-carers", "three-or-more-placements", "social-workers-per-child",
    "peps-in-timescale", "long-term-stability", "care-leavers-in-touch",
    "care-leavers-suitable-accommodation", "care-leavers-eet", "children-looked-after",
)  # fmt: skip
