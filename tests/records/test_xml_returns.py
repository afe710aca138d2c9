"""The SSDA903 return as XML: the same tables as from CSV files, each mistake at line and column."""

import pytest
from record_files import THIRD_PARTY, problem_lines, read, write
from return_forms import as_xml, tables_of, write_csvs, xml_as_rows

from cptracker.model.problems import Severity
from cptracker.records.loading import load_records
from cptracker.records.reading import read_records
from cptracker.synthetic.records import write_example

NOT_IN_XML = {"social_worker_spells", "deprivations_of_liberty"}


@pytest.fixture(scope="module")
def council(tmp_path_factory):
    """Two returns of an invented council as CSV files."""
    folder = tmp_path_factory.mktemp("council") / "csv"
    write_example(folder, children=30, years=2, seed=3)
    return [folder / "2025", folder / "2026"]


@pytest.mark.parametrize("pretty", [True, False], ids=["a line each", "one line"])
def test_a_return_as_xml_gives_the_tables_of_its_csv_files(council, tmp_path, pretty):
    for folder in council:
        data = as_xml(tables_of(folder), pretty=pretty)
        write(tmp_path, {f"{folder.name}.xml": data})
    expected = read_records(council).tables
    records = read_records([tmp_path])

    assert records.tables.keys() == expected.keys() - NOT_IN_XML
    for name, table in records.tables.items():
        assert table.equals(expected[name]), name
    assert records.years["episodes"] == (2025, 2026)


def test_an_xml_return_is_read_where_it_is_named_itself_and_in_a_zip(council, tmp_path):
    import zipfile

    data = as_xml(tables_of(council[1]))
    write(tmp_path, {"2026.xml": data})
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("2026.xml", data)

    named, packed = (load_records(tmp_path / name) for name in ("2026.xml", "a.zip"))
    assert named.tables == packed.tables
    assert "episodes" in named.tables


@pytest.mark.skipif(not THIRD_PARTY.is_dir(), reason="another project's files are not here")
def test_another_projects_xml_and_its_rows_as_csv_are_the_same_tables(tmp_path):
    """The validator's XML holds other children than its CSV files, so its own rows are compared."""
    path = THIRD_PARTY / "fake_903.xml"
    csvs = write_csvs(tmp_path / "2018", xml_as_rows(path.read_bytes()))
    loaded, expected = read_records([path]), read_records([csvs])

    assert loaded.tables.keys() == expected.tables.keys()
    for name, table in loaded.tables.items():
        assert table.equals(expected.tables[name]), name


CHILD = """<EXPSSDA903>
<CHILD>
 <HEADER>
  <CHILDID>{id}</CHILDID><SEX>F</SEX><DOB>{born}</DOB><ETHNIC>WBRI</ETHNIC>{more}
 </HEADER>
 <EPISODE><DECOM>01/05/2024</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U6</PL></EPISODE>
 <EPISODE>
   <DECOM>{decom}</DECOM><RNE>P</RNE><LS>C2</LS>
   <PL>U6</PL>
 </EPISODE>
</CHILD>
</EXPSSDA903>"""


def child(**changes):
    fields = {"id": "LEAK-7731", "born": "02/03/2015", "more": "", "decom": "06/08/2024"}
    return CHILD.format(**{**fields, **changes})


FAULTS = [
    pytest.param(child(decom="31/02/2024"), "x.xml:8:4: DECOM must be a day", id="no date"),
    pytest.param(child(decom=""), "x.xml:8:4: DECOM is blank", id="blank key"),
    pytest.param(child(id=""), "x.xml:4:3: CHILD is blank", id="a child without an identifier"),
    pytest.param(child(born="12/2015"), "x.xml:4:43: DOB must be a date", id="no day of birth"),
    pytest.param(
        child(more="<AREVIEW><REVIEW>1</REVIEW></AREVIEW>"),
        "x.xml:4:94: REVIEW must be a date",
        id="review",
    ),
    pytest.param(
        child(more="<DOB>01/01/2012</DOB>"),
        "x.xml:4:85: DOB stands twice in one HEADER; the first is used",
        id="a field twice",
    ),
]


@pytest.mark.parametrize(("text", "expected"), FAULTS)
def test_a_mistake_has_the_line_and_column_of_its_element(tmp_path, text, expected):
    loaded = read(tmp_path, {"2025/x.xml": text})
    messages = [
        message.removeprefix("2025/") for message in problem_lines(loaded.problems, tmp_path)
    ]

    assert any(expected in message for message in messages), messages
    assert not any("LEAK" in message for message in messages)


def test_unknown_elements_are_told_and_the_rest_is_read(tmp_path):
    text = child(more="<WARD>x</WARD><SWSPELL><SW_ID>SW1</SW_ID></SWSPELL>")
    loaded = read(tmp_path, {"2025/x.xml": text})
    messages = problem_lines(loaded.problems, tmp_path)

    assert "2025/x.xml:4:85: no return has WARD in HEADER; it is not read" in messages
    assert "2025/x.xml:4:99: no return has SWSPELL in HEADER; it is not read" in messages
    assert loaded.tables["episodes"].height == 2


BOMB = """<?xml version="1.0"?>
<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<EXPSSDA903><CHILD><HEADER><CHILDID>&b;</CHILDID></HEADER></CHILD></EXPSSDA903>"""
OUTSIDE = """<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<EXPSSDA903><CHILD><HEADER><CHILDID>&a;</CHILDID></HEADER></CHILD></EXPSSDA903>"""
CIN = """<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2025</Year>
</CollectionDetails></Header><Children><Child/></Children></Message>"""
REFUSED = [
    pytest.param(BOMB, "x.xml:2:", "declares a document type", id="entity bomb"),
    pytest.param(OUTSIDE, "x.xml:1:", "declares a document type", id="outside entity"),
    pytest.param(CIN, "x.xml:1:", "is the XML of the children in need census", id="CIN census"),
    pytest.param(CIN.replace("CIN", "X"), "", "is the XML of another collection", id="another"),
    pytest.param("<Message/>", "", "is the XML of another collection", id="empty message"),
    pytest.param("<html/>", "x.xml:1:1", "is XML, but no SSDA903 return", id="a web page"),
    pytest.param(child()[:-20], "x.xml:11:", "cannot be read as XML", id="cut off"),
    pytest.param("", "x.xml", "cannot be read as XML: no element found", id="empty"),
    pytest.param("<EXPSSDA903/>", "x.xml:1", "the return holds no child", id="no child"),
    pytest.param("<EXPSSDA903>" + "<a>" * 50, "x.xml:1:", "deeper than any return", id="deep"),
    pytest.param(child(id="x" * 200_000), "x.xml:4:", "more than 100,000 letters", id="long cell"),
]


@pytest.mark.parametrize(("text", "place", "words"), REFUSED)
def test_what_is_no_sound_return_is_refused_in_its_place(tmp_path, text, place, words):
    write(tmp_path, {"x.xml": text})
    loaded = read_records([tmp_path / "x.xml"])

    assert not loaded.tables
    (problem,) = loaded.problems
    assert words in problem.message
    assert str(problem).removeprefix(f"{tmp_path}/").startswith(place)


def test_a_huge_file_is_refused_before_it_is_parsed(tmp_path, monkeypatch):
    from cptracker.records import xml_returns

    monkeypatch.setattr(xml_returns, "xml_layout", lambda: {"largest": 50})
    write(tmp_path, {"x.xml": child()})

    (problem,) = read_records([tmp_path / "x.xml"]).problems
    assert "too large" in problem.message


def test_another_xml_beside_records_is_no_error_but_a_broken_return_is(tmp_path, council):
    for text, severity in ((CIN, Severity.WARNING), (child()[:-20], Severity.ERROR)):
        folder = write(tmp_path / severity, {"x.xml": text})
        (problem,) = read_records([folder]).problems
        assert problem.severity is severity


def test_a_return_in_two_forms_in_one_folder_is_read_once(tmp_path, council):
    tables = tables_of(council[1])
    write_csvs(tmp_path / "2026", tables)
    write(tmp_path / "2026", {"all.xml": as_xml(tables)})
    loaded = read_records([tmp_path])

    assert loaded.tables["episodes"].equals(read_records([council[1]]).tables["episodes"])
    assert any(
        message.endswith("all.xml: the folder holds this return as files of single tables, too, "
                         "which are read; this file is not")
        for message in problem_lines(loaded.problems, tmp_path)
    )  # fmt: skip


def test_a_child_of_an_xml_return_is_traced_to_its_line(tmp_path):
    write(tmp_path, {"2025/x.xml": child()})
    records = load_records(tmp_path)
    places = records.traced("episodes").select("_place").collect().to_native()["_place"]

    assert [records.standing_at("episodes", place)[1] for place in places] == [6, 7]
