"""A command parses no file of a project twice, however many steps ask for what is in it."""

import shutil
from collections import Counter
from pathlib import Path

import pytest
from command_line import run

import cptracker.benchmarking.files
import cptracker.engine.series
import cptracker.files.tables
import cptracker.plan.project
import cptracker.plan.reading
import cptracker.plan.values.rows
import cptracker.records.mapping
import cptracker.records.parsing
import cptracker.status.consistency.checking
import cptracker.status.indicators
import cptracker.status.problems
from cptracker.files import yaml_events

READERS = (cptracker.plan.reading, cptracker.plan.values.rows, cptracker.records.mapping)
"""Who parses YAML of the user's; `project` imports the parser when it needs it."""

TABLE_READERS = (
    cptracker.records.parsing, cptracker.benchmarking.files, cptracker.plan.values.rows
)  # fmt: skip
"""Who opens tables of the user's."""

COMPUTERS = (
    cptracker.status.indicators, cptracker.status.consistency.checking, cptracker.status.problems
)  # fmt: skip
"""Who computes measures for a status."""

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

VALUES_CSV = "measure,period,value,by\nbooks-read,202425,12,Librarian\n"

DENTAL = """area,measure,period,value,source
England,dental-checks,202425,75,Survey
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
        ["deliverables", "list"], ["targets", "list"], ["commentary", "list"], ["meetings", "list"],
        ["reminders"], ["measures"],
        ["values", "add", "books-read", "--period", "202526", "--value", "9", "--by", "Librarian",
         "--values", "books.csv"],
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


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("meetings", ["meetings", "add", "2026-06-18", "--body", "Panel"]),
        ("updates", ["deliverables", "update", "7.6", "--by", "Head of Service", "--note", "New"]),
        ("targets", ["targets", "add", "7.3", "--value", "65", "--since", "2026-04-01",
                     "--source", "Panel"]),
    ],
)  # fmt: skip
def test_an_edit_parses_again_only_the_part_that_it_changes(project, parsed, file, words):
    assert run(*words).exit_code == 0

    assert {path for path, times in parsed.items() if times > 1} == {f"strategy/{file}.yaml"}


@pytest.fixture
def tables(monkeypatch):
    """How often each CSV, workbook or Parquet file is opened as a table, by its name."""
    counts = Counter()
    opened = cptracker.files.tables.open_table

    def spy(data, path):
        counts[path] += 1
        return opened(data, path)

    for module in TABLE_READERS:
        monkeypatch.setattr(module, "open_table", spy)
    return counts


@pytest.fixture
def with_tables(project, council):
    """The same with records of a small council, typed values in a CSV, and comparators."""
    shutil.rmtree(project / "records")
    shutil.copytree(council, project / "records")
    (project / "values" / "books.yaml").unlink()
    (project / "values" / "values.csv").write_text(VALUES_CSV, encoding="utf-8")
    (project / "comparators" / "dental.csv").write_text(DENTAL, encoding="utf-8")
    text = f"{PROJECT}comparators: [comparators]\n"
    (project / "cptracker.yaml").write_text(text, encoding="utf-8")
    return project


@pytest.mark.parametrize(
    ("words", "compares"),
    [(["status"], True), (["values", "7.3"], False), (["explain", "7.3"], False)],
)
def test_no_table_is_read_twice(with_tables, tables, words, compares):
    assert run(*words).exit_code in (0, 5), words

    assert tables["values/values.csv"] == 1
    assert tables["comparators/dental.csv"] == compares
    assert any(path.startswith("records/") for path in tables)
    assert {path for path, times in tables.items() if times > 1} == set()


@pytest.fixture
def computed(monkeypatch):
    """How often a measure is computed, by its name."""
    counts = Counter()
    compute = cptracker.engine.series.series

    def spy(measure, *rest, **named):
        counts[measure.identifier] += 1
        return compute(measure, *rest, **named)

    for module in COMPUTERS:
        monkeypatch.setattr(module, "series", spy)
    return counts


def test_the_first_screen_computes_no_more_than_the_long_form(with_tables, computed, tables):
    """Nor reads any more: what is left out of it may only make it cheaper."""
    run("status", "--full")
    long = (Counter(computed), Counter(tables))
    for counts in (computed, tables):
        counts.clear()

    run("status")

    assert len(long[0]) > 20
    assert computed <= long[0]
    assert tables <= long[1]


def test_the_spy_sees_a_file_that_is_parsed_twice(project, parsed):
    for _ in range(2):
        cptracker.plan.reading.read_plan("strategy")

    assert set(parsed.values()) == {2}
