"""An indicator as the public sees it: everything that could tell a hidden figure goes with it."""

from collections.abc import Iterable

from attrs import evolve, frozen

from cptracker.disclosure.cells import ReportCells
from cptracker.disclosure.primary import with_sensitivity
from cptracker.disclosure.rounding import (
    amount_alone,
    hidden_figure,
    limits_for,
    released_figure,
    without_counts_of,
)
from cptracker.model.comparisons import COMPUTED, Comparison, Conflict, Gap
from cptracker.model.figure_keys import FigureKey, figure_key_of
from cptracker.model.figures import Figure, Judgement, MissingReason, Rating, Series
from cptracker.model.measure_info import AMOUNTS
from cptracker.model.protection import Rules
from cptracker.rating.rate import rate_figure, reason_as_shown
from cptracker.stats.spc.result import SpcResult, read_spc
from cptracker.stats.trends import Trend, trend
from cptracker.status.report import Indicator, Profile

WITHHELD = "small numbers are protected"


TOLD_BEFORE = "was told otherwise before"
"""What is left of a revision: the old value may have been a small one, which was never shown."""


@frozen(kw_only=True)
class Redactor:
    """What stands between the exact figures and the public.

    Attributes:
        cells: All figures, exact.
        hidden: Those that are hidden.
        rules: How the others are shown.
        bare: Those of which the value is shown, without the counts that it is made of.
    """

    cells: ReportCells
    hidden: frozenset[FigureKey]
    rules: Rules
    bare: frozenset[FigureKey] = frozenset()

    def hides(self, measure: str, figures: Iterable[Figure]) -> bool:
        """Whether any of the figures is hidden."""
        return any(figure_key_of(measure, figure) in self.hidden for figure in figures)

    def figure(self, of: Indicator | Series, figure: Figure, judgement: Judgement | None) -> Figure:
        """One figure as the public sees it."""
        key = figure_key_of(of.measure, figure)
        if key in self.hidden:
            return hidden_figure(figure)
        limits = limits_for(judgement.target, of.better) if judgement else None
        kind = with_sensitivity(self.cells.kind(key), key, self.rules)
        if kind.children and kind.statistic in AMOUNTS:
            return amount_alone(figure)
        if key in self.bare:
            return without_counts_of(figure, kind, limits)
        return released_figure(figure, kind, self.rules, limits)

    def tells_less(self, measure: str, figures: Iterable[Figure]) -> bool:
        """Whether any of the figures is hidden, or shown without its counts."""
        kind = self.cells.kinds.get(measure)
        alone = kind is not None and kind.children and kind.statistic in AMOUNTS
        held_back = self.hidden | self.bare
        return alone or any(figure_key_of(measure, figure) in held_back for figure in figures)

    def series(self, series: Series) -> Series:
        """A table of figures as the public sees it, without what is never published."""
        figures = tuple(
            self.figure(series, figure, None) for figure in series.figures if self.may_be_by(figure)
        )
        return evolve(series, figures=figures)

    def may_be_by(self, figure: Figure) -> bool:
        """Whether a figure's breakdown is one that is published: one characteristic at a time."""
        return "+" not in figure.group_by and figure.group_by not in self.rules.never_by

    def judgement(self, of: Indicator | Series, figure: Figure, exact: Judgement) -> Judgement:
        """A figure's judgement as the public sees it."""
        key = figure_key_of(of.measure, figure)
        public = self.figure(of, figure, exact)
        if public.value is not None:
            return self._certain(public, figure, self._reworded(of, public, figure, exact))
        rated_anew = evolve(
            rate_figure(public, of.better, exact.target, unit=of.unit), stale=exact.stale
        )
        if key not in self.hidden or exact.rating in (Rating.NO_TARGET, Rating.NO_DATA):
            return rated_anew
        return evolve(rated_anew, rating=Rating.HIDDEN)  # even that there is none to be seen tells

    def _reworded(
        self, of: Indicator | Series, public: Figure, figure: Figure, judgement: Judgement
    ) -> Judgement:
        """Without words that hold a value more exact than the one that is shown."""
        if of.info.children and judgement.revised:
            judgement = evolve(judgement, revised=TOLD_BEFORE)
        if public.value == figure.value:
            return judgement
        return evolve(judgement, reason=reason_as_shown(judgement, public, of.better, of.unit))

    def _certain(self, public: Figure, figure: Figure, judgement: Judgement) -> Judgement:
        """Without the colours at the bounds where the bounds are hidden."""
        if public.lower is not None or figure.lower is None:
            return judgement
        return evolve(judgement, worst=None, best=None)


def redact_indicator(indicator: Indicator, screen: Redactor) -> Indicator:
    """An indicator without anything from which a hidden figure could be known."""
    breakdowns = tuple(
        breakdown for breakdown in indicator.breakdowns if screen.may_be_by(breakdown)
    )
    is_hidden = screen.tells_less(indicator.measure, [indicator.figure])
    rounded = screen.rules.rounded_to > 1
    return evolve(
        indicator,
        figure=screen.figure(indicator, indicator.figure, indicator.judgement),
        judgement=screen.judgement(indicator, indicator.figure, indicator.judgement),
        series=_public_series(indicator, screen),
        judgements=tuple(
            screen.judgement(indicator, figure, judgement)
            for figure, judgement in zip(indicator.series, indicator.judgements, strict=False)
        ),
        breakdowns=tuple(screen.figure(indicator, figure, None) for figure in breakdowns),
        interval=None if is_hidden or rounded else indicator.interval,
        significance=None if is_hidden else indicator.significance,
        spc=_reading(indicator, screen),
        trend=_trend(indicator, screen),
        number_needed=None if is_hidden or rounded else indicator.number_needed,
        comparisons=tuple(
            _comparison(comparison, indicator, screen)
            for comparison in indicator.comparisons
            if not _is_own_hidden(comparison, indicator.measure, screen)
        ),
        benchmark=None if is_hidden or rounded else indicator.benchmark,
        conflicts=tuple(_conflicts(indicator, screen)),
        gaps=tuple(gap for gap in indicator.gaps if _gap_may_stay(gap, indicator, screen)),
    )


def redact_profile(profile: Profile, screen: Redactor) -> Profile:
    """A measure over time without anything from which a hidden figure could be known."""
    latest, series = profile.series.whole[-1:], profile.series
    is_hidden = screen.hides(series.measure, latest)
    judgement = profile.judgement
    return evolve(
        profile,
        series=screen.series(series),
        judgement=screen.judgement(series, latest[-1], judgement) if judgement and latest else None,
        comparisons=tuple(
            evolve(comparison, better=None) if is_hidden else comparison
            for comparison in profile.comparisons
            if not _is_own_hidden(comparison, series.measure, screen)
        ),
    )


def _reading(indicator: Indicator, screen: Redactor) -> SpcResult | None:
    """The chart only if each of its points is shown: its limits rest on all of them.

    Where counts are held back it is drawn anew from what is shown, and tells no more than that.
    """
    if indicator.spc is None or (indicator.spc.chart is None and indicator.spc.run_chart is None):
        return indicator.spc
    periods = {
        figure.period
        for figure in indicator.series
        if figure_key_of(indicator.measure, figure) not in screen.hidden
    }
    drawn = {point.period for point in indicator.spc.chart.points} if indicator.spc.chart else set()
    complete = not screen.hides(indicator.measure, indicator.series) and drawn <= periods
    if not complete or screen.rules.rounded_to > 1:
        return SpcResult(withheld=WITHHELD)
    if not screen.tells_less(indicator.measure, indicator.series):
        return indicator.spc
    if indicator.spc.chart and any(
        segment.recalculation for segment in indicator.spc.chart.segments
    ):
        return SpcResult(withheld=WITHHELD)
    return read_spc(
        _public_series(indicator, screen), indicator.better, target=indicator.judgement.target
    )


def _public_series(indicator: Indicator, screen: Redactor) -> tuple[Figure, ...]:
    judgements = indicator.judgements or tuple(indicator.judgement for _ in indicator.series)
    return tuple(
        screen.figure(indicator, figure, judgement)
        for figure, judgement in zip(indicator.series, judgements, strict=True)
    )


def _trend(indicator: Indicator, screen: Redactor) -> Trend | None:
    if indicator.trend is None:
        return None
    if screen.hides(indicator.measure, indicator.series) or screen.rules.rounded_to > 1:
        return Trend(direction=None, by=None, points=0)
    if not screen.tells_less(indicator.measure, indicator.series):
        return indicator.trend
    reading, target = _reading(indicator, screen), indicator.judgement.target
    public_series = _public_series(indicator, screen)
    return trend(
        public_series, indicator.better, reading=reading, target=target, window=indicator.window
    )


def _comparison(comparison: Comparison, indicator: Indicator, screen: Redactor) -> Comparison:
    figures = _figures_beside(comparison, indicator)
    is_hidden = screen.hides(indicator.measure, figures)
    shown = all(screen.may_be_by(figure) for figure in figures)
    return comparison if shown and not is_hidden else evolve(comparison, better=None)


def _figures_beside(comparison: Comparison, indicator: Indicator) -> list[Figure]:
    """Our own figures that a comparison stands beside: everyone's, or its group's."""
    if not comparison.group_by:
        return [indicator.figure]
    group = (comparison.group_by, comparison.group)
    return [figure for figure in indicator.breakdowns if (figure.group_by, figure.group) == group]


def _is_own_hidden(comparison: Comparison, measure: str, screen: Redactor) -> bool:
    """Whether it is a hidden figure under another name."""
    own = comparison.source == COMPUTED or comparison.kind == "own earlier"
    key = FigureKey(measure, comparison.period, comparison.group_by, comparison.group)
    return own and key in screen.hidden | screen.bare


def _conflicts(indicator: Indicator, screen: Redactor) -> Iterable[Conflict]:
    """Those in which our own figure, if there is one, is shown, and as exactly as it is there."""
    exact = screen.rules.rounded_to == 1
    for conflict in indicator.conflicts:
        ours = any(source.source == COMPUTED for source in conflict.sources)
        key = FigureKey(conflict.measure, conflict.period, conflict.group_by, conflict.group)
        if not ours or (exact and not _unseen(key, screen)):
            yield conflict


def _unseen(key: FigureKey, screen: Redactor) -> bool:
    return key in screen.hidden | screen.bare or key not in screen.cells.figures


def _gap_may_stay(gap: Gap, indicator: Indicator, screen: Redactor) -> bool:
    """A gap tells its group's figure and that of all others together."""
    figures = [
        breakdown for breakdown in indicator.breakdowns if breakdown.group_by == gap.group_by
    ]
    allowed = all(screen.may_be_by(figure) for figure in figures)
    hides = screen.tells_less(indicator.measure, [*figures, indicator.figure])
    return allowed and not hides and screen.rules.rounded_to == 1


def hidden_count(screen: Redactor) -> int:
    """How many figures are hidden."""
    known = screen.cells.figures
    return sum(
        known[key].missing_reason is not MissingReason.HIDDEN
        for key in screen.hidden
        if key in known
    )
