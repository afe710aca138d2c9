"""The thresholds of coverage that hold for all tables, as `formats/coverage.yaml` states them."""

from functools import cache

from attrs import frozen

from cptracker.records.evidence import Reach
from cptracker.records.formats import load_facts


@frozen(kw_only=True)
class CoverageRules:
    """Thresholds that hold for all tables.

    Attributes:
        unfinished_year: How far a return reaches beyond its latest date while its year is not over.
        ends_early: A table that ends so many days before the others, or more, is told of.
    """

    unfinished_year: Reach
    ends_early: int


@cache
def coverage_rules() -> CoverageRules:
    """The thresholds in `coverage.yaml`."""
    facts = load_facts("coverage.yaml")
    return CoverageRules(
        unfinished_year=Reach.of(str(facts["unfinished_year"])),
        ends_early=int(str(facts["ends_early"])),
    )
