"""What is known of a child, the yearly returns about children, and working days."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

import narwhals.stable.v2 as nw

from cptracker.model.figures import UNKNOWN
from cptracker.records.care.bank_holidays import bank_holidays
from cptracker.records.care.days import Frame, birthday_in, date_of_day, day_of, month_of
from cptracker.records.care.groups import ETHNIC_GROUP, LEAVER_BANDS, with_groups
from cptracker.records.engines import RecordSource

col, lit, when = nw.col, nw.lit, nw.when


def child_facts(records: RecordSource) -> Frame:
    """One row for each child with a Header row: `sex`, `ethnic_group`, `uasc` and the birth.

    Columns: child_id, sex, ethnic_group, uasc, dob, dob_day, dob_month.
    """
    children = records.table("children").with_columns(
        sex=col("sex").fill_null(UNKNOWN), ethnic_group=with_groups("ethnicity", ETHNIC_GROUP)
    )
    children = _with_uasc(records, children)
    return children.select("child_id", "sex", "ethnic_group", "uasc", "dob", "dob_day", "dob_month")


def _with_uasc(records: RecordSource, frame: Frame) -> Frame:
    """The frame with `uasc`: yes for children in the UASC table, unknown where there is none."""
    if not records.has("uasc"):
        return frame.with_columns(uasc=lit(UNKNOWN))
    asylum = records.table("uasc").select("child_id", asylum=lit(1)).unique()
    joined = frame.join(asylum, on="child_id", how="left")
    yes = ~col("asylum").is_null()
    return joined.with_columns(uasc=when(yes).then(lit("yes")).otherwise(lit("no")))


def with_child(records: RecordSource, frame: Frame) -> Frame:
    """The frame with its children's facts; unknown where a child has no Header row.

    A date of birth of the frame's own stands in where the Header has none.
    """
    present = frame.collect_schema().names()
    frame = frame.drop([name for name in ("sex", "ethnic_group", "uasc") if name in present])
    if not records.has("children"):
        return _with_uasc(records, _without_header(frame))
    joined = with_birth(records, frame, ["sex", "ethnic_group"])
    return _with_uasc(records, joined.with_columns(col("sex", "ethnic_group").fill_null(UNKNOWN)))


def _without_header(frame: Frame) -> Frame:
    nobody = when(lit(value=False)).then(lit(0))
    blank = frame.with_columns(sex=lit(UNKNOWN), ethnic_group=lit(UNKNOWN))
    if "dob_day" in frame.collect_schema().names():
        return blank
    return blank.with_columns(dob_day=nobody, dob_month=nobody)


def with_birth(records: RecordSource, frame: Frame, columns: Sequence[str] = ()) -> Frame:
    """The frame with `dob_day` and `dob_month`, the Header's or else its own, and other facts."""
    if not records.has("children"):
        return frame
    header = records.table("child_facts").select(
        "child_id", *columns, header_day=col("dob_day"), header_month=col("dob_month")
    )
    joined = frame.join(header, on="child_id", how="left")
    born = {"dob_day": col("header_day"), "dob_month": col("header_month")}
    if "dob_day" in frame.collect_schema().names():
        expression = col("header_day").is_null()
        born = {name: when(expression).then(col(name)).otherwise(of) for name, of in born.items()}
    return joined.with_columns(**born).drop("header_day", "header_month")


def outcomes(records: RecordSource) -> Frame:
    """OC2 as read, with the Header's birth where there is one; one row for each child and year."""
    return with_birth(records, records.raw("outcomes"))


def care_leavers(records: RecordSource) -> Frame:
    """OC3 as read, one row for each young person and year, with the birthday in that year.

    Adds `birthday_month`, `birthday_day` and `age` (reached on it; null without a birth), and
    `age_group`. A birthday on 29 February falls on 1 March in common years; one that is not known
    is taken to be the year's last day, so that the young person is counted as left out.
    """
    leavers = with_birth(records, records.raw("care_leavers"))
    month = col("year_end_month") - (col("year_end_month") - col("dob_month")) % 12
    dated = leavers.with_columns(birthday_month=month).with_columns(
        age=(col("birthday_month") - col("dob_month")) // 12,
        birthday_day=birthday_in(col("birthday_month"), col("dob_day")),
    )
    birthday = when(col("age").is_null()).then(col("year_end_day")).otherwise(col("birthday_day"))
    frame = dated.with_columns(birthday_day=birthday, age_group=_leaver_band())
    return frame.with_columns(birthday_month=month_of(col("birthday_day")))


def _leaver_band() -> nw.Expr:
    band: nw.Expr = lit(UNKNOWN)
    for label, youngest, below in LEAVER_BANDS:
        inside = (col("age") >= youngest) & (col("age") < below)
        band = when(inside).then(lit(label)).otherwise(band)
    return band


_DAY = timedelta(days=1)


_WEEKEND = 5


def working_days_later(numbers: Iterable[int], days: int) -> list[tuple[int, int]]:
    """Each day's number and that of its nth working day after.

    The day after counts as the first if it is a working day.
    """
    starts = sorted({date_of_day(number) for number in numbers})
    if not starts:
        return []
    # Seven days a working week of four, and a fortnight for Christmas and Easter, always suffice.
    working = list(_working_days(starts[0] + _DAY, starts[-1] + timedelta(days=2 * days + 14)))
    periods, place = [], 0
    for start in starts:
        while working[place] <= start:
            place += 1
        periods.append((day_of(start), day_of(working[place + days - 1])))
    return periods


def _working_days(first: date, last: date) -> Iterator[date]:
    closed = bank_holidays(range(first.year, last.year + 1))
    day = first
    while day <= last:
        if day.weekday() < _WEEKEND and day not in closed:
            yield day
        day += _DAY
