"""A command parses no file of a project twice, however many steps ask for what is in it."""

from collections import Counter
from pathlib import Path

import pytest
from command_line import run

import cptracker.plan.project
import cptracker.plan.reading
import cptracker.plan.values.rows
import cptracker.records.mapping
from cptracker.files import yaml_events

READERS = (cptracker.plan.reading, cptracker.plan.values.rows, cptracker.records.mapping)
"""Who parses YAML of the user's; `project` imports the parser when it needs it."""

PROJECT = """
plan: strategy
records: [records]
measures: [measures]
values: [values]
mapping: mapping.yaml
"""

TYPED = """
measures:
  - {identifier: books-read, title: Books read, unit: books, better: higher, kind: count,
     every: financial-year, source: the library}
"""

VALUES = "values:\n  - {measure: books-read, period: '202425', value: 12, by: Librarian}\n"


@pytest.fixture
def parsed(monkeypatch):
    """How often each file is parsed, by its name as it was asked for."""
    counts = Counter()
    parse = yaml_events.parse_yaml

    def spy(text, path, *rest, **named):
        counts[path] += 1
        return parse(text, path, *rest, **named)

    monkeypatch.setattr(yaml_events, "parse_yaml", spy)
    for module in READERS:
        monkeypatch.setattr(module, "parse_yaml", spy)
    return counts


@pytest.fixture
def project(here, monkeypatch):
    """A council's folder: a plan, records, measures, typed values and a mapping."""
    run("init", "council")
    folder = here / "council"
    monkeypatch.chdir(folder)
    (folder / "cptracker.yaml").write_text(PROJECT, encoding="utf-8")
    (folder / "strategy" / "typed.yaml").write_text(TYPED, encoding="utf-8")
    (folder / "values").mkdir()
    (folder / "values" / "books.yaml").write_text(VALUES, encoding="utf-8")
    mapping = "events:\n  covers_to: 2026-03-31\n"
    (folder / "mapping.yaml").write_text(mapping, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "words", [["status"], ["status", "--priority", "4"], ["request"], ["check"]]
)
def test_no_file_of_a_project_is_parsed_twice(project, parsed, words):
    assert run(*words).exit_code == 0, words

    plan = {str(path) for path in Path("strategy").glob("*.yaml")}
    assert set(parsed) == plan | {"cptracker.yaml", "mapping.yaml", "values/books.yaml"}
    assert {path for path, times in parsed.items() if times > 1} == set()


@pytest.mark.parametrize(
    "words",
    [
        ["explain", "7.3"], ["values", "7.3"], ["report", "-o", "paper.md"], ["actions", "list"],
        ["duties", "list"], ["agenda", "--meeting", "2026-06-18"],
        ["diff", "2022-01-31", "2026-06-18"],
    ],
)  # fmt: skip
def test_nor_by_a_command_that_needs_a_part_of_it(project, parsed, words):
    run(*words)

    assert "strategy/plan.yaml" in parsed, words
    assert {path for path, times in parsed.items() if times > 1} == set(), words


def test_nor_where_there_are_only_typed_values(project, parsed):
    """The last day that is typed and the values themselves are asked of the same rows."""
    only = "plan: strategy\nvalues: [values]\n"
    (project / "cptracker.yaml").write_text(only, encoding="utf-8")

    run("status")

    assert parsed["values/books.yaml"] == 1
    assert max(parsed.values()) == 1


def test_the_spy_sees_a_file_that_is_parsed_twice(project, parsed):
    for _ in range(2):
        cptracker.plan.reading.read_plan("strategy")

    assert set(parsed.values()) == {2}
