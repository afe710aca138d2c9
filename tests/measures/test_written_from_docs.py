"""Twelve measures written from the pages for authors alone, which use what these pages say."""

import ast
import re
from pathlib import Path

import polars as pl
import pytest
from command_line import run

import cptracker
from cptracker.authoring.registry import find_measures
from cptracker.engine.examples import failed_examples, run_examples

FOLDER = Path(__file__).parents[1] / "own_measures"
FILES = sorted(FOLDER.glob("*.py"))
DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("tutorials/measure-author.md", "how-to/add-a-table.md")

REGISTRY = find_measures([FOLDER])
WRITTEN = [measure for measure in REGISTRY.measures.values() if Path(measure.path).parent == FOLDER]


def test_there_are_twelve_and_nothing_is_wrong_with_them():
    assert len(WRITTEN) == len(FILES) == 12
    assert REGISTRY.problems == ()
    assert [problem for measure in WRITTEN for problem in failed_examples(measure)] == []


@pytest.mark.parametrize("measure", WRITTEN, ids=lambda one: one.identifier)
def test_its_examples_hold_on_duckdb_too(measure):
    assert [run_examples(measure, example, engine="duckdb") for example in measure.examples] == [[]]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_uses_only_what_the_pages_for_authors_say(path):
    """Public names, methods of the records and arguments, each written down in one of the pages."""
    pages = " ".join((DOCS / page).read_text(encoding="utf-8") for page in PAGES)
    known = set(re.findall(r"\w+", pages))
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names = {alias.name for node in imports for alias in node.names}
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    public = [node for node in calls if isinstance(node.func, ast.Name) and node.func.id in names]
    arguments = {word.arg for node in public for word in node.keywords if word.arg}
    methods = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "records"
    }
    declared = {
        table.name for measure in WRITTEN if measure.path == str(path) for table in measure.tables
    }

    assert [node.module for node in imports] == ["cptracker"]
    assert names <= set(cptracker.__all__)
    assert (names | arguments | methods) - known - declared - {"outcomes"} == set()


def test_files_of_such_a_table_are_read_and_computed(tmp_path):
    (tmp_path / "cases 2026.csv").write_text(
        "Worker ID,Child ID,Given on,Taken on,Team\n"
        "W1,C1,01/05/2025,,North\nW1,C2,01/05/2025,,North\nW1,C3,02/02/2026,,North\n"
        "W2,C4,01/05/2025,,South\nW2,C5,01/05/2025,31/03/2026,South\n"
        "W2,C6,01/05/2024,30/06/2025,South\n",
        encoding="utf-8",
    )
    records = cptracker.load_records(tmp_path, tables=REGISTRY.tables)
    table = cptracker.compute(
        REGISTRY.measures["caseload"], records, last="2026-03-31", as_at="2026-03-31", by="team"
    ).filter(pl.col("period_code") == "202526")

    value_by_group = dict(zip(table["group"], table["value"], strict=True))
    assert value_by_group == {"": 2.0, "North": 3.0, "South": 1.0}


def test_the_sessions_of_one_child_are_in_no_public_file(tmp_path, monkeypatch):
    """A table of each child's own sums is of few children, however many sessions they are."""
    monkeypatch.chdir(tmp_path)
    assert run("init", "here", "--blank", "--title", "Plan").exit_code == 0
    terms = ("A,2026-01-30,140,51", "A,2026-02-13,140,51", "A,2026-03-27,140,51")
    text = "\n".join(("child_id,term_end,possible,attended_sessions", *terms, ""))
    (tmp_path / "attendance.csv").write_text(text, encoding="utf-8")
    asked = ("values", "sessions-attended", "--plan", "here/strategy", "--measures", FOLDER,
             "--records", "attendance.csv", "--every", "quarter", "--format", "csv")  # fmt: skip
    exact, public = run(*asked), run(*asked, "-o", "public.csv")

    assert "153" in exact.stdout
    assert public.exit_code == 0, public.output
    assert "hidden" in (tmp_path / "public.csv").read_text("utf-8")
    assert "153" not in (tmp_path / "public.csv").read_text("utf-8")
