"""One text for one fact: others' figures, ranks, conflicts, changes, duties, stated targets.

The terminal, papers, pictures and JSON take their words from here; none has words of its own for
these facts.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import evolve

from cptracker.model.agenda import DutyLine
from cptracker.model.comparisons import (
    COMPUTED,
    ComparatorKind,
    Comparison,
    Conflict,
    PublishedSource,
    Rank,
)
from cptracker.model.figures import Figure
from cptracker.model.periods import from_key
from cptracker.model.published import GroupKey
from cptracker.model.rounding import (
    OF_OURS,
    amount_in_words,
    exactly,
    published_number,
    rounded,
    unit_beside,
    with_sign,
)
from cptracker.model.stated import Contradiction, StatedTarget
from cptracker.plan.history.duties import often_in_words
from cptracker.rating.wording import usual_digits
from cptracker.stats.trends import Direction, TrendChange
from cptracker.status.report import Indicator
from cptracker.wording.text import capitalised, counted_words, listed_words

ENDINGS = {1: "st", 2: "nd", 3: "rd"}


QUARTERS = {1: "best", 2: "second", 3: "third", 4: "lowest"}


AVERAGED = 1
"""Digits after the point of an average that does not say how many."""


OPPOSED = {Direction.BETTER: Direction.WORSE, Direction.WORSE: Direction.BETTER}


def period_in_words(key: str) -> str:
    """A period's label, or the key itself where it is no period's."""
    try:
        return from_key(key).label
    except ValueError:
        return key


def group_in_words(group_by: str, group: str) -> str:
    """A group for people, such as `age group 17-18`; empty for everyone."""
    return GroupKey(group_by=group_by, group=group).words if group_by else ""


def group_name(group: str) -> str:
    """A group as tables and pictures name it, such as `Not known`."""
    name = "not known" if group == "unknown" else group.replace("_", " ")
    return capitalised(name)


def value_of_others(comparison: Comparison, unit: str) -> str:
    """The figure of a comparison: with all its digits, of an average rounded to one more."""
    digits = AVERAGED if comparison.digits is None and comparison.method else comparison.digits
    return with_sign(published_number(comparison.value, digits), unit)


def shown_value(comparison: Comparison) -> Fraction:
    """The value of a comparison as its text has it, for pictures and numbers in cells."""
    return Fraction(value_of_others(comparison, "").replace(",", ""))


def averaged_in_words(comparison: Comparison) -> str:
    """What an average is made of, and who lacks a figure; empty for one area's.

    Such as `mean of 6 of the 10; none of Leeds and Bolton`.
    """
    if comparison.method is None or comparison.of is None:
        return ""
    if not comparison.missing and comparison.of == comparison.out_of:
        return f"{comparison.method} of {comparison.of}"
    lacking = f"; none of {listed_words(comparison.missing)}" if comparison.missing else ""
    return f"{comparison.method} of {comparison.of} of the {comparison.out_of}{lacking}"


def compared_with(comparison: Comparison) -> str:
    """Whose figure it is: `England`, `Statistical neighbours (mean of 10)`."""
    made_of = averaged_in_words(comparison)
    return f"{comparison.area} ({made_of})" if made_of else comparison.area


def better_in_words(comparison: Comparison) -> str:
    """Whether the council does better, in words; empty where it cannot be said."""
    if comparison.better is None:
        return ""
    return "better than this" if comparison.better else "worse than this"


def rank_in_words(rank: Rank, unit: str) -> str:
    """The council's place, by the figure that was published of it.

    Such as `the council's published 14% (2024/25) is 7th of 11 with its neighbours, in the third
    quarter`.
    """
    value = with_sign(published_number(rank.value), unit)
    group = group_in_words(rank.group_by, rank.group)
    text = ", ".join(part for part in (period_in_words(rank.period), group) if part)
    return (
        f"the council's published {value} ({text}) is {ordinal(rank.place)} of {rank.of} with its "
        f"neighbours, in the {QUARTERS[rank.quartile]} quarter"
    )


def ranks_of(indicator: Indicator) -> Iterator[Rank]:
    """The council's rank for everyone, then for each group."""
    if indicator.rank:
        yield indicator.rank
    yield from indicator.group_ranks


def ordinal(place: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th`."""
    teen = 10 <= place % 100 <= 20
    return f"{place}{'th' if teen else ENDINGS.get(place % 10, 'th')}"


def conflict_in_words(conflict: Conflict, unit: str) -> str:
    """Every figure that is told for one thing, with who tells it."""
    texts = [f"{_told_by(source, unit)} ({_who(source)})" for source in conflict.sources]
    group = group_in_words(conflict.group_by, conflict.group)
    subject = ", ".join(
        part for part in (conflict.area, group, period_in_words(conflict.period)) if part
    )
    return f"sources disagree on {subject}: {listed_words(texts)}"


def _told_by(source: PublishedSource, unit: str) -> str:
    digits = OF_OURS if source.source == COMPUTED else None
    return with_sign(published_number(source.value, digits), unit)


def _who(source: PublishedSource) -> str:
    """The source; of our own figure also that it is counted otherwise, where it is."""
    ours = source.source == COMPUTED and not source.like_for_like
    return f"{source.source}, counted otherwise" if ours else source.source


def change_in_words(change: TrendChange, figure: Figure, unit: str) -> str:
    """A difference from an earlier period, such as `up 2.1 points from 2023/24`; never `up 0.0`."""
    if not change.difference:
        exactly = "" if figure.value == change.before else " when rounded"
        return f"the same as in {change.since.label}{exactly}"
    direction = "up" if change.difference > 0 else "down"
    amount = amount_in_words(abs(change.difference), usual_digits(figure, unit), unit)
    return f"{direction} {amount} from {change.since.label}"


def judged_change(change: TrendChange, figure: Figure, unit: str) -> str:
    """The same with whether it is better, where that can be said: two points are few."""
    better = f", which is {change.direction}" if change.direction else ""
    return f"{change_in_words(change, figure, unit)}{better}"


def changes_of(indicator: Indicator) -> Iterator[TrendChange]:
    """The difference from the period before, then from the same period a year before."""
    trend = indicator.trend
    if trend is not None:
        changes = (trend.last_period, trend.last_year)
        yield from (
            change_as_shown(trend_change, indicator.figure)
            for trend_change in changes
            if trend_change is not None
        )


def change_as_shown(change: TrendChange, figure: Figure) -> TrendChange:
    """The change between two figures as they are shown, where these were rounded to be published.

    Else a reader would see 89% in both periods and be told that it is down 1 point.
    """
    if figure.digits is None or figure.value is None:
        return change
    value, value_before = (
        rounded(figure.value, figure.digits),
        rounded(change.before, figure.digits),
    )
    gap = value - value_before
    return evolve(change, difference=gap, direction=change.direction if gap else None)


def opposes(change: TrendChange, direction: Direction | None) -> bool:
    """Whether a change goes against the direction in which all figures go."""
    return direction is not None and OPPOSED.get(direction) is change.direction


def together_of(indicator: Indicator, kinds: tuple[ComparatorKind, ...]) -> list[Comparison]:
    """The comparisons of some kinds, everyone's first, then each group's."""
    return [comparison for comparison in indicator.comparisons if comparison.kind in kinds]


SHORT_CHANGES = {
    "reference lost": "lost",
    "due date moved": "moved",
    "rating changed": "rated anew",
    "target changed": "with a new target",
    "definition changed": "redefined",
    "published figure changed": "published anew",
}
"""Kinds of change in fewer words, to go on from a number."""


MOST_REFS = 4


def refs_in_short(refs: Iterable[str]) -> str:
    """The last few references, each once, and how many more there are: `4.1, 7.3 and 2 more`."""
    several = list(dict.fromkeys(refs))
    more = f" and {len(several) - MOST_REFS} more" if len(several) > MOST_REFS else ""
    return ", ".join(several[-MOST_REFS:]) + more


def duty_lines_in_words(duties: Iterable[DutyLine]) -> Iterator[str]:
    """A line for each duty, overdue ones first."""
    for duty in sorted(duties, key=lambda duty: not duty.overdue):
        yield duty_in_words(duty)


def duty_in_words(duty: DutyLine) -> str:
    """Such as `7.7 Survey of care leavers (every second year, Head of Service): next due 1 May`."""
    about = [often_in_words(duty.every_months) if duty.every_months else "", duty.owner or ""]
    brackets = f" ({', '.join(part for part in about if part)})" if any(about) else ""
    ref = f"{duty.deliverable} " if duty.deliverable else ""
    return f"{ref}{duty.title}{brackets}: {duty.reason}"


def duties_overdue(duties: Iterable[DutyLine]) -> str:
    """To go on from how many actions are overdue, such as ` and 1 duty`; empty where none is."""
    overdue = sum(duty.overdue for duty in duties)
    return f" and {counted_words(overdue, 'duty', 'duties')}" if overdue else ""


NOT_JUDGED = "stated in a document, not agreed as a target here: nothing is rated by it"


def stated_value_in_words(stated_target: StatedTarget) -> str:
    """Such as `90%`, `80 to 100 referrals` or `9.4 years`."""
    values = (
        (stated_target.value,)
        if stated_target.value is not None
        else (stated_target.low, stated_target.high)
    )
    unit = stated_target.unit
    numbers = " to ".join(exactly(Fraction(value)) for value in values if value is not None)
    return f"{numbers} {unit}" if unit_beside(unit) else with_sign(numbers, unit)


def where_stated(stated_target: StatedTarget) -> str:
    """The document and the place in it."""
    return f"{stated_target.source}, {stated_target.place}"


def stated_target_line(stated_target: StatedTarget) -> str:
    """A target with its period, where it is stated and what is open about it."""
    period = from_key(stated_target.period).label
    texts = [
        f"{stated_target.what}: {stated_value_in_words(stated_target)} ({period})",
        where_stated(stated_target),
        stated_target.note or "",
    ]
    return " · ".join(text for text in texts if text)


def contradiction_lines(contradiction: Contradiction) -> Iterator[str]:
    """What each document says, then what is known of the reason."""
    yield from (
        f"{statement.value}: {statement.source}, {statement.place}"
        for statement in contradiction.says
    )
    if contradiction.note:
        yield contradiction.note
