"""A warning for each place in a plan where sources disagree, so that `check` can list them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import evolve

from cptracker.comparing.disagreeing import (
    Subject,
    differ,
    subject_of,
    subjects_of,
)
from cptracker.comparing.shelves import Basis
from cptracker.comparisons import COMPUTED, LoadedFigures
from cptracker.errors import Kind, Problem, Severity
from cptracker.loading import LoadedPlan, Place
from cptracker.model import Plan, PublishedFigure
from cptracker.periods import from_key
from cptracker.results import Figure

HINT = "all are shown; correct a slip of the pen, or say in `note` how one is counted otherwise"

Values = Mapping[tuple[str, Subject], Fraction]
"""Our own figures by measure and what they are of."""


def disagreement_faults(
    loaded: LoadedPlan,
    files: LoadedFigures | None = None,
    computed: Mapping[str, Sequence[Figure]] | None = None,
    by_day: Collection[str] = (),
) -> Iterator[Problem]:
    """The disagreements between published figures, or of these with our own.

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
    both = files or LoadedFigures()
    measures = dict.fromkeys(one.measure for one in (*plan.published, *both.figures))
    own = _own(computed or {}, plan, by_day)
    for measure in measures:
        basis = Basis(by_day=measure in by_day)
        for subject, figures in subjects_of(plan, both, measure, basis).items():
            value = own.get((measure, subject))
            if differ(figures, value):
                yield _fault(figures, value, loaded, plan)


def _own(computed: Mapping[str, Sequence[Figure]], plan: Plan, by_day: Collection[str]) -> Values:
    return {
        (measure, subject_of(one, plan.council, by_day=measure in by_day)): one.value
        for measure, figures in computed.items()
        for one in figures
        if one.value is not None
    }


def _fault(
    figures: Sequence[PublishedFigure], value: Fraction | None, loaded: LoadedPlan, plan: Plan
) -> Problem:
    places = [_place(one, loaded, plan) for one in figures]
    here = next((place for place in reversed(places) if place), None)
    several = len({one.period for one in figures}) > 1
    said = [
        _said(one, place, here, several=several) for one, place in zip(figures, places, strict=True)
    ]
    said += [] if value is None else [f"another one ({COMPUTED})"]  # it may be one to protect
    first = figures[0]
    message = (
        f"the sources disagree on `{first.measure}`, {first.subject}, "
        f"{_when(figures)}: {'; '.join(said)}"
    )
    problem = here.problem(message, HINT) if here else _placeless(message)
    return evolve(problem, severity=Severity.WARNING)


def _when(figures: Sequence[PublishedFigure]) -> str:
    """The period; of several that end on one day that day."""
    periods = {from_key(one.period) for one in figures}
    if len(periods) == 1:
        return periods.pop().label
    end = max(one.end for one in periods)
    return f"{end.day} {end:%B %Y}"


def _place(figure: PublishedFigure, loaded: LoadedPlan, plan: Plan) -> Place | None:
    """Where an entry of the plan stands; a figure from a file has none."""
    if figure not in plan.published:
        return None
    return loaded.places["published", str(plan.published.index(figure))]


def _said(
    figure: PublishedFigure, place: Place | None, here: Place | None, *, several: bool
) -> str:
    period = f" for {figure.period}" if several else ""
    where = f", {place.seen_from(here)}" if place and here else ""
    return f"{figure.value}{period} ({figure.source}{where})"


def _placeless(message: str) -> Problem:
    return Problem(kind=Kind.PLAN, message=message, hint=HINT)
