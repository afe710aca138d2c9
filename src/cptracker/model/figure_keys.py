"""What a figure is of: the one key by which protection, audit and reports know a figure."""

from typing import NamedTuple

from cptracker.model.figures import Figure


class FigureKey(NamedTuple):
    """What a figure is of. Sorted by measure, then period, breakdown and group.

    A plain tuple underneath, since the audit looks up millions of them.

    Attributes:
        measure: The measure's identifier.
        period: The period's key.
        group_by: The breakdown; empty for everyone.
        group: The group in it; empty for everyone.
    """

    measure: str
    period: str
    group_by: str = ""
    group: str = ""

    def of_measure(self, measure: str) -> "FigureKey":
        """The key of another measure's figure for the same period and group."""
        return FigureKey(measure, self.period, self.group_by, self.group)


def figure_key_of(measure: str, figure: Figure) -> FigureKey:
    """What a measure's figure is of."""
    return FigureKey(measure, figure.period.key, figure.group_by, figure.group)
