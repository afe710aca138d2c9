"""Whole folders and frames: another project's files, and what a notebook hands in."""

from datetime import date

import polars as pl
import pytest
from record_files import EPISODES, HEADER, OC3, THIRD_PARTY, lines, problem_lines, read

from cptracker.model.problems import ProblemKind, Severity
from cptracker.records.formats import formats
from cptracker.records.reading import read_frames, read_records

needs_third_party = pytest.mark.skipif(
    not THIRD_PARTY.is_dir(), reason="another project's files are not here"
)
ROWS = {
    "adoptions": 29,
    "care_leavers": 53,
    "children": 2_675,
    "deprivations_of_liberty": 1,
    "episodes": 5_050,
    "missing_episodes": 43,
    "outcomes": 2_675,
    "placed_for_adoption": 29,
    "previous_permanence": 2_675,
    "reviews": 12_568,  # of 12,582: 14 say a second time what happened to a child on a day
    "social_worker_spells": 1,
    "uasc": 132,
}


@pytest.fixture(scope="module")
def third_party():
    return read_records([THIRD_PARTY])


@needs_third_party
def test_another_projects_files(third_party):
    """All twelve tables are recognised, with all their rows, for the year ending March 2018."""
    assert {name: table.height for name, table in third_party.tables.items()} == ROWS
    assert {source.table: source.rows for source in third_party.sources} == ROWS
    assert set(third_party.years.values()) == {(2018,)}
    assert third_party.year_rules == (f"2018: the latest DECOM in {THIRD_PARTY}/episodes.csv",)
    assert (third_party.missing, third_party.example) == ({}, False)


@needs_third_party
def test_another_projects_types(third_party):
    """The columns are the canonical ones, typed."""
    kinds = {"date": pl.Date, "integer": pl.Int64, "flag": pl.Int64}
    for name, table in third_party.tables.items():
        columns = formats()[name].columns
        assert table.columns == [column.name for column in columns]
        assert table.dtypes == [kinds.get(column.type, pl.String) for column in columns]


TWICE = (
    "the folder holds this return as files of single tables, too, which are read; this file is not"
)
EPISODE_RULES = ("142", "148", "217", "375", "376", "379", "380", "381", "388", "431", "433")


def rule_of(problem):
    """The number of the DfE's rule that a message names."""
    return problem.message.partition("[DfE ")[2].partition("]")[0]


@needs_third_party
def test_another_projects_faults_are_few(third_party):
    """What is odd about its files is told once for each; nothing of it costs a row.

    The days to come among its reviews become fewer as time goes by.
    """
    errors = [problem for problem in third_party.problems if problem.severity is Severity.ERROR]
    assert {problem.message for problem in errors} == {
        "REC says why the episode ceased and DEC is blank; it counts as open [DfE 148]"
    }
    assert {problem.kind for problem in third_party.problems} == {ProblemKind.RECORDS}
    tables = {}
    for problem in third_party.problems:
        if "REVIEW is" in problem.message or rule_of(problem) in EPISODE_RULES:
            continue
        name = problem.path.rsplit("/")[-1]
        tables[name, problem.message] = tables.get((name, problem.message), 0) + problem.count
    other = "has codes of other years, not in the set for 2018"
    never = "has a code that is not in the set for 2018"
    after = "is after the end of the return's year"
    assert tables == {
        ("DoLo.csv", "1 of 1 children have no row in Episodes or Header"): 1,
        ("DoLo.csv", f"DOLO_END {after} [DfE 704]"): 1,
        ("DoLo.csv", f"DOLO_START {after} [DfE 703]"): 1,
        ("DoLo.csv", "the child is not 0 to 18 years old at DOLO_START"): 1,
        ("ad1.csv", "the child was not adopted in this year, as Episodes say [DfE 602]"): 26,
        ("episodes.csv", f"DEC {after} [DfE 385]"): 12,
        ("episodes.csv", "PLACE asks for a row in PlacedAdoption, which has none [DfE 551]"): 761,
        ("episodes.csv", "REC asks for a row in AD1, which has none [DfE 601]"): 110,
        ("episodes.csv", "PLACE, PL_POST or URN is another than before the temporary stay; it is a"
         " move [DfE 383]"): 62,
        ("episodes.csv", f"REC {other}"): 226,
        ("episodes.csv", f"REASON_PLACE_CHANGE {other}"): 216,
        ("fake_903.xml", TWICE): 1,
        ("header.csv", "541 of 2675 children have no row in Episodes or OC3"): 1,
        ("missing.csv", "the child is not looked after at MIS_START, as Episodes say"
         " [DfE 581]"): 11,
        ("oc2.csv", "the child is not looked after on 31 March, as Episodes say [DfE 190]"): 1_252,
        ("oc3.csv", f"ACCOM {other}"): 2,
        ("oc3.csv", "the child is not 17 to 21 years old on 31 March [DfE 391]"): 3,
        ("placed_for_adoption.csv", f"REASON_PLACED_CEASED {never}"): 29,
        ("reviews.csv", "another row for the same CHILD and REVIEW says otherwise"): 12,
        ("reviews.csv", "the child is not looked after at REVIEW, as Episodes say"): 9_325,
        ("sw_episodes.csv", "1 of 1 children have no row in Episodes or Header"): 1,
        ("sw_episodes.csv", "1082 of 1082 children looked after at the end of 2018 have no row"
         " [DfE SW01]"): 1,
        ("sw_episodes.csv", f"SW_DEC {after} [DfE SW07]"): 1,
        ("sw_episodes.csv", f"SW_DECOM {after} [DfE SW06]"): 1,
        ("sw_episodes.csv", f"SW_REASON {never}"): 1,
        ("sw_episodes.csv", "the child is over 18 years old at SW_DECOM, or born over a year"
         " later"): 1,
    }  # fmt: skip


@needs_third_party
def test_another_projects_episodes_are_odd(third_party):
    """What the DfE's own rules would say of made-up episodes, with their numbers."""
    tables = {}
    for problem in third_party.problems:
        code = rule_of(problem)
        if code in EPISODE_RULES:
            tables[code] = tables.get(code, 0) + problem.count
    assert tables == {
        "142": 10,
        "148": 1413,
        "217": 325,
        "375": 102,
        "376": 107,
        "379": 142,
        "380": 81,
        "381": 210,
        "388": 123,
        "431": 49,
        "433": 9,
    }


@needs_third_party
def test_what_was_read_can_be_read_again(third_party, tmp_path):
    """Written out with canonical names it gives the same tables, from files and as frames."""
    for name, table in third_party.tables.items():
        table.write_csv(tmp_path / f"{name}.csv")

    for again in (read_records([tmp_path]), read_frames(third_party.tables)):
        assert again.years == third_party.years
        assert all(again.tables[name].equals(table) for name, table in third_party.tables.items())


@needs_third_party
def test_frames_of_text(third_party):
    """The same files as frames with the return's own column names, under any name."""
    frames = {
        f"frame {place}": pl.read_csv(path, infer_schema=False)
        for place, path in enumerate(sorted(THIRD_PARTY.glob("*.csv")))
    }
    loaded = read_frames(frames)

    assert all(loaded.tables[name].equals(table) for name, table in third_party.tables.items())


def test_problems_of_frames():
    """The line is the row's number, counted from 1; the place the column's."""
    frame = pl.DataFrame({"CHILD": ["1"], "DECOM": ["x"]})
    loaded = read_frames({"episodes": frame, "stuff": pl.DataFrame({"a": [1]})}, year=2021)

    assert [f"{problem.place}: {problem.message}" for problem in loaded.problems] == [
        "<episodes>:1: Episodes lacks columns: RNE, LS, CIN, PLACE, PLACE_PROVIDER, DEC, REC,"
        " REASON_PLACE_CHANGE and 3 more",
        "<episodes>:1:2: DECOM must be a date, DD/MM/YYYY or YYYY-MM-DD; the row cannot be used",
        "<stuff>:1: no table has these columns; none of the 1 is known",
    ]
    assert loaded.tables["episodes"].height == 0


def test_one_bad_file_costs_only_itself(tmp_path):
    """Everything is read that can be, and everything wrong is told at once, in order."""
    loaded = read(
        tmp_path,
        {
            "2021/header.csv": lines(HEADER, "1,2,01/01/2010,WBRI,,,", "9,2,01/01/2003,WBRI,,,"),
            "2021/unknown.csv": "a,b\n1,2\n",
            "2021/utf16.csv": lines(OC3).encode("utf-16"),
            "2021/semicolons.csv": OC3.replace(",", ";"),
            "2021/empty.csv": "",
            "2021/oc3.csv": lines(OC3, "9,01/01/2003,YES,F1,B1"),
        },
    )

    assert sorted(loaded.tables) == ["care_leavers", "children"]
    assert problem_lines(loaded.problems, tmp_path) == [
        "2021/empty.csv: the file is empty",
        "2021/semicolons.csv: this OC3 file has its header and no rows: its year counts as not "
        "supplied, not as nobody",
        "2021/unknown.csv:1: no table has these columns; none of the 2 is known",
        "2021/utf16.csv: looks like UTF-16, not like CSV in UTF-8; the file is not used",
    ]


def test_children_in_oc3_without_episodes_are_normal(tmp_path):
    """They left care years ago."""
    files = {
        "2021/h.csv": lines(HEADER, "1,2,01/01/2010,WBRI,,,", "9,2,01/01/2003,WBRI,,,"),
        "2021/e.csv": lines(EPISODES, "1,01/05/2020,S,C2,N1,U4,PR1,,,,,,"),
        "2021/o.csv": lines(OC3, "9,01/01/2003,YES,F1,B1"),
    }

    assert read(tmp_path, files).problems == ()


def test_a_mapping_lets_local_names_be_used(tmp_path):
    text = lines("Young person,Contact,What,Where", "9,YES,F1,B1")
    (tmp_path / "2021.csv").write_text(text)
    names = {
        "child_id": "Young person",
        "in_touch": "Contact",
        "activity": "What",
        "accommodation": "Where",
    }
    records = read_records([tmp_path], mapping={"care_leavers": names})

    assert records.tables["care_leavers"].select(*names).row(0) == ("9", "YES", "F1", "B1")
    assert records.missing == {"care_leavers": ("dob",)}


def test_optional_local_columns_are_absent_when_nobody_has_them(tmp_path):
    """So a measure can tell that they were not supplied."""
    head = "event_id,event_date,name,kind"
    loaded = read(tmp_path, {"events.csv": lines(head, "E1,01/05/2020,Summer,participation")})

    assert loaded.tables["events"].columns == head.split(",")
    assert loaded.tables["events"]["event_date"].to_list() == [date(2020, 5, 1)]


@pytest.mark.parametrize(("child", "example"), [("EXMPL00001", True), ("1", False)])
def test_example_children_are_known(child, example, tmp_path):
    """Whoever is made up has an identifier that says so."""
    assert (
        read(tmp_path, {"v.csv": f"child_id,visit_date\n{child},01/05/2020\n"}).example is example
    )


def test_rows_that_excel_leaves_behind_are_no_faults(tmp_path):
    """Rows of commas or blanks at the end, and lines with nothing in them."""
    rows = ["1,2,01/01/2010,WBRI,,,", ",,,,,,", " , ,,,,,", "", "2,1,01/01/2011,WBRI,,,", ",,,,,,"]
    loaded = read(tmp_path, {"2021/h.csv": lines(HEADER, *rows)})

    assert loaded.tables["children"]["child_id"].to_list() == ["1", "2"]
    assert loaded.problems == ()
