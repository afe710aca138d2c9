"""A plan held against how it was before, in git or in a saved status: nothing may vanish.

A file that is cut off between two entries is still a whole plan to YAML, and nothing in it says
that there was more. The last commit does.
"""

import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cptracker.files.yaml_files import BREAK, SUFFIXES
from cptracker.model.plan import Plan
from cptracker.model.problems import Problem, ProblemKind, Severity, UsageError
from cptracker.model.published import PublishedFigure
from cptracker.plan.history.changes import compare_snapshots
from cptracker.plan.history.moved_figures import (
    FiguresBeside,
    gone_figures,
    holds_all,
    no_figures_beside,
)
from cptracker.plan.history.snapshots import ChangeGroup, Snapshot, View
from cptracker.plan.history.status_files import is_saved, read_saved
from cptracker.plan.reading import LoadedPlan, problems_in_plan, read_plan

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
    before: View | Snapshot
    if is_saved(Path(revision)):
        before = _saved_snapshot(Path(revision), plan)
        as_at = max(as_at, before.as_at)
    else:
        before = View(plan=plan_of_revision(path, revision), as_at=as_at)
    for change in compare_snapshots(before, View(plan=plan, as_at=as_at)):
        if change.kind is ChangeGroup.LOST:
            hint = "put it back, and cancel or supersede it with a reason"
            yield _lost_problem(path, f"{change.ref} stood in {revision} and is gone", hint)
        elif change.kind is ChangeGroup.TARGET and change.gone:
            message = f"the target for `{change.ref}` {change.how}, since {revision}"
            hint = "put it back: an older target judges the periods before"
            yield _lost_problem(path, message, hint)


def _lost_problem(path: Path, message: str, hint: str) -> Problem:
    return Problem(kind=ProblemKind.PLAN, path=str(path), message=message, hint=hint)


def _saved_snapshot(path: Path, plan: Plan) -> Snapshot:
    """The status of this plan in a file that may hold those of several."""
    snapshots = read_saved(path)
    of_plan = [snapshot for snapshot in snapshots if snapshot.identifier == plan.identifier]
    if not of_plan:
        raise UsageError(f"{path} holds no status of the plan `{plan.identifier}`")
    return of_plan[0]


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
        first = problems_in_plan(loaded.problems)[0]
        raise UsageError(f"the plan of {revision} cannot be read: {first.message}")
    return loaded.plan


def read_files(path: Path, files: Mapping[str, bytes]) -> LoadedPlan:
    """A plan from the contents of its files."""
    with TemporaryDirectory() as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        return read_plan(Path(folder) if path.is_dir() else Path(folder) / path.name)


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


LAST = "HEAD"


SHOWN = 3
"""So many of the entries that are gone are named, if there are more."""


HINT = "put it back; `git diff` shows what was there"


Named = Callable[[Any], str]


ENTRIES: Mapping[str, tuple[str, Named]] = {
    "meetings": ("meeting", lambda entry: f"`{entry.ref}`"),
    "commentary": (
        "commentary",
        lambda entry: f"{entry.success_measure or ''} {entry.period} of {entry.date}".strip(),
    ),
    "updates": ("update", lambda entry: f"deliverable {entry.deliverable} of {entry.date}"),
    "exceptions": ("exception", lambda entry: f"`{entry.measure}` of `{entry.meeting}`"),
    "provisional": ("provisional figure", lambda entry: f"`{entry.measure}`, {entry.period}"),
    "revised": ("revised figure", lambda entry: f"`{entry.measure}`, {entry.period}"),
    "recalculations": ("recalculation", lambda entry: f"`{entry.measure}` from {entry.since}"),
    "chart_baselines": ("chart baseline", lambda entry: f"`{entry.measure}`"),
    "agreed_definitions": ("agreed definition", lambda entry: f"`{entry.measure}`"),
    "principles": ("principle", lambda entry: str(entry.number)),
    "corporate_parent": ("statement", lambda entry: str(entry.number)),
    "good_care": ("statement", lambda entry: str(entry.number)),
    "plain_promises": ("plain promise", lambda entry: entry.ref),
    "plain_words": ("plain words", lambda entry: f"`{entry.measure}`"),
    "glossary": ("term", lambda entry: f"'{entry.term}'"),
    "stated_targets": ("stated target", lambda entry: f"for {entry.period}"),
    "contradictions": ("contradiction", lambda _: "of a list of them"),
    "quotations": ("quotation", lambda entry: f"of {entry.date} on priority {entry.priority}"),
    "roles": ("role", lambda _: "of a list of them"),
}
"""What each list holds, and how an entry is named: by what is no free text."""


def vanished(
    loaded: LoadedPlan, as_at: date, figures_beside: FiguresBeside = no_figures_beside
) -> tuple[Problem, ...]:
    """A warning for all that stood in the last commit and does so no more.

    Nothing is told of what only moved: to another file of the plan, or published figures to those
    that stand beside it.

    Args:
        loaded: The plan as it is now; nothing is told where git does not know its files.
        as_at: The day up to which promises are looked at.
        figures_beside: Gives the published figures that stand beside the plan; asked only where one
            is no longer in it.
    """
    path = Path(loaded.path)
    try:
        before = files_of_revision(path, LAST)
    except UsageError:  # there is no git, or it does not answer
        return ()
    return tuple(_vanished(loaded, path, before, as_at, figures_beside)) if before else ()


def _vanished(
    loaded: LoadedPlan,
    path: Path,
    before: Mapping[str, bytes],
    as_at: date,
    figures_beside: FiguresBeside,
) -> Iterator[Problem]:
    contents = {name: _bytes(path / name if path.is_dir() else path) for name in before}
    if contents == before:
        return
    earlier = read_files(path, before).plan
    plans = None if earlier is None or loaded.plan is None else (earlier, loaded.plan)
    figures = gone_figures(*plans, figures_beside) if plans else []
    if plans and not figures and holds_all(*plans):
        return
    for name, content in before.items():
        file = path / name if path.is_dir() else path
        yield from _of_file(file, content, contents[name])
    if plans:
        yield from _published(figures, loaded.path)
        yield from _entries(*plans, loaded.path)
        yield from _lost_references(*plans, loaded.path, as_at)


def _published(figures: list[PublishedFigure], path: str) -> Iterator[Problem]:
    if figures:
        named = [f"`{figure.measure}`, {figure.subject}, {figure.period}" for figure in figures]
        yield _warning(path, None, _in_words("published figure", named))


def _lost_references(earlier: Plan, later: Plan, path: str, as_at: date) -> Iterator[Problem]:
    """References and targets that are gone."""
    for change in compare_snapshots(View(plan=earlier, as_at=as_at), View(plan=later, as_at=as_at)):
        if change.kind is ChangeGroup.LOST:
            yield _warning(path, None, f"{change.ref} stood in the last commit and is gone")
        elif change.gone and change.kind is ChangeGroup.TARGET:
            yield _warning(path, None, f"the target for `{change.ref}` {change.how}")


def _bytes(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None


def _of_file(file: Path, before: bytes, after: bytes | None) -> Iterator[Problem]:
    """A file that is gone, or holds the beginning of what it held."""
    if after is None:
        yield _warning(str(file), None, "this file stood in the last commit and is gone")
        return
    old, new = (BREAK.sub("\n", content.decode("utf-8", "replace")) for content in (before, after))
    if len(new) < len(old) and old.startswith(new.rstrip("\n")):
        lines_left = old[len(new.rstrip("\n")) :].strip("\n").count("\n") + 1
        line = new.rstrip("\n").count("\n") + 1
        message = f"the file ends here; in the last commit it went on for {lines_left:,} lines"
        yield _warning(str(file), line, message)


def _entries(earlier: Plan, later: Plan, path: str) -> Iterator[Problem]:
    for section, (noun, named) in ENTRIES.items():
        before, after = (Counter(map(named, getattr(plan, section))) for plan in (earlier, later))
        missing = list((before - after).elements())
        if missing:
            yield _warning(path, None, _in_words(noun, missing))
    now_within = _entries_within(later)
    for ref, (noun, number) in _entries_within(earlier).items():
        number_left = now_within[ref][1] if ref in now_within else number
        if number_left < number:
            yield _warning(
                path, None, f"{ref} had {number} {noun} in the last commit, now {number_left}"
            )


def _entries_within(plan: Plan) -> dict[str, tuple[str, int]]:
    """How many updates each action has, and how many days on which each duty was done."""
    actions = (*plan.actions, *plan.recommendations)
    updates = {action.ref: ("updates", len(action.updates)) for action in actions}
    days = {f"duty {duty.ref}": ("days done", len(duty.done)) for duty in plan.duties}
    return updates | days


def _in_words(noun: str, entries: list[str]) -> str:
    shown = "; ".join(entries[:SHOWN])
    more = f" and {len(entries) - SHOWN:,} more" if len(entries) > SHOWN else ""
    return f"{noun} gone since the last commit: {shown}{more}"


def _warning(path: str, line: int | None, message: str) -> Problem:
    return Problem(
        kind=ProblemKind.PLAN,
        severity=Severity.WARNING,
        path=path,
        line=line,
        message=message,
        hint=HINT,
    )
