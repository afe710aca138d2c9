"""`-o -` is the standard output, treated as a file: its marks, its protection and its ledger."""

import json
import subprocess
import sys

import pytest
from command_line import OWN, PLAN, TEETH, run

OC2 = (
    "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,"
    "HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED\n"
)


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A plan, a measure, and records of sixty children of whom three saw no dentist."""
    monkeypatch.chdir(tmp_path)
    rows = (f"C{n:03},01/05/2012,,,0,1,1,{int(n > 2)},1,0,,\n" for n in range(60))
    files = {
        "plan/plan.yaml": PLAN,
        "mine/teeth.py": TEETH,
        "records/2025/oc2.csv": OC2 + "".join(rows),
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


INPUTS = (*OWN, "--records", "records")


@pytest.mark.parametrize(
    "command",
    [
        ("values", "teeth", "--format", "csv"),
        ("status", "--format", "json"),
        ("explain", "teeth", "--format", "json"),
    ],
    ids=lambda words: words[0],
)
def test_it_is_protected_as_a_file_is_unless_it_is_said_to_be_exact(command, here):
    public = run(*command, *INPUTS, "-o", "-").stdout
    assert (here / "plan" / "published" / "p.jsonl").exists()
    exact = run(*command, *INPUTS, "--restricted", "-o", "-").stdout

    assert "57" not in public
    assert "57" in exact
    assert "public" in public.lower()
    assert "restricted" in exact.lower()
    assert not (here / "-").exists()


def test_a_paper_is_text_or_what_the_ending_says(here):
    text = run("report", *INPUTS, "-o", "-")
    paper = json.loads(run("report", *INPUTS, "-o", "-.json").stdout)
    several = run("report", *INPUTS, "-o", "-.md", "-o", "paper.html")

    assert "PUBLIC" in text.stdout
    assert paper["audience"] == "public"
    assert several.stdout.startswith("**PUBLIC")
    assert (here / "paper.html").exists()
    assert "Written: paper.html" in several.stderr
    two = run("report", *INPUTS, "-o", "-.md", "-o", "-.json")
    assert "the standard output takes one format" in two.stderr


def test_children_are_named_only_where_that_is_allowed(here):
    refused = run("cases", "teeth", *INPUTS, "-o", "-")
    listed = run("cases", "teeth", *INPUTS, "--operational", "-o", "-")

    assert refused.exit_code == 2
    assert "C001" not in refused.output
    assert "C001" in listed.stdout
    assert listed.stdout.startswith("OPERATIONAL")


@pytest.mark.parametrize(
    "command",
    [("check", *INPUTS), ("actions", "list", "--plan", "plan"), ("reminders", "--plan", "plan"),
     ("actions", "export", "--plan", "plan"), ("request", *INPUTS)],
    ids=lambda words: " ".join(words[:2]),
)  # fmt: skip
def test_no_file_of_that_name_is_written(command, here):
    assert run(*command, "-o", "-").exit_code in (0, 5)
    assert not list(here.glob("-*"))


def test_ctrl_c_says_a_line_and_leaves_with_130(here):
    program = (
        "import signal, os, sys\n"
        "from cptracker.cli import status\n"
        "def stop(*_, **__): os.kill(os.getpid(), signal.SIGINT)\n"
        "import cptracker.cli.inputs\n"
        "status.build_statuses = stop\n"
        "from cptracker.cli.app import app\n"
        "app(['status', '--plan', 'plan'])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert done.returncode == 130
    assert done.stderr.strip() == "Stopped."
