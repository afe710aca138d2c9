"""A paper as one HTML file: no script, no address outside it, for any screen and for print.

Jinja2 escapes every text. Pictures are SVG in the address of an image, so that nothing in one can
reach the page or another.
"""

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from cptracker.files.bundled import PACKAGE
from cptracker.reports.document.blocks import PaperDocument
from cptracker.reports.document.tables import InlinePicture, on_page

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


TEMPLATES = PACKAGE / "reports" / "templates"


_TAGS = re.compile(r"<[^>]*>")


_WORDS = re.compile(r"<title>[^<]*</title>\s*<desc>[^<]*</desc>")


UNQUOTED = " /:=,;'()!*"
"""What needs no escape in an address; what would end it, or begin another, is not here."""


def write_html(paper: PaperDocument) -> bytes:
    """The paper as UTF-8."""
    from markupsafe import Markup

    template = _environment().get_template("paper.html.j2")
    style = (TEMPLATES / "paper.css").read_text(encoding="utf-8") + _on_every_page(paper)
    restricted = any(mark.startswith("RESTRICTED") for mark in paper.marks)
    # The style is ours; the marks in it are quoted as CSS wants it.
    text = template.render(paper=paper, style=Markup(style), restricted=restricted)
    return text.encode()


@cache
def _environment() -> "Environment":
    """Where templates are, each of them compiled once."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(kind_of=_kind_of, on_page=on_page, address=_address)
    return environment


def _kind_of(thing: object) -> str:
    return type(thing).__name__


def _address(picture: InlinePicture) -> "Markup":
    """A picture within the page; its words are the image's own, so they are not said twice.

    Attributes stand in single marks, which need no escape in an address: a ninth of a page is
    saved. None of them holds such a mark of its own, since no text is in an attribute.
    """
    from markupsafe import Markup

    drawn = _WORDS.sub("", picture.svg, count=1)
    if "'" not in "".join(_TAGS.findall(drawn)):
        drawn = _TAGS.sub(lambda tag: tag[0].replace('"', "'"), drawn)
    return Markup("data:image/svg+xml," + quote(drawn, safe=UNQUOTED))


def _on_every_page(paper: PaperDocument) -> str:
    """What a browser prints at the head and foot of each page."""
    marks, title = _css(" \N{MIDDLE DOT} ".join(paper.marks)), _css(paper.title)
    font = "8pt Arial, sans-serif"
    side = " landscape" if paper.landscape else ""
    landscape_style = SIDE_BY_SIDE if paper.landscape else ""
    return (
        f"@page {{ size: A4{side}; margin: 20mm 15mm 18mm }} "
        f"@page {{ @top-center {{ content: {marks}; font: bold {font} }} "
        f"@bottom-left {{ content: {title}; font: {font} }} "
        f'@bottom-right {{ content: "Page " counter(page) " of " counter(pages); font: {font} }} }}'
        + landscape_style
    )


SIDE_BY_SIDE = " @media print { figure.half { display: inline-block; width: 130mm } }"
"""On pages that are laid across there is room for two pictures in a row."""


def _css(text: str) -> str:
    """A string of CSS in which nothing can end the string or the style."""
    return '"' + "".join(_css_character(character) for character in text) + '"'


def _css_character(text: str) -> str:
    plain = text.isascii() and (text.isalnum() or text in " .,:;-")
    return text if plain else f"\\{ord(text):x} "
