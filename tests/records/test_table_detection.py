"""A file is told by its columns; what does not fit is named, with the nearest table."""

import re

import pytest
from record_files import EPISODES, HEADER, OC3

from cptracker.model.problems import Severity
from cptracker.records.code_sets import CodeSet, code_sets
from cptracker.records.detection import detect_table, mapping_faults
from cptracker.records.formats import FOLDER, formats, with_aliases


def recognised(header, **options):
    """The table's name and the problems' messages."""
    match, problems = detect_table(header.split(","), formats(), "f.csv", **options)
    return match and match.format.table, [problem.message for problem in problems]


@pytest.mark.parametrize("table", formats())
def test_every_table_is_told_by_its_own_columns(table):
    """By the return's names and by the canonical ones, with and without what is optional."""
    source_table = formats()[table]
    wanted = [column for column in source_table.columns if column.name != "year_end"]

    assert recognised(",".join(column.source for column in wanted)) == (table, [])
    assert recognised(",".join(column.name for column in wanted)) == (table, [])
    assert recognised(",".join(column.name for column in source_table.required))[0] == table


@pytest.mark.parametrize(
    ("header", "table", "messages"),
    [
        pytest.param(EPISODES.lower(), "episodes", [], id="lower case"),
        pytest.param(
            ",".join(f" {name} " for name in OC3.split(",")), "care_leavers", [], id="blanks"
        ),
        pytest.param(
            ",".join(reversed(HEADER.split(","))), "children", [], id="columns in another order"
        ),
        pytest.param(
            f"{OC3},WARD,TEAM",
            "care_leavers",
            ["columns that OC3 does not have are not read: WARD, TEAM"],
            id="columns of the council's own",
        ),
        pytest.param(
            EPISODES.removesuffix(",URN"), "episodes", ["Episodes lacks columns: URN"], id="no URN"
        ),
        pytest.param(
            f"{OC3},ACCOM",
            "care_leavers",
            ["the column ACCOM stands 2 times; the one in place 5 is used"],
            id="a name twice",
        ),
        pytest.param(
            "CHILD,DOB,IN_TOUCH,WARD",
            None,
            [
                "no table has these columns; the nearest is OC3, which also needs ACTIV, ACCOM"
                " and does not have WARD"
            ],
            id="nearest table",
        ),
        pytest.param(
            "1001,14/02/2013,Ash,Oak",
            None,
            ["no table has these columns; none of the 4 is known"],
            id="a row instead of a header is not repeated",
        ),
        pytest.param(
            "1001,14/02/2013,Ash,Group",
            None,
            [
                "no table has these columns; the nearest is surveys,"
                " which also needs survey, fieldwork_end, eligible, responses"
            ],
            id="not even where a cell looks like a name",
        ),
        pytest.param(
            "child_id,kind,date,score",
            None,
            ["the columns fit several tables: health_assessments and sdq"],
            id="two tables at once",
        ),
        pytest.param(
            OC3.replace(",", ";"),
            None,
            ["the columns must be separated by commas, not semicolons"],
            id="semicolons",
        ),
        pytest.param(
            OC3.replace(",", "\t"),
            None,
            ["the columns must be separated by commas, not tabs"],
            id="tabs",
        ),
    ],
)
def test_recognition(header, table, messages):
    assert recognised(header) == (table, messages)


def test_what_costs_nothing_is_a_warning():
    _, problems = detect_table(f"{OC3},WARD".split(","), formats(), "f.csv")

    assert [problem.severity for problem in problems] == [Severity.WARNING]


def test_local_names_are_read_through_a_mapping():
    known = with_aliases({"care_leavers": {"in_touch": "Contact", "activity": "What they do"}})
    header = ["CHILD", "DOB", "CONTACT ", "what they do", "ACCOM"]
    match, problems = detect_table(header, known, "f.csv")

    assert match.positions["in_touch"] == 2
    assert match.labels["activity"] == "What they do"
    assert problems == []


def test_a_mapping_that_names_nothing_is_told():
    problems = mapping_faults({"care_leaver": {}, "uasc": {"ducc": "x"}}, "<mapping>")

    assert [str(problem) for problem in problems] == [
        "<mapping>: the mapping names `care_leaver`, which is no table\n"
        "    hint: did you mean `care_leavers`?",
        "<mapping>: the mapping names `ducc`, which is no column of uasc\n"
        "    hint: did you mean `duc`?",
    ]


def test_a_frame_may_be_told_by_its_name():
    """A notebook's frame with few columns is what its name says."""
    assert recognised("child_id,dental_check", name="outcomes")[0] == "outcomes"
    assert recognised("child_id,dental_check")[0] is None


@pytest.mark.parametrize(
    ("column", "code", "years"),
    [
        pytest.param("SEX", "2", (2017, 2024), id="sex by number to 2024"),
        pytest.param("SEX", "F", (2025, 2027), id="sex by letter from 2025"),
        pytest.param("REC", "E43", (2017, 2018), id="old special guardianship"),
        pytest.param("REC", "E48", (2019, 2027), id="new special guardianship"),
        pytest.param("ACTIV", "F3", (2017, 2021), id="training and employment in one"),
        pytest.param("ACTIV", "P5", (2022, 2027), id="training and employment apart"),
        pytest.param("PLACE", "K3", (2025, 2027), id="supported accommodation"),
        pytest.param("PLACE", "Z11", (2026, 2027), id="other placements in four"),
        pytest.param("PLACE", "U4", (2017, 2027), id="foster care all along"),
    ],
)
def test_code_sets_by_year(column, code, years):
    """A code is in the set of the collection years it was in, and of no other."""
    valid = [year for year in range(2017, 2028) if code in code_sets()[column].valid(year)]

    assert (valid[0], valid[-1]) == years


def test_every_code_column_has_its_codes():
    named = {
        c.source
        for table_format in formats().values()
        for c in table_format.columns
        if c.type == "code"
    }

    assert named == set(code_sets())
    assert all(isinstance(codes, CodeSet) and codes.ever for codes in code_sets().values())


def test_format_files_are_plain_text_of_short_lines():
    """They are read at each start, so they stay compact."""
    files = sorted(FOLDER.glob("*.yaml"))

    assert [file.stem for file in files] == [
        "annex_a", "checks", "codes", "common", "coverage", "local", "ssd", "ssda903",
        "ssda903_xml",
    ]  # fmt: skip
    assert not any(re.search(r"\t", file.read_text()) for file in files)


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(f"{HEADER}Q7731,1,04/05/2012,WBRI,A123456789012,,", id="a line break lost"),
        pytest.param(f"{HEADER},WBRI", id="a code alone"),
        pytest.param(f"{HEADER},Smith,04/05/2012", id="a name beside a date"),
        pytest.param("CHILD,SEX,Q7731,1,04/05/2012,WBRI", id="a header that is no table's"),
    ],
)
def test_a_row_that_got_into_the_header_is_never_repeated(header):
    """An unknown column is named only where all of them look like names; else they are counted."""
    _, messages = recognised(header)

    assert messages
    assert not re.search("7731|2012|WBRI|A1234|Smith", " ".join(messages))
    assert any(re.search("[0-9]+ of them", message) for message in messages)


def test_columns_that_look_like_names_are_named():
    _, messages = recognised(f"{HEADER},Team,Area office,ages 0-17")

    assert any("Team, Area office, ages 0-17" in message for message in messages)
