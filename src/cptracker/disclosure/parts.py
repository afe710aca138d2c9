"""An indicator as the public sees it: everything that could tell a hidden figure goes with it."""

from collections.abc import Iterable

from attrs import evolve, frozen

from cptracker.comparisons import COMPUTED, Comparison, Disagreement, Gap
from cptracker.disclosure.cells import Cells, Key, key_of
from cptracker.disclosure.primary import at_risk
from cptracker.disclosure.rules import Rules
from cptracker.disclosure.showing import hidden, limits_for, shown, without_counts_of
from cptracker.judging import judge, reason_as_shown
from cptracker.results import Figure, Judgement, Nothing, Rating, Series
from cptracker.spc import Reading, read
from cptracker.standing import Indicator, Profile
from cptracker.trends import Travel, travel

WITHHELD = "small numbers are protected"
TOLD_BEFORE = "was told otherwise before"
"""What is left of a revision whose old value is more exact than the figure that is shown."""


@frozen(kw_only=True)
class Screen:
    """What stands between the exact figures and the public.

    Attributes:
        cells: All figures, exact.
        hidden: Those that are hidden.
        rules: How the others are shown.
        bare: Those of which the value is shown, without the counts that it is made of.
    """

    cells: Cells
    hidden: frozenset[Key]
    rules: Rules
    bare: frozenset[Key] = frozenset()

    def hides(self, measure: str, figures: Iterable[Figure]) -> bool:
        """Whether any of the figures is hidden."""
        return any(key_of(measure, one) in self.hidden for one in figures)

    def figure(self, of: Indicator | Series, figure: Figure, told: Judgement | None) -> Figure:
        """One figure as the public sees it."""
        key = key_of(of.measure, figure)
        if key in self.hidden:
            return hidden(figure)
        limits = limits_for(told.target, of.better) if told else None
        kind = at_risk(self.cells.kind(key), key, self.rules)
        if key in self.bare:
            return without_counts_of(figure, kind, limits)
        return shown(figure, kind, self.rules, limits)

    def tells_less(self, measure: str, figures: Iterable[Figure]) -> bool:
        """Whether any of the figures is hidden, or shown without its counts."""
        return any(key_of(measure, one) in self.hidden | self.bare for one in figures)

    def series(self, series: Series) -> Series:
        """A table of figures as the public sees it, without what is never published."""
        figures = tuple(
            self.figure(series, one, None) for one in series.figures if self.may_be_by(one)
        )
        return evolve(series, figures=figures)

    def may_be_by(self, figure: Figure) -> bool:
        """Whether a figure's breakdown is one that is published: one characteristic at a time."""
        return "+" not in figure.group_by and figure.group_by not in self.rules.never_by

    def judgement(self, of: Indicator | Series, figure: Figure, told: Judgement) -> Judgement:
        """A figure's judgement as the public sees it."""
        key = key_of(of.measure, figure)
        seen = self.figure(of, figure, told)
        if seen.value is not None:
            return self._certain(seen, figure, self._reworded(of, seen, figure, told))
        again = evolve(judge(seen, of.better, told.target, unit=of.unit), stale=told.stale)
        if key not in self.hidden or told.rating in (Rating.NO_TARGET, Rating.NO_DATA):
            return again
        return evolve(again, rating=Rating.HIDDEN)  # even that there is none to be seen tells

    def _reworded(
        self, of: Indicator | Series, seen: Figure, figure: Figure, told: Judgement
    ) -> Judgement:
        """Without words that hold a value more exact than the one that is shown."""
        if seen.value == figure.value:
            return told
        reason = reason_as_shown(told, seen, of.better, of.unit)
        revised = TOLD_BEFORE if told.revised else None
        return evolve(told, reason=reason, revised=revised)

    def _certain(self, seen: Figure, figure: Figure, told: Judgement) -> Judgement:
        """Without the colours at the bounds where the bounds are hidden."""
        if seen.lower is not None or figure.lower is None:
            return told
        return evolve(told, worst=None, best=None)


def public_indicator(one: Indicator, screen: Screen) -> Indicator:
    """An indicator without anything from which a hidden figure could be known."""
    breakdowns = tuple(each for each in one.breakdowns if screen.may_be_by(each))
    gone = screen.tells_less(one.measure, [one.figure])
    rounded = screen.rules.rounded_to > 1
    return evolve(
        one,
        figure=screen.figure(one, one.figure, one.judgement),
        judgement=screen.judgement(one, one.figure, one.judgement),
        series=_public_series(one, screen),
        judgements=tuple(
            screen.judgement(one, each, told)
            for each, told in zip(one.series, one.judgements, strict=False)
        ),
        breakdowns=tuple(screen.figure(one, each, None) for each in breakdowns),
        interval=None if gone or rounded else one.interval,
        certainty=None if gone else one.certainty,
        spc=_reading(one, screen),
        travel=_travel(one, screen),
        shortfall=None if gone or rounded else one.shortfall,
        comparisons=tuple(
            _comparison(each, one, screen)
            for each in one.comparisons
            if not _is_own_hidden(each, one.measure, screen)
        ),
        disagreements=tuple(_disagreements(one, screen)),
        gaps=tuple(each for each in one.gaps if _gap_may_stay(each, one, screen)),
    )


def public_profile(one: Profile, screen: Screen) -> Profile:
    """A measure over time without anything from which a hidden figure could be known."""
    latest, series = one.series.whole[-1:], one.series
    gone = screen.hides(series.measure, latest)
    told = one.judgement
    return evolve(
        one,
        series=screen.series(series),
        judgement=screen.judgement(series, latest[-1], told) if told and latest else None,
        comparisons=tuple(
            evolve(each, better=None) if gone else each
            for each in one.comparisons
            if not _is_own_hidden(each, series.measure, screen)
        ),
    )


def _reading(one: Indicator, screen: Screen) -> Reading | None:
    """The chart only if each of its points is shown: its limits rest on all of them.

    Where counts are held back it is drawn anew from what is shown, and tells no more than that.
    """
    if one.spc is None or (one.spc.chart is None and one.spc.run_chart is None):
        return one.spc
    seen = {each.period for each in one.series if key_of(one.measure, each) not in screen.hidden}
    drawn = {point.period for point in one.spc.chart.points} if one.spc.chart else set()
    complete = not screen.hides(one.measure, one.series) and drawn <= seen
    if not complete or screen.rules.rounded_to > 1:
        return Reading(withheld=WITHHELD)
    if not screen.tells_less(one.measure, one.series):
        return one.spc
    if one.spc.chart and any(each.recalculation for each in one.spc.chart.segments):
        return Reading(withheld=WITHHELD)
    return read(_public_series(one, screen), one.better, target=one.judgement.target)


def _public_series(one: Indicator, screen: Screen) -> tuple[Figure, ...]:
    judged = one.judgements or tuple(one.judgement for _ in one.series)
    return tuple(
        screen.figure(one, each, told) for each, told in zip(one.series, judged, strict=True)
    )


def _travel(one: Indicator, screen: Screen) -> Travel | None:
    if one.travel is None:
        return None
    if screen.hides(one.measure, one.series) or screen.rules.rounded_to > 1:
        return Travel(direction=None, by=None, points=0)
    if not screen.tells_less(one.measure, one.series):
        return one.travel
    reading, target = _reading(one, screen), one.judgement.target
    shown_ = _public_series(one, screen)
    return travel(shown_, one.better, reading=reading, target=target, window=one.window)


def _comparison(each: Comparison, one: Indicator, screen: Screen) -> Comparison:
    figures = _figures_beside(each, one)
    gone = screen.hides(one.measure, figures)
    shown = all(screen.may_be_by(figure) for figure in figures)
    return each if shown and not gone else evolve(each, better=None)


def _figures_beside(each: Comparison, one: Indicator) -> list[Figure]:
    """Our own figures that a comparison stands beside: everyone's, or its group's."""
    if not each.group_by:
        return [one.figure]
    group = (each.group_by, each.group)
    return [figure for figure in one.breakdowns if (figure.group_by, figure.group) == group]


def _is_own_hidden(each: Comparison, measure: str, screen: Screen) -> bool:
    """Whether it is a hidden figure under another name."""
    own = each.source == COMPUTED or each.kind == "own earlier"
    key = Key(measure, each.period, each.group_by, each.group)
    return own and key in screen.hidden | screen.bare


def _disagreements(one: Indicator, screen: Screen) -> Iterable[Disagreement]:
    """Those in which our own figure, if there is one, is shown, and as exactly as it is there."""
    exact = screen.rules.rounded_to == 1
    for each in one.disagreements:
        ours = any(source.source == COMPUTED for source in each.sources)
        key = Key(each.measure, each.period, each.group_by, each.group)
        if not ours or (exact and not _unseen(key, screen)):
            yield each


def _unseen(key: Key, screen: Screen) -> bool:
    return key in screen.hidden | screen.bare or key not in screen.cells.figures


def _gap_may_stay(gap: Gap, one: Indicator, screen: Screen) -> bool:
    """A gap tells its group's figure and that of all others together."""
    mine = [each for each in one.breakdowns if each.group_by == gap.group_by]
    allowed = all(screen.may_be_by(each) for each in mine)
    hides = screen.tells_less(one.measure, [*mine, one.figure])
    return allowed and not hides and screen.rules.rounded_to == 1


def hidden_count(screen: Screen) -> int:
    """How many figures are hidden."""
    known = screen.cells.figures
    return sum(known[key].nothing is not Nothing.HIDDEN for key in screen.hidden if key in known)
