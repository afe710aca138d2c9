"""Cells become dates, numbers and codes; one that does not fit is told and read as blank."""

from datetime import UTC, date, datetime

import polars as pl
import pytest
from record_files import EPISODES, MARKER, OC3, lines, problem_lines, read

from cptracker.model.problems import Severity
from cptracker.records.casting import cast
from cptracker.records.cleaning import TextTable
from cptracker.records.detection import detect_table
from cptracker.records.formats import formats
from cptracker.records.parsing import LINE


def column(table, name, cells):
    """One column cast: its values, and what is told of each cell as (line, message, hint)."""
    needed = [
        column.name for column in formats()[table].columns if column.filled and column.name != name
    ]
    match, _ = detect_table([*needed, name], formats(), "f.csv", table)
    filler = {name: ["2021" if name == "year" else "2021-01-01"] * len(cells) for name in needed}
    frame = pl.DataFrame({**filler, name: cells})
    numbered = frame.with_row_index(LINE, offset=2)
    table = TextTable(path="f.csv", recognised=match, frame=numbered, names=frame.columns)
    typed, problems = cast(table)
    return typed[name].to_list(), [
        (problem.line, problem.message, problem.hint) for problem in problems
    ]


MONTH_FIRST = (
    "the day comes first; if the file was written month first, its other dates are wrong too"
)
SOURCE = "correct it where the file comes from"
FORM = "write it as in 31/03/2025 or 2025-03-31"
EXPECTED = "DEC must be a date, DD/MM/YYYY or YYYY-MM-DD"


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param("05/04/2021", id="as the return writes it"),
        pytest.param("5/4/2021", id="without leading zeros"),
        pytest.param("2021-04-05", id="ISO"),
        pytest.param("05/04/2021 00:00:00", id="with a time"),
        pytest.param("05/04/2021 00:00", id="with a short time"),
        pytest.param("2021-04-05T00:00:00Z", id="ISO with a time"),
        pytest.param("2021-04-05 00:00:00.000", id="as a database writes it"),
        pytest.param(" 05/04/2021 ", id="with blanks around it"),
        pytest.param("05/04/2021 12:00:00 AM", id="as a spreadsheet writes midnight"),
        pytest.param("05-Apr-2021", id="month by name"),
        pytest.param("5 April 2021", id="month by its whole name"),
        pytest.param("05-APR-2021", id="as an older database writes it"),
        pytest.param("05-04-2021", id="with dashes"),
        pytest.param("05.04.2021", id="with points"),
    ],
)
def test_dates(cell):
    """The day always comes first, or the year does."""
    assert column("episodes", "dec", [cell, "", None, " "]) == (
        [date(2021, 4, 5), None, None, None],
        [],
    )


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param("2024-06-30T23:30:00Z", id="UTC"),
        pytest.param("2024-06-30 23:30:00+00", id="offset of hours"),
        pytest.param("2024-06-30 23:30:00+00:00", id="offset with a colon"),
        pytest.param("2024-06-30T23:30:00.000+0000", id="offset without a colon"),
        pytest.param("30/06/2024 11:30:00 PM +00:00", id="afternoon"),
        pytest.param("2024-06-30 23:30:00 UTC", id="UTC by its name"),
        pytest.param("2024-07-01 05:00:00+05:30", id="half an hour between zones"),
        pytest.param("2024-06-30 18:30-05:00", id="west of here"),
        pytest.param("2024-07-01 00:30:00+01", id="as PostgreSQL writes it in summer"),
        pytest.param("2024-07-01 00:30:00 BST", id="British Summer Time"),
        pytest.param("2024-07-01 00:30:00 Europe/London", id="London's own clock"),
        pytest.param("2024-07-01 23:59:59", id="no zone: the day itself"),
    ],
)
def test_a_time_with_a_zone_is_the_day_in_london(cell):
    """Half past midnight of 1 July in London is 30 June in UTC."""
    assert column("episodes", "dec", [cell, "01/02/2021"]) == (
        [date(2024, 7, 1), date(2021, 2, 1)],
        [],
    )


ZONE = "DEC has a time zone that does not exist"
NO_ZONE = (
    "write Z, UTC, an offset from it such as +01:00, or no zone for a time in the council's own "
    "clock"
)


@pytest.mark.parametrize(
    ("cell", "message", "hint"),
    [
        pytest.param("2024-07-01 00:30:00 Mars/Phobos", ZONE, NO_ZONE, id="a zone by a wrong name"),
        pytest.param("2024-07-01 00:30:00+99:00", ZONE, NO_ZONE, id="an offset of days"),
        pytest.param("02-13-2024", EXPECTED, MONTH_FIRST, id="month first, with dashes"),
        pytest.param("05-Apr-21", EXPECTED, "write the year with four digits", id="short year"),
        pytest.param(
            "31-Feb-2024",
            "DEC must be a day of the calendar between 1900 and 2100",
            SOURCE,
            id="31 February by name",
        ),
        pytest.param("02/13/2024", EXPECTED, MONTH_FIRST, id="month first"),
        pytest.param("05/04/21", EXPECTED, "write the year with four digits", id="short year"),
        pytest.param(
            "44291",
            EXPECTED,
            "it looks like Excel's number of a day; format it as a date",
            id="Excel's number",
        ),
        pytest.param("soon", EXPECTED, FORM, id="a word"),
        pytest.param(
            "31/02/2024",
            "DEC must be a day of the calendar between 1900 and 2100",
            SOURCE,
            id="31 February",
        ),
        pytest.param(
            "05/04/0201",
            "DEC must be a day of the calendar between 1900 and 2100",
            SOURCE,
            id="the year 201",
        ),
    ],
)
def test_bad_dates(cell, message, hint):
    """A date that is none is read as blank; the others of its column are kept."""
    assert column("episodes", "dec", ["05/04/2021", cell]) == (
        [date(2021, 4, 5), None],
        [(3, message, hint)],
    )


@pytest.mark.parametrize(
    ("table", "name", "cells", "values", "wrong"),
    [
        pytest.param(
            "outcomes", "sdq_score", ["39", "39.0", " 0 ", ""], [39, 39, 0, None], [], id="scores"
        ),
        pytest.param(
            "outcomes",
            "sdq_score",
            ["39.5", "41", "-1", "x", "7"],
            [None, None, None, None, 7],
            [(line, "SDQ_SCORE must be a whole number from 0 to 40") for line in (2, 3, 4, 5)],
            id="no scores",
        ),
        pytest.param(
            "outcomes",
            "dental_check",
            ["1", "0", "1.0", "2", "Y"],
            [1, 0, 1, None, None],
            [(line, "dental_check must be 0 or 1") for line in (5, 6)],
            id="flags",
        ),
        pytest.param(
            "visits",
            "seen_alone",
            ["Yes", "N", "TRUE", "0", "perhaps"],
            [1, 0, 1, 0, None],
            [(6, "seen_alone must be yes or no")],
            id="yes and no",
        ),
        pytest.param(
            "population",
            "children_0_17",
            ["53,000", "53000.0"],
            [53_000, 53_000],
            [],
            id="thousands",
        ),
        pytest.param(
            "placement_distances",
            "distance_miles",
            ["12.5", "999.9", "nan", "near", "-1"],
            [12.5, 999.9, None, None, None],
            [
                (line, "distance_miles must be a number from 0 to 1000")
                for line in (5, 6)
            ],
            id="distances",
        ),
        pytest.param(
            "episodes", "place", [" u4 ", "Z11", ""], ["U4", "Z11", None], [], id="codes"
        ),
        pytest.param(
            "care_leavers", "activity", ["0", "0.0", "f1"], ["0", "0", "F1"], [], id="code nought"
        ),
        pytest.param(
            "care_leavers", "accommodation", ["01", "B1"], ["01", "B1"], [], id="old codes"
        ),
        pytest.param(
            "staff",
            "role",
            ["Social Worker", "personal-adviser"],
            ["social_worker", "personal_adviser"],
            [],
            id="words",
        ),
        pytest.param(
            "health_assessments",
            "kind",
            ["Initial", "dental"],
            ["initial", "dental"],
            [(3, "kind has words other than initial, review")],
            id="another word is kept",
        ),
        pytest.param(
            "previous_permanence",
            "granted",
            ["zz/ZZ/2012", "zz/zz/zzzz", "01/02/2012", "2012"],
            ["zz/zz/2012", "zz/zz/zzzz", "01/02/2012", None],
            [(5, "granted must be DD/MM/YYYY, with zz for what is not known")],
            id="dates known in part",
        ),
        pytest.param(
            "episodes", "home_post", ["so14 7ly"], ["SO14 7LY"], [], id="postcodes"
        ),
        pytest.param(
            "children", "child_id", ["0012", "12.0", "aB1"], ["0012", "12.0", "aB1"], [], id="ids"
        ),
        pytest.param(
            "episodes",
            "dec",
            ["NULL", "null", "None", "NaN", "<NA>", "#N/A", " NULL ", "01/02/2021"],
            [*[None] * 7, date(2021, 2, 1)],
            [],
            id="words for nothing",
        ),
        pytest.param(
            "outcomes", "sdq_score", ["NaN", "null", "7"], [None, None, 7], [], id="no numbers"
        ),
        pytest.param(
            "children",
            "upn",
            ["NULL", "NaN1", "Nonesuch", "na"],
            [None, "NaN1", "Nonesuch", "na"],
            [],
            id="words that only look like nothing",
        ),
    ],
)  # fmt: skip
def test_cells(table, name, cells, values, wrong):
    """What the sector's systems write is understood; identifiers are left as they are."""
    found, problems = column(table, name, cells)

    assert (found, [problem[:2] for problem in problems]) == (values, wrong)


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        pytest.param("dec", [date(2021, 4, 5), None], [date(2021, 4, 5), None], id="dates"),
        pytest.param("child_id", [12, 13], ["12", "13"], id="whole identifiers"),
        pytest.param("child_id", [12.0, 13.0], ["12", "13"], id="identifiers as floats"),
        pytest.param("ls", pl.Series(["C2"], dtype=pl.Categorical), ["C2"], id="categories"),
        pytest.param(
            "dec",
            pl.Series([datetime(2024, 6, 30, 23, 30, tzinfo=UTC)]),
            [date(2024, 7, 1)],
            id="times with a zone",
        ),
        pytest.param(
            "dec",
            [datetime(2024, 6, 30, 23, 30)],  # noqa: DTZ001 - it has no zone on purpose
            [date(2024, 6, 30)],
            id="times without a zone",
        ),
        pytest.param(
            "dec",
            pl.Series([datetime(2024, 6, 30, 23, 30, tzinfo=UTC)], dtype=pl.Object),
            [date(2024, 7, 1)],
            id="times as objects",
        ),
    ],
)
def test_typed_columns_of_frames(name, values, expected):
    """Frames may bring dates and numbers instead of text."""
    assert column("episodes", name, values) == (expected, [])


def test_the_row_is_used_where_it_still_can_be(tmp_path):
    """A bad cell is told with line and field; a row without child or DECOM cannot be used."""
    loaded = read(
        tmp_path,
        {
            "episodes.csv": lines(
                EPISODES,
                "1,01/04/2021,S,C2,N1,U4,PR1,,,,,,",
                "2,02/13/2024,S,C2,N1,U4,PR1,,,,,,",
                ",01/04/2021,S,C2,N1,U4,PR1,,,,,,",
                "4,01/05/2021,S,C2,N1,U4,PR1,31/06/2021,X1,,,,",
            )
        },
    )

    assert loaded.tables["episodes"]["child_id"].to_list() == ["1", "4"]
    assert loaded.tables["episodes"]["rec"].to_list() == [None, "X1"]
    assert problem_lines(loaded.problems, tmp_path) == [
        "episodes.csv:3:2: DECOM must be a date, DD/MM/YYYY or YYYY-MM-DD; the row cannot be used",
        "episodes.csv:4:1: CHILD is blank; the row cannot be used",
        "episodes.csv:5:8: DEC must be a day of the calendar between 1900 and 2100",
        "episodes.csv:5:8: REC is X1 and DEC is blank; it counts as open [DfE 148]",
    ]


def test_the_field_is_counted_in_the_file(tmp_path):
    """The column of a problem is the field's place in its row, whatever the order of columns."""
    text = lines("ACCOM,WARD,CHILD,IN_TOUCH,ACTIV,DOB", "B1,x,7,YES,F1,yesterday")
    loaded = read(tmp_path, {"2021 oc3.csv": text})

    assert problem_lines(loaded.problems, tmp_path)[1:] == [
        "2021 oc3.csv:2:6: DOB must be a date, DD/MM/YYYY or YYYY-MM-DD"
    ]


def test_guessed_letters_in_an_identifier_are_told(tmp_path):
    text = lines(OC3, "É7,01/01/2003,YES,F1,B1").encode("cp1252")
    loaded = read(tmp_path, {"2021 oc3.csv": text})

    assert loaded.tables["care_leavers"]["child_id"].to_list() == ["É7"]
    assert [problem.severity for problem in loaded.problems] == [Severity.WARNING] * 2
    assert problem_lines(loaded.problems, tmp_path)[1] == (
        "2021 oc3.csv:2:1: CHILD has letters that may be wrong"
    )


def test_a_value_never_appears_in_a_message(tmp_path):
    """The marker in every cell of every table appears in no problem."""
    files = {}
    for table_format in formats().values():
        names = [column.source for column in table_format.columns if column.name != "year_end"]
        rows = [",".join([MARKER] * len(names)), ",".join([f"{MARKER}x"] * (len(names) + 2))]
        files[f"2021/{table_format.table}.csv"] = lines(
            ",".join(names), *rows, f'"{MARKER}', MARKER
        )
        files[f"2021/{table_format.table} without header.csv"] = lines(*rows)
    loaded = read(tmp_path, files)

    assert len(loaded.problems) > 200
    assert not [problem for problem in loaded.problems if "LEAK" in str(problem).upper()]


def test_an_identifier_that_is_a_word_for_nothing_is_none(tmp_path):
    """The row names no child and cannot be used; one that only begins so is a child."""
    rows = ("NULL,YES,F1,B1", "NULL7,YES,F1,B1", "nan1,YES,F1,B1")
    loaded = read(tmp_path, {"2021/oc3.csv": lines("CHILD,IN_TOUCH,ACTIV,ACCOM", *rows)})

    assert loaded.tables["care_leavers"]["child_id"].to_list() == ["NULL7", "nan1"]
    assert problem_lines(loaded.problems, tmp_path)[1:] == [
        "2021/oc3.csv:2:1: CHILD is blank; the row cannot be used"
    ]
