"""Where records came from, and what is known of them besides their rows."""

from collections.abc import Mapping

from attrs import field, frozen

from cptracker.errors import Problem
from cptracker.records.covers import Stated
from cptracker.results import TableSource


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
    """

    problems: tuple[Problem, ...] = ()
    sources: tuple[TableSource, ...] = ()
    missing: Mapping[str, tuple[str, ...]] = field(factory=dict)
    years: Mapping[str, tuple[int, ...]] = field(factory=dict)
    returns: tuple[int, ...] = ()
    year_rules: tuple[str, ...] = ()
    stated: Mapping[str, Stated] = field(factory=dict)
    unusable: tuple[str, ...] = ()
    limited: bool = False
    example: bool = False
