"""What is said of a rating holds no value more exact than the one that is shown."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve

from cptracker.model.figures import Figure, Rating
from cptracker.model.periods import from_key
from cptracker.model.plan import Better
from cptracker.model.targets import Target
from cptracker.rating.rate import rate_figure, reason_as_shown

YEAR = from_key("202425")
LOWER = Target(
    measure="x", since=date(2024, 4, 1), source="Board", value=Decimal(10), within=Decimal("0.5")
)


def share(met, of):
    return Figure(period=YEAR, value=Fraction(100 * met, of), numerator=met, denominator=of)


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        pytest.param(11, "1 point over 10%", id="rounded, of the same colour"),
        pytest.param(10, "misses 10%, judged before it was rounded", id="rounded onto the target"),
    ],
)
def test_the_reason_follows_the_figure_that_is_shown(shown, words):
    """51 of 482 is 10.58%: red, and `0.6 points over` would give it away."""
    exact = share(51, 482)
    judgement = rate_figure(exact, Better.LOWER, LOWER, unit="%")
    figure = evolve(exact, value=Fraction(shown), numerator=50, denominator=480, digits=0)
    reason = reason_as_shown(judgement, figure, Better.LOWER, "%")

    assert judgement.rating is Rating.RED
    assert reason == words


def test_a_green_that_rounds_to_another_colour_is_said_to_meet():
    judgement = rate_figure(share(19, 200), Better.LOWER, LOWER, unit="%")
    figure = evolve(share(19, 200), value=Fraction(11))

    assert (
        reason_as_shown(judgement, figure, Better.LOWER, "%")
        == "meets 10%, judged before it was rounded"
    )


def test_why_a_figure_is_stale_is_kept():
    judgement = rate_figure(share(51, 482), Better.LOWER, LOWER, unit="%")
    judgement = evolve(judgement, reason=f"{judgement.reason}; 2025/26 not supplied: needs visits")
    figure = evolve(share(51, 482), value=Fraction(10))

    assert reason_as_shown(judgement, figure, Better.LOWER, "%") == (
        "misses 10%, judged before it was rounded; 2025/26 not supplied: needs visits"
    )


@pytest.mark.parametrize("hidden", [True, False])
def test_without_a_target_or_a_figure_there_is_nothing_to_reword(hidden):
    judgement = rate_figure(share(1, 2), Better.LOWER, LOWER if hidden else None, unit="%")
    figure = evolve(share(1, 2), value=None if hidden else Fraction(40))

    assert reason_as_shown(judgement, figure, Better.LOWER, "%") == judgement.reason
