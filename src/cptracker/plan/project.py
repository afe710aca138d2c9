"""The project file `cptracker.yaml`: which plan, records and measures a folder works with.

    plan: strategy
    records: [records]
    measures: [measures]
    values: [values]
    comparators: [comparators]
    mapping: mapping.yaml

Records may also be in a database: `records: postgresql://server/care`, or

    records:
      - database: postgresql://server/care
        views: {episodes: reporting.v_episodes}

It is looked for in the folder where a command runs and in those above it, as tools look for
`pyproject.toml`. Its paths count from the folder that it lies in.
"""

import os
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, Any

from attrs import evolve, fields, frozen

from cptracker.files.bundled import shipped_plans
from cptracker.files.yaml_files import UnreadablePlanError, read_text
from cptracker.files.yaml_nodes import ListNode, MapNode, Node, ScalarNode, SourcePlace
from cptracker.files.yaml_values import AlreadyReportedError, WrongValueError, text_in
from cptracker.model.plan import Protection
from cptracker.model.problems import PlanError, Problem, near_miss
from cptracker.plan.keys import unknown_key
from cptracker.plan.project_databases import (
    database_in,
    database_mistakes,
    is_database_node,
)
from cptracker.records.databases.naming import Database

if TYPE_CHECKING:
    from cptracker.files.yaml_events import ParsedYaml
    from cptracker.plan.reading import LoadedPlan

PROJECT_FILE = "cptracker.yaml"

SINGLE_PATHS = ("plan", "mapping")
"""Keys that name one path; the others take several."""

PROTECTIONS = tuple(
    str(protection) for protection in Protection if protection is not Protection.NONE
)
"""A plan alone may say that its papers are not protected: there a check looks at it."""


@frozen(kw_only=True)
class Project:
    """What a folder works with, as its project file says; empty where it says nothing.

    Attributes:
        path: The project file.
        plan: Files or folders of the plan: one path, or none.
        records: Folders, zips and files of records, and databases.
        measures: Folders of the council's own measures; they are code.
        values: Folders and files of typed values.
        comparators: Files and folders of published figures.
        mapping: The file that says what the records' columns are called: one path, or none.
        protection: By which rules small numbers are protected; the plan's own if empty.
        problems: Warnings, such as of a second project file above this one.
    """

    path: Path
    plan: tuple[Path, ...] = ()
    records: tuple[Path | Database, ...] = ()
    measures: tuple[Path, ...] = ()
    values: tuple[Path, ...] = ()
    comparators: tuple[Path, ...] = ()
    mapping: tuple[Path, ...] = ()
    protection: str = ""
    problems: tuple[Problem, ...] = ()


PATHS = ("plan", "records", "measures", "values", "comparators", "mapping")

KEYS = tuple(field.name for field in fields(Project) if field.name not in ("path", "problems"))


def find_project(start: Path | str = ".") -> Project | None:
    """The project of a folder: of the nearest `cptracker.yaml` in it or above it.

    Args:
        start: The folder.

    Returns:
        The project; None where there is no such file. Its paths are as seen from the folder in
        which the program runs.

    Raises:
        PlanError: The file has mistakes; carries them all, each with its place.
    """
    paths = [folder / PROJECT_FILE for folder in _upwards(Path(start))]
    paths = [path for path in paths if path.is_file()]
    if not paths:
        return None
    project = read_project(_from_here(paths[0]))
    if len(paths) == 1:
        return project
    message = f"another {PROJECT_FILE} lies above this one, in {paths[1].parent}; it is not used"
    warning = SourcePlace(str(project.path), 1, 1).warning(message)
    return evolve(project, problems=(*project.problems, warning))


def read_project(path: Path) -> Project:
    """The project that a file describes.

    Raises:
        PlanError: The file has mistakes; carries them all, each with its place.
    """
    from cptracker.files.yaml_events import parse_yaml  # only where there is such a file

    try:
        parsed = parse_yaml(read_text(path), str(path))
    except UnreadablePlanError as stop:
        raise PlanError(problems=[stop.problem]) from None
    problems = [*parsed.problems, *_problems(parsed, path.parent)]
    if problems:
        raise PlanError(problems=problems)
    entries = parsed.root.entries if isinstance(parsed.root, MapNode) else {}
    named: dict[str, Any] = {
        key: _paths(key, entries[key], path.parent) for key in PATHS if key in entries
    }
    protection = text_in(entries["protection"]) if "protection" in entries else ""
    return Project(path=path, protection=protection, **named)


def with_protection(loaded: "LoadedPlan", protection: str) -> "LoadedPlan":
    """A plan as it was read, protected by the rules that a project names; by its own if none."""
    if loaded.plan is None or not protection:
        return loaded
    return evolve(loaded, plan=evolve(loaded.plan, protection=Protection(protection)))


def _upwards(start: Path) -> Iterator[Path]:
    folder = start.resolve()
    yield from (folder, *folder.parents)


def _from_here(path: Path) -> Path:
    """A path as it is shortest to write for who stands in the current folder."""
    try:
        return Path(os.path.relpath(path))
    except ValueError:  # on another drive of Windows
        return path


def _problems(parsed: "ParsedYaml", folder: Path) -> Iterator[Problem]:
    if not isinstance(parsed.root, MapNode):
        place = parsed.root.place if parsed.root else SourcePlace(parsed.path, 1, 1)
        yield place.problem("a project file says what is worked on, as in `plan: strategy`")
        return
    for key, node in parsed.root.entries.items():
        if key not in KEYS:
            yield unknown_key(parsed.root, key, near_miss(key, KEYS), KEYS)
        elif key in PATHS:
            yield from _path_mistakes(key, node, folder)
        else:
            yield from _protection_mistakes(node)


def _protection_mistakes(node: Node) -> Iterator[Problem]:
    try:
        text = text_in(node)
    except (WrongValueError, AlreadyReportedError):
        text = ""
    if text not in PROTECTIONS:
        words = ", ".join(f"`{text}`" for text in PROTECTIONS)
        hint = "that papers stay exact is said in the plan, `protection: none`"
        yield node.place.problem(f"`protection` must be one of {words}", hint)


def _path_mistakes(key: str, node: Node, folder: Path) -> Iterator[Problem]:
    items = _items(node)
    if key in SINGLE_PATHS and len(items) > 1:
        yield items[1].place.problem(f"`{key}` names one path", "keep one of them")
    for item in items:
        if key == "records" and is_database_node(item):
            yield from database_mistakes(item)
            continue
        text = _text(item)
        if not text.strip():
            yield item.place.problem(f"`{key}` must name a file or a folder")
        elif _leaves(text):
            message = f"`{key}` names a path that leads out of this folder"
            hint = "write the whole path, from its root on, if that is meant"
            yield item.place.problem(message, hint)
        elif not _resolved(key, text, folder).exists():
            message = f"`{key}` names a path that is not there: {folder / text}"
            yield item.place.problem(message, "make the folder, or correct the path")


def _leaves(text: str) -> bool:
    """Whether a relative path leads above the folder it counts from."""
    path = Path(text)
    if path.is_absolute() or PureWindowsPath(text).is_absolute():
        return False
    return Path(os.path.normpath(path)).parts[:1] == (os.pardir,)


def _items(node: Node) -> list[Node]:
    return node.items if isinstance(node, ListNode) else [node]


def _text(node: Node) -> str:
    return node.text if isinstance(node, ScalarNode) else ""


def _paths(key: str, node: Node, folder: Path) -> tuple[Path | Database, ...]:
    return tuple(
        database_in(item)
        if key == "records" and is_database_node(item)
        else _resolved(key, _text(item), folder)
        for item in _items(node)
    )


def _resolved(key: str, text: str, folder: Path) -> Path:
    """The path that is named; a plan may be named as a shipped one, where there is no such path."""
    path = Path(os.path.normpath(folder / text))
    return path if key != "plan" or path.exists() else shipped_plans().get(text, path)
