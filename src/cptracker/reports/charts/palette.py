"""The colours and shapes of all pictures: each meaning has both, and a word beside them.

Every colour that carries a meaning has at least 3 to 1 against white (WCAG 1.4.11), and those that
stand in one picture stay apart for colour-blind readers (simulated, Machado 2009); a test holds
them to it. Ratings wear the GOV.UK Design System's tags, which differ too little for that, so each
cell has its letter and shape as well.
"""

from enum import StrEnum

from attrs import frozen

from cptracker.results import Rating

PAPER = "#ffffff"
INK = "#0b0c0c"
QUIET = "#484f54"
"""Words of less weight: 8 to 1 on paper."""
GRID = "#dfe3e6"
"""Carries no meaning: the axis says all."""
LINE = "#8a9299"
"""Leads the eye from point to point."""
LIMIT = "#6b767e"
TARGET = "#6a0f42"
OWN = "#12436D"
OTHERS = "#5f6a72"

YEARS = ("#4f96d6", "#2073BC", "#16538f", "#0b2f5b")
"""From the earlier to the latest."""


class Shape(StrEnum):
    """What is drawn for a mark."""

    RING = "ring"
    DOT = "dot"
    UP = "up"
    DOWN = "down"
    DIAMOND = "diamond"
    HOLLOW_DIAMOND = "hollow diamond"
    SQUARE = "square"
    BAR = "bar"
    TICK = "tick"
    CROSS = "cross"
    HATCH = "hatch"


@frozen
class Mark:
    """What stands for one meaning.

    Attributes:
        shape: The first thing to tell it by.
        colour: The second.
        words: What it means.
    """

    shape: Shape
    colour: str
    words: str


SIGNALS = {
    "common": Mark(Shape.RING, "#6f777b", "within chance"),
    "improvement": Mark(Shape.UP, "#0072C6", "better, by more than chance"),
    "concern": Mark(Shape.DOWN, "#D4580A", "worse, by more than chance"),
    "neutral": Mark(Shape.DIAMOND, "#490092", "changed, by more than chance"),
}
"""Of the points of an SPC chart, by what their variation says; Making Data Count's hues, darker."""


@frozen
class Tag:
    """How a rating is shown.

    Attributes:
        letter: Where there is no room for the word.
        shape: The same as its sign in text.
        ink: Of words, shape and border.
        ground: Behind them.
    """

    letter: str
    shape: Shape
    ink: str
    ground: str


TAGS = {
    Rating.GREEN: Tag("G", Shape.DOT, "#083d29", "#cfe4dc"),
    Rating.AMBER: Tag("A", Shape.UP, "#7a3c1c", "#ffee80"),
    Rating.RED: Tag("R", Shape.SQUARE, "#651b1b", "#f4d7d7"),
    Rating.COMPLETE: Tag("C", Shape.TICK, "#0f385c", "#d2e2f1"),
    Rating.NO_TARGET: Tag("-", Shape.HOLLOW_DIAMOND, "#484f54", "#ffffff"),
    Rating.NO_DATA: Tag("?", Shape.RING, "#484f54", "#eeefef"),
    Rating.NOT_STARTED: Tag("N", Shape.RING, "#484f54", "#ffffff"),
    Rating.CANCELLED: Tag("X", Shape.CROSS, "#484f54", "#eeefef"),
    Rating.HIDDEN: Tag("[c]", Shape.HATCH, "#484f54", "#ffffff"),
}
