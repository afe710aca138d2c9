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


def count(number, period=YEAR, by="", group="", **facts):
    return Figure(
        period=period, group_by=by, group=group, value=Fraction(number), numerator=number,
        unknown=0, lower=Fraction(number), upper=Fraction(number), **facts,
    )  # fmt: skip


def share(met, of, period=YEAR, by="", group="", **facts):
    value = Fraction(100 * met, of) if of else None
    bounds = {"lower": value, "upper": value, "unknown": 0, **facts}
    missing_reason = None if of else MissingReason.NO_CASES
    return Figure(
        period=period, group_by=by, group=group, value=value, numerator=met, denominator=of,
        missing_reason=missing_reason, **bounds,
    )  # fmt: skip


def indicator(figures, measure="m", statistic=None, target=None, better=Better.HIGHER, **facts):
    """An indicator of figures: everyone's, oldest first, and groups of the latest period."""
    whole = tuple(one for one in figures if not one.group_by)
    statistic = statistic or ("count" if whole[-1].denominator is None else "share")
    unit = "%" if statistic == "share" else "children"
    judgements = tuple(rate_figure(one, better, target, unit=unit) for one in whole)
    facts["statistic"] = statistic
    return Indicator(
        info=info(measure, facts, unit=unit, better=better), figure=whole[-1],
        judgement=judgements[-1], series=whole, judgements=judgements,
        breakdowns=tuple(one for one in figures if one.group_by), **facts,
    )  # fmt: skip


def report(*indicators, commentary=None, **facts):
    success = SuccessMeasureStatus(
        ref="1.1", title="Success", indicators=indicators, commentary=commentary
    )
    ratings = [one.judgement.rating for one in indicators]
    priority = PriorityStatus(
        number=1, title="First", counts={one: ratings.count(one) for one in Rating},
        deliverables=(), success_measures=(success,),
    )  # fmt: skip
    told = {
        "plan_title": "A plan", "plan_period": "2022-2027", "plan_identifier": "plan",
        "as_at": date(2025, 3, 31), "audience": "restricted", "example_data": True, "records": (),
        "priorities": (priority,), **facts,
    }  # fmt: skip
    return StatusReport(**told)


def shown(protected):
    """The figures of a report's only indicator, by period, breakdown and group."""
    (success,) = protected.priorities[0].success_measures
    return {
        (one.period.key, one.group_by, one.group): one
        for each in success.indicators
        for one in (*each.series, *each.breakdowns)
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
            zip(left, [one for one in known if first in one[1]], strict=True)
            if not set(names) & set(missing[1:])
        ]  # fmt: skip
        values = {last[0]} if last else range(min([most, *left]) + 1)
        for value in values:
            if value >= 0:
                yield from filled({**table, first: value})

    yield from filled({name: number for name, number in cells.items() if number is not None})
