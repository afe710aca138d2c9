"""Whether a measure has the group that a published figure is said to be for."""

from collections.abc import Sequence

from cptracker.comparing.circles import meant
from cptracker.measuring import Measure
from cptracker.model import GroupKey
from cptracker.records.groups import FIXED

Mistake = tuple[str, str]
"""What is wrong, and a hint."""


def group_mistake(measure: Measure, key: GroupKey) -> Mistake | None:
    """Why a measure cannot have such a group; None where it has it, or may have.

    Groups of a breakdown such as `school`, which only records can tell, are not checked.
    """
    name = f"`{measure.identifier}`"
    if key.group_by not in measure.by:
        return f"{name} has no breakdown `{key.group_by}`", _choice(key.group_by, measure.by)
    groups = measure.groups.get(key.group_by) or FIXED.get(key.group_by, ())
    if groups and key.group not in groups:
        message = f"{name} has no group `{key.group}` of `{key.group_by}`"
        return message, _choice(key.group, groups)
    return None


def _choice(given: str, known: Sequence[str]) -> str:
    near = meant(given, known)
    return f"did you mean `{near}`?" if near else f"it has {', '.join(known) or 'none'}"
