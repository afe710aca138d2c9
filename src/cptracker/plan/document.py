"""The shape of one plan file, and how its nodes are looked up for rules.

A value of the wrong type is passed over, since it has been reported already.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from attrs import frozen

from cptracker.files.yaml_nodes import ListNode, MapNode, Node, SourcePlace
from cptracker.files.yaml_values import AlreadyReportedError, WrongValueError, text_in
from cptracker.model.actions import Action, Commentary, DeliverableUpdate, Meeting
from cptracker.model.agenda import AgendaItem, Duty, PlannedMeeting
from cptracker.model.checks import CheckOff, CheckThresholds
from cptracker.model.committee import CommitteeReport
from cptracker.model.comparisons import BenchmarkRule
from cptracker.model.periods import Every
from cptracker.model.plain_words import PlainPromise, PlainWords
from cptracker.model.plan import (
    AgreedDefinition,
    Priority,
    Protection,
    StatedRecords,
    Statement,
    Term,
    TypedMeasure,
)
from cptracker.model.problems import Problem
from cptracker.model.published import Comparators, PublishedFigure
from cptracker.model.quotations import Quotation
from cptracker.model.stated import Contradiction, StatedTarget
from cptracker.model.targets import (
    AcceptedException,
    ChartBaseline,
    ProvisionalFigure,
    Recalculation,
    RevisedFigure,
    Target,
)


@frozen(kw_only=True)
class Heading:
    """What plan this is.

    Attributes:
        identifier: A short word for it, such as `together-plan`.
        title: Its name.
        council: Whose it is, as published figures name the area; empty if it does not say.
        period: The years it covers, such as `2022-2027`.
        source: The document it was taken from; its parts then say their `place` in it.
        vision: What the plan is for, in our words.
        report_every: How often progress is reported, so how often an action owes an update.
        protection: By which rules small numbers are protected in papers for the public; with
            `none` papers stay exact, and are not for publication.
        bodies: Whose actions the plan's papers list, such as `Corporate Parenting Panel`; those of
            all meetings if it is left out.
    """

    identifier: str
    title: str
    period: str
    source: str = ""
    vision: str = ""
    council: str = ""
    report_every: Every = Every.QUARTER
    protection: Protection = Protection.PUBLIC
    bodies: tuple[str, ...] = ()


@frozen(kw_only=True)
class Document:
    """One file of a corporate parenting plan.

    Lists are joined in the order of the files' names; `plan`, `comparators`,
    `benchmark`, `check_thresholds` and `committee_report` stand in one file each.

    Attributes:
        plan: What plan this is.
        principles: What the plan rests on.
        corporate_parent: What young people ask of a good corporate parent.
        good_care: What good care looks like to them.
        priorities: The priorities with their deliverables and success measures.
        targets: What was promised for measures, from a date on.
        published: Figures that somebody published.
        glossary: Words of the sector, explained.
        plain_promises: What is promised, said to children and young people.
        plain_words: What measures tell, said to children and young people.
        roles: Who may own an action or write an update; anybody if empty.
        meetings: The meetings that raised actions and recommendations.
        actions: What the panel agreed that somebody does, by a day.
        recommendations: What a panel asked of others.
        updates: What became known of the key deliverables.
        commentary: What is said of success measures, by period.
        checks_off: The checks of consistency that are switched off.
        comparators: Whom the council is compared with, besides England.
        benchmark: How measures are rated for which no target is set.
        agreed_definitions: The definitions that meetings agreed, each by its fingerprint.
        exceptions: Targets missed that were accepted for a time.
        provisional: Periods whose figures may still change.
        revised: Periods whose figures were told otherwise before.
        recalculations: Days from which a measure's control limits are worked out anew.
        chart_baselines: How many of a chart's first points decide its control limits.
        check_thresholds: From where on the checks tell what may be a slip.
        records: The days that tables of the records cover, where somebody knows them.
        measures: Measures whose values are typed instead of computed.
        stated_targets: Targets that documents state; nothing is rated by them.
        contradictions: Where documents contradict each other.
        quotations: What young people said, in their own words.
        duties: What is to be done again and again, such as a survey every second year.
        standing_items: What every meeting of the panel takes up.
        forward_plan: What meetings that are still to come shall take up.
        committee_report: What stands at the head of reports to a committee.
    """

    plan: Heading | None = None
    principles: tuple[Statement, ...] = ()
    corporate_parent: tuple[Statement, ...] = ()
    good_care: tuple[Statement, ...] = ()
    priorities: tuple[Priority, ...] = ()
    targets: tuple[Target, ...] = ()
    published: tuple[PublishedFigure, ...] = ()
    glossary: tuple[Term, ...] = ()
    plain_promises: tuple[PlainPromise, ...] = ()
    plain_words: tuple[PlainWords, ...] = ()
    roles: tuple[str, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    actions: tuple[Action, ...] = ()
    recommendations: tuple[Action, ...] = ()
    updates: tuple[DeliverableUpdate, ...] = ()
    commentary: tuple[Commentary, ...] = ()
    checks_off: tuple[CheckOff, ...] = ()
    comparators: Comparators | None = None
    benchmark: BenchmarkRule | None = None
    agreed_definitions: tuple[AgreedDefinition, ...] = ()
    exceptions: tuple[AcceptedException, ...] = ()
    provisional: tuple[ProvisionalFigure, ...] = ()
    revised: tuple[RevisedFigure, ...] = ()
    recalculations: tuple[Recalculation, ...] = ()
    chart_baselines: tuple[ChartBaseline, ...] = ()
    check_thresholds: CheckThresholds | None = None
    records: tuple[StatedRecords, ...] = ()
    measures: tuple[TypedMeasure, ...] = ()
    stated_targets: tuple[StatedTarget, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    duties: tuple[Duty, ...] = ()
    standing_items: tuple[AgendaItem, ...] = ()
    forward_plan: tuple[PlannedMeeting, ...] = ()
    committee_report: CommitteeReport | None = None


Value = TypeVar("Value")


Named = tuple[str, SourcePlace]


def mappings(nodes: Iterable[Node | None]) -> list[MapNode]:
    """The mappings among some nodes."""
    return [node for node in nodes if isinstance(node, MapNode)]


def items_of(node: MapNode, key: str) -> list[Node]:
    """The items of a list under a key; none if there is no list."""
    found = node.entries.get(key)
    return found.items if isinstance(found, ListNode) else []


def readable(node: Node | None, read: Callable[[Node], Value]) -> Value | None:
    """The value if it is of the right type; if not, that has been reported."""
    if node is None:
        return None
    try:
        return read(node)
    except (WrongValueError, AlreadyReportedError):
        return None


def texts(nodes: Iterable[Node | None]) -> Iterator[Named]:
    """Each text among some nodes, with its place."""
    for node in nodes:
        text = readable(node, text_in)
        if node is not None and text is not None:
            yield text, node.place


def repeats(
    named: Iterable[tuple[Hashable, SourcePlace]], name: str, hint: str
) -> Iterator[Problem]:
    """A problem at each place but the first for what is given more than once."""
    seen: dict[Hashable, SourcePlace] = {}
    for value, place in named:
        first = seen.setdefault(value, place)
        if first is not place:
            message = f"{name.format(value)} is given twice, first in {first.seen_from(place)}"
            yield place.problem(message, hint)


def joined_nodes(
    nodes: list[Node], keys: Mapping[str, Callable[[Node], object]]
) -> Iterator[tuple[tuple[object, ...], SourcePlace]]:
    """What identifies each item, where all of it can be read."""
    for item in mappings(nodes):
        values = tuple(readable(item.entries.get(key), read) for key, read in keys.items())
        if None not in values:
            yield values, item.place
