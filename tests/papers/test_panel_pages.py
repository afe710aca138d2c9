"""The panel paper in twelve pages at most, and what decides how long it is."""

import re
import shutil
import subprocess
from datetime import date

import pytest
from attrs import evolve
from commented import action, commented
from editions_made import public
from reports_made import made_report

from cptracker.model.figures import Rating
from cptracker.model.problems import UsageError
from cptracker.reports.document.blocks import Entries, PaperHeading, lines_in
from cptracker.reports.document.tables import PaperTable, TermLink, text_of_line
from cptracker.reports.editions.details import annex
from cptracker.reports.editions.panel import panel_paper
from cptracker.reports.writers.formats import FORMATS, render
from cptracker.status.promises import with_own_actions
from cptracker.wording.phrases import each_measure

MOST_PAGES = 12
A_PAGE = 450
"""So many words of 12 point fill a page, tables counted alike."""


def words_of(paper):
    """How many words are read, headings and captions too."""
    texts = [text_of_line(line) for line in lines_in(paper.reading)]
    texts += [heading.text for heading in paper.headings]
    texts += [block.caption for block in paper.reading if isinstance(block, PaperTable)]
    return sum(len(text.split()) for text in texts)


def tables(paper, caption):
    return [block for block in paper.reading
            if isinstance(block, PaperTable) and block.caption.startswith(caption)]  # fmt: skip


def test_its_words_fit_on_twelve_pages_with_commentary_on_every_priority():
    paper = panel_paper(commented())

    assert all(f"said-priority-{number}" in {block.anchor for block in paper.headings}
               for number in range(1, 8))  # fmt: skip
    assert 2000 < words_of(paper) < (MOST_PAGES - 2) * A_PAGE


def test_it_has_one_picture_and_its_annex_has_the_charts():
    kinds = [type(block).__name__ for block in panel_paper(commented()).reading]
    annexed = [type(block).__name__ for block in annex(commented()).reading]

    assert kinds.count("Image") == 1
    assert annexed.count("Image") > 20


def test_each_measure_is_told_once():
    """Under the first reference that names it; where another does, it says where."""
    paper = panel_paper(commented())
    rows = [row[0].text for table in tables(paper, "Success measures") for row in table.rows]
    again = [text_of_line(line) for line in lines_in(paper.reading)
             if text_of_line(line).startswith("Told elsewhere")]  # fmt: skip

    assert len(rows) == len(each_measure(commented()))
    assert len({row.split(" ", 1)[1].split(" (")[0] for row in rows}) == len(rows)
    assert any(
        "4.2 Children with an SDQ in the last 12 months (under 2.2)" in text for text in again
    )


def test_its_glossary_holds_the_words_that_it_uses_and_no_other():
    paper = panel_paper(commented())
    used = {span.anchor for line in lines_in(paper.reading) for span in line
            if isinstance(span, TermLink)}  # fmt: skip
    (terms,) = [
        block for block in paper.blocks if isinstance(block, Entries) and block.sheet == "Glossary"
    ]

    assert {entry.anchor for entry in terms.items} == used
    assert 0 < len(used) < len(commented().glossary)


def test_a_paper_that_uses_no_term_has_no_glossary():
    paper = panel_paper(evolve(made_report(), glossary=commented().glossary[:1]))

    assert "glossary" not in {block.anchor for block in paper.headings}


def test_only_actions_that_are_open_or_were_closed_since_the_last_meeting():
    paper = panel_paper(commented())
    (table,) = tables(paper, "Actions")
    text = " ".join(text_of_line(line) for line in lines_in(paper.reading))

    assert [row[0].text[:11] for row in table.rows] == [f"CPP-2026-{n:02}" for n in range(1, 11)]
    assert "2 actions were closed by the last meeting and not listed here." in text
    assert "17 actions are other bodies' and not listed here." in text


def test_the_workbook_of_the_paper_holds_them_all():
    tables = [block for block in panel_paper(commented()).blocks if isinstance(block, PaperTable)]
    sheets = [table for table in tables if table.sheet == "Actions" and table.place == "sheet"]

    assert [len(table.rows) for table in sheets] == [12]


def test_key_deliverables_without_news_are_named_in_a_line():
    paper = panel_paper(commented())
    (table,) = tables(paper, "Key deliverables of priority 3")
    text = " ".join(text_of_line(line) for line in lines_in(paper.reading))

    assert len(table.rows) == 1
    assert "nothing is recorded: 3.1 " in text
    assert "(Corporate Parenting Annual Report" not in table.rows[0][2].text


def test_annex_and_paper_name_the_same_measures():
    rows = [row[0].text for table in tables(annex(commented()), "Success measures")
            for row in table.rows]  # fmt: skip
    titles = {indicator.title for indicator in each_measure(commented())}

    assert titles == {row.split(" ", 1)[1] for row in rows}


class TestBodies:
    """Whose actions a paper lists."""

    @pytest.fixture
    def both(self):
        day = date(2026, 3, 31)
        ours = action(1, day)
        late = action(2, day, word="overdue", rating=Rating.RED)
        theirs = evolve(ours, ref="CFSP-2026-01", meeting=evolve(ours.meeting, body="Scrutiny"))
        return evolve(made_report(), action_list=(ours, late, theirs), actions={"open": 3})

    def test_those_of_the_plans_own_bodies(self, both):
        own = with_own_actions(evolve(both, bodies=("Corporate parenting panel",)))

        assert [line.ref for line in own.action_list] == ["CPP-2026-01", "CPP-2026-02"]
        assert (own.actions["open"], own.actions["overdue"]) == (2, 1)
        assert own.actions_of_others == 1

    def test_others_where_they_are_asked_for(self, both):
        report = with_own_actions(evolve(both, bodies=("Corporate Parenting Panel",)), ["scrutiny"])

        assert [line.ref for line in report.action_list] == ["CFSP-2026-01"]

    def test_all_where_the_plan_names_none(self, both):
        assert with_own_actions(both) is both

    def test_a_body_that_raised_nothing_is_told(self, both):
        with pytest.raises(UsageError, match=r"no body `Cabinet`.*`Scrutiny`"):
            with_own_actions(both, ["Cabinet"])

    def test_the_shipped_plan_lists_no_scrutiny_panels_requests(self):
        own = with_own_actions(public())

        assert own.action_list == ()
        assert own.actions is None
        assert own.actions_of_others == 17


@pytest.mark.browser
@pytest.mark.parametrize("suffix", [".html", ".docx"])
def test_it_prints_on_twelve_pages(tmp_path, suffix):
    """As Chromium and LibreOffice print it."""
    (content,) = render(commented(), [FORMATS[suffix]])
    path = tmp_path / f"paper{suffix}"
    path.write_bytes(content)
    pdf = tmp_path / "paper.pdf"
    program = {".html": "chromium", ".docx": "soffice"}[suffix]
    if shutil.which(program) is None:
        pytest.skip(f"needs {program}")
    commands = {
        ".html": ["chromium", "--headless", "--no-sandbox", "--disable-gpu",
                  "--no-pdf-header-footer", f"--print-to-pdf={pdf}", path.as_uri()],
        ".docx": ["soffice", "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path],
    }  # fmt: skip
    subprocess.run(commands[suffix], check=True, capture_output=True, timeout=180)

    pages = re.findall(rb"/Type\s*/Page\b", pdf.read_bytes())
    assert 6 <= len(pages) <= MOST_PAGES


def test_headings_lead_through_it_in_order():
    texts = [block.anchor for block in panel_paper(commented()).blocks
             if isinstance(block, PaperHeading) and block.level == 2]  # fmt: skip

    assert texts == ["recommendations", "summary", *(f"priority-{n}" for n in range(1, 8)),
                     "actions", "duties", "protection", "glossary"]  # fmt: skip
