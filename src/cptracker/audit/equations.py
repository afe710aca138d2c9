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

from cptracker.audit.bases import share_bases
from cptracker.audit.bounds import Range
from cptracker.audit.findings import span_of
from cptracker.audit.observed import Observed
from cptracker.audit.timelines import tie_periods
from cptracker.audit.variables import (
    BASE,
    BEYOND,
    MET,
    MISSED,
    ROOM,
    Variables,
    added_variables,
    movements,
    sensitive,
)
from cptracker.model.figure_keys import FigureKey
from cptracker.model.periods import from_key
from cptracker.model.protection import Rules, parts_of_group
from cptracker.model.related import Related

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
    told = [figure for figure in figures if figure.children]
    shown = [(one.numerator, one.denominator if one.sort != "rate" else None) for one in told]
    largest = max((number for both in shown for number in both if number), default=0)
    all_ = Variables(room=2 * largest + ROOM)
    relations = tuple(related)
    shares = share_bases(all_, told, relations)
    rounding = Rounding(step=rules.rounded_to, small=rules.small)
    for one in told:
        _parts(all_, one, rounding)
    moving = movements(told)
    for one in told:
        if one.hidden and one.cell.measure not in moving:
            _ruled_out(all_, one, rules)
        elif one.bare:
            _not_small(all_, one, rules)
    shares.tie(all_)
    _breakdowns(all_, told)
    tie_periods(all_, told)
    _within(all_, told)
    _levels(all_, told)
    return all_


def _parts(all_: Variables, one: Observed, rounding: Rounding) -> None:
    met = all_.number(one.cell, MET)
    if one.numerator is not None:
        all_.fix(met, rounding.range(one.numerator), one)
    if one.sort in ("share", "mean"):
        base = all_.number(one.cell, BASE)
        if one.denominator is not None:
            all_.fix(base, rounding.range(one.denominator), one)
        if one.sort == "share":
            missed = all_.number(one.cell, MISSED)
            if one.numerator is not None and one.denominator is not None and rounding.step == 1:
                all_.fix(missed, (one.denominator - one.numerator,) * 2, one)
            else:
                all_.tie([(base, 1), (met, -1), (missed, -1)], 0, 0)
        elif one.numerator is None:
            low, high = all_.ranges[met]
            all_.ranges[met] = (low, MOST_ITEMS * max(high, 1))
        _value(all_, one, met, base)
        _colour(all_, one, met, base)
    elif one.sort in ("count", "sum"):
        _value(all_, one, met, None)
        _colour(all_, one, met, None)


def _ruled_out(all_: Variables, one: Observed, rules: Rules) -> None:
    """Nobody, and everybody, would have been shown, unless they are of very few children."""
    if sensitive(one, rules):
        return
    met = all_.number(one.cell, MET)
    if one.sort not in ("share", "mean"):
        all_.at_least(met, 1)
        return
    base = all_.number(one.cell, BASE)
    few = rules.least_for_mean - 1 if one.sort == "mean" else rules.small
    all_.at_least(base, 1)
    sides = (met, all_.number(one.cell, MISSED)) if one.sort == "share" else (met,)
    for side in sides if rules.complement else sides[:1]:
        if all_.ranges[base][0] > few:
            all_.at_least(side, 1)
        elif all_.ranges[side][0] < 1:
            all_.tie([(base, 1), (side, -all_.room)], None, few)


def _not_small(all_: Variables, one: Observed, rules: Rules) -> None:
    """A percentage is shown, without its counts, only where none of them is small."""
    if one.sort != "share" or one.value is None:
        return
    if one.value >= 1:
        all_.at_least(all_.number(one.cell, MET), rules.small + 1)
    if one.value <= PERCENT - 1:
        all_.at_least(all_.number(one.cell, MISSED), rules.small + 1)


def _value(all_: Variables, one: Observed, met: int, base: int | None) -> None:
    """A value that is shown although its numbers are not."""
    if one.value is None or (one.numerator is not None and (base is None or one.denominator)):
        return
    reach = precision(one.value)
    if one.bare and one.sort == "mean":
        reach = min(reach, precision(Fraction(1, 10)))
    low, high = one.value - reach, one.value + reach
    _between(all_, one, (met, base), (low, True, high, True))
    if base is None:
        all_.fix(met, (ceil(low), floor(high)), one)
    all_.colours.setdefault(met, []).append(one)


def precision(value: Fraction) -> Fraction:
    """Half of the last digit that a value is shown with."""
    for digits in range(6):
        if (value * 10**digits).denominator == 1:
            return Fraction(1, 2 * 10**digits)
    return Fraction(1, 10**9)


def _colour(all_: Variables, one: Observed, met: int, base: int | None) -> None:
    """The colour of a hidden figure bounds it."""
    if not one.hidden or not one.rating:
        return
    span = span_of(one.rating, one.rule)
    if span is None:
        all_.unread.append(one)
        return
    _between(all_, one, (met, base), span)
    all_.colours.setdefault(met, []).append(one)


def _between(
    all_: Variables,
    one: Observed,
    numbers: tuple[int, int | None],
    span: tuple[Fraction | None, bool, Fraction | None, bool],
) -> None:
    """A value lies in a span: times the base, a sum of whole numbers."""
    met, base = numbers
    low, with_low, high, with_high = span
    scale = PERCENT if one.sort == "share" else 1
    for edge, included, way in ((low, with_low, 1), (high, with_high, -1)):
        if edge is None:
            continue
        whole = edge.denominator
        step = 0 if included else 1
        if base is None:
            all_.tie([(met, way * whole)], way * edge.numerator + step, None)
        else:
            terms = [(met, way * whole * scale), (base, -way * edge.numerator)]
            all_.tie(terms, step, None)


def _breakdowns(all_: Variables, told: list[Observed]) -> None:
    """The groups of a breakdown add up to everyone, crossed ones also to their margins."""
    tables: dict[tuple[str, str, str], dict[str, Observed]] = {}
    for one in told:
        measure, period, by, group = one.cell
        if by and one.sort != "rate" and (one.hidden or one.bare or one.numerator is not None):
            tables.setdefault((measure, period, by), {}).setdefault(group, one)
    for (measure, period, by), groups in tables.items():
        several = _apart(all_, measure, period, by, groups)
        for part in dict.fromkeys((*added_variables(several[0].sort), *_base_of(several[0]))):
            everyone = FigureKey(measure, period)
            _adds_up(all_, everyone, [one.cell for one in several], part)
            for at, name in enumerate(by.split("+") if "+" in by else ()):
                for group in tables.get((measure, period, name), {}):
                    inside = [one.cell for one in several if one.cell.group.split("+")[at] == group]
                    margin = FigureKey(measure, period, name, group)
                    _adds_up(all_, margin, inside, part)


def _base_of(one: Observed) -> tuple[str, ...]:
    """The base of a share, which follows from its parts, said at once: a reader sees it so."""
    return (BASE,) if one.sort == "share" else ()


def _apart(
    all_: Variables, measure: str, period: str, by: str, groups: dict[str, Observed]
) -> list[Observed]:
    """The groups that share no child: one that is folded of two others is their sum."""
    kept = []
    for name, one in groups.items():
        inside = [part for part in parts_of_group(name) if part in groups]
        if not inside:
            kept.append(one)
            continue
        for part in (*added_variables(one.sort), BASE):
            if (one.cell, part) in all_.places:
                cells = [FigureKey(measure, period, by, other) for other in parts_of_group(name)]
                terms = [(all_.number(cell, part), 1) for cell in cells]
                all_.tie([*terms, (all_.number(one.cell, part), -1)], 0, 0)
    return kept or list(groups.values())


def _adds_up(all_: Variables, whole: FigureKey, parts: list[FigureKey], part: str) -> None:
    if (whole, part) not in all_.places:
        return
    terms = [(all_.number(cell, part), 1) for cell in parts]
    all_.tie([*terms, (all_.number(whole, part), -1)], 0, 0)


def _within(all_: Variables, told: list[Observed]) -> None:
    """Everyone in a measure that lies within another is in that one too."""
    cells = {one.cell: one for one in told}
    for cell, one in cells.items():
        wide = cell.of_measure(one.ties.within)
        if one.ties.within and wide in cells:
            beyond = all_.number(cell, f"{BEYOND}: {MET}")
            terms = [(all_.number(cell, MET), 1), (beyond, 1), (all_.number(wide, MET), -1)]
            all_.tie(terms, 0, 0)


def _levels(all_: Variables, told: list[Observed]) -> None:
    """Figures of one day are the same, whatever sort of period ends with it."""
    days: dict[tuple[str, int, str, str], dict[FigureKey, Observed]] = {}
    for one in told:
        measure, period, by, group = one.cell
        if one.over_time == "level":
            day = (measure, from_key(period).last_month, by, group)
            days.setdefault(day, {}).setdefault(one.cell, one)
    for cells in days.values():
        first, *others = cells
        for other in others:
            for part in (*added_variables(cells[first].sort), BASE):
                if (first, part) in all_.places and (other, part) in all_.places:
                    here, there = all_.number(first, part), all_.number(other, part)
                    all_.tie([(here, 1), (there, -1)], 0, 0)
