"""Small files that unpack to more than a machine can hold are refused before they are unpacked."""

import tracemalloc
import zipfile

import polars as pl
import pytest
from record_files import OC3, lines

from cptracker.benchmarking.files import read_file
from cptracker.files import decoding
from cptracker.files.decoding import LONGEST_LINE, MOST_MEMBERS, endless_line
from cptracker.files.spreadsheets import read_sheets
from cptracker.model.problems import UsageError
from cptracker.records.reading import read_records

ROW = b"7,01/01/2003,YES,F1,B1\n"


def packed(path, *members):
    """A zip of members, each a name and an iterator of its pieces."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in members:
            with archive.open(name, "w", force_zip64=True) as member:
                for piece in pieces:
                    member.write(piece)
    return path


def refused(read):
    """The messages of what is refused, and that no more than 100 MB was taken for it."""
    tracemalloc.start()
    problems = read()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 100_000_000
    return [problem.message for problem in problems]


def test_a_zip_of_equal_rows(tmp_path):
    """Half a megabyte that would be 100 million bytes of text."""
    rows = [f"{OC3}\n".encode(), *[ROW * 100_000] * 40]
    path = packed(tmp_path / "903.zip", ("2021/oc3.csv", rows))

    (message,) = refused(lambda: read_records([path]).problems)
    assert "times its size" in message


def test_a_zip_of_many_files(tmp_path):
    path = packed(tmp_path / "903.zip", *((f"{at}.csv", [ROW]) for at in range(MOST_MEMBERS + 1)))

    (message,) = refused(lambda: read_records([path]).problems)
    assert message == f"holds {MOST_MEMBERS + 1:,} files, at most {MOST_MEMBERS:,} are read"


def test_a_folder_of_many_files(tmp_path, monkeypatch):
    monkeypatch.setattr("cptracker.records.file_search.MOST_MEMBERS", 3)
    for at in range(4):
        (tmp_path / f"{at}.csv").write_bytes(ROW)

    (message,) = refused(lambda: read_records([tmp_path]).problems)
    assert message == "holds 4 files, at most 3 are read"


def test_a_zip_of_real_records_is_read(tmp_path):
    """Rows that differ do not shrink so far, and a small zip may shrink as it likes."""
    path = packed(tmp_path / "903.zip", ("2021/oc3.csv", [f"{OC3}\n".encode(), ROW * 1000]))

    assert read_records([path]).tables["care_leavers"].height == 1


def test_a_field_without_an_end(tmp_path):
    path = tmp_path / "oc3.csv"
    path.write_bytes(f"{OC3}\n7,".encode() + b"x" * 20_000_000)

    assert any(
        "longer than" in message for message in refused(lambda: read_records([path]).problems)
    )


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_a_long_file_has_no_endless_line(end):
    assert endless_line((b"x" * 900 + end) * 3000) is None
    assert endless_line(b"x" * (2 * LONGEST_LINE)) == 0


def test_a_parquet_file_of_equal_rows(tmp_path, monkeypatch):
    path = tmp_path / "lait.parquet"
    pl.DataFrame({"measure": ["a"] * 200_000, "value": ["1"] * 200_000}).write_parquet(path)
    monkeypatch.setattr(decoding, "MOST_CELLS", 300_000)

    (message,) = refused(lambda: read_file(path)[1])
    assert message.startswith("holds 200,000 rows of 2 columns")


def test_a_parquet_file_with_a_huge_cell(tmp_path):
    path = tmp_path / "lait.parquet"
    pl.DataFrame({"measure": ["a" * 200_000]}).write_parquet(path)

    assert refused(lambda: read_file(path)[1]) == ["a cell is longer than 100,000 bytes"]


def test_published_figures_with_a_field_without_an_end(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_bytes(lines("measure,area,period,value,source").encode() + b'"' + b"x" * 200_000)

    opened, short = refused(lambda: read_file(path)[1])
    assert opened == "a quote is opened and not closed; the line is read as if it had none"
    assert short == "the row has 1 of 5 cells, and is not used"


def test_a_workbook_that_unpacks_to_too_much(tmp_path):
    path = packed(tmp_path / "actions.xlsx", ("xl/worksheets/sheet1.xml", [b"<row/>" * 10**6] * 20))

    with pytest.raises(UsageError, match="times its size"):
        read_sheets(path)
