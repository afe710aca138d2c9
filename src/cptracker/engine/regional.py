"""Figures of a region and of its councils side by side, each council's from its own records."""

from collections.abc import Sequence
from datetime import date

from attrs import evolve

from cptracker.authoring.measure import Measure
from cptracker.engine.groups import breakdown_columns
from cptracker.engine.series import series
from cptracker.model.figures import Figure, Series
from cptracker.model.periods import Period
from cptracker.model.problems import UsageError
from cptracker.records.formats import LA
from cptracker.records.records import Records

NO_COUNCILS = (
    "the records are not of several councils; give a folder for each, whose name begins with its "
    "number, or a column LA"
)


def regional_series(
    measure: Measure,
    records: Records,
    periods: Sequence[Period],
    by: Sequence[str] = (),
    *,
    as_at: date | None = None,
    distinct_children: bool = False,
) -> Series:
    """A measure's figures, by `la` too: each council's as if it stood alone.

    Args:
        measure: As for `series`.
        records: As for `series`; a region's where `by` names `la`.
        periods: As for `series`.
        by: As for `series`, and `la`, alone or crossed with others, as in `la+sex`.
        as_at: As for `series`.
        distinct_children: As for `series`.

    Returns:
        As `series`, the groups of `la` being the councils' codes.

    Raises:
        MeasureError: As `series`.
        UsageError: As `series`, and when the records are not of several councils.
    """
    others = [breakdown for breakdown in by if LA not in breakdown_columns(breakdown)]
    how = {"as_at": as_at, "distinct_children": distinct_children}
    whole = series(measure, records, periods, others, **how)  # type: ignore[arg-type]
    figures = list(whole.figures)
    for breakdown in by:
        if breakdown in others:
            continue
        if not records.councils:
            raise UsageError(NO_COUNCILS)
        rest = "+".join(name for name in breakdown_columns(breakdown) if name != LA)
        for code, council in records.councils.items():
            part = series(measure, council, periods, [rest] if rest else [], **how)  # type: ignore[arg-type]
            figures += [
                _of_council(figure, breakdown, code, rest)
                for figure in part.figures
                if figure.group_by == rest
            ]
    return evolve(whole, figures=tuple(figures))


def _of_council(figure: Figure, breakdown: str, code: str, rest: str) -> Figure:
    """A council's figure as that of a group; the council stands where `la` does."""
    groups = figure.group.split("+") if rest else []
    names = breakdown_columns(breakdown)
    cells = [code if name == LA else groups.pop(0) for name in names]
    return evolve(figure, group_by=breakdown, group="+".join(cells))
