"""The targets of a plan as lines for a terminal."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from cptracker.model.periods import long_date
from cptracker.model.plan import Plan
from cptracker.model.rounding import exactly
from cptracker.model.targets import Target
from cptracker.wording.text import counted_words, encoder_for


def targets_text(plan: Plan, encoding: str | None) -> str:
    """Each measure with its targets, the newest last, and the measures that have none counted."""
    pen = encoder_for(encoding)
    lines = [line for measure in _measures(plan) for line in _lines(plan, measure)]
    bare = sum(not _of(plan, measure) for measure in plan.measures)
    without = f"; {counted_words(bare, 'measure')} of the plan without one" if bare else ""
    lines += [*([""] if lines else []), f"{counted_words(len(plan.targets), 'target')}{without}"]
    return "".join(f"{pen.line(line)}\n" for line in lines)


def _measures(plan: Plan) -> tuple[str, ...]:
    """The measures that have targets, those of the plan in its order."""
    named = [measure for measure in plan.measures if _of(plan, measure)]
    return tuple(dict.fromkeys([*named, *(target.measure for target in plan.targets)]))


def _of(plan: Plan, measure: str) -> list[Target]:
    return [target for target in plan.targets if target.measure == measure]


def _lines(plan: Plan, measure: str) -> Iterator[str]:
    refs = [
        success.ref
        for priority in plan.priorities
        for success in priority.success_measures
        if measure in success.measures
    ]
    yield f"{', '.join(refs) or 'not in the plan'}  {measure}"
    for target in sorted(_of(plan, measure), key=lambda target: target.since):
        yield f"    from {long_date(target.since)}: {target_numbers(target)}"
        yield f"        {target.source}"


def target_numbers(target: Target) -> str:
    """The numbers of a target in words, such as `65, amber up to 10 short of it`."""
    aim = (
        _number(target.value)
        if target.value is not None
        else f"{_number(target.low)} to {_number(target.high)}"
    )
    return "".join((aim, *_tolerance(target), *_way(target)))


def _tolerance(target: Target) -> Iterator[str]:
    if target.within is not None:
        yield f", amber up to {_number(target.within)} short of it"
    elif target.within_percent is not None:
        yield f", amber up to {_number(target.within_percent)}% short of it"
    elif target.floor is not None:
        yield f", amber to {_number(target.floor)}"
    else:
        yield ", red if short of it"


def _way(target: Target) -> Iterator[str]:
    if target.due:
        yield f", for {long_date(target.due)}"
    for step in target.interim:
        yield f"; {_number(step.value)} by {long_date(step.by)}"


def _number(value: Decimal | None) -> str:
    return "" if value is None else exactly(Fraction(value))
