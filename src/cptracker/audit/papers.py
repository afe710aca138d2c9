"""Public papers as they were written in JSON, read back into what a reader sees."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from cptracker.audit.observed import COLOURS, EVERYONE, Nature, Observed
from cptracker.model.figures import MissingReason, Rating
from cptracker.model.problems import UsageError
from cptracker.model.related import Related

if TYPE_CHECKING:
    from cptracker.status_json.figures import (
        ComparatorDocument,
        GroupDocument,
        PointDocument,
    )
    from cptracker.status_json.protection import TableOfAppendixDocument
    from cptracker.status_json.status import IndicatorDocument, StatusDocument

    WithCounts = IndicatorDocument | PointDocument | GroupDocument


BOUNDS = ("lower", "upper")


PUBLIC = "public"
"""The audience of what may be published, and the rules of a paper that does not name its own."""


OWN = ("last published", "own earlier")
"""The kinds of comparators that are the council's own figures."""


@frozen(kw_only=True)
class PublishedPaper:
    """One public paper.

    Attributes:
        name: The file's name.
        plan: The identifier of its plan.
        as_at: Its day, as ISO text.
        profile: The rules it was protected by.
        figures: All that it shows of the council's own figures.
        published: What it says was published of the council elsewhere; nothing for made-up
            children.
        related: Measures that share their children, as it says.
        kind: `real`, or `example` where the records were made up.
    """

    name: str
    plan: str
    as_at: str
    profile: str
    figures: tuple[Observed, ...]
    published: tuple[Observed, ...] = ()
    related: tuple[Related, ...] = ()
    kind: str = "real"


def read_papers(path: Path) -> tuple[PublishedPaper, ...]:
    """The public papers in a file: one, or one for each of several plans.

    Raises:
        UsageError: When it cannot be read, is no status of this version, or is not public; with
            every problem and its place.
    """
    from cptracker.status_json.reading import FileWords, read_statuses
    from cptracker.status_json.status import SCHEMA

    words = FileWords(
        noun="paper",
        whole="paper",
        foreign=f"is no paper of this version; its `schema` must be {SCHEMA}",
        not_json="is no JSON file; an earlier paper is one in JSON",
    )
    statuses = read_statuses(path, words)
    if any(status.audience != PUBLIC for status in statuses):
        raise UsageError(f"{path} is not public; give the edition that was published")
    return tuple(_paper(status, path.name) for status in statuses)


def _paper(status: "StatusDocument", name: str) -> PublishedPaper:
    from cptracker.status_json.related import related_of

    protection = status.protection
    return PublishedPaper(
        name=name,
        plan=status.plan.identifier or status.plan.title,
        as_at=status.as_at.isoformat(),
        profile=protection.profile if protection else PUBLIC,
        figures=tuple(_figures(status)),
        published=() if status.example_data else tuple(_published(status)),
        related=tuple(map(related_of, protection.related)) if protection else (),
        kind="example" if status.example_data else "real",
    )


def of_paper(paper: PublishedPaper) -> Iterator[Observed]:
    """Its figures, each naming the paper."""
    return (evolve(figure, paper=paper.name) for figure in paper.figures)


def _figures(status: "StatusDocument") -> Iterator[Observed]:
    for ref, indicator in status.indicators:
        yield from _of_indicator(indicator, f"{ref} {indicator.measure}")
    for table in status.appendix:
        nature = _nature(table, table.figures)
        for group in table.figures:
            yield _of_group(nature, group, table.title)


def _nature(
    of: "IndicatorDocument | TableOfAppendixDocument", shown: "Iterable[WithCounts]"
) -> Nature:
    """What the figures of a measure are, by what the paper says and shows of them."""
    from cptracker.status_json.related import related_measures_of

    return Nature(
        measure=of.measure,
        statistic=of.statistic or _guessed_kind(of.unit, shown),
        children=of.about == "children",
        sensitive=of.sensitive,
        over_time=of.over_time or "",
        related=related_measures_of(of.related),
    )


def _guessed_kind(unit: str, shown: "Iterable[WithCounts]") -> str:
    """What figures must be that do not say it."""
    if unit == "%":
        return "share"
    return "mean" if any(figure.denominator is not None for figure in shown) else "count"


def _nature_of(indicator: "IndicatorDocument") -> Nature:
    return _nature(indicator, (indicator, *indicator.series))


def _of_indicator(indicator: "IndicatorDocument", where: str) -> Iterator[Observed]:
    nature = _nature_of(indicator)
    yield _of_headline(nature, indicator, where)
    for point in indicator.series:
        yield _of_point(nature, point, where)
    for group in indicator.breakdowns:
        yield _of_group(nature, group, where)


def _published(status: "StatusDocument") -> Iterator[Observed]:
    """What was published of the council by the same definitions: a reader has it at hand."""
    for ref, indicator in status.indicators:
        nature, where = _nature_of(indicator), f"{ref} {indicator.measure}"
        for comparator in indicator.comparators:
            if comparator.kind in OWN and comparator.like_for_like:
                yield _of_comparator(nature, comparator, where)
    for table in status.appendix:
        nature = _nature(table, table.figures)
        for comparator in table.comparators:
            if comparator.kind in OWN and comparator.like_for_like:
                yield _of_comparator(nature, comparator, table.title)
        for published_figure in table.published:
            value = Fraction(str(published_figure.value))
            yield nature.published(
                table.title, published_figure.period, value, published_figure.source, EVERYONE
            )


def _of_comparator(nature: Nature, comparator: "ComparatorDocument", where: str) -> Observed:
    group = (comparator.group_by, comparator.group)
    value = Fraction(str(comparator.value))
    return nature.published(where, comparator.period, value, comparator.source, group)


def _of_headline(nature: Nature, indicator: "IndicatorDocument", where: str) -> Observed:
    """The latest figure, of which a paper says more than of those before."""
    others = {"unknown": indicator.unknown, **indicator.excluded}
    hidden = indicator.missing_reason is MissingReason.HIDDEN
    bounds = [name for name in BOUNDS if hidden and getattr(indicator, name) is not None]
    return nature.observed(
        where,
        indicator.period.key,
        *EVERYONE,
        **_numbers(indicator),
        others=(
            *((name, number) for name, number in others.items() if number is not None),
            *((name, 1) for name in bounds),
        ),
        rating=_colour(indicator.rating),
        rule=indicator.rule or "",
    )


def _of_point(nature: Nature, point: "PointDocument", where: str) -> Observed:
    rating, rule = _colour(point.rating), point.rule or ""
    return nature.observed(
        where, point.period, *EVERYONE, **_numbers(point), rating=rating, rule=rule
    )


def _of_group(nature: Nature, group: "GroupDocument", where: str) -> Observed:
    return nature.observed(where, group.period, group.group_by, group.group, **_numbers(group))


def _numbers(of: "WithCounts") -> dict[str, Any]:
    return {
        "hidden": of.missing_reason is MissingReason.HIDDEN,
        "numerator": of.numerator,
        "denominator": of.denominator,
        "value": None if of.value is None else Fraction(str(of.value)),
    }


def _colour(rating: Rating | None) -> str:
    """A colour that a rule gave; no other rating tells of numbers."""
    return str(rating) if rating and str(rating) in COLOURS else ""
