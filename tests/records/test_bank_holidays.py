"""The table of bank holidays is the library's, and years beyond it come from the library."""

from datetime import date

import pytest
from bank_holidays import YEARS

from cptracker.records.care.bank_holidays import bank_holidays, from_library


def test_table_is_that_of_the_library():
    """Run `python tests/support/bank_holidays.py` where a newer library knows another holiday."""
    assert bank_holidays(YEARS) == from_library(YEARS)


@pytest.mark.parametrize(
    "years",
    [
        pytest.param([YEARS[0] - 1, YEARS[0]], id="one before the table"),
        pytest.param([YEARS[-1], YEARS[-1] + 1], id="one after it"),
        pytest.param([2100], id="far off"),
        pytest.param([], id="none"),
    ],
)
def test_years_beyond_the_table_come_from_the_library(years):
    assert bank_holidays(years) == from_library(years)


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        pytest.param(date(2022, 6, 3), True, id="Platinum Jubilee"),
        pytest.param(date(2023, 5, 8), True, id="coronation"),
        pytest.param(date(2020, 5, 8), True, id="early May moved to VE Day"),
        pytest.param(date(2020, 5, 4), False, id="its usual Monday"),
        pytest.param(date(2025, 12, 26), True, id="Boxing Day"),
    ],
)
def test_days_that_were_moved(day, closed):
    assert (day in bank_holidays([day.year])) is closed
