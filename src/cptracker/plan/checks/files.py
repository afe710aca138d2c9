"""What the files of a plan say together: no heading twice, nothing empty, every section there."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs

from cptracker.files.yaml_events import ParsedYaml
from cptracker.files.yaml_nodes import MapNode, SourcePlace
from cptracker.model.problems import Problem, ProblemKind
from cptracker.plan.checks.plan import check_committee_report, check_heading
from cptracker.plan.checks.published import check_benchmark, check_comparators
from cptracker.plan.document import Document
from cptracker.plan.keys import unknown_keys

HEADINGS = ("plan", "comparators", "benchmark", "check_thresholds", "committee_report")
"""Parts that are no lists, and so stand in one file only."""


NEEDED = ("plan", "priorities")


def empty_files(parsed: Iterable[ParsedYaml]) -> Iterator[Problem]:
    """Files that hold nothing of a plan."""
    for file in parsed:
        if file.whole and file.root is None:
            message = "this file holds nothing of a plan; was it emptied, or saved too early?"
            yield SourcePlace(file.path, 1, 1).warning(message, "fill it again, or delete the file")


def check_headings(parsed: Iterable[ParsedYaml]) -> Iterator[Problem]:
    """Only one file says which plan this is, and only one who is compared with."""
    roots = [file.root for file in parsed if isinstance(file.root, MapNode)]
    for name in HEADINGS:
        places = [root.keys[name] for root in roots if name in root.keys]
        for place in places[1:]:
            message = f"`{name}` is given twice, first in {places[0].seen_from(place)}"
            yield place.problem(message, "keep one of them")
    yield from check_comparators(roots)
    yield from check_benchmark(roots)
    yield from check_heading(roots)
    yield from check_committee_report(roots)


def missing_sections(path: Path, parsed: Iterable[ParsedYaml]) -> Iterator[Problem]:
    """What every plan needs and no file has."""
    known = [field.name for field in attrs.fields(Document)]
    roots = [file.root for file in parsed if file.root is not None]
    mappings = [root for root in roots if isinstance(root, MapNode)]
    if len(mappings) < len(roots):
        return  # something was written in a form that has been reported
    guesses = {guess for root in mappings for _, guess in unknown_keys(root, known)}
    for key in NEEDED:
        if key not in guesses and not any(key in root.keys for root in mappings):
            message = f"`{key}` is missing from the plan"
            hint = f"add `{key}:` to one of its files"
            yield Problem(kind=ProblemKind.PLAN, message=message, path=str(path), hint=hint)
