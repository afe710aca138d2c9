"""Where the shipped plan and measures lie: inside the wheel, or at the top of a checkout."""

from pathlib import Path

PACKAGE = Path(__file__).parent


def bundled(name: str) -> Path:
    """The shipped folder `measures` or `strategy`, from a wheel or from a checkout."""
    inside = PACKAGE / "_bundled" / name
    return inside if inside.is_dir() else PACKAGE.parents[1] / name
