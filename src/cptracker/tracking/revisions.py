"""Hold a plan against an earlier revision of it in git: what was promised must still be there."""

import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from cptracker.errors import Kind, Problem, UsageError
from cptracker.loading import read_plan
from cptracker.loading.files import SUFFIXES
from cptracker.model import Plan
from cptracker.tracking.changes import Look, Sort, compare

SECONDS = 30


def lost_since(path: Path, plan: Plan, revision: str, as_at: date) -> Iterator[Problem]:
    """A problem for each reference that an earlier revision had and the plan has no more.

    Args:
        path: The plan's file or folder, in a git repository.
        plan: The plan as it is now.
        revision: A commit, tag or branch, such as `HEAD~3` or `2026-03`.
        as_at: The day up to which both are looked at.

    Raises:
        UsageError: git has no such revision, or its plan cannot be read.
    """
    before = Look(plan=plan_of_revision(path, revision), as_at=as_at)
    for one in compare(before, Look(plan=plan, as_at=as_at)):
        if one.sort is Sort.LOST:
            yield Problem(
                kind=Kind.PLAN,
                path=str(path),
                message=f"{one.ref} ('{one.title}') stood in {revision} and is gone",
                hint="put it back, and cancel or supersede it with a reason",
            )


def plan_of_revision(path: Path, revision: str) -> Plan:
    """The plan as it was in a revision.

    Raises:
        UsageError: git has no such revision, or its plan cannot be read.
    """
    folder = path if path.is_dir() else path.parent
    question = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    commit = _git(folder, *question).decode().strip()
    if not commit:
        raise UsageError(f"git knows no revision {revision} where {path} is")
    with TemporaryDirectory() as kept:
        for name in _names(folder, commit) if path.is_dir() else [path.name]:
            (Path(kept) / name).write_bytes(_git(folder, "show", f"{commit}:./{name}"))
        loaded = read_plan(Path(kept) if path.is_dir() else Path(kept) / path.name)
    if loaded.plan is None:
        raise UsageError(f"the plan of {revision} cannot be read: {loaded.problems[0].message}")
    return loaded.plan


def _names(folder: Path, commit: str) -> list[str]:
    listed = _git(folder, "ls-tree", "--name-only", "-z", commit, "./").decode()
    names = [name for name in listed.split("\0") if name]
    return [name for name in names if name.lower().endswith(SUFFIXES) and "/" not in name]


def _git(folder: Path, *words: str) -> bytes:
    """What git answers; empty where it has nothing to say."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *words],
            capture_output=True,
            check=False,
            timeout=SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UsageError(f"git cannot be asked ({type(error).__name__})") from None
    return done.stdout if done.returncode == 0 else b""
