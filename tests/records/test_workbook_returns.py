"""A workbook with a sheet for each table: all that are known are read, the others are named."""

import pytest
from openpyxl import Workbook
from record_files import problem_lines
from return_forms import as_workbook, tables_of, write_csvs

from cptracker.model.problems import Severity
from cptracker.records.reading import read_records
from cptracker.synthetic.records import write_example

MISSING = ["CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"]
OC3 = ["CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM"]
SPELL = ["LEAK-7731", "2009-05-01", "M", "2025-01-01", "2025-01-02"]
LEAVER = ["LEAK-7732", "2006-05-01", "YES", "F1", "U1"]


@pytest.fixture(scope="module")
def council(tmp_path_factory):
    folder = tmp_path_factory.mktemp("council") / "csv"
    write_example(folder, children=30, years=2, seed=3)
    return [folder / "2025", folder / "2026"]


def book_of(path, sheets):
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


@pytest.mark.parametrize("name", ["return {}.xlsx", "{}/return.xlsx"], ids=["file", "folder"])
def test_a_workbook_of_a_return_gives_the_tables_of_its_csv_files(council, tmp_path, name):
    for folder in council:
        as_workbook(tmp_path / name.format(folder.name), tables_of(folder))
    expected, records = read_records(council), read_records([tmp_path])

    assert records.tables.keys() == expected.tables.keys()
    for table, frame in records.tables.items():
        assert frame.equals(expected.tables[table]), table
    assert records.years == expected.years


def test_a_workbook_without_a_year_in_its_name_has_that_of_its_own_episodes(council, tmp_path):
    """Two in one folder are two returns."""
    for number, folder in enumerate(council):
        as_workbook(tmp_path / f"return{'ab'[number]}.xlsx", tables_of(folder))
    assert read_records([tmp_path]).years["outcomes"] == (2025, 2026)


def test_sheets_that_are_no_table_are_named_and_titles_are_passed_over(tmp_path):
    book_of(tmp_path / "2025.xlsx", {
        "Guidance": [["How to fill this in"], ["Ask the team"]],
        "Missing children": [["SSDA903, children missing"], [], MISSING, SPELL],
        "Leavers": [OC3, LEAVER],
    })  # fmt: skip
    loaded = read_records([tmp_path])

    assert {name: table.height for name, table in loaded.tables.items()} == {
        "care_leavers": 1, "missing_episodes": 1,
    }  # fmt: skip
    assert problem_lines(loaded.problems, tmp_path)[:2] == [
        "2025.xlsx/Guidance: the sheet is no table that is known",
        "2025.xlsx/Missing children:1: rows above the columns' names are not read",
    ]
    assert all(problem.severity is Severity.WARNING for problem in loaded.problems)


@pytest.mark.parametrize(
    ("below", "rows"),
    [
        pytest.param([OC3, LEAVER], 1, id="another table"),
        pytest.param([MISSING, [*SPELL[:3], "2025-02-01", "2025-02-02"]], 1, id="the same again"),
    ],
)
def test_a_sheet_with_two_heads_is_told_and_read_to_the_second(tmp_path, below, rows):
    book_of(tmp_path / "2025.xlsx", {"All": [MISSING, SPELL, [], *below]})
    loaded = read_records([tmp_path])

    assert [table.height for table in loaded.tables.values()] == [rows]
    (error,) = [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
    assert error.place == f"{tmp_path}/2025.xlsx:4"
    assert "names columns a second time" in error.message


def test_mistakes_are_placed_at_sheet_and_row_and_never_show_a_value(tmp_path):
    book_of(tmp_path / "2025.xlsx", {
        "Missing": [["Title"], MISSING, SPELL, ["LEAK-7733", "x", "Q", "LEAK", None]],
        "OC3": [OC3, ["LEAK-7734", "2006-05-01", "LEAK", "F1", "U1"]],
    })  # fmt: skip
    messages = problem_lines(read_records([tmp_path]).problems, tmp_path)

    assert any(message.startswith("2025.xlsx/Missing:4:4: MIS_START") for message in messages)
    assert any(message.startswith("2025.xlsx/OC3:2:3: IN_TOUCH") for message in messages)
    assert not any("LEAK" in message for message in messages)


def test_a_workbook_beside_csv_files_of_its_return_is_not_read_again(council, tmp_path):
    tables = tables_of(council[1])
    write_csvs(tmp_path / "2026", tables)
    as_workbook(tmp_path / "2026" / "all.xlsx", tables)
    loaded = read_records([tmp_path])

    assert loaded.tables["episodes"].height == len(tables["Episodes"])
    (problem,) = [problem for problem in loaded.problems if str(problem.path).endswith("all.xlsx")]
    assert problem.message.startswith("the folder holds this return as files of single tables, too")
