"""Where figures stand on a line of time: what each is the distance between.

Whatever flows is the distance between two month ends: how many had left care by the one, and by the
other. Those who are looked after on a day are a distance as well: that between how many had ever
come and how many had ever left by then. So measures that are tied share one line, and what shown
figures tell of each other, across periods and across measures, is a sum along it.
"""

from collections.abc import Mapping
from typing import Self

from attrs import frozen

from cptracker.model.periods import from_key
from cptracker.model.related import STEADY, UNRELATED, RelatedMeasures

FLOW, LEVEL, DISTINCT, COUNT = "flow", "level", "distinct", "count"


Timeline = tuple[str, str, str]
"""A measure, a breakdown and a group."""


TimelineEnd = tuple[str, int]
"""A point on a line: of which measure, by the start of which month."""


@frozen(kw_only=True)
class TimelineSpan:
    """A figure as a distance.

    Attributes:
        line: The line it lies on; figures on other lines tell nothing of it.
        start: Where it begins.
        end: Where it ends.
    """

    line: Timeline
    start: TimelineEnd
    end: TimelineEnd

    @property
    def across(self) -> bool:
        """Whether it reaches across two measures, as the number of a day does."""
        return self.start[0] != self.end[0]


@frozen(kw_only=True)
class Timelines:
    """The lines of all measures.

    Attributes:
        related: Of each measure, by its identifier.
        stocks: For each measure that joins or leaves, the one whose number it moves.
    """

    related: Mapping[str, RelatedMeasures]
    stocks: Mapping[str, str]

    @classmethod
    def of(cls, natures: Mapping[str, tuple[str, RelatedMeasures]]) -> Self:
        """The lines of measures, each with what statistic its figures are and how they are related.

        Relations along a line are between counts; others say nothing of it.
        """
        not_counts = {name for name, (statistic, _) in natures.items() if statistic != COUNT}
        related = {
            name: relation
            for name, (_, relation) in natures.items()
            if not not_counts & {name, *relation.measures}
        }
        balanced = {name: relation for name, relation in related.items() if relation.balanced}
        moves = [
            (moving, name)
            for name, relation in sorted(balanced.items())
            for moving in (relation.inflow, relation.outflow)
        ]
        return cls(related=related, stocks=dict(reversed(moves)))

    def span(self, stream: Timeline, period: str, over_time: str) -> TimelineSpan | None:
        """A figure as a distance; None where it is none.

        Args:
            stream: What it is of.
            period: Its period's key.
            over_time: `flow`, `level`, `distinct` or none of them.
        """
        if over_time == FLOW:
            return self._flow(stream, period)
        related = self.related.get(stream[0], UNRELATED)
        if over_time != LEVEL or not related.balanced or stream[1] not in STEADY:
            return None
        month = from_key(period).last_month + 1
        return TimelineSpan(
            line=stream, start=(related.outflow, month), end=(related.inflow, month)
        )

    def _flow(self, stream: Timeline, period: str) -> TimelineSpan:
        same = self.related.get(stream[0], UNRELATED).same_as
        measure, by, group = same if same and not stream[1] else stream
        stock = self.stocks.get(measure, measure) if by in STEADY else measure
        own_period = from_key(period)
        return TimelineSpan(
            line=(stock, by, group),
            start=(measure, own_period.first_month),
            end=(measure, own_period.last_month + 1),
        )
