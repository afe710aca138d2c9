"""An attacker written apart: what can be worked out from public JSON alone, by integer programming.

It knows the rules of the documentation and what the shipped measures say they count, and nothing of
how the package protects figures or audits them; it imports no part of either. OR-tools' CP-SAT
searches whole numbers exactly. `pip install 'cptracker[attack]'`.

What it is taken to know is written down in `docs/explanation/what-a-reader-knows.md`.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Any

from attacker_definitions import (
    ADVERSE_FROM,
    BASE_STREAM,
    DEFINITION_FACTS,
    NOT_COUNTED,
    ONCE_A_PERIOD,
    SAME_STREAM,
    STREAMS,
    Fact,
    Term,
)
from attrs import define, field, frozen
from ortools.sat.python import cp_model

from cptracker.model.periods import from_key

ENOUGH = 5
SMALL = 5
LEAST_FOR_MEAN = 8
LEAST_FOR_AMOUNT = 20
SENSITIVE_BY = ("placement_type", "uasc")
STEADY = ("", "sex", "ethnic_group", "uasc")
MOST_STRETCHES = 14
YEAR = 12
FAR = 1 << 40
"""Beyond any number of children."""

PATIENCE = 20.0
"""How long one question is searched for, in the solver's own measure of work; then undecided."""

WITH, NOT_KNOWN = " (with ", " or not known"

N, M, D, U = "met", "not met", "base", "unknown"

IN_CARE = "children-looked-after"
WHOLE_CARE = (
    "children-looked-after-rate", "placements-per-child", "three-or-more-placements",
    "three-or-more-social-workers", "children-visited",
)  # fmt: skip
"""All who are looked after on the day, whatever is asked of them."""

SAME_BASE = (
    *((IN_CARE, name) for name in WHOLE_CARE),
    ("placed-within-20-miles", "placed-within-50-miles"),
    ("care-leavers-in-touch", "care-leavers-eet"),
    ("personal-advisers-per-care-leaver", "pathway-plans-in-date"),
)
"""Measures whose base is the same by definition."""

BASE_WITHIN = (
    *(
        (name, IN_CARE)
        for name in (
            "social-workers-per-child", "placed-within-20-miles", "review-health-assessments",
            "sdq-in-timescale", "long-term-stability",
        )
    ),
    (IN_CARE, "missing-from-care"),
    ("sdq-in-timescale", "review-health-assessments"),
    ("long-term-stability", "review-health-assessments"),
    ("care-leavers-suitable-accommodation", "care-leavers-eet"),
)  # fmt: skip
"""A base that lies within another one by definition; the rest are often few children."""

MET_WITHIN = (("placed-within-20-miles", "placed-within-50-miles"),)

MEANS = (
    ("placements-per-child", "three-or-more-placements", 3, 0),
    ("social-workers-per-child", "three-or-more-social-workers", 3, 1),
)
"""A mean, the share of those with so many, and the least that anybody in the mean has."""

BALANCE = (IN_CARE, "children-starting-care", "children-leaving-care")

AMOUNTS = ("average", "percentile")
BASED = ("share", "mean", *AMOUNTS)
"""Statistics whose base is not their number."""

Name = tuple[Any, ...]


@frozen(kw_only=True)
class Point:
    """One figure as a paper writes it."""

    measure: str
    statistic: str
    over_time: str
    sensitive: bool
    period: str
    by: str
    group: str
    value: Fraction | None
    numerator: int | None
    denominator: int | None
    hidden: bool
    unknown: int | None = None
    excluded: tuple[tuple[str, int], ...] = ()
    rating: str = ""

    @property
    def cell(self) -> Name:
        return (self.measure, self.period, self.by, self.group)


def points_in(document: Mapping[str, Any]) -> Iterator[Point]:
    """Every figure of children in a paper."""
    for priority in document["priorities"]:
        for success in priority["success_measures"]:
            for indicator in success["indicators"]:
                key = _key(indicator["period"])
                yield from _point(indicator, {**indicator, "period": key})
                for each in indicator.get("series") or ():
                    yield from _point(indicator, each)
                for each in indicator.get("breakdowns") or ():
                    yield from _point(indicator, {"period": key, **each})
    for table in document.get("appendix") or ():
        for each in table["figures"]:
            yield from _point(table, each)


def _point(of: Mapping[str, Any], one: Mapping[str, Any]) -> Iterator[Point]:
    if of["about"] != "children" or one.get("missing_reason") not in (None, "hidden", "no_cases"):
        return
    value = one.get("value")
    yield Point(
        measure=of["measure"],
        statistic=of["statistic"] or "",
        over_time=of.get("over_time") or "",
        sensitive=bool(of.get("sensitive"))
        or (one.get("group_by") in SENSITIVE_BY and one.get("group") != "unknown"),
        period=one["period"],
        by=one.get("group_by") or "",
        group=one.get("group") or "",
        value=None if value is None else Fraction(str(value)),
        numerator=one.get("numerator"),
        denominator=one.get("denominator"),
        hidden=one.get("missing_reason") == "hidden",
        unknown=one.get("unknown"),
        excluded=tuple((one.get("excluded") or {}).items()),
        rating=one.get("rating") or "",
    )


def _key(period: Mapping[str, str]) -> str:
    code, identifier = period["code"], period["identifier"]
    if identifier.startswith("Financial year Q"):
        return f"{code}Q{identifier[-1]}"
    ends = {"Financial year": code, "Academic year": f"{code}AY", "12 months to": f"{code}T12"}
    return ends.get(identifier, period["end"][:7])


@frozen(kw_only=True)
class Line:
    """A constraint: least <= sum of times * variable <= most; soft ones may be wrong."""

    terms: tuple[tuple[Name, int], ...]
    least: int | None
    most: int | None
    soft: str = ""


@define
class System:
    """All that is known, as whole numbers and constraints between them."""

    fixed: dict[Name, int] = field(factory=dict)
    lines: list[Line] = field(factory=list)
    bounds: dict[Name, tuple[int, int]] = field(factory=dict)
    hidden: dict[Name, Point] = field(factory=dict)
    asides: dict[Name, str] = field(factory=dict)
    room: int = 1000
    clashes: set[Name] = field(factory=set)
    not_few: set[Name] = field(factory=set)
    atoms: set[Name] = field(factory=set)

    def fix(self, name: Name, value: int) -> None:
        if self.fixed.setdefault(name, value) != value:
            self.clashes.add(name)

    def tie(self, terms: Iterable[tuple[Name, int]], least: int | None, most: int | None,
            soft: str = "") -> None:  # fmt: skip
        self.lines.append(Line(terms=tuple(terms), least=least, most=most, soft=soft))

    def equal(self, terms: Iterable[tuple[Name, int]], soft: str = "") -> None:
        self.tie(terms, 0, 0, soft)


Sum = tuple[str, str, tuple[str, ...]]
"""A measure, which of its numbers, and the measures whose numbers add up to it, by their titles."""


def system_of(documents: Iterable[Mapping[str, Any]], sums: Iterable[Sum] = ()) -> System:
    """All that papers which are known together say."""
    points: dict[Name, Point] = {}
    several: list[Point] = []
    for document in documents:
        for point in points_in(document):
            several.append(point)
            if point.cell not in points or points[point.cell].hidden:
                points[point.cell] = point
    numbers = [n for one in several for n in (one.numerator, one.denominator) if n is not None]
    all_ = System(room=2 * max(numbers, default=0) + 50)
    for point in several:
        _shown(all_, point)
    for point in points.values():
        _add_components(all_, point)
    _groups(all_, points)
    _families(all_, points)
    _add_definitions(all_, points)
    _once_a_period(all_, points)
    _scores(all_, points)
    _flows(all_, points)
    _sums(all_, points, sums)
    return all_


def _sums(all_: System, points: Mapping[Name, Point], sums: Iterable[Sum]) -> None:
    """What a reader takes from titles: plans in time and plans late are all plans."""
    places = {(point.period, point.by, point.group) for point in points.values()}
    for total, part, measures in sums:
        for place in places:
            cells = [(name, *place) for name in (total, *measures)]
            if all(cell in points for cell in cells):
                terms = [((*cell, N), 1) for cell in cells[1:]]
                all_.equal([*terms, ((*cells[0], part), -1)], total)


def _shown(all_: System, point: Point) -> None:
    if point.numerator is not None:
        all_.fix((*point.cell, N), point.numerator)
    if point.denominator is not None and point.statistic in BASED:
        all_.fix((*point.cell, D), point.denominator)
    if point.unknown is not None and not point.hidden:
        all_.fix((*point.cell, U), point.unknown)
    for why, number in point.excluded:
        all_.fix((*point.cell, f"left out: {why}"), number)
        all_.asides[(*point.cell, f"left out: {why}")] = "left out"
    if point.value is not None and point.numerator is None:
        _of_value(all_, point)


def _of_value(all_: System, point: Point) -> None:
    """A value whose counts are not shown, rounded half away from zero."""
    assert point.value is not None
    reach = next(
        (Fraction(1, 2 * 10**d) for d in range(9) if (point.value * 10**d).denominator == 1),
        Fraction(1, 10**9),
    )
    low, high = point.value - reach, point.value + reach
    scale = 100 if point.statistic == "share" else 1
    if point.statistic == "share":
        all_.not_few |= {(*point.cell, N), (*point.cell, M)}
    if point.statistic in ("share", "mean"):
        met, base = (*point.cell, N), (*point.cell, D)
        all_.tie([(met, scale * low.denominator), (base, -low.numerator)], 0, None)
        all_.tie([(met, scale * high.denominator), (base, -high.numerator)], None, 0)


def _add_components(all_: System, point: Point) -> None:
    met, base, missed = ((*point.cell, part) for part in (N, D, M))
    ruled_out = point.hidden and not point.sensitive and point.measure not in BALANCE[1:]
    all_.bounds[met] = (0, all_.room * (20 if point.statistic == "mean" else 1))
    if point.statistic in AMOUNTS:
        all_.bounds[base] = (_least_of_amount(point), all_.room)
        if point.hidden:
            all_.hidden[base] = point
        return
    if point.statistic in ("share", "mean"):
        all_.bounds[base] = (int(ruled_out), all_.room)
    if point.statistic == "share":
        all_.equal([(base, 1), (met, -1), (missed, -1)])
        all_.bounds[missed] = (0, all_.room)
    if ruled_out:
        _somebody(all_, point)
    names = {"share": (met, missed, base), "mean": (base,)}.get(point.statistic, (met,))
    for name in names:
        all_.hidden[name] = point
    if point.statistic in ("share", "count") and not point.hidden:
        all_.asides[(*point.cell, U)] = "unknown"


def _least_of_amount(point: Point) -> int:
    """An amount is shown of so many children; that there is none is shown of everyone's year."""
    if not point.hidden:
        return LEAST_FOR_AMOUNT
    return int(not point.by and not point.sensitive and from_key(point.period).every.months == YEAR)


def _somebody(all_: System, point: Point) -> None:
    """Nobody, and everybody, would have been shown, but where they are of very few children."""
    met, base, missed = ((*point.cell, part) for part in (N, D, M))
    if point.statistic not in ("share", "mean"):
        all_.tie([(met, 1)], 1, None)
        return
    few = LEAST_FOR_MEAN - 1 if point.statistic == "mean" else SMALL
    for side in (met, missed) if point.statistic == "share" else (met,):
        all_.tie([(base, 1), (side, -all_.room)], None, few)


def _added(statistic: str) -> tuple[str, ...]:
    return {"share": (N, M), "mean": (N, D), **dict.fromkeys(AMOUNTS, (D,))}.get(statistic, (N,))


def _groups(all_: System, points: Mapping[Name, Point]) -> None:
    tables: dict[Name, list[Point]] = defaultdict(list)
    for point in points.values():
        if point.by and "+" not in point.by:
            tables[point.measure, point.period, point.by].append(point)
    for (measure, period, _), groups in tables.items():
        whole = points.get((measure, period, "", ""))
        if whole is None:
            continue
        adds_up = whole.over_time in ("flow", "level") or whole.statistic != "count"
        if not adds_up and groups[0].by not in STEADY:
            continue
        cells = _cells_apart(all_, groups)
        for part in _added(whole.statistic):
            terms = [((*cell, part), 1) for cell in cells]
            all_.equal([*terms, ((*whole.cell, part), -1)])


def _cells_apart(all_: System, groups: list[Point]) -> list[Name]:
    """The groups that share no child: a folded one names those that it is made of."""
    parts = {point.group: _folded_of(point.group) for point in groups}
    often = Counter(part for name, names in parts.items() for part in names or (name,))
    cells: dict[Name, None] = {}
    for point in groups:
        names = parts[point.group]
        if not names or (WITH not in point.group and max(often[name] for name in names) == 1):
            cells[point.cell] = None
            continue
        inside = [(*point.cell[:3], name) for name in names]
        cells |= dict.fromkeys(inside)
        all_.atoms |= {*inside}
        for part in (*_added(point.statistic), *((D,) if point.statistic == "share" else ())):
            all_.equal([*(((*cell, part), 1) for cell in inside), ((*point.cell, part), -1)])
        if WITH in point.group:
            small = D if point.statistic in BASED else N
            for cell in inside[1 : len(inside) - point.group.endswith(NOT_KNOWN)]:
                all_.bounds[*cell, small] = (0, SMALL)
    return list(cells)


def _folded_of(group: str) -> tuple[str, ...]:
    """Such as `other (with custody) or not known`: the groups that are counted as one."""
    known = group.removesuffix(NOT_KNOWN)
    name, _, small = known.partition(WITH)
    parts = (name, *(small.removesuffix(")").split(", ") if small else ()))
    parts += ("unknown",) if known != group else ()
    return parts if len(parts) > 1 else ()


def _base(point: Point) -> Name:
    return (*point.cell, D if point.statistic in BASED else N)


def _families(all_: System, points: Mapping[Name, Point]) -> None:  # noqa: C901
    at: dict[Name, dict[str, list[Point]]] = defaultdict(lambda: defaultdict(list))
    for point in points.values():
        end = from_key(point.period).last_month
        at[end, point.by, point.group][point.measure].append(point)
    for named in at.values():
        for many in named.values():  # one day, whatever ends with it
            levels = [one for one in many if one.over_time == "level"]
            for other in levels[1:]:
                for part in (*_added(other.statistic), D):
                    all_.equal([((*levels[0].cell, part), 1), ((*other.cell, part), -1)], "day")
        first = {name: many[0] for name, many in named.items()}
        for point, other in _both(first, SAME_BASE):
            all_.equal([(_base(point), 1), (_base(other), -1)], f"{point.measure} base")
        for point, other in _both(first, BASE_WITHIN):
            _within(all_, _base(point), _base(other), f"{point.measure} within {other.measure}")
        for point, other in _both(first, MET_WITHIN):
            _within(all_, (*point.cell, N), (*other.cell, N), f"{point.measure} met")
        for mean, share, many_, least in MEANS:
            if mean in first and share in first:
                m, s = first[mean], first[share]
                all_.tie(
                    [((*m.cell, N), 1), ((*s.cell, N), least - many_), ((*m.cell, D), -least)],
                    0, None, soft=mean,
                )  # fmt: skip


def _both(
    first: Mapping[str, Point], pairs: Iterable[tuple[str, str]]
) -> Iterator[tuple[Point, Point]]:
    for one, second in pairs:
        if one in first and second in first:
            yield first[one], first[second]


def _within(all_: System, few: Name, many: Name, soft: str) -> None:
    beyond = (*many, "beyond", *few)
    all_.bounds[beyond] = (0, all_.room)
    all_.equal([(few, 1), (beyond, 1), (many, -1)], soft)
    all_.asides[beyond] = "difference"


def _add_definitions(all_: System, points: Mapping[Name, Point]) -> None:
    """What definitions say of numbers of one time and group."""
    at: dict[Name, dict[Name, Point]] = defaultdict(dict)
    for point in points.values():
        at[point.measure, point.by, point.group].setdefault(_time(point), point)
    for number, fact in enumerate(DEFINITION_FACTS):
        places = {
            (point.by, point.group, point.period): point
            for point in points.values()
            if point.measure in {term.measure for term in (*fact.parts, fact.whole)}
        }
        for place in dict.fromkeys((*key[:2], _time(point)) for key, point in places.items()):
            if not (fact.groups and place[:2] not in fact.groups) and not (
                fact.everyone and place[0]
            ):
                _fact(all_, fact, number, place, at)


def _time(point: Point) -> Name:
    """The months that a figure is of; of a day the last one."""
    span = from_key(point.period)
    return (span.last_month,) if point.over_time == "level" else (span.first_month, span.last_month)


def _fact(
    all_: System, fact: Fact, number: int, place: Name, at: Mapping[Name, Mapping[Name, Point]]
) -> None:
    """Of one time and group; parts that no paper has are beyond the others."""
    *group, time = place
    named = []
    for term in (*fact.parts, fact.whole):
        point = at.get((term.measure, *(term.group or group)), {}).get(time)
        if point is None and term.group:
            named.append(_atom(all_, term, time))
        else:
            named.append(
                None if point is None else _base(point) if term.part == D else (*point.cell, N)
            )
    *parts, whole = named
    if whole is None or not any(parts) or (fact.exact and None in parts):
        return
    terms = [(name, 1) for name in parts if name is not None]
    if not fact.exact:
        beyond = ("beyond", number, *place)
        all_.bounds[beyond] = (0, all_.room)
        terms.append((beyond, 1))
        if fact.people:
            all_.asides[beyond] = "difference"
    all_.equal([*terms, (whole, -1)], f"fact {number}")


def _atom(all_: System, term: Term, time: Name) -> Name | None:
    """The number of a group that a paper counts with another one."""
    for cell in all_.atoms:
        span = from_key(cell[1])
        if (cell[0], cell[2:]) == (term.measure, term.group) and time in (
            (span.last_month,), (span.first_month, span.last_month),
        ):  # fmt: skip
            return (*cell, N)
    return None


def _once_a_period(all_: System, points: Mapping[Name, Point]) -> None:
    """Children who count once: a year has no fewer than each of its months, nor more than all."""
    streams: dict[Name, list[Point]] = defaultdict(list)
    for point in points.values():
        if point.measure in ONCE_A_PERIOD:
            streams[point.measure, point.by, point.group].append(point)
    for many in streams.values():
        for long in many:
            months = set(_months(long))
            inner = [one for one in many if one is not long and months.issuperset(_months(one))]
            for point in inner:
                all_.tie([((*point.cell, N), 1), ((*long.cell, N), -1)], None, 0, "once")
            for length in {len(_months(one)) for one in inner}:
                alike = [one for one in inner if len(_months(one)) == length]
                if set().union(*map(_months, alike)) == months:
                    all_.tie(
                        [*(((*one.cell, N), 1) for one in alike), ((*long.cell, N), -1)],
                        0, None, "once",
                    )  # fmt: skip


def _months(point: Point) -> range:
    span = from_key(point.period)
    return range(span.first_month, span.last_month + 1)


def _scores(all_: System, points: Mapping[Name, Point]) -> None:
    """A mean of whole numbers bounds how many have a high one."""
    for point in points.values():
        share, least, most = ADVERSE_FROM.get(point.measure, ("", 0, 0))
        other = points.get((share, *point.cell[1:]))
        if other is None or point.value is None:
            continue
        base, high = (*other.cell, D), (*other.cell, N)
        low, top = 2 * point.value - 1, 2 * point.value + 1  # of a mean that is a whole number
        if low.denominator == 1:
            all_.tie([(base, int(top)), (high, -2 * least)], 0, None, "scores")
            all_.tie(
                [(base, 2 * (least - 1) - int(low)), (high, 2 * (most - least + 1))], 0, None,
                "scores",
            )  # fmt: skip


Flow = tuple[Name, str]
"""What flows, for whom, and which of its numbers."""


def _flows(all_: System, points: Mapping[Name, Point]) -> None:  # noqa: C901
    flows: dict[Flow, list[tuple[Point, str, int]]] = defaultdict(list)
    for point in points.values():
        if point.over_time == "flow" and point.statistic in ("share", "count", "sum", "rate"):
            for part in (*_added(point.statistic), *((D,) if point.measure in BASE_STREAM else ())):
                stream, later = _stream(point, part)
                flows[stream].append((point, part, later))
    stocks: dict[Name, list[Point]] = defaultdict(list)
    for point in points.values():
        if point.measure == IN_CARE and point.by in STEADY:
            stocks[point.by, point.group].append(point)
    ends = {stream: {end for each in many for end in _span(each)} for stream, many in flows.items()}
    for (by, group), many in stocks.items():
        days = {from_key(one.period).last_month + 1 for one in many}
        for name in BALANCE[1:]:
            if ((name, by, group), N) in ends:
                ends[(name, by, group), N] |= days
    for stream, placed in flows.items():
        _flow(all_, stream, placed, sorted(ends[stream]))
    _balances(all_, stocks, ends)


def _flow(
    all_: System, stream: Flow, placed: list[tuple[Point, str, int]], line: list[int]
) -> None:
    """Each figure is what flowed between two month ends; so is whatever lies between any two."""
    for one, part, later in placed:
        atoms = _atoms(stream, line, *_span((one, part, later)))
        all_.equal([*((atom, 1) for atom in atoms), ((*one.cell, part), -1)], str(stream))
    if placed[0][0].statistic not in ("share", "count", "rate") or len(placed) < 2:
        return
    own = sorted({end for each in placed for end in _span(each)})
    pairs = combinations(own, 2) if len(own) <= MOST_STRETCHES else pairwise(own)
    for start, end in pairs:
        name = (*stream[0], stream[1], "between", start, end)
        atoms = _atoms(stream, line, start, end)
        all_.equal([*((atom, 1) for atom in atoms), (name, -1)], str(stream))
        all_.asides[name] = "stretch"


def _span(placed: tuple[Point, str, int]) -> tuple[int, int]:
    """From which month's start to which a figure flows; what is due later began earlier."""
    point, _, later = placed
    span = from_key(point.period)
    return span.first_month - later, span.last_month + 1 - later


def _stream(point: Point, part: str) -> tuple[Flow, int]:
    """What a number of a figure is a part of, and by how many months it is later."""
    if part == D:
        base, later = BASE_STREAM[point.measure]
        return ((base, point.by, point.group), D if base in NOT_COUNTED else N), later
    if part == N and point.measure in STREAMS and not point.by:
        return (STREAMS[point.measure], N), 0
    name = SAME_STREAM.get(point.measure, point.measure) if part == N else point.measure
    return ((name, point.by, point.group), part), 0


def _atoms(stream: Flow, line: list[int], start: int, end: int) -> list[Name]:
    own = [at for at in line if start <= at <= end]
    return [(*stream[0], stream[1], "flowed", at, after) for at, after in pairwise(own)]


def _balances(
    all_: System, stocks: Mapping[Name, list[Point]], ends: Mapping[Flow, set[int]]
) -> None:
    for (by, group), many in stocks.items():
        came, left = (((name, by, group), N) for name in BALANCE[1:])
        if came not in ends or left not in ends:
            continue
        days = {from_key(point.period).last_month + 1: point for point in many}
        ordered = sorted(days)
        for start, end in pairwise(ordered):
            terms = [((*days[end].cell, N), 1), ((*days[start].cell, N), -1)]
            terms += [(a, -1) for a in _atoms(came, sorted(ends[came]), start, end)]
            terms += [(a, 1) for a in _atoms(left, sorted(ends[left]), start, end)]
            all_.equal(terms, "balance")


@frozen(kw_only=True)
class Leak:
    """A number that has too few values, or an aside that has one."""

    name: Name
    kind: str
    values: tuple[int, ...]
    hidden: bool


@define
class Attack:
    """What came of it."""

    leaks: list[Leak] = field(factory=list)
    muddled: int = 0
    searched: int = 0
    undecided: int = 0

    @property
    def cells(self) -> int:
        return len({leak.name[:4] for leak in self.leaks if leak.kind == "cell"})

    @property
    def exact(self) -> int:
        return len(
            {leak.name[:4] for leak in self.leaks if leak.kind == "cell" and len(leak.values) == 1}
        )

    @property
    def asides(self) -> int:
        return sum(leak.kind != "cell" for leak in self.leaks)


def attack(documents: Iterable[Mapping[str, Any]], sums: Iterable[Sum] = ()) -> Attack:
    """Search every number of children that public papers hide or tell aside."""
    all_ = system_of(documents, sums)
    done = Attack()
    clean = _folded(all_, done)
    for lines in _components(clean):
        _search(all_, lines, done)
    return done


def _folded(all_: System, done: Attack) -> list[Line]:  # noqa: C901
    """The constraints with what is shown put in; unknowns that these fix are shown as well."""
    lines = list(all_.lines)
    moved = True
    while moved:
        moved = False
        rest = []
        for line in lines:
            terms = [(name, times) for name, times in line.terms if name not in all_.fixed]
            shift = sum(
                times * all_.fixed[name] for name, times in line.terms if name in all_.fixed
            )
            least = None if line.least is None else line.least - shift
            most = None if line.most is None else line.most - shift
            if not terms:
                wrong = (least is not None and least > 0) or (most is not None and most < 0)
                done.muddled += wrong
                continue
            if len(terms) == 1 and least is not None and least == most and least % terms[0][1] == 0:
                name, value = terms[0][0], least // terms[0][1]
                low, high = all_.bounds.get(name, (0, all_.room))
                if value < 0 or (line.soft and not low <= value <= high):
                    done.muddled += 1
                else:
                    all_.fixed[name] = value
                    moved = True
                continue
            rest.append(Line(terms=tuple(terms), least=least, most=most, soft=line.soft))
        lines = rest
    for name, value in all_.fixed.items():
        one = all_.hidden.get(name)
        if name in all_.asides and 1 <= value <= SMALL:
            done.leaks.append(
                Leak(name=name, kind=all_.asides[name], values=(value,), hidden=False)
            )
        elif one is not None:
            small = 1 <= value <= SMALL
            told = one.hidden and (value or _nobody_tells(all_, one)) and _is_protected(one, name)
            if small or told:
                done.leaks.append(Leak(name=name, kind="cell", values=(value,), hidden=one.hidden))
    return lines


def _nobody_tells(all_: System, point: Point) -> bool:
    """Whether a zero tells of a child: of a sensitive measure, unless there is nobody at all."""
    return point.sensitive and not (
        point.statistic in BASED and all_.fixed.get((*point.cell, D)) == 0
    )


def _is_protected(point: Point, name: Name) -> bool:
    """Whether a number of a hidden figure is secret even if it is large.

    The base of a hidden share or mean is not: it stands beside other measures of the same children.
    """
    return point.statistic in ("count", "sum") or name[-1] != D


def _components(lines: list[Line]) -> list[list[Line]]:
    parent: dict[Name, Name] = {}

    def root(name: Name) -> Name:
        while parent.setdefault(name, name) != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for line in lines:
        for name, _ in line.terms[1:]:
            parent[root(name)] = root(line.terms[0][0])
    found: dict[Name, list[Line]] = defaultdict(list)
    for line in lines:
        found[root(line.terms[0][0])].append(line)
    return list(found.values())


def _search(all_: System, lines: list[Line], done: Attack) -> None:  # noqa: C901
    names = sorted({name for line in lines for name, _ in line.terms}, key=repr)
    arguments = [name for name in names if name in all_.asides or _is_hidden(all_, name)]
    if not arguments:
        return
    model, variables = _model(all_, lines, names)
    try:
        first = _solved(model, variables)
    except UndecidedError:
        done.undecided += len(arguments)
        return
    if first is None:
        done.muddled += 1
        for part in _components(_without_wrong(all_, lines, names)):
            _search(all_, part, done)
        return
    seen: dict[Name, set[int]] = {name: {first[name]} for name in names}
    for _ in range(ENOUGH + 3):
        done.searched += 1
        if not _unlike(model, variables, {name: seen[name] for name in arguments}, seen):
            break
    complete = [name for name in arguments if _completed(model, variables, name, seen, done)]
    for name in complete:
        if name[-1] == D and seen[name] == {0}:
            all_.fixed.setdefault(name, 0)
    for name in complete:
        if len(seen[name]) < ENOUGH:
            _leak(all_, name, tuple(sorted(seen[name])), done)


def _completed(
    model: Any, variables: dict[Name, Any], name: Name, seen: dict[Name, set[int]], done: Attack
) -> bool:
    """Search below, above and between the values seen, until there are enough or there are no more.

    Returns:
        Whether it could be decided.
    """
    empty: set[tuple[int, int]] = set()
    while len(seen[name]) < ENOUGH:
        edges = [-FAR, *sorted(seen[name]), FAR]
        gaps = {(low + 1, high - 1) for low, high in pairwise(edges) if high - low > 1} - empty
        if not gaps:
            return True
        gap = min(gaps)
        done.searched += 1
        try:
            solution = _solved(model, variables, name, gap)
        except UndecidedError:
            done.undecided += 1
            return False
        if solution is None:
            empty.add(gap)
        for each, value in (solution or {}).items():
            seen[each].add(value)
    return True


def _without_wrong(all_: System, lines: list[Line], names: list[Name]) -> list[Line]:
    """The constraints without one that contradicts the others; without all soft ones at worst."""
    softs = dict.fromkeys(line.soft for line in lines if line.soft)
    for wrong in softs:
        rest = [line for line in lines if line.soft != wrong]
        if _solved(*_model(all_, rest, names)) is not None:
            return rest
    return [line for line in lines if not line.soft] if softs else []


def _unlike(
    model: Any,
    variables: dict[Name, Any],
    lacking: dict[Name, set[int]],
    seen: dict[Name, set[int]],
) -> bool:
    """A solution in which as many variables as can be found have new values; whether any has."""
    open_ = {name: values for name, values in lacking.items() if len(values) < ENOUGH}
    if not open_:
        return False
    clone = model.clone()
    news = []
    for name, values in open_.items():
        new = clone.new_bool_var("")
        complement = cp_model.Domain.from_values(sorted(values)).complement()
        variable = clone.get_int_var_from_proto_index(variables[name].index)
        clone.add_linear_expression_in_domain(variable, complement).only_enforce_if(new)
        news.append(new)
    clone.maximize(sum(news))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = 1.0
    if solver.solve(clone) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return False
    for name in seen:
        variable = clone.get_int_var_from_proto_index(variables[name].index)
        seen[name].add(solver.value(variable))
    return solver.objective_value > 0


def _is_hidden(all_: System, name: Name) -> bool:
    return name in all_.hidden


def _leak(all_: System, name: Name, values: tuple[int, ...], done: Attack) -> None:
    one = all_.hidden.get(name)
    if name in all_.asides:
        if len(values) == 1 and 1 <= values[0] <= SMALL:
            done.leaks.append(Leak(name=name, kind=all_.asides[name], values=values, hidden=False))
    elif one is not None and one.hidden and (_is_protected(one, name) or values[0] <= SMALL):
        if values != (0,) or _nobody_tells(all_, one):
            done.leaks.append(Leak(name=name, kind="cell", values=values, hidden=True))
    elif one is not None and any(1 <= value <= SMALL for value in values):
        done.leaks.append(Leak(name=name, kind="cell", values=values, hidden=False))


def _model(all_: System, lines: list[Line], names: list[Name]) -> tuple[Any, dict[Name, Any]]:
    model = cp_model.CpModel()
    variables = {name: model.new_int_var_from_domain(_domain(all_, name), "") for name in names}
    for line in lines:
        total = sum(times * variables[name] for name, times in line.terms)
        if line.least is not None:
            model.add(total >= line.least)
        if line.most is not None:
            model.add(total <= line.most)
    _alone(all_, names, model, variables)
    return model, variables


def _domain(all_: System, name: Name) -> Any:
    """Where a number can lie; behind a percentage that is shown there is no small one."""
    within = cp_model.Domain(*all_.bounds.get(name, (0, all_.room)))
    few = cp_model.Domain(1, SMALL)
    return within.intersection_with(few.complement()) if name in all_.not_few else within


def _alone(all_: System, names: list[Name], model: Any, variables: dict[Name, Any]) -> None:
    """A hidden figure that stands alone was hidden for its own sake: a number of it is small."""
    figures = {all_.hidden[name].cell: all_.hidden[name] for name in names
               if name in all_.hidden and all_.hidden[name].hidden}  # fmt: skip
    if len(figures) != 1:
        return
    ((cell, figure),) = figures.items()
    if figure.sensitive or figure.statistic not in ("share", "count"):
        return
    parts = (N,) if figure.statistic == "count" else (N, M)
    few = []
    for part in parts:
        name = (*cell, part)
        if name in all_.fixed:
            continue
        if name not in variables:
            return
        small = model.new_bool_var("")
        model.add(variables[name] <= SMALL).only_enforce_if(small)
        few.append(small)
    if few:
        model.add_bool_or(few)


class UndecidedError(Exception):
    """A search that came to no end within the work that was set."""


def _solved(
    model: Any,
    variables: dict[Name, Any],
    name: Name | None = None,
    within: tuple[int, int] | None = None,
) -> dict[Name, int] | None:
    """A solution, in which a number lies within a range if one is named; None if there is none.

    Raises:
        UndecidedError: When the search came to no end.
    """
    clone = model
    if name is not None and within is not None:
        clone = model.clone()
        variable = clone.get_int_var_from_proto_index(variables[name].index)
        clone.add_linear_constraint(variable, *within)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_deterministic_time = PATIENCE
    status = solver.solve(clone)
    if status == cp_model.INFEASIBLE:
        return None
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise UndecidedError
    return {each: solver.value(variable) for each, variable in variables.items()}


def read(text: str) -> list[dict[str, Any]]:
    """The papers in a file."""
    document = json.loads(text)
    return document if isinstance(document, list) else [document]
