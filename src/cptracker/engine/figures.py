"""From sums to figures: the value, its bounds, and why there is none."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from attrs import define, evolve, field, frozen

from cptracker.authoring.member_types import (
    Events,
    Members,
    Ratio,
    Stock,
    is_mean,
    is_of_amounts,
    is_since,
)
from cptracker.engine.counting import NOT_YET_DUE
from cptracker.engine.weights import BASE_UNSURE, KNOWN, NUMERATOR, SQUARES, UNSURE
from cptracker.model.figures import Figure, MissingReason
from cptracker.model.measure_info import Statistic
from cptracker.model.periods import Period
from cptracker.records.records import Records
from cptracker.stats.percentiles import percentile_bounds, percentile_limits, percentile_of

PERCENT = 100


def statistic_of(members: Members) -> Statistic:
    """What the engine makes of the members: a count, sum, share, mean, rate or ratio."""
    if isinstance(members, Ratio):
        return "ratio"
    if is_mean(members):
        return "mean"
    if isinstance(members, Stock | Events) and is_of_amounts(members):
        return "average" if members.statistic == "mean" else "percentile"
    if isinstance(members, Stock | Events) and members.per is not None:
        return "rate"
    if isinstance(members, Stock):
        return "share" if members.contacts or members.met is not None else "count"
    if isinstance(members, Events) and members.met is None:
        return "count" if members.amount is None else "sum"
    return "share"


@define
class FigureSums:
    """The sums of one group in one period."""

    numerator: int = 0
    known: int = 0
    unsure: int = 0
    excluded: dict[str, int] = field(factory=dict)
    squares: int = 0
    base_unsure: int = 0
    amounts: Counter[int] = field(factory=Counter)

    def add(self, weights: Mapping[str, int]) -> None:
        """Add to the sums, each by the name of its weight."""
        self.numerator += weights[NUMERATOR]
        self.known += weights[KNOWN]
        self.unsure += weights[UNSURE]
        self.squares += weights.get(SQUARES, 0)
        self.base_unsure += weights.get(BASE_UNSURE, 0)

    def plus(self, other: "FigureSums") -> "FigureSums":
        """A new cell with both sums."""
        reasons = {*self.excluded, *other.excluded}
        return FigureSums(
            self.numerator + other.numerator,
            self.known + other.known,
            self.unsure + other.unsure,
            {why: self.excluded.get(why, 0) + other.excluded.get(why, 0) for why in reasons},
            self.squares + other.squares,
            self.base_unsure + other.base_unsure,
            self.amounts + other.amounts if self.amounts or other.amounts else self.amounts,
        )

    def since(self, month: int) -> "FigureSums":
        """A new cell whose amounts, each a month, are how many months lie between it and another.

        Args:
            month: The month that ends them, as a whole number.
        """
        return evolve(
            self,
            numerator=self.known * month - self.numerator,
            squares=self.known * month**2 - 2 * month * self.numerator + self.squares,
            amounts=Counter({month - begun: many for begun, many in self.amounts.items()}),
        )

    def leave_out(self, reason: str, number: int) -> None:
        """Count those left out for a reason."""
        self.excluded[reason] = self.excluded.get(reason, 0) + number


@frozen(kw_only=True)
class FigureRule:
    """How a measure's sums become a value.

    Attributes:
        statistic: What the engine makes of the members.
        not_met: Whether no information counts as not met.
        people: For a rate, the population by year.
        scale: How many people a rate is for, or how many of its denominator a ratio.
        percentile: Which percentile of an amount it is.
        since: Whether amounts are months, from each of which those to the period's end count.
    """

    statistic: Statistic
    not_met: bool = False
    people: Mapping[int, int] = field(factory=dict)
    scale: int = 1
    percentile: int = 50
    since: bool = False


def figure_from(
    cell: FigureSums, rule: FigureRule, period: Period, group_by: str, group: str
) -> Figure:
    """The figure of one cell."""
    cell = cell.since(period.last_month) if rule.since else cell
    blank = Figure(
        period=period,
        group_by=group_by,
        group=group,
        numerator=cell.numerator,
        unknown=cell.unsure,
        excluded=dict(sorted(item for item in cell.excluded.items() if item[1])),
    )
    makers = {"share": _share, "mean": _mean, "rate": _rate, "average": _mean}
    make = {**makers, "percentile": _percentile, "ratio": _ratio}.get(rule.statistic, _count)
    return make(blank, cell, rule)


def _count(blank: Figure, cell: FigureSums, _: FigureRule) -> Figure:
    value = Fraction(cell.numerator)
    return _with(blank, value, lower=value, upper=value + cell.unsure)


def _share(blank: Figure, cell: FigureSums, rule: FigureRule) -> Figure:
    everyone = cell.known + cell.unsure
    denominator = everyone if rule.not_met else cell.known
    value = _percent(cell.numerator, denominator)
    return _with(
        blank,
        value,
        denominator=denominator,
        lower=_percent(cell.numerator, everyone),
        upper=_percent(cell.numerator + cell.unsure, everyone),
        missing_reason=_why_none(cell) if value is None else None,
    )


def _percent(part: int, whole: int) -> Fraction | None:
    return Fraction(PERCENT * part, whole) if whole else None


def _why_none(cell: FigureSums) -> MissingReason:
    if cell.unsure:
        return MissingReason.NOT_COMPUTABLE
    return MissingReason.NOT_DUE if cell.excluded.get(NOT_YET_DUE) else MissingReason.NO_CASES


def _mean(blank: Figure, cell: FigureSums, _: FigureRule) -> Figure:
    if not cell.known:
        return _with(blank, None, denominator=0, missing_reason=_why_none(cell))
    value = Fraction(cell.numerator, cell.known)
    bound = None if cell.unsure else value
    blank = evolve(blank, squares=cell.squares)
    return _with(blank, value, denominator=cell.known, lower=bound, upper=bound)


def _percentile(blank: Figure, cell: FigureSums, rule: FigureRule) -> Figure:
    """A percentile has no numerator; those of whom nothing is known might lie at either end."""
    blank = evolve(blank, numerator=None)
    if not cell.known:
        return _with(blank, None, denominator=0, missing_reason=_why_none(cell))
    amounts = sorted(cell.amounts.elements())
    lower, upper = percentile_bounds(amounts, rule.percentile, cell.unsure)
    return _with(
        evolve(blank, limits=percentile_limits(amounts, rule.percentile)),
        percentile_of(amounts, rule.percentile),
        denominator=cell.known,
        lower=lower,
        upper=upper,
    )


def _ratio(blank: Figure, cell: FigureSums, rule: FigureRule) -> Figure:
    """One count by another; whoever may belong to either decides the bounds."""
    blank = evolve(blank, unknown=cell.unsure + cell.base_unsure)
    value = _per(rule, cell.numerator, cell.known)
    return _with(
        blank,
        value,
        denominator=cell.known,
        lower=_per(rule, cell.numerator, cell.known + cell.base_unsure),
        upper=_per(rule, cell.numerator + cell.unsure, cell.known),
        missing_reason=_why_no_ratio(cell) if value is None else None,
    )


def _per(rule: FigureRule, part: int, whole: int) -> Fraction | None:
    return Fraction(rule.scale * part, whole) if whole else None


def _why_no_ratio(cell: FigureSums) -> MissingReason:
    """Nothing to divide by: nobody at all, or somebody who cannot be set against anybody."""
    nobody = not (cell.numerator or cell.unsure or cell.base_unsure)
    return MissingReason.NO_CASES if nobody else MissingReason.NOT_COMPUTABLE


def _rate(blank: Figure, cell: FigureSums, rule: FigureRule) -> Figure:
    """A rate by population, which is known for everyone only, not for groups."""
    year = blank.period.end.year
    at_hand = [known for known in rule.people if known <= year]
    if blank.group_by or not at_hand:
        note = "no population by group" if blank.group_by else f"no population for {year} or before"
        return _with(blank, None, missing_reason=MissingReason.NOT_COMPUTABLE, note=note)
    people = rule.people[max(at_hand)]
    value = Fraction(cell.numerator * rule.scale, people)
    upper = Fraction((cell.numerator + cell.unsure) * rule.scale, people)
    older = None if max(at_hand) == year else f"by the population of {max(at_hand)}"
    return _with(blank, value, denominator=people, lower=value, upper=upper, note=older)


def _with(
    blank: Figure,
    value: Fraction | None,
    *,
    denominator: int | None = None,
    lower: Fraction | None = None,
    upper: Fraction | None = None,
    missing_reason: MissingReason | None = None,
    note: str | None = None,
) -> Figure:

    return evolve(
        blank,
        value=value,
        denominator=denominator,
        lower=lower,
        upper=upper,
        missing_reason=missing_reason,
        note=note,
    )


def empty_figure(
    periods: Iterable[Period],
    groups: Sequence[tuple[str, str]],
    missing_reason: MissingReason,
    note: str,
) -> tuple[Figure, ...]:
    """A row for each period and group that says why there is nothing."""
    return tuple(
        Figure(
            period=period, group_by=group_by, group=group, missing_reason=missing_reason, note=note
        )
        for group_by, group in groups
        for period in periods
    )


def figure_rule(members: Members, records: Records) -> FigureRule:
    """How the sums become a value."""
    not_met = getattr(members, "no_information", "") == "not met"
    if isinstance(members, Ratio):
        return FigureRule(statistic="ratio", scale=members.per)
    if not isinstance(members, Stock | Events) or members.per is None:
        statistic = statistic_of(members)
        return FigureRule(
            statistic=statistic,
            not_met=not_met,
            percentile=_chosen_percentile(members),
            since=is_since(members),
        )
    rows = records.engine.rows(members.per.frame.select("year", "people"))
    people = {int(year): int(people) for year, people in rows if year and people and people > 0}
    return FigureRule(statistic="rate", people=people, scale=members.per.scale)


def _chosen_percentile(members: Members) -> int:
    """Which percentile is asked for; the median where none is."""
    statistic = getattr(members, "statistic", "")
    return statistic if isinstance(statistic, int) else 50
