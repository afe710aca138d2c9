"""What documents state, and where they contradict each other, in words."""

from collections.abc import Iterator
from fractions import Fraction

from cptracker.model.periods import from_key
from cptracker.model.rounding import exactly, unit_beside, with_sign
from cptracker.model.stated import Contradiction, StatedTarget

NOT_JUDGED = "stated in a document, not agreed as a target here: nothing is rated by it"


def stated_value_in_words(stated_target: StatedTarget) -> str:
    """Such as `90%`, `80 to 100 referrals` or `9.4 years`."""
    values = (
        (stated_target.value,)
        if stated_target.value is not None
        else (stated_target.low, stated_target.high)
    )
    unit = stated_target.unit
    numbers = " to ".join(exactly(Fraction(value)) for value in values if value is not None)
    return f"{numbers} {unit}" if unit_beside(unit) else with_sign(numbers, unit)


def where_stated(stated_target: StatedTarget) -> str:
    """The document and the place in it."""
    return f"{stated_target.source}, {stated_target.place}"


def stated_target_line(stated_target: StatedTarget) -> str:
    """A target with its period, where it is stated and what is open about it."""
    period = from_key(stated_target.period).label
    texts = [
        f"{stated_target.what}: {stated_value_in_words(stated_target)} ({period})",
        where_stated(stated_target),
        stated_target.note or "",
    ]
    return " · ".join(text for text in texts if text)


def contradiction_lines(contradiction: Contradiction) -> Iterator[str]:
    """What each document says, then what is known of the reason."""
    yield from (
        f"{statement.value}: {statement.source}, {statement.place}"
        for statement in contradiction.says
    )
    if contradiction.note:
        yield contradiction.note
