"""Periods as whole numbers, and rows of weights: what every kind of members comes down to.

Periods follow one another in even steps and end with a month, so a stretch of months becomes a
stretch of period numbers 0, 1, 2 … by plain arithmetic: no join with a calendar, whatever the
number of periods.

A row says that a subject adds so much to the sums of the periods numbered `first` up to, not
including, `until`. Weights are whole numbers and may be negative, where a later row takes back what
an earlier one said. Series are their sums; child lists are the rows themselves.
"""

from collections.abc import Sequence

import narwhals.stable.v2 as nw
from attrs import frozen

from cptracker.model.periods import Period
from cptracker.records.care.days import Frame


@frozen
class Grid:
    """Consecutive periods of one kind.

    Attributes:
        periods: In order of time, none left out.
    """

    periods: tuple[Period, ...]

    @classmethod
    def of(cls, periods: Sequence[Period]) -> "Grid":
        """The grid of these periods, whose ends must be evenly spaced.

        Raises:
            ValueError: When they are not consecutive periods of one kind.
        """
        ends = [period.last_month for period in periods]
        step = periods[0].every.step
        if ends != list(range(ends[0], ends[0] + step * len(ends), step)):
            raise ValueError("periods must be consecutive and of one kind")
        return cls(tuple(periods))

    @property
    def count(self) -> int:
        """How many periods there are."""
        return len(self.periods)

    @property
    def span(self) -> int:
        """How many months one period covers."""
        return self.periods[0].every.months

    def first_ending_by(self, month: nw.Expr) -> nw.Expr:
        """The number of the first period that ends in a month or later; `count` if none does."""
        first, last, step = (
            self.periods[0].last_month,
            self.periods[-1].last_month,
            self.periods[0].every.step,
        )
        months = month.clip(first, last + 1) - first
        return months if step == 1 else (months + (step - 1)) // step


col, lit, when = nw.col, nw.lit, nw.when


FIRST, UNTIL = "first", "until"


SUBJECT, REASON = "subject", "reason"


NUMERATOR, KNOWN, UNSURE, LEFT_OUT = "numerator", "known", "unsure", "left_out"


WEIGHTS = (NUMERATOR, KNOWN, UNSURE, LEFT_OUT)
"""Summed; those whose answer is known; those whose is not; those left out for a reason."""


SQUARES = "squares"
"""The numerator of each subject times itself, summed where a mean is asked for its spread."""


BASE_UNSURE = "base_unsure"
"""Of a ratio those of whom it is not known whether they belong to its denominator."""


NO_REASON = ""


ZERO, ONE = lit(0), lit(1)


def flag(condition: nw.Expr) -> nw.Expr:
    """1 where a condition holds, else 0; an unknown condition does not hold."""
    return when(condition.fill_null(value=False)).then(ONE).otherwise(ZERO)


def standard(met: nw.Expr | None) -> dict[str, nw.Expr]:
    """The weights of a row that met a standard, did not, or of which it is not known.

    Without a standard each row counts one.
    """
    if met is None:
        return {NUMERATOR: ONE, KNOWN: ZERO, UNSURE: ZERO}
    return {NUMERATOR: flag(met), KNOWN: flag(~met.is_null()), UNSURE: flag(met.is_null())}


def weighed(frame: Frame, groups: Sequence[str], weights: dict[str, nw.Expr]) -> Frame:
    """The rows with their weights; a row with a reason is left out and weighs nothing else."""
    counts = col(REASON) == NO_REASON
    expression_by_name = {
        name: when(counts).then(weight).otherwise(ZERO) for name, weight in weights.items()
    }
    return frame.filter(col(FIRST) < col(UNTIL)).select(
        SUBJECT, FIRST, UNTIL, REASON, *groups, **expression_by_name, left_out=flag(~counts)
    )
