"""Making Data Count's two icons: how the latest point varies, and whether the target is in reach.

Both look at the latest segment. The words are this project's public names for the icons.
"""

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction

from cptracker.model import Better
from cptracker.spc.limits import ControlLimits
from cptracker.spc.profile import MDC, Conflict, Profile
from cptracker.spc.rules import Signal


class Variation(StrEnum):
    """What the latest point says: chance, or better or worse than chance, and where it lies."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT_HIGH = "improvement_high"
    IMPROVEMENT_LOW = "improvement_low"
    CONCERN_HIGH = "concern_high"
    CONCERN_LOW = "concern_low"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"

    @property
    def kind(self) -> str:
        """`common`, `improvement`, `concern` or `neutral`."""
        return self.value.split("_")[0]


class Assurance(StrEnum):
    """Whether the process, as it is, meets the target: always, never, or now and then."""

    PASS = "pass"
    HIT_OR_MISS = "hit_or_miss"
    FAIL = "fail"


def variation(signals: Sequence[Signal], better: Better, profile: Profile = MDC) -> Variation:
    """The icon of one point with these signals; without any it is common cause."""
    if not signals:
        return Variation.COMMON_CAUSE
    high = _shown_high(signals, better, profile)
    where = "high" if high else "low"
    if better not in (Better.HIGHER, Better.LOWER):
        return Variation(f"neutral_{where}")
    good = high == (better is Better.HIGHER)
    return Variation(f"{'improvement' if good else 'concern'}_{where}")


def _shown_high(signals: Sequence[Signal], better: Better, profile: Profile) -> bool:
    ways = {signal.high for signal in signals}
    one_sided = better in (Better.HIGHER, Better.LOWER)
    if len(ways) == 2 and one_sided and profile.conflict is Conflict.IMPROVEMENT:
        return better is Better.HIGHER
    return signals[0].high


def assurance(
    values: Sequence[Fraction],
    limits: ControlLimits,
    target: Fraction | None,
    better: Better,
    profile: Profile = MDC,
) -> Assurance | None:
    """The icon of a target against the limits of the latest segment.

    Args:
        values: The latest segment's values; a series that is always on its target passes.
        limits: The latest segment's limits.
        target: In force in the latest period, in the measure's unit.
        better: Which way is good.
        profile: Says what a target exactly on a limit is.

    Returns:
        None without a target, and where neither more nor less is better.
    """
    if target is None or better not in (Better.HIGHER, Better.LOWER):
        return None
    if all(value == target for value in values):
        return Assurance.PASS
    above = target > limits.upper or (profile.limit_decides and target == limits.upper)
    below = target < limits.lower or (profile.limit_decides and target == limits.lower)
    if above == below:
        return Assurance.HIT_OR_MISS
    return Assurance.PASS if below == (better is Better.HIGHER) else Assurance.FAIL
