"""The rebuild audit: try to find every hidden number from all that a paper shows.

It knows nothing of how figures were hidden: it reads what is there, writes down every sum that a
reader could, and searches for the values that each number can still have.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from cptracker.disclosure.auditing.constraints import Component, Range, components
from cptracker.disclosure.auditing.equations import equations
from cptracker.disclosure.auditing.evidence import Evidence, Near
from cptracker.disclosure.auditing.findings import Finding, Option
from cptracker.disclosure.auditing.lines import tightened
from cptracker.disclosure.auditing.memory import Found, Memory
from cptracker.disclosure.auditing.seen import Seen
from cptracker.disclosure.auditing.solver import Search, TooLongError, Values, whole
from cptracker.disclosure.auditing.stakes import at_stake, protected, sensitive, small
from cptracker.disclosure.auditing.telling import outright
from cptracker.disclosure.auditing.variables import BASE, MET, MISSED, Variables
from cptracker.disclosure.rules import Rules
from cptracker.related import Related, SharedBase
from cptracker.ties import UNTIED
from cptracker.watching import Progress, quietly

CONTRADICTS = "its figures contradict each other"


@frozen(kw_only=True)
class Known:
    """What a reader can know of every number.

    Attributes:
        all_: The variables and constraints.
        evidence: What is shown, by variable.
        values: Of each protected variable that constraints tie to others.
        lone: The variables of each hidden figure to which no other hidden one is tied.
        inconsistent: Variables whose constraints contradict each other.
    """

    all_: Variables
    evidence: Evidence
    values: Mapping[int, Values]
    lone: frozenset[int]
    inconsistent: frozenset[int]

    def measures(self) -> set[str]:
        """The measures of whose figures some contradict each other."""
        return {
            one.cell[0]
            for number in self.inconsistent
            for one in (self.evidence.about(number), *self.all_.evidence.get(number, ()))
        }


def audit(
    figures: Iterable[Seen],
    rules: Rules,
    earlier: Iterable[Seen] = (),
    progress: Progress = quietly,
    related: Iterable[Related] = (),
    memory: Memory | None = None,
) -> tuple[Finding, ...]:
    """Every number of children that can be worked out, with what betrays it.

    Args:
        figures: All that the paper shows.
        rules: What it had to protect; not how.
        earlier: All that earlier papers, and other publications, show. Those of a measure whose
            figures have been corrected since, so that old and new contradict each other, are left
            aside. So are ties between measures whose figures do not fit them: nobody can reckon
            with those.
        progress: Told of each component of variables before it is searched.
        related: Measures that share their children, as the paper says.
        memory: What components were found to be before, so that none is searched twice.
    """
    told, before, ties = list(figures), list(earlier), list(related)
    mine = memory or Memory()
    known = _known([*told, *before], rules, ties, progress, mine)
    if known.inconsistent:
        told, before, ties = _consistent(told, before, ties, rules, mine)
        known = _known([*told, *before], rules, ties, progress, mine)
    found = [*outright([*told, *before], rules), *_worked_out(known, rules)]
    return tuple(sorted(found, key=lambda one: (one.place, one.number)))


def _consistent(
    told: list[Seen],
    before: list[Seen],
    ties: list[Related],
    rules: Rules,
    memory: Memory,
) -> tuple[list[Seen], list[Seen], list[Related]]:
    """The figures without the ties, and the earlier ones, that contradict what is shown."""
    while wrong := _known(told, rules, ties, quietly, memory).measures():
        tied = {name for one in told for name in _tied(one)} | {*_named(ties)}
        if not wrong & tied:
            break
        told = [_untied(one, wrong) for one in told]
        before = [_untied(one, wrong) for one in before]
        ties = [one for one in ties if not wrong & {*_named([one])}]
    while wrong := _known([*told, *before], rules, ties, quietly, memory).measures():
        kept = [one for one in before if one.cell[0] not in wrong]
        if len(kept) == len(before):
            break
        before = kept
    return told, before, ties


def _named(ties: Iterable[Related]) -> Iterator[str]:
    for one in ties:
        yield from (one.measure, one.of) if isinstance(one, SharedBase) else (one.mean, one.share)


def _tied(one: Seen) -> tuple[str, ...]:
    """The measures that a figure's ties speak of."""
    return (one.cell[0], *one.ties.measures) if one.ties.measures else ()


def _untied(one: Seen, wrong: Collection[str]) -> Seen:
    """A figure without the ties of its measure, where figures do not fit them."""
    return evolve(one, ties=UNTIED) if {*wrong} & {*_tied(one)} else one


def _known(
    figures: list[Seen], rules: Rules, ties: list[Related], progress: Progress, memory: Memory
) -> Known:
    all_ = equations(figures, rules, ties)
    evidence = Evidence.of(all_, figures)
    inconsistent = _tighten(all_) | all_.clashes
    tied = components(all_.constraints, all_.ranges)
    values: dict[int, Values] = {}
    lone: set[int] = set()
    for done, component in enumerate(tied):
        progress("the audit", done, len(tied))
        found = _of_component(component, all_, evidence, rules, memory)
        if found is None:
            inconsistent |= {*component.variables}
            continue
        values.update(found)
        if found and _one_figure(component, evidence):
            lone |= {*component.variables}
    inconsistent |= _impossible(all_)
    return Known(
        all_=all_, evidence=evidence, values=values, lone=frozenset(lone),
        inconsistent=frozenset(inconsistent),
    )  # fmt: skip


def _impossible(all_: Variables) -> set[int]:
    """The variables of constraints that what is shown does not fit."""
    wrong: set[int] = set()
    for one in all_.constraints:
        if all(all_.ranges[number][0] == all_.ranges[number][1] for number, _ in one.terms):
            total = sum(times * all_.ranges[number][0] for number, times in one.terms)
            below = one.least is not None and total < one.least
            if below or (one.most is not None and total > one.most):
                wrong |= {number for number, _ in one.terms}
    return wrong


def _one_figure(component: Component, evidence: Evidence) -> bool:
    """Whether all open variables are those of one hidden figure."""
    cells = {evidence.about(number).cell for number in component.variables}
    return len(cells) == 1 and all(
        evidence.about(number).hidden and evidence.name(number)[1] in (MET, MISSED, BASE)
        for number in component.variables
    )


def _tighten(all_: Variables) -> set[int]:
    """Give each number of a flow its exact range; the variables of lines that contradict."""
    inconsistent: set[int] = set()
    for line in all_.lines:
        found = tightened(line, all_.ranges)
        if found is None:
            inconsistent |= {
                one for one in line.numbers if all_.ranges[one][0] < all_.ranges[one][1]
            }
        else:
            all_.ranges.update(found)
    return inconsistent


def _of_component(
    component: Component, all_: Variables, evidence: Evidence, rules: Rules, memory: Memory
) -> Found:
    """The values of its protected variables; None where its constraints contradict each other."""
    asked = tuple(
        one
        for one in component.variables
        if all_.names[one] not in memory.safe
        and at_stake(
            all_.names[one], all_.ranges[one], evidence.about(one), rules,
            hidden=one in evidence.hidden,
        )  # fmt: skip
    )
    if not asked:
        return {}
    if component.straight:
        return {one: whole(all_.ranges[one], rules.least_values) for one in asked}
    secret = frozenset(evidence.hidden & {*asked})
    found = memory.recalled(
        component, all_.ranges, asked, lambda: _searched(component, all_, asked, secret, rules)
    )
    for one, values in (found or {}).items():
        if len(values.possible) >= rules.least_values:
            memory.note(all_.names[one])
    return found


def _searched(
    component: Component,
    all_: Variables,
    asked: Sequence[int],
    secret: frozenset[int],
    rules: Rules,
) -> Found:
    """The values of variables; one that is not hidden and never small needs no search."""
    search = Search.of(component, all_.ranges)
    if search is None:
        return None
    found: dict[int, Values] = {}
    rest = []
    for one in asked:
        within = search.range(one)
        few = _few(within, rules.least_values)
        if few:
            found[one] = few
        elif one in secret or within[0] <= rules.small:
            rest.append(one)
        else:
            found[one] = whole(within, rules.least_values)
    if not rest:
        return found
    try:
        there = search.first()
    except TooLongError:
        unproved = Values(possible=(), all_=False, proved=False)
        return {**found, **dict.fromkeys(rest, unproved)}
    if not there:
        return None
    return found | search.values(rest, rules.least_values)


def _few(within: Range, enough: int) -> Values | None:
    """The values of a variable that bounds alone leave too few; None if they leave enough."""
    least, most = within
    if most - least + 1 >= enough:
        return None
    return Values(possible=tuple(range(least, most + 1)), all_=True)


def _worked_out(known: Known, rules: Rules) -> Iterator[Finding]:
    """The numbers that have too few possible values."""
    for number, name in enumerate(known.all_.names):
        within, about = known.all_.ranges[number], known.evidence.about(number)
        if not protected(name, about, rules):
            continue
        if number in known.inconsistent:
            yield _finding(known, number, (0, 0), CONTRADICTS)
        elif number in known.values:
            yield from _of_open(known, number, rules)
        elif within[0] == within[1] and _told(known, number, rules):
            yield _finding(known, number, within)


def _told(known: Known, number: int, rules: Rules) -> bool:
    """Whether the one value that a number can have is a small one, or is hidden in the paper."""
    name, about = known.all_.names[number], known.evidence.about(number)
    within = known.all_.ranges[number]
    if small(within, name, about, rules):
        return True
    if number not in known.evidence.hidden or (within == (0, 0) and not sensitive(about, rules)):
        return False
    shown = known.all_.evidence.get(number, ())
    return not shown or any(not one.paper for one in shown)


def _of_open(known: Known, number: int, rules: Rules) -> Iterator[Finding]:
    name, about = known.all_.names[number], known.evidence.about(number)
    found = known.values[number]
    if len(found.possible) >= rules.least_values and not _too_few_alone(known, number, rules):
        return
    if not found.proved:
        why = f"{name[1]} cannot be proved to be safe"
        yield evolve(_finding(known, number, (0, 0), why), open=True)
        return
    span = (found.possible[0], found.possible[-1])
    zero = span == (0, 0) and not sensitive(about, rules)
    if small(span, name, about, rules) or (number in known.evidence.hidden and not zero):
        yield _finding(known, number, span)


def _too_few_alone(known: Known, number: int, rules: Rules) -> bool:
    """Whether a figure hidden for its own sake keeps too few of the numbers that are hidden so."""
    about, part = known.evidence.about(number), known.all_.names[number][1]
    if number not in known.lone or about.sort != "share" or part not in (MET, MISSED):
        return False
    low, high = known.all_.ranges[known.all_.number(about.cell, BASE)]
    if low != high or sensitive(about, rules) or not rules.complement:
        return False
    least, most = known.all_.ranges[number]
    few = [
        one
        for one in range(max(least, 1), min(most, low - 1) + 1)
        if one <= rules.small or low - one <= rules.small
    ]
    return len(few) < rules.least_values


def _finding(known: Known, number: int, span: Range, why: str = "") -> Finding:
    (cell, part), about = known.all_.names[number], known.evidence.about(number)
    near = known.evidence.near(number)
    shown = list(dict.fromkeys(one for each in near for one in each.shown))
    others = [one for one in shown if one.cell != about.cell or not one.hidden] or shown
    own = (about.cell, part) in known.all_.places and known.all_.number(about.cell, part) == number
    return Finding(
        cell=about.cell if own else cell,
        place=about.place if own else f"{about.place} (by difference)",
        number=part.replace(": ", ", "),
        least=span[0],
        most=span[1],
        told_by=tuple(dict.fromkeys(one.named for one in others)),
        cells=tuple(dict.fromkeys(one.cell for one in others if not one.paper)),
        options=tuple(_options(known, near)),
        why=why,
    )


def _options(known: Known, near: Sequence[Near]) -> Iterator[Option]:
    """What could be hidden: for each number that is shown, all figures that show it."""
    for each in near:
        if any(one.paper for one in each.shown):
            continue
        cells = tuple(dict.fromkeys(one.cell for one in each.shown if not one.hidden))
        if cells:
            base = known.all_.names[each.number][1] == BASE
            yield Option(base=base, far=each.far, cells=cells)
