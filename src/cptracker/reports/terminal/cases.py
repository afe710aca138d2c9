"""The children behind a figure on a terminal: for those who work with them, and for nobody else."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from cptracker.engine.cases.movement import Movement
from cptracker.model.members import Cases, Member, MemberOutcome
from cptracker.model.periods import long_date
from cptracker.model.rounding import number, unit_beside
from cptracker.rating.wording import figure_text, missing_in_words
from cptracker.reports.terminal.status import INDENT
from cptracker.reports.terminal.styles import print_renderables
from cptracker.wording import phrases
from cptracker.wording.text import TextEncoder, counted_words, encoder_for

OPERATIONAL = "OPERATIONAL: names children; never for a paper, a mail or a meeting"


UPCOMING = "Due after the period and not done"


MOST_DIGITS = 12


def print_cases(cases: Cases, console: Console, moved: Movement | None = None) -> None:
    """Write the members of a figure, and who made it move since an earlier one."""
    print_renderables(_renderables(cases, moved, encoder_for(console.encoding)), console)


def _renderables(
    cases: Cases, moved: Movement | None, encoder: TextEncoder
) -> Iterator[RenderableType]:
    yield Text(OPERATIONAL, style="bold reverse")
    if cases.example:
        yield Text(phrases.EXAMPLE, style="bold reverse")
    for at, line in enumerate(heading(cases)):
        yield Text(encoder(line), style="" if at else "bold")
    if moved is not None:
        yield from _movement(moved, encoder)
    for outcome, members in groupby(
        cases.members, key=lambda member: (member.outcome, member.reason)
    ):
        yield from _section(_titled(cases, *outcome), list(members), cases, encoder)
    if cases.upcoming:
        yield from _section(UPCOMING, cases.upcoming, cases, encoder)
    if not cases.members:
        yield Text(encoder("Nobody to list"))


def heading(cases: Cases) -> Iterator[str]:
    """What is listed, the figure it adds up to, and which rows are shown."""
    yield f"{cases.title} ({cases.measure})"
    yield figure_line(cases)
    yield f"As at {long_date(cases.as_at)}"
    if cases.shown:
        yield f"Rows shown: {cases.shown}"


def figure_line(cases: Cases) -> str:
    """The period, the figure, how it is made up, and who was left out."""
    figure = cases.figure
    group = "".join(f", {name.replace('_', ' ')} {value}" for name, value in cases.group.items())
    value = (
        figure_text(figure, cases.unit) if figure.value is not None else missing_in_words(figure)
    )
    unit_shown = unit_beside(cases.unit)
    unit = f" {unit_shown}" if unit_shown and figure.value is not None else ""
    made = phrases.made_of(figure, cases.unit, cases.statistic)
    texts = [f"{figure.period.label}{group}: {value}{unit}", made, phrases.left_out(figure)]
    return " · ".join(part for part in texts if part)


def _titled(cases: Cases, outcome: MemberOutcome, reason: str) -> str:
    words = f"left out: {reason}" if outcome is MemberOutcome.LEFT_OUT else cases.word(outcome)
    return words[:1].upper() + words[1:]


def _section(
    title: str, members: Sequence[Member], cases: Cases, encoder: TextEncoder
) -> Iterator[RenderableType]:
    yield Text()
    yield Text(encoder(f"{title} ({len(members):,}) · OPERATIONAL"), style="bold")
    for member in members:
        yield Padding(Text(encoder(member_line(member, cases))), (0, 0, 0, INDENT))
        for line in rows_lines(member):
            yield Padding(Text(encoder(line), style="dim"), (0, 0, 0, 2 * INDENT))


WITH_AMOUNT = ("mean", "sum", "average", "percentile")
"""Figures to which each member adds a number of its own."""


def member_line(member: Member, cases: Cases) -> str:
    """Identifier, days, what was counted, days left, and groups, on one line."""
    first, last = cases.headings
    facts_of_member = [member.subject]
    days = (
        [f"began {member.began.isoformat()}"]
        if member.began and member.began != member.first
        else []
    )
    days += [f"{first} {member.first.isoformat()}"] if member.first else []
    days += [f"{last} {member.last.isoformat()}"] if last and member.last else []
    facts_of_member += [", ".join(days)] if days else []
    if cases.statistic in WITH_AMOUNT and not member.left_out:
        items = f": {', '.join(member.items)}" if member.items else ""
        facts_of_member.append(f"{member.numerator:,}{items}")
    elif member.denominator > 1:
        facts_of_member.append(f"{member.numerator:,} of {member.denominator:,}")
    if member.days_left is not None:
        facts_of_member.append(f"{counted_words(member.days_left, 'day')} left")
    facts_of_member += [
        f"{name.replace('_', ' ')} {group}" for name, group in member.groups.items()
    ]
    return " · ".join(facts_of_member)


def rows_lines(member: Member) -> Iterator[str]:
    """Such as `episodes.csv:14, 15`: a place that can be clicked, and the further lines."""
    for rows in member.rows:
        yield f"{rows.path}:{', '.join(map(str, rows.lines))}"


def _movement(moved: Movement, encoder: TextEncoder) -> Iterator[RenderableType]:
    yield Text()
    for at, line in enumerate(movement_lines(moved)):
        yield Padding(
            Text(encoder(line), style="" if at else "bold"), (0, 0, 0, INDENT if at else 0)
        )
    changes = sorted(
        moved.changes, key=lambda member_change: (member_change.how, member_change.subject)
    )
    for how, several in groupby(changes, key=lambda member_change: member_change.how):
        yield Text(encoder(f"{how[:1].upper()}{how[1:]} · OPERATIONAL"), style="bold")
        for change in several:
            share = "" if change.part is None else f" · {_amount(change.part, moved)}"
            was = f"was {change.before}" if change.now is None else f"now {change.now}"
            words = (
                f"{was}"
                if change.before is None or change.now is None
                else f"{change.before} to {change.now}"
            )
            yield Padding(Text(encoder(f"{change.subject} · {words}{share}")), (0, 0, 0, INDENT))


def movement_lines(moved: Movement) -> Iterator[str]:
    """The movement and its parts, which add up to it."""
    before, latest, unit = moved.before, moved.now, moved.now.unit
    value_before, value_latest = figure_text(before.figure, unit), figure_text(latest.figure, unit)
    since = f"{before.figure.period.label} to {latest.figure.period.label}"
    if moved.difference is None:
        yield f"{since}: {value_before} to {value_latest}, which cannot be split"
    else:
        amount = _amount(moved.difference, moved)
        yield f"{since}: {value_before} to {value_latest}, {amount}, of which"
    for part in moved.parts:
        share = "" if part.part is None else f": {_amount(part.part, moved)}"
        who = f"{part.subjects:,} {part.how}" if part.subjects else part.how
        yield f"{who}{share}"


def _amount(value: Fraction, moved: Movement) -> str:
    """With its sign, to a tenth, or with as many digits as keep it from being nought."""
    digits = 0 if moved.now.statistic in ("count", "sum") else 1
    while digits < MOST_DIGITS and value and not _shown(value, digits):
        digits += 1
    sign = "+" if value > 0 else ""
    points = " points" if moved.now.unit == "%" else ""
    return f"{sign}{number(value, digits)}{points}"


def _shown(value: Fraction, digits: int) -> bool:
    return bool(number(value, digits).strip("-0."))


def tags(cases: Cases) -> Iterable[str]:
    """What marks every row and page of a file."""
    return (OPERATIONAL, *([phrases.EXAMPLE] if cases.example else []))
