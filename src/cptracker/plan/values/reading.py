"""Typed values from their files: all read, each row checked, every mistake told at its place."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Self

from attrs import evolve, frozen

from cptracker.files.yaml_nodes import called, harmless_text
from cptracker.model.choices import FIRST_YEAR, LAST_YEAR
from cptracker.model.figures import SourceOfRecords, SourceOfTable
from cptracker.model.periods import Every, Period, from_key, long_date
from cptracker.model.plan import Plan, TypedMeasure
from cptracker.model.problems import Problem, near_miss
from cptracker.model.rounding import ShownValue
from cptracker.model.typed import TypedValue
from cptracker.plan.keys import PERIOD_FORMS
from cptracker.plan.values.groups import sums_that_fail, within_everyone
from cptracker.plan.values.numbers import numbers_of, problems_of
from cptracker.plan.values.rows import ValueRow, read_rows, value_files
from cptracker.records.care.groups import FIXED

BREAKDOWN = re.compile(r"[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")

ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")

BRITISH = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")

YES, NO = ("yes", "true", "y", "x", "1", "revised"), ("", "no", "false", "n", "0")

EXAMPLES = {
    Every.MONTH: "2024-06",
    Every.QUARTER: "202425Q2",
    Every.FINANCIAL_YEAR: "202425",
    Every.ACADEMIC_YEAR: "202425AY",
    Every.TRAILING_YEAR: "2024-06T12",
}


@frozen(kw_only=True)
class LoadedValues(ShownValue):
    """The typed values of a plan, in the order of their files, and every mistake in these."""

    values: tuple[TypedValue, ...] = ()
    problems: tuple[Problem, ...] = ()
    source: SourceOfTable | None = None

    @property
    def last_day(self) -> date | None:
        """The end of the last period for which anything is typed."""
        return max((value.period.end for value in self.values), default=None)


Paths = Path | str | Sequence[Path | str]
"""A file or folder, or several."""


@frozen(kw_only=True)
class ValueFiles:
    """The files of typed values as they were read: their rows, what they are, and what is wrong."""

    rows: tuple[ValueRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    source: SourceOfTable | None = None

    def without(self, measures: Collection[str]) -> Self:
        """The same without the rows of some measures, such as those that another plan declares."""
        rows = tuple(row for row in self.rows if row.text("measure") not in measures)
        return evolve(self, rows=rows)


ValuesLike = LoadedValues | ValueFiles | Paths
"""Typed values, the rows of their files, or the files and folders that hold them."""


def read_value_files(paths: Paths) -> ValueFiles:
    """The rows of some files and folders of values, whatever plan they are for."""
    several = [paths] if isinstance(paths, Path | str) else paths
    files, problems = value_files([Path(path) for path in several])
    rows = tuple(row for file in files for row in read_rows(file, problems))
    source = _source(files, len(rows))
    return ValueFiles(rows=rows, problems=tuple(problems), source=source)


def load_values(paths: Paths, plan: Plan, computed: Collection[str] = ()) -> LoadedValues:
    """The typed values of a plan; a row with a mistake is not used.

    Args:
        paths: A file or folder of values, or several: CSV, xlsx, Parquet or YAML.
        plan: It declares the measures, and says who may type where it lists `roles`.
        computed: The measures that plug-ins compute, so that a value of one of them is refused as
            such.

    Returns:
        The values in the order of their files, and every mistake in these as a problem at its
        place.

    Example:
        >>> import cptracker
        >>> cptracker.load_values([], cptracker.load_plan("strategy")).values
        ()
    """
    files = read_value_files(paths)
    return checked_values(files.rows, plan, computed, files.problems, files.source)


def values_of(values: ValuesLike, plan: Plan | None, computed: Collection[str]) -> LoadedValues:
    """Typed values as they were read, or read here; none where there is no plan to read them by."""
    if isinstance(values, LoadedValues):
        return values
    if plan is None:
        return LoadedValues()
    files = values if isinstance(values, ValueFiles) else read_value_files(values)
    return checked_values(files.rows, plan, computed, files.problems, files.source)


def checked_values(
    rows: Iterable[ValueRow],
    plan: Plan,
    computed: Collection[str] = (),
    problems: Iterable[Problem] = (),
    source: SourceOfTable | None = None,
) -> LoadedValues:
    """The values in some rows, with all that is wrong with them beside what is known already."""
    all_problems = list(problems)
    declared = {measure.identifier: measure for measure in plan.typed_measures}
    values: list[tuple[ValueRow, TypedValue]] = []
    for row in rows:
        name = row.text("measure")
        measure = None if name in computed else declared.get(name)
        if measure is None:
            all_problems.append(_no_measure(row, declared, computed))
            continue
        value = _value(row, measure, plan.roles, all_problems)
        values += [(row, value)] if value else []
    valid_values = tuple(
        within_everyone(list(_without_repeats(values, all_problems)), declared, all_problems)
    )
    all_problems += sums_that_fail(valid_values, declared)
    return LoadedValues(
        values=valid_values, problems=tuple(dict.fromkeys(all_problems)), source=source
    )


def _source(files: Sequence[Path], rows: int) -> SourceOfTable | None:
    sources: list[SourceOfRecords] = []
    for file in files:
        with suppress(OSError):  # that it cannot be read has been told
            digest = sha256(file.read_bytes()).hexdigest()
            sources.append(SourceOfRecords(path=str(file), sha256=digest))
    if not sources:
        return None
    return SourceOfTable(table="typed values", rows=rows, sources=tuple(sources))


def _no_measure(
    row: ValueRow, declared: Mapping[str, TypedMeasure], computed: Collection[str]
) -> Problem:
    name = row.text("measure")
    if not name:
        return row.problem("measure", "the row names no measure")
    if name in computed:
        message = f"the measure {called(name)} is computed, so it takes no typed value"
        return row.problem("measure", message, "declare a measure of another name in the plan")
    near = near_miss(name, declared)
    hint = f"did you mean `{near}`?" if near else "declare it in the plan, under `measures`"
    return row.problem("measure", f"the plan declares no measure {called(name)}", hint)


def _value(
    row: ValueRow, measure: TypedMeasure, roles: Collection[str], problems: list[Problem]
) -> TypedValue | None:
    """The value of a row, if there is nothing wrong with it and anything is typed."""
    row_problems: list[Problem] = []
    period = _period(row, measure, row_problems)
    numbers = numbers_of(row, measure)
    row_problems += problems_of(row, numbers)
    row_problems += _group_faults(row)
    day = _day(row, row_problems)
    revised = row.text("revised").casefold()
    if revised not in (*YES, *NO):
        row_problems.append(row.problem("revised", "`revised` is neither yes nor no", "write yes"))
    row_problems += _role_faults(row, roles)
    problems += row_problems
    if row_problems or period is None or numbers.empty:
        return None
    return TypedValue(
        measure=measure.identifier,
        period=period,
        value=numbers.value,
        numerator=numbers.numerator,
        denominator=numbers.denominator,
        group_by=row.text("group_by"),
        group=row.text("group"),
        note=row.text("note"),
        by=row.text("by"),
        date=day,
        revised=revised in YES,
        path=row.path,
        line=row.line,
    )


def _period(row: ValueRow, measure: TypedMeasure, row_problems: list[Problem]) -> Period | None:
    """The period of a row, if it is of the measure's length."""
    key, every = row.text("period"), measure.every
    if not key:
        row_problems.append(
            row.problem("period", "the row names no period", f"such as {EXAMPLES[every]}")
        )
        return None
    try:
        period = from_key(key)
    except (ValueError, IndexError, OverflowError):
        named = f": '{key}'" if harmless_text(key) and len(key) <= len("2024-06T12") else ""
        hint = PERIOD_FORMS.removesuffix(", in quotes")
        row_problems.append(row.problem("period", f"`period` is no period's key{named}", hint))
        return None
    if not FIRST_YEAR <= period.end.year <= LAST_YEAR:
        message = f"`period` is of a year that is not between {FIRST_YEAR} and {LAST_YEAR}"
        row_problems.append(row.problem("period", message))
    elif period.every is not every:
        message = f"`{measure.identifier}` is typed by {every}, and {key} is a {period.every}"
        row_problems.append(row.problem("period", message, f"write it as {EXAMPLES[every]}"))
    else:
        return period
    return None


def _group_faults(row: ValueRow) -> Iterator[Problem]:
    by, group = row.text("group_by"), row.text("group")
    if bool(by) != bool(group):
        missing, present = ("group", "group_by") if by else ("group_by", "group")
        yield row.problem(present, f"`{present}` needs `{missing}` beside it")
        return
    if by and not BREAKDOWN.fullmatch(by):
        hint = "such as `sex`, or several crossed such as `sex+age_group`"
        yield row.problem("group_by", "`group_by` is no name of a breakdown", hint)
        return
    names, groups = by.split("+") if by else [], group.split("+")
    if names and len(groups) != len(names):
        message = f"`group` has {len(groups)} parts, `group_by` {len(names)}"
        yield row.problem("group", message, "such as `female+5-9` for `sex+age_group`")
        return
    for name, part in zip(names, groups, strict=False):
        # Other strategies have other groups; but `Female` beside `female` would be two.
        fixed = FIXED.get(name, ())
        near = near_miss(part, fixed)
        if near and part not in fixed:
            yield row.problem("group", f"`{name}` has no such group", f"did you mean `{near}`?")


def _day(row: ValueRow, row_problems: list[Problem]) -> date | None:
    text = row.text("date")
    iso, british = ISO.fullmatch(text), BRITISH.fullmatch(text)
    with suppress(ValueError):  # a day that is not in the calendar
        if iso:
            return date(*map(int, iso.groups()))
        if british:
            return date(*map(int, reversed(british.groups())))
    if text:
        row_problems.append(
            row.problem("date", "`date` is no day", "write 2025-03-31 or 31/03/2025")
        )
    return None


def _role_faults(row: ValueRow, roles: Collection[str]) -> Iterator[Problem]:
    by = row.text("by")
    if by and roles and by not in roles:
        near = near_miss(by, roles)
        hint = f"did you mean `{near}`?" if near else "it is one of the plan's `roles`"
        yield row.problem("by", "`by` is none of the roles that the plan lists", hint)


def _without_repeats(
    values: Iterable[tuple[ValueRow, TypedValue]], problems: list[Problem]
) -> Iterator[TypedValue]:
    """The values without those that stand for a second time and are no revision."""
    values_by_key: dict[tuple[str, str, str, str], TypedValue] = {}
    for row, value in values:
        before = values_by_key.get(value.key)
        if before is None or value.revised:
            if before and value.date and before.date and value.date < before.date:
                message = f"the revision is dated before {long_date(before.date)}, what it revises"
                problems.append(row.problem("date", message))
                continue
            values_by_key[value.key] = value
            yield value
            continue
        where = (
            f"line {before.line}" if before.path == value.path else f"{before.path}:{before.line}"
        )
        message = f"a second value for the same measure and period; the first is in {where}"
        hint = "keep one; if the later corrects the first, write yes under `revised` (--revised)"
        problems.append(row.problem("measure", message, hint))
