"""What commands work on where no option names it: the project file, else the usual folders."""

from collections.abc import Callable, Hashable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from cptracker.plan.project import Project

Read = TypeVar("Read")
Named = TypeVar("Named", bound=Hashable)

USUAL_FOLDERS = {
    "plan": Path("strategy"),
    "records": Path("records"),
    "comparators": Path("comparators"),
}
"""The folders that are taken where there is no project file; measures are code, and never are."""


def project_of(ctx: click.Context) -> "Project | None":
    """The project that the command runs in, read once; its warnings are said once.

    Raises:
        PlanError: When its file has mistakes.
    """
    known = ctx.find_root().meta
    if __name__ not in known:
        from cptracker.plan.project import find_project

        project = find_project()
        for problem in project.problems if project else ():
            click.echo(f"Warning: {problem}", err=True)
        known[__name__] = project
    known_project: Project | None = known[__name__]
    return known_project


def usual_paths(ctx: click.Context, key: str) -> tuple[Any, ...]:
    """The paths of a key, such as `records`, where the command line names none."""
    if ctx.resilient_parsing:  # completion in a shell
        return ()
    project = project_of(ctx)
    if project:
        paths: tuple[Any, ...] = getattr(project, key)
        return paths
    folder = USUAL_FOLDERS.get(key)
    return (folder,) if folder and folder.is_dir() and not _is_shipped(folder) else ()


def _is_shipped(folder: Path) -> bool:
    """Whether a folder is the shipped plan itself, as in a checkout of this project."""
    from cptracker.files.bundled import bundled

    return folder.resolve() == bundled("strategy").resolve()


def once_in_command(read: Callable[[Named], Read], path: Named) -> Read:
    """What is read from a path or several, once for all that the running command asks of it."""
    ctx = click.get_current_context(silent=True)
    if ctx is None:
        return read(path)
    known = ctx.find_root().meta.setdefault(f"{__name__}.read", {})
    if (read, path) not in known:
        known[read, path] = read(path)
    content: Read = known[read, path]
    return content


def in_project() -> bool:
    """Whether the running command has a project file."""
    return _running_project() is not None


def project_file() -> Path | None:
    """The project file of the running command, if it has one."""
    project = _running_project()
    return project.path if project else None


def project_protection() -> str:
    """The protection that the project asks for; empty where the plan decides."""
    project = _running_project()
    return project.protection if project else ""


def _running_project() -> "Project | None":
    ctx = click.get_current_context(silent=True)
    return None if ctx is None else project_of(ctx)
