"""The keys of the plan files, from the schema that loading and editors use."""

from cptracker.plan.schema import plan_schema
from reference_pages import markdown
from reference_pages.schemas import sections

ABOUT = """\
A plan is one YAML file or a folder of them; each file may hold any of these keys, and lists of
several files are joined. `cptracker schema > strategy/plan.schema.json` writes the schema for your
editor, which then completes keys and marks mistakes.
"""


def page() -> str:
    """The page of plan files."""
    return markdown.page("Plan files", ABOUT, *sections(plan_schema(), "A plan file"))
