"""England's upper-tier councils: one council by its codes, whatever name a source gives it.

The Department for Education's three-figure number and the nine-character code of the Office for
National Statistics say which council is meant; names differ between the Department's own tables
(`Herefordshire, County of` and `Herefordshire`). `councils.csv` holds numbers, codes, regions and
names of the Department's list of local authorities (Open Government Licence v3), councils that are
gone included, and other names in use.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

from attrs import frozen

COUNCILS = Path(__file__).with_name("councils.csv")


DROPPED = str.maketrans({".": None, "'": None, "\N{RIGHT SINGLE QUOTATION MARK}": None})


BREAKS = re.compile(r"[\s,/\-\N{EN DASH}]+")


BEFORE = re.compile(r"(?:the )?(?:(?:royal|london) )*(?:borough|county|city) (?:council )?of ")


AFTER = re.compile(r" (?:(?:city|county|metropolitan|borough|district|unitary) ?)*(?:council)?$")
"""What comes before and after a council's own name: `London Borough of`, `City Council`."""


@frozen(kw_only=True)
class Council:
    """An upper-tier council of England.

    Attributes:
        la_number: The Department's number, such as `852`.
        ons_code: The code of the Office for National Statistics, such as `E06000045`.
        name: As the Department's list has it.
        region: Its region, by name.
        former_ons_codes: Codes it had before its boundary changed.
        other_names: What other sources call it.
        ended: Its last day as ISO text; empty while it stands.
    """

    la_number: str
    ons_code: str
    name: str
    region: str
    former_ons_codes: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    ended: str = ""


@cache
def councils() -> tuple[Council, ...]:
    """All of them by number, those that are gone included."""
    with COUNCILS.open(encoding="utf-8", newline="") as lines:
        return tuple(_council(row) for row in csv.DictReader(lines))


def _council(row: Mapping[str, str]) -> Council:
    return Council(
        la_number=row["la_number"],
        ons_code=row["ons_code"],
        name=row["name"],
        region=row["region"],
        former_ons_codes=_several(row["former_ons_codes"]),
        other_names=_several(row["other_names"]),
        ended=row["ended"],
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


@cache
def _by_code() -> Mapping[str, Council]:
    council_by_name: dict[str, Council] = {}
    for council in councils():
        for code in (council.la_number, council.ons_code, *council.former_ons_codes):
            council_by_name[code] = council
    return council_by_name


@cache
def _by_name() -> Mapping[str, Council]:
    """Those that stand win over those that are gone, as of the two that were called Dorset."""
    ordered = sorted(councils(), key=lambda council: bool(council.ended))
    council_by_name: dict[str, Council] = {}
    for council in ordered:
        for name in (council.name, *council.other_names):
            council_by_name.setdefault(plain_name(name), council)
    return council_by_name


def plain_name(name: str) -> str:
    """A name as names are compared: without case, points, commas and hyphens; `&` is `and`."""
    plain = name.casefold().replace("&", " and ").translate(DROPPED)
    return BREAKS.sub(" ", plain).strip()


def council_with(code: str) -> Council | None:
    """The council of a number or code, one that it had before included; None without any."""
    return _by_code().get(code.strip().upper())


@lru_cache(maxsize=4096)
def council_named(name: str) -> Council | None:
    """The council of a name, with or without `City Council` and the like; None without any.

    Example:
        `council_named("Herefordshire").la_number` is `884`, and so is that of
        `Herefordshire, County of`.
    """
    councils_by_name = _by_name()
    return next(
        (
            councils_by_name[spelling]
            for spelling in _spellings(plain_name(name))
            if spelling in councils_by_name
        ),
        None,
    )


def _spellings(name: str) -> Iterator[str]:
    """A name as it is, then without what says only that it is a council."""
    yield name
    short = AFTER.sub("", name)
    if short != name:
        yield short
    if BEFORE.match(short):
        yield BEFORE.sub("", short, count=1)


@lru_cache(maxsize=4096)
def area_key(name: str) -> str:
    """What an area is matched by: a council's number, else its plain name."""
    council = council_named(name)
    return council.la_number if council else plain_name(name)


@cache
def regions() -> frozenset[str]:
    """The names of England's regions."""
    return frozenset(council.region for council in councils())
