"""How a measure's numbers follow from those of others: what can be worked out from them together.

A plug-in says it of its measure. Nothing is computed from it: it is for the protection of small
numbers, which has to look at such measures together.
"""

from typing import Any

from attrs import field, frozen
from attrs.validators import deep_iterable, instance_of

STEADY = ("", "sex", "ethnic_group", "uasc")
"""Everyone, and the breakdowns whose groups a child does not leave while time goes on."""

GROUP_LENGTH = 3


def _is_group(_: Any, __: Any, value: tuple[str, ...]) -> None:
    if len(value) not in (0, GROUP_LENGTH):
        raise ValueError("`same_as` must be a measure, one of its breakdowns and a group in it")


@frozen(kw_only=True)
class Ties:
    """Other measures from which a measure's numbers follow, by their identifiers.

    Attributes:
        within: Everyone who counts here counts there too, and others besides: those who live
            within 20 miles live within 50.
        same_as: A measure, one of its breakdowns and a group in it, which are the same children by
            another name; empty if there is none.
        grows_by: For those of one day, such as children looked after: who joins them.
        shrinks_by: Who leaves them.
    """

    within: str = field(default="", validator=instance_of(str))
    same_as: tuple[str, ...] = field(
        default=(),
        validator=[deep_iterable(instance_of(str), instance_of(tuple)), _is_group],
    )
    grows_by: str = field(default="", validator=instance_of(str))
    shrinks_by: str = field(default="", validator=instance_of(str))

    @property
    def measures(self) -> tuple[str, ...]:
        """All measures that are named."""
        named = (self.within, *self.same_as[:1], self.grows_by, self.shrinks_by)
        return tuple(name for name in named if name)

    @property
    def balanced(self) -> bool:
        """Whether the number of one day is that of another, with who joined and less who left."""
        return bool(self.grows_by and self.shrinks_by)


UNTIED = Ties()
