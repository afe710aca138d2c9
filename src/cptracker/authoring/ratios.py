"""What a plug-in calls to divide one count by another."""

from cptracker.authoring.member_types import Events, Ratio, Stock


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
