"""Hold a plan against how it was before, in git or in a saved status: nothing may have vanished."""

import subprocess
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from cptracker.errors import Kind, Problem, UsageError
from cptracker.loading import LoadedPlan, mistakes_in, read_plan
from cptracker.loading.files import SUFFIXES
from cptracker.model import Plan
from cptracker.tracking.changes import Sort, compare
from cptracker.tracking.saved import is_saved, read_saved
from cptracker.tracking.snapshots import Look, Snapshot

SECONDS = 30


def lost_since(path: Path, plan: Plan, revision: str, as_at: date) -> Iterator[Problem]:
    """A problem for each reference that stood in the plan before and does so no more.

    Args:
        path: The plan's file or folder; for a revision, in a git repository.
        plan: The plan as it is now.
        revision: A saved status (JSON), or a commit, tag or branch, such as `HEAD~3` or `2026-03`.
        as_at: The day up to which both are looked at; for a saved status at least its own.

    Raises:
        UsageError: There is no such revision, or what it holds cannot be read.
    """
    before: Look | Snapshot
    if is_saved(Path(revision)):
        before = _saved(Path(revision), plan)
        as_at = max(as_at, before.as_at)
    else:
        before = Look(plan=plan_of_revision(path, revision), as_at=as_at)
    for one in compare(before, Look(plan=plan, as_at=as_at)):
        if one.sort is Sort.LOST:
            hint = "put it back, and cancel or supersede it with a reason"
            yield _gone(path, f"{one.ref} stood in {revision} and is gone", hint)
        elif one.sort is Sort.TARGET and one.gone:
            message = f"the target for `{one.ref}` {one.how}, since {revision}"
            yield _gone(path, message, "put it back: an older target judges the periods before")


def _gone(path: Path, message: str, hint: str) -> Problem:
    return Problem(kind=Kind.PLAN, path=str(path), message=message, hint=hint)


def _saved(path: Path, plan: Plan) -> Snapshot:
    """The status of this plan in a file that may hold those of several."""
    found = read_saved(path)
    mine = [one for one in found if one.identifier == plan.identifier]
    if not mine:
        raise UsageError(f"{path} holds no status of the plan `{plan.identifier}`")
    return mine[0]


def plan_of_revision(path: Path, revision: str) -> Plan:
    """The plan as it was in a revision.

    Raises:
        UsageError: git has no such revision, or its plan cannot be read.
    """
    files = files_of_revision(path, revision)
    if files is None:
        raise UsageError(f"git knows no revision {revision} where {path} is")
    loaded = read_files(path, files)
    if loaded.plan is None:
        first = mistakes_in(loaded.problems)[0]
        raise UsageError(f"the plan of {revision} cannot be read: {first.message}")
    return loaded.plan


def read_files(path: Path, files: Mapping[str, bytes]) -> LoadedPlan:
    """A plan from the contents of its files."""
    with TemporaryDirectory() as kept:
        for name, content in files.items():
            (Path(kept) / name).write_bytes(content)
        return read_plan(Path(kept) if path.is_dir() else Path(kept) / path.name)


def files_of_revision(path: Path, revision: str) -> dict[str, bytes] | None:
    """The files of a plan as they were in a revision, by name; None if git knows none there.

    Raises:
        UsageError: git cannot be asked.
    """
    folder = path if path.is_dir() else path.parent
    question = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    commit = _git(folder, *question).decode().strip()
    if not commit:
        return None
    names = _names(folder, commit) if path.is_dir() else [path.name]
    return {name: _git(folder, "cat-file", "blob", f"{commit}:./{name}") for name in names}


def _names(folder: Path, commit: str) -> list[str]:
    listed = _git(folder, "ls-tree", "--name-only", "-z", commit, "./").decode()
    names = [name for name in listed.split("\0") if name]
    return [
        name
        for name in names
        if name.lower().endswith(SUFFIXES) and "/" not in name and not name.startswith(".")
    ]


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
