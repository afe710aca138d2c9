"""Each return belongs to the collection year that ends on its 31 March."""

from datetime import date

import polars as pl
import pytest
from record_files import EPISODES, HEADER, OC3, lines, problem_lines, read

from cptracker.records.collection_years import financial_year, year_in

LEAVERS = lines(OC3, "7,01/01/2001,YES,F1,B1")
CHILDREN = lines(HEADER, "7,1,01/01/2003,WBRI,,,")


def episodes(*starts):
    return lines(EPISODES, *(f"7,{start},S,C2,N1,U4,PR1,,,,,," for start in starts))


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("2021", 2021),
        ("2020-21", 2021),
        ("2020_21", 2021),
        ("2020-2021", 2021),
        ("2021-episodes", 2021),
        ("SSDA903_2020_episodes", 2020),
        ("return 2020-21 final", 2021),
        ("2021-03-31 extract", 2021),
        ("2021-12", 2022),
        ("2025-11", 2026),
        ("2025-11-30 extract", 2026),
        ("2011-12", 2012),
        ("1999-00", None),
        ("plan 2022-2027", None),
        ("2019 and 2021", None),
        ("2019-21", None),
        ("202021", None),
        ("20210331", None),
        ("120215", None),
        ("v2", None),
        ("", None),
    ],
)
def test_year_in_a_name(name, year):
    """Four digits that begin with 20 and stand alone; `2020-21` ends in 2021."""
    assert year_in(name) == year


def test_financial_year():
    """It ends on 31 March."""
    assert financial_year(date(2021, 3, 31)) == 2021
    assert financial_year(date(2021, 4, 1)) == 2022


@pytest.mark.parametrize(
    ("files", "year", "rule"),
    [
        pytest.param(
            {"2019/2021 oc3.csv": LEAVERS}, 2021, "in the file's own name", id="the file's name"
        ),
        pytest.param(
            {"2019/2020-21/oc3.csv": LEAVERS},
            2021,
            "in the name of the folder 2020-21",
            id="the nearest folder's name",
        ),
        pytest.param(
            {"2019/final/oc3.csv": LEAVERS},
            2019,
            "in the name of the folder 2019",
            id="a folder's name further up",
        ),
        pytest.param(
            {"x/oc3.csv": LEAVERS, "x/e.csv": episodes("31/03/2020", "01/04/2020", "02/02/2017")},
            2021,
            "the latest DECOM in x/e.csv",
            id="the latest DECOM of the folder",
        ),
        pytest.param(
            {"x/oc3.csv": LEAVERS, "y/e.csv": episodes("31/03/2020")},
            2020,
            "the only return there is",
            id="the only return",
        ),
    ],
)
def test_rules(files, year, rule, tmp_path):
    """The first rule that tells is used, and said."""
    records = read(tmp_path, files)

    assert records.years["care_leavers"] == (year,)
    assert records.tables["care_leavers"]["year_end"].to_list() == [date(year, 3, 31)]
    assert f"{year}: {rule}" in [rule.replace(f"{tmp_path}/", "") for rule in records.year_rules]
    assert all(problem.message.endswith(("[DfE 142]", "[DfE 431]")) for problem in records.problems)


def test_the_given_year_wins(tmp_path):
    loaded = read(tmp_path, {"2019/2021 oc3.csv": LEAVERS}, year=2024)

    assert loaded.years == {"care_leavers": (2024,)}
    assert loaded.year_rules == ("2024: as given",)


def test_each_folder_has_its_own_return(tmp_path):
    """Two folders, two years, each by its own episodes."""
    files = {
        "old/e.csv": episodes("01/05/2019"),
        "old/h.csv": CHILDREN,
        "new/e.csv": episodes("01/05/2020"),
    }

    assert read(tmp_path, files).years == {"children": (2020,), "episodes": (2020, 2021)}


def test_a_return_without_a_year_is_not_used(tmp_path):
    """Guessing would put its children into the wrong year."""
    files = {
        "x/oc3.csv": LEAVERS,
        "2020/e.csv": episodes("01/05/2019"),
        "2021/e.csv": episodes("01/05/2020"),
    }
    loaded = read(tmp_path, files)

    assert sorted(loaded.tables) == ["episodes"]
    assert problem_lines(loaded.problems, tmp_path)[-1:] == [
        "x/oc3.csv: the collection year of this OC3 file is not known; it is not used"
    ]
    assert "2024-25" in loaded.problems[-1].hint


def test_rows_may_bring_their_own_year(tmp_path):
    """As in tables that were written out before, with `year_end`."""
    rows = ["7,2020-03-31,YES,F1,B1", "7,2021-03-31,NO,F1,B1"]
    records = read(
        tmp_path, {"leavers.csv": lines("child_id,year_end,IN_TOUCH,ACTIV,ACCOM", *rows)}
    )

    assert records.years == {"care_leavers": (2020, 2021)}
    assert records.tables["care_leavers"]["in_touch"].to_list() == ["YES", "NO"]


def test_a_file_with_only_a_header_covers_no_year(tmp_path):
    """It may be an export that failed: no confirmed nought, and that is told."""
    records = read(tmp_path, {"2021/missing.csv": "CHILD,DOB,MISSING,MIS_START,MIS_END\n"})

    table = records.tables["missing_episodes"]
    assert (table.height, table.schema["start"], table.schema["kind"]) == (0, pl.Date, pl.String)
    assert records.years == {"missing_episodes": ()}
    assert problem_lines(records.problems, tmp_path) == [
        "2021/missing.csv: this Missing file has its header and no rows: its year counts as not "
        "supplied, not as nobody"
    ]
