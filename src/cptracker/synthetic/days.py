"""Days: ages, birthdays, weekdays, and the years that the example covers."""

from datetime import date, timedelta

from attrs import frozen

from cptracker.model.periods import last_day, month_index
from cptracker.synthetic.codes import RateTrend

ADULT = 18


def add_days(day: date, days: int) -> date:
    """The day so many days later, or earlier when negative."""
    return day + timedelta(days=days)


def birthday(dob: date, years: int) -> date:
    """The day of completing so many years; 29 February falls on 1 March in common years."""
    try:
        return dob.replace(year=dob.year + years)
    except ValueError:
        return date(dob.year + years, 3, 1)


def age(dob: date, on: date) -> int:
    """Completed years on a day."""
    return on.year - dob.year - (on < birthday(dob, on.year - dob.year))


def working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend; bank holidays are not minded."""
    return add_days(day, (7 - day.weekday()) % 7 if day.weekday() > 4 else 0)


@frozen(kw_only=True)
class ExampleYears:
    """The collection years covered, each from 1 April to 31 March.

    Attributes:
        years: The years that the returns end in, oldest first.
    """

    years: tuple[int, ...]

    @property
    def first(self) -> date:
        """The first day of the first collection year."""
        return date(self.years[0] - 1, 4, 1)

    @property
    def last(self) -> date:
        """The last day of the last collection year; nothing later is known."""
        return date(self.years[-1], 3, 31)

    @property
    def months(self) -> range:
        """The month indices covered."""
        return range(month_index(self.first), month_index(self.last) + 1)

    def covers(self, day: date) -> bool:
        """Whether the day lies within the years covered."""
        return self.first <= day <= self.last

    def known(self, end: date | None) -> date | None:
        """An end as it is known on the last day: None when it is still to come."""
        return end if end is not None and end <= self.last else None

    def at(self, trend: RateTrend, day: date) -> float:
        """A rate on a day, the slow drift, the season and the bad patch all counted in."""
        months_left = month_index(self.last) - month_index(day)
        share = 1 - months_left / len(self.months)
        rate = trend.first + (trend.last - trend.first) * min(1.0, max(0.0, share))
        rate -= trend.dip if day.month in trend.poor_months else 0
        rate -= trend.patch if trend.patch_from >= months_left >= trend.patch_to else 0
        return min(1.0, max(0.0, rate))


def month_ends(window: ExampleYears) -> tuple[date, ...]:
    """The last day of each month covered."""
    return tuple(last_day(index) for index in window.months)
