"""Who made a figure move: who joined, who left, who changed, and how much of it each is.

Each child's part is how far the child stands from the earlier figure, shared over the later one's
denominator: the parts of all add up to the whole movement exactly, in whatever order they are told.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction

from attrs import frozen

from cptracker.model.members import Cases, Member, MemberOutcome

JOINED, LEFT, POPULATION = "joined", "left", "the population changed"


SEVERAL = "several"


PERCENT = 100


@frozen(kw_only=True)
class MemberChange:
    """What one subject did to the figure.

    Attributes:
        subject: Its identifier.
        how: `joined`, `left`, or what it was and is now, such as `met, now missed`, or where it
            is no merit to be counted `counted, now not counted`.
        before: What it was; None for who joined.
        now: What it is; None for who left.
        part: Of the movement, in the measure's unit; None where the figure cannot be split.
    """

    subject: str
    how: str
    before: str | None
    now: str | None
    part: Fraction | None


@frozen(kw_only=True)
class MovementPart:
    """All changes of one kind together."""

    how: str
    subjects: int
    part: Fraction | None


@frozen(kw_only=True)
class Movement:
    """From one figure to a later one of the same measure.

    Attributes:
        before: The earlier cases.
        now: The later ones.
        difference: The later value less the earlier; None where either is missing.
        parts: Which add up to the difference, exactly.
        changes: One for each subject that joined, left or changed.
    """

    before: Cases
    now: Cases
    difference: Fraction | None
    parts: tuple[MovementPart, ...]
    changes: tuple[MemberChange, ...]


def movement_of_figure(before: Cases, now: Cases) -> Movement:
    """The movement between two figures of one measure, split into those who made it."""
    value, new_value = before.figure.value, now.figure.value
    difference = None if value is None or new_value is None else new_value - value
    # A percentile is nobody's in part.
    can_be_split = difference is not None and now.statistic != "percentile"
    split = _share_of(before, now) if can_be_split else None
    old, new = _by_subject(before), _by_subject(now)
    changes = []
    for subject in sorted({*old, *new}):
        earlier, later = old.get(subject, ()), new.get(subject, ())
        part = split.of(earlier, later) if split else None
        changes.append(_change(subject, _state(before, earlier), _state(now, later), part))
    relevant = tuple(change for change in changes if change.before != change.now or change.part)
    population = split.population if split else None
    return Movement(
        before=before,
        now=now,
        difference=difference,
        parts=tuple(_movement_parts(relevant, population)),
        changes=relevant,
    )


def _change(
    subject: str, before: str | None, now: str | None, part: Fraction | None
) -> MemberChange:
    return MemberChange(subject=subject, how=_how(before, now), before=before, now=now, part=part)


@frozen(kw_only=True)
class _Split:
    """How a movement is shared out.

    Attributes:
        value: The earlier figure, that a denominator is measured against; 0 for counts and rates.
        base: The later denominator; 1 for a count.
        scale: What a numerator of one is in the measure's unit.
        not_met: Whether those not known are in the denominator.
        population: What another population does to a rate.
    """

    value: Fraction
    base: Fraction
    scale: Fraction
    not_met: bool
    population: Fraction | None

    def of(self, old: Iterable[Member], new: Iterable[Member]) -> Fraction:
        """One subject's part."""
        return (self._far(new) - self._far(old)) / self.base

    def _far(self, members: Iterable[Member]) -> Fraction:
        """How far some rows stand from the earlier figure, times their number."""
        rows = list(members)
        numerator = sum(member.numerator for member in rows)
        counted = sum(member.denominator for member in rows)
        if self.not_met:
            counted += sum(member.unknown for member in rows)
        return self.scale * numerator - self.value * counted


def _share_of(before: Cases, now: Cases) -> _Split:
    """The rule by which this kind of figure is shared out."""
    value, base = before.figure.value or Fraction(0), Fraction(now.figure.denominator or 1)
    if now.statistic == "rate":
        scale, then = Fraction(now.scale), Fraction(before.figure.denominator or 1)
        moved = scale * (before.figure.numerator or 0) * (1 / base - 1 / then)
        return _Split(value=Fraction(0), base=base, scale=scale, not_met=False, population=moved)
    if now.statistic in ("count", "sum"):
        whole = Fraction(1)
        return _Split(value=Fraction(0), base=whole, scale=whole, not_met=False, population=None)
    scale = Fraction(PERCENT) if now.statistic == "share" else Fraction(now.scale)
    return _Split(value=value, base=base, scale=scale, not_met=now.not_met, population=None)


def _by_subject(cases: Cases) -> Mapping[str, tuple[Member, ...]]:
    members_by_name: dict[str, list[Member]] = {}
    for member in cases.members:
        members_by_name.setdefault(member.subject, []).append(member)
    return {subject: tuple(rows) for subject, rows in members_by_name.items()}


def _state(cases: Cases, members: Iterable[Member]) -> str | None:
    """What a subject is, in a word or two; a subject of several rows tells how many of which."""
    rows = list(members)
    if not rows:
        return None
    if len(rows) == 1:
        return _word(cases, rows[0])
    counts = Counter(_word(cases, member) for member in rows)
    return ", ".join(f"{number} {word}" for word, number in sorted(counts.items()))


def _word(cases: Cases, member: Member) -> str:
    if member.outcome is MemberOutcome.LEFT_OUT:
        return f"left out: {member.reason}"
    if member.outcome is MemberOutcome.COUNTED and member.numerator != 1:
        return f"{member.numerator} counted"
    return cases.word(member.outcome)


def _how(before: str | None, now: str | None) -> str:
    if before is None:
        return JOINED
    if now is None:
        return LEFT
    if any("," in text or text[0].isdigit() for text in (before, now)):
        return "changed"
    return f"{before}, now {now}" if before != now else f"still {now}"


def _movement_parts(
    changes: Iterable[MemberChange], population: Fraction | None
) -> Iterable[MovementPart]:
    """Changes of one kind together: those who joined first, then those who left, then others."""
    by_how: dict[str, list[MemberChange]] = {}
    for change in changes:
        by_how.setdefault(change.how, []).append(change)
    first = {JOINED: 0, LEFT: 1}
    for how in sorted(by_how, key=lambda text: (first.get(text, 2), text)):
        shares = [change.part for change in by_how[how]]
        total = None if None in shares else sum((part for part in shares if part), Fraction(0))
        yield MovementPart(how=how, subjects=len(by_how[how]), part=total)
    if population:
        yield MovementPart(how=POPULATION, subjects=0, part=population)
