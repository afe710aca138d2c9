"""What a reader can know of every number that papers speak of."""

from collections.abc import Mapping, Sequence

from attrs import frozen

from cptracker.disclosure.auditing.constraints import Component, Range, components
from cptracker.disclosure.auditing.equations import equations
from cptracker.disclosure.auditing.evidence import Evidence
from cptracker.disclosure.auditing.lines import tightened
from cptracker.disclosure.auditing.memory import Found, Memory
from cptracker.disclosure.auditing.seen import Seen
from cptracker.disclosure.auditing.solver import Search, TooLongError, Values, whole
from cptracker.disclosure.auditing.stakes import at_stake
from cptracker.disclosure.auditing.variables import BASE, MET, MISSED, Variables
from cptracker.disclosure.rules import Rules
from cptracker.related import Related
from cptracker.watching import Progress


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


def known_from(
    figures: list[Seen], rules: Rules, ties: list[Related], progress: Progress, memory: Memory
) -> Known:
    """What follows from all that papers show, the audited one first.

    Args:
        figures: Theirs.
        rules: What had to be protected.
        ties: Measures that share their children.
        progress: Told of each component of variables before it is searched.
        memory: What components were found to be before.
    """
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
            all_.names[one],
            all_.ranges[one],
            evidence.about(one),
            rules,
            hidden=one in evidence.hidden,
        )
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
