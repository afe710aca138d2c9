"""What is published of a measure, put in order: by area, definition and period.

A figure that is like for like follows the measure's own definition. Any other has a definition of
its own, which its note tells; figures are only ever put together within one definition.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from attrs import frozen

from cptracker.comparing.rounding import ROUNDED
from cptracker.comparisons import LoadedFigures, Withheld
from cptracker.model import Plan, PublishedFigure
from cptracker.periods import Period, from_key

ENGLAND = "England"
"""As published figures name it."""

OWN = ""
"""The measure's own definition; any other is named by the note that tells it."""


@frozen(kw_only=True)
class Shelf:
    """What was published of one measure by the end of a period.

    Attributes:
        figures: By area, definition and period's key the figure to set beside others.
        withheld: The same where a publisher gives a symbol instead of a number.
    """

    figures: Mapping[tuple[str, str, str], PublishedFigure]
    withheld: Mapping[tuple[str, str, str], Withheld]

    @property
    def definitions(self) -> list[str]:
        """All definitions, the measure's own first."""
        return sorted({definition for _, definition, _ in self.figures})

    def periods(self, areas: Iterable[str], definition: str) -> list[Period]:
        """The periods for which any of some areas has a figure of a definition."""
        wanted = set(areas)
        return [
            from_key(key) for area, its, key in self.figures if area in wanted and its == definition
        ]


def definition_of(figure: PublishedFigure | Withheld) -> str:
    """The definition that a figure follows; how it was rounded is no part of it."""
    if figure.like_for_like:
        return OWN
    return ROUNDED.sub("", figure.note or "").strip() or "another definition"


def of_measure(plan: Plan, loaded: LoadedFigures, measure: str) -> list[PublishedFigure]:
    """All figures of a measure, of the plan and of files, each once."""
    both = (*plan.published, *loaded.figures)
    return list(dict.fromkeys(one for one in both if one.measure == measure))


def shelf_of(plan: Plan, loaded: LoadedFigures, measure: str, until: Period) -> Shelf:
    """What was published of a measure for periods that were over when a period was.

    Where several sources give one figure, that source stands for it which has the most areas, so
    that like is set beside like; of two such the one whose name sorts last, as later editions do.
    The order of the figures decides nothing.
    """
    known = [
        one for one in of_measure(plan, loaded, measure) if from_key(one.period).end <= until.end
    ]
    areas: dict[str, set[str]] = defaultdict(set)
    for one in known:
        areas[one.source].add(one.area)
    ranked = sorted(known, key=lambda one: (len(areas[one.source]), one.source, one.value))
    return Shelf(
        figures={(one.area, definition_of(one), one.period): one for one in ranked},
        withheld={
            (one.area, definition_of(one), one.period): one
            for one in sorted(loaded.withheld, key=lambda one: (one.source, one.symbol))
            if one.measure == measure
        },
    )


def same_stretch(one: Period, other: Period) -> bool:
    """Whether two periods are equally long, so that their figures can be alike."""
    return one.every.months == other.every.months


def chosen(periods: Iterable[Period], wanted: Period) -> Period | None:
    """The period itself if it is among some, else the latest before it, of the same length first.

    None where there is none at all.
    """
    before = [one for one in periods if one.end <= wanted.end]
    key = lambda one: (same_stretch(one, wanted), one.end, one == wanted, one.key)  # noqa: E731
    return max(before, key=key, default=None)
