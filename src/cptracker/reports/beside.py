"""The figures of others on one line: `England 10% (2024/25), South East 12%, … 7th of 11`."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from cptracker.comparisons import Comparison, Disagreement, Kind, Rank
from cptracker.judging.wording import exactly, number, percent_sign
from cptracker.periods import from_key
from cptracker.reports.text import listed
from cptracker.standing import Indicator

TOGETHER = (Kind.ENGLAND, Kind.REGION, Kind.NEIGHBOURS)
"""Who is told on the line; each neighbour alone and own earlier years are for charts."""

ASIDE = ("to the nearest ", "no figure for ")
"""How the parts of a note begin that are no part of a definition."""

ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def beside_lines(indicator: Indicator) -> Iterator[str]:
    """What is like for like with the rank, then each other definition, then who disagrees."""
    told = [one for one in indicator.comparisons if one.kind in TOGETHER]
    for definition, group in groupby(sorted(told, key=definition_of), key=definition_of):
        figures = ", ".join(_figures(list(group), indicator.unit))
        yield f"not like for like, {definition}: {figures}" if definition else figures
    if indicator.rank:
        yield rank_in_words(indicator.rank, indicator.unit)
    yield from (in_words(one, indicator.unit) for one in indicator.disagreements)


def definition_of(one: Comparison) -> str:
    """How a comparison's definition differs from the measure's; empty where it does not."""
    if one.like_for_like:
        return ""
    parts = [part for part in (one.note or "").split("; ") if not part.startswith(ASIDE)]
    return "; ".join(parts) or "another definition"


def _figures(told: Sequence[Comparison], unit: str) -> Iterator[str]:
    """Each with its period, unless it is that of the one before."""
    before = ""
    for one in told:
        period = "" if one.period == before else f" ({from_key(one.period).label})"
        before = one.period
        yield f"{_who(one)} {_value(one.value, unit)}{_of(one)}{period}"


def _who(one: Comparison) -> str:
    return f"neighbours' {one.method}" if one.kind is Kind.NEIGHBOURS else one.area


def _of(one: Comparison) -> str:
    """Of how many neighbours; where some have no figure, of how many there are."""
    if one.of is None:
        return ""
    return f" of {one.of}" if one.of == one.out_of else f" of {one.of} of the {one.out_of}"


def _value(value: Fraction, unit: str) -> str:
    """With the digits that were published; of an average at most one after the point."""
    digits = exactly(value)
    short = digits if len(digits.partition(".")[2]) <= 1 else number(value, 1)
    return f"{short}{percent_sign(unit)}"


def rank_in_words(rank: Rank, unit: str) -> str:
    """Such as `the council's published 14% (2024/25) is 7th of 11 with its neighbours`."""
    own = f"the council's published {_value(rank.value, unit)} ({from_key(rank.period).label})"
    return f"{own} is {ordinal(rank.place)} of {rank.of} with its neighbours"


def ordinal(place: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th`."""
    teen = 10 <= place % 100 <= 20
    return f"{place}{'th' if teen else ENDINGS.get(place % 10, 'th')}"


def in_words(one: Disagreement, unit: str) -> str:
    """Every figure that is told for one thing, with who tells it."""
    told = [f"{_value(source.value, unit)} ({source.source})" for source in one.sources]
    return f"sources disagree on {one.area}, {from_key(one.period).label}: {listed(told)}"
