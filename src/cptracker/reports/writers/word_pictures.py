"""Pictures between the paragraphs of a Word file: two side by side where a page is wide enough."""

from typing import TYPE_CHECKING

from attrs import frozen

from cptracker.reports.document.blocks import Image
from cptracker.reports.writers.word_parts import (
    DOTS_AN_INCH,
    MOST_INCHES,
    add_picture,
    add_styled,
    text_height,
    text_width,
)

if TYPE_CHECKING:
    from docx.document import Document as File
    from docx.text.paragraph import Paragraph as Written


USUAL_INCHES = 5.0
"""The width of a picture that does not take the whole: its smallest letters can still be read."""


TWENTIETHS = 1440
"""Of a point, in an inch."""


@frozen
class LonePicture:
    """A picture with nothing on its right: the paragraph that holds it, and its width in inches."""

    paragraph: "Written"
    inches: float


def add_image(file: "File", block: Image, *, beside: LonePicture | None) -> LonePicture | None:
    """Draw a picture on the right of another, if both fit into the width, else below.

    Returns:
        The picture, if another may stand on its right.
    """
    inches = _inches(file, block)
    if beside and not block.caption:
        together = 2 * max(beside.inches, inches)
        if together <= text_width(file) / TWENTIETHS:
            add_picture(beside.paragraph, block.picture, inches)
            return None
    paragraph = file.add_paragraph()
    paragraph.paragraph_format.keep_with_next = bool(block.caption)
    add_picture(paragraph, block.picture, inches)
    if not block.caption:
        return LonePicture(paragraph, inches)
    add_styled(file, block.caption, "Caption")
    return None


def _inches(file: "File", block: Image) -> float:
    """How wide a picture is drawn."""
    most = MOST_INCHES if block.wide else USUAL_INCHES
    shape = block.picture.width / block.picture.height
    return min(most, block.tallest * text_height(file) * shape, block.picture.width / DOTS_AN_INCH)
