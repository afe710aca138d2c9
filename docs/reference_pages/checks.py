"""The checks of consistency, from the table that `cptracker check` uses."""

from cptracker.model.checks import CHECKS
from reference_pages import markdown
from reference_pages.markdown import table

ABOUT = """\
`cptracker check` holds promises, figures and commentary against each other. Each finding has its
place in your files and says what to do. A plan can switch a check off by its name, with a reason
and a date: see [how to switch a check off](../../how-to/check-the-plan.md).
"""


def page() -> str:
    """The page of checks."""
    rows = [
        (f"`{check}`", str(about.severity), about.meaning, about.hint)
        for check, about in CHECKS.items()
    ]
    header = ("check", "severity", "what it finds", "what to do")
    return markdown.page("Checks", ABOUT, table(header, rows))
