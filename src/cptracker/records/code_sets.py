"""The codes of the return over the years, as values: what `formats/codes.yaml` says."""

import re
from collections.abc import Mapping
from functools import cache

from attrs import frozen

from cptracker.records.formats import load_format_file

EVER = (0, 9999)


@frozen(kw_only=True)
class CodeSet:
    """The codes of one column over the years.

    Attributes:
        ranges: For each code the first and the last collection year it was in the set; a code may
            have several.
    """

    ranges: Mapping[str, tuple[tuple[int, int], ...]]

    @property
    def ever(self) -> tuple[str, ...]:
        """Every code that was in the set in any year."""
        return tuple(self.ranges)

    def valid(self, year: int) -> tuple[str, ...]:
        """The codes of one collection year."""
        return tuple(
            code
            for code, ranges in self.ranges.items()
            if any(first <= year <= last for first, last in ranges)
        )


@cache
def code_sets() -> Mapping[str, CodeSet]:
    """The code sets by the column's name in the return, such as `PLACE`."""
    return {name: _code_set(codes) for name, codes in load_format_file("codes.yaml").items()}


def _code_set(years_and_codes: Mapping[str, str]) -> CodeSet:
    ranges: dict[str, list[tuple[int, int]]] = {}
    for when, codes in years_and_codes.items():
        for code in str(codes).split():
            ranges.setdefault(code, []).append(_span(when))
    return CodeSet(ranges={code: tuple(years) for code, years in ranges.items()})


def _span(when: str) -> tuple[int, int]:
    if when == "always":
        return EVER
    match = re.fullmatch(r"(since|until) (\d{4})", when)
    if match is None:
        raise ValueError(f"codes.yaml: `{when}` must be `always`, `since YEAR` or `until YEAR`")
    year = int(match[2])
    return (year, EVER[1]) if match[1] == "since" else (EVER[0], year)
