"""Several returns make one table: one row for each key, whatever the order of rows and files."""

from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_files import EPISODES, HEADER, MISSING, OC3, lines, problem_lines, read

from cptracker.model.problems import Severity
from cptracker.records.reading import read_records


def episode(child, decom, dec="", place="U4"):
    return f"{child},{decom},S,C2,N1,{place},PR1,{dec},{'X1' if dec else ''},,,,"


def test_the_latest_return_wins(tmp_path):
    """An episode that was open in last year's return is closed in this year's, or open again.

    One that is in this year's no more ended with last year's last day.
    """
    loaded = read(
        tmp_path,
        {
            "2020/e.csv": lines(
                EPISODES,
                episode(1, "01/05/2019"),
                episode(2, "01/06/2019", "01/07/2019"),
                episode(3, "01/08/2019"),
            ),
            "2021/e.csv": lines(
                EPISODES, episode(1, "01/05/2019", "01/05/2020"), episode(2, "01/06/2019")
            ),
        },
    )
    table = loaded.tables["episodes"]

    assert table["child_id"].to_list() == ["1", "2", "3"]
    assert table["dec"].to_list() == [date(2020, 5, 1), None, date(2020, 4, 1)]
    assert table["year_end"].dt.year().to_list() == [2021, 2021, 2020]
    assert problem_lines(loaded.problems, tmp_path) == [
        "2020/e.csv:4: open, and in no later return; it ends with 31 March of its own return's "
        "year [LIIA 2, DfE 1010]",
        "2021/e.csv:2:9: REC is X1 and no episode follows; the child left for a reason not known "
        "[DfE 388]",
    ]


def test_year_end_tables_keep_each_year(tmp_path):
    """A young person in two OC3 returns has two rows."""
    rows = {f"{year}/oc3.csv": lines(OC3, "7,01/01/2003,YES,F1,B1") for year in (2021, 2022)}
    loaded = read(tmp_path, rows)

    assert loaded.tables["care_leavers"]["year_end"].dt.year().to_list() == [2021, 2022]
    assert loaded.problems == ()


def test_rows_that_disagree_within_a_return(tmp_path):
    """The one with an end is used, and the other told, with the line of the one in use."""
    rows = (episode(1, "01/05/2020"), episode(1, "01/05/2020", "01/06/2020"))
    loaded = read(tmp_path, {"2021/e.csv": lines(EPISODES, *rows)})

    assert loaded.tables["episodes"]["dec"].to_list() == [date(2020, 6, 1)]
    assert problem_lines(loaded.problems, tmp_path)[:1] == [
        "2021/e.csv:2: another row for the same CHILD and DECOM says otherwise"
    ]
    assert loaded.problems[0].hint == f"the one in {tmp_path}/2021/e.csv:3 is used"
    assert loaded.problems[0].severity is Severity.WARNING


def test_a_child_twice_in_one_year_is_an_error(tmp_path):
    """Of two rows that say otherwise nobody can know which holds; of two years each holds."""
    rows = ("9,01/01/2003,YES,F1,B1", "9,01/01/2003,NO,F1,B1")
    loaded = read(tmp_path, {"2021/oc3.csv": lines(OC3, *rows)})

    assert problem_lines(loaded.problems, tmp_path) == [
        "2021/oc3.csv:2: another row for the same CHILD says otherwise"
    ]
    assert loaded.problems[0].severity is Severity.ERROR
    years = {"2020/oc3.csv": lines(OC3, rows[0]), "2021/oc3.csv": lines(OC3, rows[1])}
    assert read(tmp_path / "two", years).problems == ()


def test_rows_that_are_the_same_are_one(tmp_path):
    rows = (episode(1, "01/05/2020"),) * 3
    loaded = read(tmp_path, {"2021/e.csv": lines(EPISODES, *rows)})

    assert (loaded.tables["episodes"].height, loaded.problems) == (1, ())


def test_an_end_before_the_start_is_told_and_kept(tmp_path):
    """The measures leave the row out; here it stays as it is."""
    loaded = read(
        tmp_path,
        {
            "2021/e.csv": lines(EPISODES, episode(1, "02/05/2020", "01/05/2020")),
            "2021/m.csv": lines(
                MISSING, "2,,M,02/05/2020,01/05/2020", "2,,M,03/05/2020,03/05/2020"
            ),
        },
    )

    assert loaded.tables["episodes"].height == 1
    assert problem_lines(loaded.problems, tmp_path) == [
        "2021/e.csv:2:8: DEC is before DECOM; the row counts in no measure",
        "2021/m.csv:2:1: 1 of 1 children have no row in Episodes",
        "2021/m.csv:2:5: MIS_END is before MIS_START; the row counts in no measure",
    ]


def test_two_birthdays(tmp_path):
    """The latest Header's is used; the other is told by line, and no date is shown."""
    loaded = read(
        tmp_path,
        {
            "2020/h.csv": lines(HEADER, "1,1,01/01/2010,WBRI,,,", "2,1,02/02/2010,WBRI,,,"),
            "2021/h.csv": lines(HEADER, "1,1,03/03/2001,WBRI,,,", "9,1,01/01/2000,WBRI,,,"),
            "2021/oc3.csv": lines(OC3, "1,01/01/2000,YES,F1,B1", "9,01/01/2000,YES,F1,B1"),
        },
    )
    born = [date(2001, 3, 3), date(2010, 2, 2), date(2000, 1, 1)]

    assert loaded.tables["children"]["dob"].to_list() == born
    assert problem_lines(loaded.problems, tmp_path) == [
        "2020/h.csv: the return of 2020 has no OC3, which that of 2021 has",
        "2020/h.csv:2:3: DOB is not the one in the Header",
        "2021/oc3.csv:2:2: DOB is not the one in the Header",
    ]
    assert {problem.hint for problem in loaded.problems[1:]} == {
        f"the one in {tmp_path}/2021/h.csv:2 is used"
    }


def test_codes_by_collection_year(tmp_path):
    """A code of no year is told each time, one of another year once; both stay."""
    loaded = read(
        tmp_path,
        {
            "2021/e.csv": lines(
                EPISODES,
                episode(1, "01/05/2020", place="Q9"),
                episode(2, "01/05/2020", place="Z11"),
                episode(3, "01/05/2020", place="K3"),
                episode(4, "01/05/2020", place="z1"),
            ),
            "2026/e.csv": lines(
                EPISODES,
                episode(5, "01/05/2025", place="Z1"),
                episode(6, "01/05/2025", place="Z11"),
            ),
        },
    )

    assert loaded.tables["episodes"]["place"].to_list() == ["Q9", "Z11", "K3", "Z1", "Z1", "Z11"]
    problems = [problem for problem in loaded.problems if "PLACE" in problem.message]
    assert problem_lines(problems, tmp_path) == [
        "2021/e.csv:2:6: PLACE has a code that is not in the set for 2021",
        "2021/e.csv:3:6: PLACE has codes of other years, not in the set for 2021",
        "2026/e.csv:2:6: PLACE has codes of other years, not in the set for 2026",
    ]
    assert [problem.count for problem in problems] == [1, 2, 1]
    assert {problem.severity for problem in problems} == {Severity.WARNING}


@pytest.mark.parametrize(
    ("year", "codes"), [(2024, "12"), (2025, "MF")], ids=["by number", "by letter"]
)
def test_sex_old_and_new(year, codes, tmp_path):
    """Numbers to 2024, letters after; what is neither is unknown."""
    born = "01/01/2015"
    rows = [f"{place},{code},{born},WBRI,,," for place, code in enumerate([*codes, "", "9"])]
    loaded = read(tmp_path, {f"{year}/h.csv": lines(HEADER, *rows)})

    assert loaded.tables["children"]["sex"].to_list() == ["male", "female", "unknown", "unknown"]
    assert problem_lines(loaded.problems, tmp_path) == [
        f"{year}/h.csv:5:2: SEX has a code that is not in the set for {year}"
    ]


def test_local_tables_are_stacked_too(tmp_path):
    """This year's list closes the spell that last year's left open."""
    head = "child_id,adviser_id,start,end"
    records = read(
        tmp_path,
        {
            "2020/advisers.csv": lines(head, "1,A,01/05/2019,", "2,B,01/05/2019,"),
            "2021/advisers.csv": lines(head, "1,A,01/05/2019,01/05/2020"),
        },
    )
    table = records.tables["adviser_spells"]

    assert table.columns == head.split(",")
    assert table["end"].to_list() == [date(2020, 5, 1), None]
    assert records.problems == ()
    assert "adviser_spells" not in records.years


CHILDREN = st.sampled_from(["1", "2", "03"])
DAYS = st.sampled_from(["01/05/2020", "2020-06-01", "31/03/2021", "31/02/2021", ""])
EPISODE = st.builds(episode, CHILDREN, DAYS, DAYS, st.sampled_from(["U4", "u4 ", "Q9", "K3", ""]))
LEAVER = st.builds("{},{},{},F1,B1".format, CHILDREN, DAYS, st.sampled_from(["YES", "NO"]))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(EPISODE, max_size=5),
    st.lists(EPISODE, max_size=5),
    st.lists(LEAVER, max_size=4),
    st.randoms(use_true_random=False),
)
def test_order_and_copies_change_nothing(first, second, leavers, random):
    """Rows in any order, files by any name and given twice: the same tables."""
    with TemporaryDirectory() as folder, TemporaryDirectory() as another_folder:
        pieces = [("2020", EPISODES, first), ("2021", EPISODES, second), ("2021", OC3, leavers)]
        plain = _written(Path(folder), pieces, ["a", "b", "c"])
        random.shuffle(pieces)
        for _, _, rows in pieces:
            random.shuffle(rows)
        mixed = _written(Path(another_folder), [*pieces, pieces[0]], ["z", "c", "m", "a"], random)

    assert plain.years == mixed.years
    assert plain.tables.keys() == mixed.tables.keys()
    assert all(plain.tables[name].equals(mixed.tables[name]) for name in plain.tables)
    assert _counted(plain) == _counted(mixed)


def _written(folder, pieces, names, random: Random | None = None):
    files = [
        (folder / year / f"{name}.csv", lines(head, *rows))
        for (year, head, rows), name in zip(pieces, names, strict=True)
    ]
    for path, text in files:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    paths = [path for path, _ in files]
    if random:
        random.shuffle(paths)
    return read_records(paths)


def _counted(loaded):
    """The messages with how often each stands; where a row stands is not compared."""
    texts = [problem.message for problem in loaded.problems if "content" not in problem.message]
    return sorted(text for text in texts)
