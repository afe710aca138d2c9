"""The page of the indicators in councils' papers names measures that there are."""

import re
from pathlib import Path

import pytest

from cptracker.authoring.registry import find_measures

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "indicators.md"
MEASURES = find_measures().measures
TABLES = {
    "## The 19 indicators of the scorecard of June 2022": 19,
    "## From the national return and the usual tables": 29,
    "## With a table of the council's own": 14,
}


def rows(heading):
    """The cells of the table under a heading, without its own two lines."""
    text = PAGE.read_text(encoding="utf-8").split(heading, 1)[1].split("\n## ", 1)[0]
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@pytest.mark.parametrize(("heading", "number"), TABLES.items())
def test_each_item_has_a_measure_that_is_there_or_a_reason(heading, number):
    table_rows = rows(heading)

    assert len(table_rows) == number
    for item, measures, reason in table_rows:
        named = re.findall(r"`([^`]+)`", measures)
        assert [name for name in named if name not in MEASURES] == [], item
        assert named or (measures == "none" and reason), item


def test_every_indicator_of_the_scorecard_has_a_measure():
    scorecard, *_ = TABLES

    assert all(measures.startswith("`") for _, measures, _ in rows(scorecard))


def test_groups_that_are_named_are_groups_of_the_measure():
    for item, measures, note in rows(next(iter(TABLES))):
        if note.startswith("its group"):
            groups = MEASURES[measures.strip("`")].groups["case_kind"]
            assert note.split("`")[1] in groups, item
