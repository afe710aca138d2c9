"""`cptracker report --edition`: each of the council's forms as a file."""

import pytest
from command_line import run

from cptracker.cli.report import EDITIONS as OFFERED
from cptracker.reports.editions.editions import EDITIONS


@pytest.mark.parametrize(
    ("edition", "title"),
    [
        ("scorecard", "# Scorecard: "),
        ("rag", "# Priority pages: "),
        ("appendix", "# Data appendix: "),
    ],
)
def test_each_edition_is_written_and_says_what_it_is(edition, title, here):
    result = run("report", "-o", "paper.md", "--edition", edition, "--audience", "restricted")
    paper = (here / "paper.md").read_text(encoding="utf-8")

    assert result.exit_code == 0, result.output
    assert title in paper
    assert "RESTRICTED" in paper
    assert "EXAMPLE DATA" in paper


def test_the_public_appendix_is_proved_before_it_is_written(here):
    result = run("report", "-o", "paper.md", "--edition", "appendix")

    assert result.exit_code == 0, result.output
    assert "RESTRICTED" not in (here / "paper.md").read_text(encoding="utf-8")


def test_plain_words_are_for_everybody(here):
    result = run("report", "-o", "paper.md", "--edition", "plain")
    assert result.exit_code == 0, result.output
    assert "# Are we keeping our promises to you?" in (here / "paper.md").read_text("utf-8")

    refused = run("report", "-o", "no.md", "--edition", "plain", "--audience", "restricted")
    assert refused.exit_code == 2
    assert "leave out `--audience restricted`" in refused.output
    assert not (here / "no.md").exists()


def test_the_command_offers_all_editions():
    """Their names stand beside the command, so that none is imported for its help."""
    assert tuple(EDITIONS) == OFFERED
