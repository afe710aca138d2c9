"""The charts of a paper, and the words of its glossary, each linked where it is used."""

import re
from collections.abc import Iterable, Iterator

from attrs import define, field, frozen

from cptracker.model.plan import Term
from cptracker.model.problems import UsageError
from cptracker.reports.charts.control import spc_chart
from cptracker.reports.charts.dot_strips import dot_strips
from cptracker.reports.charts.lines import line_chart, sparkline
from cptracker.reports.charts.overviews import overview
from cptracker.reports.charts.pictures import ChartPicture
from cptracker.reports.document.blocks import Block, Image
from cptracker.reports.document.tables import Line, Span, TermLink, Words
from cptracker.status.report import Indicator, StatusReport
from cptracker.wording import phrases


def chart_marks(report: StatusReport) -> tuple[str, ...]:
    """What every page of a paper says."""
    audience = phrases.RESTRICTED if report.audience == "restricted" else phrases.PUBLIC
    marks = [phrases.DRAFT] if report.draft else []
    return (*marks, audience, *([phrases.EXAMPLE] if report.example_data else []))


def short_marks(report: StatusReport) -> str:
    """The same in a word or two, for each picture."""
    texts = ["RESTRICTED"] if report.audience == "restricted" else []
    return " \N{MIDDLE DOT} ".join([*texts, *(["EXAMPLE DATA"] if report.example_data else [])])


@define
class PaperPictures:
    """Draws the charts of a report, each measure's once.

    Attributes:
        report: Nothing that it hides is drawn.
    """

    report: StatusReport
    _drawn: set[str] = field(factory=set)

    def whole(self) -> Image:
        """The priorities on one page."""
        return Image(picture=overview(self.report))

    def line(self, indicator: Indicator) -> ChartPicture | None:
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


def chart(indicator: Indicator, mark: str = "") -> ChartPicture | None:
    """The SPC chart of a measure, else its values in a line; None where too few have a figure."""
    return spc_chart(indicator, mark=mark) or line_chart(indicator, mark=mark)


def asked_for(report: StatusReport, measure: str | None) -> ChartPicture:
    """The chart of one measure of a report, or without one the priorities on one page.

    Raises:
        UsageError: When the report has no such measure, or too few figures of it.
    """
    if measure is None:
        return overview(report)
    indicator_by_name = {indicator.measure: indicator for indicator in phrases.each_measure(report)}
    if measure not in indicator_by_name:
        raise UsageError(
            f"the plan's status has no measure `{measure}`; `cptracker measures` lists them"
        )
    drawn = chart(indicator_by_name[measure], short_marks(report))
    if drawn is None:
        raise UsageError(
            f"there is no chart of `{measure}`: fewer than two periods have a figure to show"
        )
    return drawn


def as_svg(picture: ChartPicture) -> str:
    """A picture as a file of its own."""
    return picture.svg + "\n"


def as_png(picture: ChartPicture) -> bytes:
    """A picture as dots."""
    return picture.png()


_BRACKETS = re.compile(r"\s*\(([^)]*)\)\s*")


def slug(text: str) -> str:
    """A name within a paper, such as `term-care-leaver`."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")


def anchor_of(term: Term) -> str:
    """The name of a term's entry within a paper."""
    return f"term-{slug(term.term)}"


def names_of(term: Term) -> list[str]:
    """How a term may be written: `Child looked after (CLA)` in two ways, `EET and NEET` in two."""
    names = [_BRACKETS.sub(" ", term.term).strip(), *_BRACKETS.findall(term.term)]
    names_in_term = [part for name in names for part in name.split(" and ")]
    return names_in_term if all(part.isupper() for part in names_in_term) else names


@frozen
class _Glossary:
    """All ways to write a term, longest first, as one pattern."""

    anchors: dict[str, str]
    pattern: re.Pattern[str] | None


def _glossary(terms: Iterable[Term]) -> _Glossary:
    anchors = {name.casefold(): anchor_of(term) for term in terms for name in names_of(term)}
    names = "|".join(re.escape(name) for name in sorted(anchors, key=len, reverse=True))
    pattern = re.compile(rf"\b(?P<name>{names})s?\b", re.IGNORECASE) if names else None
    return _Glossary(anchors, pattern)


@define
class Linker:
    """Links each term once, where it is first used; `afresh` begins anew for another part."""

    _glossary: _Glossary
    _linked: set[str] = field(factory=set)

    @classmethod
    def of(cls, terms: Iterable[Term]) -> "Linker":
        """A linker to the entries of a glossary."""
        return cls(_glossary(terms))

    def afresh(self) -> "Linker":
        """One that has linked nothing yet."""
        return Linker(self._glossary)

    def __call__(self, text: str) -> Line:
        """A text with its terms linked."""
        return tuple(self._linked_spans(text))

    def _linked_spans(self, text: str) -> Iterator[Span]:
        at = 0
        for match in self._glossary.pattern.finditer(text) if self._glossary.pattern else ():
            anchor = self._glossary.anchors[match["name"].casefold()]
            if anchor in self._linked:
                continue
            self._linked.add(anchor)
            if text[at : match.start()]:
                yield Words(text[at : match.start()])
            yield TermLink(match[0], anchor)
            at = match.end()
        if text[at:]:
            yield Words(text[at:])
