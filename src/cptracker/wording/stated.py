"""What documents state, and where they contradict each other, in words."""

from collections.abc import Iterator
from fractions import Fraction

from cptracker.model.periods import from_key
from cptracker.model.rounding import exactly, percent_sign
from cptracker.model.stated import Contradiction, StatedTarget

NOT_JUDGED = "stated in a document, not agreed as a target here: nothing is rated by it"


def aim_in_words(one: StatedTarget) -> str:
    """Such as `90%`, `80 to 100 referrals` or `9.4 years`."""
    ends = (one.value,) if one.value is not None else (one.low, one.high)
    numbers = " to ".join(exactly(Fraction(end)) for end in ends if end is not None)
    return f"{numbers}{percent_sign(one.unit) or f' {one.unit}'}"


def where_stated(one: StatedTarget) -> str:
    """The document and the place in it."""
    return f"{one.source}, {one.place}"


def stated_target_line(one: StatedTarget) -> str:
    """A target with its period, where it is stated and what is open about it."""
    period = from_key(one.period).label
    parts = [f"{one.what}: {aim_in_words(one)} ({period})", where_stated(one), one.note or ""]
    return " · ".join(part for part in parts if part)


def contradiction_lines(one: Contradiction) -> Iterator[str]:
    """What each document says, then what is known of the reason."""
    yield from (f"{said.value}: {said.source}, {said.place}" for said in one.says)
    if one.note:
        yield one.note
