"""What faulty files and slips get, through the command line: a word, its place, what to do.

Never a traceback, a child's value, or a file written over; the exit code says whose turn it is.
"""

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from command_line import files, run
from record_files import EPISODES, HEADER, MARKER, OC3, lines, write

from cptracker import load_records
from cptracker.model.problems import RecordsError
from cptracker.records import file_search

NO_CSV = (
    "give the folder that holds the CSV, xlsx, Parquet or XML files, a zip of them, or one of them"
)
AS_CSV = "in Excel save it as `CSV UTF-8 (comma delimited)`"
NAMES = (
    "its first line must name the columns; if yours have names of their own, say which is which in"
    " a mapping (`--mapping`)"
)
YEAR = (
    "name the file or its folder after the year, such as `2024-25`, or give the year of all files"
    " (`--year 2025`)"
)
SOURCE = "correct it where the file comes from"
DATE = "DECOM must be a date, DD/MM/YYYY or YYYY-MM-DD; the row cannot be used"
OPEN = f"{MARKER},01/05/2023,S,C2,N1,U4,PR1,,,,,,"


def episodes(*rows):
    return lines(EPISODES, *rows)


def began(day):
    """Episodes of which one began on this day, as it is written."""
    return episodes(OPEN, OPEN.replace("01/05/2023", day).replace(MARKER, f"{MARKER}-2"))


def zipped(**members):
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in members.items():
            archive.writestr(f"{name.replace('_', '.')}", content)
    return data.getvalue()


def check(*args):
    """`check` without plan and measures of one's own, and the lines of its problems.

    Where the shipped plan's published figures disagree is a true warning, and not of these files.
    """
    result = run("check", *args)
    assert MARKER not in result.output
    lines = result.stdout.split("\n\nFound ")[0].splitlines()
    plans = [at for at, line in enumerate(lines) if "warning: the sources disagree on" in line]
    shown = {at + further for at in plans for further in (0, 1)}
    return result.exit_code, [line for at, line in enumerate(lines) if at not in shown]


def hinted(line, hint):
    return [line, f"    hint: {hint}"]


RECORDS = [
    pytest.param({}, 5, hinted("r: the folder holds no table", NO_CSV), id="empty folder"),
    pytest.param(
        {"x.csv": "colour,size\nred,1\n"},
        5,
        hinted("r/x.csv:1: no table has these columns; none of the 2 is known", NAMES),
        id="columns of no table",
    ),
    pytest.param(
        {"x.csv": "CHILD,DOB,IMMUNISATIONS,Dentist\n"},
        5,
        hinted(
            "r/x.csv:1: no table has these columns; the nearest is OC2, which also needs "
            "TEETH_CHECK, HEALTH_ASSESSMENT and does not have Dentist",
            NAMES,
        ),
        id="columns of a table but for some",
    ),
    pytest.param(
        {"x.csv": f"{MARKER},{MARKER}\n{MARKER},{MARKER}\n"},
        5,
        hinted("r/x.csv:1: no table has these columns; none of the 2 is known", NAMES),
        id="no header, so that a child's row stands in its place",
    ),
    pytest.param(
        {"x.csv": episodes(OPEN).encode("utf-16")},
        5,
        hinted("r/x.csv: looks like UTF-16, not like CSV in UTF-8; the file is not used", AS_CSV),
        id="UTF-16",
    ),
    pytest.param(
        {"2024.csv": episodes(OPEN.replace("N1", "N1 é")).encode("cp1252")},
        0,
        [
            *hinted(
                "r/2024.csv:2: warning: is not UTF-8 from here on; read as Windows-1252, so "
                "letters beyond A to Z may be wrong",
                AS_CSV,
            ),
            *hinted(
                "r/2024.csv:2:5: warning: CIN has a code that is not in the set for 2024",
                f"{SOURCE}; it is kept as it stands",
            ),
        ],
        id="Windows-1252",
    ),
    pytest.param(
        {"2024.csv": episodes(OPEN, f"{MARKER}2,02/05/2023,P")},
        5,
        hinted(
            "r/2024.csv:3: the row has 3 fields, the header 13; the missing ones are blank",
            "a line break within a cell cuts its row in two; take it out, or fill the row up",
        ),
        id="short row",
    ),
    pytest.param(
        {"2024.csv": episodes(f'"{OPEN}')},
        5,
        hinted(
            "r/2024.csv:2:1: a quote is opened and not closed; the line is read as if it had none",
            "put a closing quote, or take the quote away",
        ),
        id="quote left open",
    ),
    pytest.param(
        {"2024.csv": began("31/02/2024")},
        5,
        hinted(
            "r/2024.csv:3:2: DECOM must be a day of the calendar between 1900 and 2100; the row "
            "cannot be used",
            SOURCE,
        ),
        id="31 February",
    ),
    pytest.param(
        {"2024.csv": began("12/31/2023")},
        5,
        hinted(
            f"r/2024.csv:3:2: {DATE}",
            "the day comes first; if the file was written month first, its other dates are wrong "
            "too",
        ),
        id="month first",
    ),
    pytest.param(
        {"2024.csv": began("1/4/24")},
        5,
        hinted(f"r/2024.csv:3:2: {DATE}", "write the year with four digits"),
        id="a year of two digits is never guessed",
    ),
    pytest.param(
        {"2024.csv": began("45292")},
        5,
        hinted(
            f"r/2024.csv:3:2: {DATE}", "it looks like Excel's number of a day; format it as a date"
        ),
        id="Excel's number of a day",
    ),
    pytest.param(
        {"x.csv": episodes(OPEN.replace("01/05/2023", "45047"))},
        5,
        [
            *hinted(
                "r/x.csv: the collection year of this Episodes file is not known; it is not used",
                YEAR,
            ),
            *hinted(
                f"r/x.csv:2:2: {DATE}",
                "it looks like Excel's number of a day; format it as a date",
            ),
        ],
        id="no date at all, which is why there is no year",
    ),
    pytest.param(
        {"2024.csv": episodes(OPEN.replace(",,,,,,", ",30/04/2023,E11,,,,"))},
        5,
        hinted("r/2024.csv:2:8: DEC is before DECOM; the row counts in no measure", SOURCE),
        id="DEC before DECOM",
    ),
    pytest.param(
        {
            "2024.csv": episodes(
                OPEN, OPEN.replace(MARKER, f"{MARKER}2").replace("01/05/2023", "01/05/2099")
            )
        },
        0,
        hinted("r/2024.csv:3:2: warning: DECOM is in the future", SOURCE),
        id="a day to come",
    ),
    pytest.param(
        {"2024.csv": episodes(OPEN.replace("U4", "QQ"))},
        0,
        hinted(
            "r/2024.csv:2:6: warning: PLACE has a code that is not in the set for 2024",
            f"{SOURCE}; it is kept as it stands",
        ),
        id="unknown code",
    ),
    pytest.param(
        {
            "2024/header.csv": lines(HEADER, f"{MARKER},1,01/02/2006,WBRI,,,"),
            "2024/oc3.csv": lines(OC3, f"{MARKER},01/03/2006,YES,F4,B1"),
        },
        0,
        hinted(
            "r/2024/oc3.csv:2:2: warning: DOB is not the one in the Header",
            "the one in r/2024/header.csv:2 is used",
        ),
        id="two dates of birth for one child",
    ),
    pytest.param(
        {"2024/oc3.csv": lines(OC3, f"{MARKER},01/03/2006,YES,F4,B1")},
        0,
        [],
        id="a care leaver without episodes is normal",
    ),
    pytest.param(
        {"oc3.csv": lines(OC3, f"{MARKER},01/03/2006,YES,F4,B1")},
        5,
        hinted(
            "r/oc3.csv: the collection year of this OC3 file is not known; it is not used", YEAR
        ),
        id="OC3 without a year",
    ),
    pytest.param(
        {"old.csv": episodes(OPEN), "new.csv": episodes(OPEN.replace("2023", "2024"))},
        5,
        [
            line
            for name in ("new", "old")
            for line in hinted(
                f"r/{name}.csv: the collection year of this Episodes file is not known, since the "
                "folder's Episodes are of 2024 and 2025; it is not used",
                YEAR,
            )
        ],
        id="two returns in one folder, neither with its year",
    ),
    pytest.param(
        {"2024/a.csv": episodes(OPEN), "2024/b.csv": episodes(OPEN)},
        0,
        ["r/2024/b.csv: warning: has the same content as r/2024/a.csv; it is read once"],
        id="the same return twice",
    ),
    pytest.param(
        {"2024.csv": lines(f" Child Id ,{EPISODES.partition(',')[2]} ", OPEN)},
        0,
        [],
        id="headings with blanks, in another case",
    ),
    pytest.param(
        {"x.csv": "", "y.csv": "\n\n"},
        5,
        [
            *hinted("r: there are no records that can be read", NO_CSV),
            "r/x.csv: warning: the file is empty",
            "r/y.csv: warning: the file is empty",
        ],
        id="nothing but empty files",
    ),
    pytest.param(
        {"x.csv": episodes(OPEN).replace(",", ";")},
        0,
        [],
        id="semicolons",
    ),
    pytest.param(
        {"[red]\x1b[31mx\ny.csv": "colour,size\n"},
        5,
        hinted("r/[red][31mx y.csv:1: no table has these columns; none of the 2 is known", NAMES),
        id="a name with markup, an escape and a line break",
        marks=pytest.mark.skipif(sys.platform == "win32", reason="no such names there"),
    ),
]


@pytest.mark.parametrize(("content", "code", "expected"), RECORDS)
def test_records(content, code, expected, tmp_path, monkeypatch):
    """Each fault of a file in its own words, with its place and what to do."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r").mkdir()
    write(tmp_path / "r", content)
    before = {path: path.read_bytes() for path in files(tmp_path) if path.is_file()}

    outcome = check("--records", "r")

    assert (outcome[0], [line for line in outcome[1] if not line.startswith("Collection")]) == (
        code,
        expected,
    )
    assert {path: path.read_bytes() for path in files(tmp_path) if path.is_file()} == before


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        pytest.param("x.zip", b"no zip", ["x.zip: cannot be opened as a zip"], id="no zip"),
        pytest.param(
            "x.zip",
            zipped(inner_zip=zipped(a_csv="a")),
            [
                *hinted("x.zip: there are no records that can be read", NO_CSV),
                *hinted("x.zip/inner.zip: warning: zips inside folders and zips are not read",
                        "unpack it"),
            ],
            id="a zip in a zip",
        ),
        pytest.param(
            "x.zip",
            zipped(a_csv=episodes(OPEN)).replace(b"DECOM", b"DECOY"),
            ["x.zip/a.csv: cannot be unpacked: the zip is damaged"],
            id="a bad member",
        ),
        pytest.param(
            "x.yaml",
            b"plan: {}",
            hinted("x.yaml: is no folder, zip or table",
                   "save each table as a CSV file (`CSV UTF-8` in Excel)"),
            id="the plan",
        ),
    ],
)  # fmt: skip
def test_what_is_no_folder(name, content, expected, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {name: content})

    assert check("--records", name) == (5, expected)


def test_links_that_lead_round_in_a_circle(tmp_path, monkeypatch):
    """Links to folders are not followed, links to themselves are no files."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"r/2024.csv": episodes(OPEN)})
    (tmp_path / "r" / "up").symlink_to(tmp_path)
    (tmp_path / "r" / "self.csv").symlink_to("self.csv")

    assert check("--records", "r")[0] == 0


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FileNotFoundError(2, "No such file"), "vanished while the records were read"),
        (PermissionError(13, "Permission denied"), "cannot be read: Permission denied"),
        (OSError(5, "Input/output error"), "cannot be read: Input/output error"),
    ],
    ids=["vanished", "not permitted", "a broken disk"],
)
def test_a_file_that_cannot_be_read_after_all(error, words, tmp_path, monkeypatch):
    """It was there when the folder was listed; the other files are still used."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"r/2024 a.csv": episodes(OPEN), "r/2024 b.csv": lines(OC3)})
    ours = file_search._read_file

    def fail(path):
        if path.name != "2024 b.csv":
            return ours(path)
        with monkeypatch.context() as patched:
            patched.setattr(type(path), "open", lambda *_: _raise(error))
            return ours(path)

    monkeypatch.setattr(file_search, "_read_file", fail)

    assert check("--records", "r") == (5, [f"r/2024 b.csv: {words}"])


def _raise(error):
    raise error


def test_no_records_at_all_are_an_error_in_a_notebook_too(tmp_path):
    for there in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(RecordsError) as raised:
            load_records(there)
        assert raised.value.problems[0].path == str(there)
        assert raised.value.problems[0].hint == NO_CSV


def test_the_command_that_lists_measures_wants_records_too(here):
    result = run("measures", "--records", "nowhere")

    assert result.exit_code == 5
    assert result.stderr.startswith("nowhere: there is no such file or folder\n")


def test_a_column_that_no_file_has_is_not_supplied_instead_of_blank(tmp_path, monkeypatch):
    """No score was received is one thing; that nobody handed in scores is another."""
    monkeypatch.chdir(tmp_path)
    row = f"{MARKER},01/02/2012,1,1,1"
    header = "CHILD,DOB,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT"
    write(tmp_path, {"r/2024.csv": lines(header, row)})
    result = run("values", "sdq-score-received", "--records", "r")

    assert "not supplied" in result.stdout
    assert "needs column `sdq_score` of `outcomes`" in " ".join(result.stdout.split())


def test_a_headers_date_of_birth_serves_a_file_without_one(tmp_path):
    """OC3 files may leave out DOB where the Header has it."""
    needs = {"care_leavers": ["child_id", "dob"]}
    leavers = lines("CHILD,IN_TOUCH,ACTIV,ACCOM", "1,YES,F4,B1")
    alone = load_records(write(tmp_path / "a", {"2024.csv": leavers}))
    both = load_records(write(tmp_path / "b", {"2024 l.csv": leavers, "2024 h.csv": lines(HEADER)}))

    assert alone.lacks(needs) == ("column `dob` of `care_leavers`",)
    assert both.lacks(needs) == ()


MAPPING = """
sdq:
  child_id: Mosaic number
  score: Total difficulties
"""


def test_local_names_of_columns(tmp_path, monkeypatch):
    """Nobody has to rename a column: a mapping says which is which."""
    monkeypatch.chdir(tmp_path)
    rows = lines("MOSAIC NUMBER,Date,Total-difficulties", f"{MARKER},01/05/2023,12")
    write(tmp_path, {"r/x.csv": rows, "names.yaml": MAPPING})

    assert check("--records", "r")[0] == 5
    assert check("--records", "r", "--mapping", "names.yaml") == (0, [])
    for command in (["status"], ["values", "sdq-in-timescale"], ["measures"]):
        result = run(*command, "--records", "r", "--mapping", "names.yaml")
        assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "sdqs: {score: x}\nsdq: {child: Ref, score: [a], date: }\n",
            [
                *hinted("m.yaml:1:1: `sdqs` is no table", "did you mean `sdq`?"),
                *hinted("m.yaml:2:7: `child` is no column of `sdq`", "did you mean `child_id`?"),
                *hinted("m.yaml:2:26: `score` must be what the files call it",
                        "expected as in `sdq: {score: Total difficulties}`"),
                *hinted("m.yaml:2:31: `date` must be what the files call it",
                        "expected as in `sdq: {score: Total difficulties}`"),
            ],
            id="names that do not exist, and no names",
        ),
        pytest.param(
            "sdq: {child_id: Ref No, score: ref-no}\n",
            hinted("m.yaml:1:32: `ref-no` is given to `child_id` and to `score`",
                   "one column of a file can be only one of them"),
            id="one name for two columns",
        ),
        pytest.param(
            f"{MARKER},1\n",
            hinted("m.yaml:1:1: a mapping must name tables and their columns",
                   "expected as in `sdq: {score: Total difficulties}`"),
            id="no mapping but records",
        ),
        pytest.param("sdq: visits", hinted("m.yaml:1:1: `sdq` must name columns",
                     "expected as in `sdq: {score: Total difficulties}`"), id="no columns"),
    ],
)  # fmt: skip
def test_a_mapping_with_mistakes(text, expected, tmp_path, monkeypatch):
    """All of them at once, each with its place."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"m.yaml": text})

    assert check("--mapping", "m.yaml") == (5, expected)


MEASURE = """
from cptracker import col, events, measure

@measure(title="Teeth", unit="%", better="higher", needs={"outcomes": ["child_id"]})
def teeth(records):
    return events(records.outcomes, date="year_end")
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("x = 1\n", "m/p.py: there is no measure in this file", id="none in it"),
        pytest.param("import sys; sys.exit(0)\n", "m/p.py:1: raised SystemExit", id="it leaves"),
        pytest.param(
            MEASURE.replace('title="Teeth"', "title=5"),
            "m/p.py:4: measure `teeth` has no title",
            id="no title",
        ),
        pytest.param(
            MEASURE.replace('{"outcomes": ["child_id"]}', '{"outcomes": "child_id"}'),
            "m/p.py:4: `needs` of `teeth` must be columns by table",
            id="needs are no lists",
        ),
        pytest.param(
            MEASURE.replace('"outcomes":', '"outcome":'),
            "m/p.py:4: measure `teeth` needs the table `outcome`, which does not exist",
            id="a table that does not exist",
        ),
        pytest.param(
            MEASURE.replace('["child_id"]', '["child"]'),
            "m/p.py:4: measure `teeth` needs the column `child` of `outcomes`, which does not "
            "exist",
            id="a column that does not exist",
        ),
        pytest.param(
            f"{MEASURE}\nEXAMPLES = 7\n",
            "m/p.py: `EXAMPLES` must be a list of Example(…), or such lists by measure",
            id="examples that are none",
        ),
        pytest.param(
            "class Odd(Exception):\n    def __str__(self):\n        raise ValueError\nraise Odd\n",
            "m/p.py:4: raised Odd",
            id="an exception that fails to tell itself",
        ),
    ],
)
def test_plug_ins(text, expected, few_tables):
    """Named with file and line, as soon as they are looked at."""
    write(few_tables, {"m/p.py": text})
    code, output = check("--measures", "m", "--records", "records")

    assert (code, output[0]) == (4, expected)


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        ("nowhere", "nowhere: there is no such folder of measures"),
        ("records", "records: there is no plug-in in this folder"),
        ("plan/notes.txt", "plan/notes.txt: is no Python file"),
    ],
)
def test_folders_of_no_measures(measures, expected, few_tables):
    write(few_tables, {"plan/notes.txt": "Not a plug-in."})
    code, output = check("--measures", measures, "--records", "records")

    assert (code, output[0]) == (4, expected)
    assert output[1].startswith("    hint: name the folder that holds your plug-ins")


def test_a_plan_named_in_place_of_measures_is_no_table(few_tables):
    """YAML among the measures declares tables, so what a plan says is none of a table's facts."""
    code, output = check("--measures", "plan/plan.yaml", "--records", "records")

    assert (code, output[0]) == (
        4,
        "plan/plan.yaml:2:8: `identifier` is no fact of the table `plan`",
    )


def test_what_a_plug_in_prints_stays_out_of_the_result(here, capfd):
    write(
        here, {"m/p.py": f"print('hello')\n{MEASURE}".replace("return", "print('x')\n    return")}
    )
    result = run("values", "teeth", "--measures", "m", "--format", "csv")

    assert result.stdout.startswith("measure,")
    assert "hello\nx\n" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["status", "--records", ""], "'--records': it is blank; name a file or a folder"),
        (["status", "--plan", " "], "'--plan': it is blank; name a file or a folder"),
        (["status", "--as-at", "31/02/2024"], "'31/02/2024' is no day of the calendar"),
        (
            ["status", "--as-at", "12/31/2024"],
            "'12/31/2024' is no day of the calendar; the day comes before the month",
        ),
        (
            ["status", "--as-at", "1/4/24"],
            "'1/4/24' is no date; write 2025-03-31 or 31/03/2025",
        ),
        (["status", "--as-at", "31 May"], "'31 May' names no year; write 31 May 2026"),
        (["status", "--as-at", "31 June 2026"], "'31 June 2026' is no day of the calendar"),
        (["status", "--as-at", "31 Spring 2026"], "'31 Spring 2026' is no date; write 2025-03-31"),
        (["status", "--as-at", "0001-01-01"], "'0001-01-01' is not between 1990 and 2100"),
        (["values", "--from", "2024-01-01", "--to", "9999-12-31"], "is not between 1990 and 2100"),
        (["values", "teeth", "--by", "sex+sex"], "`sex+sex` is no breakdown; write a name such as"),
        (["values", "teeth", "--by", "sex+"], "`sex+` is no breakdown; write a name such as"),
        (["values", "teeth", "--by", ""], "`` is no breakdown; write a name such as `sex`"),
        (["status", "--priority", "9"], "the plan has no priority 9; it has 1 to 7"),
        (["status", "--year", "1800"], "1800 is not in the range 1990<=x<=2100"),
        (["status", "--every", "fortnight"], "'fortnight' is not one of 'month', 'quarter'"),
        (["example", "new", "--children", "1000000000"], "is not in the range 1<=x<=100000"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_slips_of_the_pen(args, words, here):
    """Wrong use is told at once, before anything is read or written."""
    before = files(here)
    result = run(*args, *(["--measures", "mine"] if args[0] == "values" else []))

    assert result.exit_code == 2
    assert words in result.stderr
    assert files(here) == before


@pytest.mark.parametrize("name", ["2024.csv", "r.zip", "book.XLSX"])
def test_records_in_place_of_a_plan_are_not_even_opened(name, tmp_path, monkeypatch):
    """A plan's mistakes quote it; a child's row must not be quoted."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {name: f"{MARKER},01/02/2003\n"})
    code, output = check("--plan", name)

    assert code == 3
    assert output[:2] == hinted(
        f"{name}: this is a file of records, expected a plan as *.yaml",
        "the plan is named with `--plan`, records with `--records`",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="devices")
def test_a_device_is_no_file_to_write_to(here):
    status = run("status", "-o", "/dev/null", "--force")

    assert status.exit_code == 2
    assert "/dev/null is no ordinary file" in status.stderr


def test_writing_over_a_link_writes_over_what_it_leads_to(here):
    (here / "link.txt").symlink_to("real.txt")
    (here / "real.txt").write_text("old", encoding="utf-8")
    result = run("status", "-o", "link.txt", "--force", "--plan", "plan", "--measures", "mine")

    assert result.exit_code == 0, result.output
    assert (here / "link.txt").is_symlink()
    assert "Our plan" in (here / "real.txt").read_text(encoding="utf-8")
    assert not [path for path in files(here) if path.suffix == ".part"]


@pytest.mark.parametrize("width", ["0", "1", "abc"])
def test_a_terminal_of_no_width_still_shows_the_status(width, here, monkeypatch):
    monkeypatch.setenv("COLUMNS", width)
    result = run("status", "--plan", "plan", "--measures", "mine")

    assert "Figures to" in result.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="a device that is always full")
def test_a_full_disk_is_no_fault_of_ours(here):
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cptracker", "schema"],
            stdout=full, stderr=subprocess.PIPE, check=False, timeout=60,
        )  # fmt: skip

    assert done.returncode == 2
    assert done.stderr == b"Error: the result cannot be written: No space left on device\n"


@pytest.mark.skipif(sys.platform == "win32", reason="shells")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "| true"])
def test_streams_that_are_closed(closed, here):
    """As in a job that nobody watches; nothing fails, whatever cannot be said."""
    command = f"{sys.executable} -m cptracker schema {closed}; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, timeout=60)

    assert (done.returncode, done.stderr) == (0, b"")


def test_empty_lines_without_end_cost_nothing(tmp_path):
    """A spreadsheet may leave a million of them behind the rows."""
    write(tmp_path, {"2024.csv": episodes(OPEN) + "\n" * 3_000_000})
    records = load_records(tmp_path)

    assert records.sources[0].rows == 1
    assert records.problems == ()


def test_progress_names_each_file(tmp_path):
    numbers = []
    write(tmp_path, {"2024 a.csv": episodes(OPEN), "2024 b.csv": lines(OC3)})
    load_records(tmp_path, progress=lambda *progress: numbers.append(progress))

    assert numbers == [(str(tmp_path / "2024 a.csv"), 0, 2), (str(tmp_path / "2024 b.csv"), 1, 2)]
