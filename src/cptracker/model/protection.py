"""What is protected, how far: the rules by name, as frozen values.

`public` follows the council practice of "five or fewer" with secondary suppression, zeros shown as
the DfE shows them, and means from eight people on as NHS England does. `dfe` is the DfE's usage for
figures of one local authority, `nhs` that of NHS England below the national level.
"""

from collections.abc import Sequence

from attrs import frozen

from cptracker.model.figures import UNKNOWN
from cptracker.model.problems import UsageError


@frozen(kw_only=True)
class Rules:
    """How small numbers are protected.

    Attributes:
        name: What the plan calls it.
        small: Counts of distinct children from 1 to this are hidden, with their percentages.
        least_for_mean: A mean of fewer children is hidden.
        least_for_amount: The mean, median or percentile of an amount, such as days, of fewer
            children is hidden.
        dominance: A sum or a mean of an amount is hidden where, by it, the child with the second
            largest could tell the largest to within so many percent.
        complement: Whether the children who did not meet a standard are protected as well.
        zero_tells: Whether a zero, or all, is hidden for measures that are sensitive.
        sensitive_breakdowns: Breakdowns whose groups are sensitive whatever is measured.
        never_by: Breakdowns that are never published: geography below the authority; and the
            councils of a region, whose numbers nobody ties to what each of them publishes.
        fold_into: Breakdowns, each with the group with which groups are counted that have no more
            than `small` children throughout a paper.
        together: Whether other figures are hidden where a total would give one away.
        rounded_to: Counts are rounded to a multiple of this, half up; 1 leaves them.
        digits: The digits after the point of a percentage.
        low_base: A share of fewer is shown as `n of N` and marked `[u]`.
        least_values: A hidden number must keep at least so many possible values.
        words: The rules in sentences for the reader.
    """

    name: str
    small: int
    least_for_mean: int
    least_for_amount: int = 20
    dominance: int = 10
    complement: bool = True
    zero_tells: bool = True
    sensitive_breakdowns: tuple[str, ...] = ("placement_type", "uasc")
    never_by: tuple[str, ...] = ("district", "la")
    fold_into: tuple[tuple[str, str], ...] = (
        ("leaving_reason", "other"),
        ("legal_status", "other"),
        ("placement_type", "other"),
        ("provider", "other"),
    )
    together: bool = True
    rounded_to: int = 1
    digits: int | None = 0
    low_base: int = 20
    least_values: int = 5
    words: tuple[str, ...] = ()


NONE = "none"
"""The profile under which nothing is hidden; what it gives stays restricted."""


PUBLIC = Rules(
    name="public",
    small=5,
    least_for_mean=8,
    words=(
        "Figures that rest on one to five children are hidden: [c].",
        "So are figures from which such a number could be worked out, here or with earlier papers.",
        "Where counts would tell of a few children, the percentage is shown without them.",
        "Nobody, and everybody, are shown, unless the measure is sensitive or it tells of others.",
        "Few of whom something is not known are counted with a neighbour: `or not known`.",
        "Percentages are whole numbers; those of fewer than 20 are marked [u].",
    ),
)


DFE = Rules(
    name="dfe",
    small=5,
    least_for_mean=6,
    complement=False,
    zero_tells=False,
    low_base=0,
    words=(
        "Figures that rest on one to five children are hidden: [c].",
        "So are figures from which such a number could be worked out.",
        "Where a number is shown as zero, it is zero. Percentages are whole numbers.",
    ),
)


NHS = Rules(
    name="nhs",
    small=7,
    least_for_mean=8,
    rounded_to=5,
    low_base=0,
    words=(
        "Figures that rest on one to seven children are hidden: [c].",
        "Other counts are rounded to the nearest 5, and percentages are worked out from those.",
    ),
)


PROFILES = {rules.name: rules for rules in (PUBLIC, DFE, NHS)}


def rules_named(name: str) -> Rules | None:
    """The rules of this name; None for `none`.

    Raises:
        UsageError: When there are none; the message lists the names.
    """
    if name == NONE:
        return None
    if name not in PROFILES:
        raise UsageError(f"there is no protection `{name}`; one of {', '.join(profile_names())}")
    return PROFILES[name]


def profile_names() -> tuple[str, ...]:
    """All names that a plan or a user may give."""
    return (*PROFILES, NONE)


def is_dominated(numerator: int | None, largest: tuple[int, int] | None, rules: Rules) -> bool:
    """Whether the child with the second largest amount could tell the largest from the sum.

    The p% rule of statistical offices: all but these two are too little to hide it.
    """
    if numerator is None or largest is None or not largest[0]:
        return False
    most, second = largest
    return 100 * (numerator - most - second) < rules.dominance * most


def is_sensitive_group(group_by: str, group: str, rules: Rules) -> bool:
    """Whether nobody in a group tells something; that of nobody it is not known never does."""
    sensitive = bool({*group_by.split("+")} & {*rules.sensitive_breakdowns})
    return sensitive and group != UNKNOWN


def is_nobody_or_all(statistic: str | None, met: int, base: int, rules: Rules) -> bool:
    """Whether numbers are those of nobody, or of everybody, as the rules show them.

    All of very few children are hidden, and so not among them.

    Args:
        statistic: Count, sum, share, mean or rate.
        met: The numerator.
        base: The denominator of a share or a mean.
        rules: What is shown.
    """
    if statistic not in ("share", "mean"):
        return not met
    few = rules.least_for_mean - 1 if statistic == "mean" else rules.small
    all_or_none = not met or (statistic == "share" and rules.complement and met == base)
    return not base or (base > few and all_or_none)


PERCENT = 100


ADDED = " or not known"


WITH, BETWEEN, END = " (with ", ", ", ")"


def group_with(group: str, small: Sequence[str]) -> str:
    """The name of a group that is counted with small ones, such as `other (with custody)`."""
    return f"{group}{WITH}{BETWEEN.join(small)}{END}"


def parts_of_group(group: str) -> tuple[str, ...]:
    """The groups that a folded one is made of; nothing for any other.

    Example:
        >>> parts_of_group("other (with custody) or not known")
        ('other', 'custody', 'unknown')
    """
    known = group.removesuffix(ADDED)
    name, *_ = known.partition(WITH)
    groups = (name, *small_groups_in(group), *((UNKNOWN,) if known != group else ()))
    return groups if len(groups) > 1 else ()


def small_groups_in(group: str) -> tuple[str, ...]:
    """The small groups that are counted with another one."""
    _, _, small = group.removesuffix(ADDED).partition(WITH)
    return tuple(small.removesuffix(END).split(BETWEEN)) if small else ()
