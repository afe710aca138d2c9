"""What is published of a measure, put in order: by area, definition and period.

A figure that is like for like follows the measure's own definition. Any other has a definition of
its own, which its note tells; figures are only ever put together within one definition, and within
one group of the measure.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from attrs import frozen

from cptracker.benchmarking.cells import ROUNDED
from cptracker.model.comparisons import LoadedFigures, WithheldFigure
from cptracker.model.periods import Period, from_key
from cptracker.model.plan import Plan
from cptracker.model.published import GroupKey, PublishedFigure
from cptracker.plan.councils import area_key, council_named

ENGLAND = "England"
"""As published figures name it."""


OWN = ""
"""The measure's own definition; any other is named by the note that tells it."""


ShelfKey = tuple[str, str, str]
"""Area, definition and the key of the period."""


@frozen(kw_only=True)
class PublishedBasis:
    """On which ground published figures are set beside a measure's own.

    Attributes:
        departs: How the measure departs from the national definition; then nothing judges.
        by_day: Whether its figures tell of a period's last day alone, as a count of everyone
            looked after does: then periods that end on one day are one, however long they are.
        as_at: The day of the report: what was published later is not known yet; None for no limit.
        group: The group of the measure that is compared; everyone if None.
    """

    departs: str = ""
    by_day: bool = False
    as_at: date | None = None
    group: GroupKey | None = None


EVERYONE = PublishedBasis()


@frozen(kw_only=True)
class PublishedSeries:
    """What was published of one measure, for one group, by the end of a period.

    Attributes:
        figures: By area, definition and slot of the period the figure to set beside others.
        withheld: The same where a publisher gives a symbol instead of a number.
        by_day: Whether periods that end on one day are one.
    """

    figures: Mapping[ShelfKey, PublishedFigure]
    withheld: Mapping[ShelfKey, WithheldFigure]
    by_day: bool = False

    @property
    def definitions(self) -> list[str]:
        """All definitions, the measure's own first."""
        return sorted({definition for _, definition, _ in self.figures})

    def periods(self, areas: Iterable[str], definition: str) -> list[Period]:
        """The periods for which any of some areas has a figure of a definition."""
        wanted = set(areas)
        return [
            from_key(figure.period)
            for (area, text, _), figure in self.figures.items()
            if area in wanted and text == definition
        ]

    def figure(self, area: str, definition: str, period: Period) -> PublishedFigure | None:
        """An area's figure of a period, or of its last day where that is all that matters."""
        return self.figures.get((area, definition, slot_of(period, by_day=self.by_day)))

    def symbol(self, area: str, definition: str, period: Period) -> WithheldFigure | None:
        """Why a publisher gives no figure of a period."""
        return self.withheld.get((area, definition, slot_of(period, by_day=self.by_day)))

    def same_length(self, period: Period, other_period: Period) -> bool:
        """Whether two periods are equally long, or tell of a day, so that figures can be alike."""
        return self.by_day or period.every.months == other_period.every.months

    def chosen(self, periods: Iterable[Period], wanted: Period) -> Period | None:
        """The period itself if it is among some, else the latest before it, alike in length first.

        None where there is none at all.
        """
        before = [period for period in periods if period.end <= wanted.end]
        return max(
            before,
            key=lambda period: (
                self.same_length(period, wanted),
                period.end,
                period == wanted,
                period.key,
            ),
            default=None,
        )

    def definition(self, areas: Iterable[str], period: Period) -> str | None:
        """The one definition by which some areas are compared; None where they have no figure.

        The measure's own where any of them has it; else that of the nearest period, then that
        which most areas follow, then the first by name.
        """
        areas = list(areas)
        definitions = [
            definition for definition in self.definitions if self.periods(areas, definition)
        ]
        if OWN in definitions or not definitions:
            return OWN if definitions else None
        return max(
            definitions, key=lambda text: (*self._nearness(areas, text, period), _reversed(text))
        )

    def _nearness(
        self, areas: list[str], definition: str, wanted: Period
    ) -> tuple[bool, date, int]:
        period = self.chosen(self.periods(areas, definition), wanted)
        following = {area for area, text, _ in self.figures if text == definition}
        if period is None:
            return False, date.min, len(following)
        return self.same_length(period, wanted), period.end, len(following)


def _reversed(text: str) -> tuple[int, ...]:
    """For a `max` that takes the first by name of equals."""
    return (*(-ord(letter) for letter in text), 1)


def slot_of(period: Period, *, by_day: bool) -> str:
    """What makes two periods one: their key, or the day they end where only that day matters."""
    return f"{period.end:%Y-%m}" if by_day else period.key


def definition_of(figure: PublishedFigure | WithheldFigure) -> str:
    """The definition that a figure follows; how it was rounded is no part of it."""
    if figure.like_for_like:
        return OWN
    return ROUNDED.sub("", figure.note or "").strip() or "another definition"


def areas_of(plan: Plan) -> dict[str, str]:
    """The areas a plan speaks of by what they are matched by, each as the plan names it.

    The council itself, England, the region and the neighbours.
    """
    comparators, region = plan.comparators, region_of(plan)
    regions = (region,) if region else ()
    areas = (plan.council, ENGLAND, *regions, *(comparators.neighbours if comparators else ()))
    return {area_key(area): area for area in reversed(areas)}


def region_of(plan: Plan) -> str | None:
    """The region that a plan names, else that of its council; None where neither is known."""
    if plan.comparators and plan.comparators.region:
        return plan.comparators.region
    council = council_named(plan.council)
    return council.region if council else None


def figures_of_measure(plan: Plan, loaded: LoadedFigures, measure: str) -> list[PublishedFigure]:
    """All figures of a measure, of the plan, of files and as shipped, each once."""
    figures = (*plan.published, *loaded.figures, *loaded.shipped)
    return list(dict.fromkeys(figure for figure in figures if figure.measure == measure))


def groups_of_measure(plan: Plan, loaded: LoadedFigures, measure: str) -> list[GroupKey]:
    """The groups of a measure of which anything is published, in order."""
    figures = figures_of_measure(plan, loaded, measure)
    return sorted({figure.group for figure in figures if figure.group is not None})


def published_series_of(
    plan: Plan,
    loaded: LoadedFigures,
    measure: str,
    until: Period,
    basis: PublishedBasis = EVERYONE,
) -> PublishedSeries:
    """What was published of a measure for periods that were over when a period was.

    Where several sources give one figure, one that the plan or its files cite stands before one
    that only ships with the package; then that which has the most areas, so that like is set beside
    like; of two such the one whose name sorts last, as later editions do. The order of the figures
    decides nothing.
    """
    names = areas_of(plan)
    published_figures = [
        figure
        for figure in figures_of_measure(plan, loaded, measure)
        if from_key(figure.period).end <= until.end and _is_known(figure, basis)
    ]
    cited = {figure.source for figure in (*plan.published, *loaded.figures)}
    areas: dict[str, set[str]] = defaultdict(set)
    for published_figure in published_figures:
        areas[published_figure.source].add(area_key(published_figure.area))
    ranked = sorted(
        published_figures,
        key=lambda figure: (figure.source in cited, len(areas[figure.source]), figure.source,
                            from_key(figure.period).key == until.key, figure.period, figure.value),
    )  # fmt: skip
    withheld_figures = [
        withheld_figure
        for withheld_figure in loaded.withheld
        if withheld_figure.measure == measure and _is_known(withheld_figure, basis)
    ]
    symbols = sorted(
        withheld_figures,
        key=lambda withheld_figure: (withheld_figure.source, withheld_figure.symbol),
    )
    return PublishedSeries(
        figures={
            _key(published_figure, names, by_day=basis.by_day): published_figure
            for published_figure in ranked
        },
        withheld={_key(symbol, names, by_day=basis.by_day): symbol for symbol in symbols},
        by_day=basis.by_day,
    )


def _is_known(published_figure: PublishedFigure | WithheldFigure, basis: PublishedBasis) -> bool:
    """Whether a figure is for the group, and was published by the day of the report."""
    if published_figure.group != basis.group:
        return False
    return (
        basis.as_at is None
        or published_figure.published is None
        or published_figure.published <= basis.as_at
    )


def _key(
    published_figure: PublishedFigure | WithheldFigure, names: Mapping[str, str], *, by_day: bool
) -> ShelfKey:
    area = names.get(area_key(published_figure.area), published_figure.area)
    return (
        area,
        definition_of(published_figure),
        slot_of(from_key(published_figure.period), by_day=by_day),
    )
