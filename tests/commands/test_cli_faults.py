"""What a user can do wrong: told in words with its place, and an exit code for each kind."""

import json
import re

import pytest
from command_line import OWN, ROOT, TEETH, files, run
from jsonschema import Draft202012Validator

from cptracker.contract.status import status_schema


def test_a_plan_with_mistakes_stops_the_status_and_tells_all(here):
    """Thirty mistakes, thirty places."""
    bad = "\n".join(f"  - {{term: T{number}, meening: x}}" for number in range(30))
    (here / "plan" / "terms.yaml").write_text(f"glossary:\n{bad}\n", encoding="utf-8")
    result = run("status", *OWN)

    assert result.exit_code == 3
    assert result.stdout == ""
    assert len(re.findall(r"^plan/terms.yaml:\d+:\d+: .*meening", result.stderr, re.M)) == 30
    assert "did you mean `meaning`?" in result.stderr


@pytest.mark.parametrize(
    "command", ["values", "values teeth", "explain teeth", "explain 1.1", "cases teeth"]
)
def test_a_plan_with_mistakes_stops_what_needs_its_measures(here, command):
    """A measure that it declares is not called none, nor are the shipped ones listed instead."""
    (here / "plan" / "terms.yaml").write_text("glossary: none\n", encoding="utf-8")
    result = run(*command.split(), *OWN)

    assert result.exit_code == 3
    assert result.stdout == ""
    assert "plan/terms.yaml:1:11" in result.stderr


def test_a_faulty_measure_costs_its_row_and_the_exit_code_says_so(here):
    (here / "mine" / "teeth.py").write_text(
        TEETH.replace("    return events", "    raise KeyError('EXMPL00001')\n    return events")
    )
    result = run("status", *OWN)

    assert result.exit_code == 4
    assert "mine/teeth.py:7" in result.stdout
    assert "1 problem in the measures" in result.stderr
    assert "EXMPL00001" not in result.output


def test_a_column_that_is_not_there_is_told_with_those_that_are(few_tables):
    """The commonest slip of a measure's author."""
    mistyped = TEETH.replace('col("dental_check")', 'col("dental")')
    (few_tables / "mine" / "teeth.py").write_text(mistyped, encoding="utf-8")
    result = run("check", *OWN)

    assert result.exit_code == 4
    assert "measure `teeth` asks for a column that is not there" in result.stdout
    assert "outcomes has child_id," in result.stdout


@pytest.mark.parametrize(
    ("argument", "message", "hint"),
    [
        ("mett", "unknown argument `mett` of `events`", "did you mean `met`?"),
        ("EXMPL00001", "unknown argument of `events`", "it takes frame, subject, date, met,"),
    ],
)
def test_an_argument_that_is_not_there_is_told_with_the_near_one(
    few_tables, argument, message, hint
):
    """A name that is near none may be a cell that a plug-in made a name of; it is not told."""
    slip = TEETH.replace("met=col(", f"{argument}=col(")
    assert slip != TEETH
    (few_tables / "mine" / "teeth.py").write_text(slip, encoding="utf-8")
    result = run("check", *OWN)

    assert result.exit_code == 4
    assert message in result.stdout
    assert hint in result.stdout
    assert "EXMPL00001" not in result.output


def test_a_measure_that_is_no_python_is_named_with_its_line(few_tables):
    (few_tables / "mine" / "teeth.py").write_text(TEETH + "\ndef (:\n", encoding="utf-8")
    status, check = run("status", *OWN), run("check", *OWN)

    assert status.exit_code == check.exit_code == 4
    assert "cannot be read as Python" in " ".join(status.stdout.split())
    assert f"mine/teeth.py:{TEETH.count(chr(10)) + 2}:" in check.stdout


def test_measures_that_are_broken(here):
    (here / "mine" / "bad.py").write_text("1 / 0\n", encoding="utf-8")
    result = run("measures", "--measures", "mine")

    assert result.exit_code == 4
    assert "mine/bad.py:1: raised ZeroDivisionError" in result.stderr


def test_what_a_plug_in_raises_while_it_loads_names_no_cell(here):
    """It may read records then, so that its exception's words hold one."""
    bad = here / "mine" / "bad.py"
    for code, message in (
        ("raise ValueError('EXMPL00001 born 2010-01-01')", "bad.py:1: raised ValueError"),
        ("{}['EXMPL00001']", "bad.py:1: raised KeyError"),
        ("raise SyntaxError('EXMPL00001')", "bad.py:1: raised SyntaxError"),
        ("open('EXMPL00001')", "bad.py:1: raised FileNotFoundError: No such file or directory"),
        ("import EXMPLnot.there", "raised ModuleNotFoundError: `EXMPLnot` cannot be imported"),
        ("names", "raised NameError: the name `names` is not defined"),
        ("from cptracker import measure\nmeasure(titel='EXMPL00001')",
         "bad.py:2: unknown argument `titel` of `measure`"),
    ):  # fmt: skip
        bad.write_text(f"{code}\n", encoding="utf-8")
        result = run("measures", "--measures", "mine")

        assert result.exit_code == 4
        assert message in " ".join(result.stderr.split())
        assert "EXMPL0" not in result.output


def spoil(here):
    """One bad date in a return."""
    path = next((here / "records").rglob("episodes.csv"))
    lines = path.read_text(encoding="utf-8").splitlines()
    header = lines[0].split(",")
    fields = lines[5].split(",")
    fields[header.index("DECOM")] = "31/02/2024"
    lines[5] = ",".join(fields)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path.relative_to(here)


def test_records_with_mistakes_still_give_a_status(here):
    path = spoil(here)
    status, check = run("status", *OWN, "--full"), run("check", *OWN)

    assert status.exit_code == check.exit_code == 5
    assert "Teeth" in status.stdout
    assert "in the records" in status.stderr
    assert "run `cptracker check`" in status.stderr
    assert f"{path}:6:" in check.stdout
    assert "31/02/2024" not in check.output


def test_check_without_a_fault(here):
    result = run("check", *OWN)

    assert result.exit_code == 0
    assert "Found no problems." in result.stdout
    assert "Collection year 2026: in the name" in result.stdout


def test_check_as_json(here):
    spoil(here)
    result = run("check", *OWN, "--format", "json")
    document = json.loads(result.stdout)

    assert document["exit_code"] == result.exit_code == 5
    assert document["problems"][0]["kind"] == "records"


def test_check_tells_of_plan_measures_and_records_together(here):
    """The exit code is that of the first part with an error."""
    spoil(here)
    (here / "mine" / "bad.py").write_text("import nothing_like_it\n", encoding="utf-8")
    (here / "plan" / "more.yaml").write_text("glosary: []\n", encoding="utf-8")
    result = run("check", *OWN)

    assert result.exit_code == 3
    assert "plan/more.yaml:1:1" in result.stdout
    assert "mine/bad.py:1" in result.stdout
    assert "episodes.csv:6:" in result.stdout
    assert "problem in the plan" in result.stdout
    assert "in the measures" in result.stdout


@pytest.mark.parametrize("command", ["status", "check", "values"])
@pytest.mark.parametrize("expected", ["nowhere", "empty", "strange"])
def test_records_that_cannot_be_read_at_all(here, command, expected):
    (here / "empty").mkdir()
    (here / "strange").mkdir()
    (here / "strange" / "x.csv").write_text("colour,size\nred,1\n", encoding="utf-8")
    args = [] if command == "values" else ["--plan", "plan"]
    result = run(command, *args, "--measures", "mine", "--records", expected)

    assert result.exit_code == 5
    assert expected in result.output


@pytest.mark.parametrize(
    "args",
    [
        pytest.param(["stauts"], id="no such command"),
        pytest.param(["status", "--nonsense"], id="no such option"),
        pytest.param(["status", "--priority", "9"], id="no such priority"),
        pytest.param(["values", "teath"], id="no such measure"),
        pytest.param(["values", "teeth", "--by", "shoe_size"], id="no such breakdown"),
        pytest.param(["values", "teeth", "--from", "2026-01-01", "--to", "2025-01-01"],
                     id="no such period"),
        pytest.param(["status", "--engine", "abacus"], id="no such engine"),
        pytest.param(["new", "measure", "Not A Name"], id="no name"),
        pytest.param(["new", "measure", "../../evil"], id="no path as name"),
        pytest.param(["new", "measure", "class"], id="no keyword as name"),
        pytest.param(["init", "mine"], id="folder is not empty"),
        pytest.param(["init", "mine/teeth.py"], id="folder is a file"),
        pytest.param(["example", "mine"], id="example into a folder with files"),
        pytest.param(["status", "-o", "nowhere/status.txt"], id="no folder to write to"),
        pytest.param(["status", "-o", "mine"], id="a folder to write to"),
    ],
)  # fmt: skip
def test_wrong_use_is_2_and_writes_nothing(here, args):
    before = files(here)
    own = [] if args[0] in ("new", "init", "example", "stauts") else ["--measures", "mine"]
    result = run(*args, *own)

    assert result.exit_code == 2, result.output
    assert result.stderr
    assert files(here) == before


def test_a_near_miss_is_pointed_out(here):
    assert "Did you mean 'status'?" in run("stauts").stderr
    assert "did you mean `teeth`?" in run("values", "teath", "--measures", "mine").stderr


@pytest.mark.parametrize(
    "args",
    [
        ["status"],
        ["status", "--format", "json"],
        ["check"],
        ["check", "--format", "json"],
        ["values"],
        ["values", "--format", "csv", "--by", "sex"],
        ["measures", "--records", "records"],
    ],
    ids=" ".join,
)
def test_a_childs_row_never_leaves(here, args):
    """A marker in every cell of a row of every file appears in no report and in no failure."""
    for path in (here / "records").rglob("*.csv"):
        lines = path.read_text(encoding="utf-8").splitlines()
        row = ",".join(["LEAK-7731"] * len(lines[0].split(",")))
        path.write_text("\n".join([lines[0], row, *lines[1:]]) + "\n", encoding="utf-8")
    result = run(*args)

    assert result.exit_code in (0, 5)
    assert "LEAK-7731" not in result.output


THIRD_PARTY = ROOT.parent / "shared" / "data" / "ssda903-third-party"


@pytest.mark.skipif(not THIRD_PARTY.is_dir(), reason="the other project's files are not here")
def test_files_that_another_project_wrote(tmp_path, monkeypatch):
    """The seven priorities of the Together Plan from SSDA903 files as they are found."""
    monkeypatch.chdir(tmp_path)
    result = run("status", "--records", THIRD_PARTY)
    document = json.loads(run("status", "--records", THIRD_PARTY, "--format", "json").stdout)

    assert "Traceback" not in result.output
    assert [priority["number"] for priority in document["priorities"]] == [1, 2, 3, 4, 5, 6, 7]
    assert document["as_at"] == "2018-03-31"
    assert document["example_data"] is False
    assert "EXAMPLE DATA" not in result.output
    Draft202012Validator(status_schema()).validate(document)


@pytest.mark.parametrize(
    "words", [["values", "teeth"], ["cases", "teeth", "--operational"]], ids=["values", "cases"]
)
def test_figures_of_a_definition_that_is_not_the_agreed_one_say_so(here, words):
    """Whatever shows a figure says that the panel agreed to count otherwise."""
    agreed = "agreed_definitions: [{measure: teeth, fingerprint: d1-000000000000, meeting: b1}]\n"
    agreed += "meetings: [{ref: b1, body: Board, date: 2025-01-10}]\n"
    (here / "plan" / "agreed.yaml").write_text(agreed, encoding="utf-8")
    result = run(*words, *OWN)

    assert result.exit_code == 0
    assert "teeth: definition changed since b1 agreed it" in result.stderr
