"""The command line: help that teaches, the status, the values, the measures."""

import csv
import json
import shutil
import subprocess
import sys
from io import StringIO

import click
import pytest
from command_line import OWN, TARGET, run
from jsonschema import Draft202012Validator

from cptracker.cli.app import COMMANDS, app
from cptracker.contract.status import status_schema
from cptracker.contract.values import COLUMNS, EXAMPLE
from cptracker.plan.schema import plan_schema


def commands(group=app, path=()):
    """Every command with the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


EVERY = list(commands())

WIDEST = 80
"""How wide a terminal is at least."""

IDS = [" ".join(words) for words, _ in EVERY]


@pytest.mark.parametrize(("words", "command"), EVERY, ids=IDS)
def test_every_command_teaches(words, command):
    """Help says what it is for, what each option does, and gives an example that begins alike."""
    result = run(*words, "--help")

    assert result.exit_code == 0
    assert command.help
    assert all(option.help for option in command.params if isinstance(option, click.Option))
    assert f"cptracker {' '.join(words)}" in result.output.split("Example")[1]
    assert [line for line in result.output.splitlines() if len(line) > WIDEST] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_each_says_itself(name):
    """The list is kept apart so that `--help` imports no command; it must not drift."""
    command = app.get_command(click.Context(app), name)

    assert COMMANDS[name] == command.help.splitlines()[0]


@pytest.mark.parametrize("args", [["--help"], ["status", "--help"], ["--version"]])
def test_help_costs_little(args):
    """Asking for help imports click and nothing that is heavy."""
    heavy = {
        "polars", "narwhals", "rich", "cattrs", "ruamel.yaml", "attrs", "attr", "duckdb",
        "holidays", "pandas", "json", "cptracker.model.problems", "cptracker.status.builder",
    }  # fmt: skip
    code = (
        "import sys\n"
        "from cptracker.cli.app import app\n"
        "try:\n"
        f"    app({args!r})\n"
        "except SystemExit as end:\n"
        "    assert not end.code\n"
        f"print('HEAVY', sorted({heavy!r} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "HEAVY []"


def test_measures_without_a_good_way_say_so():
    text = " ".join(run("measures").output.split())

    assert "children · neither way is good or bad: it is context for the others" in text
    assert "context is better" not in text


def test_help_tells_exit_codes_and_completion():
    text = run("--help").output

    assert "Exit codes: 0 fine" in text
    assert "_CPTRACKER_COMPLETE=bash_source" in text


def test_status_on_the_records_that_are_here(here):
    result = run("status", *OWN, "--full")

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


def test_values_as_csv(here):
    """The tidy table with its columns exactly, LF line ends, in it and beside it what it is."""
    result = run("values", "teeth", "--measures", "mine", "--by", "sex", "--format", "csv")
    rows = list(csv.DictReader(StringIO(result.stdout)))

    assert result.stdout.splitlines()[0] == ",".join((*COLUMNS, "audience", EXAMPLE))
    assert {row["audience"].split(":")[0] for row in rows} == {"RESTRICTED"}
    assert "\r" not in result.stdout
    assert [row["group"] for row in rows] == ["", "male", "female", "unknown"]
    assert {row["period_code"] for row in rows} == {"202526"}
    assert "EXAMPLE DATA" in result.stderr


def test_values_as_json_and_as_a_table(here):
    arguments = ["values", "teeth", "--measures", "mine", "--from", "01/04/2024"]
    rows = json.loads(run(*arguments, "--format", "json").stdout)
    table = run(*arguments).stdout

    assert [tuple(row) for row in rows] == [(*COLUMNS, "audience", EXAMPLE)] * 2
    assert [row["period_code"] for row in rows] == ["202425", "202526"]
    assert "EXAMPLE DATA" in table
    assert "2024/25" in table


def test_a_file_is_never_written_over_unless_asked(here):
    target = here / "out.json"
    arguments = ["status", *OWN, "--format", "json", "-o", "out.json"]

    assert run(*arguments).exit_code == 0
    first = target.read_bytes()
    target.write_text("mine", encoding="utf-8")
    refused = run(*arguments)
    assert (refused.exit_code, target.read_text(encoding="utf-8")) == (2, "mine")
    assert "--force" in refused.stderr
    assert run(*arguments, "--force").exit_code == 0
    assert target.read_bytes() == first
    assert not list(here.glob(".out*"))


def test_a_table_in_a_file_has_no_colour(here):
    assert run("status", *OWN, "--full", "-o", "status.txt").exit_code == 0
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


def test_schemas():
    assert json.loads(run("schema").stdout) == plan_schema()
    assert json.loads(run("schema", "plan").stdout) == plan_schema()
    assert json.loads(run("schema", "status").stdout) == status_schema()
