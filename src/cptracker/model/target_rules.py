"""The rules that the numbers of a target must keep, whichever way is good; each written once.

A plan's file is checked by them with the place of each key, a target made in code without. What
depends on the measure, such as on which side of a target its floor lies, is not here.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from attrs import frozen

from cptracker.model.targets import Target

TOLERANCES = ("within", "within_percent", "floor")
"""How far short of a target is amber, in one of three ways."""


EDGES = ("low", "high")
"""The range that is good, where near is better."""


NUMBERS = ("value", *EDGES, *TOLERANCES)


@frozen(kw_only=True)
class TargetNumbers:
    """The numbers of a target, as far as they can be read.

    Attributes:
        given_keys: The keys that stand there, in the order in which they are written.
        numbers: What each of `NUMBERS` holds; None where it is not given or is no number.
        interim: The values on the way to it; None where one is no number.
    """

    given_keys: tuple[str, ...]
    numbers: Mapping[str, Decimal | None]
    interim: tuple[Decimal | None, ...] = ()

    @classmethod
    def of(cls, target: Target) -> "TargetNumbers":
        """Those of a target that was made in code."""
        numbers: dict[str, Decimal | None] = {name: getattr(target, name) for name in NUMBERS}
        given_keys = [name for name in NUMBERS if numbers[name] is not None]
        given_keys += ["due"] if target.due is not None else []
        interim = tuple(step.value for step in target.interim)
        return cls(given_keys=tuple(given_keys), numbers=numbers, interim=interim)


@frozen
class TargetFault:
    """A rule that a target breaks.

    Attributes:
        key: The key that breaks it.
        message: What is wrong.
        hint: What to do about it, if that is not plain.
        at_value: Whether its value is wrong, rather than that it stands there.
    """

    key: str
    message: str
    hint: str | None = None
    at_value: bool = False


def broken_rules(target: TargetNumbers) -> Iterator[TargetFault]:
    """Every rule that the numbers of a target break.

    Example:
        >>> numbers = {"value": Decimal(90), "within": Decimal(-1)}
        >>> target = TargetNumbers(given_keys=tuple(numbers), numbers=numbers)
        >>> [fault.message for fault in broken_rules(target)]
        ['`within` must be 0 or more, not -1']
    """
    yield from _range(target)
    yield from _tolerance(target)
    yield from _interim(target)


def _range(target: TargetNumbers) -> Iterator[TargetFault]:
    low, high = (target.numbers.get(edge) for edge in EDGES)
    if low is not None and high is not None and low > high:
        yield TargetFault("low", f"`low` {low} is above `high` {high}", at_value=True)


def _tolerance(target: TargetNumbers) -> Iterator[TargetFault]:
    tolerances = [key for key in target.given_keys if key in TOLERANCES]
    for extra in tolerances[1:]:
        message = f"a target has one tolerance, but `{extra}` stands beside `{tolerances[0]}`"
        yield TargetFault(extra, message, "keep one of `within`, `within_percent`, `floor`")
    for key in ("within", "within_percent"):
        amount = target.numbers.get(key)
        if amount is not None and amount < 0:
            message = f"`{key}` must be 0 or more, not {amount}"
            yield TargetFault(key, message, at_value=True)
    aims = [target.numbers.get(key) for key in ("value", *EDGES)]
    if "within_percent" in target.given_keys and 0 in (*aims, *target.interim):
        message = "a percentage of a target of 0 is always 0"
        yield TargetFault("within_percent", message, "use `within` or `floor`")


def _interim(target: TargetNumbers) -> Iterator[TargetFault]:
    if not target.interim:
        return
    if "due" not in target.given_keys:
        message = "`interim` needs `due` beside it"
        yield TargetFault("interim", message, "say for which day `value` is promised")
    for key in ("floor", *EDGES):
        if key in target.given_keys:
            message = f"`{key}` cannot stand beside `interim`"
            hint = "use `within` or `within_percent`, which go along with each value"
            yield TargetFault(key, message, hint)
