"""Homes on an invented map: kinds of home, their postcodes and how far away they lie.

The map lies in the open North Sea and its postcode areas (ZX, ZY, ZW) do not exist, so that no
address can be anybody's. Distances follow from the grid references as the DfE's guidance counts
them: a straight line, 1,609.3 metres to the mile.
"""

from collections.abc import Mapping
from math import sqrt

from attrs import frozen

from cptracker.synthetic.random import RandomStream

CENTRE = (700_000, 600_000)


METRES = 1609.3


LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


SECTORS = 9 * 10 * len(LETTERS) ** 2


STEP = 7919
"""Prime to `SECTORS`: consecutive homes get postcodes that do not look consecutive."""


AREAS = ((6.0, "ZX", "E06999901"), (25.0, "ZY", "E10999902"), (1e9, "ZW", "E10999903"))
"""Up to so many miles from the centre: postcode area and the invented authority's code."""


@frozen(kw_only=True)
class Home:
    """An address: postcode, grid reference in metres, authority, and whether it can be looked up.

    Attributes:
        urn: Ofsted's number of the provider, made up; blank where none is collected.
    """

    postcode: str
    east: int
    north: int
    laua: str
    listed: bool = True
    urn: str = ""


@frozen(kw_only=True)
class HomeKind:
    """A kind of home.

    Attributes:
        codes: PLACE, each with its weight.
        providers: PLACE_PROVIDER, each with its weight.
        miles: The least and the greatest distance from the centre.
        homes: How many there are for each child looked after; 0: each home is one family's own.
        urn: The first letters of its provider's number; blank where none is collected.
    """

    codes: Mapping[str, float]
    providers: Mapping[str, float]
    miles: tuple[float, float]
    homes: float = 0.0
    urn: str = ""


KINDS = {
    "own foster": HomeKind(
        codes={"U6": 0.7, "U4": 0.25, "U5": 0.05}, providers={"PR1": 1}, miles=(0, 14),
        homes=0.31, urn="SC9990",
    ),
    "agency foster": HomeKind(
        codes={"U6": 0.7, "U4": 0.3}, providers={"PR4": 0.92, "PR5": 0.08}, miles=(2, 52),
        homes=0.4, urn="SC9991",
    ),
    "kin": HomeKind(
        codes={"U3": 0.75, "U1": 0.25}, providers={"PR1": 1}, miles=(0, 60), urn="SC9990"
    ),
    "parents": HomeKind(codes={"P1": 1}, providers={"PR0": 1}, miles=(0, 6)),
    "adopters": HomeKind(
        codes={"A6": 1}, providers={"PR1": 0.7, "PR5": 0.2, "PR2": 0.1}, miles=(8, 120),
        urn="SC9992",
    ),
    "children's home": HomeKind(
        codes={"K2": 1}, providers={"PR4": 0.8, "PR1": 0.14, "PR5": 0.06}, miles=(1, 150),
        homes=0.1, urn="SC9993",
    ),
    "supported": HomeKind(
        codes={"K3": 1}, providers={"PR4": 0.7, "PR5": 0.25, "PR1": 0.05}, miles=(0, 40),
        homes=0.1, urn="SC9994",
    ),
    "school": HomeKind(
        codes={"S1": 1}, providers={"PR4": 1}, miles=(20, 110), homes=0.01, urn="SC9995"
    ),
    "family centre": HomeKind(
        codes={"R3": 1}, providers={"PR4": 1}, miles=(5, 80), homes=0.01, urn="SC9996"
    ),
    "care home": HomeKind(codes={"R1": 1}, providers={"PR4": 1}, miles=(5, 90), homes=0.01),
    "hospital": HomeKind(codes={"R2": 1}, providers={"PR3": 1}, miles=(1, 60), homes=0.01),
    "secure": HomeKind(
        codes={"K1": 1}, providers={"PR2": 1}, miles=(40, 150), homes=0.004, urn="SC9997"
    ),
    "custody": HomeKind(codes={"R5": 1}, providers={"PR3": 1}, miles=(30, 110), homes=0.004),
    "other": HomeKind(codes={"Z1": 1}, providers={"": 1}, miles=(1, 60), homes=0.02),
    "birth family": HomeKind(codes={}, providers={}, miles=(0, 5.5)),
}  # fmt: skip


class HomeMap:
    """All homes so far, each found again under its kind and number."""

    def __init__(self, random: RandomStream, children: int, not_listed: float) -> None:
        self._random = random
        self._children = children
        self._not_listed = not_listed
        self._shared: dict[tuple[str, int], Home] = {}
        self._made = 0

    def home(self, kind: str) -> Home:
        """A home of this kind: one of the council's shared ones, or a family's own."""
        homes = int(KINDS[kind].homes * self._children)
        if not homes:
            return self._new(kind, 0)
        key = (kind, self._random.whole(1, homes))
        if key not in self._shared:
            self._shared[key] = self._new(kind, key[1])
        return self._shared[key]

    def _new(self, kind: str, number: int) -> Home:
        east, north = self._point(*KINDS[kind].miles)
        miles = _miles(east, north, *CENTRE)
        _, area, laua = next(row for row in AREAS if miles <= row[0])
        self._made += 1
        return Home(
            postcode=postcode(area, self._made),
            east=east,
            north=north,
            laua=laua,
            listed=not self._random.chance(self._not_listed),
            urn=_urn(kind, number),
        )

    def _point(self, low: float, high: float) -> tuple[int, int]:
        """A point in a random direction; near ones are commoner than far ones."""
        while True:
            x, y = 2 * self._random.share() - 1, 2 * self._random.share() - 1
            length = sqrt(x * x + y * y)
            if 0.1 < length <= 1:
                break
        share = self._random.share()
        metres = METRES * (low + (high - low) * share * share)
        return CENTRE[0] + int(metres * x / length), CENTRE[1] + int(metres * y / length)


def postcode(area: str, number: int) -> str:
    """The nth postcode of an area that does not exist, such as `ZX4 7QD`."""
    rest, second = divmod(number * STEP % SECTORS, len(LETTERS))
    rest, first = divmod(rest, len(LETTERS))
    district, sector = divmod(rest, 10)
    return f"{area}{district + 1} {sector}{LETTERS[first]}{LETTERS[second]}"


def _urn(kind: str, number: int) -> str:
    """Fostering services share a number; each home or unit has its own."""
    prefix = KINDS[kind].urn
    if not prefix:
        return ""
    own = number % 12 if kind == "agency foster" else number
    return f"{prefix}{own if KINDS[kind].homes and kind != 'own foster' else 0:02d}"


def _miles(east: int, north: int, other_east: int, other_north: int) -> float:
    across, up = east - other_east, north - other_north
    return sqrt(across * across + up * up) / METRES


def distance(home: Home, place: Home) -> float:
    """Miles between two places, rounded to one decimal as the DfE does."""
    return round(_miles(home.east, home.north, place.east, place.north), 1)
