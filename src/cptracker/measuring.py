"""What a plug-in needs: the decorator, the shapes of members, and worked examples.

A measure says who counts; the engine does every sum. The function of a plug-in takes the records
and returns *members*: one row for each child, event or spell, dated, with whether it met the
standard. Periods, breakdowns, bounds and child lists all follow from that one frame.

Frames are Narwhals frames and are only described here, never computed. Each date column `x` of a
table has two whole-number companions, which order as dates do and which every engine handles alike:
`x_month` (year * 12 + month - 1) and `x_day` (a hundred times that, plus the day of the month).
"""

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
from attrs import field, frozen

from cptracker.errors import Kind, MeasureError, Problem
from cptracker.facts import Facts, mistakes
from cptracker.model import Better
from cptracker.periods import Every
from cptracker.records.days import FAR_DAY, month_begun_by

if TYPE_CHECKING:
    from cptracker.records.records import Records

Frame = nw.LazyFrame[Any]
"""A table of the records: described here, computed by the engine."""

col = nw.col
lit = nw.lit
when = nw.when

CHILD = ("sex", "age_group", "ethnic_group", "uasc")
"""Breakdowns of anything that concerns one child."""

CARE = (*CHILD, "placement_type", "provider", "legal_status", "district")
"""Breakdowns of children looked after and of their episodes."""


Groups = Mapping[str, Sequence[str]]
"""The groups of a breakdown that the members carry themselves, in the order they are shown."""


@frozen(kw_only=True)
class Contacts:
    """Visits, assessments, workers: what the open subjects of a stock are looked up in.

    Attributes:
        frame: One row for each contact.
        subject: The column that names whom it concerns.
        item: The column whose distinct values are counted; None where one contact is enough.
        start: The first day, or the only day of a contact on one day.
        end: The day it ended; None for contacts on one day.
        months: Looks back over this many calendar months ending with the period's last one;
            0 is the period's last day itself.
        days: Looks back over this many days, the period's last one included.
        closed: Whether a spell that ends on the window's first day still counts.
        ages: Only while the subject is of these ages on the period's last day.
    """

    frame: Frame
    subject: str
    item: str | None
    start: str
    end: str | None
    months: int | None
    days: int | None
    closed: bool
    ages: tuple[int, int | None] | None


@frozen(kw_only=True)
class PerHead:
    """The people a rate is for: one row a year.

    Attributes:
        frame: Columns `year` and `people`, both whole numbers.
        scale: The rate is for so many people, such as 10,000.
    """

    frame: Frame
    scale: int


@frozen(kw_only=True)
class Stock:
    """Who is open on a day: one row for each spell of a subject.

    Attributes:
        frame: One row for each spell.
        subject: The column that names who is counted; a subject counts once, however many rows.
        start: The date column on which a spell begins.
        end: The date column on which it is over; blank is open.
        met: Whether the subject met the standard, unknown where null; None for a plain count.
        excluded: The reason why a row is left out, null where it is not.
        ages: Only while of these ages, both included; of unknown age is unknown.
        contacts: What to look up; the first rule that finds a contact is enough.
        at_least: How many distinct items meet the standard; None gives the mean number.
        none_found: What a subject without any contact is: `missed`, `zero` or `unknown`.
        no_information: `left out` of the value, or `not met` as the DfE counts it.
        per: The people a rate is for.
        months: Counts whoever was open at any time in so many months; 0 is the last day.
        looks_back: How many months of records before a period's end the members rest on, where
            that is more than their windows say.
        disjoint: States that no two spells of one subject overlap, which saves a step.
    """

    frame: Frame
    subject: str
    start: str
    end: str
    met: nw.Expr | None = None
    excluded: nw.Expr | None = None
    ages: tuple[int, int | None] | None = None
    contacts: tuple[Contacts, ...] = ()
    at_least: int | None = None
    none_found: str = "missed"
    no_information: str = "left out"
    per: PerHead | None = None
    months: int = 0
    looks_back: int = 0
    disjoint: bool = False
    groups: Groups = field(factory=dict)


@frozen(kw_only=True)
class Events:
    """What happened in a period: one row for each event.

    Attributes:
        frame: One row for each event.
        subject: The column that names whom it concerns.
        date: The date column that decides the period.
        met: Whether it met the standard, unknown where null; None for a count.
        amount: What is summed; None counts rows.
        distinct: Counts each subject once a period, however many events.
        excluded: The reason why a row is left out, null where it is not.
        ages: Only of these ages on the date; of unknown age is unknown.
        no_information: `left out` of the value, or `not met` as the DfE counts it.
    """

    frame: Frame
    subject: str
    date: str
    met: nw.Expr | None = None
    amount: nw.Expr | None = None
    distinct: bool = False
    excluded: nw.Expr | None = None
    ages: tuple[int, int | None] | None = None
    no_information: str = "left out"
    groups: Groups = field(factory=dict)


@frozen(kw_only=True)
class Deadlines:
    """What was due: one row for each duty. Counted in the period of its due day.

    Attributes:
        frame: One row for each duty.
        subject: The column that names whom it concerns.
        due: The date column of the last day on which it is in time.
        done: The date column of the day it was done; blank is not done.
        excluded: The reason why a row is left out, null where it is not.
    """

    frame: Frame
    subject: str
    due: str
    done: str
    excluded: nw.Expr | None = None
    groups: Groups = field(factory=dict)


@frozen(kw_only=True)
class Supplied:
    """Figures given as they are: one row for each, with its numerator and denominator.

    Attributes:
        frame: One row for each figure given.
        subject: The column that says what it is of.
        date: The date column that decides the period.
        numerator: The whole-number column of those who met it.
        denominator: The whole-number column of those who could have.
        excluded: The reason why a row is left out, null where it is not.
    """

    frame: Frame
    subject: str
    date: str
    numerator: str
    denominator: str
    excluded: nw.Expr | None = None
    groups: Groups = field(factory=dict)


Members = Stock | Events | Deadlines | Supplied


def contacts(
    frame: Frame,
    *,
    subject: str = "child_id",
    item: str | None = None,
    on: str | None = None,
    start: str = "start",
    end: str = "end",
    months: int | None = None,
    days: int | None = None,
    closed: bool = False,
    ages: tuple[int, int | None] | None = None,
) -> Contacts:
    """Contacts on one day (`on`) or over a spell (`start`, `end`), with the window looked at.

    With neither `months` nor `days`, any contact up to the period's last day counts.
    """
    return Contacts(
        frame=frame,
        subject=subject,
        item=item,
        start=on or start,
        end=None if on else end,
        months=months,
        days=days,
        closed=closed,
        ages=ages,
    )


def once(frame: Frame, *keys: str, carrying: Sequence[str] = ()) -> Frame:
    """One row for each key; other columns that are wanted are taken at their greatest."""
    rest = [name for name in carrying if name not in keys]
    chosen = frame.select(*keys, *rest)
    return chosen.group_by(*keys).agg(col(*rest).max()) if rest else chosen.unique()


def held_for(frame: Frame, since: str, months: int, name: str) -> Frame:
    """Stretches cut where something has held for so many months, and whether it has in `name`.

    Args:
        frame: Stretches of months, with `start_month` and `end_month`.
        since: The date column on which it began; where blank it never holds.
        months: The months to the period's end, on whose first day or before it must have begun.
        name: The true-or-false column that is added.
    """
    begun = month_begun_by(col(f"{since}_day").fill_null(FAR_DAY)) + (months - 1)
    late, soon = begun > col("start_month"), begun < col("end_month")
    before = when(soon).then(begun).otherwise(col("end_month"))
    after = when(late).then(begun).otherwise(col("start_month"))
    not_yet = frame.with_columns(**{"end_month": before, name: lit(value=False)})
    holds = frame.with_columns(**{"start_month": after, name: lit(value=True)})
    pieces = nw.concat([not_yet, holds])
    return pieces.filter(col("start_month") < col("end_month"))


def reasons(conditions: Mapping[str, nw.Expr]) -> nw.Expr:
    """Why a row is left out: the first reason whose condition holds, else null."""
    (last, holds), *earlier = reversed(list(conditions.items()))
    found: nw.Expr = when(holds).then(lit(last))
    for reason, condition in earlier:
        found = when(condition).then(lit(reason)).otherwise(found)
    return found


def short_breaks() -> nw.Expr:
    """Leaves out children who are only in series of short breaks (V3, V4)."""
    return reasons({"short breaks": col("short_break")})


def per_head(frame: Frame, *, people: str, year: str = "year", scale: int = 10_000) -> PerHead:
    """The population a rate is for, by year."""
    return PerHead(frame=frame.select(year=col(year), people=col(people)), scale=scale)


def stock(
    frame: Frame,
    *,
    subject: str = "child_id",
    start: str = "start",
    end: str = "end",
    contacts: Contacts | Sequence[Contacts] = (),
    **rules: Any,
) -> Stock:
    """Who is open on the last day of each period; see `Stock` for the rules that may be given."""
    looked_up = (contacts,) if isinstance(contacts, Contacts) else tuple(contacts)
    return Stock(frame=frame, subject=subject, start=start, end=end, contacts=looked_up, **rules)


def events(frame: Frame, *, subject: str = "child_id", date: str, **rules: Any) -> Events:
    """What happened in each period; see `Events` for the rules that may be given."""
    return Events(frame=frame, subject=subject, date=date, **rules)


def deadlines(
    frame: Frame,
    *,
    subject: str = "child_id",
    due: str,
    done: str,
    excluded: nw.Expr | None = None,
) -> Deadlines:
    """What was due in each period, and whether it was met, late or is not yet due."""
    return Deadlines(frame=frame, subject=subject, due=due, done=done, excluded=excluded)


def supplied(
    frame: Frame,
    *,
    subject: str,
    date: str,
    numerator: str,
    denominator: str,
    excluded: nw.Expr | None = None,
) -> Supplied:
    """Figures that are given as they are, summed over each period."""
    return Supplied(
        frame=frame,
        subject=subject,
        date=date,
        numerator=numerator,
        denominator=denominator,
        excluded=excluded,
    )


Tables = Mapping[str, Sequence[Mapping[str, Any]]]


def _subjects(given: Iterable[str]) -> frozenset[str]:
    return frozenset(given)


@frozen(kw_only=True)
class Example:
    """Tiny tables and who is expected to count: a measure's proof, run by one shared test.

    Attributes:
        tables: Canonical tables as rows; a column not given is blank. Dates are ISO text.
        period: The period's key, such as `202425` or `2025-03`.
        met: Subjects that met it, or that are counted.
        missed: Subjects that did not.
        unknown: Subjects of whom it is not known.
        excluded: Subjects left out, by reason.
        value: The figure itself, where who counts does not say it all.
        as_at: The day the records are told for; the period's last day if None.
    """

    tables: Tables
    period: str
    met: frozenset[str] = field(default=frozenset(), converter=_subjects)
    missed: frozenset[str] = field(default=frozenset(), converter=_subjects)
    unknown: frozenset[str] = field(default=frozenset(), converter=_subjects)
    excluded: Mapping[str, set[str]] = field(factory=dict)
    value: float | None = None
    as_at: str | None = None


Needs = Mapping[str, Sequence[str]]


@frozen(kw_only=True)
class Measure:
    """A measure's facts and its function.

    Attributes:
        identifier: The function's name with hyphens, such as `dental-checks`.
        title: For people, without a full stop.
        unit: `%`, or what is counted.
        better: Which way is good.
        needs: Canonical tables and the columns of each that it reads.
        by: The breakdowns it allows.
        every: How often it is reported unless asked otherwise.
        source: Where its definition or its records come from.
        definition: The function's docstring or its module's.
        function: Says who counts.
        path: The file it stands in.
        line: The line of the function.
        origin: `folder`, the name of an installed package, or `shipped`.
        examples: Its worked examples.
    """

    identifier: str
    title: str
    unit: str
    better: Better
    needs: Needs
    by: tuple[str, ...]
    every: Every
    source: str
    definition: str
    function: "Callable[[Records], Members]"
    path: str
    line: int
    origin: str = "shipped"
    examples: tuple[Example, ...] = ()


def measure(
    *,
    title: str,
    unit: str,
    better: str,
    needs: Needs,
    by: Sequence[str] = (),
    every: str = "financial-year",
    source: str = "",
    identifier: str | None = None,
) -> Callable[[Callable[[Any], Members]], Measure]:
    """Make a measure of the function below; it is called with the records and returns members.

    Raises:
        MeasureError: When a fact or the function's arguments do not fit, with the author's line.
    """

    def decorate(function: Callable[[Any], Members]) -> Measure:
        path, line = inspect.getsourcefile(function) or "?", function.__code__.co_firstlineno
        name = identifier or function.__name__.replace("_", "-")
        facts = Facts(
            name=name, title=title, unit=unit, better=better, every=every, needs=needs, by=by
        )
        problems = [
            Problem(kind=Kind.MEASURE, path=path, line=line, message=message, hint=hint)
            for message, hint in mistakes(function, facts)
        ]
        if problems:
            raise MeasureError(problems=problems)
        return Measure(
            identifier=name,
            title=title,
            unit=unit,
            better=Better(better),
            needs={table: tuple(columns) for table, columns in needs.items()},
            by=tuple(by),
            every=Every(every),
            source=source,
            definition=inspect.getdoc(function) or "",
            function=function,
            path=path,
            line=line,
        )

    return decorate


def file_of(measure: Measure) -> Path:
    """The file a measure stands in."""
    return Path(measure.path)
