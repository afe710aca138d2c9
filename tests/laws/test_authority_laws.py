"""Laws of stacked returns: each return decides about its own year, whatever lies beside it.

A return of collection year Y holds every episode open on any day of 1 April Y-1 to 31 March Y.
"""

from datetime import date, timedelta
from itertools import chain
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from cptracker import col
from cptracker.model.periods import last_day
from cptracker.records.care.days import date_of_day, day_of
from cptracker.records.frames import from_rows

FIRST, YEARS = date(2020, 1, 1), (2022, 2023, 2024)
AS_AT = date(2024, 3, 31)

children = st.sampled_from("ABC")
days = st.integers(0, (AS_AT - FIRST).days).map(lambda n: FIRST + timedelta(days=n))
lengths = st.integers(1, 500)
HOMES = ["U4", "U6", "K2", "T1", "A4"]
homes = st.sampled_from(HOMES)


@st.composite
def histories(draw, child):
    """What really was: a few periods of care of one child, each a chain of episodes."""
    rows, day = [], draw(days)
    for _ in range(draw(st.integers(1, 3))):
        count = draw(st.integers(1, 3))
        for place in range(count):
            end = day + timedelta(days=draw(lengths))
            rec = "X1" if place + 1 < count else "E4A"
            rne = draw(st.sampled_from("PLT")) if place else "S"
            rows.append(episode(child, day, end, rec, rne, draw(homes)))
            day = end
        day += timedelta(days=draw(st.integers(2, 300)))
    return rows


def episode(child, decom, dec, rec, rne, place):
    return {
        "child_id": child, "decom": decom, "dec": dec, "rec": rec, "rne": rne, "ls": "C2",
        "place": place, "place_provider": "PR1",
    }  # fmt: skip


SOMEBODY = episode("Z", date(2019, 1, 1), None, None, "S", "U4")
"""Who is in every return, so that none is empty, which would be a return not supplied."""


def returned(history, year):
    """What a return of a year holds of what really was."""
    first, last = date(year - 1, 4, 1), date(year, 3, 31)
    rows = [SOMEBODY | {"year_end": last}]
    for row in history:
        if row["decom"] <= last and row["dec"] >= first:
            known = {} if row["dec"] <= last else {"dec": None, "rec": None}
            rows.append(row | known | {"year_end": last})
    return rows


councils = st.tuples(*map(histories, "ABC")).map(lambda many: list(chain.from_iterable(many)))


@st.composite
def noise(draw, year):
    """Rows that a return of a year could hold by mistake: any days to the end of its year."""
    last = date(year, 3, 31)
    until = st.integers(0, (last - FIRST).days).map(lambda n: FIRST + timedelta(days=n))
    rows = {"somebody": SOMEBODY | {"year_end": last}}
    for _ in range(draw(st.integers(0, 6))):
        child, decom = draw(children), draw(until)
        dec = draw(st.none() | until.filter(lambda day, decom=decom: day >= decom))
        rec = draw(st.sampled_from(["X1", "E4A", None])) if dec else None
        row = episode(child, decom, dec, rec, draw(st.sampled_from("SPLT")), draw(homes))
        rows[child, decom] = row | {"year_end": last}
    return list(rows.values())


MONTH_ENDS = [last_day(month) for month in range(2020 * 12, 2024 * 12 + 3)]


def care(rows):
    """Who is looked after at each month's end, and who starts and leaves on which day."""
    records = from_rows({"episodes": rows})
    spells = records.engine.rows(records.looked_after.select("child_id", "start_day", "end_day"))
    open_on = {
        day: sorted(child for child, start, end in spells if start <= day_of(day) < end)
        for day in MONTH_ENDS
    }
    ends = records.ends_of_care.filter(~col("not_in_next_return"))
    flows = [records.starts_of_care, ends]
    return open_on, [
        sorted((date_of_day(day), child) for child, day in records.engine.rows(_dated(flow)))
        for flow in flows
    ]


def _dated(flow):
    return flow.filter(~col("short_break")).select("child_id", "date_day")


def stock(rows, year):
    return care(rows)[0][date(year, 3, 31)]


def since(day, loaded):
    """What is known of the days after one."""
    stocks, flows = loaded
    later = {at: who for at, who in stocks.items() if at > day}
    return later, [[event for event in flow if event[0] > day] for flow in flows]


@given(councils, st.dictionaries(children, st.sampled_from(YEARS[1:])))
@settings(deadline=None, max_examples=15)
def test_the_stock_of_a_year_is_its_own_returns(history, gone):
    """Also where from some year on the returns have no more of a child."""
    returns = {
        year: [row for row in returned(history, year) if year < gone.get(row["child_id"], 9999)]
        for year in YEARS
    }
    stocks, _ = care([row for rows in returns.values() for row in rows])
    for year in YEARS:
        assert stocks[date(year, 3, 31)] == stock(returns[year], year)


@given(councils, noise(2022))
@settings(deadline=None, max_examples=25)
def test_an_earlier_return_changes_no_later_year(history, earlier):
    """Neither the stock at each month's end nor who starts and leaves, whatever is in it."""
    later = returned(history, 2023) + returned(history, 2024)
    day = date(2022, 3, 31)
    assert since(day, care(later)) == since(day, care(earlier + later))


@given(councils, noise(2022), noise(2024), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=10)
def test_the_order_of_rows_changes_nothing(history, earlier, later, random):
    """Nor does the order of returns."""
    rows = earlier + returned(history, 2023) + later
    assert care(rows) == care(random.sample(rows, len(rows)))


@given(noise(2022), noise(2023), noise(2024))
@settings(deadline=None, max_examples=15)
def test_the_stock_of_the_latest_year_whatever_is_beside_it(first, second, latest):
    """Even where nothing fits: the latest return decides who is looked after on its last day."""
    assert stock(first + second + latest, 2024) == stock(latest, 2024)


def crowd(random):
    """Returns of three years in which nothing fits, of forty children."""
    rows = []
    for year in YEARS:
        last = date(year, 3, 31)
        for number in range(160):
            decom = FIRST + timedelta(days=random.randrange((last - FIRST).days))
            ends = [decom + timedelta(days=random.choice([0, 1, 30, 200])) for _ in range(2)]
            dec = random.choice([None, *(day for day in ends if day <= last)])
            rec = random.choice(["X1", "X1", "E4A", None]) if dec else None
            row = episode(
                str(number % 40), decom, dec, rec, random.choice("SPLT"), random.choice(HOMES)
            )
            rows.append(row | {"year_end": last, "pl_post": random.choice(["A1 1AA", None])})
    return rows


def test_the_engines_agree():
    """On what is repaired, on periods of care and on placements."""
    rows, numbers = crowd(Random(5)), []
    for engine in ("polars", "duckdb"):
        records = from_rows({"episodes": rows}, engine=engine)
        tables = [
            records.raw("episodes").select("child_id", "decom", "dec", "rec", "not_in_next_return"),
            records.chained_episodes.select(
                "child_id", "start_day", "period_start_day", "placement_start_day",
                "settled_start_day",
            ),
            records.ends_of_care.select("child_id", "date_day", "rec", "not_in_next_return"),
        ]  # fmt: skip
        numbers.append([sorted(records.engine.rows(table), key=str) for table in tables])
        numbers[-1].append([(problem.message, problem.count) for problem in records.problems])
    assert numbers[0] == numbers[1]
    assert len(numbers[0][-1]) >= 7
