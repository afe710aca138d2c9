"""What a plug-in's function returns, shown and as a frame, on every engine and of every shape."""

import sys
from datetime import date

import polars as pl
import pytest
from test_notebooks import EXAMPLE, RESTRICTED, Page

import cptracker
from cptracker import col, contacts, deadlines, events, from_frames, measure, stock, supplied
from cptracker.files.bundled import PACKAGE
from cptracker.model.problems import MeasureError, UsageError

REAL = {"child_id": ["B", "A", "C"], "due": ["2025-02-28", "2025-01-31", "2025-03-31"],
        "completed": [None, "2025-01-30", "2025-04-01"]}  # fmt: skip


def peps(**columns):
    return {"peps": pl.DataFrame(REAL | columns)}


def members_of(function, tables=None):
    """What a function of ours returns, as its author has it at hand in a notebook."""
    made = measure(title="Ours", unit="%", better="higher", needs={"peps": ["child_id"]})(function)
    return made(from_frames(tables or peps()))


def duties(records):
    return deadlines(records.peps, due="due", done="completed")


def shares(records):
    late = cptracker.when(col("child_id") == "C").then(cptracker.lit("moved <b>away</b>"))
    return events(records.peps, date="due", met=~col("completed").is_null(), excluded=late)


def amounts(records):
    return events(records.peps, date="due", amount=col("due_day") % 100)


def spells(records):
    return stock(records.peps, start="due", end="completed", met=col("child_id") == "A")


def looked_up(records):
    looked_up = contacts(records.peps, on="due", months=12)
    return stock(records.peps, start="due", end="completed", contacts=looked_up)


def supplied_peps(records):
    frame = records.peps.with_columns(met=col("due_day") % 10, all=col("due_day") % 100)
    return supplied(frame, subject="child_id", date="due", numerator="met", denominator="all")


KINDS = [
    pytest.param(
        duties, ["child_id", "due", "completed"], "3 rows: 1 late, 1 met, 1 not done", id="duties"
    ),
    pytest.param(
        shares, ["child_id", "due", "met", "left_out"], "3 rows: 1 left out, 1 met, 1 missed",
        id="events with a standard",
    ),
    pytest.param(amounts, ["child_id", "due", "amount"], "3 rows: 3 counted", id="amounts"),
    pytest.param(
        spells, ["child_id", "due", "completed", "met"], "3 rows: 1 met, 2 missed", id="stock"
    ),
    pytest.param(
        looked_up, ["child_id", "due", "completed"], "3 rows: 3 looked up", id="stock looked up"
    ),
    pytest.param(
        supplied_peps, ["child_id", "due", "met", "all"], "3 rows: 3 counted", id="figures given"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("function", "columns", "words"), KINDS)
def test_each_shape_shows_itself_and_becomes_frames(function, columns, words):
    """What the shape names comes first, in order of subject; what it all is stands in each row."""
    members = members_of(function)
    frame, html = members.to_polars(), members._repr_html_()

    assert frame.columns[: len(columns)] == columns
    assert frame.columns[-2:] == ["restricted", "example_data"]
    assert frame["child_id"].to_list() == ["A", "B", "C"]
    assert set(frame["restricted"]) == {"RESTRICTED"}
    assert list(members.to_pandas().columns) == frame.columns
    assert members.to_arrow().column_names == frame.columns
    assert words in html
    assert RESTRICTED in html
    page = Page(html)
    assert page.open == []
    assert len(page.of("caption")) == 1
    assert [heading["scope"] for heading in page.of("th")].count("row") == 3


def test_days_are_days_and_the_engines_numbers_stay_out():
    frame = members_of(duties).to_polars()

    assert frame["due"].to_list()[0] == date(2025, 1, 31)
    assert not [name for name in frame.columns if name.endswith(("_day", "_month"))]


def test_a_day_that_was_counted_on_is_shown_as_a_day():
    """It has a whole number and no date of its own; the end of time is none."""

    def counted_on(records):
        frame = records.working_days_after(records.peps, "due", 20, "limit")
        return deadlines(frame, due="limit", done="completed")

    frame = members_of(counted_on).to_polars()

    assert frame["limit"].to_list()[0] == date(2025, 2, 28)
    assert "28 February 2025" in members_of(counted_on)._repr_html_()


def test_a_column_of_the_frames_own_is_kept():
    """Whoever tries a measure wants to see why somebody counts."""
    members = members_of(duties, peps(quality=["good", "<i>poor</i>", None]))

    assert members.to_polars()["quality"].to_list() == ["<i>poor</i>", "good", None]


def test_words_of_records_are_never_read_as_html():
    nasty = ["=HYPERLINK(1)", "<script>alert(1)</script>", "C"]
    html = members_of(shares, peps(child_id=nasty))._repr_html_()

    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "moved &lt;b&gt;away&lt;/b&gt;" in html


def test_made_up_children_are_told_by_their_records_and_by_their_names():
    """By the records, so that made-up staff are marked too; by name where no records are known."""
    made = ["EXMPL00001", "A", "B"]
    records = from_frames(peps(child_id=made))
    for members in (members_of(duties, peps(child_id=made)), duties(records)):
        assert EXAMPLE in members._repr_html_()
        assert set(members.to_polars()["example_data"]) == {"EXAMPLE DATA"}
    assert "EXAMPLE" not in members_of(duties)._repr_html_()
    assert members_of(duties).to_polars()["example_data"].to_list() == [None] * 3


def test_made_up_workers_are_marked_though_their_names_are_not():
    members = cptracker.members("staff-trained-trauma-informed", PACKAGE / "example_records")

    assert EXAMPLE in members._repr_html_()


def test_a_long_frame_is_cut_and_says_so():
    members = cptracker.members("dental-checks", PACKAGE / "example_records")
    there = len(members.to_polars())
    html = members._repr_html_()

    assert f"The first 20 of {there:,} rows" in html
    assert f"{there - 20:,} more: to_polars() has them all." in html
    assert len(Page(html).of("tr")) == 21


def test_nobody_is_no_table():
    def nobody(records):
        return deadlines(records.peps.filter(col("child_id") == "Z"), due="due", done="completed")

    html = members_of(nobody)._repr_html_()

    assert "There are none." in html
    assert Page(html).of("table") == []
    assert members_of(nobody).to_polars().height == 0


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_every_engine_gives_the_same(engine):
    folder = PACKAGE / "example_records"
    records = cptracker.load_records([folder], engine=engine)

    for name, column in (("placed-within-20-miles", "met"), ("initial-health-assessments", "due")):
        expected = cptracker.members(name, folder).to_polars()
        to_polars = cptracker.members(name, records).to_polars()
        assert to_polars[["child_id", column]].equals(expected[["child_id", column]])


def test_a_measure_is_called_as_its_function_is():
    assert members_of(duties).to_polars().equals(duties(from_frames(peps())).to_polars())


def test_what_cannot_be_had_is_told():
    """A measure that is not there, records that lack a table, and a plug-in that fails."""
    records = from_frames(peps())
    with pytest.raises(UsageError, match="no measure"):
        cptracker.members("hair", records)
    with pytest.raises(UsageError, match="needs table `outcomes`"):
        cptracker.members("dental-checks", records)
    failing = measure(title="F", unit="%", better="higher", needs={"peps": ["child_id"]})(
        nobody_known
    )
    with pytest.raises(MeasureError, match="returned NoneType, not members"):
        cptracker.members(failing, records)


def nobody_known(records):
    return None


@pytest.mark.parametrize(("way", "library"), [("to_pandas", "pandas"), ("to_arrow", "pyarrow")])
def test_a_missing_library_is_named_with_what_to_install(way, library, monkeypatch):
    members = members_of(duties)
    monkeypatch.setitem(sys.modules, library, None)

    with pytest.raises(ImportError, match=f"{way}.. needs {library}: pip install .*{library}"):
        getattr(members, way)()
