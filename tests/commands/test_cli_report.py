"""`cptracker report`: formats by ending, audiences, and what a wrong wish gets."""

import builtins
import json
import sys

import pytest
from command_line import OWN, files, run
from paper_readers import Page, all_words

from cptracker.cli.report import EDITIONS as NAMED
from cptracker.reports.editions.editions import EDITIONS, edition
from cptracker.reports.writers.formats import FORMATS

ENDINGS = sorted(FORMATS)


def said(result):
    return " ".join(result.output.split())


def test_all_formats_in_one_run(here):
    names = [f"paper{suffix}" for suffix in ENDINGS]
    result = run("report", *OWN, *(part for name in names for part in ("-o", name)))

    assert result.exit_code == 0
    assert result.stdout == ""
    assert all((here / name).stat().st_size > 300 for name in names)
    assert (here / "paper.png").read_bytes().startswith(b"\x89PNG")


def test_a_paper_is_public_unless_asked_for_otherwise(here):
    run("report", *OWN, "-o", "public.json", "-o", "public.html")
    run("report", *OWN, "-o", "restricted.json", "--audience", "restricted")

    assert json.loads((here / "public.json").read_text("utf-8"))["audience"] == "public"
    assert json.loads((here / "restricted.json").read_text("utf-8"))["audience"] == "restricted"
    words = " ".join(Page((here / "public.html").read_text("utf-8")).words)
    assert "RESTRICTED" not in words
    assert "PUBLIC: small numbers are protected" in words


def test_an_ending_is_read_in_any_case(here):
    assert run("report", *OWN, "-o", "PAPER.HTML").exit_code == 0
    assert (here / "PAPER.HTML").exists()


def test_a_chart_of_one_measure(here):
    """With one it is the measure's, without one the whole plan's."""
    run("report", *OWN, "-o", "plan.svg")
    result = run("report", *OWN, "-o", "teeth.svg", "--measure", "teeth")

    assert "Key deliverables" in (here / "plan.svg").read_text("utf-8")
    if result.exit_code:
        assert "fewer than two periods have a figure" in said(result)
    else:
        assert "Teeth" in (here / "teeth.svg").read_text("utf-8")


def test_it_takes_the_options_of_status(here):
    """Priority, day, rhythm and meeting reach the paper."""
    arguments = ["--priority", "1", "--as-at", "2025-03-31", "--every", "quarter"]
    arguments += ["--edition", "panel"]
    run("report", *OWN, *arguments, "--meeting", "2025-04-30", "-o", "paper.txt")
    text = (here / "paper.txt").read_text("utf-8")

    assert "status as at 31 March 2025" in text
    assert "Q4 2024/25" in text
    assert "For the meeting of 30 April 2025" in text


@pytest.mark.parametrize(
    ("args", "words"),
    [
        pytest.param(["-o", "paper.pdf"], ["`.pdf`", ".html", ".docx", ".xlsx"], id="ending"),
        pytest.param(["-o", "paper"], ["no ending", ".html"], id="no ending"),
        pytest.param(["-o", "records"], ["is a folder"], id="a folder"),
        pytest.param(["-o", "nowhere/paper.html"], ["there is no folder nowhere"], id="no folder"),
        pytest.param([], ["Missing option", "--output"], id="no file"),
        pytest.param(["-o", "a.md", "-o", "./a.md"], ["named twice"], id="twice"),
        pytest.param(["-o", "a.md", "--edition", "gold"], ["'gold'", "panel"], id="edition"),
        pytest.param(["-o", "a.md", "--audience", "all"], ["'all'", "restricted"], id="audience"),
        pytest.param(
            ["-o", "a.svg", "--measure", "hair"], ["no measure `hair`"], id="unknown measure"
        ),
        pytest.param(["-o", "a.md", "--priority", "9"], ["no priority 9"], id="priority"),
        pytest.param(["-o", "a.md", "--previous", "gone.json"], ["gone.json"], id="previous"),
    ],
)
def test_a_wrong_wish_is_told_and_leaves_nothing(here, args, words):
    before = files(here)
    result = run("report", *OWN, *args)

    assert result.exit_code == 2
    assert [word for word in words if word not in said(result)] == []
    assert files(here) == before


def test_nothing_is_written_over_unless_that_is_wished(here):
    (here / "paper.md").write_text("mine", encoding="utf-8")
    result = run("report", *OWN, "-o", "paper.md", "-o", "other.md")

    assert result.exit_code == 2
    assert "--force writes over it" in said(result)
    assert (here / "paper.md").read_text("utf-8") == "mine"
    assert not (here / "other.md").exists()
    assert run("report", *OWN, "-o", "paper.md", "--force").exit_code == 0
    assert (here / "paper.md").read_text("utf-8") != "mine"


def test_a_writer_that_fails_leaves_no_file_at_all(here, monkeypatch):
    """All are made before the first is written."""

    def fail(_):
        raise OSError("the disk is gone")

    monkeypatch.setattr("cptracker.reports.writers.word.write_word", fail)
    before = files(here)
    result = run("report", *OWN, "-o", "a.html", "-o", "b.docx")

    assert result.exit_code == 1
    assert files(here) == before


@pytest.mark.parametrize(
    ("suffix", "module", "library"),
    [
        pytest.param(".html", "jinja2", "jinja2", id="html"),
        pytest.param(".docx", "docx", "python-docx", id="word"),
        pytest.param(".xlsx", "xlsxwriter", "xlsxwriter", id="excel"),
        pytest.param(".png", "resvg_py", "resvg-py", id="png"),
    ],
)
def test_a_missing_library_is_named_with_what_to_install(
    here, monkeypatch, suffix, module, library
):
    """Before any record is read."""
    usual = builtins.__import__

    def without(name, *args, **rest):
        if name.split(".")[0] == module:
            raise ImportError(name)
        return usual(name, *args, **rest)

    for name in [name for name in sys.modules if name.split(".")[0] == module]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", without)
    monkeypatch.setattr("importlib.import_module", lambda name: without(name))
    monkeypatch.setattr(
        "cptracker.reports.writers.formats.import_module", lambda name: without(name)
    )
    before = files(here)
    result = run("report", *OWN, "-o", f"paper{suffix}")

    assert result.exit_code == 2
    assert f"needs the library {library}: pip install 'cptracker[reports]'" in said(result)
    assert files(here) == before


def test_the_command_line_knows_the_editions():
    """They are named there again, so that help need not import them."""
    assert list(NAMED) == list(EDITIONS)


@pytest.mark.parametrize("name", EDITIONS)
def test_every_edition_can_be_written_in_every_format(few_tables, name):
    here = few_tables
    wanted = [suffix for suffix, form in FORMATS.items() if form.of == "document"]
    outputs = [part for suffix in wanted for part in ("-o", f"{name}{suffix}")]
    result = run("report", *OWN, "--edition", name, *outputs)

    assert callable(edition(name))
    assert result.exit_code == 0
    for suffix in wanted:
        content = (here / f"{name}{suffix}").read_bytes()
        assert "EXAMPLE DATA" in all_words(content, suffix)


WRONG = """
commentary:
  - success_measure: "1.1"
    period: "202526"
    date: 2026-04-10
    by: Head of Service
    data_says: 12.5% saw a dentist
    states: [{measure: teeth, value: 12.5}]
"""


@pytest.mark.parametrize("audience", ["public", "restricted"])
def test_commentary_that_states_another_figure_stops_a_public_paper(here, audience):
    """Those who can mend it still get theirs; a draft says on every page what it is."""
    (here / "plan" / "said.yaml").write_text(WRONG, encoding="utf-8")
    paper = ["report", *OWN, "-o", "paper.md", "--audience", audience]
    result = run(*paper)

    if audience == "restricted":
        assert (here / "paper.md").exists()
        return
    assert result.exit_code == 3
    assert "plan/said.yaml" in result.stderr
    assert not (here / "paper.md").exists()
    draft = run(*paper, "--draft")
    assert "Written: paper.md" in draft.stderr
    assert (here / "paper.md").read_text("utf-8").count("DRAFT") == 2


@pytest.mark.parametrize("edition", ["panel", "rag", "brief", "plain"])
def test_a_public_paper_holds_no_list_of_what_is_to_be_done(here, edition):
    run("report", *OWN, "--edition", edition, "-o", "paper.md")
    text = (here / "paper.md").read_text("utf-8")

    for words in ("Not written", "What is missing here", "No problem was found", "cptracker check"):
        assert words not in text, words
