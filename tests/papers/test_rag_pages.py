"""A page for each priority: data, analysis, action and next steps, and what is missing."""

from datetime import date
from io import BytesIO

import docx
from attrs import evolve
from commented import commented
from editions_made import public, read
from reports_made import made_report

from cptracker.model.actions import Colour, Commentary, Meeting
from cptracker.model.figures import Rating
from cptracker.reports.document.blocks import Callout, PaperHeading
from cptracker.reports.document.tables import text_of_line
from cptracker.reports.editions.rag import rag_pages
from cptracker.reports.writers.word import write_word
from cptracker.status.tracker_lines import ActionLine

SAID = Commentary(
    success_measure="1.1",
    period="202425",
    date=date(2025, 5, 1),
    by="Head of Service",
    data_says="Fewer changes.\n\nMore to come.",
    next_steps="Recruit two more.",
    rating=Colour.AMBER,
    rating_words="medium risk",
)
ACTION = ActionLine(
    ref="CP-2025-01",
    kind="action",
    title="Recruit two personal advisers",
    meeting=Meeting(ref="2025-03", date=date(2025, 3, 12), body="Panel"),
    owner="Service manager",
    due=date(2025, 6, 30),
    slipped=0,
    status="in_progress",
    rating=Rating.AMBER,
    reason="due soon",
    priorities=(1,),
)


def with_commentary(**changes):
    """The made-up report with commentary on 1.1."""
    report = made_report(**changes)
    first, *others = report.priorities
    success, *rest = first.success_measures
    with_words = evolve(first, success_measures=(evolve(success, commentary=SAID), *rest))
    return evolve(report, priorities=(with_words, *others))


def pages(paper):
    """The words of each priority's page."""
    _, *pages = read(paper).split("\n## Priority ")
    return [page.partition("\n## How numbers")[0] for page in pages]


def missing(paper):
    return [
        [text_of_line(line) for line in block.lines]
        for block in paper.blocks
        if isinstance(block, Callout)
    ]


def test_each_priority_begins_a_page_and_has_the_three_parts():
    paper = rag_pages(with_commentary())
    headings = [block for block in paper.blocks if isinstance(block, PaperHeading)]
    starts = [heading.text for heading in headings if heading.new_page]

    assert starts == [
        "Priority 1: Safe and trusted relationships",
        "Priority 2: Healthy lives",
        "How numbers are protected",
    ]
    for page in pages(paper):
        parts = [line for line in page.splitlines() if line.startswith("### ")]
        assert parts == ["### What the data tells us", "### Analysis", "### Action and next steps"]


def test_each_part_has_what_was_said_of_it_by_whom_and_the_writers_own_colour():
    page = pages(rag_pages(with_commentary()))[0]
    data, analysis, steps = page.split("\n### ")[1:]

    assert "Fewer changes." in data
    assert "More to come." in data
    assert "Seen by the writer as amber, medium risk." in data
    assert "Not written yet." in analysis
    assert "Recruit two more." in steps


def test_a_priority_has_no_colour_of_its_own():
    """Its measures' colours are counted, never averaged."""
    assert "**RAG:** 3 measures: 1 red, 1 amber, 1 green." in pages(rag_pages(with_commentary()))[0]


def test_open_actions_stand_on_the_page_of_their_priority():
    done = evolve(ACTION, ref="CP-2025-02", status="complete")
    first, second = pages(rag_pages(with_commentary(action_list=(ACTION, done))))

    assert "CP-2025-01" in first
    assert "CP-2025-02" not in first
    assert "CP-2025-01" not in second


def test_what_is_missing_is_said():
    first, second = missing(rag_pages(with_commentary(action_list=(ACTION,))))

    assert first == [
        "No commentary on 1.2.",
        "The commentary on 1.1 has no analysis.",
        "Nothing is recorded of 1 key deliverable of 1.",
    ]
    assert second == [
        "No commentary on 2.1.",
        "Nothing is recorded of 1 key deliverable of 1.",
        "No action or recommendation is linked to this priority.",
    ]


def test_as_it_is_read(snapshot):
    snapshot(read(rag_pages(public())), "rag-pages.md")


def test_each_priority_is_one_page_of_word():
    """As the contents count them: nine measures and a commentary of three parts fit on one."""
    file = docx.Document(BytesIO(write_word(rag_pages(commented()))))
    lines = [one.text for one in file.paragraphs if one.style.name == "toc 1"]
    pages = [int(line.split("\t")[1]) for line in lines if line.startswith("Priority ")]

    assert pages == list(range(2, 9))
