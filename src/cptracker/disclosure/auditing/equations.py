"""From what papers show to numbers bound by sums: all that a reader could write down.

Each figure has a numerator; a share also has the complement and the base, a mean its base. What is
shown fixes them, what is hidden leaves them open, and sums tie them: a share's parts, breakdowns
and their total, periods that overlap, percentages, colours.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import ceil, floor

from attrs import define, field, frozen

from cptracker.disclosure.auditing.colours import span_of
from cptracker.disclosure.auditing.lines import Line
from cptracker.disclosure.auditing.seen import Cell, Seen
from cptracker.disclosure.auditing.sums import Range, Sum
from cptracker.periods import from_key

PERCENT = 100
ROOM = 1_000
"""By how much a hidden number may exceed twice the largest that is shown."""

MET, MISSED, BASE = "the number who met it", "the number who did not", "the number in the base"
FLOWED = "the number in a stretch of time"
SO_FAR = "what flowed so far of"

MOST_ENDS = 14
"""Of more ends of periods, stretches in a row are not looked at together."""

Name = tuple[Cell, str]
"""A number: of which figure, and which of its parts."""


@define
class Equations:
    """The numbers and the sums that tie them.

    Attributes:
        names: Of each number, by its place.
        ranges: Of each number.
        sums: That tie them.
        witnesses: For each number, the figures that fix it.
        unread: Hidden figures whose colour cannot be turned into a sum.
        lines: Of flows whose periods overlap.
    """

    names: list[Name] = field(factory=list)
    ranges: dict[int, Range] = field(factory=dict)
    sums: list[Sum] = field(factory=list)
    witnesses: dict[int, list[Seen]] = field(factory=dict)
    unread: list[Seen] = field(factory=list)
    lines: list[Line] = field(factory=list)
    places: dict[Name, int] = field(factory=dict)
    room: int = ROOM

    def number(self, cell: Cell, part: str) -> int:
        """The place of a number, open until it is fixed."""
        name = (cell, part)
        if name not in self.places:
            self.places[name] = len(self.names)
            self.ranges[len(self.names)] = (0, self.room)
            self.names.append(name)
        return self.places[name]

    def fix(self, number: int, within: Range, one: Seen) -> None:
        """A number is shown; of several papers that show it the first holds."""
        if number not in self.witnesses:
            self.ranges[number] = within
        self.witnesses.setdefault(number, []).append(one)

    def tie(self, terms: Iterable[tuple[int, int]], least: int | None, most: int | None) -> None:
        """A sum of numbers lies in a range."""
        self.sums.append(Sum(terms=tuple(terms), least=least, most=most))


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


def equations(figures: Iterable[Seen], rounding: Rounding) -> Equations:
    """All that the papers say, as numbers and sums; the paper that is audited comes first."""
    told = list(figures)
    largest = max(
        (number for one in told for number in (one.numerator, one.denominator) if number), default=0
    )
    all_ = Equations(room=2 * largest + ROOM)
    for one in told:
        _parts(all_, one, rounding)
    _breakdowns(all_, told)
    _overlaps(all_, told)
    _levels(all_, told)
    return all_


def _parts(all_: Equations, one: Seen, rounding: Rounding) -> None:
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
            all_.tie([(base, 1), (met, -1), (missed, -1)], 0, 0)
        _value(all_, one, met, base)
        _colour(all_, one, met, base)
    elif one.sort in ("count", "sum"):
        _value(all_, one, met, None)
        _colour(all_, one, met, None)


def _value(all_: Equations, one: Seen, met: int, base: int | None) -> None:
    """A value that is shown although its numbers are not."""
    if one.value is None or (one.numerator is not None and (base is None or one.denominator)):
        return
    reach = precision(one.value)
    low, high = one.value - reach, one.value + reach
    _between(all_, one, (met, base), (low, True, high, True))
    if base is None:
        all_.fix(met, (ceil(low), floor(high)), one)
    all_.witnesses.setdefault(met, []).append(one)


def precision(value: Fraction) -> Fraction:
    """Half of the last digit that a value is shown with."""
    for digits in range(6):
        if (value * 10**digits).denominator == 1:
            return Fraction(1, 2 * 10**digits)
    return Fraction(1, 10**9)


def _colour(all_: Equations, one: Seen, met: int, base: int | None) -> None:
    """The colour of a hidden figure bounds it."""
    if not one.hidden or not one.rating:
        return
    span = span_of(one.rating, one.rule)
    if span is None:
        all_.unread.append(one)
        return
    _between(all_, one, (met, base), span)
    all_.witnesses.setdefault(-1 - met, []).append(one)


def _between(
    all_: Equations,
    one: Seen,
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


def _breakdowns(all_: Equations, told: list[Seen]) -> None:
    """The groups of a breakdown add up to everyone, crossed ones also to their margins."""
    tables: dict[tuple[str, str, str], dict[str, Seen]] = {}
    for one in told:
        measure, period, by, group = one.cell
        if by and one.sort != "rate" and (one.hidden or one.numerator is not None):
            tables.setdefault((measure, period, by), {}).setdefault(group, one)
    for (measure, period, by), groups in tables.items():
        several = list(groups.values())
        for part in _added(several[0].sort):
            everyone = (measure, period, "", "")
            _adds_up(all_, everyone, [one.cell for one in several], part)
            for at, name in enumerate(by.split("+") if "+" in by else ()):
                for group in tables.get((measure, period, name), {}):
                    inside = [one.cell for one in several if one.cell[3].split("+")[at] == group]
                    _adds_up(all_, (measure, period, name, group), inside, part)


def _adds_up(all_: Equations, whole: Cell, parts: list[Cell], part: str) -> None:
    if (whole, part) not in all_.places:
        return
    terms = [(all_.number(cell, part), 1) for cell in parts]
    all_.tie([*terms, (all_.number(whole, part), -1)], 0, 0)


def _added(sort: str) -> tuple[str, ...]:
    return {"share": (MET, MISSED), "mean": (MET, BASE)}.get(sort, (MET,))


def _overlaps(all_: Equations, told: list[Seen]) -> None:
    """Figures of a flow whose periods overlap are sums of the same stretches of time."""
    lines: dict[tuple[str, str, str], dict[str, Seen]] = {}
    for one in told:
        measure, period, by, group = one.cell
        if one.over_time == "flow":
            lines.setdefault((measure, by, group), {}).setdefault(period, one)
    for (measure, by, group), by_period in lines.items():
        for cluster in _clusters(by_period):
            for part in _added(next(iter(cluster.values())).sort):
                _stretches(all_, cluster, part, (measure, by, group))


def _clusters(by_period: Mapping[str, Seen]) -> Iterator[dict[str, Seen]]:
    """Figures whose periods overlap, together; those that stand alone tell nothing of others."""
    ordered = sorted(by_period, key=lambda key: (from_key(key).first_month, key))
    cluster: dict[str, Seen] = {}
    reach = -1
    for key in ordered:
        period = from_key(key)
        if cluster and period.first_month > reach:
            if len(cluster) > 1:
                yield cluster
            cluster = {}
        cluster[key] = by_period[key]
        reach = max(reach, period.last_month)
    if len(cluster) > 1:
        yield cluster


def _stretches(
    all_: Equations, cluster: Mapping[str, Seen], part: str, of: tuple[str, str, str]
) -> None:
    """A figure is what has flowed by its end less what had by its start."""
    measure, by, group = of
    ends = sorted({edge for key in cluster for edge in (from_key(key).first_month, _after(key))})
    levels = [all_.number((measure, f"by {end}", by, group), f"{SO_FAR} {part}") for end in ends]
    for place, number in enumerate(levels):
        all_.ranges[number] = (0, place * all_.room)
    spans = []
    for key, one in cluster.items():
        first, after = from_key(key).first_month, _after(key)
        spans.append((ends.index(first), ends.index(after), all_.number(one.cell, part)))
    for at, first in enumerate(ends):
        for after in range(at + 1, len(ends) if len(ends) <= MOST_ENDS else min(at + 2, len(ends))):
            name = (measure, f"{first}-{ends[after]}", by, group)
            spans.append((at, after, all_.number(name, f"{FLOWED}: {part}")))
    for start, end, number in spans:
        all_.tie([(levels[end], 1), (levels[start], -1), (number, -1)], 0, 0)
    all_.lines.append(Line(levels=tuple(levels), spans=tuple(spans)))


def _after(key: str) -> int:
    return from_key(key).last_month + 1


def _levels(all_: Equations, told: list[Seen]) -> None:
    """Figures of one day are the same, whatever sort of period ends with it."""
    days: dict[tuple[str, int, str, str], dict[Cell, Seen]] = {}
    for one in told:
        measure, period, by, group = one.cell
        if one.over_time == "level":
            day = (measure, from_key(period).last_month, by, group)
            days.setdefault(day, {}).setdefault(one.cell, one)
    for cells in days.values():
        first, *others = cells
        for other in others:
            for part in (*_added(cells[first].sort), BASE):
                if (first, part) in all_.places and (other, part) in all_.places:
                    here, there = all_.number(first, part), all_.number(other, part)
                    all_.tie([(here, 1), (there, -1)], 0, 0)
