"""Indicators to draw, and what a picture holds once it is drawn."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from xml.etree import ElementTree

from measure_facts import info

from cptracker.model.comparisons import ComparatorKind, Comparison
from cptracker.model.figures import Figure, MissingReason
from cptracker.model.periods import Every, Period
from cptracker.model.plan import Better
from cptracker.model.targets import Recalculation, Target
from cptracker.rating.rate import rate_figure
from cptracker.stats.spc.result import read_spc
from cptracker.status.report import Indicator

SVG = "{http://www.w3.org/2000/svg}"
APRIL_2023 = 2023 * 12 + 3

STEADY = [80, 82, 79, 81, 83, 78, 80, 82, 81, 79, 80, 83, 78, 81]
JUMP = [*STEADY[:13], 95]
DROP = [*STEADY[:13], 60]


def month(number, every=Every.MONTH):
    return Period(APRIL_2023 + number * every.step, every)


def figure(number, value, every=Every.MONTH, **facts):
    period = month(number, every)
    if isinstance(value, MissingReason):
        return Figure(period=period, missing_reason=value)
    return Figure(period=period, value=Fraction(value), **{"denominator": 40, **facts})


def target(value=None, since=date(2020, 4, 1), **ends):
    numbers = {name: Decimal(str(end)) for name, end in {"value": value, **ends}.items() if end}
    return Target(measure="m", since=since, source="Board", within=Decimal(5), **numbers)


def indicator(
    values, *, unit="%", better=Better.HIGHER, aim=None, aims=(), title="Seen by a dentist",
    every=Every.MONTH, recalculations=(), judged=True, charted=None, **facts,
):  # fmt: skip
    """A measure with its series; `charted` are other figures that its SPC chart rests on."""
    figures = tuple(figure(at, value, every) for at, value in enumerate(values))
    aims = aims or (aim,) * len(figures)
    judgements = tuple(
        rate_figure(one, better, goal, unit=unit) for one, goal in zip(figures, aims, strict=True)
    )
    return Indicator(
        info=info("m", facts, title=title, unit=unit, better=better), figure=figures[-1],
        judgement=judgements[-1], series=figures, judgements=judgements if judged else (),
        spc=read_spc(charted or figures, better, target=aims[-1], recalculations=recalculations),
        **facts,
    )  # fmt: skip


def recalculated(number, reason="a new form"):
    return Recalculation(
        measure="m", since=month(number).end, reason=reason, source="Board, May 2024"
    )


def comparison(kind, area, value, period="202425", **facts):
    return Comparison(
        kind=kind, area=area, period=period, value=Fraction(value), source="DfE",
        **{"like_for_like": True, **facts},
    )  # fmt: skip


def compared(**facts):
    """England, the region, ten neighbours and their mean."""
    each = [
        comparison(ComparatorKind.NEIGHBOUR, f"Neighbour {n}", 60 + 3 * n, **facts)
        for n in range(10)
    ]
    mean = comparison(
        ComparatorKind.NEIGHBOURS,
        "Statistical neighbours",
        "73.5",
        method="mean",
        of=10,
        out_of=10,
        **facts,
    )
    return (
        comparison(ComparatorKind.ENGLAND, "England", 78, **facts),
        comparison(ComparatorKind.REGION, "South East", 72, **facts),
        *each,
        mean,
    )


def parsed(picture):
    """The root element; it fails where the SVG is no XML."""
    return ElementTree.fromstring(picture.svg)


def of_kind(picture, kind):
    """All elements whose class holds a word."""
    return [one for one in parsed(picture).iter() if kind in one.get("class", "").split()]


def points(picture):
    """How many points there are of each meaning."""
    found = {}
    for group in of_kind(picture, "points"):
        found[group.get("class").removeprefix("points ")] = len(group)
    return found


def point_shapes(picture, kind):
    """The shapes of the points of one meaning: the element, or how many corners it has."""
    (group,) = (one for one in of_kind(picture, "points") if kind in one.get("class").split())
    return {_shape(one) for one in group}


def _shape(element):
    if element.tag != f"{SVG}path":
        return element.tag.removeprefix(SVG)
    return f"{len(re.findall('[ML]', element.get('d')))} corners"


def written(picture):
    """All words that the picture shows, in order."""
    return [one.text for one in parsed(picture).iter(f"{SVG}text")]


def numbers_in(text):
    return re.findall(r"\d+(?:\.\d+)?", text)
