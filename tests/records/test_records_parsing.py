"""From bytes to text: what is off is told with its line, and costs no more than it must."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cptracker.files.decoding import decode
from cptracker.model.problems import Severity
from cptracker.records.parsing import parse_csv


def rows(data: bytes):
    """The rows with any text as tuples that begin with the line number; blanks as None."""
    parsed, problems = parse_csv(data, "f.csv")
    rows = [tuple(cell or None for cell in row) for row in parsed.frame.rows() if text(row)]
    return rows, [str(problem) for problem in problems]


def text(row):
    return "".join(cell or "" for cell in row[1:]).strip()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"A,B\n1,2\n", [(2, "1", "2")], id="plain"),
        pytest.param(b"A,B\r\n1,2\r\n", [(2, "1", "2")], id="Windows line ends"),
        pytest.param(b"A,B\r1,2\r3,4", [(2, "1", "2"), (3, "3", "4")], id="old Mac line ends"),
        pytest.param(b"\xef\xbb\xbfA,B\n1,2", [(2, "1", "2")], id="byte order mark"),
        pytest.param(b"A,B\n\n1,2\n\n\n", [(3, "1", "2")], id="blank lines"),
        pytest.param(b"A,B\n1,2\n,\n , \n3,4\n", [(2, "1", "2"), (5, "3", "4")], id="blank rows"),
        pytest.param(b"A,B,,\n1,2,,\n", [(2, "1", "2", None, None)], id="trailing commas"),
        pytest.param(b"A,B\n1,2,,\n", [(2, "1", "2")], id="trailing commas in rows only"),
        pytest.param(b"A,B\n1,\n", [(2, "1", None)], id="blank last cell"),
        pytest.param(b"A,B\n", [], id="header only"),
        pytest.param(b"A,B", [], id="header only without a line end"),
        pytest.param(b'"A","B"\n"1","2"\n', [(2, "1", "2")], id="all in quotes"),
        pytest.param(b'"A","B"\n"1,5",""\n', [(2, "1,5", None)], id="all in quotes, with comma"),
        pytest.param(b'A,B\n1,"say ""so"""\n', [(2, "1", 'say "so"')], id="doubled quotes"),
        pytest.param(b'A,B\n1,12" pipe\n3,4\n', [(2, "1", '12" pipe'), (3, "3", "4")], id="inches"),
        pytest.param(
            b'A,B\n1,"x\ny"\n3,4\n', [(2, "1", "x\ny"), (4, "3", "4")], id="line break in quotes"
        ),
    ],
)
def test_text(data, expected):
    """What is no fault is read without a word, each row with the line it begins in."""
    assert rows(data) == (expected, [])


@pytest.mark.parametrize(
    ("data", "expected", "problem"),
    [
        pytest.param(
            b"A,B,C\n1,2\n3,4,5\n",
            [(2, "1", "2", None), (3, "3", "4", "5")],
            "f.csv:2: the row has 2 fields, the header 3; the missing ones are blank\n"
            "    hint: a line break within a cell cuts its row in two; take it out,"
            " or fill the row up",
            id="short row",
        ),
        pytest.param(
            b"A,B\n1,2,3\n4,5\n",
            [(2, "1", "2"), (3, "4", "5")],
            "f.csv:2: the row has 3 fields, the header 2; the last ones are left out\n"
            "    hint: a comma within a cell needs quotes around the cell",
            id="long row",
        ),
        pytest.param(
            b'A,B,C\n1,"2,3\n4,5,6\n7,"8",9\n',
            [(2, "1", "2", "3"), (3, "4", "5", "6"), (4, "7", "8", "9")],
            "f.csv:2:2: a quote is opened and not closed; the line is read as if it had none\n"
            "    hint: put a closing quote, or take the quote away",
            id="quote left open, the next one far below",
        ),
        pytest.param(
            b'A,B\n1,2\n3,"4\n5,6\n',
            [(2, "1", "2"), (3, "3", "4"), (4, "5", "6")],
            "f.csv:3:2: a quote is opened and not closed; the line is read as if it had none\n"
            "    hint: put a closing quote, or take the quote away",
            id="quote left open to the end",
        ),
        pytest.param(
            b"A,B\n1,\x002\n3,4\n",
            [(2, "1", None), (3, "3", "4")],
            "f.csv:2:2: the cell holds NUL bytes; it is read as blank",
            id="NUL bytes",
        ),
        pytest.param(
            b"\n\nA,B\n1,2\n",
            [(4, "1", "2")],
            "f.csv:3: the columns' names must stand in line 1",
            id="header further down",
        ),
        pytest.param(
            "A,B\n1,2\n1,José\n".encode("cp1252"),
            [(2, "1", "2"), (3, "1", "José")],
            "f.csv:3: is not UTF-8 from here on; read as Windows-1252, so letters beyond A to Z"
            " may be wrong\n    hint: in Excel save it as `CSV UTF-8 (comma delimited)`",
            id="Windows-1252",
        ),
    ],
)
def test_faults(data, expected, problem):
    """A fault is told with its line, and only its own cells are lost."""
    assert rows(data) == (expected, [problem])


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        pytest.param("A,B\n1,2\n".encode("utf-16"), "looks like UTF-16", id="UTF-16 with a mark"),
        pytest.param("A,B\n1,2\n".encode("utf-16-le"), "looks like UTF-16", id="UTF-16 without"),
        pytest.param(b"PK\x03\x04rest", "looks like an Excel workbook or a zip", id="workbook"),
        pytest.param(b"A,B\n1,\x81\x8d\n", "is neither UTF-8 nor Windows-1252", id="unknown bytes"),
        pytest.param(b"", "the file is empty", id="nothing"),
        pytest.param(b"\xef\xbb\xbf\r\n\r\n", "the file is empty", id="line ends only"),
        pytest.param(b"x," * 60_000, "the first line is longer than 100,000", id="endless line"),
    ],
)
def test_unusable(data, problem):
    """A file that is no CSV in UTF-8 is named for what it looks like, and not used."""
    parsed, problems = parse_csv(data, "f.csv")

    assert parsed is None
    assert [fault.message.startswith(problem) for fault in problems] == [True]


def test_an_empty_file_costs_nothing():
    (problem,) = decode(b"", "f.csv").problems

    assert problem.severity is Severity.WARNING


def test_a_thousand_faults_are_listed_and_the_rest_counted():
    _, problems = parse_csv(b"A,B\n" + b"1\n" * 1_500, "f.csv")

    assert len(problems) == 1_001
    assert (problems[-1].count, problems[-1].line) == (500, None)


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=6)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=8), st.booleans())
def test_well_written_files_are_read_as_they_were_written(cells, all_in_quotes):
    """Whatever is in the cells, with quotes everywhere or where needed; blank rows aside."""
    out = StringIO()
    quoting = csv.QUOTE_ALL if all_in_quotes else csv.QUOTE_MINIMAL
    csv.writer(out, lineterminator="\n", quoting=quoting).writerows([("A", "B", "C"), *cells])
    parsed, problems = parse_csv(out.getvalue().encode(), "f.csv")

    numbered = [(line, *row) for line, row in enumerate(cells, 2) if "".join(row).strip()]
    rows = [row for row in parsed.frame.rows() if text(row)]
    assert [(row[0], *(cell or "" for cell in row[1:])) for row in rows] == numbered
    assert problems == []
