"""The rebuild audit: try to find every hidden number from all that a paper shows.

It knows nothing of how figures were hidden: it reads what is there, writes down every sum that a
reader could, and searches for the values that each number can still have.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from cptracker.disclosure.auditing.equations import Rounding, equations
from cptracker.disclosure.auditing.findings import Finding
from cptracker.disclosure.auditing.knots import Knot, knots
from cptracker.disclosure.auditing.lines import tightened
from cptracker.disclosure.auditing.numbers import Equations
from cptracker.disclosure.auditing.seen import Cell, Seen
from cptracker.disclosure.auditing.stakes import at_stake, hidden, protected, sensitive, small
from cptracker.disclosure.auditing.sums import Range, Search, Values, values_of, whole
from cptracker.disclosure.auditing.telling import outright
from cptracker.disclosure.rules import Rules
from cptracker.ties import UNTIED
from cptracker.watching import Progress, quietly


@frozen(kw_only=True)
class Known:
    """What a reader can know of every number.

    Attributes:
        all_: The numbers and sums.
        abouts: For each number the figure it is of, or another that says what its measure counts.
        values: Of each number that sums tie to others.
        near: For each of those, the figures that its sums hold.
        muddled: Numbers whose sums contradict each other.
    """

    all_: Equations
    abouts: Sequence[Seen]
    values: Mapping[int, Values]
    near: Mapping[int, Sequence[Seen]]
    muddled: frozenset[int]


def audit(
    figures: Iterable[Seen],
    rules: Rules,
    earlier: Iterable[Seen] = (),
    progress: Progress = quietly,
) -> tuple[Finding, ...]:
    """Every number of children that can be worked out, with what betrays it.

    Args:
        figures: All that the paper shows.
        rules: What it had to protect; not how.
        earlier: All that earlier papers, and other publications, show. Those of a measure whose
            figures have been corrected since, so that old and new contradict each other, are left
            aside. So are ties between measures whose figures do not fit them: nobody can reckon
            with those.
        progress: Told of each knot of numbers before it is searched.
    """
    told, before = list(figures), list(earlier)
    while wrong := _misfits(told, rules) & {name for one in told for name in _tied(one)}:
        told, before = (
            [_untied(one, wrong) for one in told],
            [_untied(one, wrong) for one in before],
        )
    while True:
        known = _known([*told, *before], rules, progress)
        kept = [one for one in before if one.cell[0] not in _measures(known.all_, known.muddled)]
        if len(kept) == len(before):
            break
        before = kept
    found = [*outright([*told, *before], rules), *_worked_out(known, rules)]
    return tuple(sorted(found, key=lambda one: (one.place, one.number)))


def _misfits(figures: list[Seen], rules: Rules) -> set[str]:
    """The measures whose figures contradict each other, as far as bounds alone tell."""
    all_ = equations(figures, Rounding(step=rules.rounded_to, small=rules.small))
    muddled = _tighten(all_)
    for knot in knots(all_):
        if _narrowed(knot, all_.ranges) is None:
            muddled |= {*knot.numbers}
    return _measures(all_, muddled)


def _measures(all_: Equations, numbers: Collection[int]) -> set[str]:
    return {all_.names[number][0][0] for number in numbers}


def _tied(one: Seen) -> tuple[str, ...]:
    """The measures that a figure's ties speak of."""
    return (one.cell[0], *one.ties.measures) if one.ties.measures else ()


def _untied(one: Seen, wrong: Collection[str]) -> Seen:
    """A figure without the ties of its measure, where figures do not fit them."""
    return evolve(one, ties=UNTIED) if {*wrong} & {*_tied(one)} else one


def _known(figures: list[Seen], rules: Rules, progress: Progress) -> Known:
    all_ = equations(figures, Rounding(step=rules.rounded_to, small=rules.small))
    abouts = _abouts(figures, all_)
    muddled = _tighten(all_)
    tied = [one for one in knots(all_) if not muddled & set(one.numbers)]
    values: dict[int, Values] = {}
    near: dict[int, Sequence[Seen]] = {}
    for line in all_.lines:
        shown = [one for number in line.numbers for one in all_.witnesses.get(number, ())]
        near.update(dict.fromkeys(line.numbers, shown))
    for done, knot in enumerate(tied):
        progress("the audit", done, len(tied))
        found = _searched(knot, all_, abouts, rules)
        muddled |= set(knot.numbers) if found is None else set()
        values.update(found or {})
        near.update({number: knot.witnesses(number, all_) for number in knot.numbers})
    return Known(all_=all_, abouts=abouts, values=values, near=near, muddled=frozenset(muddled))


def _abouts(figures: list[Seen], all_: Equations) -> tuple[Seen, ...]:
    """For each number the figure it is of, or another that says what its measure counts."""
    facts: dict[Cell, Seen] = {}
    for one in figures:
        facts.setdefault(one.cell, one)
    by_measure = {name: one for one in facts.values() for name in one.ties.measures}
    by_measure |= {cell[0]: one for cell, one in facts.items()}
    return tuple(facts.get(cell) or by_measure[cell[0]] for cell, _ in all_.names)


def _tighten(all_: Equations) -> set[int]:
    """Give each number of a flow its exact range.

    Returns:
        The numbers of lines that contradict themselves.
    """
    muddled: set[int] = set()
    for line in all_.lines:
        found = tightened(line, all_.ranges)
        if found is None:
            muddled |= {one for one in line.numbers if all_.ranges[one][0] < all_.ranges[one][1]}
        else:
            all_.ranges.update(found)
    return muddled


def _narrowed(knot: Knot, ranges: Mapping[int, Range]) -> tuple[Search, dict[int, Range]] | None:
    """A knot ready to be searched; None where its sums contradict each other."""
    search = Search.of(knot.sums)
    held = {*knot.numbers, *(number for one in knot.sums for number, _ in one.terms)}
    mine = {number: ranges[number] for number in held}
    return (search, mine) if search.narrowed(mine) else None


def _searched(
    knot: Knot, all_: Equations, abouts: Sequence[Seen], rules: Rules
) -> dict[int, Values] | None:
    """The values of the numbers of a knot that are at stake; None where its sums contradict."""
    ready = _narrowed(knot, all_.ranges)
    if ready is None:
        return None
    search, ranges = ready
    asked = [
        one for one in knot.numbers if at_stake(all_.names[one], ranges[one], abouts[one], rules)
    ]
    if knot.straight:
        return {number: whole(ranges[number], rules.least_values) for number in asked}
    found = values_of(search, ranges, knot.numbers, asked, rules.least_values)
    if any(one.all_ and not one.possible for one in found.values()):
        return None
    return found


def _worked_out(known: Known, rules: Rules) -> Iterator[Finding]:
    """The numbers that have too few possible values."""
    for number, (name, about) in enumerate(zip(known.all_.names, known.abouts, strict=True)):
        within = known.all_.ranges[number]
        if not protected(name, about, rules):
            continue
        if number in known.muddled:
            yield _finding(known, number, (0, 0), "its figures contradict each other")
        elif number in known.values:
            yield from _of_open(known, number, rules)
        elif within[0] == within[1] and _told(known, number, rules):
            yield _finding(known, number, within)


def _told(known: Known, number: int, rules: Rules) -> bool:
    """Whether the one value that a number can have is a small one, or is hidden in the paper."""
    name, about, within = known.all_.names[number], known.abouts[number], known.all_.ranges[number]
    if small(within, name, about, rules):
        return True
    if not hidden(name, about) or (within == (0, 0) and not sensitive(about, rules)):
        return False
    shown = known.all_.witnesses.get(number, ())
    return not shown or any(not one.paper for one in shown)


def _of_open(known: Known, number: int, rules: Rules) -> Iterator[Finding]:
    name, about, found = known.all_.names[number], known.abouts[number], known.values[number]
    if len(found.possible) >= rules.least_values:
        return
    if not found.proved:
        yield _finding(known, number, (0, 0), f"{name[1]} cannot be proved to be safe")
        return
    span = (found.possible[0], found.possible[-1])
    zero = span == (0, 0) and not sensitive(about, rules)
    if small(span, name, about, rules) or (hidden(name, about) and not zero):
        yield _finding(known, number, span)


def _finding(known: Known, number: int, span: Range, why: str = "") -> Finding:
    (cell, part), about = known.all_.names[number], known.abouts[number]
    own = known.all_.witnesses.get(number, ())
    near = list(dict.fromkeys([*own, *known.near.get(number, ())]))
    others = [one for one in near if one.cell != cell or not one.hidden] or near
    place = about.place if about.cell == cell else f"{about.place} (by difference)"
    return Finding(
        cell=cell,
        place=place,
        number=part.replace(": ", ", "),
        least=span[0],
        most=span[1],
        told_by=tuple(dict.fromkeys(_named(one) for one in others)),
        cells=tuple(dict.fromkeys(one.cell for one in others if not one.paper)),
        why=why,
    )


def _named(one: Seen) -> str:
    return f"{one.place} (in {one.paper})" if one.paper else one.place
