"""Slides that can be edited: what stands on them, that nothing runs over, and what they say."""

import time
from io import BytesIO
from zipfile import ZipFile

import pytest
from attrs import evolve
from commented import commented
from editions_made import ALL, public
from hypothesis import given, settings
from hypothesis import strategies as st
from nasty_reports import written
from paper_readers import all_words, slide_paragraphs
from pptx import Presentation
from reports_made import made_report
from test_report_injection import NASTY, plain

from cptracker.model.problems import UsageError
from cptracker.reports.document.blocks import PaperDocument, PaperHeading, Paragraph, lines_in
from cptracker.reports.document.tables import (
    PaperTable,
    RatingTag,
    TableCell,
    TableColumn,
    line_of,
    text_of_line,
)
from cptracker.reports.editions import cells
from cptracker.reports.editions.editions import EDITIONS, edition
from cptracker.reports.writers import formats
from cptracker.reports.writers.formats import FORMATS, check_installed
from cptracker.reports.writers.powerpoint import write_powerpoint
from cptracker.reports.writers.slide_parts import BOTTOM, EDGE, TEXT_WIDTH, TOP, SlideLine
from cptracker.reports.writers.slides import slides_of

POINT = 12_700


def deck_of(paper):
    return Presentation(BytesIO(write_powerpoint(paper)))


@pytest.fixture(scope="module")
def rag():
    return edition("rag")(commented())


@pytest.fixture(scope="module")
def deck(rag):
    return deck_of(rag)


def titles(deck):
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def test_a_slide_for_each_priority_with_its_rating(deck):
    """One, with a commentary on each; the rating of its writer stands first, in its colour.

    The first priority has nine measures beside its commentary.
    """
    found_titles = titles(deck)
    of_priorities = [title for title in found_titles if title[9:10].isdigit()]

    assert [title.partition(":")[0] for title in of_priorities] == [
        f"Priority {n}" for n in range(1, 8)
    ]
    assert len(found_titles) <= 11
    for slide, title in zip(deck.slides, found_titles, strict=True):
        if title in of_priorities:
            words = "\n".join(slide_paragraphs(slide))
            assert "Judgement of the writer: ▲ Amber, medium risk." in words


def test_titles_are_placeholders_and_differ(deck):
    assert all(slide.shapes.title.is_placeholder for slide in deck.slides)
    assert len(set(titles(deck))) == len(titles(deck))


@pytest.mark.parametrize("name", EDITIONS)
def test_nothing_runs_over_a_slide_or_into_another_part(name):
    """Each part ends above where the next one begins."""
    paper = edition(name)(public(*ALL) if EDITIONS[name].also else commented())

    for slide in slides_of(paper):
        lows = [placed for placed in slide.placed if placed.left == EDGE]
        tops = [placed.top for placed in lows] + [BOTTOM + 1]
        for placed, below in zip(lows, tops[1:], strict=True):
            assert placed.top >= TOP
            assert placed.top + placed.height <= below, slide.title
        for placed in slide.placed:
            if placed not in lows:
                neighbour = next(low for low in lows if low.top == placed.top)
                wide = getattr(neighbour.part, "width", 0) or neighbour.part.lines[0].width
                assert neighbour.left + wide <= placed.left
                assert placed.left + placed.part.width <= EDGE + TEXT_WIDTH
                assert placed.top + placed.height <= BOTTOM + 1


def test_pictures_stand_two_by_two():
    """Else each slide of an annex is half empty."""
    slides = slides_of(edition("annex")(public(*ALL)))
    right_half = [placed for slide in slides for placed in slide.placed if placed.left > EDGE]

    assert len(right_half) > 8


@pytest.mark.parametrize("name", EDITIONS)
def test_the_first_slide_says_what_the_paper_is_and_no_other_is_almost_empty(name):
    paper = edition(name)(public(*ALL) if EDITIONS[name].also else commented())
    first, second, *_ = slides_of(paper)
    words = "\n".join(text_of_line(line.spans) for part in first.placed for line in part.part.lines)

    assert first.title == paper.title
    assert paper.council in words
    assert paper.subtitle in words
    assert second.used > TOP + 100 or len(second.placed) > 1


def test_an_empty_cell_is_no_higher_than_its_row(deck):
    """Without letters of its own, it is as high as the program's usual ones."""
    paragraphs = [
        element for slide in deck.slides for element in slide._element.xpath(".//a:tc//a:p")
    ]

    assert all(paragraph.xpath("./a:endParaRPr/@sz") for paragraph in paragraphs)


def test_every_word_of_the_paper_is_on_a_slide(rag, deck):
    text = " ".join(
        " ".join(slide_paragraph.split())
        for s in deck.slides
        for slide_paragraph in slide_paragraphs(s)
    )
    squeezed = "".join(text.split())

    for line in lines_in(rag.reading):
        words = "".join(
            f"{span.shape}{span.text}" if isinstance(span, RatingTag) else span.text
            for span in line
        )
        assert "".join(words.split()) in squeezed


def test_tables_and_ratings_can_be_edited(deck):
    """A rating's cell is words on a ground of its colour; no table is a picture."""
    tables = [shape for slide in deck.slides for shape in slide.shapes if shape.has_table]
    ratings = [cell for table in tables for row in table.table.rows for cell in row.cells
               if "Green" in cell.text_frame.text]  # fmt: skip

    assert len(tables) > 7
    assert ratings
    assert {str(cell.fill.fore_color.rgb) for cell in ratings} == {"CFE4DC"}
    assert all(shape._element.xpath(".//p:cNvPr/@descr") for shape in tables)


def test_pictures_have_words():
    deck = deck_of(edition("panel")(commented()))
    pictures = [shape for slide in deck.slides for shape in slide.shapes if shape.shape_type == 13]

    assert len(pictures) == 1
    assert all(shape._element.xpath(".//p:cNvPr/@descr")[0] for shape in pictures)


def test_every_slide_says_what_it_is_for(deck):
    for slide in deck.slides:
        assert any(
            slide_paragraph.startswith("PUBLIC") for slide_paragraph in slide_paragraphs(slide)
        )


def test_letters_are_ten_points_at_least(deck):
    sizes = {
        int(element) for slide in deck.slides for element in slide._element.xpath(".//a:rPr/@sz")
    }

    assert min(sizes) >= 850
    assert {size for size in sizes if size < 1000} <= {850, 900, 950}  # of a wide table


def test_the_same_paper_is_the_same_bytes(rag, monkeypatch):
    first = write_powerpoint(rag)
    monkeypatch.setattr(time, "localtime", lambda *_: time.struct_time((2033, 5, 18) + (0,) * 6))

    assert write_powerpoint(rag) == first
    with ZipFile(BytesIO(first)) as archive:
        assert {part.date_time[0] for part in archive.infolist()} == {1980}


def test_it_says_nothing_of_its_maker(rag):
    about = Presentation(BytesIO(write_powerpoint(rag))).core_properties

    assert (about.author, about.last_modified_by) == ("cptracker", "cptracker")
    assert "Steve Canny" not in all_words(write_powerpoint(rag), ".pptx")


@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY)
@pytest.mark.parametrize("name", ["panel", "rag"])
def test_what_stands_in_a_name_stays_a_name(nasty, name):
    """It is read as it stands, and no address leads out."""
    content = written(nasty, ".pptx", name)
    texts = [" ".join(slide_paragraph.split()) for slide in Presentation(BytesIO(content)).slides
            for slide_paragraph in slide_paragraphs(slide)]  # fmt: skip

    assert any(" ".join(plain(nasty).split()) in text for text in texts)
    assert 'TargetMode="External"' not in all_words(content, ".pptx")


def test_no_hidden_number_is_in_any_part_of_the_file():
    """Nor in notes, properties or the library's own parts: the exact report has no way there."""
    exact = made_report()
    hidden = evolve(exact, audience="public", problems=())
    words = all_words(write_powerpoint(edition("panel")(hidden)), ".pptx")

    assert "my/visits.py" not in words
    assert "notesSlide" not in words


def test_a_library_that_is_not_there_is_told(monkeypatch):
    def missing(name):
        raise ImportError(name)

    monkeypatch.setattr(formats, "import_module", missing)
    with pytest.raises(UsageError, match=r"PowerPoint needs the library python-pptx: pip install"):
        check_installed(FORMATS[".pptx"])


def long_table(*rows):
    columns = (TableColumn(heading="What", width=60), TableColumn(heading="n", numbers=True))
    return PaperTable(
        caption="A table",
        columns=columns,
        sheet="T",
        rows=tuple((cells.words_cell(words), cells.count_cell(n)) for n, words in enumerate(rows)),
    )


WORDS = st.text("abc defgh", min_size=1, max_size=400)


@settings(max_examples=40)
@given(st.lists(WORDS, min_size=1, max_size=40), st.lists(WORDS, max_size=12))
def test_no_row_and_no_paragraph_is_lost_between_slides(rows, paragraphs):
    blocks = (
        PaperHeading(text="Part", anchor="part"),
        *(Paragraph(spans=line_of(words)) for words in paragraphs),
        long_table(*rows),
    )
    paper = PaperDocument(title="T", as_at=made_report().as_at, blocks=blocks)
    parts = [placed.part for slide in slides_of(paper) for placed in slide.placed]
    shown = [row for part in parts if hasattr(part, "rows") for row in part.rows]
    lines = [text_of_line(line.spans) for part in parts if hasattr(part, "lines")
             for line in part.lines if not line.quiet]  # fmt: skip

    assert [row[-1][0].text for row in shown] == [str(n) for n in range(len(rows))]
    assert "".join(" ".join(lines).split()) == "".join("".join(paragraphs).split())


def test_a_paragraph_longer_than_a_slide_goes_on_to_the_next():
    words = " ".join(f"word{n}" for n in range(2000))
    paper = PaperDocument(
        title="T", as_at=made_report().as_at, blocks=(Paragraph(spans=line_of(words)),)
    )
    slides = slides_of(paper)
    texts = [text_of_line(line.spans) for slide in slides for placed in slide.placed
            for line in placed.part.lines]  # fmt: skip

    assert len(slides) > 3
    assert " ".join(texts) == words
    assert all(SlideLine(spans=line_of(text)).height <= BOTTOM - TOP for text in texts)


def test_a_heading_does_not_end_a_slide():
    blocks = [PaperHeading(text="Part", anchor="part")]
    blocks += [Paragraph(spans=line_of(f"Line {n}. " * 30)) for n in range(9)]
    for n in range(12):
        blocks.append(PaperHeading(text=f"Under {n}", level=3, anchor=f"u{n}"))
        blocks.append(Paragraph(spans=line_of("Some words. " * 40)))
    paper = PaperDocument(title="T", as_at=made_report().as_at, blocks=tuple(blocks))

    for slide in filter(lambda slide: slide.placed, slides_of(paper)):
        last = slide.placed[-1].part.lines[-1]
        assert not last.leads


def test_an_empty_cell_is_an_empty_cell():
    table = evolve(long_table("a"), rows=((TableCell(), cells.count_cell(1)),))
    paper = PaperDocument(title="T", as_at=made_report().as_at, blocks=(table,))

    (shape,) = [
        shape for slide in deck_of(paper).slides for shape in slide.shapes if shape.has_table
    ]
    assert [cell.text_frame.text for cell in shape.table.rows[1].cells] == ["1"]
