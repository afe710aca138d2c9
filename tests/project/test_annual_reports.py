"""The page of all tables and charts of the annual reports: what makes each, or what it takes."""

import re
from pathlib import Path

import pytest

import cptracker
from cptracker.status.profiles import APPENDIX, BY

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "annual-reports.md"

ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d+ \|", line)
]

MEASURES = cptracker.find_measures().measures

WORDS = {"by ethnic group", "by age", "by sex", "by reason"}


def test_all_46_are_there_once():
    assert [int(row[0]) for row in ROWS] == list(range(1, 47))
    assert len({(row[1], row[2]) for row in ROWS}) == 46


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_each_is_made_or_says_what_it_would_take(row):
    _, _, _, measure, made_by, record = row

    assert bool(measure) == bool(made_by) != bool(record)


@pytest.mark.parametrize("row", [row for row in ROWS if row[3]], ids=lambda row: row[0])
def test_what_makes_it_is_there(row):
    name, made_by = row[3].strip("`"), row[4]
    assert name in MEASURES
    if not made_by.startswith("appendix"):
        return
    wanted = {profile.measure: {BY[by] for by in profile.by} for profile in APPENDIX}
    assert name in wanted
    (*_, part) = made_by.split(", ")
    assert part not in WORDS or part in wanted[name]


def test_the_page_counts_them_right():
    made = sum(bool(row[3]) for row in ROWS)

    assert f"{made} of them are made from records, {46 - made} would take" in PAGE.read_text(
        "utf-8"
    )
