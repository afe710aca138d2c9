"""The README is true: its commands, its examples, its tables and the outputs it shows.

`pytest tests/test_readme.py --snapshot-update` writes the outputs and files that it shows anew.
"""

import re
import shlex
from itertools import pairwise
from pathlib import Path

import pytest
from ruamel.yaml import YAML

import cptracker
from command_line import process
from cptracker.authoring.measure import Measure
from cptracker.benchmarking.detection import DFE, LAIT, PLAIN
from cptracker.cli.exits import INTERRUPTED, OUR_BUG, WRONG_USE
from cptracker.cli.options import EVERY
from cptracker.cli.status import BELOW_PROMISE
from cptracker.files.bundled import PACKAGE
from cptracker.model.problems import BETRAYS, EXIT_CODES
from cptracker.records.formats import formats
from cptracker.records.mapping import read_records_mapping
from test_layers import LAYERS, LIBRARIES, layer_of

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
TEXT = README.read_text(encoding="utf-8")

SHOWN = re.compile(
    r"<!-- (?P<kind>output of|file): (?P<what>.+?) -->\n```(?P<form>\w+)\n(?P<body>.*?)```\n",
    re.DOTALL,
)
PYTHON = re.findall(r"(?<! -->\n)```python\n(.*?)```", TEXT, re.DOTALL)
YAMLS = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
INSTALLING = re.findall(r"```sh\n(python3 .*?)\n```", TEXT, re.DOTALL)


def rows_under(header):
    """The cells of the table that has this header."""
    lines = TEXT.splitlines()
    start = lines.index(header) + 2
    table = lines[start : lines.index("", start)]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table]


def ticked(cell):
    return re.findall(r"`([^`]+)`", cell)


def real(kind, what, folder):
    """What a command prints at 80 columns, or what a file holds."""
    if kind == "file":
        return (ROOT / what).read_text(encoding="utf-8")
    (folder / "records").symlink_to(PACKAGE / "example_records")
    (folder / "tests").symlink_to(ROOT / "tests")
    done = process(*shlex.split(what)[1:], COLUMNS="80", NO_COLOR="1", PYTHONUTF8="1")
    return done.stdout.decode()


@pytest.mark.parametrize("what", [found["what"] for found in SHOWN.finditer(TEXT)])
def test_what_is_shown_is_what_one_gets(what, tmp_path, monkeypatch, request):
    """Blocks under a comment that names a command or a file."""
    monkeypatch.chdir(tmp_path)
    text = README.read_text(encoding="utf-8")
    (found,) = [one for one in SHOWN.finditer(text) if one["what"] == what]
    now = real(found["kind"], what, tmp_path)
    if request.config.getoption("--snapshot-update"):
        start, end = found.span("body")
        README.write_text(text[:start] + now + text[end:], encoding="utf-8", newline="\n")
    else:
        assert found["body"] == now


def test_lines_that_are_quoted_are_among_those_of_the_command(tmp_path, monkeypatch):
    """Blocks under a comment that names lines of a command, of which there are more."""
    monkeypatch.chdir(tmp_path)
    (what, body), *more = re.findall(
        r"<!-- lines of: (.+?) -->\n```text\n(.*?)```", TEXT, re.DOTALL
    )

    assert not more
    assert set(body.splitlines()) <= set(real("output of", what, tmp_path).splitlines())


@pytest.mark.parametrize("code", PYTHON)
def test_examples_run_as_they_stand(code, tmp_path, monkeypatch):
    (tmp_path / "records").symlink_to(PACKAGE / "example_records")
    (tmp_path / "strategy").symlink_to(ROOT / "strategy")
    monkeypatch.chdir(tmp_path)

    exec(compile(code, "README.md", "exec"), {})


def test_the_notebook_gives_back_the_kind_that_went_in():
    import pandas as pd

    space = {}
    (code,) = [one for one in PYTHON if "pandas" in one]
    exec(compile(code, "README.md", "exec"), space)

    assert isinstance(space["months"], pd.DataFrame)
    assert space["months"]["numerator"].tolist() == [1, 0, 0]
    assert space["months"]["denominator"].tolist() == [1, 1, 0]
    assert space["months"]["nothing"].dropna().tolist() == ["no_cases"]


def test_targets_are_written_as_shown(tmp_path):
    """The lines of YAML fit into the shipped plan."""
    (lines,) = [text for text in YAMLS if text.startswith("targets:")]
    assert YAML(typ="safe").load(lines)["targets"]
    for path in (ROOT / "strategy").glob("*.yaml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "targets.yaml").write_text(lines, encoding="utf-8")

    assert [one.measure for one in cptracker.load_plan(tmp_path).targets] == ["care-leavers-eet"]


def test_checks_are_switched_off_as_shown(tmp_path):
    """The lines of YAML fit into the shipped plan, beside what it switches off."""
    (lines,) = [text for text in YAMLS if text.startswith("checks_off:")]
    for path in (ROOT / "strategy").glob("*.yaml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "more-checks.yaml").write_text(lines, encoding="utf-8")

    assert ("6.5",) in [one.refs for one in cptracker.load_plan(tmp_path).checks_off]


def test_comparators_are_written_as_shown(tmp_path):
    """The lines of YAML stand in place of the shipped plan's own."""
    (lines,) = [text for text in YAMLS if text.startswith("comparators:")]
    for path in (ROOT / "strategy").glob("*.yaml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "comparators.yaml").write_text(lines, encoding="utf-8")

    assert len(cptracker.load_plan(tmp_path).comparators.neighbours) == 3


def test_files_of_comparators_are_known_by_the_columns_that_are_told():
    told = {row[0]: ticked(row[1]) for row in rows_under("| file | known by its columns |")}

    assert set(DFE) - {"country_name"} <= set(told[next(iter(told))])
    assert [list(LAIT), [*PLAIN, "like_for_like", "note", "group", "published"]] == [
        *told.values()
    ][1:]


def test_own_column_names_are_written_as_shown(tmp_path):
    """The mapping reads a file that uses the names in it."""
    (lines,) = [text for text in YAMLS if text.startswith("visits:")]
    (tmp_path / "names.yaml").write_text(lines, encoding="utf-8")
    header = "Legacy ID,Date of visit\nEXMPL00001,2025-03-03\n"
    (tmp_path / "visits.csv").write_text(header, encoding="utf-8")

    records = cptracker.load_records(
        tmp_path / "visits.csv", mapping=read_records_mapping(tmp_path / "names.yaml")
    )

    assert records.tables == ("visits",)


def test_continuous_integration_installs_and_tests_in_the_same_words():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").replace(".ci/venv", ".venv")
    _, testing = INSTALLING

    assert all(words in script for words in testing.split(" && "))


def test_each_command_begins_on_a_bare_machine():
    assert len(INSTALLING) == 2
    assert all(one.startswith("python3 -m venv .venv && ") for one in INSTALLING)
    assert all("pip install" in one and "\n" not in one for one in INSTALLING)


def test_the_layers_are_those_that_are_enforced():
    """A row may hold several layers, which then stand in their order."""
    table = rows_under("| layer | modules | may also import |")
    there = {path.stem for path in PACKAGE.iterdir()}
    libraries = {name: listed - {"attrs"} for name, listed in LIBRARIES.items() if name in there}
    told = [pair.rsplit(" in ", 1) for row in table for pair in row[2].rstrip(" |").split("; ")]

    named = [ticked(row[1]) for row in table]
    depths = [[layer_of(module) for module in row] for row in named]

    assert {module for row in named for module in row} == there & set().union(*LAYERS)
    assert all(max(above) < min(below) for above, below in pairwise(depths))
    assert {ticked(pair[1])[0]: set(pair[0].split(", ")) for pair in told if pair[1:]} == libraries


def test_local_tables_have_these_columns():
    told = {ticked(row[0])[0]: row[1] for row in rows_under("| table | columns |")}
    local = [one for one in formats().values() if not one.yearly]

    assert set(told) == {one.table for one in local}
    for one in local:
        required, _, optional = told[one.table].partition("[")
        assert ticked(required) == [column.name for column in one.columns if column.required]
        assert ticked(optional) == [column.name for column in one.columns if not column.required]


def test_exit_codes_are_all_told():
    told = {int(row[0]) for row in rows_under("| exit code | means |")}

    assert told == {0, OUR_BUG, WRONG_USE, *EXIT_CODES.values(), BELOW_PROMISE, BETRAYS}
    assert INTERRUPTED not in told


def test_counts_and_choices_are_true():
    registry = cptracker.find_measures()
    plan = cptracker.load_plan(ROOT / "strategy")
    deliverables = sum(len(one.deliverables) for one in plan.priorities)
    successes = sum(len(one.success_measures) for one in plan.priorities)

    assert f"{len(plan.priorities)} priorities, {deliverables} key deliverables" in TEXT
    assert f"{successes} success\nmeasures), {len(registry.measures)} measures" in TEXT
    assert all(f"`{every}`" in TEXT for every in EVERY)
    assert all(isinstance(one, Measure) for one in registry.measures.values())


def test_the_words_are_in_order():
    words = [row[0].casefold() for row in rows_under("| word | meaning |")]

    assert words == sorted(words)


@pytest.mark.parametrize("link", re.findall(r"\]\((?!https?:)([^)]+)\)", TEXT))
def test_links_lead_somewhere(link):
    path, _, anchor = link.partition("#")
    headings = re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)
    anchors = {heading.casefold().replace(" ", "-") for heading in headings}

    assert (ROOT / path).exists() if path else anchor in anchors
