"""Files that can be sent to anybody: how large they are, and that pictures in dots cost little."""

import threading
from io import BytesIO

import pytest
from editions_made import ALL, public
from PIL import Image, ImageChops

from cptracker.reports.charts import pictures
from cptracker.reports.document import blocks
from cptracker.reports.editions.editions import edition
from cptracker.reports.writers.formats import FORMATS, render


def first_picture():
    paper = edition("annex")(public(*ALL))
    return next(block.picture for block in paper.blocks if isinstance(block, blocks.Image))


LARGEST_FILE = 1_000_000
"""Bytes of a file that can be sent by e-mail to anybody."""


@pytest.mark.parametrize("suffix", [".docx", ".pptx"])
@pytest.mark.parametrize("name", ["annex", "appendix"])
def test_no_file_of_a_paper_with_many_pictures_is_above_a_megabyte(name, suffix):
    (content,) = render(public(*ALL), [FORMATS[suffix]], name=name)

    assert len(content) < LARGEST_FILE


def test_a_picture_of_few_colours_shows_the_same():
    """White stays white, and no dot's colour is further off than an eye sees on a line."""
    picture = first_picture()
    exact, compact = (
        Image.open(BytesIO(content)).convert("RGB")
        for content in (picture.png(1.25), picture.compact_png(1.25))
    )
    furthest = max(most for _, most in ImageChops.difference(exact, compact).getextrema())

    assert compact.getpixel((0, 0)) == (255, 255, 255)
    assert exact.size == compact.size
    assert furthest < 16
    assert len(picture.compact_png(1.25)) < len(picture.png(1.25)) / 2


def test_pictures_drawn_side_by_side_are_the_same_bytes():
    """And none is left waiting, drawn or not, when the papers are written."""
    paper = edition("appendix")(public(*ALL))
    svgs = [picture.svg for picture in paper.pictures][:6]
    alone = [pictures._compact(svg, 1.5) for svg in svgs]
    pictures._compact.cache_clear()

    with pictures.drawing_ahead(svgs, 1.5):
        assert len(pictures._AHEAD) == len(set(svgs))
        beside = [picture.compact_png(1.5) for picture in paper.pictures[:4]]

    assert beside == alone[:4]
    assert pictures._AHEAD == {}
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("drawing")]


def test_a_picture_is_drawn_once_for_all_files(monkeypatch):
    import resvg_py

    picture = first_picture()
    first = picture.compact_png(1.25)
    monkeypatch.delattr(resvg_py, "svg_to_bytes")

    assert picture.compact_png(1.25) is first
