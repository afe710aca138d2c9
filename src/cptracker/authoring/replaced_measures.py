"""Measures that take the place of others of their name, which their reader must know of."""

from collections.abc import Iterator
from pathlib import Path

from cptracker.authoring.fingerprints import fingerprint
from cptracker.authoring.measure import Measure
from cptracker.authoring.plugin_failures import problem_of
from cptracker.model.problems import Problem, Severity

SHADOW_HINT = "give it another name if its figures are not meant to take the place of the other's"


DESCRIPTIVE = ("title", "source", "departs")
"""What a reader is told of a measure beside who counts."""


TWICE_HINT = "give one of them another name"


def declared_twice(measure: Measure, first: Measure) -> Problem:
    """Two measures of one name from one place: the second is not used."""
    message = f"measure `{measure.identifier}` is there twice; the one in {first.path} is used"
    return problem_of(measure, message, TWICE_HINT, Severity.WARNING)


def shadow_of(first: Measure, hidden: Measure) -> Iterator[Problem]:
    """That a measure is used instead of another of its name; nothing where they count alike.

    Args:
        first: The one that is used.
        hidden: The shipped one, or one of an installed package.
    """
    if _same(first, hidden):
        return
    whose = "shipped measure" if hidden.origin == "shipped" else f"measure of {hidden.origin}"
    message = f"`{first.identifier}` takes the place of the {whose} of that name"
    yield problem_of(first, message, SHADOW_HINT, Severity.WARNING)


def _same(first: Measure, hidden: Measure) -> bool:
    """Whether one is a copy of the other, as `cptracker init` makes them."""
    if (text := _bytes(first)) is not None and text == _bytes(hidden):
        return True
    alike = all(getattr(first.info, name) == getattr(hidden.info, name) for name in DESCRIPTIVE)
    taken = fingerprint(first) if alike else None
    return taken is not None and taken == fingerprint(hidden)


def _bytes(measure: Measure) -> bytes | None:
    try:
        return Path(measure.path).read_bytes()
    except OSError:
        return None
