"""Colours that everybody can tell apart: contrast, and what colour-blind readers see.

The simulation is that of Machado, Oliveira and Fernandes (2009) at full severity; the distance is
CIE76 in Lab, of which about 2 is the least that anyone sees side by side.
"""

from itertools import combinations, pairwise
from math import dist

import pytest

from cptracker.model.comparisons import BenchmarkRating
from cptracker.model.figures import Rating, Unrated
from cptracker.reports.charts.drawing import (
    LIMIT,
    OTHERS,
    OWN,
    PAPER,
    QUIET,
    SIGNALS,
    TAGS,
    TARGET,
    YEARS,
)
from cptracker.reports.charts.drawing import LINE as LEADING
from cptracker.wording.text import RATING_SYMBOLS

SEEN_BY = {
    "everybody": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopes": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
                   (-0.003882, -0.048116, 1.051998)),
    "deuteranopes": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
                     (-0.011820, 0.042940, 0.968881)),
    "tritanopes": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
                   (0.004733, 0.691367, 0.303900)),
}  # fmt: skip
LEAST_APART = 20
GRAPHICS, WORDS = 3, 4.5

SIGNAL_COLOURS = {kind: mark.colour for kind, mark in SIGNALS.items()}


def linear(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    ]


def as_seen(colour, eyes):
    channels = linear(colour)
    mixed = (sum(a * b for a, b in zip(row, channels, strict=True)) for row in SEEN_BY[eyes])
    return [min(1, max(0, channel)) for channel in mixed]


def lab(channels):
    red, green, blue = channels
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    x, y, z = (
        value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in (x, y, z)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def colour_distance(first, second, eyes):
    return dist(lab(as_seen(first, eyes)), lab(as_seen(second, eyes)))


def contrast(first, second=PAPER):
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


@pytest.mark.parametrize("eyes", SEEN_BY)
@pytest.mark.parametrize(("first", "second"), list(combinations(SIGNALS, 2)))
def test_signals_stay_apart_for_all_eyes(first, second, eyes):
    assert colour_distance(SIGNAL_COLOURS[first], SIGNAL_COLOURS[second], eyes) >= LEAST_APART


@pytest.mark.parametrize("eyes", SEEN_BY)
def test_the_target_stays_apart_from_limits_and_the_council_from_others(eyes):
    assert colour_distance(TARGET, LIMIT, eyes) >= LEAST_APART
    assert colour_distance(OWN, OTHERS, eyes) >= LEAST_APART


@pytest.mark.parametrize("eyes", SEEN_BY)
@pytest.mark.parametrize(("first", "second"), list(pairwise(YEARS)))
def test_years_get_darker_step_by_step(first, second, eyes):
    assert contrast(second) > contrast(first)
    assert colour_distance(first, second, eyes) >= 10


def test_no_two_meanings_of_one_picture_share_a_shape():
    """Printed in grey the shape alone tells them."""
    assert len({mark.shape for mark in SIGNALS.values()}) == len(SIGNALS)
    assert len({(tag.shape, tag.letter) for tag in TAGS.values()}) == len(TAGS)
    ratings = (Rating.RED, Rating.AMBER, Rating.GREEN, Rating.COMPLETE, Rating.HIDDEN)
    assert len({TAGS[rating].shape for rating in ratings}) == len(ratings)


@pytest.mark.parametrize("colour", [*SIGNAL_COLOURS.values(), TARGET, LIMIT, OWN, OTHERS, LEADING,
                                    *YEARS])  # fmt: skip
def test_lines_and_marks_have_contrast(colour):
    assert contrast(colour) >= GRAPHICS


def test_words_have_contrast():
    assert contrast(QUIET) >= WORDS
    assert contrast(TARGET) >= WORDS
    assert contrast(LIMIT) >= WORDS


@pytest.mark.parametrize("rating", TAGS)
def test_a_rating_has_contrast_on_its_own_ground_and_a_border_on_paper(rating):
    tag = TAGS[rating]

    assert contrast(tag.ink, tag.ground) >= WORDS
    assert contrast(tag.ink) >= GRAPHICS


def test_every_rating_has_a_tag_as_it_has_a_shape():
    rated = {*Rating, *Unrated}
    assert set(TAGS) == rated == set(RATING_SYMBOLS) - set(BenchmarkRating)


def test_the_simulation_knows_what_the_tags_alone_would_do():
    """Green and red grounds are one colour to the red-blind: that is why each has a letter."""
    green, red = TAGS[Rating.GREEN].ground, TAGS[Rating.RED].ground

    assert colour_distance(green, red, "everybody") > 15
    assert colour_distance(green, red, "protanopes") < 8


def test_no_two_ratings_share_a_shape_neither_as_a_sign_nor_in_ascii():
    """What is only reported is told from what nobody recorded, wherever both are shown."""
    for place in (0, 1):
        signs = [signs[place] for signs in RATING_SYMBOLS.values()]
        assert len(signs) == len(set(signs))


def test_no_two_tags_share_a_letter():
    letters = [tag.letter for tag in TAGS.values()]

    assert len(letters) == len(set(letters))
