"""How an indicator is rated, as it stands in the JSON of the status."""

from typing import Literal

from attrs import field, frozen

from cptracker.model.actions import Colour
from cptracker.stats.intervals import Significance
from cptracker.stats.spc.charts import Assurance, Variation
from cptracker.status_json.scalars import Count, Day, Number, Position, absent, formerly


@frozen(kw_only=True)
class TargetDocument:
    """The target in force on the period's last day; on the way to one the interim value.

    Attributes:
        value: Null where a range is good.
        low: The lower edge of the range that is good.
        high: The upper edge of the range that is good.
        within: How far short is amber, in the measure's unit.
        within_percent: How far short is amber, in percent of the target.
        floor: The worst value that is still amber.
        due: The day for which it was promised; null where it holds from the first day on.
    """

    value: Number | None
    low: Number | None
    high: Number | None
    within: Number | None
    within_percent: Number | None
    floor: Number | None
    since: Day
    due: Day | None
    source: str


@frozen(kw_only=True)
class LimitsDocument:
    """The latest limits of the chart, in the measure's unit, unclamped."""

    mean: Number
    lower: Number
    upper: Number


@frozen(kw_only=True)
class SpcDocument:
    """Variation and assurance by the Making Data Count rules.

    Attributes:
        variation: What the latest point says; null where there is no icon.
        assurance: Whether the process, as it is, meets the target.
        sentence: What both say together, for the panel.
        withheld: Why there is no icon.
        since: The key of the first period under these limits.
        trial: Whether the limits are on trial and decide nothing.
        shifted: For a series too short for limits: whether a run chart's tests find a shift.
        suggestion: A recalculation of the limits worth asking about; never made by itself.
    """

    variation: Variation | None
    assurance: Assurance | None
    sentence: str | None
    withheld: str | None
    limits: LimitsDocument | None
    since: str | None
    trial: bool | None
    shifted: bool | None
    suggestion: str | None


@frozen(kw_only=True)
class IntervalDocument:
    """Where the underlying figure lies, in the measure's unit."""

    lower: Number
    upper: Number
    confidence: Number
    method: str


@frozen(kw_only=True)
class NumberNeededDocument:
    """How many more, or fewer, would have met the target."""

    number: Position
    more: bool
    words: str


ChangeWord = Literal["better", "worse"]
"""Which way a change goes."""


@frozen(kw_only=True)
class ChangeDocument:
    """A plain difference between two figures: no judgement.

    Attributes:
        period: The key of the earlier period.
        value: Its value.
        difference: The later value less the earlier one.
        words: The same in words, as every output has it.
    """

    period: str
    value: Number
    difference: Number
    direction: ChangeWord | None
    words: str


@frozen(kw_only=True)
class JudgementDocument:
    """The rating explained. Ratings of a range are null where everyone is known.

    Attributes:
        reason: Why this rating.
        worst: The rating if all who are not known were the bad way.
        best: The rating if all who are not known were the good way.
        significance: Whether the interval leaves the target out.
        progress: How far it has come from its baseline to the target.
        accepted: The exception in force; the colour stays.
        provisional: Why the figure may still change.
        revised: What the figure was told as before, and why it changed.
        stale: By how many periods the figure is behind the latest that was over.
        since_last_year: Null for yearly figures, where it is the same.
    """

    reason: str = field(metadata=absent(""))
    worst: Colour | None
    best: Colour | None
    significance: Significance | None = field(metadata=formerly("certainty"))
    interval: IntervalDocument | None
    number_needed: NumberNeededDocument | None = field(metadata=formerly("shortfall"))
    progress: str | None = field(metadata=formerly("way"))
    accepted: str | None
    provisional: str | None
    revised: str | None
    stale: Count = field(metadata=absent(0))
    since_last_period: ChangeDocument | None
    since_last_year: ChangeDocument | None


@frozen(kw_only=True)
class GapDocument:
    """How far one group is from all others of its breakdown.

    Attributes:
        value: The group's figure, in the measure's unit.
        rest: The figure of everyone else in the breakdown.
        difference: The value less the rest.
        significant: Whether it is more than chance; null where there are too few to tell.
    """

    group_by: str
    group: str
    value: Number
    rest: Number
    difference: Number
    significant: bool | None = field(metadata=formerly("clear"))
    words: str


@frozen(kw_only=True)
class DefinitionApprovalDocument:
    """Whether a measure is still defined as the panel agreed it.

    Attributes:
        fingerprint: Of the definition as it is now.
        agreed: The one the panel agreed.
        meeting: The reference of the meeting that did.
    """

    fingerprint: str
    agreed: str | None
    meeting: str | None
    changed: bool
