"""Values of the JSON that say more than their type: what a schema states of each stands with it."""

from typing import Annotated, Any

from attrs import asdict, frozen


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
        given = {name: value for name, value in asdict(self).items() if value is not None}
        return {"minItems" if name == "min_items" else name: given[name] for name in given}


Day = Annotated[str, Allowed(format="date", pattern=r"^\d{4}-\d{2}-\d{2}$")]
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
