"""The audit: find every hidden number that all a paper shows would give away.

It knows nothing of how figures were hidden: it reads what is there, writes down every sum that a
reader could, and searches for the values that each number can still have.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from attrs import evolve

from cptracker.audit.bounds import Range
from cptracker.audit.evidence import NearbyFigures
from cptracker.audit.findings import DisclosureFinding, PossibleValue, span_of
from cptracker.audit.observed import Observed
from cptracker.audit.reader import KnownNumbers, SearchMemory, known_from
from cptracker.audit.variables import BASE, MET, MISSED, protected, sensitive, small
from cptracker.model.activity import Progress, without_progress
from cptracker.model.protection import Rules
from cptracker.model.related import UNTIED, Related, SharedBase


def direct_disclosures(figures: Iterable[Observed], rules: Rules) -> Iterator[DisclosureFinding]:
    """What needs no working out."""
    for figure in figures:
        if figure.children:
            yield from _left_over(figure)
            yield from _asides(figure, rules)


def _left_over(one: Observed) -> Iterator[DisclosureFinding]:
    """Numbers that stand beside the word hidden, and colours that nobody can check."""
    if not one.hidden:
        return
    numbers = {"numerator": one.numerator, "denominator": one.denominator, "value": one.value}
    left = [name for name, number in numbers.items() if number is not None]
    left += [name for name, _ in one.others]
    if left:
        yield _direct_finding(one, f"it is said to be hidden and states its {', '.join(left)}")
    if one.rating and span_of(one.rating, one.rule) is None:
        yield _direct_finding(
            one, "it is hidden, and what its colour tells of it cannot be checked"
        )


def _asides(one: Observed, rules: Rules) -> Iterator[DisclosureFinding]:
    """Small numbers of unknowns and of those left out."""
    if one.hidden:
        return
    told = dict(one.others)
    for name, number in told.items():
        if 1 <= number <= rules.small:
            yield _direct_finding(one, f"it states that {number} are {name}")
    unknown = told.get("unknown", 0)
    if unknown and one.sort == "share" and one.numerator is not None and rules.complement:
        rest = (one.denominator or 0) - one.numerator - unknown
        if 1 <= rest <= rules.small:
            yield _direct_finding(one, f"with {unknown} unknown it tells that {rest} did not")


def _direct_finding(one: Observed, why: str) -> DisclosureFinding:
    return DisclosureFinding(
        cell=one.cell,
        place=one.place,
        number="",
        least=0,
        most=0,
        told_by=(f"{one.place} (in {one.paper})" if one.paper else one.place,),
        cells=() if one.paper else (one.cell,),
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
            aside. So are ties between measures whose figures do not fit them: nobody can reckon
            with those.
        progress: Told of each component of variables before it is searched.
        related: Measures that share their children, as the paper says.
        memory: What components were found to be before, so that none is searched twice.
    """
    told, before, ties = list(figures), list(earlier), list(related)
    mine = memory or SearchMemory()
    known = known_from([*told, *before], rules, ties, progress, mine)
    if known.inconsistent:
        told, before, ties = _consistent(told, before, ties, rules, mine)
        known = known_from([*told, *before], rules, ties, progress, mine)
    found = [*direct_disclosures([*told, *before], rules), *_worked_out(known, rules)]
    return tuple(sorted(found, key=lambda one: (one.place, one.number)))


def _consistent(
    told: list[Observed],
    before: list[Observed],
    ties: list[Related],
    rules: Rules,
    memory: SearchMemory,
) -> tuple[list[Observed], list[Observed], list[Related]]:
    """The figures without the ties, and the earlier ones, that contradict what is shown."""
    while wrong := known_from(told, rules, ties, without_progress, memory).measures():
        tied = {name for one in told for name in _tied(one)} | {*_named(ties)}
        if not wrong & tied:
            break
        between = [one for one in ties if wrong >= {*_named([one])}]
        if between and len(wrong) == 2:
            ties = [one for one in ties if one not in between]
            continue
        if any(_out_of_balance(one, wrong) for one in told):
            told = [_unbalanced(one, wrong) for one in told]
            before = [_unbalanced(one, wrong) for one in before]
            continue
        told = [_untied(one, wrong) for one in told]
        before = [_untied(one, wrong) for one in before]
        ties = [one for one in ties if not wrong & {*_named([one])}]
    while wrong := known_from([*told, *before], rules, ties, without_progress, memory).measures():
        kept = [one for one in before if one.cell.measure not in wrong]
        if len(kept) == len(before):
            break
        before = kept
    return told, before, ties


def _out_of_balance(one: Observed, wrong: Collection[str]) -> bool:
    """Whether who is there does not fit who came and who left."""
    return one.ties.balanced and bool({one.ties.grows_by, one.ties.shrinks_by} & {*wrong})


def _unbalanced(one: Observed, wrong: Collection[str]) -> Observed:
    """A figure without that tie alone: what else its movements are tied to may well fit."""
    if not _out_of_balance(one, wrong):
        return one
    return evolve(one, ties=evolve(one.ties, grows_by="", shrinks_by=""))


def _named(ties: Iterable[Related]) -> Iterator[str]:
    for one in ties:
        yield from (one.measure, one.of) if isinstance(one, SharedBase) else (one.mean, one.share)


def _tied(one: Observed) -> tuple[str, ...]:
    """The measures that a figure's ties speak of."""
    return (one.cell.measure, *one.ties.measures) if one.ties.measures else ()


def _untied(one: Observed, wrong: Collection[str]) -> Observed:
    """A figure without the ties of its measure, where figures do not fit them."""
    return evolve(one, ties=UNTIED) if {*wrong} & {*_tied(one)} else one


def _worked_out(known: KnownNumbers, rules: Rules) -> Iterator[DisclosureFinding]:
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


def _told(known: KnownNumbers, number: int, rules: Rules) -> bool:
    """Whether the one value that a number can have is a small one, or is hidden in the paper."""
    name, about = known.all_.names[number], known.evidence.about(number)
    within = known.all_.ranges[number]
    if small(within, name, about, rules):
        return True
    if number not in known.evidence.hidden or (within == (0, 0) and not sensitive(about, rules)):
        return False
    shown = known.all_.evidence.get(number, ())
    return not shown or any(not one.paper for one in shown)


def _of_open(known: KnownNumbers, number: int, rules: Rules) -> Iterator[DisclosureFinding]:
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


def _too_few_alone(known: KnownNumbers, number: int, rules: Rules) -> bool:
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


def _finding(known: KnownNumbers, number: int, span: Range, why: str = "") -> DisclosureFinding:
    (cell, part), about = known.all_.names[number], known.evidence.about(number)
    near = known.evidence.near(number)
    shown = list(dict.fromkeys(one for each in near for one in each.shown))
    others = [one for one in shown if one.cell != about.cell or not one.hidden] or shown
    own = known.evidence.part(number)
    return DisclosureFinding(
        cell=about.cell if own else cell,
        place=about.place if own else f"{about.place} (by difference)",
        number=own or part.replace(": ", ", "),
        least=span[0],
        most=span[1],
        told_by=tuple(dict.fromkeys(one.named for one in others)),
        cells=tuple(dict.fromkeys(one.cell for one in others if not one.paper)),
        options=tuple(_options(known, near)),
        why=why,
    )


def _options(known: KnownNumbers, near: Sequence[NearbyFigures]) -> Iterator[PossibleValue]:
    """What could be hidden: for each number that is shown, all figures that show it."""
    for each in near:
        if any(one.paper for one in each.shown):
            continue
        cells = tuple(dict.fromkeys(one.cell for one in each.shown if not one.hidden))
        if cells:
            base = known.all_.names[each.number][1] == BASE
            yield PossibleValue(base=base, far=each.far, cells=cells)
