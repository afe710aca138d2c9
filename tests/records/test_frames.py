"""Frames of every kind give what files give: the same days, years, tables and faults."""

from datetime import UTC, date, datetime, timedelta, timezone

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_files import HEADER, OC3, lines, write

import cptracker
from cptracker import from_frames, load_records
from cptracker.files.bundled import PACKAGE
from cptracker.model.problems import RecordsError, Severity

EXAMPLE = PACKAGE / "example_records"
KINDS = ("polars", "pandas", "pyarrow", "polars lazy", "duckdb")
LAZY = ("polars lazy", "duckdb")
on_each_kind = pytest.mark.parametrize("kind", KINDS)
on_each_lazy_kind = pytest.mark.parametrize("kind", LAZY)


def as_kind(kind, table):
    """A Polars table as a frame of another kind."""
    return as_kinds(kind, {"frame": table})["frame"]


def as_kinds(kind, tables):
    """Polars tables as frames of one kind; DuckDB's are relations of one connection."""
    if kind == "duckdb":
        import duckdb

        connection = duckdb.connect()
        years = {}
        for place, (name, table) in enumerate(tables.items()):
            rows = table.to_arrow()  # noqa: F841 - DuckDB finds it by its name
            connection.execute(f"create table t{place} as select * from rows")
            years[name] = connection.table(f"t{place}")
        return years
    make = {
        "polars": lambda table: table,
        "polars lazy": lambda table: table.lazy(),
        "pandas": lambda table: table.to_pandas(),
        "pyarrow": lambda table: table.to_arrow(),
    }[kind]
    return {name: make(table) for name, table in tables.items()}


def rows(records, table, *columns):
    """The rows of a table, in order."""
    frame = records.table(table).select(*columns)
    return sorted(map(tuple, records.engine.rows(frame)), key=str)


def messages(records):
    return [f"{problem.place}: {problem.message}" for problem in records.problems]


HALF_PAST_MIDNIGHT = datetime(2024, 6, 30, 23, 30, tzinfo=UTC)
"""Half past midnight of 1 July in London, as a database that keeps UTC has it."""


@on_each_kind
@pytest.mark.parametrize(
    ("moment", "day"),
    [
        pytest.param(HALF_PAST_MIDNIGHT, date(2024, 7, 1), id="a zone, in summer"),
        pytest.param(
            datetime(2024, 1, 31, 23, 30, tzinfo=UTC), date(2024, 1, 31), id="a zone, in winter"
        ),
        pytest.param(datetime(2024, 6, 30, 23, 30), date(2024, 6, 30), id="no zone"),  # noqa: DTZ001
        pytest.param("2024-06-30T23:30:00Z", date(2024, 7, 1), id="text with a zone"),
        pytest.param("2024-06-30 23:30:00+00", date(2024, 7, 1), id="text as PostgreSQL writes it"),
        pytest.param("30/06/2024", date(2024, 6, 30), id="text, the day first"),
        pytest.param("30-Jun-2024", date(2024, 6, 30), id="text, the month by its name"),
        pytest.param("30/06/2024 12:00:00 AM", date(2024, 6, 30), id="text with midnight"),
        pytest.param(date(2024, 6, 30), date(2024, 6, 30), id="a date"),
    ],
)
def test_a_time_with_a_zone_is_the_day_in_london(kind, moment, day):
    """In frames of every kind, lazy or not; a time without one is its own day."""
    frame = pl.DataFrame({"child_id": ["A", "B"], "visit_date": [moment, None]}).filter(
        pl.col("child_id") == "A"
    )
    records = from_frames({"visits": as_kind(kind, frame)})

    assert rows(records, "visits", "visit_date") == [(day,)]
    assert messages(records) == []


@on_each_kind
@pytest.mark.parametrize("zone", ["America/New_York", "Australia/Sydney", "Europe/London"])
def test_whatever_the_zone_that_a_column_is_in(kind, zone):
    times = pl.Series([HALF_PAST_MIDNIGHT]).dt.convert_time_zone(zone)
    frame = pl.DataFrame({"child_id": ["A"], "visit_date": times})
    records = from_frames({"visits": as_kind(kind, frame)})

    assert rows(records, "visits", "visit_date") == [(date(2024, 7, 1),)]


def test_a_connection_with_another_zone():
    """DuckDB shows all times in its connection's zone; the day is still London's."""
    import duckdb

    connection = duckdb.connect()
    connection.execute("set timezone = 'America/New_York'")
    made = "select 'A' as child_id, timestamptz '2024-06-30 23:30:00+00' as \"Visit Date\""
    records = from_frames({"visits": connection.sql(made)})

    assert rows(records, "visits", "visit_date") == [(date(2024, 7, 1),)]


HALF_HOURS = timezone(timedelta(hours=5, minutes=30))


@pytest.mark.parametrize(
    "values",
    [
        pytest.param(
            lambda pandas: pandas.to_datetime(["2024-07-01 05:00"]).tz_localize(HALF_HOURS),
            id="an offset that is no whole hour",
        ),
        pytest.param(
            lambda pandas: pandas.Series([HALF_PAST_MIDNIGHT.astimezone(HALF_HOURS)], dtype=object),
            id="objects",
        ),
        pytest.param(
            lambda pandas: pandas.Series(["2024-06-30 23:30:00+00:00"], dtype=object), id="texts"
        ),
    ],
)
def test_columns_of_pandas(values):
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"child_id": ["A"], "visit_date": values(pandas)})

    assert rows(from_frames({"visits": frame}), "visits", "visit_date") == [(date(2024, 7, 1),)]


def test_objects_of_several_kinds_in_one_column_are_told():
    """What is a day is read; what is none has its place."""
    pandas = pytest.importorskip("pandas")
    days = [HALF_PAST_MIDNIGHT, date(2024, 7, 2), "soon", 3, None]
    frame = pandas.DataFrame(
        {"child_id": list("ABCDE"), "visit_date": pandas.Series(days, dtype=object)}
    )
    records = from_frames({"visits": frame})

    assert rows(records, "visits", "child_id", "visit_date") == [
        ("A", date(2024, 7, 1)),
        ("B", date(2024, 7, 2)),
    ]
    assert [message.partition(": ")[0] for message in messages(records)] == [
        "<visits>:3:2", "<visits>:4:2", "<visits>:5:2",
    ]  # fmt: skip


def test_a_zone_that_does_not_exist_is_told():
    """PyArrow takes any word for a zone; nothing is guessed of it, and other frames are read."""
    arrow = pytest.importorskip("pyarrow")
    times = arrow.array([HALF_PAST_MIDNIGHT], arrow.timestamp("us", tz="Mars/Phobos"))
    visits = arrow.table({"child_id": ["A"], "visit_date": times})
    peps = arrow.table({"child_id": ["A"], "due": ["2024-07-01"], "completed": [None]})
    records = from_frames({"visits": visits, "peps": peps})

    assert records.tables == ("peps",)
    assert messages(records) == [
        "<visits>:2: visit_date has a time zone that does not exist; the frame is not used"
    ]
    with pytest.raises(RecordsError, match="time zone that does not exist"):
        from_frames({"visits": visits})


# The year of a return, row by row


def leavers(*rows_given, year="YEAR"):
    """OC3 of several returns in one table, as a database's view has it."""
    names = ("CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM", year)
    return pl.DataFrame([dict(zip(names, row, strict=True)) for row in rows_given])


TWO_YEARS = (
    ("7", "2003-01-05", "YES", "F1", "B1", 2021),
    ("7", "2003-01-05", "NO", "0", "0", 2022),
)


@on_each_kind
@pytest.mark.parametrize("name", ["YEAR", "year", "Collection Year", "collection_year", "year_end"])
def test_a_column_says_the_year_of_each_row(kind, name):
    """Whatever it is called, and whatever the case."""
    records = from_frames({"any": as_kind(kind, leavers(*TWO_YEARS, year=name))})

    assert rows(records, "care_leavers", "year_end", "in_touch") == [
        (date(2021, 3, 31), "YES"),
        (date(2022, 3, 31), "NO"),
    ]
    assert records.origin.years == {"care_leavers": (2021, 2022)}
    assert messages(records) == []
    assert [rule.partition(" of ")[2] for rule in records.year_rules] == ["<any>", "<any>"]


@on_each_kind
@pytest.mark.parametrize(
    ("cell", "year"),
    [
        ("2025", 2025), (2025, 2025), (2025.0, 2025), ("2024/25", 2025), ("2024-25", 2025),
        ("2024/2025", 2025), ("202425", 2025), ("31/03/2025", 2025), ("2024-04-01", 2025),
        (date(2025, 3, 31), 2025),
    ],
)  # fmt: skip
def test_a_year_is_written_in_many_ways(kind, cell, year):
    row = ("7", "2005-01-05", "YES", "F1", "B1", cell)
    records = from_frames({"oc3": as_kind(kind, leavers(row))})

    assert rows(records, "care_leavers", "year_end") == [(date(year, 3, 31),)]
    assert messages(records) == []


@on_each_kind
@pytest.mark.parametrize("cell", ["24", "1875", "last year", "2024/26", "2025-13", "", None])
def test_a_year_that_is_none_is_told_and_nothing_is_guessed(kind, cell):
    """The row is left out, since it could be of any year; the others are read."""
    both = ((*TWO_YEARS[0][:5], "2021"), (*TWO_YEARS[1][:5], cell))
    records = from_frames({"oc3": as_kind(kind, leavers(*both))}, year=2026)
    (problem,) = records.problems

    assert rows(records, "care_leavers", "year_end") == [(date(2021, 3, 31),)]
    assert problem.severity is Severity.ERROR
    assert problem.place == ("<oc3>:6" if kind in LAZY else "<oc3>:2:6")
    assert problem.message in (
        "YEAR must be the year of a return from 1992 to 2100, such as 2025 or 2024/25; the row "
        "cannot be used",
        "YEAR is blank; the row cannot be used",
    )


@on_each_kind
@pytest.mark.parametrize("cell", [24, 1875])
def test_a_number_that_is_no_year(kind, cell):
    both = (TWO_YEARS[0], (*TWO_YEARS[1][:5], cell))
    records = from_frames({"oc3": as_kind(kind, leavers(*both))})

    assert rows(records, "care_leavers", "year_end") == [(date(2021, 3, 31),)]
    assert len(records.problems) == 1


@on_each_kind
def test_two_columns_that_name_different_years(kind):
    table = leavers(*TWO_YEARS).with_columns(year_end=pl.date(2021, 3, 31))
    records = from_frames({"oc3": as_kind(kind, table)})

    assert rows(records, "care_leavers", "year_end") == [(date(2021, 3, 31),)]
    assert [message.partition(": ")[2] for message in messages(records)] == [
        "year_end and YEAR name different years; the row cannot be used"
    ]


def test_a_file_that_holds_several_years(tmp_path):
    """As in a frame, row by row, whatever the file is called."""
    text = lines(f"{OC3},YEAR", "7,05/01/2003,YES,F1,B1,2021", "7,05/01/2003,NO,0,0,24")
    records = load_records(write(tmp_path, {"2026 leavers.csv": text}))

    assert rows(records, "care_leavers", "year_end") == [(date(2021, 3, 31),)]
    assert [message.replace(f"{tmp_path}/", "") for message in messages(records)] == [
        "2026 leavers.csv:3:6: YEAR must be the year of a return from 1992 to 2100, such as 2025 "
        "or 2024/25; the row cannot be used"
    ]


@on_each_kind
def test_a_child_twice_in_one_year_is_an_error(kind):
    """Five years without a column YEAR are no return: nobody can know which row holds."""
    table = leavers(*TWO_YEARS).drop("YEAR")
    records = from_frames({"oc3": as_kind(kind, table)}, year=2022)
    (problem,) = records.problems

    assert len(rows(records, "care_leavers", "child_id")) == 1
    assert problem.severity is Severity.ERROR
    assert problem.message == "another row for the same CHILD says otherwise"


@on_each_lazy_kind
def test_the_same_row_twice_is_one(kind):
    records = from_frames({"oc3": as_kind(kind, leavers(TWO_YEARS[0], TWO_YEARS[0]))})

    assert len(rows(records, "care_leavers", "child_id")) == 1
    assert records.problems == ()


@on_each_kind
def test_a_frame_without_its_year_beside_several_years(kind):
    """Its rows could be of any of them."""
    episodes = pl.DataFrame(
        {"CHILD": ["7", "7"], "DECOM": ["2020-05-01", "2021-05-01"], "YEAR": [2021, 2022]}
    )
    tables = {"episodes": episodes, "oc3": leavers(*TWO_YEARS).drop("YEAR")}
    records = from_frames(as_kinds(kind, tables))
    (error,) = [problem for problem in records.problems if problem.severity is Severity.ERROR]

    assert records.tables == ("episodes",)
    assert error.place == "<oc3>"
    assert error.hint == "give it a column YEAR, or give the year of all frames (`year=2025`)"


# A folder of returns and a view of them stacked


def stacked(name):
    """One file of the five example returns as one table with YEAR."""
    frames = [
        pl.read_csv(path, infer_schema=False).with_columns(YEAR=pl.lit(int(path.parent.name)))
        for path in sorted(EXAMPLE.glob(f"*/{name}.csv"))
    ]
    return pl.concat(frames, how="diagonal")


@on_each_kind
def test_care_leavers_of_five_years_in_one_view(kind):
    """In education, employment or training in 2025/26: 58.7%, as from the folder."""
    records = from_frames({"leavers": as_kind(kind, stacked("oc3"))})
    table = cptracker.compute(
        "care-leavers-eet", records, every="financial-year", first="2026-03-31", last="2026-03-31"
    )
    value = records.engine.rows(cptracker_frame(table).select("value"))[0][0]

    assert round(value, 1) == 58.7


def cptracker_frame(native):
    import narwhals.stable.v2 as nw

    return nw.from_native(native).lazy()


COUNCILS = st.fixed_dictionaries(
    {
        "in_touch": st.sampled_from(["YES", "NO", "DIED"]),
        "activity": st.sampled_from(["F1", "G4", "0", ""]),
        "accommodation": st.sampled_from(["B1", "U2", "0"]),
    }
)
OC3_COLUMNS = ("child_id", "in_touch", "activity", "accommodation")
RETURNS = st.dictionaries(
    st.integers(2019, 2023),
    st.dictionaries(st.sampled_from("ABCD"), COUNCILS, min_size=1),
    min_size=1,
)


@settings(max_examples=15)
@given(returns=RETURNS, kind=st.sampled_from(("polars", *LAZY)))
def test_a_folder_of_returns_and_their_stacked_view_are_one(returns, kind, tmp_path_factory):
    """Whatever the kind of frame: the same tables, and the same years."""
    folder = tmp_path_factory.mktemp("returns")
    header, view = [], []
    for year, children in returns.items():
        oc3, births = [OC3], [HEADER]
        for child, fields in children.items():
            born = f"0{year - 2018}/01/2003"
            oc3.append(f"{child},{born},{','.join(fields.values())}")
            births.append(f"{child},1,{born},WBRI,,,")
            view.append(
                dict(zip(OC3.split(","), (child, born, *fields.values()), strict=True))
                | {"YEAR": year}
            )
            header.append({"CHILD": child, "SEX": "1", "DOB": born, "ETHNIC": "WBRI", "YEAR": year})
        write(folder, {f"{year}/oc3.csv": lines(*oc3), f"{year}/header.csv": lines(*births)})
    files = load_records(folder)
    frames = from_frames(as_kinds(kind, {"a": pl.DataFrame(view), "b": pl.DataFrame(header)}))

    assert frames.origin.years == files.origin.years
    for table, columns in {
        "care_leavers": (*OC3_COLUMNS, "year_end", "dob_day"),
        "children": ("child_id", "sex", "dob_day", "ethnicity"),
    }.items():
        assert rows(frames, table, *columns) == rows(files, table, *columns)


# Lazy frames are recognised and read as eager ones are


@on_each_kind
def test_frames_are_recognised_by_their_columns(kind):
    """Under any name, with the return's names in any case, or with canonical ones."""
    header = pl.DataFrame(
        {
            "Child": [1, 2],
            "sex": ["1", "F"],
            "Dob": ["01/02/2010", None],
            "ETHNIC": ["wbri ", "NULL"],
        }
    )
    records = from_frames({"view_17": as_kind(kind, header)}, year=2025)

    assert rows(records, "children", "child_id", "sex", "dob", "ethnicity") == [
        ("1", "male", date(2010, 2, 1), "WBRI"),
        ("2", "female", None, None),
    ]
    assert records.origin.years == {"children": (2025,)}


@on_each_kind
def test_frames_take_a_mapping(kind):
    """And made-up children stay marked through it."""
    frame = pl.DataFrame({"Mosaic number": ["EXMPL0001"], "Seen on": ["2024-07-01"]})
    mapping = {"visits": {"child_id": "Mosaic number", "visit_date": "Seen on"}}
    records = from_frames({"contacts": as_kind(kind, frame)}, mapping=mapping)

    assert rows(records, "visits", "child_id", "visit_date") == [("EXMPL0001", date(2024, 7, 1))]
    assert records.example
    with pytest.raises(RecordsError, match="no table has these columns"):
        from_frames({"contacts": as_kind(kind, frame)})


@on_each_kind
def test_a_mapping_that_names_nothing_is_told(kind):
    frame = pl.DataFrame({"child_id": ["A"], "visit_date": ["2024-07-01"]})
    records = from_frames({"v": as_kind(kind, frame)}, mapping={"visits": {"seen": "Seen"}})

    assert messages(records) == [
        "<mapping>: the mapping names `seen`, which is no column of visits"
    ]


@on_each_kind
def test_a_mapping_may_name_the_year(kind):
    frame = leavers(*TWO_YEARS, year="Return of")
    mapping = {"care_leavers": {"collection_year": "Return of"}}
    records = from_frames({"oc3": as_kind(kind, frame)}, mapping=mapping)

    assert records.origin.years == {"care_leavers": (2021, 2022)}


@on_each_lazy_kind
@pytest.mark.parametrize(
    ("table", "name", "cells", "values", "wrong"),
    [
        pytest.param("outcomes", "sdq_score", ["39", "39.0", "NaN", "41", "x"],
                     [39, 39, None, None, None],
                     [("SDQ_SCORE must be a whole number from 0 to 40", 2)], id="scores as text"),
        pytest.param("outcomes", "sdq_score", [39, 7, None, 41, 42], [39, 7, None, None, None],
                     [("SDQ_SCORE must be a whole number from 0 to 40", 2)], id="scores"),
        pytest.param("outcomes", "sdq_score", [39.0, 7.0, None, 8.0, 0.0], [39, 7, None, 8, 0],
                     [], id="scores as floats"),
        pytest.param("outcomes", "convicted", [True, False, None, True, True],
                     [1, 0, None, 1, 1], [], id="flags"),
        pytest.param("visits", "seen_alone", ["Yes", "n", None, "1", "0"], [1, 0, None, 1, 0], [],
                     id="yes and no"),
        pytest.param("episodes", "place", ["u4", " U4", "NULL", "", "U5"],
                     ["U4", "U4", None, None, "U5"], [], id="codes"),
        pytest.param("episodes", "dec", ["02/13/2024", "31/02/2024", None, "", "01/02/2024"],
                     [None, None, None, None, date(2024, 2, 1)],
                     [("DEC must be a date, DD/MM/YYYY or YYYY-MM-DD", 1),
                      ("DEC must be a day of the calendar between 1900 and 2100", 1)],
                     id="days that are none"),
        pytest.param("children", "upn", [1, 2, None, 4, 5], ["1", "2", None, "4", "5"], [],
                     id="numbers for texts"),
        pytest.param("staff", "role", ["Social Worker", "social_worker", None, None, None],
                     ["social_worker", "social_worker", None, None, None], [], id="words"),
    ],
)  # fmt: skip
def test_cells_of_lazy_frames(kind, table, name, cells, values, wrong):
    """They are read where they are, each as a file's would be; what does not fit is counted."""
    from cptracker.records.formats import formats

    form = formats()[table]
    ids = [f"k{place}" for place in range(len(cells))]
    filler = {
        column.name: ids if column.type == "id" else ["2021-01-01"] * len(cells)
        for column in form.columns
        if column.filled and column.name != name
    }
    source = form.column(name).source
    frame = pl.DataFrame({**filler, source: cells}, strict=False)
    records = from_frames({table: as_kind(kind, frame)}, year=2021)
    key = next(column.name for column in form.columns if column.type == "id")

    assert [value for _, value in rows(records, table, key, name)] == values
    problems = [problem for problem in records.problems if problem.severity is Severity.ERROR]
    assert sorted((problem.message, problem.count) for problem in problems) == wrong
    assert {problem.column for problem in problems} <= {frame.columns.index(source) + 1}


@on_each_lazy_kind
def test_rows_without_what_names_them_are_told(kind):
    frame = pl.DataFrame(
        {"child_id": ["A", None, "C", "D"], "visit_date": ["2024-07-01", "2024-07-01", "x", None]}
    )
    records = from_frames({"visits": as_kind(kind, frame)})

    assert rows(records, "visits", "child_id") == [("A",)]
    assert messages(records) == [
        "<visits>:1: child_id is blank; the row cannot be used",
        "<visits>:2: visit_date is blank; the row cannot be used",
        "<visits>:2: visit_date must be a date, DD/MM/YYYY or YYYY-MM-DD; the row cannot be used",
    ]


@on_each_lazy_kind
def test_a_type_that_cannot_be_read_is_told(kind):
    """With its column; the other frames are read."""
    odd = pl.DataFrame({"child_id": ["A"], "visit_date": [[date(2024, 7, 1)]]})
    good = pl.DataFrame({"child_id": ["A"], "due": [date(2024, 7, 1)], "completed": [None]})
    records = from_frames(as_kinds(kind, {"visits": odd, "peps": good}))
    (message,) = messages(records)

    assert records.tables == ("peps",)
    assert message.startswith("<visits>:2: visit_date is of the type List")


@on_each_lazy_kind
def test_rows_keep_the_year_of_their_return(kind):
    """For whoever puts stacked returns right; measures do not see it."""
    from cptracker.files.table_problems import YEAR

    episodes = pl.DataFrame(
        {
            "CHILD": ["7", "7"],
            "DECOM": ["2020-05-01"] * 2,
            "DEC": [None, "2021-05-01"],
            "YEAR": [2021, 2022],
        }
    )
    records = from_frames({"episodes": as_kind(kind, episodes)})
    rows = records.engine.rows(records._read["episodes"].select("dec", YEAR))

    assert [tuple(row) for row in rows] == [(date(2021, 5, 1), 2022)]
    assert YEAR not in records.episodes.collect_schema().names()


def test_lazy_and_eager_frames_give_the_same_tables():
    """Those of the example records, whose stacked views are read in place."""
    names = sorted({path.stem for path in EXAMPLE.glob("*/*.csv") if path.parent.name != "local"})
    tables = {name: stacked(name) for name in names}
    for name in ("sdq", "staff", "events", "postcodes"):
        tables[name] = pl.read_csv(EXAMPLE / "local" / f"{name}.csv", infer_schema=False)
    eager = from_frames(tables)
    for kind in LAZY:
        lazy = from_frames(as_kinds(kind, tables))
        assert lazy.tables == eager.tables
        assert lazy.origin.years == eager.origin.years
        assert lazy.example
        for table in eager.tables:
            columns = list(eager.raw(table).collect_schema().names())
            assert rows(lazy, table, *columns) == rows(eager, table, *columns), table
