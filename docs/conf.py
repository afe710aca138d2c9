"""How the documentation is built: `sphinx-build -W docs site`, without the network."""

import sys
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent
ROOT = DOCS.parent

# The generators stand here, the drawing of the layers is made from the test that enforces them.
sys.path[:0] = [str(DOCS), str(ROOT / "tests" / "support"), str(ROOT / "src")]

import cptracker  # noqa: E402
from reference_pages import write_pages  # noqa: E402 - found on the path above

project = "cptracker"
author = "The cptracker contributors"
project_copyright = author
release = version = cptracker.__version__

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["reference_pages/**", "reference/generated/layers.md"]  # drawn in architecture
myst_enable_extensions = ["colon_fence", "fieldlist"]
myst_heading_anchors = 4
toc_object_entries = False  # each object has a heading of its own

smartquotes = False  # options begin with two hyphens

html_theme = "furo"
html_title = "cptracker"
html_show_sourcelink = False
html_copy_source = False
html_theme_options = {"navigation_with_keys": True}
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"

linkcheck_timeout = 20


def setup(app: Any) -> None:
    """Write the reference pages from the code before anything is read."""
    app.connect("builder-inited", lambda _: write_pages(DOCS))
