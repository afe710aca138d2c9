"""The charts of a paper: each measure's, drawn where the measure first stands."""

from collections.abc import Iterator

from attrs import define, field

from cptracker.errors import UsageError
from cptracker.reports import phrases, summing_up
from cptracker.reports.charts import (
    Picture,
    dot_strips,
    line_chart,
    overview,
    sparkline,
    spc_chart,
)
from cptracker.reports.document import Block, Image
from cptracker.standing import Indicator, StatusReport


def marks(report: StatusReport) -> tuple[str, ...]:
    """What every page of a paper says."""
    audience = phrases.RESTRICTED if report.audience == "restricted" else phrases.PUBLIC
    return (audience, phrases.EXAMPLE) if report.example_data else (audience,)


def short_marks(report: StatusReport) -> str:
    """The same in a word or two, for each picture."""
    told = ["RESTRICTED"] if report.audience == "restricted" else []
    return " \N{MIDDLE DOT} ".join([*told, *(["EXAMPLE DATA"] if report.example_data else [])])


@define
class Pictures:
    """Draws the charts of a report, each measure's once.

    Attributes:
        report: Nothing that it hides is drawn.
    """

    report: StatusReport
    _drawn: set[str] = field(factory=set)

    def whole(self) -> Image:
        """The priorities on one page."""
        return Image(picture=overview(self.report), wide=True)

    def line(self, indicator: Indicator) -> Picture | None:
        """A measure's course within a row of a table."""
        return sparkline(indicator)

    def of(self, indicator: Indicator) -> Iterator[Block]:
        """A measure's chart and its comparators, unless they were drawn before."""
        if indicator.measure in self._drawn:
            return
        self._drawn.add(indicator.measure)
        mark = short_marks(self.report)
        drawn = chart(indicator, mark)
        if drawn is not None:
            yield Image(picture=drawn)
        for strip in dot_strips(indicator, council=self.report.council, mark=mark):
            yield Image(picture=strip)


def chart(indicator: Indicator, mark: str = "") -> Picture | None:
    """The SPC chart of a measure, else its values in a line; None where too few have a figure."""
    return spc_chart(indicator, mark=mark) or line_chart(indicator, mark=mark)


def asked_for(report: StatusReport, measure: str | None) -> Picture:
    """The chart of one measure of a report, or without one the priorities on one page.

    Raises:
        UsageError: When the report has no such measure, or too few figures of it.
    """
    if measure is None:
        return overview(report)
    found = {one.measure: one for one in summing_up.each_measure(report)}
    if measure not in found:
        raise UsageError(
            f"the plan's status has no measure `{measure}`; `cptracker measures` lists them"
        )
    drawn = chart(found[measure], short_marks(report))
    if drawn is None:
        raise UsageError(
            f"there is no chart of `{measure}`: fewer than two periods have a figure to show"
        )
    return drawn


def as_svg(picture: Picture) -> str:
    """A picture as a file of its own."""
    return picture.svg + "\n"


def as_png(picture: Picture) -> bytes:
    """A picture as dots."""
    return picture.png()
