"""A missed share in people: the fewest by whom the target was missed."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cptracker.model.figures import Figure, MissingReason
from cptracker.model.periods import from_key
from cptracker.model.plan import Better
from cptracker.model.targets import Target
from cptracker.rating.progress_to_target import NumberNeeded, number_needed

YEAR = from_key("202425")


def target(**fields):
    numbers = {name: Decimal(str(value)) for name, value in fields.items()}
    return Target(measure="m", since=date(2024, 4, 1), source="Board", **numbers)


def share(part, whole):
    return Figure(
        period=YEAR, value=Fraction(100 * part, whole), numerator=part, denominator=whole
    )  # fmt: skip


@pytest.mark.parametrize(
    ("part", "whole", "aim", "better", "words"),
    [
        pytest.param(83, 100, target(value=90), Better.HIGHER,
                     "Seven more children would meet the target", id="seven short"),
        pytest.param(89, 100, target(value=90), Better.HIGHER,
                     "One more child would meet the target", id="one short"),
        pytest.param(90, 100, target(value=90), Better.HIGHER, None, id="met exactly"),
        pytest.param(26, 29, target(value=90), Better.HIGHER,
                     "One more child would meet the target", id="26.1 children are 27"),
        pytest.param(0, 5000, target(value="24.98"), Better.HIGHER,
                     "1,249 more children would meet the target", id="many"),
        pytest.param(12, 100, target(value=10), Better.LOWER,
                     "Two fewer children would meet the target", id="too many"),
        pytest.param(11, 105, target(value=10), Better.LOWER,
                     "One fewer child would meet the target", id="10.5 children are 10"),
        pytest.param(10, 100, target(value=10), Better.LOWER, None, id="lower, met exactly"),
        pytest.param(30, 100, target(low=40, high=50), Better.NEAR,
                     "10 more children would meet the target", id="below the range"),
        pytest.param(53, 100, target(low=40, high=50), Better.NEAR,
                     "Three fewer children would meet the target", id="above the range"),
        pytest.param(45, 100, target(low=40, high=50), Better.NEAR, None, id="in the range"),
        pytest.param(1, 3, target(low=40, high=50), Better.NEAR, None, id="no number fits"),
        pytest.param(9, 10, target(value=101), Better.HIGHER, None, id="more than all"),
        pytest.param(9, 10, target(value=-1), Better.LOWER, None, id="fewer than none"),
        pytest.param(9, 10, target(value=95), Better.CONTEXT, None, id="context"),
        pytest.param(9, 10, None, Better.HIGHER, None, id="no target"),
        pytest.param(9, 10, target(), Better.HIGHER, None, id="a target that says nothing"),
    ],
)  # fmt: skip
def test_shortfall(part, whole, aim, better, words):
    """The fewest people that would have been enough, in words up to nine."""
    needed = number_needed(share(part, whole), aim, better)

    assert (needed and needed.words()) == words


def test_people_have_their_own_word():
    """Care leavers are no children."""
    assert NumberNeeded(people=1, more=True, nouns=("young person", "young people")).words() == (
        "One more young person would meet the target"
    )


@pytest.mark.parametrize(
    "figure",
    [
        pytest.param(
            Figure(period=YEAR, missing_reason=MissingReason.NO_CASES, numerator=0, denominator=0),
            id="no cases",
        ),
        pytest.param(Figure(period=YEAR, value=Fraction(3), numerator=3), id="a count"),
        pytest.param(
            Figure(period=YEAR, value=Fraction(3, 2), numerator=3, denominator=2), id="a mean"
        ),
        pytest.param(Figure(period=YEAR, value=Fraction(3)), id="supplied without its parts"),
    ],
)
def test_only_shares_have_a_shortfall(figure):
    """A mean or a count is not missed by a number of children."""
    assert number_needed(figure, target(value=90), Better.HIGHER) is None


shares = st.integers(1, 500).flatmap(
    lambda whole: st.tuples(st.integers(0, whole), st.just(whole))
)  # fmt: skip
aims = st.decimals(0, 100, places=2)


@given(shares, aims, st.sampled_from([Better.HIGHER, Better.LOWER]))
def test_so_many_are_enough_and_one_less_is_not(counts, aim, better):
    """The target is met with them and missed with one fewer of them."""
    part, whole = counts
    higher = better is Better.HIGHER
    needed = number_needed(share(part, whole), target(value=aim), better)

    def met(number):
        value = Fraction(100 * number, whole)
        return value >= Fraction(aim) if higher else value <= Fraction(aim)

    way = 1 if higher else -1
    assert (needed is None) == met(part)
    if needed:
        assert needed.more is higher
        assert met(part + way * needed.people)
        assert not met(part + way * (needed.people - 1))
