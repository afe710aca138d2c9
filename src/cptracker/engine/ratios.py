"""Two counts of different subjects as one set of rows: the one is divided by the other."""

from collections.abc import Sequence

import narwhals.stable.v2 as nw

from cptracker.engine.weights import (
    BASE_UNSURE,
    FIRST,
    KNOWN,
    LEFT_OUT,
    NO_REASON,
    NUMERATOR,
    REASON,
    SUBJECT,
    UNSURE,
    UNTIL,
    ZERO,
)
from cptracker.records.care.days import Frame

col, lit, when = nw.col, nw.lit, nw.when


OF_DENOMINATOR = " (denominator)"
"""Stands after the reason why somebody is left out of the count that is divided by."""


def joined_counts(numerator: Frame, denominator: Frame, groups: Sequence[str]) -> Frame:
    """The rows of both counts: those of the denominator weigh as the base of the others.

    Args:
        numerator: Rows of weights of what is divided.
        denominator: Rows of weights of what it is divided by.
        groups: The names of the breakdowns.

    Returns:
        Rows of weights, with those not known of the denominator in a weight of their own.
    """
    columns = [SUBJECT, FIRST, UNTIL, REASON, *groups]
    above = numerator.with_columns(known=ZERO, base_unsure=ZERO)
    reason = when(col(REASON) == NO_REASON).then(lit(NO_REASON))
    below = denominator.with_columns(
        reason=reason.otherwise(nw.concat_str(col(REASON), lit(OF_DENOMINATOR)))
    ).select(
        *columns,
        numerator=ZERO,
        known=col(NUMERATOR),
        unsure=ZERO,
        left_out=col(LEFT_OUT),
        base_unsure=col(UNSURE),
    )
    return nw.concat([_of_whole_numbers(rows, columns) for rows in (above, below)])


def _of_whole_numbers(rows: Frame, columns: Sequence[str]) -> Frame:
    """The rows with weights of one type, so that they can be put together."""
    weights = (NUMERATOR, KNOWN, UNSURE, LEFT_OUT, BASE_UNSURE)
    return rows.select(*columns, *(col(name).cast(nw.Int64) for name in weights))
