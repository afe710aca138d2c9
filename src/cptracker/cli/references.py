"""Measures that a command names: by their names, or by the reference of a success measure."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from cptracker.cli.inputs import usable_plan

if TYPE_CHECKING:
    from cptracker.cli.options import Inputs

REFERENCE = re.compile(r"[0-9]+\.[0-9]+")
"""A success measure's, such as `7.3`; no measure is called so."""


def measure_names(sources: "Inputs", names: Iterable[str]) -> tuple[str, ...]:
    """Names of measures, where the reference of a success measure stands for its measures.

    Raises:
        UsageError: When the plan has no such success measure.
    """
    from cptracker.status.values import measures_of_reference

    names_or_references = tuple(names)
    if not any(REFERENCE.fullmatch(name) for name in names_or_references):
        return names_or_references
    _, plan = usable_plan(sources)
    return tuple(
        measure
        for name in names_or_references
        for measure in (measures_of_reference(name, plan) if REFERENCE.fullmatch(name) else (name,))
    )


def measure_name(sources: "Inputs", name: str) -> str:
    """The name of one measure, or of the only one of a success measure.

    Raises:
        UsageError: When the plan has no such success measure, or it has several measures.
    """
    from cptracker.model.problems import UsageError

    measures = measure_names(sources, [name])
    if len(measures) == 1:
        return measures[0]
    raise UsageError(f"{name} has several measures; name one: {', '.join(measures)}")
