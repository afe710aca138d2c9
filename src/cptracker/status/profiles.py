"""Profiling: measures over the years for the annual appendix, and by the month for the scorecard.

What no plug-in provides is left out; what the records do not hold says so in each figure.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date

from attrs import define, evolve, field, frozen

from cptracker.authoring.measure import Measure
from cptracker.authoring.registry import Registry
from cptracker.authoring.typed import typed_function
from cptracker.engine.series import series
from cptracker.model.arguments import Progress, without_progress
from cptracker.model.figures import Series
from cptracker.model.periods import Every, Period
from cptracker.model.problems import MeasureError, Problem, UsageError
from cptracker.model.related import Cohorts
from cptracker.status.comparison import StatusOptions, default_periods
from cptracker.status.freshness import published_in
from cptracker.status.indicators import assess
from cptracker.status.report import Profile

YEARS = 5
"""Of the appendix, the latest included."""


MONTHS, LAST_YEARS = 8, 2
"""Of the scorecard: as many as the council's own shows."""


EARLIER = 1
"""Years before those, for which a published figure is looked for: the last may not be out yet."""


BY_MONTH, BY_YEAR = "Scorecard, by the month", "Scorecard, by the year"
"""The parts of the scorecard."""


OFTEN = (Every.MONTH, Every.QUARTER, Every.TRAILING_YEAR)
"""Measures reported so often can be told month by month; the others come once a year."""


@frozen(kw_only=True)
class WantedProfile:
    """What the appendix shows of a measure.

    Attributes:
        part: The heading it stands under.
        measure: Its identifier.
        by: The breakdowns, a table each; none for the measure alone.
    """

    part: str
    measure: str
    by: tuple[str, ...] = ()


IN_CARE, MOVING, STABILITY = "Children in care", "Coming into and leaving care", "Stability"


HEALTH, EDUCATION, LEAVERS = "Health", "Education", "Care leavers"


APPENDIX = (
    WantedProfile(
        part=IN_CARE,
        measure="children-looked-after",
        by=(
            "age_group",
            "sex",
            "ethnic_group",
            "legal_status",
            "placement_type",
            "provider",
            "uasc",
        ),
    ),
    WantedProfile(part=IN_CARE, measure="children-looked-after-rate"),
    WantedProfile(part=MOVING, measure="children-starting-care", by=("age_group",)),
    WantedProfile(part=MOVING, measure="children-leaving-care", by=("leaving_reason",)),
    WantedProfile(part=MOVING, measure="children-starting-care-rate"),
    WantedProfile(part=MOVING, measure="children-leaving-care-rate"),
    WantedProfile(part=STABILITY, measure="three-or-more-placements"),
    WantedProfile(part=STABILITY, measure="three-or-more-placements-in-two-years"),
    WantedProfile(part=STABILITY, measure="long-term-stability"),
    WantedProfile(part=STABILITY, measure="three-or-more-social-workers"),
    WantedProfile(part=STABILITY, measure="staff-turnover"),
    WantedProfile(part=STABILITY, measure="placed-within-20-miles"),
    WantedProfile(part=STABILITY, measure="reviews-in-timescale"),
    WantedProfile(part=STABILITY, measure="missing-from-care"),
    WantedProfile(part=HEALTH, measure="initial-health-assessments"),
    WantedProfile(part=HEALTH, measure="annual-health-assessments"),
    WantedProfile(part=HEALTH, measure="dental-checks"),
    WantedProfile(part=HEALTH, measure="immunisations-up-to-date"),
    WantedProfile(part=HEALTH, measure="sdq-score-received"),
    WantedProfile(part=EDUCATION, measure="peps-in-timescale"),
    WantedProfile(part=EDUCATION, measure="peps-rated-good"),
    WantedProfile(
        part=LEAVERS,
        measure="care-leavers-in-touch",
        by=("age_group", "sex", "ethnic_group", "uasc"),
    ),
    WantedProfile(part=LEAVERS, measure="care-leavers-suitable-accommodation", by=("age_group",)),
    WantedProfile(part=LEAVERS, measure="care-leavers-eet", by=("age_group",)),
    WantedProfile(part=LEAVERS, measure="pathway-plans-in-date"),
)


BY = {
    "age_group": "by age",
    "ethnic_group": "by ethnic group",
    "leaving_reason": "by reason",
    "legal_status": "by legal status",
    "placement_type": "by type of placement",
    "provider": "by who provides the placement",
    "sex": "by sex",
    "uasc": "by whether they are unaccompanied and seek asylum",
}
"""How each breakdown ends a title: "Children looked after by age"."""


@define(kw_only=True)
class Profiler:
    """What is at hand while profiles are made, and what was found wrong on the way."""

    registry: Registry
    options: StatusOptions
    problems: list[Problem] = field(factory=list)
    cohorts: dict[str, list[Cohorts]] = field(factory=dict, repr=False)

    def profiles(
        self, also: Collection[str], progress: Progress = without_progress
    ) -> tuple[Profile, ...]:
        """What is asked for besides the plan, by the names in `PROFILES_BY_EDITION`.

        Raises:
            UsageError: When there is nothing of such a name.
        """
        for name in also:
            if name not in PROFILES_BY_EDITION:
                raise UsageError(
                    f"there is no `{name}` to add; there are {', '.join(PROFILES_BY_EDITION)}"
                )
        made: list[Profile] = []
        for name in (name for name in PROFILES_BY_EDITION if name in also):
            for profile in PROFILES_BY_EDITION[name](self):
                progress(f"{name}: {profile.series.measure}", len(made), len(made) + 1)
                made.append(profile)
        return tuple(made)

    def appendix(self) -> Iterator[Profile]:
        """The years of the annual report's appendix, by its parts."""
        for wanted_profile in APPENDIX:
            measure = self.registry.measures.get(wanted_profile.measure)
            if measure:
                by = tuple(text for text in wanted_profile.by if text in measure.by)
                yield from self._made(measure, wanted_profile.part, Every.FINANCIAL_YEAR, YEARS, by)

    def scorecard(self) -> Iterator[Profile]:
        """Each measure by the month where it can be, and by the year; the plan's own come first."""
        named = [
            measure for measure in self.options.plan.measures if measure in self.registry.measures
        ]
        for name in dict.fromkeys([*named, *self.registry.measures]):
            measure = self.registry.measures[name]
            if measure.every in OFTEN:
                every = _periods_of(measure, Every.MONTH)
                yield from self._made(measure, BY_MONTH, every, -(-MONTHS // every.step))
            every = _periods_of(measure, Every.FINANCIAL_YEAR)
            back = 0 if every in OFTEN else LAST_YEARS
            yield from self._made(measure, BY_YEAR, every, back)

    def _made(
        self, measure: Measure, part: str, every: Every, back: int, by: tuple[str, ...] = ()
    ) -> Iterator[Profile]:
        """One measure alone, then by each breakdown; none if its plug-in fails.

        Of no period, with `back` 0, there is no figure; it is judged and set beside others still.
        """
        options = evolve(self.options, every=every, back=back or None, by=())
        periods = _last_periods(every, options.as_at, back)
        try:
            found_series = series(
                measure, options.records, periods, by, as_at=options.as_at, distinct_children=True
            )
        except MeasureError as error:
            self.problems += [problem for problem in error.problems if problem not in self.problems]
            return
        self.cohorts.setdefault(measure.identifier, []).append(found_series.cohorts)
        assessed = assess(measure, options).indicator
        yield Profile(
            title=measure.title,
            part=part,
            series=only_profile(found_series, ""),
            comparisons=assessed.comparisons,
            judgement=assessed.judgement,
            published=published_in(
                options.plan,
                measure.identifier,
                _published_periods(part, every, options.as_at, back),
                options.tracker_at,
            ),
        )
        for breakdown in by:
            yield Profile(
                title=f"{measure.title} {BY[breakdown]}",
                part=part,
                series=only_profile(found_series, breakdown),
                comparisons=tuple(
                    comparison
                    for comparison in assessed.comparisons
                    if comparison.group_by == breakdown
                ),
            )


def _last_periods(every: Every, as_at: date, back: int) -> tuple[Period, ...]:
    """So many periods, the last of them over on a day; none for 0."""
    return default_periods(every, as_at, back) if back else ()


def _published_periods(part: str, every: Every, as_at: date, back: int) -> tuple[Period, ...]:
    """The periods of which a published figure is looked for.

    Of years one more than are computed; and of a measure that is typed by the month its years too,
    which are often published where its months are not.
    """
    if part != BY_YEAR:
        return _last_periods(every, as_at, back)
    yearly = Every.FINANCIAL_YEAR if every in OFTEN else every
    return _last_periods(yearly, as_at, (back or LAST_YEARS) + EARLIER)


def _periods_of(measure: Measure, usual: Every) -> Every:
    """The periods that a measure is shown by; what is typed tells of its own periods alone."""
    return measure.every if typed_function(measure) else usual


def only_profile(whole_series: Series, breakdown: str) -> Series:
    """The series with everyone and one of its breakdowns."""
    return evolve(
        whole_series,
        figures=tuple(
            figure for figure in whole_series.figures if figure.group_by in ("", breakdown)
        ),
        cohorts=Cohorts(),
    )


Makes = Callable[[Profiler], Iterable[Profile]]


PROFILES_BY_EDITION: Mapping[str, Makes] = {
    "appendix": Profiler.appendix,
    "scorecard": Profiler.scorecard,
}
"""What a report can hold besides the plan, by name."""
