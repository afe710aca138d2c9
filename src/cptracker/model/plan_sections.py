"""What stands in the sections of a plan's files, alike in one file and in the whole plan.

Frozen values only.
"""

import datetime
from datetime import date
from enum import StrEnum

from attrs import frozen

from cptracker.model.actions import Action, Commentary, DeliverableUpdate, Meeting
from cptracker.model.agenda import AgendaItem, Duty, PlannedMeeting
from cptracker.model.checks import CheckOff
from cptracker.model.comparisons import BenchmarkRule
from cptracker.model.published import Comparators, PublishedFigure
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


@frozen(kw_only=True)
class ContactDetails:
    """Whom a reader of a report may ask.

    Attributes:
        role: Such as `Service Manager, Corporate Parenting`.
        name: Of the person; roles outlast people, so it may be left out.
        email: Where to write.
        telephone: Where to ring, in quotes.
    """

    role: str
    name: str = ""
    email: str = ""
    telephone: str = ""


@frozen(kw_only=True)
class CommitteeReport:
    """What stands at the head of a report to a committee, beside its subject and its date.

    Attributes:
        report_of: The officer who reports, such as `Executive Director, Children and Learning`.
        decision_maker: The committee; the body of the meeting if it is left out.
        contacts: Whom to ask.
        recommendations: What the committee is asked to resolve, each beginning with `That`.

    Example:
        >>> from cptracker.model.plan_sections import CommitteeReport
        >>> CommitteeReport(report_of="Head of Service").recommendations
        ()
    """

    report_of: str
    decision_maker: str = ""
    contacts: tuple[ContactDetails, ...] = ()
    recommendations: tuple[str, ...] = ()


@frozen(kw_only=True)
class PlainPromise:
    """What is promised, said to children and young people.

    Attributes:
        ref: A priority's number (`3`) or a success measure's reference (`3.1`), in quotes.
        words: The promise in a short sentence.
    """

    ref: str
    words: str


@frozen(kw_only=True)
class PlainWords:
    """What a measure tells, said to children and young people.

    Attributes:
        measure: The measure's identifier.
        about: What it is about, to go on from "We cannot tell you about".
        says: A sentence with `{value}` where the figure goes; a share is told out of every 100.
    """

    measure: str
    about: str
    says: str


class QuotationAudience(StrEnum):
    """Who may see a quotation, as the young person agreed."""

    PUBLIC = "public"
    RESTRICTED = "restricted"


@frozen(kw_only=True)
class Quotation:
    """Words of a young person or of a group of them, as they were said.

    Nobody is named: `said_by` is a group or a council of young people, never a person, and gives
    no age. A quotation that counts few people, such as "the two of us", is in no public paper.

    Attributes:
        priority: The priority that it is about, by its number.
        words: What was said, in their own words.
        said_by: The group, such as `Children in Care Council`.
        date: The day it was said; a paper shows it from then on.
        consent: Who agreed to its use and who recorded that; in no paper.
        audience: Who may see it: `public`, or `restricted` to papers that are not published.
        source: Where it was written down, such as `Minutes of the Children in Care Council`.
        place: Where in it, such as `item 4`.
    """

    priority: int
    words: str
    said_by: str
    date: date
    consent: str
    audience: QuotationAudience
    source: str
    place: str = ""


@frozen(kw_only=True)
class Statement:
    """One numbered line of a list in the plan, in our own words."""

    number: int
    text: str


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
class PlanSections:
    """What a plan and each of its files have alike; a plan has what all of its files have together.

    Attributes:
        principles: What the plan rests on.
        corporate_parent: What young people ask of a good corporate parent.
        good_care: What good care looks like to them.
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
        records: The days that tables of the records cover, where somebody knows them.
        stated_targets: Targets that documents state; nothing is rated by them.
        contradictions: Where documents contradict each other.
        quotations: What young people said, in their own words.
        duties: What is to be done again and again, such as a survey every second year.
        standing_items: What every meeting of the panel takes up.
        forward_plan: What meetings that are still to come shall take up.
        committee_report: What stands at the head of reports to a committee.
    """

    principles: tuple[Statement, ...] = ()
    corporate_parent: tuple[Statement, ...] = ()
    good_care: tuple[Statement, ...] = ()
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
    records: tuple[StatedRecords, ...] = ()
    stated_targets: tuple[StatedTarget, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    duties: tuple[Duty, ...] = ()
    standing_items: tuple[AgendaItem, ...] = ()
    forward_plan: tuple[PlannedMeeting, ...] = ()
    committee_report: CommitteeReport | None = None
