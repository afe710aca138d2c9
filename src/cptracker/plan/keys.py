"""Keys that a plan writes: the years it covers, periods, and groups of published figures."""

import re
from collections.abc import Collection, Iterator
from datetime import date

from attrs import frozen

from cptracker.files.yaml_nodes import MapNode, Node, but_not, called
from cptracker.files.yaml_values import WrongValueError, text_in, wrong_value
from cptracker.model.periods import from_key
from cptracker.model.problems import Problem, near_miss
from cptracker.model.published import GroupKey
from cptracker.plan.document import readable

YEARS = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?:\s*[-/\u2013]\s*([0-9]{2})(?![0-9]))?")


NUMBER = re.compile(r"[0-9]+")


LONGEST = 15
"""Years; no plan is made for more."""


@frozen
class PlanYears:
    """The first and the last year that a plan names.

    `2022-2027` may end with 2027 or with the financial year 2027/28, so its last day is that of
    the calendar year; `2024/25` ends with 2025.
    """

    first: int
    last: int

    @property
    def end(self) -> date:
        """The last day that the plan can mean."""
        return date(self.last, 12, 31)


def plan_years(text: str) -> PlanYears | None:
    """The years in a plan's `period`, in the order they stand; None where it names none."""
    years = [year for match in YEARS.finditer(text) for year in _years(match[1], match[2])]
    return PlanYears(years[0], years[-1]) if years else None


def _years(year: str, short: str | None) -> list[int]:
    """A year, and the one that is written with two digits behind it."""
    first = int(year)
    if short is None:
        return [first]
    return [first, first // 100 * 100 + int(short) + (100 if int(short) < first % 100 else 0)]


def odd_numbers(text: str) -> list[str]:
    """The numbers in a plan's `period` that are no years."""
    remainder = YEARS.sub(" ", text)
    return [number for number in NUMBER.findall(remainder) if len(number) > 2]


SLASHED_YEAR = re.compile(r"((?:19|20)[0-9]{2})[/-](?:20)?([0-9]{2})")


PERIOD_FORMS = "write 202425, 202425Q2, 2024-06, 202425AY or 2024-06T12, in quotes"


def is_period_key(text: str) -> bool:
    """Whether a period has this key."""
    try:
        from_key(text)
    except ValueError:
        return False
    return True


def period_problem(node: Node | None) -> Iterator[Problem]:
    """The problem of a text that is no period's key, with the one that was probably meant."""
    text = readable(node, text_in)
    if node is not None and text is not None and not is_period_key(text):
        message = f"`period` must be a period's key{but_not(text)}"
        yield node.place.problem(message, _likely(text))


def _likely(text: str) -> str:
    slashed = SLASHED_YEAR.fullmatch(text)
    key = f"{slashed[1]}{slashed[2]}" if slashed else ""
    return f"did you mean `{key}`?" if is_period_key(key) else PERIOD_FORMS


GROUP = re.compile(r"([a-z][a-z_]{0,40}): *(\S.{0,60})")


WANTED = "a breakdown and its group, such as `age_group: 17-18`"


HINT = 'write it as {age_group: 17-18}, or in quotes as "age_group: 17-18"'


def parsed_group(text: str) -> GroupKey | None:
    """The group of a text such as `age_group: 17-18`; None where it is no such text."""
    match = GROUP.fullmatch(text.strip())
    return GroupKey(group_by=match[1], group=match[2].rstrip()) if match else None


def group_of(node: Node) -> GroupKey:
    """A group written as a mapping of one breakdown, or as a text in quotes.

    Raises:
        WrongValueError: It is something else.
    """
    if isinstance(node, MapNode):
        return _of_mapping(node)
    group = parsed_group(text_in(node))
    if group is None:
        raise wrong_value(node, WANTED, HINT)
    return group


def _of_mapping(node: MapNode) -> GroupKey:
    if len(node.entries) != 1:
        raise WrongValueError(node.place, f"must be {WANTED}", "a figure is for one group")
    ((group_by, value),) = node.entries.items()
    group = parsed_group(f"{group_by}: {text_in(value)}")
    if group is None:
        raise WrongValueError(node.place, f"must be {WANTED}", HINT)
    return group


def unknown_keys(node: MapNode, keys: Collection[str]) -> Iterator[tuple[str, str | None]]:
    """Each key of a mapping that does not belong there, with the one that was probably meant."""
    for key in node.keys:
        if key not in keys:
            yield key, near_miss(key, keys)


def unknown_key(node: MapNode, key: str, guess: str | None, keys: Collection[str]) -> Problem:
    """The problem of a key that does not belong in a mapping."""
    every = ", ".join(f"`{name}`" for name in keys)
    hint = f"did you mean `{guess}`?" if guess else f"the keys here are {every}"
    return node.keys[key].problem(f"unknown key {called(key)}", hint)
