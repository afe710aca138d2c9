"""The plan in the council's words: priorities, deliverables, success measures, targets, figures.

Frozen values only. No file, table or colour is known here; loading and judging are steps elsewhere.
"""

import datetime
from enum import StrEnum

from attrs import field, frozen

from cptracker.model.actions import Action, Commentary, DeliverableUpdate, Meeting
from cptracker.model.agenda import AgendaItem, Duty, PlannedMeeting
from cptracker.model.checks import CheckOff, CheckThresholds
from cptracker.model.committee import CommitteeReport
from cptracker.model.comparisons import BenchmarkRule
from cptracker.model.periods import Every
from cptracker.model.plain_words import PlainPromise, PlainWords
from cptracker.model.published import Comparators, PublishedFigure
from cptracker.model.quotations import Quotation
from cptracker.model.rounding import ShownValue
from cptracker.model.stated import Contradiction, StatedTarget
from cptracker.model.targets import (
    AcceptedException,
    ChartBaseline,
    ProvisionalFigure,
    Recalculation,
    RevisedFigure,
    Target,
)
from cptracker.model.typed import Better as Better
from cptracker.model.typed import TypedMeasure as TypedMeasure


class Protection(StrEnum):
    """By which rules small numbers are protected in papers for the public."""

    PUBLIC = "public"
    DFE = "dfe"
    NHS = "nhs"
    NONE = "none"


@frozen(kw_only=True)
class Statement:
    """One numbered line of a list in the plan, in our own words."""

    number: int
    text: str


@frozen(kw_only=True)
class Deliverable:
    """A key deliverable: something the council promised to do.

    Attributes:
        ref: `priority.number`, such as `1.3`; never reused and never changed.
        title: Short, in our own words.
        place: Where it stands in the plan's document, if the plan was taken from one.
        leads_to: The references of the success measures that it shall bring about.
        detail: What a panel can check of it and the title leaves out, in our own words.
        owner: The role that owes it, never a person's name; an update can name another.
    """

    ref: str
    title: str
    place: str = ""
    leads_to: tuple[str, ...] = ()
    detail: str = ""
    owner: str | None = None


@frozen(kw_only=True)
class Commitment:
    """A "We will" of a priority: what the council says it does, beside the key deliverables.

    Attributes:
        ref: The priority, a point and a letter, such as `1.a`; in the order of the plan's text.
        title: Short, in our own words.
        place: Where it stands in the plan's document, if the plan was taken from one.
    """

    ref: str
    title: str
    place: str = ""


@frozen(kw_only=True)
class SuccessMeasure:
    """How the plan says its success will be measured.

    Attributes:
        ref: `priority.number`, such as `5.2`.
        title: Short, in our own words.
        place: Where it stands in the plan's document, if the plan was taken from one.
        measures: Identifiers of the measures that compute it, in the order they are shown.
        detail: What the plan's wording says and the title leaves out, in our own words.
        owner: The role that answers for it, never a person's name.
    """

    ref: str
    title: str
    measures: tuple[str, ...]
    place: str = ""
    detail: str = ""
    owner: str | None = None


@frozen(kw_only=True)
class Priority:
    """One of the plan's priorities with all that belongs to it.

    Attributes:
        number: Counted from 1 without a gap.
        title: As short as a heading.
        place: Where it stands in the plan's document, if the plan was taken from one.
        young_people_said: What young people asked for, summarised in our words, if it says so.
        statement: What the priority says it is for, in our words.
        commitments: What the council says it will do, each a "We will" of the plan.
        lead: The role that leads on it, never a person's name.
    """

    number: int
    title: str
    success_measures: tuple[SuccessMeasure, ...]
    deliverables: tuple[Deliverable, ...] = ()
    place: str = ""
    young_people_said: str = ""
    statement: str = ""
    commitments: tuple[Commitment, ...] = ()
    lead: str | None = None


@frozen(kw_only=True)
class AgreedDefinition:
    """A measure's definition as a meeting agreed it, by its fingerprint.

    Attributes:
        measure: The measure's identifier.
        fingerprint: As `cptracker explain` told it to the meeting.
        meeting: The reference of the meeting.
    """

    measure: str
    fingerprint: str
    meeting: str


@frozen(kw_only=True)
class StatedRecords:
    """The days that a table of the records covers, as somebody who knows stated them.

    Attributes:
        table: The table, such as `visits`.
        source: Who says so, and from what, such as `extract of 2 April 2026, Mosaic`.
        covers_to: The last day to which the table is complete; without rows it is a true nought.
        covers_from: The first day from which it is.
    """

    table: str
    source: str
    covers_to: datetime.date | None = None
    covers_from: datetime.date | None = None


@frozen(kw_only=True)
class Term:
    """A word of the sector, explained."""

    term: str
    meaning: str


@frozen(kw_only=True)
class Plan(ShownValue):
    """A corporate parenting plan, whole.

    Attributes:
        identifier: A short word for it, such as `together-plan`.
        title: Its name.
        council: Whose it is, as published figures name the area; empty if it does not say.
        period: The years it covers, such as `2022-2027`.
        source: The document it was taken from, if any.
        vision: What the plan is for, in our words.
        corporate_parent: What young people ask of a good corporate parent.
        good_care: What good care looks like to them.
        report_every: How often progress is reported, so how often an action owes an update.
        protection: By which rules small numbers are protected in papers for the public.
        plain_promises: What is promised, said to children and young people.
        plain_words: What measures tell, said to children and young people.
        roles: Who may own an action or write an update; anybody if empty.
        meetings: The meetings that raised actions and recommendations.
        actions: What the panel agreed that somebody does, by a day.
        recommendations: What a panel asked of others.
        updates: What became known of the key deliverables.
        commentary: What is said of success measures, by period.
        checks_off: The checks of consistency that are switched off.
        comparators: Whom the council is compared with; None if with England alone.
        benchmark: How measures are rated for which no target is set; not at all if None.
        agreed_definitions: The definitions that meetings agreed.
        exceptions: Targets missed that were accepted for a time.
        provisional: Periods whose figures may still change.
        revised: Periods whose figures were told otherwise before.
        recalculations: Days from which control limits are worked out anew.
        chart_baselines: How many points decide control limits.
        check_thresholds: From where on the checks tell what may be a slip.
        records: The days that tables of the records cover, where somebody stated them.
        typed_measures: The measures that it declares itself, whose values are typed.
        stated_targets: Targets that documents state; nothing is rated by them.
        contradictions: Where documents contradict each other.
        quotations: What young people said, in their own words.
        duties: What is to be done again and again.
        standing_items: What every meeting of the panel takes up.
        forward_plan: What meetings that are still to come shall take up.
        bodies: Whose actions its papers list; those of all its meetings if empty.
        committee_report: What stands at the head of its reports to a committee, if anything.

    Example:
        >>> import cptracker
        >>> plan = cptracker.load_plan("strategy")
        >>> [success.ref for success in plan.priorities[6].success_measures]
        ['7.1', '7.2', '7.3']
    """

    identifier: str
    title: str
    period: str
    priorities: tuple[Priority, ...]
    source: str = ""
    vision: str = ""
    council: str = ""
    principles: tuple[Statement, ...] = ()
    corporate_parent: tuple[Statement, ...] = ()
    good_care: tuple[Statement, ...] = ()
    targets: tuple[Target, ...] = ()
    published: tuple[PublishedFigure, ...] = ()
    glossary: tuple[Term, ...] = field(default=())
    plain_promises: tuple[PlainPromise, ...] = ()
    plain_words: tuple[PlainWords, ...] = ()
    report_every: Every = Every.QUARTER
    protection: Protection = Protection.PUBLIC
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
    check_thresholds: CheckThresholds = field(factory=CheckThresholds)
    records: tuple[StatedRecords, ...] = ()
    typed_measures: tuple[TypedMeasure, ...] = ()
    stated_targets: tuple[StatedTarget, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    duties: tuple[Duty, ...] = ()
    standing_items: tuple[AgendaItem, ...] = ()
    forward_plan: tuple[PlannedMeeting, ...] = ()
    bodies: tuple[str, ...] = ()
    committee_report: CommitteeReport | None = None

    @property
    def measures(self) -> tuple[str, ...]:
        """The identifiers of all measures that the plan names, each once, in plan order."""
        every = (
            measure
            for priority in self.priorities
            for success in priority.success_measures
            for measure in success.measures
        )
        return tuple(dict.fromkeys(every))
