"""Every paper says first which measures are not counted as the panel agreed."""

import pytest
from attrs import evolve
from editions_made import public

from cptracker.reports.editions.editions import EDITIONS, TITLE, edition
from cptracker.reports.writers import excel, html, markdown, plain_text, word
from cptracker.status.report import DefinitionApproval

CHANGED = DefinitionApproval(fingerprint="d1-new", agreed="d1-old", meeting="cpp-2026-03-12")


def agreed(report, agreement):
    """The report with this said of the first measure of its plan."""
    first, *priorities = report.priorities
    success, *successes = first.success_measures
    indicator, *others = success.indicators
    success = evolve(success, indicators=(evolve(indicator, approval=agreement), *others))
    first = evolve(first, success_measures=(success, *successes))
    return evolve(report, priorities=(first, *priorities)), indicator.title


@pytest.mark.parametrize("name", EDITIONS)
def test_every_edition_says_so_before_anything_else(name):
    report, title = agreed(public("appendix", "scorecard"), CHANGED)
    paper = edition(name)(report)
    text = markdown.write_markdown(paper).decode()

    assert text.index(TITLE) < text.index(f"{title} (agreed at cpp-2026-03-12)")
    assert text.index(TITLE) < text.index("\n## ")
    assert TITLE in plain_text.write_plain_text(paper).decode()
    assert TITLE in html.write_html(paper).decode()
    assert word.write_word(paper).startswith(b"PK")
    assert excel.write_excel(paper).startswith(b"PK")


@pytest.mark.parametrize("same", [None, DefinitionApproval(fingerprint="d1-a", agreed="d1-a")])
def test_nothing_is_said_of_a_definition_that_is_the_agreed_one(same):
    report, _ = agreed(public("appendix", "scorecard"), same)

    assert TITLE not in markdown.write_markdown(edition("panel")(report)).decode()
