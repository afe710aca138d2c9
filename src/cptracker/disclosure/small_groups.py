"""Groups that are small in every figure of a report are counted with the group `other`.

Whoever left for another authority, or into custody, are a few each year. Each of these groups would
be hidden in every year, and with it another one from which it would follow. Counted with `other`,
which names them, no number is lost that was shown, and the others can stay.

Which groups those are says nothing but that each has no more than a few in each period, nobody
perhaps: a reader knows that, and the audit reckons with it.
"""

from collections.abc import Iterable, Iterator, Mapping

from cptracker.disclosure.cells import figures_in_report
from cptracker.disclosure.folding import merged, with_figures
from cptracker.model.figures import UNKNOWN, Figure
from cptracker.model.measure_info import AMOUNTS, MeasureInfo
from cptracker.model.protection import Rules, group_with
from cptracker.status.report import StatusReport

SmallGroups = Mapping[str, tuple[str, ...]]
"""By breakdown, its groups that are small throughout."""


def fold_small_groups(report: StatusReport, rules: Rules) -> StatusReport:
    """The report with groups that are small throughout counted with their stated neighbour."""
    small = groups_small_throughout(report, rules)
    if not small:
        return report
    into = dict(rules.fold_into)

    def changed(info: MeasureInfo, figures: Iterable[Figure]) -> tuple[Figure, ...]:
        return tuple(_folded(list(figures), small, into, info.statistic))

    return with_figures(report, changed, frozenset(small))


def groups_small_throughout(report: StatusReport, rules: Rules) -> SmallGroups:
    """The groups with at most a few children in each figure, by breakdown.

    Only of breakdowns that have a neighbour by the rules, in which that stands too, and in which
    some of them would be hidden: nobody is where that tells something.
    """
    most: dict[str, dict[str, int]] = {}
    for info, figure in _of_groups(report):
        groups = most.setdefault(figure.group_by, {})
        groups[figure.group] = max(groups.get(figure.group, 0), _size(figure, info))
    groups_by_breakdown: dict[str, tuple[str, ...]] = {}
    for breakdown, neighbour in rules.fold_into:
        groups = most.get(breakdown, {})
        small = tuple(
            group
            for group, size in groups.items()
            if group not in (neighbour, UNKNOWN) and size <= rules.small
        )
        sensitive = rules.zero_tells and breakdown in rules.sensitive_breakdowns
        if neighbour in groups and small and (sensitive or any(groups[group] for group in small)):
            groups_by_breakdown[breakdown] = small
    return groups_by_breakdown


def _of_groups(report: StatusReport) -> Iterator[tuple[MeasureInfo, Figure]]:
    indicators = (
        indicator
        for priority in report.priorities
        for success in priority.success_measures
        for indicator in success.indicators
    )
    many = [(indicator.info, figures_in_report(indicator)) for indicator in indicators]
    many += [(profile.series.info, profile.series.figures) for profile in report.appendix]
    for info, figures in many:
        if info.children and info.statistic not in AMOUNTS:
            yield from ((info, figure) for figure in figures if figure.group_by)


def _size(figure: Figure, info: MeasureInfo) -> int:
    """Of how many a figure is: its base, or for a count its number."""
    based = info.statistic in ("share", "mean")
    return (figure.denominator if based else figure.numerator) or 0


def _folded(
    figures: list[Figure], small: SmallGroups, into: Mapping[str, str], statistic: str | None
) -> Iterator[Figure]:
    """The figures, each neighbour with the small groups of its period, which go."""
    folded = {
        (figure.group_by, figure.period, figure.group): figure
        for figure in figures
        if figure.group in small.get(figure.group_by, ())
    }
    for figure in figures:
        by = figure.group_by
        if (by, figure.period, figure.group) in folded:
            continue
        if by in small and figure.group == into[by]:
            name = group_with(figure.group, small[by])
            for group in small[by]:
                figure = merged(figure, folded.get((by, figure.period, group)), name, statistic)
        yield figure
