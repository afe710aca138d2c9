"""How far back a series goes: long enough for control limits, where the sort of period allows."""

from datetime import date

from cptracker.periods import Every, Period, latest

STRETCHES = {
    Every.MONTH: 36,
    Every.QUARTER: 20,
    Every.FINANCIAL_YEAR: 8,
    Every.ACADEMIC_YEAR: 8,
    Every.TRAILING_YEAR: 36,
}
"""How many periods a series shows unless asked otherwise: limits need 13."""


def stretch(every: Every, as_at: date, back: int | None = None) -> tuple[Period, ...]:
    """The periods of a series, oldest first, the last one that was over on a day included.

    Args:
        every: What sort of periods.
        as_at: The day.
        back: How many; as many as is usual for their sort if None.
    """
    last = latest(every, as_at)
    ago = reversed(range(back or STRETCHES[every]))
    return tuple(Period(last.last_month - every.step * one, every) for one in ago)
