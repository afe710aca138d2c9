"""Write the table of England's bank holidays anew from the library that is installed.

python tests/support/bank_holidays.py
"""

from cptracker.records.care.bank_holidays import TABLE, from_library

YEARS = range(1985, 2051)


def lines():
    """Each bank holiday as an ISO date, in order."""
    return [day.isoformat() for day in sorted(from_library(YEARS)) if day.year in YEARS]


if __name__ == "__main__":
    TABLE.write_text("\n".join(lines()) + "\n", encoding="ascii")
