"""Tables of a council's own, which a plug-in declares and nobody builds into the library."""

from pathlib import Path

import duckdb
import polars as pl
import pytest

import cptracker
from cptracker.authoring.registry import find_measures
from cptracker.authoring.tables import tables_needed
from cptracker.engine.isolation.remote_measures import find_measures as find_apart
from cptracker.records.loading import from_frames, load_records
from cptracker.status.problems import measure_problems

DECLARED = """
supervisions = table(
    "supervisions",
    columns={
        "worker_id": "id required key filled",
        "due": "date required key filled",
        "held": "date required",
        "team": "text",
    },
    covers={"dates": "held", "first": "quarter 80", "last": "month 21"},
    service="Children's social care",
)
"""

MEASURE = '''
from cptracker import Example, deadlines, measure, table
{declared}

@measure(
    title="Supervisions held by their due day",
    unit="%",
    better="higher",
    needs={{"supervisions": ["worker_id", "due", "held"]}},
    by=["team"],
    every="quarter",
    about="staff",
    nouns=("supervision", "supervisions"),
)
def supervisions_on_time(records):
    """Share of the supervisions due in the period that were held by their due day."""
    return deadlines(records.supervisions, subject="worker_id", due="due", done="held")


EXAMPLES = [
    Example(
        tables={{"supervisions": [
            {{"worker_id": "W1", "due": "2025-01-31", "held": "2025-01-31"}},
            {{"worker_id": "W2", "due": "2025-01-31", "held": "2025-02-01"}},
        ]}},
        period="202425Q4", met={{"W1"}}, missed={{"{missed}"}},
    ),
]
'''

YAML = """
supervisions:
  service: Children's social care
  covers: {dates: held, first: quarter 80, last: month 21}
  columns:
    worker_id: id required key filled
    due: date required key filled
    held: date required
    team: text
"""

ROWS = """Worker ID,Due,Held,Team
W1,31/01/2026,30/01/2026,North
W2,31/01/2026,02/02/2026,South
W3,28/02/2026,28/02/2026,North
W4,31/03/2026,30/03/2026,
W5,31/12/2027,,North
"""


def plugin(folder: Path, *, in_yaml: bool = False, missed: str = "W2") -> Path:
    """A folder with the measure, its table declared in the file or beside it."""
    folder.mkdir(exist_ok=True)
    declared = "" if in_yaml else DECLARED
    text = MEASURE.format(declared=declared, missed=missed)
    (folder / "supervisions.py").write_text(text, encoding="utf-8")
    if in_yaml:
        (folder / "tables.yaml").write_text(YAML, encoding="utf-8")
    return folder


def supervision_rows(tmp_path: Path) -> Path:
    """A folder of records with a file of any name."""
    folder = tmp_path / "records"
    folder.mkdir(exist_ok=True)
    (folder / "whatever.csv").write_text(ROWS, encoding="utf-8")
    return folder


def figures(table: pl.DataFrame) -> list[tuple[str, int, int]]:
    """Group, numerator and denominator of those that have any."""
    known = table.filter(pl.col("denominator") > 0)
    return known.select("group", "numerator", "denominator").rows()


EXPECTED = [("", 3, 4), ("North", 2, 2), ("South", 0, 1), ("unknown", 1, 1)]

QUARTER = {"first": "2026-03-31", "last": "2026-03-31", "as_at": "2026-03-31", "by": "team"}


@pytest.mark.parametrize("in_yaml", [False, True])
def test_a_declared_table_is_read_from_files_and_counted(tmp_path, in_yaml):
    folder, rows = plugin(tmp_path / "own", in_yaml=in_yaml), supervision_rows(tmp_path)

    computed = cptracker.compute("supervisions-on-time", rows, registry=folder, **QUARTER)

    assert figures(computed) == EXPECTED


@pytest.mark.parametrize("in_yaml", [False, True])
def test_its_measure_holds_against_its_examples_in_a_process_of_its_own(tmp_path, in_yaml):
    """The commands run other people's measures apart; a false example is told all the same."""
    right = find_apart([plugin(tmp_path / "right", in_yaml=in_yaml)])
    wrong = find_apart([plugin(tmp_path / "wrong", in_yaml=in_yaml, missed="W9")])
    records = load_records(supervision_rows(tmp_path), tables=right.tables)

    assert right.problems == wrong.problems == ()
    assert [problem.message for problem in measure_problems(right, records, records.as_at)] == []
    (text,) = [problem.message for problem in measure_problems(wrong, records, records.as_at)]
    assert "does not hold: missed is ['W2'], not ['W9']" in text


@pytest.mark.parametrize("kind", ["polars", "polars lazy", "pandas", "duckdb"])
def test_it_is_known_in_frames_eager_and_lazy(tmp_path, kind):
    measure = find_measures([plugin(tmp_path / "own")]).measures["supervisions-on-time"]
    eager = pl.read_csv(ROWS.encode(), infer_schema=False)
    connection = duckdb.connect()
    connection.register("rows", eager.to_arrow())  # a name like any other
    frame = {
        "polars": eager,
        "polars lazy": eager.lazy(),
        "pandas": eager.to_pandas(),
        "duckdb": connection.sql("select * from rows"),
    }[kind]

    computed = cptracker.compute(measure, {"any name": frame}, **QUARTER)

    table = {
        "polars": lambda: computed,
        "polars lazy": lambda: computed.collect(),
        "pandas": lambda: pl.from_pandas(computed),
        "duckdb": lambda: computed.pl(),
    }[kind]()
    assert figures(table) == EXPECTED


def test_its_cells_are_checked_with_their_place(tmp_path):
    registry = find_measures([plugin(tmp_path / "own")])
    rows = supervision_rows(tmp_path)
    text = ROWS.replace("02/02/2026", "31/02/2026").replace("30/03/2026", "30/03/2077")
    (rows / "whatever.csv").write_text(text, encoding="utf-8")

    problems = load_records(rows, tables=registry.tables).problems

    texts = [
        f"{Path(problem.path).name}:{problem.line}:{problem.column}: {problem.message}"
        for problem in problems
    ]
    assert texts == [
        "whatever.csv:3:3: held must be a day of the calendar between 1900 and 2100",
        "whatever.csv:5:3: held is in the future",
    ]


def test_a_day_that_is_planned_may_be_to_come(tmp_path):
    """Only the dates that are evidence of what the table covers are of days gone by."""
    registry = find_measures([plugin(tmp_path / "own")])

    records = load_records(supervision_rows(tmp_path), tables=registry.tables)

    assert records.problems == ()
    assert records.covers("supervisions").last.isoformat() == "2026-03-31"


def test_without_its_declaration_it_is_no_table(tmp_path):
    with pytest.raises(cptracker.RecordsError, match="no table has these columns"):
        load_records(supervision_rows(tmp_path))


TEAMS = '''
from cptracker import events, measure, col

@measure(
    title="Visits alone", unit="%", better="higher", every="quarter", by=["team", "quadrant"],
    needs={"visits": ["child_id", "visit_date", "seen_alone", "team"]},
)
def visits_alone(records):
    """Share of visits at which the child was seen alone."""
    return events(records.visits, date="visit_date", met=col("seen_alone") == 1)
'''


def visits(columns: str, *rows: str) -> pl.DataFrame:
    return pl.read_csv("\n".join((columns, *rows)).encode(), infer_schema=False)


@pytest.mark.parametrize("lazy", [False, True])
def test_further_columns_of_a_shipped_table_stay_where_a_measure_names_them(tmp_path, lazy):
    (tmp_path / "own.py").write_text(TEAMS, encoding="utf-8")
    registry = find_measures([tmp_path / "own.py"])
    rows = ("A,03/01/2026,yes,North", "B,04/03/2026,no,South", "C,31/03/2026,no,North")
    frame = visits("child_id,visit_date,seen_alone,Team", *rows)

    records = from_frames({"v": frame.lazy() if lazy else frame}, tables=registry.tables)
    computed = cptracker.compute(registry.measures["visits-alone"], records, **QUARTER)

    assert records.problems == ()
    assert figures(computed.collect() if lazy else computed) == [
        ("", 1, 3),
        ("North", 1, 2),
        ("South", 0, 1),
    ]


@pytest.mark.parametrize("lazy", [False, True])
def test_a_further_column_that_is_needed_and_not_there_is_named(tmp_path, lazy):
    (tmp_path / "own.py").write_text(TEAMS, encoding="utf-8")
    registry = find_measures([tmp_path / "own.py"])
    measure = registry.measures["visits-alone"]
    frame = visits("child_id,visit_date,seen_alone", "A,03/03/2026,yes")

    records = from_frames({"v": frame.lazy() if lazy else frame}, tables=registry.tables)

    assert records.lacks(measure.needs) == ("column `team` of `visits`",)


@pytest.mark.parametrize("lazy", [False, True])
def test_a_further_column_that_only_a_breakdown_names_may_be_lacking(tmp_path, lazy):
    """Its groups are then unknown, and the figure for everyone is as ever."""
    (tmp_path / "own.py").write_text(TEAMS, encoding="utf-8")
    registry = find_measures([tmp_path / "own.py"])
    frame = visits(
        "child_id,visit_date,seen_alone,team", "A,03/01/2026,yes,North", "B,31/03/2026,yes,South"
    )

    records = from_frames({"v": frame.lazy() if lazy else frame}, tables=registry.tables)
    computed = cptracker.compute(
        registry.measures["visits-alone"], records, **{**QUARTER, "by": "quadrant"}
    )

    assert figures(computed.collect() if lazy else computed) == [("", 2, 2), ("unknown", 2, 2)]


def test_a_slip_in_a_columns_name_is_no_further_column(tmp_path):
    text = TEAMS.replace('"seen_alone", "team"', '"seen_alon"')
    (tmp_path / "own.py").write_text(text, encoding="utf-8")
    registry = find_measures([tmp_path / "own.py"])
    frame = visits("child_id,visit_date,seen_alone", "A,03/03/2026,yes")
    records = from_frames({"v": frame}, tables=registry.tables)

    problems = list(measure_problems(registry, records, records.as_at))

    assert "needs the column `seen_alon` of `visits`, which does not exist" in problems[0].message
    assert problems[0].hint == "did you mean `seen_alone`?"


def declared(name: str, **columns: str):
    return cptracker.table(name, columns=columns, covers="always")


def needing(*needs) -> list:
    """Measures, each of which needs one of the tables."""
    made = []
    for form in needs:

        @cptracker.measure(
            title="T", unit="%", better="higher", needs={form.table: []}, tables=[form]
        )
        def anything(records):
            """Anything."""

        made.append(anything)
    return made


KEY = "id required filled"


def test_a_table_that_is_shipped_cannot_be_declared():
    tables, (clash,) = tables_needed(needing(declared("visits", child_id=KEY, mood="text")))

    assert tables == ()
    assert clash.message == "`visits` is a shipped table already"
    assert clash.hint.endswith("further columns of a shipped one are named in `needs`")


def test_two_declarations_of_one_table_must_say_the_same():
    table, other = declared("calls", call_id=KEY), declared("calls", call_id=KEY, at="date")

    assert tables_needed(needing(table, table)) == ((table,), [])
    tables, (clash,) = tables_needed(needing(table, other))
    assert tables == (table,)
    assert clash.message.startswith("`calls` is declared otherwise in ")


def test_tables_whose_files_could_not_be_told_apart_clash():
    """A file with the required columns of both would be as much the one as the other."""
    calls = declared("calls", call_id=KEY, length="text")
    twin = declared("rings", call_id=KEY, length="text required")
    like_sdq = declared("mood", child_id=KEY, date="date required", score="integer 0-9 required")

    _, (clash,) = tables_needed(needing(calls, twin))
    assert clash.message == "files of `rings` could not be told from those of `calls`"
    _, (clash,) = tables_needed(needing(like_sdq))
    assert clash.message == "files of `mood` could not be told from those of `sdq`"


def test_all_mistakes_of_a_declaration_are_told_at_its_line():
    with pytest.raises(cptracker.MeasureError) as refused:
        cptracker.table(
            "calls",
            columns={
                "call_id": "id required",
                "Length": "text",
                "made": "dat required",
                "score": "integer",
                "kind": "word",
                "team": "text wanted",
            },
            covers="always",
        )

    assert all(
        Path(problem.path).name == "test_own_tables.py" for problem in refused.value.problems
    )
    assert all(problem.line for problem in refused.value.problems)
    assert [problem.message for problem in refused.value.problems] == [
        "`Length` is no name of a column",
        "`dat` is no type of a column",
        "column `score` lacks a range, as `0-40`",
        "column `kind` lacks the words allowed, such as `yes,no`",
        "`wanted` of column `team` is not known",
    ]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"columns": {}}, "table `calls` has no columns"),
        ({"columns": {"a": "id filled"}}, "no column of `calls` is required"),
        ({"columns": {"a": "id required"}}, "no column of `calls` must be filled"),
        ({"covers": "sometimes"}, "`calls` does not say which days it covers"),
        ({"covers": {"dates": "a"}}, "`covers` of `calls` must say dates, first and last"),
        (
            {"covers": {"dates": "a", "first": "month 3", "last": "month 3"}},
            "`dates` of `calls` must name its columns of dates",
        ),
        (
            {"covers": {"dates": "made", "first": "month", "last": "week 3"}},
            "`first` of `calls` must be a kind of period and days",
        ),
        ({"spell": "a made"}, "`spell` of `calls` must name two columns of type date"),
        ({"part": "a"}, "`part` of `calls` must name two columns of type integer or number"),
    ],
)
def test_what_a_declaration_may_not_say(fields, message):
    sound = {"columns": {"a": KEY, "made": "date required"}, "covers": "always"}

    with pytest.raises(cptracker.MeasureError) as refused:
        cptracker.table("calls", **{**sound, **fields})

    assert refused.value.problems[0].message.startswith(message)


def test_mistakes_in_a_yaml_file_are_told_with_their_place(tmp_path):
    folder = plugin(tmp_path / "own", in_yaml=True)
    text = YAML.replace("held: date required", "held: dat required").replace("service", "servise")
    (folder / "tables.yaml").write_text(text, encoding="utf-8")

    problems = find_measures([folder]).problems

    texts = [
        f"{Path(problem.path).name}:{problem.line}:{problem.column}: {problem.message}"
        for problem in problems
    ]
    assert texts == [
        "tables.yaml:3:3: `servise` is no fact of the table `supervisions`",
        "tables.yaml:8:5: `dat` is no type of a column",
    ]


def test_a_file_that_is_no_yaml_is_told_and_the_rest_runs(tmp_path):
    folder = plugin(tmp_path / "own")
    (folder / "tables.yaml").write_text("- a list\n", encoding="utf-8")
    (folder / "other.yaml").write_text("a: [\n", encoding="utf-8")

    registry = find_measures([folder])

    assert "supervisions-on-time" in registry.measures
    assert {Path(problem.path).name for problem in registry.problems} == {
        "tables.yaml",
        "other.yaml",
    }
