"""`cptracker cases`: who stands behind a figure, for the screen alone unless it is asked for."""

import csv
from io import StringIO

import pytest
from command_line import run

from cptracker.cli import cases

CASES = ["cases", "teeth", "--measures", "mine"]
MARK = "OPERATIONAL"


def rows(text):
    return list(csv.DictReader(StringIO(text)))


@pytest.fixture
def screen(monkeypatch):
    """A person at a terminal."""
    monkeypatch.setattr(cases, "_on_screen", lambda: True)


def test_it_is_shown_on_the_screen(here, screen):
    result = run(*CASES)

    assert result.exit_code == 0
    assert result.stdout.startswith(MARK)
    assert "EXAMPLE DATA" in result.stdout
    headings = [line for line in result.stdout.splitlines() if line.endswith(f"· {MARK}")]
    assert [line.split(" (")[0] for line in headings] == ["Missed", "Met"]
    assert "oc2.csv:" in result.stdout


REFUSED = {
    "a pipe": [],
    "a file without the word": ["-o", "list.csv"],
    "an ending that is not known": ["-o", "list.pdf", "--operational"],
    "no ending": ["-o", "list", "--operational"],
}


@pytest.mark.parametrize("args", REFUSED.values(), ids=REFUSED)
def test_it_goes_nowhere_else_unasked(here, args):
    """Refused before any record is read, and nothing is written."""
    before = sorted(here.iterdir())
    result = run(*CASES, *args)

    assert result.exit_code == 2
    assert "EXMPL" not in result.output
    assert sorted(here.iterdir()) == before


def test_a_file_is_marked_in_every_row(here, screen):
    assert run(*CASES, "--operational", "-o", "list.csv").exit_code == 0
    text = (here / "list.csv").read_text(encoding="utf-8")

    assert text.startswith(MARK)
    assert rows(text)
    assert all(row[MARK].startswith(MARK) for row in rows(text))
    assert all("EXAMPLE DATA" in row[MARK] for row in rows(text))


def test_a_workbook_is_marked_on_every_page(here):
    openpyxl = pytest.importorskip("openpyxl")
    assert run(*CASES, "--operational", "-o", "list.xlsx").exit_code == 0
    page = openpyxl.load_workbook(here / "list.xlsx").active

    assert page.title == MARK
    assert page["A1"].value.startswith(MARK)
    assert page.oddHeader.center.text.startswith(MARK)
    assert page.oddFooter.center.text.startswith(MARK)
    assert page.print_title_rows == "$1:$1"


def test_the_file_recounts_to_the_figure(here):
    run(*CASES, "--operational", "-o", "list.csv")
    listed = rows((here / "list.csv").read_text(encoding="utf-8"))
    values = run("values", "teeth", "--measures", "mine", "--format", "csv").stdout
    (figure,) = rows(values)

    assert sum(int(row["numerator"]) for row in listed) == int(figure["numerator"])
    assert sum(int(row["denominator"]) for row in listed) == int(figure["denominator"])


def test_since_names_who_made_it_move(here):
    run(*CASES, "--operational", "-o", "list.csv", "--period", "202526", "--since", "202425")
    listed = rows((here / "list.csv").read_text(encoding="utf-8"))
    values = run("values", "teeth", "--measures", "mine", "--format", "csv",
               "--from", "2025-01-01").stdout  # fmt: skip
    then, after = (float(row["value"]) for row in rows(values))

    components = [float(row["part_of_movement"]) for row in listed if row["part_of_movement"]]
    assert sum(components) == pytest.approx(after - then)
    assert any(row["outcome"] == "not in it any more" for row in listed)


def test_who_is_counted_where_few_is_good_is_not_called_met(here):
    """A child moved three times met nothing; the words are the same in a file."""
    arguments = ["cases", "three-or-more-placements", "--operational", "-o", "list.csv"]
    result = run(*arguments)
    listed = rows((here / "list.csv").read_text(encoding="utf-8"))

    assert result.exit_code == 0, result.output
    assert {"counted", "not counted"} >= {row["outcome"] for row in listed} - {"left out"}
    assert listed


def test_a_text_that_looks_like_a_formula_is_not_run(here):
    path = next((here / "records").rglob("oc2.csv"))
    text = path.read_text(encoding="utf-8")
    child = text.splitlines()[1].split(",")[0]
    for file in (here / "records").rglob("*.csv"):
        said = file.read_text(encoding="utf-8")
        file.write_text(said.replace(child, "=1+1"), encoding="utf-8")
    run(*CASES, "--operational", "-o", "list.csv", "--period", "202425")
    run(*CASES, "--operational", "-o", "list2.csv", "--period", "202526")
    both = [(here / name).read_text(encoding="utf-8") for name in ("list.csv", "list2.csv")]

    assert "'=1+1" in "".join(both)
    assert ",=1+1" not in "".join(both)


BAD = {
    "a period that is none": (["--period", "2025"], "there is no period `2025`"),
    "a breakdown it has not": (["--by", "district"], "cannot be broken down by `district`"),
    "half a group": (["--group", "sex"], "'sex' is no group; write it as in sex=female"),
    "no such group": (["--group", "sex=robot"], "has no group `robot`"),
}


@pytest.mark.parametrize(("args", "words"), BAD.values(), ids=BAD)
def test_bad_input_is_told_in_a_line(here, screen, args, words):
    result = run(*CASES, *args)

    assert result.exit_code == 2
    assert words in " ".join(result.output.split())


def test_a_near_miss_is_pointed_out(here, screen):
    result = run("cases", "teath", "--measures", "mine")

    assert result.exit_code == 2
    assert "did you mean `teeth`?" in result.output
