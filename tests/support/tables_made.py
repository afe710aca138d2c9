"""Small reports of tables: everyone, groups, periods; and every table a reader could think of."""

from datetime import date
from fractions import Fraction

from measure_facts import info

from cptracker.model.figures import Figure, MissingReason, Rating
from cptracker.model.periods import from_key
from cptracker.model.plan import Better
from cptracker.rating.rate import rate_figure
from cptracker.status.report import Indicator, PriorityStatus, StatusReport, SuccessMeasureStatus

YEAR = from_key("202425")


def count(number, period=YEAR, by="", group="", **fields):
    return Figure(
        period=period, group_by=by, group=group, value=Fraction(number), numerator=number,
        unknown=0, lower=Fraction(number), upper=Fraction(number), **fields,
    )  # fmt: skip


def share(met, of, period=YEAR, by="", group="", **fields):
    value = Fraction(100 * met, of) if of else None
    bounds = {"lower": value, "upper": value, "unknown": 0, **fields}
    missing_reason = None if of else MissingReason.NO_CASES
    return Figure(
        period=period, group_by=by, group=group, value=value, numerator=met, denominator=of,
        missing_reason=missing_reason, **bounds,
    )  # fmt: skip


def indicator(figures, measure="m", statistic=None, target=None, better=Better.HIGHER, **fields):
    """An indicator of figures: everyone's, oldest first, and groups of the latest period."""
    whole = tuple(figure for figure in figures if not figure.group_by)
    statistic = statistic or ("count" if whole[-1].denominator is None else "share")
    unit = "%" if statistic == "share" else "children"
    judgements = tuple(rate_figure(figure, better, target, unit=unit) for figure in whole)
    fields["statistic"] = statistic
    return Indicator(
        info=info(measure, fields, unit=unit, better=better), figure=whole[-1],
        judgement=judgements[-1], series=whole, judgements=judgements,
        breakdowns=tuple(figure for figure in figures if figure.group_by), **fields,
    )  # fmt: skip


def report(*indicators, commentary=None, **fields):
    success = SuccessMeasureStatus(
        ref="1.1", title="Success", indicators=indicators, commentary=commentary
    )
    ratings = [indicator.judgement.rating for indicator in indicators]
    priority = PriorityStatus(
        number=1, title="First", counts={rating: ratings.count(rating) for rating in Rating},
        deliverables=(), success_measures=(success,),
    )  # fmt: skip
    own_fields = {
        "plan_title": "A plan", "plan_period": "2022-2027", "plan_identifier": "plan",
        "as_at": date(2025, 3, 31), "audience": "restricted", "example_data": True, "records": (),
        "priorities": (priority,), **fields,
    }  # fmt: skip
    return StatusReport(**own_fields)


def shown(protected):
    """The figures of a report's only indicator, by period, breakdown and group."""
    (success,) = protected.priorities[0].success_measures
    return {
        (figure.period.key, figure.group_by, figure.group): figure
        for each in success.indicators
        for figure in (*each.series, *each.breakdowns)
    }


def tables_fitting(cells, totals, most):
    """Every table of whole numbers that fits what is shown.

    Args:
        cells: Each inner number as it is shown, None where hidden.
        totals: Each total with the names of the inner ones it adds; None where it is hidden.
        most: The largest number that a reader thinks of.
    """
    known = [(number, names) for number, names in totals if number is not None]
    open_ = [name for name, number in cells.items() if number is None]

    def filled(table):
        missing = [name for name in open_ if name not in table]
        if not missing:
            if all(sum(table[name] for name in names) == number for number, names in known):
                yield table
            return
        first = missing[0]
        left = [
            number - sum(table.get(name, 0) for name in names)
            for number, names in known
            if first in names
        ]
        last = [
            left_ for left_, (_, names) in
            zip(left, [row for row in known if first in row[1]], strict=True)
            if not set(names) & set(missing[1:])
        ]  # fmt: skip
        values = {last[0]} if last else range(min([most, *left]) + 1)
        for value in values:
            if value >= 0:
                yield from filled({**table, first: value})

    yield from filled({name: number for name, number in cells.items() if number is not None})
