"""An attacker written apart: what can be worked out from public JSON alone, by integer programming.

It knows the rules of the documentation and what the shipped measures say they count, and nothing of
how the package protects figures or audits them; it imports no part of either. OR-tools' CP-SAT
searches whole numbers exactly. `pip install 'cptracker[attack]'`.

What it is taken to know is written down in `docs/explanation/what-a-reader-knows.md`.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Any

from attrs import define, field, frozen
from ortools.sat.python import cp_model

from cptracker.model.periods import from_key

ENOUGH = 5
SMALL = 5
LEAST_FOR_MEAN = 8
SENSITIVE_BY = ("placement_type", "uasc")
STEADY = ("", "sex", "ethnic_group", "uasc")
MOST_STRETCHES = 14

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
SAME = {
    "special-guardianship-orders": (
        "children-leaving-care", "leaving_reason", "special guardianship",
    ),
}  # fmt: skip

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
            for one in success["indicators"]:
                key = _key(one["period"])
                yield from _point(one, {**one, "period": key})
                for each in one.get("series") or ():
                    yield from _point(one, each)
                for each in one.get("breakdowns") or ():
                    yield from _point(one, {"period": key, **each})
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
        for one in points_in(document):
            several.append(one)
            if one.cell not in points or points[one.cell].hidden:
                points[one.cell] = one
    numbers = [n for one in several for n in (one.numerator, one.denominator) if n is not None]
    all_ = System(room=2 * max(numbers, default=0) + 50)
    for one in several:
        _shown(all_, one)
    for one in points.values():
        _parts(all_, one)
    _groups(all_, points)
    _families(all_, points)
    _flows(all_, points)
    _sums(all_, points, sums)
    return all_


def _sums(all_: System, points: Mapping[Name, Point], sums: Iterable[Sum]) -> None:
    """What a reader takes from titles: plans in time and plans late are all plans."""
    places = {(one.period, one.by, one.group) for one in points.values()}
    for total, part, measures in sums:
        for place in places:
            cells = [(name, *place) for name in (total, *measures)]
            if all(cell in points for cell in cells):
                terms = [((*cell, N), 1) for cell in cells[1:]]
                all_.equal([*terms, ((*cells[0], part), -1)], total)


def _shown(all_: System, one: Point) -> None:
    if one.numerator is not None:
        all_.fix((*one.cell, N), one.numerator)
    if one.denominator is not None and one.statistic in ("share", "mean"):
        all_.fix((*one.cell, D), one.denominator)
    if one.unknown is not None and not one.hidden:
        all_.fix((*one.cell, U), one.unknown)
    for why, number in one.excluded:
        all_.fix((*one.cell, f"left out: {why}"), number)
        all_.asides[(*one.cell, f"left out: {why}")] = "left out"
    if one.value is not None and one.numerator is None:
        _of_value(all_, one)


def _of_value(all_: System, one: Point) -> None:
    """A value whose counts are not shown, rounded half away from zero."""
    assert one.value is not None
    reach = next(
        (Fraction(1, 2 * 10**d) for d in range(9) if (one.value * 10**d).denominator == 1),
        Fraction(1, 10**9),
    )
    low, high = one.value - reach, one.value + reach
    scale = 100 if one.statistic == "share" else 1
    if one.statistic == "share":
        all_.not_few |= {(*one.cell, N), (*one.cell, M)}
    if one.statistic in ("share", "mean"):
        met, base = (*one.cell, N), (*one.cell, D)
        all_.tie([(met, scale * low.denominator), (base, -low.numerator)], 0, None)
        all_.tie([(met, scale * high.denominator), (base, -high.numerator)], None, 0)


def _parts(all_: System, one: Point) -> None:
    met, base, missed = ((*one.cell, part) for part in (N, D, M))
    ruled_out = one.hidden and not one.sensitive and one.measure not in BALANCE[1:]
    all_.bounds[met] = (0, all_.room * (20 if one.statistic == "mean" else 1))
    if one.statistic in ("share", "mean"):
        all_.bounds[base] = (int(ruled_out), all_.room)
    if one.statistic == "share":
        all_.equal([(base, 1), (met, -1), (missed, -1)])
        all_.bounds[missed] = (0, all_.room)
    if ruled_out:
        _somebody(all_, one)
    names = {"share": (met, missed, base), "mean": (base,)}.get(one.statistic, (met,))
    if one.statistic in ("share", "mean", "count"):
        for name in names:
            all_.hidden[name] = one
    if one.statistic in ("share", "count") and not one.hidden:
        all_.asides[(*one.cell, U)] = "unknown"


def _somebody(all_: System, one: Point) -> None:
    """Nobody, and everybody, would have been shown, but where they are of very few children."""
    met, base, missed = ((*one.cell, part) for part in (N, D, M))
    if one.statistic not in ("share", "mean"):
        all_.tie([(met, 1)], 1, None)
        return
    few = LEAST_FOR_MEAN - 1 if one.statistic == "mean" else SMALL
    for side in (met, missed) if one.statistic == "share" else (met,):
        all_.tie([(base, 1), (side, -all_.room)], None, few)


def _added(statistic: str) -> tuple[str, ...]:
    return {"share": (N, M), "mean": (N, D), "rate": ()}.get(statistic, (N,))


def _groups(all_: System, points: Mapping[Name, Point]) -> None:
    tables: dict[Name, list[Point]] = defaultdict(list)
    for one in points.values():
        if one.by and "+" not in one.by:
            tables[one.measure, one.period, one.by].append(one)
    for (measure, period, _), groups in tables.items():
        whole = points.get((measure, period, "", ""))
        if whole is None or (not whole.over_time and whole.statistic == "count"):
            continue
        for part in _added(whole.statistic):
            terms = [((*one.cell, part), 1) for one in groups]
            all_.equal([*terms, ((*whole.cell, part), -1)])


def _base(one: Point) -> Name:
    return (*one.cell, D if one.statistic in ("share", "mean") else N)


def _families(all_: System, points: Mapping[Name, Point]) -> None:  # noqa: C901
    at: dict[Name, dict[str, list[Point]]] = defaultdict(lambda: defaultdict(list))
    for one in points.values():
        end = from_key(one.period).last_month
        at[end, one.by, one.group][one.measure].append(one)
    for named in at.values():
        for many in named.values():  # one day, whatever ends with it
            levels = [one for one in many if one.over_time == "level"]
            for other in levels[1:]:
                for part in (*_added(other.statistic), D):
                    all_.equal([((*levels[0].cell, part), 1), ((*other.cell, part), -1)], "day")
        first = {name: many[0] for name, many in named.items()}
        for one, other in _both(first, SAME_BASE):
            all_.equal([(_base(one), 1), (_base(other), -1)], f"{one.measure} base")
        for one, other in _both(first, BASE_WITHIN):
            _within(all_, _base(one), _base(other), f"{one.measure} within {other.measure}")
        for one, other in _both(first, MET_WITHIN):
            _within(all_, (*one.cell, N), (*other.cell, N), f"{one.measure} met")
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
    for one, other in pairs:
        if one in first and other in first:
            yield first[one], first[other]


def _within(all_: System, few: Name, many: Name, soft: str) -> None:
    beyond = (*many, "beyond", *few)
    all_.bounds[beyond] = (0, all_.room)
    all_.equal([(few, 1), (beyond, 1), (many, -1)], soft)
    all_.asides[beyond] = "difference"


def _flows(all_: System, points: Mapping[Name, Point]) -> None:  # noqa: C901
    flows: dict[Name, list[Point]] = defaultdict(list)
    for one in points.values():
        if one.over_time == "flow" and one.statistic in ("share", "count", "sum"):
            flows[_stream(one)].append(one)
    stocks: dict[Name, list[Point]] = defaultdict(list)
    for one in points.values():
        if one.measure == IN_CARE and one.by in STEADY:
            stocks[one.by, one.group].append(one)
    ends: dict[Name, set[int]] = {}
    for stream, many in flows.items():
        ends[stream] = {
            end for one in many
            for end in (from_key(one.period).first_month, from_key(one.period).last_month + 1)
        }  # fmt: skip
    for (by, group), many in stocks.items():
        days = {from_key(one.period).last_month + 1 for one in many}
        for name in BALANCE[1:]:
            if (name, by, group) in ends:
                ends[name, by, group] |= days
    for stream, many in flows.items():
        line = sorted(ends[stream])
        for part in _added(many[0].statistic):
            for one in many:
                span = from_key(one.period)
                atoms = _atoms(stream, part, line, span.first_month, span.last_month + 1)
                all_.equal([*((atom, 1) for atom in atoms), ((*one.cell, part), -1)], str(stream))
            if many[0].statistic in ("share", "count") and len(many) > 1:
                own = sorted(
                    {from_key(one.period).first_month for one in many}
                    | {from_key(one.period).last_month + 1 for one in many}
                )
                pairs = combinations(own, 2) if len(own) <= MOST_STRETCHES else pairwise(own)
                for start, end in pairs:
                    name = (*stream, part, "between", start, end)
                    atoms = _atoms(stream, part, line, start, end)
                    all_.equal([*((atom, 1) for atom in atoms), (name, -1)], str(stream))
                    all_.asides[name] = "stretch"
    _balances(all_, stocks, ends)


def _stream(one: Point) -> Name:
    if one.measure in SAME and not one.by:
        return SAME[one.measure]
    return (one.measure, one.by, one.group)


def _atoms(stream: Name, part: str, line: list[int], start: int, end: int) -> list[Name]:
    own = [at for at in line if start <= at <= end]
    return [(*stream, part, "flowed", at, after) for at, after in pairwise(own)]


def _balances(
    all_: System, stocks: Mapping[Name, list[Point]], ends: Mapping[Name, set[int]]
) -> None:
    for (by, group), many in stocks.items():
        came, left = ((name, by, group) for name in BALANCE[1:])
        if came not in ends or left not in ends:
            continue
        days = {from_key(one.period).last_month + 1: one for one in many}
        ordered = sorted(days)
        for start, end in pairwise(ordered):
            terms = [((*days[end].cell, N), 1), ((*days[start].cell, N), -1)]
            terms += [(a, -1) for a in _atoms(came, N, sorted(ends[came]), start, end)]
            terms += [(a, 1) for a in _atoms(left, N, sorted(ends[left]), start, end)]
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
            told = one.hidden and (value or one.sensitive) and _is_protected(one, name)
            if small or told:
                done.leaks.append(Leak(name=name, kind="cell", values=(value,), hidden=one.hidden))
    return lines


def _is_protected(one: Point, name: Name) -> bool:
    """Whether a number of a hidden figure is secret even if it is large.

    The base of a hidden share or mean is not: it stands beside other measures of the same children.
    """
    return one.statistic in ("count", "sum") or name[-1] != D


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
    asked = [one for one in names if one in all_.asides or _asked(all_, one)]
    if not asked:
        return
    model, variables = _model(all_, lines, names)
    first = _solved(model, variables, None, None)
    if first is None:
        hard = [line for line in lines if not line.soft]
        softs = {line.soft for line in lines if line.soft}
        done.muddled += 1
        if softs and len(hard) < len(lines):
            for part in _components(hard):
                _search(all_, part, done)
        return
    seen: dict[Name, set[int]] = {name: {first[name]} for name in names}
    for _ in range(ENOUGH + 3):
        done.searched += 1
        if not _unlike(model, variables, {name: seen[name] for name in asked}, seen):
            break
    for name in asked:
        while len(seen[name]) < ENOUGH:
            done.searched += 1
            other = _solved(model, variables, name, seen[name])
            if other is None:
                break
            for each, value in other.items():
                seen[each].add(value)
        if len(seen[name]) < ENOUGH:
            _leak(all_, name, tuple(sorted(seen[name])), done)


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
    asked = model.clone()
    news = []
    for name, values in open_.items():
        new = asked.new_bool_var("")
        other = cp_model.Domain.from_values(sorted(values)).complement()
        variable = asked.get_int_var_from_proto_index(variables[name].index)
        asked.add_linear_expression_in_domain(variable, other).only_enforce_if(new)
        news.append(new)
    asked.maximize(sum(news))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = 1.0
    if solver.solve(asked) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return False
    for name in seen:
        variable = asked.get_int_var_from_proto_index(variables[name].index)
        seen[name].add(solver.value(variable))
    return solver.objective_value > 0


def _asked(all_: System, name: Name) -> bool:
    return name in all_.hidden


def _leak(all_: System, name: Name, values: tuple[int, ...], done: Attack) -> None:
    one = all_.hidden.get(name)
    if name in all_.asides:
        if len(values) == 1 and 1 <= values[0] <= SMALL:
            done.leaks.append(Leak(name=name, kind=all_.asides[name], values=values, hidden=False))
    elif one is not None and one.hidden and (_is_protected(one, name) or values[0] <= SMALL):
        if values != (0,) or one.sensitive:
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
    ((cell, one),) = figures.items()
    if one.sensitive or one.statistic not in ("share", "count"):
        return
    parts = (N,) if one.statistic == "count" else (N, M)
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


def _solved(
    model: Any, variables: dict[Name, Any], name: Name | None, unlike: set[int] | None
) -> dict[Name, int] | None:
    asked = model
    if name is not None:
        asked = model.clone()
        variable = asked.get_int_var_from_proto_index(variables[name].index)
        for value in unlike or ():
            asked.add(variable != value)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.cp_model_presolve = len(variables) > 60
    status = solver.solve(asked)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return {each: solver.value(variable) for each, variable in variables.items()}


def read(text: str) -> list[dict[str, Any]]:
    """The papers in a file."""
    found = json.loads(text)
    return found if isinstance(found, list) else [found]
