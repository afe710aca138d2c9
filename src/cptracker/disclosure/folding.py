"""Few children of whom something is not known are folded into a stated neighbour.

Two children of unknown sex would otherwise hide 187 girls, since their number would follow from the
total. With "female or not known" nothing is hidden, and nobody can be found.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from fractions import Fraction

from attrs import evolve

from cptracker.disclosure.cells import cells_of
from cptracker.disclosure.primary import is_small, with_sensitivity
from cptracker.model.figures import UNKNOWN, DistinctChildren, Figure, MissingReason
from cptracker.model.measure_info import MeasureInfo
from cptracker.model.protection import ADDED, PERCENT, Rules
from cptracker.status.report import Indicator, Profile, StatusReport


def fold_unknown(report: StatusReport, rules: Rules) -> StatusReport:
    """The report with small unknown groups folded, alike in all of its measures and periods."""
    breakdowns = _with_few_unknown(report, rules)
    if not breakdowns:
        return report

    def changed(info: MeasureInfo, figures: Iterable[Figure]) -> tuple[Figure, ...]:
        return tuple(_folded(figures, breakdowns, info.statistic))

    return with_figures(report, changed, breakdowns)


def with_figures(
    report: StatusReport,
    changed: Callable[[MeasureInfo, Iterable[Figure]], tuple[Figure, ...]],
    breakdowns: Collection[str],
) -> StatusReport:
    """The report with other groups of measures of children.

    Args:
        report: The restricted one.
        changed: The groups of a measure as they become.
        breakdowns: Those whose groups change; gaps between them are left out.
    """

    def of_indicator(indicator: Indicator) -> Indicator:
        if not indicator.info.children:
            return indicator
        gaps = tuple(gap for gap in indicator.gaps if gap.group_by not in breakdowns)
        figures = changed(indicator.info, indicator.breakdowns)
        return evolve(indicator, breakdowns=figures, gaps=gaps)

    def of_profile(profile: Profile) -> Profile:
        if not profile.series.info.children:
            return profile
        figures = changed(profile.series.info, profile.series.figures)
        return evolve(profile, series=evolve(profile.series, figures=figures))

    return _each(report, of_indicator, of_profile)


def without_tables(report: StatusReport, tables: Collection[tuple[str, str]]) -> StatusReport:
    """The report without some breakdowns of measures, each a measure and the breakdown."""

    def of_indicator(indicator: Indicator) -> Indicator:
        gone = {by for measure, by in tables if measure == indicator.measure}
        figures = tuple(
            breakdown for breakdown in indicator.breakdowns if breakdown.group_by not in gone
        )
        gaps = tuple(gap for gap in indicator.gaps if gap.group_by not in gone)
        return evolve(indicator, breakdowns=figures, gaps=gaps)

    def of_profile(profile: Profile) -> Profile:
        gone = {by for measure, by in tables if measure == profile.series.measure}
        figures = tuple(figure for figure in profile.series.figures if figure.group_by not in gone)
        return evolve(profile, series=evolve(profile.series, figures=figures))

    return _each(report, of_indicator, of_profile)


def _each(
    report: StatusReport,
    of_indicator: Callable[[Indicator], Indicator],
    of_profile: Callable[[Profile], Profile],
) -> StatusReport:
    """The report with each indicator and each profile changed."""
    return evolve(
        report,
        priorities=tuple(
            evolve(
                priority,
                success_measures=tuple(
                    evolve(success, indicators=tuple(map(of_indicator, success.indicators)))
                    for success in priority.success_measures
                ),
            )
            for priority in report.priorities
        ),
        appendix=tuple(map(of_profile, report.appendix)),
    )


def _with_few_unknown(report: StatusReport, rules: Rules) -> frozenset[str]:
    """The breakdowns in which an unknown group is too small to be shown."""
    cells = cells_of(report)
    return frozenset(
        key.group_by
        for key, figure in cells.figures.items()
        if key.group == UNKNOWN
        and key.group_by not in rules.never_by
        and is_small(figure, with_sensitivity(cells.kind(key), key, rules), rules)
    )


def _folded(
    figures: Iterable[Figure], breakdowns: frozenset[str], statistic: str | None
) -> Iterator[Figure]:
    """The figures, each neighbour with the unknown ones of its period, which go."""
    all_figures = list(figures)
    neighbours = {
        figure.group_by: figure.group
        for figure in all_figures
        if figure.group_by in breakdowns and figure.group != UNKNOWN
    }  # the group that is listed last
    unknown = {
        (figure.group_by, figure.period): figure
        for figure in all_figures
        if figure.group == UNKNOWN
    }
    for figure in all_figures:
        if figure.group_by not in neighbours:
            yield figure
        elif figure.group == neighbours[figure.group_by]:
            unknown_figure = unknown.get((figure.group_by, figure.period))
            yield merged(figure, unknown_figure, f"{figure.group}{ADDED}", statistic)
        elif figure.group != UNKNOWN:
            yield figure


def merged(figure: Figure, added: Figure | None, name: str, statistic: str | None) -> Figure:
    """Two groups as one of another name; the first alone where the other has no numbers."""
    named = evolve(figure, group=name)
    if added is None or added.numerator is None or figure.numerator is None:
        return named
    numerator = figure.numerator + added.numerator
    base = None
    if figure.denominator is not None and added.denominator is not None:
        base = figure.denominator + added.denominator
    value = _value(numerator, base, statistic)
    return evolve(
        named,
        numerator=numerator,
        denominator=base,
        unknown=(figure.unknown or 0) + (added.unknown or 0),
        value=value,
        lower=None,
        upper=None,
        squares=None,
        limits=None,
        largest=None,
        excluded={},
        missing_reason=MissingReason.NO_CASES if value is None else None,
        distinct_children=_distinct_children(figure.distinct_children, added.distinct_children),
    )


def _value(numerator: int, base: int | None, statistic: str | None) -> Fraction | None:
    if base is None:
        return Fraction(numerator)
    return Fraction((PERCENT if statistic == "share" else 1) * numerator, base) if base else None


def _distinct_children(
    distinct: DistinctChildren | None, added: DistinctChildren | None
) -> DistinctChildren | None:
    if distinct is None or added is None:
        return distinct
    return DistinctChildren(
        numerator=distinct.numerator + added.numerator,
        complement=distinct.complement + added.complement,
        denominator=distinct.denominator + added.denominator,
    )
