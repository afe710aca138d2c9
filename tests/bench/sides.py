"""What every side of the benchmark has to answer, and how it does.

A side opens the tables of a folder, answers each measure for every month's end, and prints one line
of JSON: how long each step took, and the figures as measure, month, numerator and denominator.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

LAST_MONTH = 2026 * 12 + 2
"""March 2026, the last that the tables cover, as year * 12 + month - 1."""

MEASURES = (
    "children-looked-after",
    "social-workers-per-child",
    "placements-per-child",
    "children-visited",
    "sdq-in-timescale",
    "children-starting-care",
    "special-guardianship-orders",
    "initial-health-assessments",
    "peps-in-timescale",
)

TABLES = (
    "children", "episodes", "social_worker_spells", "visits", "sdq", "health_assessments", "peps",
)  # fmt: skip

OPENING = "opening"
INITIAL_DAYS, VISIT_DAYS, WINDOW = 20, 42, 12
ORDERS = ("E43", "E44", "E45", "E46", "E47", "E48")

Figures = dict[int, tuple[int, int | None]]
"""Numerator and denominator of each month."""


def first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def month_ends(count: int) -> list[tuple[int, date, date]]:
    """Each month's number, its last day, and the first day of the 12 months to it."""
    months = range(LAST_MONTH - count + 1, LAST_MONTH + 1)
    return [
        (month, first_day(month + 1) - timedelta(days=1), first_day(month - WINDOW + 1))
        for month in months
    ]


def working_days_later(first: date, last: date) -> dict[date, date]:
    """For each day the one that is 20 working days of England later."""
    from holidays import country_holidays

    later = last + timedelta(days=60)
    years = range(first.year, later.year + 1)
    off = set(country_holidays("GB", subdiv="ENG", years=years))
    days = [first + timedelta(days=step) for step in range((later - first).days)]
    working = [day for day in days if day.weekday() < 5 and day not in off]
    due_by_day, passed = {}, 0
    for day in days:
        passed += passed < len(working) and working[passed] <= day
        if day <= last:
            due_by_day[day] = working[passed + INITIAL_DAYS - 1]
    return due_by_day


class Clock:
    """How long each step takes, and how long processors work on it: steadier on a busy machine."""

    def __init__(self):
        self.seconds, self.processor = {}, {}

    @contextmanager
    def __call__(self, step):
        begun, worked = time.perf_counter(), time.process_time()
        yield
        self.seconds[step] = time.perf_counter() - begun
        self.processor[step] = time.process_time() - worked


def answer(begin: Callable, ask: Callable, *, also: dict[str, tuple[str, ...]] | None = None):
    """Run one side as a program: `begin(options)` opens, `ask(opened, measure)` gives `Figures`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--months", type=int, default=36)
    parser.add_argument("--measure", choices=MEASURES, action="append")
    for name, choices in (also or {}).items():
        parser.add_argument(f"--{name}", choices=choices, default=choices[0])
    options = parser.parse_args()
    clock, figures = Clock(), []
    with clock(OPENING):
        opened = begin(options)
    for measure in options.measure or MEASURES:
        with clock(measure):
            counted = ask(opened, measure)
        figures += [[measure, month, *counted[month]] for month in sorted(counted)]
    answered = {"seconds": clock.seconds, "processor": clock.processor, "figures": figures}
    json.dump(answered, sys.stdout)
