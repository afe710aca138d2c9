"""Files are found in folders and zips, in any order, and what cannot be read is named."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from record_files import OC3, lines, problem_lines, read, write

from cptracker.files import decoding
from cptracker.model.problems import Severity
from cptracker.records.file_search import UnreadableError, find_record_files
from cptracker.records.reading import read_records

LEAVER = lines(OC3, "7,01/01/2003,YES,F1,B1")
CARE_LEAVERS = lines(OC3, "8,01/01/2003,YES,F1,B1")


def zipped(**members):
    """The bytes of a zip; `__` in a name stands for a folder."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/") + ".csv", data)
    return out.getvalue()


def leavers(loaded):
    table = loaded.tables.get("care_leavers")
    return [] if table is None else table["child_id"].to_list()


def test_folders_are_walked_to_the_bottom(tmp_path):
    """Any name, any depth, any case of the ending; hidden files and other kinds are passed over."""
    loaded = read(
        tmp_path,
        {
            "a/b/2021/Leavers.CSV": LEAVER,
            "a/.hidden/2021.csv": b"\xff\xfe",
            "a/~$2021.csv": b"\xff\xfe",
            "a/notes.txt": "notes",
        },
    )

    assert (leavers(loaded), loaded.problems) == (["7"], ())


@pytest.mark.parametrize("name", ["book.xls", "inner.zip"])
def test_other_kinds_of_data_are_named(name, tmp_path):
    """A return in another format is not passed over in silence."""
    loaded = read(tmp_path, {"2021/oc3.csv": LEAVER, name: b"x"})

    (problem,) = loaded.problems
    assert problem.path == str(tmp_path / name)
    assert problem.message.endswith("are not read")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        pytest.param("book.xlsx", b"x", "cannot be read as xlsx", id="damaged workbook"),
        pytest.param("oc3.parquet", b"x", "looks like a Parquet file, but cannot be read",
                     id="damaged Parquet file"),
    ],
)  # fmt: skip
def test_what_only_lies_beside_the_records_is_no_mistake_of_theirs(tmp_path, name, content, words):
    """Named by itself it is one."""
    loaded = read(tmp_path, {"2021/oc3.csv": LEAVER, name: content})

    assert leavers(loaded) == ["7"]
    assert [(problem.message, problem.severity) for problem in loaded.problems] == [
        (words, Severity.WARNING)
    ]
    (alone,) = read_records([tmp_path / name]).problems
    assert (alone.message, alone.severity) == (words, Severity.ERROR)


def test_a_zip_is_read_without_unpacking(tmp_path):
    """A folder within the zip, or the zip's name, gives the year."""
    write(
        tmp_path, {"903.zip": zipped(**{"2021__oc3": LEAVER}), "2022.zip": zipped(oc3=CARE_LEAVERS)}
    )
    origin = read_records([tmp_path / "903.zip", tmp_path / "2022.zip"])

    assert leavers(origin) == ["7", "8"]
    assert origin.years["care_leavers"] == (2021, 2022)
    assert origin.sources[0].sources[1].path == f"{tmp_path}/903.zip/2021/oc3.csv"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2022.zip", "903.zip"]


def test_a_zip_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    """What it claims is added up before anything is unpacked."""
    monkeypatch.setattr(decoding, "LARGEST", 1_000)
    write(tmp_path, {"bomb.zip": zipped(a="0" * 600, b="0" * 600)})
    loaded = read_records([tmp_path / "bomb.zip"])

    assert problem_lines(loaded.problems, tmp_path) == [
        "bomb.zip: holds too much to read: 1,200 bytes unpacked, at most 1,000"
    ]


def test_a_zip_that_lies_about_its_size_is_not_believed(tmp_path):
    data = bytearray(zipped(**{"2021": LEAVER * 50}))
    size = len(LEAVER * 50).to_bytes(4, "little")
    write(tmp_path, {"liar.zip": bytes(data.replace(size, (10).to_bytes(4, "little")))})
    loaded = read_records([tmp_path / "liar.zip"])

    assert not loaded.tables
    assert problem_lines(loaded.problems, tmp_path) == [
        "liar.zip/2021.csv: cannot be unpacked: the zip is damaged"
    ]


@pytest.mark.parametrize(
    ("files", "path", "problem"),
    [
        pytest.param({}, "none", "none: there is no such file or folder", id="no folder"),
        pytest.param({"a/b.txt": ""}, "a", "a: the folder holds no table", id="empty folder"),
        pytest.param({"a.zip": b"x"}, "a.zip", "a.zip: cannot be opened as a zip", id="no zip"),
        pytest.param({"a.zip": zipped()}, "a.zip", "a.zip: the zip holds no table", id="empty zip"),
        pytest.param({"a.doc": ""}, "a.doc", "a.doc: is no folder, zip or table", id="a letter"),
    ],
)
def test_nothing_to_read(files, path, problem, tmp_path):
    """Each says what was wrong and what to give instead; nothing is raised."""
    loaded = read_records([write(tmp_path, files) / path])

    assert problem_lines(loaded.problems, tmp_path) == [problem]
    assert all(problem.hint or "opened" in problem.message for problem in loaded.problems)
    assert loaded.tables == {}


def test_a_file_that_vanishes_costs_only_itself(tmp_path):
    """Found, but gone when its turn comes."""
    sources, _ = find_record_files([write(tmp_path, {"2021/a.csv": LEAVER})])
    (tmp_path / "2021" / "a.csv").unlink()

    with pytest.raises(UnreadableError, match="vanished"):
        sources[0].read()


def test_a_vanished_file_is_told_and_the_others_are_read(tmp_path, monkeypatch):
    folder = write(tmp_path, {"2021/a.csv": LEAVER, "2021/b.csv": CARE_LEAVERS})
    files, problems = find_record_files([folder])
    (folder / "2021" / "a.csv").unlink()
    monkeypatch.setattr(
        "cptracker.records.gathering.find_record_files", lambda paths: (files, problems)
    )
    records = read_records([folder])

    assert leavers(records) == ["8"]
    assert problem_lines(records.problems, tmp_path) == [
        "2021/a.csv: vanished while the records were read"
    ]


def test_a_locked_file_is_told(tmp_path, monkeypatch):
    """As when Excel holds it open on Windows."""
    folder = write(tmp_path, {"2021/a.csv": LEAVER, "2021/b.csv": CARE_LEAVERS})
    opened = Path.open

    def locked(path, *args):
        if path.name == "a.csv":
            raise PermissionError(13, "Permission denied")
        return opened(path, *args)

    monkeypatch.setattr(Path, "open", locked)
    loaded = read_records([folder])

    assert leavers(loaded) == ["8"]
    assert problem_lines(loaded.problems, tmp_path) == [
        "2021/a.csv: cannot be read: Permission denied"
    ]


def test_a_file_given_twice_is_read_once(tmp_path):
    """Once through its folder and once by itself."""
    folder = write(tmp_path, {"2021/a.csv": LEAVER})
    loaded = read_records([folder, folder / "2021", folder / "2021" / "a.csv"])

    assert (leavers(loaded), loaded.problems) == (["7"], ())


def test_a_copy_is_read_once_and_told(tmp_path):
    loaded = read(tmp_path, {"2021/a.csv": LEAVER, "2021/copy.csv": LEAVER})

    assert leavers(loaded) == ["7"]
    assert problem_lines(loaded.problems, tmp_path) == [
        "2021/copy.csv: has the same content as 2021/a.csv; it is read once"
    ]


def test_links_that_go_round_are_not_followed(tmp_path):
    folder = write(tmp_path, {"2021/a.csv": LEAVER})
    (folder / "2021" / "round").symlink_to(folder, target_is_directory=True)

    assert leavers(read_records([folder])) == ["7"]
