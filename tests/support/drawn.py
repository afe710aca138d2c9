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


def figure(number, value, every=Every.MONTH, **fields):
    period = month(number, every)
    if isinstance(value, MissingReason):
        return Figure(period=period, missing_reason=value)
    return Figure(period=period, value=Fraction(value), **{"denominator": 40, **fields})


def target(value=None, since=date(2020, 4, 1), **ends):
    numbers = {name: Decimal(str(end)) for name, end in {"value": value, **ends}.items() if end}
    return Target(measure="m", since=since, source="Board", within=Decimal(5), **numbers)


def indicator(
    values, *, unit="%", better=Better.HIGHER, aim=None, aims=(), title="Seen by a dentist",
    every=Every.MONTH, recalculations=(), judged=True, charted=None, **fields,
):  # fmt: skip
    """A measure with its series; `charted` are other figures that its SPC chart rests on."""
    figures = tuple(figure(at, value, every) for at, value in enumerate(values))
    aims = aims or (aim,) * len(figures)
    judgements = tuple(
        rate_figure(figure, better, goal, unit=unit)
        for figure, goal in zip(figures, aims, strict=True)
    )
    return Indicator(
        info=info("m", fields, title=title, unit=unit, better=better), figure=figures[-1],
        judgement=judgements[-1], series=figures, judgements=judgements if judged else (),
        spc=read_spc(charted or figures, better, target=aims[-1], recalculations=recalculations),
        **fields,
    )  # fmt: skip


def recalculated(number, reason="a new form"):
    return Recalculation(
        measure="m", since=month(number).end, reason=reason, source="Board, May 2024"
    )


def comparison(kind, area, value, period="202425", **fields):
    return Comparison(
        kind=kind, area=area, period=period, value=Fraction(value), source="DfE",
        **{"like_for_like": True, **fields},
    )  # fmt: skip


def compared(**fields):
    """England, the region, ten neighbours and their mean."""
    each = [
        comparison(ComparatorKind.NEIGHBOUR, f"Neighbour {n}", 60 + 3 * n, **fields)
        for n in range(10)
    ]
    mean = comparison(
        ComparatorKind.NEIGHBOURS,
        "Statistical neighbours",
        "73.5",
        method="mean",
        of=10,
        out_of=10,
        **fields,
    )
    return (
        comparison(ComparatorKind.ENGLAND, "England", 78, **fields),
        comparison(ComparatorKind.REGION, "South East", 72, **fields),
        *each,
        mean,
    )


def parsed(picture):
    """The root element; it fails where the SVG is no XML."""
    return ElementTree.fromstring(picture.svg)


def of_kind(picture, kind):
    """All elements whose class holds a word."""
    return [
        element for element in parsed(picture).iter() if kind in element.get("class", "").split()
    ]


def points(picture):
    """How many points there are of each meaning."""
    shapes = {}
    for group in of_kind(picture, "points"):
        shapes[group.get("class").removeprefix("points ")] = len(group)
    return shapes


def point_shapes(picture, kind):
    """The shapes of the points of one meaning: the element, or how many corners it has."""
    (group,) = (
        element for element in of_kind(picture, "points") if kind in element.get("class").split()
    )
    return {_shape(element) for element in group}


def _shape(element):
    if element.tag != f"{SVG}path":
        return element.tag.removeprefix(SVG)
    return f"{len(re.findall('[ML]', element.get('d')))} corners"


def written(picture):
    """All words that the picture shows, in order."""
    return [element.text for element in parsed(picture).iter(f"{SVG}text")]


def numbers_in(text):
    return re.findall(r"\d+(?:\.\d+)?", text)
