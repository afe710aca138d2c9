"""Laws of returns that contradict each other, which the oracle keeps on any council."""

from calendar import monthrange
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from council_files import write_council
from generator_returns import YEARS, returned_councils
from hypothesis import given, settings
from hypothesis import strategies as st

from oracle import MEASURES, compute
from oracle.authority import SAME
from oracle.care import Council
from oracle.reading import read_folder

TODAY = date(2026, 11, 27)
MONTHS = [
    (date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    for year in range(2021, 2026)
    for month in range(1, 13)
]
COUNTED = (
    "children-looked-after",
    "children-starting-care",
    "children-leaving-care",
    "special-guardianship-orders",
)


def month_ends(after, until):
    return [period for period in MONTHS if after < period[1] <= until]


def values(tables, measures, months):
    """Each measure's value in each month."""
    council = Council(tables)
    return {
        (measure, row["period_end"]): row["value"]
        for measure in measures
        for row in compute(council, measure, months)
    }


def only(tables, keeps):
    """The rows that are kept, of tables of the return."""
    return {name: [row for row in rows if keeps(row)] for name, rows in tables.items()}


def whose(row):
    """The child behind an identifier, whichever it has now."""
    return row["child_id"].rstrip("B")


def stories(tables):
    """The first episode that each return holds of each child."""
    first = {}
    for row in sorted(tables.get("episodes", []), key=lambda row: row["decom"]):
        first.setdefault((whose(row), row["year_end"]), row)
    return first


def uncorrected(tables, year_end):
    """The tables without what later returns say of the days and the open episodes of a return.

    A later return that tells of a move says that the child was looked after before it.
    """
    story_of, episodes = stories(tables), tables.get("episodes", [])

    def stays(row):
        if row["year_end"] <= year_end or "decom" not in row:
            return True
        before = [r for r in episodes if r["year_end"] == year_end and whose(r) == whose(row)]
        alike = any(all(row[name] == other[name] for name in SAME) for other in before)
        first = story_of[whose(row), row["year_end"]]
        begun = first["rne"] == "S" and first["decom"] > year_end
        return row["decom"] > year_end and (begun or bool(before)) and not alike

    return only(tables, stays)


@given(returned_councils(), st.sampled_from(YEARS))
@settings(deadline=None, max_examples=50)
def test_each_year_decides_its_own_stock(returned, year):
    """On 31 March a return alone gives what the stack gives, unless a later one corrects it."""
    end = date(year, 3, 31)
    tables = uncorrected(returned.tables, end)
    alone = only(tables, lambda row: row["year_end"] == end)
    if alone.get("episodes"):
        (expected,) = values(alone, COUNTED[:1], month_ends(date(year, 3, 1), end)).values()
        assert values(tables, COUNTED[:1], month_ends(date(year, 3, 1), end)) == {
            (COUNTED[0], end): expected
        }


def without_half_stories(tables, first):
    """The tables without children of whom an earlier return does tell something new.

    A return may say of an earlier year, which had its own return, that a child moved in it; what
    was before the move is in neither.
    """
    begins = date(first.year - 1, 4, 1)
    half = {
        child
        for (child, year_end), row in stories(tables).items()
        if year_end >= first and row["rne"] != "S" and row["decom"] >= begins
    }
    return only(tables, lambda row: whose(row) not in half)


@given(returned_councils())
@settings(deadline=None, max_examples=50)
def test_an_earlier_return_changes_nothing_later(returned):
    """It adds history only: no stock, start, leaving or order of a later year."""
    years = sorted({row["year_end"] for row in returned.tables.get("episodes", [])})
    for first in years[1:]:
        every = without_half_stories(returned.tables, first)
        later = only(every, lambda row, first=first: row["year_end"] >= first)
        months = month_ends(date(first.year - 1, 4, 1), years[-1])
        assert values(later, COUNTED, months) == values(every, COUNTED, months)


@given(returned_councils(faults=True, whole=True), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=25)
def test_the_order_of_files_and_rows_is_irrelevant(returned, random: Random):
    """Files under any name, rows in any order: the same figures."""
    with TemporaryDirectory() as folder, TemporaryDirectory() as another_folder:
        plain = read_folder(write_council(Path(folder), returned.tables, returned.headers_only))
        mixed = read_folder(
            write_council(Path(another_folder), returned.tables, returned.headers_only, random)
        )
    assert values(plain, MEASURES, MONTHS[-24:]) == values(mixed, MEASURES, MONTHS[-24:])


@given(returned_councils(whole=True))
@settings(deadline=None, max_examples=25)
def test_no_figure_exists_outside_what_is_covered(returned):
    """No value in a year of which no return holds rows of a table that the measure needs."""
    council = Council(returned.tables)
    for measure, definition in MEASURES.items():
        for row in compute(council, measure, MONTHS, today=TODAY):
            year = row["period_end"].year + (row["period_end"].month > 3)
            episodes = [
                {each["year_end"].year for each in returned.tables.get(table, [])}
                for table in ("episodes", "outcomes", "missing_episodes", "children")
                if table in definition.needs
            ]
            if any(year not in years for years in episodes):
                assert row["missing_reason"] == "not_supplied"


@given(returned_councils(faults=True))
@settings(deadline=None, max_examples=50)
def test_what_was_written_is_what_is_read(returned):
    """Dates, codes, blanks and the collection year survive being a file."""
    with TemporaryDirectory() as folder:
        read = read_folder(write_council(Path(folder), returned.tables, returned.headers_only))
    months = MONTHS[-36:]
    assert values(read, COUNTED, months) == values(returned.tables, COUNTED, months)
