"""The audit: find every hidden number that all a paper shows would give away.

It knows nothing of how figures were hidden: it reads what is there, writes down every sum that a
reader could, and searches for the values that each number can still have.
"""

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from cptracker.audit.bounds import Range
from cptracker.audit.contradictions import consistent
from cptracker.audit.evidence import NearbyFigures
from cptracker.audit.findings import DisclosureFinding, PossibleValue, span_of
from cptracker.audit.observed import Observed
from cptracker.audit.reader import KnownNumbers, known_from
from cptracker.audit.search_memory import SearchMemory
from cptracker.audit.variables import BASE, MET, MISSED, protected, sensitive, small
from cptracker.model.arguments import Progress, without_progress
from cptracker.model.protection import Rules
from cptracker.model.related import (
    Related,
)


def direct_disclosures(figures: Iterable[Observed], rules: Rules) -> Iterator[DisclosureFinding]:
    """What needs no working out."""
    for figure in figures:
        if figure.children:
            yield from _left_over(figure)
            yield from _asides(figure, rules)


def _left_over(figure: Observed) -> Iterator[DisclosureFinding]:
    """Numbers that stand beside the word hidden, and colours that nobody can check."""
    if not figure.hidden:
        return
    numbers = {
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "value": figure.value,
    }
    left = [name for name, number in numbers.items() if number is not None]
    left += [name for name, _ in figure.others]
    if left:
        yield _direct_finding(figure, f"it is said to be hidden and states its {', '.join(left)}")
    if figure.rating and span_of(figure.rating, figure.rule) is None:
        yield _direct_finding(
            figure, "it is hidden, and what its colour tells of it cannot be checked"
        )


def _asides(figure: Observed, rules: Rules) -> Iterator[DisclosureFinding]:
    """Small numbers of unknowns and of those left out."""
    if figure.hidden:
        return
    numbers = dict(figure.others)
    for name, number in numbers.items():
        if 1 <= number <= rules.small:
            yield _direct_finding(figure, f"it states that {number} are {name}")
    unknown = numbers.get("unknown", 0)
    if (
        unknown
        and figure.statistic == "share"
        and figure.numerator is not None
        and rules.complement
    ):
        rest = (figure.denominator or 0) - figure.numerator - unknown
        if 1 <= rest <= rules.small:
            yield _direct_finding(figure, f"with {unknown} unknown it tells that {rest} did not")


def _direct_finding(figure: Observed, why: str) -> DisclosureFinding:
    return DisclosureFinding(
        cell=figure.cell,
        place=figure.place,
        number="",
        least=0,
        most=0,
        told_by=(f"{figure.place} (in {figure.paper})" if figure.paper else figure.place,),
        cells=() if figure.paper else (figure.cell,),
        why=why,
    )


CONTRADICTS = "its figures contradict each other"


def audit(
    figures: Iterable[Observed],
    rules: Rules,
    earlier: Iterable[Observed] = (),
    progress: Progress = without_progress,
    related: Iterable[Related] = (),
    memory: SearchMemory | None = None,
) -> tuple[DisclosureFinding, ...]:
    """Every number of children that can be worked out, with what betrays it.

    Args:
        figures: All that the paper shows.
        rules: What it had to protect; not how.
        earlier: All that earlier papers, and other publications, show. Those of a measure whose
            figures have been corrected since, so that old and new contradict each other, are left
            aside. So are relations between measures whose figures do not fit them: nobody can
            calculate with those.
        progress: Told of each component of variables before it is searched.
        related: Measures that share their children, as the paper says.
        memory: What components were found to be before, so that none is searched twice.
    """
    search_memory = memory or SearchMemory()
    shown, before = list(figures), list(earlier)
    relations = [relation for relation in related if relation not in search_memory.left_aside]
    known_numbers = known_from([*shown, *before], rules, relations, progress, search_memory)
    if known_numbers.inconsistent:
        shown, before, relations = consistent(shown, before, relations, rules, search_memory)
        known_numbers = known_from([*shown, *before], rules, relations, progress, search_memory)
    findings = [*direct_disclosures([*shown, *before], rules), *_worked_out(known_numbers, rules)]
    return tuple(sorted(findings, key=lambda finding: (finding.place, finding.number)))


def _worked_out(known_numbers: KnownNumbers, rules: Rules) -> Iterator[DisclosureFinding]:
    """The numbers that have too few possible values."""
    for number, name in enumerate(known_numbers.all_.names):
        within, about = known_numbers.all_.ranges[number], known_numbers.evidence.about(number)
        if not protected(name, about, rules):
            continue
        if number in known_numbers.inconsistent:
            yield _finding(known_numbers, number, (0, 0), CONTRADICTS)
        elif number in known_numbers.values:
            yield from _of_open(known_numbers, number, rules)
        elif within[0] == within[1] and _is_disclosed(known_numbers, number, rules):
            yield _finding(known_numbers, number, within)


def _is_disclosed(known_numbers: KnownNumbers, number: int, rules: Rules) -> bool:
    """Whether the one value that a number can have is a small one, or is hidden in the paper."""
    name, about = known_numbers.all_.names[number], known_numbers.evidence.about(number)
    within = known_numbers.all_.ranges[number]
    if small(within, name, about, rules):
        return True
    if number not in known_numbers.evidence.hidden or (
        within == (0, 0) and not sensitive(about, rules)
    ):
        return False
    shown = known_numbers.all_.evidence.get(number, ())
    return not shown or any(not figure.paper for figure in shown)


def _of_open(known_numbers: KnownNumbers, number: int, rules: Rules) -> Iterator[DisclosureFinding]:
    name, about = known_numbers.all_.names[number], known_numbers.evidence.about(number)
    values = known_numbers.values[number]
    if len(values.possible) >= rules.least_values and not _too_few_alone(
        known_numbers, number, rules
    ):
        return
    if not values.proved:
        why = f"{name[1]} cannot be proved to be safe"
        yield evolve(_finding(known_numbers, number, (0, 0), why), open=True)
        return
    span = (values.possible[0], values.possible[-1])
    zero = span == (0, 0) and not sensitive(about, rules)
    if small(span, name, about, rules) or (number in known_numbers.evidence.hidden and not zero):
        yield _finding(known_numbers, number, span)


def _too_few_alone(known_numbers: KnownNumbers, number: int, rules: Rules) -> bool:
    """Whether a figure hidden for its own sake keeps too few of the numbers that are hidden so."""
    about, part = known_numbers.evidence.about(number), known_numbers.all_.names[number][1]
    if number not in known_numbers.lone or sensitive(about, rules):
        return False
    if about.statistic == "count" and known_numbers.evidence.part(number) == MET:
        least, most = known_numbers.all_.ranges[number]
        return min(most, rules.small) - max(least, 1) + 1 < rules.least_values
    if about.statistic != "share" or part not in (MET, MISSED):
        return False
    low, high = known_numbers.all_.ranges[known_numbers.all_.number(about.cell, BASE)]
    if low != high or not rules.complement:
        return False
    least, most = known_numbers.all_.ranges[number]
    few = [
        number
        for number in range(max(least, 1), min(most, low - 1) + 1)
        if number <= rules.small or low - number <= rules.small
    ]
    return len(few) < rules.least_values


def _finding(
    known_numbers: KnownNumbers, number: int, span: Range, why: str = ""
) -> DisclosureFinding:
    (cell, part), about = known_numbers.all_.names[number], known_numbers.evidence.about(number)
    near = known_numbers.evidence.near(number)
    shown = list(
        dict.fromkeys(figure for nearby_figures in near for figure in nearby_figures.shown)
    )
    figures = [
        figure for figure in shown if figure.cell != about.cell or not figure.hidden
    ] or shown
    own = known_numbers.evidence.part(number)
    return DisclosureFinding(
        cell=about.cell if own else cell,
        place=about.place if own else f"{about.place} (by difference)",
        number=own or part.replace(": ", ", "),
        least=span[0],
        most=span[1],
        told_by=tuple(dict.fromkeys(figure.named for figure in figures)),
        cells=tuple(dict.fromkeys(figure.cell for figure in figures if not figure.paper)),
        options=tuple(_options(known_numbers, near)),
        why=why,
    )


def _options(known_numbers: KnownNumbers, near: Sequence[NearbyFigures]) -> Iterator[PossibleValue]:
    """What could be hidden: for each number that is shown, all figures that show it."""
    for nearby_figures in near:
        if any(figure.paper for figure in nearby_figures.shown):
            continue
        cells = tuple(
            dict.fromkeys(figure.cell for figure in nearby_figures.shown if not figure.hidden)
        )
        if cells:
            base = known_numbers.all_.names[nearby_figures.number][1] == BASE
            yield PossibleValue(base=base, far=nearby_figures.far, cells=cells)
