"""Word as a committee's report: letters, contents, numbers, head, and a council's template."""

import re
import subprocess
import time
from datetime import date
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from attrs import evolve
from command_line import run
from commented import commented
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from editions_made import public
from paper_readers import all_words
from reports_made import made_report

from cptracker.model.figures import MeetingPaper
from cptracker.model.plan_sections import CommitteeReport, ContactDetails
from cptracker.model.problems import UsageError
from cptracker.reports.editions.editions import EDITIONS, edition
from cptracker.reports.writers.formats import FORMATS, render
from cptracker.reports.writers.word import write_word
from cptracker.reports.writers.word_template import NEEDED, read_template

HEAD = CommitteeReport(
    report_of="Executive Director, Children and Learning",
    decision_maker="Corporate Parenting Panel",
    contacts=(ContactDetails(role="Author", name="A. Writer", email="a.writer@council.gov.uk"),),
    recommendations=("That the Panel notes the report", "That the Panel asks for a plan"),
)
ALSO = tuple(part for edition in EDITIONS.values() for part in edition.also)


def report():
    meeting = MeetingPaper(date=date(2025, 6, 18), since=None, lines=())
    return evolve(made_report(), committee_report=HEAD, meeting=meeting)


def word(name="panel", made=None, template=None):
    content = write_word(edition(name)(made or report()), template)
    return docx.Document(BytesIO(content))


def fields(file):
    return [element.text.strip() for element in file.element.body.iter(qn("w:instrText"))]


@cache
def paper_of(name):
    """The edition's Word file; of those that need no more than a plan, on few measures."""
    made = edition(name)(
        public(*ALSO) if EDITIONS[name].also else evolve(report(), audience="public")
    )
    return made, write_word(made)


@pytest.mark.parametrize("name", [edition for edition in EDITIONS if edition != "appendix"])
def test_the_same_paper_is_the_same_bytes(name, monkeypatch):
    """Whatever the clock says while it is written; the appendix has but more of the same."""
    paper, first = paper_of(name)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.struct_time((2033, 5, 18) + (0,) * 6))

    assert write_word(paper) == first
    with ZipFile(BytesIO(first)) as archive:
        assert {part.date_time[0] for part in archive.infolist()} == {1980}


@pytest.mark.parametrize("name", EDITIONS)
def test_the_body_is_12_point_and_nothing_is_smaller_than_10(name):
    """But tables of the scorecard and the appendix, which are too wide for a page otherwise."""
    file = docx.Document(BytesIO(paper_of(name)[1]))
    sizes = {int(element.get(qn("w:val"))) / 2 for element in file.element.body.iter(qn("w:sz"))}

    assert file.styles["Normal"].font.size == Pt(12)
    assert file.styles["List Bullet"].font.size == Pt(12)
    assert min(sizes, default=10) >= (8.5 if EDITIONS[name].also else 10)
    assert file.styles["Caption"].font.size == Pt(10)


def test_contents_are_words_own_field_with_the_page_of_each_part():
    file = word()
    first, *others = fields(file)
    blocks = [block for block in edition("panel")(report()).headings if block.level == 2]
    bookmarks = {
        element.get(qn("w:name")) for element in file.element.body.iter(qn("w:bookmarkStart"))
    }

    assert first.startswith('TOC \\o "1-1"')
    assert len(others) == len(blocks) > 5
    assert {instruction.split()[1] for instruction in others} <= bookmarks
    assert all(re.fullmatch(r"PAGEREF place\d+ \\h", instruction) for instruction in others)
    kinds = [
        element.get(qn("w:fldCharType")) for element in file.element.body.iter(qn("w:fldChar"))
    ]
    assert (
        kinds.count("begin") == kinds.count("separate") == kinds.count("end") == len(fields(file))
    )


def told_pages(file):
    """The pages that the contents show before Word has worked out its own."""
    lines = [paragraph for paragraph in file.paragraphs if paragraph.style.name == "toc 1"]
    return [int(line.text.rpartition("\t")[2]) for line in lines]


@cache
def long_paper(name):
    """The edition of the shipped plan, and its Word file."""
    paper = edition(name)(commented())
    return paper, write_word(paper)


@pytest.mark.parametrize("name", ["panel", "rag"])
def test_the_contents_show_pages_at_once(name):
    """In order, from what was written; pages that begin anew are told apart."""
    paper, content = long_paper(name)
    pages = told_pages(docx.Document(BytesIO(content)))
    blocks = [block for block in paper.headings if block.level == 2]
    between = zip(pairwise(pages), blocks[1:], strict=True)

    assert pages == sorted(pages)
    assert pages[0] >= 1
    assert pages[-1] > 2
    assert all(first < last for (first, last), part in between if part.new_page)


def test_a_councils_own_template_has_no_pages_until_word_tells_them(house):
    lines = [paragraph.text for paragraph in word(template=read_template(house)).paragraphs
             if paragraph.style.name == "toc 1"]  # fmt: skip

    assert lines
    assert all(line.endswith("\t") for line in lines)


@pytest.mark.browser
@pytest.mark.parametrize("name", ["panel", "annex", "rag", "plain", "appendix", "scorecard"])
def test_libreoffice_sets_each_part_on_the_page_that_the_contents_show(name, tmp_path):
    """Or on the one beside it, where a line more or less decides."""
    paper, content = long_paper(name)
    (tmp_path / "paper.docx").write_bytes(content)
    subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "--outdir", tmp_path,
                    tmp_path / "paper.docx"],
                   check=True, capture_output=True, timeout=180)  # fmt: skip
    text = subprocess.run(["pdftotext", "-layout", tmp_path / "paper.pdf", "-"], check=True,
                          capture_output=True, timeout=60).stdout.decode()  # fmt: skip
    pages = [{" ".join(line.split()) for line in page.splitlines()} for page in text.split("\f")]
    texts = [block.text for block in paper.headings if block.level == 2]
    shown = told_pages(docx.Document(BytesIO(content)))
    stand = [[at for at, lines in enumerate(pages, 1) if part in lines] for part in texts]
    single = [(page, stated[-1]) for page, stated in zip(shown, stand, strict=True) if stated]

    assert len(single) > len(texts) / 2
    assert all(abs(page - stated) <= 1 for page, stated in single)


def test_word_works_out_the_pages_when_it_opens_the_file():
    settings = word().settings.element
    names = [element.tag.rpartition("}")[2] for element in settings]

    assert settings.find(qn("w:updateFields")).get(qn("w:val")) == "true"
    assert names.index("updateFields") < names.index("compat")


def test_a_short_paper_has_no_contents():
    assert not any(field.startswith("TOC") for field in fields(word("brief")))


def numbered(file):
    return [
        paragraph
        for paragraph in file.paragraphs
        if paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
    ]


def test_the_paragraphs_of_a_committees_report_are_numbered_through():
    """By Word, so that one that is put in between is counted."""
    file = word()
    paragraphs = numbered(file)
    (use,) = {paragraph._p.pPr.numPr.numId.val for paragraph in paragraphs}
    numbering = file.part.numbering_part.element
    (form,) = numbering.xpath(f"./w:num[@w:numId='{use}']/w:abstractNumId/@w:val")
    (level,) = numbering.xpath(f"./w:abstractNum[@w:abstractNumId='{form}']/w:lvl/w:lvlText/@w:val")

    assert level == "%1."
    assert any(
        "measures" in paragraph.text and "key deliverable" in paragraph.text
        for paragraph in paragraphs
    )
    assert not any(paragraph.text.startswith("(i)") for paragraph in paragraphs)


@pytest.mark.parametrize("name", ["plain", "scorecard", "appendix"])
def test_papers_that_are_none_have_no_numbers(name):
    assert numbered(docx.Document(BytesIO(paper_of(name)[1]))) == []


WANTED = (
    "Decision-maker: Corporate Parenting Panel",
    "Date of meeting: 18 June 2025",
    "Report of: Executive Director, Children and Learning",
    "Contact: Author, A. Writer, a.writer@council.gov.uk",
    "(i) That the Panel notes the report",
    "(ii) That the Panel asks for a plan",
)


@pytest.mark.parametrize("name", ["panel", "brief", "rag"])
def test_the_head_comes_first(name):
    words = [paragraph.text for paragraph in word(name).paragraphs]
    at = [words.index(word) for word in WANTED]

    assert at == sorted(at)
    assert at[0] < 5


@pytest.mark.parametrize("suffix", [".html", ".md", ".txt", ".xlsx"])
def test_every_format_says_whom_to_ask_and_what_is_recommended(suffix):
    (content,) = render(report(), [FORMATS[suffix]])
    words = " ".join(re.sub(r"<[^>]+>|\\", " ", all_words(content, suffix)).split())

    for part in ("Executive Director, Children and Learning", "That the Panel asks for a plan"):
        assert part in words


def test_a_plan_that_states_no_head_has_none():
    assert not any(
        "Report of" in paragraph.text for paragraph in word("panel", made_report()).paragraphs
    )


@pytest.fixture
def house(tmp_path):
    """A council's template with a font, a colour, a foot and affairs of its own."""
    file = docx.Document()
    file.styles["Normal"].font.name = "Gill Sans MT"
    file.styles["Heading 1"].font.color.rgb = RGBColor(0x7A, 0x00, 0x3C)
    file.sections[0].footer.paragraphs[0].text = "Invented City Council"
    file.sections[0].different_first_page_header_footer = True
    file.add_paragraph("Delete this guidance before use")
    file.core_properties.author = "Internal Person"
    file.core_properties.comments = "S:\\Secret\\drafts"
    path = tmp_path / "house.docx"
    file.save(path)
    return path


def rewritten(path: Path, change) -> Path:
    with ZipFile(path) as archive:
        content_by_name = {name: archive.read(name) for name in archive.namelist()}
    change(content_by_name)
    with ZipFile(path, "w") as archive:
        for name, content in content_by_name.items():
            archive.writestr(name, content)
    return path


class TestTemplate:
    """A council's own Word template."""

    def test_its_styles_and_foot_are_kept_and_its_text_is_not(self, house):
        file = word(template=read_template(house))
        (section,) = file.sections

        assert file.styles["Normal"].font.name == "Gill Sans MT"
        assert file.styles["Heading 1"].font.color.rgb == RGBColor(0x7A, 0x00, 0x3C)
        assert section.footer.paragraphs[0].text == "Invented City Council"
        assert not any("guidance" in paragraph.text for paragraph in file.paragraphs)

    def test_every_page_says_what_it_is_the_first_too(self, house):
        (section,) = word(template=read_template(house)).sections

        for head in (section.header, section.first_page_header):
            assert head.paragraphs[0].text.startswith("RESTRICTED")

    def test_nothing_internal_goes_along(self, house):
        """Neither who made it, nor the path of what it was made from, nor comments."""

        def attached(contents):
            name = "word/settings.xml"
            contents[name] = contents[name].replace(
                b"<w:zoom",
                b'<w:attachedTemplate xmlns:r="http://schemas.openxmlformats.org/officeDocument/'
                b'2006/relationships" r:id="rId99"/><w:zoom',
                1,
            )
            contents["word/_rels/settings.xml.rels"] = (
                b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                b'relationships"><Relationship Id="rId99" Type="http://schemas.openxmlformats.org/'
                b'officeDocument/2006/relationships/attachedTemplate" '
                b'Target="file:///S:/Secret/house.dotm" TargetMode="External"/></Relationships>'
            )
            contents["docProps/app.xml"] = contents["docProps/app.xml"].replace(
                b"</Properties>", b"<Manager>Internal Person</Manager></Properties>"
            )

        path = rewritten(house, attached)
        content = write_word(edition("panel")(report()), read_template(path))

        words = all_words(content, ".docx")
        assert "Secret" not in words
        assert "Internal Person" not in words
        assert "attachedTemplate" not in words

    def test_a_template_of_words_own_kind_is_taken(self, house):
        def as_template(contents):
            name = "[Content_Types].xml"
            contents[name] = contents[name].replace(b".document.main+xml", b".template.main+xml")

        file = word(template=read_template(rewritten(house, as_template)))
        assert file.styles["Normal"].font.name == "Gill Sans MT"

    @pytest.mark.parametrize("name", [style for style in NEEDED if style != "Normal"])
    def test_a_style_that_is_not_there_is_named(self, house, name):
        file = docx.Document(house)
        file.styles[name].delete()
        file.save(house)

        with pytest.raises(UsageError, match=f"has no style `{name}`: use each once"):
            read_template(house)

    def test_a_template_without_lists_is_told(self, house):
        file = docx.Document(house)
        lists = [
            key
            for key, relation in file.part.rels.items()
            if relation.reltype.endswith("/numbering")
        ]
        for key in lists:
            file.part.drop_rel(key)
            file.part.rels.pop(key, None)
        file.save(house)

        with pytest.raises(UsageError, match="no style `List Bullet`"):
            read_template(house)

    @pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + bytes(18)])
    def test_what_is_no_word_file_is_told(self, tmp_path, content):
        path = tmp_path / "house.docx"
        path.write_bytes(content)

        with pytest.raises(UsageError, match="is no Word document that can be read"):
            read_template(path)

    def test_a_file_that_is_not_there_is_told(self, tmp_path):
        with pytest.raises(UsageError, match="cannot be read: No such file"):
            read_template(tmp_path / "house.docx")

    def test_it_is_for_word(self, house, tmp_path):
        result = run("report", "-o", tmp_path / "paper.html", "--template", house)

        assert result.exit_code == 2
        assert "`--template` is for .docx, and there is none here" in result.output
