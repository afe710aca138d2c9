"""The years that a day or a period may be of, wherever somebody types one.

By themselves, so that help on a command loads no library for them.
"""

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""Anything else is a typing error; records, which hold dates of birth, reach further back."""
