"""Words of a paper before it has a format: runs of text, links to the glossary, ratings, pictures.

Every text is made harmless here, once: no control characters, no escapes, no marks that turn the
direction.
"""

from typing import Protocol

from attrs import field, frozen

from cptracker.reports.text import clean

_NO_CHARACTERS = {0xFFFE: None, 0xFFFF: None}


def harmless(text: str) -> str:
    """A text on one line that any format can hold; XML refuses two more than a terminal does."""
    if text.isascii() and text.isprintable():  # as most are
        return text
    return clean(text).translate(_NO_CHARACTERS)


@frozen
class Words:
    """A run of text; `strong` is emphasis, never the only sign of a meaning."""

    text: str = field(converter=harmless)
    strong: bool = False


@frozen
class TermLink:
    """A word of the glossary where it is used.

    Attributes:
        text: As it is written there.
        anchor: Of its entry.
    """

    text: str = field(converter=harmless)
    anchor: str = ""


@frozen(kw_only=True)
class Tag:
    """A rating: the word says all, the shape repeats it, and so may a colour.

    Attributes:
        text: The word.
        shape: One sign, kept from screen readers.
        tone: `green`, `amber`, `red`, `complete` or `plain`.
    """

    text: str = field(converter=harmless)
    shape: str
    tone: str


Span = Words | TermLink | Tag
Line = tuple[Span, ...]


def line(*parts: "str | Span") -> Line:
    """Spans of words and other spans, empty words left out."""
    spans = (Words(part) if isinstance(part, str) else part for part in parts)
    return tuple(span for span in spans if span.text)


def text_of(spans: Line) -> str:
    """The words of a line alone."""
    return "".join(span.text for span in spans)


class Picture(Protocol):
    """A chart as any format can hold it."""

    @property
    def svg(self) -> str:
        """The whole `<svg>` element."""

    @property
    def alt(self) -> str:
        """What it shows, in words."""

    @property
    def width(self) -> int:
        """In CSS pixels, of which 96 are an inch."""

    @property
    def height(self) -> int:
        """In CSS pixels."""

    def png(self, scale: float = 2) -> bytes:
        """The same as dots, `scale` for each CSS pixel."""
