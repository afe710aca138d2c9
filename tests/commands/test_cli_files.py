"""Files of the commands: for whom they are, who may read them, and what they never write over."""

import csv
import json
import stat
from io import StringIO

import pytest
from command_line import OWN, run


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


RESTRICTED = [
    pytest.param(["status", *OWN, "--restricted"], "out.txt", id="status"),
    pytest.param(["values", "teeth", "--measures", "mine", "--restricted"], "out.txt", id="values"),
    pytest.param(["explain", "teeth", *OWN, "--restricted"], "out.txt", id="explain"),
    pytest.param(["check", *OWN], "out.txt", id="check"),
    pytest.param(["report", *OWN, "--audience", "restricted"], "out.md", id="report"),
    pytest.param(["cases", "teeth", *OWN[2:], "--operational"], "out.csv", id="cases"),
]


@pytest.mark.parametrize(("command", "name"), RESTRICTED)
def test_a_file_for_few_eyes_is_its_owners_alone(few_tables, command, name):
    """Also when it takes the place of a file that everybody could read."""
    target = few_tables / name
    run(*command, "-o", name)
    assert mode(target) == 0o600

    target.chmod(0o644)
    run(*command, "-o", name, "--force")
    assert mode(target) == 0o600


def test_a_public_file_keeps_the_mode_of_the_one_before(here):
    target = here / "out.md"
    target.write_text("before", encoding="utf-8")
    target.chmod(0o664)
    run("report", *OWN, "-o", "out.md", "--force")

    assert target.read_text(encoding="utf-8") != "before"
    assert mode(target) == 0o664


@pytest.mark.parametrize(("command", "name"), RESTRICTED)
def test_it_says_so_in_its_first_lines(few_tables, command, name):
    run(*command, "-o", name)
    head = (few_tables / name).read_text(encoding="utf-8")[:600]

    assert "RESTRICTED" in head or "OPERATIONAL" in head


def test_an_explanation_in_a_file_is_protected_and_names_no_file(here):
    run("explain", "teeth", *OWN, "--every", "financial-year", "--format", "json", "-o", "out.json")
    sheet = json.loads((here / "out.json").read_text(encoding="utf-8"))

    assert sheet["audience"] == "public"
    assert sheet["path"] is None
    assert all(table["sources"] == [] for table in sheet["records"])
    assert "sha256" not in json.dumps(sheet["records"])
    for period in sheet["periods"]:
        counts = [period[name] for name in ("numerator", "denominator") if period[name]]
        assert all(number > 5 for number in counts)


def test_values_through_a_pipe_say_in_each_row_for_whom_they_are(here):
    rows = run("values", "teeth", "--measures", "mine", "--format", "csv").stdout
    public = run("values", "teeth", "--measures", "mine", "--format", "csv", "-o", "out.csv")
    written = (here / "out.csv").read_text(encoding="utf-8")

    assert public.exit_code == 0
    assert {row["audience"][:10] for row in csv.DictReader(StringIO(rows))} == {"RESTRICTED"}
    assert {row["audience"][:6] for row in csv.DictReader(StringIO(written))} == {"PUBLIC"}


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(
            ["values", "teeth", "--measures", "mine", "-o", "mine/teeth.py"], id="measure"
        ),
        pytest.param(["status", *OWN, "-o", "plan/plan.yaml"], id="plan"),
        pytest.param(["check", *OWN, "-o", "plan/plan.yaml"], id="checked plan"),
    ],
)
def test_force_never_writes_over_what_is_read(here, command):
    target = here / command[-1]
    before = target.read_bytes()
    refused = run(*command, "--force")

    assert refused.exit_code == 2
    assert "is one of the files that are read" in refused.stderr
    assert target.read_bytes() == before


def test_force_never_writes_over_the_records(here):
    (records,) = [here / "records"] if (here / "records").is_dir() else [here]
    first = next(iter(sorted(records.rglob("*.csv"))))
    before = first.read_bytes()
    refused = run("values", "teeth", "--measures", "mine", "-o", str(first), "--force")

    assert refused.exit_code == 2
    assert first.read_bytes() == before
