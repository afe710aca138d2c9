"""From cases to figures: values, bounds, groups and the words for nothing."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import product
from statistics import median
from typing import Any

from oracle.care import Council
from oracle.coverage import covers
from oracle.days import window
from oracle.groups import GROUPS, UNKNOWN, Case, group
from oracle.measures import MEASURES, Definition
from oracle.stacking import Row, Tables

Figure = dict[str, Any]
Period = tuple[date, date]
FIELDS = (
    "numerator",
    "denominator",
    "unknown",
    "value",
    "lower",
    "upper",
    "missing_reason",
    "squares",
)


def compute(
    tables: Tables | Council,
    measure: str,
    periods: Sequence[tuple[date, date]],
    by: Sequence[str] = (),
    *,
    as_at: date | None = None,
    today: date | None = None,
) -> list[Figure]:
    """A measure's figures: the whole first, then each breakdown's groups, each in order of time.

    Args:
        tables: Canonical tables as returned, one not supplied is absent; or a council of them.
        measure: Its identifier.
        periods: First and last day of each, both included.
        by: Breakdowns, `sex`, or crossed `sex+age_group`.
        as_at: The day after which nothing is due yet; None: everything is due.
        today: For tables read from files: the day on which they are, as no figure exists outside
            the days that they cover; None: rows typed by hand, which have no such limit.

    Returns:
        A dictionary for each period and group.
    """
    council = tables if isinstance(tables, Council) else Council(tables)
    definition = MEASURES[measure]
    for name in (single for each in by for single in each.split("+")):
        if name not in definition.breakdowns:
            raise ValueError(f"{measure} cannot be broken down by {name}")
    cases: dict[Period, list[Case] | str] = {
        period: _cases(council, definition, period, as_at, today) for period in periods
    }
    rows = []
    for breakdown in ("", *by):
        rows += _breakdown(council, definition, breakdown, cases)
    return rows


def keyed(figures: list[Figure]) -> dict[tuple[date, str, str], Figure]:
    """Figures by period end, breakdown and group, for comparison."""
    return {(row["period_end"], row["group_by"], row["group"]): row for row in figures}


def _cases(
    council: Council,
    definition: Definition,
    period: Period,
    as_at: date | None,
    today: date | None,
) -> list[Case] | str:
    """Who counts, or the word for nothing: a table is absent, or does not cover the period."""
    if any(table not in council.tables for table in definition.needs):
        return "not_supplied"
    if today is not None:
        if not all(council.rows(table) for table in definition.needs):
            return "not_computable"
        days = (_since(period[0], definition.back) if definition.flow else period[1], period[1])
        if not all(covers(council.covered(table, today), days) for table in definition.needs):
            return "not_supplied"
    return list(definition.cases(council, *period, as_at))


def _since(first: date, months: int) -> date:
    """The first day of the month so many months before."""
    return window(first, months + 1) if months else first


def _breakdown(
    council: Council,
    definition: Definition,
    breakdown: str,
    cases: dict[Period, list[Case] | str],
) -> list[Figure]:
    names = breakdown.split("+") if breakdown else []
    grouped: dict[Period, dict[tuple[str, ...], list[Case]]] = {}
    for period, period_cases in cases.items():
        groups = grouped.setdefault(period, {})
        for case in () if isinstance(period_cases, str) else period_cases:
            key = tuple(group(council, case, _scheme(definition, name)) for name in names)
            groups.setdefault(key, []).append(case)
    keys = {key for groups in grouped.values() for key in groups}
    rows = []
    for key in product(*(_groups(definition, name, keys, i) for i, name in enumerate(names))):
        for period, period_cases in cases.items():
            group_cases = (
                period_cases if isinstance(period_cases, str) else grouped[period].get(key, [])
            )
            head = {"period_end": period[1], "group_by": breakdown, "group": "+".join(key)}
            rows.append(head | _figure(council, definition, group_cases, period[1], bool(names)))
    return rows


def _scheme(definition: Definition, name: str) -> str:
    return "leaver_age" if name == "age_group" and definition.leavers else name


def _groups(definition: Definition, name: str, keys: set[tuple[str, ...]], place: int) -> list[str]:
    """A fixed breakdown's groups, all of them, and any others seen in any of the periods."""
    fixed = GROUPS.get(_scheme(definition, name))
    known = [*fixed, UNKNOWN] if fixed else []
    return [*known, *sorted({key[place] for key in keys} - {*known})]


def _figure(
    council: Council, definition: Definition, cases: list[Case] | str, e: date, grouped: bool
) -> Figure:
    if isinstance(cases, str):
        return dict.fromkeys(FIELDS) | {"missing_reason": cases, "excluded": {}}
    excluded = Counter(case.excluded for case in cases if case.excluded)
    counted = [case for case in cases if not case.excluded]
    if definition.kind in ("count", "sum"):
        figure = _total(definition, counted)
    elif definition.kind == "rate":
        figure = _rate(counted, None if grouped else _population(council, e))
    elif definition.kind == "division":
        figure = _division(counted, definition.per)
    elif definition.kind in PLAIN:
        figure = PLAIN[definition.kind](counted)
    else:
        figure = _share(counted, strict=definition.kind == "strict share")
    if figure["missing_reason"] == "no_cases" and excluded["not yet due"]:
        figure["missing_reason"] = "not_due"
    return figure | {"excluded": {reason: n for reason, n in excluded.items() if n}}


def _of(
    numerator: int | None,
    denominator: int | None,
    unknown: int,
    bounds: tuple[Fraction | None, Fraction | None, Fraction | None],
) -> Figure:
    """A figure of counts and of (value, lower, upper)."""
    missing_reason = None
    if bounds[0] is None:
        missing_reason = "no_cases" if denominator == 0 and not unknown else "not_computable"
    counts = {"numerator": numerator, "denominator": denominator, "unknown": unknown}
    values = dict(zip(("value", "lower", "upper"), bounds, strict=True))
    return counts | values | {"missing_reason": missing_reason, "squares": None}


def _total(definition: Definition, cases: list[Case]) -> Figure:
    total = len(cases) if definition.kind == "count" else sum(case.amount or 0 for case in cases)
    return _of(total, None, 0, (Fraction(total),) * 3)


def _rate(cases: list[Case], population: int | None) -> Figure:
    value = Fraction(10_000 * len(cases), population) if population else None
    return _of(len(cases), population, 0, (value,) * 3)


def _population(council: Council, e: date) -> int | None:
    """Of the calendar year that holds e, else of the latest year before it."""
    rows: list[Row] = [row for row in council.rows("population") if row["children_0_17"]]
    rows = [row for row in rows if row["year"] is not None and row["year"] <= e.year]
    return max(rows, key=lambda row: row["year"])["children_0_17"] if rows else None


def _mean(cases: list[Case]) -> Figure:
    """Unknown subjects are left out; with any, no bound can be given."""
    known = [case.amount for case in cases if case.amount is not None]
    unknown = len(cases) - len(known)
    value = Fraction(sum(known), len(known)) if known else None
    bound = None if unknown else value
    squares = sum(amount**2 for amount in known) if known else None
    return _of(sum(known), len(known), unknown, (value, bound, bound)) | {"squares": squares}


def _median(cases: list[Case]) -> Figure:
    """Whoever is unknown might have the least or the most; then it may be one of them itself."""
    known = sorted(case.amount for case in cases if case.amount is not None)
    unknown = len(cases) - len(known)
    value = Fraction(median(known)) if known else None
    least = _middle([None] * unknown + known) if known else None
    most = _middle(known + [None] * unknown) if known else None
    return _of(None, len(known), unknown, (value, least, most))


def _middle(ordered: list[int | None]) -> Fraction | None:
    """The middle one, or half way between the middle two; None where that is not known."""
    first, second = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return None if first is None or second is None else Fraction(first + second, 2)


def _ratio(cases: list[Case]) -> Figure:
    top, bottom = sum(case.amount or 0 for case in cases), sum(case.out_of for case in cases)
    value = Fraction(100 * top, bottom) if bottom else None
    return _of(top, bottom, 0, (value,) * 3)


def _division(cases: list[Case], per: int) -> Figure:
    """One number by another; without anybody to divide by there is none, but for nobody at all."""
    top, bottom = sum(case.amount or 0 for case in cases), sum(case.out_of for case in cases)
    value = Fraction(per * top, bottom) if bottom else None
    figure = _of(top, bottom, 0, (value,) * 3)
    return figure | {"missing_reason": "not_computable"} if top and not bottom else figure


PLAIN = {"mean": _mean, "median": _median, "ratio": _ratio}
"""What is made of the cases alone."""


def _share(cases: list[Case], *, strict: bool) -> Figure:
    """In percent; the strict one has the unknown in its denominator, so they count as not met."""
    met = sum(case.met is True for case in cases)
    unknown = sum(case.met is None for case in cases)
    denominator = len(cases) if strict else len(cases) - unknown
    value = Fraction(100 * met, denominator) if denominator else None
    lower = Fraction(100 * met, len(cases)) if cases else None
    upper = Fraction(100 * (met + unknown), len(cases)) if cases else None
    return _of(met, denominator, unknown, (value, lower, upper))
