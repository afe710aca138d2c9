"""One edit of a plan from reading to writing: locked, checked before it replaces anything.

The new text is loaded in the place of the old, and must give exactly the plan that was meant.
"""

from collections.abc import Callable, Sequence
from difflib import unified_diff
from pathlib import Path

from attrs import frozen

from cptracker.editing.inserting import Spot, holds, insert
from cptracker.editing.locking import PATIENCE, locked
from cptracker.editing.spelling import Entry
from cptracker.editing.writing import put, read_bytes
from cptracker.errors import PlanError, Problem, UsageError
from cptracker.loading import mistakes_in, read_plan
from cptracker.loading.files import SUFFIXES, plan_files
from cptracker.model import Plan

BOM = "\ufeff"
SCHEMA = "plan.schema.json"
HEADING = f"# yaml-language-server: $schema={SCHEMA}\n"


@frozen(kw_only=True)
class Change:
    """What is to be added, where, and the plan that must come of it.

    Attributes:
        ref: What it is about, for the person who asked.
        spot: The list it is added to.
        entries: What is added.
        meant: The plan as it shall be read afterwards.
    """

    ref: str
    spot: Spot
    entries: Sequence[Entry]
    meant: Plan


@frozen(kw_only=True)
class Edit:
    """An edit that was made, or would be.

    Attributes:
        ref: What it is about, such as the reference of a new action.
        path: The file.
        before: Its text; empty if it is new.
        after: Its new text.
        plan: The plan as it is with it.
    """

    ref: str
    path: Path
    before: str
    after: str
    plan: Plan

    @property
    def diff(self) -> str:
        """The change as a unified diff."""
        old, new = (text.splitlines(keepends=True) for text in (self.before, self.after))
        lines = unified_diff(old, new, str(self.path), str(self.path), n=3)
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


Decide = Callable[[Plan], Change]
"""What to change in a plan as it is found under the lock."""


def edit(path: Path, decide: Decide, *, dry_run: bool = False, patience: float = PATIENCE) -> Edit:
    """Change a plan, or tell what would change.

    Args:
        path: The plan's file or folder.
        decide: Asked once the lock is held, so that it sees what others have written.
        dry_run: Whether to leave everything as it is.
        patience: Seconds to wait for another writer.

    Raises:
        PlanError: The plan has mistakes; they are named and nothing is written.
        UsageError: What is asked does not fit the plan, or cannot be written.
    """
    if dry_run:
        return _prepared(path, decide)[0]
    if not path.exists():
        raise UsageError(f"there is no plan {path}")
    with locked(path, patience):
        done, before = _prepared(path, decide)
        put(done.path, before, _encoded(done.after, before))
    return done


def _prepared(path: Path, decide: Decide) -> tuple[Edit, bytes | None]:
    """The edit, and the bytes of the file as they were read."""
    loaded = read_plan(path)
    if loaded.plan is None:
        raise PlanError(problems=loaded.problems)
    change = decide(loaded.plan)
    file = _file(path, change.spot)
    content = read_bytes(file)
    before = (content or b"").decode("utf-8").removeprefix(BOM)
    after = insert(before or _head(path), change.spot, change.entries)
    _check(path, file, after, change)
    return Edit(ref=change.ref, path=file, before=before, after=after, plan=change.meant), content


def _encoded(text: str, before: bytes | None) -> bytes:
    marked = before is not None and before.startswith(BOM.encode())
    return ((BOM if marked else "") + text).encode()


def _file(path: Path, spot: Spot) -> Path:
    """The file that holds the spot: the last one, so that what is added comes last of all."""
    files = plan_files(path)
    found = [file for file in files if _may_hold(file, spot)]
    if found:
        return found[-1]
    if not path.is_dir():
        return path
    named = (path / f"{spot.top}{suffix}" for suffix in SUFFIXES)
    return next((file for file in named if file in files), path / f"{spot.top}.yaml")


def _may_hold(file: Path, spot: Spot) -> bool:
    text = file.read_bytes().decode("utf-8").removeprefix(BOM)
    # Parsing a long table of figures costs much, and most files do not even name the spot.
    return (spot.ref or spot.top) in text and spot.top in text and holds(text, spot)


def _head(path: Path) -> str:
    """What a new file of a plan begins with."""
    return HEADING if path.is_dir() and (path / SCHEMA).exists() else ""


def _check(path: Path, file: Path, after: str, change: Change) -> None:
    result = read_plan(path, {file: after})
    mistakes = mistakes_in(result.problems)
    if mistakes:
        raise UsageError("\n".join(_in_words(problem) for problem in mistakes))
    if result.plan != change.meant:
        raise UsageError(
            f"{file} is written in a way that cannot be added to safely; nothing was changed\n"
            f"    hint: write `{change.spot.top}` as a list with dashes, or add this by hand"
        )


def _in_words(problem: Problem) -> str:
    """A problem of the text that is not written; its line would point into nothing."""
    hint = f"\n    hint: {problem.hint}" if problem.hint else ""
    return f"{problem.message}; nothing was changed{hint}"
