"""What figures tell outright, without any sum: numbers left beside a hidden one, small asides."""

from collections.abc import Iterable, Iterator

from cptracker.disclosure.auditing.colours import span_of
from cptracker.disclosure.auditing.findings import Finding
from cptracker.disclosure.auditing.seen import Seen
from cptracker.disclosure.rules import Rules


def outright(figures: Iterable[Seen], rules: Rules) -> Iterator[Finding]:
    """What needs no working out."""
    for one in figures:
        if one.children:
            yield from _left_over(one)
            yield from _asides(one, rules)


def _left_over(one: Seen) -> Iterator[Finding]:
    """Numbers that stand beside the word hidden, and colours that nobody can check."""
    if not one.hidden:
        return
    numbers = {"numerator": one.numerator, "denominator": one.denominator, "value": one.value}
    left = [name for name, number in numbers.items() if number is not None]
    left += [name for name, _ in one.others]
    if left:
        yield _finding(one, f"it is said to be hidden and states its {', '.join(left)}")
    if one.rating and span_of(one.rating, one.rule) is None:
        yield _finding(one, "it is hidden, and what its colour tells of it cannot be checked")


def _asides(one: Seen, rules: Rules) -> Iterator[Finding]:
    """Small numbers of unknowns and of those left out."""
    if one.hidden:
        return
    told = dict(one.others)
    for name, number in told.items():
        if 1 <= number <= rules.small:
            yield _finding(one, f"it states that {number} are {name}")
    unknown = told.get("unknown", 0)
    if unknown and one.sort == "share" and one.numerator is not None and rules.complement:
        rest = (one.denominator or 0) - one.numerator - unknown
        if 1 <= rest <= rules.small:
            yield _finding(one, f"with {unknown} unknown it tells that {rest} did not")


def _finding(one: Seen, why: str) -> Finding:
    return Finding(
        cell=one.cell,
        place=one.place,
        number="",
        least=0,
        most=0,
        told_by=(f"{one.place} (in {one.paper})" if one.paper else one.place,),
        cells=() if one.paper else (one.cell,),
        why=why,
    )
