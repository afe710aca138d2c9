"""Series, targets and recalculations for the tests of control charts."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from cptracker.model.figures import Figure, MissingReason
from cptracker.model.periods import Every, Period, from_key
from cptracker.model.targets import Recalculation, Target

APRIL = from_key("2020-04").last_month


def figures(values, every=Every.MONTH):
    return [
        Figure(
            period=Period(APRIL + at * every.step, every),
            value=None if value is None else Fraction(str(value)),
            missing_reason=MissingReason.NO_CASES if value is None else None,
        )
        for at, value in enumerate(values)
    ]


def target(value):
    return Target(measure="m", since=date(2020, 4, 1), source="Board", value=Decimal(str(value)))


def recalculation(since, reason="new form", source="Panel, May 2021"):
    return Recalculation(measure="m", since=date.fromisoformat(since), reason=reason, source=source)


IN_TURNS = [19, 21] * 7
"""Limits 14.68 to 25.32 about a mean of 20."""


def codes(chart):
    """Position from 1 to the rules of each flagged point, as the reference cases are written."""
    return {
        at: "+".join(signal.code for signal in point.signals)
        for at, point in enumerate(chart.points, 1)
        if point.signals
    }
