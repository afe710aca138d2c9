"""What the rows of members are looked up in: contacts over a window, and the people of a year."""

import narwhals.stable.v2 as nw
from attrs import field, frozen

from cptracker.records.care.days import Frame


@frozen(kw_only=True)
class Contacts:
    """Visits, assessments, workers: what the open subjects of a stock are looked up in.

    Attributes:
        frame: One row for each contact.
        subject: The column that names whom it concerns.
        item: The column whose distinct values are counted; None where one contact is enough.
        start: The first day, or the only day of a contact on one day.
        end: The day it ended; None for contacts on one day.
        months: Looks back over this many calendar months ending with the period's last one;
            0 is the period's last day itself.
        days: Looks back over this many days, the period's last one included.
        closed: Whether a spell that ends on the window's first day still counts.
        ages: Only while the subject is of these ages on the period's last day.
    """

    frame: Frame = field(repr=False)
    subject: str
    item: str | None
    start: str
    end: str | None
    months: int | None
    days: int | None
    closed: bool
    ages: tuple[int, int | None] | None


@frozen(kw_only=True)
class PerHead:
    """The people a rate is for: one row a year.

    Attributes:
        frame: Columns `year` and `people`, both whole numbers.
        scale: The rate is for so many people, such as 10,000.
    """

    frame: Frame = field(repr=False)
    scale: int


def contacts(
    frame: Frame,
    *,
    subject: str = "child_id",
    item: str | None = None,
    on: str | None = None,
    start: str = "start",
    end: str = "end",
    months: int | None = None,
    days: int | None = None,
    closed: bool = False,
    ages: tuple[int, int | None] | None = None,
) -> Contacts:
    """Contacts on one day (`on`) or over a spell (`start`, `end`), with the window looked at.

    With neither `months` nor `days`, any contact up to the period's last day counts.

    Args:
        frame: One row for each contact.
        subject: The column that names whom it concerns.
        item: The column whose distinct values are counted; None where one contact is enough.
        on: The date column, for contacts on one day; then `start` and `end` are not looked at.
        start: The date column of the first day.
        end: The date column of the day it ended.
        months: Looks back over this many calendar months ending with the period's last one; 0 is
            the period's last day itself.
        days: Looks back over this many days, the period's last one included.
        closed: Whether a spell that ends on the window's first day still counts.
        ages: Only while the subject is of these ages, both included, on the period's last day.

    Returns:
        What `stock(contacts=…)` looks its subjects up in.

    Example:
        >>> from cptracker import contacts, load_records, stock
        >>> records = load_records(["records"])
        >>> visits = contacts(records.visits, on="visit_date", days=42)
        >>> visited = stock(records.looked_after, contacts=visits, at_least=1)
    """
    return Contacts(
        frame=frame,
        subject=subject,
        item=item,
        start=on or start,
        end=None if on else end,
        months=months,
        days=days,
        closed=closed,
        ages=ages,
    )


def per_head(frame: Frame, *, people: str, year: str = "year", scale: int = 10_000) -> PerHead:
    """The population a rate is for, by year.

    Args:
        frame: One row for each year.
        people: The whole-number column of how many live in the area.
        year: The whole-number column of the calendar year.
        scale: The rate is for so many people.

    Returns:
        What `stock(per=…)` and `events(per=…)` divide by.

    Example:
        >>> from cptracker import load_records, per_head, stock
        >>> records = load_records(["records"])
        >>> children = per_head(records.population, people="children_0_17", scale=10_000)
        >>> rate = stock(records.looked_after, per=children)
    """
    return PerHead(frame=frame.select(year=nw.col(year), people=nw.col(people)), scale=scale)
