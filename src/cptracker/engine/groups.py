"""Breakdowns: which groups a member belongs to, and which groups there are.

A breakdown is a name such as `sex`, or several crossed such as `sex+age_group`. A column that the
members carry themselves wins over the child's facts.
"""

from collections.abc import Iterable, Sequence
from itertools import product

import narwhals.stable.v2 as nw

from cptracker.authoring.measure import Measure
from cptracker.authoring.member_types import Groups
from cptracker.engine.weights import FIRST, UNTIL, Grid
from cptracker.model.figures import UNKNOWN
from cptracker.model.problems import UsageError
from cptracker.records.care.children import with_child
from cptracker.records.care.days import Frame, age_on, month_of_age
from cptracker.records.care.groups import AGE_BANDS, FIXED
from cptracker.records.records import Records

col, lit, when = nw.col, nw.lit, nw.when


AGE = "age_group"


_OF_CHILDREN = ("sex", "ethnic_group", "uasc")


def breakdown_columns(breakdown: str) -> tuple[str, ...]:
    """The names in a breakdown: `sex+age_group` has two."""
    return tuple(breakdown.split("+"))


def breakdown_names(breakdowns: Iterable[str]) -> list[str]:
    """All names in several breakdowns, each once."""
    return list(
        dict.fromkeys(name for breakdown in breakdowns for name in breakdown_columns(breakdown))
    )


def check_breakdown(breakdown: str) -> None:
    """See that a breakdown is written as one: names, each once, with `+` between them.

    Raises:
        UsageError: When it is not.
    """
    names = breakdown.split("+")
    if not all(names) or len(set(names)) < len(names):
        form = "write a name such as `sex`, or several crossed such as `sex+age_group`"
        raise UsageError(f"`{breakdown}` is no breakdown; {form}, each once")


def check_groups(measure: Measure, breakdowns: Sequence[str]) -> None:
    """See that a measure allows the breakdowns.

    Raises:
        UsageError: When it does not; the message lists those it does.
    """
    for breakdown in breakdowns:
        check_breakdown(breakdown)
    for name in breakdown_names(breakdowns):
        if name not in measure.by:
            allowed = ", ".join(measure.by) or "none"
            raise UsageError(
                f"`{measure.identifier}` cannot be broken down by `{name}`; it allows: {allowed}"
            )


def domain(own: Groups, breakdown: str, present: Iterable[tuple[str, ...]]) -> list[str]:
    """The groups of a breakdown, in order: all of a fixed one, then any others that were seen.

    Args:
        own: The groups of breakdowns that the members carry themselves.
        breakdown: One name, or several crossed.
        present: The groups that rows have, one for each name.
    """
    present = list(present)
    choices = []
    for place, name in enumerate(breakdown_columns(breakdown)):
        texts = sorted({groups[place] for groups in present})
        fixed = own.get(name) or FIXED.get(name) or ()
        choices.append([*fixed, *(group for group in texts if group not in fixed)])
    return ["+".join(groups) for groups in product(*choices)]


def with_child_details(
    records: Records, frame: Frame, subject: str, groups: Sequence[str], *, ages: bool
) -> Frame:
    """The frame with the child's facts that are wanted and that it does not carry itself.

    Args:
        records: Where the facts come from.
        frame: Members, or contacts.
        subject: The column that names the child.
        groups: The names of the breakdowns.
        ages: Whether ages decide, so that the day of birth is needed.
    """
    present = frame.collect_schema().names()
    wanted = {name for name in groups if name in _OF_CHILDREN}
    if ages or (AGE in groups and AGE not in present):
        wanted.add("dob_day")
    # A day of birth of the frame's own may be blank where the Header has one, which goes first.
    if not wanted - set(present) and "dob_day" not in wanted:
        return frame
    if subject == "child_id":
        return with_child(records, frame)
    copied = with_child(records, frame.with_columns(child_id=col(subject)))
    return copied.drop("child_id") if "child_id" not in present else copied


def by_day(frame: Frame, groups: Sequence[str], day: str) -> Frame:
    """The frame with the age group on a day of its own, where that is wanted and not carried."""
    if AGE not in groups or AGE in frame.collect_schema().names():
        return frame
    age = age_on(col(f"{day}_day"), col("dob_day"))
    return frame.with_columns(**{AGE: _band(age)})


def _band(age: nw.Expr) -> nw.Expr:
    band: nw.Expr = lit(AGE_BANDS[-1][0])
    for label, _, below in reversed(AGE_BANDS[:-1]):
        band = when(age < below).then(lit(label)).otherwise(band)
    return when(age.is_null()).then(lit(UNKNOWN)).otherwise(band)


def by_period(records: Records, frame: Frame, groups: Sequence[str], grid: Grid) -> Frame:
    """The frame cut at birthdays, each piece in its age group, where that is wanted.

    Periods end with a month, so the month in which an age is reached decides.
    """
    if AGE not in groups or AGE in frame.collect_schema().names():
        return frame
    import polars as pl

    bands = records.engine.take(pl.DataFrame(_band_rows(), schema=_BAND_SCHEMA, orient="row"))
    cut = frame.join(bands, how="cross").filter(col("dob_day").is_null() == col("ageless"))
    born = col("dob_day").fill_null(0)
    begins = grid.first_ending_by(month_of_age(born, col("from_month")))
    ends = grid.first_ending_by(month_of_age(born, col("to_month")))
    aged = ~col("ageless")
    return cut.with_columns(
        **{
            FIRST: when(aged & (begins > col(FIRST))).then(begins).otherwise(col(FIRST)),
            UNTIL: when(aged & (ends < col(UNTIL))).then(ends).otherwise(col(UNTIL)),
        }
    ).filter(col(FIRST) < col(UNTIL))


_EVER = 204_000
"""More months than any date has, in whole years."""


_BAND_SCHEMA = [AGE, "from_month", "to_month", "ageless"]


def _band_rows() -> list[tuple[str, int, int, bool]]:
    rows = [
        (label, 12 * youngest if youngest else -_EVER, 12 * below if below else _EVER, False)
        for label, youngest, below in AGE_BANDS
    ]
    return [*rows, (UNKNOWN, 0, 0, True)]
