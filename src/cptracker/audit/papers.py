"""Public papers as they were written in JSON, read back into what a reader sees."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from cptracker.audit.observed import COLOURS, Nature, Observed
from cptracker.model.problems import UsageError
from cptracker.model.related import Related, RelatedMeasures, SharedBase, SharedItems

Json = Mapping[str, Any]


SCHEMA = "cptracker/status/1"


LARGEST_PAPER = 200_000_000
"""So many bytes at most has a paper in JSON; the fullest has some 4 million."""


BOUNDS = ("lower", "upper")


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
        UsageError: When it cannot be read, is no status of this version, or is not public.
    """
    try:
        if path.stat().st_size > LARGEST_PAPER:
            raise UsageError(f"{path} is too large for a paper: at most {LARGEST_PAPER:,} bytes")
        told = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path} is no JSON file; an earlier paper is one in JSON") from error
    documents = told if isinstance(told, list) else [told]
    if not documents:
        raise UsageError(f"{path} holds no paper")
    return tuple(_paper(document, path) for document in documents)


def _paper(document: Any, path: Path) -> PublishedPaper:
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise UsageError(f"{path} is no paper of this version; its `schema` must be {SCHEMA}")
    if document.get("audience") != "public":
        raise UsageError(f"{path} is not public; give the edition that was published")
    try:
        figures = tuple(_figures(document))
        published = () if document.get("example_data") else tuple(_published(document))
        as_at = date.fromisoformat(document["as_at"]).isoformat()
        plan = document["plan"].get("identifier") or str(document["plan"]["title"])
        protection = document.get("protection") or {}
        profile = protection.get("profile", "public")
        related = tuple(related_in(protection.get("related") or ()))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(f"{path} is no whole paper: its figures cannot be read") from error
    return PublishedPaper(
        name=path.name,
        plan=plan,
        as_at=as_at,
        profile=profile,
        figures=figures,
        published=published,
        related=related,
        kind="example" if document.get("example_data") else "real",
    )


def related_in(told: Iterable[Json]) -> Iterator[Related]:
    """Measures that share their children, as a paper writes them."""
    for one in told:
        if "mean" in one:
            yield SharedItems(
                mean=one["mean"],
                share=one["share"],
                at_least=int(one["at_least"]),
                least=int(one["least"]),
            )
        else:
            yield SharedBase(
                measure=one["measure"], of=one["of"], how=one["how"], by=tuple(one["by"])
            )


def of_paper(paper: PublishedPaper) -> Iterator[Observed]:
    """Its figures, each naming the paper."""
    return (evolve(figure, paper=paper.name) for figure in paper.figures)


def _figures(document: Json) -> Iterator[Observed]:
    for priority in document["priorities"]:
        for success in priority["success_measures"]:
            for one in success["indicators"]:
                yield from _of_indicator(one, f"{success['ref']} {one['measure']}")
    for profile in document.get("appendix") or ():
        series = profile["series"] if isinstance(profile.get("series"), dict) else profile
        for point in series["figures"]:
            yield _seen(_nature(series), point, profile["title"])


def _nature(of: Json) -> Nature:
    return Nature(
        measure=of["measure"],
        sort=of.get("sort") or guessed_nature(of),
        children=of.get("about", "children") == "children",
        sensitive=bool(of.get("sensitive")),
        over_time=of.get("over_time") or "",
        ties=_ties(of.get("ties") or {}),
    )


def _ties(told: Json) -> RelatedMeasures:
    same = told.get("same_as") or {}
    return RelatedMeasures(
        within=told.get("within") or "",
        same_as=tuple(same[name] for name in ("measure", "group_by", "group") if name in same),
        grows_by=told.get("grows_by") or "",
        shrinks_by=told.get("shrinks_by") or "",
    )


def _of_indicator(one: Json, where: str) -> Iterator[Observed]:
    nature = _nature(one)
    headline = _seen(nature, one, where)
    yield headline
    for point in one.get("series") or ():
        yield _seen(nature, point, where)
    for group in one.get("breakdowns") or ():
        yield _seen(nature, {"period": headline.cell.period, **group}, where)


def _published(document: Json) -> Iterator[Observed]:
    """What was published of the council by the same definitions: a reader has it at hand."""
    for priority in document["priorities"]:
        for success in priority["success_measures"]:
            for one in success["indicators"]:
                nature, where = _nature(one), f"{success['ref']} {one['measure']}"
                for each in one.get("comparators") or ():
                    if each["kind"] in OWN and each["like_for_like"]:
                        value = Fraction(str(each["value"]))
                        group = (each.get("group_by") or "", each.get("group") or "")
                        yield nature.published(where, each["period"], value, each["source"], group)


def _seen(nature: Nature, figure: Json, where: str) -> Observed:
    value = figure.get("value")
    hidden = figure.get("nothing") == "hidden"
    others = {"unknown": figure.get("unknown"), **(figure.get("excluded") or {})}
    bounds = [name for name in BOUNDS if hidden and figure.get(name) is not None]
    rating = figure.get("rating") or ""
    return nature.seen(
        where,
        period_key(figure["period"]),
        figure.get("group_by") or "",
        figure.get("group") or "",
        hidden=hidden,
        numerator=figure.get("numerator"),
        denominator=figure.get("denominator"),
        value=None if value is None else Fraction(str(value)),
        others=(
            *((name, number) for name, number in others.items() if number is not None),
            *((name, 1) for name in bounds),
        ),
        rating=rating if rating in COLOURS else "",
        rule=figure.get("rule") or "",
    )


def period_key(period: Any) -> str:
    """A period's key, from the key or from its code and identifier.

    Raises:
        ValueError: When it is no period.
    """
    if isinstance(period, str):
        return period
    if period.get("key"):
        return str(period["key"])
    code, identifier = str(period["code"]), str(period["identifier"])
    if identifier.startswith("Financial year Q"):
        return f"{code}Q{identifier[-1]}"
    endings = {"Financial year": code, "Academic year": f"{code}AY", "12 months to": f"{code}T12"}
    return endings.get(identifier, str(period["end"])[:7])


def guessed_nature(of: Json) -> str:
    """What figures must be that do not say it."""
    if of["unit"] == "%":
        return "share"
    points: Iterable[Json] = (of, *(of.get("series") or ()))
    several = any(point.get("denominator") is not None for point in points)
    return "mean" if several else "count"
