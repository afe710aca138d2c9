"""The periods asked for, as numbers that an engine can count in.

Periods follow one another in even steps and end with a month, so a stretch of months becomes a
stretch of period numbers 0, 1, 2 … by plain arithmetic: no join with a calendar, whatever the
number of periods.
"""

from collections.abc import Sequence

import narwhals.stable.v2 as nw
from attrs import frozen

from cptracker.periods import Period


@frozen
class Grid:
    """Consecutive periods of one sort.

    Attributes:
        periods: In order of time, none left out.
    """

    periods: tuple[Period, ...]

    @classmethod
    def of(cls, periods: Sequence[Period]) -> "Grid":
        """The grid of these periods, whose ends must be evenly spaced.

        Raises:
            ValueError: When they are not consecutive periods of one sort.
        """
        ends = [period.last_month for period in periods]
        step = periods[0].every.step
        if ends != list(range(ends[0], ends[0] + step * len(ends), step)):
            raise ValueError("periods must be consecutive and of one sort")
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
