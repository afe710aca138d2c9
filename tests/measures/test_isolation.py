"""Measures of somebody else's run in a process of their own: what they do costs one row."""

import json
import sys
from datetime import date

import pytest
from command_line import OWN, TEETH, process, run

from cptracker.authoring.isolated import IsolatedFunction
from cptracker.authoring.registry import find_measures as find_here
from cptracker.engine.cases.listing import members_of_figure
from cptracker.engine.isolation.remote_measures import find_measures
from cptracker.engine.series import series
from cptracker.model.periods import Every, latest
from cptracker.model.problems import MeasureError
from cptracker.records.loading import load_records

HEAD = "from cptracker import col, events, measure\n"
DECORATOR = '@measure(title="T", unit="%", better="higher", needs={"outcomes": ["child_id"]})\n'
END = '    return events(records.outcomes, date="year_end", met=col("dental_check") == 1)\n'

BAD = {
    "hangs": ("    while True: pass\n", "took longer than 2 seconds and was stopped"),
    "leaves": ("    import os; os._exit(0)\n", "ended the process that ran it (exit code 0)"),
    "dies": ("    import os; os.abort()\n", "ended the process that ran it (signal 6)"),
    "asks_to_leave": ("    raise SystemExit(0)\n", "raised SystemExit"),
    "fails": ("    raise ValueError(records)\n", "raised ValueError"),
    "gives_nothing": ("    return None\n", "returned NoneType, not members"),
}
"""Each with the lines of its function and what is told of it."""


def plugin(folder, name, body, before=""):
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.py").write_text(
        f"{HEAD}{before}\n{DECORATOR}def {name}(records):\n{body}", encoding="utf-8"
    )


@pytest.fixture(scope="module")
def records(council):
    return load_records(council)


def latest_figures(measure, records):
    return series(measure, records, [latest(Every.FINANCIAL_YEAR, records.as_at)])


@pytest.mark.parametrize("name", BAD)
def test_what_it_does_costs_its_own_row(name, tmp_path, records):
    """Its problem stands at its own file, and the next measure is computed all the same."""
    body, expected = BAD[name]
    plugin(tmp_path / "mine", name, body)
    plugin(tmp_path / "mine", "sound", END)
    measures = find_measures([tmp_path / "mine"], time_limit=2).measures

    with pytest.raises(MeasureError) as raised:
        latest_figures(measures[name.replace("_", "-")], records)
    (problem,) = raised.value.problems
    assert expected in problem.message
    assert problem.path == str(tmp_path / "mine" / f"{name}.py")
    assert latest_figures(measures["sound"], records).figures[0].value is not None


@pytest.mark.parametrize("before", ["import os; os._exit(3)", "while True: pass"])
def test_a_file_that_cannot_be_loaded(before, tmp_path, records):
    plugin(tmp_path / "mine", "bad", END, before)
    plugin(tmp_path / "mine", "sound", END)
    registry = find_measures([tmp_path / "mine"], time_limit=2)

    (problem,) = registry.problems
    assert problem.path == str(tmp_path / "mine" / "bad.py")
    assert latest_figures(registry.measures["sound"], records).figures[0].value is not None


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_figures_are_those_of_the_same_measure_here(engine, tmp_path, council):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "teeth.py").write_text(TEETH, encoding="utf-8")
    records = load_records(council, engine=engine)
    measure = find_measures([tmp_path / "mine"]).measures["teeth"]
    here = find_here([tmp_path / "mine"]).measures["teeth"]
    periods = [latest(Every.FINANCIAL_YEAR, records.as_at)]

    assert series(measure, records, periods, ["sex"], distinct_children=True) == series(
        here, records, periods, ["sex"], distinct_children=True
    )
    assert members_of_figure(measure, records, periods[0], by=["sex"]) == members_of_figure(
        here, records, periods[0], by=["sex"]
    )


def test_shipped_measures_run_here():
    measures = find_measures().measures

    assert list(measures) == list(find_here().measures)
    assert not any(isinstance(measure.function, IsolatedFunction) for measure in measures.values())


def test_what_it_prints_spoils_no_json(here):
    """Not by descriptor, not by a program it starts; and what it reads is empty."""
    body = (
        "    import os, sys\n    os.write(1, b'spoilt')\n    print('spoilt')\n"
        "    os.system('echo spoilt')\n    assert sys.stdin.read() == ''\n"
    )
    plugin(here / "mine", "loud", body + END)
    done = process(
        "values", "loud", "--measures", "mine", "--format", "json", "--records", "records"
    )

    assert json.loads(done.stdout)[0]["measure"] == "loud"
    assert done.stderr.count(b"spoilt") == 3


def test_a_measure_that_leaves_turns_nothing_green(here):
    plugin(here / "mine", "teeth", "    import os; os._exit(0)\n")
    result = run("status", *OWN, "--fail-on", "red")

    assert result.exit_code == 4


def test_its_examples_are_run_apart_too(here):
    plugin(here / "mine", "quits", END)
    page = (here / "mine" / "quits.py").read_text(encoding="utf-8")
    page += (
        "from cptracker import Example\n"
        "EXAMPLES = [Example(tables={'outcomes': [{'child_id': 'A', 'dental_check': 1,"
        " 'year_end': '2025-03-31'}]}, period='202425', missed={'A'})]\n"
    )
    (here / "mine" / "quits.py").write_text(page, encoding="utf-8")
    result = run("check", *OWN)

    assert "example 1 of `quits` does not hold" in result.output


@pytest.mark.skipif(sys.platform == "win32", reason="a program of its own is stopped by its group")
def test_the_working_folder_is_not_imported_from(here):
    """A file beside the records that is named as a library of ours is never run."""
    for name in ("click", "attrs", "attr", "json", "polars"):
        (here / f"{name}.py").write_text("print('RUN')\nraise SystemExit(9)\n", encoding="utf-8")
    done = process("--version")

    assert done.returncode == 0
    assert b"RUN" not in done.stdout + done.stderr


def test_members_stay_where_they_are_made(tmp_path, records):
    plugin(tmp_path / "mine", "sound", END)
    measure = find_measures([tmp_path / "mine"]).measures["sound"]

    with pytest.raises(MeasureError, match="process of its own"):
        measure(records)


def test_a_period_that_is_asked_of_it(tmp_path, records):
    """The day the records are told for goes along."""
    plugin(tmp_path / "mine", "sound", END)
    measure = find_measures([tmp_path / "mine"]).measures["sound"]
    period = latest(Every.FINANCIAL_YEAR, records.as_at)
    (figure,) = series(measure, records, [period], as_at=date(2020, 1, 1)).figures

    assert figure.value is None
