"""What a wish for a paper gets that cannot be granted: a plain word, and never half a file."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import OWN, PLAN, files, process, run

from cptracker.files import atomic

LONG = "a" * 300 + ".md"
linux = pytest.mark.skipif(sys.platform != "linux", reason="file systems of Linux")


def refused(here, *args, code=2):
    """What is said, on one line, of a wish that leaves the folder as it was."""
    before = {path: path.read_bytes() for path in files(here) if path.is_file()}
    result = run("report", *OWN, *args)

    assert result.exit_code == code
    assert result.stdout == ""
    assert {path: path.read_bytes() for path in files(here) if path.is_file()} == before
    return " ".join(result.stderr.split())


def paper(here, name="earlier.json", **changed):
    """A public paper of our plan, with some of it changed."""
    run("report", *OWN, "-o", name, "--force")
    document = json.loads((here / name).read_text("utf-8")) | changed
    (here / name).write_text(json.dumps(document), encoding="utf-8")
    return document


@pytest.mark.parametrize(
    ("args", "words"),
    [
        pytest.param(["-o", ""], "it is blank; name a file or a folder", id="blank"),
        pytest.param(["-o", ".html"], ".html has no ending", id="an ending alone"),
        pytest.param(["-o", "records/"], "records is a folder; name a file in it", id="folder/"),
        pytest.param(["-o", "plan/plan.yaml/a.md"], "there is no folder plan/plan.yaml",
                     id="below a file"),
        pytest.param(["-o", "https://x.example/a.md"], "there is no folder", id="an address"),
        pytest.param(["-o", "a.md", "-o", "plan/../a.md"], "a file is named twice",
                     id="one file in two spellings"),
        pytest.param(["-o", "a.md", "-o", "b.pdf"], "`.pdf`; there are .html, .docx",
                     id="the second of two"),
        pytest.param(["-o", "a.md", "--edition", "plain", "--audience", "restricted"],
                     "is for everybody: leave out `--audience restricted`", id="plain, restricted"),
        pytest.param(["-o", "a.md", "--measure", "teeth"], "says whose chart .svg and .png hold",
                     id="a measure without a picture"),
        pytest.param(["-o", "a.md", "--audience", "restricted", "--previous", "x.json"],
                     "is for a public paper", id="restricted beside an earlier one"),
        pytest.param(["-o", "a.md", "--plan", "improvement-2024-25"],
                     "takes one plan at a time; run it once for each", id="two plans"),
        pytest.param(["-o", "a.md", "--as-at", "31/02/2025"], "is no day of the calendar",
                     id="no day"),
    ],
)  # fmt: skip
def test_a_wrong_wish_is_told_before_any_work(here, args, words):
    assert words in refused(here, *args)


@linux
@pytest.mark.parametrize(
    ("leads_to", "words"),
    [
        pytest.param("link.md", "leads in a circle", id="to itself"),
        pytest.param("nowhere/a.md", "a link into a folder that is not there", id="nowhere"),
        pytest.param("records", "link.md is a folder", id="to a folder"),
    ],
)
def test_a_link_that_cannot_be_written_through(here, leads_to, words):
    (here / "link.md").symlink_to(leads_to)

    assert words in refused(here, "-o", "link.md", "--force")


@linux
def test_a_name_that_is_too_long(here):
    assert "File name too long; give it a shorter name" in refused(here, "-o", LONG)


@linux
def test_a_name_that_is_just_short_enough(here):
    """What stands beside a file meanwhile has a short name of its own."""
    assert run("report", *OWN, "-o", "a" * 252 + ".md").exit_code == 0


@pytest.mark.parametrize(
    ("closed", "words"),
    [
        pytest.param(".", "the folder . cannot be written to; name one that can", id="folder"),
        pytest.param("old.md", "old.md is read-only; give it another name", id="file"),
    ],
)
def test_what_may_not_be_written_is_told_before_any_work(here, monkeypatch, closed, words):
    """Rights are looked at, since a test that runs as root may write anywhere."""
    (here / "old.md").write_text("mine", encoding="utf-8")
    ours, shut = os.access, Path(closed).resolve()

    def access(path, mode, **rest):
        return ours(path, mode, **rest) and (mode != os.W_OK or Path(path).resolve() != shut)

    monkeypatch.setattr(os, "access", access)

    assert words in refused(here, "-o", "old.md", "--force")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "make room, or name a file on another disk"),
        (errno.EACCES, "close it where it is open, or name a folder that you may write to"),
        (errno.EIO, "Input/output error"),
    ],
    ids=["disk full", "open in Word", "broken disk"],
)
@pytest.mark.parametrize(("place", "step"), [(os, "open"), (Path, "replace")])
def test_of_several_files_all_are_written_or_none(here, monkeypatch, number, words, place, step):
    """Whether the third cannot be written or cannot take its place; the first is put back."""
    (here / "a.md").write_text("mine", encoding="utf-8")
    ours = getattr(place, step)

    def fail(path, *args, **rest):
        if str(path).endswith("-2.part"):
            raise OSError(number, os.strerror(number))
        return ours(path, *args, **rest)

    monkeypatch.setattr(place, step, fail)
    message = refused(here, "-o", "a.md", "-o", "b.txt", "-o", "c.html", "--force")

    assert "c.html cannot be written" in message
    assert words in message
    assert "Written" not in message


def test_being_stopped_midway_leaves_everything_as_it_was(tmp_path, monkeypatch):
    """Ctrl-C between two files."""
    (tmp_path / "a.md").write_text("mine", encoding="utf-8")
    ours = Path.replace

    def stop(self, target):
        if self.name.endswith("-1.part"):
            raise KeyboardInterrupt
        return ours(self, target)

    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        atomic.write_files([(tmp_path / "a.md", b"new"), (tmp_path / "b.md", b"new")])

    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]
    assert (tmp_path / "a.md").read_text("utf-8") == "mine"


@linux
@pytest.mark.parametrize("reader", ["| true", "| head -n 1", ">/dev/full"])
def test_all_files_are_written_though_nobody_reads_what_is_said(here, reader):
    """Words to a closed terminal are lost; the papers are not."""
    command = f"{sys.executable} -m cptracker report {' '.join(OWN)} -o a.md -o b.md 2>&1 {reader}"
    done = subprocess.run(
        ["bash", "-c", f"{command}; exit ${{PIPESTATUS[0]}}"],
        capture_output=True, check=False, timeout=120,
    )  # fmt: skip

    assert done.returncode == 0
    assert (here / "a.md").exists()
    assert (here / "b.md").exists()


PREVIOUS = [
    pytest.param(b"", "is no JSON file", id="empty"),
    pytest.param(b"\xff\xfe\x00", "is no JSON file", id="no text"),
    pytest.param(b"plan: {}", "is no JSON file", id="not JSON"),
    pytest.param(b"null", "is no paper of this version", id="null"),
    pytest.param(b"[1, 2]", "is no paper of this version", id="a list of other things"),
    pytest.param(
        b'{"schema": "cptracker/status/9"}',
        "is no paper of this version; its `schema` must be cptracker/status/2",
        id="another version",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("content", "words"), PREVIOUS)
def test_an_earlier_paper_that_is_none(here, content, words):
    (here / "earlier.json").write_bytes(content)

    assert f"earlier.json {words}" in refused(here, "-o", "a.md", "--previous", "earlier.json")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        pytest.param({"audience": "restricted"}, "is not public", id="restricted"),
        pytest.param({"as_at": "2099-03-31"}, "which is later than", id="a later day"),
        pytest.param({"priorities": 3}, "is no whole paper", id="cut short"),
        pytest.param(
            {"plan": {"identifier": "q", "title": "Other", "period": "2022-2027"}},
            "is a paper of another plan: `q`",
            id="another plan",
        ),
    ],
)
def test_an_earlier_paper_that_does_not_fit(here, changed, words):
    paper(here, **changed)

    assert words in refused(here, "-o", "a.md", "--previous", "earlier.json")


def test_an_earlier_paper_that_is_a_folder(here):
    assert "records cannot be read" in refused(here, "-o", "a.md", "--previous", "records")


def test_earlier_papers_of_several_plans_in_one_file_are_welcome(here):
    """As `status` writes them of several plans; the one of this plan is taken."""
    document = paper(here)
    other = document | {"plan": {"identifier": "q", "title": "Other", "period": "2022-2027"}}
    (here / "earlier.json").write_text(json.dumps([other, document]), encoding="utf-8")
    result = run("report", *OWN, "-o", "a.md", "--previous", "earlier.json")

    assert result.exit_code == 0, result.output


def test_a_picture_in_word_without_what_draws_it(here, monkeypatch):
    """The library is wanted for what is drawn alone, and nothing is left of the other files."""
    from cptracker.reports.charts import pictures

    pictures._compact.cache_clear()  # else one that was drawn before is taken
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    message = refused(here, "-o", "a.md", "-o", "b.docx")

    assert "needs `resvg-py`: pip install 'cptracker[reports]'" in message


@pytest.mark.parametrize("suffix", [".html", ".xlsx", ".svg", ".md"])
def test_other_formats_need_no_library_of_pictures(here, monkeypatch, suffix):
    monkeypatch.setitem(sys.modules, "resvg_py", None)

    assert run("report", *OWN, "-o", f"a{suffix}").exit_code == 0


PLACES = [
    pytest.param({"LC_ALL": "C", "LANG": "C"}, id="plain C"),
    pytest.param({"LC_ALL": "xx_XX.UTF-8", "LANG": "xx"}, id="a locale that is not there"),
    pytest.param({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, id="ASCII"),
    pytest.param({"PYTHONIOENCODING": "ascii"}, id="a terminal in ASCII"),
    pytest.param({"LC_ALL": "tr_TR.UTF-8"}, id="letters of another case"),
    pytest.param(
        {"FONTCONFIG_FILE": os.devnull, "FONTCONFIG_PATH": "nowhere", "HOME": "nowhere"},
        id="no fonts",
    ),
    pytest.param({"TMPDIR": "nowhere", "TEMP": "nowhere", "TMP": "nowhere"}, id="no room beside"),
]


@pytest.mark.parametrize("environment", PLACES)
def test_papers_are_the_same_in_any_place(here, environment):
    """Whatever locale, fonts and folders the machine has, each byte of a paper is as elsewhere."""
    (here / "plan" / "plan.yaml").write_text(PLAN.replace("Our plan", "Plän"), encoding="utf-8")
    names = ["ä.md", "ä.html", "ä.png", "ä.docx", "ä.xlsx"]
    outputs = [part for name in names for part in ("-o", name)]
    run("report", *OWN, *outputs)
    expected = {name: (here / name).read_bytes() for name in names[:3]}
    done = process("report", *OWN, *outputs, "--force", **environment)

    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert {name: (here / name).read_bytes() for name in names[:3]} == expected
    assert not [path for path in files(here) if path.suffix in {".part", ".old"}]


def test_other_commands_take_one_plan_at_a_time_too(here):
    """Rather than leave out the first without a word."""
    for command in (["actions", "list"], ["meetings", "list"], ["commentary", "list"]):
        result = run(*command, "--plan", "plan", "--plan", "improvement-2024-25")
        assert result.exit_code == 2
        assert "run it once for each" in " ".join(result.output.split())
