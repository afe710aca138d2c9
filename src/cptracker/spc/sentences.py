"""One sentence for the panel from both icons together, in words of better and worse."""

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

_NEUTRAL = {
    Variation.NEUTRAL_HIGH: "Higher than before, by more than chance",
    Variation.NEUTRAL_LOW: "Lower than before, by more than chance",
}


def sentence(variation: Variation, assurance: Assurance | None) -> str:
    """What both icons say together, without a full stop.

    A measure that is neither better high nor better low has no assurance, so none is told of it.
    """
    return _NEUTRAL.get(variation) or _BY_KIND[assurance, variation.kind]
