"""The figures of a report by what they are of: each once, however often the report shows it."""

from collections.abc import Iterator, Mapping

from attrs import frozen

from cptracker.results import Figure, Series, Sort
from cptracker.standing import Indicator, StatusReport
from cptracker.ties import UNTIED, Ties

PERCENT = 100


@frozen(order=True)
class Key:
    """What a figure is of.

    Attributes:
        measure: The measure's identifier.
        period: The period's key.
        group_by: The breakdown; empty for everyone.
        group: The group in it; empty for everyone.
    """

    measure: str
    period: str
    group_by: str = ""
    group: str = ""


@frozen(kw_only=True)
class Kind:
    """What a measure's figures are, as far as protection asks.

    Attributes:
        sort: Count, sum, share, mean or rate.
        children: Whether children are counted; others are not protected.
        sensitive: Whether a zero, or all, tells something.
        over_time: `flow` where figures of periods add up, `level` for those of a day, or neither.
        ties: Other measures from which the figures follow.
    """

    sort: Sort
    children: bool
    sensitive: bool
    over_time: str
    ties: Ties = UNTIED


@frozen(kw_only=True)
class Cells:
    """All figures of a report.

    Attributes:
        figures: By what each is of.
        kinds: Of each measure.
    """

    figures: Mapping[Key, Figure]
    kinds: Mapping[str, Kind]

    def kind(self, key: Key) -> Kind:
        """What a figure is."""
        return self.kinds[key.measure]


def key_of(measure: str, figure: Figure) -> Key:
    """What a figure is of."""
    return Key(measure, figure.period.key, figure.group_by, figure.group)


def indicators_of(report: StatusReport) -> Iterator[Indicator]:
    """Each indicator, as often as it is shown."""
    for priority in report.priorities:
        for success in priority.success_measures:
            yield from success.indicators


def figures_of(indicator: Indicator) -> tuple[Figure, ...]:
    """All figures of an indicator, the latest first."""
    return (indicator.figure, *indicator.series, *indicator.breakdowns)


def cells_of(report: StatusReport) -> Cells:
    """All figures of a report, in the order of their keys, so that its own order never matters."""
    figures: dict[Key, Figure] = {}
    kinds: dict[str, Kind] = {}
    for indicator in indicators_of(report):
        mine = figures_of(indicator)
        kinds[indicator.measure] = kind_of(indicator, mine)
        figures.update((key_of(indicator.measure, one), one) for one in mine)
    for profile in report.appendix:
        series = profile.series
        kinds.setdefault(series.measure, kind_of(series, series.figures))
        figures.update((key_of(series.measure, one), one) for one in series.figures)
    return Cells(figures=dict(sorted(figures.items(), key=_in_order)), kinds=kinds)


def _in_order(item: tuple[Key, Figure]) -> tuple[str, str, str, str]:
    key, _ = item
    return key.measure, key.period, key.group_by, key.group


def kind_of(of: Indicator | Series, figures: tuple[Figure, ...]) -> Kind:
    """What figures are; where nothing was computed it does not matter."""
    return Kind(
        sort=of.sort or guessed(of.unit, figures),
        children=of.about == "children",
        sensitive=of.sensitive,
        over_time=of.over_time,
        ties=of.ties,
    )


def guessed(unit: str, figures: tuple[Figure, ...]) -> Sort:
    """What figures must be that do not say it, by their numbers alone."""
    valued = [one for one in figures if one.value is not None]
    if all(one.denominator is None for one in valued):
        return "count"
    shares = all(
        one.value == PERCENT * (one.numerator or 0) / (one.denominator or 1) for one in valued
    )
    return "share" if unit == "%" or shares else "mean"
