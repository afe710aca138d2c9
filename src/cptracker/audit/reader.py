"""What a reader can know of every number that papers speak of."""

from collections.abc import Mapping, Sequence

from attrs import frozen

from cptracker.audit.bounds import Component, Range, connected_components
from cptracker.audit.equations import equations
from cptracker.audit.evidence import ShownEvidence
from cptracker.audit.observed import Observed
from cptracker.audit.search_memory import SearchMemory, SearchResult
from cptracker.audit.solver import Search, TooLongError, Values, whole_number_ranges
from cptracker.audit.variables import (
    BASE,
    MET,
    MISSED,
    Variables,
    protected_variables,
    tightened,
)
from cptracker.model.arguments import Progress
from cptracker.model.protection import Rules
from cptracker.model.related import Related


@frozen(kw_only=True)
class KnownNumbers:
    """What a reader can know of every number.

    Attributes:
        all_: The variables and constraints.
        evidence: What is shown, by variable.
        values: Of each protected variable that constraints tie to others.
        lone: The variables of each hidden figure to which no other hidden one is tied.
        inconsistent: Variables whose constraints contradict each other.
    """

    all_: Variables
    evidence: ShownEvidence
    values: Mapping[int, Values]
    lone: frozenset[int]
    inconsistent: frozenset[int]

    def measures(self) -> set[str]:
        """The measures of whose figures some contradict each other."""
        return {
            figure.cell.measure
            for number in self.inconsistent
            for figure in (self.evidence.about(number), *self.all_.evidence.get(number, ()))
        }


def known_from(
    figures: list[Observed],
    rules: Rules,
    relations: list[Related],
    progress: Progress,
    memory: SearchMemory,
) -> KnownNumbers:
    """What follows from all that papers show, the audited one first.

    Args:
        figures: Theirs.
        rules: What had to be protected.
        relations: Measures that share their children.
        progress: Told of each component of variables before it is searched.
        memory: What components were found to be before.
    """
    variables = equations(figures, rules, relations)
    evidence = ShownEvidence.of(variables, figures)
    inconsistent = _tighten(variables) | variables.clashes
    tied = connected_components(variables.constraints, variables.ranges)
    values: dict[int, Values] = {}
    lone: set[int] = set()
    for done, component in enumerate(tied):
        progress("the audit", done, len(tied))
        values_by_number = _of_component(component, variables, evidence, rules, memory)
        if values_by_number is None:
            inconsistent |= {*component.variables}
            continue
        values.update(values_by_number)
        if values_by_number and _one_figure(component, evidence):
            lone |= {*component.variables}
            _narrow(component, variables)
    inconsistent |= _impossible(variables)
    fixed = {number: low for number, (low, high) in variables.ranges.items() if low == high}
    memory.fits(variables, fixed)
    return KnownNumbers(
        all_=variables, evidence=evidence, values=values, lone=frozenset(lone),
        inconsistent=frozenset(inconsistent),
    )  # fmt: skip


def contradicts(figures: list[Observed], rules: Rules, relations: Sequence[Related]) -> bool:
    """Whether figures, with relations, contradict each other: a search for one way to fit all."""
    variables = equations(figures, rules, relations)
    if _tighten(variables) or variables.clashes or _impossible(variables):
        return True
    return any(
        not component.straight and _fits_nothing(component, variables)
        for component in connected_components(variables.constraints, variables.ranges)
    )


def _fits_nothing(component: Component, variables: Variables) -> bool:
    search = Search.of(component, variables.ranges)
    try:
        return search is None or not search.first()
    except TooLongError:
        return False


def _narrow(component: Component, variables: Variables) -> None:
    """Give each variable of a component the range that its constraints leave it."""
    search = Search.of(component, variables.ranges)
    if search is not None:
        variables.ranges.update({number: search.range(number) for number in component.variables})


def _impossible(variables: Variables) -> set[int]:
    """The variables of constraints that what is shown does not fit."""
    wrong: set[int] = set()
    for constraint in variables.constraints:
        if all(
            variables.ranges[number][0] == variables.ranges[number][1]
            for number, _ in constraint.terms
        ):
            total = sum(times * variables.ranges[number][0] for number, times in constraint.terms)
            below = constraint.least is not None and total < constraint.least
            if below or (constraint.most is not None and total > constraint.most):
                wrong |= {number for number, _ in constraint.terms}
    return wrong


def _one_figure(component: Component, evidence: ShownEvidence) -> bool:
    """Whether all open variables are those of one hidden figure."""
    cells = {evidence.about(number).cell for number in component.variables}
    return len(cells) == 1 and all(
        evidence.about(number).hidden and evidence.name(number)[1] in (MET, MISSED, BASE)
        for number in component.variables
    )


def _tighten(variables: Variables) -> set[int]:
    """Give each number of a flow its exact range; the variables of lines that contradict."""
    inconsistent: set[int] = set()
    for line in variables.lines:
        ranges = tightened(line, variables.ranges)
        if ranges is None:
            inconsistent |= {
                number
                for number in line.numbers
                if variables.ranges[number][0] < variables.ranges[number][1]
            }
        else:
            variables.ranges.update(ranges)
    return inconsistent


def _of_component(
    component: Component,
    variables: Variables,
    evidence: ShownEvidence,
    rules: Rules,
    memory: SearchMemory,
) -> SearchResult:
    """The values of its protected variables; None where its constraints contradict each other."""
    numbers = tuple(
        variable
        for variable in component.variables
        if variables.names[variable] not in memory.safe
        and protected_variables(
            variables.names[variable],
            variables.ranges[variable],
            evidence.about(variable),
            rules,
            hidden=variable in evidence.hidden,
        )
    )
    if not numbers:
        return {}
    if component.straight:
        return {
            number: whole_number_ranges(variables.ranges[number], rules.least_values)
            for number in numbers
        }
    secret = frozenset(evidence.hidden & {*numbers})
    values_by_number = memory.recalled(
        component,
        variables.ranges,
        numbers,
        lambda: _searched(component, variables, numbers, secret, rules, memory),
    )
    for number, values in (values_by_number or {}).items():
        if len(values.possible) >= rules.least_values:
            memory.note(variables.names[number])
    return values_by_number


def _searched(
    component: Component,
    variables: Variables,
    numbers: Sequence[int],
    secret: frozenset[int],
    rules: Rules,
    memory: SearchMemory,
) -> SearchResult:
    """The values of variables; one that is not hidden and never small needs no search."""
    search = Search.of(component, variables.ranges)
    if search is None:
        return None
    values_by_number: dict[int, Values] = {}
    rest = []
    for number in numbers:
        within = search.range(number)
        few = _few(within, rules.least_values)
        if few:
            values_by_number[number] = few
        elif number in secret or within[0] <= rules.small:
            rest.append(number)
        else:
            values_by_number[number] = whole_number_ranges(within, rules.least_values)
    if not rest:
        return values_by_number
    try:
        is_possible = search.first(memory.near(variables, component))
    except TooLongError:
        unproved = Values(possible=(), all_=False, proved=False)
        return {**values_by_number, **dict.fromkeys(rest, unproved)}
    if not is_possible:
        return None
    values_by_number |= search.values(rest, rules.least_values)
    memory.fits(variables, search.held())
    return values_by_number


def _few(within: Range, enough: int) -> Values | None:
    """The values of a variable that bounds alone leave too few; None if they leave enough."""
    least, most = within
    if most - least + 1 >= enough:
        return None
    return Values(possible=tuple(range(least, most + 1)), all_=True)
