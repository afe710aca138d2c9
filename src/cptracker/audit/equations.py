"""From what papers show to variables and constraints: all that a reader could write down.

Each figure has a numerator; a share also has the complement and the base, a mean its base. What is
shown fixes them, what is hidden leaves them open, and constraints tie them: a share's parts,
breakdowns and their total, measures that share their children, periods that overlap, percentages,
and the rules themselves: what they would have shown is not what is hidden.
"""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor

from attrs import frozen

from cptracker.audit.bases import constrain_groups, constrain_sums, share_bases
from cptracker.audit.bounds import Range
from cptracker.audit.findings import span_of
from cptracker.audit.folded import constrain_small_groups, groups_without_overlap
from cptracker.audit.observed import Observed
from cptracker.audit.related_measures import constrain_related
from cptracker.audit.timelines import constrain_distinct, constrain_periods
from cptracker.audit.variables import (
    BASE,
    MET,
    MISSED,
    UPPER_BOUND,
    Variables,
    added_variables,
    movements,
    sensitive,
)
from cptracker.model.figure_keys import FigureKey
from cptracker.model.measure_info import AMOUNTS
from cptracker.model.protection import Rules
from cptracker.model.related import STEADY, Related
from cptracker.model.timelines import DISTINCT

PERCENT = 100


MOST_ITEMS = 40
"""How many items, such as placements, a child may have at the most in a mean that is hidden."""


@frozen(kw_only=True)
class Rounding:
    """How a paper rounds: to a multiple, and which numbers it hides before."""

    step: int = 1
    small: int = 5

    def range(self, shown: int) -> Range:
        """What a shown number can have been."""
        if self.step == 1 or not shown:
            return shown, shown
        return max(self.small + 1, shown - self.step // 2), shown + (self.step - 1) // 2


def equations(
    figures: Iterable[Observed], rules: Rules, related: Iterable[Related] = ()
) -> Variables:
    """All that papers say of children; the audited paper comes first."""
    shown_figures = [
        figure for figure in figures if figure.children and figure.statistic not in AMOUNTS
    ]
    shown = [
        (figure.numerator, figure.denominator if figure.statistic != "rate" else None)
        for figure in shown_figures
    ]
    largest = max((number for numbers in shown for number in numbers if number), default=0)
    variables = Variables(upper_bound=2 * largest + UPPER_BOUND)
    relations = tuple(related)
    shares = share_bases(variables, shown_figures, relations)
    rounding = Rounding(step=rules.rounded_to, small=rules.small)
    for observed in shown_figures:
        _numbers_of(variables, observed, rounding)
    moving = movements(shown_figures)
    for observed in shown_figures:
        if observed.hidden and observed.cell.measure not in moving:
            _ruled_out(variables, observed, rules)
        elif observed.bare:
            _not_small(variables, observed, rules)
    shares.constrain(variables)
    _breakdowns(variables, shown_figures)
    constrain_small_groups(variables, shown_figures, rules)
    constrain_periods(variables, shown_figures)
    constrain_distinct(variables, shown_figures)
    constrain_sums(variables, shown_figures, relations)
    constrain_groups(variables, shown_figures, relations)
    constrain_related(variables, shown_figures)
    return variables


def _numbers_of(variables: Variables, figure: Observed, rounding: Rounding) -> None:
    met = variables.number(figure.cell, MET)
    if figure.numerator is not None:
        variables.fix(met, rounding.range(figure.numerator), figure)
    if figure.statistic in ("share", "mean"):
        base = variables.number(figure.cell, BASE)
        if figure.denominator is not None:
            variables.fix(base, rounding.range(figure.denominator), figure)
        if figure.statistic == "share":
            missed = variables.number(figure.cell, MISSED)
            if (
                figure.numerator is not None
                and figure.denominator is not None
                and rounding.step == 1
            ):
                variables.fix(missed, (figure.denominator - figure.numerator,) * 2, figure)
            else:
                variables.constrain([(base, 1), (met, -1), (missed, -1)], 0, 0)
        elif figure.numerator is None:
            low, high = variables.ranges[met]
            variables.ranges[met] = (low, MOST_ITEMS * max(high, 1))
        _value(variables, figure, met, base)
        _colour(variables, figure, met, base)
    elif figure.statistic in ("count", "sum"):
        _value(variables, figure, met, None)
        _colour(variables, figure, met, None)


def _ruled_out(variables: Variables, figure: Observed, rules: Rules) -> None:
    """Nobody, and everybody, would have been shown, unless they are of very few children."""
    if sensitive(figure, rules):
        return
    met = variables.number(figure.cell, MET)
    if figure.statistic not in ("share", "mean"):
        variables.at_least(met, 1)
        return
    base = variables.number(figure.cell, BASE)
    few = rules.least_for_mean - 1 if figure.statistic == "mean" else rules.small
    variables.at_least(base, 1)
    sides = (met, variables.number(figure.cell, MISSED)) if figure.statistic == "share" else (met,)
    for side in sides if rules.complement else sides[:1]:
        if variables.ranges[base][0] > few:
            variables.at_least(side, 1)
        elif variables.ranges[side][0] < 1:
            variables.constrain([(base, 1), (side, -variables.upper_bound)], None, few)


def _not_small(variables: Variables, figure: Observed, rules: Rules) -> None:
    """A percentage is shown, without its counts, only where none of them is small."""
    if figure.statistic != "share" or figure.value is None:
        return
    if figure.value >= 1:
        variables.at_least(variables.number(figure.cell, MET), rules.small + 1)
    if figure.value <= PERCENT - 1:
        variables.at_least(variables.number(figure.cell, MISSED), rules.small + 1)


def _value(variables: Variables, figure: Observed, met: int, base: int | None) -> None:
    """A value that is shown although its numbers are not."""
    if figure.value is None or (
        figure.numerator is not None and (base is None or figure.denominator)
    ):
        return
    reach = precision(figure.value)
    if figure.bare and figure.statistic == "mean":
        reach = min(reach, precision(Fraction(1, 10)))
    low, high = figure.value - reach, figure.value + reach
    _between(variables, figure, (met, base), (low, True, high, True))
    if base is None:
        variables.fix(met, (ceil(low), floor(high)), figure)
    variables.colours.setdefault(met, []).append(figure)


def precision(value: Fraction) -> Fraction:
    """Half of the last digit that a value is shown with."""
    for digits in range(6):
        if (value * 10**digits).denominator == 1:
            return Fraction(1, 2 * 10**digits)
    return Fraction(1, 10**9)


def _colour(variables: Variables, figure: Observed, met: int, base: int | None) -> None:
    """The colour of a hidden figure bounds it."""
    if not figure.hidden or not figure.rating:
        return
    span = span_of(figure.rating, figure.rule)
    if span is None:
        variables.unread.append(figure)
        return
    _between(variables, figure, (met, base), span)
    variables.colours.setdefault(met, []).append(figure)


def _between(
    variables: Variables,
    figure: Observed,
    numbers: tuple[int, int | None],
    span: tuple[Fraction | None, bool, Fraction | None, bool],
) -> None:
    """A value lies in a span: times the base, a sum of whole numbers."""
    met, base = numbers
    low, with_low, high, with_high = span
    scale = PERCENT if figure.statistic == "share" else 1
    for edge, included, way in ((low, with_low, 1), (high, with_high, -1)):
        if edge is None:
            continue
        whole = edge.denominator
        step = 0 if included else 1
        if base is None:
            variables.constrain([(met, way * whole)], way * edge.numerator + step, None)
        else:
            terms = [(met, way * whole * scale), (base, -way * edge.numerator)]
            variables.constrain(terms, step, None)


def _breakdowns(variables: Variables, figures: list[Observed]) -> None:
    """The groups of a breakdown add up to everyone, crossed ones also to their margins."""
    tables: dict[tuple[str, str, str], dict[str, Observed]] = {}
    for figure in figures:
        measure, period, by, group = figure.cell
        if (
            by
            and figure.statistic != "rate"
            and (figure.hidden or figure.bare or figure.numerator is not None)
        ):
            tables.setdefault((measure, period, by), {}).setdefault(group, figure)
    for (measure, period, by), groups in tables.items():
        cells = groups_without_overlap(variables, groups.values())
        first = next(iter(groups.values()))
        if first.over_time == DISTINCT and by not in STEADY:
            _adds_up(variables, FigureKey(measure, period), cells, MET, exact=False)
            continue
        for part in dict.fromkeys((*added_variables(first.statistic), *_base_of(first))):
            everyone = FigureKey(measure, period)
            _adds_up(variables, everyone, cells, part)
            for at, name in enumerate(by.split("+") if "+" in by else ()):
                for group in tables.get((measure, period, name), {}):
                    inside = [cell for cell in cells if cell.group.split("+")[at] == group]
                    margin = FigureKey(measure, period, name, group)
                    _adds_up(variables, margin, inside, part)


def _base_of(figure: Observed) -> tuple[str, ...]:
    """The base of a share, which follows from its parts, said at once: a reader sees it so."""
    return (BASE,) if figure.statistic == "share" else ()


def _adds_up(
    variables: Variables, key: FigureKey, cells: list[FigureKey], part: str, *, exact: bool = True
) -> None:
    """Parts are the whole together; or no less, where a child may be in several."""
    if (key, part) not in variables.places:
        return
    terms = [(variables.number(cell, part), 1) for cell in cells]
    variables.constrain([*terms, (variables.number(key, part), -1)], 0, 0 if exact else None)
