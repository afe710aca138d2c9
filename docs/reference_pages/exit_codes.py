"""The exit codes, from the table that the commands use."""

from cptracker.model.exit_codes import MEANINGS
from reference_pages import markdown
from reference_pages.markdown import table

ABOUT = """\
A command ends with one of these, so that a script or a scheduled job can act on it. Of several
kinds of problem the first is told: plan, measures, records.
"""


def page() -> str:
    """The page of exit codes."""
    rows = [(str(number), meaning) for number, meaning in sorted(MEANINGS.items())]
    return markdown.page("Exit codes", ABOUT, table(("exit code", "means"), rows))
