"""The facts of a measure, which travel by reference from its plug-in to every paper.

A new fact is a field here. Series, indicators and the plug-in itself hold the one object, so that
nothing copies it; what the public may have of it stands in `disclosure/public_fields.py`.
"""

import re
from typing import Literal

from attrs import frozen

from cptracker.model.plan import Better
from cptracker.model.related import UNRELATED, RelatedMeasures

Statistic = Literal["count", "sum", "share", "mean", "rate", "average", "percentile", "ratio"]
"""What the engine makes of members; it decides how a figure is written, bounded and protected.

A `mean` is of distinct items that are counted, such as placements; an `average` and a `percentile`,
such as the median, are of an amount that each row has, such as days. A `ratio` is one count divided
by another, of different subjects.
"""


AMOUNTS: tuple[Statistic, ...] = ("average", "percentile", "ratio")
"""What is no share or number of the children counted; published by rules of its own."""


CHILDREN = ("child", "children")


@frozen(kw_only=True)
class MeasureInfo:
    """What is known of a measure beside its figures.

    Attributes:
        identifier: Such as `dental-checks`.
        title: For people, without a full stop.
        unit: `%`, `children`, `social workers` and so on.
        better: Which way is good.
        definition: What it counts, as the plug-in's docstring tells it.
        source: Where its definition or its records come from.
        why: Why it matters to a child or young person, in a sentence or two.
        departs: How it differs from the national definition; empty if it does not.
        about: Who is counted; only `children` are protected.
        nouns: What one of those counted is called, and several.
        sensitive: Whether even a zero, or all, may tell something of a child.
        related: Other measures from which its numbers follow.
        statistic: What the engine made of the members; None where none could be asked for.
        window: How many months before a period's end each figure looks back, 0 for its last day;
            figures of one series that look back beyond the step between them share months.
        scale: A rate is for so many people.
        over_time: `flow` where figures of periods add up to that of a longer one, as events do;
            `level` where they tell of the last day alone; `distinct` where each child counts once
            in a period, however long it is; empty where none holds.
    """

    identifier: str
    title: str
    unit: str
    better: Better
    definition: str = ""
    source: str = ""
    why: str = ""
    departs: str = ""
    about: str = "children"
    nouns: tuple[str, str] = CHILDREN
    sensitive: bool = False
    related: RelatedMeasures = UNRELATED
    statistic: Statistic | None = None
    window: int = 0
    scale: int = 1
    over_time: str = ""

    @property
    def children(self) -> bool:
        """Whether children are counted, whose small numbers are protected."""
        return self.about == "children"


class OfMeasure:
    """Something of a measure: its facts can be read of it as of the measure."""

    __slots__ = ()

    info: MeasureInfo

    @property
    def title(self) -> str:
        """The measure's name for people."""
        return self.info.title

    @property
    def unit(self) -> str:
        """`%`, or what is counted."""
        return self.info.unit

    @property
    def better(self) -> Better:
        """Which way is good."""
        return self.info.better

    @property
    def definition(self) -> str:
        """What the measure counts."""
        return self.info.definition

    @property
    def source(self) -> str:
        """Where its definition or its records come from."""
        return self.info.source

    @property
    def departs(self) -> str:
        """How it differs from the national definition; empty if it does not."""
        return self.info.departs

    @property
    def about(self) -> str:
        """Who is counted; only `children` are protected."""
        return self.info.about

    @property
    def sensitive(self) -> bool:
        """Whether even a zero, or all, may tell something of a child."""
        return self.info.sensitive

    @property
    def related(self) -> RelatedMeasures:
        """Other measures from which its numbers follow."""
        return self.info.related


class FiguresOfMeasure(OfMeasure):
    """Figures of a measure: of them can be read as well what the engine made of the members."""

    __slots__ = ()

    @property
    def measure(self) -> str:
        """The measure's identifier."""
        return self.info.identifier

    @property
    def statistic(self) -> Statistic | None:
        """What the engine made of the members; None where none could be asked for."""
        return self.info.statistic

    @property
    def window(self) -> int:
        """How many months before a period's end each figure looks back."""
        return self.info.window

    @property
    def scale(self) -> int:
        """A rate is for so many people."""
        return self.info.scale

    @property
    def over_time(self) -> str:
        """`flow`, `level`, `distinct`, or empty where none holds."""
        return self.info.over_time


FINGERPRINT = re.compile(r"[dt][0-9]+-[0-9a-f]{12}")
"""How a fingerprint is written: `d` for a computed definition, `t` for a typed one."""


@frozen(kw_only=True)
class DefinitionApproval:
    """Whether a measure is still defined as the panel agreed it.

    Attributes:
        fingerprint: Of the definition as it is now.
        agreed: The fingerprint that the panel agreed; None if it agreed none.
        meeting: The reference of the meeting that did.
    """

    fingerprint: str
    agreed: str | None = None
    meeting: str | None = None

    @property
    def changed(self) -> bool:
        """Whether the definition is another one than the panel agreed."""
        return self.agreed is not None and self.agreed != self.fingerprint
