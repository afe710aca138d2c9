"""Where records came from, and what the user says of their returns and identifiers."""

from collections.abc import Mapping, Sequence

from attrs import field, frozen

from cptracker.model.figures import SourceOfTable
from cptracker.model.problems import Problem
from cptracker.records.coverage.spans import StatedDays
from cptracker.records.formats import TableFormat, formats


@frozen(kw_only=True)
class Origin:
    """Where records came from and what was noticed on the way.

    Attributes:
        problems: Everything found wrong in them, each with its place.
        sources: The tables with their rows and files.
        missing: For each table the columns that none of its files has, although they may stand in
            it, blank.
        years: For each table of the SSDA903 return the collection years it covers, by the year in
            which they end; a table that is not named has no such limit.
        returns: The collection years of all returns there are, also of those whose files are empty.
        year_rules: How the year of each return was found, in words.
        stated: For each table of which it was stated the days that it covers.
        unusable: The tables that came with rows of which none can be used.
        limited: Whether a table without years covers only the days that its rows are evidence of;
            rows typed by hand are taken to be whole.
        example: Whether any child is made up.
        formats: All tables that could be read, by canonical name: plug-ins' beside the shipped.
    """

    problems: tuple[Problem, ...] = ()
    sources: tuple[SourceOfTable, ...] = ()
    missing: Mapping[str, tuple[str, ...]] = field(factory=dict)
    years: Mapping[str, tuple[int, ...]] = field(factory=dict)
    returns: tuple[int, ...] = ()
    year_rules: tuple[str, ...] = ()
    stated: Mapping[str, StatedDays] = field(factory=dict)
    unusable: tuple[str, ...] = ()
    limited: bool = False
    example: bool = False
    formats: Mapping[str, TableFormat] = field(factory=formats)


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
