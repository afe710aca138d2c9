"""What is at hand when a measure is assessed."""

from datetime import date

from attrs import field, frozen

from cptracker.comparisons import LoadedFigures, Method
from cptracker.measuring import Measure
from cptracker.model import Plan
from cptracker.periods import Every
from cptracker.records import Records
from cptracker.results import Series


@frozen(kw_only=True)
class Setting:
    """What is at hand for every measure.

    Attributes:
        plan: What was promised.
        records: What measures are computed from.
        as_at: The day the status is told for.
        every: How often all measures are reported; each measure's own if None.
        back: How many periods a series shows; as is usual for the sort of period if None.
        by: The breakdowns asked for, each a name such as `sex`; those that a measure does not
            allow are passed over.
        comparators: Published figures from files, beside those of the plan.
        neighbours: What is made of the neighbours' figures.
    """

    plan: Plan
    records: Records
    as_at: date
    every: Every | None = None
    back: int | None = None
    by: tuple[str, ...] = ()
    comparators: LoadedFigures = field(factory=LoadedFigures)
    neighbours: Method = Method.MEAN


@frozen(kw_only=True)
class Matter:
    """One measure with its figures, before anything is said of them.

    Attributes:
        setting: What is at hand for every measure.
        measure: Its facts.
        series: Its figures: everyone's, then by breakdown where that was asked for.
    """

    setting: Setting
    measure: Measure
    series: Series
