"""Faults within one return: what the DfE's rules of validation are about."""

from collections.abc import Callable
from datetime import timedelta

from generator_values import Draw, Row
from hypothesis import strategies as st

DAY = timedelta(days=1)


def with_faults(draw: Draw, rows: list[Row]) -> list[Row]:
    """Rows of Episodes, some of them not as they should be."""
    kinds = st.sampled_from(["none"] * 7 + sorted(FAULTS))
    numbers = []
    for row in rows:
        kind = draw(kinds)
        numbers += FAULTS[kind](dict(row)) if kind in FAULTS else [row]
    return numbers


def _not_ended(row: Row) -> list[Row]:
    """Open although the next begins (142), perhaps with a reason and no day (148)."""
    return [row | {"dec": None}]


def _blank(row: Row) -> list[Row]:
    return [row | {"dec": None, "rec": None}]


def _no_reason(row: Row) -> list[Row]:
    return [row | {"rec": None}]


def _sooner(days: int) -> Callable[[Row], list[Row]]:
    """Ended some days before the next begins (388)."""

    def fault(row: Row) -> list[Row]:
        end = row["dec"] and row["dec"] - days * DAY
        return [row | {"dec": end}] if end and end > row["decom"] else [row]

    return fault


def _started_again(row: Row) -> list[Row]:
    """RNE S although the one before ended on the same day (431)."""
    return [row | {"rne": "S"}]


def _no_length(row: Row) -> list[Row]:
    return [row | {"dec": row["decom"], "rec": row["rec"] or "E4A"}]


def _twice(row: Row) -> list[Row]:
    """A row of no length beside the one that begins on its day (355)."""
    return [row, row | {"dec": row["decom"], "rec": "X1"}]


def _upside_down(row: Row) -> list[Row]:
    return [row | {"dec": row["decom"] - 3 * DAY, "rec": row["rec"] or "X1"}]


FAULTS: dict[str, Callable[[Row], list[Row]]] = {
    "not ended": _not_ended,
    "blank": _blank,
    "no reason": _no_reason,
    "a day sooner": _sooner(1),
    "two days sooner": _sooner(2),
    "started again": _started_again,
    "no length": _no_length,
    "twice": _twice,
    "upside down": _upside_down,
}
