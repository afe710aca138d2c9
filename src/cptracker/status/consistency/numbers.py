"""Numbers of a plan that cannot be meant: out of scale, or far from every figure known."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from cptracker.model.checks import Check
from cptracker.model.periods import from_key
from cptracker.model.plan import Plan
from cptracker.model.problems import Severity
from cptracker.model.published import PublishedFigure
from cptracker.plan.councils import area_key
from cptracker.status.consistency.findings import ConsistencyFinding, PlacedValue
from cptracker.status.consistency.known_figures import KnownFigures

VALUES = ("value", "low", "high", "floor", "was", "accepted")
"""The keys of numbers that are in their measure's unit."""


MOST = 100


LEAST_COMPARED, LEAST_SIZE = 3, 10
"""With fewer figures, or smaller ones, nothing can be said of size: 1 child and then 9 is usual."""


@frozen(kw_only=True)
class PlanNumber:
    """A number of the plan in the unit of a measure."""

    measure: str
    placed: PlacedValue

    @property
    def value(self) -> Decimal:
        """The number."""
        value: Decimal = self.placed.value
        return value

    @property
    def name(self) -> str:
        """How a message names it: its key, and the number itself, which is no child's."""
        return f"`{self.placed.key}` {self.value}"


def of_numbers(
    plan: Plan, figures: KnownFigures, values: Iterable[PlacedValue]
) -> Iterator[ConsistencyFinding]:
    """What is wrong with the size of a plan's numbers.

    Args:
        plan: The plan.
        figures: What is known of its measures.
        values: Its values, each with its place.
    """
    numbers = list(_numbers(values))
    smallest = _smallest(numbers, figures)
    for number in numbers:
        out = list(_out_of_scale(number, figures, smallest))
        yield from out
        if not out and number.placed.section != "published":
            yield from _far(
                number,
                [(own.value, own.value) for own in figures.own.get(number.measure, ())],
                plan,
            )
    yield from _far_published(plan, numbers, figures)


def _numbers(values: Iterable[PlacedValue]) -> Iterator[PlanNumber]:
    for value in values:
        if isinstance(value.value, Decimal) and value.key in VALUES:
            measure = _measure_of(value)
            if measure:
                yield PlanNumber(measure=measure, placed=value)


def _measure_of(placed_value: PlacedValue) -> str:
    if placed_value.section == "commentary":  # of the figure it states
        at = int(placed_value.path.split(" ")[2])
        return str(placed_value.item.states[at].measure)
    return str(getattr(placed_value.item, "measure", ""))


def _smallest(
    numbers: Sequence[PlanNumber], known_figures: KnownFigures
) -> dict[str, list[Fraction]]:
    """All numbers of each measure, with the computed ones: some shares are below one per cent."""
    values_by_measure: dict[str, list[Fraction]] = defaultdict(list)
    for number in numbers:
        values_by_measure[number.measure].append(Fraction(number.value))
    for measure, figures in known_figures.series.items():
        values_by_measure[measure] += [
            figure.value for figure in figures if figure.value is not None
        ]
    return values_by_measure


def _out_of_scale(
    number: PlanNumber, figures: KnownFigures, others: dict[str, list[Fraction]]
) -> Iterator[ConsistencyFinding]:
    value, share = number.value, figures.is_share(number.measure)
    if share and not 0 <= value <= MOST:
        yield _finding(number, f"is no percentage from 0 to 100, as `{number.measure}` is")
    elif share and 0 < value < 1 and sum(0 < each < 1 for each in others[number.measure]) == 1:
        message = f"of `{number.measure}` means less than one per cent"
        hint = "write a percentage, 65 for 65%, not a proportion"
        yield _finding(number, message, severity=Severity.WARNING, hint=hint)
    elif not share and value < 0 and sum(each < 0 for each in others[number.measure]) == 1:
        message = f"of `{number.measure}` is below 0, as no other number of it is"
        yield _finding(number, message, severity=Severity.WARNING, hint="delete the minus sign")


def _finding(
    number: PlanNumber, message: str, severity: Severity | None = None, hint: str | None = None
) -> ConsistencyFinding:
    return ConsistencyFinding(
        check=Check.NUMBER_OUT_OF_SCALE,
        ref=number.measure,
        at=number.placed.at,
        message=f"{number.name} {message}",
        severity=severity,
        hint=hint,
    )


def _far(
    number: PlanNumber, figures: Sequence[tuple[Fraction, Fraction]], plan: Plan
) -> Iterator[ConsistencyFinding]:
    """A number that is many times as great as all figures, or as small; a nought may be meant.

    Of each figure there is the least and the most that it would be over the number's time.
    """
    times = Fraction(plan.check_thresholds.times_others)
    value = abs(Fraction(number.value))
    sizes = [(abs(least), abs(most)) for least, most in figures if most]
    if not value or len(sizes) < LEAST_COMPARED:
        return
    smallest, greatest = min(least for least, _ in sizes), max(most for _, most in sizes)
    if max(value, greatest) < LEAST_SIZE:
        return
    if value >= times * greatest or value * times <= smallest:
        way = "greater" if value > greatest else "smaller"
        message = (
            f"{number.name} of `{number.measure}` is {times} times {way} than all "
            f"{len(sizes)} figures known beside it, or more"
        )
        check = Check.NUMBER_FAR_FROM_OTHERS
        yield ConsistencyFinding(
            check=check, ref=number.measure, at=number.placed.at, message=message
        )


def _far_published(
    plan: Plan, numbers: Sequence[PlanNumber], figures: KnownFigures
) -> Iterator[ConsistencyFinding]:
    """Each published figure beside the others of its measure and area, and our own."""
    groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for at, figure in enumerate(plan.published):
        groups[figure.measure, area_key(figure.area), str(figure.group or "")].append(at)
    number_by_path = {
        plan_number.placed.path: plan_number
        for plan_number in numbers
        if plan_number.placed.section == "published"
    }
    for (measure, area, group), positions in groups.items():
        is_own = area == area_key(plan.council) and not group
        own = figures.series.get(measure, ()) if is_own else ()
        share = figures.is_share(measure)
        computed = [
            (1 if share else each.period.every.months, each.value)
            for each in own
            if each.value is not None
        ]
        values = [_months_and_value(plan.published[at], share=share) for at in positions]
        for nth, at in enumerate(positions):
            number = number_by_path.get(f"{at} value")
            if number is not None:
                others = [*values[:nth], *values[nth + 1 :], *computed]
                yield from _far(number, list(_over(values[nth][0], others)), plan)


def _months_and_value(figure: PublishedFigure, *, share: bool) -> tuple[int, Fraction]:
    """A figure with the months it is of; a share is as great over any time."""
    return 1 if share else from_key(figure.period).every.months, Fraction(figure.value)


def _over(
    months: int, figures: Iterable[tuple[int, Fraction]]
) -> Iterator[tuple[Fraction, Fraction]]:
    """What figures would be over so many months: of a count in proportion, of all else the same."""
    for length, value in figures:
        if length == months:
            yield value, value
            continue
        in_proportion = value * Fraction(months, length)
        yield min(value, in_proportion, key=abs), max(value, in_proportion, key=abs)
