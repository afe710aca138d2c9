"""Tables that are declared in YAML files among the plug-ins, in the words of the shipped formats.

    supervisions:
      service: Children's social care
      covers: {dates: held, first: quarter 80, last: month 21}
      columns:
        worker_id: id required key filled
        due: date required key filled
        held: date required

Such a file is data, so it is read here; what is wrong with it is told with its line.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import evolve

from cptracker.files.yaml_files import SUFFIXES, UnreadablePlanError, read_text
from cptracker.files.yaml_nodes import MapNode, Node, ScalarNode, SourcePlace
from cptracker.model.problems import Problem, ProblemKind
from cptracker.records.declared_tables import declared_mistakes
from cptracker.records.formats import TableFormat, table_format

FORM = "expected tables by name, each with its `columns`"


def declared_in(folders: Iterable[Path], problems: list[Problem]) -> tuple[TableFormat, ...]:
    """The tables in the YAML files of folders; what is wrong with them becomes a problem.

    Args:
        folders: Folders of plug-ins, or single files.
        problems: Filled with what keeps tables from being read.
    """
    return tuple(
        table_format
        for folder in folders
        for file in table_files(folder)
        for table_format in _read(file, problems)
    )


def table_files(folder: Path) -> list[Path]:
    """The YAML files in a folder of plug-ins, or the one that is named."""
    files = sorted(folder.iterdir()) if folder.is_dir() else [folder]
    return [file for file in files if file.suffix in SUFFIXES and file.name[0] not in "_."]


def _read(file: Path, problems: list[Problem]) -> list[TableFormat]:
    from cptracker.files.yaml_events import (
        parse_yaml,  # costs a command nothing without such a file
    )

    try:
        parsed = parse_yaml(read_text(file), str(file))
    except UnreadablePlanError as stop:
        problems.append(_of_measures(stop.problem))
        return []
    problems += map(_of_measures, parsed.problems)
    if not isinstance(parsed.root, MapNode):
        start = SourcePlace(str(file), 1, 1)
        problems.append(_of_measures(start.problem("there is no table in this file", FORM)))
        return []
    made = []
    for name, node in parsed.root.entries.items():
        declaration = _plain(node)
        wrong = declared_mistakes(name, declaration)
        problems += _placed(wrong, node, parsed.root.keys[name])
        if not wrong:
            made.append(evolve(table_format(name, declaration, yearly=False), path=str(file)))
    return made


def _placed(
    mistakes: Iterable[tuple[tuple[str, ...], str, str]], node: Node, start: SourcePlace
) -> Iterator[Problem]:
    for keys, message, hint in mistakes:
        place, inner = start, node
        for fact in keys:
            if not isinstance(inner, MapNode) or fact not in inner.entries:
                break
            place, inner = inner.keys[fact], inner.entries[fact]
        yield _of_measures(place.problem(message, hint))


def _of_measures(problem: Problem) -> Problem:
    return evolve(problem, kind=ProblemKind.MEASURE)


def _plain(node: Node) -> Any:
    """A tree as mappings and texts."""
    if isinstance(node, MapNode):
        return {name: _plain(inner) for name, inner in node.entries.items()}
    return node.text if isinstance(node, ScalarNode) else None
