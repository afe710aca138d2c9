"""One sentence for the panel from both icons together, in words of better and worse.

What is said of a target agrees with whether the latest figure meets it, which the icons do not
know: they look at what the process would do.
"""

from cptracker.spc.icons import Assurance, Variation

IMPROVEMENTS = (Variation.IMPROVEMENT_HIGH, Variation.IMPROVEMENT_LOW)
CONCERNS = (Variation.CONCERN_HIGH, Variation.CONCERN_LOW)

_BY_KIND = {
    (Assurance.FAIL, "common"): (
        "No change beyond chance: the target will be missed until the way of working changes"
    ),
    (Assurance.FAIL, "improvement"): "Getting better, but the target is still out of reach",
    (Assurance.FAIL, "concern"): "Getting worse, and the target is out of reach",
    (Assurance.HIT_OR_MISS, "common"): (
        "No change beyond chance: whether the target is met next time is chance too"
    ),
    (Assurance.HIT_OR_MISS, "improvement"): (
        "Getting better, but meeting the target still takes luck"
    ),
    (Assurance.HIT_OR_MISS, "concern"): (
        "Getting worse: a target met today may well be missed next time"
    ),
    (Assurance.PASS, "common"): "The target can be relied on to be met",
    (Assurance.PASS, "improvement"): (
        "Getting better, and the target can be relied on to be met"
    ),
    (Assurance.PASS, "concern"): "The target is being met, but performance is slipping",
    (None, "common"): "No change beyond chance",
    (None, "improvement"): "Getting better, by more than chance",
    (None, "concern"): "Getting worse, by more than chance",
}  # fmt: skip

_OTHERWISE = {
    (Assurance.FAIL, "common", True): (
        "No change beyond chance: the target is met, but not by the way of working as it is"
    ),
    (Assurance.FAIL, "improvement", True): "Getting better: the target is met, not yet reliably",
    (Assurance.FAIL, "concern", True): "Getting worse: meeting the target again would take luck",
    (Assurance.HIT_OR_MISS, "concern", False): (
        "Getting worse: the target is missed, and meeting it next time would take luck"
    ),
    (Assurance.PASS, "common", False): (
        "No change beyond chance: the target is missed, and is met as a rule"
    ),
    (Assurance.PASS, "improvement", False): (
        "Getting better: the target is missed, and is met as a rule"
    ),
    (Assurance.PASS, "concern", False): (
        "Getting worse: the target, which was met as a rule, is missed"
    ),
}  # fmt: skip
"""Where the latest figure is on the other side of the target than the icons make one expect."""

_NEUTRAL = {
    Variation.NEUTRAL_HIGH: "Higher than before, by more than chance",
    Variation.NEUTRAL_LOW: "Lower than before, by more than chance",
}


def sentence(variation: Variation, assurance: Assurance | None, *, met: bool | None = None) -> str:
    """What both icons say together, without a full stop.

    A measure that is neither better high nor better low has no assurance, so none is told of it.

    Args:
        variation: Of the latest point.
        assurance: Of the target.
        met: Whether the latest figure meets the target; None where there is none.
    """
    if variation in _NEUTRAL:
        return _NEUTRAL[variation]
    if assurance is not None and met is not None:
        other = _OTHERWISE.get((assurance, variation.kind, met))
        if other:
            return other
    return _BY_KIND[assurance, variation.kind]
