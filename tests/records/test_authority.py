"""What each return of a stack is an authority for: stale rows end, and each repair is told."""

from datetime import date

import duckdb
import narwhals.stable.v2 as nw
import polars as pl
import pytest
from record_files import EPISODES
from returns_made import codes, episode, figure, number, records

from cptracker import from_frames
from cptracker.records.authority.returns import repair_returns
from cptracker.records.engines import engine_named
from cptracker.records.formats import formats
from cptracker.records.frames import typed_table

Z = {
    "2022-23": [
        episode("Z01", "10/01/2022"),
        episode("Z02", "15/02/2022"),
        episode("Z03", "20/03/2022"),
    ],
    "2023-24": [
        episode("Z01", "11/01/2022", "01/06/2023", "E4A"),
        episode("Z03", "20/03/2022"),
    ],
}
"""Z01's start is corrected and Z01 leaves; Z02 is in this year's return no more."""


def test_who_a_later_return_no_longer_holds_is_not_looked_after(tmp_path):
    """Looked after to the last day of the return that has the child, and nobody's leaving."""
    loaded = records(tmp_path, Z)

    assert number("children-looked-after", loaded, 2023) == 3
    assert number("children-looked-after", loaded, 2024) == 1
    assert number("children-leaving-care", loaded, 2024) == 1
    assert figure("children-leaving-care", loaded, 2024)["excluded"] == "not in the next return: 1"
    assert number("children-starting-care", loaded, 2024) == 0
    assert codes(loaded) == ["LIIA 2, DfE 1010", "LIIA 3, DfE 502"]


def test_returns_can_be_taken_as_they_stand(tmp_path):
    loaded = records(tmp_path, Z, as_returned=True)

    assert number("children-looked-after", loaded, 2024) == 3
    assert codes(loaded) == []


def test_the_day_the_spell_ends_with(tmp_path):
    """On 31 March the child is looked after, on no day after."""
    rows = [episode("1", "01/05/2022")]
    loaded = records(tmp_path, {"2023": rows, "2024": [episode("2", "02/05/2022")]})

    ends = {row[0]: row[1] for row in _rows(loaded, "child_id", "dec")}
    assert ends == {"1": date(2023, 4, 1), "2": None}


def _rows(loaded, *columns):
    return loaded.engine.rows(loaded.raw("episodes").select(*columns))


def test_places_of_a_repair(tmp_path):
    """Told once, at the first place, with the count and the next places in the hint."""
    rows = [episode(str(child), "01/05/2022") for child in range(7)]
    loaded = records(tmp_path, {"2023": rows, "2024": [episode("9", "02/05/2022")]})
    (problem,) = [problem for problem in loaded.problems if "LIIA" in problem.message]

    assert (problem.place, problem.count) == (f"{tmp_path}/2023/episodes.csv:2", 7)
    assert problem.hint.startswith("also :3, :4, :5;")


def row(child, decom, year, dec=None, rec=None, **more):
    codes = {"rne": "P", "ls": "C2", "place": "U4", "place_provider": "PR1"}
    spell = {"child_id": child, "decom": decom, "dec": dec, "rec": rec}
    return codes | spell | more | {"year_end": f"{year}-03-31"}


RULES = {
    "LIIA 3, DfE 502: the next row of a later return says the same": (
        [row("A", "2022-01-10", 2023), row("A", "2022-01-11", 2024)],
        [("A", "2022-01-11", None)],
    ),
    "LIIA 3, DfE 502: the row before, of a later return, says the same": (
        [row("A", "2022-01-10", 2024), row("A", "2022-01-11", 2023)],
        [("A", "2022-01-10", None)],
    ),
    "LIIA 3A: the row before is of a later return": (
        [
            row("A", "2022-01-10", 2024, "2022-02-01", "E4A"),
            row("A", "2022-03-11", 2023, place="K2"),
        ],
        [("A", "2022-01-10", "2022-02-01")],
    ),
    "LIIA 3A: it begins within a row of a later return, and has ended": (
        [
            row("A", "2022-01-10", 2024, place="K2"),
            row("A", "2022-03-11", 2023, "2022-04-01", "E4A"),
        ],
        [("A", "2022-01-10", None)],
    ),
    "LIIA 2, DfE 1010: nothing after it": (
        [row("A", "2022-01-10", 2023), row("B", "2022-01-10", 2024)],
        [("A", "2022-01-10", "2023-04-01"), ("B", "2022-01-10", None)],
    ),
    "LIIA 2, DfE 1010: what is after it begins after another return's year": (
        [
            row("A", "2020-01-10", 2021),
            row("A", "2022-05-10", 2023, place="K2"),
            row("B", "2021-05-10", 2022, "2021-06-10", "E4A"),
        ],
        [
            ("A", "2020-01-10", "2021-04-01"),
            ("A", "2022-05-10", None),
            ("B", "2021-05-10", "2021-06-10"),
        ],
    ),
    "LIIA 1A: care starts anew in the next year": (
        [row("A", "2022-01-10", 2023), row("A", "2023-05-11", 2024, rne="S")],
        [("A", "2022-01-10", "2023-04-01"), ("A", "2023-05-11", None)],
    ),
    "LIIA 1A: care starts anew before the year's end": (
        [row("A", "2022-01-10", 2023), row("A", "2023-03-11", 2024, rne="S")],
        [("A", "2022-01-10", "2023-03-11"), ("A", "2023-03-11", None)],
    ),
    "LIIA 1: another follows": (
        [row("A", "2022-01-10", 2023), row("A", "2023-05-11", 2024, place="K2")],
        [("A", "2022-01-10", "2023-05-11"), ("A", "2023-05-11", None)],
    ),
    "DfE 142: not ended while the next begins": (
        [row("A", "2022-01-10", 2024), row("A", "2023-05-11", 2024)],
        [("A", "2022-01-10", "2023-05-11"), ("A", "2023-05-11", None)],
    ),
    "LIIA 4: it ends after the next begins": (
        [row("A", "2022-01-10", 2023, "2022-09-01", "X1"), row("A", "2022-08-11", 2024)],
        [("A", "2022-01-10", "2022-08-11"), ("A", "2022-08-11", None)],
    ),
    "LIIA 5, DfE 388: it ended X1 before the next begins": (
        [row("A", "2022-01-10", 2023, "2022-08-01", "X1"), row("A", "2022-08-11", 2024)],
        [("A", "2022-01-10", "2022-08-11"), ("A", "2022-08-11", None)],
    ),
    "LIIA 5, DfE 388: a row of an earlier return between is no neighbour": (
        [
            row("A", "2021-01-10", 2022, "2021-07-01", "X1"),
            row("A", "2021-07-11", 2021, "2021-07-12", "E4A"),
            row("A", "2021-08-11", 2023, "2023-01-01", "E4A"),
        ],
        [
            ("A", "2021-01-10", "2021-08-11"),
            ("A", "2021-07-11", "2021-07-12"),
            ("A", "2021-08-11", "2023-01-01"),
        ],
    ),
    "DfE 388, 433: a slip of a day within a return": (
        [row("A", "2022-01-10", 2024, "2023-08-10", "X1"), row("A", "2023-08-11", 2024)],
        [("A", "2022-01-10", "2023-08-11"), ("A", "2023-08-11", None)],
    ),
}
"""For each rule a stack and what is made of it: child, DECOM and DEC."""

NOTHING = {
    "a gap of two days within a return is a gap": [
        row("A", "2022-01-10", 2024, "2023-08-09", "X1"),
        row("A", "2023-08-11", 2024),
    ],
    "a row said twice within one return is not said twice": [
        row("A", "2022-01-10", 2024, "2023-08-11", "X1"),
        row("A", "2023-08-11", 2024),
    ],
    "care that ended did not go on": [
        row("A", "2022-01-10", 2023, "2022-08-01", "E4A"),
        row("A", "2022-08-11", 2024),
    ],
    "a later return that says that care starts anew in its own year": [
        row("A", "2022-01-10", 2023, "2023-02-01", "X1"),
        row("A", "2023-05-11", 2024, rne="S"),
    ],
}


def test_nothing_is_told_of_a_row_that_is_replaced(tmp_path):
    """Only that it is: neither that care begins anew within another row, nor that it goes on."""
    started = {
        "2022-23": [episode("A", "14/10/2022")],
        "2023-24": [episode("A", "11/10/2022", "01/06/2023", "E4A")],
    }
    moved = {
        "2022-23": [
            episode("A", "01/05/2022", "14/10/2022", "X1"),
            episode("A", "14/10/2022", rne="B", ls="C1"),
        ],
        "2023-24": [episode("A", "11/10/2022", "01/06/2023", "E4A", rne="P")],
    }

    assert codes(records(tmp_path / "started", started)) == ["LIIA 3, DfE 502"]
    assert codes(records(tmp_path / "moved", moved)) == ["LIIA 3A", "LIIA 4"]


def test_as_returned_a_gap_is_told_as_it_stands(tmp_path):
    """Nothing is repaired then, so that nothing but the gap can be told."""
    rows = [episode("A", "01/05/2022", "01/10/2022", "X1"), episode("A", "02/10/2022", rne="P")]

    assert codes(records(tmp_path / "a", {"2022-23": rows})) == ["DfE 388, 433"]
    assert codes(records(tmp_path / "b", {"2022-23": rows}, as_returned=True)) == ["DfE 388"]


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize(("name", "case"), RULES.items(), ids=RULES)
def test_each_rule(engine, name, case):
    rows, expected = case
    made, problems = repaired(engine, "episodes", rows)

    assert [(child, str(first), last and str(last)) for child, first, last in made] == expected
    assert [problem.message.partition(" [")[2] for problem in problems] == [
        f"{name.split(':')[0]}]"
    ]


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize("rows", NOTHING.values(), ids=NOTHING)
def test_nothing_to_repair(engine, rows):
    made, problems = repaired(engine, "episodes", rows)

    assert [(child, str(first), last and str(last)) for child, first, last in made] == [
        (row["child_id"], row["decom"], row["dec"]) for row in rows
    ]
    assert problems == []


def repaired(engine, table, rows, *columns):
    form = formats()[table]
    chosen = engine_named(engine)
    frame = typed_table(form, rows).with_columns(_year=pl.col("year_end").dt.year())
    made, problems = repair_returns(chosen, table, chosen.take(frame))
    wanted = columns or ("child_id", *form.spell)
    return sorted(chosen.rows(made.select(*wanted)), key=str), problems


def test_several_rows_for_one_key_in_place():
    """The latest return's; within one a row that lasts comes before one that does not."""
    rows = [
        row("A", "2022-05-05", 2023),
        row("A", "2022-05-05", 2024, "2022-05-05", "X1"),
        row("A", "2022-05-05", 2024, rne="S"),
        row("B", "2022-05-05", 2024, "2023-05-05", "E4A"),
        row("B", "2022-05-05", 2024),
        row("B", "2022-05-05", 2023),
    ]
    for engine in ("polars", "duckdb"):
        made, _ = repaired(engine, "episodes", rows)
        assert made == [
            ("A", date(2022, 5, 5), None),
            ("B", date(2022, 5, 5), date(2023, 5, 5)),
        ]


WORKERS = {
    "2023-24": ["M1,,SW1,01/06/2023,,", "M2,,SW1,01/06/2023,,"],
    "2024-25": [
        "M1,,SW1,02/06/2023,10/05/2024,",
        "M1,,SW2,10/05/2024,,",
        "M2,,SW2,02/04/2024,,",
    ],
    "2025-26": ["M1,,SW2,10/05/2024,,", "M2,,SW2,02/04/2024,,"],
}


def test_social_workers_of_last_year_are_not_kept(tmp_path):
    rows = [episode(child, "01/06/2023") for child in ("M1", "M2")]
    loaded = records(tmp_path, dict.fromkeys(WORKERS, rows), workers=WORKERS)

    assert figure("social-workers-per-child", loaded, 2026)["value"] == 1
    assert codes(loaded) == ["DfE SW08, SW16"]
    assert sum(problem.count for problem in loaded.problems if "SW08" in problem.message) == 2


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_spells_of_workers_end_with_their_return(engine):
    """On 31 March, or where the child's next begins; a worker whose id is blank is repaired too."""
    spell = {"child_id": "A", "year_end": "2023-03-31"}
    rows = [
        spell | {"worker_id": "SW1", "start": "2022-05-01"},
        spell | {"worker_id": None, "start": "2022-05-01"},
        spell | {"worker_id": "SW2", "start": "2023-02-01"},
        spell | {"worker_id": "SW3", "start": "2024-02-01", "year_end": "2024-03-31"},
    ]
    made, problems = repaired(engine, "social_worker_spells", rows, "worker_id", "end")

    ends = {worker: end and str(end) for worker, end in made}
    assert ends == {"SW1": "2023-02-01", None: "2023-02-01", "SW2": "2023-03-31", "SW3": None}
    assert [problem.count for problem in problems] == [3]


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_missing_episodes_end_with_their_return(engine):
    spell = {"child_id": "A", "kind": "M"}
    rows = [
        spell | {"start": "2023-02-01", "year_end": "2023-03-31"},
        spell | {"start": "2023-03-01", "year_end": "2024-03-31"},
    ]
    made, problems = repaired(engine, "missing_episodes", rows, "start", "end")

    assert [(str(first), last and str(last)) for first, last in made] == [
        ("2023-02-01", "2023-03-31"),
        ("2023-03-01", None),
    ]
    assert [problem.message.partition(" [")[2] for problem in problems] == ["DfE 576]"]


def test_a_header_without_rows_is_not_supplied(tmp_path):
    """It confirms nobody of the year before, and is no nought."""
    loaded = records(tmp_path, {"2022-23": Z["2022-23"], "2023-24": []})

    assert figure("children-looked-after", loaded, 2024)["missing_reason"] == "not_supplied"
    assert figure("children-leaving-care", loaded, 2024)["missing_reason"] == "not_supplied"
    assert number("children-looked-after", loaded, 2023) == 3
    assert any("its header and no rows" in problem.message for problem in loaded.problems)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_lazy_frames_that_carry_their_year(engine):
    """A view of several returns gives what a folder of them gives."""
    columns = EPISODES.split(",")
    rows = [
        dict(zip(columns, text.split(","), strict=True)) | {"YEAR": 2000 + int(year[-2:])}
        for year, several in Z.items()
        for text in several
    ]
    frame = pl.DataFrame(rows).with_columns(
        pl.col("DECOM", "DEC").str.to_date("%d/%m/%Y", strict=False)
    )
    lazy = frame.lazy()
    if engine == "duckdb":
        connection = duckdb.connect()
        connection.register("view", frame.to_arrow())
        lazy = connection.sql("select * from view")
    records = from_frames({"episodes": lazy})
    raw = from_frames({"episodes": lazy}, as_returned=True)

    assert codes(records) == ["LIIA 2, DfE 1010", "LIIA 3, DfE 502"]
    assert sorted(_rows(records, "child_id", "dec")) == [
        ("Z01", date(2023, 6, 1)),
        ("Z02", date(2023, 4, 1)),
        ("Z03", None),
    ]
    assert len(_rows(raw, "child_id")) == 4


def test_other_tables_pass_through():
    frame = nw.from_native(pl.LazyFrame({"child_id": ["A"], "_year": [2024]}))
    assert repair_returns(engine_named("polars"), "children", frame) == (frame, [])
