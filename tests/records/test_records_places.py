"""How far from home: the ONS directory of any edition, and postcodes that stand nowhere."""

import pytest
from record_files import EPISODES, lines, write

from cptracker.records.loading import load_records

CREWE, NANTWICH = ("CW1 2AB", 370_500, 355_500), ("CW5 5AA", 365_000, 352_300)
BELFAST = ("BT1 1AA", 333_900, 374_300)
"""So it stands in the Irish grid; taken for Britain's, it is 26 miles from Crewe."""

BEFORE = "pcd,pcd2,pcds,oseast1m,osnrth1m,osgrdind,oslaua,ctry"
SINCE = "pcd7,pcd8,pcds,east1m,north1m,gridind,lad25cd,ctry25cd"
SMALL = "pcd,oseast1m,osnrth1m,laua"

CHESHIRE, NORTHERN_IRELAND = "E06000049", "N92000002"


def postcodes(header, *places, quality=1, country="E92000001"):
    """A directory with these places."""
    rows = []
    for postcode, east, north in places:
        short = postcode.replace(" ", "")
        fields = {
            "pcd": short, "pcd2": short, "pcd7": short, "pcd8": postcode, "pcds": postcode,
            "oseast1m": east, "east1m": east, "osnrth1m": north, "north1m": north,
            "osgrdind": quality, "gridind": quality, "ctry": country, "ctry25cd": country,
            "oslaua": CHESHIRE, "lad25cd": CHESHIRE, "laua": CHESHIRE,
        }  # fmt: skip
        rows.append(",".join(str(fields[name]) for name in header.split(",")))
    return lines(header, *rows)


def living(home, placed, directory, folder, engine="polars"):
    """How far from home a child lives, in miles, and in which district."""
    row = f"1,01/05/2024,S,C2,N1,U4,PR1,,,,{home},{placed},"
    write(folder, {"2025/e.csv": lines(EPISODES, row), "places.csv": directory})
    records = load_records(folder, engine=engine)
    assert records.problems == ()
    frame = records.looked_after.select("distance_miles", "district")
    ((miles, district),) = records.engine.rows(frame)
    return miles, district


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize("header", [BEFORE, SINCE, SMALL])
def test_the_directory_of_any_edition(header, engine, tmp_path):
    """Its columns have been renamed in 2025; they are read as they come, without a mapping."""
    directory = postcodes(header, CREWE, NANTWICH)

    assert living("CW1 2AB", "CW55AA", directory, tmp_path, engine) == (4.0, CHESHIRE)


NOWHERE = ("CW99 9ZZ", 0, 0)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize(
    ("place", "options"),
    [
        pytest.param(NOWHERE, {}, id="no grid reference: nought and nought"),
        pytest.param(("CW9 9AA", 370_500, 355_500), {"quality": 9}, id="no grid reference: 9"),
        pytest.param(("CW9 9AA", "", ""), {}, id="blank"),
        pytest.param(("CW9 9AA", 370_500, 9_999_999), {}, id="off the grid"),
        pytest.param(BELFAST, {}, id="a postcode of Northern Ireland"),
        pytest.param(
            ("XX1 1AA", 333_900, 374_300), {"country": NORTHERN_IRELAND}, id="its country's code"
        ),
    ],
)
def test_a_place_that_is_not_on_the_grid_is_neither_near_nor_far(place, options, engine, tmp_path):
    """Its distance is unknown; that it is near would be as wrong as that it is far."""
    for header in (BEFORE, SINCE):
        directory = postcodes(header, CREWE) + postcodes(header, place, **options).split("\n", 1)[1]
        miles, _ = living("CW1 2AB", place[0], directory, tmp_path / header[:4], engine)
        assert miles is None


def test_a_recorded_distance_goes_first(tmp_path):
    """A council may know how far Belfast is."""
    folder = write(tmp_path, {"d.csv": "child_id,decom,distance_miles\n1,2024-05-01,180\n"})

    assert living("CW1 2AB", "BT1 1AA", postcodes(SINCE, CREWE, BELFAST), folder)[0] == 180.0


def test_the_same_column_twice_is_told(tmp_path):
    """Several editions' names in one file are one column; the same name twice is a slip."""
    folder = write(tmp_path, {"p.csv": "pcds,east1m,north1m,north1m\nCW1 2AB,1,2,3\n"})

    assert [problem.message for problem in load_records(folder).problems] == [
        "the column north1m stands 2 times; the one in place 3 is used"
    ]
