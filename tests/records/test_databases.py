"""Views of a database are the tables that a folder of the same records is; faults are placed."""

import polars as pl
import pytest
from other_datasets import ssd
from postgres import PASSWORD, fill, server, why_not

import cptracker
from cptracker.model.problems import PlanError, RecordsError
from cptracker.plan.project import read_project
from cptracker.records.databases import naming
from cptracker.records.databases.naming import Database
from cptracker.records.loading import load_records
from cptracker.records.reading import read_records
from cptracker.synthetic.records import write_example

psycopg = pytest.importorskip("psycopg", reason="needs the extra cptracker[database]")
pytest.importorskip("sqlalchemy", reason="needs the extra cptracker[database]")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("council") / "903"
    write_example(made, children=40, years=2, seed=7)
    return made


@pytest.fixture(scope="module")
def tables(folder):
    return dict(read_records([folder]).tables)


@pytest.fixture(scope="module")
def port(tables):
    """A server with the council's tables in a schema of their own, and faulty views beside them."""
    if why_not():
        pytest.skip(why_not())
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as name, server(Path(name)) as number:
        where = f"postgresql://boss:{PASSWORD}@127.0.0.1:{number}/postgres"
        with psycopg.connect(where, autocommit=True) as connection:
            fill(connection, tables)
            fill(connection, _frames(ssd(tables)), schema="dataset")
            for statement in FAULTY.split(";"):
                connection.execute(statement)
        yield number


def _frames(made):
    return {name: pl.DataFrame(rows, infer_schema_length=None) for name, rows in made.items()}


FAULTY = """
CREATE VIEW care.v_timed AS
    SELECT child_id, date::timestamp AT TIME ZONE 'Europe/London' AS date, score,
           NULL::text AS forename
    FROM care.sdq;
CREATE VIEW care.v_typed AS
    SELECT child_id, 'LEAK-7731'::text AS date, score FROM care.sdq;
CREATE VIEW care.v_infinite AS
    SELECT child_id, adviser_id, start, 'infinity'::date AS "end" FROM care.adviser_spells;
CREATE VIEW care.v_wrong AS SELECT child_id, due, completed FROM care.peps;
CREATE TABLE public."OC3" AS
    SELECT child_id AS "CHILD", dob AS "DOB", in_touch AS "IN_TOUCH", activity AS "ACTIV",
           accommodation AS "ACCOM", year_end AS "YEAR_END" FROM care.care_leavers;
CREATE TABLE public.invoices (id int);
CREATE ROLE reader LOGIN PASSWORD 'only-for-this-test'
"""


@pytest.fixture
def name(port, monkeypatch):
    """Who connects and the password stand in the environment alone."""
    monkeypatch.setenv(naming.USER, "boss")
    monkeypatch.setenv(naming.PASSWORD, PASSWORD)
    return f"postgresql://127.0.0.1:{port}/postgres"


def in_views(name, tables, schema="care"):
    return Database(name=name, views={table: f"{schema}.{table}" for table in tables})


def test_a_database_gives_the_rows_of_the_folder(name, tables, folder):
    frames = load_records(in_views(name, tables)).as_polars()
    expected = load_records(folder).as_polars()

    assert frames.keys() == expected.keys()
    for table, frame in frames.items():
        columns = [column for column in expected[table].columns if column != "_place"]
        assert frame.select(columns).equals(expected[table].select(columns)), table


@pytest.mark.parametrize(
    "who", ["", ";UID=boss;PWD=${CARE_PWD}", ";Uid={boss};Pwd={${CARE_PWD}}"],
    ids=["from the environment", "in variables", "in braces"],
)  # fmt: skip
def test_an_odbc_string_of_postgresql_gives_the_same_rows(name, port, tables, monkeypatch, who):
    """It is read by PostgreSQL's own client, whose times keep their zone."""
    monkeypatch.setenv("CARE_PWD", PASSWORD)
    odbc = f"Driver={{PostgreSQL Unicode}};Server=127.0.0.1;Port={port};Database=postgres{who}"
    views = {"sdq": "care.v_timed", "episodes": "care.episodes"}
    by_odbc = load_records(Database(name=odbc, views=views)).as_polars()
    by_url = load_records(Database(name=name, views=views)).as_polars()

    assert by_odbc["episodes"].height == tables["episodes"].height
    for table, frame in by_odbc.items():
        columns = [column for column in frame.columns if column != "_place"]
        assert frame.select(columns).equals(by_url[table].select(columns)), table


def test_a_database_of_the_ssd_is_read_too(name, tables):
    frames = load_records(in_views(name, ssd(tables), schema="dataset")).as_polars()
    assert frames["episodes"].height == tables["episodes"].height


def test_without_views_those_are_read_that_are_called_as_tables(name, tables):
    records = load_records(name)

    assert records.tables == ("care_leavers",)
    assert records.as_polars()["care_leavers"].height == tables["care_leavers"].height


def test_times_with_a_zone_are_days_in_london_and_other_columns_stay_there(name, tables):
    """The server keeps its clock in New York; midnight in London is the evening before there."""
    records = load_records(Database(name=name, views={"sdq": "care.v_timed"}))

    assert records.as_polars()["sdq"]["date"].to_list() == tables["sdq"]["date"].to_list()
    assert any("not read: forename" in problem.message for problem in records.problems)


def test_files_frames_and_a_database_are_read_in_one_call(name, tables, folder):
    visits = tables["visits"].to_pandas()
    records = load_records(
        [folder / "2025", folder / "2026", {"visits": visits}, in_views(name, ["sdq"])]
    )
    assert {"episodes", "visits", "sdq"} <= set(records.tables)


def faults(*sources, **options):
    """What is told, whether some tables could be read or none."""
    try:
        problems = load_records(list(sources), **options).problems
    except RecordsError as error:
        problems = error.problems
    return [str(problem) for problem in problems]


VIEW_FAULTS = [
    pytest.param({"sdq": "care.gone"}, "the view care.gone is not there", id="gone"),
    pytest.param({"sdq": "care.v_wrong"}, "<care.v_wrong>: has the columns of peps", id="another"),
    pytest.param(
        {"squirrels": "care.sdq"}, "`squirrels`, which is no table of records", id="table"
    ),
    pytest.param({"sdq": "care.v_typed"}, "<care.v_typed>:1:2: date must be a date", id="type"),
    pytest.param(
        {"adviser_spells": "care.v_infinite"},
        "<care.v_infinite>:1:4: end must be a date",
        id="infinity",
    ),
]


@pytest.mark.parametrize(("views", "words"), VIEW_FAULTS)
def test_a_fault_of_a_view_is_told_and_the_others_are_read(name, views, words):
    database = Database(name=name, views={**views, "visits": "care.visits"}, path="p.yaml", line=3)
    messages = faults(database)

    assert any(words in message for message in messages), messages
    assert load_records(database).tables[-1] == "visits"
    assert not any("LEAK" in message or PASSWORD in message for message in messages)


def test_a_view_that_may_not_be_read_is_told(name, monkeypatch):
    monkeypatch.setenv(naming.USER, "reader")
    messages = faults(Database(name=name, views={"sdq": "care.sdq"}))
    assert any("may not be read by this user" in message for message in messages), messages


def test_no_connection_is_told_without_who_connects(name, monkeypatch):
    refused = Database(
        name="postgresql://boss:secret@127.0.0.1:1/care", path="p.yaml", line=2, column=5
    )
    monkeypatch.setenv(naming.PASSWORD, "wrong-7731")
    for database, words in (
        (refused, "p.yaml:2:5: cannot be connected to: the connection is refused"),
        (Database(name=name), "the user or the password is not accepted"),
        (Database(name="postgresql://no-such-server.invalid/care"), "there is no such server"),
        (Database(name="nosuch://server/care"), "is the name of no database that can be read"),
    ):
        (message, *_) = faults(database)
        assert words in message
        assert not any(word in message for word in ("secret", "boss", "7731"))


def test_a_variable_that_is_not_set_is_named(monkeypatch):
    monkeypatch.delenv("CARE_PWD", raising=False)
    (message,) = faults("Driver={ODBC Driver 18 for SQL Server};Server=db;PWD=${CARE_PWD}")
    assert "the environment has no variable CARE_PWD" in message


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgresql://me:LEAK@db.example:5432/care", "postgresql://db.example/care"),
        ("Driver={ODBC 18};Server=db\\x;Database=care;UID=me;PWD=LEAK", "odbc:db\\x/care"),
        ("DSN=care;UID=me;PWD=LEAK", "odbc:care"),
    ],
)
def test_a_database_never_shows_who_connects(text, shown):
    database = Database(name=text)
    assert str(database) == shown
    assert "LEAK" not in repr(database)


def test_the_project_file_names_databases_with_views(name, tmp_path):
    path = tmp_path / "cptracker.yaml"
    path.write_text(f"records:\n  - database: {name}\n    views: {{sdq: care.sdq}}\n")
    (database,) = read_project(path).records

    assert load_records(database).tables == ("sdq",)
    assert (database.path, database.line) == (str(path), 2)


PROJECT_FAULTS = [
    ("records: postgresql://me:LEAK@db/care\n", "1:10: a password stands in this file"),
    ("records: Driver=x;Server=db;PWD=LEAK\n", "1:10: a password stands in this file"),
    ("records:\n  - database: care\n", "2:5: `database` must be a URL or an ODBC string"),
    ("records:\n  - database: a://b/c\n    view: {}\n", "3:5: unknown key `view`"),
    ("records:\n  - database: a://b/c\n    views: [x]\n", "3:12: `views` must say which view"),
    ("records:\n  - database: a://b/c\n    views: {sdq: }\n", "`sdq` must name a view"),
]


@pytest.mark.parametrize(("text", "words"), PROJECT_FAULTS)
def test_a_mistake_in_the_project_file_has_its_place(tmp_path, text, words):
    path = tmp_path / "cptracker.yaml"
    path.write_text(text)
    with pytest.raises(PlanError) as raised:
        read_project(path)

    (problem,) = raised.value.problems
    assert words in str(problem)
    assert "LEAK" not in str(problem)


def test_figures_can_be_computed_from_a_database(name, tables):
    computed = cptracker.compute("children-looked-after", in_views(name, tables))
    assert computed["value"].drop_nulls().len()
