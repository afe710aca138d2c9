"""Nodes to the model by a strict cattrs converter, and its grouped errors to problems with places.

cattrs by itself turns `3.9` into 3 and `1.10` into "1.1"; here every type has a hook of its own,
which takes only what was written. Its errors come in groups with the path of attributes and
indices; walking that path through the nodes again gives each error its place.
"""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import GenericAlias
from typing import Any, get_args, get_origin

import attrs
from cattrs import ClassValidationError, Converter, ForbiddenExtraKeysError, IterableValidationError
from cattrs.gen import make_dict_structure_fn

from cptracker.files.yaml_nodes import ListNode, MapNode, Node, RefusedNode
from cptracker.files.yaml_values import (
    AlreadyReportedError,
    WrongValueError,
    boolean_of,
    date_in,
    decimal_of,
    integer_of,
    text_in,
    word_of,
    wrong_value,
)
from cptracker.model.actions import (
    Action,
    Colour,
    Commentary,
    DeliverableUpdate,
    Meeting,
    Milestone,
    StatedFigure,
    Status,
    Update,
)
from cptracker.model.agenda import AgendaItem, Duty, DutyDone, PlannedMeeting
from cptracker.model.checks import Check, CheckOff, CheckThresholds
from cptracker.model.comparisons import BenchmarkArea, BenchmarkRule
from cptracker.model.periods import Every
from cptracker.model.plan import (
    AgreedDefinition,
    Better,
    Commitment,
    Deliverable,
    Priority,
    Protection,
    StatedRecords,
    Statement,
    SuccessMeasure,
    Term,
    TypedMeasure,
)
from cptracker.model.plan_sections import (
    CommitteeReport,
    ContactDetails,
    PlainPromise,
    PlainWords,
    Quotation,
    QuotationAudience,
)
from cptracker.model.problems import Problem
from cptracker.model.published import Comparators, GroupKey, PublishedFigure
from cptracker.model.stated import Contradiction, DocumentStatement, StatedTarget
from cptracker.model.targets import (
    AcceptedException,
    Baseline,
    ChartBaseline,
    Interim,
    ProvisionalFigure,
    Recalculation,
    RevisedFigure,
    Target,
)
from cptracker.model.typed import SubjectKind, TypedKind
from cptracker.plan.document import Document, Heading
from cptracker.plan.keys import group_of, unknown_key, unknown_keys

NAMES: dict[type, str] = {
    Document: "plan file",
    Heading: "plan",
    Statement: "statement",
    Priority: "priority",
    Deliverable: "deliverable",
    Commitment: "commitment",
    SuccessMeasure: "success measure",
    Target: "target",
    Baseline: "baseline",
    Interim: "interim value",
    AcceptedException: "exception",
    ProvisionalFigure: "provisional figure",
    RevisedFigure: "revised figure",
    Recalculation: "recalculation",
    ChartBaseline: "chart baseline",
    PublishedFigure: "published figure",
    StatedTarget: "stated target",
    Contradiction: "contradiction",
    DocumentStatement: "statement",
    Quotation: "quotation",
    Term: "term",
    AgreedDefinition: "agreed definition",
    StatedRecords: "statement about records",
    PlainPromise: "plain promise",
    PlainWords: "plain words",
    Comparators: "list of comparators",
    BenchmarkRule: "benchmark rule",
    CommitteeReport: "committee report",
    ContactDetails: "contact",
    Meeting: "meeting",
    Action: "action",
    Milestone: "milestone",
    Update: "update",
    DeliverableUpdate: "update",
    Commentary: "commentary",
    StatedFigure: "stated figure",
    CheckOff: "check that is off",
    CheckThresholds: "list of thresholds",
    TypedMeasure: "measure",
    Duty: "duty",
    DutyDone: "entry of a duty that was done",
    AgendaItem: "item",
    PlannedMeeting: "meeting of the forward plan",
}


CHOICES: tuple[type[StrEnum], ...] = (
    Status, Colour, Every, Check, Protection, BenchmarkArea, Better, TypedKind, SubjectKind,
    QuotationAudience,
)  # fmt: skip


HOOKS: dict[type, Callable[[Node], object]] = {
    str: text_in,
    int: integer_of,
    bool: boolean_of,
    Decimal: decimal_of,
    date: date_in,
    GroupKey: group_of,
}


def structure(root: Node) -> tuple[Document | None, Iterator[Problem]]:
    """One file's tree as a document; or None, and every mistake in it, told one by one."""
    try:
        return CONVERTER.structure(root, Document), iter(())
    except (ClassValidationError, WrongValueError, AlreadyReportedError) as error:
        return None, _problems(error, root, "a plan file")


def _converter() -> Converter:
    converter = Converter(detailed_validation=True)
    for wanted, read in HOOKS.items():
        converter.register_structure_hook(wanted, _hook(read))
    converter.register_structure_hook_factory(attrs.has, _class_hook)
    converter.register_structure_hook_factory(_is_tuple, _tuple_hook)
    for choice in CHOICES:  # one by one, since each is a `str` too and would be read as text
        converter.register_structure_hook(choice, word_of)
    return converter


def _hook(read: Callable[[Node], object]) -> Callable[[Node, Any], Any]:
    return lambda node, _: read(node)


def _is_tuple(wanted: Any) -> bool:
    return get_origin(wanted) is tuple


def _class_hook(wanted: Any, converter: Converter) -> Callable[[Node, Any], Any]:
    inner = make_dict_structure_fn(
        wanted, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True
    )

    def read(node: Node, _: Any) -> Any:
        if isinstance(node, RefusedNode):
            raise AlreadyReportedError
        if not isinstance(node, MapNode):
            raise wrong_value(node, "a mapping of keys and values")
        return inner(node.entries, wanted)

    return read


def _tuple_hook(wanted: Any, converter: Converter) -> Callable[[Node, Any], Any]:
    items = GenericAlias(list, get_args(wanted)[:1])
    inner = converter.get_structure_hook(items)

    def read(node: Node, _: Any) -> Any:
        if isinstance(node, RefusedNode):
            raise AlreadyReportedError
        if not isinstance(node, ListNode):
            raise wrong_value(node, "a list", "begin each item with a dash: `- `")
        return tuple(inner(node.items, items))

    return read


def _problems(error: Exception, node: Node, name: str) -> Iterator[Problem]:
    """The problems in an error, walking down the nodes beside it."""
    match error:
        case WrongValueError():
            yield error.place.problem(f"{name} {error.complaint}", error.hint)
        case ClassValidationError() if isinstance(node, MapNode):
            yield from _class_problems(error, node)
        case IterableValidationError() if isinstance(node, ListNode):
            for inner, note in error.group_exceptions()[0]:
                at = int(note.index)
                yield from _problems(inner, node.items[at], f"{name} item {at + 1}")
        case AlreadyReportedError():
            return
        case _:
            raise error


def _class_problems(error: ClassValidationError, node: MapNode) -> Iterator[Problem]:
    wanted = error.cl
    known = [field.name for field in attrs.fields(wanted)]
    guesses = set()
    inner, exceptions = error.group_exceptions()
    if any(isinstance(exception, ForbiddenExtraKeysError) for exception in exceptions):
        for key, guess in unknown_keys(node, known):
            guesses.add(guess)
            yield unknown_key(node, key, guess, known)
    for problem, note in inner:
        if note.name in node.entries:
            yield from _problems(problem, node.entries[note.name], f"`{note.name}`")
        elif note.name not in guesses:
            message = f"`{note.name}` is missing from this {NAMES[wanted]}"
            yield node.place.problem(message, f"add a line `{note.name}: …`")


CONVERTER = _converter()
