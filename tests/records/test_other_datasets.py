"""One invented council's exports as SSDA903, Annex A and SSD agree wherever two of them speak."""

from datetime import date

import pytest
from openpyxl import Workbook
from other_datasets import LIST_8, LIST_9, list_8, list_9, ssd, write_annex_a, write_ssd
from record_files import problem_lines

from cptracker.authoring.registry import find_measures
from cptracker.engine.series import series
from cptracker.model.periods import Every, between
from cptracker.model.problems import Severity
from cptracker.records.loading import from_frames, load_records
from cptracker.records.reading import read_records
from cptracker.synthetic.records import write_example

MEASURES = find_measures().measures
DAY = date(2026, 3, 31)


@pytest.fixture(scope="module")
def council(tmp_path_factory):
    folder = tmp_path_factory.mktemp("council") / "903"
    write_example(folder, children=60, years=3, seed=5)
    return folder


@pytest.fixture(scope="module")
def tables(council):
    return dict(read_records([council]).tables)


def figures(measure, records, periods):
    """What is told of each period: the value and its parts, or nothing."""
    if records.lacks(measure.needs):
        return {}
    return {
        figure.period.key: (figure.value, figure.numerator, figure.denominator, figure.unknown)
        for figure in series(measure, records, periods).figures
        if figure.value is not None
    }


def compared(ours, theirs, every, first, last):
    """For each measure that both tell of a period: whether it is the same."""
    periods = between(every, first, last)
    both = {}
    for name, measure in MEASURES.items():
        node, other = figures(measure, ours, periods), figures(measure, theirs, periods)
        shared = node.keys() & other.keys()
        if shared:
            both[name] = {key: (node[key], other[key]) for key in shared if node[key] != other[key]}
    return both


@pytest.mark.parametrize("british", [False, True], ids=["times", "DD/MM/YYYY"])
def test_the_ssd_gives_the_figures_of_the_returns(council, tables, tmp_path, british):
    theirs = load_records(write_ssd(tmp_path / "ssd", ssd(tables), british=british))
    both = compared(load_records(council), theirs, Every.QUARTER, date(2024, 6, 30), DAY)

    assert {name: wrong for name, wrong in both.items() if wrong} == {}
    assert len(both) >= 25, sorted(both)


def test_annex_a_gives_the_figures_of_its_day(council, tables, tmp_path):
    path = write_annex_a(tmp_path / "Annex A 2026-03-31.xlsx", list_8(tables, DAY))
    both = compared(load_records(council), load_records(path), Every.MONTH, date(2025, 4, 30), DAY)

    assert {name: wrong for name, wrong in both.items() if wrong} == {}
    assert {"in-residential-care", "with-parents", "in-house-share-of-fostering"} <= both.keys()


def test_annex_a_tells_of_no_day_before_and_names_what_it_cannot_tell(tables, tmp_path):
    records = load_records(write_annex_a(tmp_path / "a.xlsx", list_8(tables, DAY)))
    measure = MEASURES["in-residential-care"]
    told_of = figures(measure, records, between(Every.MONTH, date(2025, 1, 31), DAY))
    (warning,) = [problem for problem in records.problems if "does not tell" in problem.message]

    assert list(told_of) == ["2026-03"]
    assert records.lacks(MEASURES["three-or-more-placements"].needs) == (
        "column `rne` of `episodes`",
    )
    assert "`rne` of `episodes`" in warning.message
    assert "`reviews`" in warning.message


@pytest.mark.parametrize("title", [True, False], ids=["Ofsted's template", "an export"])
def test_list_8_is_known_by_its_headings_under_a_title_or_not(tables, tmp_path, title):
    rows = list_8(tables, DAY)
    loaded = read_records([write_annex_a(tmp_path / "a.xlsx", rows, title=title)])
    assert loaded.tables["children"].height == len(rows)


def book_of(path, heading, *rows):
    book = Workbook()
    book.active.title = "List 9"
    book.active.append(list(heading))
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_a_list_of_another_years_form_is_told(tmp_path):
    """The template of 2019 had no adviser, plan review, contact and unaccompanied children."""
    new = {
        "Allocated Personal Advisor",
        "Latest Pathway Plan Review Date",
        "Latest Date of Contact",
    }
    old = [name for name in LIST_9 if name not in new and "formerly" not in name]
    messages = problem_lines(
        read_records([book_of(tmp_path / "a.xlsx", old, ["A"])]).problems, tmp_path
    )

    assert any("list 9, care leavers in the form of before 2024" in message for message in messages)


def test_list_9_gives_the_figures_of_the_list_of_that_day(council, tables, tmp_path):
    """Its children are known without list 8, and its day is that in the file's name."""
    path = book_of(tmp_path / "Annex A 2026-03-31.xlsx", LIST_9, *list_9(tables, DAY))
    both = compared(load_records(council), load_records(path), Every.MONTH, date(2025, 4, 30), DAY)

    assert {name: wrong for name, wrong in both.items() if wrong} == {}
    assert both.keys() == {name for name in MEASURES if name.startswith("care-leavers-")
                           and name.endswith("-by-month")}  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "in_touch"),
    [("a) Yes", 1), ("b) No", 0), ("c) Died", 0), ("d) Refu", 0), ("e) NREQ", 0), ("f) Rhom", 0)],
)
def test_only_yes_in_list_9_is_in_touch(tmp_path, cell, in_touch):
    columns = {"Child Unique ID": "A", "LA in Touch": cell, "Latest Date of Contact": DAY}
    path = book_of(tmp_path / "a.xlsx", LIST_9, [columns.get(name) for name in LIST_9])
    (row,) = read_records([path]).tables["care_leaver_status"].rows(named=True)

    assert (row["as_of"], row["in_touch"]) == (DAY, in_touch)


def test_two_lists_of_different_days_are_no_history(tables, tmp_path):
    for day in (date(2025, 9, 30), DAY):
        write_annex_a(tmp_path / f"Annex A {day}.xlsx", list_8(tables, day))
    loaded = read_records([tmp_path])

    assert loaded.tables["episodes"].height == len(list_8(tables, DAY))
    assert any(
        "an earlier Annex A list 8" in line for line in problem_lines(loaded.problems, tmp_path)
    )


def test_a_wrong_cell_has_its_place_and_heading_and_is_not_shown(tables, tmp_path):
    rows = list_8(tables, DAY)[:3]
    at = LIST_8.index("Placement Type")
    rows[1][at], rows[2][LIST_8.index("Date of Birth")] = "LEAK-7731", "LEAK-7732"
    path = write_annex_a(tmp_path / "a.xlsx", rows)
    messages = problem_lines(read_records([path]).problems, tmp_path)

    assert any(
        message.startswith(f"a.xlsx/List_8:4:{at + 1}: Placement Type") for message in messages
    )
    assert any(
        message.startswith("a.xlsx/List_8:5:4: Date of Birth must be") for message in messages
    )
    assert not any("LEAK" in message for message in messages)


def test_ssd_frames_are_read_as_its_files_are(tables):
    import polars as pl

    frames = {
        name: pl.DataFrame(rows, infer_schema_length=None) for name, rows in ssd(tables).items()
    }
    records = from_frames(frames)

    assert records.as_polars()["episodes"].height == tables["episodes"].height
    assert not [problem for problem in records.problems if problem.severity is Severity.ERROR]


def test_an_ssd_table_without_what_is_needed_of_it_is_no_such_table(tables, tmp_path):
    some = {"ssd_cla_episodes": [{"clae_person_id": "LEAK", "clae_cla_id": "1"}]}
    loaded = read_records([write_ssd(tmp_path, some)])

    assert not loaded.tables
    assert "no table has these columns" in loaded.problems[0].message
