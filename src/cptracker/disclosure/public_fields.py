"""What of a report the public may have: each field of each class, by name; all else is dropped.

`keep` goes out as it is, `protect` as the redactor or the screening of free text left it, `drop`
never. A field that this table does not name is dropped, so that a new fact of a measure is in no
public output until somebody has said here what becomes of it; a class that it does not name stops
the paper.
"""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

import attrs
from attrs import evolve, frozen

from cptracker.model.actions import Commentary, Meeting, StatedFigure
from cptracker.model.agenda import DutyLine
from cptracker.model.comparisons import (
    Benchmark,
    Comparison,
    Conflict,
    Gap,
    PublishedSource,
    Rank,
)
from cptracker.model.figures import (
    DistinctChildren,
    Figure,
    Judgement,
    MeetingLine,
    MeetingPaper,
    Series,
    SourceOfRecords,
    SourceOfTable,
)
from cptracker.model.measure_info import DefinitionApproval, MeasureInfo
from cptracker.model.periods import Period
from cptracker.model.plan import Commitment, Statement, Term
from cptracker.model.plan_sections import (
    CommitteeReport,
    ContactDetails,
    PlainPromise,
    PlainWords,
    Quotation,
)
from cptracker.model.published import GroupKey, PublishedFigure
from cptracker.model.related import (
    RelatedMeasures,
    SharedBase,
    SharedGroups,
    SharedItems,
    SharedSum,
)
from cptracker.model.rounding import ListDisplay
from cptracker.model.stated import StatedTarget
from cptracker.model.targets import Baseline, Interim, Recalculation, Target
from cptracker.rating.progress_to_target import NumberNeeded
from cptracker.stats.intervals import Interval
from cptracker.stats.spc.charts import Chart, Point, Segment
from cptracker.stats.spc.limits import ControlLimits
from cptracker.stats.spc.result import SpcResult, Suggestion
from cptracker.stats.spc.rules import Signal
from cptracker.stats.spc.run_charts import RunChart
from cptracker.stats.trends import Trend, TrendChange
from cptracker.status.report import (
    Indicator,
    PriorityStatus,
    Profile,
    ProtectionReport,
    StatusReport,
    SuccessMeasureStatus,
)
from cptracker.status.tracker_lines import ActionLine, DeliverableStatus


@frozen(kw_only=True)
class FieldRules:
    """What becomes of the fields of a class, as names with blanks between.

    Attributes:
        keep: Goes out as it is: it tells nothing of a child.
        protect: Goes out as protection left it: numbers hidden or rounded, free text screened.
        drop: Never goes out.
    """

    keep: str = ""
    protect: str = ""
    drop: str = ""

    @property
    def named(self) -> frozenset[str]:
        """Every field that the rules speak of."""
        return frozenset(f"{self.keep} {self.protect} {self.drop}".split())

    @property
    def public(self) -> frozenset[str]:
        """The fields that go out."""
        return frozenset(f"{self.keep} {self.protect}".split())


FIELDS: Mapping[type, FieldRules] = {
    StatusReport: FieldRules(
        keep="plan_period as_at tracker_at later_changes audience example_data council "
        "plan_identifier only_priorities protect_by draft people "
        "actions_of_others",
        protect="plan_title plan_vision plan_young_people_said records priorities actions "
        "action_list duties meeting areas principles corporate_parent good_care glossary appendix "
        "plain_promises plain_words protection stated_targets committee_report bodies quotations",
        drop="problems since_last_meeting related contradictions",
    ),
    CommitteeReport: FieldRules(protect="report_of decision_maker contacts recommendations"),
    ContactDetails: FieldRules(protect="role name email telephone"),
    SourceOfTable: FieldRules(keep="table", protect="rows sources"),
    SourceOfRecords: FieldRules(drop="path sha256"),
    DistinctChildren: FieldRules(protect="numerator complement denominator"),
    PriorityStatus: FieldRules(
        keep="number",
        protect="title statement commitments counts deliverables success_measures "
        "young_people_said commentary lead",
    ),
    DeliverableStatus: FieldRules(
        keep="ref rating status due slipped moves word",
        protect="title detail reason report_says owner",
    ),
    SuccessMeasureStatus: FieldRules(
        keep="ref", protect="title detail indicators commentary owner"
    ),
    StatedTarget: FieldRules(
        keep="period value low high measure unit", protect="what source place note"
    ),
    Quotation: FieldRules(
        keep="priority date audience", protect="words said_by source place", drop="consent"
    ),
    Commitment: FieldRules(keep="ref", protect="title place"),
    MeasureInfo: FieldRules(
        keep="identifier unit better definition source about sensitive related statistic window "
        "scale over_time",
        protect="title departs",
        drop="why nouns",
    ),
    Indicator: FieldRules(
        keep="published rank group_ranks approval",
        protect="info figure series judgement judgements breakdowns interval significance spc "
        "trend number_needed comparisons conflicts benchmark gaps",
    ),
    Figure: FieldRules(
        keep="period group_by",
        protect="group value numerator denominator unknown lower upper missing_reason excluded "
        "note squares limits largest distinct_children hidden_because digits marks",
    ),
    Judgement: FieldRules(
        keep="target rule stale",
        protect="rating reason worst best progress accepted provisional revised",
    ),
    Profile: FieldRules(keep="part published", protect="title series note comparisons judgement"),
    Series: FieldRules(
        keep="example_data audience",
        protect="info figures",
        drop="cohorts children_counted sums",
    ),
    DutyLine: FieldRules(
        keep="ref deliverable every_months last_done due word", protect="title owner wording reason"
    ),
    ActionLine: FieldRules(
        keep="ref kind meeting due slipped status rating priorities moves word long_closed",
        protect="title owner reason",
    ),
    Meeting: FieldRules(keep="ref date", protect="body paper"),
    MeetingPaper: FieldRules(keep="date since", protect="lines"),
    MeetingLine: FieldRules(keep="kind ref", protect="title how"),
    Commentary: FieldRules(
        keep="success_measure priority period date rating",
        protect="about place by data_says analysis next_steps source states rating_words reason",
    ),
    StatedFigure: FieldRules(keep="measure period", protect="value"),
    ProtectionReport: FieldRules(keep="profile words hidden related"),
    Statement: FieldRules(keep="number", protect="text"),
    Term: FieldRules(protect="term meaning"),
    PlainPromise: FieldRules(keep="ref", protect="words"),
    PlainWords: FieldRules(keep="measure", protect="about says"),
    Comparison: FieldRules(
        keep="kind area period like_for_like method of out_of group_by missing digits",
        protect="value better source note group",
    ),
    Conflict: FieldRules(keep="measure area period group_by", protect="sources group"),
    PublishedSource: FieldRules(keep="like_for_like", protect="value source note"),
    Rank: FieldRules(keep="place of quartile period value group_by group"),
    Gap: FieldRules(keep="group_by", protect="group value rest difference significant words"),
    Benchmark: FieldRules(keep="comparison", protect="rating"),
    Interval: FieldRules(keep="method confidence", protect="lower upper"),
    Trend: FieldRules(keep="by", protect="direction points last_period last_year"),
    TrendChange: FieldRules(keep="since", protect="before difference direction"),
    NumberNeeded: FieldRules(keep="nouns", protect="people more"),
    SpcResult: FieldRules(keep="withheld", protect="chart run_chart suggestion met"),
    Chart: FieldRules(protect="segments variation assurance"),
    Segment: FieldRules(keep="recalculation trial", protect="points limits"),
    Point: FieldRules(keep="period", protect="value signals variation"),
    Signal: FieldRules(protect="rule high"),
    ControlLimits: FieldRules(
        protect="mean lower upper near_lower near_upper moving_range moving_range_limit points"
    ),
    Recalculation: FieldRules(keep="measure since", protect="reason source"),
    RunChart: FieldRules(
        protect="median useful longest_run longest_by_chance crossings fewest_by_chance"
    ),
    Suggestion: FieldRules(protect="since points run above"),
    DefinitionApproval: FieldRules(keep="fingerprint agreed meeting"),
    PublishedFigure: FieldRules(
        keep="measure area period value like_for_like group published", protect="source note"
    ),
    GroupKey: FieldRules(keep="group_by group"),
    Target: FieldRules(
        keep="measure since value low high within within_percent floor due interim baseline",
        protect="source",
    ),
    Interim: FieldRules(keep="by value"),
    Baseline: FieldRules(keep="value period", protect="source"),
    Period: FieldRules(keep="last_month every"),
    RelatedMeasures: FieldRules(
        keep="part_of same_as inflow outflow apart_from based_on base_groups number_groups"
    ),
    SharedBase: FieldRules(keep="measure of how by"),
    SharedSum: FieldRules(keep="total of parts bases rest"),
    SharedGroups: FieldRules(keep="measure of group_by groups part"),
    SharedItems: FieldRules(keep="mean share at_least least"),
}
"""By class; what is not named here is in no public output."""


def public_only(value: Any) -> Any:
    """A copy of a report, or of a part of it, that holds what the table lets out and no more.

    Raises:
        LookupError: When it holds something of a class that the table does not name.
    """
    if isinstance(value, Mapping):
        return {key: public_only(item) for key, item in value.items()}
    if isinstance(value, tuple):
        several = [public_only(item) for item in value]
        if all(new is old for new, old in zip(several, value, strict=True)):
            return value
        return ListDisplay(several) if isinstance(value, ListDisplay) else tuple(several)
    if isinstance(value, Enum) or not attrs.has(type(value)):
        return value
    changed = dict(_changed(value))
    return evolve(value, **changed) if changed else value


def _changed(value: Any) -> Iterator[tuple[str, Any]]:
    """The fields that change: dropped ones that hold anything, and those with such in them."""
    public = rules_of(type(value)).public
    for field in attrs.fields(type(value)):
        content = getattr(value, field.name)
        new = public_only(content) if field.name in public else _nothing(field, value)
        if new is not content and new != content:
            yield field.alias or field.name, new


def rules_of(kind: type) -> FieldRules:
    """The rules of a class; of one that adds to another, those of the other.

    Raises:
        LookupError: When there are none.
    """
    for base in kind.__mro__:
        if base in FIELDS:
            return FIELDS[base]
    raise LookupError(f"nothing says what the public may have of `{kind.__name__}`")


def _nothing(field: "attrs.Attribute[Any]", value: Any) -> Any:
    """What a dropped field holds instead: its default, or None."""
    default: Any = field.default
    if default is attrs.NOTHING:
        return None
    if not hasattr(default, "factory"):
        return default
    return default.factory(value) if default.takes_self else default.factory()
