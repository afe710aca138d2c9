"""What the user says of children who stand under two identifiers, and of returns as they stand."""

from collections.abc import Mapping, Sequence

from attrs import frozen

IDS = "<ids>"


@frozen(kw_only=True)
class SameChild:
    """That two identifiers are one child.

    Attributes:
        old: The identifier that is given up.
        new: The one the child is read under.
        path: Where that was said.
    """

    old: str
    new: str
    path: str = IDS
    line: int | None = None
    column: int | None = None


Ids = Mapping[str, str] | Sequence[SameChild]
"""Children who stand under two identifiers: old and new, or with the place where that was said."""


def pairs_of_ids(ids: Ids) -> tuple[SameChild, ...]:
    """Old and new identifiers as values with places."""
    if isinstance(ids, Mapping):
        return tuple(SameChild(old=old, new=new) for old, new in sorted(ids.items()))
    return tuple(ids)


@frozen(kw_only=True)
class Repairing:
    """What is done about returns that do not fit together.

    Attributes:
        ids: Children who stand under two identifiers, as the user says.
        as_returned: Whether the repair of what later returns correct is left out, and nobody is
            joined but as `ids` says.
    """

    ids: tuple[SameChild, ...] = ()
    as_returned: bool = False
