"""A child's row never leaves: what is in the cells of records is in no report and no failure.

A marker is put into every text of the records, once where it is good (identifiers, postcodes,
names) and once where it is a mistake; then everything is run that can be run, and everything that
can fail is made to. Survey groups, kinds of events and districts are names of groups, which
breakdowns show; they stay as they are.
"""

import csv
import json
from io import StringIO

import pytest
from command_line import OWN, TEETH, files, process, run
from paper_readers import all_words
from record_files import MARKER

import cptracker
from cptracker.records.formats import Type, formats
from cptracker.reports.editions.editions import EDITIONS
from cptracker.reports.writers.formats import FORMATS

IDENTIFIERS = {"child", "child_id", "mc_child", "sw_id", "worker_id", "adviser_id", "staff_id",
               "household_id", "event_id", "contact_id", "case_worker",
               "savings_account"}  # fmt: skip
FREE_TEXT = {"upn", "urn", "la_perm", "home_post", "pl_post", "name", "survey", "pcd", "country",
             "quality", "activity", "accommodation", "advocacy_issue", "answer"}  # fmt: skip
GROUP_NAMES = {"group", "kind", "laua", "course", "role", "alert_level", "question"}

EVERYTHING = [
    ["status"],
    ["status", "--format", "json"],
    ["status", "--engine", "duckdb", "--every", "month", "--priority", "1"],
    ["values"],
    ["values", "--by", "sex+age_group", "--format", "csv"],
    ["values", "--by", "ethnic_group", "--by", "uasc", "--format", "json"],
    ["values", "--by", "placement_type+provider"],
    ["check"],
    ["check", "--format", "json"],
    ["measures", "--records", "records"],
    ["measures", "--records", "records", "--format", "json"],
    ["status", "--by", "sex", "--by", "uasc"],
    ["explain", "social-workers-per-child"],
    ["explain", "dental-checks", "--format", "json"],
    ["request"],
    ["request", "--format", "json"],
]


def rewritten(path, change):
    """A CSV file whose cells are changed by column name and row."""
    text = path.read_text(encoding="utf-8-sig")
    header, *rows = csv.reader(StringIO(text))
    page = StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(header)
    for number, row in enumerate(rows):
        named = zip(header, row, strict=True)
        writer.writerow([change(name.casefold(), cell, number) for name, cell in named])
    path.write_text(page.getvalue(), encoding="utf-8")


def marked(name, cell, _number):
    """The marker where any text is good: each identifier still names the same thing everywhere."""
    if name in IDENTIFIERS:
        return f"{cell}-{MARKER}" if cell else cell
    return MARKER if name in FREE_TEXT else cell


def spoiled(name, cell, number):
    """As `marked`, and in every fourth row whatever is there is a mistake."""
    if number % 4 or name in IDENTIFIERS or name in GROUP_NAMES:
        return marked(name, cell, number)
    return f"{MARKER} {cell}"


def keeps_still(result, folder):
    """Nothing that was said, and no file that was written, holds the marker in any case."""
    said = result.stdout + result.stderr
    assert MARKER.casefold() not in said.casefold()
    written = [path for path in files(folder) if path.is_file() and "records" not in path.parts]
    assert written
    assert not [path for path in written if MARKER.encode() in path.read_bytes()]


@pytest.fixture(params=[marked, spoiled], ids=["in good cells", "in bad cells"])
def marked_here(request, here):
    for path in (here / "records").rglob("*.csv"):
        rewritten(path, request.param)
    mistakes = [*OWN, "--records", "records"]
    assert ("problem" in run("status", *mistakes).stdout) is (request.param is spoiled)
    return here


@pytest.mark.parametrize("args", EVERYTHING, ids=" ".join)
def test_no_report_holds_a_cell(marked_here, args):
    result = run(*args)

    assert result.exit_code in (0, 5)
    assert len(result.stdout) > 100
    keeps_still(result, marked_here.parent / marked_here.name)


LIST = ["cases", "social-workers-per-child"]


def test_only_a_list_that_is_asked_for_names_a_child(marked_here):
    """What `cases` is for; without the word it names nobody, as in a pipe."""
    keeps_still(run(*LIST), marked_here)
    keeps_still(run(*LIST, "-o", "list.csv"), marked_here)
    shown = run(*LIST, "--operational", "--since", "202425")

    assert shown.stdout.startswith("OPERATIONAL")
    assert MARKER in shown.stdout
    assert MARKER not in shown.stderr


@pytest.mark.parametrize(
    ("args", "name"),
    [
        (["status"], "status.txt"),
        (["status", "--format", "json"], "status.json"),
        (["values", "--by", "sex", "--format", "csv"], "values.csv"),
        (["check", "--format", "json"], "check.json"),
    ],
)
def test_no_file_holds_a_cell(marked_here, args, name):
    result = run(*args, "-o", name)

    assert (marked_here / name).stat().st_size > 0
    keeps_still(result, marked_here)


def test_the_marker_stands_in_every_text():
    """But in names of groups; a column that is added to a table cannot be forgotten here."""
    texts = {
        column.source.casefold()
        for one in formats().values()
        for column in one.columns
        if column.type in (Type.ID, Type.TEXT, Type.POSTCODE)
    }

    assert texts <= IDENTIFIERS | FREE_TEXT | GROUP_NAMES


AUDIENCES = {
    "public": list(EDITIONS),
    "restricted": [name for name, edition in EDITIONS.items() if not edition.public_only],
}


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_paper_holds_a_cell(marked_here, audience):
    """In any format, nor any part of it, unzipped; dots can hold no words but beside them."""
    editions = [part for name in AUDIENCES[audience] for part in ("--edition", name)]
    outputs = [part for ending in FORMATS for part in ("-o", f"paper{ending}")]
    result = run("report", *editions, "--audience", audience, *outputs)

    assert result.exit_code in (0, 5)
    keeps_still(result, marked_here)
    papers = sorted(marked_here.glob("paper*"))
    of_an_edition = [ending for ending, form in FORMATS.items() if form.of == "document"]
    assert {path.suffix for path in papers} == set(FORMATS)
    assert len(papers) - len(FORMATS) == (len(AUDIENCES[audience]) - 1) * len(of_an_edition)
    for paper in papers:
        content, ending = paper.read_bytes(), paper.suffix
        words = content.decode("latin-1") if ending == ".png" else all_words(content, ending)
        assert len(words) > 1000
        assert MARKER.casefold() not in words.casefold()


def test_a_process_says_no_more_than_its_commands(marked_here):
    """Libraries may write to the standard error on their own."""
    done = process("values", "--by", "sex", "--records", "records")

    assert done.returncode in (0, 5)
    assert MARKER.encode() not in done.stdout + done.stderr


HEADER = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
)
ROW = f"{MARKER},01/04/2024,S,C2,N1,U6,PR1,,,,{MARKER},{MARKER},{MARKER}"


BROKEN = {
    "a long row": f"{HEADER}\n{ROW},{MARKER}\n{ROW}\n",
    "a short row": f"{HEADER}\n{MARKER},01/04/2024\n{ROW}\n",
    "quotes left open": f'{HEADER}\n"{ROW}\n{ROW}\n',
    "the same row twice": f"{HEADER}\n{ROW}\n{ROW}\n",
    "no header row": f"{ROW}\n{ROW}\n",
    "semicolons and no header row": f"{MARKER};{MARKER}\n{MARKER};{MARKER}\n",
    "a column twice": f"CHILD,{HEADER}\n{MARKER},{ROW}\n",
    "UTF-16": f"{HEADER}\n{ROW}\n".encode("utf-16"),
    "Windows-1252": f"{HEADER}\n{ROW}é\n".encode("cp1252"),
    "a null byte": f"{HEADER}\n{ROW}\0{MARKER}\n",
}


def broken(folder, name):
    """A file of that fault in a folder."""
    path = folder / f"{name.replace(' ', '-')}.csv"
    content = BROKEN[name]
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("command", ["check", "status", "values"])
def test_no_broken_file_is_quoted(here, name, command):
    apart = here / "apart" / "records"
    apart.mkdir(parents=True)

    keeps_still(run(command, "--records", broken(apart, name), "--year", "2025"), here)


@pytest.mark.parametrize("command", ["check", "status", "values"])
def test_no_broken_file_is_quoted_beside_sound_ones(here, command):
    for name in BROKEN:
        broken(here / "records", name)

    keeps_still(run(command), here)


RAISING = {
    "its own words": "raise ValueError(str(records.engine.rows(records.outcomes)))",
    "an assertion": "assert records.engine.rows(records.outcomes) == [], records.engine.rows("
    "records.outcomes)",
    "a missing key": "{}[records.engine.rows(records.outcomes.select('child_id'))[0]]",
    "words like ours": "raise cptracker.CptrackerError(str(records.engine.rows(records.outcomes)))",
    "the engine's words": "records.outcomes.select(col('child_id').cast(nw.Int64)).collect()",
    "a cast in the frame": "return events(records.outcomes, date='year_end',"
    " met=col('child_id').cast(nw.Int64) == 1)",
    "no members": "return records.engine.rows(records.outcomes)",
}


@pytest.mark.parametrize("line", RAISING.values(), ids=RAISING)
@pytest.mark.parametrize("command", ["status", "values", "check"])
def test_a_plug_in_that_fails_on_a_row_does_not_quote_it(here, command, line):
    """An author may put a row into the words of an exception; none of them are passed on."""
    for path in (here / "records").rglob("*.csv"):
        rewritten(path, marked)
    imports = "import cptracker\nimport narwhals.stable.v2 as nw\n"
    plugin = TEETH.replace("    return events", f"    {line}\n    return events")
    (here / "mine" / "teeth.py").write_text(imports + plugin, encoding="utf-8")
    plan = ["--plan", "plan"] if command != "values" else []
    result = run(command, "--measures", "mine", *plan)

    assert result.exit_code == 4
    assert "teeth" in result.output
    said = result.stdout + result.stderr
    assert MARKER not in said


def test_what_a_plug_in_raises_while_it_loads_is_told_without_its_words(here):
    """It may have read a file of records by itself, so that a cell stands in them."""
    code = f"raise ValueError('{MARKER}')\n"
    (here / "mine" / "broken.py").write_text(code, encoding="utf-8")
    result, checked = run("status", *OWN), run("check", *OWN)

    assert result.exit_code == 4
    assert "broken.py:1: raised ValueError" in result.output + checked.output
    assert MARKER not in result.output + result.stderr + checked.output + checked.stderr


def test_a_fault_of_ours_does_not_quote_its_row(here, monkeypatch):
    def fail(*_, **__):
        raise ValueError(MARKER)

    monkeypatch.setattr("cptracker.status.builder.build_status", fail)
    result = run("status", *OWN)

    assert result.exit_code == 1
    keeps_still(result, here)


@pytest.mark.parametrize("kind", ["polars", "pandas", "pyarrow"])
def test_frames_are_not_quoted_either(kind):
    """What is said of a frame names its row and column."""
    library = pytest.importorskip(kind)
    columns = {
        "child_id": [MARKER, MARKER],
        "due": [MARKER, "31/02/2024"],
        "completed": [MARKER, ""],
    }
    make = {"polars": "DataFrame", "pandas": "DataFrame", "pyarrow": "table"}[kind]
    records = cptracker.from_frames({"peps": getattr(library, make)(columns)})
    result = cptracker.compute("peps-in-timescale", records, as_at="2025-03-31")

    assert records.problems
    assert MARKER not in json.dumps([str(problem) for problem in records.problems])
    assert MARKER not in str(result)
