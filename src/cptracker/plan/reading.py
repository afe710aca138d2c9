"""A plan from its files: read all, join, structure, check, and tell every mistake at once."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Any

import attrs
from attrs import evolve, frozen

from cptracker.files.yaml_events import ParsedYaml, parse_yaml
from cptracker.files.yaml_files import (
    UnreadablePlanError,
    check_text,
    plan_files,
    read_text,
    unread_files,
)
from cptracker.files.yaml_nodes import ListNode, MapNode, Node, SourcePlace, called
from cptracker.model.arguments import PathLike, path_of
from cptracker.model.plan import Plan
from cptracker.model.problems import PlanError, Problem, ProblemKind, Severity, near_miss
from cptracker.plan.checks.actions import check_actions
from cptracker.plan.checks.commentary import check_plain_words, check_quotations
from cptracker.plan.checks.files import HEADINGS, check_headings, empty_files, missing_sections
from cptracker.plan.checks.plan import check_plan, check_records, measures_named
from cptracker.plan.checks.published import check_agreed, check_published
from cptracker.plan.checks.targets import check_stated, check_targets
from cptracker.plan.checks.text import check_values, letter_warnings
from cptracker.plan.checks.transcription import check_places
from cptracker.plan.checks.typed import check_typed_measures, declared_measures
from cptracker.plan.document import Document
from cptracker.plan.places import places_of
from cptracker.plan.structure import structure

LISTS = tuple(field.name for field in attrs.fields(Document) if field.name not in HEADINGS)


MAX_PROBLEMS = 1_000
"""Nobody mends more in one sitting, and each costs a search for what was meant."""


@frozen(kw_only=True)
class LoadedPlan:
    """What was found where a plan was looked for.

    Attributes:
        path: The file or folder as the user named it.
        plan: The plan, None if there is any mistake; what is only odd does not keep it from use.
        problems: Every mistake, and as a warning what is odd, in the order of files and lines.
        measure_places: For each measure that is named anywhere, all places where it is.
        places: Where each thing stands, by its kind and reference, such as `action` and its `ref`;
            see `cptracker.plan.places`.
        declared: The measures that it declares itself, also where it has mistakes.
    """

    path: str
    plan: Plan | None
    problems: tuple[Problem, ...]
    measure_places: Mapping[str, tuple[SourcePlace, ...]]
    places: Mapping[tuple[str, str], SourcePlace] = attrs.field(factory=dict)
    declared: tuple[str, ...] = ()


def load_plan(path: PathLike) -> Plan:
    """The plan in a file or in a folder of `*.yaml`.

    Args:
        path: A YAML file, or a folder of them.

    Returns:
        The plan; files are joined, and priorities stand in the order of their numbers.

    Raises:
        PlanError: It has mistakes; carries them all.
        UsageError: When the path is none.

    Example:
        >>> import cptracker
        >>> plan = cptracker.load_plan("strategy")
        >>> len(plan.priorities), plan.priorities[6].title
        (7, 'Prepared and supported')
    """
    loaded = read_plan(path)
    if loaded.plan is None:
        raise PlanError(problems=problems_in_plan(loaded.problems))
    return loaded.plan


def problems_in_plan(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those problems that keep a plan from being used; a warning does not."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)


def read_plan(path: PathLike, instead: Mapping[Path, str] | None = None) -> LoadedPlan:
    """The plan in a file or in a folder of `*.yaml`, or everything that is wrong with it.

    Args:
        path: The file or folder.
        instead: Texts to take for some of its files, or for files that are yet to be written.

    Returns:
        The plan, or None if it has mistakes; all its problems; and where each thing stands.

    Example:
        >>> import cptracker
        >>> loaded = cptracker.read_plan("strategy")
        >>> loaded.problems, loaded.plan == cptracker.load_plan("strategy")
        ((), True)
    """
    path, texts = path_of(path, "path"), dict(instead or {})
    try:
        files = sorted({*(plan_files(path) if path not in texts else []), *texts})
    except UnreadablePlanError as stop:
        return LoadedPlan(path=str(path), plan=None, problems=(stop.problem,), measure_places={})
    return plan_of(path, {file: parse_file(file, texts.get(file)) for file in files})


def plan_of(path: Path, parsed: Mapping[Path, ParsedYaml]) -> LoadedPlan:
    """The plan that some files are, once they are parsed.

    Args:
        path: The file or folder as the user named it.
        parsed: Its files, in the order of their names.
    """
    files = list(parsed.values())
    sections = {name: _joined(files, name) for name in LISTS}
    documents: list[Document | None] = []
    problems = _in_order(_problems(path, files, sections, documents), parsed)
    return LoadedPlan(
        path=str(path),
        plan=None
        if problems_in_plan(problems)
        else _plan([document for document in documents if document]),
        problems=problems,
        measure_places=_places(sections),
        places=places_of(sections, [file.root for file in files]),
        declared=declared_measures(sections),
    )


def unknown_measures(loaded: LoadedPlan, known: Collection[str]) -> tuple[Problem, ...]:
    """A problem at each place that names a measure which no plug-in provides.

    Args:
        loaded: The plan, which may have other problems.
        known: The identifiers of all measures that were found.
    """
    return tuple(
        problem
        for measure, places in loaded.measure_places.items()
        if measure not in known and measure not in loaded.declared
        for problem in _unknown_measure(measure, places, near_miss(measure, known))
    )


def _unknown_measure(
    measure: str, places: Iterable[SourcePlace], guess: str | None
) -> Iterator[Problem]:
    hint = f"did you mean `{guess}`?" if guess else "correct the name, or add a plug-in for it"
    for place in places:
        yield place.problem(f"no plug-in provides the measure {called(measure)}", hint)


def parse_file(file: Path, instead: str | None = None) -> ParsedYaml:
    """One file of a plan as a tree, or a text in its place; what cannot be read is a problem."""
    try:
        text = read_text(file) if instead is None else check_text(instead, file)
        parsed = parse_yaml(text, str(file))
    except UnreadablePlanError as stop:
        return ParsedYaml(path=str(file), problems=(stop.problem,), whole=False)
    return evolve(parsed, problems=(*parsed.problems, *letter_warnings(text, file)))


def _joined(parsed: Iterable[ParsedYaml], name: str) -> list[Node]:
    lists = (file.root.entries.get(name) for file in parsed if isinstance(file.root, MapNode))
    return [item for node in lists if isinstance(node, ListNode) for item in node.items]


def _problems(
    path: Path,
    parsed: list[ParsedYaml],
    sections: Mapping[str, list[Node]],
    documents: list[Document | None],
) -> Iterator[Problem]:
    """Every problem, one by one; the documents are filled in on the way."""
    whole = all(file.whole for file in parsed)
    yield from chain.from_iterable(file.problems for file in parsed)
    for file in parsed:
        if file.root is not None:
            document, mistakes = structure(file.root)
            documents.append(document)
            yield from mistakes
    yield from check_plan(sections, whole)
    yield from check_published(sections)
    yield from check_stated(sections)
    yield from check_quotations(sections, whole)
    roots = [file.root for file in parsed if isinstance(file.root, MapNode)]
    yield from check_places(sections, roots)
    yield from check_targets(sections, roots, whole=whole)
    yield from check_actions(sections, whole)
    yield from check_plain_words(sections, whole)
    yield from check_agreed(sections, whole)
    yield from check_records(sections["records"])
    yield from check_typed_measures(sections)
    yield from check_values(file.root for file in parsed)
    yield from empty_files(parsed)
    yield from unread_files(path)
    yield from check_headings(parsed)
    if whole:
        yield from missing_sections(path, parsed)


def _in_order(problems: Iterable[Problem], files: Iterable[Path]) -> tuple[Problem, ...]:
    first_problems = list(islice(problems, MAX_PROBLEMS + 1))
    order = {str(file): at for at, file in enumerate(files)}
    listed = sorted(
        first_problems[:MAX_PROBLEMS],
        key=lambda problem: (
            order.get(problem.path or "", -1),
            problem.line or 0,
            problem.column or 0,
        ),
    )
    if len(first_problems) > MAX_PROBLEMS:
        message = f"there are more mistakes; these are {MAX_PROBLEMS:,} of them"
        listed.append(Problem(kind=ProblemKind.PLAN, message=message))
    return tuple(listed)


def _plan(documents: Iterable[Document]) -> Plan:
    """One plan from documents without a mistake; priorities by number, however files are named."""
    documents_read = list(documents)
    heading = next(document.plan for document in documents_read if document.plan)
    lists: dict[str, Any] = {
        name: tuple(chain.from_iterable(getattr(document, name) for document in documents_read))
        for name in LISTS
    }
    lists["typed_measures"] = lists.pop("measures")
    lists["priorities"] = tuple(sorted(lists["priorities"], key=lambda priority: priority.number))
    comparators = next(
        (document.comparators for document in documents_read if document.comparators), None
    )
    thresholds = next(
        (document.check_thresholds for document in documents_read if document.check_thresholds),
        None,
    )
    if thresholds is not None:
        lists["check_thresholds"] = thresholds
    for name in ("benchmark", "committee_report"):
        values = (getattr(document, name) for document in documents_read)
        lists[name] = next((part for part in values if part), None)
    return Plan(**attrs.asdict(heading), comparators=comparators, **lists)


def _places(sections: Mapping[str, list[Node]]) -> dict[str, tuple[SourcePlace, ...]]:
    places: dict[str, list[SourcePlace]] = {}
    for measure, place in measures_named(sections):
        places.setdefault(measure, []).append(place)
    return {measure: tuple(source_places) for measure, source_places in places.items()}
