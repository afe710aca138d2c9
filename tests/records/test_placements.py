"""A stay in hospital or on holiday is no move, nor is coming back from it."""

import pytest

from cptracker.authoring.registry import find_measures
from cptracker.engine.series import series
from cptracker.model.periods import from_key
from cptracker.records.frames import from_rows

MEASURES = find_measures().measures
BORN = [{"child_id": "TP1", "dob": "2012-05-05"}]


def row(decom, dec=None, rne="P", place="U4", post="AB1 2CD", urn=None):
    return {
        "child_id": "TP1", "decom": decom, "dec": dec, "rec": "X1" if dec else None, "rne": rne,
        "ls": "C2", "place": place, "pl_post": post, "urn": urn,
    }  # fmt: skip


def figures(rows):
    """Placements, three or more, and long-term stability in 2024/25."""
    records = from_rows({"episodes": rows, "children": BORN})
    names = ("placements-per-child", "three-or-more-placements", "long-term-stability")
    numbers = []
    for name in names:
        (figure,) = series(MEASURES[name], records, [from_key("202425")]).figures
        numbers.append((figure.numerator, figure.denominator))
    return numbers


STAYS = [
    row("2021-04-01", "2024-06-10", rne="S"),
    row("2024-06-10", "2024-06-20", place="T1", post="ZZ1 1ZZ"),
    row("2024-06-20", "2024-09-10"),
    row("2024-09-10", "2024-09-24", place="T3", post="ZZ2 2ZZ"),
    row("2024-09-24"),
]


def test_coming_back_is_no_move():
    """In one foster home since 2021, in hospital in June and with other carers in September."""
    assert figures(STAYS) == [(1, 1), (0, 1), (1, 1)]


def elsewhere(home):
    return [
        row("2021-04-01", "2024-06-10", rne="S", urn="SC1"),
        row("2024-06-10", "2024-06-20", place="T1"),
        row("2024-06-20", **({"urn": "SC1"} | home)),
    ]


ELSEWHERE = {
    "another PLACE, whatever RNE says": {"place": "U6", "rne": "L"},
    "another PLACE": {"place": "U6"},
    "another postcode": {"post": "AB1 3CD"},
    "a postcode where there was none": {"post": None},
    "another URN": {"urn": "SC2"},
}


@pytest.mark.parametrize("home", ELSEWHERE.values(), ids=ELSEWHERE)
def test_coming_back_elsewhere_is_a_move(home):
    assert figures(elsewhere(home)) == [(2, 1), (0, 1), (0, 1)]


def back(before, after):
    return [
        row("2021-04-01", "2024-06-10", rne="S", **before),
        row("2024-06-10", "2024-06-20", place="T1"),
        row("2024-06-20", "2024-06-22", place="T4"),
        row("2024-06-22", **after),
    ]


ALIKE = {
    "no URN on one side": ({"urn": "SC1"}, {}),
    "no postcodes": ({"post": None}, {"post": None}),
    "RNE B": ({}, {"rne": "B"}),
    "RNE L": ({}, {"rne": "L"}),
}


@pytest.mark.parametrize(("before", "after"), ALIKE.values(), ids=ALIKE)
def test_coming_back_to_the_same_place(before, after):
    assert figures(back(before, after)) == [(1, 1), (0, 1), (1, 1)]


def test_without_a_stay_between_the_same_place_is_a_move():
    """RNE P says that the carers are others, whatever the postcode."""
    rows = [row("2021-04-01", "2024-06-10", rne="S"), row("2024-06-10")]
    assert figures(rows) == [(2, 1), (0, 1), (0, 1)]


ADOPTIVE = {
    "placed with others": (["P"], 1),
    "placed with the present carers": (["T"], 1),
    "placed with the present carers, and coded as a move": (["B"], 1),
    "placed, and its order changed": (["P", "L"], 1),
    "placed twice": (["P", "P"], 0),
}


@pytest.mark.parametrize(("moves", "met"), ADOPTIVE.values(), ids=ADOPTIVE)
def test_an_adoptive_placement_is_joined_to_the_one_before(moves, met):
    """Two years in the two together; not in three together."""
    assert figures(adopted(moves))[2] == (met, 1)


def adopted(moves):
    days = ["2024-06-10", "2024-09-10"][: len(moves)]
    ends = [*days[1:], None]
    rows = [row("2021-04-01", days[0], rne="S")]
    for day, end, rne in zip(days, ends, moves, strict=True):
        rows.append(row(day, end, rne=rne, place="A5" if rne in "TB" else "A6"))
    return rows


def test_the_one_before_the_one_before_does_not_count():
    rows = [
        row("2021-04-01", "2023-06-10", rne="S"),
        row("2023-06-10", "2024-06-10"),
        row("2024-06-10", place="A4"),
    ]
    assert figures(rows)[2] == (0, 1)


def test_the_engines_agree():
    """All of the above as so many children."""
    cases = [STAYS, *map(elsewhere, ELSEWHERE.values())]
    cases += [back(*homes) for homes in ALIKE.values()]
    cases += [adopted(moves) for moves, _ in ADOPTIVE.values()]
    rows = [
        episode_row | {"child_id": str(place)}
        for place, case in enumerate(cases)
        for episode_row in case
    ]
    columns = ["child_id", "start_day", "placement_start_day", "settled_start_day"]
    numbers = []
    for engine in ("polars", "duckdb"):
        records = from_rows({"episodes": rows}, engine=engine)
        numbers.append(sorted(records.engine.rows(records.chained_episodes.select(columns))))
    assert numbers[0] == numbers[1]
    assert len(numbers[0]) == len(rows)
