"""Whether a measure is still defined as the panel agreed it."""

from collections.abc import Iterator

from cptracker.errors import Kind, Problem, Severity
from cptracker.fingerprints import fingerprint
from cptracker.loading import LoadedPlan
from cptracker.measuring import Measure
from cptracker.model import Plan
from cptracker.registry import Registry
from cptracker.standing import Agreement

HINT = "`cptracker explain {}` shows it; put the new one to the panel, or bring the old one back"


def agreement(plan: Plan, measure: Measure) -> Agreement | None:
    """The fingerprint of a measure's definition beside the one agreed; None if it has none."""
    taken = fingerprint(measure)
    if taken is None:
        return None
    agreed = next(
        (one for one in plan.agreed_definitions if one.measure == measure.identifier), None
    )
    if agreed is None:
        return Agreement(fingerprint=taken)
    return Agreement(fingerprint=taken, agreed=agreed.fingerprint, meeting=agreed.meeting)


def in_words(one: Agreement) -> str:
    """What every output says of a changed definition; empty where there is nothing to say."""
    return f"definition changed since {one.meeting} agreed it" if one.changed else ""


def agreed_faults(loaded: LoadedPlan, registry: Registry) -> Iterator[Problem]:
    """A warning at each agreed definition that is not the measure's any more."""
    for at, agreed in enumerate(loaded.plan.agreed_definitions if loaded.plan else ()):
        measure = registry.measures.get(agreed.measure)
        now = agreement(loaded.plan, measure) if loaded.plan and measure else None
        if now is None or not now.changed:
            continue
        place = loaded.places["agreed_definitions", str(at)]
        yield Problem(
            kind=Kind.PLAN,
            severity=Severity.WARNING,
            path=place.path,
            line=place.line,
            column=place.column,
            message=f"`{agreed.measure}` is defined otherwise than {agreed.meeting} agreed it",
            hint=HINT.format(agreed.measure),
        )
