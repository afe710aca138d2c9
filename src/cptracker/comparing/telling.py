"""A warning for each place in a plan where sources disagree, so that `check` can list them."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import evolve

from cptracker.comparing.disagreeing import COMPUTED, Group, differ, groups_of
from cptracker.comparing.shelves import OWN
from cptracker.comparisons import LoadedFigures
from cptracker.errors import Kind, Problem, Severity
from cptracker.loading import LoadedPlan, Place
from cptracker.model import Plan, PublishedFigure
from cptracker.periods import from_key
from cptracker.results import Figure

HINT = "all are shown; correct a slip of the pen, or say in `note` how one is counted otherwise"

Values = Mapping[tuple[str, str], Fraction]
"""Our own figures by measure and period's key."""


def disagreement_faults(
    loaded: LoadedPlan,
    files: LoadedFigures | None = None,
    computed: Mapping[str, Sequence[Figure]] | None = None,
) -> Iterator[Problem]:
    """The disagreements between published figures, or of these with our own.

    Args:
        loaded: The plan as it was read, with the places of its figures.
        files: Published figures from files.
        computed: Our own figures of the plan's council by measure; none where they are made up.

    Returns:
        Warnings, each at the last of the plan's entries, naming all others with their places.
    """
    plan = loaded.plan
    if plan is None:
        return
    both = files or LoadedFigures()
    own = _own(computed or {})
    measures = dict.fromkeys(one.measure for one in (*plan.published, *both.figures))
    for measure in measures:
        for group, figures in groups_of(plan, both, measure).items():
            value = _of_group(plan, group, measure, own)
            if differ(figures, value):
                yield _fault(figures, value, loaded, plan)


def _own(computed: Mapping[str, Sequence[Figure]]) -> Values:
    return {
        (measure, one.period.key): one.value
        for measure, figures in computed.items()
        for one in figures
        if one.value is not None and not one.group_by
    }


def _of_group(plan: Plan, group: Group, measure: str, own: Values) -> Fraction | None:
    area, key, definition = group
    return own.get((measure, key)) if (area, definition) == (plan.council, OWN) else None


def _fault(
    figures: Sequence[PublishedFigure], value: Fraction | None, loaded: LoadedPlan, plan: Plan
) -> Problem:
    places = [_place(one, loaded, plan) for one in figures]
    here = next((place for place in reversed(places) if place), None)
    said = [_said(one, place, here) for one, place in zip(figures, places, strict=True)]
    said += [] if value is None else [f"{_short(value)} ({COMPUTED})"]
    first = figures[0]
    message = (
        f"the sources disagree on `{first.measure}`, {first.area}, "
        f"{from_key(first.period).label}: {'; '.join(said)}"
    )
    problem = here.problem(message, HINT) if here else _placeless(message)
    return evolve(problem, severity=Severity.WARNING)


def _place(figure: PublishedFigure, loaded: LoadedPlan, plan: Plan) -> Place | None:
    """Where an entry of the plan stands; a figure from a file has none."""
    if figure not in plan.published:
        return None
    return loaded.places["published", str(plan.published.index(figure))]


def _said(figure: PublishedFigure, place: Place | None, here: Place | None) -> str:
    where = f", {place.seen_from(here)}" if place and here else ""
    return f"{figure.value} ({figure.source}{where})"


def _short(value: Fraction) -> str:
    return f"{float(value):,.2f}".rstrip("0").rstrip(".")


def _placeless(message: str) -> Problem:
    return Problem(kind=Kind.PLAN, message=message, hint=HINT)
