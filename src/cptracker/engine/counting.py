"""From members to rows of weights: one function a shape."""

from collections.abc import Sequence
from datetime import date

import narwhals.stable.v2 as nw
from attrs import frozen

from cptracker.authoring.member_types import (
    Deadlines,
    Events,
    Members,
    Ratio,
    RowsOfMembers,
    Stock,
    SuppliedFigures,
    is_mean,
    is_of_amounts,
)
from cptracker.engine.groups import by_day, by_period, with_child_details
from cptracker.engine.look_back import ITEM_COUNT, items_in_window, running, within_ages
from cptracker.engine.ratios import joined_counts
from cptracker.engine.weights import (
    BASE_UNSURE,
    FIRST,
    KNOWN,
    NO_REASON,
    NUMERATOR,
    ONE,
    REASON,
    SQUARES,
    SUBJECT,
    UNSURE,
    UNTIL,
    WEIGHTS,
    ZERO,
    Grid,
    flag,
    standard,
    weighed,
)
from cptracker.model.figures import UNKNOWN
from cptracker.records.care.days import (
    BEYOND,
    FAR_DAY,
    FAR_MONTH,
    Frame,
    age_on,
    day_of,
    month_begun_by,
)
from cptracker.records.care.spells import SpellDays, latest_wins
from cptracker.records.records import Records

col, lit, when = nw.col, nw.lit, nw.when


NOT_YET_DUE = "not yet due"


FALSE_NUMBERS = "numbers that cannot be"
"""Why a figure that was given is left out: its part is more than its whole, or below nought."""


@frozen(kw_only=True)
class CountQuery:
    """What is asked of a measure's members.

    Attributes:
        records: Where children's facts and the engine come from.
        grid: The periods.
        groups: The names of the breakdowns, each once.
        as_at: The day the records speak for.
    """

    records: Records
    grid: Grid
    groups: Sequence[str]
    as_at: date


def count(members: Members, query: CountQuery) -> Frame:
    """The rows of weights of any shape of members.

    Returns:
        One row for each stretch in which a subject adds to the sums: subject, `first`, `until`,
        `reason` (empty unless left out), the groups, and the four weights.
    """
    match members:
        case Stock():
            return _stock(members, query)
        case Events():
            return _events(members, query)
        case Deadlines():
            return _deadlines(members, query)
        case SuppliedFigures():
            return _supplied(members, query)
        case Ratio():
            above, below = (count(part, query) for part in members.parts)
            return joined_counts(above, below, query.groups)


def _prepared(members: RowsOfMembers, query: CountQuery, *, ages: bool) -> Frame:
    """The members with subject, reason and the facts that the groups need."""
    frame = with_child_details(
        query.records, members.frame, members.subject, query.groups, ages=ages
    )
    reason = lit(NO_REASON) if members.excluded is None else members.excluded
    own = [name for name in query.groups if name in frame.collect_schema().names()]
    return frame.with_columns(
        col(*own).fill_null(UNKNOWN) if own else [],
        subject=col(members.subject),
        reason=reason.fill_null(NO_REASON),
    )


def _in_period_of(frame: Frame, grid: Grid, month: str) -> Frame:
    """The rows with the periods that hold a month: one, or twelve trailing years."""
    dated = frame.filter(~col(month).is_null())
    return dated.with_columns(
        first=grid.first_ending_by(col(month)),
        until=grid.first_ending_by(col(month) + grid.span),
    )


def _events(members: Events, query: CountQuery) -> Frame:
    frame = _prepared(members, query, ages=members.ages is not None)
    frame = _in_period_of(frame, query.grid, f"{members.date}_month")
    frame = by_day(frame, query.groups, members.date)
    weights = standard(members.met)
    if members.amount is not None:
        # As a column, for it stands in four weights, and a database binds each of them.
        frame, amount = frame.with_columns(met=members.amount), col("met")
        weights = _amounts(amount) if is_of_amounts(members) else weights
        weights[NUMERATOR] = amount.fill_null(0)
    if members.ages is not None:
        frame = _of_ages(frame, members.ages, members.date)
        weights = _unsure_where(col("dob_day").is_null(), weights)
    if members.distinct:
        born = ["dob_day"] if members.ages is not None else []
        keys = [SUBJECT, REASON, *query.groups, *born]
        frame = running(query.records.engine, frame.filter(col(FIRST) < col(UNTIL)), keys)
    return weighed(frame, query.groups, weights)


def _amounts(amount: nw.Expr) -> dict[str, nw.Expr]:
    """The weights of rows that each have an amount, of whom it is unknown where there is none."""
    expression = amount.fill_null(0)
    weights = {
        NUMERATOR: expression,
        KNOWN: flag(~amount.is_null()),
        UNSURE: flag(amount.is_null()),
    }
    return {**weights, SQUARES: expression * expression}


def _of_ages(frame: Frame, ages: tuple[int, int | None], day: str) -> Frame:
    """The rows of these ages on a day, and those of unknown age."""
    youngest, oldest = ages
    age = age_on(col(f"{day}_day"), col("dob_day"))
    fits = age >= youngest
    if oldest is not None:
        fits = fits & (age <= oldest)
    return frame.filter(fits.fill_null(value=True))


def _unsure_where(condition: nw.Expr, weights: dict[str, nw.Expr]) -> dict[str, nw.Expr]:
    """The weights, but unknown where a condition holds."""
    sure = {name: when(~condition).then(weight).otherwise(ZERO) for name, weight in weights.items()}
    sure[UNSURE] = when(condition).then(ONE).otherwise(weights[UNSURE])
    return sure


def _deadlines(members: Deadlines, query: CountQuery) -> Frame:
    frame = _prepared(members, query, ages=False)
    frame = by_day(frame, query.groups, members.due)
    due, done = col(f"{members.due}_day"), col(f"{members.done}_day")
    later = (col(REASON) == NO_REASON) & (due > day_of(query.as_at))
    frame = frame.with_columns(reason=when(later).then(lit(NOT_YET_DUE)).otherwise(col(REASON)))
    in_time = (done <= due).fill_null(value=False)
    frame = _in_period_of(frame, query.grid, f"{members.due}_month")
    return weighed(frame, query.groups, standard(in_time))


def _supplied(members: SuppliedFigures, query: CountQuery) -> Frame:
    frame = _prepared(members, query, ages=False)
    part, expression = (col(name).fill_null(0) for name in (members.numerator, members.denominator))
    false = (col(REASON) == NO_REASON) & ((part < 0) | (part > expression))
    frame = frame.with_columns(reason=when(false).then(lit(FALSE_NUMBERS)).otherwise(col(REASON)))
    frame = _in_period_of(frame, query.grid, f"{members.date}_month")
    weights = {NUMERATOR: part, KNOWN: expression, UNSURE: ZERO}
    return weighed(frame, query.groups, weights)


def _stock(members: Stock, query: CountQuery) -> Frame:
    frame = _prepared(members, query, ages=members.ages is not None)
    if members.met is not None:
        frame = frame.with_columns(met=members.met.cast(nw.Int64))
    if members.amount is not None:
        frame = frame.with_columns(met=members.amount.cast(nw.Int64))
    frame = _open_in(frame, members, query.grid)
    if members.ages is not None:
        frame = _of_ages_or_left_out(frame, members.ages, query.grid)
    if not members.disjoint:
        frame = _disjoint(frame, members, query)
    frame = by_period(query.records, frame, query.groups, query.grid)
    if members.contacts:
        return _looked_up(frame, members, query)
    if is_of_amounts(members):
        return weighed(frame, query.groups, _unsure_where(_ageless(members), _amounts(col("met"))))
    weights = standard(None if members.met is None else col("met") == 1)
    return weighed(frame, query.groups, _unsure_where(_ageless(members), weights))


def _of_ages_or_left_out(frame: Frame, ages: tuple[int, int | None], grid: Grid) -> Frame:
    """The rows cut to ages; those left out for a reason are counted at any age."""
    counts = col(REASON) == NO_REASON
    cut = within_ages(frame.filter(counts), ages, grid)
    return nw.concat([cut, frame.filter(~counts)])


def _ageless(members: Stock) -> nw.Expr:
    """Whether age decides and none is known."""
    return col("dob_day").is_null() if members.ages is not None else lit(value=False)


def _open_in(frame: Frame, members: Stock, grid: Grid) -> Frame:
    """The rows with the periods on whose last day, or in whose window, a spell is open."""
    start, end = f"{members.start}_month", col(f"{members.end}_month").fill_null(FAR_MONTH)
    if members.months:
        day = col(f"{members.end}_day").fill_null(FAR_DAY)
        reach = month_begun_by(day) + (members.months - 1)
        end = when(day == FAR_DAY).then(lit(FAR_MONTH)).otherwise(reach)
    dated = frame.filter(~col(start).is_null())
    return dated.with_columns(
        first=grid.first_ending_by(col(start)), until=grid.first_ending_by(end)
    ).filter(col(FIRST) < col(UNTIL))


def _disjoint(frame: Frame, members: Stock, query: CountQuery) -> Frame:
    """The rows cut so that each subject counts once a period: the latest to start counts.

    A row that is left out gives way to one that is not. Rows that start together are one row, each
    column at its greatest, so that their order never matters.
    """
    present = frame.collect_schema().names()
    carried = [name for name in (REASON, *query.groups, "met", "dob_day") if name in present]
    day = f"{members.start}_day"
    order = day if day in present else f"{members.start}_month"
    counts = when(col(REASON) == NO_REASON).then(lit(BEYOND)).otherwise(ZERO)
    ranked = query.records.engine.keep(
        frame.select(SUBJECT, FIRST, UNTIL, *carried, rank=col(order) + counts)
    )
    span = SpellDays(SUBJECT, FIRST, UNTIL)
    joined = latest_wins(query.records.engine, ranked, span)
    return joined.group_by(*span.columns).agg(col(*carried).max())


def _looked_up(frame: Frame, members: Stock, query: CountQuery) -> Frame:
    """The open subjects, first as if nothing were found, then put right where something was."""
    frame = frame.select(SUBJECT, FIRST, UNTIL, REASON, *query.groups, ageless=_ageless(members))
    frame = query.records.engine.keep(frame)
    unknown = members.none_found == UNKNOWN
    without = {NUMERATOR: ZERO, KNOWN: lit(int(not unknown)), UNSURE: lit(int(unknown))}
    if is_mean(members):
        without[SQUARES] = ZERO
    base = weighed(frame, query.groups, _unsure_where(col("ageless"), without))
    contacts = items_in_window(query.records, members.contacts, query.grid).rename(
        {FIRST: "found_first", UNTIL: "found_until"}
    )
    looked = frame.filter(col(REASON) == NO_REASON, ~col("ageless"))
    both = looked.join(contacts, on=SUBJECT, how="inner")
    put_right = {KNOWN: lit(int(unknown)), UNSURE: lit(-int(unknown))}
    if is_mean(members):
        put_right |= {NUMERATOR: col(ITEM_COUNT), SQUARES: col(ITEM_COUNT) * col(ITEM_COUNT)}
    else:
        put_right |= {NUMERATOR: flag(col(ITEM_COUNT) >= (members.at_least or 1))}
    later, sooner = col("found_first") > col(FIRST), col("found_until") < col(UNTIL)
    cut = both.with_columns(
        first=when(later).then(col("found_first")).otherwise(col(FIRST)),
        until=when(sooner).then(col("found_until")).otherwise(col(UNTIL)),
    )
    contact_rows = weighed(cut, query.groups, put_right)
    columns = [SUBJECT, FIRST, UNTIL, REASON, *query.groups]
    weights = [col(name).cast(nw.Int64) for name in weights_of(members)]
    return nw.concat([rows.select(*columns, *weights) for rows in (base, contact_rows)])


def weights_of(members: Members) -> tuple[str, ...]:
    """The weights that rows of these members have."""
    if isinstance(members, Ratio):
        return (*WEIGHTS, BASE_UNSURE)
    return (*WEIGHTS, SQUARES) if is_mean(members) or is_of_amounts(members) else WEIGHTS
