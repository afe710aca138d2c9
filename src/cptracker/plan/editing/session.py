"""One edit of a plan from reading to writing: locked, checked before it replaces anything.

The plan is read once. The part of a file that is touched is read again with what is added, in the
place of the old, and must give exactly the plan that was meant.
"""

from collections.abc import Callable, Mapping, Sequence
from difflib import unified_diff
from pathlib import Path

from attrs import evolve, frozen

from cptracker.files.atomic import read_bytes, write_files
from cptracker.files.locks import PATIENCE, locked
from cptracker.files.yaml_events import ParsedYaml
from cptracker.files.yaml_files import MAX_BYTES, UnreadablePlanError, plan_files
from cptracker.files.yaml_insertion import Entry, InsertionPoint, insert_items, newline_of
from cptracker.model.plan import Plan
from cptracker.model.problems import PlanError, Problem, UsageError
from cptracker.plan.editing.excerpts import excerpt_of, merged
from cptracker.plan.editing.placement import file_for, is_full, is_too_big, next_file
from cptracker.plan.reading import parse_file, plan_of, problems_in_plan

BOM = "\ufeff"


SCHEMA = "plan.schema.json"


HEADING = f"# yaml-language-server: $schema={SCHEMA}\n"


@frozen(kw_only=True)
class PlanChange:
    """What is to be added, where, and the plan that must come of it.

    Attributes:
        ref: What it is about, for the person who asked.
        spot: The list it is added to.
        entries: What is added.
        year: The year it belongs to, by which a new file is named where one is full.
        result: The plan as it shall be read afterwards.
    """

    ref: str
    spot: InsertionPoint
    entries: Sequence[Entry]
    year: int
    result: Plan


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


Decide = Callable[[Plan], PlanChange]
"""What to change in a plan as it is found under the lock."""


DecideSeveral = Callable[[Plan], Sequence[PlanChange]]
"""The same for several changes, each of which is meant with those before it."""


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
    (done,) = edit_several(path, lambda plan: [decide(plan)], dry_run=dry_run, patience=patience)
    return done


def edit_several(
    path: Path, decide: DecideSeveral, *, dry_run: bool = False, patience: float = PATIENCE
) -> tuple[Edit, ...]:
    """Make several changes of a plan, all or none; an edit for each file that is touched.

    Raises:
        PlanError: The plan has mistakes; they are named and nothing is written.
        UsageError: What is asked does not fit the plan, or cannot be written.
    """
    if dry_run:
        return tuple(done for done, _ in _prepared(path, decide))
    if not path.exists():
        raise UsageError(f"there is no plan {path}")
    with locked(path, patience):
        prepared = _prepared(path, decide)
        contents = [(done.path, _encoded(done.after, before)) for done, before in prepared]
        write_files(contents, expected={done.path: before for done, before in prepared})
    return tuple(done for done, _ in prepared)


def _prepared(path: Path, decide: DecideSeveral) -> list[tuple[Edit, bytes | None]]:
    """An edit for each file, and the bytes of the file as they were read."""
    parsed = _parsed(path)
    loaded = plan_of(path, parsed)
    if loaded.plan is None:
        raise PlanError(problems=problems_in_plan(loaded.problems))
    edits: dict[Path, tuple[Edit, bytes | None]] = {}
    for change in decide(loaded.plan):
        done, content, tree = _edit_of_change(path, parsed, change, edits)
        edits[done.path] = done, content
        parsed = {**parsed, done.path: tree}
        parsed = {file: parsed[file] for file in sorted(parsed)}
    return list(edits.values())


def _edit_of_change(
    path: Path,
    parsed: Mapping[Path, ParsedYaml],
    change: PlanChange,
    edits: Mapping[Path, tuple[Edit, bytes | None]],
) -> tuple[Edit, bytes | None, ParsedYaml]:
    """One change on top of those before it: the edit of its file, the file's bytes, its tree."""
    file = file_for(path, parsed, change.spot)
    earlier = edits.get(file)
    content = earlier[1] if earlier else read_bytes(file)
    first = (content or b"").decode("utf-8").removeprefix(BOM)
    before = earlier[0].after if earlier else first
    if earlier:  # the tree of what was added to an excerpt has the lines of the excerpt
        parsed = {**parsed, file: parse_file(file, before)}
    done, after = _added(path, file, before, parsed, change)
    if change.spot.ref is None and path.is_dir() and before and is_full(done.after, after):
        newline = newline_of(before)
        file, content, first = next_file(file, change.year), None, ""
        done, after = _added(path, file, "", parsed, change, newline)
    _check(path, done, after, parsed, change)
    return evolve(done, before=first), content, after


def _parsed(path: Path) -> dict[Path, ParsedYaml]:
    """The plan's files as trees; this is where nearly all the time of an edit goes."""
    try:
        return {file: parse_file(file) for file in plan_files(path)}
    except UnreadablePlanError as stop:
        raise PlanError(problems=[stop.problem]) from None


def _added(
    path: Path,
    file: Path,
    before: str,
    parsed: Mapping[Path, ParsedYaml],
    change: PlanChange,
    newline: str = "\n",
) -> tuple[Edit, ParsedYaml]:
    """A file with what is added, as text and as a tree, of which only the new part is parsed."""
    parsed_yaml = parsed.get(file, ParsedYaml(path=str(file)))
    excerpt = excerpt_of(before, parsed_yaml, change.spot)
    head = "" if before else _head(path).replace("\n", newline)
    short = insert_items(excerpt.text or head, change.spot, change.entries, newline)
    after = excerpt.restored(short)
    tree = merged(parsed_yaml, parse_file(file, short), excerpt)
    edit = Edit(ref=change.ref, path=file, before=before, after=after, plan=change.result)
    return edit, tree


def _encoded(text: str, before: bytes | None) -> bytes:
    marked = before is not None and before.startswith(BOM.encode())
    return ((BOM if marked else "") + text).encode()


def _head(path: Path) -> str:
    """What a new file of a plan begins with."""
    return HEADING if path.is_dir() and (path / SCHEMA).exists() else ""


def _check(
    path: Path, edit: Edit, after: ParsedYaml, parsed: Mapping[Path, ParsedYaml], change: PlanChange
) -> None:
    """Refuse what could not be read again, or would not be the plan that was meant."""
    size = len(_encoded(edit.after, BOM.encode()))
    if size > MAX_BYTES:
        raise UsageError(is_too_big(edit.path, size, folder=path.is_dir()))
    files = {**parsed, edit.path: after}
    result = plan_of(path, {file: files[file] for file in sorted(files)})
    problems = problems_in_plan(result.problems)
    if problems:
        raise UsageError("\n".join(_in_words(problem) for problem in problems))
    if result.plan != change.result:
        raise UsageError(
            f"{edit.path} is written in a way that cannot be added to safely; nothing was changed\n"
            f"    hint: write `{change.spot.top}` as a list with dashes, or add this by hand"
        )


def _in_words(problem: Problem) -> str:
    """A problem of the text that is not written; its line would point into nothing."""
    hint = f"\n    hint: {problem.hint}" if problem.hint else ""
    return f"{problem.message}; nothing was changed{hint}"
