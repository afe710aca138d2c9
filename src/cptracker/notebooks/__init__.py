"""How values show themselves in a notebook: as accessible tables with charts, and as frames.

What is shown on a person's own screen is exact: it says that it is restricted, and that made-up
records are made up. Imported when a value is first shown.
"""

from cptracker.notebooks.display import html, text
from cptracker.notebooks.tables import polars

__all__ = ["html", "polars", "text"]
