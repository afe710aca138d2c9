"""How much work a call is, counted: the same on every machine, however busy it is."""

import sys


def counted(work):
    """What some work gives, and how many functions it called, in Python and in C."""
    calls = 0

    def count(_frame, event, _):
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        result = work()
    finally:
        sys.setprofile(before)
    return result, calls
