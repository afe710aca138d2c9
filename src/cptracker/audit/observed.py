"""What a reader sees of one figure, in whichever form the paper is."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from attrs import frozen

from cptracker.model.choices import Colour, words_of
from cptracker.model.comparisons import ComparatorKind, Comparison
from cptracker.model.figure_keys import FigureKey
from cptracker.model.figures import Figure, Judgement, MissingReason, Series
from cptracker.model.periods import from_key
from cptracker.model.related import UNRELATED, RelatedMeasures
from cptracker.status.report import Indicator, StatusReport

EVERYONE = ("", "")
"""The breakdown and the group of a figure for everyone."""


@frozen(kw_only=True, cache_hash=True)
class Observed:
    """One figure as a paper shows it.

    Attributes:
        cell: What it is of.
        place: Where it stands, for people.
        nature: What the figures of its measure are.
        hidden: Whether the paper says that it is hidden.
        numerator: As shown.
        denominator: As shown.
        value: As shown, rounded or not.
        others: Further numbers told of it, by name.
        rating: Its colour, where there is one.
        rule: The rule of the colour, in words.
        paper: Where else it was published, such as an earlier paper; empty for the one that is
            audited.
        elsewhere: Whether that is a publication of others', by rules of their own.
        balances: Whether a number of a day fits who came and left, as far as they are known.
    """

    cell: FigureKey
    place: str
    nature: "Nature"
    hidden: bool
    numerator: int | None
    denominator: int | None
    value: Fraction | None
    others: tuple[tuple[str, int], ...] = ()
    rating: str = ""
    rule: str = ""
    paper: str = ""
    elsewhere: bool = False
    balances: bool = True

    @property
    def statistic(self) -> str:
        """Count, sum, share, mean or rate; empty where it is not said."""
        return self.nature.statistic

    @property
    def children(self) -> bool:
        """Whether children are counted."""
        return self.nature.children

    @property
    def sensitive(self) -> bool:
        """Whether a zero, or all, tells something."""
        return self.nature.sensitive

    @property
    def over_time(self) -> str:
        """`flow`, `level`, `distinct` or none of them."""
        return self.nature.over_time

    @property
    def related(self) -> RelatedMeasures:
        """Other measures from which the measure's numbers follow."""
        return self.nature.related

    @property
    def named(self) -> str:
        """Where it stands, with the paper if it is another one."""
        return f"{self.place} (in {self.paper})" if self.paper else self.place

    @property
    def bare(self) -> bool:
        """Whether a paper shows its value alone, without the counts that it is made of."""
        valued = self.value is not None and self.numerator is None
        return valued and not self.elsewhere and self.statistic in ("share", "mean")


COLOURS = words_of(Colour)


@frozen(kw_only=True)
class Nature:
    """What the figures of a measure are, as far as a reader of papers can know.

    Attributes:
        measure: The measure's identifier.
        statistic: Count, sum, share, mean or rate; empty where it is not said.
        children: Whether children are counted.
        sensitive: Whether a zero, or all, tells something.
        over_time: `flow`, `level`, `distinct` or none of them.
        related: Other measures from which the measure's numbers follow.
    """

    measure: str
    statistic: str
    children: bool
    sensitive: bool
    over_time: str
    related: RelatedMeasures = UNRELATED

    def observed(
        self, where: str, period: str, group_by: str, group: str, **fields: Any
    ) -> Observed:
        """One figure.

        Args:
            where: Where the measure stands, for people.
            period: The period's key.
            group_by: The breakdown; empty for everyone.
            group: The group in it.
            fields: What is told of it, as `Observed` has it.
        """
        return Observed(
            cell=FigureKey(self.measure, period, group_by, group),
            place=observed_at(where, from_key(period).label, group_by, group),
            nature=self,
            **fields,
        )

    def published(
        self, where: str, period: str, value: Fraction, source: str, group: tuple[str, str]
    ) -> Observed:
        """A figure as it stands in another publication; the group is empty for everyone."""
        return self.observed(
            where, period, *group, hidden=False, numerator=None, denominator=None, value=value,
            paper=source, elsewhere=True,
        )  # fmt: skip


def observed_in(report: StatusReport) -> Iterator[Observed]:
    """Everything that a report shows of figures."""
    for priority in report.priorities:
        for success in priority.success_measures:
            for indicator in success.indicators:
                yield from _of_indicator(indicator, f"{success.ref} {indicator.measure}")
    for profile in report.appendix:
        nature = _nature(profile.series)
        for figure in profile.series.figures:
            yield _observed(nature, figure, None, profile.title)


def published_in(report: StatusReport) -> Iterator[Observed]:
    """What was published of the council by the same definitions: a reader has it at hand.

    Of made-up children nothing was ever published.
    """
    for priority in () if report.example_data else report.priorities:
        for success in priority.success_measures:
            for indicator in success.indicators:
                yield from _published(indicator, f"{success.ref} {indicator.measure}")
    for profile in () if report.example_data else report.appendix:
        nature = _nature(profile.series)
        yield from _own_earlier(nature, profile.comparisons, profile.title)
        for published_figure in profile.published:
            value = Fraction(published_figure.value)
            yield nature.published(
                profile.title, published_figure.period, value, published_figure.source, EVERYONE
            )


def _nature(of: Indicator | Series) -> Nature:
    return Nature(
        measure=of.measure,
        statistic=of.statistic or "",
        children=of.about == "children",
        sensitive=of.sensitive,
        over_time=of.over_time,
        related=of.related,
    )


def _of_indicator(indicator: Indicator, where: str) -> Iterator[Observed]:
    nature = _nature(indicator)
    yield _observed(nature, indicator.figure, indicator.judgement, where)
    for place, figure in enumerate(indicator.series):
        judgement = indicator.judgements[place] if place < len(indicator.judgements) else None
        yield _observed(nature, figure, judgement, where)
    for figure in indicator.breakdowns:
        yield _observed(nature, figure, None, where)


def _published(indicator: Indicator, where: str) -> Iterator[Observed]:
    nature, last = _nature(indicator), indicator.published
    if last is not None and last.like_for_like:
        value = Fraction(last.value)
        yield nature.published(where, last.period, value, last.source, EVERYONE)
    yield from _own_earlier(nature, indicator.comparisons, where)


def _own_earlier(
    nature: Nature, comparisons: Iterable[Comparison], where: str
) -> Iterator[Observed]:
    """The council's own figures of earlier years, where they are like for like."""
    for each in comparisons:
        if each.kind is ComparatorKind.OWN_EARLIER and each.like_for_like:
            group = (each.group_by, each.group)
            yield nature.published(where, each.period, each.value, each.source, group)


def _observed(nature: Nature, figure: Figure, judgement: Judgement | None, where: str) -> Observed:
    colour = str(judgement.rating) if judgement and str(judgement.rating) in COLOURS else ""
    others = {"unknown": figure.unknown, **figure.excluded}
    if figure.distinct_children is not None:
        others |= {
            "children": figure.distinct_children.denominator,
            "children who met it": figure.distinct_children.numerator,
        }
    bounds = [name for name in ("lower", "upper", "squares") if getattr(figure, name) is not None]
    return nature.observed(
        where,
        figure.period.key,
        figure.group_by,
        figure.group,
        hidden=figure.missing_reason is MissingReason.HIDDEN,
        numerator=figure.numerator,
        denominator=figure.denominator,
        value=figure.value,
        others=(
            *((name, number) for name, number in others.items() if number is not None),
            *((name, 1) for name in bounds if figure.missing_reason is MissingReason.HIDDEN),
        ),
        rating=colour,
        rule=(judgement.rule or "") if judgement else "",
    )


def observed_at(where: str, period: str, group_by: str, group: str) -> str:
    """Where a figure stands, such as `5.3 care-leavers-eet, 2024/25, sex female`."""
    return ", ".join(part for part in (where, period, f"{group_by} {group}".strip()) if part)
