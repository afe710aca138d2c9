"""One reader of tables: what one place can read the others read too, and refuse with one word."""

import csv
import gzip
from datetime import date
from io import BytesIO, StringIO

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from cptracker.benchmarking.files import read_file
from cptracker.files.csv_rows import CsvNotes
from cptracker.files.separators import SEPARATORS, separator_of, with_commas
from cptracker.files.spreadsheets import read_sheets
from cptracker.files.tables import open_table, table_rows
from cptracker.model.problems import UsageError
from cptracker.records.reading import read_records

HEAD = ["event_id", "event_date", "name", "kind", "attended"]
ROWS = [
    ["1", "2025-03-03", "Café \u2013 a, b; and c", "celebration", "12"],
    ["2", "2025-03-04", "Council's day", "participation", "3"],
]
PLAIN_ROWS = [[cell.replace(",", "").replace(";", "") for cell in row] for row in ROWS]


# The three places, each told by what it reads and what it says


def in_records(path):
    loaded = read_records([path])
    table = loaded.tables.get("events")
    rows = (
        [] if table is None else [[str(cell) for cell in row] for row in table.select(HEAD).rows()]
    )
    return rows, [problem.message for problem in loaded.problems]


def in_published_figures(path):
    file, problems = read_file(path)
    rows = [] if file is None else [[cell.strip() for cell in row.cells] for row in file.rows]
    return rows, [problem.message for problem in problems]


def in_trackers(path):
    try:
        (sheet, *_) = read_sheets(path)
    except UsageError as error:
        first = str(error).partition("\n    hint")[0]
        return [], [first.removeprefix(str(path)).partition(" ")[2]]
    remarks = [remark.removeprefix(f"{path}").partition(": ")[2] for remark in sheet.remarks]
    return [list(row.cells) for row in sheet.rows[1:]], remarks


PLACES = [
    pytest.param(in_records, id="records"),
    pytest.param(in_published_figures, id="published figures"),
    pytest.param(in_trackers, id="trackers"),
]


def text(rows, mark=",", end="\n", quoting=csv.QUOTE_MINIMAL):
    out = StringIO()
    csv.writer(out, delimiter=mark, lineterminator=end, quoting=quoting).writerows([HEAD, *rows])
    return out.getvalue()


def workbook(rows):
    book = Workbook()
    book.active.append(HEAD)
    for child, day, *rest in rows:
        book.active.append([int(child), date.fromisoformat(day), *rest])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def parquet(rows):
    frame = pl.DataFrame(rows, schema=HEAD, orient="row")
    out = BytesIO()
    frame.with_columns(pl.col("event_date").str.to_date()).write_parquet(out)
    return out.getvalue()


def parquet_with_times(rows):
    frame = pl.DataFrame(rows, schema=HEAD, orient="row")
    moment = pl.col("event_date").str.to_date().cast(pl.Datetime)
    out = BytesIO()
    frame.with_columns(moment.dt.replace_time_zone("Europe/London")).write_parquet(out)
    return out.getvalue()


WINDOWS = "read as Windows-1252, so letters beyond A to Z may be wrong"


READ = [
    pytest.param("a.csv", text(ROWS).encode(), ROWS, None, id="UTF-8"),
    pytest.param("a.csv", text(ROWS).encode("utf-8-sig"), ROWS, None, id="byte order mark"),
    pytest.param("a.csv", text(ROWS, end="\r\n").encode(), ROWS, None, id="line ends of Windows"),
    pytest.param("a.csv", text(ROWS, end="\r").encode(), ROWS, None, id="line ends of old Macs"),
    pytest.param("a.csv", text(ROWS).encode("cp1252"), ROWS, WINDOWS, id="Windows-1252"),
    pytest.param("a.csv", text(ROWS, ";").encode(), ROWS, None, id="semicolons"),
    pytest.param("a.csv", text(PLAIN_ROWS, ";").encode(), PLAIN_ROWS, None, id="bare semicolons"),
    pytest.param("a.tsv", text(ROWS, "\t").encode(), ROWS, None, id="tabs"),
    pytest.param("a.csv", text(ROWS, "|").encode(), ROWS, None, id="bars"),
    pytest.param("a.csv", text(ROWS, ";").encode("cp1252"), ROWS, WINDOWS,
                 id="semicolons in Windows-1252"),
    pytest.param("a.csv", text(ROWS, quoting=csv.QUOTE_ALL).encode(), ROWS, None, id="all quoted"),
    pytest.param("a.csv", text(ROWS, ";", quoting=csv.QUOTE_ALL).encode(), ROWS, None,
                 id="all quoted with semicolons"),
    pytest.param("a.csv", text(ROWS).encode() + b"\n\n\n", ROWS, None, id="blank lines at the end"),
    pytest.param("a.xlsx", workbook(ROWS), ROWS, None, id="workbook"),
    pytest.param("a.csv", workbook(ROWS), ROWS, None, id="workbook named csv"),
    pytest.param("a.parquet", parquet(ROWS), ROWS, None, id="Parquet"),
    pytest.param("a.csv", parquet(ROWS), ROWS, None, id="Parquet named csv"),
    pytest.param("a.parquet", parquet_with_times(ROWS), ROWS, None, id="Parquet with times"),
    pytest.param("a.csv", text([*ROWS, ["3", "2025-03-05", '"open', "x", "1"]])
                 .replace('"""open"', '"open').encode(),
                 [*ROWS, ["3", "2025-03-05", "open", "x", "1"]],
                 "a quote is opened and not closed; the line is read as if it had none",
                 id="a quote left open"),
    pytest.param("a.csv", text([*ROWS, ["3", "2025-03-05", "a\0b", "x", "1"]]).encode(),
                 [*ROWS, ["3", "2025-03-05", "", "x", "1"]],
                 "the cell holds NUL bytes; it is read as blank", id="NUL bytes"),
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("name", "content", "rows", "words"), READ)
def test_a_table_is_read_alike_in_all_places(tmp_path, name, content, rows, words, place):
    (tmp_path / name).write_bytes(content)
    table, messages = place(tmp_path / name)

    assert [[cell.replace("None", "") for cell in row] for row in table] == rows
    assert [message for message in messages if words and words in message] == messages
    assert bool(messages) == bool(words)


REFUSED = [
    pytest.param("a.csv", text(ROWS).encode("utf-16"), "looks like UTF-16", id="UTF-16"),
    pytest.param("a.csv", b"\x81\x8d\xff,\n", "is neither UTF-8 nor Windows-1252", id="bytes"),
    pytest.param("a.csv", gzip.compress(b"a,b"), "looks like a gzip file", id="gzip"),
    pytest.param("a.csv", b"%PDF-1.7", "looks like a PDF", id="PDF"),
    pytest.param("a.csv", b"PK\x03\x04xx", "looks like an Excel workbook or a zip", id="zip"),
    pytest.param("a.xlsx", b"PK\x03\x04xx", "cannot be read as xlsx", id="damaged workbook"),
    pytest.param("a.csv", bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 99, "is of Excel before 2007",
                 id="old workbook"),
    pytest.param("a.parquet", b"PAR1" + b"x" * 99, "looks like a Parquet file, but cannot be read",
                 id="damaged Parquet file"),
    pytest.param("a.csv", b"a" * 2_100_000, "a line is longer than", id="a line without an end"),
    pytest.param("a.csv", b"\n\n", "the file is empty", id="blank"),
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("name", "content", "words"), REFUSED)
def test_what_is_no_table_is_refused_alike_in_all_places(tmp_path, name, content, words, place):
    (tmp_path / name).write_bytes(content)
    table, messages = place(tmp_path / name)

    assert table == []
    assert len(messages) == 1
    assert words in messages[0]


@pytest.mark.parametrize(
    ("place", "idle"),
    [
        pytest.param(in_records, "the sheet is no table that is known", id="records"),
        pytest.param(in_published_figures, 'not read: sheet "Other"', id="published figures"),
    ],
)
def test_of_a_workbook_one_table_is_read_and_the_rest_is_named(tmp_path, place, idle):
    book = Workbook()
    book.active.append(HEAD)
    book.active.append(ROWS[1])
    book.create_sheet("Other").append(["x"])
    hidden = book.create_sheet("Lists")
    hidden.append(["y"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")

    rows, messages = place(tmp_path / "a.xlsx")
    assert rows == ROWS[1:]
    assert messages == [
        'not read: sheet "Lists", which is hidden',
        idle,
    ]


def test_a_row_of_a_workbook_has_its_place_in_the_sheet(tmp_path):
    """Also below blank rows, which are passed over."""
    book = Workbook()
    for row in ([], HEAD, [], ROWS[0]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")

    table = open_table((tmp_path / "a.xlsx").read_bytes(), "a.xlsx")
    assert [row.line for row in table_rows(table, CsvNotes("a.xlsx"))] == [2, 4]


# Separators


MARKED = {
    "other marks in cells": ["id#name", "1#a, b; c", "2#d, e; f"],
    "a title": ["Actions, at 3; of March", "", "id#name#by", "1#a#b", "2#c#d"],
    "decimal commas": ["a#b#c", "1,5#2,5#3,5", "1,5#2,5#3,5"],
}


@pytest.mark.parametrize(
    ("mark", "rows"),
    [
        pytest.param(mark, rows, id=f"{name}, {mark!r}")
        for mark in SEPARATORS
        for name, rows in MARKED.items()
        if (mark, name) not in {(",", "other marks in cells"), (",", "decimal commas")}
    ],
)
def test_a_separator_is_told_by_most_rows(mark, rows):
    """Commas within bare cells are columns where commas separate, so these two are left out."""
    assert separator_of("\n".join(rows).replace("#", mark).encode()) == mark


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0\r", exclude_categories=["Cs"]))


@given(st.lists(st.tuples(cells, cells, cells), min_size=1), st.sampled_from(SEPARATORS[1:]))
def test_with_commas_a_file_has_the_same_cells_in_the_same_lines(rows, mark):
    rows = [("a", "b", "c"), *rows]
    out = StringIO()
    csv.writer(out, delimiter=mark, lineterminator="\n").writerows(rows)
    given_text = out.getvalue()

    notes = CsvNotes("f.csv")
    commas = with_commas(given_text.encode(), mark, notes).decode()
    if not notes.problems():
        assert [tuple(row) for row in csv.reader(StringIO(commas, newline=""))] == [
            tuple(row) for row in csv.reader(StringIO(given_text, newline=""), delimiter=mark)
        ]
    assert commas.count("\n") == given_text.count("\n")
