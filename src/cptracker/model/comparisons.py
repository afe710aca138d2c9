"""A figure beside those of others: values only; `comparing` finds them.

Each says whose it is, of which period, and whether it follows the measure's own definition. One
that does not is shown and never judges.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from cptracker.model.problems import Problem
from cptracker.model.published import GroupKey, PublishedFigure

COMPUTED = "computed"
"""The source of our own figure among those that disagree."""


class ComparatorKind(StrEnum):
    """Who is compared with."""

    ENGLAND = "england"
    REGION = "region"
    NEIGHBOURS = "neighbours"
    NEIGHBOUR = "neighbour"
    OWN_EARLIER = "own earlier"


class BenchmarkArea(StrEnum):
    """Who a plan's benchmark rule may compare with."""

    NEIGHBOURS = "neighbours"
    REGION = "region"
    ENGLAND = "england"


class BenchmarkRating(StrEnum):
    """How a figure without a target stands beside that of others; never red, amber or green."""

    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"


@frozen(kw_only=True)
class BenchmarkRule:
    """How a plan rates measures for which no target is set.

    Attributes:
        compare_with: Whom with: the first of them that has a figure like for like.
        source: Who decided so, and where.
    """

    compare_with: tuple[BenchmarkArea, ...]
    source: str | None = None


class Symbol(StrEnum):
    """Why a publisher gives no number; never 0."""

    CONFIDENTIAL = "confidential"
    NOT_APPLICABLE = "not applicable"
    NOT_AVAILABLE = "not available"
    ROUNDS_TO_ZERO = "rounds to 0"
    UNRELIABLE = "too unreliable to give"


class Method(StrEnum):
    """What is made of the neighbours' figures."""

    MEAN = "mean"
    MEDIAN = "median"


@frozen(kw_only=True)
class WithheldFigure:
    """A figure that a publisher does not give.

    Attributes:
        measure: The measure it would be of.
        area: Whose it would be.
        period: The period's key.
        symbol: Why it is not given.
        source: Who does not give it.
        like_for_like: Whether it would follow the measure's own definition.
        note: How the definition differs, where it does.
        group: The group of the measure that it would be for; everyone if None.
        published: The day it was published, where that is known.
    """

    measure: str
    area: str
    period: str
    symbol: Symbol
    source: str
    like_for_like: bool = True
    note: str | None = None
    group: GroupKey | None = None
    published: date | None = None


@frozen(kw_only=True)
class LoadedFigures:
    """Published figures from files, beside those of the plan.

    Attributes:
        figures: With a number.
        withheld: Where the publisher has a symbol instead of one.
        problems: What is wrong with the files, in order of file and line.
        shipped: Those of England and the region that ship with the package; a figure of the plan
            or of a file stands before them.

    Example:
        >>> import cptracker
        >>> figures = cptracker.load_comparators([], cptracker.load_plan("strategy"))
        >>> figures.figures, figures.withheld
        ((), ())
    """

    figures: tuple[PublishedFigure, ...] = ()
    withheld: tuple[WithheldFigure, ...] = ()
    problems: tuple[Problem, ...] = ()
    shipped: tuple[PublishedFigure, ...] = ()


@frozen(kw_only=True)
class Comparison:
    """One figure to set beside a measure's.

    Attributes:
        kind: Whose it is.
        area: As published, such as `South East`; for neighbours together `Statistical neighbours`.
        period: The period's key (`202425`), which need not be the measure's own.
        value: In the measure's unit.
        like_for_like: Whether it can judge: it follows the measure's own definition, and that is
            the national one.
        source: Where it was published; for neighbours together how it was made of theirs.
        method: `mean` or `median` for neighbours together; None for one area's.
        of: How many of the neighbours had a figure; None for one area's.
        out_of: How many neighbours there are; None for one area's.
        better: Whether the council does better than it; None when equal, of another definition, or
            where neither way is good.
        note: How the definition differs, where it does, or what else must be known of it.
        group_by: The breakdown of the group that it is for; empty for everyone.
        group: The group that it is for; empty for everyone.
        missing: The neighbours without a figure, by name, for neighbours together.
        digits: How many digits after the point it is shown with at the most.
    """

    kind: ComparatorKind
    area: str
    period: str
    value: Fraction
    like_for_like: bool
    source: str
    method: str | None = None
    of: int | None = None
    out_of: int | None = None
    better: bool | None = None
    note: str | None = None
    group_by: str = ""
    group: str = ""
    missing: tuple[str, ...] = ()
    digits: int | None = None


@frozen(kw_only=True)
class Benchmark:
    """A figure rated beside that of others, by the plan's rule.

    Attributes:
        rating: Better than, similar to or worse than theirs.
        comparison: Theirs.
    """

    rating: BenchmarkRating
    comparison: Comparison


TOGETHER = (ComparatorKind.ENGLAND, ComparatorKind.REGION, ComparatorKind.NEIGHBOURS)
"""Those that every output sets beside a figure; each neighbour and earlier years are for charts."""


def comparison_with(
    comparisons: Iterable[Comparison], kind: ComparatorKind, group_by: str = "", group: str = ""
) -> Comparison | None:
    """The one comparison of a kind for a figure, which every output shows; None without any.

    Args:
        comparisons: All of a measure, as `comparing` gives them: one of each kind for each group.
        kind: Whose: England's, the region's or that of the neighbours together.
        group_by: The figure's breakdown; empty for everyone.
        group: The figure's group; empty for everyone.
    """
    alike = (
        comparison
        for comparison in comparisons
        if (comparison.group_by, comparison.group) == (group_by, group)
    )
    return next((comparison for comparison in alike if comparison.kind is kind), None)


@frozen(kw_only=True)
class Rank:
    """Where the council stands among itself and its neighbours, 1 the best; ties share a place.

    Attributes:
        place: From 1.
        of: How many are ranked, the council included.
        quartile: 1 the best quarter to 4.
        period: The period's key of all the figures ranked.
        value: The council's own published figure that was ranked.
        group_by: The breakdown of the group that was ranked; empty for everyone.
        group: The group that was ranked; empty for everyone.
    """

    place: int
    of: int
    quartile: int
    period: str
    value: Fraction
    group_by: str = ""
    group: str = ""


@frozen(kw_only=True)
class PublishedSource:
    """One of the figures that disagree, and who says so; `computed` for our own."""

    value: Fraction
    source: str
    like_for_like: bool = True
    note: str | None = None


@frozen(kw_only=True)
class Conflict:
    """Figures for one measure, area and period that differ by more than their rounding.

    Attributes:
        measure: The measure's identifier.
        area: Whose figures they are.
        period: The period's key; our own figure's if it is among them.
        sources: Every one of them, none hidden.
        group_by: The breakdown of the group that they are for; empty for everyone.
        group: The group that they are for; empty for everyone.
    """

    measure: str
    area: str
    period: str
    sources: tuple[PublishedSource, ...]
    group_by: str = ""
    group: str = ""


@frozen(kw_only=True)
class Gap:
    """How far one group is from all others of its breakdown, and whether that is more than chance.

    Attributes:
        group_by: The breakdown, such as `sex`.
        group: The group in it.
        value: The group's figure.
        rest: The figure of everyone else in the breakdown.
        difference: `value` less `rest`, in the measure's unit.
        significant: Whether the difference is more than chance; None where the groups are too small
            to tell.
        words: The same in words, such as "12.3 points below the others; within chance".
    """

    group_by: str
    group: str
    value: Fraction
    rest: Fraction
    difference: Fraction
    significant: bool | None
    words: str
