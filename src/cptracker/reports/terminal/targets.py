"""The targets of a plan as lines for a terminal."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from cptracker.model.periods import long_date
from cptracker.model.plan import Plan
from cptracker.model.rounding import exactly, with_sign
from cptracker.model.targets import Target
from cptracker.wording.text import counted_words, encoder_for


def targets_text(plan: Plan, encoding: str | None) -> str:
    """Each measure with its targets, the newest last, and the measures that have none counted."""
    encoder = encoder_for(encoding)
    lines = [line for measure in _measures(plan) for line in _lines(plan, measure)]
    bare = sum(not _of(plan, measure) for measure in plan.measures)
    without = f"; {counted_words(bare, 'measure')} of the plan without one" if bare else ""
    lines += [*([""] if lines else []), f"{counted_words(len(plan.targets), 'target')}{without}"]
    return "".join(f"{encoder.line(line)}\n" for line in lines)


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
    units = {typed_measure.identifier: typed_measure.unit for typed_measure in plan.typed_measures}
    unit = units.get(measure, "")
    yield f"{', '.join(refs) or 'not in the plan'}  {measure}"
    for target in sorted(_of(plan, measure), key=lambda target: target.since):
        yield f"    from {long_date(target.since)}: {target_numbers(target, unit)}"
        yield f"        {target.source}"


def target_numbers(target: Target, unit: str = "") -> str:
    """The numbers of a target in words, such as `65, amber up to 10 off it`.

    Args:
        target: Of a measure of which more or fewer may be better.
        unit: The measure's unit, if it is known without the measure: then its sign is shown.
    """
    value = (
        _number(target.value, unit)
        if target.value is not None
        else f"{_number(target.low, unit)} to {_number(target.high, unit)}"
    )
    return "".join((value, *_tolerance(target, unit), *_interim_values(target, unit)))


def _tolerance(target: Target, unit: str) -> Iterator[str]:
    points = " points" if unit == "%" else ""
    if target.within is not None:
        within = _number(target.within, "" if points else unit)
        yield f", amber up to {within}{points} off it"
    elif target.within_percent is not None:
        yield f", amber up to {_number(target.within_percent)}% off it"
    elif target.floor is not None:
        yield f", amber to {_number(target.floor, unit)}"
    else:
        yield ", red if it is missed"


def _interim_values(target: Target, unit: str) -> Iterator[str]:
    if target.due:
        yield f", for {long_date(target.due)}"
    for step in target.interim:
        yield f"; {_number(step.value, unit)} by {long_date(step.by)}"


def _number(value: Decimal | None, unit: str = "") -> str:
    return "" if value is None else with_sign(exactly(Fraction(value)), unit)
