"""What sources of XmR charts do differently, as settings; Making Data Count's choices by default.

The measure-independent half of a chart's rules. What belongs to one measure (its baseline, its
recalculations, its target) comes from the plan.
"""

from enum import StrEnum
from fractions import Fraction

from attrs import field, frozen
from attrs.validators import ge


class Conflict(StrEnum):
    """What the latest point shows when rules say both better and worse of it."""

    IMPROVEMENT = "improvement"
    FIRST = "first"


@frozen(kw_only=True)
class Profile:
    """The settings of an XmR chart.

    Attributes:
        factor: Limits lie so many mean moving ranges from the mean; 3/1.128, rounded as MDC does.
        range_factor: The moving range chart's limit, and the bound of the outlier screen.
        screen_outliers: Leave out, once, moving ranges at or beyond that bound. Off: it makes
            limits of no width where small counts hardly move.
        run_length: So many points in a row strictly on one side of the mean are a run.
        trend_length: So many points in a row, each beyond the last, are a trend.
        tie_breaks_trend: Whether two equal points end a trend; if not, a repeat neither adds nor
            cancels.
        outside_counts_as_near: Whether a point beyond a limit counts for "two of three".
        third_on_same_side: Whether "two of three" asks all three to be on one side of the mean.
        least_points: Fewer points have no limits and no icons; fewer since a recalculation have
            trial limits and no icons.
        conflict: What is shown of a point that is both better and worse. `first` is the rule that
            comes first in the order outside, trend, two of three, run.
        limit_decides: Whether a target exactly on a limit passes or fails; if not, it is hit or
            miss.
    """

    factor: Fraction = Fraction(266, 100)
    range_factor: Fraction = Fraction(3267, 1000)
    screen_outliers: bool = False
    run_length: int = field(default=7, validator=ge(2))
    trend_length: int = field(default=7, validator=ge(3))
    tie_breaks_trend: bool = True
    outside_counts_as_near: bool = True
    third_on_same_side: bool = True
    least_points: int = field(default=13, validator=ge(2))
    conflict: Conflict = Conflict.IMPROVEMENT
    limit_decides: bool = False


MDC = Profile()
"""Making Data Count's own choices, as its Excel tool draws them."""
