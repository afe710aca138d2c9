"""Values of the JSON that say more than their type: what a schema states of each stands with it."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Final

from attrs import asdict, frozen

from cptracker.model.actions import Status
from cptracker.model.periods import from_key


@frozen(kw_only=True)
class Allowed:
    """What a schema allows of values beside their type.

    Attributes:
        type: A type that Python has no one name for.
        format: A format that the schema's dialect knows.
        pattern: What a text must match.
        minimum: The least number.
        maximum: The greatest number.
        min_items: The least length of a list.
    """

    type: str | None = None
    format: str | None = None
    pattern: str | None = None
    minimum: int | None = None
    maximum: int | None = None
    min_items: int | None = None

    def keywords(self) -> dict[str, Any]:
        """As the schema's keywords, those that are given."""
        keywords = {name: value for name, value in asdict(self).items() if value is not None}
        return {"minItems" if name == "min_items" else name: keywords[name] for name in keywords}


@frozen(kw_only=True)
class Readable:
    """Marks a text that readers make more of: reading proves it, the schema leaves it to words.

    Attributes:
        expected: What it must be, in words.
        parse: What is made of it; raises a ValueError or IndexError for what it is not.
    """

    expected: str
    parse: Callable[[str], object]

    def allows(self, text: str) -> bool:
        """Whether something can be made of a text."""
        try:
            self.parse(text)
        except (ValueError, IndexError, ZeroDivisionError):
            return False
        return True


Day = Annotated[date, Allowed(type="string", format="date", pattern=r"^\d{4}-\d{2}-\d{2}$")]
"""A date, such as `2026-03-31`."""


Count = Annotated[int, Allowed(minimum=0)]
"""How many."""


Position = Annotated[int, Allowed(minimum=1)]
"""A place in an order, counted from 1."""


Quartile = Annotated[int, Allowed(minimum=1, maximum=4)]
"""The quarter of a ranking, 1 the best."""


Number = Annotated[int | float, Allowed(type="number")]
"""A number that is written exactly where it is whole, else as the nearest double."""


Sha256 = Annotated[str, Allowed(pattern="^[0-9a-f]{64}$")]
"""The fingerprint of a file."""


PERIOD: Final = Readable(
    expected="the key of a period, such as 202425, 202425Q2 or 2024-06", parse=from_key
)


PeriodKey = Annotated[str, PERIOD]
"""The key of a period."""


StatusWord = Annotated[str, Readable(expected=f"one of {', '.join(Status)}", parse=Status)]
"""How far an action or a deliverable is."""


ABSENT: Final = "absent"
"""The name under which a field keeps what its absence means."""


FORMERLY: Final = "formerly"
"""The name under which a field keeps what it was called in an earlier version."""


def formerly(name: str) -> dict[str, object]:
    """What a field was called in an earlier version, whose JSON is still read."""
    return {FORMERLY: name}


def absent(value: object) -> dict[str, object]:
    """What it means that an older JSON has not got a field, as JSON has it.

    A field that may be null needs none: absent is null. One without either has been there from the
    first, and a JSON without it is damaged.
    """
    return {ABSENT: value}


@frozen(kw_only=True)
class SameAs:
    """Says that an absent field is what another field of the same object is."""

    field: str
