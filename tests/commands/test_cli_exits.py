"""How a run ends and what a terminal gets: quiet when stopped, plain in pipes."""

import json
import os
import subprocess
import sys
import time
from io import StringIO

import click
import pytest
from command_line import OWN, PLAN, process

from cptracker.cli import exits, progress


def test_a_fault_of_ours_is_told_without_records(monkeypatch):
    """No traceback and none of the error's own words, which may hold a child's value."""

    def fail():
        raise ZeroDivisionError("EXMPL00001")

    assert exits._failed(_raised(fail)) == 1
    monkeypatch.setenv("CPTRACKER_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        exits._failed(_raised(fail))


def test_what_is_said_of_a_fault_of_ours(capsys):
    exits._failed(_raised(lambda: {}["EXMPL00001"]))
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
    ("problem", "code", "line"),
    [(KeyboardInterrupt, 130, "Stopped.\n"), (click.Abort, 130, "Stopped.\n"),
     (BrokenPipeError, 0, "")],
)  # fmt: skip
def test_being_stopped_is_a_line_at_most(problem, code, line, capsys, monkeypatch):
    """Ctrl-C, and a reader such as `head` that has seen enough, of which nothing is said."""
    monkeypatch.setattr(exits, "_reader_gone", lambda: 0)

    def stop():
        raise problem

    with pytest.raises(SystemExit) as left:
        exits.exit_with(stop)
    assert left.value.code == code
    assert capsys.readouterr().err == line


class Screen(StringIO):
    """A standard error that is a terminal."""

    def isatty(self):
        return True


def test_waiting_shows_only_on_a_screen_and_only_after_a_while(monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", 0.05)
    for stream, shown in ((StringIO(), False), (Screen(), True)):
        monkeypatch.setattr(sys, "stderr", stream)
        with progress.WaitingLine() as line:
            line.measure("dental-checks", 2, 30)
            time.sleep(0.5 if shown else 0.1)
        assert ("Computing dental-checks (3 of 30)" in stream.getvalue()) is shown


def test_the_name_of_a_file_far_down_leaves_the_line_one_line():
    """Its end is what tells it from others."""
    line = progress.WaitingLine()
    line.file(f"/{'folder/' * 20}episodes.csv", 0, 100)

    assert len(line._what) < 80
    assert line._what.endswith("folder/episodes.csv (1 of 100)")


def test_a_quick_command_shows_no_progress(monkeypatch):
    stream = Screen()
    monkeypatch.setattr(sys, "stderr", stream)
    with progress.WaitingLine() as line:
        line.say("Reading the plan")
    assert stream.getvalue() == ""


def test_in_ascii_at_a_width_in_a_pipe(here):
    """A real process: no colour in a pipe, ASCII where the encoding is, as wide as asked."""
    done = process("status", *OWN, "--full", PYTHONIOENCODING="ascii", COLUMNS="80")

    assert done.returncode == 0, done.stderr
    assert done.stdout.isascii()
    assert b"\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) == 80


def test_at_120_columns_without_colour(here):
    done = process("status", *OWN, "--full", PYTHONIOENCODING="utf-8", COLUMNS="120", NO_COLOR="1")

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

    assert done.stdout.startswith(b"Our plan, 2022-2027 ")
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


def test_completion_is_offered():
    named = subprocess.run(
        [sys.executable, "-c", "from cptracker.cli.app import app; app(prog_name='cptracker')"],
        env={**os.environ, "_CPTRACKER_COMPLETE": "bash_complete", "COMP_WORDS": "cptracker st",
             "COMP_CWORD": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert named.stdout.splitlines() == ["plain,status"]
