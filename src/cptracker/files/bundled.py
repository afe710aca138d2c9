"""Where the shipped plan and measures lie: inside the wheel, or at the top of a checkout."""

from pathlib import Path

PACKAGE = Path(__file__).parents[1]


FIRST = "together-plan"
"""The name of the shipped plan that is taken where none is named."""


def bundled(name: str) -> Path:
    """The shipped folder `measures` or `strategy`, from a wheel or from a checkout."""
    inside = PACKAGE / "_bundled" / name
    return inside if inside.is_dir() else PACKAGE.parents[1] / name


def shipped_plans() -> dict[str, Path]:
    """The shipped plans by name: the first, and those in folders of their own beside it."""
    first = bundled("strategy")
    paths = sorted(path.parent for path in first.glob("*/plan.yaml"))
    return {FIRST: first, **{path.name: path for path in paths}}
