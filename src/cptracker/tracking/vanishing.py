"""What of a plan's files has vanished since the last commit: files, the ends of files, entries.

A file that is cut off between two entries is still a whole plan to YAML, and nothing in it says
that there was more. The last commit does.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from cptracker.errors import Kind, Problem, Severity, UsageError
from cptracker.loading import LoadedPlan
from cptracker.loading.files import BREAK
from cptracker.model import Plan
from cptracker.tracking.changes import Sort, compare
from cptracker.tracking.revisions import files_of_revision, read_files
from cptracker.tracking.snapshots import Look

LAST = "HEAD"
SHOWN = 3
"""So many of the entries that are gone are named, if there are more."""

HINT = "put it back; `git diff` shows what was there"

Named = Callable[[Any], str]
ENTRIES: Mapping[str, tuple[str, Named]] = {
    "published": (
        "published figure",
        lambda one: f"`{one.measure}`, {one.subject}, {one.period}",
    ),
    "meetings": ("meeting", lambda one: f"`{one.ref}`"),
    "commentary": (
        "commentary",
        lambda one: f"{one.success_measure or ''} {one.period} of {one.date}".strip(),
    ),
    "updates": ("update", lambda one: f"deliverable {one.deliverable} of {one.date}"),
    "exceptions": ("exception", lambda one: f"`{one.measure}` of `{one.meeting}`"),
    "provisional": ("provisional figure", lambda one: f"`{one.measure}`, {one.period}"),
    "revised": ("revised figure", lambda one: f"`{one.measure}`, {one.period}"),
    "recalculations": ("recalculation", lambda one: f"`{one.measure}` from {one.since}"),
    "chart_baselines": ("chart baseline", lambda one: f"`{one.measure}`"),
    "agreed_definitions": ("agreed definition", lambda one: f"`{one.measure}`"),
    "principles": ("principle", lambda one: str(one.number)),
    "corporate_parent": ("statement", lambda one: str(one.number)),
    "good_care": ("statement", lambda one: str(one.number)),
    "plain_promises": ("plain promise", lambda one: one.ref),
    "plain_words": ("plain words", lambda one: f"`{one.measure}`"),
    "glossary": ("term", lambda one: f"'{one.term}'"),
    "roles": ("role", lambda _: "of a list of them"),
}
"""What each list holds, and how an entry is named: by what is no free text."""


def vanished(loaded: LoadedPlan, as_at: date) -> tuple[Problem, ...]:
    """A warning for all that stood in the last commit and does so no more.

    Args:
        loaded: The plan as it is now; nothing is told where git does not know its files.
        as_at: The day up to which promises are looked at.
    """
    path = Path(loaded.path)
    try:
        before = files_of_revision(path, LAST)
    except UsageError:  # there is no git, or it does not answer
        return ()
    return tuple(_vanished(loaded, path, before, as_at)) if before else ()


def _vanished(
    loaded: LoadedPlan, path: Path, before: Mapping[str, bytes], as_at: date
) -> Iterator[Problem]:
    now = {name: _bytes(path / name if path.is_dir() else path) for name in before}
    if now == before:
        return
    for name, content in before.items():
        file = path / name if path.is_dir() else path
        yield from _of_file(file, content, now[name])
    was = read_files(path, before).plan
    if was is not None and loaded.plan is not None:
        yield from _entries(was, loaded.plan, loaded.path)
        for one in compare(Look(plan=was, as_at=as_at), Look(plan=loaded.plan, as_at=as_at)):
            if one.sort is Sort.LOST:
                yield _warning(loaded.path, None, f"{one.ref} stood in the last commit and is gone")
            elif one.gone and one.sort is Sort.TARGET:
                yield _warning(loaded.path, None, f"the target for `{one.ref}` {one.how}")


def _bytes(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None


def _of_file(file: Path, before: bytes, now: bytes | None) -> Iterator[Problem]:
    """A file that is gone, or holds the beginning of what it held."""
    if now is None:
        yield _warning(str(file), None, "this file stood in the last commit and is gone")
        return
    old, new = (BREAK.sub("\n", one.decode("utf-8", "replace")) for one in (before, now))
    if len(new) < len(old) and old.startswith(new.rstrip("\n")):
        left = old[len(new.rstrip("\n")) :].strip("\n").count("\n") + 1
        line = new.rstrip("\n").count("\n") + 1
        message = f"the file ends here; in the last commit it went on for {left:,} lines"
        yield _warning(str(file), line, message)


def _entries(was: Plan, now: Plan, path: str) -> Iterator[Problem]:
    for section, (noun, named) in ENTRIES.items():
        before, after = (Counter(map(named, getattr(one, section))) for one in (was, now))
        gone = list((before - after).elements())
        if gone:
            yield _warning(path, None, _in_words(noun, gone))
    for section in ("actions", "recommendations"):
        updates = {one.ref: len(one.updates) for one in getattr(now, section)}
        for one in getattr(was, section):
            left = updates.get(one.ref)
            if left is not None and left < len(one.updates):
                message = f"{one.ref} had {len(one.updates)} updates in the last commit, now {left}"
                yield _warning(path, None, message)


def _in_words(noun: str, gone: list[str]) -> str:
    shown = "; ".join(gone[:SHOWN])
    more = f" and {len(gone) - SHOWN:,} more" if len(gone) > SHOWN else ""
    return f"{noun} gone since the last commit: {shown}{more}"


def _warning(path: str, line: int | None, message: str) -> Problem:
    return Problem(
        kind=Kind.PLAN,
        severity=Severity.WARNING,
        path=path,
        line=line,
        message=message,
        hint=HINT,
    )
