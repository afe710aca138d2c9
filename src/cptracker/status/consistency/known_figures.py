"""What is known of a measure besides the plan, and whether records bear out what a plan states."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from cptracker.authoring.measure import Measure
from cptracker.authoring.registry import Registry
from cptracker.model.figures import Figure
from cptracker.model.periods import Period, from_key
from cptracker.model.plan import Plan
from cptracker.model.problems import Problem
from cptracker.model.published import PublishedFigure
from cptracker.plan.councils import area_key
from cptracker.plan.reading import LoadedPlan
from cptracker.rating.thresholds import SHARE
from cptracker.records.records import Records
from cptracker.status.report import StatusReport

Computed = Callable[[str, Period], Figure | None]
"""The figure of a measure for a period; None where there is no such measure, or it fails."""


@frozen(kw_only=True)
class OwnFigure:
    """A figure of the council itself, published or computed.

    Attributes:
        at: Its position among the plan's published figures; None if it was computed.
        like_for_like: Whether it follows the measure's own definition.
    """

    period: str
    value: Fraction
    at: int | None = None
    like_for_like: bool = True


@frozen(kw_only=True)
class KnownFigures:
    """What checks of numbers look at.

    Attributes:
        measures: By identifier, as far as plug-ins were found.
        own: The council's own figures by measure, the published first.
        series: The computed figures by measure, oldest first, where the records are real.
    """

    measures: Mapping[str, Measure] = field(factory=dict)
    own: Mapping[str, list[OwnFigure]] = field(factory=dict)
    series: Mapping[str, tuple[Figure, ...]] = field(factory=dict)

    def is_share(self, measure: str) -> bool:
        """Whether a measure is a percentage, as far as that is known."""
        plugin = self.measures.get(measure)
        return plugin is not None and plugin.unit == SHARE


def known_of(plan: Plan, registry: Registry | None, report: StatusReport | None) -> KnownFigures:
    """What is known; figures of made-up records are no council's, so they are left out.

    Args:
        plan: With its published figures.
        registry: The measures that were found, None where nobody has looked.
        report: Its status; None where there are no records.
    """
    series = {} if report is None or report.example_data else dict(_series(report))
    own: dict[str, list[OwnFigure]] = defaultdict(list)
    council = area_key(plan.council)
    for at, published_figure in enumerate(plan.published):
        if published_figure.group is None and area_key(published_figure.area) == council:
            own[published_figure.measure].append(_published(at, published_figure))
    for measure, figures in series.items():
        own[measure] += [
            OwnFigure(period=figure.period.key, value=figure.value)
            for figure in figures
            if figure.value is not None
        ]
    return KnownFigures(measures=registry.measures if registry else {}, own=own, series=series)


def _published(at: int, published_figure: PublishedFigure) -> OwnFigure:
    value = Fraction(published_figure.value)
    return OwnFigure(
        period=published_figure.period,
        value=value,
        at=at,
        like_for_like=published_figure.like_for_like,
    )


def _series(report: StatusReport) -> Iterator[tuple[str, tuple[Figure, ...]]]:
    for priority in report.priorities:
        for success in priority.success_measures:
            for indicator in success.indicators:
                yield indicator.measure, indicator.series


def rounds_to_stated(value: Fraction, stated: Decimal) -> bool:
    """Whether a value rounds to a stated one, at the digits that are stated."""
    half = Fraction(10) ** int(stated.as_tuple().exponent) / 2
    return abs(value - Fraction(stated)) <= half


def period_of_stated(key: str) -> Period:
    """The period of a key that loading has let through."""
    return from_key(key)


HINT = "state the day to which the records at hand are complete, or delete it"


def of_statements(loaded: LoadedPlan, records: Records) -> Iterator[Problem]:
    """A problem at each `covers_to` that cannot hold; the table then covers what its dates show."""
    stated = loaded.plan.records if loaded.plan else ()
    records_stated = records.stating(stated)
    for at, stated_records in enumerate(stated):
        days_covered = records_stated.covers(stated_records.table)
        for key, reason in days_covered.refused if days_covered else ():
            place = loaded.places["records", str(at)]
            message = f"`{key}` of `{stated_records.table}` {reason}; it is not used"
            yield place.problem(message, HINT)
