"""Where what is published of a plan is remembered."""

from pathlib import Path

from cptracker.files.bundled import shipped_plans


def folder_of_plan(plan: Path) -> Path:
    """The folder beside whose files a plan's ledger lies; for a shipped plan, where one works."""
    if plan in shipped_plans().values():
        return Path()
    return plan if plan.is_dir() else plan.parent
