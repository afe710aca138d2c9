"""One child under two identifiers, by UPN and date of birth or because the user says so."""

import pytest
from returns_made import codes, episode, header, number, records

from cptracker import from_frames
from cptracker.model.problems import RecordsError, Severity
from cptracker.records.identity.same_child import has_shape
from cptracker.records.mapping import read_mapping
from cptracker.records.origin import SameChild

UPN, SLIP, NONE = "H801200001001", "X801200001001", "UN2"
SAME = {
    "2023-24": [episode("U100", "05/05/2022")],
    "2024-25": [episode("U900", "05/05/2022")],
}


def headers(upn, dob="05/05/2012"):
    return {
        "2023-24": [header("U100", upn)],
        "2024-25": [header("U900", upn.lower() + " ", dob)],
    }


def stocks(loaded):
    return [number("children-looked-after", loaded, year) for year in (2024, 2025)]


@pytest.mark.parametrize("upn", [UPN, SLIP])
def test_the_same_episode_under_another_id(tmp_path, upn):
    loaded = records(tmp_path, SAME, headers=headers(upn))

    assert stocks(loaded) == [1, 1]
    assert codes(loaded) == ["DfE 208"]
    assert loaded.engine.rows(loaded.raw("episodes").select("child_id")) == [("U900",)]


def test_one_ends_where_the_other_begins(tmp_path):
    returns = {
        "2023-24": [episode("U100", "05/05/2022", "10/03/2024", "X1")],
        "2024-25": [episode("U900", "10/03/2024", rne="P")],
    }
    loaded = records(tmp_path, returns, headers=headers(UPN))
    assert number("children-leaving-care", loaded, 2024) == 0
    assert stocks(loaded) == [1, 1]


DIFFERENT = {
    "no UPN": (SAME, headers(NONE)),
    "another birth": (SAME, headers(UPN, "06/05/2012")),
    "years between": (
        {
            "2023-24": [episode("U100", "05/05/2022", "10/03/2024", "E4A")],
            "2024-25": [episode("U900", "10/05/2024")],
        },
        headers(UPN),
    ),
    "both in one return": (
        SAME | {"2024-25": [episode("U100", "05/05/2022"), *SAME["2024-25"]]},
        headers(UPN),
    ),
}


@pytest.mark.parametrize(("returns", "header_rows"), DIFFERENT.values(), ids=DIFFERENT)
def test_what_does_not_fit_is_kept_apart(tmp_path, returns, header_rows):
    loaded = records(tmp_path, returns, headers=header_rows)

    ids = loaded.engine.rows(loaded.raw("episodes").select("child_id").unique())
    assert len(ids) == 2


def test_what_is_kept_apart_is_told(tmp_path):
    loaded = records(tmp_path, *DIFFERENT["years between"][:1], headers=headers(UPN))
    (problem,) = [problem for problem in loaded.problems if "DfE 208" in problem.message]

    assert "kept apart" in problem.message
    assert problem.place == f"{tmp_path}/2024-25/header.csv:2"
    assert "U100" not in str(problem)


def test_three_ids_of_one_child(tmp_path):
    returns = {
        f"{year}": [episode(name, "05/05/2021")]
        for year, name in ((2023, "A"), (2024, "B"), (2025, "C"))
    }
    header_rows = {year: [header(rows[0][0], UPN)] for year, rows in returns.items()}
    loaded = records(tmp_path, returns, headers=header_rows)

    assert loaded.engine.rows(loaded.raw("episodes").select("child_id")) == [("C",)]
    assert [number("children-looked-after", loaded, year) for year in (2023, 2024, 2025)] == [1] * 3


def test_as_the_user_says(tmp_path):
    """No UPN is needed then; every table takes the new identifier."""
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text('ids:\n  U100: "U900"\nsdq:\n  score: Total\n')
    loaded = records(tmp_path, SAME, headers=headers(NONE), ids=read_mapping(mapping).ids)

    assert stocks(loaded) == [1, 1]
    (problem,) = [problem for problem in loaded.problems if "DfE 208" in problem.message]
    assert (problem.place, problem.severity) == (f"{mapping}:2:3", Severity.WARNING)
    assert read_mapping(mapping).names == {"sdq": {"score": "Total"}}
    assert stocks(records(tmp_path, SAME, ids={"U100": "U900"})) == [1, 1]


REFUSED = {
    "an id that is nowhere": ({"U100": "U901"}, "the new id of this pair is in no Header"),
    "two ids that are nowhere": ({"X": "Y"}, "the old and the new id of this pair"),
    "a circle": ({"U100": "U900", "U900": "U100"}, "leads back to where it began"),
    "two of one return": ({"U100": "U200"}, "are in one return"),
    "two onto one": ({"U100": "U900", "U200": "U900"}, "are in one return"),
}


@pytest.mark.parametrize(("ids", "words"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused(tmp_path, ids, words):
    """Nothing is guessed, and no identifier is shown."""
    returns = SAME | {"2023-24": [*SAME["2023-24"], episode("U200", "06/05/2022")]}
    pairs = [SameChild(old=old, new=new, path="m.yaml", line=2) for old, new in ids.items()]
    loaded = records(tmp_path, returns, ids=pairs)

    errors = [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
    assert len(errors) == len(ids)
    assert all(words in problem.message and problem.place == "m.yaml:2" for problem in errors)
    ids_read = loaded.engine.rows(loaded.raw("episodes").select("child_id").unique())
    assert len(ids_read) == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ids: [1]\n", "must name pairs of ids"),
        ("ids:\n  LEAK: [1]\n", "must be given one new id"),
        ("ids:\n  LEAK: 1\n  LEAK: 2\n", "stands here twice"),
    ],
)
def test_mistakes_in_the_mapping(tmp_path, text, words):
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(text)
    with pytest.raises(RecordsError, match=words) as stopped:
        read_mapping(mapping)
    assert "LEAK" not in str(stopped.value)


def test_as_returned_joins_only_as_the_user_says(tmp_path):
    raw = {"headers": headers(UPN), "as_returned": True}
    assert stocks(records(tmp_path, SAME, **raw)) == [2, 2]
    assert stocks(records(tmp_path, SAME, ids={"U100": "U900"}, **raw)) == [1, 1]


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_in_place(tmp_path, engine):
    """Lazy frames that carry their year are joined and repaired where they are."""
    loaded = records(tmp_path, SAME, headers=headers(UPN), as_returned=True)
    frames = {
        table: loaded.raw(table).to_native().collect().drop_nulls("child_id")
        for table in ("children", "episodes")
    }
    lazy = {name: frame.lazy() for name, frame in frames.items()}
    if engine == "duckdb":
        import duckdb

        connection = duckdb.connect()
        for name, frame in frames.items():
            connection.register(name, frame.to_arrow())
        lazy = {name: connection.sql(f"select * from {name}") for name in frames}
    repaired = from_frames(lazy)
    ids = repaired.engine.rows(repaired.raw("episodes").select("child_id"))
    assert ids == [("U900",)]
    assert codes(repaired) == ["DfE 208"]


@pytest.mark.parametrize(
    ("upn", "shape"),
    [
        (UPN, True),
        (SLIP, True),
        ("H80120000100", False),
        ("UN1", False),
        ("I801200001001", False),
        ("H80120000100A", True),
    ],
)
def test_numbers_of_pupils(upn, shape):
    assert has_shape(upn) == shape
