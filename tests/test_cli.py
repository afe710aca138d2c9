"""The command line: thin, told in words, an exit code for each kind of fault, never a traceback."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from cptracker.cli import app, ending, waiting
from cptracker.cli.app import COMMANDS
from cptracker.computing.proving import prove
from cptracker.example import write_example
from cptracker.loading import plan_schema
from cptracker.registry import find_measures
from cptracker.reports.status_json import status_schema
from cptracker.reports.tidy import COLUMNS

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"

PLAN = """
plan: {identifier: p, title: Our plan, council: Southampton, period: 2022-2027, source: Board}
priorities:
  - number: 1
    title: Health
    place: Priority 1
    young_people_said: "In summary: help us."
    deliverables: []
    success_measures:
      - {ref: "1.1", title: Teeth, place: here, measures: [teeth]}
"""

TEETH = """
from cptracker import CHILD, col, events, measure

@measure(title="Teeth", unit="%", better="higher", by=CHILD,
         needs={"outcomes": ["child_id", "dental_check"]})
def teeth(records):
    return events(records.outcomes, date="year_end", met=col("dental_check") == 1)
"""

TARGET = "targets: [{measure: teeth, since: 2020-04-01, value: 100, source: Board}]\n"


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    """A small example council, written once."""
    folder = tmp_path_factory.mktemp("council") / "records"
    write_example(folder, children=40, years=2, seed=3)
    return folder


@pytest.fixture
def here(tmp_path, monkeypatch, example):
    """A working folder with records, a plan of one measure, and that measure."""
    shutil.copytree(example, tmp_path / "records")
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "teeth.py").write_text(TEETH, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


OWN = ["--plan", "plan", "--measures", "mine"]


def run(*args):
    """Run in this process; an error that gets out fails the test."""
    result = CliRunner().invoke(app, [str(arg) for arg in args], prog_name="cptracker")
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    return result


def process(*args, **environment):
    """Run `python -m cptracker` as a user would."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    return subprocess.run(
        [sys.executable, "-m", "cptracker", *map(str, args)],
        capture_output=True,
        env={**env, **environment},
        check=False,
        timeout=120,
    )


def commands(group=app, path=()):
    """Every command with the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


EVERY = list(commands())
IDS = [" ".join(words) for words, _ in EVERY]


@pytest.mark.parametrize(("words", "command"), EVERY, ids=IDS)
def test_every_command_teaches(words, command):
    """Help says what it is for, what each option does, and gives an example that begins alike."""
    result = run(*words, "--help")

    assert result.exit_code == 0
    assert command.help
    assert all(one.help for one in command.params if isinstance(one, click.Option))
    assert f"cptracker {' '.join(words)}" in result.output.split("Example")[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_each_says_itself(name):
    """The list is kept apart so that `--help` imports no command; it must not drift."""
    command = app.get_command(click.Context(app), name)

    assert COMMANDS[name][1] == command.help.splitlines()[0]


@pytest.mark.skipif(
    "Commands" not in README.read_text(encoding="utf-8"), reason="README has no Commands yet"
)
@pytest.mark.parametrize("words", [words for words, _ in EVERY], ids=IDS)
def test_every_command_is_in_the_readme(words):
    assert f"cptracker {' '.join(words)}" in README.read_text(encoding="utf-8")


@pytest.mark.parametrize("args", [["--help"], ["status", "--help"], ["--version"]])
def test_help_costs_little(args):
    """Asking for help imports click and nothing that is heavy."""
    heavy = {
        "polars", "narwhals", "rich", "cattrs", "ruamel.yaml", "attrs", "attr", "duckdb",
        "holidays", "pandas", "json", "cptracker.errors", "cptracker.status",
    }  # fmt: skip
    code = (
        "import sys\n"
        "from cptracker.cli import app\n"
        "try:\n"
        f"    app({args!r})\n"
        "except SystemExit as end:\n"
        "    assert not end.code\n"
        f"print('HEAVY', sorted({heavy!r} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "HEAVY []"


def test_help_tells_exit_codes_and_completion():
    text = run("--help").output

    assert "Exit codes: 0 fine" in text
    assert "_CPTRACKER_COMPLETE=bash_source" in text


def test_status_on_the_records_that_are_here(here):
    result = run("status", *OWN)

    assert result.exit_code == 0
    assert "Our plan" in result.stdout
    assert "EXAMPLE DATA" in result.stdout
    assert "No target" in result.stdout
    assert result.stderr == ""


def test_status_without_records_uses_the_examples_and_says_so(here):
    shutil.rmtree(here / "records")
    result = run("status", *OWN)

    assert result.exit_code == 0
    assert "these are the example records" in result.stderr
    assert "EXAMPLE DATA" in result.stdout


def test_status_as_json_is_as_its_schema_says(here):
    result = run("status", *OWN, "--format", "json")
    document = json.loads(result.stdout)

    Draft202012Validator(status_schema()).validate(document)
    assert document["example_data"] is True
    assert document["as_at"] == "2026-03-31"


@pytest.mark.parametrize("day", ["2025-03-31", "31/03/2025", "31/3/2025"])
def test_days_are_iso_or_british(here, day):
    document = json.loads(run("status", *OWN, "--as-at", day, "--format", "json").stdout)

    assert document["as_at"] == "2025-03-31"


@pytest.mark.parametrize("day", ["03/31/2025", "31/02/2024", "yesterday", "2025-3-31", ""])
def test_other_days_are_wrong_use(here, day):
    result = run("status", *OWN, "--as-at", day)

    assert result.exit_code == 2
    assert "Invalid value for '--as-at'" in result.stderr


@pytest.mark.parametrize(
    ("target", "fail_on", "code"),
    [
        pytest.param("", "red", 0, id="no target is no failure"),
        pytest.param(TARGET, None, 0, id="a red rating is no error"),
        pytest.param(TARGET, "red", 6, id="unless asked"),
        pytest.param(TARGET.replace("100,", "100, within: 99,"), "red", 0, id="amber is not red"),
        pytest.param(TARGET.replace("100,", "100, within: 99,"), "amber", 6, id="amber is amber"),
        pytest.param(TARGET.replace("100", "1"), "amber", 0, id="green"),
    ],
)
def test_fail_on(here, target, fail_on, code):
    if target:
        (here / "plan" / "targets.yaml").write_text(target, encoding="utf-8")
    result = run("status", *OWN, *(["--fail-on", fail_on] if fail_on else []))

    assert result.exit_code == code, result.output


def test_a_plan_with_mistakes_stops_the_status_and_tells_all(here):
    """Thirty mistakes, thirty places."""
    bad = "\n".join(f"  - {{term: T{number}, meening: x}}" for number in range(30))
    (here / "plan" / "terms.yaml").write_text(f"glossary:\n{bad}\n", encoding="utf-8")
    result = run("status", *OWN)

    assert result.exit_code == 3
    assert result.stdout == ""
    assert len(re.findall(r"^plan/terms.yaml:\d+:\d+: .*meening", result.stderr, re.M)) == 30
    assert "did you mean `meaning`?" in result.stderr


def test_a_faulty_measure_costs_its_row_and_the_exit_code_says_so(here):
    (here / "mine" / "teeth.py").write_text(
        TEETH.replace("    return events", "    raise KeyError('EXMPL00001')\n    return events")
    )
    result = run("status", *OWN)

    assert result.exit_code == 4
    assert "mine/teeth.py:7" in result.stdout
    assert "1 problem in the measures" in result.stderr
    assert "EXMPL00001" not in result.output


def test_a_measure_that_is_no_python_is_named_with_its_line(here):
    (here / "mine" / "teeth.py").write_text(TEETH + "\ndef (:\n", encoding="utf-8")
    status, check = run("status", *OWN), run("check", *OWN)

    assert status.exit_code == check.exit_code == 4
    assert "cannot be read as Python" in " ".join(status.stdout.split())
    assert "mine/teeth.py:9:" in check.stdout


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
    status, check = run("status", *OWN), run("check", *OWN)

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
    assert "in the measures and" in result.stdout


@pytest.mark.parametrize("command", ["status", "check", "values"])
@pytest.mark.parametrize("what", ["nowhere", "empty", "strange"])
def test_records_that_cannot_be_read_at_all(here, command, what):
    (here / "empty").mkdir()
    (here / "strange").mkdir()
    (here / "strange" / "x.csv").write_text("colour,size\nred,1\n", encoding="utf-8")
    args = [] if command == "values" else ["--plan", "plan"]
    result = run(command, *args, "--measures", "mine", "--records", what)

    assert result.exit_code == 5
    assert what in result.output


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


def files(folder):
    """All that is there, but for what Python keeps for itself."""
    return {path for path in folder.rglob("*") if "__pycache__" not in path.parts}


def test_a_near_miss_is_pointed_out(here):
    assert "Did you mean 'status'?" in run("stauts").stderr
    assert "did you mean `teeth`?" in run("values", "teath", "--measures", "mine").stderr


def test_values_as_csv(here):
    """The tidy table with its columns exactly, LF line ends, and beside it what it is."""
    result = run("values", "teeth", "--measures", "mine", "--by", "sex", "--format", "csv")
    rows = list(csv.DictReader(StringIO(result.stdout)))

    assert result.stdout.splitlines()[0] == ",".join(COLUMNS)
    assert "\r" not in result.stdout
    assert [row["group"] for row in rows] == ["", "male", "female", "unknown"]
    assert {row["period_code"] for row in rows} == {"202526"}
    assert "EXAMPLE DATA" in result.stderr


def test_values_as_json_and_as_a_table(here):
    one = ["values", "teeth", "--measures", "mine", "--from", "01/04/2024"]
    rows = json.loads(run(*one, "--format", "json").stdout)
    table = run(*one).stdout

    assert [tuple(row) for row in rows] == [COLUMNS, COLUMNS]
    assert [row["period_code"] for row in rows] == ["202425", "202526"]
    assert "EXAMPLE DATA" in table
    assert "2024/25" in table


def test_a_file_is_never_written_over_unless_asked(here):
    target = here / "out.json"
    one = ["status", *OWN, "--format", "json", "-o", "out.json"]

    assert run(*one).exit_code == 0
    first = target.read_bytes()
    target.write_text("mine", encoding="utf-8")
    refused = run(*one)
    assert (refused.exit_code, target.read_text(encoding="utf-8")) == (2, "mine")
    assert "--force" in refused.stderr
    assert run(*one, "--force").exit_code == 0
    assert target.read_bytes() == first
    assert not list(here.glob(".out*"))


def test_a_table_in_a_file_has_no_colour(here):
    assert run("status", *OWN, "-o", "status.txt").exit_code == 0
    text = (here / "status.txt").read_text(encoding="utf-8")

    assert "◇ No target" in text
    assert "\x1b" not in text


def test_measures_tell_what_they_need_and_what_is_there(here):
    table = run("measures", "--measures", "mine", "--records", "records")
    listed = json.loads(run("measures", "--measures", "mine", "--format", "json").stdout)

    assert table.exit_code == 0
    assert "has all it needs" in table.stdout
    assert listed[0]["measure"] == "teeth"
    assert listed[0]["origin"] == "folder"
    assert listed[0]["needs"] == {"outcomes": ["child_id", "dental_check"]}
    assert listed[0]["lacks"] is None


def test_measures_name_what_the_records_lack(here):
    for path in (here / "records").rglob("oc2.csv"):
        path.unlink()
    result = run("measures", "--measures", "mine", "--records", "records", "--format", "json")

    assert json.loads(result.stdout)[0]["lacks"] == ["table `outcomes`"]


def test_measures_that_are_broken(here):
    (here / "mine" / "bad.py").write_text("1 / 0\n", encoding="utf-8")
    result = run("measures", "--measures", "mine")

    assert result.exit_code == 4
    assert "mine/bad.py:1: raised ZeroDivisionError" in result.stderr


def test_schemas():
    assert json.loads(run("schema").stdout) == plan_schema()
    assert json.loads(run("schema", "plan").stdout) == plan_schema()
    assert json.loads(run("schema", "status").stdout) == status_schema()


def test_a_new_measure_works_and_proves_itself(here):
    """It passes the test that all measures pass, and is never written over."""
    result = run("new", "measure", "my-own-check", "--to", "new")
    path = here / "new" / "my_own_check.py"
    found = find_measures([path]).measures["my-own-check"]

    assert result.exit_code == 0
    assert "cptracker check --measures new" in result.stdout
    assert found.examples
    assert [prove(found, one) for one in found.examples] == [[]]
    path.write_text("# mine", encoding="utf-8")
    assert run("new", "measure", "my_own_check", "--to", "new").exit_code == 2
    assert path.read_text(encoding="utf-8") == "# mine"


def test_a_new_measure_is_written_as_the_house_writes(here):
    """ruff and mypy have nothing to say about it."""
    run("new", "measure", "my-own-check")
    config = ROOT / "pyproject.toml"
    ruff = [sys.executable, "-m", "ruff"]
    for args in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [*ruff, *args, "--config", config, "measures/my_own_check.py"],
            capture_output=True, text=True, check=False, cwd=here,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout


def test_a_folder_to_start_from(here):
    """The command that is printed next works in it."""
    result = run("init", "council")
    names = sorted(path.name for path in (here / "council").iterdir())

    assert result.exit_code == 0
    assert names == ["measures", "records", "strategy"]
    assert result.stdout == ("cd council && cptracker status --plan strategy --measures measures\n")
    assert not list((here / "council").rglob("__pycache__"))
    os.chdir(here / "council")
    again = run("status", "--plan", "strategy", "--measures", "measures", "--priority", "4")
    assert "EXAMPLE DATA" in again.stdout
    assert again.exit_code == 0, again.output


def test_example_records(here):
    result = run("example", "made", "--children", "20", "--years", "1", "--seed", "7")

    assert result.exit_code == 0
    assert "cptracker status --records made" in result.stdout
    assert list((here / "made").rglob("*.csv"))


def test_a_fault_of_ours_is_told_without_records(monkeypatch):
    """No traceback and none of the error's own words, which may hold a child's value."""

    def fail():
        raise ZeroDivisionError("EXMPL00001")

    assert ending._failed(_raised(fail)) == 1
    monkeypatch.setenv("CPTRACKER_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        ending._failed(_raised(fail))


def test_what_is_said_of_a_fault_of_ours(capsys):
    ending._failed(_raised(lambda: {}["EXMPL00001"]))
    said = capsys.readouterr().err

    assert "cptracker has failed (KeyError" in said
    assert "fault of cptracker's" in said
    assert "CPTRACKER_DEBUG=1" in said
    assert "EXMPL00001" not in said


def _raised(run):
    try:
        run()
    except Exception as error:  # whatever it is, it is what is wanted
        return error
    raise AssertionError("nothing was raised")


@pytest.mark.parametrize(
    ("what", "code"), [(KeyboardInterrupt, 130), (click.Abort, 130), (BrokenPipeError, 0)]
)
def test_being_stopped_is_quiet(what, code, capsys, monkeypatch):
    """Ctrl-C, and a reader such as `head` that has seen enough."""
    monkeypatch.setattr(ending, "_reader_gone", lambda: 0)

    def stop():
        raise what

    with pytest.raises(SystemExit) as left:
        ending.end(stop)
    assert left.value.code == code
    assert capsys.readouterr().err == ""


class Screen(StringIO):
    """A standard error that is a terminal."""

    def isatty(self):
        return True


def test_waiting_shows_only_on_a_screen_and_only_after_a_while(monkeypatch):
    monkeypatch.setattr(waiting, "PATIENCE", 0.05)
    for stream, seen in ((StringIO(), False), (Screen(), True)):
        monkeypatch.setattr(sys, "stderr", stream)
        with waiting.Waiting() as line:
            line.measure("dental-checks", 2, 30)
            time.sleep(0.5 if seen else 0.1)
        assert ("Computing dental-checks (3 of 30)" in stream.getvalue()) is seen


def test_a_quick_command_shows_no_progress(monkeypatch):
    stream = Screen()
    monkeypatch.setattr(sys, "stderr", stream)
    with waiting.Waiting() as line:
        line.say("Reading the plan")
    assert stream.getvalue() == ""


def test_in_ascii_at_a_width_in_a_pipe(here):
    """A real process: no colour in a pipe, ASCII where the encoding is, as wide as asked."""
    done = process("status", *OWN, PYTHONIOENCODING="ascii", COLUMNS="80")

    assert done.returncode == 0, done.stderr
    assert done.stdout.isascii()
    assert b"\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) == 80


def test_at_120_columns_without_colour(here):
    done = process("status", *OWN, PYTHONIOENCODING="utf-8", COLUMNS="120", NO_COLOR="1")

    assert done.returncode == 0
    assert max(len(line) for line in done.stdout.decode().splitlines()) == 120
    assert "◇ No target" in done.stdout.decode()


def test_json_is_utf_8_whatever_the_terminal_is(here):
    (here / "plan" / "plan.yaml").write_text(PLAN.replace("Our plan", "Plän"), encoding="utf-8")
    done = process("status", *OWN, "--format", "json", PYTHONIOENCODING="ascii")

    assert json.loads(done.stdout.decode("utf-8"))["plan"]["title"] == "Plän"


@pytest.mark.skipif(os.name == "nt", reason="pipes of a shell")
def test_a_reader_that_leaves_is_no_failure(here):
    command = f"{sys.executable} -m cptracker status --plan plan --measures mine | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, check=False, timeout=120)

    assert done.stdout == b"Our plan, 2022-2027\n"
    assert done.stderr == b""


def test_completion_is_offered():
    named = subprocess.run(
        [sys.executable, "-c", "from cptracker.cli import app; app(prog_name='cptracker')"],
        env={**os.environ, "_CPTRACKER_COMPLETE": "bash_complete", "COMP_WORDS": "cptracker st",
             "COMP_CWORD": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert named.stdout.splitlines() == ["plain,status"]


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
    assert [one["number"] for one in document["priorities"]] == [1, 2, 3, 4, 5, 6, 7]
    assert document["as_at"] == "2018-03-31"
    assert document["example_data"] is False
    assert "EXAMPLE DATA" not in result.output
    Draft202012Validator(status_schema()).validate(document)
