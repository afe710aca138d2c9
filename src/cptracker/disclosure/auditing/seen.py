"""What a reader sees of one figure, in whichever form the paper is."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import frozen

from cptracker.results import Figure, Judgement, Nothing, Series
from cptracker.standing import Indicator, StatusReport

Cell = tuple[str, str, str, str]
"""Measure, period's key, breakdown, group."""


@frozen(kw_only=True)
class Seen:
    """One figure as a paper shows it.

    Attributes:
        cell: What it is of.
        place: Where it stands, for people.
        sort: Count, sum, share, mean or rate; empty where it is not said.
        children: Whether children are counted.
        sensitive: Whether a zero, or all, tells something.
        over_time: `flow`, `level` or neither.
        hidden: Whether the paper says that it is hidden.
        numerator: As shown.
        denominator: As shown.
        value: As shown, rounded or not.
        others: Further numbers told of it, by name.
        rating: Its colour, where there is one.
        rule: The rule of the colour, in words.
        paper: The earlier paper it stands in; empty for the one that is audited.
    """

    cell: Cell
    place: str
    sort: str
    children: bool
    sensitive: bool
    over_time: str
    hidden: bool
    numerator: int | None
    denominator: int | None
    value: Fraction | None
    others: tuple[tuple[str, int], ...] = ()
    rating: str = ""
    rule: str = ""
    paper: str = ""


COLOURS = ("green", "amber", "red")


def seen_in(report: StatusReport) -> Iterator[Seen]:
    """Everything that a report shows of figures."""
    for priority in report.priorities:
        for success in priority.success_measures:
            for one in success.indicators:
                yield from _of_indicator(one, success.ref)
    for profile in report.appendix:
        for figure in profile.series.figures:
            yield _seen(profile.series, figure, None, profile.title)


def _of_indicator(one: Indicator, ref: str) -> Iterator[Seen]:
    where = f"{ref} {one.measure}"
    yield _seen(one, one.figure, one.judgement, where)
    for place, figure in enumerate(one.series):
        told = one.judgements[place] if place < len(one.judgements) else None
        yield _seen(one, figure, told, where)
    for figure in one.breakdowns:
        yield _seen(one, figure, None, where)


def _seen(of: Indicator | Series, figure: Figure, told: Judgement | None, where: str) -> Seen:
    colour = str(told.rating) if told and str(told.rating) in COLOURS else ""
    others = {"unknown": figure.unknown, **figure.excluded}
    if figure.heads is not None:
        others |= {"children": figure.heads.base, "children who met it": figure.heads.numerator}
    bounds = [name for name in ("lower", "upper", "squares") if getattr(figure, name) is not None]
    return Seen(
        cell=(of.measure, figure.period.key, figure.group_by, figure.group),
        place=placed(where, figure.period.label, figure.group_by, figure.group),
        sort=of.sort or "",
        children=of.about == "children",
        sensitive=of.sensitive,
        over_time=of.over_time,
        hidden=figure.nothing is Nothing.HIDDEN,
        numerator=figure.numerator,
        denominator=figure.denominator,
        value=figure.value,
        others=(
            *((name, number) for name, number in others.items() if number is not None),
            *((name, 1) for name in bounds if figure.nothing is Nothing.HIDDEN),
        ),
        rating=colour,
        rule=(told.rule or "") if told else "",
    )


def placed(where: str, period: str, group_by: str, group: str) -> str:
    """Where a figure stands, such as `5.3 care-leavers-eet, 2024/25, sex female`."""
    return ", ".join(part for part in (where, period, f"{group_by} {group}".strip()) if part)
