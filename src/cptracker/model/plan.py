"""The plan in the council's words: priorities, deliverables, success measures, targets, figures.

Frozen values only. No file, table or colour is known here; loading and judging are steps elsewhere.
"""

from enum import StrEnum

from attrs import field, frozen

from cptracker.model.checks import CheckThresholds
from cptracker.model.field_order import after, own_fields_placed
from cptracker.model.periods import Every
from cptracker.model.plan_sections import AgreedDefinition as AgreedDefinition
from cptracker.model.plan_sections import PlanSections as PlanSections
from cptracker.model.plan_sections import StatedRecords as StatedRecords
from cptracker.model.plan_sections import Statement as Statement
from cptracker.model.plan_sections import Term as Term
from cptracker.model.rounding import ShownValue
from cptracker.model.typed import Better as Better
from cptracker.model.typed import TypedMeasure as TypedMeasure


class Protection(StrEnum):
    """By which rules small numbers are protected in papers for the public."""

    PUBLIC = "public"
    DFE = "dfe"
    NHS = "nhs"
    NONE = "none"


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


@frozen(kw_only=True, field_transformer=own_fields_placed)
class Plan(PlanSections, ShownValue):
    """A corporate parenting plan, whole: its heading, and what its sections hold.

    Attributes:
        identifier: A short word for it, such as `together-plan`.
        title: Its name.
        council: Whose it is, as published figures name the area; empty if it does not say.
        period: The years it covers, such as `2022-2027`.
        source: The document it was taken from, if any.
        vision: What the plan is for, in our words.
        young_people_said: What young people ask of the whole plan, summarised in our words.
        report_every: How often progress is reported, so how often an action owes an update.
        protection: By which rules small numbers are protected in papers for the public.
        comparators: Whom the council is compared with; None if with England alone.
        benchmark: How measures are rated for which no target is set; not at all if None.
        check_thresholds: From where on the checks tell what may be a slip.
        typed_measures: The measures that it declares itself, whose values are typed.
        bodies: Whose actions its papers list; those of all its meetings if empty.

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
    young_people_said: str = ""
    council: str = ""
    report_every: Every = field(default=Every.QUARTER, metadata=after("plain_words"))
    protection: Protection = field(default=Protection.PUBLIC, metadata=after("report_every"))
    check_thresholds: CheckThresholds = field(
        factory=CheckThresholds, metadata=after("chart_baselines")
    )
    typed_measures: tuple[TypedMeasure, ...] = field(default=(), metadata=after("records"))
    bodies: tuple[str, ...] = field(default=(), metadata=after("forward_plan"))

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
