"""What a plug-in calls to say whom it counts, each rule spelt out."""

from collections.abc import Sequence
from typing import Literal

import narwhals.stable.v2 as nw

from cptracker.authoring.lookups import Contacts, PerHead
from cptracker.authoring.member_types import (
    AmountStatistic,
    Deadlines,
    Events,
    Groups,
    Ratio,
    Stock,
    SuppliedFigures,
    col,
)
from cptracker.records.care.days import Frame


def stock(
    frame: Frame,
    *,
    subject: str = "child_id",
    start: str = "start",
    end: str = "end",
    met: nw.Expr | None = None,
    excluded: nw.Expr | None = None,
    ages: tuple[int, int | None] | None = None,
    contacts: Contacts | Sequence[Contacts] = (),
    at_least: int | None = None,
    none_found: Literal["missed", "zero", "unknown"] = "missed",
    no_information: Literal["left out", "not met"] = "left out",
    per: PerHead | None = None,
    months: int = 0,
    looks_back: int = 0,
    disjoint: bool = False,
    amount: nw.Expr | None = None,
    since: str | None = None,
    statistic: AmountStatistic = "mean",
    groups: Groups | None = None,
) -> Stock:
    """Who is open on the last day of each period: one row of the frame for each spell.

    Args:
        frame: One row for each spell.
        subject: The column that names who is counted; a subject counts once, however many rows.
        start: The date column on which a spell begins.
        end: The date column on which it is over; blank is open.
        met: Whether the subject met the standard, unknown where null; None for a plain count.
        excluded: The reason why a row is left out, null where it is not.
        ages: Only while of these ages, both included; of unknown age is unknown.
        contacts: What to look up; the first rule that finds a contact is enough.
        at_least: How many distinct items meet the standard; None gives the mean number.
        none_found: What a subject without any contact is.
        no_information: Whether the unknown are left out of the value, or not met.
        per: The people a rate is for.
        months: Counts whoever was open at any time in so many months; 0 is the last day.
        looks_back: How many months of records before a period's end the members rest on, where
            that is more than their windows say.
        disjoint: States that no two spells of one subject overlap, which saves a step.
        amount: A whole number that is averaged over whoever is open, such as a placement's cost in
            pence; unknown where null.
        since: The date column of a day from which the amount is reckoned instead: the completed
            months until the period's last day, such as those of service.
        statistic: What is made of the amount: `mean`, `median` or a percentile from 1 to 99.
        groups: The groups of breakdowns that the members carry themselves.

    Returns:
        Members of which the engine counts a number, a share, a rate or a mean on a day.

    Example:
        >>> from cptracker import load_records, short_breaks, stock
        >>> records = load_records(["records"])
        >>> looked_after = stock(records.looked_after, excluded=short_breaks())
    """
    if since is not None and amount is None:
        amount = col(f"{since}_month")
    rules = (contacts,) if isinstance(contacts, Contacts) else tuple(contacts)
    return Stock(
        frame=frame, subject=subject, start=start, end=end, met=met, excluded=excluded, ages=ages,
        contacts=rules, at_least=at_least, none_found=none_found, no_information=no_information,
        per=per, months=months, looks_back=looks_back, disjoint=disjoint, amount=amount,
        since=since,
        statistic=statistic, groups=groups or {},
    )  # fmt: skip


def events(
    frame: Frame,
    *,
    subject: str = "child_id",
    date: str,
    met: nw.Expr | None = None,
    amount: nw.Expr | None = None,
    statistic: AmountStatistic = "sum",
    distinct: bool = False,
    excluded: nw.Expr | None = None,
    ages: tuple[int, int | None] | None = None,
    no_information: Literal["left out", "not met"] = "left out",
    per: PerHead | None = None,
    groups: Groups | None = None,
) -> Events:
    """What happened in each period: one row of the frame for each event.

    Args:
        frame: One row for each event.
        subject: The column that names whom it concerns.
        date: The date column that decides the period.
        met: Whether it met the standard, unknown where null; None for a count.
        amount: A whole number that each event has, such as days; None counts events. Of a mean, a
            median or a percentile it is unknown where null; to a sum it then adds nothing.
        statistic: What is made of the amount: `sum`, `mean`, `median` or a percentile from 1 to 99,
            which is the value that so many percent of the events do not exceed.
        distinct: Counts each subject once a period, however many events.
        excluded: The reason why a row is left out, null where it is not.
        ages: Only of these ages on the date; of unknown age is unknown.
        no_information: Whether the unknown are left out of the value, or not met.
        per: The people a rate is for; a rate of a year has a sense, of a quarter it is a quarter's.
        groups: The groups of breakdowns that the members carry themselves.

    Returns:
        Members of which the engine makes a number, a sum, a share, a rate, or the mean, median or
        percentile of an amount in a period.

    Example:
        >>> from cptracker import col, events, load_records
        >>> records = load_records(["records"])
        >>> checked = events(records.outcomes, date="year_end", met=col("dental_check") == 1)
    """
    return Events(
        frame=frame,
        subject=subject,
        date=date,
        met=met,
        amount=amount,
        statistic=statistic,
        distinct=distinct,
        excluded=excluded,
        ages=ages,
        no_information=no_information,
        per=per,
        groups=groups or {},
    )


def deadlines(
    frame: Frame,
    *,
    subject: str = "child_id",
    due: str,
    done: str,
    excluded: nw.Expr | None = None,
    looks_back: int = 0,
    groups: Groups | None = None,
) -> Deadlines:
    """What was due in each period, and whether it was met, late or is not yet due.

    Args:
        frame: One row for each duty.
        subject: The column that names whom it concerns.
        due: The date column of the last day on which it is in time.
        done: The date column of the day it was done; blank is not done.
        excluded: The reason why a row is left out, null where it is not.
        looks_back: How many months before its due day a duty began, at the most: the records must
            reach back so far. A follow-up, such as who came back into care within 12 months of
            leaving it, is a deadline 12 months on: see `Records.months_after`.
        groups: The groups of breakdowns that the members carry themselves.

    Returns:
        Members of which the engine counts the share that was met in a period.

    Example:
        >>> from cptracker import deadlines, load_records
        >>> records = load_records(["records"])
        >>> plans = deadlines(records.peps, due="due", done="completed")
    """
    return Deadlines(
        frame=frame,
        subject=subject,
        due=due,
        done=done,
        excluded=excluded,
        looks_back=looks_back,
        groups=groups or {},
    )


def supplied(
    frame: Frame,
    *,
    subject: str,
    date: str,
    numerator: str,
    denominator: str,
    excluded: nw.Expr | None = None,
    groups: Groups | None = None,
) -> SuppliedFigures:
    """Figures that are given as they are, summed over each period.

    Args:
        frame: One row for each figure given.
        subject: The column that says what it is of.
        date: The date column that decides the period.
        numerator: The whole-number column of those who met it.
        denominator: The whole-number column of those who could have.
        excluded: The reason why a row is left out, null where it is not.
        groups: The groups of breakdowns that the members carry themselves.

    Returns:
        Members of which the engine sums the share.

    Example:
        >>> from cptracker import load_records, supplied
        >>> records = load_records(["records"])
        >>> answers = supplied(
        ...     records.surveys, subject="survey", date="fieldwork_end",
        ...     numerator="responses", denominator="eligible",
        ... )
    """
    return SuppliedFigures(
        frame=frame,
        subject=subject,
        date=date,
        numerator=numerator,
        denominator=denominator,
        excluded=excluded,
        groups=groups or {},
    )


def ratio(numerator: Stock | Events, denominator: Stock | Events, *, per: int = 1) -> Ratio:
    """One count divided by another, of different subjects: cases by workers, leavers by staff.

    What is divided by need not hold what is divided: of a part of a whole say `met` instead, which
    is a share. Each count is made as by itself, with its own exclusions and unknown ages. The
    breakdowns of the measure have to be known of both.

    Args:
        numerator: What is divided, a plain count made by `stock` or `events`.
        denominator: What it is divided by; of a stock another stock, as what is there on a day
            cannot be shared out over what happened in a period.
        per: The value is for so many of the denominator; 100 where the unit is `%`.

    Returns:
        Members of which the engine makes the ratio. Of whom it is not known whether they belong to
        either count, they decide the bounds. Where something that happened is divided, it has
        Byar's interval; two numbers of one day are full counts and have none. A reason why someone
        is left out of the denominator is told with `(denominator)` after it.

    Example:
        >>> from cptracker import events, load_records, ratio, stock
        >>> records = load_records(["records"])
        >>> left = events(records.staff, subject="staff_id", date="ended")
        >>> posts = stock(records.staff, subject="staff_id", start="started", end="ended")
        >>> turnover = ratio(left, posts, per=100)
    """
    return Ratio(numerator=numerator, denominator=denominator, per=per)
