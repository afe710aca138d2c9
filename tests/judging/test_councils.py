"""England's councils: each one by its codes, and by every name that sources give it."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cptracker.plan.councils import (
    area_key,
    council_named,
    council_with,
    councils,
    plain_name,
    regions,
)

DATA = Path(__file__).parents[3] / "shared" / "data" / "comparators"

COUNCILS = [council for council in councils() if not council.ended]


def test_all_councils_with_childrens_services_are_there():
    """153 since April 2023: counties, unitaries, metropolitan districts, London, Scilly."""
    kinds = Counter(council.ons_code[:3] for council in COUNCILS)

    assert kinds == {"E06": 63, "E08": 36, "E09": 33, "E10": 21}
    assert len(regions()) == 9


def test_every_number_and_code_is_one_councils():
    codes = [council.la_number for council in councils()]
    codes += [
        code for council in councils() for code in (council.ons_code, *council.former_ons_codes)
    ]

    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[2-9][0-9]{2}|E(?:06|08|09|10)[0-9]{6}", code) for code in codes)


def test_no_two_councils_that_stand_share_a_name():
    names = [
        plain_name(name) for council in COUNCILS for name in (council.name, *council.other_names)
    ]

    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Herefordshire", "884"), ("Herefordshire, County of", "884"), ("Hertfordshire", "919"),
        ("Durham", "840"), ("County Durham", "840"),
        ("St Helens", "342"), ("St. Helens", "342"),
        ("Bedford", "822"), ("Bedford Borough", "822"), ("Central Bedfordshire", "823"),
        ("Bristol", "801"), ("Bristol, City of", "801"), ("Bristol City Council", "801"),
        ("Hull", "810"), ("Kingston upon Hull", "810"), ("Kingston-upon-Hull, City of", "810"),
        ("Bournemouth, Christchurch & Poole", "839"), ("BCP", "839"), ("Bournemouth", "837"),
        ("City of London", "201"), ("London Borough of Camden", "202"),
        ("Royal Borough of Windsor and Maidenhead", "868"), ("Telford & Wrekin", "894"),
        ("Dorset", "838"), ("ISLE OF WIGHT", "921"), ("Stoke on Trent", "861"),
        ("Southampton City Council", "852"), ("Derby", "831"), ("Derbyshire", "830"),
        ("Nottingham City Council", "892"), ("Leicester City", "856"),
    ],
)  # fmt: skip
def test_names_of_one_council(name, number):
    assert council_named(name).la_number == area_key(name) == number


@pytest.mark.parametrize("name", ["London", "South East", "England", "Ledes", "Exampleshire", ""])
def test_names_of_no_council(name):
    """A region called London is not the City of London."""
    assert council_named(name) is None
    assert area_key(name) == plain_name(name)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("852", "Southampton"), ("E06000045", "Southampton"), (" e06000045 ", "Southampton"),
        ("E08000019", "Sheffield"), ("E08000039", "Sheffield"), ("E10000023", "North Yorkshire"),
        ("835", "Dorset"), ("838", "Dorset"),
    ],
)  # fmt: skip
def test_codes_of_today_and_of_old(code, name):
    """A council keeps its number when its boundary, and so its code, changes."""
    assert council_with(code).name == name


def test_no_code_no_council():
    assert [council_with(code) for code in ("", "970", "E92000001", "z")] == [None] * 4


@given(st.sampled_from(COUNCILS), st.sampled_from([str.upper, str.lower, str.title]))
def test_letters_and_what_is_said_around_a_name_change_nothing(council, case):
    for name in (council.name, *council.other_names):
        for written in (name, f"{name} Council", f" {name.replace(' and ', ' & ')} "):
            assert area_key(case(written)) == council.la_number


@pytest.mark.skipif(not DATA.is_dir(), reason="the DfE's files are not here")
def test_the_departments_files_and_the_list_agree():
    """Every council in the files: number, code and name."""
    named = set()
    for path in DATA.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                if row.get("old_la_code") and row.get("new_la_code"):
                    named.add((row["old_la_code"], row["new_la_code"], row["la_name"]))

    assert len(named) > 10
    for number, code, name in named:
        assert council_with(number) is council_with(code) is council_named(name)
