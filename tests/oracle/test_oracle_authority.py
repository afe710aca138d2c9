"""The oracle itself, pinned by hand: what each return is an authority for, and one child's ids."""

from datetime import date

import pytest

from oracle import compute
from oracle.care import Council
from oracle.rows import child, day, episode, month, worker
from oracle.test_oracle import figure, share

SETTLED = {"rne": "S", "ls": "C2", "place": "U4"}


def sent(year, child_id, decom, dec=None, **more):
    """An episode as the return ending in a year holds it."""
    return episode(child_id, decom, dec, year_end=date(year, 3, 31), **more)


def settled(*rows):
    """A child's episodes as they stand after repair: first day, day of the end, reason."""
    (child,) = Council({"episodes": list(rows)}).children
    spells = sorted(
        [*child.episodes, *child.short_breaks, *child.of_no_length], key=lambda r: r["decom"]
    )
    return [(r["decom"].isoformat(), r["dec"] and r["dec"].isoformat(), r["rec"]) for r in spells]


REPAIRS = [
    pytest.param(
        [sent(2022, "A", "2021-05-01"), sent(2023, "A", "2021-05-03")],
        [("2021-05-03", None, None)], id="LIIA 3: a start said twice, corrected to later",
    ),
    pytest.param(
        [sent(2022, "A", "2021-05-03"), sent(2023, "A", "2021-05-01")],
        [("2021-05-01", None, None)], id="LIIA 3: a start said twice, corrected to earlier",
    ),
    pytest.param(
        [sent(2022, "A", "2021-05-03", place="U6"), sent(2023, "A", "2021-05-01", place="K2")],
        [("2021-05-01", None, None)], id="LIIA 3A: replaced by another row before",
    ),
    pytest.param(
        [sent(2022, "A", "2021-05-01"), sent(2024, "A", "2023-09-01", rne="S", place="K2")],
        [("2021-05-01", "2022-04-01", None), ("2023-09-01", None, None)],
        id="LIIA 1A: back later",
    ),
    pytest.param(
        [sent(2022, "A", "2021-05-01"), sent(2023, "A", "2022-02-01", rne="S", place="K2")],
        [("2021-05-01", "2022-02-01", None), ("2022-02-01", None, None)],
        id="LIIA 1A: back sooner than the end of the year",
    ),
    pytest.param(
        [sent(2022, "A", "2021-05-01"), sent(2023, "A", "2022-09-01", rne="P", place="K2")],
        [("2021-05-01", "2022-09-01", "X1"), ("2022-09-01", None, None)], id="LIIA 1: moved",
    ),
    pytest.param(
        [sent(2023, "A", "2021-05-01", rec="E8"), sent(2023, "A", "2022-09-01", rne="P")],
        [("2021-05-01", "2022-09-01", None), ("2022-09-01", None, None)], id="DfE 142",
    ),
    pytest.param(
        [sent(2022, "A", "2021-05-01", "2022-03-01"), sent(2023, "A", "2022-02-01", rne="P")],
        [("2021-05-01", "2022-02-01", "X1"), ("2022-02-01", None, None)], id="LIIA 4",
    ),
    pytest.param(
        [sent(2022, "A", "2021-05-01", "2022-01-01"), sent(2023, "A", "2022-02-01", rne="P")],
        [("2021-05-01", "2022-02-01", "X1"), ("2022-02-01", None, None)], id="LIIA 5",
    ),
    pytest.param(
        [sent(2022, "A", "2021-05-01", "2022-01-01", rec="E8"),
         sent(2023, "A", "2022-02-01", rne="S")],
        [("2021-05-01", "2022-01-01", "E8"), ("2022-02-01", None, None)],
        id="a gap that was meant stays",
    ),
    pytest.param(
        [sent(2023, "A", "2021-05-01", "2022-03-01"), sent(2023, "A", "2022-02-01", rne="P")],
        [("2021-05-01", "2022-03-01", "X1"), ("2022-02-01", None, None)],
        id="an overlap within a return stays",
    ),
    pytest.param(
        [sent(2022, "A", "2021-05-01"), sent(2023, "A", "2021-05-01", "2022-06-01", rec="E8")],
        [("2021-05-01", "2022-06-01", "E8")], id="the latest return's row stands",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), REPAIRS)
def test_repairs_of_stacked_returns(rows, expected):
    """Each line of the table in dfe_rules.md, section 1."""
    assert settled(*rows) == expected
    assert settled(*rows[::-1]) == expected


def test_a_child_that_is_in_no_later_return():
    """Looked after on 31 March, on no day after, and nobody knows that they left (LIIA 2)."""
    tables = {"episodes": [sent(2022, "A", "2021-05-01"), sent(2023, "B", "2021-05-01")]}
    assert figure("children-looked-after", tables, month("2022-03"))["value"] == 2
    assert figure("children-looked-after", tables, month("2022-04"))["value"] == 1
    leaving = figure("children-leaving-care", tables, month("2022-04"))
    assert (leaving["value"], leaving["excluded"]) == (0, {"not in the next return": 1})
    whole = figure("children-leaving-care", tables, (date(2021, 1, 1), date(2025, 12, 31)))
    assert (whole["value"], whole["excluded"]) == (0, {"not in the next return": 1})


def test_two_returns_rows_do_not_drop_each_other():
    """Re-dated in 2023 and gone in 2024: looked after to 31 March 2023, as 2023 alone says."""
    rows = [sent(2022, "A", "2021-05-01"), sent(2023, "A", "2021-05-03")]
    tables = {"episodes": [*rows, sent(2024, "Z", "2020-01-01")]}
    assert figure("children-looked-after", tables, month("2023-03"))["value"] == 2
    assert figure("children-looked-after", tables, month("2023-04"))["value"] == 1


def test_the_same_row_twice_in_one_return_is_no_corrected_start():
    """Two homes that look alike follow each other; the second one is not confirmed later."""
    rows = [sent(2022, "A", "2021-05-01", "2021-08-01", **SETTLED | {"rne": "P"}),
            sent(2022, "A", "2021-08-01", **SETTLED | {"rne": "P"})]  # fmt: skip
    tables = {"episodes": [*rows, sent(2023, "Z", "2020-01-01")]}
    assert figure("children-looked-after", tables, month("2022-03"))["value"] == 2


def test_an_earlier_return_ends_nothing_that_a_later_one_has_open():
    """2023 says one long episode where 2022 said three."""
    stays = [("2020-05-01", "2021-05-01"), ("2021-05-01", "2021-06-01"), ("2021-06-01", None)]
    old = [sent(2022, "A", *part, rne="P") for part in stays]
    new = [sent(2023, "A", "2020-05-01")]
    assert figure("children-looked-after", {"episodes": new}, month("2023-03"))["value"] == 1
    assert figure("children-looked-after", {"episodes": old + new}, month("2023-03"))["value"] == 1


def test_of_two_rows_of_a_day_the_one_that_lasts():
    """A row of no length does not hide one that is open (DfE 355)."""
    rows = [sent(2025, "A", "2024-05-05", "2024-05-05"), sent(2025, "A", "2024-05-05")]
    for order in (rows, rows[::-1]):
        assert figure("children-looked-after", {"episodes": order})["value"] == 1


def test_a_row_of_no_length_tells_the_reason():
    rows = [
        episode("A", "2023-05-01", "2024-05-05"),
        episode("A", "2024-05-05", "2024-05-05", rne="P", rec="E45"),
    ]
    computed = compute(
        {"episodes": rows}, "children-leaving-care", [month("2024-05")], ["leaving_reason"]
    )
    assert {r["group"] for r in computed if r["numerator"]} == {"", "special guardianship"}
    assert figure("special-guardianship-orders", {"episodes": rows})["value"] == 1


WORKERS = [
    worker("M1", "SW1", "2023-06-01") | {"year_end": date(2024, 3, 31)},
    worker("M2", "SW1", "2023-06-01") | {"year_end": date(2024, 3, 31)},
    worker("M1", "SW1", "2023-06-02", "2024-05-10") | {"year_end": date(2025, 3, 31)},
    worker("M1", "SW2", "2024-05-10") | {"year_end": date(2025, 3, 31)},
    worker("M2", "SW2", "2024-04-02") | {"year_end": date(2025, 3, 31)},
    worker("M1", "SW2", "2024-05-10") | {"year_end": date(2026, 3, 31)},
    worker("M2", "SW2", "2024-04-02") | {"year_end": date(2026, 3, 31)},
]


@pytest.mark.parametrize(("year", "mean"), [(2024, 1), (2025, 1.5), (2026, 1)])
def test_stale_worker_spells(year, mean):
    """A corrected start is dropped, another open spell ends on 31 March (SW08, SW16)."""
    tables = {
        "episodes": [sent(2026, name, "2023-05-01") for name in ("M1", "M2")],
        "social_worker_spells": WORKERS,
    }
    period = (date(year - 1, 4, 1), date(year, 3, 31))
    assert figure("social-workers-per-child", tables, period)["value"] == mean


def test_a_stale_worker_spell_ends_where_the_next_begins():
    spells = [
        worker("A", "SW1", "2023-06-01") | {"year_end": date(2024, 3, 31)},
        worker("A", "SW2", "2024-02-10") | {"year_end": date(2025, 3, 31)},
    ]
    rows = Council({"social_worker_spells": spells}).rows("social_worker_spells")
    assert [row["end"] for row in rows] == [date(2024, 2, 10), None]


@pytest.mark.parametrize(
    ("last", "met"),
    [
        pytest.param(2024, 1, id="of the latest return: still missing"),
        pytest.param(2025, 0, id="not in the next return: back by 1 April"),
    ],
)
def test_stale_missing_episodes(last, met):
    """DfE 576."""
    spell = {"child_id": "A", "dob": None, "kind": "M", "start": day("2024-03-31"), "end": None}
    other = {"child_id": "Z", "dob": None, "kind": "M", "start": day("2024-05-01"), "end": None}
    tables = {
        "episodes": [sent(2025, "A", "2023-05-01")],
        "missing_episodes": [
            spell | {"year_end": date(2024, 3, 31)},
            other | {"year_end": date(last, 3, 31)},
        ],
    }
    assert share("missing-from-care", tables, month("2024-03")) == (1, 1, 0)
    assert share("missing-from-care", tables, month("2025-03")) == (met, 1, 0)


def header(year, child_id, upn, dob="2015-06-15", **more):
    return child(child_id, dob, upn=upn, year_end=date(year, 3, 31), **more)


REAL, NONE = "A123456789012", "UN1"


@pytest.mark.parametrize(
    ("headers", "decom", "children"),
    [
        pytest.param([REAL, REAL], "2023-06-01", 1, id="the same UPN, birth and start"),
        pytest.param(["A12345678901B"] * 2, "2023-06-01", 1, id="a temporary UPN"),
        pytest.param([NONE, NONE], "2023-06-01", 2, id="no UPN"),
        pytest.param([None, None], "2023-06-01", 2, id="blank UPNs"),
        pytest.param([REAL, "A123456789013"], "2023-06-01", 2, id="another UPN"),
        pytest.param([REAL, REAL], "2023-06-08", 2, id="the care does not join"),
    ],
)
def test_one_child_under_two_identifiers(headers, decom, children):
    """Joined by itself where UPN is a real one and everything fits (DfE 208)."""
    tables = {
        "children": [header(2024, "U1", headers[0]), header(2025, "U9", headers[1])],
        "episodes": [sent(2024, "U1", "2023-06-01"), sent(2025, "U9", decom)],
    }
    everyone = {row["child_id"] for row in Council(tables).rows("episodes")}
    assert len(everyone) == children
    by_hand = Council(tables, same_child={"U1": "U9"})
    assert {row["child_id"] for row in by_hand.rows("episodes")} == {"U9"}


def test_two_identifiers_in_one_return_are_two_children():
    """Twins, perhaps, of whom one has the other's number."""
    tables = {
        "children": [header(2024, "U1", REAL), header(2024, "U9", REAL)],
        "episodes": [sent(2024, "U1", "2023-06-01"), sent(2024, "U9", "2023-06-01")],
    }
    assert figure("children-looked-after", tables, month("2024-03"))["value"] == 2


def test_care_that_ends_where_the_other_begins_joins():
    tables = {
        "children": [header(2024, "U1", REAL), header(2025, "U9", REAL)],
        "episodes": [
            sent(2024, "U1", "2023-06-01", "2024-03-20"),
            sent(2025, "U9", "2024-03-20", rne="P"),
        ],
    }
    assert figure("children-starting-care", tables, month("2024-03"))["value"] == 0
