"""Published figures that ought to be one and are not, each with its source and place.

Figures are held against each other within one measure, group, area, period and definition, by the
digits they were published with: 55 and 54.6 say the same, 86 and 87 do not. Of a measure that
tells of a day, such as a count of everyone looked after, all periods that end on it are one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from attrs import evolve, frozen

from cptracker.benchmarking.cells import agree, rounds_to
from cptracker.benchmarking.published_series import (
    EVERYONE,
    OWN,
    PublishedBasis,
    areas_of,
    definition_of,
    figures_of_measure,
    slot_of,
)
from cptracker.files.yaml_nodes import SourcePlace
from cptracker.model.comparisons import COMPUTED, Conflict, LoadedFigures, PublishedSource
from cptracker.model.figures import Figure
from cptracker.model.periods import from_key
from cptracker.model.plan import Plan
from cptracker.model.problems import Problem, ProblemKind, Severity
from cptracker.model.published import PublishedFigure
from cptracker.plan.councils import area_key
from cptracker.plan.reading import LoadedPlan


@frozen(order=True)
class PublishedSubject:
    """What figures of one measure are of: those of one subject ought to be one.

    Attributes:
        area: As the plan names it.
        period: The period's key, or the month on whose last day it ends.
        definition: Empty for the measure's own.
        group_by: The breakdown; empty for everyone.
        group: The group in it; empty for everyone.
    """

    area: str
    period: str
    definition: str
    group_by: str = ""
    group: str = ""


def conflicts(
    plan: Plan,
    loaded: LoadedFigures,
    measure: str,
    computed: Iterable[Figure] = (),
    *,
    example: bool = False,
    basis: PublishedBasis = EVERYONE,
) -> tuple[Conflict, ...]:
    """Where sources give different figures for one measure, group, area and period.

    Args:
        plan: Holds published figures.
        loaded: Published figures from files.
        measure: The measure's identifier.
        computed: Our own figures for the council: everyone's, and those of groups.
        example: Whether they are of an invented council: what was published of a real one says
            nothing of them, so they are left out.
        basis: On which ground; its group says nothing here, for all groups are looked at.

    Returns:
        In order of area and period, with all sources of each, the published first. A computed
        figure is only held against those that are like for like.
    """
    own = {} if example else _computed(computed, plan, basis)
    subjects = subjects_of(plan, loaded, measure, basis)
    conflicting = []
    for subject, figures in sorted(subjects.items(), key=lambda pair: pair[0]):
        figure = own.get(subject)
        if are_in_conflict(figures, figure.value if figure else None):
            conflicting.append(_disagreement(subject, measure, figures, figure, basis))
    return tuple(conflicting)


def _computed(
    figures: Iterable[Figure], plan: Plan, basis: PublishedBasis
) -> dict[PublishedSubject, Figure]:
    """Our own figures by what they are of."""
    return {
        subject_of(figure, plan.council, by_day=basis.by_day): figure
        for figure in figures
        if figure.value is not None
    }


def subject_of(figure: Figure, council: str, *, by_day: bool) -> PublishedSubject:
    """What one of our own figures is of."""
    period = slot_of(figure.period, by_day=by_day)
    return PublishedSubject(council, period, OWN, figure.group_by, figure.group)


def _disagreement(
    subject: PublishedSubject,
    measure: str,
    figures: Sequence[PublishedFigure],
    own_figure: Figure | None,
    basis: PublishedBasis,
) -> Conflict:
    keys = sorted({figure.period for figure in figures}, key=len)
    return Conflict(
        measure=measure,
        area=subject.area,
        period=own_figure.period.key
        if own_figure
        else keys[0]
        if len(keys) == 1
        else subject.period,
        sources=_sources(figures, own_figure, basis),
        group_by=subject.group_by,
        group=subject.group,
    )


def subjects_of(
    plan: Plan, loaded: LoadedFigures, measure: str, basis: PublishedBasis = EVERYONE
) -> dict[PublishedSubject, list[PublishedFigure]]:
    """A measure's published figures, those of one subject together."""
    names = areas_of(plan)
    published_figures_by_subject: dict[PublishedSubject, list[PublishedFigure]] = defaultdict(list)
    for figure in figures_of_measure(plan, loaded, measure):
        if basis.as_at is None or figure.known_by(basis.as_at):
            area = names.get(area_key(figure.area), figure.area)
            period = slot_of(from_key(figure.period), by_day=basis.by_day)
            group = (figure.group.group_by, figure.group.group) if figure.group else ("", "")
            published_figures_by_subject[
                PublishedSubject(area, period, definition_of(figure), *group)
            ].append(figure)
    return published_figures_by_subject


def are_in_conflict(figures: Sequence[PublishedFigure], value: Fraction | None = None) -> bool:
    """Whether published figures differ by more than their rounding, or our own from any of them."""
    if any(
        not agree(published_figure, other) for published_figure, other in combinations(figures, 2)
    ):
        return True
    return value is not None and any(not rounds_to(value, figure) for figure in figures)


def _sources(
    figures: Iterable[PublishedFigure], figure: Figure | None, basis: PublishedBasis
) -> tuple[PublishedSource, ...]:
    published = sorted(
        figures, key=lambda published_figure: (published_figure.source, published_figure.value)
    )
    published_sources = [
        PublishedSource(
            value=Fraction(published_figure.value),
            source=published_figure.source,
            like_for_like=published_figure.like_for_like,
            note=published_figure.note,
        )
        for published_figure in published
    ]
    if figure is None or figure.value is None:
        return tuple(published_sources)
    alike, note = not basis.departs, basis.departs or None
    return (
        *published_sources,
        PublishedSource(value=figure.value, source=COMPUTED, like_for_like=alike, note=note),
    )


HINT = "all are shown; correct a slip of the pen, or say in `note` how one is counted otherwise"


Values = Mapping[tuple[str, PublishedSubject], Fraction]
"""Our own figures by measure and what they are of."""


def conflict_problems(
    loaded: LoadedPlan,
    files: LoadedFigures | None = None,
    computed: Mapping[str, Sequence[Figure]] | None = None,
    by_day: Collection[str] = (),
) -> Iterator[Problem]:
    """The conflicts between published figures, or of these with our own.

    Args:
        loaded: The plan as it was read, with the places of its figures.
        files: Published figures from files.
        computed: Our own figures of the plan's council by measure; none where they are made up.
        by_day: The measures that tell of a period's last day alone.

    Returns:
        Warnings, each at the last of the plan's entries, naming all others with their places.
    """
    plan = loaded.plan
    if plan is None:
        return
    comparators = files or LoadedFigures()
    measures = dict.fromkeys(
        published_figure.measure for published_figure in (*plan.published, *comparators.figures)
    )
    own = _own(computed or {}, plan, by_day)
    for measure in measures:
        basis = PublishedBasis(by_day=measure in by_day)
        for subject, figures in subjects_of(plan, comparators, measure, basis).items():
            value = own.get((measure, subject))
            if are_in_conflict(figures, value):
                yield _conflict_problem(figures, value, loaded, plan)


def _own(computed: Mapping[str, Sequence[Figure]], plan: Plan, by_day: Collection[str]) -> Values:
    return {
        (measure, subject_of(figure, plan.council, by_day=measure in by_day)): figure.value
        for measure, figures in computed.items()
        for figure in figures
        if figure.value is not None
    }


def _conflict_problem(
    figures: Sequence[PublishedFigure], value: Fraction | None, loaded: LoadedPlan, plan: Plan
) -> Problem:
    places = [_place(figure, loaded, plan) for figure in figures]
    last_place = next((place for place in reversed(places) if place), None)
    several = len({published_figure.period for published_figure in figures}) > 1
    texts = [
        _figure_in_words(published_figure, place, last_place, several=several)
        for published_figure, place in zip(figures, places, strict=True)
    ]
    texts += [] if value is None else [f"another one ({COMPUTED})"]  # it may be one to protect
    first = figures[0]
    message = (
        f"the sources disagree on `{first.measure}`, {first.subject}, "
        f"{_when(figures)}: {'; '.join(texts)}"
    )
    problem = last_place.problem(message, HINT) if last_place else _placeless(message)
    return evolve(problem, severity=Severity.WARNING)


def _when(figures: Sequence[PublishedFigure]) -> str:
    """The period; of several that end on one day that day."""
    periods = {from_key(figure.period) for figure in figures}
    if len(periods) == 1:
        return periods.pop().label
    end = max(period.end for period in periods)
    return f"{end.day} {end:%B %Y}"


def _place(figure: PublishedFigure, loaded: LoadedPlan, plan: Plan) -> SourcePlace | None:
    """Where an entry of the plan stands; a figure from a file has none."""
    if figure not in plan.published:
        return None
    return loaded.places["published", str(plan.published.index(figure))]


def _figure_in_words(
    figure: PublishedFigure,
    place: SourcePlace | None,
    reader_place: SourcePlace | None,
    *,
    several: bool,
) -> str:
    period = f" for {figure.period}" if several else ""
    where = f", {place.seen_from(reader_place)}" if place and reader_place else ""
    return f"{figure.value}{period} ({figure.source}{where})"


def _placeless(message: str) -> Problem:
    return Problem(kind=ProblemKind.PLAN, message=message, hint=HINT)
