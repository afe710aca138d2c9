"""A strategy that counts no children: no page, paper or list speaks of any, nor of care."""

import re
import zipfile
from html import unescape

import pytest
from command_line import run
from typed_plan import HOUSING, HOUSING_VALUES, blank_project

WORDS = re.compile(
    r"\bchild(?:ren)?\b|\byoung (?:people|person)\b|\bin care\b|\bcare leavers?\b|\blooked after\b"
    r"|\bpupils?\b|Southampton",
    re.IGNORECASE,
)
"""What a plan of households, staff and repairs never says."""

TAGS = re.compile(r"<style.*?</style>|<[^>]+>", re.DOTALL)


def mentions(text):
    """Each place where a text speaks of children, with what stands around it."""
    return [text[max(0, at.start() - 60) : at.end() + 30] for at in WORDS.finditer(text)]


def words_of(path):
    """All that can be read in a file: of a Word or Excel file the words of its parts."""
    if path.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(path) as archive:
            pages = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
                     if name.endswith((".xml", ".rels"))]  # fmt: skip
        return unescape(TAGS.sub(" ", " ".join(pages)))
    text = path.read_text(encoding="utf-8")
    return unescape(TAGS.sub(" ", text)) if path.suffix in (".html", ".svg") else text


@pytest.fixture(scope="module")
def housing(tmp_path_factory):
    """A blank project with a housing strategy, and twelve quarters of seven typed measures."""
    return blank_project(tmp_path_factory.mktemp("made") / "housing", HOUSING, HOUSING_VALUES)


@pytest.fixture
def inside(housing, monkeypatch):
    """The folder, in which a command runs."""
    monkeypatch.chdir(housing)
    return housing


SCREENS = (
    "status", "status --full", "status --by tenure", "status --format json", "check", "measures",
    "check --list-checks", "values", "values 1.1 --by tenure", "request", "deliverables list",
    "actions list", "diff 2026-02-12 2026-06-18", "reminders", "explain let-in-time",
    "explain homeless", "explain trained", "explain repairs", "explain rents", "cases 1.2",
    "status --meeting 2026-02-12", "report --edition appendix -o none.html",
)  # fmt: skip


@pytest.mark.parametrize("command", SCREENS)
def test_no_screen_speaks_of_children(inside, command):
    result = run(*command.split())

    assert mentions(result.output) == []
    assert result.exit_code in (0, 2)
    assert result.output


ENDINGS = ("html", "docx", "xlsx", "md", "txt", "csv", "json")


@pytest.mark.parametrize("edition", ["panel", "brief", "scorecard", "rag", "plain"])
def test_no_paper_speaks_of_children(inside, edition):
    files = [inside / f"{edition}.{suffix}" for suffix in ENDINGS]
    outputs = [part for file in files for part in ("-o", file)]
    result = run(
        "report", "--edition", edition, "--draft", "--forget", "a trial", "--force", *outputs
    )

    assert result.exit_code == 0
    assert {file.name: mentions(words_of(file)) for file in files} == {
        file.name: [] for file in files
    }


def test_the_audit_of_a_paper_speaks_of_none(inside):
    run("report", "-o", inside / "audited.json", "--force", "--forget", "a trial")

    result = run("audit", inside / "audited.json")

    assert result.exit_code == 0
    assert mentions(result.output) == []


@pytest.mark.parametrize("option", ["--restricted", "--audience restricted"])
def test_what_is_for_the_council_alone_speaks_of_none(inside, option):
    name, file = ("status", "status.html") if option == "--restricted" else ("report", "own.html")
    form = () if name == "report" else ("--format", "json")
    path = inside / ("status.json" if name == "status" else file)
    result = run(name, *option.split(), *form, "-o", path, "--force")

    assert result.exit_code == 0
    assert mentions(words_of(path)) == []


def test_those_who_are_counted_are_called_by_their_name(inside):
    shown = " ".join(run("status", "--full").stdout.split())

    assert "Three more households would meet the target" in shown
    assert "17 more members of staff would meet the target" in shown


def test_a_paper_says_that_nothing_was_hidden(inside):
    run("report", "-o", inside / "said.md", "--force", "--forget", "a trial")
    text = (inside / "said.md").read_text(encoding="utf-8")

    assert "every figure is exact" in text
    assert "[c]" not in text.replace("\\", "")


def cells_of(text, title):
    """The cells of a row of a table, by how it begins."""
    (line,) = [line for line in text.splitlines() if line.startswith(f"| {title}")]
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_the_scorecard_has_typed_values_under_their_own_periods(inside):
    """A value that is typed by quarter is told of the quarter, with the rating of every paper."""
    run(
        "report",
        "--edition",
        "scorecard",
        "-o",
        inside / "card.md",
        "--force",
        "--forget",
        "a trial",
    )
    text = (inside / "card.md").read_text(encoding="utf-8")
    headings = cells_of(text, "Indicator")

    assert headings[1:4] == ["Q2 2025/26", "Q3 2025/26", "Q4 2025/26"]
    assert headings[4:6] == ["Target", "RAG"]
    assert headings[6] == "Statistical neighbours"
    let = cells_of(text, "Homes let in 20 days")
    assert let[3:6] == ["75.0%", "90%", "■ **Red**"]
    assert "71.5%" in let[-1]
    assert "No data" not in text
