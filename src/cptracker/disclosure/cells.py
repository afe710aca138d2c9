"""The figures of a report by what they are of: each once, however often the report shows it."""

from collections.abc import Iterator, Mapping
from operator import itemgetter

from attrs import evolve, frozen

from cptracker.model.figure_keys import FigureKey, figure_key_of
from cptracker.model.figures import Figure, Series
from cptracker.model.measure_info import MeasureInfo, Statistic
from cptracker.model.protection import PERCENT
from cptracker.status.report import Indicator, StatusReport


@frozen(kw_only=True)
class ReportCells:
    """All figures of a report.

    Attributes:
        figures: By what each is of.
        kinds: The facts of each measure, by its identifier.
    """

    figures: Mapping[FigureKey, Figure]
    kinds: Mapping[str, MeasureInfo]

    def kind(self, key: FigureKey) -> MeasureInfo:
        """What a figure is."""
        return self.kinds[key.measure]


def indicators_of(report: StatusReport) -> Iterator[Indicator]:
    """Each indicator, as often as it is shown."""
    for priority in report.priorities:
        for success in priority.success_measures:
            yield from success.indicators


def figures_in_report(indicator: Indicator) -> tuple[Figure, ...]:
    """All figures of an indicator, the latest first."""
    return (indicator.figure, *indicator.series, *indicator.breakdowns)


def cells_of(report: StatusReport) -> ReportCells:
    """All figures of a report, in the order of their keys, so that its own order never matters."""
    figures: dict[FigureKey, Figure] = {}
    kinds: dict[str, MeasureInfo] = {}
    for indicator in indicators_of(report):
        own_figures = figures_in_report(indicator)
        kinds[indicator.measure] = _cell_kind(indicator, own_figures)
        figures.update((figure_key_of(indicator.measure, figure), figure) for figure in own_figures)
    for profile in report.appendix:
        series = profile.series
        kinds.setdefault(series.measure, _cell_kind(series, series.figures))
        figures.update((figure_key_of(series.measure, figure), figure) for figure in series.figures)
    return ReportCells(figures=dict(sorted(figures.items(), key=itemgetter(0))), kinds=kinds)


def _cell_kind(of: Indicator | Series, figures: tuple[Figure, ...]) -> MeasureInfo:
    """The facts of a measure's figures; what they are is guessed where nothing was computed."""
    return of.info if of.statistic else evolve(of.info, statistic=guessed(of.unit, figures))


def guessed(unit: str, figures: tuple[Figure, ...]) -> Statistic:
    """What figures must be that do not say it, by their numbers alone."""
    valued = [figure for figure in figures if figure.value is not None]
    if all(figure.denominator is None for figure in valued):
        return "count"
    shares = all(
        figure.value == PERCENT * (figure.numerator or 0) / (figure.denominator or 1)
        for figure in valued
    )
    return "share" if unit == "%" or shares else "mean"
